//! Areas that change hands and a hub that goes back in time.

use serde_json::json;
use stories::{GREEN, World, household};

/// While she is offline one village is taken from her and another one given.
pub fn area_changes_hands() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop_in("amina", &villages[..2]);
    let joseph = world.laptop_in("joseph", &villages[1..3]);
    let (first, second) = (
        amina.registers_in(&villages[0], &household("Mwangi", &["Grace 34 f head"])),
        amina.registers_in(&villages[1], &household("Otieno", &["Peter 51 m head"])),
    );
    world.everyone_syncs();
    // While she is offline her second village is given away and another one given to her.
    let unsent = amina.registers_in(&villages[1], &household("Njeri", &["Wanjiru 29 f head"]));
    amina.sets_address(&second, "by the well");
    world.grants(&amina, &[villages[0].clone(), villages[2].clone()]);
    let of_joseph = joseph.registers_in(&villages[2], &household("Barasa", &["Neema 20 f head"]));
    joseph.syncs();
    let summary = amina.syncs();
    assert!(summary.left >= 4, "{summary:?}");
    assert_eq!(summary.commits_received, 1 + 1, "the new village and the roster, nothing else: {summary:?}");
    assert_eq!(amina.names(&first), ["Grace"]);
    assert_eq!(amina.names(&of_joseph), ["Neema"]);
    assert_eq!(
        amina.cannot("registry.open_household", json!({ "household_id": second })),
        "registry-refused-moved-away"
    );
    assert!(!amina.rows().contains("Wanjiru"));
    world.everyone_syncs();
    assert_eq!(joseph.names(&unsent), ["Wanjiru"], "work made before she could know is not lost");
    assert_eq!(joseph.opens(&second)["address"], "by the well");
    assert_eq!(amina.lights(), GREEN);
    assert_eq!(world.hub().read(|reader| reader.quarantine()).unwrap(), []);
    // From now on it is not hers any more.
    assert_eq!(
        amina.cannot("registry.register", json!({ "area_id": joseph.area(&villages[1]), "address": null, "dwelling": null, "water_source": null, "registered_on": "2026-06-01", "members": [{ "given_name": "X", "role": "head", "phones": [], "identity_documents": [] }], "consent": null, "draft_id": null })),
        "registry-refused-area-out-of-scope"
    );
    // And given back, all of it comes again.
    world.grants(&amina, &villages[..2]);
    world.everyone_syncs();
    assert_eq!(amina.names(&second), ["Peter"]);
    assert_eq!(amina.lights(), GREEN);
    // A laptop that joins later believes what was written under the former grant.
    let ruth = world.laptop("ruth");
    assert_eq!(ruth.rows(), world.hub_rows());
    assert_eq!(ruth.lights(), GREEN);
}

/// What came after the backup comes back from the laptops, that of a lost laptop from its colleagues.
pub fn restored() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    let backup = world.backs_hub_up();
    // After the backup: work of two laptops, a third that joins, and a verdict of the hub.
    amina.sets_address(&home, "by the well");
    let of_joseph = joseph.registers_in(&world.villages()[1], &household("Otieno", &["Peter 51 m head"]));
    let fatima = world.laptop("fatima");
    let of_fatima = fatima.registers(&household("Njeri", &["Wanjiru 29 f head"]));
    let to = amina.area(&world.villages()[2]);
    amina.does("registry.request_move", json!({ "household_id": home, "to_area_id": to, "why": "work" }));
    world.everyone_syncs();
    let moves = world.console("registry.list_moves", json!({})).unwrap();
    world
        .console("registry.accept_move", json!({ "request_id": moves["moves"][0]["request_id"], "reason": null }))
        .unwrap();
    world.everyone_syncs();
    let before = world.hub_rows();
    // Joseph's laptop is lost for good: what he did must come from the others.
    world.loses("joseph");
    world.restores_hub(&backup);
    assert!(!world.hub_rows().contains("Peter"));
    world.everyone_syncs();
    assert_eq!(world.hub_rows(), before, "everything is back");
    world.all_hold_the_same(&[&amina, &fatima]);
    assert_eq!(amina.lights(), GREEN);
    for id in [&home, &of_joseph, &of_fatima] {
        world.console("registry.open_household", json!({ "household_id": id })).unwrap();
    }
    // Life goes on, and who joins now gets a number that nobody has.
    let ruth = world.laptop("ruth");
    let numbers: Vec<u32> =
        world.hub().read(|reader| reader.devices()).unwrap().iter().map(|device| device.number).collect();
    assert_eq!(numbers.iter().collect::<std::collections::BTreeSet<_>>().len(), numbers.len());
    assert_eq!(ruth.rows(), world.hub_rows());
    amina.registers(&household("Barasa", &["Neema 20 f head"]));
    world.everyone_syncs();
    world.all_hold_the_same(&[&amina, &fatima, &ruth]);
}
