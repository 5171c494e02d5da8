//! What central staff do in the hub's console: look after laptops and people.

use serde_json::json;
use stories::{Cut, Laptop, World, household};

/// A laptop that has sent its first family.
fn at_work() -> (World, std::rc::Rc<Laptop>) {
    let world = World::new();
    let amina = world.laptop("amina");
    amina.registers(&household("Mwangi", &["Grace 60 f head"]));
    amina.syncs();
    (world, amina)
}

#[test]
fn the_console_sees_devices_users_and_items_behind_the_lights() {
    let (world, amina) = at_work();
    let devices = world.console("device.list", json!({})).unwrap();
    assert_eq!(
        (devices["devices"][0]["name"].as_str(), devices["devices"][0]["commits_held"].as_u64()),
        (Some("amina's laptop"), Some(1))
    );
    let users = world.console("user.list", json!({})).unwrap();
    assert_eq!(users["users"].as_array().unwrap().len(), 2);
    assert_eq!(amina.does("sync.list", json!({ "light": "committed" }))["items"][0]["title"], "registry.register");
    assert_eq!(amina.does("sync.list", json!({ "light": "held" }))["items"], json!([]));
    assert_eq!(world.console("registry.register", json!({})).unwrap_err().code, "access-denied-right");
    let code =
        world.console("device.issue_code", json!({ "name": "x", "area_ids": [], "role": "officer", "valid_hours": 1 }));
    assert_eq!(code.unwrap_err().code, "device-refused-areas-needed");
}

#[test]
fn the_console_gives_a_laptop_other_areas_and_ends_it() {
    let (world, amina) = at_work();
    let listed = || world.console("device.list", json!({})).unwrap()["devices"][0].clone();
    let (number, own) = (listed()["number"].clone(), listed()["area_ids"].clone());
    let refused = |name: &str, input| world.console(name, input).unwrap_err().code;
    let grant = |number: &serde_json::Value, areas: serde_json::Value| json!({ "number": number, "area_ids": areas });
    assert_eq!(refused("device.grant", grant(&number, json!([]))), "device-refused-areas-needed");
    assert_eq!(refused("device.grant", grant(&number, own)), "device-refused-nothing-changed");
    assert_eq!(refused("device.grant", grant(&json!(0), json!([amina.area(&world.villages()[0])]))), "shell-missing");
    let village = amina.area(&world.villages()[0]);
    world.console("device.grant", grant(&number, json!([village]))).unwrap();
    assert_eq!(listed()["area_ids"], json!([village]));
    assert_eq!(refused("device.revoke", json!({ "number": number, "reason": " " })), "device-refused-reason-needed");
    world.console("device.revoke", json!({ "number": number, "reason": "stolen in Kwale" })).unwrap();
    assert_eq!(listed()["is_revoked"], true);
    assert_eq!(refused("device.revoke", json!({ "number": number, "reason": "again" })), "device-refused-ended");
    assert_eq!(refused("device.grant", grant(&number, json!([village]))), "device-refused-ended");
    assert_eq!(amina.syncs_until(Cut::Never).unwrap_err(), "sync-refused-device-revoked");
}
