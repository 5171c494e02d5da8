//! Cutting chunks: what an erasure forbids is taken out of the log, and the chain still verifies. Only the hub cuts, and
//! signs what is left; a laptop keeps a chunk as it came until it hears the cut one in the feed.

use std::collections::BTreeSet;

use domain::change::Document;
use domain::{Area, Id};
use rusqlite::Connection;
use sync::document::prefix;
use sync::fact::{epoch_author, epoch_puts};
use sync::field::line_of_number;
use sync::replay::DocumentChange;
use sync::{Chunk, Commit, Incarnation, Payload};

use crate::exchange::{feed, hub, pack};
use crate::fault::StoreFault;
use crate::local::erasure::{Needles, keep_places};
use crate::local::setting::signing_key;
use crate::log;
use crate::log::chunk::ChunkState;
use crate::project::erasure;
use crate::writer::Writer;

/// A chunk without what erasures forbid; none where it may stay as it is. One that cannot be read was never applied and
/// tells nobody anything.
pub(super) fn cut(connection: &Connection, chunk: &Chunk) -> Result<Option<Chunk>, StoreFault> {
    let Ok(commits) = chunk.commits() else { return Ok(None) };
    let mut left = Vec::with_capacity(commits.len());
    let mut is_cut = false;
    for commit in commits {
        let what_is_left = match Payload::read(&commit.payload) {
            Ok(payload) => without(connection, &commit, payload)?,
            Err(_) => None,
        };
        is_cut |= what_is_left.is_some();
        left.push(match what_is_left {
            Some(payload) => commit.cut_to(payload.to_bytes()),
            None => commit,
        });
    }
    if !is_cut {
        return Ok(None);
    }
    for commit in left.iter().filter(|commit| commit.cut.is_some()) {
        log::commit::forget_reason(connection, commit.header.incarnation, commit.header.n)?;
    }
    Ok(Some(sync::chunk::cut(chunk, &left, &signing_key(connection)?)?))
}

/// A payload without changes of a former epoch and without words about erased files. In the place of a change that goes
/// stays one that says nothing, so that the others keep their places.
fn without(connection: &Connection, commit: &Commit, mut payload: Payload) -> Result<Option<Payload>, StoreFault> {
    let mut is_cut = false;
    for change in &mut payload.changes {
        if !change.puts.is_empty() && is_gone(connection, commit, change)? {
            (change.author, change.hash_prefix) = (None, [0; 4]);
            change.dependencies.clear();
            change.puts.clear();
            is_cut = true;
        }
    }
    is_cut |= erasure::redact_all(connection, &mut payload.facts)?;
    Ok(is_cut.then_some(payload))
}

/// Whether a change is of a file that was erased, and not among those of its present epoch.
fn is_gone(connection: &Connection, commit: &Commit, change: &DocumentChange) -> Result<bool, StoreFault> {
    let Some(erasure) = erasure::of(connection, change.document)? else { return Ok(false) };
    let (by, at) = change.author.unwrap_or((commit.header.incarnation, commit.header.recorded_at));
    if by == epoch_author(&erasure) {
        return Ok(false);
    }
    let held = log::document::load(connection, change.document)?;
    Ok(!held.is_some_and(|held| held.document.holds(by, at)))
}

/// What the hub owes to erasures it has heard and not carried out: every chunk that names the file is cut and heard again,
/// and the file's new epoch goes into the feed of its area. What this hub committed before is sealed already.
pub(super) fn carry_out(writer: &mut Writer<'_>) -> Result<(), StoreFault> {
    let owed = owed(writer.connection())?;
    if owed.is_empty() {
        return Ok(());
    }
    let mut touched = cut_all(writer.connection(), &owed)?;
    for document in &owed {
        let Some(erasure) = erasure::of(writer.connection(), document.id)? else { continue };
        let Some((_, area)) = log::document::place_of(writer.connection(), document.id)? else { continue };
        let mut founded = sync::Document::new();
        let (by, at) = (epoch_author(&erasure), erasure::epoch_at(&erasure));
        let puts = epoch_puts(&erasure);
        let hash = founded.author(by, at, &puts)?;
        let change = DocumentChange {
            kind: sync::replay::kind_number(erasure.document.kind),
            document: document.id,
            author: Some((by, at)),
            dependencies: Vec::new(),
            puts,
            hash_prefix: prefix(&hash),
        };
        writer.hand_on(area, vec![change])?;
        touched.insert(area);
    }
    hub::seal_and_feed(writer)?;
    let connection = writer.connection();
    touched.insert(Id::NIL);
    let mut places = Vec::with_capacity(touched.len());
    for area in touched {
        pack::forget(connection, area)?;
        places.push((area, feed::end(connection, area)?));
    }
    for document in &owed {
        keep_places(connection, document.fact, &places)?;
    }
    Ok(())
}

