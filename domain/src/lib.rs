//! Nouns and rules of social protection.
//!
//! Everything here is pure: a rule is a function from what is known to a [`Change`] or a [`Refusal`].
//! No IO, no clock, no chance, no SQL, so that laptop and hub come to the same answer from the same facts.
#![forbid(unsafe_code)]

pub mod area;
pub mod audit;
pub mod change;
pub mod duplicate;
pub mod field;
pub mod id;
pub mod lease;
pub mod new_ids;
pub mod oversight;
pub mod partner;
pub mod privacy;
pub mod refusal;
pub mod registry;
pub mod roster;
pub mod text;
pub mod time;
pub mod vocabulary;

pub use area::Area;
pub use change::{Change, DocumentKind, DocumentRef, Fact, Put, Value};
pub use field::Field;
pub use id::Id;
pub use lease::Lease;
pub use new_ids::NewIds;
pub use refusal::Refusal;
pub use time::{Date, Instant, PartialDate, Precision};
