//! The household workbook of the field: sheets `Export Summary`, `Households` and `Individuals`.
//!
//! Invariants: names of columns in row 1, row 2 empty, data from row 3; rows are linked by a whole-number
//! `household_id`; dates are date cells, truths are the formulas `=TRUE()` and `=FALSE()` with their results, phones
//! are text. The same seed gives the same bytes.

use crate::date;
use crate::district::{District, Household, Person};
use crate::flat::full_name;
use crate::{THIS_YEAR, TODAY};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

/// First data row, counted from 0: names of columns stand in row 0, row 1 is empty.
const FIRST_ROW: u32 = 2;
/// Added to the place of a household: ids of ten digits, as tablets give them.
const FIRST_ID: u32 = 1_000_000_001;
/// ISO 3166 leaves `XPA` to private use.
const COUNTRY: &str = "XPA";

/// What a cell holds.
enum Cell {
    Empty,
    Text(String),
    Whole(u32),
    Truth(bool),
    Date(String),
}

fn text(value: &str) -> Cell {
    if value.is_empty() { Cell::Empty } else { Cell::Text(value.to_owned()) }
}

fn maybe(value: Option<&str>) -> Cell {
    value.map_or(Cell::Empty, text)
}

/// The first `households` households of the district of a seed as an `.xlsx` file.
///
/// # Panics
/// Only if the file does not fit the format: more than 1,048,574 persons.
#[must_use]
pub fn workbook(seed: u64, households: u32) -> Vec<u8> {
    write(seed, households).unwrap_or_else(|fault| panic!("an invented workbook does not fit the format: {fault}"))
}

fn write(seed: u64, households: u32) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made_on = ExcelDateTime::from_ymd(THIS_YEAR as u16, 6, 30)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made_on));
    summary(workbook.add_worksheet().set_name("Export Summary")?)?;
    let district = District::new(seed);
    let all: Vec<Household> = (0..households).map(|index| district.household(index)).collect();
    let date = Format::new().set_num_format("yyyy-mm-dd");

    let sheet = workbook.add_worksheet().set_name("Households")?;
    names_of_columns(sheet, HOUSEHOLD_COLUMNS.iter().map(|(name, _)| *name))?;
    for (row, household) in (FIRST_ROW..).zip(&all) {
        for (column, (_, cell)) in (0..).zip(HOUSEHOLD_COLUMNS) {
            put(sheet, row, column, cell(household, row - FIRST_ROW), &date)?;
        }
    }

    let sheet = workbook.add_worksheet().set_name("Individuals")?;
    names_of_columns(sheet, PERSON_COLUMNS.iter().map(|(name, _)| *name))?;
    let people =
        (0..).zip(&all).flat_map(|(place, household)| household.members.iter().map(move |person| (place, person)));
    for (row, (place, person)) in (FIRST_ROW..).zip(people) {
        for (column, (_, cell)) in (0..).zip(PERSON_COLUMNS) {
            put(sheet, row, column, cell(person, place), &date)?;
        }
    }
    workbook.save_to_buffer()
}

fn summary(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_string(2, 1, "Invented households for trying out an import. Nobody here exists.")?;
    for (row, cells) in [
        (6, ["Sheet", "Table", "Worksheet"]),
        (8, ["Households", "Table 1", "Households"]),
        (10, ["Individuals", "Table 1", "Individuals"]),
    ] {
        for (column, cell) in (1..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(())
}

fn names_of_columns<'a>(sheet: &mut Worksheet, names: impl Iterator<Item = &'a str>) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        sheet.write_string(0, column, name)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell, date: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Whole(number) => {
            sheet.write_number(row, column, number)?;
        }
        Cell::Truth(truth) => {
            let name = if truth { "TRUE" } else { "FALSE" };
            sheet.write_formula(row, column, Formula::new(format!("={name}()")).set_result(name))?;
        }
        Cell::Date(iso) => {
            sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(&iso)?, date)?;
        }
    }
    Ok(())
}

