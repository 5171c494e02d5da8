//! Fills demonstration laptops with an invented district, through the same calls a person makes.
//!
//! Safe to repeat and to interrupt: a laptop that has joined is only opened, and households are entered from the first
//! that is missing.

mod twin;

use std::collections::BTreeMap;

use demo::{District, Household};
use serde_json::{Value, json};
pub use twin::Twin;

/// Households entered between two exchanges, so that a long seeding shows how far it is.
const PART: u32 = 500;

/// A laptop of the demonstration and what it shall hold.
pub struct Laptop {
    /// The line its twin printed.
    pub line: String,
    /// Address of the hub.
    pub hub_url: String,
    /// One-time code, for a laptop that has not joined.
    pub code: String,
    /// Name of the laptop.
    pub device: String,
    /// Its user.
    pub user: String,
    /// Their passphrase.
    pub passphrase: String,
    /// Seed of the district.
    pub seed: u64,
    /// Households to enter here.
    pub households: u32,
}

/// Joins or opens a laptop, enters what is missing, and syncs.
///
/// # Errors
/// What a call answers, as a sentence.
pub fn laptop(wanted: &Laptop) -> Result<(), String> {
    let mut twin = Twin::from_line(&wanted.line)?;
    let today = enter(&mut twin, wanted)?;
    if wanted.households > 0 {
        register(&mut twin, wanted, &today)?;
    }
    twin.call("sync.run", &json!({}))?;
    Ok(())
}

fn enter(twin: &mut Twin, wanted: &Laptop) -> Result<String, String> {
    let state = twin.call("device.state", &json!({}))?;
    let state = match state["stage"].as_str() {
        Some("unjoined") => twin.call(
            "device.join",
            &json!({ "hub_url": wanted.hub_url, "code": wanted.code, "device_name": wanted.device, "user_name": wanted.user, "passphrase": wanted.passphrase }),
        )?,
        Some("locked") => twin.call("access.unlock", &json!({ "user_id": null, "name": wanted.user, "passphrase": wanted.passphrase }))?,
        _ => state,
    };
    twin.call("sync.run", &json!({}))?;
    state["today"].as_str().map(str::to_owned).ok_or_else(|| "device.state does not say which day it is".to_owned())
}

fn register(twin: &mut Twin, wanted: &Laptop, today: &str) -> Result<(), String> {
    let areas = area_ids(&twin.call("area.list", &json!({}))?);
    let district = District::new(wanted.seed);
    let mut order: Vec<(String, u32)> =
        (0..wanted.households).map(|index| (district.household(index).area_code, index)).collect();
    // By village, as a visit goes: a sealed chunk holds the work of one area.
    order.sort();
    let held = twin.call("today.overview", &json!({}))?["households"].as_u64().unwrap_or_default();
    let start = usize::try_from(held).unwrap_or(usize::MAX).min(order.len());
    for (at, (area_code, index)) in order.iter().enumerate().skip(start) {
        let area = areas.get(area_code).ok_or_else(|| format!("the laptop does not hold area {area_code}"))?;
        let household = district.household(*index);
        twin.call("registry.register", &household_input(&household, area, today))
            .map_err(|problem| format!("{}: {problem}", household.external_id))?;
        let entered = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if entered % PART == 0 {
            twin.call("sync.run", &json!({}))?;
            println!("  {entered} of {} households", wanted.households);
        }
    }
    Ok(())
}

fn area_ids(output: &Value) -> BTreeMap<String, String> {
    let areas = output["areas"].as_array().into_iter().flatten();
    areas.filter_map(|area| Some((area["code"].as_str()?.to_owned(), area["area_id"].as_str()?.to_owned()))).collect()
}

