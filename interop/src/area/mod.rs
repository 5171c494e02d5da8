//! Files of areas: the tree of a country's places, in the shapes in which countries and the United Nations hand it out.
//!
//! Three shapes are known by their headers: a list of ours (`code`, `parent_code`, `name_<language>`), workbooks of common
//! operational datasets (a sheet a level, `ADM2_PCODE`, `ADM2_EN` … with the levels above in the same row), and the global
//! list of P-codes (`P-Code`, `Parent P-Code`, `Name`).

mod dataset;
mod list;

use std::collections::BTreeMap;

use crate::registry::{ImportProblem, Severity};
use crate::table::{Row, Sheet, Workbook};

/// Most areas in one file.
pub const AREAS_MAX: usize = 100_000;
/// Longest code of an area, in characters.
pub const CODE_CHARS_MAX: usize = 40;
/// Longest name of an area, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// An area as a file tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRow {
    /// Sheet it stands in.
    pub sheet: String,
    /// Row, as the spreadsheet shows it, from 1.
    pub row: u32,
    /// Code.
    pub code: String,
    /// Code of the area it lies in; none for the country.
    pub parent: Option<String>,
    /// Names by language.
    pub names: BTreeMap<String, String>,
}

/// What a file says of areas: parents before their children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaFile {
    /// Areas, each once.
    pub rows: Vec<AreaRow>,
    /// What is wrong, row by row.
    pub problems: Vec<ImportProblem>,
}

/// Why no area was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaFileRefusal {
    /// No sheet has the columns of any of the shapes.
    NoColumns,
    /// More than [`AREAS_MAX`] rows.
    TooManyRows,
}

/// Reads the areas of a workbook or a separated text.
///
/// # Errors
/// [`AreaFileRefusal`] when nothing in it is a list of areas, or too much is.
pub fn read(workbook: &Workbook) -> Result<AreaFile, AreaFileRefusal> {
    let mut file = AreaFile::default();
    let mut is_known = false;
    let mut rows = 0;
    for sheet in &workbook.sheets {
        let Some(head) = Head::of(sheet) else { continue };
        rows += head.below.len();
        if rows > AREAS_MAX {
            return Err(AreaFileRefusal::TooManyRows);
        }
        is_known |= dataset::read(&head, &mut file) || list::read(&head, &mut file);
    }
    if is_known { Ok(file) } else { Err(AreaFileRefusal::NoColumns) }
}

/// A sheet as headers and what stands below them.
struct Head<'a> {
    sheet: &'a str,
    columns: Vec<(u16, String)>,
    below: &'a [Row],
}

impl<'a> Head<'a> {
    fn of(sheet: &'a Sheet) -> Option<Self> {
        let (first, below) = sheet.rows.split_first()?;
        let columns = first.entries.iter().map(|entry| (entry.column, plain(&entry.cell.text()))).collect();
        Some(Self { sheet: &sheet.name, columns, below })
    }

    /// The column of a header; headers are compared in small letters, `_` for what separates words.
    fn column(&self, name: &str) -> Option<u16> {
        self.columns.iter().find(|(_, header)| header == name).map(|(column, _)| *column)
    }

