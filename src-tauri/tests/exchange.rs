//! Two laptops and a hub in one process, over loopback: what one registers all hold, and the light says so.

mod support;

use desktop::link::{Link, LinkFault};
use desktop::pinned::Pin;
use serde_json::{Value, json};
use support::{World, code_of, household};

fn area(laptop: &desktop::Application, code: &str, call: impl Fn(&str, Value) -> Value) -> String {
    let _ = laptop;
    let areas = call("area.list", json!({}));
    let found = areas["areas"].as_array().unwrap().iter().find(|area| area["code"] == code).unwrap().clone();
    found["area_id"].as_str().unwrap().to_owned()
}

fn two_laptops_and_the_hub_come_together(is_plain: bool) {
    let world = World::new(is_plain);
    let (amina, joseph) = (world.joined("Amina"), world.joined("Joseph"));
    let at = area(&amina, "KE010101", |name, input| amina.call(name, input).unwrap());
    let registered = amina.call("registry.register", household(&at, "Grace", "Mwangi")).unwrap();
    joseph.call("registry.register", household(&at, "Neema", "Otieno")).unwrap();
    let sent = amina.call("sync.run", json!({})).unwrap();
    assert!(sent["commits_sent"].as_u64() >= Some(1) && sent["bytes_sent"].as_u64() > Some(0), "{sent}");
    joseph.call("sync.run", json!({})).unwrap();
    amina.call("sync.run", json!({})).unwrap();
    let household_id = &registered["household_id"];
    let seen = |laptop: &std::sync::Arc<desktop::Application>| {
        laptop.call("registry.open_household", json!({ "household_id": household_id })).unwrap()
    };
    assert_eq!(seen(&amina), seen(&joseph));
    for laptop in [&amina, &joseph] {
        let overview = laptop.call("today.overview", json!({})).unwrap();
        assert_eq!((overview["households"].as_u64(), overview["persons"].as_u64()), (Some(2), Some(2)), "{overview}");
        let lights = laptop.call("sync.lights", json!({})).unwrap();
        assert!(lights["lights"].as_array().unwrap().iter().all(|light| light["is_green"] == true), "{lights}");
        assert_eq!((lights["running"].clone(), lights["last_failure"].clone()), (Value::Null, Value::Null));
    }
    let verified = store::verify::verify(world.hub.store()).unwrap();
    assert_eq!(verified.findings, Vec::<String>::new());
    assert_eq!(verified.documents, 4, "two households and two persons");
}

#[test]
fn work_comes_together_over_plain_loopback() {
    two_laptops_and_the_hub_come_together(true);
}

#[test]
fn work_comes_together_over_pinned_tls() {
    two_laptops_and_the_hub_come_together(false);
}

#[test]
fn only_the_pinned_key_is_spoken_to() {
    let world = World::new(false);
    let key = world.hub.store().signing_key().unwrap().public();
    let ask = |pin| {
        let link = Link::new(&world.url(), pin).unwrap();
        world.runtime.block_on(link.post("/exchange/hello", b"nothing".to_vec()))
    };
    assert_eq!(
        ask(Pin::Key(key)),
        Err(LinkFault::Refused("sync-refused-malformed".to_owned())),
        "TLS went through, the hub answered"
    );
    assert_eq!(
        ask(Pin::Fingerprint(sync::join::hub_fingerprint(&key))),
        Err(LinkFault::Refused("sync-refused-malformed".to_owned()))
    );
    let mut other = key;
    other[0] ^= 1;
    assert_eq!(ask(Pin::Key(other)), Err(LinkFault::NotTrusted));
    assert_eq!(ask(Pin::Fingerprint([0; 12])), Err(LinkFault::NotTrusted));
}

#[test]
fn work_without_a_network_is_safe_and_the_light_says_why() {
    let world = World::new(true);
    let amina = world.joined("Amina");
    let at = area(&amina, "KE010101", |name, input| amina.call(name, input).unwrap());
    // The hub is gone: its process ends with its runtime.
    let World { runtime, folder, hub, .. } = world;
    drop(hub);
    let other = support::runtime();
    drop(amina);
    runtime.shutdown_background();
    let amina = support::start(&other, &folder.path().join("Amina"));
    amina
        .call("access.unlock", json!({ "user_id": null, "name": "Amina", "passphrase": support::PASSPHRASE }))
        .unwrap();
    amina.call("registry.register", household(&at, "Grace", "Mwangi")).unwrap();
    assert_eq!(code_of(amina.call("sync.run", json!({}))), "sync-refused-hub-unreachable");
    let lights = amina.call("sync.lights", json!({})).unwrap();
    assert_eq!(lights["last_failure"]["code"], "sync-refused-hub-unreachable");
    let left = lights["lights"].as_array().unwrap().iter().find(|light| light["name"] == "left").unwrap().clone();
    assert_eq!((left["is_green"].clone(), left["waiting"].as_u64()), (json!(false), Some(1)));
    let out = folder.path().join("rescued");
    let manifest =
        desktop::rescue::rescue(&desktop::Folder::at(Some(&folder.path().join("Amina"))).unwrap(), &out).unwrap();
    assert_eq!((manifest.commits, manifest.users.as_slice()), (1, ["Amina".to_owned()].as_slice()));
    let packed = std::fs::read(&out).unwrap();
    assert!(!packed.windows(6).any(|bytes| bytes == b"Mwangi"), "what is rescued stays sealed");
}
