//! The laptop's exchange: supplies the conversation from the store and takes what arrives, each answer in one
//! transaction with the position it brings on, so that a cut costs one batch at most.

mod contact;
mod line;

use std::collections::BTreeSet;

use domain::roster::User;
use domain::{Area, Id, Instant};
use rusqlite::Connection;
use sync::session::laptop::{Arrived, Load, Wants};
use sync::session::message::{
    ChunkName, Entry, Fetch, FetchReply, HelloReply, Locate, LocateReply, PullReply, Receipt, Standing, Verdict,
};
use sync::session::{Laptop, Outgoing};
use sync::{Incarnation, Malformed};
use thiserror::Error;

use crate::exchange::place::{digests, hello_of, incarnations, present, to_do};
use crate::exchange::receive::{Received, Receiving, Source};
use crate::exchange::{bundle, feed, heal, leave, load, offer, repair, witness};
use crate::fault::StoreFault;
use crate::limits::FETCH_ENTRIES_MAX;
use crate::local::quarantine::{self, QuarantineRow};
use crate::local::setting::write_setting;
use crate::log::{self, chunk::FROM_COMMIT};
use crate::open::Store;
use crate::writer::{Author, Writer};

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
    /// Documents that came in first loads.
    pub documents_loaded: u64,
    /// Documents and facts that differed and were fetched whole.
    pub mended: u64,
    /// Others' chunks brought back to a hub that had lost them.
    pub brought_back: u64,
    /// Commits recorded again because this store's chain had parted from the hub's.
    pub recorded_again: u64,
    /// Documents taken off because their area is no longer this laptop's.
    pub left: u64,
    /// Whether every area was proven equal.
    pub is_proven: bool,
}

/// How far an exchange is: known in advance, counted in feed items, chunks and bytes of packs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: u64,
    /// To be done in all.
    pub total: u64,
}

