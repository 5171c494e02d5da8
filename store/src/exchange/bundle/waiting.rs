//! Chunks that came before the ones they follow: kept until those arrive, within a limit.
//!
//! Only what was found to be signed by its author waits here, so that nobody can fill the store with rubbish.

use rusqlite::Connection;
use sync::Chunk;

use crate::fault::StoreFault;
use crate::limits::WAITING_BYTES_MAX;
use domain::Instant;

/// Keeps a chunk. False when there is no room: it must be brought again after the earlier ones.
pub(super) fn keep(connection: &Connection, chunk: &Chunk, now: Instant) -> Result<bool, StoreFault> {
    let held: i64 = connection
        .prepare_cached("SELECT coalesce(sum(length(bytes)), 0) FROM local_waiting_chunk")?
        .query_row([], |row| row.get(0))?;
    if held as usize + chunk.bytes.len() > WAITING_BYTES_MAX {
        return Ok(false);
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO local_waiting_chunk (incarnation, first_n, bytes, kept_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((chunk.header.incarnation.to_bytes(), chunk.header.first as i64, &chunk.bytes, now.ms()))?;
    Ok(true)
}

/// Names of those that wait, in the order of their chains.
pub(super) fn list(connection: &Connection) -> Result<Vec<([u8; 12], i64)>, StoreFault> {
    let mut statement = connection
        .prepare_cached("SELECT incarnation, first_n FROM local_waiting_chunk ORDER BY incarnation, first_n")?;
    Ok(statement.query_map([], |row| Ok((row.get("incarnation")?, row.get("first_n")?)))?.collect::<Result<_, _>>()?)
}

/// The bytes of one.
pub(super) fn bytes(connection: &Connection, name: ([u8; 12], i64)) -> Result<Vec<u8>, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM local_waiting_chunk WHERE incarnation = ?1 AND first_n = ?2")?
        .query_row(name, |row| row.get("bytes"))?)
}

/// It waits no more.
pub(super) fn release(connection: &Connection, name: ([u8; 12], i64)) -> Result<(), StoreFault> {
    connection
        .prepare_cached("DELETE FROM local_waiting_chunk WHERE incarnation = ?1 AND first_n = ?2")?
        .execute(name)?;
    Ok(())
}
