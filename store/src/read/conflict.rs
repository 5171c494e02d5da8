//! The conflict inbox: what stands against each other, what was settled.

use domain::change::Document;
use domain::roster::User;
use domain::{Fact, Id, Instant};
use rusqlite::{OptionalExtension, Row};
use sync::{Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::log;
use crate::project::StandingValue;
use crate::read::scope::{Scope, count, page};
use crate::read::{HOMES, Reader};

/// A value that stands, with who wrote it.
#[derive(Debug, Clone)]
pub struct ConflictValueRow {
    /// The value as text.
    pub value: Option<String>,
    /// Who; none when the commit is not here.
    pub by: Option<Id<User>>,
    /// On which device.
    pub device: u32,
    /// When, by its clock.
    pub at: Instant,
}

/// A conflict.
#[derive(Debug, Clone)]
pub struct ConflictRow {
    /// The document.
    pub document: Id<Document>,
    /// Kind number of the document.
    pub kind: u8,
    /// Field name.
    pub field: String,
    /// Item; nil for fields that do not repeat.
    pub item: Option<[u8; 16]>,
    /// The values, the provisional one last.
    pub values: Vec<ConflictValueRow>,
    /// What everybody had before.
    pub last_agreed: Option<String>,
}

/// A settlement.
#[derive(Debug, Clone)]
pub struct SettlementRow {
    /// The fact.
    pub fact: Id<Fact>,
    /// The document.
    pub document: Id<Document>,
    /// Kind number of the document.
    pub kind: u8,
    /// Field name.
    pub field: String,
    /// Item.
    pub item: Option<[u8; 16]>,
    /// The values that stood.
    pub contended: Vec<Option<String>>,
    /// The value taken.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub by: Id<User>,
    /// On which device.
    pub device: u32,
    /// When.
    pub settled_at: Instant,
    /// Whether it is looked at again and not settled since.
    pub is_reopened: bool,
}

fn item(row: &Row<'_>) -> rusqlite::Result<Option<[u8; 16]>> {
    Ok(Some(row.get("item_id")?).filter(|item| *item != [0; 16]))
}

fn settlement(row: &Row<'_>) -> rusqlite::Result<(SettlementRow, String)> {
    let id = |column| row.get::<_, [u8; 16]>(column);
    let found = SettlementRow {
        fact: Id::from_bytes(id("fact_id")?),
        document: Id::from_bytes(id("document_id")?),
        kind: row.get("kind")?,
        field: row.get("field")?,
        item: item(row)?,
        contended: Vec::new(),
        value: row.get("value")?,
        reason: row.get("reason")?,
        by: Id::from_bytes(id("by_user_id")?),
        device: row.get("by_device")?,
        settled_at: Instant::from_ms(row.get("settled_at")?),
        is_reopened: row.get("is_reopened")?,
    };
    Ok((found, row.get("contended")?))
}

const SETTLEMENT: &str = "SELECT fact_id, document_id, kind, field, item_id, contended, value, reason, by_user_id, by_device, settled_at,
    is_reopened AND NOT EXISTS (SELECT 1 FROM settlement l WHERE l.home_area_id = s.home_area_id AND l.document_id = s.document_id
      AND l.field = s.field AND l.item_id = s.item_id AND l.settled_at > s.settled_at) AS is_reopened FROM settlement s";

impl Reader<'_> {
    /// A page of conflicts in the data, oldest first, and whether there are more.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn conflicts(&self, offset: usize, scope: &Scope) -> Result<(Vec<ConflictRow>, bool), StoreFault> {
        let sql = format!(
            "SELECT document_id, kind, field, item_id, standing, last_agreed FROM conflict WHERE home_area_id IN {HOMES}
             ORDER BY found_at, document_id, field, item_id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([], conflict)?;
        let (rows, has_more) = page(rows, offset, |(row, _)| self.holds_in(row.document, scope))?;
        Ok((rows.into_iter().map(|row| self.with_values(row)).collect::<Result<_, _>>()?, has_more))
    }

    /// The conflicts of one document.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn conflicts_of(&self, document: Id<Document>) -> Result<Vec<ConflictRow>, StoreFault> {
        let sql = format!(
            "SELECT document_id, kind, field, item_id, standing, last_agreed FROM conflict WHERE home_area_id IN {HOMES} AND document_id = ?1 ORDER BY field, item_id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([document.to_bytes()], conflict)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|row| self.with_values(row)).collect()
    }

    /// How many conflicts stand in the data, and settled ones that are looked at again.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn open_conflicts(&self, scope: &Scope) -> Result<u64, StoreFault> {
        let document = |row: &Row<'_>| row.get("document_id").map(Id::from_bytes);
        let counted = |sql: String| {
            let mut statement = self.connection().prepare_cached(&sql)?;
            count(statement.query_map([], document)?, |id| self.holds_in(*id, scope))
        };
        let standing = counted(format!("SELECT document_id FROM conflict WHERE home_area_id IN {HOMES}"))?;
        let reopened = counted(format!(
            "SELECT document_id FROM ({SETTLEMENT} WHERE s.home_area_id IN {HOMES}) WHERE is_reopened"
        ))?;
        Ok(standing + reopened)
    }

    fn with_values(&self, (mut conflict, standing): (ConflictRow, String)) -> Result<ConflictRow, StoreFault> {
        let standing: Vec<StandingValue> = serde_json::from_str(&standing)?;
        for value in standing {
            let by = Incarnation::from_slice(&value.incarnation).ok_or(StoreFault::Lacks("a readable incarnation"))?;
            let at = Hlc::from_i64(value.at);
            let commit = log::commit::recorded_at(self.connection(), by, at)?;
            conflict.values.push(ConflictValueRow {
                value: value.value,
                by: commit.map(|commit| commit.header.user),
                device: by.device,
                at: at.instant(),
            });
        }
        Ok(conflict)
    }

    /// A page of settlements, newest first: those that stand, or those that are looked at again.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn settlements(
        &self,
        reopened: bool,
        offset: usize,
        scope: &Scope,
    ) -> Result<(Vec<SettlementRow>, bool), StoreFault> {
        let sql = format!(
            "SELECT * FROM ({SETTLEMENT} WHERE s.home_area_id IN {HOMES}) WHERE is_reopened = ?1 ORDER BY settled_at DESC, fact_id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let rows = statement.query_map([reopened], settlement)?;
        let (rows, has_more) = page(rows, offset, |(row, _)| self.holds_in(row.document, scope))?;
        Ok((rows.into_iter().map(with_contended).collect::<Result<_, _>>()?, has_more))
    }

    /// How conflicts of one document were settled, latest first, up to a page.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn settlements_of(&self, document: Id<Document>) -> Result<Vec<SettlementRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "{SETTLEMENT} WHERE s.home_area_id IN {HOMES} AND s.document_id = ?1 ORDER BY s.settled_at DESC, s.fact_id LIMIT {PAGE_ROWS}"
        ))?;
        let rows = statement.query_map([document.to_bytes()], settlement)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(with_contended).collect()
    }

    /// One settlement.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn settlement(&self, fact: Id<Fact>) -> Result<Option<SettlementRow>, StoreFault> {
        let mut statement = self
            .connection()
            .prepare_cached(&format!("{SETTLEMENT} WHERE s.home_area_id IN {HOMES} AND s.fact_id = ?1"))?;
        statement.query_row([fact.to_bytes()], settlement).optional()?.map(with_contended).transpose()
    }
}

fn with_contended((mut row, contended): (SettlementRow, String)) -> Result<SettlementRow, StoreFault> {
    row.contended = serde_json::from_str(&contended)?;
    Ok(row)
}

fn conflict(row: &Row<'_>) -> rusqlite::Result<(ConflictRow, String)> {
    let document: [u8; 16] = row.get("document_id")?;
    let conflict = ConflictRow {
        document: Id::from_bytes(document),
        kind: row.get("kind")?,
        field: row.get("field")?,
        item: item(row)?,
        values: Vec::new(),
        last_agreed: row.get("last_agreed")?,
    };
    Ok((conflict, row.get("standing")?))
}
