//! Ghost controls: an officer who invents families is seen among honest ones, and a draw of families to visit is on record
//! for ever and judged by others than who registered them.

use std::rc::Rc;

use domain::change::Change;
use domain::oversight::draw::{Candidate, draw};
use domain::oversight::{Registrar, RevisitResult, VisitOutcome};
use domain::{Fact, Id, Instant};
use serde_json::{Value, json};
use stories::{Laptop, World, household};
use usecases::caller::Caller;
use usecases::{Failure, call};

/// Monday, 1 June 2026, 0:00 in Greenwich.
const MONDAY_MS: i64 = 1_780_272_000_000;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const REASON: &str = "the figures of May stand out";

fn member(given: &str, family: &str, sex: &str, born: &str, phone: Option<&str>, role: &str) -> Value {
    json!({ "given_name": given, "family_name": family, "other_names": null, "full_name": null, "name_other_script": null,
        "sex": sex, "birth": { "on": born, "precision": "day" }, "role": role, "civil_status": null, "education": null,
        "disability": null, "occupation": null, "phones": phone.into_iter().collect::<Vec<_>>(), "identity_documents": [] })
}

fn registers_at(laptop: &Laptop, area_id: &str, ms: i64, address: &str, members: &[Value]) -> String {
    let caller = Caller { now: Instant::from_ms(ms), ..laptop.caller() };
    let input = json!({ "area_id": area_id, "address": address, "dwelling": "owned", "water_source": "piped",
        "registered_on": "2026-06-01", "members": members, "consent": null, "draft_id": null });
    let done = call(laptop.store(), &caller, "registry.register", input).expect("a registration");
    done["household_id"].as_str().expect("an identity").to_owned()
}

/// Five families a day, an hour apart, no two alike.
fn works_honestly(laptop: &Laptop, area_id: &str, families: i64) {
    for at in 0..families {
        let ms = MONDAY_MS + at / 5 * DAY_MS + (8 + at % 5) * HOUR_MS;
        let family = format!("{}{}", laptop.name, char::from(b'a' + at as u8));
        let born = |years: i64, month: i64| format!("{}-{month:02}-17", 2026 - years);
        let head = member("Grace", &family, "2", &born(23 + at, 2 + at % 10), None, "head");
        let child = member("Baraka", &family, "1", &born(1 + at % 11, 3 + at % 9), None, "child");
        registers_at(laptop, area_id, ms, &format!("house {at} of {}", laptop.name), &[head, child]);
    }
}

/// One night's work at a table: the same family over and over.
fn invents(laptop: &Laptop, area_id: &str, families: i64) {
    for at in 0..families {
        let ms = MONDAY_MS + 6 * DAY_MS + 23 * HOUR_MS + at * MINUTE_MS;
        let family = format!("Ghost{}", char::from(b'a' + at as u8));
        let head = member("Salma", &family, "2", "1986-01-01", Some("0712345678"), "head");
        let child = member("Omar", &family, "1", "2016-01-01", None, "child");
        registers_at(laptop, area_id, ms, "near the school", &[head, child]);
    }
}

/// Four honest officers and one who invents families, all heard of by the hub.
fn district_with_a_ghost_maker(world: &World) -> Vec<Rc<Laptop>> {
    let laptops: Vec<Rc<Laptop>> = ["amina", "joseph", "ruth", "omar", "salma"].map(|name| world.laptop(name)).into();
    let village = laptops[0].area(&world.villages()[0]);
    for laptop in &laptops[..4] {
        works_honestly(laptop, &village, 24);
    }
    invents(&laptops[4], &village, 24);
    world.everyone_syncs();
    world.everyone_syncs();
    laptops
}

