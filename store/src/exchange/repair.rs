//! Where an area differs, and mending it: sums over 512 parts, made from what is really held and not from what was kept
//! count of, so that a digest that has drifted shows too.

use std::collections::BTreeMap;

use domain::change::Document as DocumentMark;
use domain::{Area, Id};
use rusqlite::Connection;
use sync::Bulk;
use sync::BulkBuilder;
use sync::limits::{ENTRIES_MAX, MESSAGE_BYTES_MAX};
use sync::session::message::{BUCKETS, Entry, Fetch, FetchReply, Locate, LocateReply};

use crate::exchange::bulk;
use crate::exchange::receive::{Receiving, Source};
use crate::fault::StoreFault;
use crate::log;
use crate::open::Store;
use crate::rebuild::rows_anew;
use crate::writer::{Author, Writer};

/// Everything held of an area, by identity, and the digest it really comes to.
fn sum(connection: &Connection, area: Id<Area>) -> Result<(Vec<Entry>, u128), StoreFault> {
    let (mut entries, mut total) = (Vec::new(), 0_u128);
    let mut statement = connection.prepare_cached("SELECT document_id FROM log_document WHERE area_id = ?1")?;
    let ids = statement
        .query_map([area.to_bytes()], |row| row.get::<_, [u8; 16]>("document_id"))?
        .collect::<Result<Vec<_>, _>>()?;
    for id in ids {
        if let Some(held) = log::document::load(connection, Id::from_bytes(id))? {
            total = total.wrapping_add(held.digest);
            entries.push(Entry { is_fact: false, id, hash: log::digest::short(held.digest) });
        }
    }
    let mut statement = connection
        .prepare_cached("SELECT fact_id, kind, area_id, incarnation, n, body FROM log_fact WHERE area_id = ?1")?;
    let mut rows = statement.query([area.to_bytes()])?;
    while let Some(row) = rows.next()? {
        let fact = log::fact::from_row(row)?;
        let id = fact.record.id.to_bytes();
        let digest = log::digest::of_fact(&id, &fact.record.body);
        total = total.wrapping_add(digest);
        entries.push(Entry { is_fact: true, id, hash: log::digest::short(digest) });
    }
    entries.sort_unstable();
    Ok((entries, total))
}

/// Everything held of an area. The digest that was kept count of is set to what it really comes to, should it have
/// drifted: two stores that hold the same must not seem to differ, nor the other way round.
pub(super) fn entries(store: &Store, author: &Author, area: Id<Area>) -> Result<Vec<Entry>, StoreFault> {
    let (entries, has_drifted) = store.read(|reader| {
        let (entries, total) = sum(reader.connection(), area)?;
        Ok::<_, StoreFault>((entries, total != log::digest::read(reader.connection(), area)?))
    })?;
    if !has_drifted {
        return Ok(entries);
    }
    store.write(author, |writer| {
        let (entries, total) = sum(writer.connection(), area)?;
        let kept = log::digest::read(writer.connection(), area)?;
        log::digest::turn(writer.connection(), area, kept, total)?;
        Ok(entries)
    })
}

/// The sums of the parts.
pub(super) fn buckets(entries: &[Entry]) -> Vec<u64> {
    let mut sums = vec![0_u64; BUCKETS];
    for entry in entries {
        let sum = &mut sums[entry.bucket()];
        *sum = sum.wrapping_add(entry.hash);
    }
    sums
}

/// The hub's answer: what it holds in the parts that differ.
pub(super) fn located(store: &Store, author: &Author, locate: &Locate) -> Result<LocateReply, StoreFault> {
    let mut held = entries(store, author, locate.area)?;
    let sums = buckets(&held);
    let differs = |entry: &Entry| locate.buckets.get(entry.bucket()) != sums.get(entry.bucket());
    held.retain(differs);
    held.truncate(ENTRIES_MAX);
    Ok(LocateReply { buckets: sums, entries: held })
}

/// What differs, seen from the laptop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// At the hub and not here, or otherwise there than here.
    pub lacking: Vec<Entry>,
    /// Here and not at the hub, or otherwise here than there.
    pub surplus: Vec<Entry>,
}

