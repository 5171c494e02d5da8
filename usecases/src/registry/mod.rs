//! The registry: finding, opening, registering and changing families.

pub mod consent;
pub mod edit;
pub mod identity_document;
pub mod member_input;
pub mod membership;
pub mod movement;
pub mod open;
pub mod phone;
pub mod register;
pub mod reveal;
pub mod search;
pub mod timeline;
pub mod view;

use domain::change::Document;
use domain::registry::{Household, Person};
use domain::{Area, Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::registry::HouseholdRow;

use crate::caller::Context;
use crate::failure::Failure;

/// Names a household.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct HouseholdInput {
    /// Identity.
    pub household_id: String,
}

/// Names a person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PersonInput {
    /// Identity.
    pub person_id: String,
}

/// The answer of an act that made an item.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ItemDone {
    /// Name of the commit.
    pub commit: String,
    /// The item.
    pub item_id: String,
}

/// A household this caller may see. One that lies elsewhere is told like one that is not here.
pub(crate) fn seen(context: &Context<'_>, reader: &Reader<'_>, id: Id<Household>) -> Result<HouseholdRow, Failure> {
    let found = reader.household(id)?.ok_or_else(|| gone(reader, id.of()))?;
    if context.is_seen(reader, found.household.area)? { Ok(found) } else { Err(Failure::missing()) }
}

/// A household of this caller's areas, to be written on.
pub(crate) fn household(context: &Context<'_>, reader: &Reader<'_>, id: Id<Household>) -> Result<Household, Failure> {
    let found = seen(context, reader, id)?.household;
    if !context.is_in_scope(reader, found.area)? {
        return Err(Refusal::AreaOutOfScope.into());
    }
    check_not_erased(reader, id.of())?;
    Ok(found)
}

/// Not here: gone, never here, or taken off this laptop with its area, which is told.
pub(crate) fn gone(reader: &Reader<'_>, id: Id<Document>) -> Failure {
    let stub = match reader.stub(id) {
        Ok(Some(stub)) => stub,
        Ok(None) => return Failure::missing(),
        Err(fault) => return fault.into(),
    };
    match view::area_name(reader, stub.area) {
        Ok(area) => Failure::refused("registry-refused-moved-away")
            .with("area", area)
            .with("number", stub.number.unwrap_or_default()),
        Err(failure) => failure,
    }
}

/// A person this caller may see, with the area their file lives in.
pub(crate) fn seen_person(
    context: &Context<'_>,
    reader: &Reader<'_>,
    id: Id<Person>,
) -> Result<(Person, Id<Area>), Failure> {
    let found = reader.person(id)?.ok_or_else(|| gone(reader, id.of()))?;
    let area = reader.area_of(id.of())?.ok_or_else(Failure::missing)?;
    if context.is_seen(reader, area)? { Ok((found, area)) } else { Err(Failure::missing()) }
}

/// A person of this caller's areas, to be written on, with the area their file lives in.
pub(crate) fn person(
    context: &Context<'_>,
    reader: &Reader<'_>,
    id: Id<Person>,
) -> Result<(Person, Id<Area>), Failure> {
    let (found, area) = seen_person(context, reader, id)?;
    if !context.is_in_scope(reader, area)? {
        return Err(Refusal::AreaOutOfScope.into());
    }
    check_not_erased(reader, id.of())?;
    Ok((found, area))
}

/// An erased file is not written on.
fn check_not_erased(reader: &Reader<'_>, file: Id<Document>) -> Result<(), Failure> {
    if reader.erased_at(file)?.is_some() { Err(Refusal::IsErased.into()) } else { Ok(()) }
}
