//! Rows of devices and users: the latest statement of the hub counts, in whatever order they are heard.

use domain::roster::role::Role;
use domain::roster::{Device, User};
use domain::{Fact, Id};
use rusqlite::{Connection, params};
use sync::CommitHeader;

use crate::fault::StoreFault;

pub(super) fn device(connection: &Connection, device: &Device, header: &CommitHeader) -> Result<(), StoreFault> {
    // Certificates of before users stood in them: who joined with a device is who the commit is by.
    let is_by_joining = device.users.is_empty() && header.act == "device.join";
    let users = if is_by_joining { vec![header.user] } else { device.users.clone() };
    connection
        .prepare_cached(
            "INSERT INTO roster_device (number, name, public_key, areas, is_revoked, stated_at, users) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (number) DO UPDATE SET name = excluded.name, public_key = excluded.public_key, areas = excluded.areas,
               is_revoked = excluded.is_revoked, users = excluded.users, stated_at = excluded.stated_at WHERE excluded.stated_at >= roster_device.stated_at",
        )?
        .execute(params![
            device.number,
            device.name,
            device.public_key,
            serde_json::to_string(&device.areas)?,
            device.is_revoked,
            header.recorded_at.to_i64(),
            serde_json::to_string(&users)?,
        ])?;
    let mut granting = connection.prepare_cached(
        "INSERT INTO roster_grant (number, area_id) VALUES (?1, ?2) ON CONFLICT (number, area_id) DO NOTHING",
    )?;
    for area in &device.areas {
        granting.execute((device.number, area.to_bytes()))?;
    }
    Ok(())
}

pub(super) fn user(
    connection: &Connection,
    fact: Id<Fact>,
    user: &User,
    header: &CommitHeader,
) -> Result<(), StoreFault> {
    let stated_at = header.recorded_at.to_i64();
    connection
        .prepare_cached(
            "INSERT INTO roster_user (user_id, name, roles, stated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, roles = excluded.roles, stated_at = excluded.stated_at
               WHERE excluded.stated_at >= roster_user.stated_at",
        )?
        .execute(params![user.id.to_bytes(), user.name, serde_json::to_string(&user.roles)?, stated_at])?;
    connection
        .prepare_cached(
            "INSERT INTO roster_statement (user_id, fact_id, stated_at) VALUES (?1, ?2, ?3) ON CONFLICT (user_id, fact_id) DO NOTHING",
        )?
        .execute((user.id.to_bytes(), fact.to_bytes(), stated_at))?;
    let mut assigning = connection.prepare_cached(
        "INSERT INTO roster_assignment (user_id, fact_id, place, role, areas, valid_from, valid_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (user_id, fact_id, place) DO NOTHING",
    )?;
    for (place, assignment) in user.held().iter().enumerate() {
        assigning.execute(params![
            user.id.to_bytes(),
            fact.to_bytes(),
            place as i64,
            assignment.role,
            serde_json::to_string(&assignment.areas)?,
            assignment.valid_from.map(|day| day.to_string()),
            assignment.valid_until.map(|day| day.to_string()),
        ])?;
    }
    Ok(())
}

pub(super) fn role(
    connection: &Connection,
    fact: Id<Fact>,
    role: &Role,
    header: &CommitHeader,
) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO roster_role (code, fact_id, version, names, rights, incompatible_with, stated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (code, fact_id) DO NOTHING",
        )?
        .execute(params![
            role.code,
            fact.to_bytes(),
            role.version,
            serde_json::to_string(&role.names)?,
            serde_json::to_string(&role.rights)?,
            serde_json::to_string(&role.incompatible_with)?,
            header.recorded_at.to_i64(),
        ])?;
    Ok(())
}
