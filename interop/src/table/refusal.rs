//! Why a file was not read at all.
//!
//! `code` is a Fluent message id; `detail` holds its arguments: which limit, which sheet, row and column, what was found.

use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalCode {
    EmptyFile,
    NotAWorkbook,
    NotText,
    TooLarge,
    CellTooLarge,
    TooManyRows,
    TooManyColumns,
    Encrypted,
    Damaged,
}

impl RefusalCode {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EmptyFile => "import-refused-empty-file",
            Self::NotAWorkbook => "import-refused-not-a-workbook",
            Self::NotText => "import-refused-not-text",
            Self::TooLarge => "import-refused-too-large",
            Self::CellTooLarge => "import-refused-cell-too-large",
            Self::TooManyRows => "import-refused-too-many-rows",
            Self::TooManyColumns => "import-refused-too-many-columns",
            Self::Encrypted => "import-refused-encrypted",
            Self::Damaged => "import-refused-damaged",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {detail:?}", code.as_str())]
pub struct ReadRefusal {
    pub code: RefusalCode,
    /// `limit` and `limit_value`; `sheet`, `row`, `column` (as the spreadsheet shows them); `found`.
    pub detail: BTreeMap<String, String>,
}

impl ReadRefusal {
    pub(crate) fn new(code: RefusalCode) -> Self {
        Self { code, detail: BTreeMap::new() }
    }

    pub(crate) fn limit(code: RefusalCode, limit: &str, value: impl ToString) -> Self {
        Self::new(code).with("limit", limit).with("limit_value", value)
    }

    pub(crate) fn damaged(found: &str) -> Self {
        Self::new(RefusalCode::Damaged).with("found", found)
    }

    pub(crate) fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.detail.insert(key.to_owned(), value.to_string());
        self
    }

    /// `row` and `column` count from 0 here and are told as the spreadsheet shows them.
    pub(crate) fn at(self, sheet: &str, row: u32, column: u32) -> Self {
        let column = super::cell::column_letters(column);
        let sheet: String = sheet.chars().take(64).collect();
        self.with("sheet", sheet).with("row", u64::from(row) + 1).with("column", column)
    }
}
