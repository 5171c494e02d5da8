//! Indicators: figures about what one officer or device registered, beside those of their peers. Too few families say
//! nothing; what was imported is counted apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::oversight::Registrar;
use crate::oversight::statistics::{median, robust_z, share, whipple};

/// Fewest families behind a figure that says something.
pub const FAMILIES_MIN: u32 = 20;
/// Fewest peers to be compared with.
pub const PEERS_MIN: usize = 3;
/// So many robust deviations above the peers stand out (Iglewicz and Hoaglin 1993).
pub const STANDS_OUT: f64 = 3.5;
/// No interview is shorter, in minutes.
pub const INTERVIEW_MINUTES_MIN: i64 = 5;
/// A family is visited again within so many days.
pub const AGAIN_DAYS: i64 = 180;
/// Night begins, as hour of the day.
const NIGHT_FROM: i64 = 22;
/// Night ends, as hour of the day.
const NIGHT_UNTIL: i64 = 5;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Indicator {
    /// Families registered on a day on which any was.
    Pace,
    /// Share registered between 22:00 and 5:00.
    Night,
    /// Share registered on days of rest.
    RestDay,
    /// Share with a phone that another household has, too.
    SharedPhone,
    /// Share with an identity number that another household has, too.
    SharedDocument,
    /// Share with the same address, dwelling and water as the family before.
    SameWords,
    /// Share with members of the same ages and sexes as the family before.
    SameMembers,
    /// Whipple's index of ages at registration.
    RoundAges,
    /// Share of exact birth dates that are 1 January.
    FirstOfJanuary,
    /// Share registered sooner after the one before than an interview lasts.
    ShortInterval,
    /// Share of older families of which nothing was ever changed.
    NeverAgain,
    /// Changes to families that others registered.
    EditsOfOthers,
}

impl Indicator {
    /// Every indicator, in the order people are shown them.
    pub const ALL: [Self; 12] = [
        Self::Pace,
        Self::Night,
        Self::RestDay,
        Self::SharedPhone,
        Self::SharedDocument,
        Self::SameWords,
        Self::SameMembers,
        Self::RoundAges,
        Self::FirstOfJanuary,
        Self::ShortInterval,
        Self::NeverAgain,
        Self::EditsOfOthers,
    ];

    /// The word used at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pace => "pace",
            Self::Night => "night",
            Self::RestDay => "rest_day",
            Self::SharedPhone => "shared_phone",
            Self::SharedDocument => "shared_document",
            Self::SameWords => "same_words",
            Self::SameMembers => "same_members",
            Self::RoundAges => "round_ages",
            Self::FirstOfJanuary => "first_of_january",
            Self::ShortInterval => "short_interval",
            Self::NeverAgain => "never_again",
            Self::EditsOfOthers => "edits_of_others",
        }
    }

    /// What the deviation of peers is taken for where they are all alike, in the unit of the figure.
    const fn least_spread(self) -> f64 {
        match self {
            Self::Pace => 1.0,
            Self::RoundAges => 20.0,
            Self::EditsOfOthers => 3.0,
            Self::Night
            | Self::RestDay
            | Self::SharedPhone
            | Self::SharedDocument
            | Self::SameWords
            | Self::SameMembers
            | Self::FirstOfJanuary
            | Self::ShortInterval
            | Self::NeverAgain => 0.03,
        }
    }
}

/// A family as it was registered, in local time.
#[derive(Debug, Clone, Default)]
pub struct Registered {
    /// Milliseconds since 1970 at the wall clock of the place.
    pub local_ms: i64,
    /// Address, dwelling and water, where an address was written.
    pub words: Option<String>,
    /// Sex and age at registration of each member, sorted.
    pub members: Vec<(String, Option<u32>)>,
    /// Exact birth dates.
    pub exact_births: u32,
    /// Of these, those on 1 January.
    pub january_births: u32,
    /// Whether another household has a phone of theirs.
    pub shares_phone: bool,
    /// Whether another household has an identity number of theirs.
    pub shares_document: bool,
    /// Whether anything of the family or its members was ever changed since.
    pub is_touched: bool,
}

/// What one officer or device did.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// What was registered by hand, oldest first.
    pub registered: Vec<Registered>,
    /// Families that came in by import.
    pub imported: u32,
    /// Changes to families of others.
    pub edits_of_others: u32,
}

/// A figure beside its peers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// What it is about.
    pub indicator: Indicator,
    /// The figure; none where there is nothing to count.
    pub value: Option<f64>,
    /// Families, dates or ages behind it.
    pub behind: u32,
    /// Whether they are too few to say anything.
    pub is_too_few: bool,
    /// The median of the peers; none with fewer than [`PEERS_MIN`].
    pub peers_median: Option<f64>,
    /// Robust deviations above the peers.
    pub deviations: Option<f64>,
    /// Whether it lies so far above them that it is worth a look.
    pub stands_out: bool,
}

