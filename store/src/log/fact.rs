//! Facts as rows: stated once, kept as they arrived.

use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension, Row};
use sync::fact::FactRecord;
use sync::{CommitHeader, Hash, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::log::digest;

/// Keeps a fact. False when it was known already.
pub(crate) fn keep(
    connection: &Connection,
    record: &FactRecord,
    area: Id<Area>,
    by: Incarnation,
    n: u64,
) -> Result<bool, StoreFault> {
    let kept = connection
        .prepare_cached("INSERT INTO log_fact (fact_id, kind, area_id, incarnation, n, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (fact_id) DO NOTHING")?
        .execute((record.id.to_bytes(), record.kind, area.to_bytes(), by.to_bytes(), n as i64, &record.body))?;
    if kept == 0 {
        return Ok(false);
    }
    digest::turn(connection, area, 0, digest::of_fact(&record.id.to_bytes(), &record.body))?;
    Ok(true)
}

/// Forgets a fact of an incarnation before it is stated again; the rows it was projected to stay.
pub(crate) fn forget(connection: &Connection, id: [u8; 16], by: Incarnation) -> Result<(), StoreFault> {
    let Some(row) = find(connection, id)?.filter(|row| row.by == by) else { return Ok(()) };
    connection.prepare_cached("DELETE FROM log_fact WHERE fact_id = ?1")?.execute([id])?;
    digest::turn(connection, row.area, digest::of_fact(&id, &row.record.body), 0)
}

/// Gives up what is held under the identity of a fact where that is another fact, or the same in another area; the rows it
/// was projected to stay. False when there is nothing to give up.
pub(crate) fn give_way(connection: &Connection, to: &FactRecord, area: Id<Area>) -> Result<bool, StoreFault> {
    let id = to.id.to_bytes();
    let Some(row) = find(connection, id)?.filter(|row| row.record != *to || row.area != area) else { return Ok(false) };
    connection.prepare_cached("DELETE FROM log_fact WHERE fact_id = ?1")?.execute([id])?;
    digest::turn(connection, row.area, digest::of_fact(&id, &row.record.body), 0)?;
    Ok(true)
}

/// Keeps another body in place of the one that is held: what an erasure left of it.
pub(crate) fn replace(connection: &Connection, row: &FactRow, left: &FactRecord) -> Result<(), StoreFault> {
    let id = left.id.to_bytes();
    connection.prepare_cached("UPDATE log_fact SET body = ?2 WHERE fact_id = ?1")?.execute((id, &left.body))?;
    let sum = |body: &[u8]| digest::of_fact(&id, body);
    digest::turn(connection, row.area, sum(&row.record.body), sum(&left.body))
}

/// The header of the commit that stated a fact. Where the commit is not here, area and chain are known, its author is not.
pub(crate) fn header(connection: &Connection, row: &FactRow) -> Result<CommitHeader, StoreFault> {
    if let Some(commit) = super::commit::find(connection, row.by, row.n)? {
        return Ok(commit.header);
    }
    Ok(CommitHeader {
        incarnation: row.by,
        n: row.n,
        prev: Hash::ZERO,
        user: Id::NIL,
        act: String::new(),
        reason: None,
        recorded_at: Hlc::ZERO,
        area: row.area,
        schema: 0,
    })
}

/// The facts of one kind, along each chain.
pub(crate) fn of_kind(connection: &Connection, kind: u16) -> Result<Vec<FactRow>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT fact_id, kind, area_id, incarnation, n, body FROM log_fact WHERE kind = ?1 ORDER BY incarnation, n, fact_id",
    )?;
    let rows = statement.query_map([kind], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A fact by its identity.
pub(crate) fn find(connection: &Connection, id: [u8; 16]) -> Result<Option<FactRow>, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT fact_id, kind, area_id, incarnation, n, body FROM log_fact WHERE fact_id = ?1")?
        .query_row([id], from_row)
        .optional()?)
}

/// A fact row.
pub(crate) struct FactRow {
    pub record: FactRecord,
    pub area: Id<Area>,
    pub by: Incarnation,
    pub n: u64,
}

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<FactRow> {
    let (id, area): ([u8; 16], [u8; 16]) = (row.get("fact_id")?, row.get("area_id")?);
    let by: [u8; 12] = row.get("incarnation")?;
    Ok(FactRow {
        record: FactRecord { kind: row.get("kind")?, id: Id::from_bytes(id), body: row.get("body")? },
        area: Id::from_bytes(area),
        by: Incarnation::from_slice(&by).unwrap_or(Incarnation { device: 0, nonce: [0; 8] }),
        n: row.get::<_, i64>("n")? as u64,
    })
}
