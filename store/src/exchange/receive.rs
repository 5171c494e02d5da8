//! Receiving a chunk. The order of checks is the security property: length and layout, certificate, signature, place in
//! the chain, our own bounded parser, rights per key, and only then the documents, each change on its own.
//!
//! What fails goes to quarantine with its reason and blocks nobody; the chain goes on.

mod attempt;
mod left;

use std::collections::BTreeSet;

use controls::Control;
use domain::Instant;
use domain::roster::Device;
use rusqlite::Connection;
use sync::{Chunk, Commit, Hash, Incarnation, Payload};

use attempt::Attempt;
pub(crate) use left::{Late, Leftover};

use crate::exchange::replaying::{Failed, is_allowed, replay_one};
use crate::exchange::{cutting, rechunked, rights};
use crate::fault::StoreFault;
use crate::local::erasure::owe_purge;
use crate::local::quarantine::{self, QuarantineRow};
use crate::local::setting::read_setting;
use crate::log;
use crate::log::chunk::ChunkState;
use crate::log::document::Loaded;
use crate::open::Place;
use crate::project;
use crate::read::roster;

/// Most changes of one chunk that are set aside one by one before the whole chunk is.
const ASIDE_MAX: usize = 32;

/// What became of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// Applied; some of its changes may wait or be set aside.
    Held,
    /// Was here already.
    Duplicate,
    /// Set aside whole; the chain goes on behind it.
    Quarantined(&'static str),
    /// Commits before it are missing.
    Gap {
        /// First missing commit.
        expected: u64,
    },
    /// Not taken: it cannot be told whose it is, or another one stands in its place.
    Refused(&'static str),
}

/// Who brings a chunk. It changes nothing about what the chunk must be, only about what may be missing around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The hub's feed, which holds what the hub took when it came.
    Feed,
    /// A device that says hello to the hub.
    Device(u32),
    /// A stick, another laptop, a rescue: somebody who carries.
    Carrier,
}

/// What receiving needs besides the connection.
pub(crate) struct Receiving<'a> {
    pub connection: &'a Connection,
    pub place: Place,
    pub source: Source,
    pub now: Instant,
    pub left: Leftover,
    /// Document changes in what was held, for the figures.
    pub documents: u64,
}

impl<'a> Receiving<'a> {
    /// Ready to receive.
    pub fn new(connection: &'a Connection, place: Place, now: Instant) -> Self {
        Self { connection, place, source: Source::Carrier, now, left: Leftover::default(), documents: 0 }
    }

    /// Brought by somebody in particular.
    pub const fn from(mut self, source: Source) -> Self {
        self.source = source;
        self
    }
}

