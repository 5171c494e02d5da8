//! One family in the hands of two officers who register it without knowing of each other.

use serde_json::{Value, json};
use stories::{Laptop, World, household};

/// The group of `duplicate.list` in a state, when there is one.
fn listed(answer: &Value) -> Option<Value> {
    let groups = answer["groups"].as_array().expect("groups");
    assert!(groups.len() <= 1, "one family was registered twice: {groups:#?}");
    groups.first().cloned()
}

fn at(laptop: &Laptop, state: &str) -> Option<Value> {
    listed(&laptop.does("duplicate.list", json!({ "state": state })))
}

fn at_hub(world: &World, state: &str) -> Option<Value> {
    listed(&world.console("duplicate.list", json!({ "state": state })).expect("a list"))
}

/// The pairs of a group: both given names in order, and what speaks for them.
fn pairs(group: &Value) -> Vec<(Vec<&str>, Value)> {
    let mut told: Vec<(Vec<&str>, Value)> = group["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|pair| {
            let mut names: Vec<&str> =
                ["one", "other"].map(|side| pair[side]["given_name"].as_str().unwrap_or_default()).into();
            names.sort_unstable();
            (names, pair["evidence"].clone())
        })
        .collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

fn decides(pair: &Value, outcome: &str, reason: Option<&str>) -> Value {
    let pairs = [json!({ "person_id": pair["other"]["person_id"], "other_person_id": pair["one"]["person_id"] })];
    json!({ "pairs": pairs, "outcome": outcome, "reason": reason })
}

/// Registers the family as this officer hears and writes it.
fn registers(laptop: &Laptop, family: &str, head: &str, phone: &str, child: &str) -> String {
    let home =
        laptop.registers(&household(family, &[&format!("{head} 34 f head {phone}"), &format!("{child} 9 m child")]));
    let boy = laptop.opens(&home)["members"][1]["person"]["person_id"].clone();
    let born = json!({ "person_id": boy, "fields": { "birth": { "on": "2017-03-14", "precision": "day" } }, "reason": "a birth note" });
    laptop.does("registry.correct_person", born);
    home
}

/// Two laptops register one family; neither knows. After the exchange both and the hub flag it, with what speaks for it,
/// and a neighbour who shares a phone and a name is left alone.
pub fn flagged() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let first = registers(&amina, "Hassan", "Halima", "0712345678", "Yusuf");
    let second = registers(&joseph, "Hasan", "Haleema", "+254712345678", "Yousuf");
    amina.registers(&household("Hassan", &["Mariam 60 f head 0712345678", "Omar 9 m child"]));
    for laptop in [&amina, &joseph] {
        assert_eq!(at(laptop, "open"), None, "{} cannot know yet", laptop.name);
        assert_eq!(laptop.does("today.overview", json!({}))["open_duplicates"], 0);
    }
    world.everyone_syncs();
    let expected = [(vec!["Haleema", "Halima"], json!(["phone"])), (vec!["Yousuf", "Yusuf"], json!(["birth_date"]))];
    for (who, group) in
        [("amina", at(&amina, "open")), ("joseph", at(&joseph, "open")), ("hub", at_hub(&world, "open"))]
    {
        let group = group.unwrap_or_else(|| panic!("{who} flags it"));
        assert_eq!(pairs(&group), expected, "{who}");
        assert_eq!(group["households"].as_array().map(Vec::len), Some(2), "{who}");
        assert_eq!(group["may_decide"], true, "{who}");
    }
    for laptop in [&amina, &joseph] {
        assert_eq!(laptop.does("today.overview", json!({}))["open_duplicates"], 2, "{}", laptop.name);
        for home in [&first, &second] {
            assert_eq!(laptop.opens(home)["possible_duplicates"], 2, "the page of the family says so");
            let of_family = json!({ "state": "open", "household_id": home });
            assert_eq!(laptop.does("duplicate.list", of_family)["groups"].as_array().map(Vec::len), Some(1));
        }
    }
    decided(&world, &amina, &joseph);
    world.all_hold_the_same(&[&amina, &joseph]);
}

