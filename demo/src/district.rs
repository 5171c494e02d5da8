//! A district of households: what they are made of, and one after the other without keeping any.
//!
//! Invariants: household `i` of a seed is the same whether asked for alone or in a stream, and whatever the count;
//! external ids, phones of one's own and document numbers are unique in a district of up to 6 million households.

use crate::THIS_YEAR;
use crate::areas::{Area, VILLAGE_LEVEL, areas};
use crate::chance::Chance;
use crate::date::{day_number, iso};
use crate::family;
use crate::names::{Culture, cultures};
use crate::people::{self, Home};

/// A household as a registry of the field would hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// `HH-0000001`, counting from 1.
    pub external_id: String,
    /// Code of its village.
    pub area_code: String,
    /// As told; a quarter have none.
    pub address: Option<String>,
    /// `owned`, `rented`, `hosted`, `informal`, `camp` or `none`.
    pub dwelling: Option<&'static str>,
    /// `piped`, `borehole`, `protected_well`, `open_well`, `surface` or `vendor`.
    pub water_source: Option<&'static str>,
    /// ISO date, not before the birth of the youngest.
    pub registered_on: String,
    /// 1 to 12, the head first.
    pub members: Vec<Person>,
}

/// A member of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Always there.
    pub given_name: String,
    /// Missing in one of seventy.
    pub family_name: Option<String>,
    /// Father's name or middle name.
    pub other_names: Option<String>,
    /// The whole name in the script of its culture.
    pub name_other_script: Option<String>,
    /// ISO/IEC 5218: `1` male, `2` female.
    pub sex: char,
    /// ISO date; the first of January or of a month as far as the precision goes.
    pub birth_on: Option<String>,
    /// `day`, `month`, `year` or `estimated`; there when `birth_on` is.
    pub birth_precision: Option<&'static str>,
    /// Relationship to the head.
    pub role: &'static str,
    /// `single`, `married`, `cohabiting`, `separated`, `divorced` or `widowed`; none for children.
    pub civil_status: Option<&'static str>,
    /// Highest completed: `none`, `primary`, `lower_secondary`, `upper_secondary` or `tertiary`.
    pub education: Option<&'static str>,
    /// `none`, `some` or `severe`.
    pub disability: Option<&'static str>,
    /// As written; members of a household and neighbours share some.
    pub phones: Vec<String>,
    /// Type and number.
    pub documents: Vec<(&'static str, String)>,
}

/// A district that a seed invents.
#[derive(Debug, Clone)]
pub struct District {
    /// Its places, parents before children.
    pub areas: Vec<Area>,
    seed: u64,
    villages: Vec<Village>,
    cultures: Vec<Culture>,
}

#[derive(Debug, Clone)]
struct Village {
    code: String,
    culture: usize,
}

/// Chance of a household to be of another culture than most of its village, in thousandths.
const NEWCOMERS: u32 = 150;
const FIRST_REGISTRATION: i32 = day_number(2024, 1, 1);
const REGISTRATION_DAYS: u32 = 900;
/// The stream of chance that gives villages their cultures.
const VILLAGES: u64 = u64::MAX - 1;

impl District {
    /// The district of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let (areas, cultures) = (areas(seed), cultures());
        let mut chance = Chance::new(seed, VILLAGES);
        let offset = chance.below(cultures.len() as u32) as usize;
        let places = areas.iter().filter(|area| area.level == VILLAGE_LEVEL).enumerate();
        // In turn and not by chance, so that every seed shows every script.
        let village =
            |(at, area): (usize, &Area)| Village { code: area.code.clone(), culture: (at + offset) % cultures.len() };
        let villages = places.map(village).collect();
        Self { areas, seed, villages, cultures }
    }

    /// The household numbered `index`, from 0.
    #[must_use]
    pub fn household(&self, index: u32) -> Household {
        let mut chance = Chance::new(self.seed, u64::from(index));
        let village = chance.any(&self.villages);
        let culture_at =
            if chance.is(NEWCOMERS) { chance.below(self.cultures.len() as u32) as usize } else { village.culture };
        let slots = family::plan(&mut chance);
        let dwelling = chance.weighted(&[
            (Some("owned"), 480),
            (Some("rented"), 170),
            (Some("hosted"), 90),
            (Some("informal"), 130),
            (Some("camp"), 80),
            (Some("none"), 10),
            (None, 40),
        ]);
        let home =
            Home { seed: self.seed, index, culture: &self.cultures[culture_at], is_camp: dwelling == Some("camp") };
        let (members, last_birth) = people::members(&mut chance, &home, &slots);
        let registered = FIRST_REGISTRATION + chance.below(REGISTRATION_DAYS) as i32;
        Household {
            external_id: format!("HH-{:07}", index + 1),
            area_code: village.code.clone(),
            address: address(&mut chance),
            dwelling,
            water_source: water_source(&mut chance, dwelling),
            registered_on: iso(registered.max(last_birth)),
            members,
        }
    }
}

/// The first `households` households of the district of a seed, one after the other.
///
/// # Examples
/// ```
/// let people: usize = demo::district(1, 10).map(|household| household.members.len()).sum();
/// assert!(people >= 10);
/// ```
pub fn district(seed: u64, households: u32) -> impl Iterator<Item = Household> {
    let district = District::new(seed);
    (0..households).map(move |index| district.household(index))
}

fn address(chance: &mut Chance) -> Option<String> {
    let number = chance.between(1, 240);
    let text = match chance.below(8) {
        0 | 1 => return None,
        2 => format!("House {number}"),
        3 => format!("Plot {number}"),
        4 => format!("Block {}, door {}", chance.any(&['A', 'B', 'C', 'D']), number % 40 + 1),
        5 => format!("Behind the {}", chance.any(&["school", "mosque", "church", "mill", "clinic", "market"])),
        6 => format!("{} steps from the {}", number * 10, chance.any(&["well", "bus stage", "big tree", "bridge"])),
        _ => format!("Path {}, house {}", number % 12 + 1, number),
    };
    Some(text)
}

fn water_source(chance: &mut Chance, dwelling: Option<&'static str>) -> Option<&'static str> {
    if dwelling == Some("camp") {
        return Some(chance.weighted(&[("borehole", 60), ("vendor", 30), ("protected_well", 10)]));
    }
    chance.weighted(&[
        (Some("piped"), 24),
        (Some("borehole"), 22),
        (Some("protected_well"), 18),
        (Some("open_well"), 13),
        (Some("surface"), 10),
        (Some("vendor"), 8),
        (None, 5),
    ])
}

/// Day number of [`crate::TODAY`].
pub(crate) const TODAY_NUMBER: i32 = day_number(THIS_YEAR, 6, 30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_one_day() {
        assert_eq!(iso(TODAY_NUMBER), crate::TODAY);
    }

    #[test]
    fn a_household_is_the_same_alone_and_in_a_stream() {
        let alone = District::new(5).household(37);
        assert_eq!(district(5, 100).nth(37), Some(alone.clone()));
        assert_eq!(district(5, 38).last(), Some(alone));
    }
}
