//! Many people on one laptop, and many registrations without a network.

use std::collections::BTreeSet;
use std::env;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stories::{GREEN, Laptop, World};

/// People of a run of all tests; `PAMOJA_CASELOAD=300000` is the promise.
const PEOPLE: usize = 4_000;
/// The promise.
const PROMISED: u64 = 300_000;
/// Families each of two laptops registers in a run of all tests; `PAMOJA_REGISTRATIONS=10000` is a season without a network.
const REGISTRATIONS: usize = 400;

fn number(name: &str, otherwise: usize) -> usize {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// An invented household as the screen sends it.
fn input(area: &str, invented: &demo::Household) -> Value {
    let members: Vec<Value> = invented
        .members
        .iter()
        .map(|member| {
            let birth = member.birth_on.as_ref().map(|on| json!({ "on": on, "precision": member.birth_precision }));
            json!({ "given_name": member.given_name, "family_name": member.family_name, "other_names": member.other_names,
                    "name_other_script": member.name_other_script, "sex": member.sex.to_string(), "birth": birth, "role": member.role,
                    "civil_status": member.civil_status, "education": member.education, "disability": member.disability,
                    "phones": member.phones, "identity_documents": [] })
        })
        .collect();
    json!({ "area_id": area, "address": invented.address, "dwelling": invented.dwelling, "water_source": invented.water_source,
            "registered_on": invented.registered_on, "members": members, "consent": null, "draft_id": null })
}

/// Registers invented households, one visit after the other, from this one on until so many people are registered or so
/// many families; returns the answers with what was told.
fn registers(laptop: &Laptop, from: u32, people: usize, families: usize) -> Vec<(demo::Household, Value)> {
    let areas = laptop.does("area.list", json!({}))["areas"].clone();
    let area = |code: &str| {
        let found = areas.as_array().unwrap().iter().find(|area| area["code"] == code);
        found.and_then(|area| area["area_id"].as_str()).unwrap().to_owned()
    };
    let district = demo::District::new(1);
    let (mut registered, mut count) = (Vec::new(), 0);
    for index in from.. {
        if count >= people || registered.len() >= families {
            break;
        }
        let invented = district.household(index);
        count += invented.members.len();
        let answer = laptop.does("registry.register", input(&area(&invented.area_code), &invented));
        registered.push((invented, answer));
    }
    registered
}

fn percentiles(mut took: Vec<Duration>) -> (Duration, Duration) {
    took.sort_unstable();
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    (at(50), at(99))
}

/// What stands in the code against the promise: each limit as the number of people it leaves room for. A household of five
/// is six documents and one commit; a chunk of 96 KB holds fifty of them and more, a pack some 50 bytes a document.
fn limits() -> Vec<(&'static str, u64)> {
    use store::limits as kept;
    use sync::limits as sent;
    let people_of_documents = |documents: u64| documents / 6 * 5;
    let people_of_chunks = |chunks: u64| chunks * 50 * 5;
    let people_of_bytes = |bytes: u64| people_of_documents(bytes / 100);
    vec![
        ("blocks of the pack of one area", people_of_documents(sent::BLOCKS_MAX as u64 * sent::BLOCK_DOCUMENTS as u64)),
        ("areas of a laptop, with a hundred people each", sent::AREAS_MAX as u64 * 100),
        ("chunks of a stick", people_of_chunks(kept::BUNDLE_CHUNKS_MAX as u64)),
        ("bytes of a part that is carried", people_of_bytes(kept::CARRIED_PART_BYTES_MAX)),
        ("bytes of parts of a stick", people_of_bytes(sync::bundle::PART_BYTES * u64::from(sync::bundle::PARTS_MAX))),
        ("bytes that wait for earlier ones", people_of_bytes(kept::WAITING_BYTES_MAX as u64)),
        ("bytes of a rescue", people_of_bytes(store::exchange::rescue::RESCUE_BYTES_MAX)),
        ("numbers of four signs", 32_u64.pow(4)),
    ]
}

/// A laptop with so many people: each is found, each household opens, all goes to the hub, and another laptop takes it over.
pub fn caseload() {
    for (what, people) in limits() {
        assert!(people >= PROMISED, "{what}: {people} people");
    }
    let people = number("PAMOJA_CASELOAD", PEOPLE);
    let world = World::new();
    world.passes(30); // the day on which the invented families are looked at
    let amina = world.laptop("amina");
    let began = Instant::now();
    let registered = registers(&amina, 0, people, usize::MAX);
    let registering = began.elapsed();
    let (mut searches, mut openings) = (Vec::new(), Vec::new());
    for (invented, answer) in registered.iter().step_by((registered.len() / 200).max(1)) {
        let head = &invented.members[0];
        let text = format!("{} {}", head.given_name, head.family_name.as_deref().unwrap_or_default());
        let number = answer["persons"][0]["number"].as_str().unwrap();
        let began = Instant::now();
        let named = amina.does("registry.search", json!({ "text": text, "area_id": null }));
        searches.push(began.elapsed());
        assert!(!named["hits"].as_array().unwrap().is_empty(), "{text}: {invented:?}");
        let hits = amina.does("registry.search", json!({ "text": number, "area_id": null }))["hits"].clone();
        assert_eq!(hits[0]["household_id"], answer["household_id"], "{number}");
        let began = Instant::now();
        let page = amina.opens(answer["household_id"].as_str().unwrap());
        openings.push(began.elapsed());
        assert_eq!(page["members"].as_array().unwrap().len(), invented.members.len());
    }
    let overview = amina.does("today.overview", json!({}));
    assert_eq!(overview["households"], registered.len());
    let held = overview["persons"].as_u64().unwrap();
    let (file, log) = amina.store().file_bytes();
    println!("{held} people in {} households registered in {registering:?}: {} bytes", registered.len(), file + log);
    println!("search p50/p99 {:?}, opening {:?}", percentiles(searches), percentiles(openings));
    assert!(held >= people as u64);
    let began = Instant::now();
    let (sent, summary) = amina.syncs_counted();
    assert_eq!((summary.commits_sent, summary.refused + summary.quarantined), (registered.len() as u64, 0));
    println!("sent in {:?}: {} bytes", began.elapsed(), sent.bytes);
    let joseph = world.laptop_unsynced("joseph", &[world.district()]);
    let began = Instant::now();
    let (loaded, _) = joseph.syncs_counted();
    assert_eq!(joseph.does("today.overview", json!({}))["persons"], held);
    println!("taken over by another laptop in {:?}: {} bytes", began.elapsed(), loaded.bytes);
    world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(laptop.lights(), GREEN);
    }
    assert_eq!(amina.holdings(), joseph.holdings());
}