/// The hub charges a user with supervising, which their laptop hears.
fn supervises(world: &World, laptop: &Laptop) {
    let user = laptop.caller().user.to_string();
    let assignment = json!({ "role": "supervisor", "is_everywhere": true, "valid_from": null, "valid_until": null });
    world
        .console("user.assign", json!({ "user_id": user, "assignments": [assignment], "reason": null }))
        .expect("a supervisor");
    laptop.syncs();
    laptop.has_roles(&["supervisor"]);
}

fn at_hub(world: &World, laptop: &Laptop, area: &str, act: &str, input: Value) -> Result<Value, Failure> {
    let areas = vec![Id::parse(&laptop.area(area)).unwrap()];
    let grants = usecases::caller::standard(&["supervisor"]);
    call(world.hub(), &Caller { grants, areas, device: 0, ..laptop.caller() }, act, input)
}

fn figure(line: &Value, indicator: &str) -> Value {
    let figures = line["figures"].as_array().into_iter().flatten();
    figures.into_iter().find(|figure| figure["indicator"] == indicator).expect("a figure").clone()
}

#[test]
fn an_officer_who_invents_families_is_at_the_top_and_honest_ones_stand_out_nowhere() {
    let world = World::new();
    let laptops = district_with_a_ghost_maker(&world);
    for is_by_device in [false, true] {
        let told = world.console("oversight.overview", json!({ "work": { "is_by_device": is_by_device } })).unwrap();
        let lines = told["lines"].as_array().unwrap();
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0]["name"], if is_by_device { "salma's laptop" } else { "salma" });
        for indicator in [
            "night",
            "rest_day",
            "shared_phone",
            "same_words",
            "same_members",
            "first_of_january",
            "short_interval",
            "pace",
        ] {
            let found = figure(&lines[0], indicator);
            assert_eq!(found["stands_out"], true, "{indicator}: {found}");
            assert!(found["behind"].as_u64() >= Some(23) && found["peers_median"].is_number(), "{found}");
        }
        assert_eq!(figure(&lines[0], "night")["value"], 1.0);
        assert!(lines[1..].iter().all(|line| line["standing_out"] == 0), "{lines:#?}");
    }
    // Where the place is three hours before Greenwich, the night's work is of Monday morning and no day of rest.
    let work = json!({ "offset_minutes": 180, "rest_days": [7] });
    let told = world.console("oversight.overview", json!({ "work": work })).unwrap();
    assert_eq!(figure(&told["lines"][0], "rest_day")["value"], 0.0);
    // A laptop of the district comes to the same from its own rows.
    laptops[1].has_roles(&["supervisor"]);
    let at_laptop = laptops[1].does("oversight.overview", json!({}));
    assert_eq!(at_laptop["lines"], world.console("oversight.overview", json!({})).unwrap()["lines"]);
    for wrong in [
        json!({ "rest_days": [8] }),
        json!({ "offset_minutes": 900 }),
        json!({ "offset_minutes": i32::MIN }),
        json!({ "since_on": "someday" }),
    ] {
        let refused = world.console("oversight.overview", json!({ "work": wrong })).unwrap_err();
        assert_eq!(refused.code, "registry-refused-unknown-code");
    }
}

#[test]
fn a_laptop_that_loaded_a_pack_still_knows_whose_work_it_is() {
    let world = World::new();
    let (amina, salma) = (world.laptop("amina"), world.laptop("salma"));
    let village = amina.area(&world.villages()[0]);
    for _ in 0..3 {
        works_honestly(&amina, &village, 24);
    }
    invents(&salma, &village, 24);
    world.everyone_syncs();
    let late = world.laptop_unsynced("late", &[world.district()]);
    assert!(late.syncs().documents_loaded > 200, "documents without the commits that made them");
    late.has_roles(&["supervisor"]);
    let told = late.does("oversight.overview", json!({}));
    let names: Vec<&Value> = told["lines"].as_array().unwrap().iter().map(|line| &line["name"]).collect();
    assert!(names.contains(&&json!("amina")) && names.contains(&&json!("salma")), "{names:?}");
    assert!(told["lines"].as_array().unwrap().iter().all(|line| line["standing_out"] == 0), "two have no peers");
    world.everyone_syncs();
    world.all_hold_the_same(&[&amina, &salma, &late]);
}

