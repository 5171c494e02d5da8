//! Flat CSV with one person a row, in the layout of a registry export; and the quoting all CSV of this crate shares.
//!
//! Invariant: every row has the columns of [`HEADER`]; lines end in `\n`; a cell is quoted only when it must be.

use crate::chance::{Chance, spread};
use crate::date;
use crate::district::{Household, Person, district};
use std::fmt::Write as _;

/// How the column of tokens comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenColumn {
    /// 36 digits, as issued.
    Intact,
    /// As after a spreadsheet has opened and saved the file: `4.49116E+35`.
    SpoiltBySpreadsheet,
}

const HEADER: [&str; 17] = [
    "Registrant ID",
    "ID",
    "Token ID",
    "Full Name",
    "Date of Birth",
    "Email ID",
    "Address",
    "Region",
    "Phone Number",
    "Gender",
    "Home Owned",
    "Employement Status",
    "Annual Household Income (USD)",
    "Vehicles Owned",
    "Account Number",
    "Disability Status",
    "Immigration Status",
];
/// Sets the chance of this file apart from that of the households.
const FLAT: u64 = 0x00F1_A700;

/// The first `persons` persons of the district of a seed.
#[must_use]
pub fn flat_csv(seed: u64, persons: u32, tokens: TokenColumn) -> String {
    let mut csv = String::new();
    push_row(&mut csv, HEADER);
    let people = district(seed, persons).flat_map(|household| {
        let members = household.members.clone();
        members.into_iter().map(move |person| (household.clone(), person))
    });
    for (at, (household, person)) in people.take(persons as usize).enumerate() {
        let cells = row(seed, at as u64, &household, &person, tokens);
        push_row(&mut csv, cells.iter().map(String::as_str));
    }
    csv
}

fn row(seed: u64, at: u64, household: &Household, person: &Person, tokens: TokenColumn) -> [String; 17] {
    let mut chance = Chance::new(spread(seed ^ FLAT), at);
    let mut digits = |count: usize| {
        let first = chance.between(1, 9).to_string();
        (1..count).fold(first, |number, _| number + &chance.below(10).to_string())
    };
    let (registrant, id, token, account) = (digits(10), digits(10), digits(36), digits(10));
    let given = person.given_name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "");
    [
        registrant,
        id,
        match tokens {
            TokenColumn::Intact => token,
            TokenColumn::SpoiltBySpreadsheet => spoilt(&token),
        },
        full_name(person),
        person
            .birth_on
            .as_deref()
            .and_then(date::parse)
            .map_or_else(String::new, |(year, month, day)| format!("{day:02}-{month:02}-{year:04}")),
        if chance.is(500) { format!("{given}@example.org") } else { String::new() },
        household.address.clone().unwrap_or_default(),
        household.area_code.clone(),
        person.phones.first().cloned().unwrap_or_default(),
        if person.sex == '2' { "Female" } else { "Male" }.to_owned(),
        if household.dwelling == Some("owned") { "yes" } else { "no" }.to_owned(),
        chance.any(&["employed_parttime", "employed_fulltime", "self_employed", "unemployed", "others"]).to_string(),
        chance.weighted(&[("0_5000", 80), ("5001_10000", 17), ("10000_plus", 3)]).to_owned(),
        chance.any(&["two_wheeler", "bicycle", "four_wheeler", "three_wheeler"]).to_string(),
        account,
        if matches!(person.disability, Some("some" | "severe")) { "disabled" } else { "not_disabled" }.to_owned(),
        if household.dwelling == Some("camp") { "immigrant" } else { "non_immigrant" }.to_owned(),
    ]
}

/// Given, other and family names, apart by spaces.
pub(crate) fn full_name(person: &Person) -> String {
    let parts = [Some(&person.given_name), person.other_names.as_ref(), person.family_name.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A long number as a spreadsheet writes it: six significant digits and a power of ten, the sixth rounded.
fn spoilt(digits: &str) -> String {
    let seven: u32 = digits.get(..7).and_then(|head| head.parse().ok()).unwrap_or(0);
    let six = (seven + 5) / 10;
    let (six, exponent) = if six >= 1_000_000 { (six / 10, digits.len()) } else { (six, digits.len() - 1) };
    let fraction = format!("{:05}", six % 100_000);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}E+{exponent}", six / 100_000)
}

/// Appends one line; a cell with a comma, a quote or a line break is quoted.
pub(crate) fn push_row<'a>(csv: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            csv.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            let _ = write!(csv, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            csv.push_str(cell);
        }
    }
    csv.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_spoils_long_numbers_as_they_are_seen_in_the_field() {
        assert_eq!(spoilt("449116402199999999999999999999999999"), "4.49116E+35");
        assert_eq!(spoilt("999999999999999999999999999999999999"), "1E+36");
        assert_eq!(spoilt("120000000000000000000000000000000000"), "1.2E+35");
    }

    #[test]
    fn rows_are_persons_and_tokens_are_whole_or_spoilt() {
        let (whole, spoilt) =
            (flat_csv(3, 200, TokenColumn::Intact), flat_csv(3, 200, TokenColumn::SpoiltBySpreadsheet));
        assert_eq!((whole.lines().count(), spoilt.lines().count()), (201, 201));
        let token = |csv: &str| csv.lines().nth(1).and_then(|line| line.split(',').nth(2)).map(str::to_owned).unwrap();
        assert_eq!(token(&whole).len(), 36);
        assert!(token(&spoilt).ends_with("E+35"));
    }

    #[test]
    fn a_cell_with_a_comma_is_quoted() {
        let mut csv = String::new();
        push_row(&mut csv, ["a", "b, \"c\"", ""]);
        assert_eq!(csv, "a,\"b, \"\"c\"\"\",\n");
    }
}