/// Decided on one laptop is decided everywhere; decided differently apart is shown to everybody and open again.
fn decided(world: &World, amina: &Laptop, joseph: &Laptop) {
    let group = at(amina, "open").expect("a group");
    let of = |group: &Value, name: &str| {
        let all = group["pairs"].as_array().expect("pairs").clone();
        all.into_iter()
            .find(|pair| pair["one"]["given_name"] == name || pair["other"]["given_name"] == name)
            .expect(name)
    };
    let (mother, boy) = (of(&group, "Halima"), of(&group, "Yusuf"));
    assert_eq!(amina.cannot("duplicate.decide", decides(&mother, "same", None)), "registry-refused-reason-needed");
    let nobody = json!({ "pairs": [], "outcome": "same", "reason": "seen" });
    assert_eq!(amina.cannot("duplicate.decide", nobody), "duplicate-refused-too-many-pairs");
    let strangers = json!({ "pairs": [{ "person_id": mother["one"]["person_id"], "other_person_id": boy["one"]["person_id"] }], "outcome": "same", "reason": "seen" });
    assert_eq!(amina.cannot("duplicate.decide", strangers), "duplicate-refused-not-a-pair");
    let herself = json!({ "pairs": [{ "person_id": mother["one"]["person_id"], "other_person_id": mother["one"]["person_id"] }], "outcome": "same", "reason": "seen" });
    assert_eq!(amina.cannot("duplicate.decide", herself), "duplicate-refused-not-a-pair");

    let both: Vec<Value> = [&mother, &boy].map(|pair| decides(pair, "needs_visit", None)["pairs"][0].clone()).into();
    amina.does("duplicate.decide", json!({ "pairs": both, "outcome": "needs_visit", "reason": null }));
    world.everyone_syncs();
    assert_eq!(at(joseph, "open"), None);
    let waits = at(joseph, "needs_visit").expect("both wait for a visit");
    assert_eq!(waits["pairs"].as_array().map(Vec::len), Some(2));
    assert_eq!(waits["pairs"][0]["decisions"][0]["by_user"], "amina");

    // Joseph visits; the centre, which has not heard of it, decides otherwise.
    joseph.does("duplicate.decide", decides(&mother, "same", Some("one house, one woman")));
    world.console("duplicate.decide", decides(&mother, "not_same", Some("two phones"))).expect("a decision");
    world.everyone_syncs();
    for group in [at(amina, "open"), at(joseph, "open"), at_hub(world, "open")] {
        let pair = group.expect("it is open again")["pairs"][0].clone();
        let standing: Vec<&Value> =
            pair["decisions"].as_array().unwrap().iter().filter(|decision| decision["stands"] == true).collect();
        assert_eq!(standing.len(), 2, "both are shown: {pair:#}");
    }
    world.console("duplicate.decide", decides(&mother, "same", Some("Joseph was there"))).expect("a decision");
    world.everyone_syncs();
    assert_eq!((at(amina, "open"), at(joseph, "open")), (None, None));
    assert_eq!(pairs(&at(amina, "same").expect("they wait to be merged"))[0].0, ["Haleema", "Halima"]);
    let again = amina.cannot("duplicate.decide", decides(&mother, "same", Some("again")));
    assert_eq!(again, "registry-refused-nothing-changed");
    stays_decided(world, amina, joseph, &boy);
}

