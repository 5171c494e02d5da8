//! The laptop's exchange: supplies the conversation from the store and takes what arrives, each answer in one
//! transaction with the position it brings on, so that a cut costs one batch at most.

use std::collections::BTreeMap;

use domain::roster::User;
use domain::{Area, Id, Instant};
use rusqlite::OptionalExtension;
use sync::session::laptop::{Arrived, Wants};
use sync::session::message::{PullReply, Receipt, Standing, Verdict};
use sync::session::{Hello, Laptop, Outgoing};
use sync::{Hash, Malformed};
use thiserror::Error;

use crate::exchange::receive::{Received, Receiving};
use crate::fault::StoreFault;
use crate::local::quarantine::{self, QuarantineRow};
use crate::local::setting::{read_setting, write_setting};
use crate::log;
use crate::open::Store;
use crate::writer::{Author, Writer};

/// An area and the digest of what is held of it.
type AreaDigest = (Id<Area>, [u8; 16]);

/// Areas asked for in one pull.
const PULL_AREAS_MAX: usize = 64;

/// Why an exchange ended before its end. Nothing is lost; the next one goes on from here.
#[derive(Debug, Error)]
pub enum ExchangeFault {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The hub's answer is not an answer.
    #[error("the hub's answer cannot be read: {0}")]
    Malformed(#[from] Malformed),
    /// The hub does not accept this laptop as it is; a Fluent message id.
    #[error("{0}")]
    Refused(&'static str),
}

/// What an exchange did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Chunks sent.
    pub chunks_sent: u64,
    /// Chunks received.
    pub chunks_received: u64,
    /// Commits sent.
    pub commits_sent: u64,
    /// Commits received.
    pub commits_received: u64,
    /// Chunks the hub did not take.
    pub refused: u64,
    /// Chunks set aside, here or there.
    pub quarantined: u64,
    /// Whether every area was proven equal.
    pub is_proven: bool,
}

/// One exchange of one laptop.
pub struct Exchange<'s> {
    store: &'s Store,
    laptop: Laptop,
    author: Author,
    version: String,
    sealed_n: u64,
    acknowledged: u64,
    ahead: BTreeMap<Id<Area>, u64>,
    summary: Summary,
}

impl<'s> Exchange<'s> {
    /// Begins an exchange: everything that was committed is sealed first.
    ///
    /// # Errors
    /// [`StoreFault::Lacks`] before the device has joined.
    pub fn begin(store: &'s Store, user: Id<User>, now: Instant, version: &str) -> Result<Self, StoreFault> {
        let key = store.signing_key()?;
        let hub_key = store
            .read(|reader| reader.setting::<StoreFault>("hub_key"))?
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(StoreFault::Lacks("the hub's key"))?;
        let author = Author { user, now, act: "sync.run" };
        let _ = store.prepare_rescue();
        let (device, sealed_n) = store.write(&author, |writer| {
            let incarnation = writer.standing()?.incarnation.ok_or(StoreFault::Lacks("an incarnation"))?;
            log::chunk::seal_all(writer.connection(), incarnation, &key)?;
            Ok::<_, StoreFault>((incarnation.device, writer.standing()?.tip_n))
        })?;
        let laptop = Laptop::new(device, key, hub_key);
        Ok(Self {
            store,
            laptop,
            author,
            version: version.to_owned(),
            sealed_n,
            acknowledged: 0,
            ahead: BTreeMap::new(),
            summary: Summary::default(),
        })
    }

