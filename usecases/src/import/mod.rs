//! Importing families from files: inspect, prepare one reviewable batch, apply it, undo it.
//!
//! A household is matched by (source, identity there). What the file said last time is remembered, so that the same file
//! again changes nothing, and what an officer has changed since is not taken back.

pub mod apply;
pub mod inspect;
pub mod prepare;
pub mod undo;

use interop::registry::{HouseholdRow, ImportProblem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::limits::PAGE_ROWS;
use store::local::batch::{BatchItem, BatchRow, BatchState};

use crate::caller::Context;
use crate::failure::Failure;
use crate::registry::view;
use crate::{Nothing, parse};

/// Counts of a batch.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
pub struct ImportCounts {
    /// Households to register.
    pub households_new: u64,
    /// Households that are as the file says.
    pub households_same: u64,
    /// Households the file says something new about.
    pub households_changed: u64,
    /// Persons to register.
    pub persons_new: u64,
    /// Persons that are as the file says.
    pub persons_same: u64,
    /// Persons the file says something new about.
    pub persons_changed: u64,
    /// Rows left out.
    pub rows_skipped: u64,
    /// Errors: a row was left out.
    pub errors: u64,
    /// Warnings: a value was left out, repaired or doubted.
    pub warnings: u64,
}

/// State of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "BatchState")]
pub enum BatchStateName {
    /// Read and checked, nothing registered.
    Prepared,
    /// Registered.
    Applied,
    /// Taken back.
    Undone,
}

/// A batch in a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportBatchBrief {
    /// Identity.
    pub batch_id: String,
    /// File.
    pub file_name: String,
    /// Source.
    pub source: String,
    /// State.
    pub state: BatchStateName,
    /// When it was read.
    pub prepared_at: i64,
    /// Who.
    pub by_user: String,
    /// Counts.
    pub counts: ImportCounts,
}

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowAction {
    /// Registers a household.
    New,
    /// Nothing: it is as the file says.
    Same,
    /// Changes what the file says otherwise.
    Changed,
    /// Left out, with a problem that says why.
    Skipped,
    /// Not taken back by an undo, because it was changed since.
    Kept,
}

impl RowAction {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Skipped => "skipped",
            Self::Kept => "kept",
        }
    }

    pub(crate) fn parse(code: &str) -> Self {
        [Self::New, Self::Same, Self::Changed, Self::Kept]
            .into_iter()
            .find(|action| action.code() == code)
            .unwrap_or(Self::Skipped)
    }
}

/// A household of a batch.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportBatchRow {
    /// Row in the file.
    pub row: u32,
    /// Identity in the source.
    pub external_id: String,
    /// What it does.
    pub action: RowAction,
    /// The household it made or matched.
    pub household_id: Option<String>,
    /// Name of the head.
    pub title: String,
    /// Names of the members.
    pub members: Vec<String>,
}

/// A batch with a page of its rows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportBatchOutput {
    /// The batch.
    pub batch: ImportBatchBrief,
    /// A page of rows.
    pub rows: Vec<ImportBatchRow>,
    /// Whether there are more.
    pub has_more: bool,
    /// Problems, up to a limit.
    pub problems: Vec<ImportProblem>,
    /// How many there are.
    pub problems_total: u64,
}

/// Input of `import.open`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportOpenInput {
    /// Batch.
    pub batch_id: String,
    /// How many rows to pass over.
    #[serde(default)]
    pub offset: u32,
}

/// Names a batch.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportBatchInput {
    /// Batch.
    pub batch_id: String,
}

/// Answer of `import.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportListOutput {
    /// Newest first.
    pub batches: Vec<ImportBatchBrief>,
}

fn brief(reader: &Reader<'_>, row: &BatchRow) -> Result<ImportBatchBrief, Failure> {
    Ok(ImportBatchBrief {
        batch_id: row.id.to_string(),
        file_name: row.file_name.clone(),
        source: row.source.clone(),
        state: match row.state {
            BatchState::Prepared => BatchStateName::Prepared,
            BatchState::Applied => BatchStateName::Applied,
            BatchState::Undone => BatchStateName::Undone,
        },
        prepared_at: row.prepared_at.ms(),
        by_user: view::user_name(reader, Some(row.user))?,
        counts: serde_json::from_str(&row.counts).map_err(store::StoreFault::from)?,
    })
}

/// The household as prepared from the file.
fn prepared(item: &BatchItem) -> Result<HouseholdRow, Failure> {
    Ok(serde_json::from_str(&item.body).map_err(store::StoreFault::from)?)
}

fn member_name(member: &interop::registry::PersonRow) -> String {
    let parts = [&member.given_name, &member.other_names, &member.family_name];
    let joined = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    member.full_name.clone().unwrap_or(joined)
}

/// A batch with a page of rows from `offset` on.
pub(crate) fn page(
    reader: &Reader<'_>,
    id: domain::Id<store::local::batch::Batch>,
    offset: u32,
) -> Result<ImportBatchOutput, Failure> {
    let batch = reader.batch(id)?.ok_or_else(Failure::missing)?;
    let items = reader.batch_items(id, offset, PAGE_ROWS + 1)?;
    let mut rows = Vec::with_capacity(items.len());
    for item in items.iter().take(PAGE_ROWS) {
        let household = prepared(item)?;
        let members: Vec<String> = household.members.iter().map(member_name).collect();
        let head = household.members.iter().position(|member| member.role.as_deref() == Some("head")).unwrap_or(0);
        rows.push(ImportBatchRow {
            row: household.row,
            external_id: item.external_id.clone(),
            action: RowAction::parse(&item.action),
            household_id: item.household.map(|id| id.to_string()),
            title: members.get(head).cloned().unwrap_or_default(),
            members,
        });
    }
    Ok(ImportBatchOutput {
        batch: brief(reader, &batch)?,
        rows,
        has_more: items.len() > PAGE_ROWS,
        problems: serde_json::from_str(&batch.problems).map_err(store::StoreFault::from)?,
        problems_total: batch.problems_total,
    })
}

/// Opens a batch.
///
/// # Errors
/// Missing when there is none.
pub fn open(context: &Context<'_>, input: ImportOpenInput) -> Result<ImportBatchOutput, Failure> {
    let id = parse::id(&input.batch_id)?;
    context.read(|reader| page(reader, id, input.offset))
}

/// The newest batches.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<ImportListOutput, Failure> {
    context.read(|reader| {
        Ok(ImportListOutput {
            batches: reader.batches()?.iter().map(|row| brief(reader, row)).collect::<Result<_, _>>()?,
        })
    })
}

/// Discards a batch before it is applied.
///
/// # Errors
/// `import-refused-batch-not-prepared`.
pub fn discard(context: &Context<'_>, input: ImportBatchInput) -> Result<Nothing, Failure> {
    let id = parse::id(&input.batch_id)?;
    context.write(|writer| {
        let batch = writer.batch(id)?.ok_or_else(Failure::missing)?;
        if batch.state != BatchState::Prepared {
            return Err(Failure::refused("import-refused-batch-not-prepared"));
        }
        writer.discard_batch(id)?;
        Ok(Nothing {})
    })
}
