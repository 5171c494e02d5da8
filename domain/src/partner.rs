//! Partners: organisations that are given what people told us, each by an agreement that says what for and until when.

use crate::change::{Change, Fact};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::text::{SHORT_TEXT_CHARS_MAX, clean};
use crate::time::Date;
use crate::vocabulary::{PARTNER_KIND, READ_PURPOSE};

/// Longest reference of an agreement, in characters.
pub const AGREEMENT_CHARS_MAX: usize = 60;
/// Most partners there may be.
pub const PARTNERS_MAX: usize = 500;

/// An organisation with an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Identity.
    pub id: Id<Partner>,
    /// Name.
    pub name: String,
    /// Kind code.
    pub kind: String,
    /// Who answers for it there, and how to reach them.
    pub contact: Option<String>,
    /// Number of the agreement.
    pub agreement: String,
    /// Purpose codes for which it may be given something, sorted, each once.
    pub purposes: Vec<String>,
    /// First day of the agreement.
    pub from: Date,
    /// Last day of the agreement; none while it has no end.
    pub until: Option<Date>,
    /// How often it was stated, from 1.
    pub version: u32,
}

/// What is said of a partner, as people write it.
#[derive(Debug, Clone)]
pub struct PartnerWords<'a> {
    /// Name.
    pub name: &'a str,
    /// Kind code.
    pub kind: &'a str,
    /// Contact.
    pub contact: Option<&'a str>,
    /// Number of the agreement.
    pub agreement: &'a str,
    /// Purpose codes.
    pub purposes: &'a [String],
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

/// States a partner: a new one, or what has changed about one.
///
/// # Errors
/// [`Refusal::PartnerNameMissing`], [`Refusal::PartnerAgreementMissing`], [`Refusal::PartnerPurposeMissing`],
/// [`Refusal::PartnerDates`] for an agreement that ends before it begins, [`Refusal::UnknownCode`],
/// [`Refusal::TextTooLong`], [`Refusal::NothingChanged`].
pub fn state(
    fact: Id<Fact>,
    id: Id<Partner>,
    present: Option<&Partner>,
    words: &PartnerWords<'_>,
) -> Result<Change, Refusal> {
    let mut purposes = Vec::with_capacity(words.purposes.len());
    for purpose in words.purposes {
        purposes.push(READ_PURPOSE.parse(purpose)?.to_owned());
    }
    purposes.sort_unstable();
    purposes.dedup();
    if purposes.is_empty() {
        return Err(Refusal::PartnerPurposeMissing);
    }
    if words.until.is_some_and(|until| until < words.from) {
        return Err(Refusal::PartnerDates);
    }
    let version = present.map_or(0, |present| present.version);
    let mut partner = Partner {
        id,
        name: clean("name", Some(words.name), SHORT_TEXT_CHARS_MAX)?.ok_or(Refusal::PartnerNameMissing)?,
        kind: PARTNER_KIND.parse(words.kind)?.to_owned(),
        contact: clean("contact", words.contact, SHORT_TEXT_CHARS_MAX)?,
        agreement: clean("agreement", Some(words.agreement), AGREEMENT_CHARS_MAX)?
            .ok_or(Refusal::PartnerAgreementMissing)?,
        purposes,
        from: words.from,
        until: words.until,
        version,
    };
    if present == Some(&partner) {
        return Err(Refusal::NothingChanged);
    }
    partner.version = version.saturating_add(1);
    let mut change = Change::default();
    change.state(Fact::Partner(fact, partner));
    Ok(change)
}

/// Whether a partner may be given something for a purpose on a day.
///
/// # Errors
/// [`Refusal::PartnerNotInForce`], [`Refusal::PartnerPurposeNotAgreed`].
pub fn check_may_have(partner: &Partner, purpose: &str, today: Date) -> Result<(), Refusal> {
    if today < partner.from || partner.until.is_some_and(|until| until < today) {
        return Err(Refusal::PartnerNotInForce { name: partner.name.clone() });
    }
    if partner.purposes.iter().any(|agreed| agreed == purpose) {
        Ok(())
    } else {
        Err(Refusal::PartnerPurposeNotAgreed { name: partner.name.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse_date;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    fn words<'a>(purposes: &'a [String], until: Option<&str>) -> PartnerWords<'a> {
        PartnerWords {
            name: " Red Crescent ",
            kind: "civil_society",
            contact: None,
            agreement: "MoU 7/2026",
            purposes,
            from: day("2026-01-01"),
            until: until.map(day),
        }
    }

    fn partner(change: &Change) -> Partner {
        match change.facts.as_slice() {
            [Fact::Partner(_, partner)] => partner.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_agreement_says_what_for_and_until_when() {
        let (fact, id) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        let purposes = ["payment".to_owned(), "audit".to_owned(), "payment".to_owned()];
        let held = partner(&state(fact, id, None, &words(&purposes, Some("2026-12-31"))).unwrap());
        assert_eq!((held.name.as_str(), held.purposes.len(), held.version), ("Red Crescent", 2, 1));
        assert_eq!(check_may_have(&held, "payment", day("2026-12-31")), Ok(()));
        let name = held.name.clone();
        for early_or_late in ["2025-12-31", "2027-01-01"] {
            assert_eq!(
                check_may_have(&held, "payment", day(early_or_late)),
                Err(Refusal::PartnerNotInForce { name: name.clone() })
            );
        }
        assert_eq!(
            check_may_have(&held, "complaint", day("2026-06-01")),
            Err(Refusal::PartnerPurposeNotAgreed { name })
        );
        assert_eq!(state(fact, id, Some(&held), &words(&purposes, Some("2026-12-31"))), Err(Refusal::NothingChanged));
        assert_eq!(partner(&state(fact, id, Some(&held), &words(&purposes, None)).unwrap()).version, 2);
    }

    #[test]
    fn an_agreement_without_what_makes_one_is_refused() {
        let (fact, id) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        let purposes = ["payment".to_owned()];
        assert_eq!(state(fact, id, None, &words(&[], None)), Err(Refusal::PartnerPurposeMissing));
        assert_eq!(state(fact, id, None, &words(&purposes, Some("2025-12-31"))), Err(Refusal::PartnerDates));
        let nameless = PartnerWords { name: " ", ..words(&purposes, None) };
        assert_eq!(state(fact, id, None, &nameless), Err(Refusal::PartnerNameMissing));
        let bare = PartnerWords { agreement: "", ..words(&purposes, None) };
        assert_eq!(state(fact, id, None, &bare), Err(Refusal::PartnerAgreementMissing));
        let odd = PartnerWords { kind: "friends", ..words(&purposes, None) };
        assert!(matches!(state(fact, id, None, &odd), Err(Refusal::UnknownCode { .. })));
    }
}
