//! One laptop with a district in its store: filling it, finding, opening, registering, and what it weighs.

use std::time::{Duration, Instant as Stopwatch};

use domain::registry::{Household, Person, register};
use domain::{Area, Id};
use serde_json::{Value, json};
use store::StoreFault;
use usecases::registry::register::{RegisterOutput, RegisteredPerson};

use crate::chance::Chance;
use crate::query::Question;
use crate::report::{Better, Report};
use crate::world::{Laptop, World, folder_bytes};
use crate::{Outcome, family, query};

/// Households registered in one transaction while the store is filled.
const BATCH: usize = 250;
/// Households that a run of full size has; smaller runs ask and change less.
pub const FULL: u32 = 100_000;

/// A household in the store.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its place in the invented district.
    pub index: u32,
    /// Identity.
    pub id: Id<Household>,
    /// Members in the order invented.
    pub members: Vec<Id<Person>>,
}

impl Known {
    /// What `registry.register` answered.
    ///
    /// # Errors
    /// Anything else.
    pub fn registered(index: u32, answer: &Value) -> Outcome<Self> {
        let made: RegisterOutput = serde_json::from_value(answer.clone())?;
        let person = |person: &RegisteredPerson| Id::parse(&person.person_id).ok_or("an identity");
        let members = made.persons.iter().map(person).collect::<Result<_, _>>()?;
        Ok(Self { index, id: Id::parse(&made.household_id).ok_or("an identity")?, members })
    }
}

/// A laptop with a filled store.
pub struct Built {
    /// The laptop.
    pub laptop: Laptop,
    /// Households by village, in the order registered.
    pub villages: Vec<(Id<Area>, Vec<Known>)>,
    /// Household numbers, some.
    pub numbers: Vec<String>,
    households: u32,
}

