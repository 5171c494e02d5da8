//! Devices, at the hub: which there are, how they stand, codes for new ones, other areas, and their end.

use domain::change::{Change, Fact};
use domain::lease::{LEASE_DAYS_MAX, LEASE_DAYS_MIN};
use domain::roster::{Device, LeasePolicy};
use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::exchange::hub::{invitation_hash, new_code};
use store::local::account::InvitationRow;

use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::view;
use crate::{Done, Nothing};

/// Longest validity of a code, in hours.
const CODE_HOURS_MAX: u32 = 24 * 14;
/// Most areas of one device.
const AREAS_MAX: usize = 500;

/// A device.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DeviceOutput {
    /// Number.
    pub number: u32,
    /// Name.
    pub name: String,
    /// Names of its areas.
    pub areas: Vec<String>,
    /// Its areas.
    pub area_ids: Vec<String>,
    /// When it joined.
    pub joined_at: i64,
    /// When it last said hello.
    pub last_seen_at: Option<i64>,
    /// Commits of it that the hub holds.
    pub commits_held: u64,
    /// Items of it that are set aside.
    pub quarantined: u64,
    /// How far its clock is ahead, in milliseconds.
    pub clock_skew_ms: Option<i64>,
    /// Program version it said.
    pub version: Option<String>,
    /// Whether its work is no longer accepted.
    pub is_revoked: bool,
}

/// Answer of `device.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DeviceListOutput {
    /// By number.
    pub devices: Vec<DeviceOutput>,
}

/// Input of `device.issue_code`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct IssueCodeInput {
    /// Name for the device.
    pub name: String,
    /// Areas, each with all below.
    pub area_ids: Vec<String>,
    /// Role of its first user.
    pub role: String,
    /// How long the code works, in hours.
    pub valid_hours: u32,
}

/// Answer of `device.issue_code`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct IssueCodeOutput {
    /// The code; it is shown once and never kept.
    pub code: String,
    /// Until when it works.
    pub expires_at: i64,
}

/// Input of `device.grant`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct GrantInput {
    /// Number of the device.
    pub number: u32,
    /// The areas it shall have from now on, each with all below.
    pub area_ids: Vec<String>,
}

/// Input of `device.revoke` and `device.reinstate`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RevokeInput {
    /// Number of the device.
    pub number: u32,
    /// Why.
    pub reason: String,
}

/// Answer of `device.lease`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LeaseOutput {
    /// Days without contact.
    pub days: u32,
}

/// Input of `device.set_lease`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SetLeaseInput {
    /// Days without contact after which a laptop locks.
    pub days: u32,
}

/// Every device.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<DeviceListOutput, Failure> {
    context.read(|reader| {
        let seen = reader.seen_devices()?;
        let held = reader.commits_held()?;
        let quarantine = reader.quarantine()?;
        let mut devices = Vec::new();
        for device in reader.devices()?.into_iter().filter(|device| device.number != sync::Incarnation::HUB) {
            if !reader.touches(&device.areas, &context.scope())? {
                continue;
            }
            let known = seen.iter().find(|row| row.number == device.number);
            devices.push(DeviceOutput {
                number: device.number,
                name: device.name,
                area_ids: device.areas.iter().map(ToString::to_string).collect(),
                areas: device.areas.iter().map(|area| view::area_name(reader, *area)).collect::<Result<_, _>>()?,
                joined_at: known.map_or(0, |row| row.joined_at.ms()),
                last_seen_at: known.and_then(|row| row.last_seen_at).map(domain::Instant::ms),
                commits_held: held.get(&device.number).copied().unwrap_or(0),
                quarantined: quarantine.iter().filter(|row| row.incarnation.device == device.number).count() as u64,
                clock_skew_ms: known.and_then(|row| row.clock_skew_ms),
                version: known.and_then(|row| row.version.clone()),
                is_revoked: device.is_revoked,
            });
        }
        Ok(DeviceListOutput { devices })
    })
}

/// Issues a one-time code for a device.
///
/// # Errors
/// `device-refused-…` for a missing name, unknown areas or role.
pub fn issue_code(context: &Context<'_>, input: IssueCodeInput) -> Result<IssueCodeOutput, Failure> {
    let name = parse::text("name", Some(&input.name))?.ok_or_else(|| Failure::refused("device-refused-name-needed"))?;
    let areas = areas(&input.area_ids)?;
    let hours = input.valid_hours.clamp(1, CODE_HOURS_MAX);
    let expires_at = domain::Instant::from_ms(context.caller.now.ms() + i64::from(hours) * 3_600_000);
    let hub_key = context.store.signing_key()?.public();
    context.write(|writer| {
        if !writer.roles()?.contains_key(&input.role) {
            return Err(Failure::refused("device-refused-role-unknown").with("role", input.role));
        }
        in_scope(context, writer, &areas)?;
        let code = new_code(&hub_key)?;
        let invitation = InvitationRow { name, areas, role: input.role, expires_at, used_by: None };
        writer.keep_invitation(&invitation_hash(&code.secret), &invitation)?;
        Ok(IssueCodeOutput { code: code.to_text(), expires_at: expires_at.ms() })
    })
}

