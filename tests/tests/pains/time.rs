//! Clocks that are wrong, programs of other years, and five years of work.

use std::path::Path;
use std::rc::Rc;

use domain::Id;
use domain::change::Value;
use serde_json::json;
use stories::{GREEN, Insider, Laptop, Traffic, World, household};
use sync::Payload;
use sync::fact::FactRecord;
use sync::field::Key;
use sync::replay::{DocumentChange, RawPut};
use sync::session::laptop::path;
use sync::session::message::{Message, PROTOCOL_OLDEST, PushReply, Verdict};
use sync::session::{HelloReply, Request};

/// Days from the first day of all stories, 1 June 2026, back to 1 January 1970.
const TO_1970: i64 = -20_605;
const TWO_YEARS: i64 = 730;
const DAY_MS: i64 = 86_400_000;

/// Amina's clock stands at 1970, Joseph's runs two years ahead, Ruth's is right.
pub fn wrong_clocks() {
    let world = World::new();
    let (amina, joseph, ruth) = (world.laptop("amina"), world.laptop("joseph"), world.laptop("ruth"));
    let shared = ruth.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.everyone_syncs();
    amina.has_clock_off_by(TO_1970);
    joseph.has_clock_off_by(TWO_YEARS);
    assert!(amina.caller().today.to_string().starts_with("1970-01"), "{}", amina.caller().today);
    let homes = [(&amina, "Otieno"), (&joseph, "Barasa")]
        .map(|(laptop, family)| laptop.registers(&household(family, &["Peter 51 m head"])));
    // Three acts at the same field: no clock settles what stands, and the latest clock does not win in silence.
    for (laptop, address) in [(&amina, "by the well"), (&joseph, "by the mill"), (&ruth, "by the road")] {
        laptop.sets_address(&shared, address);
    }
    world.everyone_syncs();
    for laptop in [&amina, &joseph, &ruth] {
        assert_eq!(laptop.open_conflicts()[0]["values"].as_array().unwrap().len(), 3, "{}", laptop.name);
        assert_eq!(homes.each_ref().map(|home| laptop.names(home)), [["Peter"], ["Peter"]]);
    }
    // The administrator is told how far each is off.
    let devices = world.console("device.list", json!({})).unwrap()["devices"].clone();
    let off_days = |at: usize| (devices[at]["clock_skew_ms"].as_i64().unwrap() + DAY_MS / 2).div_euclid(DAY_MS);
    assert_eq!((off_days(0), off_days(1), off_days(2)), (TO_1970, TWO_YEARS, 0), "{devices:#}");
    // Ruth settles it; the settlement stands although Joseph's clock says that it was two years ago.
    let conflict = ruth.open_conflicts().remove(0);
    let settles = json!({ "document_id": conflict["document_id"], "field": "address", "item_id": null, "value": "by the road", "reason": null });
    ruth.does("conflict.resolve", settles);
    world.everyone_syncs();
    // The clocks are set, and work goes on: what comes later counts as later.
    for laptop in [&amina, &joseph] {
        laptop.has_clock_off_by(0);
        assert_eq!(laptop.opens(&shared)["address"], "by the road", "{}", laptop.name);
        laptop.adds_member(
            &homes[0],
            "Otieno",
            &format!("Baby{} 0 f child", if laptop.name == "amina" { 'a' } else { 'j' }),
        );
    }
    joseph.sets_address(&shared, "by the school");
    world.everyone_syncs();
    amina.sets_address(&shared, "by the market");
    world.everyone_syncs();
    for laptop in [&amina, &joseph, &ruth] {
        assert_eq!(laptop.opens(&shared)["address"], "by the market", "{}", laptop.name);
        assert_eq!(laptop.names(&homes[0]), ["Peter", "Babya", "Babyj"], "{}", laptop.name);
        assert_eq!(laptop.lights(), GREEN);
    }
    world.all_hold_the_same(&[&amina, &joseph, &ruth]);
}

/// A laptop of the first release with unsent work is upgraded without a network, goes on, and sends to an upgraded hub;
/// the first release's own messages are answered; and what a later release writes is kept and handed on.
pub fn upgrade() {
    let release = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v01");
    let world = World::thaw(&release);
    let frozen = World::frozen_holdings(&release);
    assert_eq!(store::rebuild::holdings_as_text(world.hub()).unwrap(), frozen);
    let (amina, joseph) = (world.laptop_of("amina"), world.laptop_of("joseph"));
    for laptop in [&amina, &joseph] {
        assert_eq!((laptop.findings(), laptop.unsent()), (Vec::new(), 1), "{}", laptop.name);
    }
    goes_on(&world, &amina, &joseph);
    hears_an_older_program(&release);
    keeps_what_is_not_known_yet(&world, &amina, &joseph);
}

