//! Draws with their families and what visits found.

use std::collections::BTreeMap;

use domain::oversight::draw::Candidate;
use domain::oversight::{Registrar, RevisitResult, Sample, VisitOutcome};
use domain::registry::Household;
use domain::roster::User;
use domain::time::parse_date;
use domain::{Area, Date, Id, Instant};
use rusqlite::{OptionalExtension, Row};
use sync::{Hlc, Incarnation};

use super::Workers;
use crate::fault::StoreFault;
use crate::read::registry::names;
use crate::read::scope::Scope;
use crate::read::{HOMES, Reader};

/// Draws on one page.
pub const SAMPLES_PAGE: usize = 20;

pub(super) const DRAWN: &str = "SELECT DISTINCT f.household_id, h.area_id, h.number, h.address, h.registered_on, o.incarnation, o.founded_at, c.user_id,
   p.given_name, p.family_name, p.other_names, p.full_name, p.name_other_script
 FROM revisit_household AS f
 LEFT JOIN household AS h ON h.home_area_id IN (SELECT area_id FROM area WHERE level <= 2) AND h.household_id = f.household_id
 LEFT JOIN household_origin AS o ON o.home_area_id = h.home_area_id AND o.household_id = h.household_id
 LEFT JOIN log_commit AS c ON c.incarnation = o.incarnation AND c.recorded_at = o.founded_at
 LEFT JOIN person AS p ON p.home_area_id = h.home_area_id AND p.person_id = h.head_person_id
 WHERE f.home_area_id IN (SELECT area_id FROM area WHERE level <= 2) AND f.sample_id = ?1 ORDER BY h.number, f.household_id";
pub(super) const RESULTS: &str = "SELECT fact_id, sample_id, household_id, outcome, note, visited_on, by_user_id, by_device, recorded_at FROM revisit_result
 WHERE home_area_id IN (SELECT area_id FROM area WHERE level <= 2) AND sample_id = ?1 ORDER BY recorded_at, fact_id";

/// A draw.
#[derive(Debug, Clone)]
pub struct SampleRow {
    /// Identity.
    pub sample: Id<Sample>,
    /// Drawn over this area and below.
    pub over: Id<Area>,
    /// Whose families; none means everybody's.
    pub officer: Option<Id<User>>,
    /// Whether each officer had a share.
    pub is_stratified: bool,
    /// The seed, hexadecimal.
    pub seed: String,
    /// Families there were to choose from.
    pub frame_size: u32,
    /// Families chosen, wherever they lie.
    pub size: u32,
    /// Who drew.
    pub by: Id<User>,
    /// On which device.
    pub device: u32,
    /// When.
    pub drawn_at: Instant,
    /// The day there.
    pub drawn_on: Date,
}

/// A family of a draw.
#[derive(Debug, Clone)]
pub struct DrawnRow {
    /// The family.
    pub household: Id<Household>,
    /// Where it lies now.
    pub area: Id<Area>,
    /// Number for people.
    pub number: String,
    /// Name of the head.
    pub name: String,
    /// Address.
    pub address: Option<String>,
    /// Day of registration.
    pub registered_on: Option<Date>,
    /// Who registered it.
    pub registrar: Option<Registrar>,
    /// What visits found, oldest first.
    pub results: Vec<RevisitResult>,
}

/// A family that may be drawn, and its area.
#[derive(Debug, Clone, Copy)]
pub struct FrameRow {
    /// For the lot.
    pub candidate: Candidate,
    /// Where it lies.
    pub area: Id<Area>,
}

fn sample_from_row(row: &Row<'_>) -> rusqlite::Result<SampleRow> {
    let id = |column| row.get::<_, [u8; 16]>(column);
    Ok(SampleRow {
        sample: Id::from_bytes(id("sample_id")?),
        over: Id::from_bytes(id("over_area_id")?),
        officer: row.get::<_, Option<[u8; 16]>>("officer_id")?.map(Id::from_bytes),
        is_stratified: row.get("is_stratified")?,
        seed: row.get("seed")?,
        frame_size: row.get("frame_size")?,
        size: row.get("size")?,
        by: Id::from_bytes(id("by_user_id")?),
        device: row.get("by_device")?,
        drawn_at: Instant::from_ms(row.get("drawn_at")?),
        drawn_on: parse_date(&row.get::<_, String>("drawn_on")?).unwrap_or_default(),
    })
}

fn result_from_row(row: &Row<'_>) -> rusqlite::Result<Option<RevisitResult>> {
    let id = |column| row.get::<_, [u8; 16]>(column);
    let (outcome, on): (String, String) = (row.get("outcome")?, row.get("visited_on")?);
    let Some((outcome, visited_on)) = VisitOutcome::parse(&outcome).zip(parse_date(&on)) else { return Ok(None) };
    Ok(Some(RevisitResult {
        id: Id::from_bytes(id("fact_id")?),
        sample: Id::from_bytes(id("sample_id")?),
        household: Id::from_bytes(id("household_id")?),
        outcome,
        note: row.get("note")?,
        visited_on,
        by: Id::from_bytes(id("by_user_id")?),
        device: row.get("by_device")?,
        recorded_at: Instant::from_ms(row.get("recorded_at")?),
    }))
}