    /// The next request; none when the exchange is over.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn next_request(&mut self) -> Result<Option<Outgoing>, ExchangeFault> {
        loop {
            let outgoing = match self.laptop.wants() {
                Wants::Nothing => return Ok(None),
                Wants::Hello => Some(self.laptop.hello(&self.hello()?)),
                Wants::ChunksFrom { n, bytes_max } => {
                    let chunks = self.chunks_from(n, bytes_max)?;
                    self.summary.chunks_sent += chunks.len() as u64;
                    self.laptop.push(&chunks)
                }
                Wants::Cursors => {
                    let after = self.cursors()?;
                    self.laptop.pull(after)
                }
                Wants::Digests => Some(self.laptop.proof(self.digests()?)),
            };
            if outgoing.is_some() {
                return Ok(outgoing);
            }
        }
    }

    /// Takes the hub's answer to the last request.
    ///
    /// # Errors
    /// [`ExchangeFault`]; the exchange is over then.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<(), ExchangeFault> {
        match self.laptop.receive(bytes)? {
            Arrived::Standing(reply) => {
                self.ahead = reply.ahead.into_iter().collect();
                self.acknowledged = reply.held_n;
                self.keep_epoch(reply.epoch)?;
                match reply.standing {
                    Standing::Ok | Standing::MustUpgrade => Ok(()),
                    Standing::RolledBack { .. } => Err(ExchangeFault::Refused("sync-refused-rolled-back")),
                    Standing::Fork { .. } => Err(ExchangeFault::Refused("sync-refused-forked")),
                    Standing::Revoked => Err(ExchangeFault::Refused("sync-refused-device-revoked")),
                }
            }
            Arrived::Receipts(receipts) => Ok(self.keep_receipts(&receipts)?),
            Arrived::Items(reply) => self.keep_items(&reply),
            Arrived::Proven(reply) => {
                self.summary.is_proven = reply.differing.is_empty();
                Ok(self.keep_end()?)
            }
        }
    }

    /// A carrier's message, sent in the session of this exchange.
    pub fn carry(&self, carry: &sync::bundle::carry::Carry) -> Outgoing {
        self.laptop.carry(carry)
    }

    /// What was done so far.
    pub const fn summary(&self) -> Summary {
        self.summary
    }

    /// Remembers why an exchange failed, for the light.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_failure(store: &Store, author: &Author, failure: &str) -> Result<(), StoreFault> {
        store.write(author, |writer| writer.keep_setting("last_failure", failure.as_bytes()))
    }

    fn hello(&self) -> Result<Hello, StoreFault> {
        hello(self.store, self.author.now, &self.version)
    }

    fn keep_epoch(&self, found: u64) -> Result<(), StoreFault> {
        self.store.write(&self.author, |writer| keep_epoch(writer.connection(), found))
    }

    fn chunks_from(&self, n: u64, bytes_max: usize) -> Result<Vec<Vec<u8>>, StoreFault> {
        self.store.read(|reader| {
            let incarnation = reader.standing()?.incarnation.ok_or(StoreFault::Lacks("an incarnation"))?;
            let mut statement = reader.connection().prepare_cached("SELECT bytes FROM log_chunk WHERE incarnation = ?1 AND last_n >= ?2 AND first_n <= ?3 ORDER BY first_n")?;
            let mut rows = statement.query((incarnation.to_bytes(), n as i64, self.sealed_n as i64))?;
            let (mut chunks, mut bytes): (Vec<Vec<u8>>, usize) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let chunk: Vec<u8> = row.get("bytes")?;
                bytes += chunk.len();
                if !chunks.is_empty() && bytes > bytes_max {
                    break;
                }
                chunks.push(chunk);
            }
            Ok(chunks)
        })
    }

    /// Positions of areas that are not at the hub's end yet; reference data first.
    fn cursors(&self) -> Result<Vec<(Id<Area>, u64)>, StoreFault> {
        self.store.read(|reader| {
            let mut behind = Vec::new();
            for (area, end) in &self.ahead {
                let at = cursor(reader.connection(), *area)?;
                if at < *end {
                    behind.push((*area, at));
                }
                if behind.len() == PULL_AREAS_MAX {
                    break;
                }
            }
            Ok(behind)
        })
    }

    fn digests(&self) -> Result<Vec<AreaDigest>, StoreFault> {
        self.store.read(|reader| {
            let mut statement =
                reader.connection().prepare_cached("SELECT area_id, digest FROM log_digest ORDER BY area_id")?;
            Ok(statement
                .query_map([], |row| Ok((Id::from_bytes(row.get("area_id")?), row.get("digest")?)))?
                .collect::<Result<_, _>>()?)
        })
    }

    fn keep_receipts(&mut self, receipts: &[Receipt]) -> Result<(), StoreFault> {
        let mut left = self.acknowledged;
        let mut set_aside = Vec::new();
        for receipt in receipts {
            match &receipt.verdict {
                Verdict::Held | Verdict::Duplicate => left = left.max(receipt.last),
                Verdict::Quarantined(code) => {
                    left = left.max(receipt.last);
                    self.summary.quarantined += 1;
                    set_aside.push((receipt.clone(), code.clone()));
                }
                Verdict::Gap { .. } => {}
                Verdict::Refused(code) => {
                    self.summary.refused += 1;
                    set_aside.push((receipt.clone(), code.clone()));
                }
            }
        }
        self.summary.commits_sent += left.saturating_sub(self.acknowledged);
        self.acknowledged = left;
        let now = self.author.now;
        self.store.write(&self.author, |writer| {
            write_setting(writer.connection(), "left_n", &left.to_be_bytes())?;
            for (receipt, code) in &set_aside {
                let row = QuarantineRow {
                    incarnation: receipt.incarnation,
                    n: receipt.first,
                    place: -1,
                    is_waiting: false,
                    code: code.clone(),
                    detail: "the hub set this aside".to_owned(),
                    document: None,
                    found_at: now,
                };
                quarantine::keep(writer.connection(), &row)?;
            }
            Ok(())
        })
    }

    /// Applies what was pulled and remembers the positions, in one transaction.
    fn keep_items(&mut self, reply: &PullReply) -> Result<(), ExchangeFault> {
        let (now, mut set_aside, mut commits) = (self.author.now, 0, 0);
        self.store.write(&self.author, |writer: &mut Writer<'_>| {
            let mut receiving = Receiving::new(writer.connection(), writer.place(), now);
            for (area, seq, bytes) in &reply.items {
                match receiving.receive(bytes)? {
                    Received::Held => {
                        commits +=
                            sync::Chunk::read(bytes).map_or(0, |chunk| chunk.header.last - chunk.header.first + 1)
                    }
                    Received::Duplicate => {}
                    Received::Quarantined(_) => set_aside += 1,
                    Received::Gap { .. } => return Err(ExchangeFault::Refused("sync-refused-gap")),
                    Received::Refused(code) => return Err(ExchangeFault::Refused(code)),
                }
                keep_cursor(receiving.connection, *area, *seq)?;
            }
            for (area, seq) in &reply.passed {
                keep_cursor(receiving.connection, *area, *seq)?;
            }
            receiving.try_waiting()?;
            Ok(())
        })?;
        self.summary.quarantined += set_aside;
        self.summary.commits_received += commits;
        self.summary.chunks_received += reply.items.len() as u64;
        Ok(())
    }

    /// The end: what was proven equal is held; only now is the light green.
    fn keep_end(&mut self) -> Result<(), StoreFault> {
        let (is_proven, left, now) = (self.summary.is_proven, self.acknowledged, self.author.now);
        self.store.write(&self.author, |writer| {
            if is_proven {
                write_setting(writer.connection(), "held_n", &left.to_be_bytes())?;
            }
            write_setting(writer.connection(), "left_n", &left.to_be_bytes())?;
            write_setting(writer.connection(), "last_exchange_at", &(now.ms() as u64).to_be_bytes())?;
            let failure = if is_proven { "" } else { "sync-refused-differing" };
            write_setting(writer.connection(), "last_failure", failure.as_bytes())
        })?;
        if is_proven {
            self.store.writing().outbox.trim(left)?;
        }
        Ok(())
    }
}