/// Two people stay two people, whatever else changes, until something new speaks for the pair.
fn stays_decided(world: &World, amina: &Laptop, joseph: &Laptop, boy: &Value) {
    amina.does("duplicate.decide", decides(boy, "not_same", Some("cousins of one day")));
    world.everyone_syncs();
    let person = |side: &'static str| &boy[side]["person_id"];
    joseph.does(
        "registry.update_person",
        json!({ "person_id": person("one"), "fields": { "occupation": "pupil" }, "reason": null }),
    );
    world.everyone_syncs();
    assert_eq!((at(amina, "open"), at(joseph, "open"), at_hub(world, "open")), (None, None, None));
    let card =
        json!({ "document_type": "birth_certificate", "number": "BC-2017-0314", "issuer": null, "valid_until": null });
    amina.does("registry.add_identity_document", json!({ "person_id": person("one"), "document": card }));
    joseph.does("registry.add_identity_document", json!({ "person_id": person("other"), "document": card }));
    world.everyone_syncs();
    for group in [at(amina, "open"), at(joseph, "open"), at_hub(world, "open")] {
        let evidence = group.expect("something new speaks for it")["pairs"][0]["evidence"].clone();
        assert_eq!(evidence, json!(["identity_document", "birth_date"]));
    }
}

/// Two villages, no laptop holds both: the hub flags what neither laptop can know.
pub fn across_villages() {
    let world = World::new();
    let villages = world.villages();
    let (amina, salma) = (world.laptop_in("amina", &villages[..1]), world.laptop_in("salma", &villages[1..2]));
    let family = household("Hassan", &["Halima 34 f head 0712345678"]);
    amina.registers_in(&villages[0], &family);
    salma.registers_in(&villages[1], &family);
    world.everyone_syncs();
    assert_eq!((at(&amina, "open"), at(&salma, "open")), (None, None), "each holds one of the two");
    let group = at_hub(&world, "open").expect("the hub holds both");
    // Who is given both villages sees it, too, and hears what was decided before.
    world.grants(&amina, &villages[..2]);
    world.everyone_syncs();
    world.everyone_syncs();
    assert_eq!(pairs(&at(&amina, "open").expect("amina holds both now")), pairs(&group));
    salma.registers_in(&villages[1], &household("Noor", &["Amal 20 f head"]));
    world.console("duplicate.decide", decides(&group["pairs"][0], "needs_visit", None)).expect("a decision");
    world.everyone_syncs();
    assert_eq!(at(&amina, "open"), None);
    world.grants(&amina, &villages[..1]);
    world.everyone_syncs();
    assert_eq!(at(&amina, "needs_visit"), None, "what left the laptop left no pair behind");
    let shown = amina.rows();
    amina.rebuilds();
    assert_eq!(amina.rows(), shown);
}

/// A number that is written for want of one says nothing about those who bear it; when few are left, it does.
pub fn number_for_want_of_one() {
    let world = World::new();
    let amina = world.laptop("amina");
    let card = json!({ "document_type": "national_id", "number": "12345678", "issuer": null, "valid_until": null });
    let names = ["Asha", "Brian", "Chloe", "Daudi", "Esther", "Farida", "Grace", "Hamisi", "Issa"];
    let mut last = Value::Null;
    for (at, name) in names.iter().enumerate() {
        let home = amina.registers(&household(name, &[&format!("{name} 40 f head")]));
        last = amina.opens(&home)["members"][0]["person"].clone();
        amina.does("registry.add_identity_document", json!({ "person_id": last["person_id"], "document": card }));
        let open = amina.does("duplicate.list", json!({ "state": "open" }))["open_count"].clone();
        let expected = if at < 8 { at * (at + 1) / 2 } else { 0 };
        assert_eq!(open, expected, "{} bear it", at + 1);
    }
    let item = amina.does("registry.open_person", json!({ "person_id": last["person_id"] }))["identity_documents"][0]["item_id"].clone();
    let taken = json!({ "person_id": last["person_id"], "item_id": item, "reason": "made up" });
    amina.does("registry.remove_identity_document", taken);
    assert_eq!(amina.does("duplicate.list", json!({ "state": "open" }))["open_count"], 28, "eight bear it again");
    let joseph = world.laptop("joseph");
    world.everyone_syncs();
    world.all_hold_the_same(&[&amina, &joseph]);
}
