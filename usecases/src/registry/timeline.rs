//! The timeline of a family: everything that ever happened to it, for the screen to tell in words.

use domain::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::limits::PAGE_ROWS;
use store::read::timeline::{TimelineChangeRow, TimelineRow};

use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::Mask;
use crate::parse;
use crate::registry::view;

/// Input of `registry.timeline`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TimelineInput {
    /// Household.
    pub household_id: String,
    /// How many lines to pass over.
    #[serde(default)]
    pub offset: u32,
}

/// One value that changed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TimelineChange {
    /// Field name.
    pub field: String,
    /// Item.
    pub item_id: Option<String>,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A person.
    Person,
    /// A household.
    Household,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TimelineLine {
    /// Name of the commit.
    pub commit: String,
    /// When, by the author's clock.
    pub at: i64,
    /// Who.
    pub by_user: String,
    /// On which laptop.
    pub by_device: String,
    /// Use-case.
    pub act: String,
    /// Why.
    pub reason: Option<String>,
    /// About what.
    pub subject_kind: SubjectKind,
    /// Identity of it.
    pub subject_id: String,
    /// Name of it.
    pub subject_name: String,
    /// What changed.
    pub changes: Vec<TimelineChange>,
    /// Whether the hub holds it.
    pub is_held: bool,
}

/// Answer of `registry.timeline`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TimelineOutput {
    /// Newest first, a page of 50.
    pub lines: Vec<TimelineLine>,
    /// Whether there are more.
    pub has_more: bool,
}

/// The timeline of a family.
///
/// # Errors
/// Missing when the household is not held here.
pub fn timeline(context: &Context<'_>, input: TimelineInput) -> Result<TimelineOutput, Failure> {
    let id = parse::id(&input.household_id)?;
    context.read(|reader| {
        crate::registry::seen(context, reader, id)?;
        let rows = reader.timeline(id)?;
        let offset = input.offset as usize;
        let has_more = rows.len() > offset + PAGE_ROWS;
        let lines = rows
            .into_iter()
            .skip(offset)
            .take(PAGE_ROWS)
            .map(|row| line(context, reader, row))
            .collect::<Result<_, _>>()?;
        Ok(TimelineOutput { lines, has_more })
    })
}

fn line(context: &Context<'_>, reader: &Reader<'_>, row: TimelineRow) -> Result<TimelineLine, Failure> {
    let subject_name = if row.is_household {
        reader
            .household(row.subject.of())?
            .map(|found| view::household_name(reader, &found.household))
            .transpose()?
            .unwrap_or_default()
    } else {
        reader.person(row.subject.of())?.map(|person| person.shown_name()).unwrap_or_default()
    };
    let changes = told_changes(reader, row.changes, Mask::on(context, reader, row.subject)?)?;
    Ok(TimelineLine {
        commit: row.commit,
        at: row.at.ms(),
        by_user: view::user_name(reader, row.by)?,
        by_device: view::device_name(reader, row.device)?,
        act: row.act,
        reason: row.reason,
        subject_kind: if row.is_household { SubjectKind::Household } else { SubjectKind::Person },
        subject_id: row.subject.to_string(),
        subject_name,
        changes,
        is_held: row.is_held,
    })
}

/// Values that changed, as they are told.
pub(crate) fn told_changes(
    reader: &Reader<'_>,
    rows: Vec<TimelineChangeRow>,
    mask: Mask,
) -> Result<Vec<TimelineChange>, Failure> {
    let mut changes = Vec::with_capacity(rows.len());
    for change in rows {
        changes.push(TimelineChange {
            field: change.field.to_owned(),
            item_id: change.item.map(|item| Id::<()>::from_bytes(item).to_string()),
            before: told(reader, change.field, change.before, mask)?,
            after: told(reader, change.field, change.after, mask)?,
        });
    }
    Ok(changes)
}

/// References told by name, sensitive values as the mask shows them, everything else as it is.
pub(crate) fn told(
    reader: &Reader<'_>,
    field: &str,
    value: Option<String>,
    mask: Mask,
) -> Result<Option<String>, Failure> {
    let Some(value) = value else { return Ok(None) };
    let name = match field {
        "head" => {
            Id::parse(&value).map(|id| reader.person(id)).transpose()?.flatten().map(|person| person.shown_name())
        }
        "household" | "split_from" => {
            Id::parse(&value).map(|id| reader.household(id)).transpose()?.flatten().map(|row| row.household.number)
        }
        "area" => Id::parse(&value).map(|id| view::area_name(reader, id)).transpose()?,
        _ => None,
    };
    Ok(Some(name.unwrap_or_else(|| mask.shown(field, value))))
}
