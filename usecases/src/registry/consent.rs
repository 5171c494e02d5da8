//! Recording and withdrawing consent.

use domain::registry::consent::{self, Consent, ConsentWithdrawal};
use domain::vocabulary;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Done;
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;

/// Input of `registry.record_consent`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RecordConsentInput {
    /// Household.
    pub household_id: String,
    /// Purpose code.
    pub purpose: String,
    /// Given, or refused.
    pub is_given: bool,
    /// Manner code.
    pub manner: String,
    /// When.
    pub given_on: String,
}

/// Answer of `registry.record_consent`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConsentDone {
    /// Name of the commit.
    pub commit: String,
    /// The fact.
    pub fact_id: String,
}

/// Input of `registry.withdraw_consent`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WithdrawConsentInput {
    /// Household.
    pub household_id: String,
    /// The consent.
    pub fact_id: String,
    /// When.
    pub on: String,
}

/// Records a consent.
///
/// # Errors
/// What [`consent::consent`] refuses.
pub fn record_consent(context: &Context<'_>, input: RecordConsentInput) -> Result<ConsentDone, Failure> {
    let id = parse::id(&input.household_id)?;
    let purpose = vocabulary::CONSENT_PURPOSE.parse(&input.purpose)?.to_owned();
    let manner = vocabulary::CONSENT_MANNER.parse(&input.manner)?.to_owned();
    let given_on = parse::date("given_on", &input.given_on)?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let fact = writer.new_id();
        let change = consent::consent(
            Consent { id: fact, household: id, purpose, is_given: input.is_given, manner, given_on },
            context.caller.today,
        )?;
        let commit = writer.commit(household.area, None, &change)?;
        Ok(ConsentDone { commit: commit.to_string(), fact_id: fact.to_string() })
    })
}

/// Takes a consent back.
///
/// # Errors
/// What [`consent::withdraw`] refuses; missing when the household has no such consent.
pub fn withdraw_consent(context: &Context<'_>, input: WithdrawConsentInput) -> Result<Done, Failure> {
    let (id, fact) = (parse::id(&input.household_id)?, parse::id(&input.fact_id)?);
    let withdrawn_on = parse::date("withdrawn_on", &input.on)?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let consent =
            writer.consents(id)?.into_iter().find(|consent| consent.fact == fact).ok_or_else(Failure::missing)?;
        let withdrawal = ConsentWithdrawal { id: writer.new_id(), household: id, consent: fact, withdrawn_on };
        let change = consent::withdraw(withdrawal, consent.withdrawn_on.is_some(), context.caller.today)?;
        Ok(writer.commit(household.area, None, &change)?.into())
    })
}
