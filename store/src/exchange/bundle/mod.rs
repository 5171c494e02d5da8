//! The exchange in files: a laptop writes what the hub lacks, the hub answers, two laptops give each other what both
//! may see. What is read goes the one way in, as if it had come by the network.
//!
//! Always true: a part is read whole before anything of it is taken; each part is useful alone; order and repeats do
//! not matter; nobody who carries a part can read it or change it. Memory: one section at a time.

mod folder;
mod hub;
mod laptop;
pub(super) mod peers;
mod plan;
mod read;
mod seal;
mod take;
mod waiting;
mod write;

use thiserror::Error;

use crate::fault::StoreFault;

pub use folder::{FolderParts, part_files, part_name};
pub use hub::answer_bundle;
pub use laptop::{hear_vector, vector_for, write_for_hub, write_for_laptop};
pub(crate) use read::opening_key;
pub use read::read_part;
pub(crate) use seal::{OpeningKey, is_addressed_to, sealed_to};
pub use sync::bundle::{Header, Purpose};
pub use write::Parts;

/// Why a bundle was not written, or a part not taken.
#[derive(Debug, Error)]
pub enum BundleFault {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A Fluent message id.
    #[error("{0}")]
    Refused(&'static str),
}

impl From<rusqlite::Error> for BundleFault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<std::io::Error> for BundleFault {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<sync::Malformed> for BundleFault {
    fn from(malformed: sync::Malformed) -> Self {
        Self::Store(malformed.into())
    }
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Parts.
    pub parts: u32,
    /// Chunks in them.
    pub chunks: u64,
    /// Commits in them; for feeds those of all authors.
    pub bytes: u64,
    /// The last commit of this laptop that is in it.
    pub up_to_n: u64,
}

/// What became of a part that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRead {
    /// Its header.
    pub header: Header,
    /// Chunks taken.
    pub held: u64,
    /// Chunks that were here already.
    pub known: u64,
    /// Chunks that wait for an earlier part.
    pub waiting: u64,
    /// Chunks set aside whole.
    pub quarantined: u64,
    /// Chunks that were not taken.
    pub refused: u64,
    /// Commits taken.
    pub commits: u64,
    /// The hub holds this laptop's work up to this commit.
    pub held_n: Option<u64>,
    /// What the hub found about this laptop's chain; a Fluent message id.
    pub problem: Option<&'static str>,
}

impl PartRead {
    const fn new(header: Header) -> Self {
        Self {
            header,
            held: 0,
            known: 0,
            waiting: 0,
            quarantined: 0,
            refused: 0,
            commits: 0,
            held_n: None,
            problem: None,
        }
    }
}
