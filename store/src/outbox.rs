//! The outbox file: every commit not yet held by the hub, a second time, beside the store.
//!
//! A week of unsent work is never in one file only. Records are appended after the store's own commit, each sealed
//! with ChaCha20-Poly1305 under a key derived from the store's; what a crash kept out is added at the next opening;
//! once the hub holds everything the file starts anew.

use std::collections::BTreeSet;
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

/// Commits that wait in memory for a file that cannot be written; more are added at the next opening.
const OWED_MAX: usize = 256;

/// The outbox file of an open store.
pub(crate) struct Outbox {
    path: PathBuf,
    key: LessSafeKey,
    file: Option<File>,
    /// Last commit in the file, of the present incarnation.
    last: u64,
    unwritten: Vec<Commit>,
    /// Commits whose append failed: they go before the next ones.
    owed: Vec<Commit>,
}

impl Outbox {
    pub fn open(folder: &Path, key: &StoreKey) -> Result<Self, StoreFault> {
        let key = sealing(&*key.derive(b"outbox")?)?;
        Ok(Self { path: folder.join(OUTBOX), key, file: None, last: 0, unwritten: Vec::new(), owed: Vec::new() })
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
        let mut commits = std::mem::take(&mut self.owed);
        commits.append(&mut self.unwritten);
        let length = std::fs::metadata(&self.path).map_or(0, |found| found.len());
        if self.append(&commits).is_err() {
            // A part that was written would make all that follows it unreadable.
            if let Some(file) = self.file.take() {
                let _ = file.set_len(length);
            }
            if commits.len() <= OWED_MAX {
                self.owed = commits;
            }
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
        let written = self.readable()?;
        let mine = written.iter().filter(|commit| commit.header.incarnation == myself.incarnation);
        let there: BTreeSet<u64> = mine.map(|commit| commit.header.n).collect();
        self.last = there.last().copied().unwrap_or(0).max(held);
        // An append that failed while later ones did not leaves a hole, not only an end.
        if let Some(from) = (held + 1..=myself.n).find(|n| !there.contains(n)) {
            let mut missing = stored_commits(connection, myself.incarnation, from)?;
            missing.retain(|commit| !there.contains(&commit.header.n));
            let last = self.last;
            self.append(&missing)?;
            self.last = self.last.max(last);
        }
        Ok(())
    }

    /// What the file holds. An end that cannot be read is an append that a crash or a full disk cut short: it is taken
    /// off, since what is appended behind it could never be read.
    fn readable(&mut self) -> Result<Vec<Commit>, StoreFault> {
        self.file = None;
        let (commits, sound, length) = read_records(&self.path, &self.key)?;
        if sound == 0 && length > 0 {
            // Not one record opens with this key: perhaps somebody else's work. Kept aside for whoever has its key.
            std::fs::rename(&self.path, self.path.with_extension("unread"))?;
        } else if sound < length {
            let file = OpenOptions::new().write(true).open(&self.path)?;
            file.set_len(sound)?;
            file.sync_all()?;
        }
        Ok(commits)
    }

    /// Starts anew when the hub holds everything that is in it.
    pub fn trim(&mut self, held: u64) -> Result<(), StoreFault> {
        if held >= self.last && self.path.exists() {
            self.file = None;
            self.owed.clear();
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
    let mut commits = read_records(&folder.join(OUTBOX), &sealing(&*key.derive(b"outbox")?)?)?.0;
    // What failed to be appended once stands behind what came later; each chain is told in its order.
    let chains: Vec<Incarnation> = commits.iter().map(|commit| commit.header.incarnation).collect();
    let begun = |by: &Incarnation| chains.iter().position(|chain| chain == by);
    commits.sort_by_cached_key(|commit| (begun(&commit.header.incarnation), commit.header.n));
    Ok(commits)
}

/// The commits, the bytes they take, and the bytes of the whole file.
fn read_records(path: &Path, key: &LessSafeKey) -> Result<(Vec<Commit>, u64, u64), StoreFault> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Vec::new(), 0, 0)),
        Err(error) => return Err(error.into()),
    };
    let mut reader = Reader::new(&bytes);
    let (mut commits, mut sound) = (Vec::new(), 0);
    while reader.remaining() > 0 {
        let Ok(commit) = read_record(&mut reader, key) else { break };
        sound = bytes.len() - reader.remaining();
        commits.push(commit);
    }
    Ok((commits, sound as u64, bytes.len() as u64))
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

/// A commit as a record, before it is sealed.
pub fn encode(commit: &Commit) -> Vec<u8> {
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

/// The commit in a record that was opened.
///
/// # Errors
/// [`StoreFault::Malformed`], [`StoreFault::Damaged`].
pub fn decode(bytes: &[u8]) -> Result<Commit, StoreFault> {
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
