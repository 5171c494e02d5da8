//! Laptops as witnesses of the hub's logbook: whoever has the hub in their hands cannot take back what it said unseen.

use serde_json::{Value, json};
use stories::{Cut, GREEN, Laptop, World, household};

fn findings(laptop: &Laptop) -> Vec<(String, bool)> {
    let told = laptop.does("sync.witness", json!({}));
    let one = |finding: &Value| (finding["kind"].as_str().unwrap().to_owned(), finding["ended_at"].is_null());
    told["findings"].as_array().unwrap().iter().map(one).collect()
}

fn heads(told: &Value) -> Vec<(u64, String)> {
    let one = |head: &Value| (head["size"].as_u64().unwrap(), head["fingerprint"].as_str().unwrap().to_owned());
    told["heads"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn every_day_the_hub_signs_its_record_and_everybody_is_told_the_same() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    for day in 0..4 {
        amina.registers(&household(&format!("Family{day}"), &["Grace 34 f head"]));
        world.everyone_syncs();
        world.next_day();
    }
    world.everyone_syncs();
    let hub = heads(&world.console("sync.witness", json!({})).unwrap());
    assert_eq!(hub.len(), 5, "{hub:?}");
    assert!(hub.windows(2).all(|pair| pair[0].0 >= pair[1].0), "a logbook only grows: {hub:?}");
    assert_eq!(hub[0].1.len(), 19, "four groups of four: {hub:?}");
    for laptop in [&amina, &joseph] {
        assert_eq!(heads(&laptop.does("sync.witness", json!({}))), hub);
        assert_eq!(findings(laptop), []);
        assert_eq!(laptop.lights(), GREEN);
    }
    let verified = store::verify::verify(world.hub()).unwrap();
    assert_eq!(verified.findings, Vec::<String>::new());
}

#[test]
fn an_old_copy_that_is_put_back_is_seen_by_every_laptop() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    let old = world.backs_hub_up();
    let salma = world.laptop("salma");
    salma.registers(&household("Wanjiru", &["Neema 40 f head"]));
    world.everyone_syncs();
    world.loses("salma");
    world.next_day();
    world.everyone_syncs();
    let witnessed = amina.does("sync.witness", json!({})).to_string();
    world.puts_hub_back(&old);
    // With the file of one laptop in hand an auditor sees it at the hub.
    let (brought, found) =
        world.hub().read(|reader| usecases::sync_lights::witness::compare(reader, witnessed.as_bytes())).unwrap();
    assert!(brought >= 2 && found.len() == 1 && found[0].ends_with("shortened"), "{brought} {found:?}");
    world.next_day();
    for laptop in [&amina, &joseph] {
        let _ = laptop.syncs_until(Cut::Never);
        assert_eq!(findings(laptop), [("shortened".to_owned(), true)]);
        assert!(laptop.lights().contains("attention 1 waiting"), "{}", laptop.lights());
        let listed = laptop.does("sync.list", json!({ "light": "attention" }));
        assert_eq!(listed["items"][0]["code"], "sync-logbook-shortened", "{listed}");
    }
    // Restored as a restore is done, the hub says so to everybody, and all goes on.
    world.restores_hub(&old);
    world.everyone_syncs();
    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(findings(laptop), [("restored".to_owned(), false), ("shortened".to_owned(), false)]);
        assert_eq!(laptop.lights(), GREEN);
    }
}

#[test]
fn a_hub_that_goes_on_from_an_old_copy_until_it_is_longer_is_seen_too() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    world.everyone_syncs();
    let old = world.backs_hub_up();
    amina.registers(&household("Wanjiru", &["Neema 40 f head"]));
    amina.syncs();
    world.next_day();
    amina.syncs();
    world.puts_hub_back(&old);
    for village in world.villages().iter().take(4) {
        joseph.registers_in(village, &household("Kamau", &["Peter 50 m head"]));
    }
    joseph.syncs();
    world.next_day();
    joseph.syncs();
    let _ = amina.syncs_until(Cut::Never);
    assert_eq!(findings(&joseph), [], "he was told nothing that was taken back");
    assert_eq!(findings(&amina), [("rewritten".to_owned(), true)]);
}

#[test]
fn a_hub_that_says_nothing_of_its_record_any_more_is_seen() {
    let world = World::new();
    let amina = world.laptop("amina");
    world.everyone_syncs();
    world.keeps_logbook_to_itself(true);
    for _ in 0..7 {
        world.next_day();
        amina.syncs();
        assert_eq!(findings(&amina), []);
    }
    world.next_day();
    amina.syncs();
    assert_eq!(findings(&amina), [("silent".to_owned(), true)]);
    world.keeps_logbook_to_itself(false);
    amina.syncs();
    assert_eq!(findings(&amina), [("silent".to_owned(), false)]);
    assert_eq!(amina.lights(), GREEN);
}

#[test]
fn a_file_that_is_no_witness_is_refused() {
    let world = World::new();
    let refused = |file: &str| {
        world.hub().read(|reader| usecases::sync_lights::witness::compare(reader, file.as_bytes())).unwrap_err().code
    };
    assert_eq!(refused("nothing"), "shell-refused-input");
    let head = json!({ "at": 1, "size": 1, "fingerprint": "", "signed": "AAAA" });
    assert_eq!(refused(&json!({ "heads": [head], "findings": [] }).to_string()), "shell-refused-input");
}
