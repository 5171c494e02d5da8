//! The road: families registered, changed and synced between two laptops and the hub, and what everybody then sees.

use serde_json::json;
use stories::{Cut, World, household};

#[test]
fn a_family_goes_from_one_laptop_to_the_hub_and_to_the_other() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
    assert_eq!(amina.lights(), "committed green · left 1 waiting · held 1 waiting · accepted green · attention green");
    world.everyone_syncs();
    assert_eq!(amina.lights(), "committed green · left green · held green · accepted green · attention green");
    let page = joseph.opens(&home);
    assert_eq!(page["name"], "Grace Mwangi");
    assert_eq!(page["members"].as_array().unwrap().len(), 2);
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
    let before = joseph.rows();
    joseph.rebuilds();
    assert_eq!(before, joseph.rows(), "rows are a function of documents and facts");
}

#[test]
fn two_officers_add_a_child_offline_and_both_children_stay() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    amina.adds_member(&home, "Mwangi", "Baraka 2 m child");
    joseph.adds_member(&home, "Mwangi", "Neema 5 f child");
    world.everyone_syncs();
    let page = amina.opens(&home);
    let names: Vec<&str> = page["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["person"]["full_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Grace Mwangi", "Neema Mwangi", "Baraka Mwangi"]);
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
}

#[test]
fn an_exchange_that_is_cut_anywhere_goes_on_where_it_was() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    for (index, village) in world.villages().iter().enumerate() {
        let name = format!("Family{index}");
        amina.registers_in(village, &household(&name, &["Asha 40 f head", "Juma 9 m child"]));
        joseph.registers_in(village, &household(&name, &["Peter 50 m head"]));
    }
    for cut in 1..6 {
        let _ = amina.syncs_until(Cut::BeforeRequest(cut));
        let _ = joseph.syncs_until(Cut::BeforeAnswer(cut));
        let _ = amina.syncs_until(Cut::BeforeAnswer(cut));
    }
    world.everyone_syncs();
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
    assert_eq!(joseph.lights(), "committed green · left green · held green · accepted green · attention green");
    assert_eq!(store::verify::verify(world.hub()).unwrap().findings, Vec::<String>::new());
}

#[test]
fn two_moves_made_apart_show_as_a_double_membership() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let first = amina.registers(&household("Mwangi", &["Grace 34 f head", "Brian 20 m child"]));
    let second = amina.registers(&household("Odhiambo", &["Achieng 60 f head"]));
    let third = amina.registers(&household("Kamau", &["Wanjiru 44 f head"]));
    world.everyone_syncs();
    let brian = amina.opens(&first)["members"][1]["person"]["person_id"].clone();
    let transfer = |to: &str| json!({ "person_id": brian, "from_household_id": first, "to_household_id": to, "role": "other_relative", "on": "2026-06-01", "why": "migration" });
    amina.does("registry.transfer_member", transfer(&second));
    joseph.does("registry.transfer_member", transfer(&third));
    world.everyone_syncs();
    let person = amina.does("registry.open_person", json!({ "person_id": brian }));
    assert_eq!(person["household_ids"].as_array().unwrap().len(), 2);
    assert_eq!(person["conflict_fields"], json!(["household"]));
    let list = amina.does("conflict.list", json!({ "state": "open" }));
    let conflict = &list["conflicts"][0];
    amina.does("conflict.resolve", json!({ "document_id": conflict["document_id"], "field": "household", "item_id": null, "value": third, "reason": null }));
    world.everyone_syncs();
    let person = joseph.does("registry.open_person", json!({ "person_id": brian }));
    assert_eq!(person["household_ids"], json!([third]));
    assert_eq!(amina.rows(), joseph.rows());
    assert_eq!(amina.rows(), world.hub_rows());
}

