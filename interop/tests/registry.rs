//! Honest files with honest mistakes: what is sound is taken, what is not is told by sheet, row and column.

mod support;

use interop::registry::problem::code;
use interop::registry::{DateOrder, HouseholdRow, ImportLayout, Severity, inspect, prepare};
use interop::table::{Workbook, read};
use support::{csv, prepared, today, told, workbook};

fn of(sheets: &[(&str, &[&[&str]])]) -> Workbook {
    read("district.xlsx", &workbook(sheets)).unwrap()
}

const HOUSEHOLDS: &[&[&str]] = &[
    &["household_id", "size_h_c", "admin1_h_c", "admin2_h_c", "first_registration_date_h_c", "living_situation_h_f"],
    &[],
    &["1001", "2", "KE01", "KE0101", "date:2024-05-06", "rent_formal_contract"],
    &["1002", "3", "KE01", "KE0102", "date:2024-05-07", "houseboat"],
    &["1002", "1", "KE01", "KE0102", "date:2024-05-07", "own"],
    &["", "1", "KE01", "KE0102", "", "own"],
    &["1004", "1", "KE01", "KE0102", "", "own"],
];

const PERSONS: &[&[&str]] = &[
    &[
        "household_id",
        "relationship_i_c",
        "full_name_i_c",
        "gender_i_c",
        "birth_date_i_c",
        "estimated_birth_date_i_c",
        "seeing_disability_i_c",
        "hearing_disability_i_c",
        "national_id_no_i_c",
        "national_id_issuer_i_c",
    ],
    &[],
    &["1001", "HEAD", "Grace Wanjiru", "FEMALE", "date:1990-02-03", "=FALSE()", "SOME_DIFFICULTY", "", "11", "KEN"],
    &["1001", "SON_DAUGHTER", "Baraka", "male", "date:2030-01-01", "=FALSE()", "", "", "12", "KEN"],
    &["1002", "HEAD", "Joseph", "M", "date:1960-01-01", "=FALSE()", "NO_DIFFICULTY", "CANNOT_DO", "13", "KEN"],
    &["1002", "HEAD", "Neema", "F", "date:1962-01-01", "=FALSE()", "", "", "13", "KEN"],
    &["1002", "COUSIN", "", "F", "date:1962-01-01", "=FALSE()", "", "", "", ""],
    &["1009", "HEAD", "Lost", "F", "date:1962-01-01", "=FALSE()", "", "", "", ""],
];

#[test]
fn a_household_workbook_is_read_with_every_problem_in_its_place() {
    let workbook =
        of(&[("Export Summary", &[&["made by", "somebody"]]), ("Households", HOUSEHOLDS), ("Individuals", PERSONS)]);
    let inspection = inspect(&workbook);
    assert_eq!(inspection.suggested.layout, ImportLayout::HouseholdWorkbook);
    assert_eq!(inspection.suggested.household_columns["household.area_code"], "admin2_h_c");
    assert!(inspection.problems.iter().any(|one| one.code == code::SHEET_UNUSED && one.sheet == "Export Summary"));

    let prepared = prepared(&workbook);
    assert_eq!(
        told(&prepared),
        [
            "unknown-code@4/living_situation_h_f",
            "size-differs@4/size_h_c",
            "duplicate-id@5/household_id",
            "empty-required@6/household_id",
            "link-missing@7/-",
            "cell-formula@-/estimated_birth_date_i_c",
            "birth-in-future@4/birth_date_i_c",
            "two-heads@6/relationship_i_c",
            "no-name@7/full_name_i_c",
            "link-missing@8/household_id",
        ]
    );
    let [wanjiru, joseph] = prepared.households.as_slice() else { panic!("two households") };
    assert_eq!((prepared.counts.persons, prepared.counts.rows_skipped, prepared.counts.errors), (4, 5, 5));
    assert_eq!((wanjiru.area_code.as_deref(), wanjiru.dwelling.as_deref()), (Some("KE0101"), Some("rented")));
    assert_eq!(wanjiru.registered_on.as_deref(), Some("2024-05-06"));
    let grace = &wanjiru.members[0];
    assert_eq!((grace.row, grace.external_id.as_str(), grace.sex.as_deref()), (3, "national_id:11", Some("2")));
    assert_eq!(grace.documents[0].issuer.as_deref(), Some("KEN"));
    assert_eq!(grace.disability.as_deref(), Some("some"));
    assert_eq!(wanjiru.members[1].birth, None);
    // Two share a document: neither is named by it.
    assert_eq!(joseph.members[0].external_id, "name:1002:joseph:1960-01-01");
    assert_eq!(joseph.members[0].disability.as_deref(), Some("severe"));
    assert_eq!(joseph.members[1].role, None);
}

