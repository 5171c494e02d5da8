//! What a device kept of a file for itself, and how long files are kept at all.

use serde_json::{Value, json};
use stories::{World, household};

use crate::{erases, registers, traces};

#[test]
fn drafts_about_who_was_erased_go() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    world.everyone_syncs();
    let body = json!({ "person_id": asked.person, "occupation": "Heardwrongly462819330" });
    amina.does(
        "draft.keep",
        json!({ "draft_id": null, "kind": "registry.update_person", "title": "a change", "body": body }),
    );
    let other = json!({ "given_name": "Somebody" });
    amina.does(
        "draft.keep",
        json!({ "draft_id": null, "kind": "registry.register", "title": "a family", "body": other }),
    );
    erases(&world, "person", &asked.person);
    world.everyone_syncs();
    assert_eq!(traces(amina.store()), Vec::<String>::new());
    let kept = store::trace::traces(amina.store(), &["Somebody"]).unwrap();
    assert_eq!(kept, ["local_draft.body: Somebody"], "what is about others stays");
}

#[test]
fn nothing_is_due_before_a_rule_says_so_and_only_what_is_due_is_erased_in_one_go() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    let other = amina.registers(&household("Otieno", &["Maryamuwezo 60 f head"]));
    let mary = amina.opens(&other)["head_person_id"].clone();
    let grace = amina.opens(&asked.home)["head_person_id"].clone();
    amina.does(
        "registry.record_death",
        json!({ "person_id": mary, "died_on": "2026-06-01", "new_head_person_id": null }),
    );
    world.everyone_syncs();
    let due = || {
        world.console("privacy.list_due", json!({ "kind": "deceased_person" })).unwrap()["files"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(due(), 0);
    let rule =
        |months: Value| world.console("privacy.set_rule", json!({ "kind": "deceased_person", "months": months }));
    assert_eq!(rule(json!(1)).unwrap_err().code, "privacy-refused-months");
    rule(json!(12)).unwrap();
    assert_eq!(rule(json!(12)).unwrap_err().code, "registry-refused-nothing-changed");
    assert_eq!(due(), 0, "she died today");
    world.passes(400);
    assert_eq!(due(), 1);
    let erase = |ids: Value| {
        world.console("privacy.erase_due", json!({ "kind": "deceased_person", "ids": ids, "reference": null }))
    };
    assert_eq!(erase(json!([grace])).unwrap_err().code, "privacy-refused-not-due");
    assert_eq!(erase(json!([])).unwrap_err().code, "privacy-refused-not-due");
    let rules = world.console("privacy.list_rules", json!({})).unwrap();
    assert_eq!(rules["rules"][1], json!({ "kind": "deceased_person", "months": 12, "is_any_due": true }));
    rule(json!(null)).unwrap();
    assert_eq!((due(), erase(json!([mary])).unwrap_err().code), (0, "privacy-refused-not-due".to_owned()));
    rule(json!(12)).unwrap();
    assert_eq!(erase(json!([mary])).unwrap()["files"], 1);
    world.everyone_syncs();
    assert_eq!(store::trace::traces(amina.store(), &["Maryamuwezo"]).unwrap(), Vec::<String>::new());
    assert_eq!(due(), 0);
}

#[test]
fn an_import_remembers_nothing_of_who_was_erased() {
    let world = World::new();
    let amina = world.laptop("amina");
    let file = amina.brings("visit.xlsx", &demo::workbook(3, 5)).unwrap();
    let inspected = amina.does("import.inspect", json!({ "file_id": file }));
    let village = amina.area(&world.villages()[0]);
    let mapping = json!({ "file_id": file, "mapping": inspected["suggested"], "area_id": village });
    let batch = amina.does("import.prepare", mapping)["batch"]["batch_id"].clone();
    amina.does("import.apply", json!({ "batch_id": batch }));
    world.everyone_syncs();
    let opened =
        || amina.does("import.open", json!({ "batch_id": batch, "offset": 0 }))["rows"].as_array().unwrap().clone();
    let home = opened()[0]["household_id"].as_str().unwrap().to_owned();
    let page = amina.opens(&home);
    let given = page["members"][0]["person"]["given_name"].as_str().unwrap().to_owned();
    let family = page["members"][0]["person"]["family_name"].as_str().unwrap().to_owned();
    let whole = format!("{given} {family}");
    let in_batch = |trace: &String| trace.starts_with("local_batch") || trace.starts_with("local_file");
    assert!(store::trace::traces(amina.store(), &[&given]).unwrap().iter().any(in_batch), "{whole} came with the file");
    erases(&world, "household", &home);
    world.everyone_syncs();
    let others = opened().iter().any(|row| row.to_string().contains(&given));
    assert!(others || !store::trace::traces(amina.store(), &[&given]).unwrap().iter().any(in_batch), "{whole}");
    let page = world.console("privacy.list_rulings", json!({})).unwrap();
    assert_eq!(page["rulings"][0]["heard"], 1);
    assert_eq!(opened().len(), 4, "the rest of the batch can still be looked at");
    amina.does("import.undo", json!({ "batch_id": batch }));
    assert_eq!(amina.opens(&home)["dissolved_on"], Value::Null, "what was erased is not touched again");
    let taken_back = |row: &Value| !amina.opens(row["household_id"].as_str().unwrap())["dissolved_on"].is_null();
    assert!(opened().iter().all(taken_back), "the others are");
}

#[test]
fn the_write_ahead_log_is_emptied_as_soon_as_no_reader_is_in_the_way() {
    let world = World::new();
    let amina = world.laptop("amina");
    let (first, second) = (registers(&amina), registers(&amina));
    world.everyone_syncs();
    erases(&world, "person", &first.person);
    assert_eq!(world.hub().file_bytes().1, 0);
    let read = world.hub().read::<_, store::StoreFault>(|reader| {
        reader.users()?;
        erases(&world, "person", &second.person);
        Ok(())
    });
    read.unwrap();
    assert!(world.hub().file_bytes().1 > 0, "somebody was still reading what stood before");
    world.console("privacy.set_rule", json!({ "kind": "deceased_person", "months": 60 })).unwrap();
    assert_eq!(world.hub().file_bytes().1, 0, "the next write tries again");
}

#[test]
fn who_left_and_lives_nowhere_is_due_by_a_rule_of_their_own() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    world.everyone_syncs();
    let due = || world.console("privacy.list_due", json!({ "kind": "departed_person" })).unwrap()["files"].clone();
    world.console("privacy.set_rule", json!({ "kind": "departed_person", "months": 6 })).unwrap();
    amina.does(
        "registry.remove_member",
        json!({ "household_id": asked.home, "person_id": asked.person, "left_on": "2026-06-01", "why": "migration" }),
    );
    world.everyone_syncs();
    world.passes(170);
    assert_eq!(due(), json!([]));
    world.passes(30);
    assert_eq!((due()[0]["id"].clone(), due()[0]["ended_on"].clone()), (json!(asked.person), json!("2026-06-01")));
    let erased = world
        .console("privacy.erase_due", json!({ "kind": "departed_person", "ids": [asked.person], "reference": null }));
    assert_eq!(erased.unwrap()["files"], 1);
    world.everyone_syncs();
    assert_eq!((due(), traces(amina.store())), (json!([]), Vec::new()));
    let former = amina.opens(&asked.home)["former_members"][0].clone();
    assert!(former["erased_at"].is_number() && former["name"].as_str().unwrap().starts_with('P'), "{former}");
}

