//! The list of erasures that is kept beside the hub's backups, and heard again by a hub that was restored from one.

use std::collections::BTreeSet;

use domain::{Id, Instant};
use rusqlite::Connection;
use sync::session::Verdict;
use sync::session::message::{read_push, write_push};

use crate::exchange::hub::{is_word_of_hub, publish, take_carried};
use crate::fault::StoreFault;
use crate::log;
use crate::open::Store;
use crate::writer::Author;

/// What this hub has said of erasures, to be kept beside its backups: the chunks in which it did, as it signed them.
///
/// # Errors
/// Faults of the store.
pub fn list(store: &Store) -> Result<Vec<u8>, StoreFault> {
    let author = Author { user: Id::NIL, now: Instant::from_ms(0), act: "privacy.list_rulings" };
    store.write(&author, publish)?;
    let chunks = store.read(|reader| rulings(reader.connection()))?;
    Ok(write_push(&chunks))
}

/// Hears a list that [`list`] wrote: what was erased since a backup was made is erased again. False for a list that is
/// not this hub's.
///
/// # Errors
/// Faults of the store.
pub fn erase_again(store: &Store, author: &Author, list: &[u8]) -> Result<bool, StoreFault> {
    let Ok(chunks) = read_push(list) else { return Ok(false) };
    if !chunks.iter().all(|bytes| is_word_of_hub(bytes)) {
        return Ok(false);
    }
    let receipts = take_carried(store, author, &chunks)?;
    Ok(receipts.iter().all(|receipt| matches!(receipt.verdict, Verdict::Held | Verdict::Duplicate)))
}

/// The chunks in which the hub stated erasures.
fn rulings(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreFault> {
    let mut places = BTreeSet::new();
    for row in log::fact::of_kind(connection, sync::fact::ERASURE)? {
        if let Some((first, _, _)) = log::chunk::containing(connection, row.by, row.n)? {
            places.insert((row.by, first));
        }
    }
    places.into_iter().map(|(by, first)| log::chunk::bytes(connection, by, first)).collect()
}