/// What time it is taken for and which days are days of rest.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Days of rest: 1 Monday to 7 Sunday.
    pub rest_days: BTreeSet<u8>,
    /// Now at the wall clock of the place, in milliseconds since 1970.
    pub local_now_ms: i64,
}

fn day(local_ms: i64) -> i64 {
    local_ms.div_euclid(DAY_MS)
}

/// 1 Monday to 7 Sunday; day 0, 1 January 1970, was a Thursday.
fn weekday(local_ms: i64) -> u8 {
    (day(local_ms) + 3).rem_euclid(7) as u8 + 1
}

fn is_night(local_ms: i64) -> bool {
    let hour = local_ms.rem_euclid(DAY_MS) / HOUR_MS;
    !(NIGHT_UNTIL..NIGHT_FROM).contains(&hour)
}

/// What speaks for a look at each family: by place in the work, in the order of [`Indicator::ALL`].
pub fn flags(work: &Work, calendar: &Calendar) -> Vec<Vec<Indicator>> {
    let mut before: Option<&Registered> = None;
    let mut found = Vec::with_capacity(work.registered.len());
    for family in &work.registered {
        let is_old = calendar.local_now_ms - family.local_ms > AGAIN_DAYS * DAY_MS;
        let mut of_it: Vec<Indicator> = [
            (Indicator::Night, is_night(family.local_ms)),
            (Indicator::RestDay, calendar.rest_days.contains(&weekday(family.local_ms))),
            (Indicator::SharedPhone, family.shares_phone),
            (Indicator::SharedDocument, family.shares_document),
            (Indicator::NeverAgain, is_old && !family.is_touched),
        ]
        .into_iter()
        .filter_map(|(indicator, is_so)| is_so.then_some(indicator))
        .collect();
        if let Some(before) = before {
            let is_soon = family.local_ms - before.local_ms < INTERVIEW_MINUTES_MIN * MINUTE_MS;
            let same_words = family.words.is_some() && family.words == before.words;
            let same_members = family.members.len() > 1 && family.members == before.members;
            of_it.extend(is_soon.then_some(Indicator::ShortInterval));
            of_it.extend(same_words.then_some(Indicator::SameWords));
            of_it.extend(same_members.then_some(Indicator::SameMembers));
        }
        of_it.sort_unstable();
        found.push(of_it);
        before = Some(family);
    }
    found
}

/// The bare figures: value and how many stand behind it.
fn figures(work: &Work, calendar: &Calendar) -> Vec<(Indicator, Option<f64>, u32)> {
    let families = work.registered.len() as u32;
    let flags = flags(work, calendar);
    let flagged = |indicator| flags.iter().filter(|of_it| of_it.contains(&indicator)).count() as u32;
    let days = work.registered.iter().map(|family| day(family.local_ms)).collect::<BTreeSet<_>>().len() as u32;
    let pairs = families.saturating_sub(1);
    let worded = work.registered.iter().skip(1).filter(|family| family.words.is_some()).count() as u32;
    let is_old = |family: &&Registered| calendar.local_now_ms - family.local_ms > AGAIN_DAYS * DAY_MS;
    let old = work.registered.iter().filter(is_old).count() as u32;
    let ages = work.registered.iter().flat_map(|family| family.members.iter().filter_map(|(_, age)| *age));
    let (round, aged) = whipple(ages);
    let dates: u32 = work.registered.iter().map(|family| family.exact_births).sum();
    let january: u32 = work.registered.iter().map(|family| family.january_births).sum();
    let of = |indicator: Indicator, whole: u32| (indicator, share(flagged(indicator), whole), whole);
    Indicator::ALL
        .into_iter()
        .map(|indicator| match indicator {
            Indicator::Pace => (indicator, share(families, days), families),
            Indicator::Night | Indicator::RestDay | Indicator::SharedPhone | Indicator::SharedDocument => {
                of(indicator, families)
            }
            Indicator::SameWords => of(indicator, worded),
            Indicator::SameMembers | Indicator::ShortInterval => of(indicator, pairs),
            Indicator::RoundAges => (indicator, round, aged),
            Indicator::FirstOfJanuary => (indicator, share(january, dates), dates),
            Indicator::NeverAgain => of(indicator, old),
            Indicator::EditsOfOthers => (indicator, Some(f64::from(work.edits_of_others)), families),
        })
        .collect()
}

