//! The line between a laptop and the hub: what a cut costs, what green is worth, what blocks nobody, and what is not sent twice.

use domain::Id;
use domain::change::Value;
use serde_json::json;
use stories::{Cut, GREEN, Insider, Laptop, World, household};
use sync::Payload;
use sync::field::Key;
use sync::replay::{DocumentChange, RawPut};
use sync::session::message::Verdict;

/// What a line of 30 kbit/s carries in ten seconds, in bytes.
const TEN_SECONDS: usize = 30 * 1_000 / 8 * 10;

/// Families of a first load.
const FAMILIES: usize = 700;

fn people(laptop: &Laptop) -> usize {
    laptop.rows().lines().filter(|line| line.starts_with("person |")).count()
}

/// An address nobody can foretell, so that few families make many bytes.
fn long_address(family: usize) -> String {
    let mut state = family as u64 + 1;
    let letter = |state: &mut u64| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + ((*state >> 33) % 26) as u8)
    };
    (0..180).map(|_| letter(&mut state)).collect()
}

/// Over 30 kbit/s, cut every ten seconds: what was loaded stays, and it comes to its end.
pub fn first_load() {
    let world = World::new();
    let amina = world.laptop("amina");
    let villages = world.villages();
    for family in 0..FAMILIES {
        let home = household(&format!("Family{family}"), &["Grace 34 f head 0700123456"]);
        let home = amina.registers_in(&villages[family % 2], &home);
        amina.sets_address(&home, &long_address(family));
    }
    amina.syncs();
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    joseph.is_on_line_of(30);
    let (mut held, mut cuts, mut bytes) = (0, 0, 0);
    loop {
        let (traffic, ended) = joseph.syncs_over(Cut::AfterBytes(TEN_SECONDS));
        let now = people(&joseph);
        assert!(now >= held, "what was loaded stays: {now} after {held}");
        (held, bytes) = (now, bytes + traffic.bytes);
        match ended {
            Ok(_) => break,
            Err(code) => assert_eq!(code, "cut"),
        }
        cuts += 1;
        assert!(cuts < 40, "it does not come to its end: {held} people after {cuts} cuts");
    }
    assert!(cuts >= 3, "it was cut {cuts} times");
    assert_eq!(held, FAMILIES);
    // Other laptops load the same in one go: the cuts cost less than as much again.
    let (whole, _) = world.laptop_unsynced("salma", &[world.district()]).syncs_counted();
    println!("first load of {} bytes, {cuts} cuts, {bytes} bytes in all", whole.bytes);
    assert!(bytes < whole.bytes * 2, "{bytes} bytes for {}", whole.bytes);
    world.everyone_syncs();
    assert_eq!(joseph.lights(), GREEN);
    world.all_hold_the_same(&[&amina, &joseph]);
    let home = amina.registers(&household("Late", &["Ruth 40 f head"]));
    amina.syncs();
    assert_eq!(joseph.syncs().documents_loaded, 0, "once loaded, only the feed is heard");
    assert_eq!(joseph.names(&home), ["Ruth"]);
}

/// The last chunk is lost on the way, or by the hub after it said that it holds it: no light says so before it is true.
pub fn not_green() {
    let world = World::new();
    let villages = world.villages();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    world.everyone_syncs();
    // A chunk holds one village: three of them, the last with one family.
    let families = [(0, "Mwangi"), (1, "Otieno"), (2, "Barasa")];
    let homes = families.map(|(at, name)| amina.registers_in(&villages[at], &household(name, &["Grace 34 f head"])));
    let last = &homes[2];
    let hub_holds = || world.console("registry.open_household", json!({ "household_id": last })).is_ok();
    // What the line drops has not left.
    assert_eq!(amina.syncs_until(Cut::BeforeRequest(2)).unwrap_err(), "cut");
    assert!(amina.lights().contains("left 3 waiting · held 3 waiting") && !hub_holds(), "{}", amina.lights());
    // What the hub has answered for has left; held is what was compared, and the line was cut before that.
    assert_eq!(amina.syncs_until(Cut::BeforeRequest(3)).unwrap_err(), "cut");
    assert!(amina.lights().contains("left green · held 3 waiting"), "{}", amina.lights());
    assert!(hub_holds());
    // The hub loses the last chunk after all. Wherever the next exchanges are cut, green and truth go together.
    world.forgets(world.hub(), &[last]);
    assert!(!hub_holds());
    let mut cuts = 0;
    for request in 2.. {
        let ended = amina.syncs_until(Cut::BeforeRequest(request));
        assert_eq!(amina.lights() == GREEN, ended.is_ok(), "cut before request {request}: {}", amina.lights());
        assert!(ended.is_err() || hub_holds(), "green, and the hub does not hold it");
        if ended.is_ok_and(|summary| summary.is_proven) {
            break;
        }
        cuts += 1;
    }
    assert!(cuts >= 2, "it was cut {cuts} times");
    joseph.syncs();
    assert_eq!(joseph.names(last), ["Grace"]);
    // And the other way: a chunk that was dropped on the way to Joseph is missed, named and fetched.
    world.forgets(joseph.store(), &[last]);
    let summary = joseph.syncs();
    assert!(summary.mended >= 1 && summary.is_proven, "{summary:?}");
    world.all_hold_the_same(&[&amina, &joseph]);
}

