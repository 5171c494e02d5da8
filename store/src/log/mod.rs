//! The log as rows: commits, chunks, documents, facts. Only this room and what is below it write these tables.

pub(crate) mod book;
pub(crate) mod chunk;
pub(crate) mod commit;
pub(crate) mod digest;
pub(crate) mod document;
pub(crate) mod fact;

use std::fmt;

use sync::Incarnation;

/// Names a commit for people and programs: `<device>-<nonce>-<n>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitName {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Place in the chain.
    pub n: u64,
}

impl fmt::Display for CommitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.incarnation, self.n)
    }
}
