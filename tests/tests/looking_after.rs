//! Looking after a hub while it works: backups under load, figures, health, and a log that tells nothing of people.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::{Value, json};
use store::exchange::Exchange;
use stories::desk::Desk;
use stories::program::{HUB_PASSPHRASE, Hub, Line, Programs};
use stories::wire::{Member, Wire};
use sync::session::laptop::path;

const AREA: &str = "XP0101";

fn founded(folder: &Path) -> (Programs, Hub) {
    let programs = Programs::find();
    let hub = Hub::founded(&programs, folder, &demo::area_csv(1));
    (programs, hub)
}

/// Registers a family of one in the first village it may.
fn registers(member: &mut Member, surname: &str) {
    let areas = member.does("area.list", json!({}));
    let may = |area: &&Value| area["may_register"] == true;
    let area_id = areas["areas"].as_array().into_iter().flatten().find(may).expect("a village")["area_id"].clone();
    let head = json!({
        "given_name": "Asha", "family_name": surname, "other_names": null, "full_name": null, "name_other_script": null, "sex": "2",
        "birth": { "on": "1990-01-01", "precision": "year" }, "role": "head", "civil_status": null, "education": null, "disability": null,
        "occupation": null, "phones": [], "identity_documents": [],
    });
    member.does(
        "registry.register",
        json!({ "area_id": area_id, "address": null, "dwelling": null, "water_source": null, "registered_on": "2026-06-01",
                "members": [head], "consent": null, "draft_id": null }),
    );
}

fn households(member: &mut Member) -> u64 {
    member.does("today.overview", json!({}))["households"].as_u64().unwrap_or_default()
}

fn figures(line: &Line) -> String {
    let answer = Wire::to(line.metrics()).send("GET", "/metrics", b"").expect("figures");
    assert_eq!(answer.status, 200);
    String::from_utf8(answer.body).expect("text")
}

fn figure(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no {name} in {text}"))
}

