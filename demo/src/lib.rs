//! Invented districts: the same seed gives the same people on every machine.
//!
//! Invariants: whole-number arithmetic, a generator of our own and a fixed [`TODAY`], so nothing depends on clock,
//! chance or platform; household `i` depends on the seed and `i` only, so a district of 100,000 can be streamed or
//! entered anywhere. Nobody here exists; the codes are those of the application's vocabularies.
#![forbid(unsafe_code)]

mod areas;
mod chance;
mod date;
mod district;
mod family;
mod flat;
mod names;
mod people;
mod workbook;

pub use areas::{Area, area_csv, areas};
pub use district::{District, Household, Person, district};
pub use flat::{TokenColumn, flat_csv};
pub use workbook::workbook;

/// The day on which every invented district is looked at, ISO 8601; nobody is born after it.
pub const TODAY: &str = "2026-06-30";
/// Year of [`TODAY`].
pub(crate) const THIS_YEAR: i32 = 2026;
