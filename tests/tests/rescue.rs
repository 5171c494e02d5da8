//! Rescue: unsent work reaches the hub from a laptop whose store does not open, with its authors and only once.

use serde_json::json;
use stories::{World, household, rescue_file};

const GREEN: &str = "committed green · left green · held green · accepted green · attention green";

#[test]
fn a_laptop_whose_store_does_not_open_loses_nothing() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let known = amina.registers(&household("Otieno", &["Peter 50 m head"]));
    world.everyone_syncs();
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
    amina.adds_member(&known, "Otieno", "Achieng 44 f spouse");
    amina.does(
        "registry.record_consent",
        json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" }),
    );
    // The database is rubbish now, and nobody remembers the passphrase.
    let folder = amina.folder().to_owned();
    std::fs::write(folder.join("store.db"), b"rubbish").unwrap();
    std::fs::remove_file(folder.join("keys.json")).unwrap_or_default();
    let file = rescue_file(&folder);
    for word in ["Mwangi", "Grace", "Achieng", "0712345678"] {
        assert!(!file.windows(word.len()).any(|window| window == word.as_bytes()), "{word} lies readable in the file");
    }
    let adopted = world.hub_takes_rescue(&file).unwrap();
    assert_eq!((adopted.commits, adopted.quarantined, adopted.unsigned), (3, 0, 0), "{adopted:?}");
    joseph.syncs();
    let page = joseph.opens(&home);
    assert_eq!(page["members"].as_array().unwrap().len(), 2, "{page:#}");
    assert_eq!(joseph.opens(&known)["members"].as_array().unwrap().len(), 2);
    assert_eq!(page["consents"][0]["by_user"], "amina", "{page:#}");
    assert_eq!(joseph.rows(), world.hub_rows());
    assert_eq!(joseph.lights(), GREEN);
    // Again takes nothing new.
    let again = world.hub_takes_rescue(&file).unwrap();
    assert_eq!((again.commits, again.known, again.quarantined), (0, 3, 0));
    assert_eq!(joseph.syncs().chunks_received, 0);
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
}

#[test]
fn the_laptop_that_sends_the_same_work_later_adds_nothing_twice() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    world.everyone_syncs();
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
    amina.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "address": "Behind the mosque" }, "reason": null }),
    );
    let file = rescue_file(amina.folder());
    assert_eq!(world.hub_takes_rescue(&file).unwrap().commits, 2);
    let rows = world.hub_rows();
    joseph.syncs();
    // Somebody goes on from there before the laptop comes back, and so does its owner.
    joseph.adds_member(&home, "Mwangi", "Neema 5 f child");
    joseph.syncs();
    amina.adds_member(&home, "Mwangi", "Zawadi 7 f child");
    assert_ne!(world.hub_rows(), rows);
    let summary = amina.syncs();
    assert_eq!((summary.commits_sent, summary.refused, summary.quarantined), (3, 0, 0), "{summary:?}");
    assert!(summary.is_proven);
    world.everyone_syncs();
    assert_eq!(joseph.opens(&home)["members"].as_array().unwrap().len(), 4);
    assert_eq!(joseph.does("conflict.list", json!({ "state": "open" }))["open_count"], 0);
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
    for laptop in [&amina, &joseph] {
        assert_eq!(laptop.lights(), GREEN);
    }
    assert_eq!(world.hub_takes_rescue(&file).unwrap().known, 2, "its own chain has brought it since");
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
    let before = world.hub_rows();
    joseph.rebuilds();
    assert_eq!(joseph.rows(), before);
}

#[test]
fn a_rescue_file_is_taken_from_a_known_laptop_and_whole_only() {
    let world = World::new();
    let amina = world.laptop("amina");
    amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    let file = rescue_file(amina.folder());
    let other = World::new();
    other.laptop("thief");
    assert_eq!(other.hub_takes_rescue(&file).unwrap_err(), "device-refused-rescue-not-ours");
    for end in (0..file.len()).step_by(53) {
        assert_eq!(world.hub_takes_rescue(&file[..end]).unwrap_err(), "device-refused-rescue-unreadable");
    }
    std::fs::remove_file(amina.folder().join("outbox.key")).unwrap();
    let sealed = rescue_file(amina.folder());
    assert_eq!(world.hub_takes_rescue(&sealed).unwrap_err(), "device-refused-rescue-sealed");
    // The next exchange puts the key beside the outbox again.
    assert!(amina.syncs_until(stories::Cut::BeforeRequest(1)).is_err());
    assert_eq!(world.hub_takes_rescue(&rescue_file(amina.folder())).unwrap().commits, 1);
}

#[test]
fn an_outbox_that_a_crash_cut_short_gives_what_is_whole() {
    let world = World::new();
    let amina = world.laptop("amina");
    for at in 0..5 {
        amina.registers(&household(&format!("Mwangi{at}"), &["Grace 34 f head"]));
    }
    let outbox = amina.folder().join("outbox.log");
    let bytes = std::fs::read(&outbox).unwrap();
    std::fs::write(&outbox, &bytes[..bytes.len() - 3]).unwrap();
    assert_eq!(world.hub_takes_rescue(&rescue_file(amina.folder())).unwrap().commits, 4);
    amina.syncs();
    assert_eq!(amina.lights(), GREEN);
    assert_eq!(amina.rows(), world.hub_rows());
}

#[test]
fn what_its_author_was_not_allowed_is_set_aside_and_the_rest_is_taken() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop_in("amina", &[villages[0].clone(), villages[1].clone()]);
    amina.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"]));
    amina.registers_in(&villages[1], &household("Kamau", &["Wanjiru 44 f head"]));
    let file = rescue_file(amina.folder());
    world.hub_grants(&amina, &[villages[0].clone()]);
    let adopted = world.hub_takes_rescue(&file).unwrap();
    assert_eq!((adopted.commits, adopted.quarantined), (1, 1), "{adopted:?}");
    assert!(world.hub_rows().contains("Mwangi") && !world.hub_rows().contains("Kamau"));
}

#[test]
fn an_outbox_of_the_first_release_is_taken_after_its_store_was_opened_once() {
    let release = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v01");
    // Its records carry no signature; what vouches for them is the key that this version puts beside them when it opens.
    let world = World::thaw(&release);
    let (mut commits, mut unsigned) = (0, 0);
    for name in ["amina", "joseph"] {
        let adopted = world.hub_takes_rescue(&rescue_file(world.laptop_of(name).folder())).unwrap();
        assert_eq!(adopted.quarantined, 0, "{adopted:?}");
        (commits, unsigned) = (commits + adopted.commits, unsigned + adopted.unsigned);
    }
    assert!(commits > 0 && unsigned == commits, "{commits} commits, {unsigned} without a signature");
    let rows = world.hub_rows();
    assert!(rows.contains("Wanjiru") && rows.contains("by the well"), "the unsent work of the release");
    world.everyone_syncs();
    for name in ["amina", "joseph"] {
        assert!(world.laptop_of(name).lights().starts_with("committed green · left green · held green"));
    }
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
}