fn goes_on(world: &World, amina: &Laptop, joseph: &Laptop) {
    let hits = amina.does("registry.search", json!({ "text": "Wanjiru Njeri", "area_id": null }))["hits"].clone();
    let njeri = hits[0]["household_id"].as_str().expect("the unsent family is found").to_owned();
    amina.adds_member(&njeri, "Njeri", "Zawadi 0 f child");
    let home = amina.registers(&household("Barasa", &["Neema 20 f head"]));
    assert_eq!(amina.unsent(), 3);
    world.everyone_syncs();
    assert_eq!((joseph.names(&njeri).len(), joseph.names(&home)), (3, vec!["Neema".to_owned()]));
    assert!(world.hub_rows().contains("by the well"), "Joseph's unsent work came, too");
    for laptop in [amina, joseph] {
        assert!(laptop.lights().starts_with("committed green · left green · held green"), "{}", laptop.lights());
    }
    world.all_hold_the_same(&[amina, joseph]);
}

/// Laptops that nobody has upgraded yet say what the first release said, byte for byte, to an upgraded hub.
fn hears_an_older_program(release: &Path) {
    let world = World::thaw(release);
    let keys = ["amina", "joseph"].map(|name| {
        let laptop = world.laptop_of(name);
        (laptop.caller().device, laptop.store().signing_key().unwrap())
    });
    let (mut session, mut pushed) = ([0; 16], 0);
    for message in World::frozen_messages(release) {
        let said = Request::read(&message.request).unwrap();
        let (_, key) = keys.iter().find(|(device, _)| *device == said.device).unwrap();
        // A session is the hub's to give: all else is as it was written then.
        let is_hello = message.path == path::HELLO;
        let request = Request { session: if is_hello { [0; 16] } else { session }, ..said };
        let answer = world.hub_answers(&message.path, &request.seal(&message.path, key));
        let answer = answer.unwrap_or_else(|code| panic!("{}: {code}", message.path));
        if is_hello {
            session = HelloReply::from_bytes(&answer).unwrap().session;
        } else if message.path == path::PUSH {
            let verdict = PushReply::from_bytes(&answer).unwrap().receipts[0].verdict.clone();
            assert_eq!(verdict, Verdict::Duplicate, "the hub holds it, and says so");
            pushed += 1;
        }
    }
    assert!(pushed >= 2, "both sent something");
    let joseph = world.laptop_of("joseph");
    let mut older = Insider::of(&world, &joseph);
    let village = Id::parse(&joseph.area(&world.villages()[1])).unwrap();
    let chunk = older.chunk(village, Payload::default().to_bytes());
    assert_eq!(older.pushes_as(PROTOCOL_OLDEST, &chunk), Ok(Verdict::Held), "and takes what is new");
    world.hub_is_sound();
}

