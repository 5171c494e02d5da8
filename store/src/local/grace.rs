//! Grants that ended while a device was offline: the work it had made when it heard of the change is still taken, what it
//! makes later is not. The chain's numbers tell the one from the other; the device's clock is not asked.

use domain::roster::Device;
use domain::{Area, Id, Instant};
use rusqlite::{Connection, OptionalExtension};
use sync::{Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::limits::GRACE_MS;
use crate::read::{area, duty};

/// Whether something is to be noted of a device: its grants are others than at its last hello, or it may still have work of
/// before.
pub(crate) fn has_news(connection: &Connection, device: &Device) -> Result<bool, StoreFault> {
    let is_open: Option<bool> = connection
        .prepare_cached("SELECT grace_since IS NOT NULL FROM local_device WHERE number = ?1")?
        .query_row([device.number], |row| row.get(0))
        .optional()?;
    let has_other_areas = known(connection, device.number)? != Some(granted(connection, device)?);
    Ok(is_open == Some(true) || has_other_areas || has_roster_news(connection, device.number)?)
}

/// What a device is granted, and the tree of areas it is granted in: with either the places change where it may write.
fn granted(connection: &Connection, device: &Device) -> Result<String, StoreFault> {
    let areas = serde_json::to_string(&device.areas)?;
    Ok(area::placed_at(connection)?.map_or_else(|| areas.clone(), |at| format!("{areas} {at}")))
}

/// When the hub last spoke of what users may do, or where.
fn latest_word(connection: &Connection) -> Result<Option<i64>, StoreFault> {
    Ok(duty::latest(connection)?.max(area::placed_at(connection)?))
}

/// Whether the hub spoke of users, roles or places since the device's last hello, or it may still have work of before.
fn has_roster_news(connection: &Connection, number: u32) -> Result<bool, StoreFault> {
    let row: Option<(Option<i64>, bool)> = connection
        .prepare_cached("SELECT roster_known, roster_since IS NOT NULL AS is_open FROM local_device WHERE number = ?1")?
        .query_row([number], |row| Ok((row.get("roster_known")?, row.get("is_open")?)))
        .optional()?;
    let latest = latest_word(connection)?;
    Ok(row.is_some_and(|(known, is_open)| is_open || known != latest))
}

/// The same as for areas, for what users and roles may do: notes how far the chain goes until the device has heard.
fn note_roster(
    connection: &Connection,
    number: u32,
    (by, tip_n): (Incarnation, u64),
    has_heard: bool,
    now: Instant,
) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "UPDATE local_device SET roster_known = ?2, roster_since = ?3 WHERE number = ?1 AND roster_known IS NOT ?2",
        )?
        .execute((number, latest_word(connection)?, now.ms()))?;
    connection
        .prepare_cached(
            "UPDATE local_device SET roster_incarnation = ?2, roster_n = ?3 WHERE number = ?1 AND roster_since > ?4",
        )?
        .execute((number, by.to_bytes(), tip_n as i64, now.ms() - GRACE_MS))?;
    if has_heard {
        connection
            .prepare_cached("UPDATE local_device SET roster_since = NULL WHERE number = ?1")?
            .execute([number])?;
    }
    Ok(())
}

/// Whether a commit counts as written before its device heard the latest word on users and roles. A device that has not
/// said hello since, and whose work comes by stick, cannot have heard it from the hub; that is believed as long as grants
/// that ended are.
pub(crate) fn is_before_roster(
    connection: &Connection,
    by: Incarnation,
    n: u64,
    now: Instant,
) -> Result<bool, StoreFault> {
    let row: Option<(Option<i64>, bool)> = connection
        .prepare_cached(
            "SELECT roster_known, ifnull(roster_incarnation = ?2 AND roster_n >= ?3, 0) AS is_before FROM local_device WHERE number = ?1",
        )?
        .query_row((by.device, by.to_bytes(), n as i64), |row| Ok((row.get("roster_known")?, row.get("is_before")?)))
        .optional()?;
    let latest = latest_word(connection)?;
    let is_recent = latest.is_some_and(|at| Hlc::from_i64(at).instant().ms() > now.ms() - GRACE_MS);
    Ok(row.is_none_or(|(known, is_before)| is_before || (known != latest && is_recent)))
}

fn known(connection: &Connection, number: u32) -> Result<Option<String>, StoreFault> {
    let row: Option<Option<String>> = connection
        .prepare_cached("SELECT areas_known FROM local_device WHERE number = ?1")?
        .query_row([number], |row| row.get("areas_known"))
        .optional()?;
    Ok(row.flatten())
}

/// Notes at a hello which grants have ended since the last one, and up to where the chain counts as made before: as far as
/// it goes at the hello in which the device hears of it, but not for ever.
pub(crate) fn note(
    connection: &Connection,
    device: &Device,
    (by, tip_n): (Incarnation, u64),
    has_heard: bool,
    now: Instant,
) -> Result<(), StoreFault> {
    note_roster(connection, device.number, (by, tip_n), has_heard, now)?;
    let granted = granted(connection, device)?;
    let known = known(connection, device.number)?;
    if known.as_deref() != Some(granted.as_str()) {
        // Every area it was ever granted: several changes may lie between two hellos.
        let former = serde_json::to_string(&crate::read::roster::ever_granted(connection, device.number)?)?;
        let since = known.is_some().then(|| now.ms());
        connection
            .prepare_cached(
                "UPDATE local_device SET areas_known = ?2, grace_areas = ?3, grace_since = ?4 WHERE number = ?1",
            )?
            .execute((device.number, &granted, since.map(|_| former), since))?;
    }
    connection
        .prepare_cached(
            "UPDATE local_device SET grace_incarnation = ?2, grace_n = ?3 WHERE number = ?1 AND grace_since > ?4",
        )?
        .execute((device.number, by.to_bytes(), tip_n as i64, now.ms() - GRACE_MS))?;
    if has_heard {
        connection
            .prepare_cached("UPDATE local_device SET grace_since = NULL WHERE number = ?1")?
            .execute([device.number])?;
    }
    Ok(())
}

/// The former areas in which a commit of this number still counts.
pub(crate) fn areas(connection: &Connection, by: Incarnation, n: u64) -> Result<Vec<Id<Area>>, StoreFault> {
    let areas: Option<Option<String>> = connection
        .prepare_cached(
            "SELECT grace_areas FROM local_device WHERE number = ?1 AND grace_incarnation = ?2 AND grace_n >= ?3",
        )?
        .query_row((by.device, by.to_bytes(), n as i64), |row| row.get("grace_areas"))
        .optional()?;
    areas.flatten().map_or_else(|| Ok(Vec::new()), |areas| Ok(serde_json::from_str(&areas)?))
}
