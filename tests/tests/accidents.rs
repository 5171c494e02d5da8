//! Accidents of the field, and what everybody holds afterwards: old copies put back, cloned disks, a hub restored from an
//! older backup, first loads cut again and again, areas that change hands, digests that differ.

use serde_json::json;
use stories::{Cut, Laptop, World, assert_same, household};

const ALL_GREEN: &str = "committed green · left green · held green · accepted green · attention green";

fn names(laptop: &Laptop, home: &str) -> Vec<String> {
    let page = laptop.opens(home);
    let members = page["members"].as_array().cloned().unwrap_or_default();
    members.iter().map(|member| member["person"]["given_name"].as_str().unwrap_or_default().to_owned()).collect()
}

fn sets_address(laptop: &Laptop, home: &str, address: &str) {
    laptop.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "address": address }, "reason": null }),
    );
}

fn assert_equal(world: &World, laptops: &[&Laptop]) {
    let rows = world.hub_rows();
    for laptop in laptops {
        assert_same(&laptop.rows(), &rows, &laptop.name);
        assert_eq!(store::verify::verify(laptop.store()).unwrap().findings, Vec::<String>::new(), "{}", laptop.name);
        laptop.rebuilds();
        assert_same(&laptop.rows(), &rows, &format!("{} rebuilt", laptop.name));
    }
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
    world.hub_rebuilds();
    assert_same(&world.hub_rows(), &rows, "the hub rebuilt");
}

#[test]
fn a_laptop_restored_from_an_old_copy_keeps_both_what_it_had_sent_and_what_it_does_next() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head", "Baraka 2 m child"]));
    amina.syncs();
    let copy = world.copies_disk(&amina);
    // After the copy: work that reaches the hub, and is then missing from the restored disk.
    let later = amina.registers(&household("Otieno", &["Peter 51 m head"]));
    sets_address(&amina, &home, "by the well");
    amina.syncs();
    world.restores_disk(&amina, &copy);
    // The officer does not know, and goes on working: the same numbers of the same chain mean something else now.
    let anew = amina.registers(&household("Njeri", &["Wanjiru 29 f head"]));
    sets_address(&amina, &home, "by the mill");
    let summary = amina.syncs();
    assert_eq!(summary.recorded_again, 2, "{summary:?}");
    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(names(laptop, &later), ["Peter"], "{}", laptop.name);
        assert_eq!(names(laptop, &anew), ["Wanjiru"], "{}", laptop.name);
        let open = laptop.does("conflict.list", json!({ "state": "open" }));
        assert_eq!(open["open_count"], 1, "both addresses stand: {open}");
    }
    assert_equal(&world, &[&amina, &joseph]);
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
    assert_eq!(names(&amina, &home), ["Grace"]);
    amina.syncs();
    assert_eq!(names(&amina, &home), ["Grace", "Neema"]);
    assert_eq!(amina.lights(), ALL_GREEN);
    assert_equal(&world, &[&amina]);
    // And it goes on.
    amina.adds_member(&home, "Mwangi", "Zawadi 0 f child");
    amina.syncs();
    assert_eq!(amina.lights(), ALL_GREEN);
    assert_equal(&world, &[&amina]);
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
    sets_address(&amina, &home, "north");
    sets_address(&clone, &home, "south");
    amina.syncs();
    clone.syncs();
    for _ in 0..3 {
        let third = amina.registers(&household("Barasa", &["Neema 20 f head"]));
        clone.adds_member(&second, "Njeri", "Zawadi 0 f child");
        amina.syncs();
        clone.syncs();
        assert_eq!(names(&amina, &third), ["Neema"]);
    }
    world.everyone_syncs();
    for laptop in [&amina, &clone, &joseph] {
        assert_eq!(names(laptop, &first), ["Peter"]);
        assert_eq!(names(laptop, &second).len(), 5, "{}", laptop.name);
        assert_eq!(laptop.does("conflict.list", json!({ "state": "open" }))["open_count"], 1);
    }
    assert_equal(&world, &[&amina, &clone, &joseph]);
}

