//! A laptop that its hub has ended: its unsent work is sealed to the hub, its keys are erased, and nothing opens it any more.

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desktop::Application;
use hub::setup::operator;
use serde_json::{Value, json};
use support::{PASSPHRASE, World, code_of, household, start};

fn at_hub(world: &World, name: &str, input: Value) -> Value {
    usecases::call(world.hub.store(), &operator(), name, input).unwrap()
}

fn number(laptop: &Arc<Application>) -> Value {
    laptop.call("device.state", json!({})).unwrap()["device"]["number"].clone()
}

fn revokes(world: &World, laptop: &Arc<Application>) {
    at_hub(world, "device.revoke", json!({ "number": number(laptop), "reason": "stolen in Kwale" }));
}

fn registers(laptop: &Arc<Application>, family: &str) {
    let areas = laptop.call("area.list", json!({})).unwrap();
    let found = areas["areas"].as_array().unwrap().iter().find(|found| found["code"] == "KE010101").unwrap().clone();
    laptop.call("registry.register", household(found["area_id"].as_str().unwrap(), "Grace", family)).unwrap();
}

fn state(laptop: &Arc<Application>) -> Value {
    laptop.call("device.state", json!({})).unwrap()
}

fn unlocks(laptop: &Arc<Application>) -> Result<Value, usecases::Failure> {
    laptop.call("access.unlock", json!({ "user_id": null, "name": "Amina", "passphrase": PASSPHRASE }))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Nothing in the data folder is a slot, a store, or the key of an outbox.
fn has_no_key(folder: &Path) {
    for path in files(folder) {
        let bytes = std::fs::read(&path).unwrap();
        let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(!holds(b"\"wrapped\""), "{} holds a slot", path.display());
        assert!(path.file_name().is_none_or(|name| name != "store.db" && name != "outbox.key"), "{}", path.display());
    }
}

/// What the hub takes of the rescue file that the notice names.
fn rescued(world: &World, state: &Value) -> Value {
    let path = state["ended"]["rescue_file"].as_str().unwrap();
    let kept = usecases::keep_file(world.hub.store(), &operator(), "laptop.rescue", &std::fs::read(path).unwrap());
    at_hub(world, "device.read_rescue", json!({ "file_id": kept.unwrap()["file_id"] }))
}

#[test]
fn an_ended_laptop_seals_its_unsent_work_and_erases_its_keys() {
    let world = World::new(false);
    let amina = world.joined("Amina");
    registers(&amina, "Mwangi");
    registers(&amina, "Otieno");
    revokes(&world, &amina);
    assert_eq!(amina.call("today.overview", json!({})).unwrap()["households"], 2, "until it hears of it");
    assert_eq!(code_of(amina.call("sync.run", json!({}))), "access-refused-laptop-ended");
    let ended = state(&amina);
    assert_eq!((&ended["stage"], &ended["ended"]["device_name"]), (&json!("unjoined"), &json!("Amina's laptop")));
    assert!(ended["ended"]["commits"].as_u64().unwrap() >= 2, "{ended}");
    let folder = world.folder.path().join("Amina");
    has_no_key(&folder);
    assert_eq!(code_of(unlocks(&amina)), "device-refused-not-joined");
    assert_eq!(code_of(amina.call("today.overview", json!({}))), "device-refused-not-joined");
    drop(amina);
    let amina = start(&world.runtime, &folder);
    assert_eq!(state(&amina)["ended"], ended["ended"], "after a restart, too");

    let taken = rescued(&world, &ended);
    assert_eq!((&taken["commits"], &taken["quarantined"]), (&ended["ended"]["commits"], &json!(0)), "{taken}");
    assert_eq!(at_hub(&world, "today.overview", json!({}))["households"], 2, "both families have reached the hub");
    // The laptop comes back and joins like a new one.
    let input = world.join_input("Amina", &world.code("KE0101"));
    let joined = amina.call("device.join", input).unwrap();
    assert_eq!((&joined["stage"], &joined["ended"]), (&json!("open"), &Value::Null));
    amina.call("sync.run", json!({})).unwrap();
    assert_eq!(amina.call("today.overview", json!({})).unwrap()["households"], 2);
}

#[test]
fn a_stick_brings_the_end_as_well() {
    let world = World::new(true);
    let (amina, joseph) = (world.joined("Amina"), world.joined("Joseph"));
    registers(&amina, "Mwangi");
    revokes(&world, &amina);
    let answer = at_hub(&world, "sync.answer_stick", json!({ "number": number(&amina), "part": 1 }));
    let stick = tempfile::tempdir().unwrap();
    let bytes = data_encoding::BASE64.decode(answer["base64"].as_str().unwrap().as_bytes()).unwrap();
    std::fs::write(stick.path().join(answer["file_name"].as_str().unwrap()), bytes).unwrap();
    let read = json!({ "path": stick.path().display().to_string() });
    // It is sealed to the one it is for: at another laptop it does nothing.
    joseph.call("sync.read_folder", read.clone()).unwrap();
    assert_eq!(state(&joseph)["stage"], "open");
    assert_eq!(code_of(amina.call("sync.read_folder", read)), "access-refused-laptop-ended");
    has_no_key(&world.folder.path().join("Amina"));
    assert!(rescued(&world, &state(&amina))["commits"].as_u64().unwrap() >= 1);
}

#[test]
fn an_end_that_was_taken_back_before_any_contact_does_nothing() {
    let world = World::new(true);
    let (amina, joseph) = (world.joined("Amina"), world.joined("Joseph"));
    let input = json!({ "number": number(&amina), "reason": "it was found" });
    let refused = usecases::call(world.hub.store(), &operator(), "device.reinstate", input.clone()).unwrap_err();
    assert_eq!(refused.code, "device-refused-not-ended");
    revokes(&world, &amina);
    at_hub(&world, "device.reinstate", input);
    registers(&amina, "Mwangi");
    amina.call("sync.run", json!({})).unwrap();
    joseph.call("sync.run", json!({})).unwrap();
    assert_eq!((&state(&amina)["stage"], &state(&joseph)["stage"]), (&json!("open"), &json!("open")));
    assert_eq!(joseph.call("today.overview", json!({})).unwrap()["households"], 1);
    // One that was ended stays so for itself alone.
    revokes(&world, &amina);
    joseph.call("sync.run", json!({})).unwrap();
    assert_eq!(state(&joseph)["stage"], "open");
}

#[test]
fn whatever_stands_in_the_way_leaves_the_laptop_whole_and_the_next_opening_ends_it() {
    let world = World::new(true);
    let amina = world.joined("Amina");
    registers(&amina, "Mwangi");
    revokes(&world, &amina);
    let folder = world.folder.path().join("Amina");
    // The notice cannot be written.
    std::fs::create_dir_all(folder.join("ended.new")).unwrap();
    assert_ne!(code_of(amina.call("sync.run", json!({}))), "access-refused-laptop-ended");
    assert_eq!(state(&amina)["stage"], "locked", "whole, and closed");
    assert_ne!(code_of(unlocks(&amina)), "access-refused-laptop-ended");
    assert!(folder.join("store/keys.json").exists());
    std::fs::remove_dir(folder.join("ended.new")).unwrap();
    assert_eq!(code_of(unlocks(&amina)), "access-refused-laptop-ended");
    has_no_key(&folder);
    assert!(rescued(&world, &state(&amina))["commits"].as_u64().unwrap() >= 1);
}

#[test]
fn what_a_crash_left_of_an_ending_is_erased_at_the_next_start() {
    let world = World::new(true);
    let amina = world.joined("Amina");
    drop(amina);
    let folder = world.folder.path().join("Amina");
    // As far as the one rename; of the keys, some are gone.
    std::fs::rename(folder.join("store"), folder.join("ending")).unwrap();
    std::fs::remove_file(folder.join("ending/outbox.key")).unwrap();
    let amina = start(&world.runtime, &folder);
    assert_eq!(state(&amina)["stage"], "unjoined");
    assert!(!folder.join("ending").exists());
    has_no_key(&folder);
}
