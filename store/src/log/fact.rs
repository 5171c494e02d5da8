//! Facts as rows: stated once, kept as they arrived.

use domain::{Area, Id};
use rusqlite::{Connection, Row};
use sync::Incarnation;
use sync::fact::FactRecord;

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