struct Owed {
    fact: [u8; 16],
    id: Id<Document>,
}

fn owed(connection: &Connection) -> Result<Vec<Owed>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT fact_id, document_id FROM log_erasure WHERE fact_id NOT IN (SELECT fact_id FROM local_erasure) ORDER BY erased_at, fact_id",
    )?;
    let owed =
        |row: &rusqlite::Row<'_>| Ok(Owed { fact: row.get("fact_id")?, id: Id::from_bytes(row.get("document_id")?) });
    Ok(statement.query_map([], owed)?.collect::<Result<_, _>>()?)
}

/// Cuts every chunk that names one of these files. The areas in whose feeds something was cut.
fn cut_all(connection: &Connection, owed: &[Owed]) -> Result<BTreeSet<Id<Area>>, StoreFault> {
    let needles = Needles::of(&owed.iter().map(|document| document.id.to_bytes()).collect::<Vec<_>>());
    let mut named = Vec::new();
    {
        let mut statement =
            connection.prepare_cached("SELECT incarnation, first_n, bytes FROM log_chunk WHERE area_id <> ?1")?;
        let mut rows = statement.query([Id::<Area>::NIL.to_bytes()])?;
        while let Some(row) = rows.next()? {
            let chunk = Chunk::read(&row.get::<_, Vec<u8>>("bytes")?)?;
            if chunk.plain().is_ok_and(|plain| needles.are_in(&plain)) {
                named.push((chunk.header.incarnation, chunk.header.first));
            }
        }
    }
    cut_waiting(connection)?;
    let mut areas = BTreeSet::new();
    for (by, first) in named {
        let chunk = Chunk::read(&log::chunk::bytes(connection, by, first)?)?;
        let Some(cut) = cut(connection, &chunk)? else { continue };
        log::chunk::replace(connection, &cut)?;
        if log::chunk::state(connection, by, first)? == Some(ChunkState::Held) {
            feed::again(connection, &cut)?;
            areas.insert(cut.header.area);
        }
    }
    Ok(areas)
}

/// Chunks that wait for earlier ones are cut where they lie.
fn cut_waiting(connection: &Connection) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached("SELECT rowid, bytes FROM local_waiting_chunk")?;
    let waiting = statement
        .query_map([], |row| Ok((row.get::<_, i64>("rowid")?, row.get::<_, Vec<u8>>("bytes")?)))?
        .collect::<Result<Vec<_>, _>>()?;
    for (place, bytes) in waiting {
        if let Some(cut) = cut(connection, &Chunk::read(&bytes)?)? {
            connection
                .prepare_cached("UPDATE local_waiting_chunk SET bytes = ?2 WHERE rowid = ?1")?
                .execute((place, &cut.bytes))?;
        }
    }
    Ok(())
}

/// What a change of a former epoch that nobody had weighed still says about what is kept: it is put again, by the hub.
pub(crate) struct Late {
    pub document: Id<Document>,
    pub puts: Vec<sync::replay::RawPut>,
}

/// What is left of a change of a former epoch; none when all of it is gone, or was weighed when the file was erased.
pub(super) fn late(
    erasure: &domain::privacy::Erasure,
    change: &DocumentChange,
    by: Incarnation,
    at: sync::Hlc,
) -> Option<Late> {
    let was_weighed = erasure.seen.iter().any(|seen| seen.by == by.to_bytes() && at.to_i64() <= seen.at);
    if was_weighed || change.dependencies.is_empty() {
        return None;
    }
    let is_kept = |put: &&sync::replay::RawPut| {
        line_of_number(put.key.number).is_some_and(|line| {
            line.class != sync::field::Class::HubOnly && domain::privacy::is_kept(erasure.document.kind, line.field)
        })
    };
    let puts: Vec<_> = change.puts.iter().filter(is_kept).cloned().collect();
    (!puts.is_empty()).then_some(Late { document: change.document, puts })
}

/// Puts what late changes still say, where it is not so already.
pub(super) fn put_late(writer: &mut Writer<'_>, late: Late) -> Result<(), StoreFault> {
    let Some(held) = log::document::load(writer.connection(), late.document)? else { return Ok(()) };
    let Some(document) = log::document::reference(held.kind, late.document) else { return Ok(()) };
    let values = held.document.values();
    let mut change = domain::Change::default();
    for put in late.puts.into_iter().filter(|put| values.get(&put.key) != put.value.as_ref()) {
        if let Some(field) = put.key.field() {
            change.puts.push(domain::Put { document, field, item: put.key.item, value: put.value });
        }
    }
    if !change.is_empty() {
        writer.commit(held.area, None, &change)?;
    }
    Ok(())
}
