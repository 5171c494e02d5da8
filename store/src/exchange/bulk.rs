//! Bulks of the store: gathering documents and facts with their history, and taking them in.

use std::collections::BTreeMap;

use domain::change::Document as DocumentMark;
use domain::{Area, Id};
use rusqlite::Connection;
use sync::bulk::{Bulk, BulkBuilder, BulkCommit, BulkDocument, digest};
use sync::commit::SCHEMA;
use sync::{CommitHeader, Hash, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::log;
use crate::log::document::{HeldDocument, Loaded};
use crate::project::{self, erasure};
use crate::read::area;

/// Adds a document to a bulk; one that is gone is passed over.
pub(super) fn add_document(
    connection: &Connection,
    bulk: &mut BulkBuilder,
    id: Id<DocumentMark>,
) -> Result<(), StoreFault> {
    let Some(held) = log::document::load(connection, id)? else { return Ok(()) };
    let place = BulkDocument {
        kind: held.kind,
        id,
        home: held.home,
        area: held.area,
        moved_at: log::document::moved_at(connection, id)?,
        changes: Vec::new(),
    };
    bulk.add_document(place, &held.document, |by, at| commit_of(connection, by, at, held.area))
}

/// Adds a fact to a bulk; one that is gone is passed over.
pub(super) fn add_fact(connection: &Connection, bulk: &mut BulkBuilder, id: [u8; 16]) -> Result<(), StoreFault> {
    let Some(row) = log::fact::find(connection, id)? else { return Ok(()) };
    let told = log::commit::find(connection, row.by, row.n)?;
    let at = told.map_or(Hlc::from_i64(row.n as i64), |commit| commit.header.recorded_at);
    let (by, n, area) = (row.by, row.n, row.area);
    bulk.add_fact(row.record, by, at, |by, at| {
        // The fact's own area and place count, also where its commit is not known here.
        Ok::<_, StoreFault>(BulkCommit { n, area, ..commit_of(connection, by, at, area)? })
    })
}

/// What is known of a commit; of one that is not here, when and by whom.
fn commit_of(connection: &Connection, by: Incarnation, at: Hlc, area: Id<Area>) -> Result<BulkCommit, StoreFault> {
    Ok(match log::commit::recorded_at(connection, by, at)? {
        Some(row) => BulkCommit {
            by,
            n: row.header.n,
            at,
            user: row.header.user,
            act: row.header.act,
            reason: row.header.reason,
            area: row.header.area,
        },
        None => BulkCommit { by, n: 0, at, user: Id::NIL, act: String::new(), reason: None, area },
    })
}

/// Takes a bulk in: documents merge with what is held, facts and commits are added. False when the heads do not come out
/// as the sender had them; the transaction must be undone then.
pub(super) fn take(connection: &Connection, bulk: &Bulk) -> Result<bool, StoreFault> {
    // A fact of an area that nobody has told of yet has no place: what sent it is not what it says.
    for fact in &bulk.facts {
        match area::home_of(connection, bulk.commits[fact.commit].area) {
            Err(StoreFault::Lacks(_)) => return Ok(false),
            home => home?,
        };
    }
    for commit in bulk.commits.iter().filter(|commit| commit.n > 0) {
        log::commit::keep_told(connection, &header(commit))?;
    }
    let mut loaded = Loaded::default();
    let mut heads: Vec<Vec<Hash>> = Vec::with_capacity(bulk.documents.len());
    let mut moved: BTreeMap<Id<DocumentMark>, (Id<Area>, Hlc)> = BTreeMap::new();
    for document in &bulk.documents {
        let mut fresh = sync::Document::new();
        if bulk.rebuild(document, &mut fresh).is_err() {
            return Ok(false);
        }
        heads.push(fresh.heads());
        let held = loaded.get(connection, document.kind, document.id, document.area, document.home)?;
        if held.document.is_empty() {
            *held = HeldDocument { document: fresh, ..std::mem::replace(held, empty(document)) };
        } else if bulk.rebuild(document, &mut held.document).is_err() {
            return Ok(false);
        }
        // Made before the sender heard of an erasure that was heard here: of the former epoch nothing is taken.
        if let Some(erasure) = erasure::of(connection, document.id)? {
            erasure::renew(held, &erasure)?;
        }
        if document.moved_at > Hlc::ZERO {
            moved.insert(document.id, (document.area, document.moved_at));
        }
    }
    if digest(heads.iter().map(Vec::as_slice)) != bulk.digest {
        return Ok(false);
    }
    project::documents(connection, loaded)?;
    for (id, (area, at)) in moved {
        log::document::transfer(connection, id, area, at)?;
    }
    for fact in &bulk.facts {
        project::fact(connection, &fact.record, &header(&bulk.commits[fact.commit]))?;
    }
    Ok(true)
}

fn empty(document: &BulkDocument) -> HeldDocument {
    HeldDocument {
        document: sync::Document::new(),
        entry: None,
        kind: document.kind,
        home: document.home,
        area: document.area,
        digest: 0,
    }
}

fn header(commit: &BulkCommit) -> CommitHeader {
    CommitHeader {
        incarnation: commit.by,
        n: commit.n,
        prev: Hash::ZERO,
        user: commit.user,
        act: commit.act.clone(),
        reason: commit.reason.clone(),
        recorded_at: commit.at,
        area: commit.area,
        schema: SCHEMA,
    }
}
