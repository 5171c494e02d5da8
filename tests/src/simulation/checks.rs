//! What must hold after healing.

use std::collections::BTreeSet;

use domain::{Area, Id};
use store::Store;
use store::read::witness::{WitnessKind, WitnessRow};
use sync::Hash;

use super::{History, Weather};
use crate::same::assert_same;
use crate::world::Laptop;

/// Checks everything; returns a hash over what everybody holds.
pub(super) fn check(history: &History) -> String {
    let (seed, hub) = (history.plan.seed, history.world.hub());
    let rows = history.world.hub_rows();
    let held = holdings(hub);
    for laptop in &history.laptops {
        check_laptop(history, laptop, &held, &rows);
    }
    let findings = store::verify::verify(hub).expect("the hub verifies").findings;
    assert!(findings.is_empty(), "seed {seed}: the hub: {findings:?}");
    history.world.hub_rebuilds();
    assert_same(&history.world.hub_rows(), &rows, &format!("seed {seed}: a rebuild of the hub gives other rows"));
    let set_aside = hub.read(|reader| reader.quarantine()).expect("the hub reads");
    assert!(set_aside.is_empty(), "seed {seed}: the hub set aside {set_aside:?}");
    if history.plan.weather != Weather::Disks {
        assert_eq!(lives(&history.laptops), history.lives, "seed {seed}: no disk was copied, and yet a chain parted");
    }
    for told in &history.told {
        assert!(rows.contains(told.as_str()), "seed {seed}: {told} was acknowledged and is missing");
    }
    check_erased(history);
    // Keys of devices are made by chance that no seed rules.
    let told: String =
        rows.lines().filter(|line| !line.starts_with("roster_device")).map(|line| format!("{line}\n")).collect();
    Hash::of(&[told.as_bytes(), held.as_bytes()]).to_string()
}

/// Whom the hub knows as erased nobody holds a word of. A hub that was restored from before the ruling may not know.
fn check_erased(history: &History) {
    let hub = history.world.hub();
    let is_known = |person: &str| {
        Id::parse(person).is_some_and(|id| hub.read(|reader| reader.erased_at(id)).expect("it reads").is_some())
    };
    let words: Vec<&str> =
        history.erased.iter().filter(|(person, _)| is_known(person)).map(|(_, word)| word.as_str()).collect();
    if words.is_empty() {
        return;
    }
    let stores = history.laptops.iter().map(|laptop| (laptop.name.as_str(), laptop.store()));
    for (name, store) in std::iter::once(("the hub", hub)).chain(stores) {
        let traces = store::trace::traces(store, &words).expect("it reads");
        assert!(traces.is_empty(), "seed {}: {name} still holds {traces:?}", history.plan.seed);
    }
}

fn check_laptop(history: &History, laptop: &Laptop, held: &str, rows: &str) {
    let (seed, store, name) = (history.plan.seed, laptop.store(), &laptop.name);
    let set_aside = store.read(|reader| reader.quarantine()).expect("it reads");
    assert!(set_aside.is_empty(), "seed {seed}: {name} set aside {set_aside:?}");
    let granted = granted(history, laptop);
    let within: String = held
        .lines()
        .filter(|line| granted.iter().any(|area| line.contains(area.as_str())))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_same(&holdings(store), &within, &format!("seed {seed}: {name} has other documents or facts"));
    let lights = laptop.lights();
    assert!(lights.starts_with("committed green · left green · held green"), "seed {seed}: {name} {lights}");
    let findings = store::verify::verify(store).expect("it verifies").findings;
    assert!(findings.is_empty(), "seed {seed}: {name}: {findings:?}");
    let found = store.read(|reader| reader.witness_findings()).expect("it reads");
    let is_quarrel = |row: &WitnessRow| row.kind != WitnessKind::Restored;
    assert!(!found.iter().any(is_quarrel), "seed {seed}: {name} doubts an honest hub: {found:?}");
    let before = laptop.rows();
    if history.plan.weather != Weather::Areas {
        assert_same(&before, rows, &format!("seed {seed}: {name} shows something else than the hub"));
    }
    laptop.rebuilds();
    assert_same(&laptop.rows(), &before, &format!("seed {seed}: {name}: a rebuild gives other rows"));
}

/// Where no disk is copied, nobody has a reason to begin a second life.
pub(super) fn lives(laptops: &[std::rc::Rc<Laptop>]) -> Vec<Option<sync::Incarnation>> {
    let life =
        |laptop: &std::rc::Rc<Laptop>| laptop.store().read(|reader| reader.standing()).expect("it reads").incarnation;
    laptops.iter().map(life).collect()
}

fn holdings(store: &Store) -> String {
    store::rebuild::holdings_as_text(store).expect("holdings")
}

/// The areas a laptop may hold, as they stand in the text of holdings.
fn granted(history: &History, laptop: &Laptop) -> BTreeSet<String> {
    let device = laptop.caller().device;
    let areas = history.world.hub().read(|reader| {
        let granted = reader.granted_areas(device)?;
        reader.feeds(&granted)
    });
    let mut areas = areas.expect("areas");
    areas.push(Id::<Area>::NIL);
    areas.iter().map(|area| format!("| {} |", area.to_string().replace('-', ""))).collect()
}
