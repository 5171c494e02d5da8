//! The command line of a hub, as an operator uses it: while the hub serves and while it does not.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const AREAS: &str = "code,parent_code,level,name_en\nKE,,0,Kenya\nKE01,KE,1,Coast\nKE0101,KE01,2,Mombasa\nKE010101,KE0101,3,Changamwe\n";

fn pamoja_hub(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pamoja-hub")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn works(arguments: &[&str]) -> String {
    let output = pamoja_hub(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

struct Serving(Child);

impl Serving {
    fn start(data: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pamoja-hub"))
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0", "--plain-http-on-loopback"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("http://127.0.0.1:"), "{line}");
        Self(child)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn founded(folder: &Path) -> String {
    let data = folder.join("hub").to_string_lossy().into_owned();
    let told = works(&["init", "--data", &data, "--name", "Coast hub"]);
    assert!(told.contains("passphrase (told this once)"), "{told}");
    std::fs::write(folder.join("areas.csv"), AREAS).unwrap();
    data
}

#[test]
fn commands_work_alike_while_the_hub_serves_and_while_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let data = founded(folder.path());
    let areas = folder.path().join("areas.csv").to_string_lossy().into_owned();
    assert!(works(&["areas", "import", &areas, "--data", &data]).contains("4 areas"));
    let code = works(&["device", "code", "--data", &data, "--name", "a", "--area", "KE0101"]);
    assert_eq!(code.trim().len(), 44, "{code}");
    let serving = Serving::start(&data);
    let socket = Path::new(&data).join("admin.sock");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&socket).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let code = works(&["device", "code", "--data", &data, "--name", "b", "--area", "KE0101"]);
    assert_eq!(code.trim().len(), 44, "{code}");
    std::fs::write(folder.path().join("passphrase"), "four unrelated little words\n").unwrap();
    let passphrase = folder.path().join("passphrase").to_string_lossy().into_owned();
    works(&[
        "user",
        "add",
        "--data",
        &data,
        "--name",
        "Salma",
        "--role",
        "reconciler",
        "--passphrase-file",
        &passphrase,
    ]);
    assert!(works(&["user", "list", "--data", &data]).contains("Salma"));
    assert!(works(&["verify", "--data", &data]).contains("everything is sound"));
    works(&["rebuild", "--data", &data]);
    let refused = pamoja_hub(&["device", "code", "--data", &data, "--name", "c", "--area", "nowhere"]);
    assert!(!refused.status.success() && !refused.stderr.is_empty(), "{}", said(&refused));
    let unknown = pamoja_hub(&["device", "revoke", "9", "--reason", "lost", "--data", &data]);
    assert!(!unknown.status.success() && !unknown.stderr.is_empty(), "{}", said(&unknown));
    let unknown = pamoja_hub(&["device", "grant", "9", "--area", "KE0101", "--data", &data]);
    assert!(!unknown.status.success() && !unknown.stderr.is_empty(), "{}", said(&unknown));
    assert_eq!(works(&["device", "list", "--data", &data]).trim(), "", "no laptop has joined");
    drop(serving);
    // Killed, it leaves its socket behind: commands go to the store again.
    assert!(works(&["user", "list", "--data", &data]).contains("Salma"));
}

#[test]
fn a_backup_made_while_serving_is_restored_elsewhere_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = founded(folder.path());
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let serving = Serving::start(&data);
    works(&["areas", "import", &path("areas.csv"), "--data", &data]);
    works(&["backup", "--data", &data, "--out", &path("backup")]);
    drop(serving);
    assert!(
        !pamoja_hub(&["backup", "--data", &data, "--out", &path("backup")]).status.success(),
        "a backup is never overwritten"
    );
    assert!(!Path::new(&path("backup")).join("hub.key").exists(), "the key is not in the backup");
    let without_key = pamoja_hub(&["restore", "--from", &path("backup"), "--data", &path("restored")]);
    assert!(said(&without_key).contains("the key is missing"), "{}", said(&without_key));
    let key = format!("{data}/hub.key");
    works(&["restore", "--from", &path("backup"), "--data", &path("restored"), "--key-file", &key]);
    assert!(works(&["verify", "--data", &path("restored"), "--key-file", &key]).contains("everything is sound"));
    works(&["erasures", "--data", &data, "--out", &path("erasures")]);
    let listed = |list: &str, folder: &str| {
        let (from, to, list) = (path("backup"), path(folder), path(list));
        pamoja_hub(&["restore", "--from", &from, "--data", &to, "--key-file", &key, "--erasures", &list])
    };
    assert!(listed("erasures", "with the list").status.success(), "nothing was erased, and the list says so");
    let other = listed("areas.csv", "with another file");
    assert!(said(&other).contains("not one that this hub wrote"), "{}", said(&other));
    let again = pamoja_hub(&["restore", "--from", &path("backup"), "--data", &path("restored"), "--key-file", &key]);
    assert!(said(&again).contains("never overwrites"), "{}", said(&again));
    assert!(!pamoja_hub(&["init", "--data", &data, "--name", "x"]).status.success(), "a hub is never founded twice");
}

#[test]
fn a_damaged_store_is_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let data = founded(folder.path());
    let database = Path::new(&data).join("store/store.db");
    let mut bytes = std::fs::read(&database).unwrap();
    for byte in &mut bytes[..4096] {
        *byte ^= 0x5a;
    }
    std::fs::write(&database, bytes).unwrap();
    let output = pamoja_hub(&["verify", "--data", &data]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("damaged"), "{}", said(&output));
}