#[test]
fn rows_in_another_order_name_the_same_persons() {
    let ids = |rows: &[&[&str]]| {
        let households = prepared(&of(&[("Households", HOUSEHOLDS), ("Individuals", rows)])).households;
        let of_household = |one: HouseholdRow| {
            one.members.into_iter().map(move |person| (one.external_id.clone(), person.external_id))
        };
        let mut ids: Vec<_> = households.into_iter().flat_map(of_household).collect();
        ids.sort();
        ids
    };
    let mut turned = PERSONS.to_vec();
    turned[2..].reverse();
    assert_eq!(ids(PERSONS), ids(&turned));
}

#[test]
fn a_flat_file_groups_by_household_number_and_reads_french() {
    let workbook = csv("Numéro du ménage;Nom;Prénoms;Sexe;Date de naissance;Lien de parenté;Téléphone;District\n\
        M1;Diallo;Aïssatou;Féminin;05/03/1980;Chef de ménage;+224 620 00 00 01;GN01\n\
        M1;Diallo;Mamadou;Masculin;17/11/2010;Fils;;\n\
        M2;Camara;Fanta;F;1955;Chef;620000002;GN02\n\
        ;Bah;Ibrahima;M;;Chef;;GN02\n");
    let inspection = inspect(&workbook);
    assert_eq!(
        (inspection.suggested.layout, inspection.suggested.date_order),
        (ImportLayout::FlatPersons, DateOrder::Dmy)
    );
    let prepared = prepared(&workbook);
    let ids: Vec<&str> = prepared.households.iter().map(|one| one.external_id.as_str()).collect();
    assert_eq!(ids, ["M1", "M2", "name::ibrahima.bah:"]);
    assert_eq!(told(&prepared), ["number-damaged@-/Téléphone", "empty-required@5/Numéro du ménage"]);
    let head = &prepared.households[0].members[0];
    assert_eq!(head.phones, ["+224620000001"]);
    assert_eq!((head.family_name.as_deref(), head.given_name.as_deref()), (Some("Diallo"), Some("Aïssatou")));
    assert_eq!(prepared.households[0].members[1].role.as_deref(), Some("child"));
    let birth = prepared.households[1].members[0].birth.clone().unwrap();
    assert_eq!((birth.on.as_str(), birth.precision.as_str()), ("1955-01-01", "year"));
}

#[test]
fn an_empty_cell_says_nothing() {
    let prepared = prepared(&csv("full name,sex,phone,occupation,national id\nAmina,,n/a,-,\n"));
    let amina = &prepared.households[0].members[0];
    assert_eq!((&amina.sex, &amina.occupation, &amina.birth), (&None, &None, &None));
    assert!(amina.phones.is_empty() && amina.documents.is_empty());
    assert_eq!(told(&prepared), Vec::<String>::new());
}

#[test]
fn what_a_spreadsheet_damaged_is_found_and_named() {
    let prepared = prepared(&csv("full name,national id,phone,birth date,registration date,token\n\
        Amina,1.23457E+15,252612345678.0,35125,45000,1234567890123450\n\
        Joseph,29001234,2.5261E+11,03/04/1980,13/05/2024,2234567890123450\n\
        Neema,29001235,07123,01/02/85,12/05/2024,3234567890123000\n"));
    assert_eq!(
        told(&prepared),
        [
            "date-ambiguous@-/birth date",
            "number-damaged@-/token",
            "date-damaged@2/registration date",
            "date-damaged@2/birth date",
            "number-damaged@2/phone",
            "number-damaged@2/national id",
            "number-damaged@3/phone",
            "bad-date@4/birth date",
            "bad-phone@4/phone",
        ]
    );
    let amina = &prepared.households[0].members[0];
    assert_eq!(amina.birth.as_ref().unwrap().on, "1996-03-01");
    assert_eq!(amina.phones, ["252612345678"]);
    assert!(amina.documents.is_empty());
}

#[test]
fn a_destroyed_column_is_told_once_with_its_rows() {
    let workbook = csv("household id,full name,age\n4.49116E+35,Amina,994801221\n4.49117E+35,Joseph,470939685\n");
    let inspection = inspect(&workbook);
    // Neither column is suggested; both are named.
    assert!(!inspection.suggested.person_columns.contains_key("person.household_external_id"));
    assert!(!inspection.suggested.person_columns.contains_key("person.age"));
    let number = inspection.problems.iter().find(|one| one.code == code::NUMBER_DAMAGED).unwrap();
    assert_eq!((number.severity, number.detail["rows"].as_str(), number.row), (Severity::Warning, "2", None));
    assert_eq!(told(&prepared(&workbook)), ["number-damaged@-/household id", "age-damaged@-/age"]);
    assert_eq!(prepared(&workbook).counts.households, 2);
}

