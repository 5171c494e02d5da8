//! Packs: everything that lies in an area, for laptops that hold nothing of it yet. Made once and handed out many times;
//! what was changed since comes by the feed behind it.

use domain::change::Document as DocumentMark;
use domain::{Area, Id, Instant};
use rusqlite::{Connection, OptionalExtension};
use sync::limits::{BLOCK_DOCUMENTS, MESSAGE_BYTES_MAX};
use sync::session::message::{Block, Manifest, ManifestReply, Message, Part, PartReply, Tip};
use sync::{BulkBuilder, Hash, Incarnation};

use crate::exchange::{bulk, feed};
use crate::fault::StoreFault;
use crate::limits::{PACK_DOCUMENTS_MIN, PACK_FACTS, PACK_STALE_ITEMS};
use crate::log;
use crate::open::Store;
use crate::writer::Author;

/// A pack as it was made.
struct Made {
    manifest: Manifest,
    blocks: Vec<Vec<u8>>,
}

/// The manifest of an area's pack, made when there is none or it has grown old. Nothing for an area whose feed is short.
pub(super) fn manifest(store: &Store, author: &Author, area: Id<Area>) -> Result<ManifestReply, StoreFault> {
    let key = store.signing_key()?;
    let (held, end, documents) = store.read(|reader| {
        let connection = reader.connection();
        let documents: i64 =
            connection.query_row("SELECT count(*) FROM log_document WHERE area_id = ?1", [area.to_bytes()], |row| {
                row.get(0)
            })?;
        Ok::<_, StoreFault>((kept(connection, area)?, feed::end(connection, area)?, documents as u64))
    })?;
    if documents < PACK_DOCUMENTS_MIN {
        return Ok(ManifestReply { signed: None });
    }
    if let Some(manifest) =
        held.filter(|manifest| end.saturating_sub(manifest.seq) <= PACK_STALE_ITEMS + manifest.seq / 4)
    {
        return Ok(ManifestReply::sign(&manifest, &key));
    }
    let made = store.read(|reader| make(reader.connection(), area))?;
    store.write(author, |writer| keep(writer.connection(), &made, author.now))?;
    Ok(ManifestReply::sign(&made.manifest, &key))
}

/// Bytes of a pack; none when it is another by now.
pub(super) fn part(connection: &Connection, part: &Part) -> Result<PartReply, StoreFault> {
    let is_held = kept(connection, part.area)?.is_some_and(|manifest| manifest.hash == part.hash);
    if !is_held {
        return Ok(PartReply { bytes: Vec::new() });
    }
    let bytes_max = usize::try_from(part.bytes_max).unwrap_or(usize::MAX).clamp(1, MESSAGE_BYTES_MAX / 2);
    Ok(PartReply { bytes: bytes_from(connection, part.area, part.offset, bytes_max)? })
}

fn kept(connection: &Connection, area: Id<Area>) -> Result<Option<Manifest>, StoreFault> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT manifest FROM local_pack WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| row.get("manifest"))
        .optional()?;
    let Some(bytes) = bytes else { return Ok(None) };
    let manifest = Manifest::from_bytes(&bytes)?;
    // A hub that was restored began other feeds: its packs of before name places that are no more.
    Ok(Some(manifest).filter(|manifest| feed::epoch(connection).is_ok_and(|epoch| epoch == manifest.epoch)))
}

fn make(connection: &Connection, area: Id<Area>) -> Result<Made, StoreFault> {
    let mut blocks: Vec<(Vec<u8>, u32)> = Vec::new();
    let mut statement = connection.prepare("SELECT document_id FROM log_document WHERE area_id = ?1 ORDER BY entry")?;
    let ids = statement.query_map([area.to_bytes()], |row| row.get("document_id"))?.collect::<Result<Vec<_>, _>>()?;
    let mut gathered = BulkBuilder::default();
    for id in ids {
        let id: Id<DocumentMark> = Id::from_bytes(id);
        bulk::add_document(connection, &mut gathered, id)?;
        if gathered.documents() == BLOCK_DOCUMENTS || gathered.is_full() {
            close(&mut blocks, &mut gathered)?;
        }
    }
    close(&mut blocks, &mut gathered)?;
    let mut statement =
        connection.prepare("SELECT fact_id FROM log_fact WHERE area_id = ?1 ORDER BY incarnation, n, fact_id")?;
    let facts = statement.query_map([area.to_bytes()], |row| row.get("fact_id"))?.collect::<Result<Vec<_>, _>>()?;
    for (at, id) in (1..).zip(facts) {
        bulk::add_fact(connection, &mut gathered, id)?;
        if at % PACK_FACTS == 0 || gathered.is_full() {
            close(&mut blocks, &mut gathered)?;
        }
    }
    close(&mut blocks, &mut gathered)?;
    let bytes: Vec<&[u8]> = blocks.iter().map(|(bytes, _)| bytes.as_slice()).collect();
    let manifest = Manifest {
        area,
        epoch: feed::epoch(connection)?,
        seq: feed::end(connection, area)?,
        hash: Hash::of(&bytes),
        blocks: blocks
            .iter()
            .map(|(bytes, documents)| Block {
                bytes: bytes.len() as u32,
                documents: *documents,
                hash: Hash::of(&[bytes]),
            })
            .collect(),
        tips: tips(connection, area)?,
        digest: log::digest::read(connection, area)?.to_be_bytes(),
    };
    Ok(Made { manifest, blocks: blocks.into_iter().map(|(bytes, _)| bytes).collect() })
}