/// A field, a kind of document and a kind of fact of a later release.
fn keeps_what_is_not_known_yet(world: &World, amina: &Laptop, joseph: &Laptop) {
    let musa = world.laptop("musa");
    let mut later = Insider::of(world, &musa);
    later.incarnation.nonce = [8; 8];
    let village = Id::parse(&musa.area(&world.villages()[0])).unwrap();
    let put = |number: u16, text: &str| RawPut { key: Key { number, item: None }, value: Some(Value::from(text)) };
    let known = put(sync::field::line_of(domain::Field::Address).number, "a house of a later release");
    let mut hashes = Vec::new();
    let mut change = |kind: u8, puts: Vec<RawPut>| {
        let hash = sync::Document::new().author(later.incarnation, later.next_at(), &puts).unwrap();
        hashes.push(hash);
        let hash_prefix = sync::document::prefix(&hash);
        DocumentChange {
            kind,
            document: Id::from_bytes([kind; 16]),
            author: None,
            dependencies: Vec::new(),
            puts,
            hash_prefix,
        }
    };
    let changes = vec![
        change(2, vec![known, put(9_001, "a field of a later release")]),
        change(99, vec![put(9_002, "a kind of document of a later release")]),
    ];
    let fact = FactRecord { kind: 999, id: Id::from_bytes([77; 16]), body: br#"{"what":"a later release"}"#.to_vec() };
    let payload = Payload { changes, facts: vec![fact] };
    let chunk = later.chunk_with(village, payload.to_bytes(), &hashes);
    assert_eq!(later.pushes(&chunk), Ok(Verdict::Held));
    world.everyone_syncs();
    let held = store::rebuild::holdings_as_text(world.hub()).unwrap();
    for laptop in [amina, joseph] {
        assert_eq!(laptop.holdings(), held, "{}", laptop.name);
        assert!(laptop.rows().contains("a house of a later release"), "what is known of it is shown");
        assert_eq!(laptop.findings(), Vec::<String>::new());
    }
    // Work on top of it loses nothing of it, and it is handed on: by pack, by feed and by stick.
    let home = Id::<()>::from_bytes([2; 16]).to_string();
    joseph.sets_address(&home, "the same house");
    let ruth = world.laptop_unsynced("ruth", &[world.district()]);
    joseph.syncs();
    for (_, bytes) in joseph.writes_stick_for(&ruth, u64::MAX).unwrap() {
        ruth.reads_stick(&bytes).unwrap();
    }
    ruth.syncs();
    let held = store::rebuild::holdings_as_text(world.hub()).unwrap();
    assert_eq!(ruth.holdings(), held);
    assert!(ruth.lights().starts_with("committed green · left green · held green"), "{}", ruth.lights());
    ruth.rebuilds();
    assert_eq!(ruth.holdings(), held);
}

const YEARS: i64 = 5;
const FAMILIES: usize = 12;

/// One visit to each family every two months by one of three officers, who exchange every half year.
struct Years {
    world: World,
    officers: Vec<Rc<Laptop>>,
    /// Joined with the others, and then lay in a drawer.
    drawer: Rc<Laptop>,
    homes: Vec<String>,
    visits: usize,
}

impl Years {
    fn begin() -> Self {
        let world = World::new();
        let officers: Vec<Rc<Laptop>> = ["amina", "joseph", "salma"].iter().map(|name| world.laptop(name)).collect();
        let drawer = world.laptop("drawer");
        let villages = world.villages();
        let homes = (0..FAMILIES)
            .map(|at| {
                let family = household(&format!("Family{at}"), &["Grace 34 f head 0712345678", "Baraka 2 m child"]);
                officers[at % 3].registers_in(&villages[at % 4], &family)
            })
            .collect();
        let years = Self { world, officers, drawer, homes, visits: 0 };
        years.exchange();
        years
    }

    /// What the last one brings reaches the first.
    fn exchange(&self) {
        for officer in self.officers.iter().chain(&self.officers) {
            officer.syncs();
        }
    }

    fn year(&mut self) {
        for _ in 0..2 {
            for _ in 0..3 {
                self.world.passes(61);
                for at in 0..FAMILIES {
                    self.visits += 1;
                    self.visit(at);
                }
            }
            self.exchange();
        }
    }

    fn visit(&self, at: usize) {
        let (officer, home, visit) = (&self.officers[(at + self.visits / FAMILIES) % 3], &self.homes[at], self.visits);
        match visit % 4 {
            0 => drop(officer.adds_member(home, &format!("Family{at}"), &format!("Child{} 0 f child", letters(visit)))),
            1 => {
                let grace = officer.opens(home)["members"][0]["person"].clone();
                let phone = json!({ "person_id": grace["person_id"], "item_id": grace["phones"][0]["item_id"], "number": format!("07{visit:08}") });
                officer.does("registry.update_phone", phone);
            }
            2 => {
                let consent = json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": officer.caller().today.to_string() });
                officer.does("registry.record_consent", consent);
            }
            _ => officer.sets_address(home, &format!("House {visit}")),
        }
    }

    /// What an exchange costs in which nothing is new, and one with one changed address.
    fn costs(&self) -> (Traffic, Traffic) {
        let officer = &self.officers[0];
        officer.syncs();
        let (nothing, _) = officer.syncs_counted();
        officer.sets_address(&self.homes[0], &format!("Plot {:05}", self.visits));
        let (one, summary) = officer.syncs_counted();
        assert_eq!((summary.commits_sent, summary.is_proven), (1, true), "{summary:?}");
        (nothing, one)
    }
}

/// A number as letters, since names have no digits.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { format!("{}{last}", letters(number / 26)) }
}

/// Delivered in any order, and a week's exchange after five years weighs what it weighed after one.
pub fn five_years() {
    let mut years = Years::begin();
    years.year();
    let after_one = years.costs();
    for _ in 1..YEARS {
        years.year();
    }
    let after_five = years.costs();
    println!("{} visits; an exchange after one year {after_one:?}, after five {after_five:?}", years.visits);
    // What is exchanged is what is new: history weighs nothing.
    for (early, late) in [(after_one.0, after_five.0), (after_one.1, after_five.1)] {
        assert_eq!(early.requests, late.requests);
        assert!(late.bytes <= early.bytes + 64, "{late:?} after five years, {early:?} after one");
    }
    years.exchange();
    // Everything there is, in small parts, to a laptop that has heard nothing since: shuffled, and each part twice.
    let (amina, fresh) = (&years.officers[0], &years.drawer);
    assert!(!fresh.rows().contains("Grace"));
    let mut parts = amina.writes_stick_for(fresh, 8_000).unwrap();
    assert!(parts.len() > 8, "{} parts", parts.len());
    let once = parts.clone();
    parts.extend(once);
    let mut chance = stories::simulation::Chance::new(20);
    for at in (1..parts.len()).rev() {
        parts.swap(at, chance.below(at + 1));
    }
    for (_, bytes) in &parts {
        let read = fresh.reads_stick(bytes).unwrap();
        assert_eq!((read.refused, read.quarantined), (0, 0), "{read:?}");
    }
    let held = amina.holdings();
    stories::assert_same(&fresh.holdings(), &held, "the fresh laptop holds something else");
    stories::assert_same(&fresh.rows(), &amina.rows(), "the fresh laptop shows something else");
    // Digests are compared at the hub: equal, with nothing to mend and no chunk to send or fetch.
    let summary = fresh.syncs();
    let moved = (summary.chunks_sent, summary.commits_received, summary.documents_loaded, summary.mended);
    assert_eq!((moved, summary.is_proven), ((0, 0, 0, 0), true), "{summary:?}");
    assert_eq!(amina.rows().lines().filter(|row| row.starts_with("consent |")).count(), years.visits / 4);
    years.world.all_hold_the_same(&[amina, fresh]);
}
