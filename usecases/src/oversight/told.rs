//! Draws and visits as they are told.

use std::collections::BTreeMap;

use domain::oversight::{self, Registrar, Standing, VisitOutcome as Outcome};
use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::oversight::revisit::{DrawnRow, SampleRow};

use super::{area_name, name_of};
use crate::caller::Context;
use crate::failure::Failure;
use crate::registry::view;

/// How far visits have come.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
pub struct VisitCounts {
    /// Not visited yet.
    pub waiting: u32,
    /// Found as registered.
    pub found_as_registered: u32,
    /// Found different.
    pub found_different: u32,
    /// Not found.
    pub not_found: u32,
    /// Did not want to speak.
    pub refused: u32,
    /// Two people wrote down different things.
    pub disputed: u32,
}

impl VisitCounts {
    const fn add(&mut self, standing: Standing) {
        let count = match standing {
            Standing::Waiting => &mut self.waiting,
            Standing::Disputed => &mut self.disputed,
            Standing::Found(Outcome::FoundAsRegistered) => &mut self.found_as_registered,
            Standing::Found(Outcome::FoundDifferent) => &mut self.found_different,
            Standing::Found(Outcome::NotFound) => &mut self.not_found,
            Standing::Found(Outcome::Refused) => &mut self.refused,
        };
        *count += 1;
    }
}

/// What visits found of the families of one officer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OfficerVisits {
    /// Name of the user or device.
    pub name: String,
    /// What was found.
    pub counts: VisitCounts,
}

/// What somebody wrote down.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VisitOutput {
    /// Outcome code.
    pub outcome: String,
    /// In their words.
    pub note: Option<String>,
    /// The day of the visit.
    pub visited_on: String,
    /// Who.
    pub by_user: String,
    /// On which laptop.
    pub by_device: String,
    /// False for the word of who registered the family.
    pub counts: bool,
}

/// A family of a draw.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DrawnFamily {
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
    /// Address.
    pub address: Option<String>,
    /// Day of registration.
    pub registered_on: Option<String>,
    /// Who registered it.
    pub registrar: String,
    /// `waiting`, `disputed` or an outcome code.
    pub state: String,
    /// What was written down, oldest first.
    pub visits: Vec<VisitOutput>,
    /// Whether this caller may write down a visit.
    pub may_record: bool,
}

/// A draw.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SampleOutput {
    /// Identity.
    pub sample_id: String,
    /// Drawn over this area and below.
    pub area_id: String,
    /// Its name.
    pub area_name: String,
    /// Whose families; none for everybody's.
    pub officer: Option<String>,
    /// Whether each officer had a share.
    pub is_stratified: bool,
    /// The seed of the lot, hexadecimal.
    pub seed: String,
    /// Families there were to choose from.
    pub frame_size: u32,
    /// Families chosen, wherever they lie.
    pub size: u32,
    /// Who drew.
    pub by_user: String,
    /// On which laptop.
    pub by_device: String,
    /// When, by its clock.
    pub drawn_at: i64,
    /// The day there.
    pub drawn_on: String,
    /// How far visits have come, of families in the caller's areas.
    pub counts: VisitCounts,
    /// The same for each officer, by name.
    pub officers: Vec<OfficerVisits>,
    /// The families, when one draw was asked for.
    pub families: Vec<DrawnFamily>,
}

/// Tells draws; each name is read once.
pub(super) struct Teller<'a> {
    context: &'a Context<'a>,
    reader: &'a Reader<'a>,
    areas: BTreeMap<Id<Area>, String>,
    names: BTreeMap<Registrar, String>,
}

impl<'a> Teller<'a> {
    pub(super) const fn new(context: &'a Context<'a>, reader: &'a Reader<'a>) -> Self {
        Self { context, reader, areas: BTreeMap::new(), names: BTreeMap::new() }
    }

    fn name(&mut self, who: Registrar) -> Result<String, Failure> {
        if !self.names.contains_key(&who) {
            self.names.insert(who, name_of(self.reader, who)?);
        }
        Ok(self.names.get(&who).cloned().unwrap_or_default())
    }

    /// A draw with how far visits have come; its families only where they are asked for.
    pub(super) fn sample(
        &mut self,
        row: SampleRow,
        rows: Vec<DrawnRow>,
        has_families: bool,
    ) -> Result<SampleOutput, Failure> {
        let mut counts = VisitCounts::default();
        let mut officers: BTreeMap<String, VisitCounts> = BTreeMap::new();
        let mut families = Vec::new();
        for family in rows {
            let registrar = family.registrar;
            let counted = family.results.iter().filter(|result| oversight::counts(result, registrar));
            let standing = oversight::standing(counted.map(|result| result.outcome));
            counts.add(standing);
            let name = registrar.map(|who| self.name(who)).transpose()?.unwrap_or_default();
            officers.entry(name.clone()).or_default().add(standing);
            if has_families {
                families.push(self.family(family, standing, name)?);
            }
        }
        Ok(SampleOutput {
            sample_id: row.sample.to_string(),
            area_id: row.over.to_string(),
            area_name: area_name(self.reader, &mut self.areas, row.over)?,
            officer: row.officer.map(|user| self.name(Registrar::User(user))).transpose()?,
            is_stratified: row.is_stratified,
            seed: row.seed,
            frame_size: row.frame_size,
            size: row.size,
            by_user: self.name(Registrar::User(row.by))?,
            by_device: view::device_name(self.reader, row.device)?,
            drawn_at: row.drawn_at.ms(),
            drawn_on: row.drawn_on.to_string(),
            counts,
            officers: officers.into_iter().map(|(name, counts)| OfficerVisits { name, counts }).collect(),
            families,
        })
    }

    fn family(&mut self, row: DrawnRow, standing: Standing, registrar: String) -> Result<DrawnFamily, Failure> {
        let caller = self.context.caller;
        let is_own = row.registrar.is_some_and(|who| who.is(caller.user, caller.device));
        let mut visits = Vec::with_capacity(row.results.len());
        for result in &row.results {
            visits.push(VisitOutput {
                outcome: result.outcome.code().to_owned(),
                note: result.note.clone(),
                visited_on: result.visited_on.to_string(),
                by_user: self.name(Registrar::User(result.by))?,
                by_device: view::device_name(self.reader, result.device)?,
                counts: oversight::counts(result, row.registrar),
            });
        }
        Ok(DrawnFamily {
            household_id: row.household.to_string(),
            number: row.number,
            name: row.name,
            area_id: row.area.to_string(),
            area_name: area_name(self.reader, &mut self.areas, row.area)?,
            address: row.address,
            registered_on: row.registered_on.map(|on| on.to_string()),
            registrar,
            state: match standing {
                Standing::Waiting => "waiting",
                Standing::Disputed => "disputed",
                Standing::Found(outcome) => outcome.code(),
            }
            .to_owned(),
            visits,
            may_record: standing == Standing::Waiting && !is_own && caller.may("oversight.revisit"),
        })
    }
}
