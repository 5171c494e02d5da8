//! Areas: the list for screens, and the import at the hub.

use std::collections::{BTreeMap, BTreeSet};

use domain::area::AREA_LEVEL_MAX;
use domain::change::{Change, Fact};
use domain::{Area, Id};
use interop::registry::{ImportProblem, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Reader, Writer};

use crate::caller::Context;
use crate::failure::Failure;
use crate::{Nothing, parse};

/// Namespace of area identities: the same code is the same area on every hub that imports it.
const NAMESPACE: Id<domain::id::Namespace> = Id::from_bytes(*b"pamoja-area-code");
/// Most rows of an area file.
const AREA_ROWS_MAX: usize = 100_000;

/// An area.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaOutput {
    /// Identity.
    pub area_id: String,
    /// Area it lies in.
    pub parent_id: Option<String>,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Names by language.
    pub names: BTreeMap<String, String>,
    /// Depth, the country being 0.
    pub level: u8,
    /// Names from the top, for telling two places of one name apart.
    pub path: String,
    /// A smallest area in this caller's scope: families can be registered here.
    pub may_register: bool,
}

/// Answer of `area.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaListOutput {
    /// By code, parents before children.
    pub areas: Vec<AreaOutput>,
}

/// Input of `area.import`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaImportInput {
    /// A CSV file: code, parent_code, level, name_<language>…
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

/// The name to show when the screen's language has none.
pub(crate) fn name_of(area: &Area) -> String {
    area.names.get("en").or_else(|| area.names.values().next()).cloned().unwrap_or_else(|| area.code.clone())
}

/// What screens see of an area.
pub(crate) fn output(context: &Context<'_>, reader: &Reader<'_>, id: Id<Area>) -> Result<AreaOutput, Failure> {
    let area = reader.area(id)?.ok_or_else(Failure::missing)?;
    let mut names = vec![name_of(&area)];
    let mut above = area.parent;
    while let Some(parent) = above.map(|id| reader.area(id)).transpose()?.flatten() {
        names.push(name_of(&parent));
        above = parent.parent;
    }
    names.reverse();
    let may_register = reader.is_smallest_area(id)? && context.is_in_scope(reader, id)?;
    Ok(told(&area, names.join(" › "), may_register))
}

fn told(area: &Area, path: String, may_register: bool) -> AreaOutput {
    AreaOutput {
        area_id: area.id.to_string(),
        parent_id: area.parent.map(|id| id.to_string()),
        code: area.code.clone(),
        name: name_of(area),
        names: area.names.clone(),
        level: area.level,
        path,
        may_register,
    }
}

/// Every area.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<AreaListOutput, Failure> {
    context.read(|reader| {
        let areas = reader.areas()?;
        let parents: BTreeSet<Id<Area>> = areas.iter().filter_map(|area| area.parent).collect();
        let by_id: BTreeMap<Id<Area>, &Area> = areas.iter().map(|area| (area.id, area)).collect();
        let granted = &context.caller.areas;
        let is_hub = reader.place() == store::Place::Hub && granted.is_empty();
        let mut outputs = Vec::with_capacity(areas.len());
        for area in &areas {
            let mut names = Vec::new();
            let mut is_granted = is_hub;
            let mut at = Some(area);
            while let Some(above) = at.filter(|_| names.len() <= usize::from(AREA_LEVEL_MAX)) {
                names.push(name_of(above));
                is_granted |= granted.contains(&above.id);
                at = above.parent.and_then(|parent| by_id.get(&parent).copied());
            }
            names.reverse();
            outputs.push(told(area, names.join(" › "), is_granted && !parents.contains(&area.id)));
        }
        Ok(AreaListOutput { areas: outputs })
    })
}

/// Imports areas from CSV: all rows, or none with every problem told.
///
/// # Errors
/// `import-refused-…` for a file that is no such table.
pub fn import(context: &Context<'_>, input: AreaImportInput) -> Result<AreaImportOutput, Failure> {
    // The tree is one: who changes it does so everywhere.
    if !context.scope().is_everywhere() {
        return Err(domain::Refusal::AreaOutOfScope.into());
    }
    let id = parse::id(&input.file_id)?;
    let (_, bytes) =
        context.read(|reader| reader.file(id)?.ok_or_else(|| Failure::refused("import-refused-file-gone")))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::refused("import-refused-not-text"))?;
    context.write(|writer| import_text(writer, &text))
}