/// One exchange of one laptop.
pub struct Exchange<'s> {
    store: &'s Store,
    laptop: Laptop,
    author: Author,
    version: String,
    /// A former incarnation whose work the hub does not hold yet: it is brought before the present one's.
    former: Option<Incarnation>,
    given_up: BTreeSet<Incarnation>,
    acknowledged: u64,
    /// The last sealed commit of the chain that is brought.
    tip_n: u64,
    ahead: Vec<(Id<Area>, u64)>,
    without_pack: BTreeSet<Id<Area>>,
    offering: offer::Offering,
    located: Vec<Entry>,
    lacking: Vec<Entry>,
    lacking_in: Id<Area>,
    progress: Progress,
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
        // Work must go on when the key beside the outbox cannot be written now: the next exchange tries again.
        let _ = store.prepare_rescue();
        let device = store.write(&author, |writer| {
            let device = writer.myself()?.incarnation.device;
            for by in incarnations(writer.connection())? {
                log::chunk::seal_all(writer.connection(), by, &key)?;
            }
            Ok::<_, StoreFault>(device)
        })?;
        Ok(Self {
            store,
            laptop: line::laptop(store, Laptop::new(device, key, hub_key))?,
            author,
            version: version.to_owned(),
            former: None,
            given_up: BTreeSet::new(),
            acknowledged: 0,
            tip_n: 0,
            ahead: Vec::new(),
            without_pack: BTreeSet::new(),
            offering: offer::Offering::default(),
            located: Vec::new(),
            lacking: Vec::new(),
            lacking_in: Id::NIL,
            progress: Progress::default(),
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
                Wants::Hello => Some(self.hello()?),
                Wants::Introduction => Some(self.laptop.introduce(&self.read(offer::words_of_hub)?)),
                Wants::ChunksFrom { n, bytes_max } => {
                    let chunks = self.chunks_from(n, bytes_max)?;
                    self.summary.chunks_sent += chunks.len() as u64;
                    self.laptop.push(&chunks)
                }
                Wants::Names => {
                    let names = self.names()?;
                    self.laptop.offer(names)
                }
                Wants::Named { chunks, bytes_max } => {
                    let (bytes, taken) = self.read(|connection| offer::chunks(connection, &chunks, bytes_max))?;
                    self.laptop.push_named(&bytes, taken)
                }
                Wants::Load => {
                    let load = self.next_load()?;
                    self.laptop.load(load)
                }
                Wants::Cursors { is_urgent } => {
                    let after = self.cursors(is_urgent)?;
                    self.laptop.pull(after)
                }
                Wants::Digests => {
                    let digests = self.read(digests)?;
                    Some(self.laptop.proof(digests))
                }
                Wants::Buckets(area) => {
                    self.located = repair::entries(self.store, &self.author, area)?;
                    Some(self.laptop.locate(&Locate { area, buckets: repair::buckets(&self.located) }))
                }
                Wants::Lacking => {
                    let entries = self.lacking.split_off(self.lacking.len().saturating_sub(FETCH_ENTRIES_MAX));
                    let fetch = (!entries.is_empty()).then_some(Fetch { area: self.lacking_in, entries });
                    self.laptop.fetch(fetch.as_ref())
                }
                Wants::Hashes(ns) => {
                    let by = self.bringing()?;
                    let hashes = self.read(|connection| heal::hashes(connection, by, &ns))?;
                    Some(self.laptop.chain(hashes))
                }
            };
            if outgoing.is_some() {
                return Ok(outgoing);
            }
        }
    }

    /// Takes the hub's refusal of the last request, a Fluent message id. False when there is no way on: the exchange is over
    /// then, and the refusal is what to tell.
    pub fn refused(&mut self, code: &str) -> bool {
        self.laptop.refused(code)
    }

    /// Takes the hub's answer to the last request.
    ///
    /// # Errors
    /// [`ExchangeFault`]; the exchange is over then.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<(), ExchangeFault> {
        match self.laptop.receive(bytes)? {
            Arrived::Standing(reply, is_proven) => self.keep_standing(reply, is_proven),
            Arrived::Receipts(receipts) => Ok(self.keep_receipts(&receipts)?),
            Arrived::Items(reply) => self.keep_items(&reply),
            Arrived::Manifest(area, None) => {
                self.without_pack.insert(area);
                Ok(())
            }
            Arrived::Manifest(_, Some(manifest)) => {
                self.progress.total = self.progress.total.saturating_add(manifest.bytes());
                let now = self.author.now;
                Ok(self.store.write(&self.author, |writer| load::begin(writer.connection(), &manifest, now))?)
            }
            Arrived::Part(area, bytes) => self.keep_part(area, &bytes),
            Arrived::Located(area, reply) => {
                self.keep_located(area, &reply);
                Ok(())
            }
            Arrived::Fetched(_, reply) => self.mend(&reply),
            Arrived::Proven(reply) => {
                self.summary.is_proven = reply.differing.is_empty();
                // What differs is mended first; only the last word is kept.
                if self.laptop.wants() == Wants::Nothing { Ok(self.keep_end()?) } else { Ok(()) }
            }
            Arrived::Parted(same) => self.part(same),
            Arrived::Nothing => Ok(()),
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

    /// How far it is.
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreFault>) -> Result<T, StoreFault> {
        self.store.read(|reader| work(reader.connection()))
    }

    /// The incarnation whose work is being brought.
    fn bringing(&self) -> Result<Incarnation, StoreFault> {
        match self.former {
            Some(former) => Ok(former),
            None => self.read(present),
        }
    }

    /// Former incarnations first, until the hub holds what they made; then the present one.
    fn hello(&mut self) -> Result<Outgoing, StoreFault> {
        if let Some(former) = self.former.take() {
            let acknowledged = self.acknowledged;
            let is_done =
                self.store.write(&self.author, |writer| offer::note_done(writer.connection(), former, acknowledged))?;
            if !is_done {
                self.given_up.insert(former);
            }
        }
        let open = self.read(offer::not_done)?;
        self.former = open.into_iter().find(|former| !self.given_up.contains(former));
        let incarnation = self.bringing()?;
        let hello = self.read(|connection| hello_of(connection, incarnation, self.author.now, &self.version))?;
        self.tip_n = hello.tip_n;
        Ok(self.laptop.hello(&hello, self.former.is_some()))
    }

    fn keep_standing(&mut self, reply: HelloReply, is_proven: bool) -> Result<(), ExchangeFault> {
        self.hear(&reply, is_proven)?;
        // The hub cannot hold what was never made: a laptop that believed it would show green for ever.
        self.acknowledged = reply.held_n.min(self.tip_n);
        let is_present = self.former.is_none();
        let (by, ahead) = (self.bringing()?, reply.ahead.clone());
        let to_do = self.store.write(&self.author, |writer| {
            witness::hear(writer.connection(), &reply, self.author.now)?;
            to_do(writer.connection(), by, &reply)
        })?;
        self.ahead = ahead;
        self.progress = Progress { done: 0, total: to_do };
        match reply.standing {
            Standing::MustUpgrade if is_present => {
                self.store
                    .write(&self.author, |writer| writer.keep_setting("last_failure", b"sync-refused-must-upgrade"))?;
                Ok(())
            }
            Standing::Ok if self.laptop.wants() == Wants::Nothing => {
                self.summary.is_proven = true;
                Ok(self.keep_end()?)
            }
            Standing::Revoked => Err(ExchangeFault::Refused("sync-refused-device-revoked")),
            Standing::Ok | Standing::MustUpgrade | Standing::RolledBack { .. } | Standing::Fork { .. } => Ok(()),
        }
    }

    /// This store's chain parted from the one the hub holds: what only this store holds is recorded again.
    fn part(&mut self, same: u64) -> Result<(), ExchangeFault> {
        let by = self.bringing()?;
        self.former = None;
        let key = self.store.signing_key()?;
        let recorded = self.store.write(&self.author, |writer| {
            let recorded = heal::part(writer, by, same)?;
            let present = writer.myself()?.incarnation;
            log::chunk::seal_all(writer.connection(), present, &key)?;
            Ok::<_, StoreFault>(recorded)
        })?;
        self.summary.recorded_again += recorded;
        Ok(())
    }

    fn chunks_from(&self, n: u64, bytes_max: usize) -> Result<Vec<Vec<u8>>, StoreFault> {
        let by = self.bringing()?;
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT bytes FROM log_chunk WHERE {FROM_COMMIT} AND last_n >= ?2 ORDER BY first_n"
            ))?;
            let mut rows = statement.query((by.to_bytes(), n as i64))?;
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

    /// Names of chunks that the hub may have lost; none when there is no reason to think so.
    fn names(&mut self) -> Result<Vec<ChunkName>, StoreFault> {
        let store = self.store;
        let names = store.read(|reader| self.offering.next(reader.connection()))?;
        if names.is_empty() && self.offering.is_complete() {
            self.store.write(&self.author, |writer| offer::complete(writer.connection()))?;
        }
        Ok(names)
    }

    /// Areas that nothing is held of come as packs, the most urgent first.
    fn next_load(&self) -> Result<Option<Load>, StoreFault> {
        self.read(|connection| {
            for (area, _) in &self.ahead {
                let is_new = *area != Id::NIL && feed::cursor(connection, *area)? == 0;
                if is_new && !self.without_pack.contains(area) {
                    return load::next(connection, *area).map(Some);
                }
            }
            Ok(None)
        })
    }

    fn keep_part(&mut self, area: Id<Area>, bytes: &[u8]) -> Result<(), ExchangeFault> {
        let taken = self.store.write(&self.author, |writer| load::take(writer.connection(), area, bytes));
        match taken {
            Ok(brought) => {
                self.summary.documents_loaded += brought.documents;
                self.progress.done += bytes.len() as u64;
                Ok(())
            }
            Err(fault @ ExchangeFault::Malformed(_)) => {
                // What is kept of this pack is not to be trusted: the next exchange begins it anew.
                self.store.write(&self.author, |writer| load::give_up(writer.connection(), area))?;
                Err(fault)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Positions of areas that are not at the hub's end yet, most urgent first; reference data before all others.
    fn cursors(&self, is_urgent: bool) -> Result<Vec<(Id<Area>, u64)>, StoreFault> {
        self.read(|connection| {
            let mut behind = Vec::new();
            for (area, end) in self.ahead.iter().filter(|(area, _)| !is_urgent || *area == Id::NIL) {
                let at = feed::cursor(connection, *area)?;
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

    fn keep_receipts(&mut self, receipts: &[Receipt]) -> Result<(), StoreFault> {
        let by = self.bringing()?;
        let is_present = self.former.is_none();
        let mut left = self.acknowledged;
        let mut set_aside = Vec::new();
        for receipt in receipts {
            if receipt.incarnation != by {
                self.summary.brought_back += u64::from(receipt.verdict == Verdict::Held);
                continue;
            }
            match &receipt.verdict {
                Verdict::Held | Verdict::Duplicate => left = left.max(receipt.last),
                Verdict::Quarantined(code) => {
                    left = left.max(receipt.last);
                    self.summary.quarantined += 1;
                    set_aside.push((receipt.clone(), code.clone()));
                }
                Verdict::Refused(code) if code == "sync-refused-forked" => {} // where the chains part is found next
                Verdict::Gap { .. } => {}
                Verdict::Refused(code) => {
                    self.summary.refused += 1;
                    set_aside.push((receipt.clone(), code.clone()));
                }
            }
        }
        self.summary.commits_sent += left.saturating_sub(self.acknowledged);
        self.progress.done += receipts.len() as u64;
        self.acknowledged = left;
        let now = self.author.now;
        self.store.write(&self.author, |writer| {
            if is_present {
                write_setting(writer.connection(), "left_n", &left.to_be_bytes())?;
            }
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
            let mut receiving = Receiving::new(writer.connection(), writer.place(), now).from(Source::Feed);
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
                feed::keep_cursor(receiving.connection, *area, *seq)?;
            }
            for (area, seq) in &reply.passed {
                feed::keep_cursor(receiving.connection, *area, *seq)?;
            }
            receiving.try_waiting()?;
            Ok(())
        })?;
        self.summary.quarantined += set_aside;
        self.summary.commits_received += commits;
        self.summary.chunks_received += reply.items.len() as u64;
        self.progress.done += reply.items.len() as u64;
        Ok(())
    }

    /// What differs is fetched; what only this laptop holds is offered.
    fn keep_located(&mut self, area: Id<Area>, reply: &LocateReply) {
        let difference = repair::compare(&self.located, reply);
        self.located = Vec::new();
        if !difference.surplus.is_empty() {
            self.offering.add_area(area);
        }
        (self.lacking, self.lacking_in) = (difference.lacking, area);
    }

    fn mend(&mut self, reply: &FetchReply) -> Result<(), ExchangeFault> {
        self.summary.mended += self.store.write(&self.author, |writer| {
            let mended = repair::mend(writer.connection(), reply)?;
            repair::go_on(writer)?;
            mended.ok_or(ExchangeFault::Malformed(Malformed("documents that are not what they say")))
        })?;
        Ok(())
    }

    /// The end: what was proven equal is held; only now is the light green, and what is no longer ours is taken off.
    fn keep_end(&mut self) -> Result<(), StoreFault> {
        let (is_proven, left, now) = (self.summary.is_proven, self.acknowledged, self.author.now);
        let taken_off = self.store.write(&self.author, |writer| {
            line::keep(writer.connection(), &self.laptop)?;
            write_setting(writer.connection(), "left_n", &left.to_be_bytes())?;
            write_setting(writer.connection(), "last_exchange_at", &(now.ms() as u64).to_be_bytes())?;
            let failure = if is_proven { "" } else { "sync-refused-differing" };
            write_setting(writer.connection(), "last_failure", failure.as_bytes())?;
            if !is_proven {
                return Ok(0);
            }
            write_setting(writer.connection(), "held_n", &left.to_be_bytes())?;
            bundle::peers::forget_all(writer.connection())?;
            leave::come_back(writer.connection())?;
            let me = writer.myself()?;
            let (device, is_drained) = (me.incarnation.device, left >= me.n);
            match writer.device(device)?.filter(|_| is_drained) {
                Some(device) => leave::leave(writer, &device.areas),
                None => Ok(0),
            }
        })?;
        self.summary.left += taken_off;
        self.store.hear_lease_days()?;
        if is_proven {
            self.store.writing().outbox.trim(left)?;
        }
        Ok(())
    }
}
