//! Updating and correcting persons and households: it changed, or it was wrong.

use domain::registry::edit::{self, HouseholdEdit, PersonEdit, Wanted};
use domain::{PartialDate, Refusal, vocabulary};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::Done;
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;

/// Present but null is a wish to clear; absent is no wish at all.
fn wanted<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Wanted<T>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Fields of a person to set or clear: absent = untouched, null or empty = cleared.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PersonFields {
    /// Given names.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub given_name: Wanted<String>,
    /// Family name.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub family_name: Wanted<String>,
    /// Other names.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub other_names: Wanted<String>,
    /// Whole name.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub full_name: Wanted<String>,
    /// Name in another script.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub name_other_script: Wanted<String>,
    /// Sex code.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub sex: Wanted<String>,
    /// Birth.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<PartialDate>", extend("x-absent" = true))]
    pub birth: Wanted<PartialDate>,
    /// Civil status code.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub civil_status: Wanted<String>,
    /// Education code.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub education: Wanted<String>,
    /// Functional difficulty code.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub disability: Wanted<String>,
    /// Occupation.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub occupation: Wanted<String>,
}

/// Input of `registry.update_person` and `registry.correct_person`; a correction needs a reason.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PersonChangeInput {
    /// Person.
    pub person_id: String,
    /// Fields.
    pub fields: PersonFields,
    /// Why.
    pub reason: Option<String>,
}

/// Fields of a household to set or clear: absent = untouched, null or empty = cleared.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct HouseholdFields {
    /// Address.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub address: Wanted<String>,
    /// Dwelling code.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub dwelling: Wanted<String>,
    /// Water source code.
    #[serde(deserialize_with = "wanted", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("x-absent" = true))]
    pub water_source: Wanted<String>,
}

/// Input of `registry.update_household` and `registry.correct_household`; a correction needs a reason.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct HouseholdChangeInput {
    /// Household.
    pub household_id: String,
    /// Fields.
    pub fields: HouseholdFields,
    /// Why.
    pub reason: Option<String>,
}

fn text(field: &'static str, wanted: Wanted<String>) -> Result<Wanted<String>, Failure> {
    wanted.map(|value| parse::text(field, value.as_deref())).transpose()
}

fn code(vocabulary: vocabulary::Vocabulary, wanted: Wanted<String>) -> Result<Wanted<String>, Failure> {
    wanted.map(|value| parse::code(vocabulary, value.as_deref())).transpose()
}

pub(crate) fn person_edit(fields: PersonFields) -> Result<PersonEdit, Failure> {
    Ok(PersonEdit {
        given_name: text("given_name", fields.given_name)?,
        family_name: text("family_name", fields.family_name)?,
        other_names: text("other_names", fields.other_names)?,
        full_name: text("full_name", fields.full_name)?,
        name_other_script: text("name_other_script", fields.name_other_script)?,
        sex: code(vocabulary::SEX, fields.sex)?,
        birth: fields.birth,
        civil_status: code(vocabulary::CIVIL_STATUS, fields.civil_status)?,
        education: code(vocabulary::EDUCATION, fields.education)?,
        disability: code(vocabulary::DISABILITY, fields.disability)?,
        occupation: text("occupation", fields.occupation)?,
    })
}

pub(crate) fn household_edit(fields: HouseholdFields) -> Result<HouseholdEdit, Failure> {
    Ok(HouseholdEdit {
        address: text("address", fields.address)?,
        dwelling: code(vocabulary::DWELLING, fields.dwelling)?,
        water_source: code(vocabulary::WATER_SOURCE, fields.water_source)?,
    })
}

fn change_person(context: &Context<'_>, input: PersonChangeInput, needs_reason: bool) -> Result<Done, Failure> {
    let id = parse::id(&input.person_id)?;
    let reason = parse::reason(input.reason.as_deref())?;
    if needs_reason && reason.is_none() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let edit = person_edit(input.fields)?;
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let change = edit::person(&person, edit, context.caller.today)?;
        Ok(writer.commit(area, reason.as_deref(), &change)?.into())
    })
}

fn change_household(context: &Context<'_>, input: HouseholdChangeInput, needs_reason: bool) -> Result<Done, Failure> {
    let id = parse::id(&input.household_id)?;
    let reason = parse::reason(input.reason.as_deref())?;
    if needs_reason && reason.is_none() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let edit = household_edit(input.fields)?;
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        let change = edit::household(&household, edit)?;
        Ok(writer.commit(household.area, reason.as_deref(), &change)?.into())
    })
}

/// It changed.
///
/// # Errors
/// What [`edit::person`] refuses.
pub fn update_person(context: &Context<'_>, input: PersonChangeInput) -> Result<Done, Failure> {
    change_person(context, input, false)
}

/// It was wrong.
///
/// # Errors
/// What [`edit::person`] refuses, and [`Refusal::ReasonNeeded`].
pub fn correct_person(context: &Context<'_>, input: PersonChangeInput) -> Result<Done, Failure> {
    change_person(context, input, true)
}

/// It changed.
///
/// # Errors
/// What [`edit::household`] refuses.
pub fn update_household(context: &Context<'_>, input: HouseholdChangeInput) -> Result<Done, Failure> {
    change_household(context, input, false)
}

/// It was wrong.
///
/// # Errors
/// What [`edit::household`] refuses, and [`Refusal::ReasonNeeded`].
pub fn correct_household(context: &Context<'_>, input: HouseholdChangeInput) -> Result<Done, Failure> {
    change_household(context, input, true)
}
