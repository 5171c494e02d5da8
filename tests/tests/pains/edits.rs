//! The same families in the hands of several officers who do not hear of each other.

use serde_json::{Value, json};
use stories::{GREEN, Laptop, World, household};

/// The values of a conflict with who wrote them, in order of the values.
fn values(conflict: &Value) -> Vec<(&str, &str)> {
    let mut values: Vec<(&str, &str)> = conflict["values"]
        .as_array()
        .expect("values")
        .iter()
        .map(|value| (value["value"].as_str().unwrap_or_default(), value["by_user"].as_str().unwrap_or_default()))
        .collect();
    values.sort_unstable();
    values
}

/// Three officers, three addresses, and the last to sync has the latest clock: all three values stand, whoever looks.
pub fn last_write() {
    let world = World::new();
    let (amina, joseph, salma) = (world.laptop("amina"), world.laptop("joseph"), world.laptop("salma"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.sets_address(&home, "Old town");
    world.everyone_syncs();
    amina.sets_address(&home, "by the well");
    // A field of the same household that nobody else touches.
    let dwelling = json!({ "household_id": home, "fields": { "dwelling": "rented" }, "reason": null });
    amina.does("registry.update_household", dwelling);
    world.next_day();
    joseph.sets_address(&home, "by the mill");
    world.next_day();
    salma.sets_address(&home, "by the road");
    for laptop in [&amina, &joseph, &salma] {
        laptop.syncs();
    }
    world.everyone_syncs();
    let console = world.console("conflict.list", json!({ "state": "open" })).unwrap()["conflicts"][0].clone();
    let everybody: Vec<Value> = [&amina, &joseph, &salma]
        .iter()
        .map(|laptop| {
            let open = laptop.open_conflicts();
            assert_eq!(open.len(), 1, "{}", laptop.name);
            assert!(laptop.lights().ends_with("attention 1 waiting"), "{}: {}", laptop.name, laptop.lights());
            let page = laptop.opens(&home);
            assert_eq!(page["dwelling"], "rented", "other fields both stay");
            assert_eq!(page["conflict_fields"], json!(["address"]), "the page marks it");
            open[0].clone()
        })
        .chain([console])
        .collect();
    for conflict in &everybody {
        let all = [("by the mill", "joseph"), ("by the road", "salma"), ("by the well", "amina")];
        assert_eq!(values(conflict), all);
        assert_eq!(conflict["last_agreed"], "Old town");
        assert_eq!(conflict["values"], everybody[0]["values"], "the same value is shown for now, everywhere");
    }
    // Nothing but a person ends it: more exchanges and more days change nothing.
    world.next_day();
    world.everyone_syncs();
    assert_eq!(joseph.open_conflicts().len(), 1);
    world.all_hold_the_same(&[&amina, &joseph, &salma]);
}

fn phone_conflict(world: &World, amina: &Laptop, joseph: &Laptop) -> (String, Value) {
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678"]));
    world.everyone_syncs();
    let grace = amina.opens(&home)["members"][0]["person"].clone();
    let phone = |number: &str| json!({ "person_id": grace["person_id"], "item_id": grace["phones"][0]["item_id"], "number": number });
    amina.does("registry.update_phone", phone("0799000111"));
    joseph.does("registry.update_phone", phone("0788000222"));
    world.everyone_syncs();
    let conflict = joseph.open_conflicts().remove(0);
    assert_eq!((&conflict["field"], &conflict["last_agreed"]), (&json!("phone_number"), &json!("0712345678")));
    assert_eq!(values(&conflict), [("0788000222", "joseph"), ("0799000111", "amina")]);
    (home, conflict)
}

/// Settling input for a conflict.
fn settles(conflict: &Value, value: &Value, reason: Option<&str>) -> Value {
    json!({ "document_id": conflict["document_id"], "field": conflict["field"], "item_id": conflict["item_id"], "value": value, "reason": reason })
}

/// A phone changed on two laptops is settled on one and settled everywhere; a settlement can be doubted, and confirmed.
pub fn conflicts() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let (home, conflict) = phone_conflict(&world, &amina, &joseph);
    let open_at_hub = || world.console("conflict.list", json!({ "state": "open" })).unwrap()["open_count"].clone();
    assert_eq!(open_at_hub(), 1);
    let told = amina.does("sync.list", json!({ "light": "attention" }))["items"].clone();
    assert_eq!(
        (&told[0]["kind"], &told[0]["title"]),
        (&json!("conflict"), &json!("Grace Mwangi")),
        "in the work queue"
    );
    // Taking the very value that is shown already must settle it too.
    let is_shown = |value: &&Value| value["is_provisional"] == true;
    let shown = conflict["values"].as_array().unwrap().iter().find(is_shown).unwrap()["value"].clone();
    joseph.does("conflict.resolve", settles(&conflict, &shown, Some("asked her")));
    world.everyone_syncs();
    assert_eq!((amina.open_conflicts(), open_at_hub()), (Vec::new(), json!(0)));
    let settled = amina.does("conflict.list", json!({ "state": "settled" }));
    let settlement = settled["conflicts"][0]["settlement"].clone();
    assert_eq!((&settlement["by_user"], &settlement["reason"]), (&json!("joseph"), &json!("asked her")));
    let number = |laptop: &Laptop| laptop.opens(&home)["members"][0]["person"]["phones"][0]["number"].clone();
    assert_eq!(number(&amina), shown);
    assert_eq!(amina.lights(), GREEN);

    amina.does("conflict.reopen", json!({ "fact_id": settlement["fact_id"] }));
    world.everyone_syncs();
    let again = joseph.open_conflicts().remove(0);
    world.console("conflict.resolve", settles(&again, &json!("0788000222"), None)).unwrap();
    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!((laptop.open_conflicts(), number(laptop)), (Vec::new(), json!("0788000222")));
    }
    world.all_hold_the_same(&[&amina, &joseph]);
}