/// Everybody's figures beside those of the others, who are the peers: never the one who is looked at.
pub fn compare(works: &BTreeMap<Registrar, Work>, calendar: &Calendar) -> BTreeMap<Registrar, Vec<Figure>> {
    let bare: BTreeMap<Registrar, Vec<_>> = works.iter().map(|(who, work)| (*who, figures(work, calendar))).collect();
    let beside = |who: &Registrar, at: usize, (indicator, value, behind): (Indicator, Option<f64>, u32)| {
        let says = |behind: u32| behind + 1 >= FAMILIES_MIN;
        let others = bare.iter().filter(|(other, _)| *other != who).map(|(_, figures)| figures[at]);
        let peers: Vec<f64> = others.filter(|(.., behind)| says(*behind)).filter_map(|(_, value, _)| value).collect();
        let has_peers = peers.len() >= PEERS_MIN;
        let is_too_few = !says(behind);
        let compared = value.filter(|_| has_peers && !is_too_few);
        let deviations = compared.and_then(|value| robust_z(value, &peers, indicator.least_spread()));
        Figure {
            indicator,
            value,
            behind,
            is_too_few,
            peers_median: median(&peers).filter(|_| has_peers),
            deviations,
            stands_out: deviations.is_some_and(|deviations| deviations >= STANDS_OUT),
        }
    };
    bare.iter()
        .map(|(who, figures)| {
            let figures = figures.iter().enumerate().map(|(at, figure)| beside(who, at, *figure));
            (*who, figures.collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 1 June 2026, 0:00.
    const MONDAY: i64 = 20_605 * DAY_MS;

    fn calendar() -> Calendar {
        Calendar { rest_days: [7].into(), local_now_ms: MONDAY + 400 * DAY_MS }
    }

    fn honest(families: u32, shift: i64) -> Work {
        let of = |at: u32| Registered {
            local_ms: MONDAY + i64::from(at / 5) * DAY_MS + (9 + i64::from(at % 5)) * HOUR_MS + shift,
            words: Some(format!("house {at}")),
            members: vec![("1".to_owned(), Some(23 + at % 40)), ("2".to_owned(), Some(24 + at % 39))],
            is_touched: true,
            ..Registered::default()
        };
        Work { registered: (0..families).map(of).collect(), ..Work::default() }
    }

    fn figure(figures: &[Figure], indicator: Indicator) -> Figure {
        *figures.iter().find(|figure| figure.indicator == indicator).unwrap()
    }

    #[test]
    fn the_calendar_knows_nights_and_weekdays() {
        assert_eq!((weekday(MONDAY), weekday(MONDAY + 6 * DAY_MS), weekday(MONDAY - 1)), (1, 7, 7));
        let at = |hours: i64| is_night(MONDAY + hours * HOUR_MS);
        assert_eq!([at(0), at(4), at(5), at(21), at(22), at(23)], [true, true, false, false, true, true]);
    }

    #[test]
    fn made_up_families_stand_out_among_peers_and_peers_do_not() {
        let ghost = |at: u32| Registered {
            local_ms: MONDAY + 6 * DAY_MS + 23 * HOUR_MS + i64::from(at) * MINUTE_MS,
            words: Some("near the school".to_owned()),
            members: vec![("1".to_owned(), Some(40)), ("2".to_owned(), Some(35))],
            shares_phone: true,
            ..Registered::default()
        };
        let mut works: BTreeMap<Registrar, Work> =
            (1..=4).map(|device| (Registrar::Device(device), honest(30, i64::from(device) * 1_000))).collect();
        works.insert(Registrar::Device(9), Work { registered: (0..30).map(ghost).collect(), ..Work::default() });
        let compared = compare(&works, &calendar());
        let out = |device: u32| compared[&Registrar::Device(device)].iter().filter(|figure| figure.stands_out).count();
        assert!(out(9) >= 7, "{:?}", compared[&Registrar::Device(9)]);
        assert_eq!((1..=4).map(out).sum::<usize>(), 0);
        let night = figure(&compared[&Registrar::Device(9)], Indicator::Night);
        assert_eq!((night.value, night.behind, night.peers_median), (Some(1.0), 30, Some(0.0)));
    }

    #[test]
    fn too_few_families_or_peers_say_nothing() {
        let mut works: BTreeMap<Registrar, Work> =
            (1..=3).map(|device| (Registrar::Device(device), honest(30, 0))).collect();
        works.insert(Registrar::Device(9), honest(5, 14 * HOUR_MS));
        let compared = compare(&works, &calendar());
        let few = figure(&compared[&Registrar::Device(9)], Indicator::Night);
        assert!(few.is_too_few && !few.stands_out && few.deviations.is_none() && few.peers_median == Some(0.0));
        // Two others with enough families are no peers to be measured by, and the one with few is none.
        let enough = figure(&compared[&Registrar::Device(1)], Indicator::Night);
        assert_eq!((enough.is_too_few, enough.peers_median, enough.deviations), (false, None, None));
        let nobody = BTreeMap::from([(Registrar::Device(1), Work::default())]);
        assert!(compare(&nobody, &calendar())[&Registrar::Device(1)].iter().all(|figure| !figure.stands_out));
    }
}
