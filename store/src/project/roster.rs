//! Rows of areas, devices and users: the latest statement of the hub counts, in whatever order they are heard.

use domain::Area;
use domain::roster::{Device, User};
use rusqlite::{Connection, params};
use sync::CommitHeader;

use crate::fault::StoreFault;

pub(super) fn area(connection: &Connection, area: &Area, header: &CommitHeader) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO area (area_id, parent_id, code, level, names, stated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (area_id) DO UPDATE SET parent_id = excluded.parent_id, code = excluded.code, level = excluded.level,
               names = excluded.names, stated_at = excluded.stated_at WHERE excluded.stated_at >= area.stated_at",
        )?
        .execute(params![
            area.id.to_bytes(),
            area.parent.map(domain::Id::to_bytes),
            area.code,
            area.level,
            serde_json::to_string(&area.names)?,
            header.recorded_at.to_i64(),
        ])?;
    Ok(())
}

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

pub(super) fn user(connection: &Connection, user: &User, header: &CommitHeader) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO roster_user (user_id, name, roles, stated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, roles = excluded.roles, stated_at = excluded.stated_at
               WHERE excluded.stated_at >= roster_user.stated_at",
        )?
        .execute(params![
            user.id.to_bytes(),
            user.name,
            serde_json::to_string(&user.roles)?,
            header.recorded_at.to_i64()
        ])?;
    Ok(())
}
