//! What an officer can do with families, each act as a story, each refusal with its code.

use serde_json::{Value, json};
use stories::{Laptop, World, household};

fn family() -> (World, std::rc::Rc<Laptop>, String) {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina
        .registers(&household("Mwangi", &["Grace 60 f head 0712345678", "Brian 30 m child", "Neema 8 f grandchild"]));
    (world, amina, home)
}

fn person(laptop: &Laptop, home: &str, name: &str) -> Value {
    let page = laptop.opens(home);
    let found = page["members"].as_array().unwrap().iter().find(|member| member["person"]["given_name"] == name);
    found.unwrap_or_else(|| panic!("{name} lives here: {page:#}"))["person"].clone()
}

fn names(laptop: &Laptop, home: &str) -> Vec<String> {
    laptop.opens(home)["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["person"]["full_name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_update_says_it_changed_and_a_correction_says_why_it_was_wrong() {
    let (_world, amina, home) = family();
    let grace = person(&amina, &home, "Grace");
    let change =
        |fields: Value, reason: Value| json!({ "person_id": grace["person_id"], "fields": fields, "reason": reason });
    amina.does("registry.update_person", change(json!({ "civil_status": "widowed" }), Value::Null));
    assert_eq!(
        amina.cannot("registry.correct_person", change(json!({ "given_name": "Gracia" }), Value::Null)),
        "registry-refused-reason-needed"
    );
    amina.does("registry.correct_person", change(json!({ "given_name": "Gracia" }), json!("misheard")));
    assert_eq!(
        amina.cannot("registry.update_person", change(json!({ "given_name": "Gracia" }), Value::Null)),
        "registry-refused-nothing-changed"
    );
    assert_eq!(
        amina.cannot("registry.update_person", change(json!({ "given_name": "", "family_name": null }), Value::Null)),
        "registry-refused-no-name"
    );
    assert_eq!(
        amina.cannot("registry.update_person", change(json!({ "sex": "female" }), Value::Null)),
        "registry-refused-unknown-code"
    );
    assert_eq!(
        amina.cannot(
            "registry.update_person",
            change(json!({ "birth": { "on": "2030-01-01", "precision": "day" } }), Value::Null)
        ),
        "registry-refused-birth-in-future"
    );
    assert_eq!(
        amina.cannot(
            "registry.update_person",
            change(json!({ "birth": { "on": "1830-01-01", "precision": "day" } }), Value::Null)
        ),
        "registry-refused-birth-too-old"
    );
    amina.does("registry.correct_household", json!({ "household_id": home, "fields": { "address": "House 7", "water_source": "piped" }, "reason": "read from the door" }));

    let lines = amina.does("registry.timeline", json!({ "household_id": home }))["lines"].as_array().unwrap().clone();
    let acts: Vec<&str> = lines.iter().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(&acts[..3], ["registry.correct_household", "registry.correct_person", "registry.update_person"]);
    assert_eq!(lines[1]["reason"], "misheard");
    assert_eq!(
        lines[1]["changes"],
        json!([{ "field": "given_name", "item_id": null, "before": "Grace", "after": "Gracia" }])
    );
    assert_eq!((lines[1]["by_user"].as_str(), lines[1]["by_device"].as_str()), (Some("amina"), Some("amina's laptop")));
    assert_eq!(lines[1]["is_held"], false);
}

#[test]
fn members_leave_join_and_head_in_turn() {
    let (world, amina, home) = family();
    let (grace, brian) = (person(&amina, &home, "Grace"), person(&amina, &home, "Brian"));
    let leave = |who: &Value| json!({ "household_id": home, "person_id": who["person_id"], "left_on": "2026-06-01", "why": "migration" });
    assert_eq!(amina.cannot("registry.remove_member", leave(&grace)), "registry-refused-is-head");
    let head = |who: &Value, former: &str| json!({ "household_id": home, "person_id": who["person_id"], "former_head_role": former, "reason": null });
    assert_eq!(amina.cannot("registry.change_head", head(&grace, "parent")), "registry-refused-nothing-changed");
    assert_eq!(amina.cannot("registry.change_head", head(&brian, "head")), "registry-refused-two-heads");
    amina.does("registry.change_head", head(&brian, "parent"));
    amina.does("registry.remove_member", leave(&grace));
    let page = amina.opens(&home);
    assert_eq!(page["name"], "Brian Mwangi");
    assert_eq!(page["former_members"][0]["why"], "migration");
    assert_eq!(amina.cannot("registry.remove_member", leave(&grace)), "registry-refused-not-a-member");
    let future =
        json!({ "household_id": home, "person_id": brian["person_id"], "left_on": "2027-01-01", "why": "migration" });
    assert_eq!(amina.cannot("registry.remove_member", future), "registry-refused-date-in-future");
    world.everyone_syncs();
    assert_eq!(amina.rows(), world.hub_rows());
}

#[test]
fn a_household_splits_and_a_member_goes_back() {
    let (_world, amina, home) = family();
    let (grace, brian, neema) =
        (person(&amina, &home, "Grace"), person(&amina, &home, "Brian"), person(&amina, &home, "Neema"));
    let split = |people: &[&Value], head: &Value| {
        let ids: Vec<&Value> = people.iter().map(|person| &person["person_id"]).collect();
        json!({ "household_id": home, "person_ids": ids, "head_person_id": head["person_id"], "address": "Next door", "on": "2026-06-01" })
    };
    assert_eq!(amina.cannot("registry.split", split(&[], &brian)), "registry-refused-split-needs-some");
    assert_eq!(
        amina.cannot("registry.split", split(&[&grace, &brian, &neema], &brian)),
        "registry-refused-split-leaves-none"
    );
    assert_eq!(amina.cannot("registry.split", split(&[&neema], &brian)), "registry-refused-no-head");
    assert_eq!(amina.cannot("registry.split", split(&[&grace, &brian], &brian)), "registry-refused-is-head");
    let new = amina.does("registry.split", split(&[&brian, &neema], &brian));
    let new_home = new["household_id"].as_str().unwrap().to_owned();
    assert_eq!(names(&amina, &new_home), ["Brian Mwangi", "Neema Mwangi"]);
    assert_eq!(names(&amina, &home), ["Grace Mwangi"]);
    assert_eq!(amina.opens(&new_home)["split_from_household_id"], home.as_str());
    let transfer = |from: &str, to: &str, role: &str| json!({ "person_id": neema["person_id"], "from_household_id": from, "to_household_id": to, "role": role, "on": "2026-06-01", "why": "other" });
    assert_eq!(
        amina.cannot("registry.transfer_member", transfer(&new_home, &new_home, "child")),
        "registry-refused-same-household"
    );
    assert_eq!(
        amina.cannot("registry.transfer_member", transfer(&new_home, &home, "head")),
        "registry-refused-two-heads"
    );
    amina.does("registry.transfer_member", transfer(&new_home, &home, "grandchild"));
    assert_eq!(names(&amina, &home), ["Grace Mwangi", "Neema Mwangi"]);
    assert_eq!(
        amina.opens(&home)["former_members"].as_array().unwrap().len(),
        1,
        "a stay that began again is not a former one"
    );
}

#[test]
fn a_head_who_dies_is_followed_by_another() {
    let (_world, amina, home) = family();
    let (grace, brian) = (person(&amina, &home, "Grace"), person(&amina, &home, "Brian"));
    let death =
        |on: &str, head: Value| json!({ "person_id": grace["person_id"], "died_on": on, "new_head_person_id": head });
    assert_eq!(amina.cannot("registry.record_death", death("2026-05-30", Value::Null)), "registry-refused-head-needed");
    assert_eq!(
        amina.cannot("registry.record_death", death("1920-01-01", brian["person_id"].clone())),
        "registry-refused-date-before-birth"
    );
    amina.does("registry.record_death", death("2026-05-30", brian["person_id"].clone()));
    assert_eq!(
        amina.cannot("registry.record_death", death("2026-05-30", Value::Null)),
        "registry-refused-already-dead"
    );
    assert_eq!(names(&amina, &home), ["Brian Mwangi", "Neema Mwangi"]);
    assert_eq!(amina.opens(&home)["former_members"][0]["why"], "death");
    amina.does("registry.dissolve", json!({ "household_id": home, "on": "2026-06-01", "why": "all_left" }));
    assert_eq!(
        amina.cannot("registry.dissolve", json!({ "household_id": home, "on": "2026-06-01", "why": "all_left" })),
        "registry-refused-is-dissolved"
    );
    let add = json!({ "household_id": home, "member": { "given_name": "Asha", "role": "child", "phones": [], "identity_documents": [] }, "joined_on": "2026-06-01", "why": "missed" });
    assert_eq!(amina.cannot("registry.add_member", add), "registry-refused-is-dissolved");
}

#[test]
fn phones_documents_and_consents_have_a_life() {
    let (world, amina, home) = family();
    let grace = person(&amina, &home, "Grace");
    let id = &grace["person_id"];
    assert_eq!(
        amina.cannot("registry.add_phone", json!({ "person_id": id, "number": "07 12 34 56 78" })),
        "registry-refused-phone-twice"
    );
    assert_eq!(
        amina.cannot("registry.add_phone", json!({ "person_id": id, "number": "ask her son" })),
        "registry-refused-phone-invalid"
    );
    let added = amina.does("registry.add_phone", json!({ "person_id": id, "number": "٠٧٢٢٠٠٠١١١" }));
    amina.does("registry.remove_phone", json!({ "person_id": id, "item_id": grace["phones"][0]["item_id"] }));
    assert_eq!(
        person(&amina, &home, "Grace")["phones"],
        json!([{ "item_id": added["item_id"], "number": "0722000111" }])
    );

    let document = |number: &str| json!({ "person_id": id, "document": { "document_type": "national_id", "number": number, "issuer": null, "valid_until": "2030-12-31" } });
    assert_eq!(
        amina.cannot("registry.add_identity_document", document("<script>")),
        "registry-refused-document-number-invalid"
    );
    let card = amina.does("registry.add_identity_document", document("ab-123 456"));
    assert_eq!(amina.cannot("registry.add_identity_document", document("other")), "registry-refused-document-twice");
    assert_eq!(person(&amina, &home, "Grace")["identity_documents"][0]["number"], "AB-123 456");
    amina.does(
        "registry.remove_identity_document",
        json!({ "person_id": id, "item_id": card["item_id"], "reason": "expired" }),
    );
    amina.does("registry.add_identity_document", document("AB-999"));

    let consent = json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "thumbprint", "given_on": "2026-06-01" });
    let fact = amina.does("registry.record_consent", consent)["fact_id"].clone();
    amina.does("registry.withdraw_consent", json!({ "household_id": home, "fact_id": fact, "on": "2026-06-01" }));
    assert_eq!(
        amina.cannot("registry.withdraw_consent", json!({ "household_id": home, "fact_id": fact, "on": "2026-06-01" })),
        "registry-refused-consent-withdrawn"
    );
    world.everyone_syncs();
    assert_eq!(amina.rows(), world.hub_rows());
    let before = amina.rows();
    amina.rebuilds();
    assert_eq!(amina.rows(), before);
}

