//! What lies on a laptop's disk after a day's work and a power cut: nothing of any family, in any of the forms in which a value may
//! be found there. With the real program, whose temporary files, logs and home are looked through as well.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use stories::program::{Hub, Line, Programs, Serving};

const PASSPHRASE: &str = "rain on the tin roof";

/// Values that are typed, brought, searched and carried in this test, and stand nowhere else.
const VALUES: [&str; 10] = [
    "Qwizzlethorpe",
    "Xandrobella",
    "0733918264",
    "KX77120934",
    "Zuberiwaka Lane",
    "Draftonomous",
    "Filezimbra",
    "Heardwrongly",
    "Seekvorpal",
    PASSPHRASE,
];

fn reversed(text: &str) -> Vec<u8> {
    text.bytes().rev().collect()
}

/// Base64 of a text that begins at each of the three places a byte may have in a group: what stays the same whatever surrounds it.
fn base64(text: &str) -> Vec<Vec<u8>> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = text.bytes().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let from = |skipped: usize| {
        let signs = bits[skipped..].chunks_exact(6);
        signs.map(|six| SIGNS[six.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit))]).collect()
    };
    vec![from(0), from(4), from(2)]
}

/// Every form in which a value is looked for.
fn forms(value: &str) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for text in [value.to_owned(), value.to_lowercase(), value.to_uppercase()] {
        // Without the outermost zeros UTF-16 is the same in both orders of bytes.
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        forms.push(wide[..wide.len() - 1].to_vec());
        forms.push(text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes());
        forms.push(text.bytes().map(|byte| format!("{byte:02X}")).collect::<String>().into_bytes());
        forms.push(reversed(&text));
        forms.extend(base64(&text));
        forms.push(text.into_bytes());
    }
    forms.sort();
    forms.dedup();
    forms
}

/// The forms by their first byte: a folder holds many millions of bytes.
struct Search {
    by_first: Vec<Vec<(&'static str, Vec<u8>)>>,
}

impl Search {
    fn new() -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for value in VALUES {
            for form in forms(value) {
                by_first[usize::from(form[0])].push((value, form));
            }
        }
        Self { by_first }
    }

    /// The values that stand in these bytes.
    fn found(&self, bytes: &[u8]) -> Vec<&'static str> {
        let mut found = Vec::new();
        for (at, byte) in bytes.iter().enumerate() {
            for (value, form) in &self.by_first[usize::from(*byte)] {
                if bytes[at..].starts_with(form) {
                    found.push(*value);
                }
            }
        }
        found
    }

    /// Looks through every file below a folder, and its name; returns bytes looked at, files, and what was found where.
    fn below(&self, folder: &Path) -> (usize, Vec<PathBuf>, Vec<String>) {
        let (mut bytes, mut files, mut found, mut folders) = (0, Vec::new(), Vec::new(), vec![folder.to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let told = self.found(path.file_name().expect("a name").as_encoded_bytes());
                found.extend(told.into_iter().map(|value| format!("the name of {}: {value}", path.display())));
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let read = fs::read(&path).expect("a file");
                bytes += read.len();
                let told = self.found(&read);
                found.extend(told.into_iter().map(|value| format!("{}: {value}", path.display())));
                files.push(path);
            }
        }
        (bytes, files, found)
    }
}

/// A laptop's program, all of whose folders lie below one.
fn starts(programs: &Programs, root: &Path) -> Serving {
    for name in ["data", "tmp", "home", "run"] {
        fs::create_dir_all(root.join(name)).expect("a folder");
    }
    let mut command = programs.command("pamoja");
    command.arg("--data").arg(root.join("data")).args(["twin", "--listen", "127.0.0.1:0"]);
    command.env("RUST_LOG", "trace").env("TMPDIR", root.join("tmp")).env("HOME", root.join("home"));
    command.env("XDG_DATA_HOME", root.join("home")).env("XDG_CACHE_HOME", root.join("home"));
    command.current_dir(root.join("run"));
    Serving::start(&mut command, &root.join("program.log")).expect("the twin serves")
}

/// Everything a day brings, at an open laptop.
fn a_day(line: &Line, stick: &Path) {
    let areas = line.does("area.list", &json!({}));
    let area = areas["areas"].as_array().unwrap().iter().find(|area| area["may_register"] == true).unwrap();
    let area_id = area["area_id"].clone();
    let card = json!({ "document_type": "national_id", "number": "KX77120934", "issuer": null, "valid_until": null });
    let member = json!({
        "given_name": "Xandrobella", "family_name": "Qwizzlethorpe", "other_names": null, "full_name": null,
        "name_other_script": null, "sex": "2", "birth": { "on": "1990-01-01", "precision": "year" }, "role": "head",
        "civil_status": null, "education": null, "disability": null, "occupation": null, "phones": ["0733918264"],
        "identity_documents": [card],
    });
    let household = json!({ "area_id": area_id, "address": "Zuberiwaka Lane", "dwelling": null, "water_source": null,
        "registered_on": "2025-05-01", "members": [member], "consent": null, "draft_id": null });
    let done = line.does("registry.register", &household);
    let fields = json!({ "dwelling": null, "address": "Zuberiwaka Lane 7" });
    let change = json!({ "household_id": done["household_id"], "fields": fields, "reason": "Heardwrongly" });
    line.does("registry.correct_household", &change);
    let body = json!({ "name": "Draftonomous", "phone": "0733918264" });
    line.does(
        "draft.keep",
        &json!({ "draft_id": null, "kind": "registry.register", "title": "Draftonomous", "body": body }),
    );
    for text in ["Seekvorpal", "Qwizzlethorpe", "0733918264", "KX77120934"] {
        line.does("registry.search", &json!({ "text": text, "area_id": null }));
    }
    imports(line, &area_id);
    line.does("sync.write_stick", &json!({ "folder": stick.display().to_string(), "receiver": null, "part_mb": null }));
    line.does("sync.run", &json!({}));
    let again =
        json!({ "household_id": done["household_id"], "fields": { "address": "Zuberiwaka Lane 9" }, "reason": null });
    line.does("registry.update_household", &again);
    line.does("device.rescue", &json!({ "folder": stick.display().to_string() }));
}

