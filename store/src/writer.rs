//! The writer: has no public constructor, is handed out by [`crate::Store::write`] only, and knows one way to write:
//! a commit with its documents, facts and rows.

use std::collections::BTreeSet;
use std::ops::Deref;

use domain::change::{Change, Document, DocumentRef};
use domain::registry::number::NumberKind;
use domain::{Area, Id, Instant, NewIds, roster::User};
use rusqlite::Connection;
use sync::commit::{SCHEMA, check_words};
use sync::document::{PastChange, prefix};
use sync::fact::FactRecord;
use sync::field::Key;
use sync::limits::CHUNK_PLAIN_BYTES_SEAL;
use sync::replay::{DocumentChange, RawPut, kind_number};
use sync::signing::SigningKey;
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation, Payload};

use crate::exchange::{feed, heal, hub};
use crate::fault::StoreFault;
use crate::local::erasure;
use crate::local::setting::{signing_key, write_setting};
use crate::log::document::{HeldDocument, Loaded};
use crate::log::{self, CommitName};
use crate::myself::Myself;
use crate::open::Place;
use crate::outbox::Outbox;
use crate::project;
use crate::read::Reader;

/// Who acts, when, and what the act is called.
#[derive(Debug, Clone)]
pub struct Author {
    /// Who.
    pub user: Id<User>,
    /// When, by the device's clock.
    pub now: Instant,
    /// The use-case, `area.verb`.
    pub act: &'static str,
}

/// Writes inside one transaction.
pub struct Writer<'a> {
    reader: Reader<'a>,
    author: &'a Author,
    ids: &'a mut NewIds,
    myself: &'a mut Option<Myself>,
    outbox: &'a mut Outbox,
    has_minted: bool,
}

