//! Roles are data: what each may do and which duties never lie in one hand. Every store has the ten standard roles from
//! the start; the hub states others, or states one of these anew.
//!
//! Always true: a role nobody has stated is the standard one, so that an older hub and an older laptop mean the same by it.

use std::collections::BTreeMap;

use crate::Refusal;
use crate::roster::assignment::Grant;

/// Longest code of a role, in characters.
pub const ROLE_CODE_CHARS_MAX: usize = 40;
/// Most roles there may be.
pub const ROLES_MAX: usize = 100;
/// The role that keeps roles and users; without it nobody could ever be let in again.
pub const ADMINISTRATOR: &str = "administrator";
/// The right to keep users.
pub const KEEP_USERS: &str = "user.manage";
/// The right to keep roles.
pub const KEEP_ROLES: &str = "role.manage";

/// What somebody may do, by a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Code.
    pub code: String,
    /// Name by language; empty for the standard ones, whose names every program knows.
    pub names: BTreeMap<String, String>,
    /// Rights, sorted, each once.
    pub rights: Vec<String>,
    /// Codes of roles that nobody may hold besides it. What one of two says counts for both.
    pub incompatible_with: Vec<String>,
    /// How often it was stated: 0 is the standard one.
    pub version: u32,
}

/// Roles by code.
pub type Roles = BTreeMap<String, Role>;

const FIELD: &[&str] = &[
    "registry.read",
    "registry.read_sensitive",
    "registry.reveal",
    "registry.write",
    "import.write",
    "conflict.resolve",
    "duplicate.decide",
    "sync.run",
    "sync.stick",
    "sync.nearby",
];
const SUPERVISOR: &[&str] = &[
    "sync.carry",
    "user.read",
    "user.unlock",
    "audit.read",
    "partner.read",
    "audit.disclose",
    "oversight.read",
    "oversight.revisit",
];
const RECONCILER: &[&str] =
    &["registry.read", "registry.reveal", "registry.decide_move", "conflict.resolve", "duplicate.decide", "user.read"];
const ADMINISTRATORS: &[&str] = &[
    "device.manage",
    "device.rescue",
    "sync.stick",
    "area.manage",
    "vocabulary.manage",
    "partner.read",
    "partner.manage",
    "user.second_factor",
    "user.unlock",
    "audit.read",
    "audit.disclose",
    "oversight.read",
    "oversight.revisit",
    "privacy.read",
    "privacy.erase",
    "privacy.keep_rules",
    KEEP_USERS,
    KEEP_ROLES,
];
const AUDITOR: &[&str] = &["registry.read", "user.read", "audit.read", "privacy.read", "partner.read"];
const DATA_PROTECTION: &[&str] = &[
    "registry.read",
    "registry.reveal",
    "user.read",
    "audit.read",
    "audit.disclose",
    "privacy.read",
    "privacy.erase",
    "privacy.keep_rules",
    "partner.read",
    "partner.manage",
];
const MONEY: [&str; 3] = ["finance_preparer", "finance_approver", "finance_releaser"];
/// Who checks the work of others does none of it.
const WORKING: [&str; 5] = ["officer", "supervisor", "programme_manager", "reconciler", ADMINISTRATOR];

/// The standard roles: code, rights, and the roles nobody holds besides.
fn standard() -> Vec<(&'static str, Vec<&'static str>, Vec<&'static str>)> {
    let other_money = |code: &str| MONEY.into_iter().filter(|other| *other != code).collect::<Vec<_>>();
    vec![
        ("officer", FIELD.to_vec(), vec![]),
        ("supervisor", [FIELD, SUPERVISOR].concat(), vec![]),
        ("programme_manager", vec!["registry.read", "user.read"], vec![]),
        (MONEY[0], vec!["registry.read"], other_money(MONEY[0])),
        (MONEY[1], vec!["registry.read"], other_money(MONEY[1])),
        (MONEY[2], vec!["registry.read"], other_money(MONEY[2])),
        ("reconciler", RECONCILER.to_vec(), vec![]),
        ("auditor", AUDITOR.to_vec(), [&WORKING[..], &MONEY[..]].concat()),
        ("data_protection_officer", DATA_PROTECTION.to_vec(), vec![]),
        (ADMINISTRATOR, [RECONCILER, ADMINISTRATORS].concat(), MONEY.to_vec()),
    ]
}

/// Codes of the standard roles, in the order people are shown them.
pub fn standard_codes() -> Vec<&'static str> {
    standard().into_iter().map(|(code, _, _)| code).collect()
}

/// The standard roles.
pub fn defaults() -> Roles {
    let words = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let role = |(code, rights, incompatible): (&str, Vec<&str>, Vec<&str>)| Role {
        code: code.to_owned(),
        names: BTreeMap::new(),
        rights: sorted(words(rights)),
        incompatible_with: sorted(words(incompatible)),
        version: 0,
    };
    standard().into_iter().map(role).map(|role| (role.code.clone(), role)).collect()
}

