//! First look at a file: its sheets, the mapping we would choose, and what is wrong with whole columns.
//!
//! A household workbook is known by its suffixes (`_h_c`, `_h_f`; `_i_c`, `_i_f`) or by two sheets that share a
//! household number while only one of them has names of persons. Everything else is a flat file.

use super::column_check;
use super::header::compact;
use super::problem::{ImportProblem, Problems, Severity, code};
use super::shape::{DateOrder, ImportColumn, ImportLayout, ImportMapping, ImportSheet, Inspection};
use super::target::{self, Words};
use super::value::date::Evidence;
use super::view::View;
use crate::table::{ReadNote, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// Looks at all sheets and suggests how to read them.
#[must_use]
pub fn inspect(workbook: &Workbook) -> Inspection {
    let mut views: Vec<View<'_>> = workbook.sheets.iter().map(View::new).collect();
    let mut problems = Problems::default();
    notes(workbook, &mut problems);
    let sheets = views.iter().map(describe).collect();
    let suggested = suggest(workbook, &views);
    for view in &mut views {
        let name = view.sheet.name.as_str();
        let is_persons = name == suggested.person_sheet;
        let is_households = suggested.household_sheet.as_deref() == Some(name);
        if is_persons {
            view.map(&suggested.person_columns, &mut problems);
        }
        if is_households || (is_persons && suggested.layout == ImportLayout::FlatPersons) {
            view.map(&suggested.household_columns, &mut problems);
        }
        if is_persons || is_households {
            column_check::check(view, suggested.date_order, &mut problems);
        } else {
            problems.push(ImportProblem::new(Severity::Note, code::SHEET_UNUSED, name));
        }
    }
    let names = [target::PERSON_FULL_NAME, target::PERSON_GIVEN_NAME, target::PERSON_FAMILY_NAME];
    if !names.iter().any(|wanted| suggested.person_columns.contains_key(*wanted)) {
        let problem = ImportProblem::new(Severity::Error, code::EMPTY_REQUIRED, &suggested.person_sheet);
        problems.push(problem.with("target", target::PERSON_FULL_NAME));
    }
    let order: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    Inspection { sheets, suggested, problems: problems.into_sorted(&order) }
}

/// What the table reader had to assume, as problems.
pub(super) fn notes(workbook: &Workbook, problems: &mut Problems) {
    let sheet = workbook.sheets.first().map_or("", |sheet| sheet.name.as_str());
    for note in &workbook.notes {
        match note {
            ReadNote::EncodingGuessed => {
                let problem = ImportProblem::new(Severity::Note, code::ENCODING_GUESSED, sheet);
                problems.push(problem.with("encoding", "Windows-1252"));
            }
        }
    }
}

fn describe(view: &View<'_>) -> ImportSheet {
    let column = |(column, profile): (&super::header::Column, &super::profile::Profile)| ImportColumn {
        column: column.name.clone(),
        samples: profile.samples.clone(),
        filled: profile.filled,
    };
    ImportSheet {
        name: view.sheet.name.clone(),
        rows: u32::try_from(view.rows().len()).unwrap_or(u32::MAX),
        columns: view.head.columns.iter().zip(&view.profiles).map(column).collect(),
    }
}

fn suggest(workbook: &Workbook, views: &[View<'_>]) -> ImportMapping {
    let (households, persons) = sheets(views);
    let persons_columns = persons.map(|view| recognised(view, target::PERSON, &BTreeSet::new())).unwrap_or_default();
    let taken = match households {
        Some(_) => BTreeSet::new(),
        None => persons_columns.values().cloned().collect(),
    };
    let household_view = households.or(persons);
    let mut household_columns =
        household_view.map(|view| recognised(view, target::HOUSEHOLD, &taken)).unwrap_or_default();
    if households.is_none() {
        household_columns.remove(target::HOUSEHOLD_EXTERNAL_ID);
    }
    let date_order = date_order(&[(persons, &persons_columns), (household_view, &household_columns)]);
    ImportMapping {
        source: source(&workbook.file_name),
        layout: if households.is_some() { ImportLayout::HouseholdWorkbook } else { ImportLayout::FlatPersons },
        household_sheet: households.map(|view| view.sheet.name.clone()),
        person_sheet: persons.map(|view| view.sheet.name.clone()).unwrap_or_default(),
        household_columns,
        person_columns: persons_columns,
        date_order,
    }
}

/// The sheet of households, if they have one of their own, and the sheet of persons.
fn sheets<'a, 'b>(views: &'a [View<'b>]) -> (Option<&'a View<'b>>, Option<&'a View<'b>>) {
    let has =
        |view: &View<'_>, words: &[Words], wanted: &str| recognised(view, words, &BTreeSet::new()).contains_key(wanted);
    let is_linked = |view: &&View<'_>| has(view, target::HOUSEHOLD, target::HOUSEHOLD_EXTERNAL_ID);
    let has_names = |view: &View<'_>| {
        has(view, target::PERSON, target::PERSON_FULL_NAME) || has(view, target::PERSON, target::PERSON_GIVEN_NAME)
    };
    let linked: Vec<&View<'_>> = views.iter().filter(is_linked).collect();
    let persons = linked.iter().copied().filter(|view| view.head.with_suffix('i') > 0 || has_names(view));
    let persons = persons.max_by_key(|view| (view.head.with_suffix('i'), view.rows().len()));
    if let Some(persons) = persons {
        let households = linked.iter().copied().filter(|view| view.sheet.name != persons.sheet.name);
        let households = households.filter(|view| view.head.with_suffix('h') > 0 || !has_names(view));
        if let Some(households) = households.max_by_key(|view| (view.head.with_suffix('h'), view.rows().len())) {
            return (Some(households), Some(persons));
        }
    }
    // Most recognised columns; of equals the first.
    let count = |view: &View<'_>| recognised(view, target::PERSON, &BTreeSet::new()).len();
    (None, views.iter().rev().max_by_key(|view| count(view)))
}

