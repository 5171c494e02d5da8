//! A further user of this laptop: somebody of the roster, vouched for by a supervisor or the hub with an answer.
//!
//! Always true: the answer proves who it is, the open laptop lets them in, and the log says so under their own name.

use domain::Id;
use domain::roster::{ChallengePurpose, User};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use zeroize::Zeroizing;

use super::recovery::read_answer;
use super::{UserListOutput, UserOutput, check_passphrase};
use crate::caller::{Context, may};
use crate::door::ChallengeOutput;
use crate::failure::Failure;
use crate::{Nothing, parse};

/// What who works on a laptop may do at the least.
const RIGHT: &str = "sync.run";

/// Input of `user.challenge_newcomer`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChallengeNewcomerInput {
    /// Who is to work here.
    pub user_id: String,
}

/// Input of `user.add`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AddUserInput {
    /// Who is to work here.
    pub user_id: String,
    /// The answer that was read out.
    pub answer: String,
    /// The passphrase they chose.
    pub passphrase: String,
}

/// Answer of `user.add`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AddUserOutput {
    /// Who can unlock here now.
    pub name: String,
}

/// Users who could begin to work here: those of the roster who may work on laptops and cannot unlock this one.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<UserListOutput, Failure> {
    let here = store::key::users(context.store.folder())?;
    context.read(|reader| {
        let users = reader.users()?.into_iter();
        let users = users.filter(|user| may(&user.roles, RIGHT) && here.iter().all(|(known, _)| *known != user.id));
        let users = users.map(|user| UserOutput {
            has_second_factor: false,
            user_id: user.id.to_string(),
            name: user.name,
            roles: user.roles,
            is_here: false,
        });
        Ok(UserListOutput { users: users.collect() })
    })
}

fn newcomer(context: &Context<'_>, reader: &Reader<'_>, user_id: &str) -> Result<User, Failure> {
    let id: Id<User> = parse::id(user_id)?;
    let user = reader.user(id)?.filter(|user| may(&user.roles, RIGHT));
    let user = user.ok_or_else(|| Failure::refused("user-refused-newcomer-unknown").with("field", "user_id"))?;
    if store::key::users(context.store.folder())?.iter().any(|(known, _)| *known == id) {
        return Err(Failure::refused("user-refused-newcomer-here").with("field", "user_id"));
    }
    Ok(user)
}

/// The challenge whose answer vouches for a newcomer.
///
/// # Errors
/// `user-refused-newcomer-unknown`, `user-refused-newcomer-here`, `user-refused-no-challenge`.
pub fn challenge(context: &Context<'_>, input: ChallengeNewcomerInput) -> Result<ChallengeOutput, Failure> {
    let user = context.read(|reader| newcomer(context, reader, &input.user_id))?;
    let author = context.caller.author(context.act);
    let challenge = context.store.ask(&author, ChallengePurpose::Add, user.id)?;
    let challenge = challenge.ok_or_else(|| Failure::refused("user-refused-no-challenge"))?;
    Ok(ChallengeOutput { challenge: challenge.to_text() })
}

/// Lets a newcomer unlock this laptop with a passphrase of their own.
///
/// # Errors
/// `user-refused-newcomer-…`, `user-refused-answer-…`, `access-refused-passphrase-too-short`.
pub fn add(context: &Context<'_>, input: AddUserInput) -> Result<AddUserOutput, Failure> {
    let (passphrase, typed) = (Zeroizing::new(input.passphrase), Zeroizing::new(input.answer));
    let user = context.read(|reader| newcomer(context, reader, &input.user_id))?;
    let answer = read_answer(&typed)?;
    check_passphrase(&passphrase)?;
    // The act is theirs: it is their first on this laptop.
    let author = store::Author { user: user.id, ..context.caller.author(context.act) };
    if !context.store.take_answer(&author, ChallengePurpose::Add, user.id, &answer)? {
        return Err(Failure::refused("user-refused-answer-wrong").with("field", "answer"));
    }
    context.store.add_user(user.id, &user.name, &passphrase)?;
    Ok(AddUserOutput { name: user.name })
}
