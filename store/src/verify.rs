//! Verifying a store: every chunk's signature, every chain link, every document's heads and every area's digest.

use domain::{Id, Instant};
use rusqlite::Connection;
use sync::logbook::{Entry, Nodes, completed, root};
use sync::{Chunk, Hash, Incarnation};

use crate::fault::StoreFault;
use crate::local::setting::signing_key;
use crate::log;
use crate::log::book::Tree;
use crate::open::{Place, Store};
use crate::read::{Reader, roster};

/// What was walked, and what was found wrong.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// Chains walked.
    pub chains: u64,
    /// Commits walked.
    pub commits: u64,
    /// Chunks whose signature was checked.
    pub chunks: u64,
    /// Documents loaded.
    pub documents: u64,
    /// Sentences about what is wrong; empty means sound.
    pub findings: Vec<String>,
    /// Sentences about what this hub had said in a former life and nobody brought back: lost with the store it was restored in
    /// place of.
    pub lost: Vec<String>,
}

/// Findings reported at the most.
const FINDINGS_MAX: usize = 1_000;
/// Heads of the logbook looked at: those of some thirty years.
const HEADS_MAX: usize = 10_000;

/// Walks everything.
///
/// # Errors
/// Faults of the store, when it cannot even be read.
pub fn verify(store: &Store) -> Result<Verified, StoreFault> {
    store.read(|reader| {
        let mut verified = Verified::default();
        let mut statement =
            reader.connection().prepare("SELECT DISTINCT incarnation FROM log_chunk ORDER BY incarnation")?;
        let chains = statement.query_map([], |row| row.get::<_, [u8; 12]>(0))?.collect::<Result<Vec<_>, _>>()?;
        for incarnation in chains.iter().filter_map(|bytes| Incarnation::from_slice(bytes)) {
            verified.chains += 1;
            walk_chain(reader, incarnation, &mut verified)?;
        }
        walk_unsealed(reader, &mut verified)?;
        walk_documents(reader.connection(), &mut verified)?;
        if reader.place() == Place::Hub {
            walk_logbook(reader.connection(), &mut verified)?;
        }
        verified.findings.truncate(FINDINGS_MAX);
        verified.lost.truncate(FINDINGS_MAX);
        Ok(verified)
    })
}

fn walk_chain(reader: &Reader<'_>, by: Incarnation, verified: &mut Verified) -> Result<(), StoreFault> {
    let (connection, present) = (reader.connection(), reader.standing()?.incarnation);
    let Some(device) = roster::device(connection, by.device)? else {
        verified.findings.push(format!("chain {by}: device {} has no certificate here", by.device));
        return Ok(());
    };
    let mut statement =
        connection.prepare("SELECT first_n, state, bytes FROM log_chunk WHERE incarnation = ?1 ORDER BY first_n")?;
    let mut rows = statement.query([by.to_bytes()])?;
    let (mut expected, mut tip) = (1, Hash::ZERO);
    while let Some(row) = rows.next()? {
        let n: i64 = row.get("first_n")?;
        let bytes: Vec<u8> = row.get("bytes")?;
        let Ok(chunk) = Chunk::read(&bytes) else {
            verified.findings.push(format!("chain {by}, commit {n}: the chunk cannot be read"));
            continue;
        };
        verified.chunks += 1;
        if !chunk.is_signed_by(&device.public_key) {
            verified
                .findings
                .push(format!("chain {by}, commit {n}: the signature is not that of device {}", device.number));
        }
        let is_whole = reader.place() == Place::Hub;
        if is_whole && (chunk.header.first != expected || chunk.header.prev != tip) {
            let told = format!("chain {by}, commit {n}: it does not follow commit {}", expected - 1);
            // Where commits are missing, and not others stand in their place.
            let is_lost = by.is_hub() && present != Some(by) && chunk.header.first > expected;
            if is_lost { verified.lost.push(told) } else { verified.findings.push(told) }
        }
        match chunk.commits() {
            Ok(commits) => {
                for commit in &commits {
                    verified.commits += 1;
                    check_row(connection, commit, verified)?;
                }
            }
            // What was set aside because it cannot be read is kept as it came, and nothing of it was applied.
            Err(_) if row.get::<_, String>("state")? == log::chunk::ChunkState::Quarantined.code() => {}
            Err(malformed) => verified.findings.push(format!("chain {by}, commit {n}: {malformed}")),
        }
        (expected, tip) = (chunk.header.last + 1, chunk.header.tip);
    }
    Ok(())
}

