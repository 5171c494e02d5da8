//! Sheets, rows and cells, stored sparsely.
//!
//! A cell keeps what the file says it is; turning it into a date, a phone or a code is the importer's work. The text
//! form of a number is the one a person would have typed, except where the file has already lost digits: then it
//! stays in scientific notation, so that the loss can be seen.

use chrono::NaiveDate;
use std::borrow::Cow;

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(Box<str>),
    Number(f64),
    /// `serial` is kept because an identifier that someone formatted as a date is still a number.
    Date {
        on: NaiveDate,
        serial: f64,
    },
    Bool(bool),
    /// `#REF!` and its kin.
    Error(Box<str>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// From 0.
    pub column: u16,
    /// The cell holds a formula; `cell` is the value the spreadsheet last computed for it.
    pub is_formula: bool,
    pub cell: Cell,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As the spreadsheet shows it, from 1.
    pub number: u32,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
}

impl Row {
    #[must_use]
    pub fn entry(&self, column: u16) -> Option<&Entry> {
        self.entries.binary_search_by_key(&column, |entry| entry.column).ok().map(|at| &self.entries[at])
    }
}

impl Cell {
    /// Text as a person would read it; never empty for a stored text cell.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(value) => Cow::Owned(number_text(*value)),
            Self::Date { on, .. } => Cow::Owned(on.format("%Y-%m-%d").to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }
}

/// From 1e17 on a double cannot tell neighbouring whole numbers apart, so the exponent is shown as a spreadsheet does.
pub(crate) fn number_text(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return "#NUM!".to_owned();
    }
    if value.abs() >= 1e17 || value.abs() < 1e-9 {
        let text = format!("{value:E}");
        return if text.contains("E-") { text } else { text.replacen('E', "E+", 1) };
    }
    format!("{value}")
}

/// A, B, … Z, AA, …
pub(crate) fn column_letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = ((left - 1) % 26) as u8;
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_were_typed() {
        let cases = [
            (1_939_950_744.0, "1939950744"),
            (12.5, "12.5"),
            (0.0, "0"),
            (1e15, "1000000000000000"),
            (4.49116e35, "4.49116E+35"),
            (-3.0, "-3"),
            (f64::NAN, "#NUM!"),
        ];
        for (value, text) in cases {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD"), (u32::MAX, "MWLQKWV")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