/// Compares what is held here with the hub's answer.
pub(super) fn compare(here: &[Entry], reply: &LocateReply) -> Difference {
    let sums = buckets(here);
    let key = |entry: &Entry| (entry.is_fact, entry.id);
    let there: BTreeMap<_, u64> = reply.entries.iter().map(|entry| (key(entry), entry.hash)).collect();
    let in_doubt = |entry: &&Entry| reply.buckets.get(entry.bucket()) != sums.get(entry.bucket());
    let mine: BTreeMap<_, u64> = here.iter().filter(in_doubt).map(|entry| (key(entry), entry.hash)).collect();
    let lacking = reply.entries.iter().filter(|entry| mine.get(&key(entry)) != Some(&entry.hash)).copied().collect();
    let surplus = here.iter().filter(in_doubt).filter(|entry| there.get(&key(entry)) != Some(&entry.hash));
    Difference { lacking, surplus: surplus.copied().collect() }
}

/// The hub's answer to a fetch: what lies in the area of what was asked for, as much of it as fits. What does not fit by
/// itself is passed over: the rest is mended all the same.
pub(super) fn fetched(connection: &Connection, fetch: &Fetch) -> Result<FetchReply, StoreFault> {
    Ok(FetchReply { packed: fitting(connection, fetch.area, &fetch.entries)?.1 })
}

/// Those of the entries that fit into one answer, and the answer.
fn fitting(connection: &Connection, area: Id<Area>, entries: &[Entry]) -> Result<(Vec<Entry>, Vec<u8>), StoreFault> {
    let packed = gather(connection, area, entries)?.to_packed();
    if let Some(packed) = packed.ok().filter(|packed| packed.len() <= MESSAGE_BYTES_MAX / 2) {
        return Ok((entries.to_vec(), packed));
    }
    if entries.len() < 2 {
        return Ok((Vec::new(), BulkBuilder::default().finish().to_packed()?));
    }
    let (left, right) = entries.split_at(entries.len() / 2);
    let (left, right) = (fitting(connection, area, left)?, fitting(connection, area, right)?);
    if left.0.is_empty() || right.0.is_empty() {
        return Ok(if left.0.is_empty() { right } else { left });
    }
    let both = [left.0.as_slice(), &right.0].concat();
    if both.len() == entries.len() {
        return Ok(left);
    }
    let packed = gather(connection, area, &both)?.to_packed();
    Ok(packed.ok().filter(|packed| packed.len() <= MESSAGE_BYTES_MAX / 2).map_or(left, |packed| (both, packed)))
}

fn gather(connection: &Connection, area: Id<Area>, entries: &[Entry]) -> Result<Bulk, StoreFault> {
    let mut gathered = BulkBuilder::default();
    for entry in entries {
        if entry.is_fact {
            if log::fact::find(connection, entry.id)?.is_some_and(|row| row.area == area) {
                bulk::add_fact(connection, &mut gathered, entry.id)?;
            }
        } else {
            let id: Id<DocumentMark> = Id::from_bytes(entry.id);
            if log::document::place_of(connection, id)?.is_some_and(|(_, held_in)| held_in == area) {
                bulk::add_document(connection, &mut gathered, id)?;
            }
        }
    }
    Ok(gathered.finish())
}

/// What waited for documents that were fetched goes on.
pub(super) fn go_on(writer: &Writer<'_>) -> Result<usize, StoreFault> {
    Receiving::new(writer.connection(), writer.place(), writer.author().now).from(Source::Feed).try_waiting()
}

/// Takes in what was lacking; how many documents and facts that were. None when it is not what it says; the transaction
/// must be undone then.
pub(super) fn mend(connection: &Connection, reply: &FetchReply) -> Result<Option<u64>, StoreFault> {
    let gathered = Bulk::from_packed(&reply.packed)?;
    let count = (gathered.documents.len() + gathered.facts.len()) as u64;
    // Whoever states two facts under one identity is heard once, and not everywhere for the same: the hub's is the one that
    // counts, or who heard the other would differ for ever.
    let mut gave_way = false;
    for fact in &gathered.facts {
        gave_way |= log::fact::give_way(connection, &fact.record, gathered.commits[fact.commit].area)?;
    }
    if !bulk::take(connection, &gathered)? {
        return Ok(None);
    }
    if gave_way {
        rows_anew(connection)?;
    }
    Ok(Some(count))
}