/// Ends a block, if there is anything in it.
fn close(blocks: &mut Vec<(Vec<u8>, u32)>, gathered: &mut BulkBuilder) -> Result<(), StoreFault> {
    if !gathered.is_empty() {
        let gathered = std::mem::take(gathered);
        let documents = gathered.documents() as u32;
        blocks.push((gathered.finish().to_packed()?, documents));
    }
    Ok(())
}

fn tips(connection: &Connection, area: Id<Area>) -> Result<Vec<Tip>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT incarnation, last_n, tip FROM log_chunk WHERE area_id = ?1
         AND first_n = (SELECT max(first_n) FROM log_chunk AS other
           WHERE other.incarnation = log_chunk.incarnation AND other.area_id = ?1)",
    )?;
    let rows = statement.query_map([area.to_bytes()], |row| {
        Ok((row.get::<_, [u8; 12]>("incarnation")?, row.get::<_, i64>("last_n")?, Hash(row.get("tip")?)))
    })?;
    let mut tips = Vec::new();
    for row in rows {
        let (incarnation, n, hash) = row?;
        let incarnation = Incarnation::from_slice(&incarnation).ok_or(StoreFault::Lacks("a readable incarnation"))?;
        tips.push(Tip { incarnation, n: n as u64, hash });
    }
    Ok(tips)
}

fn keep(connection: &Connection, made: &Made, now: Instant) -> Result<(), StoreFault> {
    let area = made.manifest.area.to_bytes();
    forget(connection, made.manifest.area)?;
    connection
        .prepare_cached(
            "INSERT INTO local_pack (area_id, hash, seq, manifest, blocks_applied, bytes_held, made_at)
             VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)",
        )?
        .execute((area, made.manifest.hash.0, made.manifest.seq as i64, made.manifest.to_bytes(), now.ms()))?;
    let mut start = 0_i64;
    for block in &made.blocks {
        connection
            .prepare_cached("INSERT INTO local_pack_part (area_id, start, bytes) VALUES (?1, ?2, ?3)")?
            .execute((area, start, block))?;
        start += block.len() as i64;
    }
    Ok(())
}

/// Forgets the pack of an area.
pub(super) fn forget(connection: &Connection, area: Id<Area>) -> Result<(), StoreFault> {
    connection.prepare_cached("DELETE FROM local_pack WHERE area_id = ?1")?.execute([area.to_bytes()])?;
    connection.prepare_cached("DELETE FROM local_pack_part WHERE area_id = ?1")?.execute([area.to_bytes()])?;
    Ok(())
}

/// Bytes from a place on, across parts.
pub(super) fn bytes_from(
    connection: &Connection,
    area: Id<Area>,
    offset: u64,
    bytes_max: usize,
) -> Result<Vec<u8>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT start, bytes FROM local_pack_part WHERE area_id = ?1 AND start + length(bytes) > ?2 ORDER BY start",
    )?;
    let mut rows = statement.query((area.to_bytes(), i64::try_from(offset).unwrap_or(i64::MAX)))?;
    let mut gathered = Vec::new();
    while let Some(row) = rows.next()? {
        let (start, bytes): (i64, Vec<u8>) = (row.get("start")?, row.get("bytes")?);
        let from = usize::try_from(offset.saturating_sub(start as u64)).unwrap_or(0).min(bytes.len());
        let rest = &bytes[from..];
        let taken = rest.len().min(bytes_max - gathered.len());
        gathered.extend_from_slice(&rest[..taken]);
        if gathered.len() == bytes_max {
            break;
        }
    }
    Ok(gathered)
}
