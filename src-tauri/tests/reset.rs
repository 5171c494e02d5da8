//! A forgotten passphrase far from any network: the laptop's challenge, a supervisor's answer, and what must not open it.

mod support;

use std::path::Path;
use std::sync::Arc;

use desktop::Application;
use hub::setup::operator;
use serde_json::{Value, json};
use support::{PASSPHRASE, World, code_of, household, start};

const ANOTHER: &str = "nine green kettles";

fn joined(world: &World, name: &str, area: &str, role: &str) -> Arc<Application> {
    let code = usecases::hub_setup::issue_code(world.hub.store(), &operator(), "laptop", &[area.to_owned()], role, 48);
    let laptop = world.laptop(name);
    laptop.call("device.join", world.join_input(name, &code.unwrap())).unwrap();
    laptop
}

fn syncs(laptop: &Arc<Application>) {
    laptop.call("sync.run", json!({})).unwrap();
}

fn user(laptop: &Arc<Application>) -> Value {
    let state = laptop.call("device.state", json!({})).unwrap();
    state["users"][0]["user_id"].clone()
}

fn challenge(laptop: &Arc<Application>) -> String {
    laptop.call("access.lock", json!({})).unwrap();
    let asked = laptop.call("user.challenge", json!({ "user_id": user(laptop) })).unwrap();
    asked["challenge"].as_str().unwrap().to_owned()
}

/// What a supervisor does with a challenge that is read out to them.
fn answers(supervisor: &Arc<Application>, challenge: &str) -> Result<String, usecases::Failure> {
    let read = supervisor.call("user.read_challenge", json!({ "challenge": challenge }))?;
    let input = json!({ "challenge": challenge, "user_id": read["user_id"] });
    let answered = supervisor.call("user.answer_challenge", input)?;
    Ok(answered["answer"].as_str().unwrap().to_owned())
}

fn at_hub(world: &World, use_case: &str, input: Value) -> Value {
    usecases::call(world.hub.store(), &operator(), use_case, input).unwrap()
}

fn resets(laptop: &Arc<Application>, answer: &str, passphrase: &str) -> Result<Value, usecases::Failure> {
    let input = json!({ "user_id": user(laptop), "answer": answer, "passphrase": passphrase });
    laptop.call("user.reset_passphrase", input)
}

fn unlocks(laptop: &Arc<Application>, passphrase: &str) -> Result<Value, usecases::Failure> {
    laptop.call("access.unlock", json!({ "user_id": user(laptop), "passphrase": passphrase }))
}

fn registers(laptop: &Arc<Application>, family: &str) {
    let areas = laptop.call("area.list", json!({})).unwrap();
    let found = areas["areas"].as_array().unwrap().iter().find(|found| found["code"] == "KE010101").unwrap().clone();
    laptop.call("registry.register", household(found["area_id"].as_str().unwrap(), "Grace", family)).unwrap();
}

/// An officer and the supervisor of the place; both have heard of each other.
fn officer_and_supervisor(world: &World) -> (Arc<Application>, Arc<Application>) {
    let fatuma = joined(world, "Fatuma", "KE0101", "supervisor");
    let amina = joined(world, "Amina", "KE010101", "officer");
    syncs(&fatuma);
    (amina, fatuma)
}

