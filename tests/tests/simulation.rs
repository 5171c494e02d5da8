//! A small district at work: laptops do random things to the same families, sync when they like and are cut off when
//! it hurts; after healing everybody holds the same, and nothing that was acknowledged is missing.
//!
//! Deterministic: one process, no threads, no clock; a seed that fails, fails again.

use serde_json::{Value, json};
use stories::{Cut, Laptop, World, assert_same, household};

/// splitmix64 by Steele, Lea and Flood (2014), public-domain algorithm.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }
}

fn act(laptop: &Laptop, chance: &mut Chance, homes: &mut Vec<String>, villages: &[String], step: usize) {
    if homes.is_empty() || chance.below(6) == 0 {
        let village = &villages[chance.below(3)];
        homes.push(laptop.registers_in(
            village,
            &household(&format!("Family{step}"), &["Asha 40 f head 0700123456", "Juma 9 m child", "Zena 30 f sibling"]),
        ));
        return;
    }
    let home = homes[chance.below(homes.len())].clone();
    // A family registered on another laptop may not have come here yet.
    let Ok(page) = laptop.call("registry.open_household", json!({ "household_id": home })) else { return };
    let members = page["members"].as_array().cloned().unwrap_or_default();
    let pick = |chance: &mut Chance| members.get(chance.below(members.len())).map(|member| member["person"].clone());
    let Some(person) = pick(chance) else { return };
    let id = &person["person_id"];
    let outcome: Result<Value, _> = match chance.below(11) {
        0 => laptop.call("registry.update_household", json!({ "household_id": home, "fields": { "address": format!("House {}", chance.below(4)) }, "reason": null })),
        1 => laptop.call("registry.update_person", json!({ "person_id": id, "fields": { "civil_status": (["single", "married", "widowed"][chance.below(3)]) }, "reason": null })),
        2 => laptop.call("registry.correct_person", json!({ "person_id": id, "fields": { "given_name": (["Asha", "Aisha", "Ayesha"][chance.below(3)]) }, "reason": "spelling" })),
        3 => laptop.call("registry.add_phone", json!({ "person_id": id, "number": format!("07{:08}", step) })),
        4 => match person["phones"].get(0) {
            Some(phone) => laptop.call("registry.update_phone", json!({ "person_id": id, "item_id": phone["item_id"], "number": format!("07{:08}", chance.below(3) + 11_000_000) })),
            None => return,
        },
        5 => Ok(json!(laptop.adds_member_or_not(&home, step))),
        6 => laptop.call("registry.remove_member", json!({ "household_id": home, "person_id": id, "left_on": "2026-06-01", "why": "migration" })),
        7 => laptop.call("registry.change_head", json!({ "household_id": home, "person_id": id, "former_head_role": "other_relative", "reason": null })),
        8 => {
            let to = &homes[chance.below(homes.len())];
            laptop.call("registry.transfer_member", json!({ "person_id": id, "from_household_id": home, "to_household_id": to, "role": "other_relative", "on": "2026-06-01", "why": "other" }))
        }
        9 => laptop.call("registry.record_consent", json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" })),
        _ => {
            let open = laptop.does("conflict.list", json!({ "state": "open" }));
            match open["conflicts"].get(0) {
                Some(conflict) => {
                    let value = conflict["values"][chance.below(2)]["value"].clone();
                    laptop.call("conflict.resolve", json!({ "document_id": conflict["document_id"], "field": conflict["field"], "item_id": conflict["item_id"], "value": value, "reason": null }))
                }
                None => return,
            }
        }
    };
    // Rules refuse much of what chance wants; a fault is a defect.
    if let Err(failure) = outcome {
        assert!(failure.kind != usecases::FailureKind::Fault, "step {step}: {failure}");
    }
}

trait AddsOrNot {
    fn adds_member_or_not(&self, home: &str, step: usize) -> bool;
}

impl AddsOrNot for Laptop {
    fn adds_member_or_not(&self, home: &str, step: usize) -> bool {
        let member = json!({ "given_name": format!("Child{step}"), "family_name": "New", "role": "child", "phones": [], "identity_documents": [] });
        self.call(
            "registry.add_member",
            json!({ "household_id": home, "member": member, "joined_on": "2026-06-01", "why": "birth" }),
        )
        .is_ok()
    }
}

fn run(seed: u64, steps: usize) -> String {
    let world = World::new();
    let villages = world.villages();
    let laptops = [world.laptop("amina"), world.laptop("joseph"), world.laptop("fatima")];
    let mut chance = Chance(seed);
    let mut homes = Vec::new();
    for step in 0..steps {
        let laptop = &laptops[chance.below(laptops.len())];
        match chance.below(12) {
            0 => drop(laptop.syncs_until(Cut::Never)),
            1 => drop(laptop.syncs_until(Cut::BeforeAnswer(1 + chance.below(5)))),
            2 => drop(laptop.syncs_until(Cut::BeforeRequest(1 + chance.below(5)))),
            3 => world.next_day(),
            4 if !homes.is_empty() => {
                let home = &homes[chance.below(homes.len())];
                let to = laptop.area(&villages[chance.below(3)]);
                drop(
                    laptop.call(
                        "registry.request_move",
                        json!({ "household_id": home, "to_area_id": to, "why": "work" }),
                    ),
                );
                let moves = world.console("registry.list_moves", json!({})).unwrap();
                if let Some(open) =
                    moves["moves"].as_array().unwrap().iter().find(|request| request["state"] == "requested")
                {
                    drop(
                        world.console(
                            "registry.accept_move",
                            json!({ "request_id": open["request_id"], "reason": null }),
                        ),
                    );
                }
            }
            _ => act(laptop, &mut chance, &mut homes, &villages, step),
        }
    }
    for _ in 0..3 {
        world.everyone_syncs();
    }
    let rows = world.hub_rows();
    for laptop in &laptops {
        assert_eq!(
            laptop.store().read(|reader| reader.quarantine()).unwrap(),
            [],
            "seed {seed}: {} set something aside",
            laptop.name
        );
        let holdings = |store| store::rebuild::holdings_as_text(store).unwrap();
        assert_same(
            &holdings(laptop.store()),
            &holdings(world.hub()),
            &format!("seed {seed}: {} has other documents or facts", laptop.name),
        );
        assert!(
            laptop.lights().starts_with("committed green · left green · held green"),
            "seed {seed}: {} {}",
            laptop.name,
            laptop.lights()
        );
        assert_same(&laptop.rows(), &rows, &format!("seed {seed}: {} holds something else than the hub", laptop.name));
        let inbox = laptop.does("conflict.list", json!({ "state": "open" }));
        assert_eq!(
            inbox["open_count"],
            world.console("conflict.list", json!({ "state": "open" })).unwrap()["open_count"]
        );
        assert_eq!(store::verify::verify(laptop.store()).unwrap().findings, Vec::<String>::new(), "seed {seed}");
        laptop.rebuilds();
        assert_same(&laptop.rows(), &rows, &format!("seed {seed}: a rebuild gives other rows"));
    }
    for home in &homes {
        assert!(
            world.console("registry.open_household", json!({ "household_id": home })).is_ok(),
            "seed {seed}: an acknowledged family is missing"
        );
    }
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new(), "seed {seed}");
    rows
}

#[test]
fn everybody_holds_the_same_after_random_work_and_cuts() {
    let seeds = std::env::var("PAMOJA_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(12_u64);
    let first = std::env::var("PAMOJA_SEED_FROM").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    for seed in first..first + seeds {
        run(seed, 120);
    }
}
