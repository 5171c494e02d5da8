//! Sex, as ISO 5218.

use super::Table;

pub(in super::super) const SEX: Table = &[
    ("male", "1"),
    ("m", "1"),
    ("man", "1"),
    ("boy", "1"),
    ("masculin", "1"),
    ("homme", "1"),
    ("garcon", "1"),
    ("h", "1"),
    ("1", "1"),
    ("ذكر", "1"),
    ("female", "2"),
    ("f", "2"),
    ("woman", "2"),
    ("girl", "2"),
    ("feminin", "2"),
    ("femme", "2"),
    ("fille", "2"),
    ("2", "2"),
    // Compared after decomposition, which takes the hamza off.
    ("انثى", "2"),
    ("other", "9"),
    ("x", "9"),
    ("autre", "9"),
    ("notapplicable", "9"),
    ("9", "9"),
    ("unknown", "0"),
    ("notcollected", "0"),
    ("notanswered", "0"),
    ("inconnu", "0"),
    ("0", "0"),
];
