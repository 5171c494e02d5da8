//! The body of a decision about a possible duplicate.

use std::collections::BTreeSet;

use domain::Id;
use domain::change::Fact;
use domain::duplicate::{DuplicateDecision, Outcome, Pair};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct DecisionBody {
    persons: [[u8; 16]; 2],
    outcome: String,
    evidence: BTreeSet<String>,
    reason: Option<String>,
    after: Vec<[u8; 16]>,
}

impl DecisionBody {
    pub fn of(it: &DuplicateDecision) -> Self {
        Self {
            persons: [it.pair.first().to_bytes(), it.pair.second().to_bytes()],
            outcome: it.outcome.code().to_owned(),
            evidence: it.evidence.clone(),
            reason: it.reason.clone(),
            after: it.after.iter().map(|id| id.to_bytes()).collect(),
        }
    }

    /// None for outcomes that only a later version knows.
    pub fn read(self, id: Id<Fact>) -> Option<DuplicateDecision> {
        let [one, other] = self.persons.map(Id::from_bytes);
        Some(DuplicateDecision {
            id,
            pair: Pair::of(one, other)?,
            outcome: Outcome::parse(&self.outcome)?,
            evidence: self.evidence,
            reason: self.reason,
            after: self.after.into_iter().map(Id::from_bytes).collect(),
        })
    }
}
