//! What an administrator does at the hub's command line, by the same roads as the console.

use domain::change::{Change, Fact};
use domain::roster::User;
use domain::{Id, Instant};
use store::Store;
use store::key::{PASSPHRASE_CHARS_MIN, hash_passphrase};
use store::local::account::AccountRow;

use crate::caller::{Caller, Context, ROLES};
use crate::device::{IssueCodeInput, issue_code as issue};
use crate::failure::Failure;
use crate::{area, parse};

/// Adds a user of the console, or gives an existing one another passphrase and roles.
///
/// # Errors
/// `user-refused-name-needed`, `user-refused-role-unknown`, `access-refused-passphrase-too-short`.
pub fn add_user(
    store: &Store,
    caller: &Caller,
    name: &str,
    roles: &[&str],
    passphrase: &str,
) -> Result<Id<User>, Failure> {
    let name = parse::text("name", Some(name))?.ok_or_else(|| Failure::refused("user-refused-name-needed"))?;
    if let Some(unknown) = roles.iter().find(|role| !ROLES.iter().any(|(known, _)| known == *role)) {
        return Err(Failure::refused("user-refused-role-unknown").with("role", unknown));
    }
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(Failure::refused("access-refused-passphrase-too-short").with("least", PASSPHRASE_CHARS_MIN));
    }
    let hashed = hash_passphrase(passphrase)?;
    let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
    store.write(&caller.author("user.add"), |writer| {
        let id = match writer.account(&name)? {
            Some(account) => account.user,
            None => writer.new_id(),
        };
        let mut change = Change::default();
        change.state(Fact::User(writer.new_id(), User { id, name: name.clone(), roles }));
        writer.commit(Id::NIL, None, &change)?;
        writer.keep_account(&AccountRow {
            user: id,
            name,
            passphrase: hashed,
            failures: 0,
            locked_until: Instant::from_ms(0),
        })?;
        Ok(id)
    })
}

/// Issues a one-time code for a device, areas named by code.
///
/// # Errors
/// Missing for an unknown area code, and what `device.issue_code` refuses.
pub fn issue_code(
    store: &Store,
    caller: &Caller,
    name: &str,
    area_codes: &[String],
    role: &str,
    valid_hours: u32,
) -> Result<String, Failure> {
    let context = Context { store, caller, act: "device.issue_code" };
    let areas = context.read(|reader| Ok(reader.areas()?))?;
    let mut area_ids = Vec::with_capacity(area_codes.len());
    for code in area_codes {
        let area = areas
            .iter()
            .find(|area| area.code == *code)
            .ok_or_else(|| Failure::refused("device-refused-area-unknown").with("code", code))?;
        area_ids.push(area.id.to_string());
    }
    Ok(issue(&context, IssueCodeInput { name: name.to_owned(), area_ids, role: role.to_owned(), valid_hours })?.code)
}

/// Imports areas from CSV text.
///
/// # Errors
/// The first problem, when there is any; nothing is imported then.
pub fn import_areas(store: &Store, caller: &Caller, csv: &str) -> Result<(), Failure> {
    let output = store.write(&caller.author("area.import"), |writer| area::import_text(writer, csv))?;
    match output.problems.first() {
        None => Ok(()),
        Some(problem) => Err(Failure::refused(&problem.code)
            .with("row", problem.row.unwrap_or(0))
            .with("value", problem.value.clone().unwrap_or_default())),
    }
}
