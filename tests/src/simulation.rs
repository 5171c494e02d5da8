//! A district at work, by chance: laptops do random things to the same families, sync when they like, and everything that
//! happens in the field happens to them. After healing everybody holds the same, and nothing that was acknowledged is
//! missing.
//!
//! Deterministic: one process, no threads, no clock, no chance of its own; a seed that fails, fails again.

mod acts;
mod checks;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::json;

use crate::accident::{DiskCopy, HubBackup};
use crate::line::Cut;
use crate::world::{Laptop, World};

/// splitmix64 by Steele, Lea and Flood (2014), public-domain algorithm.
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; 0 for an empty range.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.bits() % limit.max(1) as u64).unwrap_or(0)
    }
}

/// Which accidents a history knows. Each kind alone keeps what must hold simple to say: what was acknowledged is never lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// Bad lines only.
    Lines,
    /// Disks of laptops: old copies put back, clones, power cuts.
    Disks,
    /// The hub is restored from older backups.
    Hub,
    /// Areas change hands.
    Areas,
}

/// What a history is made of.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// For everything that is left to chance.
    pub seed: u64,
    /// Laptops.
    pub laptops: usize,
    /// Things that happen.
    pub steps: usize,
    /// The accidents.
    pub weather: Weather,
    /// Whether files are erased.
    pub erases: bool,
}

impl Plan {
    /// The plan of a seed: three to eight laptops, one of the weathers.
    pub fn of(seed: u64) -> Self {
        let weather =
            [Weather::Lines, Weather::Disks, Weather::Hub, Weather::Areas][usize::try_from(seed % 4).unwrap_or(0)];
        let laptops = 3 + usize::try_from(Chance::new(seed ^ 0x51).bits() % 6).unwrap_or(0);
        // Of each weather every third; histories of before there were erasures stay what they were.
        let erases = seed / 4 % 3 == 1;
        Self { seed, laptops, steps: 20 + 12 * laptops, weather, erases }
    }
}

/// What happened in a history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Hash over everything everybody holds at the end, keys aside.
    pub state: String,
    /// How often each thing happened.
    pub happened: BTreeMap<&'static str, u64>,
}

/// A history under way.
pub(crate) struct History {
    pub plan: Plan,
    pub world: World,
    pub chance: Chance,
    pub laptops: Vec<Rc<Laptop>>,
    pub villages: Vec<String>,
    /// Families that were acknowledged.
    pub homes: Vec<String>,
    /// Names that were acknowledged and must be found at the end.
    pub told: Vec<String>,
    pub happened: BTreeMap<&'static str, u64>,
    /// Chance of its own for erasures.
    pub erasing: Chance,
    /// A name nobody else ever has, of everybody who may be erased.
    pub words: BTreeMap<String, String>,
    /// Who was erased, with that name.
    pub erased: Vec<(String, String)>,
    /// The incarnation in which each laptop began.
    pub lives: Vec<Option<sync::Incarnation>>,
    backup: Option<HubBackup>,
    copies: Vec<(usize, DiskCopy)>,
}

/// Lives a history and checks what must hold at its end.
///
/// # Panics
/// When something does not hold; the seed is named.
pub fn live(plan: Plan) -> Report {
    let mut history = History::begin(plan);
    for step in 0..plan.steps {
        history.step(step);
    }
    history.heal();
    let state = checks::check(&history);
    Report { state, happened: history.happened }
}

impl History {
    fn begin(plan: Plan) -> Self {
        let world = World::new();
        let villages: Vec<String> = world.villages().into_iter().take(4).collect();
        let mut chance = Chance::new(plan.seed);
        let laptops: Vec<Rc<Laptop>> = (0..plan.laptops)
            .map(|number| {
                let name = format!("officer{number}");
                if plan.weather == Weather::Areas {
                    let first = chance.below(villages.len());
                    world.laptop_in(&name, &[villages[first].clone(), villages[(first + 1) % villages.len()].clone()])
                } else {
                    world.laptop(&name)
                }
            })
            .collect();
        Self {
            plan,
            world,
            chance,
            lives: checks::lives(&laptops),
            laptops,
            villages,
            homes: Vec::new(),
            told: Vec::new(),
            happened: BTreeMap::new(),
            erasing: Chance::new(plan.seed ^ 0x0e7a_5e00),
            words: BTreeMap::new(),
            erased: Vec::new(),
            backup: None,
            copies: Vec::new(),
        }
    }

