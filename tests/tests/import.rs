//! Importing the field's workbook and flat files, on generated files always and on real samples where they are.

use serde_json::{Value, json};
use stories::{Laptop, World, reference_file};

fn prepare(laptop: &Laptop, name: &str, bytes: &[u8]) -> Value {
    let file = laptop.brings(name, bytes).expect("the file is taken");
    let inspected = laptop.does("import.inspect", json!({ "file_id": file }));
    let village = demo::areas(1).iter().find(|area| area.level == 4).map(|area| area.code.clone()).unwrap();
    laptop.does(
        "import.prepare",
        json!({ "file_id": file, "mapping": inspected["suggested"], "area_id": laptop.area(&village) }),
    )
}

fn imports_and_undoes(name: &str, bytes: &[u8], households: u64, persons: u64) {
    let world = World::new();
    let amina = world.laptop("amina");
    let batch = prepare(&amina, name, bytes);
    assert_eq!(
        (batch["batch"]["counts"]["households_new"].as_u64(), batch["batch"]["counts"]["persons_new"].as_u64()),
        (Some(households), Some(persons)),
        "{:#}",
        batch["batch"]
    );
    assert_eq!(amina.does("today.overview", json!({}))["households"], 0, "preparing registers nothing");
    let id = batch["batch"]["batch_id"].clone();
    amina.does("import.apply", json!({ "batch_id": id }));
    let counted = amina.does("today.overview", json!({}));
    assert_eq!((counted["households"].as_u64(), counted["persons"].as_u64()), (Some(households), Some(persons)));
    assert_eq!(amina.cannot("import.apply", json!({ "batch_id": id })), "import-refused-batch-not-prepared");

    // The same file again changes nothing.
    let rows = amina.rows();
    let again = prepare(&amina, name, bytes);
    assert_eq!(again["batch"]["counts"]["households_same"].as_u64(), Some(households), "{:#}", again["batch"]);
    amina.does("import.apply", json!({ "batch_id": again["batch"]["batch_id"] }));
    assert_eq!(amina.rows(), rows);

    // Nor does it under another name.
    let renamed = prepare(&amina, &format!("Copy (2) of {name}"), bytes);
    assert_eq!(renamed["batch"]["counts"]["households_new"].as_u64(), Some(0), "{:#}", renamed["batch"]);
    amina.does("import.discard", json!({ "batch_id": renamed["batch"]["batch_id"] }));

    world.everyone_syncs();
    assert_eq!(amina.rows(), world.hub_rows());

    // What an officer has worked on since is kept by an undo; the rest is taken back.
    let first = batch_rows(&amina, &id)[0]["household_id"].as_str().unwrap().to_owned();
    amina.does(
        "registry.update_household",
        json!({ "household_id": first, "fields": { "address": "Seen at home" }, "reason": null }),
    );
    amina.does("import.undo", json!({ "batch_id": id }));
    let kept = batch_rows(&amina, &id).iter().filter(|row| row["action"] == "kept").count();
    assert_eq!(kept, 1);
    assert_eq!(amina.opens(&first)["dissolved_on"], Value::Null);
    let second = batch_rows(&amina, &id)[1]["household_id"].as_str().unwrap().to_owned();
    assert_ne!(amina.opens(&second)["dissolved_on"], Value::Null);
    world.everyone_syncs();
    assert_eq!(amina.rows(), world.hub_rows());
}

fn batch_rows(laptop: &Laptop, batch: &Value) -> Vec<Value> {
    laptop.does("import.open", json!({ "batch_id": batch, "offset": 0 }))["rows"].as_array().unwrap().clone()
}

#[test]
fn a_household_workbook_is_imported_once_and_can_be_undone() {
    let people: usize = demo::district(3, 40).map(|household| household.members.len()).sum();
    imports_and_undoes("visit.xlsx", &demo::workbook(3, 40), 40, people as u64);
}

