//! Who lives together: roles, sexes and ages that fit each other.
//!
//! Invariants: the first member is the head; at most one spouse; a mother is 15 to 46 years older than her child; a
//! parent at least 17 and a grandparent at least 36 years older than the head, a grandchild at least 36 younger.

use crate::chance::Chance;

/// A place in a household that a person will fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub role: &'static str,
    pub is_female: bool,
    /// Completed years.
    pub age: i32,
    pub civil_status: Option<&'static str>,
    /// Born with the member before.
    pub is_twin: bool,
}

/// Sizes 1 to 12 by weight; their mean is 5.0.
const SIZES: [(usize, u32); 12] =
    [(1, 5), (2, 10), (3, 13), (4, 16), (5, 18), (6, 14), (7, 10), (8, 6), (9, 4), (10, 2), (11, 1), (12, 1)];
const OLDEST: i32 = 98;
const ELDER_FROM: i32 = 58;

/// The members of one household, the head first.
pub(crate) fn plan(chance: &mut Chance) -> Vec<Slot> {
    let size = chance.weighted(&SIZES);
    let head = head(chance, size);
    let mut slots = vec![head];
    if is_paired(&head) && size > 1 {
        let gap = chance.between(0, 10);
        let age = if head.is_female { head.age + gap } else { head.age - gap };
        slots.push(Slot { role: "spouse", is_female: !head.is_female, age: age.clamp(18, OLDEST), ..head });
    }
    let mut children = 0;
    while slots.len() + children < size {
        match role(chance, &slots) {
            "child" => children += 1,
            role => {
                let slot = other(chance, role, &slots).unwrap_or_else(|| relative(chance, "other_relative", 4, 70));
                slots.push(slot);
            }
        }
    }
    let grown = self::children(chance, &slots, children);
    let spouse_end = slots.iter().take_while(|slot| matches!(slot.role, "head" | "spouse")).count();
    slots.splice(spouse_end..spouse_end, grown);
    slots
}

fn is_paired(slot: &Slot) -> bool {
    matches!(slot.civil_status, Some("married" | "cohabiting"))
}

fn head(chance: &mut Chance, size: usize) -> Slot {
    let is_elder = chance.is(if size <= 2 { 450 } else { 150 });
    let size = size as i32;
    let age = if is_elder {
        chance.between(ELDER_FROM, 84)
    } else {
        20 + 2 * size + chance.between(0, 30).min(chance.between(0, 30))
    };
    let is_paired = size > 1 && chance.is(720);
    let is_female = chance.is(if is_paired { 120 } else { 760 });
    let civil_status = if is_paired {
        chance.weighted(&[("married", 85), ("cohabiting", 15)])
    } else {
        let widowed = if age >= 45 { 75 } else { 30 };
        chance.weighted(&[("widowed", widowed), ("separated", 18), ("divorced", 12), ("single", 25)])
    };
    Slot { role: "head", is_female, age, civil_status: Some(civil_status), is_twin: false }
}

fn role(chance: &mut Chance, slots: &[Slot]) -> &'static str {
    let head = slots[0].age;
    let when = |is_possible: bool, weight: u32| if is_possible { weight } else { 0 };
    if head >= ELDER_FROM {
        return chance.weighted(&[
            ("grandchild", 45),
            ("child", 30),
            ("in_law", 10),
            ("other_relative", 8),
            ("foster", 4),
            ("not_related", 3),
        ]);
    }
    chance.weighted(&[
        ("child", 780),
        ("parent", when(head <= 60, 45)),
        ("sibling", when(head <= 45, 50)),
        ("in_law", when(slots.len() > 1, 30)),
        ("grandchild", when(head >= 45, 40)),
        ("other_relative", 40),
        ("foster", 20),
        ("not_related", 10),
        ("grandparent", when(head <= 35, 4)),
    ])
}

