//! Words with a form of their own, as they are typed, pasted or found in a store: identities, numbers, dates, keys.

use domain::registry::number;
use domain::time::{Precision, parse_date};
use domain::{Area, Field, Id};
use sync::field::Key;

/// Any text to each of their readers: what reads is written back and read alike.
pub fn word(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(id) = Id::<Area>::parse(&text) {
        assert_eq!(Id::parse(&id.to_string()), Some(id));
    }
    if let Some(number) = number::read(&text) {
        assert!((6..=16).contains(&number.len()) && number.is_ascii());
        assert_eq!(number::read(&number), Some(number.clone()), "what was read reads as itself");
        assert_eq!(number::compact(&number), number);
    }
    if let Some(date) = parse_date(&text) {
        assert_eq!(parse_date(&date.to_string()), Some(date));
    }
    if let Some(key) = Key::parse(&text) {
        assert_eq!(Key::parse(&key.to_text()), Some(key));
    }
    if let Some(field) = Field::parse(&text) {
        assert_eq!(Field::parse(field.name()), Some(field));
    }
    let _ = Precision::parse(&text);
}

pub fn seeds() -> Vec<Vec<u8>> {
    [
        "0190b0f4-7c1e-7a33-8f00-0123456789ab",
        "P-00A1-0001F",
        "h0010 0001f",
        "2026-11-22",
        "-0001-01-01",
        "+262142-12-31",
        "20",
        "20.CQkJCQkJCQkJCQkJCQkJCQ",
        "given_name",
        "month",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect()
}
