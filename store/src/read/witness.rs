//! The hub's logbook as people look at it: what it was on which day, and what was found when it was held to that.

use sync::logbook::SignedHead;

use crate::exchange::witness;
use crate::fault::StoreFault;
use crate::local::setting::read_setting;
pub use crate::local::witness::{WitnessKind, WitnessRow};
use crate::log::book;
use crate::read::Reader;

impl Reader<'_> {
    /// Heads of the hub's logbook, latest first: those it has signed, or those this laptop keeps.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn book_heads(&self, most: usize) -> Result<Vec<SignedHead>, StoreFault> {
        book::heads(self.connection(), most)
    }

    /// What this laptop found, latest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn witness_findings(&self) -> Result<Vec<WitnessRow>, StoreFault> {
        crate::local::witness::all(self.connection())
    }

    /// At the hub: what speaks against its logbook being the one that was witnessed elsewhere; nothing when it is.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn compare_witnessed(&self, signed: &SignedHead) -> Result<Option<WitnessKind>, StoreFault> {
        let key = match read_setting(self.connection(), "hub_key")?.and_then(|bytes| bytes.try_into().ok()) {
            Some(key) => key,
            None => crate::local::setting::signing_key(self.connection())?.public(),
        };
        witness::compare(self.connection(), signed, &key)
    }
}
