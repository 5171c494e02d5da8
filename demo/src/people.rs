//! The persons who fill the places of a household: names by custom, births as registers know them, phones, documents.
//!
//! Invariants: a true age fits its role; what is *recorded* of it may be rounded (ages ending in 0 and 5, the first of
//! January), by at most two years; nobody's recorded birth lies after [`TODAY_NUMBER`].

use crate::THIS_YEAR;
use crate::chance::{Chance, spread};
use crate::date::{civil, day_number, iso};
use crate::district::{Person, TODAY_NUMBER};
use crate::family::Slot;
use crate::names::{Culture, Custom, Name};

/// What all members of a household have in common.
pub(crate) struct Home<'a> {
    pub seed: u64,
    pub index: u32,
    pub culture: &'a Culture,
    pub is_camp: bool,
}

/// Numbers kept for one household, so that no two households share a document number.
const NUMBERS_PER_HOUSEHOLD: u64 = 64;
const DOCUMENT_NUMBERS: u64 = 10_000_000_000;
const PHONES_PER_HOUSEHOLD: u64 = 16;
const PHONE_NUMBERS: u64 = 100_000_000;
/// Prime to 10, so that multiplying by it only shuffles the numbers of so many digits.
const SHUFFLE: u128 = 6_180_339_887;
/// In thousandths: households that answer only a neighbour's phone.
const NEIGHBOURS_PHONE: u32 = 40;

/// The members, and the day of the latest true birth.
pub(crate) fn members(chance: &mut Chance, home: &Home<'_>, slots: &[Slot]) -> (Vec<Person>, i32) {
    let house = House::new(chance, home, slots);
    let mut members: Vec<Person> = Vec::with_capacity(slots.len());
    let mut last_birth = i32::MIN;
    // Brothers and sisters are born around one time of the year, so that a year of age is most of a year of days.
    let season = chance.between(60, 300);
    let mut birth_before = 0;
    for (at, slot) in slots.iter().enumerate() {
        let any_time = chance.between(30, 330);
        let season = if matches!(slot.role, "child" | "grandchild") { season } else { any_time };
        let birth = if slot.is_twin { birth_before } else { birth(chance, slot.age, season) };
        birth_before = birth;
        last_birth = last_birth.max(birth);
        let mut person = house.named(chance, slot, &members);
        if slot.is_twin {
            let twin = &members[members.len() - 1];
            (person.birth_on, person.birth_precision) = (twin.birth_on.clone(), twin.birth_precision);
        } else if !chance.is(if slot.age >= 40 { 40 } else { 12 }) {
            let (on, precision) = recorded_birth(chance, birth, slot.age);
            (person.birth_on, person.birth_precision) = (Some(iso(on)), Some(precision));
        }
        person.education = education(chance, slot.age);
        person.disability = disability(chance, slot.age);
        person.phones = phones(chance, home, slot, at, members.first());
        person.documents = documents(chance, home, slot, at);
        members.push(person);
    }
    (members, last_birth)
}

/// A true day of birth for somebody of so many completed years.
fn birth(chance: &mut Chance, age: i32, season: i32) -> i32 {
    let (year, month, day) = civil(TODAY_NUMBER - season - chance.between(-25, 25));
    day_number(year - age, month, day.min(28))
}

/// What a register knows of a birth.
fn recorded_birth(chance: &mut Chance, birth: i32, age: i32) -> (i32, &'static str) {
    let (year, month, _) = civil(birth);
    let (estimated, year_only) = match age {
        ..18 => (40, 50),
        18..45 => (150, 150),
        _ => (450, 200),
    };
    match chance.weighted(&[
        ("estimated", estimated),
        ("year", year_only),
        ("month", 50),
        ("day", 950 - estimated - year_only),
    ]) {
        "estimated" => {
            let told = if age >= 18 && chance.is(700) { (age + 2) / 5 * 5 } else { age };
            (day_number(THIS_YEAR - told, 1, 1), "estimated")
        }
        "year" => (day_number(year, 1, 1), "year"),
        "month" => (day_number(year, month, 1), "month"),
        _ => (birth, "day"),
    }
}

/// The names that run in a household.
struct House<'a> {
    culture: &'a Culture,
    /// Family name of the head, and of a wife or husband who keeps hers or his.
    line: &'a Name,
    spouse_line: &'a Name,
    /// Given name of the father of the head's children, and of the head's own father.
    father: Name,
    grandfather: &'a Name,
    /// Family name handed down to the children.
    children_line: &'a Name,
    is_native_written: bool,
}

