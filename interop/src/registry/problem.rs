//! What is wrong in a file, told by sheet, row and column.
//!
//! Severity says what happened to the data: `error` – the row was left out; `warning` – a value was left out, repaired
//! or doubted, the row was kept; `note` – nothing was lost, but the person should know. All are counted, the first of
//! each severity are kept.

use crate::limits;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// `code` is a Fluent message id, `detail` its arguments; `row` is the one the spreadsheet shows, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportProblem {
    pub sheet: String,
    pub row: Option<u32>,
    /// The column's header.
    pub column: Option<String>,
    pub severity: Severity,
    pub code: String,
    pub value: Option<String>,
    pub detail: BTreeMap<String, String>,
}

/// Every code a problem can have. `AREA_UNKNOWN` is given by who knows the areas, not here.
pub mod code {
    pub const AGE_DAMAGED: &str = "import-problem-age-damaged";
    pub const AREA_UNKNOWN: &str = "import-problem-area-unknown";
    pub const BAD_DATE: &str = "import-problem-bad-date";
    pub const BAD_PHONE: &str = "import-problem-bad-phone";
    pub const BIRTH_IN_FUTURE: &str = "import-problem-birth-in-future";
    pub const CELL_FORMULA: &str = "import-problem-cell-formula";
    pub const COLUMN_MISSING: &str = "import-problem-column-missing";
    pub const COLUMN_UNUSED: &str = "import-problem-column-unused";
    pub const DATE_AMBIGUOUS: &str = "import-problem-date-ambiguous";
    pub const DATE_DAMAGED: &str = "import-problem-date-damaged";
    pub const DOCUMENT_INVALID: &str = "import-problem-document-invalid";
    pub const DUPLICATE_ID: &str = "import-problem-duplicate-id";
    pub const EMPTY_REQUIRED: &str = "import-problem-empty-required";
    pub const ENCODING_GUESSED: &str = "import-problem-encoding-guessed";
    pub const LINK_MISSING: &str = "import-problem-link-missing";
    pub const NO_HEAD: &str = "import-problem-no-head";
    pub const NO_NAME: &str = "import-problem-no-name";
    pub const NUMBER_DAMAGED: &str = "import-problem-number-damaged";
    pub const SHEET_UNUSED: &str = "import-problem-sheet-unused";
    pub const SIZE_DIFFERS: &str = "import-problem-size-differs";
    pub const TOO_LONG: &str = "import-problem-too-long";
    pub const TWO_HEADS: &str = "import-problem-two-heads";
    pub const UNKNOWN_CODE: &str = "import-problem-unknown-code";

    pub const ALL: [&str; 23] = [
        AGE_DAMAGED,
        AREA_UNKNOWN,
        BAD_DATE,
        BAD_PHONE,
        BIRTH_IN_FUTURE,
        CELL_FORMULA,
        COLUMN_MISSING,
        COLUMN_UNUSED,
        DATE_AMBIGUOUS,
        DATE_DAMAGED,
        DOCUMENT_INVALID,
        DUPLICATE_ID,
        EMPTY_REQUIRED,
        ENCODING_GUESSED,
        LINK_MISSING,
        NO_HEAD,
        NO_NAME,
        NUMBER_DAMAGED,
        SHEET_UNUSED,
        SIZE_DIFFERS,
        TOO_LONG,
        TWO_HEADS,
        UNKNOWN_CODE,
    ];
}

impl ImportProblem {
    pub(crate) fn new(severity: Severity, code: &str, sheet: &str) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row: None,
            column: None,
            severity,
            code: code.to_owned(),
            value: None,
            detail: BTreeMap::new(),
        }
    }

    pub(crate) fn row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    pub(crate) fn column(mut self, header: &str) -> Self {
        self.column = Some(header.to_owned());
        self
    }

    pub(crate) fn value(mut self, value: &str) -> Self {
        self.value = Some(value.chars().take(limits::PROBLEM_VALUE_CHARS).collect());
        self
    }

    pub(crate) fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.detail.insert(key.to_owned(), value.to_string());
        self
    }
}

/// Keeps the first of each severity and counts all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<ImportProblem>,
    pub errors: u64,
    pub warnings: u64,
    pub notes: u64,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: ImportProblem) {
        let (count, limit) = match problem.severity {
            Severity::Error => (&mut self.errors, limits::PROBLEM_ERRORS_KEPT),
            Severity::Warning => (&mut self.warnings, limits::PROBLEM_WARNINGS_KEPT),
            Severity::Note => (&mut self.notes, limits::PROBLEM_NOTES_KEPT),
        };
        *count += 1;
        if *count <= limit as u64 {
            self.kept.push(problem);
        }
    }

    /// In the order of the sheets, what concerns a whole sheet or column first, then by row.
    pub(crate) fn into_sorted(mut self, sheets: &[&str]) -> Vec<ImportProblem> {
        let place = |name: &str| sheets.iter().position(|sheet| *sheet == name).unwrap_or(sheets.len());
        self.kept.sort_by_cached_key(|problem| (place(&problem.sheet), problem.row.unwrap_or(0)));
        self.kept
    }
}
