//! Who lives with whom: adding, removing, transferring members, changing the head, split, dissolution, death.

use domain::registry::membership::{self, Stay};
use domain::registry::number::NumberKind;
use domain::registry::register::NewHousehold;
use domain::vocabulary;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Done;
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::member_input::{MemberInput, new_member};

/// Input of `registry.add_member`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AddMemberInput {
    /// Household.
    pub household_id: String,
    /// The new member.
    pub member: MemberInput,
    /// Since when.
    pub joined_on: String,
    /// Reason code.
    pub why: String,
}

/// Answer of `registry.add_member`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AddMemberOutput {
    /// Name of the commit.
    pub commit: String,
    /// Identity.
    pub person_id: String,
    /// Number.
    pub number: String,
}

/// Input of `registry.remove_member`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RemoveMemberInput {
    /// Household.
    pub household_id: String,
    /// Who.
    pub person_id: String,
    /// When.
    pub left_on: String,
    /// Reason code.
    pub why: String,
}

/// Input of `registry.transfer_member`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TransferMemberInput {
    /// Who.
    pub person_id: String,
    /// From here.
    pub from_household_id: String,
    /// To there.
    pub to_household_id: String,
    /// Role there.
    pub role: String,
    /// When.
    pub on: String,
    /// Reason code.
    pub why: String,
}

/// Input of `registry.change_head`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChangeHeadInput {
    /// Household.
    pub household_id: String,
    /// The new head.
    pub person_id: String,
    /// What the former head is to the new one.
    pub former_head_role: String,
    /// Why.
    pub reason: Option<String>,
}

/// Input of `registry.split`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SplitInput {
    /// Household.
    pub household_id: String,
    /// Who goes.
    pub person_ids: Vec<String>,
    /// Who heads the new household.
    pub head_person_id: String,
    /// Its address.
    pub address: Option<String>,
    /// When.
    pub on: String,
}

/// Answer of `registry.split`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SplitOutput {
    /// Name of the commit.
    pub commit: String,
    /// The new household.
    pub household_id: String,
    /// Its number.
    pub number: String,
}

/// Input of `registry.dissolve`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DissolveInput {
    /// Household.
    pub household_id: String,
    /// When.
    pub on: String,
    /// Reason code.
    pub why: String,
}

/// Input of `registry.record_death`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RecordDeathInput {
    /// Who.
    pub person_id: String,
    /// When.
    pub died_on: String,
    /// Who heads the household now, when the head died and others remain.
    pub new_head_person_id: Option<String>,
}

/// Adds a new person to a household.
///
/// # Errors
/// What [`membership::add`] refuses.
pub fn add_member(context: &Context<'_>, input: AddMemberInput) -> Result<AddMemberOutput, Failure> {
    let id = parse::id(&input.household_id)?;
    let joined_on = parse::date("member_from", &input.joined_on)?;
    let why = vocabulary::JOIN_REASON.parse(&input.why)?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let member = new_member(writer, &input.member, None)?;
        let change = membership::add(&household, &member, joined_on, context.caller.today)?;
        let commit = writer.commit(household.area, Some(why), &change)?;
        Ok(AddMemberOutput { commit: commit.to_string(), person_id: member.id.to_string(), number: member.number })
    })
}

/// A member leaves.
///
/// # Errors
/// What [`membership::remove`] refuses.
pub fn remove_member(context: &Context<'_>, input: RemoveMemberInput) -> Result<Done, Failure> {
    let (id, person) = (parse::id(&input.household_id)?, parse::id(&input.person_id)?);
    let left_on = parse::date("member_to", &input.left_on)?;
    let why = vocabulary::LEAVE_REASON.parse(&input.why)?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let change = membership::remove(&household, person, left_on, why, context.caller.today)?;
        Ok(writer.commit(household.area, None, &change)?.into())
    })
}

/// A member goes to live in another household of the same area.
///
/// # Errors
/// What [`membership::transfer`] refuses.
pub fn transfer_member(context: &Context<'_>, input: TransferMemberInput) -> Result<Done, Failure> {
    let (from, to) = (parse::id(&input.from_household_id)?, parse::id(&input.to_household_id)?);
    let stay = Stay {
        person: parse::id(&input.person_id)?,
        role: vocabulary::RELATIONSHIP.parse(&input.role)?,
        on: parse::date("member_from", &input.on)?,
        why: vocabulary::LEAVE_REASON.parse(&input.why)?,
    };
    context.write(|writer| {
        let from = super::household(context, writer, from)?;
        let to = super::household(context, writer, to)?;
        let change = membership::transfer(&from, &to, stay, context.caller.today)?;
        Ok(writer.commit(from.area, None, &change)?.into())
    })
}

/// Names another head.
///
/// # Errors
/// What [`membership::change_head`] refuses.
pub fn change_head(context: &Context<'_>, input: ChangeHeadInput) -> Result<Done, Failure> {
    let (id, head) = (parse::id(&input.household_id)?, parse::id(&input.person_id)?);
    let former_role = vocabulary::RELATIONSHIP.parse(&input.former_head_role)?;
    let reason = parse::reason(input.reason.as_deref())?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let change = membership::change_head(&household, head, former_role)?;
        Ok(writer.commit(household.area, reason.as_deref(), &change)?.into())
    })
}

/// Some members found a household of their own in the same area.
///
/// # Errors
/// What [`membership::split`] refuses.
pub fn split(context: &Context<'_>, input: SplitInput) -> Result<SplitOutput, Failure> {
    let (id, head) = (parse::id(&input.household_id)?, parse::id(&input.head_person_id)?);
    let leavers = input
        .person_ids
        .iter()
        .take(domain::registry::MEMBERS_MAX)
        .map(|id| parse::id(id))
        .collect::<Result<Vec<_>, _>>()?;
    let on = parse::date("registered_on", &input.on)?;
    let address = parse::text("address", input.address.as_deref())?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let new = NewHousehold {
            id: writer.new_id(),
            number: writer.mint(NumberKind::Household)?,
            area: household.area,
            address,
            dwelling: None,
            water_source: None,
            registered_on: on,
            members: Vec::new(),
            consent: None,
            split_from: Some(household.id),
            origin: None,
        };
        let change = membership::split(&household, &leavers, &new, head, context.caller.today)?;
        let commit = writer.commit(household.area, None, &change)?;
        Ok(SplitOutput { commit: commit.to_string(), household_id: new.id.to_string(), number: new.number })
    })
}

/// The household ends.
///
/// # Errors
/// What [`membership::dissolve`] refuses.
pub fn dissolve(context: &Context<'_>, input: DissolveInput) -> Result<Done, Failure> {
    let id = parse::id(&input.household_id)?;
    let on = parse::date("dissolved_on", &input.on)?;
    let why = vocabulary::DISSOLVE_REASON.parse(&input.why)?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let change = membership::dissolve(&household, on, why, context.caller.today)?;
        Ok(writer.commit(household.area, None, &change)?.into())
    })
}

/// A person died.
///
/// # Errors
/// What [`membership::record_death`] refuses.
pub fn record_death(context: &Context<'_>, input: RecordDeathInput) -> Result<Done, Failure> {
    let id = parse::id(&input.person_id)?;
    let died_on = parse::date("died_on", &input.died_on)?;
    let new_head = parse::optional_id(input.new_head_person_id.as_deref())?;
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let household = person.household.map(|household| super::household(context, writer, household)).transpose()?;
        let change = membership::record_death(&person, household.as_ref(), died_on, new_head, context.caller.today)?;
        Ok(writer.commit(area, None, &change)?.into())
    })
}
