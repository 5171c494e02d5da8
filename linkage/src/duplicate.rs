//! Which two records may be of one person: what they have in common, found through keys that an index can hold.
//!
//! A key is text that two records share only when something rare agrees: an identity document, a phone with a given
//! name, or all names with the birth. [`compare`] then says what really speaks for the pair. It is symmetric, and empty
//! for records without a common key, so that looking up the keys of one record finds every partner it has.
//!
//! Names are compared by the folded reading of their [`sound`] in any order, since offices swap given and father's names.
//! Neither a slip in a birth date nor a name that is missing in one record is bridged here.

use std::collections::BTreeSet;

use crate::{MAX_QUERY_DIGITS, name, sound};

/// Letters and digits a document number needs to say anything.
const DOCUMENT_SIGNS_MIN: usize = 4;
/// Digits of a phone that are compared: the last ones, as prefixes are written in many ways.
const PHONE_DIGITS: usize = 8;
/// Names that must agree with a birth date, and with a mere year.
const NAMES_WITH_DATE: usize = 2;
/// See [`NAMES_WITH_DATE`].
const NAMES_WITH_YEAR: usize = 3;
/// Documents, and phones, of one record that are compared; an overlong record has said enough by then.
const ITEMS_MAX: usize = 10;
/// Keys of one record at the most: those, a date and three years.
pub const MAX_KEYS: usize = 2 * ITEMS_MAX + 1 + 3;

/// What speaks for two records being of one person, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The same identity document.
    IdentityDocument,
    /// All names said alike, and the same birth date; day and month may be swapped.
    BirthDate,
    /// The same phone, and given names said alike.
    Phone,
    /// Three names and more said alike, and birth years that can be the same.
    BirthYear,
}

impl Evidence {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::IdentityDocument, Self::BirthDate, Self::Phone, Self::BirthYear];

    /// The word used in rows, facts and at the edge.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityDocument => "identity_document",
            Self::BirthDate => "birth_date",
            Self::Phone => "phone",
            Self::BirthYear => "birth_year",
        }
    }
}

/// A birth as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Year.
    pub year: i32,
    /// Month and day; none where the record knows the year only, or an age.
    pub day: Option<(u32, u32)>,
}

/// What is compared of a person.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Given names; the whole name where it is not split.
    pub given: String,
    /// All names, as written; those in another script only where there are no others.
    pub names: String,
    /// Sex, ISO/IEC 5218.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<Birth>,
    /// Phones in use.
    pub phones: Vec<String>,
    /// Type and number of identity documents on file.
    pub documents: Vec<(String, String)>,
    /// The household they live in.
    pub household: Option<[u8; 16]>,
}

/// The keys of a record, each once and in order.
#[must_use]
pub fn keys(record: &Known) -> BTreeSet<String> {
    let traits = Traits::of(record);
    traits.documents.into_iter().chain(traits.dates).chain(traits.phones).chain(traits.years).collect()
}

/// What speaks for two records being of one person; nothing for most.
#[must_use]
pub fn compare(one: &Known, other: &Known) -> BTreeSet<Evidence> {
    let (ours, theirs) = (Traits::of(one), Traits::of(other));
    let mut found = BTreeSet::new();
    if !ours.documents.is_disjoint(&theirs.documents) {
        found.insert(Evidence::IdentityDocument);
    }
    // A brother and a sister share a phone and a father's name.
    if contradict(one.sex.as_deref(), other.sex.as_deref()) {
        return found;
    }
    let is_one_household = one.household.is_some() && one.household == other.household;
    // Twins share everything but the given name.
    if !ours.dates.is_disjoint(&theirs.dates) && (!is_one_household || ours.given == theirs.given) {
        found.insert(Evidence::BirthDate);
    }
    // A son named after his father, who holds the phone; a niece named after her aunt.
    if !is_one_household {
        if !ours.phones.is_disjoint(&theirs.phones) {
            found.insert(Evidence::Phone);
        }
        let knows_both_days = ours.is_exact && theirs.is_exact;
        if !knows_both_days && !ours.years.is_disjoint(&theirs.years) {
            found.insert(Evidence::BirthYear);
        }
    }
    found
}

fn contradict(one: Option<&str>, other: Option<&str>) -> bool {
    matches!((one, other), (Some("1"), Some("2")) | (Some("2"), Some("1")))
}

/// The keys by what they are made of.
struct Traits {
    given: Option<String>,
    is_exact: bool,
    documents: BTreeSet<String>,
    phones: BTreeSet<String>,
    dates: BTreeSet<String>,
    years: BTreeSet<String>,
}