#[test]
fn the_partners_workbook_of_fifty_households_is_imported() {
    if let Some(bytes) = reference_file("samples/hope_rdi_50_households.xlsx") {
        imports_and_undoes("hope_rdi_50_households.xlsx", &bytes, 50, 208);
    }
}

#[test]
fn a_flat_file_with_one_person_a_row_is_imported() {
    imports_and_undoes("registry.csv", demo::flat_csv(5, 60, demo::TokenColumn::Intact).as_bytes(), 60, 60);
    if let Some(bytes) = reference_file("samples/openg2p_registry-individual-data.csv") {
        imports_and_undoes("openg2p_registry-individual-data.csv", &bytes, 200, 200);
    }
}

#[test]
fn a_column_that_a_spreadsheet_destroyed_is_found_and_named() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut files = vec![("registry.csv", demo::flat_csv(5, 60, demo::TokenColumn::SpoiltBySpreadsheet).into_bytes())];
    files.extend(reference_file("samples/openg2p_sample_data.csv").map(|bytes| ("openg2p_sample_data.csv", bytes)));
    for (name, bytes) in files {
        let batch = prepare(&amina, name, &bytes);
        let problems = batch["problems"].as_array().unwrap();
        let damaged = problems
            .iter()
            .find(|problem| problem["code"] == "import-problem-number-damaged")
            .unwrap_or_else(|| panic!("{name}: {problems:#?}"));
        assert_eq!(damaged["column"], "Token ID");
    }
}

#[test]
fn files_that_are_not_what_they_say_are_refused_in_a_sentence() {
    let world = World::new();
    let amina = world.laptop("amina");
    assert_eq!(amina.brings("empty.xlsx", b"").unwrap_err().code, "import-refused-empty-file");
    for (name, bytes, expected) in [
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n0000".as_slice(), "import-refused-not-a-workbook"),
        ("families.csv", b"\x00\x01\x02\x03\xff\xfe\x00".as_slice(), "import-refused-not-text"),
        ("families.xlsx", b"PK\x03\x04 and then nothing".as_slice(), "import-refused-damaged"),
    ] {
        let file = amina.brings(name, bytes).unwrap();
        assert_eq!(amina.cannot("import.inspect", json!({ "file_id": file })), expected, "{name}");
    }
    let cell = format!("name\n\"{}\"\n", "x".repeat(20_000_000));
    let file = amina.brings("big.csv", cell.as_bytes()).unwrap();
    assert_eq!(amina.cannot("import.inspect", json!({ "file_id": file })), "import-refused-cell-too-large");
    assert_eq!(amina.brings("huge.csv", &vec![b'x'; 40_000_000]).unwrap_err().code, "import-refused-too-large");
}

