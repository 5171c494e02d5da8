//! Replay is the foundation: what any receiver computes, in any order of arrival, must equal what the authors saw.

use domain::change::Value;
use domain::{Field, Id};
use proptest::prelude::*;
use sync::document::{Document, ReplayRefusal, prefix};
use sync::field::Key;
use sync::replay::{HashPrefix, RawPut};
use sync::{Hlc, Incarnation};

/// One change as it would travel.
#[derive(Debug, Clone)]
struct Travelling {
    by: Incarnation,
    at: Hlc,
    dependencies: Vec<HashPrefix>,
    puts: Vec<RawPut>,
    hash: sync::Hash,
}

fn incarnation(device: u32) -> Incarnation {
    Incarnation { device, nonce: [device as u8; 8] }
}

fn put(field: Field, item: Option<u8>, value: &str) -> RawPut {
    let item = item.map(|byte| Id::from_bytes([byte; 16]));
    RawPut { key: Key::of(field, item), value: (!value.is_empty()).then(|| Value::from(value)) }
}

fn author(document: &mut Document, by: Incarnation, at: i64, puts: Vec<RawPut>) -> Option<Travelling> {
    let dependencies = document.dependencies();
    let at = Hlc::from_i64(at);
    let hash = document.author(by, at, &puts).ok()?;
    Some(Travelling { by, at, dependencies, puts, hash })
}

fn replay(document: &mut Document, change: &Travelling) -> Result<sync::Hash, ReplayRefusal> {
    document.replay(change.by, change.at, &change.dependencies, &change.puts, prefix(&change.hash))
}

/// What three officers do: each step is an officer, a field, a value, and whether they exchange before it.
fn steps() -> impl Strategy<Value = Vec<(u32, u8, u8, bool)>> {
    prop::collection::vec((1..4_u32, 0..5_u8, 0..4_u8, prop::bool::weighted(0.3)), 1..30)
}

fn founding() -> (Document, Travelling) {
    let mut document = Document::new();
    let puts = vec![
        put(Field::Number, None, "P001"),
        put(Field::GivenName, None, "Grace"),
        put(Field::PhoneNumber, Some(1), "0712"),
    ];
    let change = author(&mut document, incarnation(1), 1, puts).expect("a founding change");
    (document, change)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_order_of_arrival_gives_the_same_document(steps in steps(), seed: u64) {
        let (founded, first) = founding();
        let packed = founded.save().unwrap();
        let mut officers: Vec<Document> = (0..4).map(|_| Document::load(&packed).unwrap()).collect();
        let mut changes = vec![first];
        let mut seen = [1_usize; 4];
        for (index, (officer, field, value, exchange)) in steps.into_iter().enumerate() {
            let at = officer as usize;
            if exchange {
                for change in &changes[seen[at]..] {
                    replay(&mut officers[at], change).unwrap();
                }
                seen[at] = changes.len();
            }
            let text = ["", "Amina", "Joseph", "Neema"][usize::from(value)];
            let field = match field {
                0 => put(Field::GivenName, None, text),
                1 => put(Field::FamilyName, None, text),
                2 => put(Field::PhoneNumber, Some(1), text),
                3 => put(Field::PhoneNumber, Some(2), text),
                _ => put(Field::CivilStatus, None, text),
            };
            // An officer's own changes are in their document already; `seen` is only about what arrives.
            if let Some(change) = author(&mut officers[at], incarnation(officer), 100 + index as i64, vec![field]) {
                changes.push(change);
            }
        }
        let mut everything = Document::new();
        for change in &changes {
            prop_assert_eq!(replay(&mut everything, change).unwrap(), change.hash);
        }
        // A shuffled arrival: what lacks a dependency waits and is tried again.
        let mut waiting = changes.clone();
        let mut state = seed | 1;
        let mut shuffled = Document::new();
        while !waiting.is_empty() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % waiting.len();
            match replay(&mut shuffled, &waiting[at]) {
                Ok(_) => { waiting.swap_remove(at); }
                Err(refusal) => prop_assert_eq!(refusal, ReplayRefusal::MissingDependency),
            }
        }
        prop_assert_eq!(shuffled.heads(), everything.heads());
        prop_assert_eq!(shuffled.values(), everything.values());
        prop_assert_eq!(shuffled.conflicts(), everything.conflicts());
        // The live document is its reload.
        let reloaded = Document::load(&everything.save().unwrap()).unwrap();
        prop_assert_eq!(reloaded.heads(), everything.heads());
        prop_assert_eq!(reloaded.values(), everything.values());
        // What the document tells of its past can be handed on, and gives the same document again.
        let mut handed = Document::new();
        for past in everything.history() {
            let hash = handed.replay(past.by, past.at, &past.dependencies, &past.puts, prefix(&past.hash));
            prop_assert_eq!(hash, Ok(past.hash));
        }
        prop_assert_eq!(handed.heads(), everything.heads());
    }
}

