//! Reading: rows out, one file per area, every list paged and served by an index.

pub mod area;
pub mod audit;
pub mod conflict;
pub mod duplicate;
pub mod duty;
pub mod movement;
pub mod oversight;
pub mod privacy;
pub mod reference;
pub mod registry;
pub mod roster;
pub mod scope;
pub mod search;
pub mod standing;
pub mod stub;
pub mod subject;
pub mod timeline;
pub mod witness;

use rusqlite::Connection;

use crate::open::Place;

/// Reads inside one snapshot.
pub struct Reader<'a> {
    connection: &'a Connection,
    place: Place,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(connection: &'a Connection, place: Place) -> Self {
        Self { connection, place }
    }

    pub(crate) const fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// Where this store lives.
    pub const fn place(&self) -> Place {
        self.place
    }
}

/// Every home: rows are found by home first, whatever engine holds them.
pub(crate) const HOMES: &str = "(SELECT area_id FROM area WHERE level <= 2)";
