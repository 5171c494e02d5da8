//! A laptop's first load of an area: manifest, parts of any size, blocks applied as they become whole. A cut costs the
//! part that was on its way.

use domain::{Area, Id, Instant};
use rusqlite::{Connection, OptionalExtension};
use sync::session::laptop::Load;
use sync::session::message::{Manifest, Message};
use sync::{Bulk, Hash, Malformed};

use crate::exchange::laptop::ExchangeFault;
use crate::exchange::{bulk, feed, pack};
use crate::fault::StoreFault;

/// A load under way.
struct Loading {
    manifest: Manifest,
    blocks_applied: usize,
    bytes_held: u64,
}

fn loading(connection: &Connection, area: Id<Area>) -> Result<Option<Loading>, StoreFault> {
    let row = connection
        .prepare_cached("SELECT manifest, blocks_applied, bytes_held FROM local_pack WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| {
            Ok((
                row.get::<_, Vec<u8>>("manifest")?,
                row.get::<_, i64>("blocks_applied")?,
                row.get::<_, i64>("bytes_held")?,
            ))
        })
        .optional()?;
    let Some((manifest, applied, held)) = row else { return Ok(None) };
    let manifest = Manifest::from_bytes(&manifest)?;
    Ok(Some(Loading { manifest, blocks_applied: applied as usize, bytes_held: held as u64 }))
}

/// What to ask next for an area that nothing is held of.
pub(super) fn next(connection: &Connection, area: Id<Area>) -> Result<Load, StoreFault> {
    Ok(match loading(connection, area)? {
        None => Load::Manifest(area),
        Some(load) => Load::Part { area, hash: load.manifest.hash, offset: load.bytes_held },
    })
}

/// Begins a load.
pub(super) fn begin(connection: &Connection, manifest: &Manifest, now: Instant) -> Result<(), StoreFault> {
    pack::forget(connection, manifest.area)?;
    connection
        .prepare_cached(
            "INSERT INTO local_pack (area_id, hash, seq, manifest, blocks_applied, bytes_held, made_at)
             VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)",
        )?
        .execute((manifest.area.to_bytes(), manifest.hash.0, manifest.seq as i64, manifest.to_bytes(), now.ms()))?;
    Ok(())
}

/// What a part brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Brought {
    /// Documents applied.
    pub documents: u64,
    /// The hub has another pack by now: the load of this area begins anew, with what is held already.
    pub is_stale: bool,
}

/// Keeps bytes of a pack, applies every block that is whole by now, and ends the load after the last.
///
/// # Errors
/// [`ExchangeFault::Malformed`] when a block is not what the manifest says: the transaction is undone and what was held of
/// it is asked for again.
pub(super) fn take(connection: &Connection, area: Id<Area>, bytes: &[u8]) -> Result<Brought, ExchangeFault> {
    let Some(load) = loading(connection, area)? else { return Err(Malformed("bytes of no pack").into()) };
    if bytes.is_empty() {
        pack::forget(connection, area)?;
        return Ok(Brought { is_stale: true, ..Brought::default() });
    }
    let total = load.manifest.bytes();
    let held = load.bytes_held + bytes.len() as u64;
    if held > total {
        return Err(Malformed("more bytes than the pack has").into());
    }
    keep_part(connection, area, load.bytes_held, bytes)?;
    let mut brought = Brought::default();
    let mut applied = load.blocks_applied;
    let mut start: u64 = load.manifest.blocks.iter().take(applied).map(|block| u64::from(block.bytes)).sum();
    while let Some(block) = load.manifest.blocks.get(applied) {
        if start + u64::from(block.bytes) > held {
            break;
        }
        let packed = pack::bytes_from(connection, area, start, block.bytes as usize)?;
        if Hash::of(&[&packed]) != block.hash || !bulk::take(connection, &Bulk::from_packed(&packed)?)? {
            return Err(Malformed("a block of the pack is not what its manifest says").into());
        }
        brought.documents += u64::from(block.documents);
        start += u64::from(block.bytes);
        applied += 1;
    }
    if applied == load.manifest.blocks.len() {
        end(connection, &load.manifest)?;
        return Ok(brought);
    }
    connection
        .prepare_cached("DELETE FROM local_pack_part WHERE area_id = ?1 AND start + length(bytes) <= ?2")
        .and_then(|mut statement| statement.execute((area.to_bytes(), start as i64)))
        .map_err(StoreFault::from)?;
    connection
        .prepare_cached("UPDATE local_pack SET blocks_applied = ?2, bytes_held = ?3 WHERE area_id = ?1")
        .and_then(|mut statement| statement.execute((area.to_bytes(), applied as i64, held as i64)))
        .map_err(StoreFault::from)?;
    Ok(brought)
}

/// Gives up a load whose bytes are not what they should be; what was applied stays, it was believed block by block.
pub(super) fn give_up(connection: &Connection, area: Id<Area>) -> Result<(), StoreFault> {
    pack::forget(connection, area)
}

fn keep_part(connection: &Connection, area: Id<Area>, start: u64, bytes: &[u8]) -> Result<(), StoreFault> {
    connection.prepare_cached("INSERT INTO local_pack_part (area_id, start, bytes) VALUES (?1, ?2, ?3)")?.execute((
        area.to_bytes(),
        start as i64,
        bytes,
    ))?;
    Ok(())
}

/// The feed goes on where the pack ends, and so do the chains.
fn end(connection: &Connection, manifest: &Manifest) -> Result<(), StoreFault> {
    for tip in &manifest.tips {
        connection
            .prepare_cached(
                "INSERT INTO log_base (incarnation, area_id, n, hash) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (incarnation, area_id) DO UPDATE SET n = excluded.n, hash = excluded.hash WHERE excluded.n > log_base.n",
            )?
            .execute((tip.incarnation.to_bytes(), manifest.area.to_bytes(), tip.n as i64, tip.hash.0))?;
    }
    feed::keep_cursor(connection, manifest.area, manifest.seq)?;
    pack::forget(connection, manifest.area)
}