impl<'a> Deref for Writer<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        place: Place,
        author: &'a Author,
        ids: &'a mut NewIds,
        myself: &'a mut Option<Myself>,
        outbox: &'a mut Outbox,
    ) -> Self {
        Self { reader: Reader::new(connection, place), author, ids, myself, outbox, has_minted: false }
    }

    /// A new identity.
    pub fn new_id<T>(&mut self) -> Id<T> {
        self.ids.next(self.author.now)
    }

    /// Mints a number for people.
    ///
    /// # Errors
    /// [`StoreFault::Lacks`] before the device has joined.
    pub fn mint(&mut self, kind: NumberKind) -> Result<String, StoreFault> {
        self.has_minted = true;
        Ok(self.myself.as_mut().ok_or(StoreFault::Lacks("an incarnation"))?.mint(kind))
    }

    /// Chance from the same source as identities: a simulated world is the same from the same seed.
    fn nonce(&mut self) -> [u8; 8] {
        let mut nonce = [0; 8];
        nonce.copy_from_slice(&self.new_id::<()>().to_bytes()[8..]);
        nonce
    }

    /// Who acts.
    pub const fn author(&self) -> &Author {
        self.author
    }

    /// Gives this store its first incarnation, as `device` with this signing key.
    ///
    /// # Errors
    /// [`StoreFault::Sql`].
    pub fn begin_incarnation(&mut self, device: u32, pkcs8: &[u8]) -> Result<Incarnation, StoreFault> {
        SigningKey::from_pkcs8(pkcs8).map_err(|_| StoreFault::Key)?;
        write_setting(self.connection(), "signing_key", pkcs8)?;
        let nonce = self.nonce();
        let begun = Myself::begin(self.connection(), device, nonce)?;
        let incarnation = begun.incarnation;
        self.outbox.sign_with(pkcs8);
        *self.myself = Some(begun);
        if self.place() == Place::Hub {
            feed::begin_epoch(self.connection())?;
        }
        Ok(incarnation)
    }

    /// Carries out what erasures owe, at the hub, and gives it its place in the feeds.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn carry_out_erasures(&mut self) -> Result<(), StoreFault> {
        hub::publish(self)
    }

    pub(crate) fn myself(&self) -> Result<&Myself, StoreFault> {
        self.myself.as_ref().ok_or(StoreFault::Lacks("an incarnation"))
    }

    /// Begins a new incarnation of this device: a store that may live twice writes its old chain no further.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn begin_again(&mut self) -> Result<Incarnation, StoreFault> {
        let nonce = self.nonce();
        let begun = heal::begin_again(self.connection(), self.myself()?, nonce)?;
        let incarnation = begun.incarnation;
        *self.myself = Some(begun);
        self.outbox.begin_again();
        Ok(incarnation)
    }

    /// Appends what a branch had recorded, with its time, person and act, at the end of the present chain. The documents
    /// are kept by [`Writer::keep_loaded`] when all of the branch is through.
    pub(crate) fn append_again(
        &mut self,
        former: &CommitHeader,
        payload: Payload,
        hashes: &[Hash],
    ) -> Result<(), StoreFault> {
        let header = CommitHeader { user: former.user, act: former.act.clone(), ..former.clone() };
        self.keep_commit(header, payload, hashes, Loaded::default())?;
        Ok(())
    }

    /// Keeps and projects documents that were changed by several commits.
    pub(crate) fn keep_loaded(&mut self, loaded: Loaded) -> Result<(), StoreFault> {
        project::documents(self.connection(), loaded)
    }

    /// Does part of a transaction in a savepoint: what fails (the inner error) undoes itself and nothing of what was
    /// done before.
    ///
    /// # Errors
    /// The outer error: the whole transaction is lost, as after a full disk.
    pub(crate) fn attempt<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreFault>,
    ) -> Result<Result<T, StoreFault>, StoreFault> {
        let (myself, remembered) = (self.myself.clone(), self.outbox.unwritten_len());
        self.connection().execute_batch("SAVEPOINT attempt")?;
        match work(self) {
            Ok(value) => {
                self.connection().execute_batch("RELEASE attempt")?;
                Ok(Ok(value))
            }
            // After some faults SQLite has undone the whole transaction by itself: nothing more may be written then.
            Err(fault) if fault.is_of_disk() || self.connection().is_autocommit() => Err(fault),
            Err(fault) => {
                // What failed inside may have left savepoints of its own: they end with this one.
                self.connection().execute_batch("ROLLBACK TO attempt; RELEASE attempt")?;
                *self.myself = myself;
                self.outbox.forget_unwritten_after(remembered);
                Ok(Err(fault))
            }
        }
    }

    /// Commits a change in one area: log, documents, facts and rows.
    ///
    /// # Errors
    /// Faults of the store; the whole transaction is undone then.
    pub fn commit(&mut self, area: Id<Area>, reason: Option<&str>, change: &Change) -> Result<CommitName, StoreFault> {
        let (by, at) = {
            let myself = self.myself.as_ref().ok_or(StoreFault::Lacks("an incarnation"))?;
            (myself.incarnation, myself.at.next(self.author.now))
        };
        let home = self.home_of(area)?;
        let mut loaded = Loaded::default();
        let mut payload = Payload::default();
        let mut hashes = Vec::new();
        for (document, puts) in by_document(change) {
            let kind = kind_number(document.kind);
            let held = loaded.get(self.connection(), kind, document.id, area, home)?;
            let made = author(held, document, by, at, area, puts)?;
            hashes.push(made.1);
            payload.changes.push(made.0);
        }
        for fact in &change.facts {
            payload.facts.push(FactRecord::of(fact)?);
        }
        self.append(area, reason, at, payload, &hashes, loaded)
    }

    /// The hub hands on changes of others in the feed of another area.
    pub(crate) fn hand_on(&mut self, area: Id<Area>, changes: Vec<DocumentChange>) -> Result<CommitName, StoreFault> {
        let at = self.myself.as_ref().ok_or(StoreFault::Lacks("an incarnation"))?.at.next(self.author.now);
        let payload = Payload { changes, facts: Vec::new() };
        self.append(area, None, at, payload, &[], Loaded::default())
    }

    /// The hub hands on changes and facts of another author that reached it by another way than their own chain.
    pub(crate) fn hand_on_rescued(
        &mut self,
        area: Id<Area>,
        reason: &str,
        changes: Vec<DocumentChange>,
        facts: Vec<FactRecord>,
    ) -> Result<CommitName, StoreFault> {
        let at = self.myself.as_ref().ok_or(StoreFault::Lacks("an incarnation"))?.at.next(self.author.now);
        self.append(area, Some(reason), at, Payload { changes, facts }, &[], Loaded::default())
    }

    /// The hub puts documents, with all their history, into the feed of another area: who works there and had never
    /// seen them replays every change from its beginning.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn hand_over(&mut self, documents: &[Id<Document>], to: Id<Area>) -> Result<CommitName, StoreFault> {
        let mut changes = Vec::new();
        for id in documents {
            let Some(held) = log::document::load(self.connection(), *id)? else { continue };
            for past in held.document.history() {
                let PastChange { by, at, hash, dependencies, puts, before: _ } = past;
                changes.push(DocumentChange {
                    kind: held.kind,
                    document: *id,
                    author: Some((by, at)),
                    dependencies,
                    puts,
                    hash_prefix: prefix(&hash),
                });
            }
        }
        self.hand_on(to, changes)
    }

    /// The end of every commit that is made here: header, chain, log, rows, outbox.
    fn append(
        &mut self,
        area: Id<Area>,
        reason: Option<&str>,
        at: Hlc,
        payload: Payload,
        hashes: &[Hash],
        loaded: Loaded,
    ) -> Result<CommitName, StoreFault> {
        check_words(self.author.act, reason)?;
        let header = CommitHeader {
            incarnation: self.myself()?.incarnation,
            n: 0,
            prev: Hash::ZERO,
            user: self.author.user,
            act: self.author.act.to_owned(),
            reason: reason.map(str::to_owned),
            recorded_at: at,
            area,
            schema: SCHEMA,
        };
        self.keep_commit(header, payload, hashes, loaded)
    }

    /// Gives a commit its place at the end of the chain and keeps it with all it did.
    fn keep_commit(
        &mut self,
        header: CommitHeader,
        payload: Payload,
        hashes: &[Hash],
        loaded: Loaded,
    ) -> Result<CommitName, StoreFault> {
        let myself = self.myself.as_mut().ok_or(StoreFault::Lacks("an incarnation"))?;
        let header = CommitHeader { incarnation: myself.incarnation, n: myself.n + 1, prev: myself.tip, ..header };
        let commit = Commit::new(header, payload.to_bytes());
        let hash = commit.hash();
        (myself.n, myself.tip, myself.at) = (commit.header.n, hash, commit.header.recorded_at.max(myself.at));
        myself.unsealed_bytes += log::chunk::plain_bytes(&commit);
        let connection = self.reader.connection();
        log::commit::keep(connection, &commit, &hash, Some(&log::chunk::replay_hash(hashes)))?;
        project::documents(connection, loaded)?;
        for record in &payload.facts {
            project::fact(connection, record, &commit.header)?;
        }
        let name = CommitName { incarnation: commit.header.incarnation, n: commit.header.n };
        self.outbox.remember(commit);
        Ok(name)
    }

    /// Called once at the end of the transaction.
    ///
    /// True when the write-ahead log is to be emptied behind it: it still holds what was erased.
    pub(crate) fn finish(self) -> Result<bool, StoreFault> {
        let connection = self.reader.connection();
        let has_erased = erasure::purge(connection)?;
        let Some(myself) = self.myself else { return Ok(has_erased) };
        if self.has_minted {
            myself.keep_counters(connection)?;
        }
        // Sealed as it is filled, a chunk weighs a third of its commits; left to the exchange, a long time without one
        // would swell the store. At the hub a chunk is sealed when it gets its place in a feed.
        if self.reader.place() == Place::Laptop && myself.unsealed_bytes >= CHUNK_PLAIN_BYTES_SEAL {
            let key = signing_key(connection)?;
            myself.unsealed_bytes = log::chunk::seal_full(connection, myself.incarnation, &key)?;
        }
        Ok(has_erased)
    }
}

/// The puts of a change grouped by document, documents and puts in the order they were first named.
fn by_document(change: &Change) -> Vec<(DocumentRef, Vec<RawPut>)> {
    let mut order: Vec<(DocumentRef, Vec<RawPut>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for put in &change.puts {
        let raw = RawPut { key: Key::of(put.field, put.item), value: put.value.clone() };
        if seen.insert(put.document) {
            order.push((put.document, vec![raw]));
        } else if let Some((_, puts)) = order.iter_mut().find(|(document, _)| *document == put.document) {
            puts.push(raw);
        }
    }
    order
}

/// Makes the change in a held document.
fn author(
    held: &mut HeldDocument,
    document: DocumentRef,
    by: Incarnation,
    at: Hlc,
    area: Id<Area>,
    puts: Vec<RawPut>,
) -> Result<(DocumentChange, Hash), StoreFault> {
    if held.area != area {
        return Err(StoreFault::BetweenAreas);
    }
    let dependencies = held.document.dependencies();
    let hash = held.document.author(by, at, &puts)?;
    let change = DocumentChange {
        kind: held.kind,
        document: document.id,
        author: None,
        dependencies,
        puts,
        hash_prefix: prefix(&hash),
    };
    Ok((change, hash))
}
