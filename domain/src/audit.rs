//! Who looked at what. A sensitive value is shown masked until somebody opens it with a purpose and a reason; that they did
//! is a fact, stated before the value is answered and never unsaid.

use crate::change::{Change, DocumentRef, Fact};
use crate::field::Field;
use crate::id::Id;
use crate::partner::Partner;
use crate::refusal::Refusal;
use crate::roster::User;
use crate::time::Instant;
use crate::vocabulary::READ_PURPOSE;

/// Fields whose values are masked.
pub const SENSITIVE: [Field; 3] = [Field::Disability, Field::PhoneNumber, Field::DocumentNumber];
/// The sign a masked value is written with; no value that is typed holds it.
pub const MASK: char = '•';
/// The use-cases that open sensitive values.
pub const ACTS: [&str; 5] =
    ["registry.reveal", "audit.search", "audit.subject_file", "audit.export", "oversight.officer"];
/// Fewest characters of a reason: "ok" is none.
pub const REASON_CHARS_MIN: usize = 5;
/// Most characters of a reason.
pub const REASON_CHARS_MAX: usize = 500;
/// Most persons and households that one fact names.
pub const DOCUMENTS_MAX: usize = 500;
/// Signs at the end of a number that stay readable, so that people can tell two numbers apart.
const SHOWN_CHARS: usize = 2;
/// Shorter numbers are masked whole.
const SHOWN_FROM_CHARS: usize = 6;

/// Somebody opened sensitive values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitiveRead {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// Whose values, each once.
    pub documents: Vec<DocumentRef>,
    /// Names of the fields; those of later versions are kept.
    pub fields: Vec<String>,
    /// Purpose code.
    pub purpose: String,
    /// Why, in their words.
    pub reason: String,
    /// The use-case they were opened with.
    pub act: String,
    /// Who.
    pub by: Id<User>,
    /// On which device.
    pub device: u32,
    /// When, by its clock.
    pub read_at: Instant,
    /// The partner they were given to; none where they stayed in the programme.
    pub partner: Option<Id<Partner>>,
}

/// Why sensitive values are opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Purpose code.
    pub purpose: &'static str,
    /// Why.
    pub reason: String,
    /// The partner what is opened is given to, once its agreement was looked at.
    pub partner: Option<Id<Partner>>,
}

impl Opening {
    /// Reads purpose and reason.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`] for a purpose that is not in the list, [`Refusal::ReadReasonNeeded`] for a reason that says
    /// nothing, [`Refusal::TextTooLong`] above [`REASON_CHARS_MAX`].
    pub fn parse(purpose: &str, reason: &str) -> Result<Self, Refusal> {
        let purpose = READ_PURPOSE.parse(purpose)?;
        let reason = crate::text::clean("reason", Some(reason), REASON_CHARS_MAX)?.unwrap_or_default();
        if reason.chars().filter(|sign| sign.is_alphanumeric()).count() < REASON_CHARS_MIN {
            return Err(Refusal::ReadReasonNeeded { least: REASON_CHARS_MIN });
        }
        Ok(Self { purpose, reason, partner: None })
    }
}

/// Whether a field is masked.
pub fn is_sensitive(field: &str) -> bool {
    SENSITIVE.iter().any(|sensitive| sensitive.name() == field)
}

/// Reads the fields somebody asks to see; none named means all that are masked.
///
/// # Errors
/// [`Refusal::FieldNotMasked`] for any other field.
pub fn fields(names: &[String]) -> Result<Vec<Field>, Refusal> {
    if names.is_empty() {
        return Ok(SENSITIVE.to_vec());
    }
    let mut asked = Vec::new();
    for name in names {
        let field = SENSITIVE
            .into_iter()
            .find(|field| field.name() == name)
            .ok_or_else(|| Refusal::FieldNotMasked { value: name.chars().take(40).collect() })?;
        if !asked.contains(&field) {
            asked.push(field);
        }
    }
    Ok(asked)
}

