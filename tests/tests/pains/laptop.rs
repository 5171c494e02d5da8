//! Laptops that change hands, are lost and are stolen.

use serde_json::json;
use stories::desk::Desk;
use stories::program::{Hub, Programs};
use stories::{Cut, GREEN, World, household};

const WHOLE: u64 = u64::MAX;

/// With the real programs: the store is closed for one and opened for the other.
pub fn another_login() {
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::founded(&programs, folder.path(), &demo::area_csv(1));
    let passphrase = folder.path().join("passphrase").to_string_lossy().into_owned();
    hub.commands("user", &["add", "--name", "Joseph", "--role", "officer", "--passphrase-file", &passphrase]);
    let serving = hub.serves(&[]);
    let joins = |name: &str| {
        let code = hub.code(name, "XP0101");
        let desk = Desk::joins(&programs, folder.path(), name, &serving.line.url(), &code).expect("joined");
        desk.syncs().expect("the roster comes");
        desk
    };
    let (mut amina, ruth) = (joins("Amina"), joins("Ruth"));
    amina.adds_account(&hub.user_of("Joseph"), "Joseph");
    // A week without a network: Amina registers a family and begins another, then Joseph needs the laptop.
    let hers = amina.registers();
    let draft = json!({ "draft_id": null, "kind": "register", "title": "Half a family", "body": { "step": 2 } });
    amina.line().does("draft.keep", &draft);
    amina.signs_in("Joseph");
    let drafts = |desk: &Desk| desk.line().does("draft.list", &json!({ "kind": null }))["drafts"].clone();
    assert_eq!(drafts(&amina), json!([]), "her draft is her own");
    let his = amina.registers();
    amina.line().does("access.lock", &json!({}));
    amina.signs_in("Amina");
    assert_eq!(drafts(&amina)[0]["title"], "Half a family");
    let overview = amina.line().does("today.overview", &json!({}));
    assert_eq!((&overview["unsent_commits"], &overview["households"]), (&json!(2), &json!(2)));
    // Whoever exchanges brings the work of both, each under their own name.
    amina.signs_in("Joseph");
    amina.syncs().expect("an exchange");
    let (is_green, lights) = amina.is_green();
    assert!(is_green, "{lights:#}");
    ruth.syncs().expect("an exchange");
    for (family, officer) in [(hers, "Amina"), (his, "Joseph")] {
        let hits = ruth.line().does("registry.search", &json!({ "text": family, "area_id": null }))["hits"].clone();
        let timeline = json!({ "household_id": hits[0]["household_id"] });
        let told = ruth.line().does("registry.timeline", &timeline).to_string();
        assert!(told.contains(officer), "{family}: {told}");
    }
}

/// The officer's role and area are taken away while work of theirs is unsent.
pub fn lost_right() {
    let world = World::new();
    let villages = world.villages();
    let (amina, ruth) = (world.laptop_in("amina", &villages[..1]), world.laptop("ruth"));
    let home = amina.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"]));
    amina.syncs();
    amina.sets_address(&home, "by the well");
    let unsent = amina.registers_in(&villages[0], &household("Otieno", &["Peter 51 m head"]));
    amina.has_roles(&[]);
    let update = json!({ "household_id": home, "fields": { "address": "elsewhere" }, "reason": null });
    assert_eq!(amina.cannot("registry.update_household", update), "access-denied-right");
    assert_eq!(amina.unsent(), 2, "what was done before is still there");
    world.grants(&amina, &villages[5..6]);
    amina.syncs();
    assert_eq!((amina.unsent(), amina.lights().as_str()), (0, GREEN));
    ruth.syncs();
    assert_eq!(
        (ruth.opens(&home)["address"].as_str(), ruth.names(&unsent)),
        (Some("by the well"), vec!["Peter".to_owned()])
    );
    assert_eq!(world.hub().read(|reader| reader.quarantine()).unwrap(), [], "nothing of it was set aside");
    assert!(ruth.does("registry.timeline", json!({ "household_id": unsent })).to_string().contains("amina"));
}

