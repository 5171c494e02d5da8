//! A household moves to another area: asked for at the laptop, decided at the hub, because areas are the hub's.

use crate::area::Area;
use crate::change::{Change, Document, Fact};
use crate::field::Field;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::Household;

/// A request to move a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRequest {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// Who moves.
    pub household: Id<Household>,
    /// Where they live on record: a request on a stale area is refused.
    pub from: Id<Area>,
    /// Where they go.
    pub to: Id<Area>,
    /// Reason code.
    pub why: String,
}

/// The hub's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveVerdict {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The request.
    pub request: Id<Fact>,
    /// Accepted, or refused.
    pub is_accepted: bool,
    /// Why.
    pub reason: Option<String>,
    /// Where to; also for replicas that hear the verdict before the request.
    pub to: Id<Area>,
    /// The documents that go over to the new area: the household's and its members'.
    pub documents: Vec<Id<Document>>,
}

/// Asks for a move.
///
/// # Errors
/// [`Refusal::IsDissolved`], [`Refusal::MoveSameArea`], [`Refusal::MovePending`].
pub fn request(household: &Household, request: MoveRequest, is_pending: bool) -> Result<Change, Refusal> {
    household.check_live()?;
    if household.area == request.to {
        return Err(Refusal::MoveSameArea);
    }
    if is_pending {
        return Err(Refusal::MovePending);
    }
    Ok(Change { puts: Vec::new(), facts: vec![Fact::MoveRequest(request)] })
}

/// Accepts: the household's area changes. Only the hub commits this.
///
/// # Errors
/// [`Refusal::MoveNotOpen`] when it was decided or the household has moved since.
pub fn accept(
    household: &Household,
    request: &MoveRequest,
    verdict: MoveVerdict,
    is_open: bool,
) -> Result<Change, Refusal> {
    if !is_open || household.area != request.from {
        return Err(Refusal::MoveNotOpen);
    }
    let mut change = Change::default();
    change.put(household.id, Field::Area, request.to);
    change.state(Fact::MoveVerdict(verdict));
    Ok(change)
}

/// Refuses, with a reason.
///
/// # Errors
/// [`Refusal::MoveNotOpen`], [`Refusal::ReasonNeeded`].
pub fn refuse(verdict: MoveVerdict, is_open: bool) -> Result<Change, Refusal> {
    if !is_open {
        return Err(Refusal::MoveNotOpen);
    }
    if verdict.reason.is_none() {
        return Err(Refusal::ReasonNeeded);
    }
    Ok(Change { puts: Vec::new(), facts: vec![Fact::MoveVerdict(verdict)] })
}