impl Built {
    /// Registers the households of the district village by village, as visits go, in bulk.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn build(world: &mut World, households: u32, report: &mut Report) -> Outcome<Self> {
        let (laptop, _) = world.join("laptop-a", u64::MAX)?;
        let areas = world.areas()?;
        let mut by_code: std::collections::BTreeMap<String, Vec<u32>> = std::collections::BTreeMap::new();
        for index in 0..households {
            by_code.entry(world.district.household(index).area_code).or_default().push(index);
        }
        let mut built = Self { laptop, villages: Vec::new(), numbers: Vec::new(), households };
        let (mut taken, mut persons) = (Duration::ZERO, 0);
        for (code, indexes) in by_code {
            let area = areas.iter().find(|area| area.code == code).map(|area| area.id).ok_or("an unknown village")?;
            let mut village = Vec::with_capacity(indexes.len());
            for batch in indexes.chunks(BATCH) {
                let invented: Vec<demo::Household> =
                    batch.iter().map(|index| world.district.household(*index)).collect();
                let begun = Stopwatch::now();
                built.laptop.caller.now = world.days.pass();
                let (known, numbers) = register_in_bulk(&built.laptop, area, &invented)?;
                taken += begun.elapsed();
                persons += known.iter().map(|known| known.members.len() as u64).sum::<u64>();
                built.numbers.extend(numbers.into_iter().step_by(10));
                village.extend(known.into_iter().zip(batch).map(|(known, index)| Known { index: *index, ..known }));
            }
            built.villages.push((area, village));
        }
        report.add_rate("laptop.build_households_per_s", u64::from(households), taken);
        report.add_rate("laptop.documents_per_s", u64::from(households) + persons, taken);
        Ok(built)
    }

    /// One of all households.
    pub fn any(&self, chance: &mut Chance) -> &Known {
        // Villages differ in size by a few hundredths: drawing the village first is fair enough.
        let (_, village) = chance.any(&self.villages);
        chance.any(village)
    }

    fn rounds(&self, full: usize) -> usize {
        if self.households >= FULL { full } else { full / 10 }
    }

    /// Measures searching and opening, with the store's cache warm as in the middle of a working day.
    ///
    /// # Errors
    /// What the use-cases answer.
    pub fn read(&mut self, world: &mut World, report: &mut Report) -> Outcome<()> {
        let mut chance = Chance::new(11);
        let questions: Vec<Question> =
            (0..self.rounds(2_400)).map(|_| query::question(&mut chance, &world.district, self)).collect();
        let now = world.days.pass();
        for question in questions.iter().take(self.rounds(400)) {
            self.laptop.call(now, "registry.search", json!({ "text": question.text }))?;
        }
        let (mut all, mut answered) = (Vec::with_capacity(questions.len()), 0);
        let mut by_kind: std::collections::BTreeMap<&str, Vec<Duration>> = std::collections::BTreeMap::new();
        for question in &questions {
            let begun = Stopwatch::now();
            let answer = self.laptop.call(now, "registry.search", json!({ "text": question.text }))?;
            let taken = begun.elapsed();
            all.push(taken);
            by_kind.entry(question.kind).or_default().push(taken);
            answered += u32::from(answer["hits"].as_array().is_some_and(|hits| !hits.is_empty()));
        }
        report.add_percentiles("laptop.search", all);
        report.add(
            "laptop.search_answered_percent",
            f64::from(answered) * 100.0 / questions.len() as f64,
            "%",
            Better::Higher,
        );
        for (kind, mut taken) in by_kind {
            taken.sort_unstable();
            let slowest = taken.last().copied().unwrap_or_default();
            report.add(&format!("laptop.search_{kind}_max_ms"), slowest.as_secs_f64() * 1_000.0, "ms", Better::Lower);
        }
        let mut taken = Vec::new();
        for _ in 0..self.rounds(2_000) {
            let id = self.any(&mut chance).id;
            let begun = Stopwatch::now();
            self.laptop.call(now, "registry.open_household", json!({ "household_id": id.to_string() }))?;
            taken.push(begun.elapsed());
        }
        report.add_percentiles("laptop.open_household", taken);
        self.oversee(now, report)
    }

    /// Measures the figures of everybody's work, as a supervisor opens them: the best of three.
    fn oversee(&mut self, now: domain::Instant, report: &mut Report) -> Outcome<()> {
        let grants = std::mem::replace(&mut self.laptop.caller.grants, usecases::caller::standard(&["supervisor"]));
        let mut best = Duration::MAX;
        for _ in 0..3 {
            let begun = Stopwatch::now();
            let told = self.laptop.call(now, "oversight.overview", json!({}))?;
            best = best.min(begun.elapsed());
            if told["lines"].as_array().is_none_or(Vec::is_empty) {
                return Err("nobody's work was told".into());
            }
        }
        self.laptop.caller.grants = grants;
        report.add("oversight.overview_ms", best.as_secs_f64() * 1_000.0, "ms", Better::Lower);
        Ok(())
    }

    /// Measures erasing a family at the hub, which holds everybody: every chunk is looked through. The mean of three.
    ///
    /// # Errors
    /// What the use-case answers.
    pub fn erase(&self, world: &mut World, report: &mut Report) -> Outcome<()> {
        let mut chance = Chance::new(13);
        let mut taken = Duration::ZERO;
        for _ in 0..3 {
            let id = self.any(&mut chance).id;
            world.days.pass();
            let begun = Stopwatch::now();
            world.console(
                "privacy.erase",
                json!({ "kind": "household", "id": id.to_string(), "ground": "request", "reference": null }),
            )?;
            taken += begun.elapsed();
        }
        report.add("privacy.erase_ms", taken.as_secs_f64() * 1_000.0 / 3.0, "ms", Better::Lower);
        Ok(())
    }

    /// Measures registering one household at a time, each durable before the next begins.
    ///
    /// # Errors
    /// What the use-case answers.
    pub fn register(&mut self, world: &mut World, report: &mut Report) -> Outcome<()> {
        let count = self.rounds(1_000) as u32;
        let area = self.villages.first().ok_or("no village")?.0;
        // Households behind those that were registered: of the same district, and new.
        let inputs: Vec<_> = (0..count)
            .map(|at| family::register_input(area, &world.district.household(self.households + at)))
            .collect::<Outcome<_>>()?;
        let mut taken = Duration::ZERO;
        for input in inputs {
            let now = world.days.pass();
            let begun = Stopwatch::now();
            self.laptop.call(now, "registry.register", input)?;
            taken += begun.elapsed();
        }
        self.households += count;
        report.add_rate("laptop.register_per_s", u64::from(count), taken);
        Ok(())
    }

    /// Closes and opens the store, and measures what it weighs in between.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn weigh(self, size: &str, opening: &str, report: &mut Report) -> Outcome<Self> {
        let Self { laptop, villages, numbers, households } = self;
        let mut bytes = 0;
        let (laptop, taken) = laptop.reopen(|folder| {
            bytes = folder_bytes(folder)?;
            Ok(())
        })?;
        report.add(size, bytes as f64 / f64::from(households), "B", Better::Lower);
        report.add(opening, taken.as_secs_f64() * 1_000.0, "ms", Better::Lower);
        Ok(Self { laptop, villages, numbers, households })
    }

    /// How many households the store holds.
    pub const fn households(&self) -> u32 {
        self.households
    }
}

/// Registers households in one transaction, each one commit; returns them, counted from 0, with their numbers.
///
/// # Errors
/// Faults of the store.
pub fn register_in_bulk(
    laptop: &Laptop,
    area: Id<Area>,
    invented: &[demo::Household],
) -> Outcome<(Vec<Known>, Vec<String>)> {
    let caller = &laptop.caller;
    let filled = laptop.store.write::<_, StoreFault>(&caller.author("registry.register"), |writer| {
        let (mut known, mut numbers) = (Vec::with_capacity(invented.len()), Vec::with_capacity(invented.len()));
        for (index, invented) in (0..).zip(invented) {
            let household = family::new_household(writer, area, invented)?;
            let change = register::register(&household, caller.today)
                .map_err(|_| StoreFault::Lacks("a household that may be registered"))?;
            writer.commit(area, None, &change)?;
            let members = household.members.iter().map(|member| member.id).collect();
            known.push(Known { index, id: household.id, members });
            numbers.push(household.number);
        }
        Ok((known, numbers))
    })?;
    Ok(filled)
}