/// Gives a device other areas. What it made before it heard of the change is still taken; what is no longer its own it
/// takes off after its next exchange.
///
/// # Errors
/// Missing for an unknown device or area, `device-refused-areas-needed`, `device-refused-ended`,
/// `device-refused-nothing-changed`.
pub fn grant(context: &Context<'_>, input: GrantInput) -> Result<Done, Failure> {
    let areas = areas(&input.area_ids)?;
    restate(context, input.number, None, |writer, device| {
        in_scope(context, writer, &areas)?;
        let is_same = |one: &[Id<Area>], other: &[Id<Area>]| one.iter().all(|area| other.contains(area));
        if is_same(&device.areas, &areas) && is_same(&areas, &device.areas) {
            return Err(Failure::refused("device-refused-nothing-changed"));
        }
        device.areas = areas;
        Ok(())
    })
}

/// Ends a device: its hub takes nothing from it any more, and tells everybody. What it had sent stays.
///
/// # Errors
/// Missing for an unknown device, `device-refused-reason-needed`, `device-refused-ended`.
pub fn revoke(context: &Context<'_>, input: RevokeInput) -> Result<Done, Failure> {
    let reason = parse::reason(Some(&input.reason))?.ok_or_else(|| Failure::refused("device-refused-reason-needed"))?;
    restate(context, input.number, Some(&reason), |_, device| {
        device.is_revoked = true;
        Ok(())
    })
}

/// Takes back the end of a device that has not heard of it yet. One that has heard joins anew: its keys are gone.
///
/// # Errors
/// Missing for an unknown device, `device-refused-reason-needed`, `device-refused-not-ended`.
pub fn reinstate(context: &Context<'_>, input: RevokeInput) -> Result<Done, Failure> {
    let reason = parse::reason(Some(&input.reason))?.ok_or_else(|| Failure::refused("device-refused-reason-needed"))?;
    context.write(|writer| {
        let mut device = laptop(context, writer, input.number)?;
        if !device.is_revoked {
            return Err(Failure::refused("device-refused-not-ended").with("name", &device.name));
        }
        device.is_revoked = false;
        let mut change = Change::default();
        change.state(Fact::Device(writer.new_id(), device));
        Ok(writer.commit(Id::NIL, Some(&reason), &change)?.into())
    })
}

/// How long laptops open without contact.
///
/// # Errors
/// Faults of the store.
pub fn lease(context: &Context<'_>, _: Nothing) -> Result<LeaseOutput, Failure> {
    context.read(|reader| Ok(LeaseOutput { days: u32::from(reader.lease_days()?) }))
}

/// Says how long laptops open without contact from now on; each hears it at its next contact.
///
/// # Errors
/// `device-refused-lease-days`.
pub fn set_lease(context: &Context<'_>, input: SetLeaseInput) -> Result<Done, Failure> {
    let days = u16::try_from(input.days).ok().filter(|days| (LEASE_DAYS_MIN..=LEASE_DAYS_MAX).contains(days));
    let refused = Failure::refused("device-refused-lease-days").with("least", LEASE_DAYS_MIN).with("field", "days");
    let days = days.ok_or_else(|| refused.with("limit", LEASE_DAYS_MAX))?;
    context.write(|writer| {
        let mut change = Change::default();
        change.state(Fact::LeasePolicy(LeasePolicy { id: writer.new_id(), days }));
        Ok(writer.commit(Id::NIL, None, &change)?.into())
    })
}

/// A laptop whose areas are all this caller's to give and to take.
fn laptop(context: &Context<'_>, writer: &store::Writer<'_>, number: u32) -> Result<Device, Failure> {
    let device = writer.device(number)?.filter(|device| device.number != sync::Incarnation::HUB);
    let device = device.ok_or_else(Failure::missing)?;
    in_scope(context, writer, &device.areas)?;
    Ok(device)
}

/// Whether there are such areas, for this caller.
fn in_scope(context: &Context<'_>, reader: &store::Reader<'_>, areas: &[Id<Area>]) -> Result<(), Failure> {
    for area in areas {
        reader.area(*area)?.ok_or_else(Failure::missing)?;
        if !context.is_in_scope(reader, *area)? {
            return Err(Failure::missing());
        }
    }
    Ok(())
}

fn areas(ids: &[String]) -> Result<Vec<Id<Area>>, Failure> {
    if ids.is_empty() || ids.len() > AREAS_MAX {
        return Err(Failure::refused("device-refused-areas-needed").with("limit", AREAS_MAX));
    }
    ids.iter().map(|id| parse::id(id)).collect()
}

/// States a device anew. The hub is none of them, and an ended one stays ended.
fn restate(
    context: &Context<'_>,
    number: u32,
    reason: Option<&str>,
    alter: impl FnOnce(&store::Writer<'_>, &mut Device) -> Result<(), Failure>,
) -> Result<Done, Failure> {
    context.write(|writer| {
        let mut device = laptop(context, writer, number)?;
        if device.is_revoked {
            return Err(Failure::refused("device-refused-ended").with("name", &device.name));
        }
        alter(writer, &mut device)?;
        let mut change = Change::default();
        change.state(Fact::Device(writer.new_id(), device));
        Ok(writer.commit(Id::NIL, reason, &change)?.into())
    })
}