/// One week's work is with a colleague, another's on a stick; then the laptop is gone.
pub fn lost() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    world.everyone_syncs();
    let monday = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    for (_, bytes) in amina.writes_stick_for(&joseph, WHOLE).unwrap() {
        joseph.reads_stick(&bytes).unwrap();
    }
    let tuesday = amina.registers(&household("Otieno", &["Peter 51 m head"]));
    amina.sets_address(&monday, "by the well");
    let stick = amina.writes_stick_for_hub(WHOLE);
    let wednesday = amina.registers(&household("Barasa", &["Neema 20 f head"]));
    world.loses("amina");
    drop(amina);
    // The colleague has Monday and brings it; nobody had to ask.
    assert_eq!(joseph.names(&monday), ["Grace"]);
    joseph.syncs();
    let at_hub = |home: &str| world.console("registry.open_household", json!({ "household_id": home }));
    assert_eq!(at_hub(&monday).unwrap()["name"], "Grace Mwangi");
    assert!(at_hub(&tuesday).is_err());
    // The stick that was in another bag has Tuesday, and Monday once more.
    for (_, bytes) in &stick {
        world.hub_reads_stick(bytes).unwrap();
    }
    assert_eq!(at_hub(&monday).unwrap()["address"], "by the well");
    assert_eq!(at_hub(&tuesday).unwrap()["name"], "Peter Otieno");
    assert!(at_hub(&wednesday).is_err(), "what only the lost laptop held is gone, and nothing pretends otherwise");
    world.everyone_syncs();
    world.all_hold_the_same(&[&joseph]);
    assert_eq!(joseph.lights(), GREEN);
    // A new laptop goes on from there.
    let anew = world.laptop("amina again");
    assert_eq!((anew.names(&tuesday), anew.lights().as_str()), (vec!["Peter".to_owned()], GREEN));
}

/// Words in what a thief finds on the disk.
const SECRETS: [&str; 10] = [
    "Qwertzuiop",
    "qwertzuiop",
    "Yxcvbnm",
    "yxcvbnm",
    "0799887766",
    "Asdfghjkl",
    "Nobodyknows",
    "Draftytitle",
    "Draftybody",
    "Filecontent",
];

/// Nothing can be read on its disk; the administrator ends it, and it is heard no more.
pub fn stolen() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Qwertzuiop", &["Yxcvbnm 34 f head 0799887766"]));
    let fields = json!({ "address": "Asdfghjkl house" });
    amina.does("registry.update_household", json!({ "household_id": home, "fields": fields, "reason": "Nobodyknows" }));
    let body = json!({ "name": "Draftybody" });
    amina.does("draft.keep", json!({ "draft_id": null, "kind": "register", "title": "Draftytitle", "body": body }));
    amina.brings("families.csv", b"name\nFilecontent Person\n").unwrap();
    amina.does("registry.search", json!({ "text": "Qwertzuiop", "area_id": null }));
    amina.syncs();
    let unsent = amina.registers(&household("Qwertzuiop", &["Yxcvbnm 20 f head"]));
    let mut scanned = 0;
    for entry in std::fs::read_dir(amina.folder()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() == "reserve" {
            continue; // zeros, kept to be freed when the disk is full
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        scanned += bytes.len();
        for word in SECRETS {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [word.as_bytes(), &wide] {
                assert!(
                    !bytes.windows(needle.len()).any(|window| window == needle),
                    "{word} lies readable on the disk"
                );
            }
        }
    }
    assert!(scanned > 100_000);
    let is_revoked = |name: &str| {
        let devices = world.console("device.list", json!({})).unwrap()["devices"].clone();
        let device = devices.as_array().unwrap().iter().find(|device| device["name"] == name).cloned().unwrap();
        device["is_revoked"] == true
    };
    assert!(!is_revoked("amina's laptop"));
    world.revokes(&amina);
    assert!(is_revoked("amina's laptop"), "the console shows it");
    let before = world.hub_rows();
    assert_eq!(amina.syncs_until(Cut::Never).unwrap_err(), "sync-refused-device-revoked");
    // Nor by any other way: the thief's sticks are refused.
    for (_, bytes) in amina.writes_stick_for_hub(WHOLE) {
        assert!(world.hub_reads_stick(&bytes).is_err());
    }
    assert_eq!(world.hub_rows(), before);
    assert!(world.console("registry.open_household", json!({ "household_id": unsent })).is_err());
    // What she had sent before is everybody's, also of who joins later.
    joseph.syncs();
    let ruth = world.laptop("ruth");
    for laptop in [&joseph, &ruth] {
        assert_eq!(laptop.names(&home), ["Yxcvbnm"]);
        assert_eq!(laptop.writes_stick_for(&amina, WHOLE).unwrap_err(), "sync-refused-device-revoked");
    }
    joseph.syncs();
    world.all_hold_the_same(&[&joseph, &ruth]);
}
