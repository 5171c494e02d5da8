//! A week of work apart: what one laptop changed goes up, what another changed comes down.
//!
//! One change is one commit of three values in one document, seven in ten a person's, made through the use-cases,
//! village by village.

use std::time::{Duration, Instant as Stopwatch};

use serde_json::{Value, json};

use crate::Outcome;
use crate::chance::Chance;
use crate::laptop::{Built, FULL, Known};
use crate::link::LINKS;
use crate::report::{Better, Report};
use crate::traffic::Traffic;
use crate::world::{Laptop, World};

/// Changes on the laptop that is measured, of [`FULL`] households.
const CHANGES_HERE: u32 = 2_000;
/// Changes on the other laptop.
const CHANGES_ELSEWHERE: u32 = 1_500;
/// Of ten changes, those of a person.
const PERSONS_OF_TEN: usize = 7;
const UPDATE_HOUSEHOLD: &str = "registry.update_household";

const OCCUPATIONS: [&str; 12] = [
    "farmer",
    "herder",
    "fisher",
    "tailor",
    "trader",
    "teacher",
    "driver",
    "casual labour",
    "carpenter",
    "none",
    "market stall",
    "domestic work",
];
const CIVIL_STATUS: [&str; 6] = ["single", "married", "cohabiting", "separated", "divorced", "widowed"];
const EDUCATION: [&str; 5] = ["none", "primary", "lower_secondary", "upper_secondary", "tertiary"];
const DISABILITY: [&str; 3] = ["none", "some", "severe"];
const DWELLING: [&str; 6] = ["owned", "rented", "hosted", "informal", "camp", "none"];
const WATER_SOURCE: [&str; 6] = ["piped", "borehole", "protected_well", "open_well", "surface", "vendor"];

/// What travelled, and what the peers must carry too.
pub struct Travelled {
    /// The exchange of the week.
    pub traffic: Traffic,
    /// Changes on the laptop that is measured.
    pub here: Vec<Act>,
    /// Changes on the other laptop.
    pub elsewhere: Vec<Act>,
}

/// First upload and first load, the week, and a look when nothing changed. Returns the laptop with what travelled.
///
/// # Errors
/// Faults of the store, and whatever does not converge.
pub fn measure(world: &mut World, built: Built, report: &mut Report) -> Outcome<(Built, Travelled)> {
    let built = built.weigh("laptop.store_unsent_bytes_per_household", "laptop.open_unsent_store_ms", report)?;
    let upload = world.exchange(&built.laptop)?;
    let households = u64::from(built.households());
    report.add_rate("firstload.upload_households_per_s", households, upload.taken);
    report.add("firstload.upload_bytes_per_household", upload.bytes() as f64 / households as f64, "B", Better::Lower);
    let mut built = built.weigh("laptop.store_bytes_per_household", "laptop.open_store_ms", report)?;
    let mut other = first_load(world, &built, report)?;

    // The other laptop's certificate comes before the week, not with it.
    world.exchange(&built.laptop)?;
    let scale = |changes: u32| (changes * built.households().min(FULL) / FULL).max(10);
    let here = plan(world, &built, scale(CHANGES_HERE), 21);
    let elsewhere = plan(world, &built, scale(CHANGES_ELSEWHERE), 22);
    let (done, taken) = work(world, &mut built.laptop, &here)?;
    report.add_rate("laptop.update_per_s", done, taken);
    work(world, &mut other, &elsewhere)?;
    world.exchange(&other)?;
    let traffic = world.exchange(&built.laptop)?;
    check(&traffic, here.len() as u64, elsewhere.len() as u64)?;
    tell_week(&traffic, here.len() + elsewhere.len(), report);
    let noop = world.exchange(&built.laptop)?;
    report.add("noop.bytes", noop.bytes() as f64, "B", Better::Lower);
    report.add("noop.round_trips", noop.requests as f64, "", Better::Lower);
    report.add("noop.seconds_30kbit", noop.time(&LINKS[0]).as_secs_f64(), "s", Better::Lower);
    Ok((built, Travelled { traffic, here, elsewhere }))
}

/// A laptop joins and fetches everything. It is usable when it holds as many households as a village has on average.
fn first_load(world: &mut World, built: &Built, report: &mut Report) -> Outcome<Laptop> {
    let households = u64::from(built.households());
    let village = households / (built.villages.len() as u64).max(1);
    let (other, load) = world.join("laptop-b", village)?;
    let (held, persons) = other.store.read(|reader| reader.counts(&store::read::scope::Scope::everywhere()))?;
    if held != households {
        return Err(format!("the first load brought {held} households of {households}").into());
    }
    let usable = load.usable.ok_or("the first load never became usable")?;
    let fast = &LINKS[2];
    report.add("firstload.bytes_per_household", load.bytes() as f64 / households as f64, "B", Better::Lower);
    // The hub's work is done by another machine in the field: the laptop's alone is its rebuilding.
    report.add_rate("firstload.documents_per_s", held + persons, load.taken.saturating_sub(load.at_hub));
    report.add("firstload.usable_s", usable.after.as_secs_f64(), "s", Better::Lower);
    report.add("firstload.seconds", load.taken.as_secs_f64(), "s", Better::Lower);
    let until = fast.time(&load.conversation[..usable.messages]) + usable.rest;
    report.add("firstload.usable_s_1mbit", until.as_secs_f64(), "s", Better::Lower);
    report.add("firstload.seconds_1mbit", load.time(fast).as_secs_f64(), "s", Better::Lower);
    report.add_rate("firstload.households_per_s", households, load.taken);
    Ok(other)
}

