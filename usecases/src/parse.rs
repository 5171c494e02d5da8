//! Parsing at the door: past this file there are no raw strings.

use domain::time::parse_date;
use domain::vocabulary::Vocabulary;
use domain::{Date, Id, Refusal};

use crate::failure::Failure;

/// Reads an identity.
pub(crate) fn id<T>(text: &str) -> Result<Id<T>, Failure> {
    Id::parse(text).ok_or_else(Failure::missing)
}

/// Reads an identity that may be absent.
pub(crate) fn optional_id<T>(text: Option<&str>) -> Result<Option<Id<T>>, Failure> {
    text.filter(|text| !text.is_empty()).map(id).transpose()
}

/// Reads a date.
pub(crate) fn date(field: &'static str, text: &str) -> Result<Date, Failure> {
    parse_date(text).ok_or_else(|| Refusal::UnknownCode { field, value: text.chars().take(40).collect() }.into())
}

/// Reads a date that may be absent.
pub(crate) fn optional_date(field: &'static str, text: Option<&str>) -> Result<Option<Date>, Failure> {
    text.filter(|text| !text.is_empty()).map(|text| date(field, text)).transpose()
}

/// Reads short text that may be absent.
pub(crate) fn text(field: &'static str, text: Option<&str>) -> Result<Option<String>, Failure> {
    Ok(domain::text::clean(field, text, domain::text::SHORT_TEXT_CHARS_MAX)?)
}

/// Reads a reason or note that may be absent.
pub(crate) fn reason(text: Option<&str>) -> Result<Option<String>, Failure> {
    Ok(domain::text::clean("reason", text, domain::text::LONG_TEXT_CHARS_MAX)?)
}

/// Reads a code of a vocabulary that may be absent.
pub(crate) fn code(vocabulary: Vocabulary, text: Option<&str>) -> Result<Option<String>, Failure> {
    Ok(vocabulary.parse_optional(text)?.map(str::to_owned))
}
