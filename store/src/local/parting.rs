//! Devices whose store turned out to be an old copy, or to live twice: kept for the administrator.

use domain::Instant;
use rusqlite::Connection;
use sync::Incarnation;

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::read::Reader;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartingKind {
    /// The device holds less of its chain than the hub: an old copy of its store was put back.
    RolledBack,
    /// Another commit stands at the same place of its chain: the store lives twice.
    Fork,
}

impl PartingKind {
    /// `rolled_back` or `fork`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RolledBack => "rolled_back",
            Self::Fork => "fork",
        }
    }
}

/// One parting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartingRow {
    /// The device.
    pub device: u32,
    /// Its incarnation, as text.
    pub incarnation: String,
    /// `rolled_back` or `fork`.
    pub kind: String,
    /// The hub's last commit of it then.
    pub at_n: u64,
    /// When.
    pub found_at: Instant,
}

/// Keeps a parting; the same one again changes nothing.
pub(crate) fn keep(
    connection: &Connection,
    by: Incarnation,
    kind: PartingKind,
    at_n: u64,
    now: Instant,
) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO local_parting (device, incarnation, kind, at_n, found_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (device, incarnation, at_n) DO NOTHING",
        )?
        .execute((by.device, by.to_bytes(), kind.code(), at_n as i64, now.ms()))?;
    Ok(())
}

impl Reader<'_> {
    /// Partings, newest first, one page.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn partings(&self) -> Result<Vec<PartingRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT device, incarnation, kind, at_n, found_at FROM local_parting ORDER BY found_at DESC, device LIMIT ?1",
        )?;
        let rows = statement.query_map([PAGE_ROWS as i64], |row| {
            let incarnation: [u8; 12] = row.get("incarnation")?;
            Ok(PartingRow {
                device: row.get("device")?,
                incarnation: Incarnation::from_slice(&incarnation).map(|by| by.to_string()).unwrap_or_default(),
                kind: row.get("kind")?,
                at_n: row.get::<_, i64>("at_n")? as u64,
                found_at: Instant::from_ms(row.get("found_at")?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