#[test]
fn whose_figures_were_read_and_why_is_on_record() {
    let world = World::new();
    let laptops = district_with_a_ghost_maker(&world);
    let salma = laptops[4].caller().user.to_string();
    let ask = |reason: &str| json!({ "user_id": salma, "opening": { "purpose": "audit", "reason": reason } });
    assert_eq!(world.console("oversight.officer", ask("?")).unwrap_err().code, "audit-refused-reason-needed");
    let told = world.console("oversight.officer", ask(REASON)).unwrap();
    assert_eq!((&told["officer"]["name"], told["families"].as_array().unwrap().len()), (&json!("salma"), 24));
    let flags = told["families"][0]["indicators"].as_array().unwrap();
    assert!(flags.contains(&json!("night")) && flags.contains(&json!("shared_phone")), "{flags:?}");
    let record = world.console("audit.search", json!({ "query": { "act": "oversight.officer" } })).unwrap();
    let line = &record["lines"][0];
    assert_eq!((&line["by_user"], &line["reason"]), (&json!("Fatuma"), &json!("salma")));
    assert_eq!((&line["reads"][0]["reason"], &line["reads"][0]["subject_count"]), (&json!(REASON), &json!(24)));
    let nobody = json!({ "user_id": Id::<()>::NIL.to_string(), "opening": ask(REASON)["opening"] });
    assert_eq!(world.console("oversight.officer", nobody).unwrap_err().code, "shell-missing");
    // In another village nobody registered anything: there is nothing to see of her, and nothing of the others.
    let there = &world.villages()[1];
    let amina = &laptops[0];
    assert_eq!(at_hub(&world, amina, there, "oversight.officer", ask(REASON)).unwrap_err().code, "shell-missing");
    let overview = at_hub(&world, amina, there, "oversight.overview", json!({})).unwrap();
    assert_eq!(overview["lines"], json!([]));
}

#[test]
fn a_draw_is_fair_can_be_drawn_again_by_anybody_and_is_never_hidden() {
    let world = World::new();
    let laptops = district_with_a_ghost_maker(&world);
    let ruth = &laptops[2];
    supervises(&world, ruth);
    let village = ruth.area(&world.villages()[0]);
    let input = |size: u32| json!({ "area_id": village, "user_id": null, "size": size, "is_stratified": true });
    let first = ruth.does("oversight.draw_sample", input(15))["sample_id"].clone();
    let second = ruth.does("oversight.draw_sample", input(15))["sample_id"].clone();
    let told = ruth.does("oversight.list_samples", json!({ "sample_id": first }))["samples"][0].clone();
    assert_eq!((&told["size"], &told["frame_size"], &told["by_user"]), (&json!(15), &json!(120), &json!("ruth")));
    let officers = told["officers"].as_array().unwrap();
    assert!(officers.iter().all(|officer| officer["counts"]["waiting"] == 3), "{officers:#?}");
    // From the seed that is stated anybody comes to the same families.
    let mut frame = Vec::new();
    for laptop in &laptops {
        for row in laptop_households(laptop) {
            frame.push(Candidate { registrar: Some(Registrar::User(laptop.caller().user)), household: row });
        }
    }
    let seed = u64::from_str_radix(told["seed"].as_str().unwrap(), 16).unwrap();
    let mut chosen: Vec<String> = draw(&frame, 15, seed, true).iter().map(ToString::to_string).collect();
    let families = told["families"].as_array().unwrap().iter();
    let mut stated: Vec<String> = families.map(|row| row["household_id"].as_str().unwrap().to_owned()).collect();
    chosen.sort();
    stated.sort();
    assert_eq!(stated, chosen);
    // Both draws are seen by everybody who supervises there, the second one, too.
    world.everyone_syncs();
    laptops[0].has_roles(&["supervisor"]);
    for list in [
        laptops[0].does("oversight.list_samples", json!({})),
        world.console("oversight.list_samples", json!({})).unwrap(),
    ] {
        let samples = list["samples"].as_array().unwrap();
        let ids: Vec<&Value> = samples.iter().map(|sample| &sample["sample_id"]).collect();
        assert_eq!(ids, [&second, &first]);
        let with_families = |sample: &Value| sample["seed"] == told["seed"];
        assert!(samples.iter().any(with_families));
    }
    let there = at_hub(&world, ruth, &world.villages()[1], "oversight.list_samples", json!({})).unwrap();
    assert_eq!(there["samples"], json!([]));
    for (size, code) in [(0, "oversight-refused-too-many"), (201, "oversight-refused-too-many")] {
        assert_eq!(ruth.cannot("oversight.draw_sample", input(size)), code);
    }
    let elsewhere =
        json!({ "area_id": ruth.area(&world.villages()[1]), "user_id": null, "size": 5, "is_stratified": false });
    assert_eq!(ruth.cannot("oversight.draw_sample", elsewhere.clone()), "oversight-refused-nobody");
    let refused = at_hub(&world, ruth, &world.villages()[0], "oversight.draw_sample", elsewhere).unwrap_err();
    assert_eq!(refused.code, "registry-refused-area-out-of-scope");
    world.all_hold_the_same(&laptops.iter().map(Rc::as_ref).collect::<Vec<_>>());
}

