//! The published benchmark: what a laptop and a week of work cost, measured through the roads that people use.
//!
//! Everything is invented from a fixed seed, so that two runs differ in their clock only. Also trains the dictionary
//! with which documents are packed, from another seed than the one that is measured.
#![forbid(unsafe_code)]

pub mod carry;
pub mod chance;
pub mod console;
pub mod crowd;
pub mod family;
pub mod laptop;
pub mod link;
pub mod machine;
pub mod peers;
pub mod query;
pub mod report;
#[cfg(target_os = "linux")]
pub mod shaped;
pub mod traffic;
pub mod train;
pub mod week;
pub mod world;

use std::path::{Path, PathBuf};

pub use report::{Figure, REQUIRED, Report};

use crate::laptop::Built;
use crate::world::World;

/// What can go wrong here ends the run; the sentence says where.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The district that is measured.
pub const SEED: u64 = 2026;

/// What a run may use besides its own process.
#[derive(Debug)]
pub struct Reach {
    /// This program's file, which serves a hub when asked to (`bench serve-hub`).
    pub program: PathBuf,
    /// Whether others' protocols and the check of the link model run too: they take Node.js, root, and minutes.
    pub is_wide: bool,
}

/// Measures in `folder`, which is filled and not emptied; `only` names the figures wanted, all when it is empty.
///
/// # Errors
/// Any fault of the program that is measured.
pub fn run(folder: &Path, households: u32, only: &[String], reach: &Reach) -> Outcome<Report> {
    let is_wanted =
        |begin: &str| only.is_empty() || only.iter().any(|id| id.starts_with(begin) || begin.starts_with(id.as_str()));
    let mut report = Report::new(households);
    if is_wanted("hub.") {
        crowd::measure(&folder.join("crowd"), &reach.program, &mut report)?;
    }
    if is_wanted("console.") {
        console::measure(&folder.join("console"), &reach.program, &mut report)?;
    }
    #[cfg(target_os = "linux")]
    if is_wanted("link.") && reach.is_wide {
        shaped::measure(&folder.join("shaped"), &mut report)?;
    }
    if ["week.", "firstload.", "noop.", "ratio.", "laptop.", "privacy."].iter().any(|part| is_wanted(part)) {
        let mut world = World::new(folder, SEED)?;
        let mut built = Built::build(&mut world, households, &mut report)?;
        if is_wanted("laptop.") {
            built.read(&mut world, &mut report)?;
            built.register(&mut world, &mut report)?;
        }
        let (built, travelled) = week::measure(&mut world, built, &mut report)?;
        if is_wanted("ratio.") && reach.is_wide {
            peers::measure(&world, &built, &travelled, &mut report)?;
        }
        if is_wanted("privacy.") {
            built.erase(&mut world, &mut report)?;
        }
    }
    report.keep_only(only);
    Ok(report)
}
