//! A user who works on a laptop no more: stated by the hub, or by a supervisor on the laptop itself, which takes their slot away.
//!
//! Always true: somebody can still open the laptop, and what was done on it stays under the name of who did it.

use domain::change::{Change, Fact};
use domain::roster::{User, UserRemoval};
use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Place, Writer};

use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, parse};

/// Input of `user.remove`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RemoveUserInput {
    /// Who works there no more.
    pub user_id: String,
    /// Number of the laptop; without it this one.
    #[serde(default)]
    pub number: Option<u32>,
}

/// Takes a user off a laptop: at once on this one, elsewhere at its next contact.
///
/// # Errors
/// Missing for an unknown user or laptop, `user-refused-remove-self`, `user-refused-remove-last`,
/// `user-refused-remove-not-here`, `user-refused-remove-elsewhere`.
pub fn remove(context: &Context<'_>, input: RemoveUserInput) -> Result<Done, Failure> {
    let user: Id<User> = parse::id(&input.user_id)?;
    if context.store.place() == Place::Hub {
        let number = input.number.ok_or_else(Failure::missing)?;
        return state(context, number, user, |_| Ok(Id::NIL));
    }
    let number = context.caller.device;
    if input.number.is_some_and(|named| named != number) {
        return Err(Failure::refused("user-refused-remove-elsewhere"));
    }
    if user == context.caller.user {
        return Err(Failure::refused("user-refused-remove-self"));
    }
    let here = store::key::users(context.store.folder())?;
    if here.iter().all(|(known, _)| *known != user) {
        return Err(Failure::refused("user-refused-remove-not-here"));
    }
    if here.len() < 2 {
        return Err(Failure::refused("user-refused-remove-last"));
    }
    let done = state(context, number, user, |writer| {
        writer.own_area(number)?.ok_or_else(|| Failure::refused("user-refused-no-challenge"))
    })?;
    context.store.take_slots_away(&context.caller.author(context.act))?;
    Ok(done)
}

fn state(
    context: &Context<'_>,
    number: u32,
    user: Id<User>,
    area: impl FnOnce(&Writer<'_>) -> Result<Id<Area>, Failure>,
) -> Result<Done, Failure> {
    context.write(|writer| {
        writer.user(user)?.ok_or_else(Failure::missing)?;
        let laptop = writer.device(number)?.filter(|device| device.number != sync::Incarnation::HUB);
        if !writer.touches(&laptop.ok_or_else(Failure::missing)?.areas, &context.scope())? {
            return Err(Failure::missing());
        }
        let area = area(writer)?;
        let mut change = Change::default();
        change.state(Fact::UserRemoval(UserRemoval { id: writer.new_id(), device: number, user }));
        Ok(writer.commit(area, None, &change)?.into())
    })
}