/// Children of the head's couple, eldest first, a year or more apart or twins; as many as the mother's age allows,
/// the rest being relatives of the same ages.
fn children(chance: &mut Chance, slots: &[Slot], count: usize) -> Vec<Slot> {
    let mother = slots.iter().take(2).find(|slot| slot.is_female && slot.role != "other_relative").unwrap_or(&slots[0]);
    let youngest = (mother.age - 46).max(0);
    let eldest = (mother.age - 15).min(youngest + 24);
    let mut ages: Vec<i32> = (youngest..=eldest).collect();
    let mut found = Vec::with_capacity(count);
    while found.len() < count && !ages.is_empty() {
        // Most children of a household are young: the lower of two draws.
        let at = chance.below(ages.len() as u32).min(chance.below(ages.len() as u32)) as usize;
        let age = ages.remove(at);
        found.push(child(chance, "child", age));
    }
    found.sort_by_key(|slot| -slot.age);
    if found.len() >= 2 && chance.is(30) {
        let at = chance.between(1, found.len() as i32 - 1) as usize;
        found[at] = Slot { age: found[at - 1].age, is_twin: true, ..found[at] };
        if let Some(next) = found.get(at + 1) {
            debug_assert!(next.age < found[at].age);
        }
    }
    while found.len() < count {
        found.push(relative(chance, "other_relative", 4, 30));
    }
    found
}

fn child(chance: &mut Chance, role: &'static str, age: i32) -> Slot {
    let civil_status = match age {
        ..15 => None,
        15..20 => Some("single"),
        _ => Some(chance.weighted(&[("single", 80), ("separated", 12), ("divorced", 8)])),
    };
    Slot { role, is_female: chance.is(490), age: age.max(0), civil_status, is_twin: false }
}

fn relative(chance: &mut Chance, role: &'static str, youngest: i32, eldest: i32) -> Slot {
    let age = chance.between(youngest.max(0), eldest.clamp(youngest.max(0), OLDEST));
    if age < 30 {
        return child(chance, role, age);
    }
    let widowed = if age >= 60 { 60 } else { 15 };
    let civil_status = chance.weighted(&[("widowed", widowed), ("single", 25), ("separated", 15), ("divorced", 10)]);
    Slot { role, is_female: chance.is(600), age, civil_status: Some(civil_status), is_twin: false }
}

/// Somebody of a role other than child; none when nobody of a fitting age can be.
fn other(chance: &mut Chance, role: &'static str, slots: &[Slot]) -> Option<Slot> {
    let head = slots[0].age;
    let older = |chance: &mut Chance, least: i32, most: i32| {
        (head + least <= OLDEST).then(|| relative(chance, role, head + least, head + most))
    };
    match role {
        "parent" => {
            let parents: Vec<_> = slots.iter().filter(|slot| slot.role == "parent").collect();
            let slot = older(chance, 17, 34)?;
            match parents.as_slice() {
                [] => Some(Slot { is_female: chance.is(700), ..slot }),
                [only] => Some(Slot { is_female: !only.is_female, ..slot }),
                _ => None,
            }
        }
        "grandparent" => older(chance, 36, 48),
        "sibling" => Some(relative(chance, role, head - 12, head + 12)),
        "grandchild" => {
            let age = chance.between(0, (head - 36).min(20));
            Some(child(chance, role, age))
        }
        "foster" => {
            let age = chance.between(1, 16);
            Some(child(chance, role, age))
        }
        "in_law" => match chance.below(3) {
            0 if head >= 42 => Some(relative(chance, role, 18, head - 20)),
            1 if head <= 60 => older(chance, 15, 30),
            _ => Some(relative(chance, role, (head - 12).max(18), head + 12)),
        },
        _ => Some(relative(chance, role, 16, 60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_fit_roles() {
        for index in 0..5_000 {
            let slots = plan(&mut Chance::new(7, index));
            let head = slots[0];
            assert!(head.role == "head" && (18..=OLDEST).contains(&head.age), "{slots:?}");
            assert!(slots.iter().filter(|slot| slot.role == "head").count() == 1);
            assert!(slots.iter().filter(|slot| slot.role == "spouse").count() <= 1);
            let mother = slots.iter().take(2).find(|slot| slot.is_female && matches!(slot.role, "head" | "spouse"));
            for slot in &slots {
                assert!((0..=OLDEST).contains(&slot.age), "{slots:?}");
                let gap = slot.age - head.age;
                let fits = match slot.role {
                    "child" => mother.is_none_or(|mother| (15..=46).contains(&(mother.age - slot.age))),
                    "parent" => gap >= 17,
                    "grandparent" => gap >= 36,
                    "grandchild" => gap <= -36,
                    "spouse" => slot.age >= 18,
                    "sibling" => gap.abs() <= 12,
                    _ => true,
                };
                assert!(fits, "{slot:?} in {slots:?}");
            }
        }
    }
}
