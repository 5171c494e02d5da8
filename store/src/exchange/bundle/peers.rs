//! Work of other laptops that this one got from them: passed on to the hub, in case their author never comes. The hub
//! takes it as if its author had sent it, and what it has already is not taken twice.

use rusqlite::Connection;
use sync::{ChunkHeader, Incarnation};

use crate::exchange::bundle::laptop::bundle_for_hub;
use crate::exchange::bundle::plan::Planned;
use crate::exchange::bundle::{BundleFault, Header};
use crate::fault::StoreFault;
use crate::open::Store;
use crate::writer::Author;

/// Bytes of chunks passed on at once.
const BYTES_MAX: usize = 4 * 1024 * 1024;

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

/// A part for the hub with work of others.
pub struct FromPeers {
    /// The sealed part.
    pub part: Vec<u8>,
    names: Vec<(Incarnation, u64)>,
}

impl FromPeers {
    /// Seals what is to be passed on next; none when there is nothing.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn next(store: &Store, author: &Author, version: &str) -> Result<Option<Self>, BundleFault> {
        let planned = store.read(|reader| planned(reader.connection(), BYTES_MAX))?;
        let names: Vec<(Incarnation, u64)> = planned.iter().filter_map(|one| one.chunk).collect();
        if names.is_empty() {
            return Ok(None);
        }
        let mut parts: Vec<(Header, Vec<u8>)> = Vec::new();
        bundle_for_hub(store, author, version, planned, u64::MAX, &mut parts)?;
        Ok(parts.pop().map(|(_, part)| Self { part, names }))
    }

    /// The hub has taken it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn taken(&self, store: &Store, author: &Author) -> Result<(), StoreFault> {
        store.write(author, |writer| {
            self.names.iter().try_for_each(|(by, first)| forget(writer.connection(), *by, *first))
        })
    }
}