fn imports(line: &Line, area_id: &Value) {
    let csv = demo::flat_csv(5, 12, demo::TokenColumn::Intact);
    let family = demo::district(5, 12).next().expect("a household").members[0].family_name.clone();
    let family = family.expect("a family name");
    let file = line.brings("Filezimbra.csv", csv.replace(&family, "Filezimbra").as_bytes());
    let inspected = line.does("import.inspect", &json!({ "file_id": file }));
    let input = json!({ "file_id": file, "mapping": inspected["suggested"], "area_id": area_id });
    let batch = line.does("import.prepare", &input)["batch"]["batch_id"].clone();
    line.does("import.apply", &json!({ "batch_id": batch }));
    let found = line.does("registry.search", &json!({ "text": "Filezimbra", "area_id": null }));
    assert!(!found["hits"].as_array().unwrap().is_empty(), "what was imported is there");
}

#[test]
fn nothing_of_any_family_can_be_read_on_the_disk_of_a_laptop() {
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::founded(&programs, folder.path(), &demo::area_csv(1));
    let serving = hub.serves(&[]);
    let root = folder.path().join("laptop");
    let stick = root.join("stick");
    fs::create_dir_all(&stick).expect("a folder");
    let mut twin = starts(&programs, &root);
    let input = json!({ "hub_url": serving.line.url(), "code": hub.code("Amina", "XP0101"), "device_name": "field laptop",
        "user_name": "Amina", "passphrase": PASSPHRASE });
    twin.line.does("device.join", &input);
    a_day(&twin.line, &stick);
    let search = Search::new();
    // Open, with the power cut in the middle of work; and locked, as it is carried home.
    for is_locked in [false, true] {
        if is_locked {
            twin.line.does("access.lock", &json!({}));
        }
        twin.kill();
        let (bytes, files, found) = search.below(&root);
        assert!(found.is_empty(), "readable without the passphrase: {found:#?}");
        let names: Vec<String> = files.iter().map(|path| path.file_name().unwrap().to_string_lossy().into()).collect();
        for name in ["store.db", "outbox.log", "keys.json", "program.log"] {
            assert!(names.iter().any(|there| there == name), "{name} was looked through: {names:?}");
        }
        assert!(names.iter().any(|name| name.ends_with(".rescue")) && bytes > 1_000_000, "{bytes} bytes: {names:?}");
        twin = starts(&programs, &root);
        let unlocked =
            twin.line.does("access.unlock", &json!({ "user_id": null, "name": "Amina", "passphrase": PASSPHRASE }));
        assert_eq!(unlocked["stage"], "open");
        let found = twin.line.does("registry.search", &json!({ "text": "Qwizzlethorpe", "area_id": null }));
        assert_eq!(found["hits"].as_array().unwrap().len(), 1, "and with the passphrase all of it is there");
    }
}

/// The search must be able to find: each value in each form, in the middle of other bytes, and in a file's name.
#[test]
fn a_value_that_lies_readable_is_found_in_every_form() {
    let search = Search::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for value in VALUES {
        assert!(forms(value).len() >= 7, "{value}");
        for (at, form) in forms(value).into_iter().enumerate() {
            let path = folder.path().join("planted");
            fs::write(&path, [vec![0; 77], form, vec![1; 9]].concat()).expect("a file");
            let (_, _, found) = search.below(folder.path());
            assert!(found.iter().any(|told| told.ends_with(value)), "{value}, form {at}: {found:?}");
        }
        fs::remove_file(folder.path().join("planted")).expect("the file");
    }
    // What an encoder makes of it at every place in a group.
    for (before, encoded) in
        [("", "UXdpenpsZXRob3JwZQ=="), ("x", "eFF3aXp6bGV0aG9ycGU="), ("xy", "eHlRd2l6emxldGhvcnBl")]
    {
        assert_eq!(search.found(encoded.as_bytes()), ["Qwizzlethorpe"], "after {before:?}");
    }
    fs::write(folder.path().join("Filezimbra.csv"), b"").expect("a file");
    assert_eq!(search.below(folder.path()).2.len(), 1);
    assert!(search.found(b"nothing of it").is_empty());
}
