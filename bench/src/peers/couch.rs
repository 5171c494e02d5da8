//! PouchDB against a server that speaks CouchDB's replication protocol: Node.js programs in `bench/peers`, run once on
//! loopback; what they print is their recorded conversation.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use super::population::Population;
use crate::Outcome;
use crate::link::{Conversation, Message, Way, bytes};

/// What the program prints.
#[derive(Debug, Deserialize)]
struct Printed {
    pushed: usize,
    pulled: usize,
    documents: Documents,
    messages: Vec<PrintedMessage>,
}

#[derive(Debug, Deserialize)]
struct Documents {
    laptop: usize,
    server: usize,
}

#[derive(Debug, Deserialize)]
struct PrintedMessage {
    way: String,
    bytes: u64,
    after: Vec<usize>,
    thinking_ms: f64,
}

/// What it sent.
pub struct Couch {
    /// Its messages.
    pub conversation: Conversation,
    /// How much its bytes differ when the store holds the changed documents alone, percent: what the store holds
    /// besides does not enter the bytes of a week.
    pub base_effect_percent: f64,
}

/// The messages of the week; none, said loudly, without Node.js.
pub fn week(population: &Population) -> Outcome<Option<Couch>> {
    let programs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("peers");
    if let Some(why) = missing(&programs) {
        eprintln!("SKIPPED: the comparison with CouchDB-style replication: {why}");
        return Ok(None);
    }
    let conversation = run(&programs, population)?;
    let small = run(&programs, &population.changed_only())?;
    let (all, alone) = (bytes(&conversation) as f64, bytes(&small) as f64);
    Ok(Some(Couch { conversation, base_effect_percent: (all - alone).abs() * 100.0 / all }))
}

fn missing(programs: &Path) -> Option<&'static str> {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has_node {
        return Some("there is no Node.js (node) on this machine");
    }
    let is_installed = programs.join("node_modules/express-pouchdb").is_dir();
    (!is_installed).then_some("its packages are not installed: npm ci in bench/peers, or make bench")
}

fn run(programs: &Path, population: &Population) -> Outcome<Conversation> {
    let folder = tempfile::tempdir()?;
    population.write(folder.path())?;
    let files = ["base", "here", "elsewhere"].map(|name| folder.path().join(format!("{name}.jsonl")));
    let output = Command::new("node")
        .arg("--max-old-space-size=4096")
        .arg(programs.join("couch.mjs"))
        .args(files)
        // The server writes a log and a configuration where it stands.
        .current_dir(folder.path())
        .stderr(std::process::Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("the CouchDB-style replication ended with {}", output.status).into());
    }
    let printed: Printed = serde_json::from_slice(&output.stdout)?;
    let is_whole = printed.pushed == population.here.len()
        && printed.pulled == population.elsewhere.len()
        && printed.documents.laptop == population.base.len()
        && printed.documents.server == population.base.len();
    if !is_whole {
        return Err(format!("the CouchDB-style replication was not whole: {printed:?}").into());
    }
    printed.messages.into_iter().enumerate().map(read).collect()
}

fn read((place, message): (usize, PrintedMessage)) -> Outcome<Message> {
    let way = match message.way.as_str() {
        "up" => Way::Up,
        "down" => Way::Down,
        _ => return Err("a message without direction".into()),
    };
    if message.after.iter().any(|before| *before >= place) {
        return Err("a message that waits for a later one".into());
    }
    let thinking = Duration::from_secs_f64(message.thinking_ms.clamp(0.0, 60_000.0) / 1_000.0);
    Ok(Message { way, bytes: message.bytes, after: message.after, thinking })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_waits_for_earlier_ones_and_has_a_direction() {
        let message = |way: &str, after: &[usize]| PrintedMessage {
            way: way.to_owned(),
            bytes: 1,
            after: after.to_vec(),
            thinking_ms: -1.0,
        };
        assert_eq!(read((1, message("up", &[0]))).expect("a message").thinking, Duration::ZERO);
        assert!(read((1, message("up", &[1]))).is_err());
        assert!(read((1, message("sideways", &[]))).is_err());
    }
}
