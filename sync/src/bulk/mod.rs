//! Many documents and facts with their whole history, column by column: like lies beside like, so that a household of
//! five weighs some 200 bytes where its commits weigh twice that.
//!
//! Used for first loads and for repair. It is not trusted for being well written: every document is made again change
//! by change, and all of it is believed only when the heads come out as the sender had them ([`Bulk::digest`]).

mod build;
mod columns;
mod read;
mod write;

pub use build::BulkBuilder;
use domain::change::Document as DocumentMark;
use domain::roster::User;
use domain::{Area, Id};

use crate::document::{Document, ReplayRefusal};
use crate::fact::FactRecord;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::replay::RawPut;

/// One commit that changes and facts belong to, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkCommit {
    /// Whose chain.
    pub by: Incarnation,
    /// Place in the chain; 0 when the sender does not know it.
    pub n: u64,
    /// When; names the commit among those of its incarnation.
    pub at: Hlc,
    /// Who.
    pub user: Id<User>,
    /// The use-case.
    pub act: String,
    /// Why.
    pub reason: Option<String>,
    /// The area it was committed in.
    pub area: Id<Area>,
}

/// One change of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkChange {
    /// Index of its commit.
    pub commit: usize,
    /// Indices of the changes of the same document that it builds on.
    pub parents: Vec<usize>,
    /// The values, in order.
    pub puts: Vec<RawPut>,
}

/// A document with all its changes, in causal order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkDocument {
    /// Kind number.
    pub kind: u8,
    /// The document.
    pub id: Id<DocumentMark>,
    /// Where it was founded.
    pub home: Id<Area>,
    /// Where it lives.
    pub area: Id<Area>,
    /// The hub's instant of the last move; zero when it never moved.
    pub moved_at: Hlc,
    /// Its changes.
    pub changes: Vec<BulkChange>,
}

/// A fact with the commit that stated it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkFact {
    /// The fact.
    pub record: FactRecord,
    /// Index of its commit.
    pub commit: usize,
}

/// Documents, facts and their commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulk {
    /// Commits that the others refer to.
    pub commits: Vec<BulkCommit>,
    /// Documents.
    pub documents: Vec<BulkDocument>,
    /// Facts.
    pub facts: Vec<BulkFact>,
    /// Hash over the heads of all documents, in order.
    pub digest: Hash,
}

/// The digest of documents by their heads, in order.
pub fn digest<'a>(heads: impl Iterator<Item = &'a [Hash]>) -> Hash {
    let mut bytes = Vec::new();
    for heads in heads {
        bytes.push(heads.len() as u8);
        bytes.extend(heads.iter().flat_map(|head| head.0));
    }
    Hash::of(&[b"pamoja-bulk-1", &bytes])
}

impl Bulk {
    /// Makes the changes of a document again on top of what is held of it: what is known already changes nothing.
    ///
    /// # Errors
    /// [`ReplayRefusal`]; the document should be dropped then.
    pub fn rebuild(&self, document: &BulkDocument, onto: &mut Document) -> Result<(), ReplayRefusal> {
        let mut hashes: Vec<Hash> = Vec::with_capacity(document.changes.len());
        for change in &document.changes {
            let commit = &self.commits[change.commit];
            let parents: Vec<Hash> = change.parents.iter().map(|at| hashes[*at]).collect();
            hashes.push(onto.remake(commit.by, commit.at, parents, &change.puts)?);
        }
        Ok(())
    }
}