impl<'a> House<'a> {
    fn new(chance: &mut Chance, home: &Home<'a>, slots: &[Slot]) -> Self {
        let culture = home.culture;
        let family = |chance: &mut Chance| chance.common(&culture.family, 2);
        let (line, spouse_line, grandfather) = (family(chance), family(chance), chance.common(&culture.male, 3));
        let has_spouse = slots.get(1).is_some_and(|slot| slot.role == "spouse");
        let husband_line = if slots[0].is_female && !has_spouse { family(chance) } else { spouse_line };
        let children_line = if slots[0].is_female { husband_line } else { line };
        let father = chance.common(&culture.male, 3).clone();
        let is_native_written = chance.is(700);
        Self { culture, line, spouse_line, father, grandfather, children_line, is_native_written }
    }

    /// A person with a name only; no two members who are known so far have the same given name.
    fn named(&self, chance: &mut Chance, slot: &Slot, members: &[Person]) -> Person {
        let given = self.given(chance, slot, members);
        let (father, family) = self.handed_down(chance, slot);
        let other = match self.culture.custom {
            Custom::FatherInMiddle => chance.is(600).then_some(father),
            Custom::Patronymic => Some(father),
            Custom::FamilyTaken => {
                let middle = &self.culture.middle[usize::from(!slot.is_female)];
                (chance.is(400) && !middle.is_empty()).then(|| chance.any(middle).clone())
            }
            Custom::FamilyKept => None,
        };
        let family = (!chance.is(14)).then_some(family);
        let native = self.is_native_written.then(|| self.native(&given, other.as_ref(), family.as_ref())).flatten();
        Person {
            given_name: given.latin,
            family_name: family.map(|name| name.latin),
            other_names: other.map(|name| name.latin),
            name_other_script: native,
            sex: if slot.is_female { '2' } else { '1' },
            birth_on: None,
            birth_precision: None,
            role: slot.role,
            civil_status: slot.civil_status,
            education: None,
            disability: None,
            phones: Vec::new(),
            documents: Vec::new(),
        }
    }

    fn given(&self, chance: &mut Chance, slot: &Slot, members: &[Person]) -> Name {
        // The man whose given name the children carry has that name.
        let is_father = !slot.is_female && matches!(slot.role, "head" | "spouse");
        if is_father {
            return self.father.clone();
        }
        let list = if slot.is_female { &self.culture.female } else { &self.culture.male };
        for _ in 0..12 {
            let name = chance.common(list, 3);
            if members.iter().all(|member| member.given_name != name.latin) {
                return name.clone();
            }
        }
        chance.any(list).clone()
    }

    /// Father's given name and the name of the family, by role and custom.
    fn handed_down(&self, chance: &mut Chance, slot: &Slot) -> (Name, Name) {
        let culture = self.culture;
        let stranger = chance.common(&culture.male, 3).clone();
        let other_line = chance.common(&culture.family, 2).clone();
        let grandfather = self.grandfather.clone();
        let is_patronymic = culture.custom == Custom::Patronymic;
        match slot.role {
            "head" if culture.custom == Custom::FamilyTaken && slot.is_female => (stranger, self.children_line.clone()),
            "head" | "sibling" => (grandfather, self.line.clone()),
            "spouse" if culture.custom == Custom::FamilyTaken => (stranger, self.line.clone()),
            "spouse" => (stranger, self.spouse_line.clone()),
            "child" if is_patronymic => (self.father.clone(), grandfather),
            "child" => (self.father.clone(), self.children_line.clone()),
            "grandchild" if chance.is(500) => (stranger, self.children_line.clone()),
            "parent" | "grandparent" if !slot.is_female => (stranger, self.line.clone()),
            _ => (stranger, other_line),
        }
    }

    fn native(&self, given: &Name, other: Option<&Name>, family: Option<&Name>) -> Option<String> {
        let mut parts = vec![given.native.as_deref()?];
        if let Some(other) = other {
            parts.push(other.native.as_deref()?);
        }
        if let Some(family) = family {
            let family = family.native.as_deref()?;
            if self.culture.is_family_first { parts.insert(0, family) } else { parts.push(family) }
        }
        Some(parts.join(" "))
    }
}

