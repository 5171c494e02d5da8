//! What a document tells of its past: every change with who, when, and what stood before.

use automerge::ChangeHash;
use domain::change::Value;

use super::{Document, from_scalar, prefix};
use crate::field::Key;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::replay::{HashPrefix, RawPut};

/// A change of the past, as it can be told or handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastChange {
    /// Who.
    pub by: Incarnation,
    /// When; names the commit of this incarnation.
    pub at: Hlc,
    /// Full hash.
    pub hash: Hash,
    /// Heads the author saw.
    pub dependencies: Vec<HashPrefix>,
    /// What was put, in key order for a founding change.
    pub puts: Vec<RawPut>,
    /// What stood before, for each put.
    pub before: Vec<Option<Value>>,
}

impl Document {
    /// Every text that was ever put into these fields, whether it still stands or not; none for a document that was never
    /// changed since it was founded, where all of it stands.
    pub fn texts_ever(&self, numbers: &[u16]) -> Vec<(Key, String)> {
        if self.doc.get_changes_meta(&[]).len() < 2 {
            return Vec::new();
        }
        let mut texts = Vec::new();
        for change in self.doc.get_changes(&[]) {
            for operation in &change.decode().operations {
                let automerge::legacy::Key::Map(name) = &operation.key else { continue };
                let Some(key) = Key::parse(name).filter(|key| numbers.contains(&key.number)) else { continue };
                if let automerge::legacy::OpType::Put(scalar) = &operation.action
                    && let Some(Value::Text(text)) = from_scalar(scalar)
                {
                    texts.push((key, text));
                }
            }
        }
        texts
    }

    /// Who made each change and when: the founding one first, the earliest where a file was founded twice apart, and the others
    /// in causal order.
    pub fn authors(&self) -> Vec<(Incarnation, Hlc)> {
        let of = |actor: &[u8], at: i64| Incarnation::from_slice(actor).map(|by| (by, Hlc::from_i64(at)));
        let (mut founding, mut authors) = (None, Vec::new());
        for meta in self.doc.get_changes_meta(&[]) {
            let Some((by, at)) = of(meta.actor.to_bytes(), meta.timestamp) else { continue };
            // Which of two came first says nothing that all replicas agree on.
            let key = (at, by.to_bytes());
            if meta.deps.is_empty() && founding.is_none_or(|(earliest, _)| key < earliest) {
                founding = Some((key, authors.len()));
            }
            authors.push((by, at));
        }
        if let Some((_, place)) = founding {
            authors[..=place].rotate_right(1);
        }
        authors
    }

    /// Every change in causal order, oldest first.
    pub fn history(&self) -> Vec<PastChange> {
        let mut told = Vec::new();
        let mut ancestors: Vec<(ChangeHash, Vec<ChangeHash>)> = Vec::new();
        for change in self.doc.get_changes(&[]) {
            let decoded = change.decode();
            let Some(by) = Incarnation::from_slice(change.actor_id().to_bytes()) else { continue };
            let (mut puts, mut before) = (Vec::new(), Vec::new());
            for operation in &decoded.operations {
                let automerge::legacy::Key::Map(name) = &operation.key else { continue };
                let Some(key) = Key::parse(name) else { continue };
                let value = match &operation.action {
                    automerge::legacy::OpType::Put(scalar) => from_scalar(scalar),
                    // The winner of a conflict put again is written as the removal of the others: it still stands.
                    automerge::legacy::OpType::Delete => self.value_at(name, &[change.hash()]),
                    _ => None,
                };
                before.push(if change.deps().is_empty() { None } else { self.value_at(name, change.deps()) });
                puts.push(RawPut { key, value });
            }
            // The author's heads: what Automerge lists as dependencies, less what another of them already covers.
            let mut dependencies: Vec<HashPrefix> =
                heads_among(change.deps(), &ancestors).iter().map(|hash| prefix(&Hash(hash.0))).collect();
            dependencies.sort_unstable();
            ancestors.push((change.hash(), change.deps().to_vec()));
            told.push(PastChange {
                by,
                at: Hlc::from_i64(change.timestamp()),
                hash: Hash(change.hash().0),
                dependencies,
                puts,
                before,
            });
        }
        told
    }
}

/// Automerge adds the author's own last change to the dependencies even when a head covers it; the heads are the rest.
fn heads_among(dependencies: &[ChangeHash], known: &[(ChangeHash, Vec<ChangeHash>)]) -> Vec<ChangeHash> {
    if dependencies.len() < 2 {
        return dependencies.to_vec();
    }
    let covers = |from: &ChangeHash, wanted: &ChangeHash| {
        let mut open = vec![*from];
        let mut seen = std::collections::BTreeSet::new();
        while let Some(next) = open.pop() {
            let Some((_, parents)) = known.iter().find(|(hash, _)| *hash == next) else { continue };
            if parents.contains(wanted) {
                return true;
            }
            open.extend(parents.iter().filter(|parent| seen.insert(**parent)));
        }
        false
    };
    let is_head = |hash: &&ChangeHash| !dependencies.iter().any(|other| other != *hash && covers(other, hash));
    dependencies.iter().filter(is_head).copied().collect()
}
