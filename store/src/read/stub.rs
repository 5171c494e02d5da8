//! Stubs: what was held here and lies in an area that is no longer this laptop's.

use domain::change::Document;
use domain::{Area, Id};
use rusqlite::OptionalExtension;

use crate::fault::StoreFault;
use crate::read::Reader;

/// What is left of a record that was taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StubRow {
    /// Its number for people, when it had one.
    pub number: Option<String>,
    /// The area it lies in.
    pub area: Id<Area>,
}

impl Reader<'_> {
    /// What is left of a record that was taken off this laptop.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn stub(&self, document: Id<Document>) -> Result<Option<StubRow>, StoreFault> {
        Ok(self
            .connection()
            .prepare_cached("SELECT number, area_id FROM local_stub WHERE document_id = ?1")?
            .query_row([document.to_bytes()], |row| {
                Ok(StubRow { number: row.get("number")?, area: Id::from_bytes(row.get("area_id")?) })
            })
            .optional()?)
    }
}
