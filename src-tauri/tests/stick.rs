//! Sticks through the application as the screens use it: folders on a disk, an upload at the console, a carrier online.

mod support;

use std::sync::Arc;

use desktop::Application;
use hub::setup::operator;
use serde_json::{Value, json};
use support::{World, code_of, household};

fn joined(world: &World, name: &str, area: &str, role: &str) -> Arc<Application> {
    let code = usecases::hub_setup::issue_code(world.hub.store(), &operator(), "laptop", &[area.to_owned()], role, 48)
        .unwrap();
    let laptop = world.laptop(name);
    laptop.call("device.join", world.join_input(name, &code)).unwrap();
    laptop
}

fn registers(laptop: &Arc<Application>, area: &str, family: &str) {
    let areas = laptop.call("area.list", json!({})).unwrap();
    let found = areas["areas"].as_array().unwrap().iter().find(|found| found["code"] == area).unwrap().clone();
    laptop.call("registry.register", household(found["area_id"].as_str().unwrap(), "Grace", family)).unwrap();
}

fn console(world: &World, use_case: &str, input: Value) -> Value {
    usecases::call(world.hub.store(), &operator(), use_case, input).unwrap()
}

fn console_file(world: &World, path: &str) -> Value {
    let bytes = std::fs::read(path).unwrap();
    usecases::keep_file(world.hub.store(), &operator(), "part", &bytes).unwrap()
}

fn households(laptop: &Arc<Application>) -> u64 {
    laptop.call("today.overview", json!({})).unwrap()["households"].as_u64().unwrap()
}

#[test]
fn a_stick_goes_to_the_console_and_its_answer_comes_back() {
    let world = World::new(true);
    let (amina, joseph) = (world.joined("Amina"), world.joined("Joseph"));
    registers(&joseph, "KE010101", "Otieno");
    joseph.call("sync.run", json!({})).unwrap();
    registers(&amina, "KE010101", "Mwangi");
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().display().to_string();
    for wrong in ["", "relative", "/surely/not/there"] {
        let input = json!({ "folder": wrong, "receiver": null, "part_mb": null });
        assert_eq!(code_of(amina.call("sync.write_stick", input)), "sync-refused-folder");
    }
    assert_eq!(code_of(amina.call("sync.read_folder", json!({ "path": folder }))), "sync-refused-folder-empty");
    let known = amina.call("sync.list_sticks", json!({})).unwrap();
    assert_eq!((known["unsent"].as_u64(), known["receivers"].as_array().unwrap().len()), (Some(1), 0));

    let written = amina.call("sync.write_stick", json!({ "folder": folder, "receiver": null, "part_mb": 1 })).unwrap();
    let file = written["files"][0].as_str().unwrap();
    assert!(std::path::Path::new(file).is_file() && written["parts"] == 1, "{written}");
    let kept = console_file(&world, file);
    let read = console(&world, "sync.read_stick", kept.clone());
    assert_eq!((&read["parts"][0]["state"], &read["parts"][0]["commits"]), (&json!("taken"), &json!(1)), "{read}");
    let answer = console(&world, "sync.answer_stick", json!({ "number": read["parts"][0]["from_number"], "part": 1 }));
    let bytes = data_encoding::BASE64.decode(answer["base64"].as_str().unwrap().as_bytes()).unwrap();
    std::fs::write(stick.path().join(answer["file_name"].as_str().unwrap()), bytes).unwrap();
    // Everything on the stick is read: her own part is not for her, and holds nothing up.
    let read = amina.call("sync.read_folder", json!({ "path": folder })).unwrap();
    let states: Vec<&str> =
        read["parts"].as_array().unwrap().iter().filter_map(|part| part["state"].as_str()).collect();
    assert_eq!(states.len(), 2, "{read}");
    assert!(states.contains(&"taken") && states.contains(&"refused"), "{read}");
    assert_eq!(households(&amina), 2);
    assert_eq!(amina.call("sync.list_sticks", json!({})).unwrap()["unsent"], 0);
    assert_eq!(code_of(amina.call("sync.list_carried", json!({}))), "access-denied-right");
}

#[test]
fn a_supervisor_carries_a_stick_and_brings_the_answer() {
    let world = World::new(false);
    let amina = joined(&world, "Amina", "KE010101", "officer");
    let fatuma = joined(&world, "Fatuma", "KE010102", "supervisor");
    registers(&amina, "KE010101", "Mwangi");
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().display().to_string();
    amina.call("sync.write_stick", json!({ "folder": folder, "receiver": null, "part_mb": null })).unwrap();
    let read = fatuma.call("sync.read_folder", json!({ "path": folder })).unwrap();
    assert_eq!(read["parts"][0]["state"], "carried", "{read}");
    let carried = fatuma.call("sync.list_carried", json!({})).unwrap();
    assert_eq!(
        (carried["carried"][0]["state"].as_str(), carried["carried"][0]["is_for_hub"].as_bool()),
        (Some("carried"), Some(true))
    );
    let ran = fatuma.call("sync.run", json!({})).unwrap();
    assert_eq!((ran["carried"].as_u64(), ran["answers"].as_u64()), (Some(1), Some(1)), "{ran}");
    let back = tempfile::tempdir().unwrap();
    let folder = back.path().display().to_string();
    fatuma.call("sync.write_stick", json!({ "folder": folder, "receiver": null, "part_mb": null })).unwrap();
    let read = amina.call("sync.read_folder", json!({ "path": folder })).unwrap();
    assert!(read["parts"].as_array().unwrap().iter().any(|part| part["is_receipt"] == true), "{read}");
    let lights = amina.call("sync.lights", json!({})).unwrap();
    assert!(lights["lights"].as_array().unwrap().iter().all(|light| light["is_green"] == true), "{lights}");
    for one in fatuma.call("sync.list_carried", json!({})).unwrap()["carried"].as_array().unwrap() {
        fatuma.call("sync.discard_carried", json!({ "part": one["part"] })).unwrap();
    }
    assert_eq!(fatuma.call("sync.list_carried", json!({})).unwrap()["carried"], json!([]));
    assert_eq!(code_of(fatuma.call("sync.discard_carried", json!({ "part": "00" }))), "shell-missing");
}

#[test]
fn a_rescue_file_of_the_screen_is_read_at_the_console() {
    let world = World::new(true);
    let amina = world.joined("Amina");
    registers(&amina, "KE010101", "Mwangi");
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let made = amina.call("device.rescue", json!({ "folder": folder })).unwrap();
    assert_eq!((made["commits"].as_u64(), made["is_open_to_hub"].as_bool()), (Some(1), Some(true)), "{made}");
    let file = made["file"].as_str().unwrap();
    let taken = console(&world, "device.read_rescue", console_file(&world, file));
    assert_eq!(
        (taken["commits"].as_u64(), taken["device_name"].as_str()),
        (Some(1), Some("Amina's laptop")),
        "{taken}"
    );
    assert_eq!(console(&world, "device.read_rescue", console_file(&world, file))["commits"], 0);
    let overview = console(&world, "today.overview", json!({}));
    assert_eq!(overview["households"], 1);
    amina.call("sync.run", json!({})).unwrap();
    assert_eq!(console(&world, "today.overview", json!({}))["households"], 1);
}
