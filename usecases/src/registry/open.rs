//! Opening a household or a person.

use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::Mask;
use crate::parse;
use crate::registry::view::{HouseholdOutput, PersonOutput};
use crate::registry::{HouseholdInput, PersonInput, view};

/// A household's page. Families that have moved on can still be read here; changing them is refused.
///
/// # Errors
/// Missing when it is not held here.
pub fn open_household(context: &Context<'_>, input: HouseholdInput) -> Result<HouseholdOutput, Failure> {
    let id = parse::id(&input.household_id)?;
    context.read(|reader| view::household(context, reader, id))
}

/// A person.
///
/// # Errors
/// Missing when they are not held here.
pub fn open_person(context: &Context<'_>, input: PersonInput) -> Result<PersonOutput, Failure> {
    let id = parse::id(&input.person_id)?;
    context.read(|reader| {
        let (found, _) = crate::registry::seen_person(context, reader, id)?;
        let mask = Mask::on(context, reader, id.of())?;
        view::person(reader, found, context.caller.today, mask)
    })
}
