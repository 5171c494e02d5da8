//! Roles: what each may do, which duties never lie in one hand, and changing them at the hub.

use std::collections::BTreeMap;

use domain::change::{Change, Fact};
use domain::roster::assignment::incompatible;
use domain::roster::role::{Role, change as changed, standard_codes};
use domain::{Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, Nothing, list as the_list, parse};

/// Most languages a role is named in.
const NAMES_MAX: usize = 20;
/// Longest code of a language, in characters.
const LANGUAGE_CHARS_MAX: usize = 12;
/// Most words of a list of rights or roles.
const WORDS_MAX: usize = 200;

/// A role.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RoleOutput {
    /// Code.
    pub code: String,
    /// Names by language; none for standard roles, whose names the screen knows.
    pub names: BTreeMap<String, String>,
    /// Rights.
    pub rights: Vec<String>,
    /// Codes of roles nobody holds besides it.
    pub incompatible_with: Vec<String>,
    /// How often it was changed; 0 is the standard.
    pub version: u32,
    /// Users who hold it today.
    pub users: u32,
}

/// Answer of `role.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RoleListOutput {
    /// The standard ones first, then by code.
    pub roles: Vec<RoleOutput>,
    /// Every right a role can have.
    pub rights: Vec<String>,
}

/// Input of `role.change`; a code that is not there makes a new role.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChangeRoleInput {
    /// Code.
    pub code: String,
    /// Names by language.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Rights.
    pub rights: Vec<String>,
    /// Codes of roles nobody may hold besides it.
    pub incompatible_with: Vec<String>,
    /// The version that was looked at; 0 for a standard or a new one.
    pub version: u32,
    /// Why.
    pub reason: Option<String>,
}

/// Every role.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<RoleListOutput, Failure> {
    context.read(|reader| {
        let granted = reader.all_grants(context.caller.today)?;
        let standard = standard_codes();
        let mut roles: Vec<RoleOutput> = Vec::new();
        for role in reader.roles()?.into_values() {
            let holds = granted.values().filter(|grants| grants.iter().any(|grant| grant.role == role.code));
            roles.push(RoleOutput {
                users: u32::try_from(holds.count()).unwrap_or(u32::MAX),
                code: role.code,
                names: role.names,
                rights: role.rights,
                incompatible_with: role.incompatible_with,
                version: role.version,
            });
        }
        let place = |code: &str| standard.iter().position(|known| *known == code).unwrap_or(standard.len());
        roles.sort_by_key(|role| place(&role.code));
        Ok(RoleListOutput { roles, rights: the_list::rights().into_iter().map(str::to_owned).collect() })
    })
}

/// Changes a role, or makes a new one. Who holds it may do what it says from their next exchange on.
///
/// # Errors
/// `role-refused-…`, `user-refused-role-unknown`, `registry-refused-nothing-changed`.
pub fn change(context: &Context<'_>, input: ChangeRoleInput) -> Result<Done, Failure> {
    let reason = parse::reason(input.reason.as_deref())?;
    let is_too_long = input.names.len() > NAMES_MAX
        || input.names.keys().any(|language| language.is_empty() || language.len() > LANGUAGE_CHARS_MAX)
        || input.rights.len().max(input.incompatible_with.len()) > WORDS_MAX;
    if is_too_long {
        return Err(Failure::refused("role-refused-too-much"));
    }
    let mut names = BTreeMap::new();
    for (language, name) in input.names {
        if let Some(name) = parse::text("name", Some(&name))? {
            names.insert(language, name);
        }
    }
    // A role counts everywhere: who changes it keeps roles everywhere.
    if !context.scope().is_everywhere() {
        return Err(Failure::refused("role-refused-not-everywhere"));
    }
    context.write(|writer| {
        let roles = writer.roles()?;
        let seen = roles.get(&input.code).map_or(0, |role| role.version);
        if seen != input.version {
            return Err(Failure::refused("role-refused-changed-meanwhile"));
        }
        let wanted = Role {
            code: input.code,
            names,
            rights: input.rights,
            incompatible_with: input.incompatible_with,
            version: 0,
        };
        let role = changed(&roles, &the_list::rights(), wanted)?;
        nobody_holds_both(writer, &role)?;
        let mut change = Change::default();
        change.state(Fact::Role(writer.new_id(), role));
        Ok(writer.commit(Id::NIL, reason.as_deref(), &change)?.into())
    })
}

/// Duties are parted before they are declared apart.
fn nobody_holds_both(reader: &Reader<'_>, role: &Role) -> Result<(), Failure> {
    let mut roles = reader.roles()?;
    roles.insert(role.code.clone(), role.clone());
    for user in reader.users()? {
        if let Some((one, other)) = incompatible(&user.held(), &roles) {
            return Err(Refusal::RoleHeldTogether { user: user.name, one, other }.into());
        }
    }
    Ok(())
}
