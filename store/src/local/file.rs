//! Files brought for import, kept encrypted in the store until newer ones push them out.

use domain::Id;
use rusqlite::OptionalExtension;

use crate::fault::StoreFault;
use crate::limits::FILES_MAX;
use crate::read::Reader;
use crate::writer::Writer;

/// Marks the identity of a file.
pub enum File {}

impl Reader<'_> {
    /// Name and bytes of a file.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn file(&self, file: Id<File>) -> Result<Option<(String, Vec<u8>)>, StoreFault> {
        Ok(self
            .connection()
            .prepare_cached("SELECT name, bytes FROM local_file WHERE file_id = ?1")?
            .query_row([file.to_bytes()], |row| Ok((row.get("name")?, row.get("bytes")?)))
            .optional()?)
    }
}

impl Writer<'_> {
    /// Keeps a file; the oldest beyond the limit go.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_file(&mut self, name: &str, bytes: &[u8]) -> Result<Id<File>, StoreFault> {
        let id: Id<File> = self.new_id();
        self.connection()
            .prepare_cached("INSERT INTO local_file (file_id, name, bytes, kept_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute((id.to_bytes(), name, bytes, self.author().now.ms()))?;
        self.connection()
            .prepare_cached("DELETE FROM local_file WHERE file_id NOT IN (SELECT file_id FROM local_file ORDER BY file_id DESC LIMIT ?1)")?
            .execute([FILES_MAX as i64])?;
        Ok(id)
    }
}
