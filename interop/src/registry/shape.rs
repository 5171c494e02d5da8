//! What the import screens are told about a file, and what a person decides about it.
//!
//! These shapes are the use-cases' contract: field names and values are seen by scripts and by the interface.

use super::problem::ImportProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One column as found: its header (made unique), a few values, how many rows have one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportColumn {
    pub column: String,
    pub samples: Vec<String>,
    pub filled: u32,
}

/// `rows` counts rows below the header that have something in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportSheet {
    pub name: String,
    pub rows: u32,
    pub columns: Vec<ImportColumn>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportLayout {
    /// One sheet of households, one of persons, linked by the household's number.
    HouseholdWorkbook,
    /// One person per row; rows with the same household number are one household.
    FlatPersons,
}

/// How a date with the year last or first is read when it could be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

impl DateOrder {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// Target → column header, for the sheet of households and the sheet of persons; see `target` for the targets.
/// In a flat file both refer to `person_sheet`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportMapping {
    /// Where the file comes from; rows of later files match on this and the external id.
    pub source: String,
    pub layout: ImportLayout,
    pub household_sheet: Option<String>,
    pub person_sheet: String,
    pub household_columns: BTreeMap<String, String>,
    pub person_columns: BTreeMap<String, String>,
    pub date_order: DateOrder,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inspection {
    pub sheets: Vec<ImportSheet>,
    pub suggested: ImportMapping,
    pub problems: Vec<ImportProblem>,
}
