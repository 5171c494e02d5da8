//! Common operational datasets: every level of a place in one row, `ADM<n>_PCODE` and its names beside it.

use std::collections::BTreeMap;

use super::{AreaFile, AreaRow, Head, check, is_language};
use crate::table::Row;

/// Deepest level of a dataset.
const LEVEL_MAX: u8 = 9;

/// One level of the hierarchy: where its code and its names stand.
struct Level {
    number: u8,
    code: u16,
    names: Vec<(u16, Language)>,
}

/// A name's language: in the header, or in a column of each row.
enum Language {
    Named(String),
    Told(u16),
}

fn levels(head: &Head<'_>) -> Vec<Level> {
    let mut levels = Vec::new();
    for number in 0..=LEVEL_MAX {
        let Some(code) = head.column(&format!("adm{number}_pcode")) else { continue };
        let prefix = format!("adm{number}_");
        let language = |header: &str| {
            let rest = header.strip_prefix(&prefix)?;
            if let Some(place) = rest.strip_prefix("name") {
                // `adm1_name1` is in the language that the column `lang1` tells.
                return match head.column(&format!("lang{place}")) {
                    Some(at) if place.is_empty() || place.bytes().all(|b| b.is_ascii_digit()) => {
                        Some(Language::Told(at))
                    }
                    _ if place.is_empty() => Some(Language::Named("en".to_owned())),
                    _ => None,
                };
            }
            is_language(rest).then(|| Language::Named(rest.replace('_', "-")))
        };
        let names = head.columns.iter().filter_map(|(at, header)| Some((*at, language(header)?))).collect();
        levels.push(Level { number, code, names });
    }
    levels
}

impl Level {
    fn names_in(&self, row: &Row) -> BTreeMap<String, String> {
        let one = |(at, language): &(u16, Language)| {
            let language = match language {
                Language::Named(tag) => tag.clone(),
                Language::Told(at) => {
                    Head::cell(row, *at).map(|tag| tag.to_lowercase()).filter(|tag| is_language(tag))?
                }
            };
            Some((language, Head::cell(row, *at)?))
        };
        self.names.iter().filter_map(one).collect()
    }
}

/// Reads a sheet of this shape. False when it is none.
pub(super) fn read(head: &Head<'_>, file: &mut AreaFile) -> bool {
    let levels = levels(head);
    if levels.is_empty() {
        return false;
    }
    let mut known: BTreeMap<String, usize> =
        file.rows.iter().enumerate().map(|(at, row)| (row.code.clone(), at)).collect();
    for row in head.below {
        read_row(head, &levels, row, (file, &mut known));
    }
    true
}

fn read_row(
    head: &Head<'_>,
    levels: &[Level],
    row: &Row,
    (file, known): (&mut AreaFile, &mut BTreeMap<String, usize>),
) {
    let mut parent: Option<String> = None;
    for level in levels {
        let column = format!("ADM{}_PCODE", level.number);
        let names = level.names_in(row);
        let Some(code) = Head::cell(row, level.code) else {
            file.problems.push(head.problem(row.number, &column, "import-problem-empty-required", ""));
            return;
        };
        if let Some(problem) = check(head, row.number, [&column, "name"], &code, &names) {
            file.problems.push(problem);
            return;
        }
        match known.get(&code).and_then(|at| file.rows.get_mut(*at)) {
            // The same place again, as each of those within it tells it; a sheet may know names that another does not.
            Some(held) if held.parent == parent || parent.is_none() => {
                for (language, name) in names {
                    held.names.entry(language).or_insert(name);
                }
            }
            Some(_) => {
                file.problems.push(head.problem(row.number, &column, "area-refused-code-twice", &code));
                return;
            }
            None => {
                known.insert(code.clone(), file.rows.len());
                let sheet = head.sheet.to_owned();
                file.rows.push(AreaRow { sheet, row: row.number, code: code.clone(), parent: parent.take(), names });
            }
        }
        parent = Some(code);
    }
}
