//! Disks that are full or damaged, on the laptop and at the hub.

use std::fs;

use serde_json::json;
use store::key::StoreKey;
use store::{DATABASE, OpenStore, Place, Store};
use stories::desk::Desk;
use stories::disk::SmallDisk;
use stories::program::{Hub, Programs};
use stories::{GREEN, World, household, rescue_file};

/// The act that does not fit is refused in words and leaves nothing, what was saved stays, and the reserve that is freed
/// lets the officer go on, and send.
pub fn full() {
    let Some(disk) = SmallDisk::of_mib(96) else { return };
    let world = World::new();
    let amina = world.laptop("amina");
    let folder = disk.path().join("store");
    world.moves_disk(&amina, &folder);
    let reserve = folder.join("reserve");
    assert_eq!(fs::metadata(&reserve).unwrap().len(), store::limits::RESERVE_BYTES);
    let village = amina.area(&world.villages()[0]);
    let family = household("Mwangi", &["Grace 34 f head", "Baraka 2 m child"]);
    let mut homes = vec![amina.tries_to_register(&village, &family).unwrap()];
    disk.fills_up_to(0);
    let refused = loop {
        match amina.tries_to_register(&village, &family) {
            Ok(home) => homes.push(home),
            Err(failure) => break failure,
        }
        assert!(homes.len() < 1_000, "a full disk takes everything");
    };
    assert_eq!(refused.code, "device-refused-disk-full");
    assert!(!reserve.exists(), "the reserve was freed");
    assert_eq!(amina.findings(), Vec::<String>::new());
    // The very same act goes through now, and the work can be sent.
    homes.push(amina.tries_to_register(&village, &family).unwrap());
    let overview = amina.does("today.overview", json!({}));
    assert_eq!((&overview["households"], &overview["unsent_commits"]), (&json!(homes.len()), &json!(homes.len())));
    amina.syncs();
    assert_eq!(amina.lights(), GREEN);
    for home in &homes {
        assert_eq!(amina.names(home), ["Grace", "Baraka"]);
        assert!(world.console("registry.open_household", json!({ "household_id": home })).is_ok());
    }
    world.all_hold_the_same(&[&amina]);
}

/// The laptop's file is rubbish on Thursday: what was never sent reaches the hub from the outbox beside it, and a laptop
/// in its place goes on.
pub fn damaged() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let known = amina.registers(&household("Otieno", &["Peter 50 m head"]));
    world.everyone_syncs();
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
    amina.sets_address(&known, "by the well");
    let copy = world.copies_disk(&amina);
    let folder = amina.folder().to_owned();
    fs::write(folder.join(DATABASE), b"this is not a store at all, but a letter of some length to somebody").unwrap();
    let key = StoreKey::from_bytes([7; 32]);
    // She sees a sentence that says so, and nothing is written over what is left.
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(folder.join(DATABASE), elsewhere.path().join(DATABASE)).unwrap();
    let options = OpenStore { folder: elsewhere.path(), key: &key, place: Place::Laptop, seed: [1; 32] };
    let fault = Store::open(&options).map(drop).unwrap_err();
    assert_eq!(usecases::Failure::from(fault).code, "device-refused-store-damaged");
    let adopted = world.hub_takes_rescue(&rescue_file(&folder)).unwrap();
    assert_eq!((adopted.commits, adopted.quarantined), (2, 0), "{adopted:?}");
    joseph.syncs();
    assert_eq!(joseph.names(&home), ["Grace", "Baraka"]);
    assert_eq!(joseph.opens(&known)["address"], "by the well");
    assert_eq!(joseph.lights(), GREEN);
    let timeline = joseph.does("registry.timeline", json!({ "household_id": home })).to_string();
    assert!(timeline.contains("amina"), "it is told as hers: {timeline}");
    // Yesterday's copy of the disk is put back: the same work comes a second time and changes nothing.
    world.restores_disk(&amina, &copy);
    amina.adds_member(&home, "Mwangi", "Zawadi 0 f child");
    world.everyone_syncs();
    assert_eq!(joseph.names(&home).len(), 3);
    assert_eq!((amina.lights().as_str(), amina.open_conflicts()), (GREEN, Vec::new()));
    world.all_hold_the_same(&[&amina, &joseph]);
}

/// With the real programs: the hub's disk fills up while laptops exchange.
pub fn full_hub() {
    let Some(disk) = SmallDisk::of_mib(64) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let programs = Programs::find();
    let hub = Hub::founded(&programs, disk.path(), &demo::area_csv(1));
    let serving = hub.serves(&["--metrics-listen", "0"]);
    let joins = |name: &str| {
        let code = hub.code(name, "XP0101");
        Desk::joins(&programs, folder.path(), name, &serving.line.url(), &code).expect("joined")
    };
    let (mut amina, joseph) = (joins("Amina"), joins("Joseph"));
    amina.registers();
    amina.syncs().expect("there is room");
    disk.fills_up_to(0);
    // As many families as the hub's files have room for, and then some.
    let mut families = 1;
    let refused = loop {
        amina.registers();
        families += 1;
        match amina.syncs() {
            Ok(_) => assert!(families < 500, "a full disk takes everything"),
            Err(code) => break code,
        }
    };
    assert_eq!(refused, "sync-refused-hub-full");
    let (is_green, lights) = amina.is_green();
    assert!(!is_green && lights["last_failure"]["code"] == "sync-refused-hub-full", "{lights:#}");
    // Work goes on, nothing of it is lost, and the hub still answers who only asks.
    amina.registers();
    families += 1;
    assert_eq!(amina.households(), families);
    assert_eq!(amina.syncs().unwrap_err(), "sync-refused-hub-full", "it is told every time");
    disk.has_room_again();
    amina.syncs().expect("there is room again");
    let (is_green, lights) = amina.is_green();
    assert!(is_green, "{lights:#}");
    joseph.syncs().expect("an exchange");
    assert_eq!(joseph.households(), families, "each family once");
    amina.verifies();
    drop(serving);
    hub.verifies();
}
