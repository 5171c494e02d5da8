//! How work travels: changes become Automerge documents and facts, commits form a hash chain, chunks are signed.
//!
//! Sans-IO: bytes in, bytes out; no clock, no chance, no sockets, no SQL. What is received is checked in one order
//! (length, layout, certificate, signature, chain, our own bounded parser) before Automerge sees any of it, and a
//! change is accepted only when replaying its meaning gives the same hash as its author's.
#![forbid(unsafe_code)]

pub mod bulk;
pub mod bundle;
pub mod chunk;
pub mod codec;
pub mod commit;
pub mod document;
pub mod fact;
pub mod field;
pub mod hash;
pub mod hlc;
pub mod incarnation;
pub mod join;
pub mod limits;
pub mod logbook;
pub mod pack;
pub mod recovery;
pub mod replay;
pub mod session;
pub mod signing;

pub use bulk::{Bulk, BulkBuilder};
pub use chunk::{Chunk, ChunkHeader};
pub use codec::Malformed;
pub use commit::{Commit, CommitHeader, Cut, Payload};
pub use document::Document;
pub use hash::Hash;
pub use hlc::Hlc;
pub use incarnation::Incarnation;