    fn count(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    fn step(&mut self, step: usize) {
        if self.plan.erases && self.erasing.below(12) == 0 {
            self.erases();
        }
        let at = self.chance.below(self.laptops.len());
        let laptop = Rc::clone(&self.laptops[at]);
        match self.chance.below(16) {
            0 | 1 => self.syncs(&laptop, Cut::Never, "synced"),
            2 => {
                let cut = Cut::BeforeAnswer(1 + self.chance.below(7));
                self.syncs(&laptop, cut, "answer lost");
            }
            3 => {
                let cut = Cut::BeforeRequest(1 + self.chance.below(7));
                self.syncs(&laptop, cut, "request lost");
            }
            4 => self.syncs(&laptop, Cut::Twice, "everything twice"),
            5 => {
                let old = self.chance.below(usize::MAX);
                self.world.repeats_old_message(old);
                self.count("old message repeated");
            }
            6 => {
                self.world.next_day();
                if self.chance.below(4) == 0 {
                    laptop.has_clock_off_by([-3_650, -200, 0, 0, 730, 3_650][self.chance.below(6)]);
                    self.count("clock wrong");
                }
            }
            7 => self.moves(&laptop),
            8 => self.accident(at, &laptop),
            _ => acts::act(self, &laptop, step),
        }
    }

    fn syncs(&mut self, laptop: &Laptop, cut: Cut, what: &'static str) {
        let ended = laptop.syncs_until(cut);
        if let Err(code) = &ended {
            let is_known = ["cut", "sync-refused-session"].contains(&code.as_str());
            assert!(is_known, "seed {}: {} could not sync: {code}", self.plan.seed, laptop.name);
        }
        if ended.is_ok_and(|summary| summary.recorded_again > 0) {
            self.count("chain parted and healed");
        }
        self.count(what);
    }

    fn moves(&mut self, laptop: &Laptop) {
        let Some(home) = self.homes.get(self.chance.below(self.homes.len())).cloned() else { return };
        let to = laptop.area(&self.villages[self.chance.below(self.villages.len())]);
        let asked = json!({ "household_id": home, "to_area_id": to, "why": "work" });
        let _ = laptop.call("registry.request_move", asked);
        let moves = self.world.console("registry.list_moves", json!({})).expect("moves");
        let open =
            moves["moves"].as_array().and_then(|moves| moves.iter().find(|one| one["state"] == "requested").cloned());
        let Some(open) = open else { return };
        let verdict = if self.chance.below(3) == 0 { "registry.refuse_move" } else { "registry.accept_move" };
        let _ = self.world.console(verdict, json!({ "request_id": open["request_id"], "reason": "by chance" }));
        self.count("move decided");
    }

    /// Somebody asks to be forgotten, alone or with the whole family; rules refuse some of it.
    fn erases(&mut self) {
        let Some(home) = self.homes.get(self.erasing.below(self.homes.len())).cloned() else { return };
        let Ok(page) = self.world.console("registry.open_household", json!({ "household_id": home })) else { return };
        let members: Vec<String> = page["members"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|member| member["person"]["person_id"].as_str().map(str::to_owned))
            .collect();
        let Some(person) = members.get(self.erasing.below(members.len())).cloned() else { return };
        let is_whole = self.erasing.below(4) == 0;
        let (kind, id, asked) =
            if is_whole { ("household", home, members) } else { ("person", person.clone(), vec![person]) };
        let answered = self.world.console("privacy.erase", json!({ "kind": kind, "id": id, "ground": "request" }));
        if let Err(failure) = answered {
            assert!(failure.kind != usecases::FailureKind::Fault, "seed {}: {failure}", self.plan.seed);
            return;
        }
        for person in asked {
            let Some(word) = self.words.get(&person).cloned() else { continue };
            // Whoever bore a name that was told may be the last who did.
            let step: String = word.chars().filter(char::is_ascii_digit).collect();
            self.told.retain(|told| *told != format!("Family{step}x") && *told != format!("Child{step}x"));
            self.erased.push((person, word));
        }
        self.count("erased");
    }

    fn accident(&mut self, at: usize, laptop: &Rc<Laptop>) {
        match self.plan.weather {
            Weather::Lines => {}
            Weather::Disks => self.disk(at, laptop),
            Weather::Hub => self.hub(),
            Weather::Areas => self.areas(laptop),
        }
    }

    fn disk(&mut self, at: usize, laptop: &Rc<Laptop>) {
        match self.chance.below(5) {
            0 => {
                let copy = self.world.copies_disk(laptop);
                self.copies.push((at, copy));
                self.count("disk copied");
            }
            1 => {
                let Some(place) = self.copies.iter().position(|(whose, _)| *whose == at) else { return };
                // What never left the disk is gone with it: the old copy is put back when everything has left.
                if laptop.syncs_until(Cut::Never).is_ok_and(|summary| summary.is_proven) {
                    let (_, copy) = self.copies.swap_remove(place);
                    self.world.restores_disk(laptop, &copy);
                    self.count("old copy put back");
                }
            }
            2 if self.laptops.len() < 2 * self.plan.laptops => {
                let Some(place) = self.copies.iter().position(|(whose, _)| *whose == at) else { return };
                let (_, copy) = self.copies.swap_remove(place);
                let name = format!("clone{}", self.laptops.len());
                let clone = self.world.clones(laptop, &copy, &name);
                self.laptops.push(clone);
                self.count("disk cloned");
            }
            _ => {
                let chance = self.chance.bits();
                self.world.loses_power(laptop, chance);
                self.count("power lost");
            }
        }
    }

    fn hub(&mut self) {
        match (self.chance.below(3), self.backup.take()) {
            (0, Some(backup)) => {
                self.world.restores_hub(&backup);
                self.count("hub restored");
            }
            (1, _) | (_, None) => {
                self.backup = Some(self.world.backs_hub_up());
                self.count("hub backed up");
            }
            (_, held) => self.backup = held,
        }
    }

    fn areas(&mut self, laptop: &Laptop) {
        let first = self.chance.below(self.villages.len());
        let count = 1 + self.chance.below(3);
        let areas: Vec<String> =
            (0..count).map(|next| self.villages[(first + next) % self.villages.len()].clone()).collect();
        self.world.grants(laptop, &areas);
        self.count("area given and taken");
    }

    /// Lines hold, clocks are set, and everybody syncs until nothing is new.
    fn heal(&mut self) {
        for laptop in &self.laptops {
            laptop.has_clock_off_by(0);
        }
        for round in 0..6 {
            for laptop in self.laptops.clone() {
                self.syncs(&laptop, Cut::Never, "healing");
            }
            // Families that are new to a laptop only now may still be joined by what waited for them.
            if round >= 2
                && self
                    .laptops
                    .iter()
                    .all(|laptop| laptop.syncs_until(Cut::Never).is_ok_and(|summary| summary.is_proven))
            {
                break;
            }
        }
    }
}
