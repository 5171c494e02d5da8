//! Ghost controls: figures about what each officer or device registered, beside those of their peers, and visits to
//! families drawn by lot. A figure says where to look and accuses nobody.

pub mod revisit;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use domain::audit::Opening;
use domain::change::DocumentRef;
use domain::oversight::Registrar;
use domain::oversight::indicator::{self, Calendar, Figure, Indicator, Work};
use domain::{Date, Id, Instant, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::limits::PAGE_ROWS;
use store::read::oversight::{WorkQuery, WorkedFamily, Works};

use crate::audit::opening::{self, OpeningInput};
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::view;

/// Days that are looked at unless told otherwise.
const DAYS: u64 = 365;
/// No place is further from Greenwich, in minutes.
const OFFSET_MINUTES_MAX: i32 = 14 * 60;
/// What a reading of an officer's figures is put on record as.
const INDICATORS: &str = "indicators";

/// Whose work is looked at, and by which calendar.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WorkInput {
    /// Told by device instead of by user.
    pub is_by_device: bool,
    /// Families of this area and below; all of the caller's without it.
    pub area_id: Option<String>,
    /// Registered since this day; a year unless told.
    pub since_on: Option<String>,
    /// How far the wall clock is before Greenwich, in minutes, -840 to 840.
    pub offset_minutes: i32,
    /// Days of rest, 1 Monday to 7 Sunday; none is Sunday.
    pub rest_days: Vec<u8>,
}

/// Input of `oversight.overview`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OverviewInput {
    /// Which work.
    pub work: WorkInput,
}

/// A figure.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FigureOutput {
    /// `pace`, `night`, `rest_day`, `shared_phone`, `shared_document`, `same_words`, `same_members`, `round_ages`,
    /// `first_of_january`, `short_interval`, `never_again` or `edits_of_others`.
    pub indicator: String,
    /// Shares from 0 to 1; `pace` families a working day; `round_ages` Whipple's index, 100 to 500; `edits_of_others` changes.
    pub value: Option<f64>,
    /// Families, dates or ages behind it.
    pub behind: u32,
    /// Too few to say anything.
    pub is_too_few: bool,
    /// Median of the peers; none with too few of them.
    pub peers_median: Option<f64>,
    /// Robust standard deviations above the peers.
    pub deviations: Option<f64>,
    /// Worth a look.
    pub stands_out: bool,
}

/// One officer or device.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OfficerLine {
    /// The user; none where only the device is known or asked for.
    pub user_id: Option<String>,
    /// The device; none where the user is known.
    pub device: Option<u32>,
    /// Name of the user or device.
    pub name: String,
    /// Families registered by hand.
    pub families: u32,
    /// Families that came in by import; in no figure.
    pub imported: u32,
    /// Figures that stand out.
    pub standing_out: u32,
    /// All figures, in the order of [`FigureOutput::indicator`].
    pub figures: Vec<FigureOutput>,
}

/// Answer of `oversight.overview`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OverviewOutput {
    /// Those with most to look at first.
    pub lines: Vec<OfficerLine>,
    /// Since when.
    pub since_on: String,
    /// Fewest families behind a figure that says something.
    pub families_min: u32,
    /// Fewest peers to be compared with.
    pub peers_min: u32,
}

/// Input of `oversight.officer`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OfficerInput {
    /// This user.
    pub user_id: Option<String>,
    /// Or this device.
    pub device: Option<u32>,
    /// Which work.
    #[serde(default)]
    pub work: WorkInput,
    /// Why; kept on record.
    pub opening: OpeningInput,
}

/// A family that is worth a look.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WorkedFamilyOutput {
    /// Identity.
    pub household_id: String,
    /// Number for people.
    pub number: String,
    /// Name of the head.
    pub name: String,
    /// Area.
    pub area_id: String,
    /// Its name.
    pub area_name: String,
    /// When, by the clock of the device.
    pub registered_at: i64,
    /// Indicators that count it.
    pub indicators: Vec<String>,
}

