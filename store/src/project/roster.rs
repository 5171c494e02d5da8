//! Rows of areas, devices and users: the last statement of the hub counts.

use domain::Area;
use domain::roster::{Device, User};
use rusqlite::{Connection, params};

use crate::fault::StoreFault;

pub(super) fn area(connection: &Connection, area: &Area) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO area (area_id, parent_id, code, level, names) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            area.id.to_bytes(),
            area.parent.map(domain::Id::to_bytes),
            area.code,
            area.level,
            serde_json::to_string(&area.names)?
        ])?;
    Ok(())
}

pub(super) fn device(connection: &Connection, device: &Device) -> Result<(), StoreFault> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO roster_device (number, name, public_key, areas, is_revoked) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![device.number, device.name, device.public_key, serde_json::to_string(&device.areas)?, device.is_revoked])?;
    Ok(())
}

pub(super) fn user(connection: &Connection, user: &User) -> Result<(), StoreFault> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO roster_user (user_id, name, roles) VALUES (?1, ?2, ?3)")?
        .execute(params![user.id.to_bytes(), user.name, serde_json::to_string(&user.roles)?])?;
    Ok(())
}
