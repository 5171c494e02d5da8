//! Users of the roster, and helping them back to their laptops.

pub mod keeping;
pub mod newcomer;
pub mod recovery;
pub mod removal;
pub mod second_factor;

use std::collections::BTreeSet;

use domain::roster::User;
use domain::roster::assignment::{ASSIGNMENT_AREAS_MAX, Assignment};
use domain::roster::role::ROLE_CODE_CHARS_MAX;
use domain::{Date, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::key::{PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN, users};
use store::{Place, Reader};

use crate::caller::Context;
use crate::failure::Failure;
use crate::registry::view;
use crate::{Nothing, parse};

/// What somebody is charged with: a role, where, and from when to when.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AssignmentInput {
    /// Code of the role.
    pub role: String,
    /// Whether it counts everywhere; then no areas are named.
    #[serde(default)]
    pub is_everywhere: bool,
    /// Areas, each with all below it.
    #[serde(default)]
    pub area_ids: Vec<String>,
    /// First day.
    pub valid_from: Option<String>,
    /// Last day.
    pub valid_until: Option<String>,
}

/// What somebody is charged with, as it is shown.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AssignmentOutput {
    /// Code of the role.
    pub role: String,
    /// Whether it counts everywhere.
    pub is_everywhere: bool,
    /// Areas, each with all below it.
    pub area_ids: Vec<String>,
    /// Their names.
    pub areas: Vec<String>,
    /// First day.
    pub valid_from: Option<String>,
    /// Last day.
    pub valid_until: Option<String>,
    /// Whether it counts today.
    pub is_live: bool,
}

impl AssignmentInput {
    fn read(&self) -> Result<Assignment, Failure> {
        let role: String = self.role.chars().take(ROLE_CODE_CHARS_MAX + 1).collect();
        if self.is_everywhere != self.area_ids.is_empty() || self.area_ids.len() > ASSIGNMENT_AREAS_MAX {
            return Err(Failure::refused("user-refused-areas-needed").with("limit", ASSIGNMENT_AREAS_MAX));
        }
        let areas = self.area_ids.iter().map(|id| parse::id(id)).collect::<Result<_, _>>()?;
        let day = |name, text: &Option<String>| parse::optional_date(name, text.as_deref());
        let valid_from = day("valid_from", &self.valid_from)?;
        Ok(Assignment { role, areas, valid_from, valid_until: day("valid_until", &self.valid_until)? })
    }
}

/// A user.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UserOutput {
    /// Identity.
    pub user_id: String,
    /// Name.
    pub name: String,
    /// Codes of the roles they have today, each once.
    pub roles: Vec<String>,
    /// What they are charged with, today or on other days; none when they were ended.
    #[serde(default)]
    pub assignments: Vec<AssignmentOutput>,
    /// Whether they can sign in to this hub's console.
    #[serde(default)]
    pub has_account: bool,
    /// Whether they can unlock this laptop.
    #[serde(default)]
    pub is_here: bool,
    /// Whether signing in asks them for a code; told at the hub to who may take it off.
    #[serde(default)]
    pub has_second_factor: bool,
}

/// Answer of `user.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UserListOutput {
    /// By name.
    pub users: Vec<UserOutput>,
}

/// Every user.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<UserListOutput, Failure> {
    let here = if context.store.place() == Place::Laptop { users(context.store.folder())? } else { Vec::new() };
    let tells_factors = context.store.place() == Place::Hub && context.caller.may("user.second_factor");
    context.read(|reader| {
        let mut users = Vec::new();
        for user in reader.users()? {
            let is_here = here.iter().any(|(known, _)| *known == user.id);
            let has_second_factor = tells_factors && second_factor::is_set_up(reader, user.id)?;
            users.push(UserOutput { is_here, has_second_factor, ..told(context, reader, user)? });
        }
        Ok(UserListOutput { users })
    })
}

/// A user as lists show them.
fn told(context: &Context<'_>, reader: &Reader<'_>, user: User) -> Result<UserOutput, Failure> {
    let today = context.caller.today;
    let mut assignments = Vec::new();
    for held in user.held() {
        assignments.push(AssignmentOutput {
            is_live: held.is_live(today, 0),
            is_everywhere: held.areas.is_empty(),
            area_ids: held.areas.iter().map(ToString::to_string).collect(),
            areas: held.areas.iter().map(|area| view::area_name(reader, *area)).collect::<Result<_, _>>()?,
            valid_from: held.valid_from.map(|day| day.to_string()),
            valid_until: held.valid_until.map(|day| day.to_string()),
            role: held.role,
        });
    }
    let live = assignments.iter().filter(|assignment| assignment.is_live);
    let roles: BTreeSet<String> = live.map(|assignment| assignment.role.clone()).collect();
    Ok(UserOutput {
        has_account: reader.has_account(user.id)?,
        user_id: user.id.to_string(),
        name: user.name,
        roles: roles.into_iter().collect(),
        assignments,
        is_here: false,
        has_second_factor: false,
    })
}

/// Whether somebody has a right today, somewhere.
pub(crate) fn holds(reader: &Reader<'_>, user: Id<User>, right: &str, today: Date) -> Result<bool, Failure> {
    let grants = reader.grants(user, today)?.unwrap_or_default();
    Ok(grants.iter().any(|grant| grant.gives(right)))
}

/// Whether a passphrase may be chosen.
///
/// # Errors
/// `access-refused-passphrase-too-short`.
pub fn check_passphrase(passphrase: &str) -> Result<(), Failure> {
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN || passphrase.len() > PASSPHRASE_BYTES_MAX {
        return Err(Failure::refused("access-refused-passphrase-too-short")
            .with("least", PASSPHRASE_CHARS_MIN)
            .with("field", "passphrase"));
    }
    Ok(())
}
