//! A disk in memory for SQLite that remembers every operation, so that power can be lost at any of them.
//!
//! [`Vfs`] registers the disk with SQLite under a name; a store is opened on it by that name. From one recorded run
//! [`PowerCuts`] makes what the disk may hold after a cut at each operation, by what a file system promises: only a
//! sync makes bytes durable, and what was not synced may be lost, kept in any order, or torn at a sector. [`Fault`]
//! lets single operations fail instead. For tests only: no room of the product knows this one.
//!
//! The one crate with `unsafe`: the two files that SQLite calls into, `handle` and `vfs`, with a proof at each block.

mod chance;
mod disk;
mod handle;
mod image;
mod lock;
mod vfs;

pub use chance::Chance;
pub use disk::{Disk, Fault, FaultKind, Files, Op, Synchronous};
pub use image::{Cut, Loss, PowerCuts, SECTOR_BYTES};
pub use vfs::Vfs;
