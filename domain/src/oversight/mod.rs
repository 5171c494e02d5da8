//! Ghost controls: what stands out in the registrations of an officer or a device, and visits to families drawn by lot.
//!
//! An indicator accuses nobody: it says where to look. A draw is stated before anybody goes, with its seed, and is never
//! unsaid; who registered a family does not write down what a visit found there.

pub mod draw;
pub mod indicator;
pub mod statistics;

use controls::Control;

use crate::area::Area;
use crate::change::{Change, Fact};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::Household;
use crate::roster::User;
use crate::time::{Date, Instant};

/// Most families in one sample.
pub const SAMPLE_MAX: usize = 200;

/// A draw; its parts are stated in the areas of the families.
pub enum Sample {}

/// One part of a draw: the chosen families of one area, with all that says how they were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisitSample {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The draw.
    pub sample: Id<Sample>,
    /// The area it was drawn over, with all below.
    pub area: Id<Area>,
    /// Whose families; none means everybody's.
    pub officer: Option<Id<User>>,
    /// Whether each officer has their share of it.
    pub is_stratified: bool,
    /// The seed of the lot.
    pub seed: u64,
    /// Families there were to choose from.
    pub frame_size: u32,
    /// Families chosen, in all parts together.
    pub size: u32,
    /// The families of this part.
    pub households: Vec<Id<Household>>,
    /// Who drew.
    pub by: Id<User>,
    /// On which device.
    pub device: u32,
    /// When, by its clock.
    pub drawn_at: Instant,
    /// The day there.
    pub drawn_on: Date,
}

/// What a visit found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl VisitOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::FoundAsRegistered, Self::FoundDifferent, Self::NotFound, Self::Refused];

    /// The word used in facts, rows and at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FoundAsRegistered => "found_as_registered",
            Self::FoundDifferent => "found_different",
            Self::NotFound => "not_found",
            Self::Refused => "refused",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// What a visit found, as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisitResult {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The draw.
    pub sample: Id<Sample>,
    /// The family.
    pub household: Id<Household>,
    /// What was found.
    pub outcome: VisitOutcome,
    /// In the visitor's words.
    pub note: Option<String>,
    /// The day of the visit.
    pub visited_on: Date,
    /// Who wrote it down.
    pub by: Id<User>,
    /// On which device.
    pub device: u32,
    /// When, by its clock.
    pub recorded_at: Instant,
}

/// Who registered a family: the user where the log is here, else the device alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registrar {
    /// This user.
    User(Id<User>),
    /// Somebody on this device, on which several work.
    Device(u32),
}

impl Registrar {
    /// Whether this is who writes now: the same user, or somebody on the same device where only that is known.
    pub fn is(self, user: Id<User>, device: u32) -> bool {
        match self {
            Self::User(registrar) => registrar == user,
            Self::Device(registrar) => registrar == device,
        }
    }
}

/// Whether what somebody wrote down about a visit counts: it was not the one who had registered the family.
pub fn counts(result: &RevisitResult, registrar: Option<Registrar>) -> bool {
    !Control::RevisitFourEyes.is_on() || registrar.is_none_or(|registrar| !registrar.is(result.by, result.device))
}

/// What the visits to one family come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody went, or nobody whose word counts.
    Waiting,
    /// All that count agree.
    Found(VisitOutcome),
    /// Two people wrote down different things.
    Disputed,
}

/// What the visits to one family come to; in whatever order they were heard.
pub fn standing(outcomes: impl IntoIterator<Item = VisitOutcome>) -> Standing {
    let mut outcomes = outcomes.into_iter();
    let Some(first) = outcomes.next() else { return Standing::Waiting };
    if outcomes.all(|outcome| outcome == first) { Standing::Found(first) } else { Standing::Disputed }
}

/// States a draw, a fact for the families of each area.
///
/// # Errors
/// [`Refusal::RevisitNobody`] for an empty one, [`Refusal::RevisitTooMany`] above [`SAMPLE_MAX`].
pub fn sample(parts: Vec<(Id<Area>, RevisitSample)>) -> Result<Vec<(Id<Area>, Change)>, Refusal> {
    let chosen: usize = parts.iter().map(|(_, part)| part.households.len()).sum();
    if chosen == 0 {
        return Err(Refusal::RevisitNobody);
    }
    if chosen > SAMPLE_MAX {
        return Err(Refusal::RevisitTooMany { limit: SAMPLE_MAX });
    }
    let stated = |part| Change { puts: Vec::new(), facts: vec![Fact::RevisitSample(part)] };
    Ok(parts.into_iter().map(|(area, part)| (area, stated(part))).collect())
}

