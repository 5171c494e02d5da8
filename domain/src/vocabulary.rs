//! Coded lists: what may stand in a coded field. Labels are in `locales/<lang>/vocabulary.ftl`.
//!
//! Codes are only ever added; a code in a document means the same for ever.

use crate::refusal::Refusal;

/// One coded list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its name, as in `vocabulary-<name>-<code>`.
    pub name: &'static str,
    /// Its codes in the order they are offered.
    pub codes: &'static [&'static str],
}

impl Vocabulary {
    /// The code that equals `text`.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`] when the list has no such code.
    pub fn parse(&self, text: &str) -> Result<&'static str, Refusal> {
        self.codes
            .iter()
            .copied()
            .find(|code| *code == text)
            .ok_or_else(|| Refusal::UnknownCode { field: self.name, value: text.chars().take(40).collect() })
    }

    /// As [`Vocabulary::parse`], an absent or empty text being no value.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`] when the list has no such code.
    pub fn parse_optional(&self, text: Option<&str>) -> Result<Option<&'static str>, Refusal> {
        text.filter(|text| !text.is_empty()).map(|text| self.parse(text)).transpose()
    }
}

/// Sex, ISO/IEC 5218: 2 female, 1 male, 0 not known, 9 not applicable.
pub const SEX: Vocabulary = Vocabulary { name: "sex", codes: &["2", "1", "0", "9"] };
/// Relationship to the head of the household.
pub const RELATIONSHIP: Vocabulary = Vocabulary {
    name: "relationship",
    codes: &[
        "head",
        "spouse",
        "child",
        "parent",
        "sibling",
        "grandchild",
        "grandparent",
        "in_law",
        "other_relative",
        "foster",
        "not_related",
    ],
};
/// Civil status, after the United Nations' principles for censuses.
pub const CIVIL_STATUS: Vocabulary = Vocabulary {
    name: "civil_status",
    codes: &["single", "married", "cohabiting", "separated", "divorced", "widowed"],
};
/// How the household lives where it lives.
pub const DWELLING: Vocabulary =
    Vocabulary { name: "dwelling", codes: &["owned", "rented", "hosted", "informal", "camp", "none"] };
/// Main source of drinking water.
pub const WATER_SOURCE: Vocabulary = Vocabulary {
    name: "water_source",
    codes: &["piped", "borehole", "protected_well", "open_well", "surface", "vendor"],
};
/// Highest completed education, ISCED 2011 in five groups.
pub const EDUCATION: Vocabulary =
    Vocabulary { name: "education", codes: &["none", "primary", "lower_secondary", "upper_secondary", "tertiary"] };
/// Functional difficulty as told, until the Washington Group questions are asked.
pub const DISABILITY: Vocabulary = Vocabulary { name: "disability", codes: &["none", "some", "severe"] };
/// Kinds of identity document.
pub const DOCUMENT_TYPE: Vocabulary = Vocabulary {
    name: "document_type",
    codes: &[
        "national_id",
        "birth_certificate",
        "passport",
        "drivers_licence",
        "electoral_card",
        "refugee_id",
        "tax_id",
        "other",
    ],
};
/// Why somebody joins a household.
pub const JOIN_REASON: Vocabulary =
    Vocabulary { name: "join_reason", codes: &["birth", "marriage", "return", "missed", "foster", "other"] };
/// Why somebody leaves a household.
pub const LEAVE_REASON: Vocabulary =
    Vocabulary { name: "leave_reason", codes: &["marriage", "migration", "separation", "death", "error", "other"] };
/// Why a household is dissolved.
pub const DISSOLVE_REASON: Vocabulary =
    Vocabulary { name: "dissolve_reason", codes: &["all_left", "all_died", "merged", "error", "other"] };
/// What a consent is for.
pub const CONSENT_PURPOSE: Vocabulary =
    Vocabulary { name: "consent_purpose", codes: &["registration", "data_sharing", "payment"] };
/// How a consent was given.
pub const CONSENT_MANNER: Vocabulary =
    Vocabulary { name: "consent_manner", codes: &["verbal", "signed", "thumbprint"] };
/// Why a household moves to another area.
pub const MOVE_REASON: Vocabulary =
    Vocabulary { name: "move_reason", codes: &["work", "displacement", "family", "return", "other"] };
/// Why sensitive values are opened.
pub const READ_PURPOSE: Vocabulary = Vocabulary {
    name: "read_purpose",
    codes: &["identification", "payment", "correction", "complaint", "audit", "subject_request"],
};

/// Why a file is erased.
pub const ERASURE_GROUND: Vocabulary = Vocabulary {
    name: "erasure_ground",
    codes: &["request", "consent_withdrawn", "legal_order", "registered_in_error", "not_needed"],
};

/// Every list, in the order a person would look for them.
pub const ALL: [Vocabulary; 16] = [
    SEX,
    RELATIONSHIP,
    CIVIL_STATUS,
    DWELLING,
    WATER_SOURCE,
    EDUCATION,
    DISABILITY,
    DOCUMENT_TYPE,
    JOIN_REASON,
    LEAVE_REASON,
    DISSOLVE_REASON,
    CONSENT_PURPOSE,
    CONSENT_MANNER,
    MOVE_REASON,
    READ_PURPOSE,
    ERASURE_GROUND,
];
