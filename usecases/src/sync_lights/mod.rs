//! The five lights: committed, left this laptop, held by the hub, accepted, needs attention; and the list behind each.
//!
//! Green is a proof, not a hope: *held* only after digests were equal, *accepted* only after the hub's verdicts.

pub mod witness;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::local::quarantine::QuarantineRow;
use store::read::scope::Scope;
use store::read::standing::StandingRow;
use store::{Place, Reader};

use crate::Nothing;
use crate::caller::Context;
use crate::failure::{Failure, FailureKind};
use crate::registry::view;

/// Which light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LightName {
    /// Safe in this laptop's store.
    Committed,
    /// Has left this laptop and has a receipt.
    Left,
    /// Proven to be held by the hub.
    Held,
    /// Requests that the hub has decided.
    Accepted,
    /// Conflicts, refused and quarantined items.
    Attention,
}

/// One light.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Light {
    /// Which.
    pub name: LightName,
    /// How many are past it.
    pub count: u64,
    /// How many wait before it.
    pub waiting: u64,
    /// Nothing waits.
    pub is_green: bool,
}

/// Answer of `sync.lights`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LightsOutput {
    /// The five.
    pub lights: Vec<Light>,
    /// End of the last exchange that went through.
    pub last_exchange_at: Option<i64>,
    /// Why the last exchange failed.
    pub last_failure: Option<Failure>,
    /// Pairs of records that may be of one person, and wait for a decision.
    pub open_duplicates: u64,
    /// The exchange that runs now; set by the shell.
    pub running: Option<RunningExchange>,
}

/// How far a running exchange is. The total is known early and grows when more turns up; it is no promise of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunningExchange {
    /// Pieces done: receipts, items of feeds, bytes of first loads.
    pub done: u64,
    /// Pieces in all, as far as known; 0 until the hub has answered.
    pub total: u64,
    /// Bytes that left so far.
    pub bytes_sent: u64,
    /// Bytes that arrived so far.
    pub bytes_received: u64,
}

/// Input of `sync.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LightInput {
    /// Which light.
    pub light: LightName,
}

/// One item behind a light.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LightItem {
    /// commit, request, conflict or quarantine.
    pub kind: String,
    /// What it is, for people.
    pub title: String,
    /// When.
    pub at: i64,
    /// Who.
    pub by_user: String,
    /// The household it is about.
    pub household_id: Option<String>,
    /// Fluent message id of the reason.
    pub code: Option<String>,
    /// Technical reason, for support.
    pub detail: Option<String>,
}

/// Answer of `sync.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LightListOutput {
    /// Newest first, one page.
    pub items: Vec<LightItem>,
}

/// The five lights.
///
/// # Errors
/// Faults of the store.
pub fn lights(context: &Context<'_>, _: Nothing) -> Result<LightsOutput, Failure> {
    let sight = context.sight();
    context.read(|reader| {
        let standing = reader.standing()?;
        // At the hub everything committed is held by definition; only attention means something.
        let is_hub = reader.place() == Place::Hub;
        let (left, held) = if is_hub {
            (standing.tip_n, standing.tip_n)
        } else {
            (standing.left_n.min(standing.tip_n), standing.held_n.min(standing.tip_n))
        };
        let open_moves = reader.open_moves(&sight)?;
        let attention = attention_count(context, reader)?;
        let light = |name, count, waiting| Light { name, count, waiting, is_green: waiting == 0 };
        Ok(LightsOutput {
            lights: vec![
                light(LightName::Committed, standing.tip_n, 0),
                light(LightName::Left, left, standing.tip_n - left),
                light(LightName::Held, held, standing.tip_n - held),
                light(LightName::Accepted, held, open_moves),
                light(LightName::Attention, 0, attention),
            ],
            last_exchange_at: standing.last_exchange_at.map(domain::Instant::ms),
            last_failure: last_failure(&standing),
            open_duplicates: reader.duplicate_count(domain::duplicate::State::Open, &sight)?,
            running: None,
        })
    })
}

/// How many things need a person.
pub(crate) fn attention_count(context: &Context<'_>, reader: &Reader<'_>) -> Result<u64, Failure> {
    let sight = context.sight();
    let aside = if sight.is_everywhere() { reader.quarantine_count()? } else { aside(reader, &sight)?.len() as u64 };
    Ok(reader.open_conflicts(&sight)? + aside + witness::open(reader)?.len() as u64)
}

