//! Devices and users as certified by the hub.

use domain::roster::{Device, User};
use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::fault::StoreFault;
use crate::read::{Reader, duty};

fn device_from_row(row: &Row<'_>) -> rusqlite::Result<(Device, String, String)> {
    let device = Device {
        number: row.get("number")?,
        name: row.get("name")?,
        public_key: row.get("public_key")?,
        areas: Vec::new(),
        is_revoked: row.get("is_revoked")?,
        users: Vec::new(),
    };
    Ok((device, row.get("areas")?, row.get("users")?))
}

fn with_lists((mut device, areas, users): (Device, String, String)) -> Result<Device, StoreFault> {
    device.areas = serde_json::from_str(&areas)?;
    device.users = serde_json::from_str(&users)?;
    Ok(device)
}

pub(crate) fn device(connection: &Connection, number: u32) -> Result<Option<Device>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT number, name, public_key, areas, is_revoked, users FROM roster_device WHERE number = ?1",
    )?;
    statement.query_row([number], device_from_row).optional()?.map(with_lists).transpose()
}

/// Every area a device was ever granted.
pub(crate) fn ever_granted(connection: &Connection, number: u32) -> Result<Vec<Id<Area>>, StoreFault> {
    let mut statement = connection.prepare_cached("SELECT area_id FROM roster_grant WHERE number = ?1")?;
    let areas = statement.query_map([number], |row| row.get("area_id").map(Id::from_bytes))?;
    Ok(areas.collect::<Result<_, _>>()?)
}

impl Reader<'_> {
    /// A device by its number.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn device(&self, number: u32) -> Result<Option<Device>, StoreFault> {
        device(self.connection(), number)
    }

    /// Every device.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn devices(&self) -> Result<Vec<Device>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, name, public_key, areas, is_revoked, users FROM roster_device ORDER BY number",
        )?;
        let rows = statement.query_map([], device_from_row)?;
        rows.map(|row| with_lists(row?)).collect()
    }

    /// A user.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn user(&self, user: Id<User>) -> Result<Option<User>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached("SELECT user_id, name, roles FROM roster_user WHERE user_id = ?1")?;
        let found = statement.query_row([user.to_bytes()], user_from_row).optional()?;
        found.map(|found| self.with_duties(found)).transpose()
    }

    /// Every user, by name.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn users(&self) -> Result<Vec<User>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached("SELECT user_id, name, roles FROM roster_user ORDER BY name, user_id")?;
        let rows = statement.query_map([], user_from_row)?;
        rows.map(|row| self.with_duties(row?)).collect()
    }

    fn with_duties(&self, (mut user, roles): (User, String)) -> Result<User, StoreFault> {
        user.roles = serde_json::from_str(&roles)?;
        user.assignments = duty::statements(self.connection(), user.id)?.pop().map(|latest| latest.assignments);
        Ok(user)
    }

    /// The areas granted to this device; on the hub none, which means all.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn granted_areas(&self, device_number: u32) -> Result<Vec<Id<Area>>, StoreFault> {
        Ok(self.device(device_number)?.map(|device| device.areas).unwrap_or_default())
    }
}

fn user_from_row(row: &Row<'_>) -> rusqlite::Result<(User, String)> {
    let id: [u8; 16] = row.get("user_id")?;
    Ok((User::with_roles(Id::from_bytes(id), row.get("name")?, Vec::new()), row.get("roles")?))
}