#[test]
fn an_age_gives_an_estimated_birth_from_the_day_of_registration() {
    let prepared = prepared(&csv("full name,age,registration date\nAmina,34,2024-05-06\nJoseph,200,\nNeema,2,\n"));
    let births: Vec<_> =
        prepared.households.iter().map(|one| one.members[0].birth.clone().map(|birth| birth.on)).collect();
    assert_eq!(births, [Some("1990-01-01".to_owned()), None, Some("2024-01-01".to_owned())]);
    assert_eq!(told(&prepared), ["age-damaged@3/age"]);
}

#[test]
fn a_repeated_row_is_left_out() {
    let prepared = prepared(&csv("person id,full name\nP1,Amina\nP1,Amina Njeri\nP2,Joseph\n"));
    assert_eq!(told(&prepared), ["duplicate-id@3/person id"]);
    assert_eq!((prepared.counts.households, prepared.counts.rows_skipped), (2, 1));
}

#[test]
fn a_mapping_of_columns_that_are_gone_is_told_and_the_rest_is_read() {
    let workbook = csv("full name,sex\nAmina,f\n");
    let mut mapping = inspect(&workbook).suggested;
    mapping.person_columns.insert("person.phone".to_owned(), "Handy".to_owned());
    let first = prepare(&workbook, &mapping, today());
    assert_eq!((told(&first), first.counts.persons), (vec!["column-missing@-/Handy".to_owned()], 1));
    mapping.person_sheet = "People".to_owned();
    let second = prepare(&workbook, &mapping, today());
    assert_eq!((told(&second), second.counts.errors), (vec!["column-missing@-/-".to_owned()], 1));
}

#[test]
fn a_file_without_names_is_told_and_gives_nothing() {
    let workbook = csv("payment,amount\n1,2\n");
    assert!(inspect(&workbook).problems.iter().any(|one| one.code == code::EMPTY_REQUIRED));
    let prepared = prepared(&workbook);
    assert_eq!((prepared.counts.households, prepared.counts.rows_skipped, prepared.counts.errors), (0, 1, 1));
}

#[test]
fn titles_hashtags_and_labels_around_the_header_are_no_rows() {
    let workbook = csv(
        "List of the district\n\nfull name,gender,phone\n#name,#sex,#contact\nFull name of person,Gender (m/f),Phone\nAmina,f,0712345678\n",
    );
    let prepared = prepared(&workbook);
    assert_eq!((prepared.counts.persons, prepared.households[0].row), (1, 6));
    assert_eq!(told(&prepared), Vec::<String>::new());
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let inspection = inspect(&csv("full name,phone,phone,\nAmina,0712345678,0733111222,x\n"));
    let names: Vec<&str> = inspection.sheets[0].columns.iter().map(|one| one.column.as_str()).collect();
    assert_eq!(names, ["full name", "phone", "phone (2)", "#D"]);
}

#[test]
fn another_encoding_is_read_with_a_note() {
    let workbook = read("noms.csv", b"nom complet,sexe\nAm\xE9lie,F\n").unwrap();
    let prepared = prepared(&workbook);
    assert_eq!(prepared.households[0].members[0].full_name.as_deref(), Some("Amélie"));
    assert_eq!(told(&prepared), ["encoding-guessed@-/-"]);
}

#[test]
fn all_problems_are_counted_and_the_first_are_kept() {
    let rows: String = (0..6_000).map(|one| format!("Name {one},purple\n")).collect();
    let prepared = prepared(&csv(&format!("full name,sex\n{rows}")));
    assert_eq!((prepared.counts.warnings, prepared.counts.persons), (6_000, 6_000));
    assert_eq!(prepared.problems.len(), interop::limits::PROBLEM_WARNINGS_KEPT);
}

#[test]
fn the_shapes_are_those_of_the_contract() {
    let inspection = inspect(&csv("full name,sex\nAmina,purple\n"));
    let json = serde_json::to_value(&inspection).unwrap();
    assert_eq!(json["suggested"]["layout"], "flat_persons");
    assert_eq!(json["suggested"]["date_order"], "dmy");
    assert_eq!(json["suggested"]["household_sheet"], serde_json::Value::Null);
    assert_eq!(json["sheets"][0]["columns"][1]["samples"][0], "purple");
    let problem = serde_json::to_value(&prepared(&csv("full name,sex\nAmina,purple\n")).problems[0]).unwrap();
    let expected = serde_json::json!({"sheet": "CSV", "row": 2, "column": "sex", "severity": "warning",
        "code": "import-problem-unknown-code", "value": "purple", "detail": {}});
    assert_eq!(problem, expected);
}
