//! Keeping users, at the hub: letting them in, charging them with something else, ending them.
//!
//! Always true: nobody changes what they themselves may do, nobody gives or takes what reaches beyond their own areas, and
//! somebody is left who keeps users everywhere.

use domain::change::{Change, Fact};
use domain::roster::User;
use domain::roster::assignment::{Assignment, assign as charge, end as discharge};
use domain::roster::role::KEEP_USERS;
use domain::{Id, Instant, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Writer;
use store::key::hash_passphrase;
use store::local::account::AccountRow;

use super::{AssignmentInput, check_passphrase};
use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, parse};

/// Input of `user.certify`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CertifyInput {
    /// Name, by which they sign in at the console, too.
    pub name: String,
    /// What they are charged with.
    pub assignments: Vec<AssignmentInput>,
    /// Passphrase for the console; without one they work on laptops only.
    pub passphrase: Option<String>,
}

/// Answer of `user.certify`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CertifyOutput {
    /// Name of the commit.
    pub commit: String,
    /// The user.
    pub user_id: String,
}

/// Input of `user.assign`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AssignInput {
    /// Who.
    pub user_id: String,
    /// What they are charged with from now on, instead of what they were.
    pub assignments: Vec<AssignmentInput>,
    /// Why.
    pub reason: Option<String>,
}

/// Input of `user.end`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EndInput {
    /// Who.
    pub user_id: String,
    /// Why.
    pub reason: String,
}

/// Lets somebody in: at the console with a passphrase, on laptops by the roster.
///
/// # Errors
/// `user-refused-…`, `access-refused-passphrase-too-short`, missing for areas out of sight.
pub fn certify(context: &Context<'_>, input: CertifyInput) -> Result<CertifyOutput, Failure> {
    let name = parse::text("name", Some(&input.name))?
        .ok_or_else(|| Failure::refused("user-refused-name-needed").with("field", "name"))?;
    let passphrase = input.passphrase.filter(|passphrase| !passphrase.is_empty());
    let assignments = read(&input.assignments)?;
    if let Some(passphrase) = &passphrase {
        check_passphrase(passphrase)?;
    }
    // Costs a moment by design: not while the store is held for writing.
    let hashed = passphrase.map(|passphrase| hash_passphrase(&passphrase)).transpose()?;
    context.write(|writer| {
        if writer.account(&name)?.is_some() {
            return Err(Failure::refused("user-refused-name-taken").with("name", &name).with("field", "name"));
        }
        reaches(context, writer, &assignments)?;
        let fresh =
            User { assignments: Some(Vec::new()), ..User::with_roles(writer.new_id(), name.clone(), Vec::new()) };
        let user = charge(&fresh, assignments, &writer.roles()?, context.caller.today)?;
        let user_id = user.id;
        let commit = state(writer, None, user)?;
        if let Some(passphrase) = hashed {
            let never = Instant::from_ms(0);
            writer.keep_account(&AccountRow { user: user_id, name, passphrase, failures: 0, locked_until: never })?;
        }
        Ok(CertifyOutput { commit, user_id: user_id.to_string() })
    })
}

/// Charges somebody with something else.
///
/// # Errors
/// `user-refused-…`, missing for unknown users and areas out of sight.
pub fn assign(context: &Context<'_>, input: AssignInput) -> Result<Done, Failure> {
    let reason = parse::reason(input.reason.as_deref())?;
    let assignments = read(&input.assignments)?;
    context.write(|writer| {
        let user = somebody_else(context, writer, &input.user_id)?;
        reaches(context, writer, &assignments)?;
        let changed = charge(&user, assignments, &writer.roles()?, context.caller.today)?;
        stays_kept(context, writer, &changed)?;
        Ok(Done { commit: state(writer, reason.as_deref(), changed)? })
    })
}

/// Ends somebody: they are signed in to nothing from now on. What they did stays.
///
/// # Errors
/// `user-refused-…`, missing for unknown users.
pub fn end(context: &Context<'_>, input: EndInput) -> Result<Done, Failure> {
    let reason = parse::reason(Some(&input.reason))?
        .ok_or_else(|| Failure::refused("user-refused-reason-needed").with("field", "reason"))?;
    context.write(|writer| {
        let user = somebody_else(context, writer, &input.user_id)?;
        let ended = discharge(&user, context.caller.today)?;
        stays_kept(context, writer, &ended)?;
        Ok(Done { commit: state(writer, Some(&reason), ended)? })
    })
}

fn read(assignments: &[AssignmentInput]) -> Result<Vec<Assignment>, Failure> {
    assignments.iter().map(AssignmentInput::read).collect()
}

fn state(writer: &mut Writer<'_>, reason: Option<&str>, user: User) -> Result<String, Failure> {
    let mut change = Change::default();
    change.state(Fact::User(writer.new_id(), user));
    Ok(Done::from(writer.commit(Id::NIL, reason, &change)?).commit)
}

/// Somebody whose charges all lie within what this caller keeps, and who is not the caller.
fn somebody_else(context: &Context<'_>, writer: &Writer<'_>, user_id: &str) -> Result<User, Failure> {
    let user = writer.user(parse::id(user_id)?)?.ok_or_else(Failure::missing)?;
    if user.id == context.caller.user {
        return Err(Failure::refused("user-refused-oneself"));
    }
    reaches(context, writer, &user.held())?;
    Ok(user)
}

/// Nobody gives or takes what reaches beyond their own areas.
fn reaches(context: &Context<'_>, writer: &Writer<'_>, assignments: &[Assignment]) -> Result<(), Failure> {
    for assignment in assignments {
        if assignment.areas.is_empty() && !context.scope().is_everywhere() {
            return Err(Failure::refused("user-refused-beyond-own-areas"));
        }
        for area in &assignment.areas {
            writer.area(*area)?.ok_or_else(Failure::missing)?;
            if !context.is_in_scope(writer, *area)? {
                return Err(Failure::refused("user-refused-beyond-own-areas"));
            }
        }
    }
    Ok(())
}

/// Somebody is left who keeps users everywhere until further notice.
fn stays_kept(context: &Context<'_>, writer: &Writer<'_>, changed: &User) -> Result<(), Failure> {
    let roles = writer.roles()?;
    let keeps = |user: &User| {
        user.held().iter().any(|it| {
            it.areas.is_empty()
                && it.valid_until.is_none()
                && it.is_live(context.caller.today, 0)
                && roles.get(&it.role).is_some_and(|role| role.rights.iter().any(|right| right == KEEP_USERS))
        })
    };
    let is_kept = keeps(changed) || writer.users()?.iter().any(|user| user.id != changed.id && keeps(user));
    if is_kept { Ok(()) } else { Err(Refusal::UserLastKeeper.into()) }
}
