//! Bodies of what the hub states about devices, users and roles. Members are only ever added, and one that is missing means
//! what it meant before it was there.

use std::collections::BTreeMap;

use domain::roster::assignment::Assignment;
use domain::roster::role::Role;
use domain::roster::{Device, User};
use domain::{Date, Id};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct DeviceBody {
    number: u32,
    name: String,
    public_key: [u8; 32],
    areas: Vec<[u8; 16]>,
    revoked: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    users: Vec<[u8; 16]>,
}
#[derive(Serialize, Deserialize)]
pub(super) struct UserBody {
    user: [u8; 16],
    name: String,
    roles: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assignments: Option<Vec<AssignmentBody>>,
}
#[derive(Serialize, Deserialize)]
pub(super) struct AssignmentBody {
    role: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    areas: Vec<[u8; 16]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}
#[derive(Serialize, Deserialize)]
pub(super) struct RoleBody {
    code: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
    rights: Vec<String>,
    #[serde(default)]
    incompatible_with: Vec<String>,
    version: u32,
}

pub(super) fn device_body(it: &Device) -> DeviceBody {
    DeviceBody {
        number: it.number,
        name: it.name.clone(),
        public_key: it.public_key,
        areas: it.areas.iter().map(|area| area.to_bytes()).collect(),
        revoked: it.is_revoked,
        users: it.users.iter().map(|user| user.to_bytes()).collect(),
    }
}

pub(super) fn device(body: DeviceBody) -> Device {
    Device {
        number: body.number,
        name: body.name,
        public_key: body.public_key,
        areas: body.areas.into_iter().map(Id::from_bytes).collect(),
        is_revoked: body.revoked,
        users: body.users.into_iter().map(Id::from_bytes).collect(),
    }
}

pub(super) fn user_body(it: &User) -> UserBody {
    let assignment = |it: &Assignment| AssignmentBody {
        role: it.role.clone(),
        areas: it.areas.iter().map(|area| area.to_bytes()).collect(),
        from: it.valid_from,
        until: it.valid_until,
    };
    UserBody {
        user: it.id.to_bytes(),
        name: it.name.clone(),
        roles: it.roles.clone(),
        assignments: it.assignments.as_ref().map(|held| held.iter().map(assignment).collect()),
    }
}

pub(super) fn user(body: UserBody) -> User {
    let assignment = |body: AssignmentBody| Assignment {
        role: body.role,
        areas: body.areas.into_iter().map(Id::from_bytes).collect(),
        valid_from: body.from,
        valid_until: body.until,
    };
    User {
        id: Id::from_bytes(body.user),
        name: body.name,
        roles: body.roles,
        assignments: body.assignments.map(|held| held.into_iter().map(assignment).collect()),
    }
}

pub(super) fn role_body(it: &Role) -> RoleBody {
    RoleBody {
        code: it.code.clone(),
        names: it.names.clone(),
        rights: it.rights.clone(),
        incompatible_with: it.incompatible_with.clone(),
        version: it.version,
    }
}

pub(super) fn role(body: RoleBody) -> Role {
    Role {
        code: body.code,
        names: body.names,
        rights: body.rights,
        incompatible_with: body.incompatible_with,
        version: body.version,
    }
}