#[test]
fn the_story_of_the_workbook_edited_on_two_laptops() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let bytes = reference_file("samples/hope_rdi_50_households.xlsx").unwrap_or_else(|| demo::workbook(9, 50));
    let batch = prepare(&amina, "visit.xlsx", &bytes);
    amina.does("import.apply", json!({ "batch_id": batch["batch"]["batch_id"] }));
    world.everyone_syncs();
    let home = amina.does("import.open", json!({ "batch_id": batch["batch"]["batch_id"], "offset": 0 }))["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["household_id"].as_str().unwrap().to_owned())
        .find(|home| {
            amina.opens(home)["members"][0]["person"]["phones"].as_array().is_some_and(|phones| !phones.is_empty())
        })
        .expect("somebody with a phone");
    let head = amina.opens(&home)["members"][0]["person"].clone();
    // Whatever the file says, the officer saw another source.
    let water = if amina.opens(&home)["water_source"] == "borehole" { "vendor" } else { "borehole" };
    let phone = |number: &str| json!({ "person_id": head["person_id"], "item_id": head["phones"][0]["item_id"], "number": number });
    amina.does("registry.update_phone", phone("0700 111 111"));
    joseph.does("registry.update_phone", phone("0700 222 222"));
    amina.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "address": "By the well" }, "reason": null }),
    );
    joseph.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "water_source": water }, "reason": null }),
    );
    let before = amina.opens(&home)["members"].as_array().unwrap().len();
    amina.adds_member(&home, "Hall", "Ali 1 m child");
    joseph.adds_member(&home, "Hall", "Zuhura 3 f child");
    amina.syncs();
    joseph.syncs();
    amina.syncs();
    for page in [
        amina.opens(&home),
        joseph.opens(&home),
        world.console("registry.open_household", json!({ "household_id": home })).unwrap(),
    ] {
        assert_eq!(page["members"].as_array().unwrap().len(), before + 2, "both children are there");
        assert_eq!(page["open_conflicts"], 1);
        assert_eq!((&page["address"], &page["water_source"]), (&json!("By the well"), &json!(water)));
    }
    let conflict = joseph.does("conflict.list", json!({ "state": "open" }))["conflicts"][0].clone();
    for value in conflict["values"].as_array().unwrap() {
        assert!(value["at"].as_i64().unwrap() > 0 && !value["by_user"].as_str().unwrap().is_empty());
    }
    joseph.does("conflict.resolve", json!({ "document_id": conflict["document_id"], "field": conflict["field"], "item_id": conflict["item_id"], "value": "0700 111 111", "reason": null }));
    world.everyone_syncs();
    for open in [
        amina.does("conflict.list", json!({ "state": "open" })),
        joseph.does("conflict.list", json!({ "state": "open" })),
        world.console("conflict.list", json!({ "state": "open" })).unwrap(),
    ] {
        assert_eq!(open["open_count"], 0);
    }
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
}

#[test]
fn a_batch_that_is_not_wanted_is_discarded() {
    let world = World::new();
    let amina = world.laptop("amina");
    let batch = prepare(&amina, "visit.xlsx", &demo::workbook(3, 5))["batch"]["batch_id"].clone();
    let list = amina.does("import.list", json!({}));
    assert_eq!(
        (list["batches"][0]["batch_id"].clone(), list["batches"][0]["state"].clone()),
        (batch.clone(), json!("prepared"))
    );
    amina.does("import.discard", json!({ "batch_id": batch }));
    assert_eq!(amina.does("import.list", json!({}))["batches"], json!([]));
    assert_eq!(amina.cannot("import.apply", json!({ "batch_id": batch })), "shell-missing");
    assert_eq!(amina.cannot("import.undo", json!({ "batch_id": batch })), "shell-missing");
}

#[test]
fn areas_are_imported_whole_or_not_at_all() {
    let world = World::new();
    let import = |text: &str| {
        let file = world.console_brings("areas.csv", text.as_bytes());
        world.console("area.import", json!({ "file_id": file })).unwrap()
    };
    let known = world.console("area.list", json!({})).unwrap()["areas"].as_array().unwrap().len();
    let wrong = import("code,parent_code,name_en\nYQ,,Other land\nYQ01,NOWHERE,Lost place\n,YQ,No code\nYQ,,Again\n");
    let codes: Vec<&str> =
        wrong["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["area-refused-parent-missing", "import-problem-empty-required", "area-refused-code-twice"]);
    assert_eq!(world.console("area.list", json!({})).unwrap()["areas"].as_array().unwrap().len(), known);
    let right = import("code,parent_code,name_en,name_fr\nYQ,,Other land,Autre pays\nYQ01,YQ,North,Nord\n");
    assert_eq!((right["added"].clone(), right["problems"].clone()), (json!(2), json!([])));
    let again = import("code,parent_code,name_en,name_fr\nYQ,,Other land,Autre pays\nYQ01,YQ,Northern part,Nord\n");
    assert_eq!((again["unchanged"].clone(), again["changed"].clone()), (json!(1), json!(1)));
    let areas = world.console("area.list", json!({})).unwrap();
    let north = areas["areas"].as_array().unwrap().iter().find(|area| area["code"] == "YQ01").unwrap().clone();
    assert_eq!(
        (north["name"].clone(), north["path"].clone()),
        (json!("Northern part"), json!("Other land › Northern part"))
    );
}
