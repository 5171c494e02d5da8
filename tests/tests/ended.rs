//! A laptop that its hub has ended loses power while it ends, at instants spread over the whole of it, with the real programs: what is
//! there afterwards is the whole laptop, which ends at its next opening, or an ended one; all unsent work lies in its rescue file.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stories::desk::{DESK_PASSPHRASE, Desk};
use stories::program::{Hub, Programs, Serving, Unanswered};

/// Instants at which power is cut, besides the one after which nothing is cut any more.
const CUTS: u32 = 10;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry");
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

fn starts(programs: &Programs, folder: &Path) -> Serving {
    let mut command = programs.command("pamoja");
    command.arg("--data").arg(folder).args(["twin", "--listen", "127.0.0.1:0"]);
    Serving::start(&mut command, &folder.with_extension("log")).expect("the twin serves")
}

fn unlocks(twin: &Serving) -> Result<Value, Unanswered> {
    twin.line.call("access.unlock", &json!({ "user_id": null, "name": "Amina", "passphrase": DESK_PASSPHRASE }))
}

/// Opens the laptop in a folder and lets it hear from the hub; power is cut after so long. Answers with how long it took.
fn hears(programs: &Programs, folder: &Path, cut_after: Option<Duration>) -> Duration {
    let mut twin = starts(programs, folder);
    unlocks(&twin).expect("it has not heard yet");
    let line = twin.line.clone();
    let began = Instant::now();
    let hearing = thread::spawn(move || line.call("sync.run", &json!({})));
    if let Some(cut_after) = cut_after {
        thread::sleep(cut_after);
        twin.kill();
    }
    let heard = hearing.join().expect("a thread");
    let took = began.elapsed();
    if let Err(Unanswered::Failure(failure)) = heard {
        assert_eq!(failure["code"], "access-refused-laptop-ended", "{failure}");
    }
    took
}

/// What is in a folder after a cut ends by itself, and holds all that was not sent. True when it had been whole still.
fn ends_whole(programs: &Programs, folder: &Path, unsent: usize) -> bool {
    let twin = starts(programs, folder);
    let state = twin.line.does("device.state", &json!({}));
    let was_whole = state["stage"] == "locked";
    if was_whole {
        // Whole, with or without having heard: it opens with all of its work, or ends now.
        match unlocks(&twin) {
            Ok(_) => drop(twin.line.call("sync.run", &json!({}))),
            Err(Unanswered::Failure(failure)) => {
                assert_eq!(failure["code"], "access-refused-laptop-ended", "{failure}")
            }
            Err(Unanswered::Cut(error)) => panic!("{error}"),
        }
    }
    let state = twin.line.does("device.state", &json!({}));
    assert_eq!(state["stage"], "unjoined", "{state}");
    assert!(!folder.join("store").exists() && !folder.join("ending").exists());
    let rescued = fs::read(state["ended"]["rescue_file"].as_str().expect("a rescue file")).expect("the rescue file");
    let (manifest, _) = store::rescue::unpack(&rescued).expect("a whole file");
    assert!(manifest.is_open_to_hub);
    assert_eq!(manifest.commits, unsent);
    was_whole
}

#[test]
fn no_power_cut_leaves_a_laptop_between_whole_and_ended() {
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::founded(&programs, folder.path(), &demo::area_csv(1));
    let serving = hub.serves(&[]);
    let code = hub.code("Amina", "XP0101");
    let mut amina = Desk::joins(&programs, folder.path(), "Amina", &serving.line.url(), &code).expect("joined");
    amina.syncs().expect("an exchange");
    amina.registers();
    amina.registers();
    let number = amina.line().does("device.state", &json!({}))["device"]["number"].to_string();
    amina.twin.kill();
    hub.commands("device", &["revoke", &number, "--reason", "stolen in Kwale"]);
    let prepared = folder.path().join("Amina");
    let uncut = folder.path().join("uncut");
    copy(&prepared, &uncut);
    let whole = hears(&programs, &uncut, None);
    ends_whole(&programs, &uncut, 2);
    let mut were_whole = 0;
    for cut in 0..CUTS {
        let at = folder.path().join(format!("cut{cut}"));
        copy(&prepared, &at);
        hears(&programs, &at, Some(whole * cut / CUTS));
        were_whole += u32::from(ends_whole(&programs, &at, 2));
        fs::remove_dir_all(&at).expect("a folder");
    }
    assert!(were_whole > 0, "some cuts came before the end");
}
