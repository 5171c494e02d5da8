//! What an administrator does at the hub's command line, by the same roads as the console.

use domain::change::{Change, Fact};
use domain::roster::assignment::{Assignment, assign};
use domain::roster::{AccountAct, AccountChange, User};
use domain::{Area, Id, Instant};
use store::key::{PASSPHRASE_CHARS_MIN, hash_passphrase};
use store::local::account::AccountRow;
use store::local::identity::Identity;
use store::{Store, Writer};

use crate::caller::{Caller, Context};
use crate::device::{self, GrantInput, IssueCodeInput, RevokeInput};
use crate::failure::Failure;
use crate::import::inspect;
use crate::user::second_factor::{self, DropSecondFactorInput};
use crate::{area, parse};

/// Longest issuer and longest subject of an identity, in bytes (OpenID Connect Core bounds the subject to 255).
pub const IDENTITY_BYTES_MAX: usize = 255;

/// Adds a user of the console, or gives an existing one another passphrase and roles, in areas named by code or everywhere.
///
/// # Errors
/// `user-refused-name-needed`, `user-refused-role-unknown`, `user-refused-duties-incompatible`, `device-refused-area-unknown`,
/// `access-refused-passphrase-too-short`.
pub fn add_user(
    store: &Store,
    caller: &Caller,
    name: &str,
    (roles, areas): (&[&str], &[String]),
    passphrase: &str,
) -> Result<Id<User>, Failure> {
    let name = parse::text("name", Some(name))?.ok_or_else(|| Failure::refused("user-refused-name-needed"))?;
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(Failure::refused("access-refused-passphrase-too-short").with("least", PASSPHRASE_CHARS_MIN));
    }
    let hashed = hash_passphrase(passphrase)?;
    let areas = areas_named(store, areas)?;
    let charged = |role: &&str| Assignment { areas: areas.clone(), ..Assignment::everywhere(role) };
    let assignments: Vec<Assignment> = roles.iter().map(charged).collect();
    store.write(&caller.author("user.add"), |writer| {
        let id = match writer.account(&name)? {
            Some(account) => account.user,
            None => writer.new_id(),
        };
        let mut change = Change::default();
        let newcomer = User::with_roles(id, name.clone(), Vec::new());
        let user = assign(&newcomer, assignments, &writer.roles()?, caller.today)?;
        change.state(Fact::User(writer.new_id(), user));
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

/// Takes off the second factor of an account, named by its login name.
///
/// # Errors
/// Missing when there is no such account, or nothing to take off.
pub fn drop_second_factor(store: &Store, caller: &Caller, name: &str) -> Result<(), Failure> {
    let account = store.read::<_, Failure>(|reader| Ok(reader.account(name)?))?.ok_or_else(Failure::missing)?;
    let context = Context::new(store, caller, "user.drop_second_factor");
    second_factor::drop_of(&context, DropSecondFactorInput { user_id: account.user.to_string(), code: None }).map(drop)
}

/// An identity of the identity provider signs in to an account from now on; the log says so.
///
/// # Errors
/// Missing when there is no such account; `user-refused-identity` above its limits; `user-refused-identity-linked` when it
/// signs in to an account already.
pub fn link_identity(store: &Store, caller: &Caller, name: &str, identity: &Identity) -> Result<(), Failure> {
    let is_told =
        |text: &str| !text.is_empty() && text.len() <= IDENTITY_BYTES_MAX && !text.chars().any(char::is_control);
    if !is_told(&identity.issuer) || !is_told(&identity.subject) {
        return Err(Failure::refused("user-refused-identity").with("most", IDENTITY_BYTES_MAX));
    }
    store.write(&caller.author("user.link_identity"), |writer| {
        let account = writer.account(name)?.ok_or_else(Failure::missing)?;
        if writer.user_of_identity(identity)?.is_some() {
            return Err(Failure::refused("user-refused-identity-linked"));
        }
        writer.keep_identity(identity, account.user, caller.now)?;
        account_changed(writer, account.user, AccountAct::IdentityLinked)
    })
}

/// An identity of the identity provider signs in to an account no more; the log says so.
///
/// # Errors
/// Missing when there is no such account, or it has no such identity.
pub fn unlink_identity(store: &Store, caller: &Caller, name: &str, identity: &Identity) -> Result<(), Failure> {
    store.write(&caller.author("user.unlink_identity"), |writer| {
        let account = writer.account(name)?.ok_or_else(Failure::missing)?;
        if !writer.forget_identity(identity, account.user)? {
            return Err(Failure::missing());
        }
        account_changed(writer, account.user, AccountAct::IdentityUnlinked)
    })
}

fn account_changed(writer: &mut Writer<'_>, user: Id<User>, act: AccountAct) -> Result<(), Failure> {
    let mut change = Change::default();
    change.state(Fact::AccountChange(AccountChange { id: writer.new_id(), user, act }));
    writer.commit(Id::NIL, None, &change)?;
    Ok(())
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
    let context = Context::new(store, caller, "device.issue_code");
    let area_ids = areas_named(store, area_codes)?.iter().map(ToString::to_string).collect();
    Ok(device::issue_code(
        &context,
        IssueCodeInput { name: name.to_owned(), area_ids, role: role.to_owned(), valid_hours },
    )?
    .code)
}

fn areas_named(store: &Store, codes: &[String]) -> Result<Vec<Id<Area>>, Failure> {
    let areas = store.read::<_, Failure>(|reader| Ok(reader.areas()?))?;
    let named = |code: &String| {
        let found = areas.iter().find(|area| area.code == *code);
        found.map(|area| area.id).ok_or_else(|| Failure::refused("device-refused-area-unknown").with("code", code))
    };
    codes.iter().map(named).collect()
}

/// Gives a device other areas, named by code.
///
/// # Errors
/// `device-refused-area-unknown`, and what `device.grant` refuses.
pub fn grant(store: &Store, caller: &Caller, number: u32, area_codes: &[String]) -> Result<(), Failure> {
    let area_ids = areas_named(store, area_codes)?.iter().map(ToString::to_string).collect();
    device::grant(&Context::new(store, caller, "device.grant"), GrantInput { number, area_ids }).map(drop)
}

/// Ends a device.
///
/// # Errors
/// What `device.revoke` refuses.
pub fn revoke(store: &Store, caller: &Caller, number: u32, reason: &str) -> Result<(), Failure> {
    let input = RevokeInput { number, reason: reason.to_owned() };
    device::revoke(&Context::new(store, caller, "device.revoke"), input).map(drop)
}

/// Imports areas from a workbook or CSV text.
///
/// # Errors
/// `import-refused-…` for what is no table; the first problem, when there is any; nothing is imported then.
pub fn import_areas(store: &Store, caller: &Caller, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let workbook = inspect::read(name, bytes)?;
    let import = |writer: &mut store::Writer<'_>| area::import::import_workbook(writer, &workbook);
    let output = store.write(&caller.author("area.import"), import)?;
    match output.problems.first() {
        None => Ok(()),
        Some(problem) => Err(Failure::refused(&problem.code)
            .with("row", problem.row.unwrap_or(0))
            .with("value", problem.value.clone().unwrap_or_default())),
    }
}
