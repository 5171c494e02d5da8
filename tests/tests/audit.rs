//! Who looked at what, and who changed what: masks, openings that are on record before a value is answered, audits and the
//! file of one person.

use serde_json::{Value, json};
use stories::disk::SmallDisk;
use stories::family::{CARD, Family, PHONE, REASON, asks, at_hub, lines, opening, reveal, tells_a_secret};
use stories::{World, household};
use usecases::list::{Authority, DOOR, LIST};

#[test]
fn no_answer_at_the_hub_tells_what_is_masked() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let family = Family::new(&amina);
    world.everyone_syncs();
    // Two numbers stand against each other, and another pair was settled.
    family.changes_phone(&amina, "0799000111");
    family.changes_phone(&joseph, "0788000222");
    for (laptop, told) in [(&amina, "some"), (&joseph, "none")] {
        let fields = json!({ "disability": told });
        laptop.does("registry.update_person", json!({ "person_id": family.grace, "fields": fields, "reason": null }));
    }
    world.everyone_syncs();
    world.everyone_syncs();
    let standing = amina.open_conflicts();
    let disability = standing.iter().find(|conflict| conflict["field"] == "disability").unwrap();
    amina.does(
        "conflict.resolve",
        json!({ "document_id": disability["document_id"], "field": "disability", "item_id": null, "value": "severe", "reason": null }),
    );
    world.everyone_syncs();
    assert!(tells_a_secret(&amina.opens(&family.home)), "an officer sees the families of the own areas");
    let mut asked = 0;
    for line in LIST.iter().filter(|line| line.authority != Authority::Laptop && !DOOR.contains(&line.name)) {
        let reads = line.changes.is_empty() || line.name.starts_with("audit.");
        if !reads || line.name == "audit.subject_file" {
            continue;
        }
        for input in asks(line.name, &family).unwrap_or_default() {
            if let Ok(output) = world.console(line.name, input.clone()) {
                assert!(!tells_a_secret(&output), "{} {input}: {output}", line.name);
                asked += 1;
            }
        }
    }
    assert!(asked > 20, "only {asked} answers were looked at");
    // The same answers would show it to somebody who works there: the walk finds what is there to be found.
    for act in [
        "registry.search",
        "registry.open_household",
        "registry.open_person",
        "registry.timeline",
        "conflict.list",
        "duplicate.list",
    ] {
        let mut told = asks(act, &family).unwrap().into_iter();
        let shows =
            |input| tells_a_secret(&at_hub(&world, &amina, "officer", &[world.district()], act, input).unwrap());
        assert!(told.any(shows), "{act} has nothing to hide");
    }
}

#[test]
fn a_masked_value_is_opened_with_a_reason_and_that_is_on_record() {
    let world = World::new();
    let amina = world.laptop("amina");
    let family = Family::new(&amina);
    world.everyone_syncs();
    let page = world.console("registry.open_person", json!({ "person_id": family.grace })).unwrap();
    assert_eq!((&page["phones"][0]["number"], &page["disability"]), (&json!("••••78"), &json!(null)));
    assert_eq!(page["masked_fields"], json!(["disability", "phone_number", "document_number"]));
    let refused = |input| world.console("registry.reveal", input).unwrap_err().code;
    let why = |purpose: &str, reason: &str| json!({ "person_id": family.grace, "purpose": purpose, "reason": reason });
    assert_eq!(refused(why("complaint", "  -- ")), "audit-refused-reason-needed");
    assert_eq!(refused(why("curiosity", REASON)), "registry-refused-unknown-code");
    let names = json!({ "person_id": family.grace, "fields": ["given_name"], "purpose": "audit", "reason": REASON });
    assert_eq!(refused(names), "audit-refused-field-not-masked");
    assert_eq!(refused(json!({ "purpose": "audit", "reason": REASON })), "shell-missing");
    let only = json!({ "person_id": family.grace, "fields": ["phone_number"], "purpose": "audit", "reason": REASON });
    let opened = world.console("registry.reveal", only).unwrap()["persons"][0].clone();
    assert_eq!((&opened["phones"][0]["number"], &opened["disability"]), (&json!(PHONE), &json!(null)));
    let of_home = json!({ "household_id": family.home, "purpose": "complaint", "reason": REASON });
    let opened = world.console("registry.reveal", of_home).unwrap();
    assert_eq!(opened["persons"].as_array().unwrap().len(), 2, "all members");
    assert_eq!(opened["persons"][0]["identity_documents"][0]["number"], CARD);
    assert_eq!(opened["fact_ids"].as_array().unwrap().len(), 1, "one fact for all of it");
    let query = json!({ "query": { "person_id": family.grace, "about": "reads" } });
    let told = lines(&world.console("audit.search", query.clone()).unwrap());
    assert_eq!(told.len(), 2);
    assert_eq!((&told[0]["by_user"], &told[0]["act"]), (&json!("Fatuma"), &json!("registry.reveal")));
    assert_eq!(
        (&told[0]["reads"][0]["purpose"], &told[0]["reads"][0]["reason"]),
        (&json!("complaint"), &json!(REASON))
    );
    assert_eq!(told[0]["reads"][0]["subject_count"], 2);
    assert_eq!(told[1]["reads"][0]["fields"], json!(["phone_number"]));
    // It is in the log of the area: every laptop there hears of it, rows made anew say the same, and chains are sound.
    world.everyone_syncs();
    world.all_hold_the_same(&[&amina]);
    assert_eq!(lines(&world.console("audit.search", query).unwrap()), told);
}

