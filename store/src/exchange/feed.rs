//! Feeds: at the hub the order in which an area hears everything, at a laptop the place it has reached in it.

use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::Chunk;

use crate::exchange::place::present;
use crate::fault::StoreFault;
use crate::log::book;

/// Gives a chunk its place in the feed of its area.
pub(super) fn add(connection: &Connection, chunk: &Chunk) -> Result<(), StoreFault> {
    let header = &chunk.header;
    connection
        .prepare_cached(
            "INSERT INTO log_feed (area_id, seq, incarnation, first_n)
             VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM log_feed WHERE area_id = ?1), ?2, ?3)",
        )?
        .execute((header.area.to_bytes(), header.incarnation.to_bytes(), header.first as i64))?;
    book::add(connection, chunk)
}

/// Gives a chunk that is another by now a new place, at the end, in place of its former one: who heard it hears it again.
pub(super) fn again(connection: &Connection, chunk: &Chunk) -> Result<(), StoreFault> {
    let header = &chunk.header;
    let places: Vec<i64> = connection
        .prepare_cached("SELECT seq FROM log_feed WHERE area_id = ?1 AND incarnation = ?2 AND first_n = ?3")?
        .query_map((header.area.to_bytes(), header.incarnation.to_bytes(), header.first as i64), |row| row.get("seq"))?
        .collect::<Result<_, _>>()?;
    // The new place before the old one goes: a feed never ends earlier than it did.
    add(connection, chunk)?;
    for seq in places {
        connection
            .prepare_cached("DELETE FROM log_feed WHERE area_id = ?1 AND seq = ?2")?
            .execute((header.area.to_bytes(), seq))?;
    }
    Ok(())
}

/// The last place of a feed.
pub(super) fn end(connection: &Connection, area: Id<Area>) -> Result<u64, StoreFault> {
    let end: i64 = connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM log_feed WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| row.get(0))?;
    Ok(end as u64)
}

/// Whether the hub itself said something behind a place: verdicts, hand-overs, what others wait for.
pub(super) fn has_word_of_hub(connection: &Connection, area: Id<Area>, after: u64) -> Result<bool, StoreFault> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM log_feed WHERE area_id = ?1 AND seq > ?2 AND substr(incarnation, 1, 4) = x'00000000')",
        )?
        .query_row((area.to_bytes(), after as i64), |row| row.get(0))?)
}

/// Each life of the hub's store is an epoch of its feeds: laptops begin their cursors anew after a restore.
pub(super) fn epoch(connection: &Connection) -> Result<u64, StoreFault> {
    let lives: i64 = connection.query_row("SELECT count(*) FROM local_incarnation", [], |row| row.get(0))?;
    Ok(lives as u64)
}

/// Notes where the feeds end as a new life of the hub's store begins.
pub(crate) fn begin_epoch(connection: &Connection) -> Result<(), StoreFault> {
    connection.execute(
        "INSERT INTO local_epoch (epoch, area_id, seq) SELECT ?1, area_id, max(seq) FROM log_feed GROUP BY area_id",
        [epoch(connection)? as i64],
    )?;
    book::begin_life(connection, present(connection)?)
}

/// Up to where a laptop that last spoke with a former life of this hub has heard what is still so.
pub(super) fn still_heard(connection: &Connection, area: Id<Area>, since: u64, cursor: u64) -> Result<u64, StoreFault> {
    let now = epoch(connection)?;
    let mut heard = cursor;
    for life in since + 1..=now {
        let end: Option<i64> = connection
            .prepare_cached("SELECT seq FROM local_epoch WHERE epoch = ?1 AND area_id = ?2")?
            .query_row((life as i64, area.to_bytes()), |row| row.get("seq"))
            .optional()?;
        heard = heard.min(end.unwrap_or(0) as u64);
    }
    Ok(heard)
}

/// The place a laptop has reached.
pub(super) fn cursor(connection: &Connection, area: Id<Area>) -> Result<u64, StoreFault> {
    let held: Option<i64> = connection
        .prepare_cached("SELECT seq FROM local_cursor WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| row.get("seq"))
        .optional()?;
    Ok(held.unwrap_or(0) as u64)
}

/// Every place a laptop has reached.
pub(super) fn cursors(connection: &Connection) -> Result<Vec<(Id<Area>, u64)>, StoreFault> {
    let mut statement = connection.prepare_cached("SELECT area_id, seq FROM local_cursor ORDER BY area_id")?;
    let rows =
        statement.query_map([], |row| Ok((Id::from_bytes(row.get("area_id")?), row.get::<_, i64>("seq")? as u64)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Goes back to a place in a feed that is another behind it.
pub(super) fn hear_anew(connection: &Connection, area: Id<Area>, seq: u64) -> Result<(), StoreFault> {
    connection
        .prepare_cached("UPDATE local_cursor SET seq = min(seq, ?2) WHERE area_id = ?1")?
        .execute((area.to_bytes(), seq as i64))?;
    Ok(())
}

/// Remembers the place a laptop has reached; it goes back only by [`hear_anew`].
pub(super) fn keep_cursor(connection: &Connection, area: Id<Area>, seq: u64) -> Result<(), StoreFault> {
    connection
        .prepare_cached("INSERT INTO local_cursor (area_id, seq) VALUES (?1, ?2) ON CONFLICT (area_id) DO UPDATE SET seq = max(seq, excluded.seq)")?
        .execute((area.to_bytes(), seq as i64))?;
    Ok(())
}
