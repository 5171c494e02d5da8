//! Possible duplicates: two records that may be of one person, and what people decided about them.
//!
//! A pair is open until somebody decides. Decisions are facts: the ones that no later decision took into account stand,
//! and where those differ the pair is open again, so that two desks that decide apart see each other. A decision that
//! two people are not the same holds until something new speaks for the pair.

use std::collections::BTreeSet;

use crate::change::{Change, Fact};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::Person;

/// What was decided about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// One person, recorded twice.
    Same,
    /// Two people.
    NotSame,
    /// Somebody has to go and see.
    NeedsVisit,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Same, Self::NotSame, Self::NeedsVisit];

    /// The word used in facts, rows and at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::NotSame => "not_same",
            Self::NeedsVisit => "needs_visit",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Two people, in the order of their identities, so that a pair has one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    first: Id<Person>,
    second: Id<Person>,
}

impl Pair {
    /// None for one person twice.
    pub fn of(one: Id<Person>, other: Id<Person>) -> Option<Self> {
        match one.to_bytes().cmp(&other.to_bytes()) {
            std::cmp::Ordering::Less => Some(Self { first: one, second: other }),
            std::cmp::Ordering::Greater => Some(Self { first: other, second: one }),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The person with the lower identity.
    pub const fn first(self) -> Id<Person> {
        self.first
    }

    /// The other.
    pub const fn second(self) -> Id<Person> {
        self.second
    }
}

/// A decision about a pair, stated once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateDecision {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// About whom.
    pub pair: Pair,
    /// What.
    pub outcome: Outcome,
    /// What spoke for the pair when it was decided: codes, also of later versions.
    pub evidence: BTreeSet<String>,
    /// Why.
    pub reason: Option<String>,
    /// The decisions it takes into account, which do not stand any longer.
    pub after: BTreeSet<Id<Fact>>,
}

/// Where a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nobody has decided, the decisions differ, or something new speaks for the pair.
    Open,
    /// Decided.
    Decided(Outcome),
}

impl State {
    /// The word used in rows and at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided(outcome) => outcome.code(),
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Self> {
        if code == Self::Open.code() { Some(Self::Open) } else { Outcome::parse(code).map(Self::Decided) }
    }
}

/// The decisions about one pair that stand: those no other took into account.
pub fn standing(decisions: &[DuplicateDecision]) -> Vec<&DuplicateDecision> {
    let replaced: BTreeSet<Id<Fact>> = decisions.iter().flat_map(|decision| decision.after.iter().copied()).collect();
    decisions.iter().filter(|decision| !replaced.contains(&decision.id)).collect()
}

/// Where a pair stands, given all decisions about it in any order and what speaks for it now.
pub fn state(decisions: &[DuplicateDecision], evidence: &BTreeSet<String>) -> State {
    let standing = standing(decisions);
    let Some(first) = standing.first() else { return State::Open };
    if standing.iter().any(|decision| decision.outcome != first.outcome) {
        return State::Open;
    }
    let was_weighed = |code: &String| standing.iter().any(|decision| decision.evidence.contains(code));
    if first.outcome == Outcome::NotSame && !evidence.iter().all(was_weighed) {
        return State::Open;
    }
    State::Decided(first.outcome)
}

/// Decides about a pair of which `decisions` are known.
///
/// # Errors
/// [`Refusal::NothingChanged`] when that is what stands; [`Refusal::ReasonNeeded`] for a decision that ends the matter.
pub fn decide(decision: DuplicateDecision, decisions: &[DuplicateDecision]) -> Result<Change, Refusal> {
    if state(decisions, &decision.evidence) == State::Decided(decision.outcome) {
        return Err(Refusal::NothingChanged);
    }
    if decision.outcome != Outcome::NeedsVisit && decision.reason.is_none() {
        return Err(Refusal::ReasonNeeded);
    }
    let after = standing(decisions).into_iter().map(|decision| decision.id).collect();
    Ok(Change { puts: Vec::new(), facts: vec![Fact::DuplicateDecision(DuplicateDecision { after, ..decision })] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    fn decision(id: u8, outcome: Outcome, seen: &[&str], after: &[u8]) -> DuplicateDecision {
        DuplicateDecision {
            id: Id::from_bytes([id; 16]),
            pair: Pair::of(Id::from_bytes([2; 16]), Id::from_bytes([1; 16])).expect("two people"),
            outcome,
            evidence: evidence(seen),
            reason: Some("asked both".to_owned()),
            after: after.iter().map(|id| Id::from_bytes([*id; 16])).collect(),
        }
    }

    #[test]
    fn a_pair_has_one_name_and_two_people() {
        let (low, high) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        assert_eq!(Pair::of(low, high), Pair::of(high, low));
        assert_eq!(Pair::of(low, high).map(Pair::first), Some(low));
        assert_eq!(Pair::of(low, low), None);
    }

    #[test]
    fn decisions_made_apart_that_differ_leave_it_open_until_somebody_has_seen_both() {
        let phone = evidence(&["phone"]);
        let same = decision(1, Outcome::Same, &["phone"], &[]);
        let not = decision(2, Outcome::NotSame, &["phone"], &[]);
        assert_eq!(state(std::slice::from_ref(&same), &phone), State::Decided(Outcome::Same));
        for both in [[same.clone(), not.clone()], [not.clone(), same.clone()]] {
            assert_eq!(state(&both, &phone), State::Open);
        }
        let change =
            decide(decision(3, Outcome::NotSame, &["phone"], &[]), &[same.clone(), not.clone()]).expect("a decision");
        let [Fact::DuplicateDecision(last)] = change.facts.as_slice() else { panic!("one fact: {change:?}") };
        assert_eq!(last.after, [Id::from_bytes([1; 16]), Id::from_bytes([2; 16])].into());
        assert_eq!(state(&[last.clone(), not, same], &phone), State::Decided(Outcome::NotSame));
    }

    #[test]
    fn two_people_stay_two_people_until_something_new_speaks_for_the_pair() {
        let not = [decision(1, Outcome::NotSame, &["phone", "birth_date"], &[])];
        assert_eq!(state(&not, &evidence(&["phone"])), State::Decided(Outcome::NotSame));
        assert_eq!(state(&not, &evidence(&["phone", "identity_document"])), State::Open);
        let visit = [decision(1, Outcome::NeedsVisit, &["phone"], &[])];
        assert_eq!(state(&visit, &evidence(&["identity_document"])), State::Decided(Outcome::NeedsVisit));
    }

    #[test]
    fn what_ends_the_matter_needs_a_reason_and_says_something_new() {
        let mut silent = decision(1, Outcome::Same, &["phone"], &[]);
        silent.reason = None;
        assert_eq!(decide(silent.clone(), &[]), Err(Refusal::ReasonNeeded));
        silent.outcome = Outcome::NeedsVisit;
        assert!(decide(silent.clone(), &[]).is_ok());
        assert_eq!(decide(decision(2, Outcome::NeedsVisit, &["phone"], &[]), &[silent]), Err(Refusal::NothingChanged));
    }
}