#[test]
fn a_family_is_found_before_it_is_registered_again() {
    let world = World::new();
    let amina = world.laptop("amina");
    let home = amina.registers(&household("Abdirahman", &["Mohamed 41 m head 0712345678", "Khadija 33 f spouse"]));
    let finds = |text: &str| {
        let hits = amina.does("registry.search", json!({ "text": text, "area_id": null }))["hits"].clone();
        hits.as_array()
            .unwrap()
            .iter()
            .map(|hit| (hit["name"].as_str().unwrap().to_owned(), hit["reason"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let mohamed = |reason: &str| vec![("Mohamed Abdirahman".to_owned(), reason.to_owned())];
    assert_eq!(finds("mohamed abdirahman"), mohamed("name"));
    assert_eq!(finds("abdirahman moha"), mohamed("name"), "any order, beginning of the last word");
    assert!(!finds("muhammad abdurahman").is_empty(), "written otherwise, said alike");
    assert!(!finds("Mohamedd Abdirahman").is_empty(), "misspelt");
    assert!(!finds("محمد عبدالرحمن").is_empty(), "another script");
    assert_eq!(finds("345678"), mohamed("phone"));
    let page = amina.opens(&home);
    assert_eq!(finds(page["number"].as_str().unwrap()), mohamed("number"));
    let number = page["members"][1]["person"]["number"].as_str().unwrap().replace('-', " ").to_lowercase();
    assert_eq!(finds(&number), [("Khadija Abdirahman".to_owned(), "number".to_owned())]);
    assert_eq!(finds("Xzyqwv Nobody"), []);
    amina.registers(&household("Sok", &["Piseth 41 m head"]));
    assert_eq!(finds("Piseth Sok"), [("Piseth Sok".to_owned(), "name".to_owned())], "its letters make a number");
    assert_eq!(
        amina.cannot("registry.search", json!({ "text": "mo", "area_id": null })),
        "registry-refused-search-too-short"
    );
    let elsewhere = amina.area(&world.villages()[3]);
    assert_eq!(amina.does("registry.search", json!({ "text": "mohamed", "area_id": elsewhere }))["hits"], json!([]));
    for hostile in
        ["\" OR 1=1 --", "'; DROP TABLE person; --", "* NEAR ( \"", "\u{202e}\u{0}abc", "^^^^^", &"x".repeat(10_000)]
    {
        amina
            .call("registry.search", json!({ "text": hostile, "area_id": null }))
            .map(drop)
            .or_else(|failure| if failure.code == "registry-refused-search-too-short" { Ok(()) } else { Err(failure) })
            .unwrap();
    }
}

#[test]
fn a_registration_is_checked_whole_before_anything_is_written() {
    let (_world, amina, _) = family();
    let village = amina.area("XP");
    let before = amina.rows();
    let register = |area: &str, members: Value| json!({ "area_id": area, "address": null, "dwelling": null, "water_source": null, "registered_on": "2026-06-01", "members": members, "consent": null, "draft_id": null });
    let member =
        |given: Value, role: &str| json!({ "given_name": given, "role": role, "phones": [], "identity_documents": [] });
    let place = amina.does("area.list", json!({}))["areas"]
        .as_array()
        .unwrap()
        .iter()
        .find(|area| area["may_register"] == true)
        .unwrap()["area_id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        amina.cannot("registry.register", register(&village, json!([member(json!("A"), "head")]))),
        "registry-refused-area-out-of-scope"
    );
    assert_eq!(amina.cannot("registry.register", register(&place, json!([]))), "registry-refused-no-members");
    assert_eq!(
        amina.cannot("registry.register", register(&place, json!([member(json!("A"), "child")]))),
        "registry-refused-no-head"
    );
    assert_eq!(
        amina.cannot(
            "registry.register",
            register(&place, json!([member(json!("A"), "head"), member(json!("B"), "head")]))
        ),
        "registry-refused-two-heads"
    );
    let failure = amina
        .call("registry.register", register(&place, json!([member(json!("A"), "head"), member(json!(" "), "child")])))
        .unwrap_err();
    assert_eq!(
        (failure.code.as_str(), failure.detail["field"].as_str()),
        ("registry-refused-no-name", "members.1.given_name")
    );
    let many: Vec<Value> =
        (0..61).map(|index| member(json!(format!("N{index}")), if index == 0 { "head" } else { "child" })).collect();
    assert_eq!(amina.cannot("registry.register", register(&place, json!(many))), "registry-refused-too-many-members");
    assert_eq!(
        amina.cannot("registry.register", register(&place, json!([member(json!("x".repeat(300)), "head")]))),
        "registry-refused-text-too-long"
    );
    assert_eq!(amina.rows(), before);
    assert_eq!(amina.cannot("registry.register", json!({ "area_id": 7 })), "shell-refused-input");
    assert_eq!(amina.cannot("registry.unheard_of", json!({})), "shell-refused-unknown-use-case");
    assert_eq!(
        amina.cannot("registry.accept_move", json!({ "request_id": place, "reason": null })),
        "access-denied-right"
    );
}

#[test]
fn a_move_can_be_refused_with_a_reason() {
    let (world, amina, home) = family();
    let villages = world.villages();
    assert_eq!(
        amina.cannot(
            "registry.request_move",
            json!({ "household_id": home, "to_area_id": amina.area(&villages[0]), "why": "work" })
        ),
        "registry-refused-move-same-area"
    );
    assert_eq!(
        amina.cannot(
            "registry.request_move",
            json!({ "household_id": home, "to_area_id": amina.area("XP"), "why": "work" })
        ),
        "registry-refused-area-not-smallest"
    );
    amina.does(
        "registry.request_move",
        json!({ "household_id": home, "to_area_id": amina.area(&villages[5]), "why": "work" }),
    );
    world.everyone_syncs();
    let request = world.console("registry.list_moves", json!({})).unwrap()["moves"][0]["request_id"].clone();
    assert_eq!(
        world.console("registry.refuse_move", json!({ "request_id": request, "reason": " " })).unwrap_err().code,
        "registry-refused-reason-needed"
    );
    world.console("registry.refuse_move", json!({ "request_id": request, "reason": "No such house there" })).unwrap();
    assert_eq!(
        world.console("registry.accept_move", json!({ "request_id": request, "reason": null })).unwrap_err().code,
        "registry-refused-move-not-open"
    );
    world.everyone_syncs();
    let page = amina.opens(&home);
    assert_eq!(
        (page["move"]["state"].as_str(), page["move"]["answer"].as_str()),
        (Some("refused"), Some("No such house there"))
    );
    assert_eq!(page["may_change"], true);
    assert_eq!(amina.does("today.overview", json!({}))["moves"][0]["state"], "refused");
}

#[test]
fn drafts_are_kept_and_go_with_the_registration() {
    let (_world, amina, _) = family();
    let kept = amina
        .does("draft.keep", json!({ "draft_id": null, "kind": "register", "title": "Otieno", "body": { "step": 2 } }));
    amina.does(
        "draft.keep",
        json!({ "draft_id": kept["draft_id"], "kind": "register", "title": "Otieno family", "body": { "step": 3 } }),
    );
    let list = amina.does("draft.list", json!({ "kind": "register" }));
    assert_eq!(
        (list["drafts"].as_array().unwrap().len(), list["drafts"][0]["title"].as_str()),
        (1, Some("Otieno family"))
    );
    assert_eq!(amina.does("draft.open", json!({ "draft_id": kept["draft_id"] }))["body"], json!({ "step": 3 }));
    let large = json!({ "draft_id": null, "kind": "register", "title": "", "body": "x".repeat(2_000_000) });
    assert_eq!(amina.cannot("draft.keep", large), "draft-refused-too-large");
    amina.does("draft.discard", json!({ "draft_id": kept["draft_id"] }));
    assert_eq!(amina.cannot("draft.open", json!({ "draft_id": kept["draft_id"] })), "shell-missing");
    let lists = amina.does("vocabulary.list", json!({}));
    assert_eq!(lists["lists"]["relationship"][0]["code"], "head");
}