fn education(chance: &mut Chance, age: i32) -> Option<&'static str> {
    let weights = match age {
        ..6 => return None,
        6..12 => [850, 100, 0, 0, 0, 50],
        12..16 => [230, 690, 0, 0, 0, 80],
        16..25 => [120, 330, 280, 170, 20, 80],
        25..50 => [250, 330, 160, 120, 60, 80],
        _ => [560, 230, 60, 30, 20, 100],
    };
    let codes =
        [Some("none"), Some("primary"), Some("lower_secondary"), Some("upper_secondary"), Some("tertiary"), None];
    let choices: Vec<_> = codes.into_iter().zip(weights).collect();
    chance.weighted(&choices)
}

fn disability(chance: &mut Chance, age: i32) -> Option<&'static str> {
    if age < 2 {
        return None;
    }
    let years = age.unsigned_abs();
    chance.weighted(&[
        (Some("none"), 900 - 4 * years),
        (Some("some"), 30 + 3 * years),
        (Some("severe"), 8 + years / 2),
        (None, 40),
    ])
}

fn phones(chance: &mut Chance, home: &Home<'_>, slot: &Slot, at: usize, head: Option<&Person>) -> Vec<String> {
    let own = phone(home.seed, home.index, at as u64);
    let chosen = match slot.role {
        "head" if chance.is(780) => vec![own],
        "head" if chance.is(NEIGHBOURS_PHONE) && home.index >= 5 => {
            vec![phone(home.seed, home.index - 1 - chance.below(5), 0)]
        }
        "head" => Vec::new(),
        "spouse" => match (chance.below(4), head) {
            (0, _) => vec![own],
            (1, Some(head)) => head.phones.iter().take(1).cloned().collect(),
            _ => Vec::new(),
        },
        _ if slot.age >= 18 && chance.is(350) => vec![own],
        _ => Vec::new(),
    };
    let is_second = !chosen.is_empty() && slot.role == "head" && chance.is(60);
    let second = is_second.then(|| phone(home.seed, home.index, 15));
    let is_spaced = chance.is(200);
    let written = |digits: String| {
        if is_spaced && !digits.contains(' ') {
            format!("{} {} {}", &digits[..4], &digits[4..7], &digits[7..])
        } else {
            digits
        }
    };
    chosen.into_iter().chain(second).map(written).collect()
}

fn phone(seed: u64, household: u32, at: u64) -> String {
    let place = u64::from(household) * PHONES_PER_HOUSEHOLD + at;
    format!("07{:08}", shuffled(place, seed, PHONE_NUMBERS))
}

/// A number below `count` that belongs to `place` alone.
fn shuffled(place: u64, seed: u64, count: u64) -> u64 {
    let shuffled = u128::from(place) * SHUFFLE + u128::from(spread(seed));
    (shuffled % u128::from(count)) as u64
}

fn documents(chance: &mut Chance, home: &Home<'_>, slot: &Slot, at: usize) -> Vec<(&'static str, String)> {
    let kinds = [
        ("national_id", if slot.age >= 18 { 650 } else { 0 }),
        ("birth_certificate", if slot.age < 18 { 450 } else { 80 }),
        ("passport", if slot.age >= 18 { 25 } else { 0 }),
        ("drivers_licence", if slot.age >= 18 && !slot.is_female { 70 } else { 4 * u32::from(slot.age >= 18) }),
        ("electoral_card", if slot.age >= 18 { 300 } else { 0 }),
        ("refugee_id", if home.is_camp { 800 } else { 0 }),
    ];
    let mut documents = Vec::new();
    for (kind_at, (kind, permille)) in kinds.into_iter().enumerate() {
        if chance.is(permille) {
            documents.push((kind, document_number(home, kind_at as u64, kind, at as u64)));
        }
    }
    documents
}

fn document_number(home: &Home<'_>, kind_at: u64, kind: &str, at: u64) -> String {
    let place = u64::from(home.index) * NUMBERS_PER_HOUSEHOLD + at;
    let number = shuffled(place, home.seed ^ (kind_at + 1), DOCUMENT_NUMBERS);
    match kind {
        "passport" => format!("K{number:010}"),
        "drivers_licence" => format!("DL-{number:010}"),
        "refugee_id" => format!("{:03}-{number:010}", home.seed % 1000),
        _ => format!("{number:010}"),
    }
}
