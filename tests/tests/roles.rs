//! Roles, where they count and from when to when: what a laptop lets its users do, what the hub's console shows, and what
//! hub and laptops take from a program that does not ask.

#[path = "roles/keeping.rs"]
mod keeping;

use domain::Id;
use domain::roster::assignment::Grant;
use domain::roster::role::{defaults, standard_codes};
use keeping::{assign, charge};
use serde_json::{Value, json};
use stories::family::{CARD, Family, PHONE, REASON, asks};
use stories::{Insider, Laptop, World, household};
use usecases::Caller;
use usecases::list::{Authority, DOOR, LIST};

fn address(home: &str, text: &str) -> Value {
    json!({ "household_id": home, "fields": { "address": text }, "reason": null })
}

fn codes_set_aside(store: &store::Store) -> Vec<String> {
    let rows = store.read(|reader| reader.quarantine()).unwrap();
    rows.into_iter().map(|row| row.code).collect()
}

/// A program that does not ask what its user may do.
fn is_changed_program(laptop: &Laptop) {
    laptop.has_roles(&["officer"]);
}

#[test]
fn what_the_hub_says_of_a_user_counts_from_the_next_exchange_on_and_not_before() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    amina.sets_address(&home, "by the well");
    assign(&world, &amina, &[charge("auditor", &[])]).unwrap();
    amina.has_roles_of_roster();
    amina.sets_address(&home, "by the road");
    amina.syncs();
    assert_eq!(codes_set_aside(world.hub()), Vec::<String>::new(), "she had not heard of it");
    amina.has_roles_of_roster();
    assert_eq!(amina.cannot("registry.update_household", address(&home, "elsewhere")), "access-denied-right");
    joseph.syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(laptop.opens(&home)["address"], "by the road");
        assert!(laptop.syncs().is_proven);
    }
}

/// Amina's program writes what she may not write any more, or not there, or not then; returns the code it is set aside with.
fn set_aside(charges: impl Fn(&World, &Laptop) -> Vec<Value>) -> String {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    assign(&world, &amina, &charges(&world, &amina)).unwrap();
    world.everyone_syncs();
    is_changed_program(&amina);
    amina.sets_address(&home, "a house of my own");
    // From laptop to laptop, where no hub stands between, it is not taken.
    for (_, bytes) in amina.writes_stick_for(&joseph, u64::MAX).unwrap() {
        joseph.reads_stick(&bytes).unwrap();
    }
    assert_eq!(joseph.opens(&home)["address"], Value::Null);
    assert_eq!(amina.syncs().quarantined, 1);
    let at_hub = codes_set_aside(world.hub());
    assert_eq!(codes_set_aside(amina.store()), at_hub, "her laptop says why");
    assert!(joseph.syncs().is_proven);
    assert_eq!(joseph.opens(&home)["address"], Value::Null, "and nobody hears of it from the hub");
    world.hub_is_sound();
    // She is an officer again: what she writes from now on is taken, what was set aside stays aside.
    assign(&world, &amina, &[charge("officer", &[])]).unwrap();
    amina.syncs();
    amina.does("registry.record_consent", json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" }));
    amina.syncs();
    joseph.syncs();
    assert_eq!(joseph.opens(&home)["consents"].as_array().map(Vec::len), Some(1));
    let [code] = at_hub.as_slice() else { panic!("one commit: {at_hub:?}") };
    code.clone()
}

#[test]
fn work_out_of_rights_is_set_aside_by_the_hub_and_not_taken_by_laptops() {
    let auditor = set_aside(|_, _| vec![charge("auditor", &[])]);
    assert_eq!(auditor, "sync-refused-user-not-allowed");
}

#[test]
fn work_out_of_the_users_areas_is_set_aside_by_the_hub_and_not_taken_by_laptops() {
    let elsewhere = |world: &World, laptop: &Laptop| vec![charge("officer", &[laptop.area(&world.villages()[1])])];
    assert_eq!(set_aside(elsewhere), "sync-refused-user-not-there");
}

#[test]
fn work_out_of_time_is_set_aside_by_the_hub_and_not_taken_by_laptops() {
    let until = |day: &str| {
        let mut charge = charge("officer", &[]);
        charge["valid_until"] = json!(day);
        charge
    };
    assert_eq!(set_aside(|_, _| vec![until("2026-05-20")]), "sync-refused-user-not-then");
    let from = |_: &World, _: &Laptop| {
        let mut charge = charge("officer", &[]);
        charge["valid_from"] = json!("2026-07-01");
        vec![charge]
    };
    assert_eq!(set_aside(from), "sync-refused-user-not-then");
}

#[test]
fn work_in_the_name_of_nobody_is_set_aside() {
    let world = World::new();
    let amina = world.laptop("amina");
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.syncs();
    let mut insider = Insider::of(&world, &amina);
    insider.user = Id::from_bytes([9; 16]);
    let consent = sync::fact::FactRecord {
        kind: 1,
        id: Id::from_bytes([8; 16]),
        body:
            json!({ "household": vec![7; 16], "purpose": "payment", "given": true, "manner": "verbal", "on": "2026-06-01" })
                .to_string()
                .into_bytes(),
    };
    let area = Id::parse(&amina.area(&world.villages()[0])).unwrap();
    let payload = sync::Payload { changes: Vec::new(), facts: vec![consent] };
    let chunk = insider.chunk(area, payload.to_bytes());
    insider.pushes(&chunk).unwrap();
    assert_eq!(codes_set_aside(world.hub()), ["sync-refused-user-unknown"]);
}

#[test]
fn a_dead_battery_takes_nobody_out_of_their_time() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    let mut this_year = charge("officer", &[]);
    (this_year["valid_from"], this_year["valid_until"]) = (json!("2026-01-01"), json!("2026-12-31"));
    assign(&world, &amina, &[this_year]).unwrap();
    amina.syncs();
    amina.has_clock_off_by(-20_000);
    amina.has_roles_of_roster();
    amina.sets_address(&home, "by the well");
    amina.syncs();
    assert_eq!(codes_set_aside(world.hub()), Vec::<String>::new());
    // The other way round the year is over, for all this laptop can know.
    amina.has_clock_off_by(400);
    amina.has_roles_of_roster();
    assert_eq!(amina.cannot("registry.update_household", address(&home, "elsewhere")), "access-denied-right");
}

