//! Rows of who opened sensitive values. Their home is that of the fact's area: it never changes, and nothing else need be here.

use domain::audit::SensitiveRead;
use rusqlite::{Connection, params};
use sync::CommitHeader;
use sync::replay::kind_number;

use crate::fault::StoreFault;
use crate::read::area;

/// A laptop speaks for itself, whatever stands in the fact; the hub hands on what it rescued.
pub(super) fn opened(connection: &Connection, read: &SensitiveRead, header: &CommitHeader) -> Result<(), StoreFault> {
    let home = area::home_of(connection, header.area)?;
    let device = if header.incarnation.is_hub() { read.device } else { header.incarnation.device };
    let fields = serde_json::to_string(&read.fields)?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO access_record (home_area_id, fact_id, document_id, kind, area_id, fields, purpose, reason, act, by_user_id, by_device, read_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (home_area_id, fact_id, document_id) DO NOTHING",
    )?;
    for document in &read.documents {
        statement.execute(params![
            home.to_bytes(),
            read.id.to_bytes(),
            document.id.to_bytes(),
            kind_number(document.kind),
            header.area.to_bytes(),
            fields,
            read.purpose,
            read.reason,
            read.act,
            read.by.to_bytes(),
            device,
            read.read_at.ms(),
        ])?;
    }
    Ok(())
}
