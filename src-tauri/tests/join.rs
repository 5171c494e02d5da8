//! Joining: with the right code, and every way it can go wrong without leaving anything half-made.

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;

use domain::Instant;
use serde_json::json;
use store::exchange::hub::{invitation_hash, new_code};
use store::local::account::InvitationRow;
use support::{PASSPHRASE, World, code_of, start};
use usecases::hub_setup;

#[test]
fn a_laptop_joins_locks_and_opens_again() {
    let world = World::new(false);
    let laptop = world.joined("Amina");
    let areas = laptop.call("area.list", json!({})).unwrap();
    assert_eq!(areas["areas"].as_array().unwrap().len(), 5, "the first exchange brings the areas");
    let locked = laptop.call("access.lock", json!({})).unwrap();
    assert_eq!((locked["stage"].as_str(), locked["device"]["name"].as_str()), (Some("locked"), Some("Amina's laptop")));
    assert_eq!(code_of(laptop.call("area.list", json!({}))), "access-refused-session-ended");
    let user = locked["users"][0]["user_id"].clone();
    assert_eq!(
        code_of(laptop.call("access.unlock", json!({ "user_id": user, "name": null, "passphrase": "wrong" }))),
        "access-refused-wrong-passphrase"
    );
    let open =
        laptop.call("access.unlock", json!({ "user_id": user, "name": null, "passphrase": PASSPHRASE })).unwrap();
    assert_eq!((open["stage"].as_str(), open["user"]["name"].as_str()), (Some("open"), Some("Amina")));
}

#[test]
fn wrong_passphrases_cost_waiting_also_after_a_restart() {
    let world = World::new(true);
    let laptop = world.joined("Amina");
    let locked = laptop.call("access.lock", json!({})).unwrap();
    let wrong = json!({ "user_id": locked["users"][0]["user_id"], "name": null, "passphrase": "wrong" });
    for _ in 0..3 {
        assert_eq!(code_of(laptop.call("access.unlock", wrong.clone())), "access-refused-wrong-passphrase");
    }
    assert_eq!(code_of(laptop.call("access.unlock", wrong.clone())), "access-refused-wrong-passphrase-wait");
    drop(laptop);
    let laptop = start(&world.runtime, &world.folder.path().join("Amina"));
    let right = json!({ "user_id": locked["users"][0]["user_id"], "name": null, "passphrase": PASSPHRASE });
    assert_eq!(
        code_of(laptop.call("access.unlock", right)),
        "access-refused-too-many-attempts",
        "the right one waits as well"
    );
}

#[test]
fn a_slip_of_the_hand_is_noticed_before_anything_is_sent() {
    let world = World::new(false);
    let laptop = world.laptop("a");
    let code = world.code("KE0101");
    let slip = if code.starts_with('7') { code.replacen('7', "8", 1) } else { format!("7{}", &code[1..]) };
    let mut input = world.join_input("Amina", &slip);
    input["hub_url"] = json!("https://127.0.0.1:1");
    assert_eq!(code_of(laptop.call("device.join", input)), "device-refused-code-wrong");
}

#[test]
fn a_code_nobody_issued_is_wrong_and_one_that_was_used_is_used() {
    let world = World::new(false);
    let laptop = world.laptop("a");
    let hub_key = world.hub.store().signing_key().unwrap().public();
    let stranger = new_code(&hub_key).unwrap().to_text();
    assert_eq!(code_of(laptop.call("device.join", world.join_input("Amina", &stranger))), "device-refused-code-wrong");
    let code = world.code("KE0101");
    laptop.call("device.join", world.join_input("Amina", &code)).unwrap();
    let other = world.laptop("b");
    assert_eq!(code_of(other.call("device.join", world.join_input("Joseph", &code))), "device-refused-code-used");
    assert_eq!(code_of(laptop.call("device.join", world.join_input("Amina", &code))), "device-refused-already-joined");
}

