//! Erasure: what the law lets a family ask for, and what stays so that everybody else's files remain true.
//!
//! A person or a household becomes a new, empty file: its identity and number, its place among the others who lived there,
//! and nothing that tells who it was. Facts that speak of it stay, without anybody's words or values. What is kept is the
//! same table for everybody, so that every replica comes to the same.

use crate::area::Area;
use crate::change::{Change, Document, DocumentKind, DocumentRef, Fact, Put, Settlement};
use crate::field::Field;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::{Household, Person};
use crate::time::{Date, Instant};
use crate::vocabulary::ERASURE_GROUND;

/// Longest reference of a ruling, in characters: a file number, nobody's name.
pub const REFERENCE_CHARS_MAX: usize = 60;
/// Most files erased by one ruling.
pub const FILES_MAX: usize = 200;
/// Fewest months a retention rule waits: a rule that is due at once would be a trap.
pub const RETENTION_MONTHS_MIN: u16 = 6;
/// Most months a retention rule waits.
pub const RETENTION_MONTHS_MAX: u16 = 1_200;

/// What stays of a person: number, and where they lived with whom, since that is also the others' file.
pub const KEPT_OF_PERSON: [Field; 6] =
    [Field::Number, Field::Household, Field::MemberFrom, Field::MemberTo, Field::MemberRole, Field::MemberWhy];
/// What stays of a household: number, area, and when it was one.
pub const KEPT_OF_HOUSEHOLD: [Field; 7] = [
    Field::Number,
    Field::Area,
    Field::Head,
    Field::RegisteredOn,
    Field::DissolvedOn,
    Field::DissolvedWhy,
    Field::SplitFrom,
];

/// Whether a field outlives the erasure of its file.
pub fn is_kept(kind: DocumentKind, field: Field) -> bool {
    match kind {
        DocumentKind::Person => KEPT_OF_PERSON.contains(&field),
        DocumentKind::Household => KEPT_OF_HOUSEHOLD.contains(&field),
    }
}

/// Marks the identity of a ruling: what one person ordered at once.
pub enum Ruling {}

/// One file is erased; the hub's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The ruling it belongs to.
    pub ruling: Id<Ruling>,
    /// The file.
    pub document: DocumentRef,
    /// The district the file is at home in, which never changes.
    pub home: Id<Area>,
    /// What the file is founded with again; all of this file, all kept by the table.
    pub kept: Vec<Put>,
    /// Up to where each author's changes were known: what comes later was not weighed in `kept`.
    pub seen: Vec<Seen>,
    /// Ground code.
    pub ground: String,
    /// Number of the paper file that holds the request or the ruling.
    pub reference: Option<String>,
    /// When, by the hub's clock.
    pub at: Instant,
}

/// The last change of one author that was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// Who, as the log names them.
    pub by: [u8; 12],
    /// Their instant, as the log counts.
    pub at: i64,
}

/// Why and how a ruling is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    /// Ground code.
    pub ground: &'static str,
    /// File number.
    pub reference: Option<String>,
}

impl Grounds {
    /// Reads ground and reference.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`], [`Refusal::TextTooLong`].
    pub fn parse(ground: &str, reference: Option<&str>) -> Result<Self, Refusal> {
        Ok(Self {
            ground: ERASURE_GROUND.parse(ground)?,
            reference: crate::text::clean("reference", reference, REFERENCE_CHARS_MAX)?,
        })
    }
}

/// What is known of a file that is to be erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileStanding {
    /// Erased already.
    pub is_erased: bool,
    /// Values stand against each other in it.
    pub is_in_conflict: bool,
}

/// Whether one person may be erased by themselves.
///
/// # Errors
/// [`Refusal::IsErased`], [`Refusal::ErasureConflictOpen`], and [`Refusal::ErasureOfHead`] for who heads a household that
/// lives on: it needs another head first, or is erased whole.
pub fn check_person(person: Id<Person>, home: Option<&Household>, standing: FileStanding) -> Result<(), Refusal> {
    check_file(standing)?;
    let heads = home.is_some_and(|home| home.dissolved_on.is_none() && home.present_head() == Some(person));
    if heads { Err(Refusal::ErasureOfHead) } else { Ok(()) }
}

