//! Devices, at the hub: which there are, how they stand, and codes for new ones.

use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::exchange::hub::{invitation_hash, new_code};
use store::local::account::InvitationRow;

use crate::Nothing;
use crate::caller::{Context, ROLES};
use crate::failure::Failure;
use crate::parse;
use crate::registry::view;

/// Longest validity of a code, in hours.
const CODE_HOURS_MAX: u32 = 24 * 14;
/// Most areas of one device.
const CODE_AREAS_MAX: usize = 500;

/// A device.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DeviceOutput {
    /// Number.
    pub number: u32,
    /// Name.
    pub name: String,
    /// Names of its areas.
    pub areas: Vec<String>,
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
            let known = seen.iter().find(|row| row.number == device.number);
            devices.push(DeviceOutput {
                number: device.number,
                name: device.name,
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
    if input.area_ids.is_empty() || input.area_ids.len() > CODE_AREAS_MAX {
        return Err(Failure::refused("device-refused-areas-needed").with("limit", CODE_AREAS_MAX));
    }
    if !ROLES.iter().any(|(role, _)| *role == input.role) {
        return Err(Failure::refused("device-refused-role-unknown").with("role", input.role));
    }
    let areas = input.area_ids.iter().map(|id| parse::id(id)).collect::<Result<Vec<Id<Area>>, _>>()?;
    let hours = input.valid_hours.clamp(1, CODE_HOURS_MAX);
    let expires_at = domain::Instant::from_ms(context.caller.now.ms() + i64::from(hours) * 3_600_000);
    let hub_key = context.store.signing_key()?.public();
    context.write(|writer| {
        for area in &areas {
            writer.area(*area)?.ok_or_else(Failure::missing)?;
        }
        let code = new_code(&hub_key)?;
        let invitation = InvitationRow { name, areas, role: input.role, expires_at, used_by: None };
        writer.keep_invitation(&invitation_hash(&code.secret), &invitation)?;
        Ok(IssueCodeOutput { code: code.to_text(), expires_at: expires_at.ms() })
    })
}
