//! The socket of the command line: while a hub serves it has its store for itself, so commands are handed to it here.
//!
//! A Unix socket in the hub's folder that only its owner may use: who may read the key may command. One JSON line in,
//! one JSON line out.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use usecases::Failure;

use crate::Hub;
use crate::admin::{Command, Reply, administer};
use crate::fault::HubFault;
use crate::limits::COMMAND_BYTES_MAX;

const SOCKET: &str = "admin.sock";
/// A command that was begun is read within this time.
const READ_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Envelope {
    Output(Reply),
    Failure(Failure),
}

/// Listens until dropped. A socket that cannot be made is said in the log; the hub serves without it.
pub(crate) fn listen(hub: Arc<Hub>) -> Option<Socket> {
    let path = hub.folder.join(SOCKET);
    // The store's lock is ours, so a socket that is there was left behind by a crash.
    let _ = std::fs::remove_file(&path);
    let listener = match UnixListener::bind(&path) {
        Ok(listener) => listener,
        Err(cause) => {
            tracing::warn!(%cause, "the socket of the command line could not be made");
            return None;
        }
    };
    if let Err(cause) = std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)) {
        tracing::warn!(%cause, "the socket of the command line could not be protected, so it is not used");
        let _ = std::fs::remove_file(&path);
        return None;
    }
    let hub = Arc::downgrade(&hub);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(stream), Some(hub)) = (stream, hub.upgrade()) else { break };
            std::thread::spawn(move || obey(&hub, stream));
        }
    });
    Some(Socket { path })
}

/// The socket's file; gone when dropped.
pub(crate) struct Socket {
    path: PathBuf,
}

impl Drop for Socket {
    fn drop(&mut self) {
        // A last visitor wakes the listener, which then finds the hub gone.
        let _ = UnixStream::connect(&self.path);
        let _ = std::fs::remove_file(&self.path);
    }
}

fn obey(hub: &Hub, stream: UnixStream) {
    let _ = stream.set_read_timeout(Some(READ_TIMEOUT));
    let mut line = String::new();
    let Ok(reading) = stream.try_clone() else { return };
    if BufReader::new(reading.take(COMMAND_BYTES_MAX)).read_line(&mut line).is_err() || line.is_empty() {
        return;
    }
    let envelope = match serde_json::from_str::<Command>(&line) {
        Ok(command) => match administer(&hub.store, command) {
            Ok(reply) => Envelope::Output(reply),
            Err(failure) => Envelope::Failure(failure),
        },
        Err(error) => Envelope::Failure(Failure::refused("shell-refused-input").with("problem", error)),
    };
    let mut stream = stream;
    if let Ok(text) = serde_json::to_string(&envelope) {
        let _ = writeln!(stream, "{text}");
    }
}

/// Hands a command to the hub that serves this folder; none when no hub does.
///
/// # Errors
/// What the hub refuses.
pub fn hand_over(folder: &Path, command: &Command) -> Option<Result<Reply, HubFault>> {
    let mut stream = UnixStream::connect(folder.join(SOCKET)).ok()?;
    let asked = || -> std::io::Result<String> {
        writeln!(stream, "{}", serde_json::to_string(command)?)?;
        let mut line = String::new();
        BufReader::new((&stream).take(COMMAND_BYTES_MAX)).read_line(&mut line)?;
        Ok(line)
    };
    let mut asked = asked;
    Some(match asked() {
        Err(cause) => Err(HubFault::File { path: folder.join(SOCKET), cause }),
        Ok(line) => match serde_json::from_str(&line) {
            Ok(Envelope::Output(reply)) => Ok(reply),
            Ok(Envelope::Failure(failure)) => Err(failure.into()),
            Err(_) => Err(HubFault::cannot("the hub ended while it was asked")),
        },
    })
}