#[test]
fn facts_of_a_parted_chain_are_stated_once() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.syncs();
    let copy = world.copies_disk(&amina);
    sets_address(&amina, &home, "north");
    amina.syncs();
    world.restores_disk(&amina, &copy);
    let consent = json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" });
    amina.does("registry.record_consent", consent);
    amina.syncs();
    world.everyone_syncs();
    assert_eq!(world.hub_rows().matches("consent |").count(), 1);
    assert_eq!(amina.rows().matches("consent |").count(), 1);
    assert_equal(&world, &[&amina]);
}

#[test]
fn a_hub_restored_from_an_older_backup_is_refilled_third_parties_included() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    let backup = world.backs_hub_up();
    // After the backup: work of two laptops, a third that joins, and a verdict of the hub.
    sets_address(&amina, &home, "by the well");
    let of_joseph = joseph.registers_in(&world.villages()[1], &household("Otieno", &["Peter 51 m head"]));
    let fatima = world.laptop("fatima");
    let of_fatima = fatima.registers(&household("Njeri", &["Wanjiru 29 f head"]));
    let to = amina.area(&world.villages()[2]);
    amina.does("registry.request_move", json!({ "household_id": home, "to_area_id": to, "why": "work" }));
    world.everyone_syncs();
    let moves = world.console("registry.list_moves", json!({})).unwrap();
    world
        .console("registry.accept_move", json!({ "request_id": moves["moves"][0]["request_id"], "reason": null }))
        .unwrap();
    world.everyone_syncs();
    let before = world.hub_rows();
    // Joseph's laptop is lost for good: what he did must come from the others.
    world.loses("joseph");
    world.restores_hub(&backup);
    assert!(!world.hub_rows().contains("Peter"));
    world.everyone_syncs();
    assert_eq!(world.hub_rows(), before, "everything is back");
    assert_equal(&world, &[&amina, &fatima]);
    assert_eq!(amina.lights(), ALL_GREEN);
    for id in [&home, &of_joseph, &of_fatima] {
        world.console("registry.open_household", json!({ "household_id": id })).unwrap();
    }
    // Life goes on, and who joins now gets a number that nobody has.
    let ruth = world.laptop("ruth");
    let numbers: Vec<u32> =
        world.hub().read(|reader| reader.devices()).unwrap().iter().map(|device| device.number).collect();
    assert_eq!(numbers.iter().collect::<std::collections::BTreeSet<_>>().len(), numbers.len());
    assert_eq!(ruth.rows(), world.hub_rows());
    amina.registers(&household("Barasa", &["Neema 20 f head"]));
    world.everyone_syncs();
    assert_equal(&world, &[&amina, &fatima, &ruth]);
}

#[test]
fn a_first_load_that_is_cut_again_and_again_only_goes_forward() {
    let world = World::new();
    let amina = world.laptop("amina");
    let villages = world.villages();
    for number in 0..150 {
        let village = &villages[number % 2];
        amina.registers_in(
            village,
            &household(&format!("Family{number}"), &["Grace 34 f head 0700123456", "Baraka 2 m child"]),
        );
    }
    amina.syncs();
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    joseph.is_on_line_of(4);
    let mut held = 0;
    let mut cuts = 0;
    for at in 1..60 {
        // Every exchange gets one request further than its hello and is cut.
        let ended = joseph.syncs_until(Cut::BeforeAnswer(2 + at % 3));
        let now = joseph.rows().lines().filter(|line| line.starts_with("person |")).count();
        assert!(now >= held, "what was loaded stays");
        held = now;
        if ended.is_ok() {
            break;
        }
        cuts += 1;
    }
    assert!(cuts > 2, "it was cut {cuts} times");
    world.everyone_syncs();
    assert_eq!(joseph.lights(), ALL_GREEN);
    assert_equal(&world, &[&amina, &joseph]);
    // Names of who did what came with it.
    let home = amina.registers(&household("Late", &["Ruth 40 f head"]));
    amina.syncs();
    joseph.syncs();
    assert_eq!(names(&joseph, &home), ["Ruth"]);
    let summary = joseph.syncs();
    assert_eq!(summary.documents_loaded, 0, "once loaded, only the feed is heard");
}