/// Imports inside a transaction.
pub(crate) fn import_text(writer: &mut Writer<'_>, text: &str) -> Result<AreaImportOutput, Failure> {
    let mut problems = Vec::new();
    let rows = read_rows(text, &mut problems)?;
    let mut known: BTreeMap<String, Area> = writer.areas()?.into_iter().map(|area| (area.code.clone(), area)).collect();
    let mut seen = BTreeSet::new();
    let mut output = AreaImportOutput { added: 0, changed: 0, unchanged: 0, problems: Vec::new() };
    let mut change = Change::default();
    for row in rows {
        if !seen.insert(row.code.clone()) {
            problems.push(problem(row.line, "code", "area-refused-code-twice", &row.code));
            continue;
        }
        let parent = match &row.parent {
            None => None,
            Some(code) => match known.get(code) {
                Some(parent) => Some(parent.clone()),
                None => {
                    problems.push(problem(row.line, "parent_code", "area-refused-parent-missing", code));
                    continue;
                }
            },
        };
        let level = parent.as_ref().map_or(0, |parent| parent.level + 1);
        if level > AREA_LEVEL_MAX {
            problems.push(problem(row.line, "level", "area-refused-too-deep", &row.code));
            continue;
        }
        let area = Area {
            id: Id::derived(NAMESPACE, row.code.as_bytes()),
            parent: parent.map(|parent| parent.id),
            code: row.code,
            level,
            names: row.names,
        };
        match known.get(&area.code) {
            Some(held) if *held == area => output.unchanged += 1,
            held => {
                if held.is_some() {
                    output.changed += 1;
                } else {
                    output.added += 1;
                }
                change.state(Fact::Area(writer.new_id(), area.clone()));
                known.insert(area.code.clone(), area);
            }
        }
    }
    if !problems.is_empty() {
        return Ok(AreaImportOutput { added: 0, changed: 0, unchanged: 0, problems });
    }
    commit_in_parts(writer, change)?;
    Ok(output)
}

/// A commit holds a limited number of facts; areas are stated parents first, so that every part stands by itself.
fn commit_in_parts(writer: &mut Writer<'_>, change: Change) -> Result<(), Failure> {
    for part in change.facts.chunks(sync::limits::COMMIT_ITEMS_MAX / 4) {
        writer.commit(Id::NIL, None, &Change { puts: Vec::new(), facts: part.to_vec() })?;
    }
    Ok(())
}

struct AreaRow {
    line: u32,
    code: String,
    parent: Option<String>,
    names: BTreeMap<String, String>,
}

fn read_rows(text: &str, problems: &mut Vec<ImportProblem>) -> Result<Vec<AreaRow>, Failure> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|_| Failure::refused("import-refused-not-text"))?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let code_at =
        column("code").ok_or_else(|| Failure::refused("import-refused-column-missing").with("target", "code"))?;
    let parent_at = column("parent_code")
        .ok_or_else(|| Failure::refused("import-refused-column-missing").with("target", "parent_code"))?;
    let languages: Vec<(usize, String)> = headers
        .iter()
        .enumerate()
        .filter_map(|(at, header)| Some((at, header.trim().strip_prefix("name_")?.to_owned())))
        .collect();
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        if index >= AREA_ROWS_MAX {
            return Err(Failure::refused("import-refused-too-many-rows").with("limit", AREA_ROWS_MAX));
        }
        let line = index as u32 + 2;
        let record = record.map_err(|_| Failure::refused("import-refused-not-text"))?;
        let cell = |at: usize| {
            record
                .get(at)
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(|text| text.chars().take(200).collect::<String>())
        };
        let Some(code) = cell(code_at) else {
            problems.push(problem(line, "code", "import-problem-empty-required", ""));
            continue;
        };
        let names = languages.iter().filter_map(|(at, language)| Some((language.clone(), cell(*at)?))).collect();
        rows.push(AreaRow { line, code, parent: cell(parent_at), names });
    }
    Ok(rows)
}

fn problem(line: u32, column: &str, code: &str, value: &str) -> ImportProblem {
    ImportProblem {
        sheet: String::new(),
        row: Some(line),
        column: Some(column.to_owned()),
        severity: Severity::Error,
        code: code.to_owned(),
        value: (!value.is_empty()).then(|| value.to_owned()),
        detail: BTreeMap::new(),
    }
}
