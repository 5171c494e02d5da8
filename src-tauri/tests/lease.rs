//! A laptop without contact with its hub: it locks after the days the hub set, opens again with a supervisor's answer or after a
//! contact, and loses nothing.

mod support;

use std::path::PathBuf;
use std::sync::Arc;

use desktop::Application;
use domain::{Instant, lease};
use hub::setup::operator;
use serde_json::{Value, json};
use store::key::{self, Unlocked};
use store::lease::Contact;
use store::{OpenStore, Place, Store};
use support::{PASSPHRASE, World, code_of, household, start};

const DAY_MS: i64 = 86_400_000;

fn joined(world: &World, name: &str, area: &str, role: &str) -> Arc<Application> {
    let code = usecases::hub_setup::issue_code(world.hub.store(), &operator(), "laptop", &[area.to_owned()], role, 48);
    let laptop = world.laptop(name);
    laptop.call("device.join", world.join_input(name, &code.unwrap())).unwrap();
    laptop
}

fn officer_and_supervisor(world: &World) -> (Arc<Application>, Arc<Application>) {
    let fatuma = joined(world, "Fatuma", "KE0101", "supervisor");
    let amina = joined(world, "Amina", "KE010101", "officer");
    fatuma.call("sync.run", json!({})).unwrap();
    (amina, fatuma)
}

fn registers(laptop: &Arc<Application>, family: &str) {
    let areas = laptop.call("area.list", json!({})).unwrap();
    let found = areas["areas"].as_array().unwrap().iter().find(|found| found["code"] == "KE010101").unwrap().clone();
    laptop.call("registry.register", household(found["area_id"].as_str().unwrap(), "Grace", family)).unwrap();
}

fn user(laptop: &Arc<Application>) -> Value {
    laptop.call("device.state", json!({})).unwrap()["users"][0]["user_id"].clone()
}

fn unlocks(laptop: &Arc<Application>, passphrase: &str) -> Result<Value, usecases::Failure> {
    laptop.call("access.unlock", json!({ "user_id": user(laptop), "passphrase": passphrase }))
}

fn store_of(world: &World, name: &str) -> PathBuf {
    world.folder.path().join(name).join("store")
}

/// The last contact of a locked laptop was so many days ago.
fn last_contact(world: &World, name: &str, days_ago: i64) {
    let folder = store_of(world, name);
    let now = desktop::clock::now();
    let (user, _) = key::users(&folder).unwrap().remove(0);
    let Unlocked::Open(key) = key::unlock(&folder, user, PASSPHRASE, now).unwrap() else { panic!("it opens") };
    let store = Store::open(&OpenStore { folder: &folder, key: &key, place: Place::Laptop, seed: [3; 32] }).unwrap();
    let at = Instant::from_ms(now.ms() - days_ago * DAY_MS);
    store.renew_lease(Contact { at, clock: at, is_fresh: true }).unwrap();
}

fn challenge(laptop: &Arc<Application>) -> String {
    let asked = laptop.call("user.challenge", json!({ "user_id": user(laptop), "purpose": "extend" })).unwrap();
    asked["challenge"].as_str().unwrap().to_owned()
}

fn answers(supervisor: &Arc<Application>, challenge: &str) -> String {
    let read = supervisor.call("user.read_challenge", json!({ "challenge": challenge })).unwrap();
    assert_eq!(read["purpose"], "extend");
    let input = json!({ "challenge": challenge, "user_id": read["user_id"] });
    supervisor.call("user.answer_challenge", input).unwrap()["answer"].as_str().unwrap().to_owned()
}

fn extends(laptop: &Arc<Application>, passphrase: &str, answer: &str) -> Result<Value, usecases::Failure> {
    laptop.call("access.extend", json!({ "user_id": user(laptop), "passphrase": passphrase, "answer": answer }))
}

