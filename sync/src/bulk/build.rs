//! Gathering documents and facts into a bulk.

use std::collections::BTreeMap;

use super::{Bulk, BulkChange, BulkCommit, BulkDocument, BulkFact, digest};
use crate::document::{Document, prefix};
use crate::fact::FactRecord;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::replay::HashPrefix;

/// Gathers; documents come in the order they are added.
#[derive(Default)]
pub struct BulkBuilder {
    commits: Vec<BulkCommit>,
    known: BTreeMap<(Incarnation, Hlc), usize>,
    documents: Vec<BulkDocument>,
    facts: Vec<BulkFact>,
    heads: Vec<Vec<Hash>>,
}

impl BulkBuilder {
    /// Documents gathered.
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// Adds a document with its whole history. `place` is everything but the changes; `commit_of` tells a commit that is
    /// named for the first time.
    ///
    /// # Errors
    /// What `commit_of` returns.
    pub fn add_document<E>(
        &mut self,
        place: BulkDocument,
        document: &Document,
        mut commit_of: impl FnMut(Incarnation, Hlc) -> Result<BulkCommit, E>,
    ) -> Result<(), E> {
        let mut at_of: BTreeMap<HashPrefix, usize> = BTreeMap::new();
        let mut changes = Vec::new();
        for past in document.history() {
            let commit = self.commit(past.by, past.at, &mut commit_of)?;
            let parents = past.dependencies.iter().filter_map(|parent| at_of.get(parent).copied()).collect();
            at_of.insert(prefix(&past.hash), changes.len());
            changes.push(BulkChange { commit, parents, puts: past.puts });
        }
        self.heads.push(document.heads());
        self.documents.push(BulkDocument { changes, ..place });
        Ok(())
    }

    /// Adds a fact.
    ///
    /// # Errors
    /// What `commit_of` returns.
    pub fn add_fact<E>(
        &mut self,
        record: FactRecord,
        by: Incarnation,
        at: Hlc,
        mut commit_of: impl FnMut(Incarnation, Hlc) -> Result<BulkCommit, E>,
    ) -> Result<(), E> {
        let commit = self.commit(by, at, &mut commit_of)?;
        self.facts.push(BulkFact { record, commit });
        Ok(())
    }

    fn commit<E>(
        &mut self,
        by: Incarnation,
        at: Hlc,
        commit_of: &mut impl FnMut(Incarnation, Hlc) -> Result<BulkCommit, E>,
    ) -> Result<usize, E> {
        if let Some(known) = self.known.get(&(by, at)) {
            return Ok(*known);
        }
        let commit = commit_of(by, at)?;
        self.commits.push(commit);
        self.known.insert((by, at), self.commits.len() - 1);
        Ok(self.commits.len() - 1)
    }

    /// What was gathered.
    pub fn finish(self) -> Bulk {
        let digest = digest(self.heads.iter().map(Vec::as_slice));
        Bulk { commits: self.commits, documents: self.documents, facts: self.facts, digest }
    }
}
