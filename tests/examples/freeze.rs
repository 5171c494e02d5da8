//! Freezes a small world for the versions to come: `cargo run -p stories --example freeze -- tests/fixtures/v02`.
//!
//! Run once when an issue is resolved, never again over the same folder: what an older version wrote is the fixture.

use std::path::PathBuf;
use std::{env, io};

use serde_json::json;
use stories::{World, household};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or_else(|| io::Error::other("name a folder"))?;
    if folder.exists() {
        return Err(io::Error::other(format!("{}: it is frozen already", folder.display())));
    }
    let world = World::new();
    let villages = world.villages();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let mwangi = amina.registers(&household("Mwangi", &["Grace 34 f head 0700123456", "Baraka 2 m child"]));
    let otieno = joseph.registers_in(&villages[1], &household("Otieno", &["Peter 51 m head", "Ruth 48 f spouse"]));
    let consent = json!({ "household_id": mwangi, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" });
    amina.does("registry.record_consent", consent);
    world.everyone_syncs();
    let renamed = |given: &str| json!({ "person_id": amina.opens(&mwangi)["members"][0]["person"]["person_id"], "fields": { "given_name": given }, "reason": "spelling" });
    amina.does("registry.correct_person", renamed("Gracia"));
    joseph.does("registry.correct_person", renamed("Greis"));
    world.everyone_syncs();
    let to = joseph.area(&villages[2]);
    joseph.does("registry.request_move", json!({ "household_id": otieno, "to_area_id": to, "why": "work" }));
    amina.adds_member(&mwangi, "Mwangi", "Zawadi 0 f child");
    world.forgets_messages();
    world.everyone_syncs();
    // Work that nobody has heard of yet.
    amina.registers(&household("Njeri", &["Wanjiru 29 f head", "Kamau 4 m child"]));
    joseph.does(
        "registry.update_household",
        json!({ "household_id": mwangi, "fields": { "address": "by the well" }, "reason": null }),
    );
    world.freeze(&folder)
}