/// Whether a household may be erased with everybody in it.
///
/// # Errors
/// [`Refusal::IsErased`], [`Refusal::ErasureConflictOpen`], [`Refusal::MovePending`] while the hub has not answered.
pub fn check_household(standing: FileStanding, members: &[FileStanding], is_move_pending: bool) -> Result<(), Refusal> {
    check_file(standing)?;
    if members.iter().any(|member| member.is_in_conflict) {
        return Err(Refusal::ErasureConflictOpen);
    }
    if is_move_pending { Err(Refusal::MovePending) } else { Ok(()) }
}

const fn check_file(standing: FileStanding) -> Result<(), Refusal> {
    if standing.is_erased {
        return Err(Refusal::IsErased);
    }
    if standing.is_in_conflict { Err(Refusal::ErasureConflictOpen) } else { Ok(()) }
}

/// States that files are erased.
///
/// # Errors
/// [`Refusal::TooManyErased`] above [`FILES_MAX`].
pub fn erase(erasures: Vec<Erasure>) -> Result<Change, Refusal> {
    if erasures.len() > FILES_MAX {
        return Err(Refusal::TooManyErased { limit: FILES_MAX });
    }
    Ok(Change { puts: Vec::new(), facts: erasures.into_iter().map(Fact::Erasure).collect() })
}

/// A fact as it reads once files it speaks of are erased: without words and values of people. None where nothing of it has
/// to go. Codes, days, identities and who did it stay: what was done is still accounted for.
pub fn redacted(fact: &Fact, is_erased: impl Fn(Id<Document>) -> bool) -> Option<Fact> {
    let redacted = match fact {
        Fact::Settlement(it) if is_erased(it.document.id) => Fact::Settlement(Settlement {
            values: it.values.iter().map(|_| None).collect(),
            value: None,
            reason: None,
            ..it.clone()
        }),
        Fact::MoveVerdict(it) if it.documents.iter().any(|id| is_erased(*id)) => {
            Fact::MoveVerdict(crate::registry::movement::MoveVerdict { reason: None, ..it.clone() })
        }
        Fact::DuplicateDecision(it) if is_erased(it.pair.first().of()) || is_erased(it.pair.second().of()) => {
            Fact::DuplicateDecision(crate::duplicate::DuplicateDecision { reason: None, ..it.clone() })
        }
        Fact::SensitiveRead(it) if it.documents.iter().any(|document| is_erased(document.id)) => {
            Fact::SensitiveRead(crate::audit::SensitiveRead { reason: String::new(), ..it.clone() })
        }
        Fact::RevisitResult(it) if is_erased(it.household.of()) => {
            Fact::RevisitResult(crate::oversight::RevisitResult { note: None, ..it.clone() })
        }
        _ => return None,
    };
    (redacted != *fact).then_some(redacted)
}

/// What a retention rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RetentionKind {
    /// Households that are dissolved.
    DissolvedHousehold,
    /// Persons who died.
    DeceasedPerson,
    /// Persons who have left and live in no household that is known.
    DepartedPerson,
}

