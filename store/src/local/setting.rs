//! Named values of this store.

use rusqlite::{Connection, OptionalExtension};
use sync::signing::SigningKey;

use crate::fault::StoreFault;
use crate::read::Reader;
use crate::writer::Writer;

pub(crate) fn read_setting(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT value FROM local_setting WHERE name = ?1")?
        .query_row([name], |row| row.get("value"))
        .optional()?)
}

pub(crate) fn write_setting(connection: &Connection, name: &str, value: &[u8]) -> Result<(), StoreFault> {
    connection
        .prepare_cached("INSERT INTO local_setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute((name, value))?;
    Ok(())
}

/// The device's signing key, inside a transaction that needs it.
pub(crate) fn signing_key(connection: &Connection) -> Result<SigningKey, StoreFault> {
    let pkcs8 = read_setting(connection, "signing_key")?.ok_or(StoreFault::Lacks("a signing key"))?;
    SigningKey::from_pkcs8(&pkcs8).map_err(|_| StoreFault::Key)
}

impl Reader<'_> {
    /// A named value.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn setting<E: From<StoreFault>>(&self, name: &str) -> Result<Option<Vec<u8>>, E> {
        Ok(read_setting(self.connection(), name)?)
    }

    /// A named text.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn setting_text(&self, name: &str) -> Result<Option<String>, StoreFault> {
        Ok(read_setting(self.connection(), name)?.and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}

impl Writer<'_> {
    /// Keeps a named value.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_setting(&mut self, name: &str, value: &[u8]) -> Result<(), StoreFault> {
        write_setting(self.connection(), name, value)
    }
}
