//! Preparing a batch: every row read and checked, every problem told, nothing registered yet.

use std::collections::BTreeMap;

use domain::{Area, Id, Refusal};
use interop::registry::{HouseholdRow, ImportMapping, ImportProblem, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Writer;
use store::local::batch::{BatchItem, BatchRow, BatchState};

use crate::caller::Context;
use crate::failure::Failure;
use crate::import::inspect::workbook;
use crate::import::{ImportBatchOutput, ImportCounts, RowAction, page};
use crate::parse;

/// Input of `import.prepare`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportPrepareInput {
    /// File.
    pub file_id: String,
    /// How to read it.
    pub mapping: ImportMapping,
    /// Smallest area for rows that name none.
    pub area_id: String,
}

/// Prepares a batch.
///
/// # Errors
/// `import-refused-…` for what is not a table, and areas that are not this caller's.
pub fn prepare(context: &Context<'_>, input: ImportPrepareInput) -> Result<ImportBatchOutput, Failure> {
    let area: Id<Area> = parse::id(&input.area_id)?;
    let (file_name, workbook) = workbook(context, &input.file_id)?;
    let prepared = interop::registry::prepare(&workbook, &input.mapping, context.caller.today);
    context.write(|writer| {
        check_area(context, writer, area)?;
        let mut codes: BTreeMap<String, Option<Id<Area>>> = BTreeMap::new();
        let mut problems = prepared.problems;
        let mut counts = ImportCounts {
            rows_skipped: prepared.counts.rows_skipped,
            errors: prepared.counts.errors,
            warnings: prepared.counts.warnings,
            ..ImportCounts::default()
        };
        let mut problems_total = prepared.counts.problems();
        let mut items = Vec::with_capacity(prepared.households.len());
        for (place, mut household) in prepared.households.into_iter().enumerate() {
            if let Some(code) = household.area_code.take() {
                let named = match codes.get(&code) {
                    Some(named) => *named,
                    None => *codes.entry(code.clone()).or_insert(area_named(writer, &code)?),
                };
                match named {
                    Some(named) if check_area(context, writer, named).is_ok() => {
                        household.area_code = Some(named.to_string())
                    }
                    Some(_) | None => {
                        // Codes of another system are common: the batch's own area stands in, and it is said.
                        counts.warnings += 1;
                        problems_total += 1;
                        problems.push(area_unknown(&input.mapping, &household, code));
                    }
                }
            }
            items.push(compare(writer, &input.mapping.source, place as u32, household, &mut counts)?);
        }
        // What cost a row or a value first; what was merely noted last.
        problems.sort_by_key(|problem| match problem.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        });
        let batch = BatchRow {
            id: writer.new_id(),
            user: context.caller.user,
            file_name,
            source: input.mapping.source,
            area,
            state: BatchState::Prepared,
            prepared_at: context.caller.now,
            counts: serde_json::to_string(&counts).map_err(store::StoreFault::from)?,
            problems: serde_json::to_string(&problems).map_err(store::StoreFault::from)?,
            problems_total,
        };
        writer.keep_batch(&batch, &items)?;
        page(writer, batch.id, 0)
    })
}

fn check_area(context: &Context<'_>, writer: &Writer<'_>, area: Id<Area>) -> Result<(), Failure> {
    if !context.is_in_scope(writer, area)? {
        return Err(Refusal::AreaOutOfScope.into());
    }
    crate::area::check_smallest(writer, area)
}

/// The area that a code names, or named before; where it went into another, that one.
fn area_named(writer: &Writer<'_>, code: &str) -> Result<Option<Id<Area>>, Failure> {
    let found = writer.area_of_code(code)?;
    Ok(found.map(|area| area.parent.filter(|_| area.is_merged).unwrap_or(area.id)))
}

fn area_unknown(mapping: &ImportMapping, household: &HouseholdRow, code: String) -> ImportProblem {
    ImportProblem {
        sheet: mapping.household_sheet.clone().unwrap_or_else(|| mapping.person_sheet.clone()),
        row: Some(household.row),
        column: mapping
            .household_columns
            .get("household.area_code")
            .or_else(|| mapping.person_columns.get("household.area_code"))
            .cloned(),
        severity: Severity::Warning,
        code: "import-problem-area-unknown".to_owned(),
        value: Some(code),
        detail: BTreeMap::new(),
    }
}

/// Compares a household with what the same source said last, row number aside.
fn compare(
    writer: &Writer<'_>,
    source: &str,
    place: u32,
    household: HouseholdRow,
    counts: &mut ImportCounts,
) -> Result<BatchItem, Failure> {
    let members = household.members.len() as u64;
    let matched = writer.imported_household(source, &household.external_id)?;
    let action = match matched {
        None => {
            counts.households_new += 1;
            counts.persons_new += members;
            RowAction::New
        }
        Some(_) => {
            let last =
                writer.last_applied(source, &household.external_id)?.map(|item| super::prepared(&item)).transpose()?;
            match last {
                Some(last) if without_rows(&last) != without_rows(&household) => {
                    counts.households_changed += 1;
                    for member in &household.members {
                        match last.members.iter().find(|before| before.external_id == member.external_id) {
                            None => counts.persons_new += 1,
                            Some(before)
                                if {
                                    let mut moved = before.clone();
                                    moved.row = member.row;
                                    moved != *member
                                } =>
                            {
                                counts.persons_changed += 1
                            }
                            Some(_) => counts.persons_same += 1,
                        }
                    }
                    RowAction::Changed
                }
                // Registered from this source by another laptop, or the same as last time: the registry's word stands.
                Some(_) | None => {
                    counts.households_same += 1;
                    counts.persons_same += members;
                    RowAction::Same
                }
            }
        }
    };
    Ok(BatchItem {
        place,
        external_id: household.external_id.clone(),
        action: action.code().to_owned(),
        household: matched,
        body: serde_json::to_string(&household).map_err(store::StoreFault::from)?,
        applied_heads: None,
    })
}

/// A household without where its rows stood: the same file sorted otherwise says the same.
fn without_rows(household: &HouseholdRow) -> HouseholdRow {
    let mut plain = household.clone();
    plain.row = 0;
    for member in &mut plain.members {
        member.row = 0;
    }
    plain.members.sort_by(|a, b| a.external_id.cmp(&b.external_id));
    plain
}