/// What roles come to that count everywhere; one nobody knows gives nothing.
pub fn everywhere(codes: &[&str], roles: &Roles) -> Vec<Grant> {
    let known = codes.iter().filter_map(|code| roles.get(*code));
    known.map(|role| Grant { role: role.code.clone(), rights: role.rights.clone(), areas: Vec::new() }).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether two roles never lie in one hand.
pub fn are_incompatible(roles: &Roles, one: &str, other: &str) -> bool {
    let says = |a: &str, b: &str| roles.get(a).is_some_and(|role| role.incompatible_with.iter().any(|code| code == b));
    one != other && (says(one, other) || says(other, one))
}

/// A role as it shall be from now on.
///
/// # Errors
/// A code that is none, a right nobody knows, a role it names that there is not, nothing that differs, and an
/// administrator who could keep users and roles no more.
pub fn change(roles: &Roles, known_rights: &[&str], wanted: Role) -> Result<Role, Refusal> {
    let is_code = |code: &str| {
        !code.is_empty()
            && code.len() <= ROLE_CODE_CHARS_MAX
            && code.starts_with(|c: char| c.is_ascii_lowercase())
            && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if !is_code(&wanted.code) {
        return Err(Refusal::RoleCodeInvalid { value: wanted.code.chars().take(ROLE_CODE_CHARS_MAX).collect() });
    }
    let present = roles.get(&wanted.code);
    if present.is_none() && roles.len() >= ROLES_MAX {
        return Err(Refusal::RolesTooMany { limit: ROLES_MAX });
    }
    if present.is_none() && wanted.names.is_empty() {
        return Err(Refusal::RoleNameNeeded);
    }
    let (rights, incompatible_with) = (sorted(wanted.rights), sorted(wanted.incompatible_with));
    // A right of a later version that stands in the role already stays in it.
    let stands = |right: &String| present.is_some_and(|role| role.rights.contains(right));
    if let Some(right) = rights.iter().find(|right| !known_rights.contains(&right.as_str()) && !stands(right)) {
        return Err(Refusal::RoleRightUnknown { right: right.clone() });
    }
    if let Some(role) = incompatible_with.iter().find(|code| **code == wanted.code || !roles.contains_key(*code)) {
        return Err(Refusal::UserRoleUnknown { role: role.clone() });
    }
    let keeps = |right: &str| rights.iter().any(|held| held == right);
    if wanted.code == ADMINISTRATOR && !(keeps(KEEP_USERS) && keeps(KEEP_ROLES)) {
        return Err(Refusal::RoleLocksOut);
    }
    let version = present.map_or(0, |role| role.version) + 1;
    let changed = Role { rights, incompatible_with, version, ..wanted };
    let is_same = present.is_some_and(|role| Role { version, ..role.clone() } == changed);
    if is_same { Err(Refusal::NothingChanged) } else { Ok(changed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_roles_keep_money_control_and_administration_apart() {
        let roles = defaults();
        assert_eq!(roles.len(), 10);
        for (one, other) in [
            ("finance_preparer", "finance_approver"),
            ("finance_approver", "finance_releaser"),
            ("finance_releaser", "finance_preparer"),
            ("administrator", "finance_preparer"),
            ("finance_releaser", "administrator"),
            ("auditor", "officer"),
            ("reconciler", "auditor"),
        ] {
            assert!(are_incompatible(&roles, one, other), "{one} and {other}");
        }
        assert!(!are_incompatible(&roles, "officer", "supervisor"));
        assert!(!are_incompatible(&roles, "auditor", "auditor"));
    }

    #[test]
    fn a_role_is_changed_by_the_rules_and_counts_its_versions() {
        let roles = defaults();
        let known = ["registry.read", "user.manage", "role.manage"];
        let wanted = |code: &str, rights: &[&str]| Role {
            code: code.to_owned(),
            names: BTreeMap::from([("en".to_owned(), "Visitor".to_owned())]),
            rights: rights.iter().map(|right| (*right).to_owned()).collect(),
            incompatible_with: Vec::new(),
            version: 0,
        };
        assert_eq!(change(&roles, &known, wanted("visitor", &["registry.read"])).map(|role| role.version), Ok(1));
        let refused = |wanted: Role| change(&roles, &known, wanted).err();
        assert_eq!(refused(wanted("Visitor", &[])), Some(Refusal::RoleCodeInvalid { value: "Visitor".to_owned() }));
        let unknown = Refusal::RoleRightUnknown { right: "money.print".to_owned() };
        assert_eq!(refused(wanted("visitor", &["money.print"])), Some(unknown));
        assert_eq!(refused(wanted("administrator", &["registry.read"])), Some(Refusal::RoleLocksOut));
        assert_eq!(refused(Role { names: BTreeMap::new(), ..wanted("visitor", &[]) }), Some(Refusal::RoleNameNeeded));
        assert_eq!(refused(roles["auditor"].clone()), Some(Refusal::NothingChanged));
        let with_itself = Role { incompatible_with: vec!["visitor".to_owned()], ..wanted("visitor", &[]) };
        assert_eq!(refused(with_itself), Some(Refusal::UserRoleUnknown { role: "visitor".to_owned() }));
    }
}