/// Commits made here that are not sealed yet: each must follow the one before.
fn walk_unsealed(reader: &Reader<'_>, verified: &mut Verified) -> Result<(), StoreFault> {
    let Some(incarnation) = reader.standing()?.incarnation else { return Ok(()) };
    for (commit, _) in log::commit::unsealed(reader.connection(), incarnation)? {
        verified.commits += 1;
        check_row(reader.connection(), &commit, verified)?;
    }
    Ok(())
}

/// The row that tells of a commit must be the commit that was signed.
fn check_row(connection: &Connection, commit: &sync::Commit, verified: &mut Verified) -> Result<(), StoreFault> {
    let header = &commit.header;
    let Some(row) = log::commit::find(connection, header.incarnation, header.n)? else { return Ok(()) };
    let is_same = row.hash == commit.hash()
        && row.header.user == header.user
        && row.header.act == header.act
        && row.header.recorded_at == header.recorded_at;
    if !is_same {
        verified.findings.push(format!(
            "chain {}, commit {}: the log row ({}) differs from the signed commit",
            header.incarnation, header.n, row.header.act
        ));
    }
    Ok(())
}

fn walk_documents(connection: &Connection, verified: &mut Verified) -> Result<(), StoreFault> {
    let mut digests: std::collections::BTreeMap<[u8; 16], u128> = std::collections::BTreeMap::new();
    let mut statement = connection.prepare("SELECT document_id, area_id FROM log_document")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, area): ([u8; 16], [u8; 16]) = (row.get("document_id")?, row.get("area_id")?);
        verified.documents += 1;
        match log::document::load(connection, Id::from_bytes(id)) {
            // What it adds to the digest is made of the heads it was loaded with: another version would not add up.
            Ok(Some(held)) => {
                let sum = digests.entry(area).or_default();
                *sum = sum.wrapping_add(held.digest);
            }
            Ok(None) => verified.findings.push(format!("document {}: it is gone", Id::<()>::from_bytes(id))),
            Err(fault) => verified.findings.push(format!("document {}: {fault}", Id::<()>::from_bytes(id))),
        }
    }
    let mut statement = connection.prepare("SELECT fact_id, area_id, body FROM log_fact")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, area, body): ([u8; 16], [u8; 16], Vec<u8>) =
            (row.get("fact_id")?, row.get("area_id")?, row.get("body")?);
        let sum = digests.entry(area).or_default();
        *sum = sum.wrapping_add(log::digest::of_fact(&id, &body));
    }
    for (area, sum) in digests {
        if log::digest::read(connection, Id::from_bytes(area))? != sum {
            verified
                .findings
                .push(format!("area {}: its digest is not the sum of what is held", Id::<()>::from_bytes(area)));
        }
    }
    Ok(())
}

/// The logbook: each entry is a chunk that is held, the tree is made of the entries, and every signed head is one of it.
fn walk_logbook(connection: &Connection, verified: &mut Verified) -> Result<(), StoreFault> {
    let tree = Tree(connection);
    let mut next = 0;
    log::book::entries(connection, |place, entry| {
        let is_held =
            log::commit::find(connection, entry.incarnation, entry.last)?.is_some_and(|row| row.hash == entry.tip);
        let is_in_tree = completed(&tree, place, entry.leaf()).is_ok_and(|nodes| {
            nodes.iter().all(|(level, at, hash)| tree.node(*level, *at).is_ok_and(|kept| kept == *hash))
        });
        if place != next || !is_held || !is_in_tree {
            let Entry { incarnation, last, .. } = entry;
            verified
                .findings
                .push(format!("logbook, place {place}: commit {last} of chain {incarnation} is not as it was taken"));
        }
        next = place + 1;
        Ok(())
    })?;
    for signed in log::book::heads(connection, HEADS_MAX)? {
        let key = signing_key(connection)?.public();
        let is_sound = signed.head.size <= next
            && signed.is_signed_by(&key)
            && root(&tree, signed.head.size).is_ok_and(|root| root == signed.head.root);
        if !is_sound {
            verified.findings.push(format!(
                "logbook: its head of {} is of another logbook",
                Instant::from_ms(signed.head.at_ms).to_text()
            ));
        }
    }
    Ok(())
}