#[test]
fn two_values_written_apart_both_stand() {
    let (founded, _) = founding();
    let packed = founded.save().unwrap();
    let (mut amina, mut joseph) = (Document::load(&packed).unwrap(), Document::load(&packed).unwrap());
    let first = author(&mut amina, incarnation(1), 10, vec![put(Field::PhoneNumber, Some(1), "0799")]).unwrap();
    let second = author(&mut joseph, incarnation(2), 5, vec![put(Field::PhoneNumber, Some(1), "0788")]).unwrap();
    replay(&mut amina, &second).unwrap();
    replay(&mut joseph, &first).unwrap();
    assert_eq!(amina.heads(), joseph.heads());
    let conflicts = amina.conflicts();
    assert_eq!(conflicts.len(), 1);
    let values: Vec<_> =
        conflicts[0].standing.iter().map(|standing| standing.value.clone().unwrap().to_text()).collect();
    assert_eq!(values.len(), 2);
    assert!(values.contains(&"0799".to_owned()) && values.contains(&"0788".to_owned()));
    assert_eq!(conflicts[0].last_agreed, Some(Value::from("0712")));
    // Settling on the winner's own value is still a settlement.
    let winner = amina.values()[&conflicts[0].key].to_text();
    let settled = author(&mut amina, incarnation(1), 20, vec![put(Field::PhoneNumber, Some(1), &winner)]).unwrap();
    replay(&mut joseph, &settled).unwrap();
    assert!(joseph.conflicts().is_empty());
    assert_eq!(joseph.heads(), amina.heads());
}

#[test]
fn a_change_that_was_tampered_with_is_refused() {
    let (founded, first) = founding();
    let mut receiver = Document::new();
    let mut forged = first.clone();
    forged.puts[1] = put(Field::GivenName, None, "Graze");
    assert_eq!(replay(&mut receiver, &forged), Err(ReplayRefusal::HashDiffers));
    let mut receiver = Document::new();
    assert_eq!(replay(&mut receiver, &first), Ok(first.hash));
    assert_eq!(receiver.heads(), founded.heads());
}

/// If one of these changes, documents of the field can no longer be replayed: the Automerge version must not change
/// without a step that keeps both.
#[test]
fn golden_hashes_stand() {
    let (mut document, first) = founding();
    let second = author(
        &mut document,
        incarnation(2),
        1 << 20,
        vec![put(Field::FamilyName, None, "Mwangi"), put(Field::DiedOn, None, "")],
    )
    .unwrap();
    let third = author(
        &mut document,
        incarnation(1),
        1 << 21,
        vec![
            RawPut { key: Key::of(Field::Household, None), value: Some(Value::Reference([7; 16])) },
            RawPut { key: Key::of(Field::PhoneRemoved, Some(Id::from_bytes([1; 16]))), value: Some(Value::Flag(true)) },
            RawPut { key: Key { number: 900, item: None }, value: Some(Value::Number(-42)) },
        ],
    )
    .unwrap();
    let hashes: Vec<String> = [first, second, third].iter().map(|change| change.hash.to_string()).collect();
    assert_eq!(
        hashes,
        [
            "4560a5019f94c146eeb4ec028b72a119248d52094653488f01035e00f84388e9",
            "2b38c01260d025c3c741dcc9447527d50e54a554af55d9da29ecd60dbb68f725",
            "f79e023102af8658520ec4d483737ee81d14ddf47d24c9246ad779070e8ee8b9",
        ]
    );
}

/// Found by fuzzing: the difference of two instants overflowed inside Automerge.
#[test]
fn an_instant_that_no_clock_says_is_refused() {
    let (mut document, _) = founding();
    let puts = vec![put(Field::GivenName, None, "Gracie")];
    let dependencies = document.dependencies();
    for at in [-1, i64::MIN] {
        let at = Hlc::from_i64(at);
        let refused = Err(ReplayRefusal::NotAChange("an instant before 1970"));
        assert_eq!(document.replay(incarnation(2), at, &dependencies, &puts, [0; 4]), refused);
        assert_eq!(document.author(incarnation(2), at, &puts), refused);
    }
    for (at, name) in [(i64::MAX, "Gracia"), (2, "Grazia"), (i64::MAX - 1, "Greta")] {
        document.author(incarnation(2), Hlc::from_i64(at), &[put(Field::GivenName, None, name)]).unwrap();
        let again = Document::load(&document.save().unwrap()).unwrap();
        assert_eq!(again.heads(), document.heads());
    }
}
