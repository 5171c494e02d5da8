//! Several users on one laptop: vouched for by a supervisor, each with a passphrase, drafts and a name of their own.

mod support;

use std::sync::Arc;

use desktop::Application;
use hub::setup::operator;
use serde_json::{Value, json};
use support::{PASSPHRASE, World, code_of, household};

const OF_JOSEPH: &str = "ten tall ladders";

fn joined(world: &World, name: &str, area: &str, role: &str) -> Arc<Application> {
    let code = usecases::hub_setup::issue_code(world.hub.store(), &operator(), "laptop", &[area.to_owned()], role, 48);
    let laptop = world.laptop(name);
    laptop.call("device.join", world.join_input(name, &code.unwrap())).unwrap();
    laptop
}

fn registers(laptop: &Arc<Application>, family: &str) -> String {
    let areas = laptop.call("area.list", json!({})).unwrap();
    let found = areas["areas"].as_array().unwrap().iter().find(|found| found["code"] == "KE010101").unwrap().clone();
    let done =
        laptop.call("registry.register", household(found["area_id"].as_str().unwrap(), "Grace", family)).unwrap();
    done["household_id"].as_str().unwrap().to_owned()
}

fn answers(supervisor: &Arc<Application>, challenge: &Value) -> (Value, String) {
    let read = supervisor.call("user.read_challenge", json!({ "challenge": challenge["challenge"] })).unwrap();
    let input = json!({ "challenge": challenge["challenge"], "user_id": read["user_id"] });
    let answer = supervisor.call("user.answer_challenge", input).unwrap()["answer"].as_str().unwrap().to_owned();
    (read, answer)
}

fn unlocks(laptop: &Arc<Application>, name: &str, passphrase: &str) -> Result<Value, usecases::Failure> {
    laptop.call("access.unlock", json!({ "user_id": null, "name": name, "passphrase": passphrase }))
}

fn drafts(laptop: &Arc<Application>) -> Value {
    laptop.call("draft.list", json!({})).unwrap()["drafts"].clone()
}

fn newcomer(laptop: &Arc<Application>, name: &str) -> Option<Value> {
    let listed = laptop.call("user.list_newcomers", json!({})).unwrap();
    let found = listed["users"].as_array().unwrap().iter().find(|user| user["name"] == name)?;
    Some(found["user_id"].clone())
}

/// Amina's laptop with Joseph's slot, a supervisor, all of it synced; Joseph has a laptop elsewhere.
fn shared(world: &World) -> (Arc<Application>, Arc<Application>) {
    let fatuma = joined(world, "Fatuma", "KE0101", "supervisor");
    joined(world, "Joseph", "KE010102", "officer");
    let amina = joined(world, "Amina", "KE010101", "officer");
    fatuma.call("sync.run", json!({})).unwrap();
    let user_id = newcomer(&amina, "Joseph").unwrap();
    let challenge = amina.call("user.challenge_newcomer", json!({ "user_id": user_id })).unwrap();
    let (read, answer) = answers(&fatuma, &challenge);
    assert_eq!((&read["purpose"], &read["user_name"]), (&json!("add"), &json!("Joseph")));
    let input = json!({ "user_id": user_id, "answer": answer, "passphrase": OF_JOSEPH });
    assert_eq!(amina.call("user.add", input).unwrap()["name"], "Joseph");
    (amina, fatuma)
}

