//! Their words → our codes, one table per list.
//!
//! Left: what files say, as `header::compact` writes it (so case, spaces, accents and punctuation do not matter), in
//! English and French and in the codes of common household workbooks. Right: our code, or [`BLANK`] where the word
//! says that nothing is known. A word that is in no table is a problem, never a guess.

mod civil_status;
mod disability;
mod document_type;
mod dwelling;
mod education;
mod relationship;
mod sex;
mod water_source;

use super::header::compact;

pub(super) type Table = &'static [(&'static str, &'static str)];

pub(super) use civil_status::CIVIL_STATUS;
pub(super) use disability::{DISABILITY, FUNCTIONING};
pub(super) use document_type::DOCUMENT_TYPES;
pub(super) use dwelling::DWELLING;
pub(super) use education::EDUCATION;
pub(super) use relationship::RELATIONSHIP;
pub(super) use sex::SEX;
pub(super) use water_source::WATER_SOURCE;

/// The word says that the answer is not known: as if the cell were empty.
pub(super) const BLANK: &str = "";

const SAID_NOTHING: &[&str] = &[
    "unknown",
    "notprovided",
    "notanswered",
    "noanswer",
    "na",
    "notapplicable",
    "prefernottosay",
    "refused",
    "dontknow",
    "inconnu",
    "inconnue",
    "nonrenseigne",
    "nesaitpas",
    "sansreponse",
    "nonapplicable",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Code(&'static str),
    Nothing,
    Unknown,
}

pub(super) fn look_up(table: Table, text: &str) -> Said {
    let word = compact(text);
    match table.iter().find(|(theirs, _)| *theirs == word) {
        Some((_, code)) if *code == BLANK => Said::Nothing,
        Some((_, code)) => Said::Code(code),
        None if word.is_empty() || SAID_NOTHING.contains(&word.as_str()) => Said::Nothing,
        None => Said::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_ours_and_every_word_is_compact_and_once() {
        let lists: [(Table, &str); 8] = [
            (
                RELATIONSHIP,
                "head spouse child parent sibling grandchild grandparent in_law other_relative foster not_related",
            ),
            (CIVIL_STATUS, "single married cohabiting separated divorced widowed"),
            (DWELLING, "owned rented hosted informal camp none"),
            (WATER_SOURCE, "piped borehole protected_well open_well surface vendor"),
            (EDUCATION, "none primary lower_secondary upper_secondary tertiary"),
            (DISABILITY, "none some severe"),
            (FUNCTIONING, "none some severe"),
            (SEX, "0 1 2 9"),
        ];
        for (table, codes) in lists {
            let ours: BTreeSet<&str> = codes.split(' ').collect();
            let used: BTreeSet<&str> = table.iter().map(|(_, code)| *code).filter(|code| *code != BLANK).collect();
            assert_eq!(used, ours);
            let words: BTreeSet<&str> = table.iter().map(|(word, _)| *word).collect();
            assert_eq!(words.len(), table.len(), "a word twice in {codes}");
            for word in words {
                assert_eq!(compact(word), word);
            }
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(look_up(RELATIONSHIP, " Wife / Husband "), Said::Code("spouse"));
        assert_eq!(look_up(CIVIL_STATUS, "Célibataire"), Said::Code("single"));
        assert_eq!(look_up(CIVIL_STATUS, "N/A"), Said::Nothing);
        assert_eq!(look_up(CIVIL_STATUS, "engaged"), Said::Unknown);
    }
}
