//! Where a laptop stands: its chains, the places it has reached in the hub's feeds, and the life of the hub they belong to.

use domain::{Area, Id, Instant};
use rusqlite::Connection;
use sync::session::Hello;
use sync::session::message::{HelloReply, PROTOCOL};
use sync::{Hash, Incarnation};

use crate::exchange::{feed, offer, witness};
use crate::fault::StoreFault;
use crate::local::setting::{read_setting, write_setting};
use crate::log::{self, chunk::FROM_COMMIT};
use crate::open::Store;

/// An area and the digest of what is held of it.
pub(super) type AreaDigest = (Id<Area>, [u8; 16]);

/// Where this laptop stands, with the present incarnation.
pub(super) fn hello(store: &Store, now: Instant, version: &str) -> Result<Hello, StoreFault> {
    store.read(|reader| hello_of(reader.connection(), present(reader.connection())?, now, version))
}

pub(super) fn hello_of(
    connection: &Connection,
    incarnation: Incarnation,
    now: Instant,
    version: &str,
) -> Result<Hello, StoreFault> {
    let (tip_n, tip) = log::chunk::tip(connection, incarnation)?.unwrap_or((0, Hash::ZERO));
    Ok(Hello {
        incarnation,
        tip_n,
        tip,
        clock_ms: now.ms(),
        version: version.to_owned(),
        epoch: epoch(connection)?,
        cursors: feed::cursors(connection)?,
        protocol: PROTOCOL,
        holdings: holdings(connection)?,
        witnessed: witness::witnessed(connection)?,
    })
}

pub(super) fn present(connection: &Connection) -> Result<Incarnation, StoreFault> {
    read_setting(connection, "incarnation")?
        .and_then(|bytes| Incarnation::from_slice(&bytes))
        .ok_or(StoreFault::Lacks("an incarnation"))
}

/// Former incarnations that are not done, and the present one.
pub(super) fn incarnations(connection: &Connection) -> Result<Vec<Incarnation>, StoreFault> {
    let mut all = offer::not_done(connection)?;
    all.push(present(connection)?);
    Ok(all)
}

/// Chunks to send and feed items to hear.
pub(super) fn to_do(connection: &Connection, by: Incarnation, reply: &HelloReply) -> Result<u64, StoreFault> {
    let chunks: i64 = connection
        .prepare_cached(&format!("SELECT count(*) FROM log_chunk WHERE {FROM_COMMIT} AND last_n > ?2"))?
        .query_row((by.to_bytes(), reply.held_n as i64), |row| row.get(0))?;
    let mut items = 0_u64;
    for (area, end) in &reply.ahead {
        items = end.saturating_sub(feed::cursor(connection, *area)?).saturating_add(items);
    }
    Ok(items.saturating_add(chunks as u64))
}

/// Hears of a new life of the hub by a way that does not tell where its feeds are still the same.
pub(super) fn begin_epoch(connection: &Connection, found: u64) -> Result<(), StoreFault> {
    let known = epoch(connection)?;
    if known == found {
        return Ok(());
    }
    connection.execute("DELETE FROM local_cursor", [])?;
    write_setting(connection, "hub_epoch", &found.to_be_bytes())?;
    // What was proven is proven no more.
    write_setting(connection, "held_n", &0_u64.to_be_bytes())?;
    if known == 0 { Ok(()) } else { offer::must(connection) }
}

/// A hub that was restored from a backup has other feeds behind the place of the backup, and may have lost what others
/// had brought.
pub(super) fn keep_epoch(connection: &Connection, reply: &HelloReply) -> Result<(), StoreFault> {
    let known = epoch(connection)?;
    if known == reply.epoch {
        return Ok(());
    }
    if reply.protocol < 2 {
        return begin_epoch(connection, reply.epoch);
    }
    for (area, seq) in &reply.anew {
        feed::hear_anew(connection, *area, *seq)?;
    }
    write_setting(connection, "hub_epoch", &reply.epoch.to_be_bytes())?;
    // What was proven is proven no more.
    write_setting(connection, "held_n", &0_u64.to_be_bytes())?;
    if known == 0 { Ok(()) } else { offer::must(connection) }
}

pub(super) fn epoch(connection: &Connection) -> Result<u64, StoreFault> {
    Ok(read_setting(connection, "hub_epoch")?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes))
}

pub(super) fn holdings(connection: &Connection) -> Result<[u8; 16], StoreFault> {
    let digests: Vec<_> =
        digests(connection)?.into_iter().map(|(area, digest)| (area, u128::from_be_bytes(digest))).collect();
    Ok(log::digest::of_areas(&digests))
}

pub(super) fn digests(connection: &Connection) -> Result<Vec<AreaDigest>, StoreFault> {
    let mut statement = connection.prepare_cached("SELECT area_id, digest FROM log_digest ORDER BY area_id")?;
    let rows = statement.query_map([], |row| Ok((Id::from_bytes(row.get("area_id")?), row.get("digest")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