/// What was set aside of devices that work where the caller sees.
fn aside(reader: &Reader<'_>, sight: &Scope) -> Result<Vec<QuarantineRow>, Failure> {
    let mut rows = Vec::new();
    for row in reader.quarantine()? {
        if is_device_in(reader, row.incarnation.device, sight)? {
            rows.push(row);
        }
    }
    Ok(rows)
}

fn is_device_in(reader: &Reader<'_>, number: u32, sight: &Scope) -> Result<bool, Failure> {
    Ok(sight.is_everywhere() || reader.touches(&reader.granted_areas(number)?, sight)?)
}

fn last_failure(standing: &StandingRow) -> Option<Failure> {
    let text = standing.last_failure.as_ref()?;
    Some(serde_json::from_str(text).unwrap_or_else(|_| Failure {
        kind: FailureKind::Refused,
        code: text.clone(),
        detail: Default::default(),
    }))
}

/// The items behind a light: what waits before it; behind the first, what was committed last.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, input: LightInput) -> Result<LightListOutput, Failure> {
    context.read(|reader| {
        let standing = reader.standing()?;
        let items = match input.light {
            LightName::Committed => commits(reader, 0)?,
            LightName::Left => commits(reader, standing.left_n)?,
            LightName::Held => commits(reader, standing.held_n)?,
            LightName::Accepted => requests(context, reader)?,
            LightName::Attention => attention(context, reader)?,
        };
        Ok(LightListOutput { items })
    })
}

fn commits(reader: &Reader<'_>, after: u64) -> Result<Vec<LightItem>, Failure> {
    let mut items = Vec::new();
    for commit in reader.commits_after(after)? {
        items.push(LightItem {
            kind: "commit".to_owned(),
            title: commit.act,
            at: commit.at.ms(),
            by_user: view::user_name(reader, Some(commit.by))?,
            household_id: None,
            code: None,
            detail: Some(commit.commit),
        });
    }
    Ok(items)
}

fn requests(context: &Context<'_>, reader: &Reader<'_>) -> Result<Vec<LightItem>, Failure> {
    let mut items = Vec::new();
    for row in reader.moves(&context.sight())?.into_iter().filter(|row| row.state == "requested") {
        let request = crate::registry::movement::output(reader, row)?;
        items.push(LightItem {
            kind: "request".to_owned(),
            title: request.household_name,
            at: request.requested_at,
            by_user: request.requested_by,
            household_id: Some(request.household_id),
            code: None,
            detail: Some(format!("{} → {}", request.from_area, request.to_area)),
        });
    }
    Ok(items)
}

fn attention(context: &Context<'_>, reader: &Reader<'_>) -> Result<Vec<LightItem>, Failure> {
    let mut items = Vec::new();
    let sight = context.sight();
    for row in aside(reader, &sight)? {
        items.push(LightItem {
            kind: "quarantine".to_owned(),
            title: view::device_name(reader, row.incarnation.device)?,
            at: row.found_at.ms(),
            by_user: String::new(),
            household_id: None,
            code: Some(row.code),
            detail: Some(format!("{}-{} {}", row.incarnation, row.n, row.detail)),
        });
    }
    for parting in reader.partings()? {
        if !is_device_in(reader, parting.device, &sight)? {
            continue;
        }
        items.push(LightItem {
            kind: "quarantine".to_owned(),
            title: view::device_name(reader, parting.device)?,
            at: parting.found_at.ms(),
            by_user: String::new(),
            household_id: None,
            code: Some(if parting.kind == "fork" { "sync-parted-fork" } else { "sync-parted-rolled-back" }.to_owned()),
            detail: Some(format!("{}-{}", parting.incarnation, parting.at_n)),
        });
    }
    for row in witness::open(reader)? {
        items.push(LightItem {
            kind: "quarantine".to_owned(),
            title: view::device_name(reader, sync::Incarnation::HUB)?,
            at: row.found_at.ms(),
            by_user: String::new(),
            household_id: None,
            code: Some(format!("sync-logbook-{}", row.kind.code())),
            detail: None,
        });
    }
    for conflict in crate::conflict::open_page(context, reader, 0)?.0 {
        items.push(LightItem {
            kind: "conflict".to_owned(),
            title: conflict.subject_name,
            at: conflict.values.iter().map(|value| value.at).max().unwrap_or(0),
            by_user: conflict.values.last().map(|value| value.by_user.clone()).unwrap_or_default(),
            household_id: conflict.household_id,
            code: None,
            detail: Some(conflict.field),
        });
    }
    Ok(items)
}
