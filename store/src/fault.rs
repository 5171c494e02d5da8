//! What can go wrong below the rules. Each has a reader: the shells turn them into sentences or incident numbers.

use rusqlite::ErrorCode;
use sync::Malformed;
use sync::document::ReplayRefusal;
use thiserror::Error;

/// A fault of the store.
#[derive(Debug, Error)]
pub enum StoreFault {
    /// Another process has this store open.
    #[error("another program has this store open")]
    InUse,
    /// The file is damaged, or not a store.
    #[error("the store is damaged")]
    Damaged,
    /// A later version wrote it.
    #[error("a later version of the program wrote this store (format {found}, this program knows {known})")]
    Newer {
        /// Format of the file.
        found: u32,
        /// Latest format known here.
        known: u32,
    },
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Input or output failed.
    #[error("reading or writing the store failed: {0}")]
    Io(#[from] std::io::Error),
    /// SQL failed.
    #[error("the store failed: {0}")]
    Sql(rusqlite::Error),
    /// Stored bytes are not what they should be.
    #[error("the store holds {0}")]
    Malformed(#[from] Malformed),
    /// A document could not take a change.
    #[error("a document refused a change: {0}")]
    Replay(#[from] ReplayRefusal),
    /// Stored JSON is not what it should be.
    #[error("the store holds unreadable JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Something that must be there is not.
    #[error("the store lacks {0}")]
    Lacks(&'static str),
    /// One act would change documents of two areas: what belongs together is on its way from one to the other.
    #[error("what one act changes lies in two areas")]
    BetweenAreas,
    /// A key could not be made or read.
    #[error("a key could not be made or read")]
    Key,
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged,
            _ => Self::Sql(error),
        }
    }
}

impl StoreFault {
    /// Whether it says something about the disk or the memory, and not about the work that met it.
    pub fn is_of_disk(&self) -> bool {
        match self {
            Self::DiskFull | Self::Io(_) | Self::Damaged => true,
            Self::Sql(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory | ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ),
            _ => false,
        }
    }
}
