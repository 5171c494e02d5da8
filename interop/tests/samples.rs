//! The same on files that came from other systems. They are not part of this repository: without them each test says
//! that it was skipped.

mod support;

use interop::registry::problem::code;
use interop::registry::{ImportLayout, Inspection, Prepared, inspect, prepare};
use interop::table::read;
use std::io::Write;
use std::path::PathBuf;
use support::{today, told};

fn sample(name: &str) -> Option<(Inspection, Prepared)> {
    let root = std::env::var_os("PAMOJA_REFERENCE").map(PathBuf::from);
    let root = root.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference"));
    let path = root.join("samples").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        // Not `eprintln!`, which a passing test keeps to itself.
        let line = format!("SKIPPED: {} is not here (set PAMOJA_REFERENCE)\n", path.display());
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    let workbook = read(name, &bytes).unwrap();
    let inspection = inspect(&workbook);
    let prepared = prepare(&workbook, &inspection.suggested, today());
    Some((inspection, prepared))
}

#[test]
fn the_household_workbook_gives_50_households_and_208_persons() {
    let Some((inspection, prepared)) = sample("hope_rdi_50_households.xlsx") else { return };
    assert_eq!(inspection.suggested.layout, ImportLayout::HouseholdWorkbook);
    assert_eq!(inspection.suggested.household_sheet.as_deref(), Some("Households"));
    assert_eq!(inspection.suggested.person_sheet, "Individuals");
    let counts = &prepared.counts;
    assert_eq!((counts.households, counts.persons, counts.rows_skipped, counts.errors), (50, 208, 0, 0));

    let persons: Vec<_> = prepared.households.iter().flat_map(|one| &one.members).collect();
    assert!(persons.iter().all(|one| one.full_name.is_some() && one.birth.is_some() && one.documents.len() == 7));
    assert!(persons.iter().all(|one| one.birth.as_ref().unwrap().precision == "day"));
    assert!(persons.iter().all(|one| one.phones.len() == 1 && one.external_id.starts_with("national_id:")));
    let with = |wanted: &str| persons.iter().filter(|one| one.role.as_deref() == Some(wanted)).count();
    assert_eq!((with("head"), with("spouse"), with("in_law"), with("foster")), (50, 26, 22, 6));
    assert_eq!(persons.iter().filter(|one| one.sex.as_deref() == Some("1")).count(), 115);
    assert_eq!(persons.iter().filter(|one| one.role.is_none()).count(), 7);

    let codes: Vec<String> = told(&prepared).into_iter().filter(|one| !one.starts_with("size-differs")).collect();
    assert_eq!(codes, ["age-damaged@-/age", "cell-formula@-/estimated_birth_date_i_c"]);
    assert!(prepared.problems.iter().any(|one| one.code == code::SHEET_UNUSED && one.sheet == "Export Summary"));
}

#[test]
fn the_destroyed_token_column_is_found() {
    let Some((inspection, prepared)) = sample("openg2p_sample_data.csv") else { return };
    for problems in [&inspection.problems, &prepared.problems] {
        let found = problems.iter().find(|one| one.code == code::NUMBER_DAMAGED).unwrap();
        assert_eq!(found.column.as_deref(), Some("Token ID"));
        assert_eq!((found.detail["rows"].as_str(), found.detail["extent"].as_str()), ("200", "column"));
    }
    assert_eq!((prepared.counts.households, prepared.counts.persons, prepared.counts.errors), (200, 200, 0));
}

#[test]
fn the_flat_registry_gives_200_households_of_one() {
    let Some((_, prepared)) = sample("openg2p_registry-individual-data.csv") else { return };
    assert_eq!((prepared.counts.households, prepared.counts.persons, prepared.counts.errors), (200, 200, 0));
    assert_eq!(told(&prepared), Vec::<String>::new());
    let first = &prepared.households[0];
    assert_eq!((first.external_id.as_str(), first.area_code.as_deref()), ("8660130561", Some("ET-OR")));
    assert_eq!(first.members[0].birth.as_ref().unwrap().on, "1974-07-01");
    assert_eq!(first.members[0].role.as_deref(), Some("head"));
}

#[test]
fn a_payment_list_is_no_list_of_persons() {
    let Some((inspection, prepared)) = sample("hope_payment_list.xlsx") else { return };
    assert!(inspection.problems.iter().any(|one| one.code == code::EMPTY_REQUIRED));
    assert_eq!(prepared.counts.persons, 0);
}
