//! A row an area: the own shape, and the global list of P-codes.

use std::collections::{BTreeMap, BTreeSet};

use super::{AreaFile, AreaRow, Head, check, is_language};

/// Where the parts of an area stand.
struct Columns {
    code: u16,
    code_name: &'static str,
    parent: u16,
    names: Vec<(u16, String)>,
    /// Where the country's own code stands, for lists that have no row for the country.
    country: Option<u16>,
    level: Option<u16>,
}

impl Columns {
    fn of(head: &Head<'_>) -> Option<Self> {
        if let (Some(code), Some(parent)) = (head.column("code"), head.column("parent_code")) {
            let language = |header: &String| {
                let tag = header.strip_prefix("name_")?.replace('_', "-");
                is_language(&tag).then_some(tag)
            };
            let mut names: Vec<_> =
                head.columns.iter().filter_map(|(at, header)| Some((*at, language(header)?))).collect();
            names.extend(head.column("name").map(|at| (at, "en".to_owned())));
            return Some(Self { code, code_name: "code", parent, names, country: None, level: None });
        }
        let (code, parent) = (head.column("p_code")?, head.column("parent_p_code")?);
        let names = head.column("name").map(|at| (at, "en".to_owned())).into_iter().collect();
        let (country, level) = (head.column("location"), head.column("admin_level"));
        Some(Self { code, code_name: "P-Code", parent, names, country, level })
    }
}

/// Reads a sheet of one of the two shapes. False when it is none.
pub(super) fn read(head: &Head<'_>, file: &mut AreaFile) -> bool {
    let Some(columns) = Columns::of(head) else { return false };
    let mut seen: BTreeSet<String> = file.rows.iter().map(|row| row.code.clone()).collect();
    let mut found = Vec::new();
    for row in head.below {
        let names: BTreeMap<String, String> =
            columns.names.iter().filter_map(|(at, language)| Some((language.clone(), Head::cell(row, *at)?))).collect();
        let Some(code) = Head::cell(row, columns.code) else {
            file.problems.push(head.problem(row.number, columns.code_name, "import-problem-empty-required", ""));
            continue;
        };
        if let Some(problem) = check(head, row.number, [columns.code_name, "name"], &code, &names) {
            file.problems.push(problem);
            continue;
        }
        if !seen.insert(code.clone()) {
            file.problems.push(head.problem(row.number, columns.code_name, "area-refused-code-twice", &code));
            continue;
        }
        let level = columns.level.and_then(|at| Head::cell(row, at)).and_then(|text| text.parse::<u8>().ok());
        let parent = Head::cell(row, columns.parent);
        let country = columns.country.and_then(|at| Head::cell(row, at)).filter(|code| parent.as_ref() == Some(code));
        if let Some(country) = country.filter(|country| seen.insert(country.clone())) {
            found.push((Some(0), area(head, row.number, (country.clone(), None), [("en".to_owned(), country)].into())));
        }
        found.push((level, area(head, row.number, (code, parent), names)));
    }
    // Lists with levels come in any order; others are read as they stand, parents above their children.
    found.sort_by_key(|(level, _)| *level);
    file.rows.extend(found.into_iter().map(|(_, row)| row));
    true
}

fn area(
    head: &Head<'_>,
    row: u32,
    (code, parent): (String, Option<String>),
    names: BTreeMap<String, String>,
) -> AreaRow {
    AreaRow { sheet: head.sheet.to_owned(), row, code, parent, names }
}
