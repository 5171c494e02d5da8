//! Coded lists: what may stand in a coded field. Labels are in `locales/<lang>/vocabulary.ftl`.
//!
//! Codes are only ever added; a code in a document means the same for ever. A country says which codes are offered to
//! choose from, in which order, and what they are called there; what is not offered any more is still understood.

use std::collections::BTreeMap;

use crate::area::is_language;
use crate::change::{Change, Fact};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::text::clean;

/// Longest label of a code, in characters.
pub const LABEL_CHARS_MAX: usize = 100;
/// Languages a code is labelled in, at the most.
pub const LABEL_LANGUAGES_MAX: usize = 20;

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

/// What a partner is.
pub const PARTNER_KIND: Vocabulary = Vocabulary {
    name: "partner_kind",
    codes: &["government", "united_nations", "civil_society", "payment_provider", "research", "other"],
};

/// Codes that rules hang on: they are offered always.
const ALWAYS_OFFERED: [(&str, &str); 4] =
    [("relationship", "head"), ("leave_reason", "death"), ("join_reason", "birth"), ("sex", "0")];

/// Labels by code, each by language.
pub type Labels = BTreeMap<String, BTreeMap<String, String>>;

/// What a country makes of a list; the hub's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyChoice {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// Name of the list.
    pub list: String,
    /// Codes that are offered, in their order.
    pub offered: Vec<String>,
    /// Own labels, where the country calls something otherwise.
    pub labels: Labels,
    /// How often it was stated, from 1.
    pub version: u32,
}

/// The list of a name.
///
/// # Errors
/// [`Refusal::UnknownCode`].
pub fn find(name: &str) -> Result<&'static Vocabulary, Refusal> {
    let unknown = || Refusal::UnknownCode { field: "vocabulary", value: name.chars().take(40).collect() };
    ALL.iter().find(|list| list.name == name).ok_or_else(unknown)
}

/// Whether a code of a list is offered always.
pub fn is_always_offered(list: &str, code: &str) -> bool {
    ALWAYS_OFFERED.contains(&(list, code))
}

/// States what is offered of a list from now on, and what it is called.
///
/// # Errors
/// [`Refusal::UnknownCode`], [`Refusal::VocabularyCodeNeeded`] when a code is left out that rules hang on,
/// [`Refusal::VocabularyEmpty`] when none is offered, [`Refusal::LanguageInvalid`], [`Refusal::TextTooLong`],
/// [`Refusal::NothingChanged`].
pub fn choose(
    id: Id<Fact>,
    list: &Vocabulary,
    present: Option<&VocabularyChoice>,
    offered: &[String],
    labels: &Labels,
) -> Result<Change, Refusal> {
    let mut kept: Vec<String> = Vec::with_capacity(offered.len());
    for code in offered {
        let code = list.parse(code)?.to_owned();
        if !kept.contains(&code) {
            kept.push(code);
        }
    }
    if kept.is_empty() {
        return Err(Refusal::VocabularyEmpty);
    }
    let missing =
        list.codes.iter().find(|code| is_always_offered(list.name, code) && !kept.iter().any(|it| it == *code));
    if let Some(code) = missing {
        return Err(Refusal::VocabularyCodeNeeded { code: (*code).to_owned() });
    }
    let mut own = Labels::new();
    for (code, by_language) in labels {
        let code = list.parse(code)?.to_owned();
        let mut named = BTreeMap::new();
        for (language, label) in by_language {
            let Some(label) = clean("label", Some(label), LABEL_CHARS_MAX)? else { continue };
            if !is_language(language) || named.len() >= LABEL_LANGUAGES_MAX {
                return Err(Refusal::LanguageInvalid { value: language.chars().take(20).collect() });
            }
            named.insert(language.clone(), label);
        }
        if !named.is_empty() {
            own.insert(code, named);
        }
    }
    let is_same = match present {
        Some(present) => present.offered == kept && present.labels == own,
        None => kept == list.codes && own.is_empty(),
    };
    if is_same {
        return Err(Refusal::NothingChanged);
    }
    let version = present.map_or(0, |present| present.version).saturating_add(1);
    let choice = VocabularyChoice { id, list: list.name.to_owned(), offered: kept, labels: own, version };
    Ok(Change { puts: Vec::new(), facts: vec![Fact::VocabularyChoice(choice)] })
}

/// Every list, in the order a person would look for them.
pub const ALL: [Vocabulary; 17] = [
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
    PARTNER_KIND,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    fn labels(code: &str, language: &str, label: &str) -> Labels {
        Labels::from([(code.to_owned(), BTreeMap::from([(language.to_owned(), label.to_owned())]))])
    }

    fn chosen(change: &Change) -> VocabularyChoice {
        match change.facts.as_slice() {
            [Fact::VocabularyChoice(choice)] => choice.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_country_offers_what_it_uses_and_calls_it_as_it_does() {
        let id = Id::from_bytes([1; 16]);
        let own = labels("hosted", "en", " Staying with kin ");
        let first = chosen(&choose(id, &DWELLING, None, &codes(&["hosted", "owned", "hosted"]), &own).unwrap());
        assert_eq!(first.offered, ["hosted", "owned"]);
        assert_eq!(first.labels, labels("hosted", "en", "Staying with kin"));
        assert_eq!(choose(id, &DWELLING, Some(&first), &first.offered, &own), Err(Refusal::NothingChanged));
        let back = chosen(&choose(id, &DWELLING, Some(&first), &codes(DWELLING.codes), &Labels::new()).unwrap());
        assert_eq!((back.version, back.labels.len()), (2, 0));
    }

    #[test]
    fn a_list_keeps_what_rules_hang_on() {
        let id = Id::from_bytes([1; 16]);
        let none = Labels::new();
        assert_eq!(choose(id, &DWELLING, None, &[], &none), Err(Refusal::VocabularyEmpty));
        assert_eq!(choose(id, &DWELLING, None, &codes(DWELLING.codes), &none), Err(Refusal::NothingChanged));
        let headless = codes(&["spouse", "child"]);
        assert_eq!(
            choose(id, &RELATIONSHIP, None, &headless, &none),
            Err(Refusal::VocabularyCodeNeeded { code: "head".to_owned() })
        );
        let unknown = choose(id, &DWELLING, None, &codes(&["castle"]), &none);
        assert!(matches!(unknown, Err(Refusal::UnknownCode { .. })));
        let odd = labels("owned", "english!", "Own");
        assert!(matches!(choose(id, &DWELLING, None, &codes(&["owned"]), &odd), Err(Refusal::LanguageInvalid { .. })));
        for (list, code) in ALWAYS_OFFERED {
            assert!(find(list).unwrap().parse(code).is_ok(), "{list} {code}");
        }
    }
}
