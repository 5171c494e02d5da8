//! An invented district: the same everywhere, and like a real one.

use demo::{Household, Person, district};
use std::collections::{BTreeMap, BTreeSet};

/// Everything of a household as text. By hand, as `Debug` may escape marks of a script otherwise in another release.
fn written(household: &Household) -> String {
    let or_dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let mut lines = vec![format!(
        "{}|{}|{}|{}|{}|{}",
        household.external_id,
        household.area_code,
        or_dash(household.address.as_deref()),
        or_dash(household.dwelling),
        or_dash(household.water_source),
        household.registered_on
    )];
    for person in &household.members {
        let documents: Vec<_> = person.documents.iter().map(|(kind, number)| format!("{kind}:{number}")).collect();
        let cells = [
            person.given_name.clone(),
            or_dash(person.family_name.as_deref()),
            or_dash(person.other_names.as_deref()),
            or_dash(person.name_other_script.as_deref()),
            person.sex.to_string(),
            or_dash(person.birth_on.as_deref()),
            or_dash(person.birth_precision),
            person.role.to_owned(),
            or_dash(person.civil_status),
            or_dash(person.education),
            or_dash(person.disability),
            person.phones.join(","),
            documents.join(","),
        ];
        lines.push(cells.join("|"));
    }
    lines.join("\n")
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[test]
fn the_first_hundred_households_of_seed_1_are_what_they_always_were() {
    let text: Vec<String> = district(1, 100).map(|household| written(&household)).collect();
    assert_eq!(format!("{:016x}", hash(&text.join("\n"))), "50ab537c0bd323f6", "first household:\n{}", text[0]);
}

#[test]
fn another_seed_has_other_people() {
    let names = |seed| district(seed, 50).map(|household| written(&household)).collect::<Vec<_>>();
    assert_eq!(names(2), names(2));
    assert_ne!(names(2), names(3));
}

fn year(person: &Person) -> Option<i32> {
    person.birth_on.as_deref().and_then(|on| on.get(..4)).and_then(|year| year.parse().ok())
}

#[test]
fn households_have_the_sizes_of_the_field() {
    let sizes: Vec<usize> = district(1, 20_000).map(|household| household.members.len()).collect();
    let mean = sizes.iter().sum::<usize>() as f64 / sizes.len() as f64;
    assert!((4.9..=5.1).contains(&mean), "{mean}");
    assert_eq!(sizes.iter().copied().collect::<BTreeSet<_>>(), (1..=12).collect());
}

#[test]
fn roles_and_recorded_births_fit_each_other() {
    for household in district(4, 5_000) {
        assert_eq!(household.members[0].role, "head");
        let Some(head) = year(&household.members[0]) else { continue };
        for person in &household.members {
            let Some(born) = year(person) else { continue };
            let fits = match person.role {
                // Recorded births may be two years off on either side of the true ages.
                "parent" => head - born >= 12,
                "grandparent" => head - born >= 30,
                "grandchild" => born - head >= 30,
                _ => true,
            };
            assert!(fits, "{}", written(&household));
            assert!(person.birth_on.as_deref() <= Some(demo::TODAY));
            assert!(person.birth_on.is_some() == person.birth_precision.is_some());
        }
    }
}

#[test]
fn records_have_the_flaws_of_the_field() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut phones: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |what, is: bool| *counts.entry(what).or_default() += usize::from(is);
    for household in district(1, 4_000) {
        let head = &household.members[0];
        add("households", true);
        add("widowed head", head.civil_status == Some("widowed"));
        add("woman head", head.sex == '2');
        add("no address", household.address.is_none());
        let mut births = BTreeSet::new();
        for person in &household.members {
            add("persons", true);
            add("no birth", person.birth_on.is_none());
            add("estimated", person.birth_precision == Some("estimated"));
            let is_new_year = person.birth_on.as_deref().is_some_and(|on| on.ends_with("-01-01"));
            add("first of January", is_new_year);
            let is_heaped =
                person.birth_precision == Some("estimated") && year(person).is_some_and(|year| (2026 - year) % 5 == 0);
            add("age in fives", is_heaped);
            add("other script", person.name_other_script.is_some());
            add("father or middle name", person.other_names.is_some());
            add("no family name", person.family_name.is_none());
            add("no document", person.documents.is_empty());
            let is_twin = person.role == "child"
                && person.birth_precision == Some("day")
                && !births.insert(person.birth_on.clone());
            add("twin", is_twin);
            for phone in &person.phones {
                *phones.entry(phone.replace(' ', "")).or_default() += 1;
            }
        }
    }
    let shared = phones.values().filter(|count| **count > 1).count();
    *counts.entry("shared phone").or_default() += shared;
    println!("{counts:#?}");
    let share = |what: &str, of: &str| counts[what] as f64 / counts[of] as f64;
    for (what, of, least, most) in [
        ("widowed head", "households", 0.10, 0.25),
        ("woman head", "households", 0.20, 0.40),
        ("no address", "households", 0.20, 0.30),
        ("no birth", "persons", 0.01, 0.04),
        ("estimated", "persons", 0.08, 0.25),
        ("first of January", "persons", 0.15, 0.40),
        ("age in fives", "estimated", 0.50, 0.90),
        ("other script", "persons", 0.30, 0.60),
        ("father or middle name", "persons", 0.30, 0.70),
        ("no family name", "persons", 0.005, 0.03),
        ("no document", "persons", 0.30, 0.60),
        ("twin", "persons", 0.001, 0.02),
        ("shared phone", "households", 0.05, 0.30),
    ] {
        assert!((least..=most).contains(&share(what, of)), "{what}: {}", share(what, of));
    }
}

#[test]
fn codes_are_those_of_the_registry() {
    let (mut roles, mut dwellings, mut waters, mut documents) =
        <(BTreeSet<_>, BTreeSet<_>, BTreeSet<_>, BTreeSet<_>)>::default();
    let mut numbers = BTreeSet::new();
    for household in district(1, 8_000) {
        dwellings.extend(household.dwelling);
        waters.extend(household.water_source);
        for person in &household.members {
            roles.insert(person.role);
            for (kind, number) in &person.documents {
                documents.insert(*kind);
                assert!(numbers.insert((*kind, number.clone())), "{kind} {number} twice");
            }
        }
    }
    let is = |found: BTreeSet<&str>, expected: &str| assert_eq!(found, expected.split(' ').collect());
    is(roles, "head spouse child parent sibling grandchild grandparent in_law other_relative foster not_related");
    is(dwellings, "owned rented hosted informal camp none");
    is(waters, "piped borehole protected_well open_well surface vendor");
    is(documents, "national_id birth_certificate passport drivers_licence electoral_card refugee_id");
}

#[test]
fn a_district_of_half_a_million_persons_streams() {
    let persons: usize = district(9, 100_000).map(|household| household.members.len()).sum();
    assert!((490_000..510_000).contains(&persons), "{persons}");
}
