//! The header of a sheet: where it is, and what its columns are called.
//!
//! A column's name is its header cell, made unique; a column without one is named by its letter. Names are what a
//! mapping is saved with, so they must come out the same each time the same layout is read.

use super::target;
use super::value::text::clean;
use crate::limits;
use crate::table::{Row, Sheet};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits only, lower case, without accents: how headers and codes are compared.
pub(crate) fn compact(text: &str) -> String {
    text.nfkd()
        .filter(|one| !is_combining_mark(*one))
        .filter(|one| one.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Rows of hashtags or labels that may stand below the field names.
const LABEL_ROWS: usize = 2;
/// With fewer cells a row of values may look like labels by chance.
const LABELS: usize = 3;

const SUFFIXES: [&str; 4] = ["_h_c", "_h_f", "_i_c", "_i_f"];

/// As [`compact`], without the suffix that says whom a column of a household workbook is about.
pub(super) fn key(header: &str) -> String {
    let header = header.trim();
    let cut = SUFFIXES.iter().find_map(|suffix| header.strip_suffix(suffix)).unwrap_or(header);
    compact(cut)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub place: u16,
    /// Unique in the sheet.
    pub name: String,
    pub key: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Index in `sheet.rows` of the first row below the header.
    pub body: usize,
    pub columns: Vec<Column>,
}

impl Head {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let Some(at) = header_row(sheet) else { return Self::default() };
        let mut columns: BTreeMap<u16, String> = BTreeMap::new();
        for entry in &sheet.rows[at].entries {
            columns.insert(entry.column, clean(&entry.cell.text()).chars().take(limits::HEADER_CHARS).collect());
        }
        for entry in sheet.rows[at + 1..].iter().flat_map(|row| &row.entries) {
            columns.entry(entry.column).or_default();
        }
        let mut body = at + 1;
        while body <= at + LABEL_ROWS && sheet.rows.get(body).is_some_and(|row| is_below_header(row, &columns)) {
            body += 1;
        }
        Self { body, columns: named(columns) }
    }

    /// Headers that carry one of the suffixes.
    pub(super) fn with_suffix(&self, letter: char) -> usize {
        let endings = [format!("_{letter}_c"), format!("_{letter}_f")];
        self.columns.iter().filter(|column| endings.iter().any(|ending| column.name.ends_with(ending))).count()
    }
}

/// The row near the top with the most headers we know (a title may stand above it); else the first row.
fn header_row(sheet: &Sheet) -> Option<usize> {
    let known = |row: &Row| {
        let keys = row.entries.iter().map(|entry| key(&entry.cell.text()));
        keys.filter(|key| {
            target::HOUSEHOLD.iter().chain(target::PERSON).any(|(_, words)| words.contains(&key.as_str()))
        })
        .count()
    };
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in sheet.rows.iter().take(limits::HEADER_SEARCH_ROWS).enumerate() {
        let count = known(row);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, index));
        }
    }
    best.map(|(_, index)| index)
}

/// A row of hashtags (HXL) or of labels below the field names is still header: no cell of it is a value.
fn is_below_header(row: &Row, columns: &BTreeMap<u16, String>) -> bool {
    let is_tags = row.entries.iter().all(|entry| entry.cell.text().starts_with('#'));
    let is_label = |column: u16, text: &str| {
        let name = columns.get(&column).map(String::as_str).unwrap_or_default();
        let name = key(name);
        name.len() >= 4 && compact(text).starts_with(&name)
    };
    let labels = row.entries.iter().filter(|entry| is_label(entry.column, &entry.cell.text())).count();
    is_tags || (labels >= LABELS && labels * 2 > row.entries.len())
}

fn named(columns: BTreeMap<u16, String>) -> Vec<Column> {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let mut named: Vec<Column> = Vec::new();
    for (place, header) in columns {
        let header =
            if header.is_empty() { format!("#{}", crate::table::column_letters(place.into())) } else { header };
        let time = times.entry(header.clone()).or_default();
        *time += 1;
        let mut name = if *time == 1 { header.clone() } else { format!("{header} ({time})") };
        while *time > 1 && named.iter().any(|column| column.name == name) {
            name.push('\'');
        }
        named.push(Column { place, key: key(&name), name });
    }
    named
}