type Column<T> = (&'static str, fn(&T, u32) -> Cell);

/// Children, women and men of a band of ages; a person without a date of birth is counted as grown.
fn count(household: &Household, sex: char, band: std::ops::Range<i32>, is_disabled_only: bool) -> Cell {
    let is_in = |person: &&Person| {
        let is_disabled = matches!(person.disability, Some("some" | "severe"));
        person.sex == sex && band.contains(&age(person).unwrap_or(40)) && (!is_disabled_only || is_disabled)
    };
    Cell::Whole(household.members.iter().filter(is_in).count() as u32)
}

/// Completed years on [`TODAY`] by the recorded date of birth.
fn age(person: &Person) -> Option<i32> {
    let (born, today) = (date::parse(person.birth_on.as_deref()?)?, date::parse(TODAY)?);
    Some(today.0 - born.0 - i32::from((today.1, today.2) < (born.1, born.2)))
}

fn is_child_headed(household: &Household) -> bool {
    household.members.first().and_then(age).is_some_and(|age| age < 18)
}

fn living_situation(household: &Household) -> Cell {
    maybe(household.dwelling.and_then(|dwelling| match dwelling {
        "owned" => Some("own"),
        "rented" => Some("rent_formal_contract"),
        "hosted" => Some("free_accomodation"),
        "informal" => Some("informal settlement"),
        "camp" => Some("camps"),
        _ => None,
    }))
}

fn residence_status(household: &Household) -> Cell {
    text(match household.dwelling {
        Some("camp") => "REFUGEE",
        Some("informal") => "IDP",
        Some("hosted") => "RETURNEE",
        Some("none") => "OTHERS_OF_CONCERN",
        Some(_) => "HOST",
        None => "",
    })
}

const HOUSEHOLD_COLUMNS: &[Column<Household>] = &[
    ("household_id", |_, place| Cell::Whole(FIRST_ID + place)),
    ("residence_status_h_c", |household, _| residence_status(household)),
    ("consent_h_c", |_, _| text("TRUE")),
    ("consent_sign_h_c", |_, _| Cell::Empty),
    ("consent_origin_h_c", |_, _| text(COUNTRY)),
    ("country_h_c", |_, _| text(COUNTRY)),
    ("address_h_c", |household, _| maybe(household.address.as_deref())),
    ("admin1_h_c", |household, _| maybe(household.area_code.get(..4))),
    ("admin2_h_c", |household, _| maybe(household.area_code.get(..6))),
    ("hh_geopoint_h_c", |_, _| Cell::Empty),
    ("unhcr_hh_id_h_c", |_, _| Cell::Empty),
    ("returnee_h_c", |household, _| Cell::Truth(household.dwelling == Some("hosted"))),
    ("size_h_c", |household, _| Cell::Whole(household.members.len() as u32)),
    ("first_registration_date_h_c", |household, _| Cell::Date(household.registered_on.clone())),
    ("pregnant_member_h_c", |_, _| Cell::Whole(0)),
    ("f_0_5_age_group_h_c", |household, _| count(household, '2', 0..6, false)),
    ("f_6_11_age_group_h_c", |household, _| count(household, '2', 6..12, false)),
    ("f_12_17_age_group_h_c", |household, _| count(household, '2', 12..18, false)),
    ("f_adults_h_c", |household, _| count(household, '2', 18..200, false)),
    ("f_pregnant_h_c", |_, _| Cell::Whole(0)),
    ("m_0_5_age_group_h_c", |household, _| count(household, '1', 0..6, false)),
    ("m_6_11_age_group_h_c", |household, _| count(household, '1', 6..12, false)),
    ("m_12_17_age_group_h_c", |household, _| count(household, '1', 12..18, false)),
    ("m_adults_h_c", |household, _| count(household, '1', 18..200, false)),
    ("f_0_5_disability_h_c", |household, _| count(household, '2', 0..6, true)),
    ("f_6_11_disability_h_c", |household, _| count(household, '2', 6..12, true)),
    ("f_12_17_disability_h_c", |household, _| count(household, '2', 12..18, true)),
    ("f_adults_disability_h_c", |household, _| count(household, '2', 18..200, true)),
    ("m_0_5_disability_h_c", |household, _| count(household, '1', 0..6, true)),
    ("m_6_11_disability_h_c", |household, _| count(household, '1', 6..12, true)),
    ("m_12_17_disability_h_c", |household, _| count(household, '1', 12..18, true)),
    ("m_adults_disability_h_c", |household, _| count(household, '1', 18..200, true)),
    ("fchild_hoh_h_c", |household, _| {
        Cell::Truth(is_child_headed(household) && household.members.first().is_some_and(|head| head.sex == '2'))
    }),
    ("child_hoh_h_c", |household, _| Cell::Truth(is_child_headed(household))),
    ("village_h_c", |household, _| text(&household.area_code)),
    ("start_h_c", |household, _| Cell::Date(household.registered_on.clone())),
    ("end_h_c", |household, _| Cell::Date(household.registered_on.clone())),
    ("deviceid_h_c", |_, _| Cell::Empty),
    ("name_enumerator_h_c", |_, place| Cell::Text(format!("Officer {}", place % 12 + 1))),
    ("org_enumerator_h_c", |_, _| text("PARTNER")),
    ("consent_sharing_h_c", |_, _| text("GOVERNMENT_PARTNER")),
    ("org_name_enumerator_h_c", |_, _| text("District office")),
    ("living_situation_h_f", |household, _| living_situation(household)),
    ("number_of_rooms_h_f", |_, _| Cell::Empty),
    ("total_dwellers_h_f", |household, _| Cell::Whole(household.members.len() as u32)),
    ("water_source_h_f", |household, _| maybe(household.water_source)),
    ("sufficient_water_h_f", |_, _| Cell::Empty),
    ("latrine_h_f", |_, _| Cell::Empty),
    ("meals_yesterday_h_f", |_, _| Cell::Empty),
    ("collect_individual_data_h_c", |_, _| text("1")),
];

/// The relationship as the workbook spells it (the misspelling is the format's own).
fn relationship(person: &Person) -> Cell {
    let age = age(person).unwrap_or(40);
    text(match person.role {
        "head" => "HEAD",
        "spouse" => "WIFE_HUSBAND",
        "child" => "SON_DAUGHTER",
        "parent" => "MOTHER_FATHER",
        "sibling" => "BROTHER_SISTER",
        "grandchild" => "GRANDDAUGHER_GRANDSON",
        "grandparent" => "GRANDMOTHER_GRANDFATHER",
        "in_law" if age >= 60 => "MOTHERINLAW_FATHERINLAW",
        "in_law" if age < 30 => "DAUGHTERINLAW_SONINLAW",
        "in_law" => "SISTERINLAW_BROTHERINLAW",
        "other_relative" if age >= 40 => "AUNT_UNCLE",
        "other_relative" if age < 16 => "NEPHEW_NIECE",
        "other_relative" => "COUSIN",
        "foster" => "FOSTER_CHILD",
        _ => "OTHER",
    })
}

fn marital_status(person: &Person) -> Cell {
    maybe(person.civil_status.map(|status| match status {
        "married" | "cohabiting" => "MARRIED",
        "separated" => "SEPARATED",
        "divorced" => "DIVORCED",
        "widowed" => "WIDOWED",
        _ => "SINGLE",
    }))
}

/// A number as tablets send it: a number cell when it is one that a cell can hold without losing a digit.
fn document(person: &Person, kind: &str) -> Cell {
    let Some((_, number)) = person.documents.iter().find(|(known, _)| *known == kind) else { return Cell::Empty };
    match number.parse::<u32>() {
        Ok(whole) if whole.to_string() == *number => Cell::Whole(whole),
        _ => text(number),
    }
}

fn issuer(person: &Person, kind: &str) -> Cell {
    if person.documents.iter().any(|(known, _)| *known == kind) { text(COUNTRY) } else { Cell::Empty }
}

/// The kind of difficulty is drawn from the name, as the registry records only how great it is.
fn difficulty(person: &Person, domain: usize) -> Cell {
    let chosen = person.given_name.len() % DOMAINS.len();
    text(match person.disability {
        Some("severe") if chosen == domain => "CANNOT_DO",
        Some("some") if chosen == domain => "SOME_DIFFICULTY",
        Some("severe") if (chosen + 1) % DOMAINS.len() == domain => "LOT_DIFFICULTY",
        _ => "",
    })
}

const DOMAINS: [&str; 6] = ["SEEING", "HEARING", "WALKING", "MEMORY", "SELF_CARE", "COMMUNICATING"];

fn observed(person: &Person) -> Cell {
    match person.disability {
        Some("some" | "severe") => text(DOMAINS[person.given_name.len() % DOMAINS.len()]),
        Some(_) => text("NONE"),
        None => Cell::Empty,
    }
}

fn collector(person: &Person, role: &str, place: u32) -> Cell {
    if person.role == role { Cell::Whole(FIRST_ID + place) } else { Cell::Empty }
}

const PERSON_COLUMNS: &[Column<Person>] = &[
    ("household_id", |_, place| Cell::Whole(FIRST_ID + place)),
    ("age", |person, _| age(person).map_or(Cell::Empty, |age| Cell::Whole(age.unsigned_abs()))),
    ("relationship_i_c", |person, _| relationship(person)),
    ("full_name_i_c", |person, _| Cell::Text(full_name(person))),
    ("given_name_i_c", |person, _| text(&person.given_name)),
    ("middle_name_i_c", |person, _| maybe(person.other_names.as_deref())),
    ("family_name_i_c", |person, _| maybe(person.family_name.as_deref())),
    ("gender_i_c", |person, _| text(if person.sex == '2' { "FEMALE" } else { "MALE" })),
    ("birth_date_i_c", |person, _| person.birth_on.clone().map_or(Cell::Empty, Cell::Date)),
    ("first_registration_date_i_c", |_, _| Cell::Empty),
    ("estimated_birth_date_i_c", |person, _| Cell::Truth(matches!(person.birth_precision, Some("estimated" | "year")))),
    ("photo_i_c", |_, _| Cell::Empty),
    ("marital_status_i_c", |person, _| marital_status(person)),
    ("phone_no_i_c", |person, _| maybe(person.phones.first().map(String::as_str))),
    ("phone_no_alternative_i_c", |person, _| maybe(person.phones.get(1).map(String::as_str))),
    ("birth_certificate_no_i_c", |person, _| document(person, "birth_certificate")),
    ("birth_certificate_issuer_i_c", |person, _| issuer(person, "birth_certificate")),
    ("drivers_license_no_i_c", |person, _| document(person, "drivers_licence")),
    ("drivers_license_issuer_i_c", |person, _| issuer(person, "drivers_licence")),
    ("electoral_card_no_i_c", |person, _| document(person, "electoral_card")),
    ("electoral_card_issuer_i_c", |person, _| issuer(person, "electoral_card")),
    ("unhcr_id_no_i_c", |person, _| document(person, "refugee_id")),
    ("unhcr_id_issuer_i_c", |person, _| issuer(person, "refugee_id")),
    ("national_passport_no_i_c", |person, _| document(person, "passport")),
    ("national_passport_issuer_i_c", |person, _| issuer(person, "passport")),
    ("national_id_no_i_c", |person, _| document(person, "national_id")),
    ("national_id_issuer_i_c", |person, _| issuer(person, "national_id")),
    ("scope_id_no_i_c", |_, _| Cell::Empty),
    ("scope_id_issuer_i_c", |_, _| Cell::Empty),
    ("other_id_type_i_c", |_, _| Cell::Empty),
    ("other_id_no_i_c", |_, _| Cell::Empty),
    ("other_id_issuer_i_c", |_, _| Cell::Empty),
    ("pregnant_i_c", |_, _| Cell::Truth(false)),
    ("work_status_i_c", |_, _| text("NOT_PROVIDED")),
    ("observed_disability_i_c", |person, _| observed(person)),
    ("seeing_disability_i_c", |person, _| difficulty(person, 0)),
    ("hearing_disability_i_c", |person, _| difficulty(person, 1)),
    ("physical_disability_i_c", |person, _| difficulty(person, 2)),
    ("memory_disability_i_c", |person, _| difficulty(person, 3)),
    ("selfcare_disability_i_c", |person, _| difficulty(person, 4)),
    ("comms_disability_i_c", |person, _| difficulty(person, 5)),
    ("who_answers_phone_i_c", |_, _| Cell::Empty),
    ("primary_collector_id", |person, place| collector(person, "head", place)),
    ("alternate_collector_id", |person, place| collector(person, "spouse", place)),
    ("school_enrolled_before_i_f", |_, _| Cell::Empty),
    ("school_enrolled_i_f", |_, _| Cell::Empty),
];
