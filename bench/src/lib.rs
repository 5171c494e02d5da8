//! The published benchmark: what a laptop and a week of work cost, measured through the roads that people use.
//!
//! Everything is invented from a fixed seed, so that two runs differ in their clock only. Also trains the dictionary
//! with which documents are packed, from another seed than the one that is measured.
#![forbid(unsafe_code)]

pub mod chance;
pub mod family;
pub mod laptop;
pub mod link;
pub mod machine;
pub mod peers;
pub mod query;
pub mod report;
pub mod traffic;
pub mod train;
pub mod week;
pub mod world;

use std::path::Path;

pub use report::{Figure, REQUIRED, Report};

use crate::laptop::Built;
use crate::world::World;

/// What can go wrong here ends the run; the sentence says where.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The district that is measured.
pub const SEED: u64 = 2026;

/// Measures in `folder`, which is filled and not emptied; `only` names the figures wanted, all when it is empty.
/// `with_peers`: whether others' protocols are run too, which takes Node.js and minutes.
///
/// # Errors
/// Any fault of the program that is measured.
pub fn run(folder: &Path, households: u32, only: &[String], with_peers: bool) -> Outcome<Report> {
    let is_wanted =
        |begin: &str| only.is_empty() || only.iter().any(|id| id.starts_with(begin) || begin.starts_with(id));
    let mut report = Report::new(households);
    let mut world = World::new(folder, SEED)?;
    let mut built = Built::build(&mut world, households, &mut report)?;
    if is_wanted("laptop.") {
        built.read(&mut world, &mut report)?;
        built.register(&mut world, &mut report)?;
    }
    if ["week.", "firstload.", "noop.", "ratio.", "laptop."].iter().any(|part| is_wanted(part)) {
        let (built, travelled) = week::measure(&mut world, built, &mut report)?;
        if is_wanted("ratio.") && with_peers {
            peers::measure(&world, &built, &travelled, &mut report)?;
        }
    }
    report.keep_only(only);
    Ok(report)
}