#[test]
fn a_backup_made_while_laptops_push_is_whole_and_serves_elsewhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (programs, hub) = founded(folder.path());
    let serving = hub.serves(&["--metrics-listen", "0"]);
    assert_eq!(figure(&figures(&serving.line), "pamoja_hub_backup_age_seconds"), f64::INFINITY, "there was none yet");
    let mut laptops: Vec<Member> = (1..=3_u8)
        .map(|at| {
            let mut wire = Wire::to(serving.line.address());
            Member::joins(&mut wire, &hub.code("laptop", AREA), &folder.path().join(format!("laptop{at}")), at)
        })
        .collect();
    let is_over = AtomicBool::new(false);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let mut before = Vec::new();
    thread::scope(|scope| {
        for (laptop, at) in laptops.iter_mut().zip('a'..) {
            let (is_over, address) = (&is_over, serving.line.address());
            scope.spawn(move || {
                let mut wire = Wire::to(address);
                let mut round = 'a';
                while !is_over.load(Ordering::Relaxed) {
                    registers(laptop, &format!("Mwakazi{at}{round}"));
                    laptop.exchanges(&mut wire).expect("an exchange while a backup is made");
                    round = char::from_u32(u32::from(round) + 1).filter(char::is_ascii_lowercase).unwrap_or('a');
                }
            });
        }
        let received = || figure(&figures(&serving.line), "pamoja_hub_documents_received_total");
        for backup in ["backup1", "backup2", "backup3"] {
            let at_first = received();
            while received() < at_first + 20.0 {
                thread::yield_now();
            }
            before.push(received());
            hub.commands("backup", &["--out", &path(backup)]);
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let age = figure(&figures(&serving.line), "pamoja_hub_backup_age_seconds");
    assert!((0.0..600.0).contains(&age), "{age}");
    for (backup, held) in ["backup1", "backup2", "backup3"].iter().zip(before) {
        let restored = Hub::at(&programs, &folder.path().join(format!("{backup}-hub")));
        let key = hub.folder().join("hub.key").to_string_lossy().into_owned();
        let keyed = restored.folder().to_string_lossy().into_owned();
        let ran = programs.run(
            "pamoja-hub",
            &["restore", "--data", &keyed, "--from", &path(backup), "--key-file", &key],
            &[],
        );
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        fs::copy(&key, restored.folder().join("hub.key")).expect("the key");
        restored.verifies();
        let serves = restored.serves(&[]);
        let mut wire = Wire::to(serves.line.address());
        let mut new =
            Member::joins(&mut wire, &restored.code("new", AREA), &folder.path().join(format!("{backup}-new")), 77);
        // A household and a person each: whatever was held when the backup began is in it.
        let found = households(&mut new);
        assert!(found * 2 >= held as u64, "{found} households, {held} documents were held");
    }
    drop(serving);
    hub.verifies();
}

#[test]
fn the_log_is_json_with_numbers_of_requests_and_tells_nothing_of_people() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (programs, hub) = founded(folder.path());
    let url = {
        // Everything below trace, so that what only a searching eye turns on is looked through, too.
        let mut command = programs.command("pamoja-hub");
        command.args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--plain-http-on-loopback",
            "--log-format",
            "json",
            "--data",
        ]);
        command.arg(hub.folder()).env("PAMOJA_LOG", "debug");
        let serving = stories::program::Serving::start(&mut command, &hub.log()).expect("the hub serves");
        let url = serving.line.url();
        let mut desk =
            Desk::joins(&programs, folder.path(), "Amina", &url, &hub.code("Laptop of Zuhura", AREA)).expect("joined");
        let surname = desk.registers();
        desk.syncs().expect("an exchange");
        hub.commands("user", &["add", "--name", "Mwanaidi", "--role", "reconciler"]);
        let signed_in = json!({ "user_id": null, "name": "admin", "passphrase": HUB_PASSPHRASE });
        serving.line.does("access.unlock", &signed_in);
        let wrong = json!({ "user_id": null, "name": "Nobodyatall", "passphrase": "a wrong passphrase" });
        serving.line.call("access.unlock", &wrong).expect_err("a stranger");
        hub.commands("backup", &["--out", &folder.path().join("copy").to_string_lossy()]);
        let mut wire = Wire::to(serving.line.address());
        let refused = wire.send("POST", path::PUSH, b"nothing").expect("an answer");
        assert_eq!(refused.code(), "sync-refused-malformed");
        let number = refused.header("x-pamoja-request").expect("a number").to_uppercase();
        drop(desk);
        drop(serving);
        (number, surname)
    };
    let (number, surname) = url;
    let log = fs::read_to_string(hub.log()).expect("a log");
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let exchanges: Vec<&Value> = lines.iter().filter(|line| line["message"] == "exchange").collect();
    let routes: Vec<&str> = exchanges.iter().filter_map(|line| line["route"].as_str()).collect();
    for route in [path::JOIN, path::HELLO, path::PUSH, path::PROOF] {
        assert!(routes.contains(&route), "{route} in {routes:?}");
    }
    let told = exchanges.iter().find(|line| line["request"] == number).expect("the answer's number stands in the log");
    assert_eq!((&told["outcome"], &told["route"]), (&json!("sync-refused-malformed"), &json!(path::PUSH)));
    assert!(exchanges.iter().all(|line| line["ms"].is_u64() && line["received"].is_u64()));
    let twin = fs::read_to_string(folder.path().join("Amina.log")).expect("the laptop's log");
    tells_nothing_of_people("the hub's", &log, &surname);
    tells_nothing_of_people("the laptop's", &twin, &surname);
}

fn tells_nothing_of_people(whose: &str, log: &str, surname: &str) {
    let names = ["Amina", "Tumelani", "Sefu", surname, "Mtaa wa", "Zuhura", "Mwanaidi", "Nobodyatall", HUB_PASSPHRASE];
    let numbers = ["0733551234", "733551234", "H0001-", "P0001-"];
    for word in names.into_iter().chain(numbers) {
        let found = log.lines().find(|line| line.to_lowercase().contains(&word.to_lowercase()));
        assert_eq!(found, None, "{whose} log tells “{word}”");
    }
}

