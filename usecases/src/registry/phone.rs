//! Phones of a person.

use domain::registry::edit;
use domain::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Done;
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::ItemDone;

/// Input of `registry.add_phone`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AddPhoneInput {
    /// Person.
    pub person_id: String,
    /// Number.
    pub number: String,
}

/// Input of `registry.update_phone`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UpdatePhoneInput {
    /// Person.
    pub person_id: String,
    /// Phone.
    pub item_id: String,
    /// New number.
    pub number: String,
}

/// Input of `registry.remove_phone`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RemovePhoneInput {
    /// Person.
    pub person_id: String,
    /// Phone.
    pub item_id: String,
}

/// Adds a phone.
///
/// # Errors
/// What [`edit::add_phone`] refuses, and text that is no number.
pub fn add_phone(context: &Context<'_>, input: AddPhoneInput) -> Result<ItemDone, Failure> {
    let id = parse::id(&input.person_id)?;
    let number = text::phone(&input.number)?;
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let item = writer.new_id();
        let change = edit::add_phone(&person, item, &number)?;
        let commit = writer.commit(area, None, &change)?;
        Ok(ItemDone { commit: commit.to_string(), item_id: item.to_string() })
    })
}

/// Changes the number of a phone.
///
/// # Errors
/// What [`edit::update_phone`] refuses, and text that is no number.
pub fn update_phone(context: &Context<'_>, input: UpdatePhoneInput) -> Result<Done, Failure> {
    let (id, item) = (parse::id(&input.person_id)?, parse::id(&input.item_id)?);
    let number = text::phone(&input.number)?;
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let change = edit::update_phone(&person, item, &number)?;
        Ok(writer.commit(area, None, &change)?.into())
    })
}

/// Takes a phone off the file.
///
/// # Errors
/// What [`edit::remove_phone`] refuses.
pub fn remove_phone(context: &Context<'_>, input: RemovePhoneInput) -> Result<Done, Failure> {
    let (id, item) = (parse::id(&input.person_id)?, parse::id(&input.item_id)?);
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let change = edit::remove_phone(&person, item)?;
        Ok(writer.commit(area, None, &change)?.into())
    })
}