impl Reader<'_> {
    /// Families that may be drawn: of these areas, not dissolved, of one officer where one is named.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn revisit_frame(
        &self,
        scope: &Scope,
        area: Id<Area>,
        officer: Option<Id<User>>,
    ) -> Result<Vec<FrameRow>, StoreFault> {
        let areas = self.areas_of(scope, Some(area))?;
        let officer = officer.map(Registrar::User);
        let origins = self.origins(&Workers::read(self)?, false, 0)?;
        let may_be_drawn = |origin: &&super::Origin| {
            !origin.is_dissolved && areas.contains(&origin.area) && officer.is_none_or(|officer| origin.by == officer)
        };
        let frame = origins.iter().filter(may_be_drawn).map(|origin| FrameRow {
            candidate: Candidate { registrar: Some(origin.by), household: Id::from_bytes(origin.household) },
            area: Id::from_bytes(origin.area),
        });
        Ok(frame.collect())
    }

    /// A page of draws, newest first, of which any part was stated in scope; and whether there are more.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn revisit_samples(&self, scope: &Scope, offset: usize) -> Result<(Vec<SampleRow>, bool), StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT sample_id, area_id, over_area_id, officer_id, is_stratified, seed, frame_size, size, by_user_id, by_device, drawn_at, drawn_on
             FROM revisit_sample WHERE home_area_id IN {HOMES} ORDER BY drawn_at DESC, sample_id, fact_id"
        ))?;
        let mut seen = std::collections::BTreeSet::new();
        let mut page = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let area = Id::from_bytes(row.get("area_id")?);
            let found = sample_from_row(row)?;
            if seen.contains(&found.sample) || !self.is_in(area, scope)? {
                continue;
            }
            seen.insert(found.sample);
            if seen.len() > offset + SAMPLES_PAGE {
                return Ok((page, true));
            }
            if seen.len() > offset {
                page.push(found);
            }
        }
        Ok((page, false))
    }

    /// One draw, of which any part was stated in scope.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn revisit_sample(&self, sample: Id<Sample>, scope: &Scope) -> Result<Option<SampleRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT sample_id, area_id, over_area_id, officer_id, is_stratified, seed, frame_size, size, by_user_id, by_device, drawn_at, drawn_on
             FROM revisit_sample WHERE home_area_id IN {HOMES} AND sample_id = ?1 ORDER BY drawn_at DESC, fact_id"
        ))?;
        let mut rows = statement.query([sample.to_bytes()])?;
        while let Some(row) = rows.next()? {
            if self.is_in(Id::from_bytes(row.get("area_id")?), scope)? {
                return Ok(Some(sample_from_row(row)?));
            }
        }
        Ok(None)
    }

    /// The families of a draw that lie in scope, each with what visits found: two passes for all of them.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn revisit_families(&self, sample: Id<Sample>, scope: &Scope) -> Result<Vec<DrawnRow>, StoreFault> {
        let workers = Workers::read(self)?;
        let mut results: BTreeMap<Id<Household>, Vec<RevisitResult>> = BTreeMap::new();
        let mut statement = self.connection().prepare_cached(RESULTS)?;
        for result in statement.query_map([sample.to_bytes()], result_from_row)? {
            if let Some(result) = result? {
                results.entry(result.household).or_default().push(result);
            }
        }
        let mut statement = self.connection().prepare_cached(DRAWN)?;
        let mut families = Vec::new();
        let mut rows = statement.query([sample.to_bytes()])?;
        while let Some(row) = rows.next()? {
            // What was moved to where we hold nothing is visited by those who hold it.
            let Some(area) = row.get::<_, Option<[u8; 16]>>("area_id")?.map(Id::from_bytes) else { continue };
            if !self.is_in(area, scope)? {
                continue;
            }
            let household = Id::from_bytes(row.get("household_id")?);
            let number: String = row.get("number")?;
            let name = names(row)?.display();
            let has_origin = row.get::<_, Option<[u8; 12]>>("incarnation")?.is_some();
            families.push(DrawnRow {
                household,
                area,
                name: if name.is_empty() { number.clone() } else { name },
                number,
                address: row.get("address")?,
                registered_on: row.get::<_, Option<String>>("registered_on")?.as_deref().and_then(parse_date),
                registrar: if has_origin { Some(workers.of(row, false)?) } else { None },
                results: results.remove(&household).unwrap_or_default(),
            });
        }
        Ok(families)
    }

    /// Who registered a household.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn registrar_of(&self, household: Id<Household>) -> Result<Option<Registrar>, StoreFault> {
        let found = self
            .connection()
            .prepare_cached(&format!(
                "SELECT incarnation, founded_at FROM household_origin WHERE home_area_id IN {HOMES} AND household_id = ?1"
            ))?
            .query_row([household.to_bytes()], |row| {
                Ok((row.get::<_, [u8; 12]>("incarnation")?, Hlc::from_i64(row.get("founded_at")?)))
            })
            .optional()?;
        let Some((incarnation, at)) = found else { return Ok(None) };
        let Some(incarnation) = Incarnation::from_slice(&incarnation) else { return Ok(None) };
        if let Some(commit) = crate::log::commit::recorded_at(self.connection(), incarnation, at)? {
            return Ok(Some(Registrar::User(commit.header.user)));
        }
        Ok(Some(match self.device(incarnation.device)?.as_ref().map(|device| device.users.as_slice()) {
            Some([user]) => Registrar::User(*user),
            _ => Registrar::Device(incarnation.device),
        }))
    }
}