impl Traits {
    fn of(record: &Known) -> Self {
        let given = sounds(&record.given).into_iter().next();
        let names: BTreeSet<String> = sounds(&record.names).into_iter().collect();
        let said = names.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        // Where only the year is known, the first of January is written.
        let day = record.birth.and_then(|birth| birth.day).filter(|day| *day != (1, 1));
        let mut traits = Self {
            is_exact: day.is_some(),
            documents: least(record.documents.iter().filter_map(|(kind, number)| document(kind, number))),
            phones: least(given.iter().flat_map(|given| phones(record, given))),
            dates: BTreeSet::new(),
            years: BTreeSet::new(),
            given,
        };
        let Some(birth) = record.birth else { return traits };
        if let Some((month, of_month)) = day.filter(|_| names.len() >= NAMES_WITH_DATE) {
            let (low, high) = (month.min(of_month), month.max(of_month));
            traits.dates.insert(format!("b {said} {}-{low}-{high}", birth.year));
        }
        if names.len() >= NAMES_WITH_YEAR {
            // Who tells an age may be a year off.
            let off = i32::from(day.is_none());
            let years = birth.year.saturating_sub(off)..=birth.year.saturating_add(off);
            traits.years.extend(years.map(|year| format!("y {said} {year}")));
        }
        traits
    }
}

/// The first few in order, whatever order they come in.
fn least(keys: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = keys.collect();
    while all.len() > ITEMS_MAX {
        all.pop_last();
    }
    all
}

/// The sounds of a name's tokens in the order written, without particles and initials.
fn sounds(text: &str) -> Vec<String> {
    let tokens = name::normalise(text).into_iter().filter(|token| !token.is_particle && token.text.len() > 1);
    tokens.filter_map(|token| sound::keys(&token.text).pop()).collect()
}

fn document(kind: &str, number: &str) -> Option<String> {
    let signs: String = number
        .chars()
        .flat_map(|sign| any_ascii::any_ascii_char(sign).chars())
        .filter(char::is_ascii_alphanumeric)
        .take(MAX_QUERY_DIGITS)
        .collect::<String>()
        .to_ascii_uppercase();
    // "0000" and "1111" stand for a number nobody had.
    let says_something = signs.bytes().any(|sign| Some(&sign) != signs.as_bytes().first());
    (signs.len() >= DOCUMENT_SIGNS_MIN && says_something).then(|| format!("d {kind} {signs}"))
}