    /// The text of a cell, trimmed; none where nothing stands.
    fn cell(row: &Row, column: u16) -> Option<String> {
        let text = row.entry(column)?.cell.text().trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn problem(&self, row: u32, column: &str, code: &str, value: &str) -> ImportProblem {
        problem(self.sheet, row, column, code, value)
    }
}

/// A header without what people vary: small letters, one `_` between words.
fn plain(header: &str) -> String {
    let small = header.trim().trim_start_matches('\u{feff}').to_lowercase();
    small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// A problem of a row that stands in the way.
#[must_use]
pub fn problem(sheet: &str, row: u32, column: &str, code: &str, value: &str) -> ImportProblem {
    ImportProblem {
        sheet: sheet.to_owned(),
        row: Some(row),
        column: Some(column.to_owned()),
        severity: Severity::Error,
        code: code.to_owned(),
        value: (!value.is_empty()).then(|| value.chars().take(crate::limits::PROBLEM_VALUE_CHARS).collect()),
        detail: BTreeMap::new(),
    }
}

/// Whether a text names a language: a tag like `en`, `pt-br` or `zh_hant`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Code and names within their limits, or the problem.
fn check(
    head: &Head<'_>,
    row: u32,
    columns: [&str; 2],
    code: &str,
    names: &BTreeMap<String, String>,
) -> Option<ImportProblem> {
    if code.chars().count() > CODE_CHARS_MAX {
        return Some(head.problem(row, columns[0], "import-problem-too-long", code));
    }
    let long = names.values().find(|name| name.chars().count() > NAME_CHARS_MAX)?;
    Some(head.problem(row, columns[1], "import-problem-too-long", long))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> AreaFile {
        read(&crate::table::read("areas.csv", text.as_bytes()).unwrap()).unwrap()
    }

    fn told(file: &AreaFile) -> Vec<String> {
        let names = |names: &BTreeMap<String, String>| {
            names.iter().map(|(language, name)| format!("{language}={name}")).collect::<Vec<_>>().join(",")
        };
        let parent = |row: &AreaRow| row.parent.clone().unwrap_or_else(|| "-".to_owned());
        file.rows.iter().map(|row| format!("{} in {} {}", row.code, parent(row), names(&row.names))).collect()
    }

    #[test]
    fn a_list_of_ours_is_read() {
        let file =
            read_text("code,parent_code,name_en,name_pt-BR\nYQ,,Land,Terra\nYQ1,YQ,North,\n,YQ,None,\nYQ,,Again,\n");
        assert_eq!(told(&file), ["YQ in - en=Land,pt-br=Terra", "YQ1 in YQ en=North"]);
        let codes: Vec<_> = file.problems.iter().map(|it| (it.row.unwrap(), it.code.as_str())).collect();
        assert_eq!(codes, [(4, "import-problem-empty-required"), (5, "area-refused-code-twice")]);
    }

    #[test]
    fn the_global_list_of_p_codes_brings_its_country() {
        let file = read_text(
            "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\nAFG,2,AF0101,Kabul city,AF01,2021-11-17\nAFG,1,AF01,Kabul,AFG,2021-11-17\n",
        );
        assert_eq!(told(&file), ["AFG in - en=AFG", "AF01 in AFG en=Kabul", "AF0101 in AF01 en=Kabul city"]);
        assert_eq!(file.problems, []);
    }

    #[test]
    fn a_dataset_tells_every_level_in_one_row() {
        let file = read_text(
            "ADM2_EN,ADM2_FR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE,date\nKiambu,Kiambou,KE02201,Central,KE022,Kenya,KE,2020\nThika,,KE02202,Central,KE022,Kenya,KE,2020\n",
        );
        assert_eq!(
            told(&file),
            [
                "KE in - en=Kenya",
                "KE022 in KE en=Central",
                "KE02201 in KE022 en=Kiambu,fr=Kiambou",
                "KE02202 in KE022 en=Thika"
            ]
        );
    }

    #[test]
    fn a_dataset_of_the_later_shape_names_its_languages_in_columns() {
        let file = read_text(
            "adm1_name,adm1_name1,adm1_pcode,adm0_name,adm0_name1,adm0_pcode,lang,lang1\nCentre,وسط,TD01,Tchad,تشاد,TD,fr,ar\n",
        );
        assert_eq!(told(&file), ["TD in - ar=تشاد,fr=Tchad", "TD01 in TD ar=وسط,fr=Centre"]);
    }

    #[test]
    fn rows_that_contradict_each_other_are_told() {
        let file =
            read_text("ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE\nNorth,A1,Land,A\nNorth,A1,Other land,B\nSouth,,Land,A\n");
        let codes: Vec<_> = file.problems.iter().map(|it| (it.row.unwrap(), it.code.as_str())).collect();
        assert_eq!(codes, [(3, "area-refused-code-twice"), (4, "import-problem-empty-required")]);
    }

    #[test]
    fn what_is_no_list_of_areas_is_refused() {
        let people = crate::table::read("people.csv", b"name,sex\nGrace,f\n").unwrap();
        assert_eq!(read(&people), Err(AreaFileRefusal::NoColumns));
    }
}
