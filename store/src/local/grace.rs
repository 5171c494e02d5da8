//! Grants that ended while a device was offline: the work it had made when it first said hello after the change is still
//! taken, what it makes later is not. The chain's numbers tell the one from the other; clocks are not asked.

use domain::roster::Device;
use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::Incarnation;

use crate::fault::StoreFault;

/// Whether a device's grants are others than at its last hello.
pub(crate) fn has_news(connection: &Connection, device: &Device) -> Result<bool, StoreFault> {
    Ok(known(connection, device.number)?.as_deref() != Some(serde_json::to_string(&device.areas)?.as_str()))
}

fn known(connection: &Connection, number: u32) -> Result<Option<String>, StoreFault> {
    let row: Option<Option<String>> = connection
        .prepare_cached("SELECT areas_known FROM local_device WHERE number = ?1")?
        .query_row([number], |row| row.get("areas_known"))
        .optional()?;
    Ok(row.flatten())
}

/// Notes at a hello which grants have ended since the last one, and up to where the chain counts as made before.
pub(crate) fn note(connection: &Connection, device: &Device, by: Incarnation, tip_n: u64) -> Result<(), StoreFault> {
    let now = serde_json::to_string(&device.areas)?;
    let known = known(connection, device.number)?;
    if known.as_deref() == Some(now.as_str()) {
        return Ok(());
    }
    // Every area it was ever granted: several changes may lie between two hellos.
    let former = serde_json::to_string(&crate::read::roster::ever_granted(connection, device.number)?)?;
    connection
        .prepare_cached("UPDATE local_device SET areas_known = ?2 WHERE number = ?1")?
        .execute((device.number, &now))?;
    if known.is_some() {
        connection
            .prepare_cached(
                "UPDATE local_device SET grace_areas = ?2, grace_incarnation = ?3, grace_n = ?4 WHERE number = ?1",
            )?
            .execute((device.number, former, by.to_bytes(), tip_n as i64))?;
    }
    Ok(())
}

/// The former areas in which a commit of this number still counts.
pub(crate) fn areas(connection: &Connection, by: Incarnation, n: u64) -> Result<Vec<Id<Area>>, StoreFault> {
    let areas: Option<String> = connection
        .prepare_cached(
            "SELECT grace_areas FROM local_device WHERE number = ?1 AND grace_incarnation = ?2 AND grace_n >= ?3",
        )?
        .query_row((by.device, by.to_bytes(), n as i64), |row| row.get("grace_areas"))
        .optional()?;
    Ok(areas.map_or_else(|| Ok(Vec::new()), |areas| serde_json::from_str(&areas))?)
}