/// Answer of `oversight.officer`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OfficerOutput {
    /// The figures.
    pub officer: OfficerLine,
    /// Families that most indicators count, up to 50.
    pub families: Vec<WorkedFamilyOutput>,
}

/// What is asked, read once.
struct Asked {
    query: WorkQuery,
    calendar: Calendar,
    since_on: Date,
}

impl Asked {
    fn parse(context: &Context<'_>, input: &WorkInput) -> Result<Self, Failure> {
        let today = context.caller.today;
        let since = parse::optional_date("since_on", input.since_on.as_deref())?;
        let since_on = since.or_else(|| today.checked_sub_days(domain::time::days(DAYS))).unwrap_or(today);
        if since_on > today {
            return Err(Refusal::DateInFuture { field: "since_on" }.into());
        }
        let unknown = |field, value: String| Failure::from(Refusal::UnknownCode { field, value });
        if !(-OFFSET_MINUTES_MAX..=OFFSET_MINUTES_MAX).contains(&input.offset_minutes) {
            return Err(unknown("offset_minutes", input.offset_minutes.to_string()));
        }
        if let Some(day) = input.rest_days.iter().find(|day| !(1..=7).contains(*day)) {
            return Err(unknown("rest_days", day.to_string()));
        }
        let rest_days: BTreeSet<u8> =
            if input.rest_days.is_empty() { [7].into() } else { input.rest_days.iter().copied().collect() };
        let offset_ms = i64::from(input.offset_minutes) * 60_000;
        Ok(Self {
            query: WorkQuery {
                scope: context.scope(),
                area: parse::optional_id(input.area_id.as_deref())?,
                since: Instant::from_ms(Instant::of_day(since_on).ms() - offset_ms),
                offset_minutes: input.offset_minutes,
                is_by_device: input.is_by_device,
            },
            calendar: Calendar { rest_days, local_now_ms: context.caller.now.ms() + offset_ms },
            since_on,
        })
    }

    fn lines(&self, reader: &Reader<'_>, works: &Works) -> Result<Vec<(Registrar, OfficerLine)>, Failure> {
        let mut lines = Vec::new();
        for (who, figures) in indicator::compare(&works.works, &self.calendar) {
            let work = works.works.get(&who);
            lines.push((who, line(reader, who, work, &figures)?));
        }
        let weight = |line: &OfficerLine| line.figures.iter().filter_map(|figure| figure.deviations).sum::<f64>();
        lines.sort_by(|(_, one), (_, other)| {
            let by_weight = || weight(other).total_cmp(&weight(one));
            other.standing_out.cmp(&one.standing_out).then_with(by_weight).then_with(|| one.name.cmp(&other.name))
        });
        Ok(lines)
    }
}

/// Name of a user or device.
pub(super) fn name_of(reader: &Reader<'_>, who: Registrar) -> Result<String, Failure> {
    match who {
        Registrar::User(user) => view::user_name(reader, Some(user)),
        Registrar::Device(device) => view::device_name(reader, device),
    }
}

fn line(reader: &Reader<'_>, who: Registrar, work: Option<&Work>, figures: &[Figure]) -> Result<OfficerLine, Failure> {
    let (user_id, device) = match who {
        Registrar::User(user) => (Some(user.to_string()), None),
        Registrar::Device(device) => (None, Some(device)),
    };
    Ok(OfficerLine {
        user_id,
        device,
        name: name_of(reader, who)?,
        families: work.map_or(0, |work| work.registered.len() as u32),
        imported: work.map_or(0, |work| work.imported),
        standing_out: figures.iter().filter(|figure| figure.stands_out).count() as u32,
        figures: figures
            .iter()
            .map(|figure| FigureOutput {
                indicator: figure.indicator.code().to_owned(),
                value: figure.value,
                behind: figure.behind,
                is_too_few: figure.is_too_few,
                peers_median: figure.peers_median,
                deviations: figure.deviations,
                stands_out: figure.stands_out,
            })
            .collect(),
    })
}

