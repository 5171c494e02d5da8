//! The only room that speaks SQL. One door for writing ([`Store::write`]), one place where documents and facts become
//! rows (`project`), for local work and for what arrives alike: "works locally, broken after sync" cannot be written.
//!
//! Always true: a commit, its documents, facts and rows are one transaction; rows can be rebuilt from documents and
//! facts at any time; `local_*` tables are never projected and never replicated.
#![forbid(unsafe_code)]

pub mod ending;
pub mod exchange;
pub mod fault;
pub mod key;
pub mod lease;
pub mod limits;
pub mod local;
mod log;
pub mod migrate;
mod myself;
mod open;
pub mod outbox;
mod project;
pub mod read;
pub mod rebuild;
pub mod recovery;
pub mod rescue;
mod search;
mod statistics;
pub mod trace;
pub mod verify;
mod writer;

pub use fault::StoreFault;
pub use log::CommitName;
pub use open::{DATABASE, OpenStore, Place, Store};
pub use outbox::{OUTBOX, OUTBOX_KEY, read_outbox};
pub use read::Reader;
pub use writer::{Author, Writer};
