//! A week of work apart: what one laptop changed goes up, what another changed comes down.
//!
//! One change is one commit of three values in one document, seven in ten a person's, made through the use-cases,
//! village by village.

use std::time::{Duration, Instant as Stopwatch};

use serde_json::{Value, json};

use crate::Outcome;
use crate::chance::Chance;
use crate::laptop::{Built, FULL, Known};
use crate::report::{Better, Report};
use crate::world::{Laptop, Traffic, World};

/// Changes on the laptop that is measured, of [`FULL`] households.
const CHANGES_HERE: u32 = 2_000;
/// Changes on the other laptop.
const CHANGES_ELSEWHERE: u32 = 1_500;
/// Of ten changes, those of a person.
const PERSONS_OF_TEN: usize = 7;

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

/// First upload, first download, the week, and a look when nothing changed.
///
/// # Errors
/// Faults of the store, and whatever does not converge.
pub fn measure(world: &mut World, built: Built, report: &mut Report) -> Outcome<()> {
    let built = built.weigh("laptop.store_unsent_bytes_per_household", "laptop.open_unsent_store_ms", report)?;
    let upload = world.exchange(&built.laptop)?;
    let households = u64::from(built.households());
    report.add_rate("first.upload_households_per_s", households, upload.taken);
    report.add("first.upload_bytes_per_household", upload.bytes() as f64 / households as f64, "B", Better::Lower);
    let mut built = built.weigh("laptop.store_bytes_per_household", "laptop.open_store_ms", report)?;
    let (mut other, download) = world.join("laptop-b")?;
    report.add_rate("first.download_households_per_s", households, download.taken);
    report.add("first.download_bytes_per_household", download.bytes() as f64 / households as f64, "B", Better::Lower);

    // The other laptop's certificate comes before the week, not with it.
    world.exchange(&built.laptop)?;
    let scale = |changes: u32| (changes * built.households().min(FULL) / FULL).max(10);
    let (here, elsewhere) = (scale(CHANGES_HERE), scale(CHANGES_ELSEWHERE));
    let (mine, theirs) = (plan(world, &built, here, 21), plan(world, &built, elsewhere, 22));
    let taken = work(world, &mut built.laptop, mine)?;
    report.add_rate("laptop.update_per_s", u64::from(here), taken);
    work(world, &mut other, theirs)?;
    world.exchange(&other)?;
    let week = world.exchange(&built.laptop)?;
    check(&week, here, elsewhere)?;
    report.add("week.bytes", week.bytes() as f64, "B", Better::Lower);
    report.add("week.seconds_loopback", week.taken.as_secs_f64(), "s", Better::Lower);
    report.add("week.bytes_per_change", week.bytes() as f64 / f64::from(here + elsewhere), "B", Better::Lower);
    report.add("week.bytes_up", week.sent as f64, "B", Better::Lower);
    report.add("week.bytes_down", week.received as f64, "B", Better::Lower);
    report.add("week.requests", week.requests as f64, "", Better::Lower);
    report.add("week.seconds_at_hub", week.at_hub.as_secs_f64(), "s", Better::Lower);
    let idle = world.exchange(&built.laptop)?;
    report.add("idle.bytes", idle.bytes() as f64, "B", Better::Lower);
    report.add("idle.requests", idle.requests as f64, "", Better::Lower);
    Ok(())
}

/// A call of a use-case that changes three values of one document.
struct Act {
    use_case: &'static str,
    input: Value,
}

/// So many changes, spread over the villages, each in another household.
fn plan(world: &World, built: &Built, changes: u32, seed: u64) -> Vec<Act> {
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

fn act(chance: &mut Chance, district: &demo::District, known: &Known) -> Act {
    let household = district.household(known.index);
    if chance.below(10) >= PERSONS_OF_TEN {
        let fields = json!({
            "address": format!("Plot {}", 241 + chance.below(700)),
            "dwelling": chance.other(&DWELLING, household.dwelling),
            "water_source": chance.other(&WATER_SOURCE, household.water_source),
        });
        return Act {
            use_case: "registry.update_household",
            input: json!({ "household_id": known.id.to_string(), "fields": fields }),
        };
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
    Act {
        use_case: "registry.update_person",
        input: json!({ "person_id": known.members[at].to_string(), "fields": fields }),
    }
}

fn differing(name: &str, held: Option<&str>) -> String {
    if held == Some(name) { format!("{name}a") } else { name.to_owned() }
}

fn work(world: &mut World, laptop: &mut Laptop, acts: Vec<Act>) -> Outcome<Duration> {
    let mut taken = Duration::ZERO;
    for act in acts {
        let now = world.days.pass();
        let begun = Stopwatch::now();
        laptop.call(now, act.use_case, act.input)?;
        taken += begun.elapsed();
    }
    Ok(taken)
}

/// A week that did not travel whole would look cheap.
fn check(week: &Traffic, here: u32, elsewhere: u32) -> Outcome<()> {
    let summary = week.summary;
    let is_whole = summary.commits_sent == u64::from(here) && summary.commits_received == u64::from(elsewhere);
    if is_whole && summary.quarantined == 0 && summary.refused == 0 {
        Ok(())
    } else {
        Err(format!("the week did not travel whole: {summary:?}").into())
    }
}
