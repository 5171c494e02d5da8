//! Facts heard before the one they speak of: feeds of two areas, or of two lives of the hub, are heard in any order.

use rusqlite::Connection;
use sync::fact::FactRecord;

use crate::fault::StoreFault;
use crate::log;

/// Notes a fact whose base has not been heard.
pub(super) fn note(connection: &Connection, base: [u8; 16], record: &FactRecord) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO log_fact_early (base_id, fact_id) VALUES (?1, ?2) ON CONFLICT (base_id, fact_id) DO NOTHING",
        )?
        .execute((base, record.id.to_bytes()))?;
    Ok(())
}

/// Projects again what was heard before this fact and speaks of it.
pub(super) fn catch_up(connection: &Connection, record: &FactRecord) -> Result<(), StoreFault> {
    let base = record.id.to_bytes();
    let mut statement =
        connection.prepare_cached("SELECT fact_id FROM log_fact_early WHERE base_id = ?1 ORDER BY fact_id")?;
    let waiting = statement.query_map([base], |row| row.get("fact_id"))?.collect::<Result<Vec<[u8; 16]>, _>>()?;
    if waiting.is_empty() {
        return Ok(());
    }
    connection.prepare_cached("DELETE FROM log_fact_early WHERE base_id = ?1")?.execute([base])?;
    for id in waiting {
        let Some(row) = log::fact::find(connection, id)? else { continue };
        let header = log::fact::header(connection, &row)?;
        super::fact_rows(connection, &row.record, &header)?;
    }
    Ok(())
}
