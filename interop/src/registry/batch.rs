//! What a file says about households and persons, in our words and checked value by value.
//!
//! `None` means the file says nothing: what is stored stays untouched. Vocabulary values are codes of our lists. Rows
//! that could not be taken are not here; each has a problem of severity `error`.

use super::problem::ImportProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HouseholdRow {
    /// As the spreadsheet shows it; in a flat file, the row of the household's first person.
    pub row: u32,
    pub external_id: String,
    pub area_code: Option<String>,
    pub address: Option<String>,
    pub dwelling: Option<String>,
    pub water_source: Option<String>,
    /// `YYYY-MM-DD`.
    pub registered_on: Option<String>,
    pub declared_size: Option<u32>,
    /// In the order of the file; never empty.
    pub members: Vec<PersonRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonRow {
    pub row: u32,
    /// The file's own, or derived as `identity` describes.
    pub external_id: String,
    pub full_name: Option<String>,
    pub given_name: Option<String>,
    pub other_names: Option<String>,
    pub family_name: Option<String>,
    /// ISO 5218: `0`, `1`, `2` or `9`.
    pub sex: Option<String>,
    pub birth: Option<BirthRow>,
    /// Relationship to the head; `head` for the head.
    pub role: Option<String>,
    pub civil_status: Option<String>,
    pub education: Option<String>,
    pub disability: Option<String>,
    pub occupation: Option<String>,
    /// `+` where there was one, digits, and `x…` for an extension.
    pub phones: Vec<String>,
    pub documents: Vec<DocumentRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BirthRow {
    /// `YYYY-MM-DD`; what is not known is `01`.
    pub on: String,
    /// `day`, `month`, `year` or `estimated`.
    pub precision: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRow {
    pub document_type: String,
    pub number: String,
    pub issuer: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PreparedCounts {
    pub households: u64,
    pub persons: u64,
    /// Rows with something in them that were left out.
    pub rows_skipped: u64,
    pub errors: u64,
    pub warnings: u64,
    pub notes: u64,
}

impl PreparedCounts {
    #[must_use]
    pub fn problems(&self) -> u64 {
        self.errors + self.warnings + self.notes
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Prepared {
    pub households: Vec<HouseholdRow>,
    /// Up to the limits; `counts` has all.
    pub problems: Vec<ImportProblem>,
    pub counts: PreparedCounts,
}