/// Figures of everybody who registered families in the caller's areas.
///
/// # Errors
/// Refused for a day, offset or weekday that is none.
pub fn overview(context: &Context<'_>, input: OverviewInput) -> Result<OverviewOutput, Failure> {
    let asked = Asked::parse(context, &input.work)?;
    context.read(|reader| {
        let works = reader.works(&asked.query)?;
        Ok(OverviewOutput {
            lines: asked.lines(reader, &works)?.into_iter().map(|(_, line)| line).collect(),
            since_on: asked.since_on.to_string(),
            families_min: indicator::FAMILIES_MIN,
            peers_min: indicator::PEERS_MIN as u32,
        })
    })
}

/// Figures of one officer or device with the families to look at. Who asked, why and about whom is on record first.
///
/// # Errors
/// What [`Opening::parse`] refuses; missing for who registered nothing in the caller's areas.
pub fn officer(context: &Context<'_>, input: OfficerInput) -> Result<OfficerOutput, Failure> {
    let mut asked = Asked::parse(context, &input.work)?;
    let opening = Opening::parse(&input.opening.purpose, &input.opening.reason)?;
    let user = parse::optional_id(input.user_id.as_deref())?.map(Registrar::User);
    let who = user.or(input.device.map(Registrar::Device)).ok_or_else(Failure::missing)?;
    asked.query.is_by_device &= input.user_id.is_none();
    context.write(|writer| {
        let works = writer.works(&asked.query)?;
        let found = asked.lines(writer, &works)?.into_iter().find(|(other, _)| *other == who);
        let (_, officer) = found.ok_or_else(Failure::missing)?;
        let work = works.works.get(&who).ok_or_else(Failure::missing)?;
        let worked = works.families.get(&who).map(Vec::as_slice).unwrap_or_default();
        let flags = indicator::flags(work, &asked.calendar);
        let mut chosen: Vec<(&WorkedFamily, &Vec<Indicator>)> = worked.iter().zip(&flags).collect();
        chosen.sort_by_key(|(family, flags)| (std::cmp::Reverse(flags.len()), std::cmp::Reverse(family.registered_at)));
        chosen.truncate(PAGE_ROWS);
        let documents: Vec<DocumentRef> = chosen.iter().map(|(family, _)| family.household.into()).collect();
        if documents.is_empty() {
            return Err(Failure::missing());
        }
        opening::state_of(context, writer, &documents, &[INDICATORS.to_owned()], &opening, Some(&officer.name))?;
        let mut names = BTreeMap::new();
        let families = chosen.into_iter().map(|(family, flags)| told(writer, &mut names, family, flags));
        Ok(OfficerOutput { families: families.collect::<Result<_, _>>()?, officer })
    })
}

fn told(
    reader: &Reader<'_>,
    names: &mut BTreeMap<Id<domain::Area>, String>,
    family: &WorkedFamily,
    flags: &[Indicator],
) -> Result<WorkedFamilyOutput, Failure> {
    let row = reader.household(family.household)?.ok_or_else(Failure::missing)?;
    Ok(WorkedFamilyOutput {
        household_id: family.household.to_string(),
        name: view::household_name(reader, &row.household)?,
        number: row.household.number,
        area_id: family.area.to_string(),
        area_name: area_name(reader, names, family.area)?,
        registered_at: family.registered_at.ms(),
        indicators: flags.iter().map(|indicator| indicator.code().to_owned()).collect(),
    })
}

/// The name of an area, each read once.
pub(super) fn area_name(
    reader: &Reader<'_>,
    names: &mut BTreeMap<Id<domain::Area>, String>,
    area: Id<domain::Area>,
) -> Result<String, Failure> {
    if let Some(name) = names.get(&area) {
        return Ok(name.clone());
    }
    let name = view::area_name(reader, area)?;
    names.insert(area, name.clone());
    Ok(name)
}