#[test]
fn figures_are_counted_and_health_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_, hub) = founded(folder.path());
    let serving = hub.serves(&["--metrics-listen", "0"]);
    let mut wire = Wire::to(serving.line.address());
    let mut member = Member::joins(&mut wire, &hub.code("Laptop of Zuhura", AREA), &folder.path().join("laptop"), 5);
    registers(&mut member, "Mwakazi");
    member.exchanges(&mut wire).expect("an exchange");
    let text = figures(&serving.line);
    assert_eq!(figure(&text, "pamoja_hub_documents_received_total"), 2.0);
    assert_eq!(figure(&text, "pamoja_hub_chunks_total{became=\"held\"}"), 1.0);
    assert_eq!(figure(&text, "pamoja_hub_requests_total{route=\"Push\",status=\"200\",outcome=\"answered\"}"), 1.0);
    assert_eq!(figure(&text, "pamoja_hub_request_duration_seconds_count{route=\"Hello\"}"), 2.0);
    assert_eq!(figure(&text, "pamoja_hub_group_pushes_count"), 1.0);
    assert!(figure(&text, "pamoja_hub_received_bytes_total{route=\"Push\"}") > 200.0);
    assert!(figure(&text, "pamoja_hub_store_bytes") > 4_096.0);
    for name in ["queue_pushes", "queue_bytes", "set_aside"] {
        assert_eq!(figure(&text, &format!("pamoja_hub_{name}")), 0.0);
    }
    assert!(figure(&text, "pamoja_hub_wal_bytes") >= 0.0 && text.ends_with("# EOF\n"));
    for word in ["Mwakazi", "Asha", "Zuhura", "officer", AREA] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    // Below the main address, too, for a proxy in front of it.
    for address in [serving.line.address(), serving.line.metrics()] {
        let well = Wire::to(address).send("GET", "/healthz", b"").expect("an answer");
        assert_eq!((well.status, well.body.starts_with(b"{\"is_well\":true")), (200, true));
    }
    let database = hub.folder().join("store").join("store.db");
    for file in [&database, &hub.folder().join("store").join("store.db-wal")] {
        let length = fs::metadata(file).expect("a file").len();
        fs::write(file, vec![0x5a; length as usize]).expect("a damaged file");
    }
    let unwell = Wire::to(serving.line.metrics()).send("GET", "/healthz", b"").expect("an answer");
    let told: Value = serde_json::from_slice(&unwell.body).expect("JSON");
    assert_eq!((unwell.status, &told["is_well"], &told["reason"]), (503, &json!(false), &json!("store-damaged")));
}

#[test]
fn a_laptop_that_asks_too_often_waits_and_the_others_do_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_, hub) = founded(folder.path());
    let serving = hub.serves(&[]);
    let mut wire = Wire::to(serving.line.address());
    let mut joins =
        |at: u8| Member::joins(&mut wire, &hub.code("laptop", AREA), &folder.path().join(format!("laptop{at}")), at);
    let (wild, mut calm) = (joins(1), joins(2));
    let mut exchange = Exchange::begin(&wild.store, wild.caller.user, wild.caller.now, "wild").expect("an exchange");
    let hello = exchange.next_request().expect("a request").expect("a hello");
    let mut forged = hello.body.clone();
    *forged.last_mut().expect("a signature") ^= 1;
    // Nobody uses up another's allowance: these are not signed by it.
    for _ in 0..1_300 {
        assert_eq!(wire.send("POST", hello.path, &forged).expect("an answer").code(), "sync-refused-signature");
    }
    let mut asks = || wire.send("POST", hello.path, &hello.body).expect("an answer");
    assert_eq!(asks().status, 200);
    let refused = (0..2_000).map(|_| asks()).find(|answer| answer.status != 200);
    let refused = refused.expect("so many are too many");
    assert_eq!((refused.status, refused.code().as_str()), (429, "sync-refused-too-many-requests"));
    assert_eq!(refused.header("retry-after"), Some("1"));
    registers(&mut calm, "Mwakazi");
    let exchanged = calm.exchanges(&mut wire).expect("the other laptop is served");
    assert!(exchanged.summary.is_proven && exchanged.busy == 0, "{exchanged:?}");
}