/// The invented people live on a fixed day; on a machine whose clock is behind it nothing may lie in the future.
fn household_input(household: &Household, area: &str, today: &str) -> Value {
    let not_after_today = |date: &str| if date > today { today.to_owned() } else { date.to_owned() };
    let members: Vec<Value> = household
        .members
        .iter()
        .map(|person| {
            let birth = person.birth_on.as_deref().zip(person.birth_precision);
            let documents: Vec<Value> = person
                .documents
                .iter()
                .map(|(kind, number)| json!({ "document_type": kind, "number": number, "issuer": null, "valid_until": null }))
                .collect();
            json!({
                "given_name": person.given_name,
                "family_name": person.family_name,
                "other_names": person.other_names,
                "full_name": null,
                "name_other_script": person.name_other_script,
                "sex": person.sex.to_string(),
                "birth": birth.map(|(on, precision)| json!({ "on": not_after_today(on), "precision": precision })),
                "role": person.role,
                "civil_status": person.civil_status,
                "education": person.education,
                "disability": person.disability,
                "occupation": null,
                "phones": person.phones,
                "identity_documents": documents,
            })
        })
        .collect();
    json!({
        "area_id": area,
        "address": household.address,
        "dwelling": household.dwelling,
        "water_source": household.water_source,
        "registered_on": not_after_today(&household.registered_on),
        "members": members,
        "consent": { "purpose": "registration", "is_given": true, "manner": "verbal" },
        "draft_id": null,
    })
}

/// Lets two laptops that hold the same families write different things while apart, so that the demonstration has
/// conflicts to look at, and asks for a move, so that the hub has something to decide.
///
/// # Errors
/// What a call answers, as a sentence.
pub fn disagree(first: &str, second: &str, seed: u64) -> Result<(), String> {
    let (mut first, mut second) = (Twin::from_line(first)?, Twin::from_line(second)?);
    let district = District::new(seed);
    let trade = head_of(&mut first, &district.household(0))?;
    let house = head_of(&mut first, &district.household(1))?;
    for (twin, occupation, address) in
        [(&mut first, "Fisher", "Behind the new school"), (&mut second, "Tailor", "Next to the old mill")]
    {
        let person = json!({ "person_id": trade.person, "fields": { "occupation": occupation }, "reason": null });
        unless_done(twin.call("registry.update_person", &person))?;
        let household = json!({ "household_id": house.household, "fields": { "address": address }, "reason": null });
        unless_done(twin.call("registry.update_household", &household))?;
    }
    let moving = district.household(2);
    let areas = area_ids(&first.call("area.list", &json!({}))?);
    let elsewhere = areas.iter().find(|(code, _)| code.len() == moving.area_code.len() && **code != moving.area_code);
    if let Some((_, area)) = elsewhere {
        let household = head_of(&mut first, &moving)?.household;
        unless_done(first.call(
            "registry.request_move",
            &json!({ "household_id": household, "to_area_id": area, "why": "family" }),
        ))?;
    }
    for twin in [&mut first, &mut second] {
        twin.call("sync.run", &json!({}))?;
    }
    first.call("sync.run", &json!({})).map(|_| ())
}

/// An interrupted seeding is begun again: what was written then is there already.
fn unless_done(answer: Result<Value, String>) -> Result<(), String> {
    let is_done = |problem: &String| {
        ["registry-refused-nothing-changed", "registry-refused-move-pending"].iter().any(|code| problem.contains(code))
    };
    match answer {
        Err(problem) if !is_done(&problem) => Err(problem),
        _ => Ok(()),
    }
}

/// Where somebody was found.
struct Found {
    person: String,
    household: String,
}

/// A household's head, found as an officer would: by name.
fn head_of(twin: &mut Twin, household: &Household) -> Result<Found, String> {
    let head = household.members.first().ok_or("a household without members")?;
    let name = format!("{} {}", head.given_name, head.family_name.as_deref().unwrap_or_default());
    let hits = twin.call("registry.search", &json!({ "text": name.trim(), "area_id": null, "offset": 0 }))?;
    let word =
        |key: &str| hits["hits"][0][key].as_str().map(str::to_owned).ok_or_else(|| format!("{name} is not found"));
    Ok(Found { person: word("person_id")?, household: word("household_id")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_invented_household_is_an_input_of_the_use_case() {
        for household in demo::district(1, 300) {
            let input = household_input(&household, "area", demo::TODAY);
            let read: usecases::registry::register::RegisterInput = serde_json::from_value(input).unwrap();
            assert_eq!(read.members.len(), household.members.len());
        }
    }

    #[test]
    fn nothing_lies_after_today() {
        for household in demo::district(1, 300) {
            let input = household_input(&household, "area", "2025-01-01");
            assert!(input["registered_on"].as_str().unwrap() <= "2025-01-01");
            let births =
                input["members"].as_array().unwrap().iter().filter_map(|member| member["birth"]["on"].as_str());
            assert!(births.into_iter().all(|on| on <= "2025-01-01"));
        }
    }
}