/// Target → header for every target whose words a column carries: filled columns before empty ones, earlier words
/// before later ones. A column whose numbers are destroyed, or that holds no ages, is not suggested.
fn recognised(view: &View<'_>, words: &[Words], taken: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut taken = taken.clone();
    for (wanted, synonyms) in words {
        let mut candidates = synonyms.iter().filter_map(|word| {
            let columns = view.head.columns.iter().zip(&view.profiles);
            let mut named = columns.filter(|(column, _)| column.key == **word && !taken.contains(&column.name));
            named.find(|(_, profile)| !is_spoilt(wanted, profile))
        });
        let first = candidates.next();
        let filled =
            first.filter(|(_, profile)| profile.filled > 0).or_else(|| candidates.find(|(_, one)| one.filled > 0));
        if let Some((column, _)) = filled.or(first) {
            taken.insert(column.name.clone());
            found.insert((*wanted).to_owned(), column.name.clone());
        }
    }
    if words == target::PERSON
        && let Some(column) = functioning(view)
        && !filled(view, found.get(target::PERSON_DISABILITY))
        && !taken.contains(&column)
    {
        found.insert(target::PERSON_DISABILITY.to_owned(), column);
    }
    found
}

fn is_spoilt(wanted: &str, profile: &super::profile::Profile) -> bool {
    profile.is_destroyed() || (wanted == target::PERSON_AGE && profile.has_no_ages())
}

/// The first filled question on functioning.
fn functioning(view: &View<'_>) -> Option<String> {
    let mut columns = view.head.columns.iter().zip(&view.profiles);
    let is_one = |key: &str| target::FUNCTIONING.contains(&key);
    columns.find(|(column, profile)| is_one(&column.key) && profile.filled > 0).map(|(column, _)| column.name.clone())
}

fn filled(view: &View<'_>, header: Option<&String>) -> bool {
    let columns = view.head.columns.iter().zip(&view.profiles);
    columns.into_iter().any(|(column, profile)| Some(&column.name) == header && profile.filled > 0)
}

/// The order that the date columns of the mapping show; day first where nothing decides.
fn date_order(parts: &[(Option<&View<'_>>, &BTreeMap<String, String>)]) -> DateOrder {
    let mut sum = Evidence::default();
    for (view, columns) in parts {
        let Some(view) = view else { continue };
        for (_, header) in columns.iter().filter(|(wanted, _)| column_check::is_date(wanted)) {
            let named = view.head.columns.iter().zip(&view.profiles).find(|(column, _)| column.name == *header);
            if let Some((_, profile)) = named {
                sum.day_first += profile.dates.day_first;
                sum.month_first += profile.dates.month_first;
                sum.year_first += profile.dates.year_first;
                sum.open += profile.dates.open;
            }
        }
    }
    sum.order().unwrap_or(DateOrder::Dmy)
}

/// A name for where files like this come from: the file's, without its ending and without numbers such as its date.
fn source(file_name: &str) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let words =
        stem.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
    let name: Vec<String> = words.map(compact).filter(|word| !word.is_empty()).collect();
    if name.is_empty() { "file".to_owned() } else { name.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_the_same_for_next_months_file() {
        assert_eq!(source("hope_rdi_50_households.xlsx"), "hope-rdi-households");
        assert_eq!(source("Liste 2026-03 Ménages.csv"), source("liste 2026-04 menages.csv"));
        assert_eq!(source("2026.csv"), "file");
    }
}