#[test]
fn two_users_share_a_laptop_and_each_works_under_their_own_name() {
    let world = World::new(true);
    let (laptop, _) = shared(&world);
    let of_amina = registers(&laptop, "Mwangi");
    let kept =
        json!({ "draft_id": null, "kind": "registry.register", "title": "Njeri", "body": { "family": "Njeri" } });
    let draft = laptop.call("draft.keep", kept).unwrap()["draft_id"].clone();

    // He takes over while she is signed in: nothing of hers is lost, and nothing half-typed is shown to him.
    let state = unlocks(&laptop, "Joseph", OF_JOSEPH).unwrap();
    assert_eq!((&state["user"]["name"], &state["user"]["roles"]), (&json!("Joseph"), &json!(["officer"])));
    assert_eq!(drafts(&laptop), json!([]));
    assert_eq!(code_of(laptop.call("draft.open", json!({ "draft_id": draft }))), "shell-missing");
    laptop.call("draft.discard", json!({ "draft_id": draft })).ok();
    let of_joseph = registers(&laptop, "Otieno");
    let state = laptop.call("access.lock", json!({})).unwrap();
    let names: Vec<&str> =
        state["users"].as_array().unwrap().iter().map(|user| user["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Amina", "Joseph"], "the door offers both by name");
    assert_eq!(code_of(unlocks(&laptop, "Joseph", PASSPHRASE)), "access-refused-wrong-passphrase");
    unlocks(&laptop, "Amina", PASSPHRASE).unwrap();
    assert_eq!(drafts(&laptop)[0]["title"], "Njeri");

    // Whoever syncs brings everybody's work, under the name of who did it.
    unlocks(&laptop, "Joseph", OF_JOSEPH).unwrap();
    laptop.call("sync.run", json!({})).unwrap();
    for (household, name) in [(&of_amina, "Amina"), (&of_joseph, "Joseph")] {
        let input = json!({ "household_id": household, "offset": 0 });
        let timeline = usecases::call(world.hub.store(), &operator(), "registry.timeline", input).unwrap();
        assert_eq!(timeline["lines"][0]["by_user"].as_str(), Some(name), "{timeline}");
    }
    let helped = usecases::call(world.hub.store(), &operator(), "user.list_answers", json!({})).unwrap();
    let used = helped["answers"].as_array().unwrap().iter().find(|row| row["is_used"] == true).unwrap();
    assert_eq!((&used["purpose"], &used["by_user"]), (&json!("add"), &json!("Joseph")), "{helped}");
}

#[test]
fn who_is_let_in_was_vouched_for_and_only_once() {
    let world = World::new(true);
    let (laptop, fatuma) = shared(&world);
    assert_eq!(newcomer(&laptop, "Joseph"), None);
    assert_eq!(newcomer(&laptop, "admin"), None, "who works at the hub alone has no work on laptops");
    let joseph = laptop.call("access.lock", json!({})).unwrap()["users"][1]["user_id"].clone();
    unlocks(&laptop, "Amina", PASSPHRASE).unwrap();
    let again = laptop.call("user.challenge_newcomer", json!({ "user_id": joseph }));
    assert_eq!(code_of(again), "user-refused-newcomer-here");
    let nobody = json!({ "user_id": "0190a000-0000-7000-8000-000000000000" });
    assert_eq!(code_of(laptop.call("user.challenge_newcomer", nobody)), "user-refused-newcomer-unknown");
    // An answer for one is none for another, and none without a challenge that was shown.
    let user_id = newcomer(&laptop, "Fatuma").unwrap();
    let input = |answer: &str| json!({ "user_id": user_id, "answer": answer, "passphrase": OF_JOSEPH });
    let challenge = laptop.call("user.challenge_newcomer", json!({ "user_id": user_id })).unwrap();
    assert_eq!(laptop.call("user.challenge_newcomer", json!({ "user_id": user_id })).unwrap(), challenge);
    let purpose = domain::roster::ChallengePurpose::Add;
    let other = sync::recovery::Challenge { purpose, device: 1, user: 2, key: 3, nonce: 4 };
    let other = other.answer(&[1; 32], domain::Id::from_bytes([2; 16])).unwrap().to_text();
    assert_eq!(code_of(laptop.call("user.add", input(&other))), "user-refused-answer-wrong");
    let (_, answer) = answers(&fatuma, &challenge);
    assert_eq!(code_of(laptop.call("user.add", input(&answer[..10]))), "user-refused-answer-length");
    laptop.call("user.add", input(&answer)).unwrap();
    assert_eq!(code_of(laptop.call("user.add", input(&answer))), "user-refused-newcomer-here");
    let state = unlocks(&laptop, "Fatuma", OF_JOSEPH).unwrap();
    assert_eq!(state["user"]["roles"], json!(["supervisor"]), "rights go with the person");
}

