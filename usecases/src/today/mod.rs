//! Today: what waits for this person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::Nothing;
use crate::caller::Context;
use crate::draft::DraftBrief;
use crate::failure::Failure;
use crate::registry::movement::{self, MoveOutput};
use crate::registry::search::{SearchHit, hit};
use crate::sync_lights::attention_count;

/// Families shown as touched lately.
const RECENT_MAX: usize = 8;

/// Answer of `today.overview`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TodayOverviewOutput {
    /// My drafts, newest first.
    pub drafts: Vec<DraftBrief>,
    /// Conflicts that stand.
    pub open_conflicts: u64,
    /// Pairs of records that may be of one person, and wait for a decision.
    pub open_duplicates: u64,
    /// Conflicts, refused and quarantined items.
    pub attention: u64,
    /// Commits that have not left this laptop.
    pub unsent_commits: u64,
    /// End of the last exchange that went through.
    pub last_exchange_at: Option<i64>,
    /// Move requests, open ones first.
    pub moves: Vec<MoveOutput>,
    /// Households held here.
    pub households: u64,
    /// Persons held here.
    pub persons: u64,
    /// Families touched lately on this laptop.
    pub recent: Vec<SearchHit>,
}

/// What waits for this person.
///
/// # Errors
/// Faults of the store.
pub fn overview(context: &Context<'_>, _: Nothing) -> Result<TodayOverviewOutput, Failure> {
    let sight = context.sight();
    context.read(|reader| {
        let standing = reader.standing()?;
        let (households, persons) = reader.counts(&sight)?;
        Ok(TodayOverviewOutput {
            drafts: reader.drafts(context.caller.user)?.iter().map(DraftBrief::from).collect(),
            open_conflicts: reader.open_conflicts(&sight)?,
            open_duplicates: reader.duplicate_count(domain::duplicate::State::Open, &sight)?,
            attention: attention_count(context, reader)?,
            unsent_commits: standing.tip_n.saturating_sub(standing.left_n),
            last_exchange_at: standing.last_exchange_at.map(domain::Instant::ms),
            moves: reader
                .moves(&sight)?
                .into_iter()
                .map(|row| movement::output(reader, row))
                .collect::<Result<_, _>>()?,
            households,
            persons,
            recent: if context.caller.may("registry.read") { recent(context, reader)? } else { Vec::new() },
        })
    })
}

fn recent(context: &Context<'_>, reader: &Reader<'_>) -> Result<Vec<SearchHit>, Failure> {
    let mut hits = Vec::new();
    for person in reader.recent_heads(RECENT_MAX, &context.sight())? {
        if let Some(row) = reader.found(person)? {
            hits.push(hit(context, reader, row)?);
        }
    }
    Ok(hits)
}
