//! Erasure: a person or a family asks to be forgotten, and is, on every device that held them, while everybody's chains
//! still verify and everybody else's files are as they were.

#[path = "erasure/keeping.rs"]
mod keeping;

use domain::Fact;
use domain::registry::consent::Consent;
use serde_json::{Value, json};
use store::Store;

use stories::{Cut, Insider, Laptop, World, household};
use sync::fact::FactRecord;
use sync::session::message::Verdict;
use sync::{Chunk, Payload};

const NAME: &str = "Xandrobella";
const PHONE: &str = "0733918264";
const WORDS: [&str; 4] = [NAME, PHONE, "462819330", "Heardwrongly"];

/// A family with one member whose words are found nowhere else, changed once for a reason that names her.
struct Asked {
    home: String,
    person: String,
}

fn registers(laptop: &Laptop) -> Asked {
    let home = laptop.registers(&household(
        "Mwangi",
        &["Grace 34 f head 0712345678", &format!("{NAME} 19 f child {PHONE}"), "Baraka 2 m child"],
    ));
    let page = laptop.opens(&home);
    let members = page["members"].as_array().unwrap();
    let named = |member: &&Value| member["person"]["given_name"] == NAME;
    let person = members.iter().find(named).unwrap()["person"]["person_id"].as_str().unwrap().to_owned();
    laptop.does(
        "registry.correct_person",
        json!({ "person_id": person, "fields": { "occupation": "Heardwrongly" }, "reason": format!("{NAME} says it was misheard") }),
    );
    Asked { home, person }
}

fn erases(world: &World, kind: &str, id: &str) -> Value {
    world
        .console("privacy.erase", json!({ "kind": kind, "id": id, "ground": "request", "reference": "DP 12/2026" }))
        .unwrap()
}

fn traces(store: &Store) -> Vec<String> {
    store::trace::traces(store, &WORDS).unwrap()
}

fn verifies(store: &Store) {
    let verified = store::verify::verify(store).unwrap();
    assert_eq!(verified.findings, Vec::<String>::new());
}

fn is_the_same(world: &World, laptops: &[&Laptop]) {
    for laptop in laptops {
        assert_eq!(laptop.rows(), world.hub_rows(), "{} and the hub", laptop.name);
        verifies(laptop.store());
        let before = laptop.rows();
        laptop.rebuilds();
        assert_eq!(before, laptop.rows(), "rows are a function of documents and facts");
    }
    verifies(world.hub());
    let before = world.hub_rows();
    world.hub_rebuilds();
    assert_eq!(before, world.hub_rows());
}

#[test]
fn somebody_who_asks_is_forgotten_everywhere_and_the_family_lives_on() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    assert!(traces(joseph.store()).len() > 3, "the words are there to be found: {:?}", traces(joseph.store()));
    assert!(traces(world.hub()).iter().any(|trace| trace.starts_with("log_chunk.bytes")), "{:?}", traces(world.hub()));

    let ordered = erases(&world, "person", &asked.person);
    assert_eq!(ordered["files"], 1);
    assert_eq!(traces(world.hub()), Vec::<String>::new());
    verifies(world.hub());

    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(traces(laptop.store()), Vec::<String>::new(), "{}", laptop.name);
        let page = laptop.opens(&asked.home);
        let names: Vec<&str> = page["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|member| member["person"]["full_name"].as_str().unwrap())
            .collect();
        assert_eq!(names.len(), 3, "the family is as many as it was");
        assert!(names.contains(&"Grace Mwangi") && !names.iter().any(|name| name.contains(NAME)), "{names:?}");
    }
    is_the_same(&world, &[&amina, &joseph]);
    assert_eq!(amina.lights(), "committed green · left green · held green · accepted green · attention green");

    let refused = amina
        .cannot("registry.update_person", json!({ "person_id": asked.person, "fields": { "occupation": "farmer" } }));
    assert_eq!(refused, "privacy-refused-is-erased");
    let again = world.console("privacy.erase", json!({ "kind": "person", "id": asked.person, "ground": "request" }));
    assert_eq!(again.unwrap_err().code, "privacy-refused-is-erased");
}