/// Where this laptop stands.
pub(super) fn hello(store: &Store, now: Instant, version: &str) -> Result<Hello, StoreFault> {
    store.read(|reader| {
        let standing = reader.standing()?;
        let incarnation = standing.incarnation.ok_or(StoreFault::Lacks("an incarnation"))?;
        let (tip_n, tip) = log::chunk::tip(reader.connection(), incarnation, None)?.unwrap_or((0, Hash::ZERO));
        let mut statement =
            reader.connection().prepare_cached("SELECT area_id, seq FROM local_cursor ORDER BY area_id")?;
        let cursors = statement
            .query_map([], |row| Ok((Id::from_bytes(row.get("area_id")?), row.get::<_, i64>("seq")? as u64)))?
            .collect::<Result<_, _>>()?;
        let epoch = epoch(reader.connection())?;
        Ok(Hello { incarnation, tip_n, tip, clock_ms: now.ms(), version: version.to_owned(), epoch, cursors })
    })
}

/// A hub that was restored from a backup has other feeds: cursors of the old ones would pass over new work.
pub(super) fn keep_epoch(connection: &rusqlite::Connection, found: u64) -> Result<(), StoreFault> {
    if epoch(connection)? != found {
        connection.execute("DELETE FROM local_cursor", [])?;
        write_setting(connection, "hub_epoch", &found.to_be_bytes())?;
        // What was proven is proven no more.
        write_setting(connection, "held_n", &0_u64.to_be_bytes())?;
    }
    Ok(())
}

pub(super) fn epoch(connection: &rusqlite::Connection) -> Result<u64, StoreFault> {
    Ok(read_setting(connection, "hub_epoch")?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes))
}

pub(super) fn cursor(connection: &rusqlite::Connection, area: Id<Area>) -> Result<u64, StoreFault> {
    let held: Option<i64> = connection
        .prepare_cached("SELECT seq FROM local_cursor WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| row.get("seq"))
        .optional()?;
    Ok(held.unwrap_or(0) as u64)
}

pub(super) fn keep_cursor(connection: &rusqlite::Connection, area: Id<Area>, seq: u64) -> Result<(), StoreFault> {
    connection
        .prepare_cached("INSERT INTO local_cursor (area_id, seq) VALUES (?1, ?2) ON CONFLICT (area_id) DO UPDATE SET seq = max(seq, excluded.seq)")?
        .execute((area.to_bytes(), seq as i64))?;
    Ok(())
}
