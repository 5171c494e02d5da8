//! Healing a chain that parted from the one the hub holds: a restored backup, a cloned disk, the same device twice.
//!
//! What both hold stays. What only this store holds is taken out of the documents (two changes of one actor with the same
//! number would wedge them for ever) and recorded again under a new incarnation, by key and value, with the time, the
//! person and the act it had; facts keep their identity. It stands beside what the other branch wrote, so that values that
//! differ show as a conflict. The branch is kept as it was signed.

use std::collections::BTreeSet;

use domain::{Area, Id};
use rusqlite::Connection;
use sync::document::prefix;
use sync::replay::DocumentChange;
use sync::{Commit, Hash, Hlc, Incarnation, Payload};

use crate::fault::StoreFault;
use crate::log;
use crate::log::document::{HeldDocument, Loaded};
use crate::myself::Myself;
use crate::project::erasure;
use crate::writer::Writer;

/// Commits recorded again.
pub(super) fn part(writer: &mut Writer<'_>, by: Incarnation, same: u64) -> Result<u64, StoreFault> {
    let branch = log::commit::stored_commits(writer.connection(), by, same + 1)?;
    if writer.myself()?.incarnation == by {
        writer.begin_again()?;
    }
    set_aside(writer, by, same)?;
    let mut payloads = Vec::with_capacity(branch.len());
    for commit in &branch {
        payloads.push(Payload::read(&commit.payload)?);
    }
    let mut loaded = without(writer.connection(), by, &branch, &payloads)?;
    for (commit, payload) in branch.iter().zip(payloads) {
        forget_facts(writer.connection(), by, &payload)?;
        record_again(writer, &mut loaded, commit, payload)?;
    }
    writer.keep_loaded(loaded)?;
    Ok(branch.len() as u64)
}

/// The branch leaves the log: its chunks are kept aside, its commits go.
fn set_aside(writer: &Writer<'_>, by: Incarnation, same: u64) -> Result<(), StoreFault> {
    let connection = writer.connection();
    let (who, after) = (by.to_bytes(), same as i64);
    connection.execute(
        "INSERT INTO local_branch (incarnation, first_n, bytes, kept_at)
         SELECT incarnation, first_n, bytes, ?3 FROM log_chunk WHERE incarnation = ?1 AND last_n > ?2
         ON CONFLICT (incarnation, first_n) DO NOTHING",
        (who, after, writer.author().now.ms()),
    )?;
    connection.execute("DELETE FROM log_chunk WHERE incarnation = ?1 AND last_n > ?2", (who, after))?;
    connection.execute("DELETE FROM log_unsealed WHERE incarnation = ?1", [who])?;
    connection.execute("DELETE FROM log_commit WHERE incarnation = ?1 AND n > ?2", (who, after))?;
    connection.execute("UPDATE local_incarnation SET is_done = 1 WHERE incarnation = ?1", [who])?;
    Ok(())
}

/// The documents of the branch as they are without it.
fn without(
    connection: &Connection,
    by: Incarnation,
    branch: &[Commit],
    payloads: &[Payload],
) -> Result<Loaded, StoreFault> {
    let gone: BTreeSet<Hlc> = branch.iter().map(|commit| commit.header.recorded_at).collect();
    let mut loaded = Loaded::default();
    for (commit, payload) in branch.iter().zip(payloads) {
        for change in &payload.changes {
            if loaded.home_of(change.document).is_some() {
                continue;
            }
            let home = crate::read::area::home_of(connection, commit.header.area)?;
            let held = loaded.get(connection, change.kind, change.document, commit.header.area, home)?;
            held.document = held.document.without(|past| past.by == by && gone.contains(&past.at))?;
        }
    }
    Ok(loaded)
}

/// Facts of the branch are stated again by the new chain: their rows stay, their place in the log changes.
fn forget_facts(connection: &Connection, by: Incarnation, payload: &Payload) -> Result<(), StoreFault> {
    for record in &payload.facts {
        log::fact::forget(connection, record.id.to_bytes(), by)?;
    }
    Ok(())
}

fn record_again(
    writer: &mut Writer<'_>,
    loaded: &mut Loaded,
    commit: &Commit,
    payload: Payload,
) -> Result<(), StoreFault> {
    let (by, at) = (writer.myself()?.incarnation, commit.header.recorded_at);
    let area: Id<Area> = commit.header.area;
    let mut again = Payload { changes: Vec::new(), facts: payload.facts };
    erasure::redact_all(writer.connection(), &mut again.facts)?;
    let mut hashes = Vec::new();
    for mut change in payload.changes {
        erasure::keep_permitted(writer.connection(), &mut change)?;
        if change.puts.is_empty() {
            continue;
        }
        let home = crate::read::area::home_of(writer.connection(), area)?;
        let held = loaded.get(writer.connection(), change.kind, change.document, area, home)?;
        // A document that has moved to another area meanwhile is no longer this chain's to change there; the hub hands it on.
        hashes.push(author(held, by, at, change, &mut again)?);
    }
    writer.append_again(&commit.header, again, &hashes)
}

fn author(
    held: &mut HeldDocument,
    by: Incarnation,
    at: Hlc,
    change: DocumentChange,
    into: &mut Payload,
) -> Result<Hash, StoreFault> {
    let dependencies = held.document.dependencies();
    let hash = held.document.author(by, at, &change.puts)?;
    into.changes.push(DocumentChange { dependencies, hash_prefix: prefix(&hash), author: None, ..change });
    Ok(hash)
}

/// Where this store's chain stands, for comparing with the hub's: hashes of these commits.
pub(super) fn hashes(connection: &Connection, by: Incarnation, ns: &[u64]) -> Result<Vec<(u64, Hash)>, StoreFault> {
    let mut hashes = Vec::with_capacity(ns.len());
    for n in ns {
        if let Some(row) = log::commit::find(connection, by, *n)? {
            hashes.push((*n, row.hash));
        }
    }
    Ok(hashes)
}

/// Begins a new incarnation of the own device: nothing that was written before is written on.
pub(crate) fn begin_again(connection: &Connection, myself: &Myself, nonce: [u8; 8]) -> Result<Myself, StoreFault> {
    let mut begun = Myself::begin(connection, myself.incarnation.device, nonce)?;
    begun.at = Hlc::ZERO;
    for name in ["left_n", "held_n"] {
        crate::local::setting::write_setting(connection, name, &0_u64.to_be_bytes())?;
    }
    Ok(begun)
}
