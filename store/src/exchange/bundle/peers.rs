//! Work of other laptops that this one got from them: it goes along with every stick for the hub, in case their author
//! never comes, until an exchange has proven that the hub holds it. (Online, what the hub lacks is offered.)

use rusqlite::Connection;
use sync::{ChunkHeader, Incarnation};

use crate::exchange::bundle::plan::Planned;
use crate::fault::StoreFault;

/// Remembers that a chunk came from another laptop.
pub(super) fn remember(connection: &Connection, chunk: &ChunkHeader) -> Result<(), StoreFault> {
    if !chunk.incarnation.is_hub() {
        connection
            .prepare_cached("INSERT OR IGNORE INTO local_from_peer (incarnation, first_n) VALUES (?1, ?2)")?
            .execute((chunk.incarnation.to_bytes(), chunk.first as i64))?;
    }
    Ok(())
}

/// The hub has it: it need not be passed on.
pub(super) fn forget(connection: &Connection, by: Incarnation, first: u64) -> Result<(), StoreFault> {
    connection
        .prepare_cached("DELETE FROM local_from_peer WHERE incarnation = ?1 AND first_n = ?2")?
        .execute((by.to_bytes(), first as i64))?;
    Ok(())
}

/// An exchange has proven that the hub holds everything that is here.
pub(in crate::exchange) fn forget_all(connection: &Connection) -> Result<(), StoreFault> {
    connection.execute("DELETE FROM local_from_peer", [])?;
    Ok(())
}

/// What is to be passed on, in the order of the chains, up to so many bytes.
pub(super) fn planned(connection: &Connection, bytes_max: usize) -> Result<Vec<Planned>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT incarnation, first_n, area_id, length(bytes) AS bytes FROM local_from_peer
         JOIN log_chunk USING (incarnation, first_n) ORDER BY incarnation, first_n",
    )?;
    let mut rows = statement.query([])?;
    let (mut planned, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let one = super::plan::from_row(row)?;
        bytes += one.bytes;
        if !planned.is_empty() && bytes > bytes_max {
            break;
        }
        planned.push(one);
    }
    Ok(planned)
}
