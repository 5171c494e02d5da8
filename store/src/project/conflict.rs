//! Rows of conflicts: the count in the inbox is the count in the data, because both come from the document.

use domain::change::{DocumentRef, Reopening, Settlement};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sync::CommitHeader;
use sync::field::{Class, line_of_number};

use crate::fault::StoreFault;
use crate::log;
use crate::log::document::HeldDocument;
use crate::project::home_of_document;

/// One of the values that stand, as kept in the row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StandingValue {
    pub value: Option<String>,
    pub incarnation: [u8; 12],
    pub at: i64,
}

/// Brings the conflict rows of a document up to date.
pub(super) fn open(connection: &Connection, reference: DocumentRef, held: &HeldDocument) -> Result<(), StoreFault> {
    let (home, document) = (held.home.to_bytes(), reference.id.to_bytes());
    connection
        .prepare_cached("DELETE FROM conflict WHERE home_area_id = ?1 AND document_id = ?2")?
        .execute((home, document))?;
    for conflicted in held.document.conflicts() {
        // Unknown fields are kept in the document and shown after the upgrade.
        let Some(line) = line_of_number(conflicted.key.number).filter(|line| line.class != Class::HubOnly) else {
            continue;
        };
        let standing: Vec<StandingValue> = conflicted
            .standing
            .iter()
            .map(|standing| StandingValue {
                value: standing.value.as_ref().map(domain::change::Value::to_text),
                incarnation: standing.by.to_bytes(),
                at: standing.at.to_i64(),
            })
            .collect();
        // When the last of the contending values was written: the same on every replica.
        let found_at = conflicted.standing.iter().map(|standing| standing.at.instant().ms()).max().unwrap_or(0);
        connection
            .prepare_cached(
                "INSERT INTO conflict (home_area_id, document_id, field, item_id, kind, standing, last_agreed, found_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                home,
                document,
                line.field.name(),
                conflicted.key.item.map_or([0; 16], domain::Id::to_bytes),
                held.kind,
                serde_json::to_string(&standing)?,
                conflicted.last_agreed.as_ref().map(domain::change::Value::to_text),
                found_at,
            ])?;
    }
    Ok(())
}

pub(super) fn settled(
    connection: &Connection,
    settlement: &Settlement,
    header: &CommitHeader,
) -> Result<(), StoreFault> {
    let home = home_of_document(connection, settlement.document.id.to_bytes(), header)?;
    connection
        .prepare_cached(
            "INSERT INTO settlement (home_area_id, fact_id, document_id, kind, field, item_id, contended, value, reason, by_user_id, by_device, settled_at, is_reopened)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0) ON CONFLICT (home_area_id, fact_id) DO NOTHING",
        )?
        .execute(params![
            home,
            settlement.id.to_bytes(),
            settlement.document.id.to_bytes(),
            log::document::number(settlement.document.kind),
            settlement.field.name(),
            settlement.item.map_or([0; 16], domain::Id::to_bytes),
            serde_json::to_string(&settlement.values)?,
            settlement.value,
            settlement.reason,
            header.user.to_bytes(),
            header.incarnation.device,
            header.recorded_at.instant().ms(),
        ])?;
    Ok(())
}

/// False when the settlement has not been heard yet.
pub(super) fn reopened(connection: &Connection, reopening: &Reopening) -> Result<bool, StoreFault> {
    let rows = connection
        .prepare_cached("UPDATE settlement SET is_reopened = 1 WHERE home_area_id IN (SELECT area_id FROM area WHERE level <= 2) AND fact_id = ?1")?
        .execute([reopening.settlement.to_bytes()])?;
    Ok(rows > 0)
}
