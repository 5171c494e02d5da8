//! Highest education, on the levels of ISCED; its digits are read too.
//!
//! "Secondary" and "college" are missing on purpose: they do not say which level, and in two languages not the same.

use super::Table;

pub(in super::super) const EDUCATION: Table = &[
    ("none", "none"),
    ("noeducation", "none"),
    ("noformaleducation", "none"),
    ("noschooling", "none"),
    ("illiterate", "none"),
    ("preprimary", "none"),
    ("aucun", "none"),
    ("aucune", "none"),
    ("0", "none"),
    ("primary", "primary"),
    ("elementary", "primary"),
    ("primaire", "primary"),
    ("1", "primary"),
    ("lowersecondary", "lower_secondary"),
    ("juniorsecondary", "lower_secondary"),
    ("middleschool", "lower_secondary"),
    ("secondairepremiercycle", "lower_secondary"),
    ("2", "lower_secondary"),
    ("uppersecondary", "upper_secondary"),
    ("seniorsecondary", "upper_secondary"),
    ("highschool", "upper_secondary"),
    ("lycee", "upper_secondary"),
    ("secondairesecondcycle", "upper_secondary"),
    ("3", "upper_secondary"),
    ("tertiary", "tertiary"),
    ("university", "tertiary"),
    ("higher", "tertiary"),
    ("bachelor", "tertiary"),
    ("master", "tertiary"),
    ("doctorate", "tertiary"),
    ("superieur", "tertiary"),
    ("universite", "tertiary"),
];
