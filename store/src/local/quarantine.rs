//! What could not be applied, with its reason. It blocks nobody, is shown to people, and waits or is kept aside.

use domain::{Id, Instant};
use rusqlite::{Connection, params};
use sync::Incarnation;

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::read::Reader;

/// Something kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineRow {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Which commit; for a whole chunk its first.
    pub n: u64,
    /// Place of the change in its commit; -1 for a whole chunk.
    pub place: i64,
    /// Whether it is tried again whenever something arrives.
    pub is_waiting: bool,
    /// Fluent message id.
    pub code: String,
    /// The technical reason, for support.
    pub detail: String,
    /// The document, when it is about one.
    pub document: Option<Id<domain::change::Document>>,
    /// When it was found.
    pub found_at: Instant,
}

/// Keeps something aside.
pub(crate) fn keep(connection: &Connection, row: &QuarantineRow) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO local_quarantine (incarnation, n, place, state, code, detail, document_id, found_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            row.incarnation.to_bytes(),
            row.n as i64,
            row.place,
            if row.is_waiting { "waiting" } else { "quarantined" },
            row.code,
            row.detail,
            row.document.map(Id::to_bytes),
            row.found_at.ms(),
        ])?;
    Ok(())
}

/// Takes something back that could be applied after all.
pub(crate) fn release(connection: &Connection, row: &QuarantineRow) -> Result<(), StoreFault> {
    connection
        .prepare_cached("DELETE FROM local_quarantine WHERE incarnation = ?1 AND n = ?2 AND place = ?3")?
        .execute(params![row.incarnation.to_bytes(), row.n as i64, row.place])?;
    Ok(())
}

/// What is kept aside in one state, in the order of the chains.
pub(crate) fn list(connection: &Connection, is_waiting: bool, rows: usize) -> Result<Vec<QuarantineRow>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT incarnation, n, place, state, code, detail, document_id, found_at FROM local_quarantine WHERE state = ?1 ORDER BY incarnation, n, place LIMIT ?2",
    )?;
    let state = if is_waiting { "waiting" } else { "quarantined" };
    let rows = statement.query_map((state, rows as i64), |row| {
        let (incarnation, document): ([u8; 12], Option<[u8; 16]>) = (row.get("incarnation")?, row.get("document_id")?);
        Ok(QuarantineRow {
            incarnation: Incarnation::from_slice(&incarnation).unwrap_or(Incarnation { device: 0, nonce: [0; 8] }),
            n: row.get::<_, i64>("n")? as u64,
            place: row.get("place")?,
            is_waiting,
            code: row.get("code")?,
            detail: row.get("detail")?,
            document: document.map(Id::from_bytes),
            found_at: Instant::from_ms(row.get("found_at")?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// First commits and codes of the chunks of one chain that were set aside whole.
pub(crate) fn whole_chunks(connection: &Connection, by: Incarnation) -> Result<Vec<(u64, String)>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT n, code FROM local_quarantine WHERE incarnation = ?1 AND place = -1 ORDER BY n LIMIT 1000",
    )?;
    let rows = statement.query_map([by.to_bytes()], |row| Ok((row.get::<_, i64>("n")? as u64, row.get("code")?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Reader<'_> {
    /// What is kept aside and what waits, first page of each.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn quarantine(&self) -> Result<Vec<QuarantineRow>, StoreFault> {
        let mut rows = list(self.connection(), false, PAGE_ROWS)?;
        rows.extend(list(self.connection(), true, PAGE_ROWS)?);
        Ok(rows)
    }

    /// How many things are kept aside or wait.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn quarantine_count(&self) -> Result<u64, StoreFault> {
        Ok(self.connection().query_row("SELECT count(*) FROM local_quarantine", [], |row| row.get::<_, i64>(0))? as u64)
    }
}
