//! Two laptops on one network without the hub: a code lets the other in, both see each other's families, and the hub
//! hears everything once.

mod support;

use std::sync::Arc;

use desktop::Application;
use serde_json::{Value, json};
use support::{World, code_of, household};

fn registers(laptop: &Arc<Application>, family: &str) {
    let areas = laptop.call("area.list", json!({})).unwrap();
    let found = areas["areas"].as_array().unwrap().iter().find(|found| found["code"] == "KE010101").unwrap().clone();
    laptop.call("registry.register", household(found["area_id"].as_str().unwrap(), "Grace", family)).unwrap();
}

fn households(laptop: &Arc<Application>) -> u64 {
    laptop.call("today.overview", json!({})).unwrap()["households"].as_u64().unwrap()
}

/// Opens a laptop; where and with which code it is visited.
fn opened(laptop: &Arc<Application>) -> (String, String) {
    let open = laptop.call("sync.open_nearby", json!({ "minutes": 5 })).unwrap();
    assert_eq!(open["is_open"], true);
    let port = open["address"].as_str().unwrap().rsplit_once(':').unwrap().1.to_owned();
    (format!("127.0.0.1:{port}"), open["code"].as_str().unwrap().to_owned())
}

fn visits(laptop: &Arc<Application>, (address, code): &(String, String)) -> Result<Value, usecases::Failure> {
    laptop.call("sync.run_nearby", json!({ "address": address, "code": code }))
}

/// Both have heard of each other from the hub.
fn acquainted(world: &World) -> (Arc<Application>, Arc<Application>) {
    let (amina, joseph) = (world.joined("Amina"), world.joined("Joseph"));
    amina.call("sync.run", json!({})).unwrap();
    (amina, joseph)
}

#[test]
fn two_laptops_see_each_others_families_and_the_hub_hears_everything_once() {
    let world = World::new(true);
    let (amina, joseph) = acquainted(&world);
    registers(&amina, "Mwangi");
    registers(&joseph, "Otieno");
    let open = opened(&amina);
    let came = visits(&joseph, &open).unwrap();
    assert_eq!((came["commits"].as_u64(), came["name"].as_str()), (Some(1), Some("Amina's laptop")), "{came}");
    assert_eq!((households(&amina), households(&joseph)), (2, 2));
    let again = visits(&joseph, &open).unwrap();
    assert_eq!(
        (again["commits"].as_u64(), again["known"].as_u64(), again["given"].as_u64()),
        (Some(0), Some(0), Some(0)),
        "{again}"
    );
    let closed = amina.call("sync.close_nearby", json!({})).unwrap();
    assert_eq!(closed["is_open"], false);
    assert_eq!(amina.call("sync.list_nearby", json!({})).unwrap()["is_open"], false);
    for laptop in [&amina, &joseph, &amina] {
        let ran = laptop.call("sync.run", json!({})).unwrap();
        assert_eq!(
            (ran["refused"].as_u64(), ran["quarantined"].as_u64(), ran["commits_received"].as_u64()),
            (Some(0), Some(0), Some(0)),
            "{ran}"
        );
    }
    assert_eq!((households(&amina), households(&joseph)), (2, 2));
    assert_eq!(store::verify::verify(world.hub.store()).unwrap().findings, Vec::<String>::new());
}

#[test]
fn work_of_a_laptop_that_is_lost_afterwards_reaches_the_hub_through_its_colleague() {
    let world = World::new(true);
    let (amina, joseph) = acquainted(&world);
    registers(&amina, "Mwangi");
    visits(&joseph, &opened(&amina)).unwrap();
    drop(amina);
    joseph.call("sync.run", json!({})).unwrap();
    let lights = joseph.call("sync.lights", json!({})).unwrap();
    assert!(lights["lights"].as_array().unwrap().iter().all(|light| light["is_green"] == true), "{lights}");
    let devices = usecases::call(world.hub.store(), &hub::setup::operator(), "device.list", json!({})).unwrap();
    let held = devices["devices"].as_array().unwrap().iter().find(|device| device["name"] == "Amina's laptop").unwrap();
    assert_eq!(held["commits_held"], 2, "the family, and the recovery key her laptop stated when it joined: {devices}");
}

#[test]
fn three_wrong_codes_close_it() {
    let world = World::new(true);
    let (amina, joseph) = acquainted(&world);
    registers(&amina, "Mwangi");
    let (address, code) = opened(&amina);
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    assert_eq!(code_of(visits(&joseph, &(address.clone(), "12".to_owned()))), "sync-refused-nearby-code");
    for told in ["sync-refused-nearby-code", "sync-refused-nearby-code", "sync-refused-nearby-closed"] {
        assert_eq!(code_of(visits(&joseph, &(address.clone(), wrong.clone()))), told);
    }
    assert!(code_of(visits(&joseph, &(address, code))).starts_with("sync-refused-nearby-"));
    assert_eq!(households(&joseph), 0);
}

#[test]
fn a_laptop_of_another_hub_or_one_that_was_shut_out_is_not_let_in() {
    let (world, other) = (World::new(true), World::new(true));
    let (amina, joseph) = acquainted(&world);
    let stranger = other.joined("Stranger");
    other.joined("Second");
    let open = opened(&amina);
    assert_eq!(code_of(visits(&stranger, &open)), "sync-refused-nearby-unknown");
    // The hub shuts Joseph out; Amina hears of it.
    let number = world
        .hub
        .store()
        .read(|reader| reader.devices())
        .unwrap()
        .into_iter()
        .find(|device| device.name.starts_with("Joseph"))
        .unwrap()
        .number;
    let author = hub::setup::operator().author("device.revoke");
    world
        .hub
        .store()
        .write::<_, store::StoreFault>(&author, |writer| {
            let mut device = writer.device(number)?.unwrap();
            device.is_revoked = true;
            let mut change = domain::change::Change::default();
            change.state(domain::change::Fact::Device(writer.new_id(), device));
            writer.commit(domain::Id::NIL, None, &change)?;
            Ok(())
        })
        .unwrap();
    amina.call("sync.run", json!({})).unwrap();
    let open = opened(&amina);
    assert!(code_of(visits(&joseph, &open)).starts_with("sync-refused-"));
    assert_eq!(households(&amina), 0);
}
