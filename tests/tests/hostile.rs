//! Hostile and damaged input: everything is refused or set aside with its reason, nothing is half-applied, and the
//! neighbours still sync.

use domain::{Id, Instant};
use serde_json::json;
use stories::{Insider, Laptop, World, household};
use sync::session::Request;
use sync::session::laptop::path;
use sync::session::message::{Verdict, write_push};
use sync::{Hlc, Payload};

fn area(laptop: &Laptop, code: &str) -> Id<domain::Area> {
    Id::parse(&laptop.area(code)).unwrap()
}

#[test]
fn work_for_another_area_is_set_aside_and_the_chain_goes_on() {
    let world = World::new();
    let villages = world.villages();
    let (mine, theirs) = (&villages[0], &villages[villages.len() - 1]);
    let amina = world.laptop_in("amina", std::slice::from_ref(mine));
    let joseph = world.laptop_in("joseph", std::slice::from_ref(theirs));
    let mut insider = Insider::of(&world, &amina);
    let foreign = insider.chunk(area(&amina, theirs), Payload::default().to_bytes());
    assert_eq!(insider.pushes(&foreign), Ok(Verdict::Quarantined("sync-refused-area-out-of-scope".to_owned())));
    let own = insider.chunk(area(&amina, mine), Payload::default().to_bytes());
    assert_eq!(insider.pushes(&own), Ok(Verdict::Held), "the chain goes on behind what was set aside");
    let home = joseph.registers_in(theirs, &household("Kamau", &["Wanjiru 44 f head"]));
    world.everyone_syncs();
    assert!(world.console("registry.open_household", json!({ "household_id": home })).is_ok());
    assert_eq!(joseph.lights(), "committed green · left green · held green · accepted green · attention green");
}

#[test]
fn what_only_the_hub_may_state_is_set_aside() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut insider = Insider::of(&world, &amina);
    let village = area(&amina, &world.villages()[0]);
    let device = domain::roster::Device {
        number: 99,
        name: "ghost".to_owned(),
        public_key: [1; 32],
        areas: Vec::new(),
        is_revoked: false,
        users: Vec::new(),
    };
    let fact = sync::fact::FactRecord::of(&domain::Fact::Device(Id::from_bytes([3; 16]), device)).unwrap();
    let chunk = insider.chunk(village, Payload { changes: Vec::new(), facts: vec![fact] }.to_bytes());
    assert_eq!(insider.pushes(&chunk), Ok(Verdict::Quarantined("sync-refused-not-allowed".to_owned())));
    assert!(!world.hub_rows().contains("ghost"));
    let reference = insider.chunk(Id::NIL, Payload::default().to_bytes());
    assert_eq!(insider.pushes(&reference), Ok(Verdict::Quarantined("sync-refused-area-out-of-scope".to_owned())));
}

#[test]
fn payloads_that_are_no_payloads_are_set_aside() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut insider = Insider::of(&world, &amina);
    let village = area(&amina, &world.villages()[0]);
    let poison: [&[u8]; 5] = [
        &[0xff; 40],
        b"",
        &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
        include_bytes!("../fixtures/poison/change-63b.bin"),
        include_bytes!("../fixtures/poison/bomb-113b-10M-ops.bin"),
    ];
    for payload in poison {
        let chunk = insider.chunk(village, payload.to_vec());
        assert_eq!(
            insider.pushes(&chunk),
            Ok(Verdict::Quarantined("sync-refused-malformed".to_owned())),
            "{payload:?}"
        );
    }
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    assert_eq!(amina.lights(), "committed green · left green · held green · accepted green · attention green");
}

#[test]
fn a_change_that_does_not_replay_is_set_aside_and_its_neighbours_are_kept() {
    use domain::change::Value;
    use sync::field::Key;
    use sync::replay::{DocumentChange, RawPut};
    let world = World::new();
    let amina = world.laptop("amina");
    let mut insider = Insider::of(&world, &amina);
    let village = area(&amina, &world.villages()[0]);
    let put = |text: &str| vec![RawPut { key: Key::of(domain::Field::Address, None), value: Some(Value::from(text)) }];
    let at = insider.next_at();
    let mut truth = sync::Document::new();
    let hash = truth.author(insider.incarnation, at, &put("a true address")).unwrap();
    let change = |id: u8, puts, hash_prefix| DocumentChange {
        kind: 2,
        document: Id::from_bytes([id; 16]),
        author: None,
        dependencies: Vec::new(),
        puts,
        hash_prefix,
    };
    let payload = Payload {
        changes: vec![
            change(1, put("a true address"), sync::document::prefix(&hash)),
            change(2, put("a forged address"), [0; 4]),
        ],
        facts: Vec::new(),
    };
    let chunk = insider.chunk(village, payload.to_bytes());
    assert_eq!(insider.pushes(&chunk), Ok(Verdict::Held));
    let rows = world.hub_rows();
    assert!(rows.contains("a true address") && !rows.contains("a forged address"));
    let quarantine = world.hub().read(|reader| reader.quarantine()).unwrap();
    assert_eq!(quarantine.len(), 1);
    assert_eq!(quarantine[0].code, "sync-refused-hash");
}