#[test]
fn a_second_user_who_forgets_is_helped_like_the_first() {
    let world = World::new(true);
    let (laptop, fatuma) = shared(&world);
    let users = laptop.call("access.lock", json!({})).unwrap()["users"].clone();
    let of_amina = laptop.call("user.challenge", json!({ "user_id": users[0]["user_id"] })).unwrap();
    let of_joseph = laptop.call("user.challenge", json!({ "user_id": users[1]["user_id"] })).unwrap();
    assert_ne!(of_amina, of_joseph);
    let (read, answer) = answers(&fatuma, &of_joseph);
    assert_eq!(read["user_name"], "Joseph");
    let reset =
        |user: &Value| json!({ "user_id": user["user_id"], "answer": answer, "passphrase": "nine green kettles" });
    assert_eq!(code_of(laptop.call("user.reset_passphrase", reset(&users[0]))), "user-refused-answer-wrong");
    let state = laptop.call("user.reset_passphrase", reset(&users[1])).unwrap();
    assert_eq!(state["user"]["name"], "Joseph");
    laptop.call("access.lock", json!({})).unwrap();
    for _ in 0..4 {
        assert!(unlocks(&laptop, "Joseph", "what was it again").is_err());
    }
    assert_eq!(code_of(unlocks(&laptop, "Joseph", "nine green kettles")), "access-refused-too-many-attempts");
    unlocks(&laptop, "Amina", PASSPHRASE).expect("hers is as it was, and his slips cost her nothing");
}

#[test]
fn a_supervisor_takes_a_user_off_the_laptop_and_never_themselves_or_the_last_one() {
    let world = World::new(true);
    let (amina, fatuma) = shared(&world);
    let id = |name: &str| {
        let listed = fatuma.call("user.list", json!({})).unwrap();
        listed["users"].as_array().unwrap().iter().find(|user| user["name"] == name).unwrap()["user_id"].clone()
    };
    let (her, his) = (id("Amina"), id("Joseph"));
    let removes = |laptop: &Arc<Application>, user: &Value| laptop.call("user.remove", json!({ "user_id": user }));
    assert_eq!(code_of(removes(&amina, &his)), "access-denied-right", "an officer is no supervisor");
    // The supervisor works on this laptop for a day.
    let user_id = newcomer(&amina, "Fatuma").unwrap();
    let challenge = amina.call("user.challenge_newcomer", json!({ "user_id": user_id })).unwrap();
    let (_, answer) = answers(&fatuma, &challenge);
    let input = json!({ "user_id": user_id, "answer": answer, "passphrase": "nine green kettles" });
    amina.call("user.add", input).unwrap();
    unlocks(&amina, "Fatuma", "nine green kettles").unwrap();
    let here = |laptop: &Arc<Application>| {
        let listed = laptop.call("user.list", json!({})).unwrap();
        listed["users"].as_array().unwrap().iter().filter(|user| user["is_here"] == true).count()
    };
    assert_eq!(here(&amina), 3);
    assert_eq!(code_of(removes(&amina, &user_id)), "user-refused-remove-self");
    let elsewhere = json!({ "user_id": his, "number": 0 });
    assert_eq!(code_of(amina.call("user.remove", elsewhere)), "user-refused-remove-elsewhere");
    removes(&amina, &his).unwrap();
    assert_eq!(here(&amina), 2);
    assert_eq!(code_of(removes(&amina, &his)), "user-refused-remove-not-here");
    assert_eq!(code_of(unlocks(&amina, "Joseph", OF_JOSEPH)), "access-refused-wrong-passphrase");

    // The hub takes away the slot of who is at work: what they did is there, and the laptop locks.
    let of_fatuma = registers(&amina, "Mwangi");
    let number = amina.call("device.state", json!({})).unwrap()["device"]["number"].clone();
    let input = json!({ "user_id": user_id, "number": number });
    usecases::call(world.hub.store(), &operator(), "user.remove", input).unwrap();
    assert_eq!(code_of(amina.call("sync.run", json!({}))), "access-refused-session-ended");
    assert_eq!(code_of(unlocks(&amina, "Fatuma", "nine green kettles")), "access-refused-wrong-passphrase");
    unlocks(&amina, "Amina", PASSPHRASE).unwrap();
    amina.call("registry.open_household", json!({ "household_id": of_fatuma })).unwrap();
    let input = json!({ "user_id": her, "number": number });
    usecases::call(world.hub.store(), &operator(), "user.remove", input).unwrap();
    amina.call("sync.run", json!({})).unwrap();
    unlocks(&amina, "Amina", PASSPHRASE).unwrap();
}
