//! Users of the roster, and helping them back to their laptops.

pub mod newcomer;
pub mod recovery;
pub mod removal;
pub mod second_factor;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Nothing;
use crate::caller::Context;
use crate::failure::Failure;
use store::Place;
use store::key::{PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN, users};

/// A user.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UserOutput {
    /// Identity.
    pub user_id: String,
    /// Name.
    pub name: String,
    /// Roles.
    pub roles: Vec<String>,
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
            users.push(UserOutput {
                is_here: here.iter().any(|(known, _)| *known == user.id),
                has_second_factor: tells_factors && second_factor::is_set_up(reader, user.id)?,
                user_id: user.id.to_string(),
                name: user.name,
                roles: user.roles,
            });
        }
        Ok(UserListOutput { users })
    })
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
