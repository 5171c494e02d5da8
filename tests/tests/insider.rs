//! An insider keeps nobody from loading an area, nor from being proven equal to the hub.

use domain::{Id, Instant};
use serde_json::json;
use stories::{Insider, Laptop, World, household};
use sync::session::message::Verdict;
use sync::{Hlc, Payload};

fn area(laptop: &Laptop, code: &str) -> Id<domain::Area> {
    Id::parse(&laptop.area(code)).unwrap()
}

/// A village with some seventy families, and somebody in it who speaks by hand.
fn village_with_an_insider(world: &World) -> (std::rc::Rc<Laptop>, Id<domain::Area>) {
    let amina = world.laptop("amina");
    let code = &world.villages()[0];
    for number in 0..70 {
        amina.registers_in(code, &household(&format!("Family{number}"), &["Grace 34 f head", "Baraka 2 m child"]));
    }
    amina.syncs();
    let village = area(&amina, code);
    (amina, village)
}

#[test]
fn an_insider_who_fills_an_area_keeps_nobody_from_loading_it() {
    let world = World::new();
    let (amina, village) = village_with_an_insider(&world);
    let mut insider = Insider::of(&world, &amina);
    // More in a few packets than a block of a pack may unfold to.
    for round in 0..5_u8 {
        let fact = |at: u8| sync::fact::FactRecord {
            kind: 900,
            id: Id::from_bytes([[round; 8], [at; 8]].concat().try_into().unwrap()),
            body: vec![b'x'; sync::limits::FACT_BYTES_MAX],
        };
        let payload = Payload { changes: Vec::new(), facts: (0..60).map(fact).collect() };
        let chunk = insider.chunk(village, payload.to_bytes());
        assert!(chunk.len() < 20_000);
        assert_eq!(insider.pushes(&chunk), Ok(Verdict::Held));
    }
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    let summary = joseph.syncs();
    assert!(summary.documents_loaded >= 210 && summary.is_proven, "{summary:?}");
}

#[test]
fn a_document_that_no_block_can_hold_keeps_nobody_from_loading_its_area() {
    let world = World::new();
    let (amina, village) = village_with_an_insider(&world);
    let mut insider = Insider::of(&world, &amina);
    let incarnation = insider.incarnation;
    let at = Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000));
    // Each field is a column of a block, and a block has no room for so many.
    let puts: Vec<sync::replay::RawPut> = (0..sync::limits::CHANGE_OPERATIONS_MAX as u16)
        .map(|number| sync::replay::RawPut {
            key: sync::field::Key { number: 1_000 + number, item: None },
            value: Some(domain::change::Value::from("x")),
        })
        .collect();
    let hash = sync::Document::new().author(incarnation, at, &puts).unwrap();
    let change = sync::replay::DocumentChange {
        kind: 1,
        document: Id::from_bytes([7; 16]),
        author: None,
        dependencies: Vec::new(),
        puts,
        hash_prefix: sync::document::prefix(&hash),
    };
    let payload = Payload { changes: vec![change], facts: Vec::new() };
    let chunk = insider.chunk_with(village, payload.to_bytes(), &[hash]);
    assert_eq!(insider.pushes(&chunk), Ok(Verdict::Held));
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    let summary = joseph.syncs();
    assert!(summary.is_proven, "the feed is the way: {summary:?}");
    let persons = joseph.rows().lines().filter(|line| line.starts_with("person |")).count();
    assert!(persons >= 140, "{persons}");
    assert_eq!(joseph.lights(), "committed green · left green · held green · accepted green · attention green");
}

#[test]
fn two_facts_under_one_identity_come_to_the_hubs_everywhere() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop("amina");
    let joseph = world.laptop("joseph");
    let home = joseph.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    let (here, there) = (area(&amina, &villages[0]), area(&amina, &villages[1]));
    let consent = |id: u8, manner: &str| {
        let consent = domain::registry::consent::Consent {
            id: Id::from_bytes([id; 16]),
            household: Id::parse(&home).unwrap(),
            purpose: "registration".to_owned(),
            is_given: true,
            manner: manner.to_owned(),
            given_on: domain::time::parse_date("2026-06-01").unwrap(),
        };
        sync::fact::FactRecord::of(&domain::Fact::Consent(consent)).unwrap()
    };
    // In whatever order the two feeds are heard, one of the two is heard otherwise than the hub heard it.
    let mut insider = Insider::of(&world, &amina);
    for (place, facts) in [
        (there, vec![consent(1, "spoken")]),
        (here, vec![consent(1, "written"), consent(2, "spoken")]),
        (there, vec![consent(2, "written")]),
    ] {
        let chunk = insider.chunk(place, Payload { changes: Vec::new(), facts }.to_bytes());
        assert_eq!(insider.pushes(&chunk), Ok(Verdict::Held));
    }
    let summary = joseph.syncs();
    assert!(summary.is_proven && summary.mended > 0, "{summary:?}");
    let consents =
        |rows: String| rows.lines().filter(|row| row.starts_with("consent |")).collect::<Vec<_>>().join("\n");
    stories::assert_same(&consents(world.hub_rows()), &consents(joseph.rows()), "consents");
    assert!(joseph.call("registry.open_household", json!({ "household_id": home })).is_ok());
    assert_eq!(joseph.lights(), "committed green · left green · held green · accepted green · attention green");
}
