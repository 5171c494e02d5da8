//! The laptop's program is killed again and again while people work: what was acknowledged is there afterwards, what
//! was not is there whole or not at all, and nothing of it can be read in the folder it left.
//!
//! Two laptops and a hub, real programs over loopback. `PAMOJA_KILLS` says how often (200 unless told), `PAMOJA_SEED`
//! chooses other acts. The instants of the kills differ in every run: that is the point.

mod kill {
    pub mod ledger;
    pub mod officer;
}

use std::env;
use std::fs;
use std::path::Path;
use std::thread;

use kill::ledger::{ADDRESS, GIVEN, PHONE, SURNAME};
use kill::officer::{Officer, PASSPHRASE};
use serde_json::json;
use stories::program::{Programs, Serving};

/// Kills unless `PAMOJA_KILLS` says otherwise.
const KILLS: u32 = 200;
const GREEN: [bool; 5] = [true; 5];

fn number(name: &str, otherwise: u32) -> u32 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Founds a hub with the demo district and starts it.
fn hub(programs: &Programs, folder: &Path) -> Serving {
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("passphrase"), PASSPHRASE).expect("a file");
    fs::write(path("areas.csv"), demo::area_csv(1)).expect("a file");
    let data = path("hub");
    for arguments in [
        &[
            "init",
            "--data",
            &data,
            "--name",
            "Hub",
            "--second-factor",
            "offered",
            "--admin-passphrase-file",
            &path("passphrase"),
        ][..],
        &["areas", "import", "--data", &data, &path("areas.csv")],
    ] {
        let ran = programs.run("pamoja-hub", arguments, &[]);
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let mut command = programs.command("pamoja-hub");
    command.args(["serve", "--data", &data, "--listen", "127.0.0.1:0", "--plain-http-on-loopback"]);
    Serving::start(&mut command, &folder.join("hub.log")).expect("the hub serves")
}

fn code(programs: &Programs, folder: &Path, name: &str) -> String {
    let data = folder.join("hub");
    let data = data.to_string_lossy();
    let ran = programs.run("pamoja-hub", &["device", "code", "--data", &data, "--name", name, "--area", "XP0101"], &[]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

#[test]
fn no_kill_takes_back_what_was_acknowledged_or_leaves_half_of_what_was_not() {
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = hub(&programs, folder.path());
    let (kills, seed) = (number("PAMOJA_KILLS", KILLS), number("PAMOJA_SEED", 1));
    println!("{kills} kills, PAMOJA_SEED={seed}");
    let mut officers: Vec<Officer> = ["amina", "joseph"]
        .iter()
        .zip(seed..)
        .map(|(name, seed)| {
            let code = code(&programs, folder.path(), name);
            Officer::joins(&programs, name, &folder.path().join(name), &hub.line.url(), &code, u64::from(seed))
        })
        .collect();

    thread::scope(|scope| {
        for (officer, share) in officers.iter_mut().zip([kills / 2, kills - kills / 2]) {
            scope.spawn(move || {
                for kill in 1..=share {
                    officer.works_until_killed();
                    if kill % 10 == 0 || kill == share {
                        officer.verifies();
                    }
                }
            });
        }
    });

    // Both open once more, nobody kills: everything is there, and it can still be brought together.
    let lines: Vec<Serving> = officers.iter_mut().map(Officer::finds_everything).collect();
    for serving in lines.iter().chain(&lines) {
        serving.line.does("sync.run", &json!({}));
    }
    for serving in &lines {
        let lights = serving.line.does("sync.lights", &json!({}));
        let green: Vec<bool> = (0..5).map(|light| lights["lights"][light]["is_green"] == true).collect();
        assert_eq!(green, GREEN, "{lights:#}");
    }
    let (amina, joseph) = (&officers[0], &officers[1]);
    amina.ledger.is_seen_at(&lines[1].line);
    joseph.ledger.is_seen_at(&lines[0].line);
    let twice: Vec<&String> = amina.ledger.numbers.intersection(&joseph.ledger.numbers).collect();
    assert!(twice.is_empty(), "numbers given twice: {twice:?}");
    drop(lines);
    officers.iter().for_each(Officer::verifies);
    drop(hub);
    let data = folder.path().join("hub");
    let verified = programs.run("pamoja-hub", &["verify", "--data", &data.to_string_lossy()], &[]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));

    assert_eq!(search(&data.join("store")).1, Vec::<String>::new(), "the hub keeps no readable name either");
    for officer in &officers {
        let (files, found) = search(&officer.folder);
        assert!(files > 3, "there is something to search: {files}");
        assert!(found.is_empty(), "readable without the passphrase: {found:#?}");
        println!("{}: {}, {files} files hold no name", officer.name, officer.ledger.summary());
    }
    // The search itself must be able to find: the same words, written plainly.
    for bytes in [ADDRESS.as_bytes().to_vec(), wide(SURNAME), PHONE.as_bytes().to_vec()] {
        let plain = tempfile::tempdir().expect("a temporary folder");
        fs::write(plain.path().join("plain"), [vec![0; 77], bytes, vec![1; 9]].concat()).expect("a file");
        assert_eq!(search(plain.path()).1.len(), 1);
    }
}

/// UTF-16 without its outermost zero: for letters without accents the same in both orders of bytes.
fn wide(text: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.pop();
    bytes
}

/// Looks through every file below a folder for words every family of this test has in its names, phones and addresses;
/// returns how many files there were and what was found.
fn search(folder: &Path) -> (usize, Vec<String>) {
    let words: Vec<String> = [SURNAME, GIVEN, ADDRESS, &PHONE[1..]]
        .iter()
        .flat_map(|word| [(*word).to_owned(), word.to_lowercase(), word.to_uppercase()])
        .collect();
    let needles: Vec<(&String, Vec<u8>)> =
        words.iter().flat_map(|word| [(word, word.as_bytes().to_vec()), (word, wide(word))]).collect();
    let (mut files, mut found, mut folders) = (0, Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = fs::read(&path).expect("a file");
            found.extend(readable(&bytes, &needles).map(|word| format!("{}: {word}", path.display())));
        }
    }
    (files, found)
}

/// The first of the words that stands in these bytes. Looks at first bytes before it compares: a folder holds 33 MB and more.
fn readable<'a>(bytes: &[u8], needles: &[(&'a String, Vec<u8>)]) -> Option<&'a String> {
    let mut begins = [false; 256];
    for (_, needle) in needles {
        begins[usize::from(needle[0])] = true;
    }
    for (at, byte) in bytes.iter().enumerate() {
        if begins[usize::from(*byte)] {
            let found = needles.iter().find(|(_, needle)| bytes[at..].starts_with(needle));
            if let Some((word, _)) = found {
                return Some(word);
            }
        }
    }
    None
}