#[test]
fn a_household_cannot_be_founded_in_an_area_that_was_not_granted() {
    use domain::change::Value;
    use sync::field::Key;
    use sync::replay::{DocumentChange, RawPut};
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop_in("amina", std::slice::from_ref(&villages[0]));
    let mut insider = Insider::of(&world, &amina);
    let (mine, theirs) = (area(&amina, &villages[0]), area(&amina, &villages[9]));
    let at = Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000));
    let puts = vec![
        RawPut { key: Key::of(domain::Field::Area, None), value: Some(Value::from(theirs)) },
        RawPut { key: Key::of(domain::Field::Address, None), value: Some(Value::from("smuggled house")) },
    ];
    let hash = sync::Document::new().author(insider.incarnation, at, &puts).unwrap();
    let hash_prefix = sync::document::prefix(&hash);
    let change = DocumentChange {
        kind: 2,
        document: Id::from_bytes([4; 16]),
        author: None,
        dependencies: Vec::new(),
        puts,
        hash_prefix,
    };
    let chunk = insider.chunk(mine, Payload { changes: vec![change], facts: Vec::new() }.to_bytes());
    assert_eq!(insider.pushes(&chunk), Ok(Verdict::Held), "the chain goes on");
    assert!(!world.hub_rows().contains("smuggled house"));
    assert_eq!(world.hub().read(|reader| reader.quarantine()).unwrap()[0].code, "sync-refused-not-allowed");
}

#[test]
fn strangers_wrong_signatures_and_old_sessions_are_refused() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut insider = Insider::of(&world, &amina);
    let village = area(&amina, &world.villages()[0]);
    let chunk = insider.chunk(village, Payload::default().to_bytes());
    let stranger = sync::signing::SigningKey::from_pkcs8(&sync::signing::SigningKey::generate().unwrap()).unwrap();
    let request = Request { device: insider.device, session: [0; 16], body: Vec::new() };
    assert_eq!(world.hub_answers(path::HELLO, &request.seal(path::HELLO, &stranger)), Err("sync-refused-signature"));
    let unknown = Request { device: 4_000, ..request.clone() };
    assert_eq!(
        world.hub_answers(path::HELLO, &unknown.seal(path::HELLO, &insider.key)),
        Err("sync-refused-device-unknown")
    );
    assert_eq!(
        insider.request(path::PUSH, [5; 16], write_push(std::slice::from_ref(&chunk))),
        Err("sync-refused-session")
    );
    // A request sealed for one path does not open another.
    let sealed = request.seal(path::PULL, &insider.key);
    assert_eq!(world.hub_answers(path::HELLO, &sealed), Err("sync-refused-signature"));
    // Every flipped bit of a chunk is noticed, wherever it is; nothing of it is held.
    let before = world.hub_rows();
    for at in (0..chunk.len()).step_by(3) {
        let mut flipped = chunk.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(matches!(insider.pushes(&flipped), Ok(Verdict::Refused(_) | Verdict::Gap { .. })), "byte {at}");
    }
    for length in 0..chunk.len() {
        assert!(matches!(insider.pushes(&chunk[..length]), Ok(Verdict::Refused(_))), "cut at {length}");
    }
    assert_eq!(world.hub_rows(), before);
    assert_eq!(insider.pushes(&chunk), Ok(Verdict::Held));
    assert_eq!(insider.pushes(&chunk), Ok(Verdict::Duplicate), "sending again is safe");
}

#[test]
fn any_bytes_to_any_route_get_an_answer() {
    let world = World::new();
    let amina = world.laptop("amina");
    let insider = Insider::of(&world, &amina);
    let mut state = 88_172_645_463_325_252_u64;
    for round in 0..200_usize {
        let bytes: Vec<u8> = (0..round)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state as u8
            })
            .collect();
        for route in [path::HELLO, path::PUSH, path::PULL, path::PROOF, path::JOIN] {
            assert!(world.hub_answers(route, &bytes).is_err());
            // Rightly signed nonsense is answered, never a panic; what was asked is not believed.
            let _ = insider.request(route, [0; 16], bytes.clone());
        }
    }
}

#[test]
fn a_second_program_a_damaged_store_and_a_newer_store_are_refused_in_words() {
    let world = World::new();
    let amina = world.laptop("amina");
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    let key = store::key::StoreKey::from_bytes([7; 32]);
    let open = |folder: &std::path::Path| {
        store::Store::open(&store::OpenStore { folder, key: &key, place: store::Place::Laptop, seed: [1; 32] })
            .map(drop)
    };
    let code = |result: Result<(), store::StoreFault>| usecases::Failure::from(result.unwrap_err()).code;
    assert_eq!(code(open(amina.folder())), "device-refused-store-in-use");

    let copy = tempfile::tempdir().unwrap();
    amina.store().backup(copy.path()).unwrap();
    let file = copy.path().join(store::DATABASE);
    let sound = std::fs::read(&file).unwrap();
    for at in [0, 100, 5_000, sound.len() / 2] {
        let mut damaged = sound.clone();
        damaged[at] ^= 0x40;
        std::fs::write(&file, &damaged).unwrap();
        // Damage in a page that opening does not read is found when it is read: SQLCipher authenticates every page.
        let found = open(copy.path()).is_err() || {
            let opened = store::Store::open(&store::OpenStore {
                folder: copy.path(),
                key: &key,
                place: store::Place::Laptop,
                seed: [1; 32],
            })
            .unwrap();
            store::rebuild::rows_as_text(&opened).is_err()
                || store::verify::verify(&opened).is_err()
                || !store::verify::verify(&opened).unwrap().findings.is_empty()
        };
        assert!(found || at == sound.len() / 2, "a flipped bit at {at} went unnoticed");
    }
    std::fs::write(&file, b"this is not a store at all, but a letter of some length to somebody").unwrap();
    assert_eq!(code(open(copy.path())), "device-refused-store-damaged");
    let wrong = store::key::StoreKey::from_bytes([8; 32]);
    std::fs::write(&file, &sound).unwrap();
    let refused = store::Store::open(&store::OpenStore {
        folder: copy.path(),
        key: &wrong,
        place: store::Place::Laptop,
        seed: [1; 32],
    });
    assert!(matches!(refused.map(drop), Err(store::StoreFault::Damaged)));
}
