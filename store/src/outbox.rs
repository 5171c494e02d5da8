//! The outbox file: every commit not yet held by the hub, a second time, beside the store.
//!
//! A week of unsent work is never in one file only. Records are appended after the store's own commit, each sealed
//! with ChaCha20-Poly1305 under a key derived from the store's; what a crash kept out is added at the next opening;
//! once the hub holds everything the file starts anew.
//!
//! Beside it lies that key, sealed to the hub and signed by this device: what is unsent can be rescued without the
//! store and without any passphrase. Each record carries the device's signature over its commit's hash.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use ring::aead::{Aad, LessSafeKey, NONCE_LEN, Nonce};
use rusqlite::Connection;
use sync::codec::{Reader, Writer};
use sync::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation};
use zeroize::Zeroizing;

use crate::exchange::bundle::{is_addressed_to, sealed_to};
use crate::fault::StoreFault;
use crate::key::{StoreKey, random, sealing, sync_folder, write_durably};
use crate::local::setting::read_setting;
use crate::log::commit::stored_commits;
use crate::myself::Myself;

/// Name of the file beside the store.
pub const OUTBOX: &str = "outbox.log";
/// Name of the file with the outbox's key, sealed to the hub.
pub const OUTBOX_KEY: &str = "outbox.key";
/// Name of that file while it is written.
pub(crate) const OUTBOX_KEY_STAGED: &str = "outbox.key.new";
const KEY_MAGIC: &[u8; 20] = b"PAMOJA-OUTBOX-KEY-1\n";
/// Largest file with a sealed key that is read, in bytes.
const KEY_FILE_BYTES_MAX: u64 = 64 * 1024;
/// Largest record that is read, in bytes.
const RECORD_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Commits that wait in memory for a file that cannot be written; more are added at the next opening.
const OWED_MAX: usize = 256;

/// The outbox file of an open store.
pub(crate) struct Outbox {
    path: PathBuf,
    key: LessSafeKey,
    plain_key: Zeroizing<[u8; 32]>,
    /// The device's own key; none before it has joined.
    signer: Option<SigningKey>,
    file: Option<File>,
    /// Last commit in the file, of the present incarnation.
    last: u64,
    unwritten: Vec<Commit>,
    /// Commits whose append failed: they go before the next ones.
    owed: Vec<Commit>,
}

impl Outbox {
    pub fn open(folder: &Path, key: &StoreKey) -> Result<Self, StoreFault> {
        let plain_key = key.derive(b"outbox")?;
        let key = sealing(&plain_key)?;
        Ok(Self {
            path: folder.join(OUTBOX),
            key,
            plain_key,
            signer: None,
            file: None,
            last: 0,
            unwritten: Vec::new(),
            owed: Vec::new(),
        })
    }

    /// From now on records are signed with this key.
    pub fn sign_with(&mut self, pkcs8: &[u8]) {
        self.signer = SigningKey::from_pkcs8(pkcs8).ok();
    }

    /// Makes sure that the hub can read what is rescued: records are signed, and their key lies beside them, sealed to
    /// the hub. Called at every opening and exchange, so that laptops which joined before this was known catch up.
    pub fn prepare(&mut self, connection: &Connection) -> Result<(), StoreFault> {
        let Some(incarnation) =
            read_setting(connection, "incarnation")?.and_then(|bytes| Incarnation::from_slice(&bytes))
        else {
            return Ok(());
        };
        let (pkcs8, hub_key) = (read_setting(connection, "signing_key")?, read_setting(connection, "hub_key")?);
        let Some((pkcs8, hub_key)) = pkcs8.map(Zeroizing::new).zip(hub_key) else { return Ok(()) };
        let hub_key: [u8; 32] = hub_key.try_into().map_err(|_| StoreFault::Key)?;
        if self.signer.is_none() {
            self.sign_with(&pkcs8);
        }
        let Some(signer) = self.signer.as_ref().filter(|_| !incarnation.is_hub()) else { return Ok(()) };
        let path = self.path.with_file_name(OUTBOX_KEY);
        if File::open(&path).is_ok_and(|file| is_addressed_to(&hub_key, file).unwrap_or(false)) {
            return Ok(());
        }
        let mut sealed = sealed_to(&[hub_key], Vec::new())?;
        sealed.write_all(KEY_MAGIC)?;
        sealed.write_all(&incarnation.device.to_be_bytes())?;
        sealed.write_all(self.plain_key.as_slice())?;
        sealed.write_all(&signer.sign(&key_statement(incarnation.device, &self.plain_key)))?;
        let staged = path.with_file_name(OUTBOX_KEY_STAGED);
        write_durably(&staged, &sealed.finish()?)?;
        std::fs::rename(&staged, &path)?;
        self.path.parent().map_or(Ok(()), sync_folder)
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
            if let Some(signer) = &self.signer {
                record.extend_from_slice(&signer.sign(&record_statement(&commit.hash())));
            }
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
        // Work must go on when the key beside the outbox cannot be written now: the next exchange tries again.
        let _ = self.prepare(connection);
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
        let (records, sound, length) = read_records(&self.path, &self.key)?;
        if sound == 0 && length > 0 {
            // Not one record opens with this key: perhaps somebody else's work. Kept aside for whoever has its key.
            std::fs::rename(&self.path, self.path.with_extension("unread"))?;
        } else if sound < length {
            let file = OpenOptions::new().write(true).open(&self.path)?;
            file.set_len(sound)?;
            file.sync_all()?;
        }
        Ok(records.into_iter().map(|(commit, _)| commit).collect())
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
    let records = read_records(&folder.join(OUTBOX), &sealing(&*key.derive(b"outbox")?)?)?.0;
    let mut commits: Vec<Commit> = records.into_iter().map(|(commit, _)| commit).collect();
    // What failed to be appended once stands behind what came later; each chain is told in its order.
    let chains: Vec<Incarnation> = commits.iter().map(|commit| commit.header.incarnation).collect();
    let begun = |by: &Incarnation| chains.iter().position(|chain| chain == by);
    commits.sort_by_cached_key(|commit| (begun(&commit.header.incarnation), commit.header.n));
    Ok(commits)
}

/// A commit and its author's signature, which records of the first release do not have.
pub(crate) type OutboxCommit = (Commit, Option<[u8; SIGNATURE_BYTES]>);

/// The records, the bytes they take, and the bytes of the whole file.
fn read_records(path: &Path, key: &LessSafeKey) -> Result<(Vec<OutboxCommit>, u64, u64), StoreFault> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Vec::new(), 0, 0)),
        Err(error) => return Err(error.into()),
    };
    let (records, sound) = sound_records(&bytes, key);
    Ok((records, sound as u64, bytes.len() as u64))
}