#[test]
fn a_laptop_without_contact_locks_and_a_supervisors_answer_opens_it_for_some_days() {
    let world = World::new(true);
    let (amina, fatuma) = officer_and_supervisor(&world);
    registers(&amina, "Mwangi");
    amina.call("access.lock", json!({})).unwrap();
    last_contact(&world, "Amina", 46);
    assert_eq!(code_of(unlocks(&amina, "seven red goats")), "access-refused-wrong-passphrase");
    assert_eq!(code_of(unlocks(&amina, PASSPHRASE)), "access-refused-lease-over");
    assert_eq!(amina.call("device.state", json!({})).unwrap()["stage"], "locked");

    // The same after a restart.
    drop(amina);
    let amina = start(&world.runtime, &world.folder.path().join("Amina"));
    assert_eq!(code_of(unlocks(&amina, PASSPHRASE)), "access-refused-lease-over");
    let asked = challenge(&amina);
    let answer = answers(&fatuma, &asked);
    assert_eq!(code_of(extends(&amina, "seven red goats", &answer)), "access-refused-wrong-passphrase");
    let state = extends(&amina, PASSPHRASE, &answer.to_lowercase()).unwrap();
    assert_eq!(state["stage"], "open");
    assert_eq!(amina.call("today.overview", json!({})).unwrap()["households"], 1, "nothing was lost");

    // It is good for days, not for ever, and the answer for once.
    amina.call("access.lock", json!({})).unwrap();
    unlocks(&amina, PASSPHRASE).unwrap();
    amina.call("access.lock", json!({})).unwrap();
    assert_ne!(challenge(&amina), asked);
    assert_eq!(code_of(extends(&amina, PASSPHRASE, &answer)), "user-refused-answer-wrong");
    last_contact(&world, "Amina", 46);
    assert_eq!(code_of(unlocks(&amina, PASSPHRASE)), "access-refused-lease-over");
    let answer = answers(&fatuma, &challenge(&amina));
    extends(&amina, PASSPHRASE, &answer).unwrap();

    // A contact makes it a whole lease again, and the hub sees that the laptop was opened with answers.
    amina.call("sync.run", json!({})).unwrap();
    let listed = usecases::call(world.hub.store(), &operator(), "user.list_answers", json!({})).unwrap();
    let used =
        listed["answers"].as_array().unwrap().iter().filter(|row| row["purpose"] == "extend" && row["is_used"] == true);
    assert_eq!(used.count(), 2, "{listed}");
    assert_eq!(amina.call("device.state", json!({})).unwrap()["lease_days_left"], json!(null));
}

#[test]
fn the_hub_sets_the_days_and_the_last_few_are_told() {
    let world = World::new(true);
    let (amina, _) = officer_and_supervisor(&world);
    let at_hub = |name: &str, input| usecases::call(world.hub.store(), &operator(), name, input);
    assert_eq!(at_hub("device.lease", json!({})).unwrap()["days"], lease::LEASE_DAYS);
    for wrong in [0, 366, 70_000] {
        assert_eq!(at_hub("device.set_lease", json!({ "days": wrong })).unwrap_err().code, "device-refused-lease-days");
    }
    at_hub("device.set_lease", json!({ "days": 30 })).unwrap();
    at_hub("device.set_lease", json!({ "days": 5 })).unwrap();
    assert_eq!(at_hub("device.lease", json!({})).unwrap()["days"], 5);
    assert_eq!(amina.call("device.state", json!({})).unwrap()["lease_days_left"], json!(null));
    amina.call("sync.run", json!({})).unwrap();
    assert_eq!(amina.call("device.state", json!({})).unwrap()["lease_days_left"], 5);
    amina.call("access.lock", json!({})).unwrap();
    last_contact(&world, "Amina", 3);
    unlocks(&amina, PASSPHRASE).unwrap();
    assert_eq!(amina.call("device.state", json!({})).unwrap()["lease_days_left"], 2);
    amina.call("access.lock", json!({})).unwrap();
    last_contact(&world, "Amina", 6);
    assert_eq!(code_of(unlocks(&amina, PASSPHRASE)), "access-refused-lease-over");
}

#[test]
fn a_forgotten_passphrase_and_a_lease_that_is_over_need_one_answer() {
    let world = World::new(true);
    let (amina, fatuma) = officer_and_supervisor(&world);
    amina.call("access.lock", json!({})).unwrap();
    last_contact(&world, "Amina", 46);
    let asked = amina.call("user.challenge", json!({ "user_id": user(&amina) })).unwrap();
    let read = fatuma.call("user.read_challenge", json!({ "challenge": asked["challenge"] })).unwrap();
    let input = json!({ "challenge": asked["challenge"], "user_id": read["user_id"] });
    let answer = fatuma.call("user.answer_challenge", input).unwrap()["answer"].clone();
    let input = json!({ "user_id": user(&amina), "answer": answer, "passphrase": "nine green kettles" });
    amina.call("user.reset_passphrase", input).unwrap();
    amina.call("access.lock", json!({})).unwrap();
    unlocks(&amina, "nine green kettles").unwrap();
}