#[test]
fn a_first_load_comes_as_packs_and_tells_who_did_what() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut homes = Vec::new();
    for number in 0..120 {
        homes.push(amina.registers(&household(&format!("Family{number}"), &["Grace 34 f head", "Baraka 2 m child"])));
    }
    sets_address(&amina, &homes[3], "by the well");
    amina.syncs();
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    let summary = joseph.syncs();
    assert!(summary.documents_loaded >= 360, "{summary:?}");
    amina.syncs();
    assert_equal(&world, &[&amina, &joseph]);
    let timeline = joseph.does("registry.timeline", json!({ "household_id": homes[3] })).to_string();
    assert!(timeline.contains("amina"), "{timeline}");
    // What is done on top of a pack travels both ways.
    sets_address(&joseph, &homes[5], "by the mill");
    sets_address(&amina, &homes[5], "by the road");
    world.everyone_syncs();
    assert_equal(&world, &[&amina, &joseph]);
    assert_eq!(joseph.does("conflict.list", json!({ "state": "open" }))["open_count"], 1);
}

#[test]
fn an_area_that_changes_hands_moves_only_the_difference_and_loses_no_work() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop_in("amina", &villages[..2]);
    let joseph = world.laptop_in("joseph", &villages[1..3]);
    let (first, second) = (
        amina.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"])),
        amina.registers_in(&villages[1], &household("Otieno", &["Peter 51 m head"])),
    );
    world.everyone_syncs();
    // While she is offline her second village is given away and another one given to her.
    let unsent = amina.registers_in(&villages[1], &household("Njeri", &["Wanjiru 29 f head"]));
    sets_address(&amina, &second, "by the well");
    world.grants(&amina, &[villages[0].clone(), villages[2].clone()]);
    let of_joseph = joseph.registers_in(&villages[2], &household("Barasa", &["Neema 20 f head"]));
    joseph.syncs();
    let summary = amina.syncs();
    assert!(summary.left >= 4, "{summary:?}");
    assert_eq!(summary.commits_received, 1 + 1, "the new village and the roster, nothing else: {summary:?}");
    assert_eq!(names(&amina, &first), ["Grace"]);
    assert_eq!(names(&amina, &of_joseph), ["Neema"]);
    assert_eq!(
        amina.cannot("registry.open_household", json!({ "household_id": second })),
        "registry-refused-moved-away"
    );
    assert!(!amina.rows().contains("Wanjiru"));
    world.everyone_syncs();
    assert_eq!(names(&joseph, &unsent), ["Wanjiru"], "work made before she could know is not lost");
    assert_eq!(joseph.opens(&second)["address"], "by the well");
    assert_eq!(amina.lights(), ALL_GREEN);
    assert_eq!(world.hub().read(|reader| reader.quarantine()).unwrap(), []);
    // From now on it is not hers any more.
    assert_eq!(
        amina.cannot("registry.register", json!({ "area_id": joseph.area(&villages[1]), "address": null, "dwelling": null, "water_source": null, "registered_on": "2026-06-01", "members": [{ "given_name": "X", "role": "head", "phones": [], "identity_documents": [] }], "consent": null, "draft_id": null })),
        "registry-refused-area-out-of-scope"
    );
    // And given back, all of it comes again.
    world.grants(&amina, &villages[..2]);
    world.everyone_syncs();
    assert_eq!(names(&amina, &second), ["Peter"]);
    assert_eq!(amina.lights(), ALL_GREEN);
    // A laptop that joins later believes what was written under the former grant.
    let ruth = world.laptop("ruth");
    assert_eq!(ruth.rows(), world.hub_rows());
    assert_eq!(ruth.lights(), ALL_GREEN);
}

#[test]
fn what_a_revoked_laptop_had_sent_stays_and_reaches_everybody() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.syncs();
    world.revokes(&amina);
    assert_eq!(amina.syncs_until(Cut::Never).unwrap_err(), "sync-refused-device-revoked");
    joseph.syncs();
    assert_eq!(names(&joseph, &home), ["Grace"]);
    let ruth = world.laptop("ruth");
    assert_eq!(names(&ruth, &home), ["Grace"]);
    joseph.syncs();
    assert_equal(&world, &[&joseph, &ruth]);
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
    assert_eq!(joseph.lights(), ALL_GREEN);
    assert_equal(&world, &[&amina, &joseph]);
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
    assert_eq!(joseph.lights(), ALL_GREEN);
    assert_equal(&world, &[&joseph]);
}