#[test]
fn what_is_read_on_a_laptop_without_a_line_is_seen_at_the_hub_after_the_exchange() {
    let world = World::new();
    let (amina, ruth) = (world.laptop("amina"), world.laptop("ruth"));
    let family = Family::new(&amina);
    world.everyone_syncs();
    // A country that shows masked values to nobody without a reason gives another role.
    ruth.has_roles(&["reconciler"]);
    assert_eq!(ruth.opens(&family.home)["members"][0]["person"]["phones"][0]["number"], "••••78");
    let opened = ruth.does("registry.reveal", reveal(&family.grace));
    assert_eq!(opened["persons"][0]["phones"][0]["number"], PHONE);
    let query = json!({ "query": { "number": CARD, "about": "reads" } });
    assert_eq!(lines(&world.console("audit.search", query.clone()).unwrap()), Vec::<Value>::new());
    ruth.has_roles(&["officer"]);
    ruth.syncs();
    let told = lines(&world.console("audit.search", query).unwrap());
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0]["by_user"], &told[0]["by_device"]), (&json!("ruth"), &json!("ruth's laptop")));
    amina.syncs();
    world.all_hold_the_same(&[&amina, &ruth]);
}

#[test]
fn a_full_disk_answers_no_value() {
    let Some(disk) = SmallDisk::of_mib(96) else { return };
    let world = World::new();
    let ruth = world.laptop("ruth");
    let family = Family::new(&ruth);
    world.moves_disk(&ruth, &disk.path().join("store"));
    ruth.has_roles(&["reconciler"]);
    disk.fills_up_to(0);
    let mut opened = 0;
    let refused = loop {
        match ruth.call("registry.reveal", reveal(&family.grace)) {
            Ok(_) => opened += 1,
            Err(failure) => break failure,
        }
        assert!(opened < 1_000, "a full disk takes everything");
    };
    assert_eq!(refused.code, "device-refused-disk-full");
    ruth.has_roles(&["supervisor"]);
    let query = json!({ "query": { "person_id": family.grace, "about": "reads" } });
    let mut recorded = 0;
    let mut cursor = Value::Null;
    loop {
        let page = ruth.does("audit.search", json!({ "query": query["query"], "cursor": cursor }));
        recorded += lines(&page).len();
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(recorded, opened, "as many as were answered, not one more or less");
    assert_eq!(ruth.findings(), Vec::<String>::new());
}

#[test]
fn who_changed_a_phone_number_is_found_by_the_number_of_before() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let family = Family::new(&amina);
    let other = amina.registers(&household("Otieno", &["Peter 50 m head 0700111222"]));
    world.everyone_syncs();
    world.next_day();
    family.changes_phone(&joseph, "0733000999");
    world.everyone_syncs();
    let find = |query: Value| world.console("audit.search", json!({ "query": query, "opening": opening() })).unwrap();
    for number in [PHONE, "+254 712 345 678", "0733000999"] {
        let told = lines(&find(json!({ "number": number, "field": "phone_number", "about": "changes" })));
        assert_eq!(told.len(), 2, "{number}: {told:#?}");
        assert_eq!((&told[0]["by_user"], &told[0]["act"]), (&json!("joseph"), &json!("registry.update_phone")));
        let change = &told[0]["subjects"][0]["changes"][0];
        assert_eq!((&change["before"], &change["after"]), (&json!(PHONE), &json!("0733000999")));
        assert_eq!(told[0]["subjects"][0]["subject_name"], "Grace Mwangi");
    }
    // Through the log: by user, act, time, place and device; each alone finds the same commit.
    let told = lines(&find(json!({ "number": PHONE, "act": "registry.update_phone" })));
    let (commit, at) = (told[0]["commit"].clone(), told[0]["at"].as_i64().unwrap());
    let joseph_id = joseph.caller().user.to_string();
    let village = amina.area(&world.villages()[0]);
    for query in [
        json!({ "user_id": joseph_id, "about": "changes" }),
        json!({ "act": "registry.update_phone" }),
        json!({ "from_at": at, "until_at": at + 1 }),
        json!({ "area_id": village, "field": "phone_number", "about": "changes" }),
        json!({ "device": joseph.caller().device, "about": "changes" }),
    ] {
        let told = lines(&find(query.clone()));
        assert_eq!(told[0]["commit"], commit, "{query}: {told:#?}");
        assert_eq!(told[0]["subjects"][0]["changes"][0]["before"], PHONE, "{query}");
    }
    assert_eq!(lines(&find(json!({ "number": "0700111222", "user_id": joseph_id }))), Vec::<Value>::new());
    assert_eq!(lines(&find(json!({ "household_id": other, "about": "changes" }))).len(), 1);
    // Each page on which values were opened is on record, once for the person.
    let reads = lines(&find(json!({ "person_id": family.grace, "act": "audit.search" })));
    assert!(!reads.is_empty());
    // Without a reason the same commits are told, their values masked.
    let masked =
        world.console("audit.search", json!({ "query": { "number": PHONE, "act": "registry.update_phone" } })).unwrap();
    assert_eq!(lines(&masked)[0]["subjects"][0]["changes"][0]["before"], "••••78");
    world.everyone_syncs();
    world.all_hold_the_same(&[&amina, &joseph]);
}