/// Whether an answer tells anything of the family of the story.
fn tells(output: &Value, family: &Family) -> bool {
    let text = output.to_string();
    ["Mwangi", "Mwangy", "Greis", PHONE, CARD, &family.home, &family.grace].iter().any(|word| text.contains(*word))
}

#[test]
fn nobody_reads_of_families_beyond_their_areas() {
    let world = World::new();
    let amina = world.laptop("amina");
    let family = Family::new(&amina);
    amina.does(
        "registry.request_move",
        json!({ "household_id": family.home, "to_area_id": amina.area(&world.villages()[2]), "why": "work" }),
    );
    world.everyone_syncs();
    let place = |at: usize| Id::parse(&amina.area(&world.villages()[at])).unwrap();
    let (here, there) = (place(0), place(5));
    let (roles, mut told, mut silent) = (defaults(), 0, 0);
    for (store, is_hub) in [(world.hub(), true), (amina.store(), false)] {
        for role in standard_codes().into_iter().filter_map(|code| roles.get(code)) {
            let as_role = |area| Caller {
                grants: vec![Grant { role: role.code.clone(), rights: role.rights.clone(), areas: vec![area] }],
                areas: if is_hub { Vec::new() } else { amina.caller().areas },
                device: if is_hub { 0 } else { amina.caller().device },
                ..amina.caller()
            };
            let is_here = |authority| {
                matches!((authority, is_hub), (Authority::Any, _) | (Authority::Hub, true) | (Authority::Laptop, false))
            };
            for line in LIST.iter().filter(|line| is_here(line.authority) && !DOOR.contains(&line.name)) {
                let reads = line.changes.is_empty() || line.name.starts_with("audit.");
                let is_subject_file = line.name == "audit.subject_file";
                if !reads || line.name.starts_with("import.") || line.authority == Authority::Laptop {
                    continue;
                }
                let file = json!({ "person_id": family.grace, "purpose": "subject_request", "reason": REASON });
                let inputs = if is_subject_file { vec![file] } else { asks(line.name, &family).unwrap_or_default() };
                for input in inputs {
                    let at_home = usecases::call(store, &as_role(here), line.name, input.clone());
                    told += u32::from(at_home.is_ok_and(|output| tells(&output, &family)));
                    let away = usecases::call(store, &as_role(there), line.name, input.clone());
                    if let Ok(output) = away {
                        assert!(!tells(&output, &family), "{} as {}, hub: {is_hub}: {output}", line.name, role.code);
                        silent += 1;
                    }
                }
            }
        }
    }
    assert!(told >= 100 && silent >= 200, "{told} answers at home told of the family, {silent} elsewhere were silent");
}