fn phones<'a>(record: &'a Known, given: &'a str) -> impl Iterator<Item = String> + 'a {
    record.phones.iter().filter_map(move |phone| {
        let digits: String = phone
            .chars()
            .flat_map(|sign| any_ascii::any_ascii_char(sign).chars())
            .filter(char::is_ascii_digit)
            .take(MAX_QUERY_DIGITS)
            .collect();
        let from = digits.len().checked_sub(PHONE_DIGITS)?;
        Some(format!("p {given} {}", &digits[from..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(given: &str, names: &str, birth: Option<(i32, Option<(u32, u32)>)>) -> Known {
        Known {
            given: given.to_owned(),
            names: names.to_owned(),
            birth: birth.map(|(year, day)| Birth { year, day }),
            ..Known::default()
        }
    }

    fn found(one: &Known, other: &Known) -> Vec<Evidence> {
        let found = compare(one, other);
        assert_eq!(found, compare(other, one), "the same from both sides");
        if !found.is_empty() {
            assert!(!keys(one).is_disjoint(&keys(other)), "what is found has a key in common");
        }
        found.into_iter().collect()
    }

    #[test]
    fn names_said_alike_in_any_order_with_one_birth_date_speak_for_one_person() {
        let one = record("Amina", "Amina Hassan", Some((1987, Some((3, 14)))));
        assert_eq!(found(&one, &record("Hasan", "Hasan Aamina", Some((1987, Some((3, 14)))))), [Evidence::BirthDate]);
        let swapped = record("Amina", "Amina Hassan", Some((1987, Some((4, 3)))));
        let other = record("Amina", "Amina Hassan", Some((1987, Some((3, 4)))));
        assert_eq!(found(&swapped, &other), [Evidence::BirthDate]);
        assert_eq!(found(&one, &record("Amina", "Amina Hassan", Some((1988, Some((3, 14)))))), []);
        assert_eq!(found(&one, &record("Fatuma", "Fatuma Hassan", Some((1987, Some((3, 14)))))), []);
        let native = record("أمينة", "أمينة حسن", Some((1987, Some((3, 14)))));
        assert_eq!(found(&one, &native), [Evidence::BirthDate]);
    }

    #[test]
    fn one_name_says_too_little() {
        let one = record("Amina", "Amina", Some((1987, Some((3, 14)))));
        assert_eq!(found(&one, &one.clone()), []);
        let two = record("Amina", "Amina Hassan", Some((1987, None)));
        assert_eq!(found(&two, &two.clone()), [], "two names and a year are shared by many");
    }

    #[test]
    fn years_count_where_a_day_is_not_known_and_may_be_a_year_off() {
        let told = |year| record("Amina", "Amina Hassan Ali", Some((year, None)));
        let exact = |year| record("Amina", "Amina Hassan Ali", Some((year, Some((3, 14)))));
        assert_eq!(found(&told(1987), &told(1987)), [Evidence::BirthYear]);
        assert_eq!(found(&told(1987), &told(1989)), [Evidence::BirthYear]);
        assert_eq!(found(&told(1987), &told(1990)), []);
        assert_eq!(found(&told(1987), &exact(1988)), [Evidence::BirthYear]);
        assert_eq!(found(&told(1987), &exact(1989)), []);
        assert_eq!(found(&exact(1987), &record("Amina", "Amina Hassan Ali", Some((1987, Some((3, 15)))))), []);
        let first_of_january = record("Amina", "Amina Hassan Ali", Some((1987, Some((1, 1)))));
        assert_eq!(found(&first_of_january, &exact(1987)), [Evidence::BirthYear]);
    }

    #[test]
    fn a_document_speaks_for_itself_and_a_made_up_number_does_not() {
        let of = |number: &str| Known {
            documents: vec![("national_id".to_owned(), number.to_owned())],
            ..record("Amina", "Amina Hassan", None)
        };
        assert_eq!(found(&of("AB-123 456"), &of("ab123456")), [Evidence::IdentityDocument]);
        assert_eq!(found(&of("١٢٣٤٥"), &of("12345")), [Evidence::IdentityDocument]);
        assert_eq!(found(&of("0000000"), &of("0000000")), []);
        assert_eq!(found(&of("N/A"), &of("N/A")), []);
        let passport = Known { documents: vec![("passport".to_owned(), "12345".to_owned())], ..of("1") };
        assert_eq!(found(&of("12345"), &passport), []);
    }

    #[test]
    fn a_phone_needs_the_given_name_and_another_household() {
        let with = |given: &str, household: u8| Known {
            phones: vec!["+252 61 555 0142".to_owned()],
            household: Some([household; 16]),
            ..record(given, given, None)
        };
        assert_eq!(found(&with("Amina", 1), &with("Aamina", 2)), [Evidence::Phone]);
        assert_eq!(found(&with("Amina", 1), &with("Amina", 1)), []);
        assert_eq!(found(&with("Amina", 1), &with("Fatuma", 2)), []);
        let local = Known { phones: vec!["061 5550142".to_owned()], ..with("Amina", 3) };
        assert_eq!(found(&with("Amina", 1), &local), [Evidence::Phone]);
        let short = Known { phones: vec!["5550142".to_owned()], ..with("Amina", 3) };
        assert_eq!(found(&short, &short.clone()), []);
    }

    #[test]
    fn brothers_sisters_and_twins_are_not_each_other() {
        let child = |given: &str, sex: &str| Known {
            sex: Some(sex.to_owned()),
            household: Some([1; 16]),
            ..record(given, &format!("{given} Hassan Ali"), Some((2019, Some((5, 2)))))
        };
        assert_eq!(found(&child("Karim", "1"), &child("Karima", "2")), []);
        assert_eq!(found(&child("Ali", "1"), &child("Hassan", "1")), [], "twins whose names are the same set");
        assert_eq!(found(&child("Karim", "1"), &child("Kareem", "1")), [Evidence::BirthDate], "written twice");
        let elsewhere = Known { household: Some([2; 16]), ..child("Hassan", "1") };
        assert_eq!(found(&child("Hassan", "0"), &elsewhere), [Evidence::BirthDate]);
    }

    #[test]
    fn any_text_gives_few_keys() {
        let long = "ab ".repeat(10_000);
        let wild = Known {
            phones: (0..100).map(|at| format!("{at:09}")).collect(),
            documents: (0..100).map(|at| ("other".to_owned(), format!("{at:05}\u{0}\u{ffff}"))).collect(),
            ..record(&long, &long, Some((i32::MIN, None)))
        };
        assert_eq!(keys(&wild).len(), 2 * ITEMS_MAX, "one name with a year says nothing");
        let names: String = (b'b'..=b'z').map(|sign| format!("a{} ", sign as char)).collect();
        let most = Known { given: names.clone(), names, ..wild.clone() };
        assert!(keys(&most).len() <= MAX_KEYS && keys(&most).len() > 2 * ITEMS_MAX);
        assert!(compare(&wild, &wild).contains(&Evidence::IdentityDocument));
    }
}