#[test]
fn a_supervisor_lets_an_officer_in_again_and_nothing_is_lost() {
    let world = World::new(true);
    let (amina, fatuma) = officer_and_supervisor(&world);
    registers(&amina, "Mwangi");
    let draft =
        json!({ "draft_id": null, "kind": "registry.register", "title": "Otieno", "body": { "family": "Otieno" } });
    amina.call("draft.keep", draft).unwrap();
    let asked = challenge(&amina);
    assert_eq!(code_of(unlocks(&amina, "seven red goats")), "access-refused-wrong-passphrase");

    let read = fatuma.call("user.read_challenge", json!({ "challenge": asked })).unwrap();
    assert_eq!((&read["user_name"], &read["device_name"]), (&json!("Amina"), &json!("Amina's laptop")), "{read}");
    assert_eq!(read["purpose"], "reset");
    let answer = answers(&fatuma, &asked.to_lowercase().replace(' ', "-")).unwrap();
    assert_eq!(code_of(resets(&amina, &answer, "short")), "access-refused-passphrase-too-short");
    let state = resets(&amina, &answer.to_lowercase(), ANOTHER).unwrap();
    assert_eq!((&state["stage"], &state["user"]["name"]), (&json!("open"), &json!("Amina")));
    assert_eq!(amina.call("today.overview", json!({})).unwrap()["households"], 1);
    assert_eq!(amina.call("draft.list", json!({})).unwrap()["drafts"][0]["title"], "Otieno");
    assert_eq!(amina.call("sync.list_sticks", json!({})).unwrap()["unsent"], 2, "the family, and that she was let in");

    amina.call("access.lock", json!({})).unwrap();
    assert_eq!(code_of(unlocks(&amina, PASSPHRASE)), "access-refused-wrong-passphrase");
    unlocks(&amina, ANOTHER).unwrap();
    // The same answer never opens again, and the next challenge is another one.
    let next = challenge(&amina);
    assert_ne!(next, asked);
    assert_eq!(code_of(resets(&amina, &answer, ANOTHER)), "user-refused-answer-wrong");
    // Forgotten again before any network was found: the same supervisor helps again.
    let answer = answers(&fatuma, &next).unwrap();
    resets(&amina, &answer, "ten tall ladders").unwrap();

    // With the network the key is replaced; who has not heard of it asks the hub, and the hub sees what happened.
    syncs(&amina);
    syncs(&fatuma);
    let listed = at_hub(&world, "user.list_answers", json!({}));
    let told: Vec<(&str, &str, bool)> = listed["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["by_user"].as_str().unwrap(), row["user_name"].as_str().unwrap(), row["is_used"] == true))
        .collect();
    assert_eq!(told.iter().filter(|row| **row == ("Fatuma", "Amina", false)).count(), 2, "{listed}");
    assert_eq!(told.iter().filter(|row| **row == ("Amina", "Amina", true)).count(), 2, "{listed}");
    let next = challenge(&amina);
    resets(&amina, &answers(&fatuma, &next).unwrap(), ANOTHER).unwrap();
    assert_eq!(amina.call("today.overview", json!({})).unwrap()["households"], 1);
}

#[test]
fn the_hub_answers_too_and_a_used_key_is_replaced_at_the_next_exchange() {
    let world = World::new(true);
    let (amina, fatuma) = officer_and_supervisor(&world);
    let asked = challenge(&amina);
    let read = at_hub(&world, "user.read_challenge", json!({ "challenge": asked }));
    let input = json!({ "challenge": asked, "user_id": read["user_id"] });
    let answer = at_hub(&world, "user.answer_challenge", input)["answer"].as_str().unwrap().to_owned();
    resets(&amina, &answer, ANOTHER).unwrap();
    syncs(&amina);
    let next = challenge(&amina);
    assert_eq!(code_of(answers(&fatuma, &next).map(Value::from)), "user-refused-challenge-no-key");
    syncs(&fatuma);
    answers(&fatuma, &next).unwrap();
}

#[test]
fn nobody_else_can_answer() {
    let world = World::new(true);
    let (amina, fatuma) = officer_and_supervisor(&world);
    let joseph = joined(&world, "Joseph", "KE0101", "officer");
    let elsewhere = joined(&world, "Halima", "KE010102", "supervisor");
    syncs(&amina);
    for laptop in [&joseph, &elsewhere] {
        syncs(laptop);
    }
    let asked = challenge(&amina);
    assert_eq!(code_of(answers(&joseph, &asked).map(Value::from)), "access-denied-right");
    assert_eq!(code_of(answers(&elsewhere, &asked).map(Value::from)), "user-refused-challenge-device");
    let other = joined(&world, "Ruth", "KE010101", "officer");
    syncs(&other);
    syncs(&fatuma);
    let of_ruth = answers(&fatuma, &challenge(&other)).unwrap();
    assert_eq!(code_of(resets(&amina, &of_ruth, ANOTHER)), "user-refused-answer-wrong");
    // Another user than the one who was shown is never answered for.
    let input = json!({ "challenge": asked, "user_id": user(&other) });
    assert_eq!(code_of(fatuma.call("user.answer_challenge", input)), "user-refused-challenge-user");
    // A supervisor who comes later is given the key at the next exchange; one who was shut out has none of the next key.
    let late = joined(&world, "Musa", "KE0101", "supervisor");
    assert_eq!(code_of(answers(&late, &asked).map(Value::from)), "user-refused-challenge-no-key");
    resets(&amina, &answers(&fatuma, &asked).unwrap(), ANOTHER).unwrap();
    let number = fatuma.call("device.state", json!({})).unwrap()["device"]["number"].as_u64().unwrap();
    usecases::hub_setup::revoke(world.hub.store(), &operator(), u32::try_from(number).unwrap(), "lost").unwrap();
    syncs(&amina);
    syncs(&late);
    let next = challenge(&amina);
    assert_eq!(code_of(answers(&fatuma, &next).map(Value::from)), "user-refused-challenge-no-key");
    resets(&amina, &answers(&late, &next).unwrap(), PASSPHRASE).unwrap();
}

#[test]
fn slips_are_named_and_wrong_answers_cost_waiting_time() {
    let world = World::new(true);
    let (amina, fatuma) = officer_and_supervisor(&world);
    let asked = challenge(&amina);
    let answer = answers(&fatuma, &asked).unwrap();
    let slip = |text: &str| {
        let last = if text.ends_with('Z') { 'Y' } else { 'Z' };
        format!("{}{last}", &text[..text.len() - 1])
    };
    let refused = fatuma.call("user.read_challenge", json!({ "challenge": slip(&asked) })).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.detail["group"].as_str()), ("user-refused-challenge-group", "4"));
    let missing = fatuma.call("user.read_challenge", json!({ "challenge": &asked[..20] }));
    assert_eq!(code_of(missing), "user-refused-challenge-length");
    // What was typed wrong was never tried: it costs nothing.
    for _ in 0..6 {
        let refused = resets(&amina, &slip(&answer), ANOTHER).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.detail["group"].as_str()), ("user-refused-answer-group", "5"));
        assert_eq!(code_of(resets(&amina, "", ANOTHER)), "user-refused-answer-length");
    }
    let wrong = well_formed();
    for _ in 0..3 {
        assert_eq!(code_of(resets(&amina, &wrong, ANOTHER)), "user-refused-answer-wrong");
    }
    let refused = resets(&amina, &wrong, ANOTHER).unwrap_err();
    assert_eq!(refused.detail["wait_seconds"], "5");
    // Passphrases wait with the answers, and a restart saves nothing.
    assert_eq!(code_of(unlocks(&amina, PASSPHRASE)), "access-refused-too-many-attempts");
    let folder = world.folder.path().join("Amina");
    drop(amina);
    let amina = start(&world.runtime, &folder);
    assert_eq!(code_of(resets(&amina, &answer, ANOTHER)), "access-refused-too-many-attempts");
    no_file_tells(&folder, &answer);
}

/// An answer whose checks are right and which opens nothing.
fn well_formed() -> String {
    let purpose = domain::roster::ChallengePurpose::Reset;
    let challenge = sync::recovery::Challenge { purpose, device: 1, user: 2, key: 3, nonce: 4 };
    challenge.answer(&[1; 32], domain::Id::from_bytes([2; 16])).unwrap().to_text()
}

fn no_file_tells(folder: &Path, answer: &str) {
    let joined: String = answer.split(' ').collect();
    for found in std::fs::read_dir(folder.join("store")).unwrap() {
        let bytes = std::fs::read(found.unwrap().path()).unwrap();
        for text in [answer, &joined] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()));
        }
    }
}
