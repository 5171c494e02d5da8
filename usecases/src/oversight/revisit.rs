//! Families drawn by lot, and what visits find. A draw is stated before anybody goes and is never unsaid, so that nobody
//! draws again until it suits; who registered a family does not write down what was found there.

use std::collections::BTreeMap;

use domain::change::Change;
use domain::oversight::{self, Drawn, RevisitResult, RevisitSample, SAMPLE_MAX, Sample, VisitOutcome as Outcome, draw};
use domain::registry::Household;
use domain::{Area, Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::read::oversight::revisit::{FrameRow, SAMPLES_PAGE};

use super::told::{SampleOutput, Teller};
use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, parse};

/// Input of `oversight.draw_sample`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DrawSampleInput {
    /// Families of this area and below.
    pub area_id: String,
    /// Registered by this user; by anybody without it.
    #[serde(default)]
    pub user_id: Option<String>,
    /// How many, 1 to 200.
    pub size: u32,
    /// Each officer has a share as large as theirs of all families, and one at the least.
    pub is_stratified: bool,
}

/// Answer of `oversight.draw_sample`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DrawSampleOutput {
    /// The draw.
    pub sample_id: String,
    /// Families chosen.
    pub size: u32,
}

/// What a visit found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// The family lives there and is as registered.
    FoundAsRegistered,
    /// A family lives there, and is another than was registered.
    FoundDifferent,
    /// Nobody of that name is known there.
    NotFound,
    /// They did not want to speak.
    Refused,
}

impl From<VisitOutcome> for Outcome {
    fn from(outcome: VisitOutcome) -> Self {
        match outcome {
            VisitOutcome::FoundAsRegistered => Self::FoundAsRegistered,
            VisitOutcome::FoundDifferent => Self::FoundDifferent,
            VisitOutcome::NotFound => Self::NotFound,
            VisitOutcome::Refused => Self::Refused,
        }
    }
}

/// Input of `oversight.record_visit`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RecordVisitInput {
    /// The draw.
    pub sample_id: String,
    /// The family.
    pub household_id: String,
    /// What was found.
    pub outcome: VisitOutcome,
    /// In the visitor's words.
    pub note: Option<String>,
    /// The day of the visit.
    pub visited_on: String,
}

/// Input of `oversight.list_samples`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SampleListInput {
    /// Only this draw, with its families.
    pub sample_id: Option<String>,
    /// How many draws to pass over.
    pub offset: u32,
}

/// Answer of `oversight.list_samples`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SampleListOutput {
    /// Newest first, up to 20.
    pub samples: Vec<SampleOutput>,
    /// The offset of the next page; none on the last one.
    pub next_offset: Option<u32>,
}

/// Draws families by lot and states whom. The seed is chance: nobody chooses it.
///
/// # Errors
/// Refused for areas of others, sizes beyond 1 to 200, and where there is no family to draw.
pub fn draw_sample(context: &Context<'_>, input: DrawSampleInput) -> Result<DrawSampleOutput, Failure> {
    let over: Id<Area> = parse::id(&input.area_id)?;
    let officer = parse::optional_id(input.user_id.as_deref())?;
    let size = input.size as usize;
    if size == 0 || size > SAMPLE_MAX {
        return Err(Refusal::RevisitTooMany { limit: SAMPLE_MAX }.into());
    }
    context.write(|writer| {
        if !context.is_in_scope(writer, over)? {
            return Err(Refusal::AreaOutOfScope.into());
        }
        let frame = writer.revisit_frame(&context.scope(), over, officer)?;
        let sample: Id<Sample> = writer.new_id();
        // The last half of a new identity is chance.
        let chance: Id<Sample> = writer.new_id();
        let seed = chance.to_bytes()[8..].iter().fold(0_u64, |seed, byte| (seed << 8) | u64::from(*byte));
        let candidates: Vec<_> = frame.iter().map(|row| row.candidate).collect();
        let chosen = draw::draw(&candidates, size, seed, input.is_stratified);
        let mut parts = Vec::new();
        for (area, households) in by_area(&frame, &chosen) {
            let part = RevisitSample {
                id: writer.new_id(),
                sample,
                area: over,
                officer,
                is_stratified: input.is_stratified,
                seed,
                frame_size: frame.len() as u32,
                size: chosen.len() as u32,
                households,
                by: context.caller.user,
                device: context.caller.device,
                drawn_at: context.caller.now,
                drawn_on: context.caller.today,
            };
            parts.push((area, part));
        }
        for (area, change) in oversight::sample(parts)? {
            writer.commit(area, None, &change)?;
        }
        Ok(DrawSampleOutput { sample_id: sample.to_string(), size: chosen.len() as u32 })
    })
}

