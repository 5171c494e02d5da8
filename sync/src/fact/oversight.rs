//! The bodies of draws and of what visits found. Who, on which device and when stand in them, too: a fact that came in a
//! pack may be here without its commit.

use data_encoding::HEXLOWER;
use domain::change::Fact;
use domain::oversight::{RevisitResult, RevisitSample, SAMPLE_MAX, VisitOutcome};
use domain::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

/// Identities and the seed in hexadecimal.
#[derive(Serialize, Deserialize)]
pub(super) struct SampleBody {
    sample: String,
    area: String,
    officer: Option<String>,
    stratified: bool,
    seed: String,
    frame: u32,
    size: u32,
    households: Vec<String>,
    by: String,
    device: u32,
    at: i64,
    on: Date,
}

impl SampleBody {
    pub fn of(it: &RevisitSample) -> Self {
        Self {
            sample: text(it.sample),
            area: text(it.area),
            officer: it.officer.map(text),
            stratified: it.is_stratified,
            seed: HEXLOWER.encode(&it.seed.to_be_bytes()),
            frame: it.frame_size,
            size: it.size,
            households: it.households.iter().copied().map(text).collect(),
            by: text(it.by),
            device: it.device,
            at: it.drawn_at.ms(),
            on: it.drawn_on,
        }
    }

    /// None above its limits, and for identities that are none.
    pub fn read(self, id: Id<Fact>) -> Option<RevisitSample> {
        if self.households.len() > SAMPLE_MAX {
            return None;
        }
        let seed = HEXLOWER.decode(self.seed.as_bytes()).ok()?;
        Some(RevisitSample {
            id,
            sample: identity(&self.sample)?,
            area: identity(&self.area)?,
            officer: match self.officer {
                Some(officer) => Some(identity(&officer)?),
                None => None,
            },
            is_stratified: self.stratified,
            seed: u64::from_be_bytes(seed.try_into().ok()?),
            frame_size: self.frame,
            size: self.size,
            households: self.households.iter().map(|household| identity(household)).collect::<Option<_>>()?,
            by: identity(&self.by)?,
            device: self.device,
            drawn_at: Instant::from_ms(self.at),
            drawn_on: self.on,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct ResultBody {
    sample: String,
    household: String,
    outcome: String,
    note: Option<String>,
    on: Date,
    by: String,
    device: u32,
    at: i64,
}

impl ResultBody {
    pub fn of(it: &RevisitResult) -> Self {
        Self {
            sample: text(it.sample),
            household: text(it.household),
            outcome: it.outcome.code().to_owned(),
            note: it.note.clone(),
            on: it.visited_on,
            by: text(it.by),
            device: it.device,
            at: it.recorded_at.ms(),
        }
    }

    /// None for outcomes that only a later version knows, and for identities that are none.
    pub fn read(self, id: Id<Fact>) -> Option<RevisitResult> {
        Some(RevisitResult {
            id,
            sample: identity(&self.sample)?,
            household: identity(&self.household)?,
            outcome: VisitOutcome::parse(&self.outcome)?,
            note: self.note,
            visited_on: self.on,
            by: identity(&self.by)?,
            device: self.device,
            recorded_at: Instant::from_ms(self.at),
        })
    }
}

fn text<T>(id: Id<T>) -> String {
    HEXLOWER.encode(&id.to_bytes())
}

fn identity<T>(text: &str) -> Option<Id<T>> {
    Id::from_slice(&HEXLOWER.decode(text.as_bytes()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::FactRecord;

    fn drawn(households: usize) -> RevisitSample {
        RevisitSample {
            id: Id::from_bytes([1; 16]),
            sample: Id::from_bytes([2; 16]),
            area: Id::from_bytes([3; 16]),
            officer: None,
            is_stratified: true,
            seed: u64::MAX - 7,
            frame_size: 900,
            size: 12,
            households: vec![Id::from_bytes([4; 16]); households],
            by: Id::from_bytes([5; 16]),
            device: 7,
            drawn_at: Instant::from_ms(1_780_000_000_000),
            drawn_on: domain::time::parse_date("2026-06-01").unwrap(),
        }
    }

    #[test]
    fn draws_and_results_are_read_back_and_a_draw_of_too_many_is_none() {
        for households in [1, SAMPLE_MAX] {
            let fact =
                Fact::RevisitSample(RevisitSample { officer: Some(Id::from_bytes([6; 16])), ..drawn(households) });
            assert_eq!(FactRecord::of(&fact).unwrap().fact(), Some(fact));
        }
        let many = FactRecord::of(&Fact::RevisitSample(drawn(SAMPLE_MAX + 1))).unwrap();
        assert_eq!(many.fact(), None);
        for outcome in VisitOutcome::ALL {
            let fact = Fact::RevisitResult(RevisitResult {
                id: Id::from_bytes([1; 16]),
                sample: Id::from_bytes([2; 16]),
                household: Id::from_bytes([4; 16]),
                outcome,
                note: Some("the house is empty".to_owned()),
                visited_on: domain::time::parse_date("2026-06-03").unwrap(),
                by: Id::from_bytes([5; 16]),
                device: 7,
                recorded_at: Instant::from_ms(1_780_000_000_000),
            });
            assert_eq!(FactRecord::of(&fact).unwrap().fact(), Some(fact));
        }
    }

    #[test]
    fn members_and_outcomes_of_a_later_version_harm_nothing() {
        let mut record = FactRecord::of(&Fact::RevisitSample(drawn(1))).unwrap();
        record.body = String::from_utf8(record.body).unwrap().replacen('{', "{\"weights\":[1],", 1).into_bytes();
        assert_eq!(record.fact(), Some(Fact::RevisitSample(drawn(1))));
        record.body = br#"{"sample":"zz"}"#.to_vec();
        assert_eq!(record.fact(), None);
    }
}
