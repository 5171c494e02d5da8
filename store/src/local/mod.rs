//! What belongs to this store alone: settings, drafts, files, import batches, cursors, quarantine, accounts.
//! Never projected, never replicated, kept per user through logout.

pub mod account;
pub mod batch;
pub mod draft;
pub(crate) mod erasure;
pub mod file;
pub(crate) mod grace;
pub mod identity;
pub mod parting;
pub mod quarantine;
pub mod second_factor;
pub(crate) mod setting;
pub mod witness;