/// The records of an outbox, up to the first one that cannot be read.
pub(crate) fn records(bytes: &[u8], key: &LessSafeKey) -> Vec<OutboxCommit> {
    sound_records(bytes, key).0
}

fn sound_records(bytes: &[u8], key: &LessSafeKey) -> (Vec<OutboxCommit>, usize) {
    let mut reader = Reader::new(bytes);
    let (mut records, mut sound) = (Vec::new(), 0);
    while reader.remaining() > 0 {
        let Ok(record) = read_record(&mut reader, key) else { break };
        sound = bytes.len() - reader.remaining();
        records.push(record);
    }
    (records, sound)
}

/// The key of an outbox and the device it belongs to, opened at the hub. The caller checks the statement's signature.
pub(crate) struct OutboxKey {
    pub device: u32,
    pub key: LessSafeKey,
    statement: Vec<u8>,
    signature: [u8; SIGNATURE_BYTES],
}

impl OutboxKey {
    /// Reads an opened key file.
    pub fn read(opened: impl std::io::Read) -> Result<Self, StoreFault> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(1_024));
        opened.take(KEY_FILE_BYTES_MAX).read_to_end(&mut bytes)?;
        let mut reader = Reader::new(&bytes);
        if reader.fixed::<20>()? != *KEY_MAGIC {
            return Err(StoreFault::Damaged);
        }
        let device = u32::from_be_bytes(reader.fixed()?);
        let plain = Zeroizing::new(reader.fixed::<32>()?);
        let signature = reader.fixed()?;
        Ok(Self { device, key: sealing(&plain)?, statement: key_statement(device, &plain), signature })
    }

    /// Whether the owner of `public_key` put the key there: sealing to the hub alone anybody can.
    pub fn is_signed_by(&self, public_key: &[u8; 32]) -> bool {
        is_signed_by(public_key, &self.statement, &self.signature)
    }
}

/// What a device signs about its outbox's key: not the key itself, but its hash.
fn key_statement(device: u32, key: &[u8; 32]) -> Vec<u8> {
    let hash = Hash::of(&[b"pamoja-outbox-key-hash-1", key]);
    [b"pamoja-outbox-key-1".as_slice(), &device.to_be_bytes(), &hash.0].concat()
}

/// What a device signs about each commit in its outbox.
pub(crate) fn record_statement(commit: &Hash) -> Vec<u8> {
    [b"pamoja-outbox-record-1".as_slice(), &commit.0].concat()
}

fn read_record(reader: &mut Reader<'_>, key: &LessSafeKey) -> Result<OutboxCommit, StoreFault> {
    let length = u32::from_be_bytes(reader.fixed()?) as usize;
    if length > RECORD_BYTES_MAX {
        return Err(StoreFault::Damaged);
    }
    let nonce: [u8; NONCE_LEN] = reader.fixed()?;
    let mut record = reader.take(length)?.to_vec();
    let plain = key
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
        .map_err(|_| StoreFault::Damaged)?;
    decode_signed(plain)
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
    decode_signed(bytes).map(|(commit, _)| commit)
}

fn decode_signed(bytes: &[u8]) -> Result<OutboxCommit, StoreFault> {
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
    let signature = if reader.remaining() == 0 { None } else { Some(reader.fixed()?) };
    Ok((Commit::new(header, payload), signature))
}
