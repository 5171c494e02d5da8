//! Households and persons out of other systems' files.
//!
//! `inspect` looks, a person decides on a mapping, `prepare` reads. Neither changes or guesses: a value that is not
//! sound is left out and told, an empty cell says nothing, and a row's name (`external_id`) is made so that the same
//! file again, rows in any order, names the same persons.

mod batch;
mod column_check;
mod header;
mod identity;
mod inspect;
mod prepare;
pub mod problem;
mod profile;
mod reader;
mod shape;
pub mod target;
mod value;
mod view;
mod vocabulary;

pub use batch::{BirthRow, DocumentRow, HouseholdRow, PersonRow, Prepared, PreparedCounts};
pub use inspect::inspect;
pub use prepare::prepare;
pub use problem::{ImportProblem, Severity};
pub use shape::{DateOrder, ImportColumn, ImportLayout, ImportMapping, ImportSheet, Inspection};