/// Two laptops register a season's families without a network: no number ends, none is given twice, everything is sent.
pub fn numbers() {
    let count = number("PAMOJA_REGISTRATIONS", REGISTRATIONS);
    let world = World::new();
    world.passes(30); // the day on which the invented families are looked at
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let began = Instant::now();
    let registered = [(&amina, 0), (&joseph, 1_000_000)].map(|(laptop, from)| {
        registers(laptop, from, usize::MAX, count).into_iter().map(|(_, answer)| answer).collect::<Vec<_>>()
    });
    let registering = began.elapsed();
    let (mut numbers, mut given) = (BTreeSet::new(), 0);
    for answer in registered.iter().flatten() {
        let persons = answer["persons"].as_array().unwrap();
        for number in persons.iter().map(|person| &person["number"]).chain([&answer["number"]]) {
            let number = number.as_str().unwrap();
            assert!(number.len() <= 16, "{number} does not fit on paper");
            numbers.insert(number.to_owned());
            given += 1;
        }
    }
    assert_eq!(numbers.len(), given, "no number twice");
    assert_eq!((amina.unsent(), joseph.unsent()), (count as u64, count as u64));
    let began = Instant::now();
    world.everyone_syncs();
    println!(
        "2 × {count} families, {given} numbers: registered in {registering:?}, exchanged in {:?}",
        began.elapsed()
    );
    for laptop in [&amina, &joseph] {
        assert_eq!((laptop.lights().as_str(), laptop.unsent()), (GREEN, 0));
        assert_eq!(laptop.does("today.overview", json!({}))["households"], 2 * count);
        // The last number of the other one is found as it is read out.
        for answers in &registered {
            let last = answers.last().unwrap();
            let said = last["number"].as_str().unwrap().replace('-', " ").to_lowercase();
            let hits = laptop.does("registry.search", json!({ "text": said, "area_id": null }))["hits"].clone();
            assert_eq!(hits[0]["household_id"], last["household_id"], "{said}");
        }
    }
    assert_eq!(amina.rows(), world.hub_rows());
    many_lives(&amina);
}

/// A laptop whose disk was put back so often that its numbers need another sign for its lives: they are still found.
fn many_lives(laptop: &Laptop) {
    let author = laptop.caller().author("device.restore");
    for _ in 0..40 {
        laptop.store().write::<_, store::StoreFault>(&author, |writer| writer.begin_again()).unwrap();
    }
    let (_, answer) = registers(laptop, 2_000_000, usize::MAX, 1).remove(0);
    for number in [&answer["number"], &answer["persons"][0]["number"]] {
        let said = number.as_str().unwrap().replace('-', " ");
        let hits = laptop.does("registry.search", json!({ "text": said, "area_id": null }))["hits"].clone();
        assert_eq!(hits[0]["household_id"], answer["household_id"], "{said}");
    }
}