fn tell_week(week: &Traffic, changes: usize, report: &mut Report) {
    report.add("week.bytes", week.bytes() as f64, "B", Better::Lower);
    for link in &LINKS {
        report.add(&format!("week.seconds_{}", link.name), week.time(link).as_secs_f64(), "s", Better::Lower);
    }
    report.add("week.seconds_loopback", week.taken.as_secs_f64(), "s", Better::Lower);
    report.add("week.bytes_per_change", week.bytes() as f64 / changes as f64, "B", Better::Lower);
    report.add("week.bytes_up", week.sent as f64, "B", Better::Lower);
    report.add("week.bytes_down", week.received as f64, "B", Better::Lower);
    report.add("week.round_trips", week.requests as f64, "", Better::Lower);
    report.add("week.seconds_at_hub", week.at_hub.as_secs_f64(), "s", Better::Lower);
}

/// A call of a use-case that changes three values of one document.
#[derive(Debug, Clone)]
pub struct Act {
    use_case: &'static str,
    /// Identity of the document.
    pub document: String,
    /// New values by the name of their field.
    pub fields: Value,
}

impl Act {
    fn input(&self) -> Value {
        let document = if self.use_case == UPDATE_HOUSEHOLD { "household_id" } else { "person_id" };
        json!({ document: self.document, "fields": self.fields })
    }
}

/// So many changes, spread over the villages, each in another household.
pub fn plan(world: &World, built: &Built, changes: u32, seed: u64) -> Vec<Act> {
    let mut chance = Chance::new(seed);
    let mut acts = Vec::with_capacity(changes as usize);
    for (at, (_, village)) in built.villages.iter().enumerate() {
        let until = changes as usize * (at + 1) / built.villages.len();
        let mut unvisited: Vec<&Known> = village.iter().collect();
        while acts.len() < until && !unvisited.is_empty() {
            let known = unvisited.swap_remove(chance.below(unvisited.len()));
            acts.push(act(&mut chance, &world.district, known));
        }
    }
    acts
}

/// Three new values of one document of a household.
pub fn act(chance: &mut Chance, district: &demo::District, known: &Known) -> Act {
    let household = district.household(known.index);
    if chance.below(10) >= PERSONS_OF_TEN {
        let fields = json!({
            "address": format!("Plot {}", 241 + chance.below(700)),
            "dwelling": chance.other(&DWELLING, household.dwelling),
            "water_source": chance.other(&WATER_SOURCE, household.water_source),
        });
        return Act { use_case: UPDATE_HOUSEHOLD, document: known.id.to_string(), fields };
    }
    let at = chance.below(known.members.len());
    let person = &household.members[at];
    let fields = match (chance.below(3), &person.birth_on) {
        (0, Some(birth_on)) => {
            let year = birth_on.get(..4).unwrap_or("2000");
            let day = if birth_on.ends_with("-05-17") { 18 } else { 17 };
            let precision = if person.birth_precision == Some("day") { "estimated" } else { "day" };
            json!({ "birth": { "on": format!("{year}-05-{day}"), "precision": precision }, "occupation": chance.any(&OCCUPATIONS) })
        }
        (1, _) => {
            let other = district.household(known.index.wrapping_add(1 + chance.below(1_000) as u32));
            let other = chance.any(&other.members);
            let family = other.family_name.as_deref().unwrap_or("Unknown");
            json!({
                "given_name": differing(&other.given_name, Some(&person.given_name)),
                "family_name": differing(family, person.family_name.as_deref()),
                "civil_status": chance.other(&CIVIL_STATUS, person.civil_status),
            })
        }
        _ => json!({
            "occupation": chance.any(&OCCUPATIONS),
            "education": chance.other(&EDUCATION, person.education),
            "disability": chance.other(&DISABILITY, person.disability),
        }),
    };
    Act { use_case: "registry.update_person", document: known.members[at].to_string(), fields }
}

fn differing(name: &str, held: Option<&str>) -> String {
    if held == Some(name) { format!("{name}a") } else { name.to_owned() }
}

/// Does the acts one after the other; returns how many changed anything, and how long that took.
///
/// # Errors
/// What the use-cases answer.
pub fn work(world: &mut World, laptop: &mut Laptop, acts: &[Act]) -> Outcome<(u64, Duration)> {
    let (mut done, mut taken) = (0, Duration::ZERO);
    for act in acts {
        let now = world.days.pass();
        let input = act.input();
        let begun = Stopwatch::now();
        match laptop.call(now, act.use_case, input) {
            Ok(_) => done += 1,
            // An earlier week may have come to the same values.
            Err(failure) if failure.code == "registry-refused-nothing-changed" => {}
            Err(failure) => return Err(failure.into()),
        }
        taken += begun.elapsed();
    }
    Ok((done, taken))
}

/// A week that did not travel whole would look cheap.
///
/// # Errors
/// What is missing.
pub fn check(week: &Traffic, here: u64, elsewhere: u64) -> Outcome<()> {
    let summary = week.summary;
    let is_whole = summary.commits_sent == here && summary.commits_received == elsewhere;
    if is_whole && summary.quarantined == 0 && summary.refused == 0 {
        Ok(())
    } else {
        Err(format!("the week did not travel whole: {summary:?}").into())
    }
}
