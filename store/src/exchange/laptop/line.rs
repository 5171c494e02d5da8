//! What an exchange learns of its line, and what the next one begins with.

use rusqlite::Connection;
use sync::limits::BATCH_BYTES_FIRST;
use sync::session::Laptop;

use crate::exchange::laptop::Exchange;
use crate::fault::StoreFault;
use crate::local::setting::{read_setting, write_setting};
use crate::open::Store;

/// Bytes of a batch that such a line carries: never more than one nobody knows anything about is asked for, since the
/// next line may be a worse one.
const BATCH: &str = "batch_bytes";

/// A conversation that begins with what came through last time.
pub(super) fn laptop(store: &Store, mut laptop: Laptop) -> Result<Laptop, StoreFault> {
    if let Some(batch) = store.read(|reader| kept(reader.connection()))? {
        laptop.begin_with(batch);
    }
    Ok(laptop)
}

fn kept(connection: &Connection) -> Result<Option<usize>, StoreFault> {
    let bytes = read_setting(connection, BATCH)?.and_then(|bytes| bytes.try_into().ok());
    Ok(bytes.and_then(|bytes| usize::try_from(u64::from_be_bytes(bytes)).ok()))
}

/// Keeps what came through.
pub(super) fn keep(connection: &Connection, laptop: &Laptop) -> Result<(), StoreFault> {
    let batch = laptop.batch().min(BATCH_BYTES_FIRST);
    if kept(connection)?.unwrap_or(BATCH_BYTES_FIRST) == batch {
        return Ok(());
    }
    write_setting(connection, BATCH, &(batch as u64).to_be_bytes())
}

impl Exchange<'_> {
    /// Tells how many bytes the last request and its answer had and how long they took, so that batches fit the link.
    pub fn took(&mut self, bytes: usize, ms: u64) {
        self.laptop.took(bytes, ms);
    }

    /// Tells that the line broke before the last request had its answer: the next exchange begins with less at once, so
    /// that a line that is cut again and again still brings something each time.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn cut(&mut self) -> Result<(), StoreFault> {
        self.laptop.cut();
        self.store.write(&self.author, |writer| keep(writer.connection(), &self.laptop))
    }
}
