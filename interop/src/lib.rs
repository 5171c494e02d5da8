//! Other systems' files: their words at the left, ours at the right.
//!
//! Pure: bytes in, plain batches out; no store, no clock, no network. Every file is hostile until read: nothing here
//! panics, and memory and time are bounded by what `limits` names. A file that cannot be read is refused with a code
//! and the place; a file that can be read yields everything that is sound in it, and a problem for everything that is not.

#![forbid(unsafe_code)]

pub mod area;
pub mod limits;
pub mod registry;
pub mod table;