#[test]
fn the_hub_knows_which_laptops_have_followed() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    erases(&world, "person", &asked.person);
    let rulings = |what: &str| world.console("privacy.list_rulings", json!({})).unwrap()["rulings"][0][what].clone();
    assert_eq!((rulings("heard"), rulings("laptops").as_array().unwrap().len()), (json!(0), 2));
    amina.syncs();
    amina.syncs();
    assert_eq!(rulings("heard"), 1, "{:?}", rulings("laptops"));
    let waiting = rulings("laptops");
    assert!(waiting[0]["heard_at"].is_null(), "who has not followed comes first: {waiting}");
    joseph.syncs();
    joseph.syncs();
    assert_eq!(rulings("heard"), 2);
    assert_eq!((rulings("ground"), rulings("reference")), (json!("request"), json!("DP 12/2026")));
}

#[test]
fn what_was_done_offline_before_it_was_heard_is_not_lost_where_it_is_about_others_and_not_kept_where_it_is_not() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    erases(&world, "person", &asked.person);

    // Weeks on the road: a number for her, a brother, and she has left the family.
    joseph.does("registry.add_phone", json!({ "person_id": asked.person, "number": "0462819330" }));
    let brother = joseph.adds_member(&asked.home, "Mwangi", "Juma 7 m child");
    joseph.does(
        "registry.remove_member",
        json!({ "household_id": asked.home, "person_id": asked.person, "left_on": "2026-06-01", "why": "marriage" }),
    );
    world.everyone_syncs();

    for store in [world.hub(), amina.store(), joseph.store()] {
        assert_eq!(traces(store), Vec::<String>::new());
    }
    is_the_same(&world, &[&amina, &joseph]);
    let page = amina.opens(&asked.home);
    let ids: Vec<&str> = page["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["person"]["person_id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&brother.as_str()), "the brother is there");
    assert!(!ids.contains(&asked.person.as_str()), "she left, which is the family's file, too: {page}");
}

#[test]
fn a_laptop_that_comes_later_hears_of_nothing_but_the_new_file() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    world.everyone_syncs();
    erases(&world, "person", &asked.person);
    world.everyone_syncs();
    let late = world.laptop("late");
    world.everyone_syncs();
    assert_eq!(traces(late.store()), Vec::<String>::new());
    is_the_same(&world, &[&amina, &late]);
    assert_eq!(late.opens(&asked.home)["members"].as_array().unwrap().len(), 3);
}

#[test]
fn a_family_is_erased_with_everybody_in_it() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    let head = amina.opens(&asked.home)["head_person_id"].as_str().unwrap().to_owned();
    let refused = world.console("privacy.erase", json!({ "kind": "person", "id": head, "ground": "request" }));
    assert_eq!(refused.unwrap_err().code, "privacy-refused-head");
    assert_eq!(erases(&world, "household", &asked.home)["files"], 4);
    world.everyone_syncs();
    for store in [world.hub(), amina.store(), joseph.store()] {
        assert_eq!(traces(store), Vec::<String>::new());
        assert_eq!(
            store::trace::traces(store, &["Grace", "Baraka", "Mwangi", "0712345678"]).unwrap(),
            Vec::<String>::new()
        );
    }
    is_the_same(&world, &[&amina, &joseph]);
    let page = joseph.opens(&asked.home);
    assert!(page["erased_at"].is_number() && page["may_change"] == false, "{page}");
}