/// A value of a sensitive field as it is shown to who has not opened it: a code hides whole, a number but for its end.
pub fn masked(field: &str, value: &str) -> String {
    let length = value.chars().count();
    let shown = if field == Field::Disability.name() || length < SHOWN_FROM_CHARS { 0 } else { SHOWN_CHARS };
    if shown == 0 {
        return MASK.to_string().repeat(3);
    }
    let end: String = value.chars().skip(length - shown).collect();
    format!("{}{end}", MASK.to_string().repeat(SHOWN_FROM_CHARS - shown))
}

/// States that values were opened.
///
/// # Errors
/// [`Refusal::TooManyRead`] above [`DOCUMENTS_MAX`] persons and households.
pub fn read(read: SensitiveRead) -> Result<Change, Refusal> {
    if read.documents.len() > DOCUMENTS_MAX {
        return Err(Refusal::TooManyRead { limit: DOCUMENTS_MAX });
    }
    Ok(Change { puts: Vec::new(), facts: vec![Fact::SensitiveRead(read)] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_its_end_and_a_code_nothing() {
        assert_eq!(masked("phone_number", "0712 345 678"), "••••78");
        assert_eq!(masked("document_number", "28834410"), "••••10");
        assert_eq!(masked("document_number", "12345"), "•••");
        assert_eq!(masked("disability", "severe"), masked("disability", "none"));
    }

    #[test]
    fn a_mask_tells_nothing_of_the_length() {
        assert_eq!(
            masked("phone_number", "071234").chars().count(),
            masked("phone_number", "+254 712 34").chars().count()
        );
    }

    #[test]
    fn what_is_masked_is_no_number() {
        let shown = masked("phone_number", "0712345678");
        assert!(crate::text::phone(&shown).is_err());
        assert!(crate::text::document_number(&shown).is_err());
    }

    #[test]
    fn values_are_opened_for_a_purpose_and_with_a_reason() {
        let opened = Opening::parse("complaint", "  she says she was not called ").unwrap();
        assert_eq!((opened.purpose, opened.reason.as_str()), ("complaint", "she says she was not called"));
        assert!(matches!(Opening::parse("curiosity", "she says so"), Err(Refusal::UnknownCode { .. })));
        assert_eq!(Opening::parse("audit", " .... "), Err(Refusal::ReadReasonNeeded { least: REASON_CHARS_MIN }));
        let long = "x".repeat(REASON_CHARS_MAX + 1);
        assert!(matches!(Opening::parse("audit", &long), Err(Refusal::TextTooLong { .. })));
    }

    #[test]
    fn only_masked_fields_are_opened() {
        assert_eq!(fields(&[]).unwrap(), SENSITIVE);
        let twice = ["disability".to_owned(), "disability".to_owned()];
        assert_eq!(fields(&twice).unwrap(), [Field::Disability]);
        assert!(matches!(fields(&["given_name".to_owned()]), Err(Refusal::FieldNotMasked { .. })));
    }

    #[test]
    fn one_fact_names_no_more_than_it_may() {
        let document = DocumentRef { kind: crate::DocumentKind::Person, id: Id::from_bytes([1; 16]) };
        let of = |count: usize| SensitiveRead {
            id: Id::from_bytes([2; 16]),
            documents: vec![document; count],
            fields: vec!["phone_number".to_owned()],
            purpose: "audit".to_owned(),
            reason: "a look at the list".to_owned(),
            act: "audit.search".to_owned(),
            by: Id::NIL,
            device: 0,
            read_at: Instant::from_ms(0),
            partner: None,
        };
        assert_eq!(read(of(DOCUMENTS_MAX)).unwrap().facts.len(), 1);
        assert_eq!(read(of(DOCUMENTS_MAX + 1)), Err(Refusal::TooManyRead { limit: DOCUMENTS_MAX }));
    }
}
