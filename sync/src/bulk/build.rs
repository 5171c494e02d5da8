//! Gathering documents and facts into a bulk.

use std::collections::BTreeMap;

use domain::change::Value;

use super::{Bulk, BulkChange, BulkCommit, BulkDocument, BulkFact, digest};
use crate::document::{Document, prefix};
use crate::fact::FactRecord;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::limits::{BULK_ITEMS_MAX, BULK_PLAIN_BYTES_MAX, BULK_VALUES_MAX};
use crate::replay::{HashPrefix, RawPut};

/// Bytes a value takes at the most.
fn weight(put: &RawPut) -> usize {
    let value = match &put.value {
        Some(Value::Text(text)) => text.len() + 4,
        Some(Value::Number(_) | Value::Flag(_)) | None => 8,
        Some(Value::Reference(_)) => 16,
    };
    value + put.key.item.map_or(0, |_| 16)
}

/// Gathers; documents come in the order they are added.
#[derive(Default)]
pub struct BulkBuilder {
    commits: Vec<BulkCommit>,
    known: BTreeMap<(Incarnation, Hlc), usize>,
    documents: Vec<BulkDocument>,
    facts: Vec<BulkFact>,
    heads: Vec<Vec<Hash>>,
    /// Changes of all documents.
    changes: usize,
    /// Values in them.
    values: usize,
    /// What texts and facts will weigh, and some bytes for whatever else there is.
    bytes: usize,
}

/// Of each limit of a reader this share is used at the most: one document more still fits.
const SHARE: usize = 2;
/// Bytes that a change or a commit takes besides its texts, more than it ever does on the average.
const CHANGE_BYTES: usize = 48;

impl BulkBuilder {
    /// Documents gathered.
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// Whether nothing was gathered.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.facts.is_empty()
    }

    /// Whether what follows belongs into another bulk: documents with a long history are many changes, and who reads a
    /// bulk takes no more than its limits say.
    pub fn is_full(&self) -> bool {
        let items = self.changes.max(self.commits.len()).max(self.facts.len());
        items >= BULK_ITEMS_MAX / SHARE
            || self.values >= BULK_VALUES_MAX / SHARE
            || self.bytes >= BULK_PLAIN_BYTES_MAX / SHARE
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
            self.values += past.puts.len().max(1);
            self.bytes += CHANGE_BYTES + past.puts.iter().map(weight).sum::<usize>();
            changes.push(BulkChange { commit, parents, puts: past.puts });
        }
        self.changes += changes.len();
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
        self.bytes += CHANGE_BYTES + record.body.len();
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
        self.bytes += CHANGE_BYTES + commit.act.len() + commit.reason.as_ref().map_or(0, String::len);
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