#[test]
fn a_family_moves_to_another_area_and_its_file_goes_with_it() {
    let world = World::new();
    let villages = world.villages();
    let (here, there) = (&villages[0], &villages[villages.len() - 1]);
    let amina = world.laptop_in("amina", std::slice::from_ref(here));
    let joseph = world.laptop_in("joseph", std::slice::from_ref(there));
    let home = amina.registers_in(here, &household("Mwangi", &["Grace 34 f head", "Baraka 2 m child"]));
    amina
        .does("registry.request_move", json!({ "household_id": home, "to_area_id": amina.area(there), "why": "work" }));
    assert_eq!(
        amina.cannot(
            "registry.request_move",
            json!({ "household_id": home, "to_area_id": amina.area(there), "why": "work" })
        ),
        "registry-refused-move-pending"
    );
    amina.syncs();
    assert!(amina.lights().contains("accepted 1 waiting"), "held is not accepted: {}", amina.lights());
    let moves = world.console("registry.list_moves", json!({})).unwrap();
    world
        .console("registry.accept_move", json!({ "request_id": moves["moves"][0]["request_id"], "reason": null }))
        .unwrap();
    // Work done in the old area before the verdict was known is not lost.
    amina.adds_member(&home, "Mwangi", "Neema 5 f child");
    world.everyone_syncs();
    let page = joseph.opens(&home);
    assert_eq!(page["members"].as_array().unwrap().len(), 3, "{page:#}");
    assert_eq!(page["area"]["code"], there.as_str());
    assert_eq!(page["may_change"], true);
    joseph.does(
        "registry.update_household",
        json!({ "household_id": home, "fields": { "address": "New house" }, "reason": null }),
    );
    // The former area's laptop keeps nothing but where to ask.
    let refused = amina.call("registry.open_household", json!({ "household_id": home })).unwrap_err();
    assert_eq!(refused.code, "registry-refused-moved-away");
    assert!(refused.detail["number"].starts_with('H') && !refused.detail["area"].is_empty(), "{refused}");
    assert!(!amina.rows().contains("Baraka"), "what is not ours any more is taken off");
    assert_eq!(
        amina.cannot(
            "registry.update_household",
            json!({ "household_id": home, "fields": { "address": "x" }, "reason": null })
        ),
        "registry-refused-moved-away"
    );
    world.everyone_syncs();
    assert_eq!(joseph.lights(), "committed green · left green · held green · accepted green · attention green");
    assert_eq!(amina.lights(), "committed green · left green · held green · accepted green · attention green");
}

#[test]
fn who_joins_a_family_after_it_moved_to_another_district_is_listed() {
    let world = World::new();
    let country = "code,parent_code,name_en\nYQ,,Other land\nYQ01,YQ,North\nYQ0101,YQ01,North district\nYQ010101,YQ0101,North village\n";
    let file = world.console_brings("areas.csv", country.as_bytes());
    world.console("area.import", json!({ "file_id": file })).unwrap();
    let (here, there) = (world.villages()[0].clone(), "YQ010101".to_owned());
    let amina = world.laptop_in("amina", std::slice::from_ref(&here));
    let joseph = world.laptop_in("joseph", std::slice::from_ref(&there));
    let home = amina.registers_in(&here, &household("Mwangi", &["Grace 34 f head"]));
    amina.does(
        "registry.request_move",
        json!({ "household_id": home, "to_area_id": amina.area(&there), "why": "work" }),
    );
    amina.syncs();
    let moves = world.console("registry.list_moves", json!({})).unwrap();
    world
        .console("registry.accept_move", json!({ "request_id": moves["moves"][0]["request_id"], "reason": null }))
        .unwrap();
    world.everyone_syncs();
    let child = joseph.adds_member(&home, "Mwangi", "Neema 5 f child");
    world.everyone_syncs();
    for page in
        [joseph.opens(&home), world.console("registry.open_household", json!({ "household_id": home })).unwrap()]
    {
        assert_eq!(page["members"].as_array().unwrap().len(), 2, "{page:#}");
    }
    joseph.does(
        "registry.remove_member",
        json!({ "household_id": home, "person_id": child, "left_on": "2026-06-01", "why": "migration" }),
    );
    assert_eq!(joseph.opens(&home)["former_members"].as_array().unwrap().len(), 1);
}
