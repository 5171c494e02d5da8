//! Freezes a small world for the versions to come: `cargo run -p stories --example freeze -- tests/fixtures/v03`.
//!
//! Run once when an issue is resolved, never again over the same folder: what an older version wrote is the fixture.

use std::path::PathBuf;
use std::{env, io};

use serde_json::{Value, json};
use stories::{Laptop, World, household, rescue_file};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or_else(|| io::Error::other("name a folder"))?;
    if folder.exists() {
        return Err(io::Error::other(format!("{}: it is frozen already", folder.display())));
    }
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let mwangi = works(&world, &amina, &joseph);
    world.forgets_messages();
    goes_wrong(&world, &amina, &joseph, &mwangi);
    is_forgotten(&world, &amina, &joseph);
    // Somebody who joins late is given packs.
    world.laptop("salma");
    world.everyone_syncs();
    // Work that nobody has heard of yet: some on a stick, some in a rescue file, some in the stores alone.
    amina.registers(&household("Wafula", &["Nekesa 31 f head"]));
    let sticks = amina.writes_stick_for_hub(700);
    joseph.registers(&household("Abdi", &["Sahra 45 f head"]));
    let rescue = rescue_file(joseph.store().folder());
    amina.registers(&household("Njeri", &["Wanjiru 29 f head", "Kamau 4 m child"]));
    let moved_in = json!({ "household_id": mwangi, "fields": { "address": "by the well" }, "reason": null });
    joseph.does("registry.update_household", moved_in);
    world.freeze(&folder)?;
    World::freeze_files(&folder, &sticks, &rescue)
}

/// A week in which everything happens that people do.
fn works(world: &World, amina: &Laptop, joseph: &Laptop) -> String {
    let villages = world.villages();
    let mwangi = amina.registers(&household("Mwangi", &["Grace 34 f head 0700123456", "Baraka 2 m child"]));
    let otieno = joseph.registers_in(&villages[1], &household("Otieno", &["Peter 51 m head", "Ruth 48 f spouse"]));
    joseph.registers_in(&villages[1], &household("Mwangy", &["Greis 34 f head 0700123456"]));
    // Enough for a pack.
    for at in 0..34 {
        let members = ["Asha 40 f head", "Juma 9 m child", "Zena 7 f child", "Omari 5 m child", "Halima 2 f child"];
        amina.registers_in(&villages[3], &household(&format!("Family{at}"), &members));
    }
    let consent = json!({ "household_id": mwangi, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" });
    amina.does("registry.record_consent", consent);
    world.everyone_syncs();
    let grace = amina.opens(&mwangi)["members"][0]["person"]["person_id"].clone();
    let renamed = |given: &str| json!({ "person_id": grace, "fields": { "given_name": given }, "reason": "spelling" });
    amina.does("registry.correct_person", renamed("Gracia"));
    joseph.does("registry.correct_person", renamed("Greis"));
    world.everyone_syncs();
    let pair = amina.does("duplicate.list", json!({ "state": "open" }))["groups"][0]["pairs"][0].clone();
    let pairs = [json!({ "person_id": pair["one"]["person_id"], "other_person_id": pair["other"]["person_id"] })];
    amina.does("duplicate.decide", json!({ "pairs": pairs, "outcome": "needs_visit", "reason": null }));
    for to in [2, 4] {
        let to = joseph.area(&villages[to]);
        let asked =
            joseph.does("registry.request_move", json!({ "household_id": otieno, "to_area_id": to, "why": "work" }));
        world.everyone_syncs();
        // The first is accepted, the second waits.
        if world
            .console("registry.list_moves", json!({}))
            .is_ok_and(|moves| moves["moves"].as_array().map(Vec::len) == Some(1))
        {
            accepts(world, &asked);
        }
    }
    amina.adds_member(&mwangi, "Mwangi", "Zawadi 0 f child");
    world.everyone_syncs();
    mwangi
}

/// A child is erased while somebody far away still works on the file: chunks that were cut, and what is put again.
fn is_forgotten(world: &World, amina: &Laptop, joseph: &Laptop) {
    let home = amina.registers(&household("Kiplagat", &["Chepkoech 44 f head", "Kiprono 12 m child"]));
    world.everyone_syncs();
    let members = joseph.opens(&home)["members"].clone();
    let child = members[1]["person"]["person_id"].clone();
    let asked = json!({ "kind": "person", "id": child, "ground": "request", "reference": "DP 1/2026" });
    world.console("privacy.erase", asked).expect("an erasure");
    joseph.does("registry.add_phone", json!({ "person_id": child, "number": "0700765432" }));
    let rule = json!({ "kind": "dissolved_household", "months": 60 });
    world.console("privacy.set_rule", rule).expect("a rule");
    world.everyone_syncs();
}

fn accepts(world: &World, asked: &Value) {
    let input = json!({ "request_id": asked["request_id"] });
    world.console("registry.accept_move", input).expect("a move");
    world.everyone_syncs();
}

/// A store forgets things behind everybody's back, an old copy of a disk is put back, and the hub is restored from an
/// older backup: the rest of the conversation.
fn goes_wrong(world: &World, amina: &Laptop, joseph: &Laptop, mwangi: &String) {
    world.forgets(joseph.store(), &[mwangi]);
    joseph.syncs();
    let copy = world.copies_disk(joseph);
    joseph.registers(&household("Barasa", &["Nafula 38 f head"]));
    joseph.syncs();
    world.restores_disk(joseph, &copy);
    joseph.registers(&household("Chebet", &["Jepkosgei 27 f head"]));
    joseph.syncs();
    let backup = world.backs_hub_up();
    amina.adds_member(mwangi, "Mwangi", "Imani 6 f child");
    let omar = world.laptop("omar");
    world.everyone_syncs();
    world.restores_hub(&backup);
    omar.syncs();
    world.everyone_syncs();
    world.everyone_syncs();
}