#[test]
fn an_audit_goes_on_where_the_page_before_ended() {
    let world = World::new();
    let amina = world.laptop("amina");
    let family = Family::new(&amina);
    for visit in 0..60 {
        family.changes_phone(&amina, &format!("0733{visit:06}"));
    }
    amina.syncs();
    for query in [
        json!({ "act": "registry.update_phone" }),
        json!({ "person_id": family.grace, "act": "registry.update_phone" }),
    ] {
        let first = world.console("audit.search", json!({ "query": query })).unwrap();
        let second = world.console("audit.search", json!({ "query": query, "cursor": first["next"] })).unwrap();
        assert_eq!((lines(&first).len(), lines(&second).len(), &second["next"]), (50, 10, &json!(null)));
        let commits = |output: &Value| lines(output).iter().map(|line| line["commit"].to_string()).collect::<Vec<_>>();
        let mut all = [commits(&first), commits(&second)].concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 60, "each once");
    }
    let refused = world.console("audit.search", json!({ "cursor": "no place" })).unwrap_err();
    assert_eq!(refused.code, "shell-missing");
}

#[test]
fn a_supervisor_audits_the_own_areas_and_learns_nothing_of_others() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop("amina");
    let family = Family::new(&amina);
    amina.syncs();
    let (here, there) = ([villages[0].clone()], [villages[1].clone()]);
    let asks = |areas: &[String], act: &str, input: Value| at_hub(&world, &amina, "supervisor", areas, act, input);
    let query = |query: Value| json!({ "query": query });
    assert!(!lines(&asks(&here, "audit.search", query(json!({}))).unwrap()).is_empty());
    assert_eq!(lines(&asks(&there, "audit.search", query(json!({}))).unwrap()), Vec::<Value>::new());
    assert_eq!(lines(&asks(&there, "audit.search", query(json!({ "number": PHONE }))).unwrap()), Vec::<Value>::new());
    let file = json!({ "person_id": family.grace, "purpose": "subject_request", "reason": REASON });
    for (act, input) in [
        ("audit.search", query(json!({ "person_id": family.grace }))),
        ("audit.search", query(json!({ "household_id": family.home }))),
        ("audit.subject_file", file.clone()),
        ("registry.reveal", reveal(&family.grace)),
    ] {
        assert_eq!(asks(&there, act, input.clone()).unwrap_err().code, "shell-missing", "{act}");
        assert!(asks(&here, act, input).is_ok(), "{act}");
    }
    assert_eq!(asks(&there, "registry.reveal", reveal("nobody")).unwrap_err().code, "shell-missing");
}