/// What people said about her stands in facts of five kinds, and none of it stays.
#[test]
fn what_was_said_about_somebody_goes_and_that_it_was_done_stays() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    // Two say otherwise about her, a third settles it; she is looked up; she may be somebody else.
    let says = |laptop: &Laptop, word: &str| {
        laptop.does(
            "registry.correct_person",
            json!({ "person_id": asked.person, "fields": { "given_name": word }, "reason": NAME }),
        );
    };
    says(&amina, "Heardwrongly");
    says(&joseph, "Heardwrongly462819330");
    world.everyone_syncs();
    let refused = world.console("privacy.erase", json!({ "kind": "person", "id": asked.person, "ground": "request" }));
    assert_eq!(refused.unwrap_err().code, "privacy-refused-conflict-open");
    amina.does(
        "conflict.resolve",
        json!({ "document_id": asked.person, "field": "given_name", "item_id": null, "value": "Heardwrongly", "reason": NAME }),
    );
    amina.does(
        "registry.reveal",
        json!({ "person_id": asked.person, "household_id": null, "fields": [], "purpose": "complaint", "reason": format!("{NAME} rang") }),
    );
    amina.registers(&household("Mwangi", &["Heardwrongly 19 f head 0733918264"]));
    let pairs = amina.does("duplicate.list", json!({ "state": "open" }));
    let pair = &pairs["groups"][0]["pairs"][0];
    let pair = json!({ "person_id": pair["one"]["person_id"], "other_person_id": pair["other"]["person_id"] });
    amina.does(
        "duplicate.decide",
        json!({ "pairs": [pair], "outcome": "not_same", "reason": format!("{NAME} has a twin") }),
    );
    world.everyone_syncs();
    let drawn = world.console(
        "oversight.draw_sample",
        json!({ "area_id": amina.area(&world.district()), "size": 5, "is_stratified": false }),
    );
    let drawn = drawn.unwrap()["sample_id"].clone();
    let visit = json!({ "sample_id": drawn, "household_id": asked.home, "outcome": "found_different", "note": format!("{NAME} was not there"), "visited_on": "2026-06-01" });
    world.console("oversight.record_visit", visit).unwrap();
    world.everyone_syncs();
    for trace in ["settlement", "access_record", "duplicate_decision", "revisit_result", "log_commit"] {
        let found = store::trace::traces(joseph.store(), &[NAME]).unwrap();
        assert!(found.iter().any(|found| found.starts_with(trace)), "{trace}: {found:?}");
    }

    erases(&world, "household", &asked.home);
    world.everyone_syncs();
    for store in [world.hub(), amina.store(), joseph.store()] {
        assert_eq!(store::trace::traces(store, &[NAME]).unwrap(), Vec::<String>::new());
    }
    is_the_same(&world, &[&amina, &joseph]);
    let looked = world.console("audit.search", json!({ "query": { "person_id": asked.person } })).unwrap().to_string();
    assert!(looked.contains("registry.reveal"), "that somebody looked is still told: {looked}");
    let settled = joseph.does("conflict.list", json!({ "state": "settled" }));
    assert_eq!(settled["conflicts"].as_array().map(Vec::len), Some(1), "{settled}");
}

#[test]
fn a_stick_brings_the_order_and_takes_the_answer() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    erases(&world, "person", &asked.person);
    // Amina's village has no line: what she did meanwhile goes by stick, and the answer comes back by it.
    amina.does("registry.add_phone", json!({ "person_id": asked.person, "number": "0462819330" }));
    for (_, bytes) in amina.writes_stick_for_hub(u64::MAX) {
        world.hub_reads_stick(&bytes).unwrap();
    }
    assert_eq!(traces(world.hub()), Vec::<String>::new());
    for _ in 0..2 {
        for (_, bytes) in world.hub_writes_stick_for(&amina, u64::MAX) {
            amina.reads_stick(&bytes).unwrap();
        }
    }
    let left: Vec<String> = traces(amina.store()).into_iter().filter(|trace| !trace.starts_with("outbox")).collect();
    assert_eq!(left, Vec::<String>::new());
    world.everyone_syncs();
    assert_eq!(traces(amina.store()), Vec::<String>::new());
    is_the_same(&world, &[&amina, &joseph]);
}

#[test]
fn who_heard_nothing_yet_gives_the_words_to_a_neighbour_and_both_lose_them() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    amina.does("registry.add_phone", json!({ "person_id": asked.person, "number": "0462819330" }));
    erases(&world, "person", &asked.person);
    joseph.syncs();
    assert_eq!(traces(joseph.store()), Vec::<String>::new());
    for (_, bytes) in amina.writes_stick_for(&joseph, u64::MAX).unwrap() {
        joseph.reads_stick(&bytes).unwrap();
    }
    world.everyone_syncs();
    for store in [world.hub(), amina.store(), joseph.store()] {
        assert_eq!(traces(store), Vec::<String>::new());
    }
    is_the_same(&world, &[&amina, &joseph]);
}

