//! What a laptop found when it held the hub to its logbook.

use domain::Instant;
use rusqlite::{Connection, params};
use sync::logbook::SignedHead;

use crate::fault::StoreFault;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WitnessKind {
    /// The logbook does not begin with what it was.
    Rewritten,
    /// The logbook is shorter than it was.
    Shortened,
    /// The hub says nothing of its logbook any more.
    Silent,
    /// The hub was restored from a backup that was older than what it had said.
    Restored,
}

impl WitnessKind {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rewritten => "rewritten",
            Self::Shortened => "shortened",
            Self::Silent => "silent",
            Self::Restored => "restored",
        }
    }

    fn read(code: &str) -> Option<Self> {
        [Self::Rewritten, Self::Shortened, Self::Silent, Self::Restored].into_iter().find(|kind| kind.code() == code)
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRow {
    /// What.
    pub kind: WitnessKind,
    /// When, by the laptop's clock.
    pub found_at: Instant,
    /// When the hub's word fitted again; none while it does not.
    pub ended_at: Option<Instant>,
    /// What the hub had said.
    pub kept: Option<SignedHead>,
    /// What it said instead.
    pub told: Option<SignedHead>,
}

/// Notes a finding. One that is open already is not noted again; a restored hub is told once and is over with it.
pub(crate) fn find(
    connection: &Connection,
    kind: WitnessKind,
    (kept, told): (Option<&SignedHead>, Option<&SignedHead>),
    now: Instant,
) -> Result<(), StoreFault> {
    let is_open: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM local_witness WHERE kind = ?1 AND ended_at IS NULL)")?
        .query_row([kind.code()], |row| row.get(0))?;
    if is_open {
        return Ok(());
    }
    let ended_at = (kind == WitnessKind::Restored).then(|| now.ms());
    connection
        .prepare_cached(
            "INSERT INTO local_witness (found_at, kind, kept, told, ended_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (found_at, kind) DO NOTHING",
        )?
        .execute(params![
            now.ms(),
            kind.code(),
            kept.map(SignedHead::to_bytes),
            told.map(SignedHead::to_bytes),
            ended_at
        ])?;
    Ok(())
}

/// The hub's word fits again.
pub(crate) fn end(connection: &Connection, now: Instant) -> Result<(), StoreFault> {
    connection.prepare_cached("UPDATE local_witness SET ended_at = ?1 WHERE ended_at IS NULL")?.execute([now.ms()])?;
    Ok(())
}

/// Findings, latest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<WitnessRow>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT found_at, kind, kept, told, ended_at FROM local_witness ORDER BY found_at DESC, kind LIMIT 200",
    )?;
    let rows = statement.query_map([], |row| {
        let head = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| SignedHead::from_bytes(&bytes).ok());
        Ok(WitnessRow {
            kind: WitnessKind::read(&row.get::<_, String>("kind")?).unwrap_or(WitnessKind::Rewritten),
            found_at: Instant::from_ms(row.get("found_at")?),
            ended_at: row.get::<_, Option<i64>>("ended_at")?.map(Instant::from_ms),
            kept: head(row.get("kept")?),
            told: head(row.get("told")?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
