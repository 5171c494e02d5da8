//! Areas from a file: all of them, or none with every problem told.

use std::collections::BTreeMap;

use domain::area::AREA_LEVEL_MAX;
use domain::change::{Change, Fact};
use domain::{Area, Id};
use interop::area::{AreaFileRefusal, AreaRow, problem};
use interop::registry::ImportProblem;
use interop::table::Workbook;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Writer;

use crate::caller::Context;
use crate::failure::Failure;
use crate::import::inspect;

/// Input of `area.import`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaImportInput {
    /// A workbook or CSV file: code, parent_code, name_<language>…, a common operational dataset, or the global P-codes.
    pub file_id: String,
}

/// Answer of `area.import`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaImportOutput {
    /// New areas.
    pub added: u32,
    /// Areas with another name or parent.
    pub changed: u32,
    /// Areas as they were.
    pub unchanged: u32,
    /// Rows that were not taken; when there are any, nothing was.
    pub problems: Vec<ImportProblem>,
}

/// Imports areas from a file: all rows, or none with every problem told.
///
/// # Errors
/// `import-refused-…` for a file that is no such table.
pub fn import(context: &Context<'_>, input: AreaImportInput) -> Result<AreaImportOutput, Failure> {
    super::check_everywhere(context)?;
    let (_, workbook) = inspect::workbook(context, &input.file_id)?;
    context.write(|writer| import_workbook(writer, &workbook))
}

/// Imports inside a transaction.
pub(crate) fn import_workbook(writer: &mut Writer<'_>, workbook: &Workbook) -> Result<AreaImportOutput, Failure> {
    let file = interop::area::read(workbook).map_err(|refusal| match refusal {
        AreaFileRefusal::NoColumns => Failure::refused("area-refused-no-columns"),
        AreaFileRefusal::TooManyRows => {
            Failure::refused("import-refused-too-many-rows").with("limit", interop::area::AREAS_MAX)
        }
    })?;
    let mut problems = file.problems;
    let mut known: BTreeMap<String, Area> = writer.areas()?.into_iter().map(|area| (area.code.clone(), area)).collect();
    let mut output = AreaImportOutput { added: 0, changed: 0, unchanged: 0, problems: Vec::new() };
    let mut stated = Vec::new();
    for row in file.rows {
        let area = match place(writer, &known, &row)? {
            Ok(area) => area,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        match known.get(&area.code) {
            Some(held) if *held == area => output.unchanged += 1,
            held => {
                if held.is_some() {
                    output.changed += 1;
                } else {
                    output.added += 1;
                }
                known.insert(area.code.clone(), area.clone());
                stated.push(area);
            }
        }
    }
    if !problems.is_empty() {
        problems.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
        return Ok(AreaImportOutput { added: 0, changed: 0, unchanged: 0, problems });
    }
    state(writer, stated)?;
    Ok(output)
}

/// The area of a row, or what is wrong with it.
fn place(
    writer: &Writer<'_>,
    known: &BTreeMap<String, Area>,
    row: &AreaRow,
) -> Result<Result<Area, ImportProblem>, Failure> {
    let wrong = |column: &str, code: &str, value: &str| Ok(Err(problem(&row.sheet, row.row, column, code, value)));
    let parent = match &row.parent {
        None => None,
        Some(code) => match known.get(code) {
            Some(parent) if parent.is_merged => return wrong("parent_code", "area-refused-merged", code),
            Some(parent) => Some(parent),
            None => return wrong("parent_code", "area-refused-parent-missing", code),
        },
    };
    let level = parent.map_or(0, |parent| parent.level + 1);
    if level > AREA_LEVEL_MAX {
        let mut told = problem(&row.sheet, row.row, "level", "area-refused-too-deep", &row.code);
        told.detail.insert("limit".to_owned(), (AREA_LEVEL_MAX + 1).to_string());
        return Ok(Err(told));
    }
    let held = known.get(&row.code);
    match held {
        Some(held) if held.is_merged => return wrong("code", "area-refused-merged", &row.code),
        // Homes, and whose work is whose, hang on the rank.
        Some(held) if held.level != level => return wrong("parent_code", "area-refused-other-level", &row.code),
        Some(_) => {}
        None => {
            if let Some(now) = writer.area_of_code(&row.code)? {
                let mut told = problem(&row.sheet, row.row, "code", "area-refused-code-former", &row.code);
                told.detail = BTreeMap::from([("code".to_owned(), row.code.clone()), ("now".to_owned(), now.code)]);
                return Ok(Err(told));
            }
        }
    }
    // Languages the file does not know are kept.
    let mut names = held.map(|held| held.names.clone()).unwrap_or_default();
    names.extend(row.names.clone());
    let id = held.map_or_else(|| Id::derived(super::NAMESPACE, row.code.as_bytes()), |held| held.id);
    let parent = parent.map(|parent| parent.id);
    Ok(Ok(Area { id, parent, code: row.code.clone(), level, names, is_merged: false }))
}

/// States areas. A commit holds a limited number of facts; areas are stated parents first, so that every part stands by
/// itself.
pub(super) fn state(writer: &mut Writer<'_>, areas: Vec<Area>) -> Result<Option<store::CommitName>, Failure> {
    let mut change = Change::default();
    for area in areas {
        change.state(Fact::Area(writer.new_id(), area));
    }
    let mut last = None;
    for part in change.facts.chunks(sync::limits::COMMIT_ITEMS_MAX / 4) {
        last = Some(writer.commit(Id::NIL, None, &Change { puts: Vec::new(), facts: part.to_vec() })?);
    }
    Ok(last)
}
