//! Rescue: everything that has not reached the hub, in one file, even when the store does not open.
//!
//! The outbox is sealed with the store's key and the key slots with the users' passphrases, so the file tells nobody
//! anything and can travel by any way. Form: magic, manifest length (4 bytes, big-endian), manifest as JSON, then the
//! files one after another in the manifest's order.

use std::fs;
use std::path::Path;

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::fault::DesktopFault;
use crate::folder::{Folder, write_private};

/// First bytes of a rescue file.
pub const MAGIC: &[u8; 16] = b"PAMOJA-RESCUE-1\n";
/// What is rescued: the commits not yet held by the hub, the slots that open them, and which device this is.
const FILES: [&str; 3] = ["outbox.log", "keys.json", "device.json"];
/// Bytes of a nonce before each sealed record of the outbox.
const NONCE_BYTES: usize = 12;

/// What is in a rescue file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// Program version.
    pub version: String,
    /// When it was made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// Name of the device, when known.
    pub device: Option<String>,
    /// Commits in the outbox.
    pub commits: usize,
    /// Names of the users whose passphrase opens it.
    pub users: Vec<String>,
    /// The files.
    pub files: Vec<Rescued>,
}

/// One file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rescued {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: usize,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Packs everything unsent into a new file.
///
/// # Errors
/// A laptop that has not joined, a file that is there already, what the system says.
pub fn rescue(folder: &Folder, out: &Path) -> Result<Manifest, DesktopFault> {
    if !folder.has_joined() {
        return Err(DesktopFault::cannot(format!(
            "{}: this laptop has not joined, so there is nothing to rescue",
            folder.root().display()
        )));
    }
    if out.exists() {
        return Err(DesktopFault::cannot(format!(
            "{}: this file is there already; nothing was overwritten",
            out.display()
        )));
    }
    let (mut files, mut bodies) = (Vec::new(), Vec::new());
    for name in FILES {
        let path = folder.store().join(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(DesktopFault::at(path)(error)),
        };
        files.push(Rescued {
            name: name.to_owned(),
            bytes: bytes.len(),
            sha256: data_encoding::HEXLOWER.encode(digest(&SHA256, &bytes).as_ref()),
        });
        bodies.push((name, bytes));
    }
    let outbox = bodies.iter().find(|(name, _)| *name == FILES[0]).map_or(&[][..], |(_, bytes)| bytes);
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at_ms: clock::now().ms(),
        device: folder.card().map(|card| card.name),
        commits: sealed_records(outbox),
        users: folder.users().unwrap_or_default().into_iter().map(|(_, name)| name).collect(),
        files,
    };
    let json = serde_json::to_vec_pretty(&manifest).map_err(|error| DesktopFault::cannot(error.to_string()))?;
    let length = u32::try_from(json.len()).map_err(|_| DesktopFault::cannot("the manifest is too long"))?;
    let mut packed = MAGIC.to_vec();
    packed.extend_from_slice(&length.to_be_bytes());
    packed.extend_from_slice(&json);
    for (_, bytes) in bodies {
        packed.extend_from_slice(&bytes);
    }
    write_private(out, &packed).map_err(DesktopFault::at(out))?;
    Ok(manifest)
}

/// Whole sealed records in an outbox: length (4 bytes), nonce, sealed bytes. What a crash cut short is not counted.
fn sealed_records(outbox: &[u8]) -> usize {
    let (mut at, mut records) = (0_usize, 0);
    while let Some(length) = outbox.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()) {
        at += 4 + NONCE_BYTES + u32::from_be_bytes(length) as usize;
        if at > outbox.len() {
            break;
        }
        records += 1;
    }
    records
}

impl Manifest {
    /// What is in the file, in a sentence.
    pub fn sentence(&self, out: &Path) -> String {
        let users = if self.users.is_empty() { "the laptop's users".to_owned() } else { self.users.join(", ") };
        format!(
            "{} holds {} commits of {} that the hub has not proven to hold, still sealed: they open with the passphrase of {users}. Bring the file to your supervisor and keep the laptop as it is.",
            out.display(),
            self.commits,
            self.device.as_deref().unwrap_or("this laptop"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_a_crash_cut_short_is_not_counted() {
        let record = [&3_u32.to_be_bytes()[..], &[0; NONCE_BYTES], b"abc"].concat();
        let mut outbox = [record.clone(), record.clone()].concat();
        assert_eq!(sealed_records(&outbox), 2);
        outbox.extend_from_slice(&record[..10]);
        assert_eq!(sealed_records(&outbox), 2);
        assert_eq!(sealed_records(&u32::MAX.to_be_bytes()), 0);
    }

    /// The store may be damaged in any way when a rescue is made: whatever lies in the outbox file, it is counted, and
    /// never more than there is room for.
    #[test]
    fn any_outbox_can_be_rescued() {
        let whole = [&5_u32.to_be_bytes()[..], &[0; NONCE_BYTES], b"abcde"].concat().repeat(6);
        for at in 0..whole.len() {
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                assert!(sealed_records(&changed) <= changed.len() / (4 + NONCE_BYTES));
                assert!(sealed_records(&changed[..at]) <= at / (4 + NONCE_BYTES));
            }
        }
    }
}
