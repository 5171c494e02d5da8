//! Civil status.

use super::Table;

pub(in super::super) const CIVIL_STATUS: Table = &[
    ("single", "single"),
    ("nevermarried", "single"),
    ("unmarried", "single"),
    ("celibataire", "single"),
    ("jamaismarie", "single"),
    ("married", "married"),
    ("monogamousmarriage", "married"),
    ("polygamousmarriage", "married"),
    ("marie", "married"),
    ("mariee", "married"),
    ("cohabiting", "cohabiting"),
    ("cohabitation", "cohabiting"),
    ("livingtogether", "cohabiting"),
    ("freeunion", "cohabiting"),
    ("unionlibre", "cohabiting"),
    ("concubinage", "cohabiting"),
    ("separated", "separated"),
    ("separe", "separated"),
    ("separee", "separated"),
    ("divorced", "divorced"),
    ("divorce", "divorced"),
    ("divorcee", "divorced"),
    ("widowed", "widowed"),
    ("widow", "widowed"),
    ("widower", "widowed"),
    ("veuf", "widowed"),
    ("veuve", "widowed"),
];
