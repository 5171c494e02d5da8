//! Consent: for what purpose, how it was given, and its withdrawal. Facts, because what was said was said.

use crate::change::{Change, Fact};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::Household;
use crate::time::Date;

/// A consent given or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The household asked.
    pub household: Id<Household>,
    /// Purpose code.
    pub purpose: String,
    /// Given, or refused.
    pub is_given: bool,
    /// Manner code.
    pub manner: String,
    /// When.
    pub given_on: Date,
}

/// A consent taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentWithdrawal {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The household.
    pub household: Id<Household>,
    /// The consent.
    pub consent: Id<Fact>,
    /// When.
    pub withdrawn_on: Date,
}

/// Records a consent.
///
/// # Errors
/// [`Refusal::DateInFuture`] after today.
pub fn consent(consent: Consent, today: Date) -> Result<Change, Refusal> {
    if consent.given_on > today {
        return Err(Refusal::DateInFuture { field: "given_on" });
    }
    Ok(Change { puts: Vec::new(), facts: vec![Fact::Consent(consent)] })
}

/// Takes a consent back.
///
/// # Errors
/// [`Refusal::ConsentWithdrawn`] when it was already, [`Refusal::DateInFuture`] after today.
pub fn withdraw(withdrawal: ConsentWithdrawal, is_withdrawn: bool, today: Date) -> Result<Change, Refusal> {
    if is_withdrawn {
        return Err(Refusal::ConsentWithdrawn);
    }
    if withdrawal.withdrawn_on > today {
        return Err(Refusal::DateInFuture { field: "withdrawn_on" });
    }
    Ok(Change { puts: Vec::new(), facts: vec![Fact::ConsentWithdrawal(withdrawal)] })
}
