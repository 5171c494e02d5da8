//! The outbox file: every commit not yet held by the hub, a second time, beside the store.
//!
//! A week of unsent work is never in one file only. Records are appended after the store's own commit, each sealed
//! with ChaCha20-Poly1305 under a key derived from the store's; what a crash kept out is added at the next opening;
//! once the hub holds everything the file starts anew.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use ring::aead::{Aad, LessSafeKey, NONCE_LEN, Nonce};
use rusqlite::Connection;
use sync::codec::{Reader, Writer};
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::key::{StoreKey, random, sealing};
use crate::log::commit::stored_commits;
use crate::myself::Myself;

/// Name of the file beside the store.
pub const OUTBOX: &str = "outbox.log";
/// Largest record that is read, in bytes.
const RECORD_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The outbox file of an open store.
pub(crate) struct Outbox {
    path: PathBuf,
    key: LessSafeKey,
    file: Option<File>,
    /// Last commit in the file, of the present incarnation.
    last: u64,
    unwritten: Vec<Commit>,
}

impl Outbox {
    pub fn open(folder: &Path, key: &StoreKey) -> Result<Self, StoreFault> {
        let key = sealing(&*key.derive(b"outbox")?)?;
        Ok(Self { path: folder.join(OUTBOX), key, file: None, last: 0, unwritten: Vec::new() })
    }

    /// Remembers a commit until its transaction is durable. The hub keeps no outbox: it has nobody to send to.
    pub fn remember(&mut self, commit: Commit) {
        if !commit.header.incarnation.is_hub() {
            self.unwritten.push(commit);
        }
    }

    /// A new incarnation counts its commits from one.
    pub fn begin_again(&mut self) {
        self.last = 0;
    }

    pub const fn unwritten_len(&self) -> usize {
        self.unwritten.len()
    }

    /// Forgets what was remembered after the first `kept`.
    pub fn forget_unwritten_after(&mut self, kept: usize) {
        self.unwritten.truncate(kept);
    }

    pub fn forget_unwritten(&mut self) {
        self.unwritten.clear();
    }

    /// Appends what was remembered. A failure is mended by [`Outbox::fill`] at the next opening.
    pub fn append_unwritten(&mut self) {
        if self.unwritten.is_empty() {
            return;
        }
        let commits = std::mem::take(&mut self.unwritten);
        if self.append(&commits).is_err() {
            self.file = None;
        }
    }

    fn append(&mut self, commits: &[Commit]) -> Result<(), StoreFault> {
        let mut bytes = Vec::new();
        for commit in commits {
            let mut record = encode(commit);
            let nonce: [u8; NONCE_LEN] = random()?;
            self.key
                .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
                .map_err(|_| StoreFault::Key)?;
            let length = u32::try_from(record.len()).map_err(|_| StoreFault::Lacks("room in the outbox"))?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(&nonce);
            bytes.extend_from_slice(&record);
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(OpenOptions::new().create(true).append(true).open(&self.path)?),
        };
        file.write_all(&bytes)?;
        file.sync_data()?;
        self.last = commits.last().map_or(self.last, |commit| commit.header.n);
        Ok(())
    }

    /// Brings the file up to the store: appends what a crash kept out.
    pub fn fill(&mut self, connection: &Connection, myself: &Myself) -> Result<(), StoreFault> {
        if myself.incarnation.is_hub() {
            return Ok(());
        }
        let held: u64 = connection.query_row(
            "SELECT coalesce((SELECT value FROM local_setting WHERE name = 'held_n'), x'0000000000000000')",
            [],
            |row| row.get::<_, [u8; 8]>(0).map(u64::from_be_bytes),
        )?;
        let written = read_records(&self.path, &self.key)?;
        let mine = written.iter().filter(|commit| commit.header.incarnation == myself.incarnation);
        self.last = mine.map(|commit| commit.header.n).max().unwrap_or(0).max(held);
        if self.last < myself.n {
            let missing = stored_commits(connection, myself.incarnation, self.last + 1)?;
            self.append(&missing)?;
        }
        Ok(())
    }

    /// Starts anew when the hub holds everything that is in it.
    pub fn trim(&mut self, held: u64) -> Result<(), StoreFault> {
        if held >= self.last && self.path.exists() {
            self.file = None;
            File::create(&self.path)?.sync_all()?;
        }
        Ok(())
    }
}

/// The commits of an outbox file, up to the first record that cannot be read: an append that a crash cut short.
///
/// # Errors
/// [`StoreFault::Io`].
pub fn read_outbox(folder: &Path, key: &StoreKey) -> Result<Vec<Commit>, StoreFault> {
    read_records(&folder.join(OUTBOX), &sealing(&*key.derive(b"outbox")?)?)
}

fn read_records(path: &Path, key: &LessSafeKey) -> Result<Vec<Commit>, StoreFault> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut reader = Reader::new(&bytes);
    let mut commits = Vec::new();
    while reader.remaining() > 0 {
        let Ok(commit) = read_record(&mut reader, key) else { break };
        commits.push(commit);
    }
    Ok(commits)
}

fn read_record(reader: &mut Reader<'_>, key: &LessSafeKey) -> Result<Commit, StoreFault> {
    let length = u32::from_be_bytes(reader.fixed()?) as usize;
    if length > RECORD_BYTES_MAX {
        return Err(StoreFault::Damaged);
    }
    let nonce: [u8; NONCE_LEN] = reader.fixed()?;
    let mut record = reader.take(length)?.to_vec();
    let plain = key
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
        .map_err(|_| StoreFault::Damaged)?;
    decode(plain)
}

fn encode(commit: &Commit) -> Vec<u8> {
    let header = &commit.header;
    let mut writer = Writer::default();
    writer.fixed(&header.incarnation.to_bytes());
    writer.number(header.n);
    writer.fixed(&header.prev.0);
    writer.fixed(&header.user.to_bytes());
    writer.text(&header.act);
    writer.byte(u8::from(header.reason.is_some()));
    writer.text(header.reason.as_deref().unwrap_or(""));
    writer.signed(header.recorded_at.to_i64());
    writer.fixed(&header.area.to_bytes());
    writer.number(u64::from(header.schema));
    writer.blob(&commit.payload);
    writer.bytes
}

fn decode(bytes: &[u8]) -> Result<Commit, StoreFault> {
    let mut reader = Reader::new(bytes);
    let incarnation = Incarnation::from_slice(&reader.fixed::<12>()?).ok_or(StoreFault::Damaged)?;
    let (n, prev) = (reader.number()?, Hash(reader.fixed()?));
    let user = domain::Id::from_bytes(reader.fixed()?);
    let act = reader.text(RECORD_BYTES_MAX)?.to_owned();
    let has_reason = reader.byte()? != 0;
    let reason = reader.text(RECORD_BYTES_MAX)?.to_owned();
    let recorded_at = Hlc::from_i64(reader.signed()?);
    let area = domain::Id::from_bytes(reader.fixed()?);
    let schema = u16::try_from(reader.number()?).map_err(|_| StoreFault::Damaged)?;
    let payload = reader.blob(RECORD_BYTES_MAX)?.to_vec();
    let header = CommitHeader {
        incarnation,
        n,
        prev,
        user,
        act,
        reason: has_reason.then_some(reason),
        recorded_at,
        area,
        schema,
    };
    Ok(Commit { header, payload })
}