#[test]
fn the_file_of_a_person_holds_everything_and_says_who_read_it() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let family = Family::new(&amina);
    let consent = json!({ "household_id": family.home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": "2026-06-01" });
    amina.does("registry.record_consent", consent);
    world.everyone_syncs();
    family.changes_phone(&amina, "0799000111");
    family.changes_phone(&joseph, "0788000222");
    world.everyone_syncs();
    world.everyone_syncs();
    world.console("registry.reveal", reveal(&family.grace)).unwrap();
    let input = json!({ "person_id": family.grace, "purpose": "subject_request", "reason": REASON });
    let file = world.console("audit.subject_file", input).unwrap();
    assert_eq!((&file["form"], &file["version"]), (&json!("pamoja-subject-file"), &json!(1)));
    assert_eq!((&file["person"]["disability"], &file["person"]["masked_fields"]), (&json!("severe"), &json!([])));
    assert_eq!(file["stays"][0]["consents"][0]["purpose"], "payment");
    assert_eq!(file["stays"][0]["role"], "head");
    assert_eq!(file["conflicts"][0]["values"].as_array().unwrap().len(), 2);
    let history = file["history"].to_string();
    for value in [PHONE, "0799000111", "0788000222", CARD] {
        assert!(history.contains(value), "{value}");
    }
    let acts: Vec<&str> = file["reads"].as_array().unwrap().iter().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["audit.subject_file", "registry.reveal"], "this reading, too");
    let places: Vec<&str> =
        file["held_at"].as_array().unwrap().iter().map(|at| at["device"].as_str().unwrap()).collect();
    assert_eq!(places, ["Hub", "amina's laptop", "joseph's laptop"]);
    assert_eq!(file["is_cut"], false);
}

#[test]
fn an_audit_leaves_as_a_file_without_formulas_and_that_is_on_record() {
    let world = World::new();
    let amina = world.laptop("amina");
    let family = Family::new(&amina);
    amina.does(
        "registry.correct_person",
        json!({ "person_id": family.grace, "fields": { "occupation": "=HYPERLINK(\"http://x\")" }, "reason": "+heard wrong" }),
    );
    amina.syncs();
    let input = |has_values: bool, reason: &str| json!({ "query": { "person_id": family.grace }, "opening": { "purpose": "audit", "reason": reason }, "has_values": has_values });
    assert_eq!(world.console("audit.export", input(true, "")).unwrap_err().code, "audit-refused-reason-needed");
    let masked = world.console("audit.export", input(false, REASON)).unwrap();
    assert!(!masked["csv"].as_str().unwrap().contains(PHONE));
    let open = world.console("audit.export", input(true, REASON)).unwrap();
    let csv = open["csv"].as_str().unwrap();
    assert!(
        csv.contains(PHONE) && csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\"") && csv.contains("\"'+heard wrong\""),
        "{csv}"
    );
    for cell in csv.trim_start_matches('\u{feff}').split("\r\n").flat_map(|row| row.split("\",\"")) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t']), "{cell}");
    }
    let reads = world
        .console("audit.search", json!({ "query": { "person_id": family.grace, "act": "audit.export" } }))
        .unwrap();
    let fields: Vec<Value> = lines(&reads).iter().map(|line| line["reads"][0]["fields"].clone()).collect();
    assert_eq!(fields, [json!(["disability", "phone_number", "document_number"]), json!([])]);
    let nothing = json!({ "query": { "number": "0700999888" }, "opening": opening(), "has_values": false });
    assert_eq!(world.console("audit.export", nothing).unwrap_err().code, "audit-refused-nothing-found");
}

#[test]
fn a_value_that_was_masked_is_never_taken_for_one() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let family = Family::new(&amina);
    world.everyone_syncs();
    family.changes_phone(&amina, "0799000111");
    family.changes_phone(&joseph, "0788000222");
    world.everyone_syncs();
    let conflict = world.console("conflict.list", json!({ "state": "open" })).unwrap()["conflicts"][0].clone();
    let settles = |value: &Value| json!({ "document_id": conflict["document_id"], "field": "phone_number", "item_id": conflict["item_id"], "value": value, "reason": null });
    let refused = world.console("conflict.resolve", settles(&conflict["values"][0]["value"])).unwrap_err();
    assert_eq!(refused.code, "conflict-refused-value-masked");
    let opened = world.console("registry.reveal", reveal(&family.grace)).unwrap()["persons"][0]["conflicts"][0].clone();
    assert_eq!(opened["values"].as_array().unwrap().len(), 2);
    world.console("conflict.resolve", settles(&opened["values"][0])).unwrap();
}
