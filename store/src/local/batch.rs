//! Import batches: what a file would do, row by row, before it is done; what it did, so that it can be undone.

use domain::registry::Household;
use domain::roster::User;
use domain::{Area, Id, Instant};
use rusqlite::{OptionalExtension, Row, params};

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::read::Reader;
use crate::writer::Writer;

/// Marks the identity of a batch.
pub enum Batch {}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// Read and checked, nothing registered.
    Prepared,
    /// Registered.
    Applied,
    /// Taken back.
    Undone,
}

impl BatchState {
    /// The code in the row.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Applied => "applied",
            Self::Undone => "undone",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "applied" => Self::Applied,
            "undone" => Self::Undone,
            _ => Self::Prepared,
        }
    }
}

/// A batch; counts and problems are JSON of the use-case that made them.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Identity.
    pub id: Id<Batch>,
    /// Whose.
    pub user: Id<User>,
    /// From which file.
    pub file_name: String,
    /// Name of the source, half of the key that rows are matched by.
    pub source: String,
    /// Area for rows that name none.
    pub area: Id<Area>,
    /// State.
    pub state: BatchState,
    /// When it was read.
    pub prepared_at: Instant,
    /// Counts, JSON.
    pub counts: String,
    /// First problems, JSON.
    pub problems: String,
    /// How many problems there are.
    pub problems_total: u64,
}

/// One household of a batch.
#[derive(Debug, Clone)]
pub struct BatchItem {
    /// Place in the batch, from 0.
    pub place: u32,
    /// Identity of the household in the source.
    pub external_id: String,
    /// What it does: new, same, changed, skipped, kept.
    pub action: String,
    /// The household it made or matched.
    pub household: Option<Id<Household>>,
    /// The prepared household, JSON.
    pub body: String,
    /// Heads of the documents right after it was applied, JSON: equal heads at undo mean nobody touched them since.
    pub applied_heads: Option<String>,
}

const COLUMNS: &str =
    "batch_id, user_id, file_name, source, area_id, state, prepared_at, counts, problems, problems_total";

fn from_row(row: &Row<'_>) -> rusqlite::Result<BatchRow> {
    let (id, user, area): ([u8; 16], [u8; 16], [u8; 16]) =
        (row.get("batch_id")?, row.get("user_id")?, row.get("area_id")?);
    Ok(BatchRow {
        id: Id::from_bytes(id),
        user: Id::from_bytes(user),
        file_name: row.get("file_name")?,
        source: row.get("source")?,
        area: Id::from_bytes(area),
        state: BatchState::parse(&row.get::<_, String>("state")?),
        prepared_at: Instant::from_ms(row.get("prepared_at")?),
        counts: row.get("counts")?,
        problems: row.get("problems")?,
        problems_total: row.get::<_, i64>("problems_total")? as u64,
    })
}

fn item_from_row(row: &Row<'_>) -> rusqlite::Result<BatchItem> {
    let household: Option<[u8; 16]> = row.get("household_id")?;
    Ok(BatchItem {
        place: row.get("place")?,
        external_id: row.get("external_id")?,
        action: row.get("action")?,
        household: household.map(Id::from_bytes),
        body: row.get("body")?,
        applied_heads: row.get("applied_heads")?,
    })
}

impl Reader<'_> {
    /// The newest batches.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn batches(&self) -> Result<Vec<BatchRow>, StoreFault> {
        let mut statement = self
            .connection()
            .prepare_cached(&format!("SELECT {COLUMNS} FROM local_batch ORDER BY batch_id DESC LIMIT ?1"))?;
        Ok(statement.query_map([PAGE_ROWS as i64], from_row)?.collect::<Result<_, _>>()?)
    }

    /// One batch.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn batch(&self, batch: Id<Batch>) -> Result<Option<BatchRow>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached(&format!("SELECT {COLUMNS} FROM local_batch WHERE batch_id = ?1"))?;
        Ok(statement.query_row([batch.to_bytes()], from_row).optional()?)
    }

    /// What was last applied for a household of a source on this laptop, and was not undone.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn last_applied(&self, source: &str, external_id: &str) -> Result<Option<BatchItem>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT r.place, r.external_id, r.action, r.household_id, r.body, r.applied_heads FROM local_batch_row r JOIN local_batch b ON b.batch_id = r.batch_id
             WHERE r.external_id = ?2 AND b.source = ?1 AND b.state = 'applied' AND r.household_id IS NOT NULL ORDER BY r.batch_id DESC LIMIT 1",
        )?;
        Ok(statement.query_row((source, external_id), item_from_row).optional()?)
    }

    /// Rows of a batch from `offset` on.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn batch_items(&self, batch: Id<Batch>, offset: u32, rows: usize) -> Result<Vec<BatchItem>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT place, external_id, action, household_id, body, applied_heads FROM local_batch_row WHERE batch_id = ?1 AND place >= ?2 ORDER BY place LIMIT ?3",
        )?;
        Ok(statement.query_map((batch.to_bytes(), offset, rows as i64), item_from_row)?.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps a new batch with its rows.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_batch(&mut self, batch: &BatchRow, items: &[BatchItem]) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached(&format!(
                "INSERT INTO local_batch ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
            ))?
            .execute(params![
                batch.id.to_bytes(),
                batch.user.to_bytes(),
                batch.file_name,
                batch.source,
                batch.area.to_bytes(),
                batch.state.code(),
                batch.prepared_at.ms(),
                batch.counts,
                batch.problems,
                batch.problems_total as i64,
            ])?;
        for item in items {
            self.keep_batch_item(batch.id, item)?;
        }
        Ok(())
    }

    /// Keeps one row of a batch.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_batch_item(&mut self, batch: Id<Batch>, item: &BatchItem) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO local_batch_row (batch_id, place, external_id, action, household_id, body, applied_heads) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![batch.to_bytes(), item.place, item.external_id, item.action, item.household.map(Id::to_bytes), item.body, item.applied_heads])?;
        Ok(())
    }

    /// Changes the state of a batch.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_batch_state(&mut self, batch: Id<Batch>, state: BatchState, counts: &str) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("UPDATE local_batch SET state = ?2, counts = ?3 WHERE batch_id = ?1")?
            .execute((batch.to_bytes(), state.code(), counts))?;
        Ok(())
    }

    /// Forgets a batch.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn discard_batch(&mut self, batch: Id<Batch>) -> Result<(), StoreFault> {
        for table in ["local_batch", "local_batch_row"] {
            self.connection()
                .prepare_cached(&format!("DELETE FROM {table} WHERE batch_id = ?1"))?
                .execute([batch.to_bytes()])?;
        }
        Ok(())
    }
}
