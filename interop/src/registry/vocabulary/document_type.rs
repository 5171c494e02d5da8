//! Document types a column can be mapped to, best first: the order in which they name a person (see `identity`).

pub(in super::super) const DOCUMENT_TYPES: [&str; 8] = [
    "national_id",
    "refugee_id",
    "birth_certificate",
    "passport",
    "electoral_card",
    "drivers_licence",
    "tax_id",
    "other",
];
