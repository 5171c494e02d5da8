//! The rules of living together, as properties: whatever is asked, a household keeps one head while anybody lives in
//! it, nobody lives in two places, and a refusal changes nothing.

use domain::change::Value;
use domain::registry::membership::{self, Stay};
use domain::registry::{Household, Membership, Person};
use domain::time::parse_date;
use domain::{Change, Field, Id, Refusal};
use proptest::prelude::*;

fn today() -> domain::Date {
    parse_date("2026-06-01").unwrap()
}

fn person(number: u8) -> Id<Person> {
    Id::from_bytes([number; 16])
}

fn household(number: u8, members: &[u8]) -> Household {
    let stays = members.iter().enumerate().map(|(index, member)| Membership {
        person: person(*member),
        role: Some(if index == 0 { "head" } else { "child" }.to_owned()),
        joined_on: Some(today()),
        is_alive: true,
    });
    Household {
        id: Id::from_bytes([100 + number; 16]),
        number: format!("H{number}"),
        area: Id::from_bytes([200; 16]),
        address: None,
        dwelling: None,
        water_source: None,
        head: members.first().map(|member| person(*member)),
        registered_on: Some(today()),
        dissolved_on: None,
        members: stays.collect(),
    }
}

/// What a change makes of two households, by its puts alone.
fn apply(households: &mut [Household; 2], change: &Change) {
    for put in &change.puts {
        match (put.field, &put.value) {
            (Field::Household, value) => {
                let who: Id<Person> = put.document.id.of();
                for home in households.iter_mut() {
                    home.members.retain(|member| member.person != who);
                }
                if let Some(Value::Reference(to)) = value
                    && let Some(home) = households.iter_mut().find(|home| home.id.to_bytes() == *to)
                {
                    home.members.push(Membership { person: who, role: None, joined_on: None, is_alive: true });
                }
            }
            (Field::Head, Some(Value::Reference(head))) => {
                if let Some(home) = households.iter_mut().find(|home| home.id.to_bytes() == put.document.id.to_bytes())
                {
                    home.head = Some(Id::from_bytes(*head));
                }
            }
            (Field::DissolvedOn, Some(_)) => {
                if let Some(home) = households.iter_mut().find(|home| home.id.to_bytes() == put.document.id.to_bytes())
                {
                    home.dissolved_on = Some(today());
                }
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_household_keeps_its_head_and_nobody_lives_twice(steps in prop::collection::vec((0..5_u8, 1..9_u8, 1..9_u8, any::<bool>()), 1..25)) {
        let mut homes = [household(0, &[1, 2, 3, 4]), household(1, &[5, 6, 7, 8])];
        for (act, who, other, side) in steps {
            let (from, to) = if side { (0, 1) } else { (1, 0) };
            let change: Result<Change, Refusal> = match act {
                0 => membership::remove(&homes[from], person(who), today(), "migration", today()),
                1 => membership::transfer(&homes[from], &homes[to], Stay { person: person(who), role: "child", on: today(), why: "other" }, today()),
                2 => membership::change_head(&homes[from], person(who), "parent"),
                3 => membership::dissolve(&homes[from], today(), "other", today()),
                _ => membership::transfer(&homes[from], &homes[to], Stay { person: person(other), role: "head", on: today(), why: "other" }, today()),
            };
            if let Ok(change) = change {
                prop_assert!(!change.is_empty());
                apply(&mut homes, &change);
            }
            for home in &homes {
                if home.dissolved_on.is_some() || home.members.is_empty() {
                    continue;
                }
                let head = home.head.expect("a head");
                prop_assert!(home.members.iter().any(|member| member.person == head), "the head lives elsewhere");
            }
            for number in 1..9 {
                let lives = homes.iter().flat_map(|home| &home.members).filter(|member| member.person == person(number)).count();
                prop_assert!(lives <= 1);
            }
        }
    }
}

#[test]
fn who_joins_a_household_that_everybody_has_left_heads_it() {
    let from = household(0, &[1, 2]);
    let mut empty = household(1, &[]);
    empty.head = Some(person(9)); // the register still names who left last
    let joins = |role| {
        membership::transfer(&from, &empty, Stay { person: person(2), role, on: today(), why: "other" }, today())
    };
    assert_eq!(joins("child"), Err(Refusal::NoHead));
    let change = joins("head").unwrap();
    let head = change.puts.iter().find(|put| put.field == Field::Head).unwrap();
    assert_eq!((head.document.id.to_bytes(), head.value.clone()), (empty.id.to_bytes(), Some(Value::from(person(2)))));
}

#[test]
fn nothing_happens_after_today() {
    let home = household(0, &[1, 2]);
    let tomorrow = parse_date("2026-06-02").unwrap();
    let refused = |change: Result<Change, Refusal>| matches!(change, Err(Refusal::DateInFuture { .. }));
    assert!(refused(membership::remove(&home, person(2), tomorrow, "other", today())));
    assert!(refused(membership::dissolve(&home, tomorrow, "other", today())));
}