#[test]
fn a_hub_that_was_restored_from_before_the_order_hears_of_it_again() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let asked = registers(&amina);
    world.everyone_syncs();
    let backup = world.backs_hub_up();
    erases(&world, "person", &asked.person);
    amina.syncs();
    amina.syncs();
    world.restores_hub(&backup);
    assert!(!traces(world.hub()).is_empty(), "the backup is from before");
    world.everyone_syncs();
    world.everyone_syncs();
    for store in [world.hub(), amina.store(), joseph.store()] {
        assert_eq!(traces(store), Vec::<String>::new());
    }
    is_the_same(&world, &[&amina, &joseph]);
}

#[test]
fn nobody_but_the_hub_takes_anything_out_of_what_others_signed() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let village = domain::Id::parse(&amina.area(&world.villages()[0])).unwrap();
    let (mut writes, carries) = (Insider::of(&world, &amina), Insider::of(&world, &joseph));
    let consent = Fact::Consent(Consent {
        id: domain::Id::from_bytes([1; 16]),
        household: domain::Id::from_bytes([2; 16]),
        purpose: "payment".to_owned(),
        is_given: false,
        manner: "signed".to_owned(),
        given_on: domain::time::parse_date("2026-06-01").unwrap(),
    });
    let payload = Payload { changes: Vec::new(), facts: vec![FactRecord::of(&consent).unwrap()] };
    let chunk = Chunk::read(&writes.chunk(village, payload.to_bytes())).unwrap();
    let commits = chunk.commits().unwrap();
    let left: Vec<_> = commits.iter().map(|commit| commit.cut_to(Payload::default().to_bytes())).collect();
    // Joseph carries what Amina signed, without the refusal in it.
    let forged = sync::chunk::cut(&chunk, &left, &carries.key).unwrap();
    assert!(forged.is_signed_by(&writes.key.public()), "her signature still stands in it");
    let verdict = carries.pushes(&forged.bytes).unwrap();
    assert_eq!(verdict, Verdict::Refused("sync-refused-signature".to_owned()));
    assert_eq!(carries.pushes(&chunk.bytes).unwrap(), Verdict::Held, "as she signed it, it is taken from anybody");

    // Commits may not be left out, put in, or exchanged for others.
    for wrong in [&left[..0], &[left.clone(), left.clone()].concat()] {
        assert!(sync::chunk::cut(&chunk, wrong, &carries.key).is_err());
    }
}

#[test]
fn a_list_kept_beside_the_backups_erases_again_what_nobody_else_remembers() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    world.everyone_syncs();
    let backup = world.backs_hub_up();
    erases(&world, "person", &asked.person);
    let list = store::exchange::erasures::list(world.hub()).unwrap();
    for word in WORDS {
        assert!(!String::from_utf8_lossy(&list).contains(word), "the list names nobody");
    }
    world.restores_hub(&backup);
    assert!(!traces(world.hub()).is_empty(), "the backup is from before, and no laptop has heard");
    let author = amina.caller().author("device.restore");
    assert!(!store::exchange::erasures::erase_again(world.hub(), &author, b"anything").unwrap());
    assert!(store::exchange::erasures::erase_again(world.hub(), &author, &list).unwrap());
    assert_eq!(traces(world.hub()), Vec::<String>::new());
    world.everyone_syncs();
    assert_eq!(traces(amina.store()), Vec::<String>::new());
    assert_eq!(amina.rows(), world.hub_rows());
}

#[test]
fn a_first_load_holds_nothing_of_the_file_before() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    for number in 0..70 {
        amina.registers(&household(&format!("Family{number}"), &["Grace 34 f head", "Baraka 2 m child"]));
    }
    world.everyone_syncs();
    // One load began before the ruling and goes on behind it, one begins after it.
    let early = world.laptop_unsynced("early", &[world.district()]);
    let _ = early.syncs_until(Cut::BeforeAnswer(4));
    erases(&world, "household", &asked.home);
    let late = world.laptop_unsynced("late", &[world.district()]);
    assert!(late.syncs().documents_loaded >= 210, "it came as a pack");
    world.everyone_syncs();
    for laptop in [&amina, &early, &late] {
        assert_eq!(traces(laptop.store()), Vec::<String>::new(), "{}", laptop.name);
    }
    is_the_same(&world, &[&amina, &early, &late]);
}