#[test]
fn an_erased_file_can_be_looked_at_and_tells_that_it_was_erased_and_nothing_else() {
    let world = World::new();
    let amina = world.laptop("amina");
    let asked = registers(&amina);
    world.everyone_syncs();
    let number = amina.does("registry.open_person", json!({ "person_id": asked.person }))["number"].clone();
    erases(&world, "person", &asked.person);
    world.everyone_syncs();
    let page = amina.does("registry.open_person", json!({ "person_id": asked.person }));
    assert_eq!((&page["full_name"], &page["number"]), (&number, &number), "who has no name is called by the number");
    assert!(page["erased_at"].is_number(), "{page}");
    for field in ["given_name", "family_name", "sex", "birth", "occupation", "disability"] {
        assert_eq!(page[field], Value::Null, "{field}");
    }
    let found = amina.does("registry.search", json!({ "text": number }));
    assert_eq!(
        found["hits"][0]["person_id"],
        json!(asked.person),
        "a paper with the number gets a true answer: {found}"
    );
    let file = json!({ "person_id": asked.person, "purpose": "subject_request", "reason": "she asks what we hold" });
    let file = world.console("audit.subject_file", file).unwrap();
    assert!(file["person"]["erased_at"].is_number(), "{file}");
    let timeline = amina.does("registry.timeline", json!({ "household_id": asked.home })).to_string();
    assert!(timeline.contains("privacy.erase") && timeline.contains("Fatuma"), "who erased is told: {timeline}");
    for told in [file.to_string(), timeline, world.console("audit.search", json!({})).unwrap().to_string()] {
        for word in crate::WORDS {
            assert!(!told.contains(word), "{word}: {told}");
        }
    }
    let told = world.console("audit.search", json!({ "query": { "act": "privacy.erase" } })).unwrap();
    let lines = told["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2, "the ruling, and the new file in the feed of its area: {told}");
    assert!(lines.iter().all(|line| line["by_user"] == "Fatuma"), "who erased is on record: {told}");
    assert_eq!(lines[0]["subjects"][0]["subject_id"], json!(asked.person));
}