/// A photo of 40 MB is refused at the desk; a change that cannot be replayed is set aside at the hub with its reason.
pub fn poison() {
    let world = World::new();
    let (amina, joseph, musa) = (world.laptop("amina"), world.laptop("joseph"), world.laptop("musa"));
    let before = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    let photo = vec![0x5a; 40 * 1024 * 1024];
    let refused = amina.brings("photo.jpg", &photo).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.detail["limit"].as_str()), ("import-refused-too-large", "32"));
    let after = amina.registers(&household("Otieno", &["Peter 51 m head"]));
    // Musa's program is broken: of two changes in one commit the second was made of something else than it says.
    let mut broken = Insider::of(&world, &musa);
    let put = |text: &str| vec![RawPut { key: Key::of(domain::Field::Address, None), value: Some(Value::from(text)) }];
    let hash = sync::Document::new().author(broken.incarnation, broken.next_at(), &put("a true address")).unwrap();
    let change = |id: u8, puts, hash_prefix| DocumentChange {
        kind: 2,
        document: Id::from_bytes([id; 16]),
        author: None,
        dependencies: Vec::new(),
        puts,
        hash_prefix,
    };
    let sound = change(1, put("a true address"), sync::document::prefix(&hash));
    let malformed = change(2, put("another address"), [0; 4]);
    let village = Id::parse(&musa.area(&world.villages()[0])).unwrap();
    let payload = Payload { changes: vec![sound, malformed], facts: Vec::new() };
    let chunk = broken.chunk(village, payload.to_bytes());
    assert_eq!(broken.pushes(&chunk), Ok(Verdict::Held));
    let unreadable = broken.chunk(village, vec![0xff; 40]);
    assert_eq!(broken.pushes(&unreadable), Ok(Verdict::Quarantined("sync-refused-malformed".to_owned())));
    let next = broken.chunk(village, Payload::default().to_bytes());
    assert_eq!(broken.pushes(&next), Ok(Verdict::Held), "his own chain goes on behind it");
    // Everybody else is as green as ever, and hears what was sound of it.
    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert!(laptop.lights().starts_with("committed green · left green · held green"), "{}", laptop.lights());
        assert_eq!((laptop.names(&before), laptop.names(&after)), (vec!["Grace".to_owned()], vec!["Peter".to_owned()]));
    }
    let rows = world.hub_rows();
    assert!(rows.contains("a true address") && !rows.contains("another address"));
    // The administrator sees whose, why, and how many.
    let items = world.console("sync.list", json!({ "light": "attention" })).unwrap()["items"].clone();
    let told: Vec<(&str, &str)> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["title"].as_str().unwrap(), item["code"].as_str().unwrap()))
        .collect();
    for code in ["sync-refused-hash", "sync-refused-malformed"] {
        assert!(told.contains(&("musa's laptop", code)), "{code} in {told:?}");
    }
    let devices = world.console("device.list", json!({})).unwrap()["devices"].clone();
    assert_eq!(devices[2]["quarantined"], 2, "{devices:#}");
}

/// A small village more, and one less: neither costs the large one again.
pub fn scope() {
    let world = World::new();
    let villages = world.villages();
    let joseph = world.laptop("joseph");
    for family in 0..250 {
        let village = &villages[usize::from(family >= 240)];
        let home = joseph.registers_in(village, &household(&format!("Family{family}"), &["Grace 34 f head"]));
        joseph.sets_address(&home, &long_address(family));
    }
    joseph.syncs();
    let amina = world.laptop_unsynced("amina", &villages[..1]);
    let (large, _) = amina.syncs_counted();
    let (small, _) = world.laptop_unsynced("salma", &villages[1..2]).syncs_counted();
    assert_eq!(people(&amina), 240);
    world.grants(&amina, &villages[..2]);
    let (more, summary) = amina.syncs_counted();
    println!("first load: {} bytes; small village alone: {}; added: {}", large.bytes, small.bytes, more.bytes);
    assert_eq!((people(&amina), summary.is_proven), (250, true));
    assert!(more.bytes <= small.bytes, "{} bytes more; the small village alone is {}", more.bytes, small.bytes);
    assert!(more.bytes * 5 < large.bytes);
    world.grants(&amina, &villages[..1]);
    let (less, summary) = amina.syncs_counted();
    assert_eq!((people(&amina), summary.is_proven), (240, true));
    assert!(less.bytes < 2_000, "{} bytes to hear that an area is gone", less.bytes);
    assert_eq!(amina.lights(), GREEN);
    let (nothing, _) = amina.syncs_counted();
    assert_eq!(nothing.requests, 1, "nothing is told twice");
}
