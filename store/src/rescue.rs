//! A rescue file: everything that has not reached the hub, packed without opening the store.
//!
//! The outbox is sealed with its own key, that key with the hub's, the store's key with the users' passphrases: the
//! file tells nobody anything and can travel by any way. Form: magic, manifest length (4 bytes, big-endian), manifest
//! as JSON, then the files one after another in the manifest's order.

use std::fs;
use std::path::Path;

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use sync::codec::Reader;

use crate::fault::StoreFault;
use crate::outbox::{OUTBOX, OUTBOX_KEY};

/// First bytes of a rescue file.
pub const MAGIC: &[u8; 16] = b"PAMOJA-RESCUE-1\n";
/// What is rescued: the commits not yet held by the hub, their key for the hub, the slots that open them here, and
/// which device this is.
const FILES: [&str; 4] = [OUTBOX, OUTBOX_KEY, "keys.json", "device.json"];
/// Bytes of a nonce before each sealed record of the outbox.
const NONCE_BYTES: usize = 12;
/// Longest manifest that is read, in bytes.
const MANIFEST_BYTES_MAX: usize = 1024 * 1024;
/// Most files in one that is read.
const FILES_MAX: usize = 16;

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
    /// Whether the hub can open it without any passphrase; those of the first release it cannot.
    #[serde(default)]
    pub is_open_to_hub: bool,
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

/// What the maker of a rescue file knows besides the folder.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Program version.
    pub version: String,
    /// When, milliseconds since 1970.
    pub made_at_ms: i64,
    /// Name of the device.
    pub device: Option<String>,
    /// Names of the users.
    pub users: Vec<String>,
}

/// Packs what is unsent in the store's folder. The store is not opened.
///
/// # Errors
/// What the system says.
pub fn pack(folder: &Path, about: About) -> Result<(Manifest, Vec<u8>), StoreFault> {
    pack_of(folder, about, &FILES)
}

/// Packs what is unsent for the hub alone: no slot goes with it, and no passphrase opens it.
///
/// # Errors
/// What the system says.
pub fn pack_for_hub(folder: &Path, about: About) -> Result<(Manifest, Vec<u8>), StoreFault> {
    pack_of(folder, about, &[OUTBOX, OUTBOX_KEY, "device.json"])
}

fn pack_of(folder: &Path, about: About, names: &[&'static str]) -> Result<(Manifest, Vec<u8>), StoreFault> {
    let (mut files, mut bodies) = (Vec::new(), Vec::new());
    for name in names.iter().copied() {
        let bytes = match fs::read(folder.join(name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        files.push(Rescued { name: name.to_owned(), bytes: bytes.len(), sha256: sha256(&bytes) });
        bodies.push((name, bytes));
    }
    let outbox = bodies.iter().find(|(name, _)| *name == OUTBOX).map_or(&[][..], |(_, bytes)| bytes);
    let manifest = Manifest {
        version: about.version,
        made_at_ms: about.made_at_ms,
        device: about.device,
        commits: sealed_records(outbox),
        users: about.users,
        is_open_to_hub: bodies.iter().any(|(name, _)| *name == OUTBOX_KEY),
        files,
    };
    let json = serde_json::to_vec_pretty(&manifest)?;
    let length = u32::try_from(json.len()).map_err(|_| StoreFault::Lacks("room for a manifest"))?;
    let mut packed = MAGIC.to_vec();
    packed.extend_from_slice(&length.to_be_bytes());
    packed.extend_from_slice(&json);
    for (_, bytes) in bodies {
        packed.extend_from_slice(&bytes);
    }
    Ok((manifest, packed))
}

/// The files of a rescue file, each with its name.
pub type RescuedFiles<'a> = Vec<(String, &'a [u8])>;

/// Reads a rescue file: its manifest, and its files by name. `None` for anything that is not a whole one.
pub fn unpack(bytes: &[u8]) -> Option<(Manifest, RescuedFiles<'_>)> {
    let mut reader = Reader::new(bytes);
    if reader.fixed::<16>().ok()? != *MAGIC {
        return None;
    }
    let length = u32::from_be_bytes(reader.fixed().ok()?) as usize;
    if length > MANIFEST_BYTES_MAX {
        return None;
    }
    let manifest: Manifest = serde_json::from_slice(reader.take(length).ok()?).ok()?;
    if manifest.files.len() > FILES_MAX {
        return None;
    }
    let mut files = Vec::with_capacity(manifest.files.len());
    for file in &manifest.files {
        let body = reader.take(file.bytes).ok()?;
        if sha256(body) != file.sha256 {
            return None;
        }
        files.push((file.name.clone(), body));
    }
    (reader.remaining() == 0).then_some((manifest, files))
}

fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
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

    #[test]
    fn a_file_reads_back_and_a_cut_or_flipped_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(OUTBOX), b"sealed").unwrap();
        fs::write(folder.path().join("store.db"), b"not rescued").unwrap();
        let (manifest, packed) = pack(folder.path(), About::default()).unwrap();
        assert!(!manifest.is_open_to_hub);
        let (_, files) = unpack(&packed).unwrap();
        assert_eq!(files, [(OUTBOX.to_owned(), b"sealed".as_slice())]);
        for end in 0..packed.len() {
            assert!(unpack(&packed[..end]).is_none());
        }
        let mut flipped = packed.clone();
        *flipped.last_mut().unwrap() ^= 1;
        assert!(unpack(&flipped).is_none());
        assert!(unpack(&[packed, vec![0]].concat()).is_none());
    }
}