impl Receiving<'_> {
    /// What is left to be done, handed over once.
    pub fn left(&mut self) -> Leftover {
        std::mem::take(&mut self.left)
    }

    /// Receives one chunk.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Received, StoreFault> {
        let Ok(chunk) = Chunk::read(bytes) else { return Ok(Received::Refused("sync-refused-malformed")) };
        let by = chunk.header.incarnation;
        let Some(device) = self.certificate(by.device)? else {
            return Ok(Received::Refused("sync-refused-device-unknown"));
        };
        // What the hub took before it revoked the device stays valid.
        if device.is_revoked && self.source != Source::Feed && Control::RevokedDevice.is_on() {
            return Ok(Received::Refused("sync-refused-device-revoked"));
        }
        if !chunk.is_signed_by(&device.public_key) {
            return Ok(Received::Refused("sync-refused-signature"));
        }
        if chunk.is_cut() && !self.was_cut_by_hub(&chunk)? && Control::HubCuts.is_on() {
            return Ok(Received::Refused("sync-refused-signature"));
        }
        if let Some((first, last, hash)) = log::chunk::containing(self.connection, by, chunk.header.first)? {
            if first == chunk.header.first && last == chunk.header.last && self.is_same(&chunk, hash)? {
                return Ok(Received::Duplicate);
            }
            if self.source != Source::Feed {
                return Ok(Received::Refused("sync-refused-forked"));
            }
        }
        if let Some(out_of_place) = self.place_in_chain(&chunk)? {
            return Ok(out_of_place);
        }
        if self.source == Source::Feed && !rechunked::gives_way(self.connection, &chunk)? {
            quarantine::keep(self.connection, &self.aside(&chunk, "sync-refused-forked", ""))?;
            return Ok(Received::Quarantined("sync-refused-forked"));
        }
        if !rights::is_in_scope(self, &chunk.header, &device)? && Control::AreaScope.is_on() {
            return self.not_here(&chunk, "sync-refused-area-out-of-scope", "");
        }
        let commits = match chunk.commits() {
            Ok(commits) => commits,
            Err(malformed) => return self.set_aside(&chunk, "sync-refused-malformed", malformed.0),
        };
        let mut payloads = Vec::with_capacity(commits.len());
        for commit in &commits {
            match Payload::read(&commit.payload) {
                Ok(payload) if is_allowed(&payload, by) => payloads.push(payload),
                Ok(_) => {
                    return self.set_aside(
                        &chunk,
                        "sync-refused-not-allowed",
                        "a key or fact that only the hub may write",
                    );
                }
                Err(malformed) => return self.set_aside(&chunk, "sync-refused-malformed", malformed.0),
            }
        }
        if payloads.iter().map(Payload::operations).sum::<usize>() > sync::limits::CHUNK_OPERATIONS_MAX {
            return self.set_aside(&chunk, "sync-refused-malformed", "too many operations");
        }
        match rights::objection(self, &commits, &payloads)? {
            Some((n, code)) if Control::UserRights.is_on() => self.not_here(&chunk, code, &format!("commit {n}")),
            _ => self.apply(&chunk, &commits, &payloads),
        }
    }

    /// What the roster does not allow is set aside. What somebody carries to a laptop is not taken at all: the hub may know
    /// that it was written before its author heard, and then it comes in the feed.
    fn not_here(&self, chunk: &Chunk, code: &'static str, detail: &str) -> Result<Received, StoreFault> {
        if self.place == Place::Laptop && self.source != Source::Feed {
            return Ok(Received::Refused(code));
        }
        self.set_aside(chunk, code, detail)
    }

    /// Only the hub takes something out of what others signed.
    fn was_cut_by_hub(&self, chunk: &Chunk) -> Result<bool, StoreFault> {
        let hub = self.certificate(Incarnation::HUB)?;
        Ok(hub.is_some_and(|hub| chunk.is_cut_by(&hub.public_key)))
    }

    /// Whether the chunk held in this place says the same. Of two forms of one the laptop keeps that of which more was cut;
    /// the hub cuts for itself.
    fn is_same(&self, chunk: &Chunk, held: Hash) -> Result<bool, StoreFault> {
        if held == chunk.hash() {
            return Ok(true);
        }
        let (by, first) = (chunk.header.incarnation, chunk.header.first);
        let other = Chunk::read(&log::chunk::bytes(self.connection, by, first)?)?;
        if other.header != chunk.header || !(other.is_cut() || chunk.is_cut()) {
            return Ok(false);
        }
        let is_newer = chunk.is_cut() && (!other.is_cut() || self.source == Source::Feed);
        if is_newer && self.place == Place::Laptop {
            log::chunk::replace(self.connection, chunk)?;
            for commit in chunk.commits()?.iter().filter(|commit| commit.cut.is_some()) {
                log::commit::forget_reason(self.connection, by, commit.header.n)?;
            }
            owe_purge(self.connection)?;
        }
        Ok(true)
    }

    /// The certificate of a device. A laptop pins the hub's key when it joins: the roster itself comes from the hub.
    fn certificate(&self, number: u32) -> Result<Option<Device>, StoreFault> {
        if number == Incarnation::HUB && self.place == Place::Laptop {
            let pinned = read_setting(self.connection, "hub_key")?.and_then(|bytes| bytes.try_into().ok());
            return Ok(pinned.map(|public_key| Device::of_key(number, public_key)));
        }
        roster::device(self.connection, number)
    }

    /// The hub sees every chain whole; a laptop sees what lies in its areas.
    fn place_in_chain(&self, chunk: &Chunk) -> Result<Option<Received>, StoreFault> {
        match self.place {
            Place::Hub => self.place_in_whole_chain(chunk),
            Place::Laptop => self.place_in_area_chain(chunk),
        }
    }

    /// A chunk must fit to both its neighbours. What others bring back to a hub that was restored may come before what
    /// lies between.
    fn place_in_whole_chain(&self, chunk: &Chunk) -> Result<Option<Received>, StoreFault> {
        let (header, connection) = (&chunk.header, self.connection);
        let (before, after) = log::chunk::neighbours(connection, header.incarnation, header.first, header.last)?;
        if let Some((next, prev)) = after
            && (next <= header.last || (next == header.last + 1 && prev != header.tip))
        {
            return Ok(Some(Received::Refused("sync-refused-forked")));
        }
        let (last, tip) = before.unwrap_or((0, Hash::ZERO));
        if header.first == last + 1 {
            return Ok((header.prev != tip).then_some(Received::Refused("sync-refused-forked")));
        }
        // Its signature says who wrote it, and its place is free: what lies between may be brought by others, or be lost.
        if self.source != Source::Device(header.incarnation.device) {
            return Ok(None);
        }
        let (held, _) = log::chunk::held_through(connection, header.incarnation)?;
        Ok(Some(Received::Gap { expected: held + 1 }))
    }

    fn place_in_area_chain(&self, chunk: &Chunk) -> Result<Option<Received>, StoreFault> {
        let header = &chunk.header;
        let (last, tip) =
            log::chunk::tip_in_area(self.connection, header.incarnation, header.area)?.unwrap_or((0, Hash::ZERO));
        if header.last <= last && log::chunk::is_covered(self.connection, header.incarnation, header.area, header.last)?
        {
            // It came in a pack: what it says is here.
            return Ok(Some(Received::Duplicate));
        }
        if self.source == Source::Feed {
            // The hub leaves out what it set aside, and what was brought back to it may come late: what follows must not wait
            // for ever. That nothing is missing is what the proof shows.
            return Ok(None);
        }
        Ok((header.prev_in_area != tip || header.first <= last).then_some(Received::Gap { expected: last + 1 }))
    }

    /// Keeps a chunk; at the hub without what erasures forbid.
    fn keep(&self, chunk: &Chunk, state: ChunkState) -> Result<(), StoreFault> {
        let cut = if self.place == Place::Hub { cutting::cut(self.connection, chunk)? } else { None };
        log::chunk::keep(self.connection, cut.as_ref().unwrap_or(chunk), state)
    }

    /// Keeps a chunk without applying it, so that the chain goes on and people can look at it.
    fn set_aside(&self, chunk: &Chunk, code: &'static str, detail: &str) -> Result<Received, StoreFault> {
        self.keep(chunk, ChunkState::Quarantined)?;
        quarantine::keep(self.connection, &self.aside(chunk, code, detail))?;
        Ok(Received::Quarantined(code))
    }

    /// What people are told of a chunk that is set aside.
    fn aside(&self, chunk: &Chunk, code: &'static str, detail: &str) -> QuarantineRow {
        QuarantineRow {
            incarnation: chunk.header.incarnation,
            n: chunk.header.first,
            place: -1,
            is_waiting: false,
            code: code.to_owned(),
            detail: detail.to_owned(),
            document: None,
            found_at: self.now,
        }
    }

    /// Applies a chunk inside a savepoint. A change that turns out wrong is set aside and the chunk is applied again
    /// without it: a document that has taken a wrong change in memory is never kept.
    fn apply(&mut self, chunk: &Chunk, commits: &[Commit], payloads: &[Payload]) -> Result<Received, StoreFault> {
        let mut aside: BTreeSet<(u64, usize)> = BTreeSet::new();
        loop {
            self.connection.execute_batch("SAVEPOINT chunk")?;
            let left_before = self.left.lengths();
            let mut attempt = Attempt {
                receiving: self,
                aside: &aside,
                wrong: None,
                waiting: Vec::new(),
                replay_hashes: Vec::new(),
                is_partial: chunk.is_cut(),
            };
            let applied = attempt.run(commits, payloads);
            let is_partial = attempt.is_partial;
            let (wrong, waiting, replay_hashes) = (attempt.wrong, attempt.waiting, attempt.replay_hashes);
            applied?;
            let is_whole = waiting.is_empty() && aside.is_empty() && !is_partial;
            let is_proven = !is_whole || log::chunk::replay_digest(replay_hashes.iter()) == chunk.header.replay_digest;
            // What the hub hands on was hashed when it was first made; its chunks carry no digest of it.
            let is_handed = payloads.iter().any(|payload| payload.changes.iter().any(|change| change.author.is_some()));
            if wrong.is_none() && (is_proven || is_handed) {
                self.keep(chunk, ChunkState::Held)?;
                for row in waiting {
                    quarantine::keep(self.connection, &row)?;
                }
                self.connection.execute_batch("RELEASE chunk")?;
                self.documents += payloads.iter().map(|payload| payload.changes.len() as u64).sum::<u64>();
                return Ok(Received::Held);
            }
            self.connection.execute_batch("ROLLBACK TO chunk; RELEASE chunk")?;
            self.left.truncate(left_before);
            match wrong {
                Some(row) if aside.len() < ASIDE_MAX => {
                    aside.insert((row.n, row.place as usize));
                    quarantine::keep(self.connection, &row)?;
                }
                Some(_) | None => {
                    return self.set_aside(chunk, "sync-refused-hash", "the replayed hashes differ from the author's");
                }
            }
        }
    }

    /// Tries again what waited for something that may have arrived.
    pub fn try_waiting(&mut self) -> Result<usize, StoreFault> {
        let mut released = 0;
        loop {
            let mut is_progress = false;
            for row in quarantine::list(self.connection, true, ASIDE_MAX * 8)? {
                if self.try_again(&row)? {
                    quarantine::release(self.connection, &row)?;
                    released += 1;
                    is_progress = true;
                }
            }
            if !is_progress {
                return Ok(released);
            }
        }
    }

    fn try_again(&mut self, row: &QuarantineRow) -> Result<bool, StoreFault> {
        let Some((first, _, _)) = log::chunk::containing(self.connection, row.incarnation, row.n)? else {
            return Ok(false);
        };
        let chunk = Chunk::read(&log::chunk::bytes(self.connection, row.incarnation, first)?)?;
        let Some(commit) = chunk.commits()?.into_iter().find(|commit| commit.header.n == row.n) else {
            return Ok(false);
        };
        let payload = Payload::read(&commit.payload)?;
        let Some(change) = payload.changes.get(row.place as usize) else { return Ok(false) };
        let mut loaded = Loaded::default();
        match replay_one(self, &mut loaded, &commit, change) {
            Ok(_) => {
                project::documents(self.connection, loaded)?;
                Ok(true)
            }
            Err(Failed::Fault(fault)) => Err(fault),
            Err(Failed::Elsewhere) => Ok(true),
            Err(Failed::Refused(..)) => Ok(false),
        }
    }
}
