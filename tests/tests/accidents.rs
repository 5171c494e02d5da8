//! Accidents of the field, and what everybody holds afterwards: old copies put back, cloned disks, a hub restored from an
//! older backup, first loads cut again and again, areas that change hands, digests that differ.

use serde_json::json;
use stories::{GREEN, World, household};

#[test]
fn a_laptop_restored_from_an_old_copy_keeps_both_what_it_had_sent_and_what_it_does_next() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head", "Baraka 2 m child"]));
    amina.syncs();
    let copy = world.copies_disk(&amina);
    // After the copy: work that reaches the hub, and is then missing from the restored disk.
    let later = amina.registers(&household("Otieno", &["Peter 51 m head"]));
    amina.sets_address(&home, "by the well");
    amina.syncs();
    world.restores_disk(&amina, &copy);
    // The officer does not know, and goes on working: the same numbers of the same chain mean something else now.
    let anew = amina.registers(&household("Njeri", &["Wanjiru 29 f head"]));
    amina.sets_address(&home, "by the mill");
    let summary = amina.syncs();
    assert_eq!(summary.recorded_again, 2, "{summary:?}");
    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(laptop.names(&later), ["Peter"], "{}", laptop.name);
        assert_eq!(laptop.names(&anew), ["Wanjiru"], "{}", laptop.name);
        let open = laptop.does("conflict.list", json!({ "state": "open" }));
        assert_eq!(open["open_count"], 1, "both addresses stand: {open}");
    }
    world.all_hold_the_same(&[&amina, &joseph]);
    let partings = world.hub().read(|reader| reader.partings()).unwrap();
    assert!(!partings.is_empty(), "the hub keeps it");
    let told = world.console("sync.list", json!({ "light": "attention" })).unwrap().to_string();
    assert!(told.contains("sync-parted-"), "the administrator is told: {told}");
    assert!(amina.lights().starts_with("committed green · left green · held green"), "{}", amina.lights());
}

#[test]
fn an_old_copy_put_back_without_new_work_gets_everything_again() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.syncs();
    let copy = world.copies_disk(&amina);
    amina.adds_member(&home, "Mwangi", "Neema 5 f child");
    amina.syncs();
    world.restores_disk(&amina, &copy);
    assert_eq!(amina.names(&home), ["Grace"]);
    amina.syncs();
    assert_eq!(amina.names(&home), ["Grace", "Neema"]);
    assert_eq!(amina.lights(), GREEN);
    world.all_hold_the_same(&[&amina]);
    // And it goes on.
    amina.adds_member(&home, "Mwangi", "Zawadi 0 f child");
    amina.syncs();
    assert_eq!(amina.lights(), GREEN);
    world.all_hold_the_same(&[&amina]);
}

#[test]
fn a_cloned_laptop_and_its_original_both_keep_their_work() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    // Unsent work is copied too: both will bring the same bytes.
    let copy = world.copies_disk(&amina);
    let clone = world.clones(&amina, &copy, "clone");
    let first = amina.registers(&household("Otieno", &["Peter 51 m head"]));
    let second = clone.registers(&household("Njeri", &["Wanjiru 29 f head", "Kamau 3 m child"]));
    amina.sets_address(&home, "north");
    clone.sets_address(&home, "south");
    amina.syncs();
    clone.syncs();
    for _ in 0..3 {
        let third = amina.registers(&household("Barasa", &["Neema 20 f head"]));
        clone.adds_member(&second, "Njeri", "Zawadi 0 f child");
        amina.syncs();
        clone.syncs();
        assert_eq!(amina.names(&third), ["Neema"]);
    }
    world.everyone_syncs();
    for laptop in [&amina, &clone, &joseph] {
        assert_eq!(laptop.names(&first), ["Peter"]);
        assert_eq!(laptop.names(&second).len(), 5, "{}", laptop.name);
        assert_eq!(laptop.does("conflict.list", json!({ "state": "open" }))["open_count"], 1);
    }
    world.all_hold_the_same(&[&amina, &clone, &joseph]);
}

#[test]
fn facts_of_a_parted_chain_are_stated_once() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.syncs();
    let copy = world.copies_disk(&amina);
    amina.sets_address(&home, "north");
    amina.syncs();
    world.restores_disk(&amina, &copy);
    let consent = json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" });
    amina.does("registry.record_consent", consent);
    amina.syncs();
    world.everyone_syncs();
    assert_eq!(world.hub_rows().matches("consent |").count(), 1);
    assert_eq!(amina.rows().matches("consent |").count(), 1);
    world.all_hold_the_same(&[&amina]);
}

#[test]
fn a_first_load_comes_as_packs_and_tells_who_did_what() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut homes = Vec::new();
    for number in 0..120 {
        homes.push(amina.registers(&household(&format!("Family{number}"), &["Grace 34 f head", "Baraka 2 m child"])));
    }
    amina.sets_address(&homes[3], "by the well");
    amina.syncs();
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    let summary = joseph.syncs();
    assert!(summary.documents_loaded >= 360, "{summary:?}");
    amina.syncs();
    world.all_hold_the_same(&[&amina, &joseph]);
    let timeline = joseph.does("registry.timeline", json!({ "household_id": homes[3] })).to_string();
    assert!(timeline.contains("amina"), "{timeline}");
    // What is done on top of a pack travels both ways.
    joseph.sets_address(&homes[5], "by the mill");
    amina.sets_address(&homes[5], "by the road");
    world.everyone_syncs();
    world.all_hold_the_same(&[&amina, &joseph]);
    assert_eq!(joseph.does("conflict.list", json!({ "state": "open" }))["open_count"], 1);
}

#[test]
fn a_difference_is_located_named_and_mended() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let homes: Vec<String> = (0..12)
        .map(|number| amina.registers(&household(&format!("Family{number}"), &["Grace 34 f head", "Baraka 2 m child"])))
        .collect();
    let consent = json!({ "household_id": homes[2], "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" });
    amina.does("registry.record_consent", consent);
    world.everyone_syncs();
    // Joseph's store forgets things behind everybody's back: documents, a fact, and a change in the middle.
    world.forgets(joseph.store(), &[&homes[1], &homes[2], &homes[7]]);
    assert_ne!(joseph.rows(), world.hub_rows());
    let summary = joseph.syncs();
    assert!(summary.mended >= 2, "{summary:?}");
    assert!(summary.is_proven, "{summary:?}");
    assert_eq!(joseph.lights(), GREEN);
    world.all_hold_the_same(&[&amina, &joseph]);
    assert_eq!(joseph.syncs().mended, 0);
}

#[test]
fn what_only_a_laptop_holds_finds_its_way_back_to_the_hub() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    // The hub's store loses a chunk and what it said, without being restored: nobody told the laptops.
    world.forgets(world.hub(), &[&home]);
    assert!(world.console("registry.open_household", json!({ "household_id": home })).is_err());
    world.loses("amina");
    let summary = joseph.syncs();
    assert!(summary.brought_back >= 1, "{summary:?}");
    assert!(world.console("registry.open_household", json!({ "household_id": home })).is_ok());
    assert_eq!(joseph.lights(), GREEN);
    world.all_hold_the_same(&[&joseph]);
}