/// What is known of a family of a sample when a visit is written down.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The day of the draw.
    pub drawn_on: Date,
    /// Who registered the family.
    pub registrar: Option<Registrar>,
    /// What others wrote down already.
    pub known: Vec<RevisitResult>,
}

/// Writes down what a visit found.
///
/// # Errors
/// [`Refusal::RevisitOwnFamily`] for who registered the family, [`Refusal::RevisitRecorded`] once somebody else has,
/// [`Refusal::RevisitBeforeDraw`] and [`Refusal::DateInFuture`] for a day that cannot be.
pub fn visit(drawn: &Drawn, result: RevisitResult, today: Date) -> Result<Change, Refusal> {
    if !counts(&result, drawn.registrar) {
        return Err(Refusal::RevisitOwnFamily);
    }
    if drawn.known.iter().any(|known| counts(known, drawn.registrar)) {
        return Err(Refusal::RevisitRecorded);
    }
    if result.visited_on > today {
        return Err(Refusal::DateInFuture { field: "visited_on" });
    }
    if result.visited_on < drawn.drawn_on {
        return Err(Refusal::RevisitBeforeDraw);
    }
    Ok(Change { puts: Vec::new(), facts: vec![Fact::RevisitResult(result)] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse_date;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    fn result(by: u8, device: u32, visited_on: &str) -> RevisitResult {
        RevisitResult {
            id: Id::from_bytes([by; 16]),
            sample: Id::from_bytes([1; 16]),
            household: Id::from_bytes([2; 16]),
            outcome: VisitOutcome::NotFound,
            note: None,
            visited_on: day(visited_on),
            by: Id::from_bytes([by; 16]),
            device,
            recorded_at: Instant::from_ms(0),
        }
    }

    #[test]
    fn who_registered_a_family_does_not_write_down_the_visit() {
        let by_user = |known| Drawn {
            drawn_on: day("2026-06-01"),
            registrar: Some(Registrar::User(Id::from_bytes([7; 16]))),
            known,
        };
        let today = day("2026-06-05");
        assert_eq!(visit(&by_user(vec![]), result(7, 3, "2026-06-03"), today), Err(Refusal::RevisitOwnFamily));
        assert!(visit(&by_user(vec![]), result(8, 3, "2026-06-03"), today).is_ok());
        let on_device = Drawn { registrar: Some(Registrar::Device(3)), ..by_user(vec![]) };
        assert_eq!(visit(&on_device, result(8, 3, "2026-06-03"), today), Err(Refusal::RevisitOwnFamily));
        // A word that does not count keeps nobody from writing down one that does.
        let own = by_user(vec![result(7, 3, "2026-06-03")]);
        assert!(visit(&own, result(8, 4, "2026-06-03"), today).is_ok());
        let others = by_user(vec![result(9, 5, "2026-06-03")]);
        assert_eq!(visit(&others, result(8, 4, "2026-06-03"), today), Err(Refusal::RevisitRecorded));
    }

    #[test]
    fn a_visit_lies_between_the_draw_and_today() {
        let drawn = Drawn { drawn_on: day("2026-06-02"), registrar: None, known: vec![] };
        let on = |text| visit(&drawn, result(8, 4, text), day("2026-06-05"));
        assert_eq!(on("2026-06-01"), Err(Refusal::RevisitBeforeDraw));
        assert_eq!(on("2026-06-06"), Err(Refusal::DateInFuture { field: "visited_on" }));
        assert!(on("2026-06-02").is_ok() && on("2026-06-05").is_ok());
    }

    #[test]
    fn results_stand_alike_in_any_order() {
        use VisitOutcome::{FoundAsRegistered, NotFound};
        assert_eq!(standing([]), Standing::Waiting);
        assert_eq!(standing([NotFound, NotFound]), Standing::Found(NotFound));
        assert_eq!(standing([NotFound, FoundAsRegistered]), standing([FoundAsRegistered, NotFound]));
        assert_eq!(standing([NotFound, FoundAsRegistered]), Standing::Disputed);
    }
}
