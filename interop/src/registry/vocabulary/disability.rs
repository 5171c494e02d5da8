//! Disability, from one column that sums it up or from the short set of questions on functioning.
//!
//! The short set follows its own cut-off: "a lot of difficulty" or "cannot do" in any domain is severe.

use super::Table;

pub(in super::super) const DISABILITY: Table = &[
    ("notdisabled", "none"),
    ("none", "none"),
    ("no", "none"),
    ("false", "none"),
    ("non", "none"),
    ("nodisability", "none"),
    ("aucun", "none"),
    ("disabled", "some"),
    ("yes", "some"),
    ("true", "some"),
    ("oui", "some"),
    ("some", "some"),
    ("mild", "some"),
    ("moderate", "some"),
    ("handicape", "some"),
    ("severe", "severe"),
    ("profound", "severe"),
    ("grave", "severe"),
];

pub(in super::super) const FUNCTIONING: Table = &[
    ("nodifficulty", "none"),
    ("none", "none"),
    ("no", "none"),
    ("aucunedifficulte", "none"),
    ("1", "none"),
    ("somedifficulty", "some"),
    ("some", "some"),
    ("quelquesdifficultes", "some"),
    ("2", "some"),
    ("lotdifficulty", "severe"),
    ("alotofdifficulty", "severe"),
    ("alotdifficulty", "severe"),
    ("beaucoupdedifficultes", "severe"),
    ("3", "severe"),
    ("cannotdo", "severe"),
    ("cannotdoatall", "severe"),
    ("nepeutpas", "severe"),
    ("4", "severe"),
];