impl RetentionKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::DissolvedHousehold, Self::DeceasedPerson, Self::DepartedPerson];

    /// The word used in facts and at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DissolvedHousehold => "dissolved_household",
            Self::DeceasedPerson => "deceased_person",
            Self::DepartedPerson => "departed_person",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`].
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or_else(|| Refusal::UnknownCode { field: "kind", value: code.chars().take(40).collect() })
    }
}

/// How long files of a kind are kept from now on; the hub's word. Nothing is erased by it alone: it says what is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRule {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// About what.
    pub kind: RetentionKind,
    /// Months after the end; none keeps them for ever.
    pub months: Option<u16>,
    /// How often the kind had a rule before: the highest counts.
    pub version: u32,
}

/// States a rule.
///
/// # Errors
/// [`Refusal::RetentionMonths`] outside its bounds, [`Refusal::NothingChanged`].
pub fn keep_for(rule: RetentionRule, present: Option<&RetentionRule>) -> Result<Change, Refusal> {
    if rule.months.is_some_and(|months| !(RETENTION_MONTHS_MIN..=RETENTION_MONTHS_MAX).contains(&months)) {
        return Err(Refusal::RetentionMonths { least: RETENTION_MONTHS_MIN, most: RETENTION_MONTHS_MAX });
    }
    if present.and_then(|present| present.months) == rule.months {
        return Err(Refusal::NothingChanged);
    }
    let version = present.map_or(1, |present| present.version + 1);
    Ok(Change { puts: Vec::new(), facts: vec![Fact::RetentionRule(RetentionRule { version, ..rule })] })
}

/// The last day on which something may have ended to be due today.
pub fn due_before(today: Date, months: u16) -> Option<Date> {
    today.checked_sub_months(chrono::Months::new(u32::from(months)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::SensitiveRead;
    use crate::registry::consent::Consent;

    fn read(reason: &str) -> Fact {
        Fact::SensitiveRead(SensitiveRead {
            id: Id::from_bytes([1; 16]),
            documents: vec![DocumentRef { kind: DocumentKind::Person, id: Id::from_bytes([2; 16]) }],
            fields: vec!["phone_number".to_owned()],
            purpose: "complaint".to_owned(),
            reason: reason.to_owned(),
            act: "registry.reveal".to_owned(),
            by: Id::NIL,
            device: 7,
            read_at: Instant::from_ms(0),
            partner: None,
        })
    }

    #[test]
    fn words_go_and_who_looked_stays() {
        let erased = Id::from_bytes([2; 16]);
        let fact = read("Halima says she was not called");
        let Some(Fact::SensitiveRead(left)) = redacted(&fact, |id| id == erased) else { panic!("it is redacted") };
        assert_eq!((left.reason.as_str(), left.device, left.purpose.as_str()), ("", 7, "complaint"));
        assert_eq!(redacted(&Fact::SensitiveRead(left), |id| id == erased), None, "nothing more has to go");
        assert_eq!(redacted(&fact, |_| false), None);
    }

    #[test]
    fn a_consent_says_nothing_of_anybody_and_stays_whole() {
        let consent = Fact::Consent(Consent {
            id: Id::from_bytes([1; 16]),
            household: Id::from_bytes([3; 16]),
            purpose: "registration".to_owned(),
            is_given: true,
            manner: "verbal".to_owned(),
            given_on: crate::time::parse_date("2026-01-01").unwrap(),
        });
        assert_eq!(redacted(&consent, |_| true), None);
    }

    #[test]
    fn what_is_unsettled_is_settled_first() {
        let (free, open) = (FileStanding::default(), FileStanding { is_erased: false, is_in_conflict: true });
        let erased = FileStanding { is_erased: true, is_in_conflict: false };
        let person = Id::from_bytes([5; 16]);
        assert_eq!(check_person(person, None, free), Ok(()));
        assert_eq!(check_person(person, None, open), Err(Refusal::ErasureConflictOpen));
        assert_eq!(check_person(person, None, erased), Err(Refusal::IsErased));
        assert_eq!(check_household(free, &[free, open], false), Err(Refusal::ErasureConflictOpen));
        assert_eq!(check_household(free, &[erased], false), Ok(()), "a member who was erased before is no obstacle");
        assert_eq!(check_household(free, &[], true), Err(Refusal::MovePending));
    }

    #[test]
    fn a_rule_waits_long_enough_and_counts_on() {
        let rule = |months| RetentionRule {
            id: Id::from_bytes([1; 16]),
            kind: RetentionKind::DissolvedHousehold,
            months,
            version: 0,
        };
        let Ok(change) = keep_for(rule(Some(60)), None) else { panic!("a rule") };
        let [Fact::RetentionRule(first)] = change.facts.as_slice() else { panic!("one fact") };
        assert_eq!(first.version, 1);
        assert_eq!(keep_for(rule(Some(60)), Some(first)), Err(Refusal::NothingChanged));
        assert_eq!(keep_for(rule(None), None), Err(Refusal::NothingChanged));
        let too_soon = Refusal::RetentionMonths { least: RETENTION_MONTHS_MIN, most: RETENTION_MONTHS_MAX };
        assert_eq!(keep_for(rule(Some(1)), None), Err(too_soon));
        let today = crate::time::parse_date("2026-03-31").unwrap();
        assert_eq!(due_before(today, 13), crate::time::parse_date("2025-02-28"));
    }
}