#[test]
fn a_code_ends_with_its_time() {
    let world = World::new(false);
    let store = world.hub.store();
    let code = new_code(&store.signing_key().unwrap().public()).unwrap();
    let invitation = InvitationRow {
        name: "late".to_owned(),
        areas: Vec::new(),
        role: "officer".to_owned(),
        expires_at: Instant::from_ms(1_000),
        used_by: None,
    };
    let author = hub::setup::operator().author("device.issue_code");
    store
        .write::<_, store::StoreFault>(&author, |writer| {
            writer.keep_invitation(&invitation_hash(&code.secret), &invitation)
        })
        .unwrap();
    let laptop = world.laptop("a");
    assert_eq!(
        code_of(laptop.call("device.join", world.join_input("Amina", &code.to_text()))),
        "device-refused-code-expired"
    );
    assert_eq!(laptop.call("device.state", json!({})).unwrap()["stage"], "unjoined");
    let left: Vec<_> =
        std::fs::read_dir(world.folder.path().join("a")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["application.lock"], "nothing half-made stays");
}

#[test]
fn another_hub_is_not_trusted() {
    let (world, other) = (World::new(false), World::new(false));
    let laptop = world.laptop("a");
    let mut input = world.join_input("Amina", &world.code("KE0101"));
    input["hub_url"] = json!(other.url());
    assert_eq!(code_of(laptop.call("device.join", input)), "device-refused-hub-not-trusted");
    assert!(
        hub_setup::issue_code(other.hub.store(), &hub::setup::operator(), "x", &["nowhere".to_owned()], "officer", 1)
            .is_err()
    );
}

#[test]
fn over_plain_loopback_the_key_is_compared_as_well() {
    let (world, other) = (World::new(true), World::new(true));
    // A hub that knows the secret but has another key: only the fingerprint in the code can tell.
    let code = sync::join::JoinCode::parse(&other.code("KE0101")).unwrap();
    let forged = sync::join::JoinCode {
        secret: code.secret,
        hub: sync::join::hub_fingerprint(&world.hub.store().signing_key().unwrap().public()),
    };
    let laptop = world.laptop("a");
    let mut input = world.join_input("Amina", &forged.to_text());
    input["hub_url"] = json!(other.url());
    assert_eq!(code_of(laptop.call("device.join", input)), "device-refused-hub-not-trusted");
    assert_eq!(laptop.call("device.state", json!({})).unwrap()["stage"], "unjoined");
}

#[test]
fn a_sign_in_page_of_the_network_is_told_from_a_hub() {
    let world = World::new(true);
    let portal = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = portal.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in portal.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 65_536]);
            let page = "<html>Please accept our terms</html>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                page.len()
            );
        }
    });
    let laptop = world.laptop("a");
    let mut input = world.join_input("Amina", &world.code("KE0101"));
    input["hub_url"] = json!(format!("http://{at}"));
    assert_eq!(code_of(laptop.call("device.join", input.clone())), "sync-refused-captive-portal");
    input["hub_url"] = json!("http://127.0.0.1:9");
    assert_eq!(code_of(laptop.call("device.join", input.clone())), "device-refused-hub-unreachable");
    input["hub_url"] = json!("http://hub.example.org");
    assert_eq!(code_of(laptop.call("device.join", input)), "device-refused-address-wrong");
}

#[test]
fn what_a_crash_left_of_a_joining_is_taken_away() {
    let world = World::new(true);
    let folder = world.folder.path().join("a");
    std::fs::create_dir_all(folder.join("joining")).unwrap();
    std::fs::write(folder.join("joining/store.db"), b"half").unwrap();
    let laptop = start(&world.runtime, &folder);
    assert!(!folder.join("joining").exists());
    let state = laptop.call("device.join", world.join_input("Amina", &world.code("KE0101"))).unwrap();
    assert_eq!(state["stage"], "open");
}
