//! What an officer does by chance.

use serde_json::{Value, json};

use super::History;
use crate::household::household;
use crate::world::Laptop;

const NAMES: [&str; 3] = ["Asha", "Aisha", "Ayesha"];
const CIVIL: [&str; 3] = ["single", "married", "widowed"];

/// One act on one laptop; rules refuse much of what chance wants, a fault is a defect.
pub(super) fn act(history: &mut History, laptop: &Laptop, step: usize) {
    if history.homes.is_empty() || history.chance.below(6) == 0 {
        return register(history, laptop, step);
    }
    let home = history.homes[history.chance.below(history.homes.len())].clone();
    // A family registered on another laptop may not have come here yet.
    let Ok(page) = laptop.call("registry.open_household", json!({ "household_id": home })) else { return };
    let members = page["members"].as_array().cloned().unwrap_or_default();
    let Some(person) = members.get(history.chance.below(members.len())).map(|member| member["person"].clone()) else {
        return;
    };
    let today = laptop.caller().today.to_string();
    let Some((use_case, input)) = choose(history, laptop, &home, &person, &today, step) else { return };
    match laptop.call(use_case, input) {
        Ok(_) => {
            history.count("act");
            if use_case == "duplicate.decide" {
                history.count("duplicate decided");
            }
            if use_case == "registry.add_member" {
                history.told.push(format!("Child{step}x"));
                name(history, laptop, &home);
            }
        }
        Err(failure) => {
            let seed = history.plan.seed;
            assert!(failure.kind != usecases::FailureKind::Fault, "seed {seed}, step {step}: {use_case}: {failure}");
        }
    }
}

fn register(history: &mut History, laptop: &Laptop, step: usize) {
    let village = laptop.area(&history.villages[history.chance.below(history.villages.len())]);
    let members = ["Asha 40 f head 0700123456", "Juma 9 m child", "Zena 30 f sibling"];
    let named = members.map(|member| alone(history, member, step));
    let family = household(&format!("Family{step}x"), &named.each_ref().map(String::as_str));
    if let Ok(home) = laptop.tries_to_register(&village, &family) {
        name(history, laptop, &home);
        history.homes.push(home);
        history.told.push(format!("Family{step}x"));
        history.count("family registered");
    }
}

/// A given name that nobody else has, where files are erased.
fn alone(history: &History, member: &str, step: usize) -> String {
    if history.plan.erases { member.replacen(' ', &format!("q{step}q "), 1) } else { member.to_owned() }
}

/// Remembers who has which of these names.
fn name(history: &mut History, laptop: &Laptop, home: &str) {
    let page = laptop.opens(home);
    for member in page["members"].as_array().into_iter().flatten() {
        let person = &member["person"];
        let (Some(id), Some(name)) = (person["person_id"].as_str(), person["given_name"].as_str()) else { continue };
        if history.plan.erases && name.ends_with('q') {
            history.words.entry(id.to_owned()).or_insert_with(|| name.to_owned());
        }
    }
}

fn choose(
    history: &mut History,
    laptop: &Laptop,
    home: &str,
    person: &Value,
    today: &str,
    step: usize,
) -> Option<(&'static str, Value)> {
    let id = &person["person_id"];
    let newborn = alone(history, "Neema ", step);
    let chance = &mut history.chance;
    Some(match chance.below(11) {
        0 => (
            "registry.update_household",
            json!({ "household_id": home, "fields": { "address": format!("House {}", chance.below(4)) }, "reason": null }),
        ),
        1 => (
            "registry.update_person",
            json!({ "person_id": id, "fields": { "civil_status": CIVIL[chance.below(3)] }, "reason": null }),
        ),
        2 => (
            "registry.correct_person",
            json!({ "person_id": id, "fields": { "given_name": NAMES[chance.below(3)] }, "reason": "spelling" }),
        ),
        3 => ("registry.add_phone", json!({ "person_id": id, "number": format!("07{step:08}") })),
        4 => {
            let phone = person["phones"].get(0)?;
            let number = format!("07{:08}", chance.below(3) + 11_000_000);
            ("registry.update_phone", json!({ "person_id": id, "item_id": phone["item_id"], "number": number }))
        }
        5 => {
            let member = json!({ "given_name": newborn.trim(), "family_name": format!("Child{step}x"), "role": "child", "phones": [], "identity_documents": [] });
            (
                "registry.add_member",
                json!({ "household_id": home, "member": member, "joined_on": today, "why": "birth" }),
            )
        }
        6 => (
            "registry.remove_member",
            json!({ "household_id": home, "person_id": id, "left_on": today, "why": "migration" }),
        ),
        7 => (
            "registry.change_head",
            json!({ "household_id": home, "person_id": id, "former_head_role": "other_relative", "reason": null }),
        ),
        8 => {
            let to = &history.homes[history.chance.below(history.homes.len())];
            (
                "registry.transfer_member",
                json!({ "person_id": id, "from_household_id": home, "to_household_id": to, "role": "other_relative", "on": today, "why": "other" }),
            )
        }
        9 => (
            "registry.record_consent",
            json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": today }),
        ),
        _ => {
            let open = laptop.does("conflict.list", json!({ "state": "open" }));
            let Some(conflict) = open["conflicts"].get(0) else { return decide(laptop, step) };
            let value = conflict["values"][chance.below(2)]["value"].clone();
            (
                "conflict.resolve",
                json!({ "document_id": conflict["document_id"], "field": conflict["field"], "item_id": conflict["item_id"], "value": value, "reason": null }),
            )
        }
    })
}

/// Where no conflict waits, somebody decides about a possible duplicate: two laptops may, apart and differently.
fn decide(laptop: &Laptop, step: usize) -> Option<(&'static str, Value)> {
    let state = ["open", "needs_visit", "not_same", "same"][step % 4];
    let listed = laptop.does("duplicate.list", json!({ "state": state }));
    let groups = listed["groups"].as_array()?;
    let pairs = groups.get(step % groups.len().max(1))?["pairs"].as_array()?;
    let pair = pairs.get(step % pairs.len().max(1))?;
    let pair = json!({ "person_id": pair["one"]["person_id"], "other_person_id": pair["other"]["person_id"] });
    let outcome = ["not_same", "needs_visit", "same"][step % 3];
    Some(("duplicate.decide", json!({ "pairs": [pair], "outcome": outcome, "reason": "by chance" })))
}