/// Identities of the families a laptop's officer registered.
fn laptop_households(laptop: &Laptop) -> Vec<Id<domain::registry::Household>> {
    let device = laptop.caller().device.to_be_bytes();
    let device = device.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let of_rows = |row: &str| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let is_own = cells.first() == Some(&"household_origin") && cells[3].starts_with(&device);
        is_own.then(|| Id::parse(cells[2]).expect("an identity"))
    };
    laptop.rows().lines().filter_map(of_rows).collect()
}

/// Amina registers a family and another of the same village; ruth and omar supervise there.
fn drawn_family(world: &World) -> (Rc<Laptop>, Rc<Laptop>, Rc<Laptop>, String, String) {
    let (amina, ruth, omar) = (world.laptop("amina"), world.laptop("ruth"), world.laptop("omar"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    for laptop in [&amina, &ruth, &omar] {
        supervises(world, laptop);
    }
    world.everyone_syncs();
    let village = amina.area(&world.villages()[0]);
    let input = json!({ "area_id": village, "user_id": null, "size": 5, "is_stratified": false });
    let sample = ruth.does("oversight.draw_sample", input)["sample_id"].as_str().unwrap().to_owned();
    world.everyone_syncs();
    world.everyone_syncs();
    (amina, ruth, omar, sample, home)
}

fn visit(sample: &str, home: &str, outcome: &str) -> Value {
    json!({ "sample_id": sample, "household_id": home, "outcome": outcome, "note": "asked at the well", "visited_on": "2026-06-01" })
}

fn family(told: &Value) -> Value {
    told["samples"][0]["families"][0].clone()
}

#[test]
fn who_registered_a_family_does_not_say_what_was_found_there() {
    let world = World::new();
    let (amina, ruth, _, sample, home) = drawn_family(&world);
    let own = visit(&sample, &home, "found_as_registered");
    assert_eq!(amina.cannot("oversight.record_visit", own.clone()), "oversight-refused-own-family");
    let ask = json!({ "sample_id": sample });
    assert_eq!(family(&amina.does("oversight.list_samples", ask.clone()))["may_record"], false);
    // A program that does not ask the rule says it all the same: it is kept, shown and counts for nothing.
    states(&amina, &sample, &home, amina.caller().user);
    amina.syncs();
    ruth.syncs();
    let told = family(&ruth.does("oversight.list_samples", ask.clone()));
    assert_eq!((&told["state"], &told["visits"][0]["counts"]), (&json!("waiting"), &json!(false)));
    // In the name of somebody else it is not taken at all.
    states(&amina, &sample, &home, ruth.caller().user);
    amina.syncs();
    ruth.syncs();
    assert_eq!(family(&ruth.does("oversight.list_samples", ask.clone()))["visits"].as_array().unwrap().len(), 1);
    ruth.does("oversight.record_visit", visit(&sample, &home, "not_found"));
    ruth.syncs();
    let told = world.console("oversight.list_samples", ask).unwrap();
    assert_eq!((&family(&told)["state"], &told["samples"][0]["counts"]["not_found"]), (&json!("not_found"), &json!(1)));
}

/// States what a visit found without asking any rule.
fn states(laptop: &Laptop, sample: &str, home: &str, by: Id<domain::roster::User>) {
    let caller = laptop.caller();
    let author = caller.author("oversight.record_visit");
    let stated = laptop.store().write::<_, store::StoreFault>(&author, |writer| {
        let result = RevisitResult {
            id: writer.new_id(),
            sample: Id::parse(sample).unwrap(),
            household: Id::parse(home).unwrap(),
            outcome: VisitOutcome::FoundAsRegistered,
            note: None,
            visited_on: caller.today,
            by,
            device: caller.device,
            recorded_at: caller.now,
        };
        let area = writer.area_of(Id::parse(home).unwrap())?.unwrap();
        writer.commit(area, None, &Change { puts: Vec::new(), facts: vec![Fact::RevisitResult(result)] })
    });
    stated.expect("a commit");
}

#[test]
fn results_that_come_late_twice_or_apart_are_all_kept() {
    let world = World::new();
    let (amina, ruth, omar, sample, home) = drawn_family(&world);
    let ask = json!({ "sample_id": sample });
    for (input, code) in [
        (json!({ "visited_on": "2026-05-31" }), "oversight-refused-before-draw"),
        (json!({ "visited_on": "2026-06-02" }), "registry-refused-date-in-future"),
        (json!({ "visited_on": "yesterday" }), "registry-refused-unknown-code"),
        (json!({ "household_id": Id::<()>::NIL.to_string() }), "shell-missing"),
        (json!({ "sample_id": Id::<()>::NIL.to_string() }), "shell-missing"),
    ] {
        let mut wrong = visit(&sample, &home, "not_found");
        wrong.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        assert_eq!(ruth.cannot("oversight.record_visit", wrong), code);
    }
    let elsewhere =
        at_hub(&world, &ruth, &world.villages()[1], "oversight.record_visit", visit(&sample, &home, "refused"));
    assert_eq!(elsewhere.unwrap_err().code, "shell-missing");
    // Two go without hearing of each other; the one comes weeks after the other.
    ruth.does("oversight.record_visit", visit(&sample, &home, "not_found"));
    omar.does("oversight.record_visit", visit(&sample, &home, "found_as_registered"));
    ruth.syncs();
    world.passes(40);
    omar.syncs();
    world.everyone_syncs();
    world.everyone_syncs();
    for laptop in [&amina, &ruth, &omar] {
        let told = laptop.does("oversight.list_samples", ask.clone());
        assert_eq!(
            (&family(&told)["state"], family(&told)["visits"].as_array().unwrap().len()),
            (&json!("disputed"), 2)
        );
        assert_eq!(told["samples"][0]["counts"]["disputed"], 1);
    }
    let again = ruth.cannot("oversight.record_visit", visit(&sample, &home, "not_found"));
    assert_eq!(again, "oversight-refused-recorded");
    world.all_hold_the_same(&[&amina, &ruth, &omar]);
    // Rows are the same when they are made anew, and a laptop that leaves and comes back loses nothing.
    let before = world.hub_rows();
    world.hub_rebuilds();
    stories::assert_same(&before, &world.hub_rows(), "rows made anew");
}