/// The chosen families by area: each area hears of its own.
fn by_area(frame: &[FrameRow], chosen: &[Id<Household>]) -> BTreeMap<Id<Area>, Vec<Id<Household>>> {
    let mut parts: BTreeMap<Id<Area>, Vec<Id<Household>>> = BTreeMap::new();
    for row in frame.iter().filter(|row| chosen.binary_search(&row.candidate.household).is_ok()) {
        parts.entry(row.area).or_default().push(row.candidate.household);
    }
    parts
}

/// Writes down what a visit found.
///
/// # Errors
/// Missing for a draw or family that is not in the caller's areas; what [`oversight::visit`] refuses.
pub fn record_visit(context: &Context<'_>, input: RecordVisitInput) -> Result<Done, Failure> {
    let sample: Id<Sample> = parse::id(&input.sample_id)?;
    let household: Id<Household> = parse::id(&input.household_id)?;
    let visited_on = parse::date("visited_on", &input.visited_on)?;
    let note = parse::reason(input.note.as_deref())?;
    let scope = context.scope();
    context.write(|writer| {
        let drawn = writer.revisit_sample(sample, &scope)?.ok_or_else(Failure::missing)?;
        let families = writer.revisit_families(sample, &scope)?;
        let family = families.into_iter().find(|row| row.household == household).ok_or_else(Failure::missing)?;
        let drawn = Drawn { drawn_on: drawn.drawn_on, registrar: family.registrar, known: family.results };
        let result = RevisitResult {
            id: writer.new_id(),
            sample,
            household,
            outcome: input.outcome.into(),
            note: note.clone(),
            visited_on,
            by: context.caller.user,
            device: context.caller.device,
            recorded_at: context.caller.now,
        };
        let change: Change = oversight::visit(&drawn, result, context.caller.today)?;
        let area = writer.area_of(household.of())?.ok_or_else(Failure::missing)?;
        Ok(writer.commit(area, None, &change)?.into())
    })
}

/// Draws in the caller's areas, all there ever were, with how far visits have come.
///
/// # Errors
/// Missing for one draw that is not in the caller's areas.
pub fn list_samples(context: &Context<'_>, input: SampleListInput) -> Result<SampleListOutput, Failure> {
    let scope = context.scope();
    let asked: Option<Id<Sample>> = parse::optional_id(input.sample_id.as_deref())?;
    context.read(|reader| {
        let (rows, has_more) = match asked {
            Some(sample) => (vec![reader.revisit_sample(sample, &scope)?.ok_or_else(Failure::missing)?], false),
            None => reader.revisit_samples(&scope, input.offset as usize)?,
        };
        let mut teller = Teller::new(context, reader);
        let mut samples = Vec::with_capacity(rows.len());
        for row in rows {
            let families = reader.revisit_families(row.sample, &scope)?;
            samples.push(teller.sample(row, families, asked.is_some())?);
        }
        let next_offset = has_more.then(|| input.offset.saturating_add(SAMPLES_PAGE as u32));
        Ok(SampleListOutput { samples, next_offset })
    })
}
