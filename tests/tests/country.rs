//! What a country sets at its hub: what its coded lists offer and are called, and which partners may be given what.

use serde_json::{Value, json};
use stories::{World, household};

fn codes(list: &Value) -> Vec<String> {
    let one = |code: &Value| {
        let mark = if code["is_offered"] == true { "" } else { "-" };
        format!("{mark}{}", code["code"].as_str().unwrap())
    };
    list.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn a_list_offers_what_the_country_uses_and_old_files_are_still_understood() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    amina.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "dwelling": "informal" }, "reason": null }),
    );
    let labels = json!({ "hosted": { "en": "Staying with kin", "sw": "Kwa ndugu" } });
    let input = json!({ "list": "dwelling", "offered": ["hosted", "owned", "rented"], "labels": labels });
    world.console("vocabulary.update", input.clone()).unwrap();
    world.everyone_syncs();
    let lists = amina.does("vocabulary.list", json!({}));
    let dwelling = &lists["lists"]["dwelling"];
    assert_eq!(codes(dwelling), ["hosted", "owned", "rented", "-informal", "-camp", "-none"]);
    assert_eq!(dwelling[0]["labels"], labels["hosted"]);
    assert_eq!(codes(&lists["lists"]["sex"]), ["2", "1", "0", "9"], "other lists are as they were");
    // What is on file stays, and who had not heard could still choose it.
    assert_eq!(amina.opens(&home)["dwelling"], "informal");
    amina.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "dwelling": "camp" }, "reason": null }),
    );
    for (input, code) in [
        (input, "registry-refused-nothing-changed"),
        (json!({ "list": "castles", "offered": [], "labels": {} }), "registry-refused-unknown-code"),
        (json!({ "list": "dwelling", "offered": ["castle"], "labels": {} }), "registry-refused-unknown-code"),
        (json!({ "list": "dwelling", "offered": [], "labels": {} }), "vocabulary-refused-empty"),
        (json!({ "list": "relationship", "offered": ["child"], "labels": {} }), "vocabulary-refused-code-needed"),
        (
            json!({ "list": "dwelling", "offered": ["owned"], "labels": { "owned": { "?": "x" } } }),
            "registry-refused-language-invalid",
        ),
    ] {
        assert_eq!(world.console("vocabulary.update", input.clone()).unwrap_err().code, code, "{input}");
    }
    assert_eq!(amina.cannot("vocabulary.update", json!({})), "access-denied-right");
}

#[test]
fn a_partner_is_given_what_its_agreement_is_for_and_that_is_on_record() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678"]));
    world.everyone_syncs();
    let words = json!({ "name": "Red Crescent", "kind": "civil_society", "contact": "Amal", "agreement": "MoU 7/2026",
        "purposes": ["payment"], "from": "2026-01-01", "until": null });
    world.console("partner.add", words.clone()).unwrap();
    let listed = world.console("partner.list", json!({})).unwrap();
    let partner = listed["partners"][0].clone();
    assert_eq!((&partner["name"], &partner["is_in_force"]), (&json!("Red Crescent"), &json!(true)));
    let export = |purpose: &str, partner_id: &Value| {
        let opening = json!({ "purpose": purpose, "reason": "Asked for by letter 12" });
        world.console("audit.export", json!({ "query": {}, "opening": opening, "partner_id": partner_id }))
    };
    assert_eq!(export("complaint", &partner["partner_id"]).unwrap_err().code, "partner-refused-purpose-not-agreed");
    assert!(export("payment", &partner["partner_id"]).unwrap()["commits"].as_u64().unwrap() > 0);
    let found = world.console("audit.search", json!({ "query": { "kind": "reads", "household_id": home } })).unwrap();
    let read = &found["lines"][0]["reads"][0];
    assert_eq!((&read["partner"], &read["purpose"]), (&json!("Red Crescent"), &json!("payment")), "{found}");
    // The agreement ends: nothing more is given, what was given stays on record.
    let mut ended = words.clone();
    ended["partner_id"] = partner["partner_id"].clone();
    ended["until"] = json!("2026-02-01");
    world.console("partner.update", ended.clone()).unwrap();
    assert_eq!(export("payment", &partner["partner_id"]).unwrap_err().code, "partner-refused-not-in-force");
    assert_eq!(world.console("partner.list", json!({})).unwrap()["partners"][0]["is_in_force"], false);
    let with = |key: &str, value: Value| {
        let mut changed = words.clone();
        changed[key] = value;
        world.console("partner.add", changed).unwrap_err().code
    };
    assert_eq!(with("name", json!(" ")), "partner-refused-name-missing");
    assert_eq!(with("agreement", json!("")), "partner-refused-agreement-missing");
    assert_eq!(with("purposes", json!([])), "partner-refused-purpose-missing");
    assert_eq!(with("kind", json!("friends")), "registry-refused-unknown-code");
    assert_eq!(with("until", json!("2025-01-01")), "partner-refused-dates");
    assert_eq!(with("from", json!("tomorrow")), "registry-refused-unknown-code");
    ended["partner_id"] = json!("019e7044-8fd0-7002-9e1e-04b4b4b4b319");
    assert_eq!(world.console("partner.update", ended).unwrap_err().code, "shell-missing");
}
