//! A bulk carries whole histories: packed, unpacked and made again they give the same heads, and what is not well
//! written is refused.

use domain::change::Value;
use domain::{Area, Field, Id};
use proptest::prelude::*;
use sync::bulk::{BulkCommit, BulkDocument, digest};
use sync::document::Document;
use sync::fact::FactRecord;
use sync::field::Key;
use sync::replay::RawPut;
use sync::{Bulk, BulkBuilder, Hlc, Incarnation};

fn incarnation(device: u32) -> Incarnation {
    Incarnation { device, nonce: [device as u8; 8] }
}

fn put(field: Field, item: Option<u8>, value: Option<Value>) -> RawPut {
    RawPut { key: Key::of(field, item.map(|byte| Id::from_bytes([byte; 16]))), value }
}

fn commit_of(by: Incarnation, at: Hlc) -> Result<BulkCommit, std::convert::Infallible> {
    let area: Id<Area> = Id::from_bytes([9; 16]);
    let reason = (at.to_i64() % 3 == 0).then(|| "a visit".to_owned());
    let n = at.to_i64() as u64;
    Ok(BulkCommit {
        by,
        n,
        at,
        user: Id::from_bytes([by.device as u8; 16]),
        act: "registry.update".to_owned(),
        reason,
        area,
    })
}

/// Documents that three devices change together and apart.
fn documents(steps: &[(u32, u8, u8, bool)]) -> Vec<Document> {
    let mut at = 1;
    let mut made = Vec::new();
    for number in 0..3_u8 {
        let founding = [
            put(Field::GivenName, None, Some(Value::from("Grace"))),
            put(Field::Household, None, Some(Value::Reference([number; 16]))),
            put(Field::MemberRole, Some(number), Some(Value::from("head"))),
        ];
        let mut first = Document::new();
        let _ = first.author(incarnation(1), Hlc::from_i64(at), &founding);
        let mut held: Vec<Document> = (0..3).map(|_| Document::load(&first.save().unwrap()).unwrap()).collect();
        for (device, field, value, meets) in steps {
            at += 1;
            let here = (*device % 3) as usize;
            if *meets {
                let others: Vec<_> = held.iter().flat_map(Document::history).collect();
                for past in others {
                    let mut copy = Document::load(&held[here].save().unwrap()).unwrap();
                    let expected = sync::document::prefix(&past.hash);
                    if copy.replay(past.by, past.at, &past.dependencies, &past.puts, expected).is_ok() {
                        held[here] = copy;
                    }
                }
            }
            let field = [Field::GivenName, Field::FamilyName, Field::Occupation][*field as usize % 3];
            let text = if *value == 2 { "1992-05-17".to_owned() } else { format!("value {value}") };
            let value = (*value > 0).then(|| Value::from(text.as_str()));
            let _ = held[here].author(incarnation(*device), Hlc::from_i64(at), &[put(field, None, value)]);
        }
        made.push(held.swap_remove(0));
    }
    made
}

fn bulk_of(documents: &[Document]) -> Bulk {
    let mut builder = BulkBuilder::default();
    for (at, document) in documents.iter().enumerate() {
        let place = BulkDocument {
            kind: 1,
            id: Id::from_bytes([at as u8; 16]),
            home: Id::from_bytes([9; 16]),
            area: Id::from_bytes([8; 16]),
            moved_at: Hlc::ZERO,
            changes: Vec::new(),
        };
        builder.add_document(place, document, commit_of).unwrap();
    }
    let record = FactRecord { kind: 900, id: Id::from_bytes([5; 16]), body: b"{\"later\":true}".to_vec() };
    builder.add_fact(record, incarnation(2), Hlc::from_i64(77), commit_of).unwrap();
    builder.finish()
}

#[test]
fn words_that_are_named_again_count_again() {
    // One long reason, said by many: a few bytes each where it is written, all of it where it is read.
    let commit = |n: u64| BulkCommit {
        reason: Some("x".repeat(8_000)),
        ..commit_of(incarnation(1), Hlc::from_i64(n as i64)).unwrap()
    };
    let bulk = |commits: u64| Bulk {
        commits: (1..=commits).map(commit).collect(),
        documents: Vec::new(),
        facts: Vec::new(),
        digest: digest(std::iter::empty()),
    };
    let few = bulk(2_000).to_packed().unwrap();
    assert!(few.len() < 2_000 && Bulk::from_packed(&few).is_ok());
    assert!(bulk(3_000).to_packed().is_err(), "what no reader takes is not written");
}

#[test]
fn what_is_above_a_limit_of_its_readers_is_not_written() {
    let empty = || Bulk {
        commits: vec![commit_of(incarnation(1), Hlc::from_i64(1)).unwrap()],
        documents: Vec::new(),
        facts: Vec::new(),
        digest: digest(std::iter::empty()),
    };
    let with = |puts: Vec<RawPut>, changes: usize| {
        let change = sync::bulk::BulkChange { commit: 0, parents: Vec::new(), puts };
        let mut bulk = empty();
        bulk.documents.push(BulkDocument {
            kind: 1,
            id: Id::from_bytes([1; 16]),
            home: Id::NIL,
            area: Id::NIL,
            moved_at: Hlc::ZERO,
            changes: vec![change; changes],
        });
        bulk.to_packed().is_ok_and(|packed| Bulk::from_packed(&packed).as_ref() == Ok(&bulk))
    };
    let text = |length: usize| vec![put(Field::GivenName, None, Some(Value::Text("x".repeat(length))))];
    let flags = |count: u16| {
        (0..count).map(|number| RawPut { key: sync::field::Key { number, item: None }, value: Some(Value::Flag(true)) })
    };
    let numbers = |count: u16| flags(count).map(|put| RawPut { value: Some(Value::Number(1)), ..put }).collect();
    assert!(with(text(sync::limits::TEXT_BYTES_MAX), 1));
    assert!(!with(text(sync::limits::TEXT_BYTES_MAX + 1), 1));
    assert!(with(flags(5_000).collect(), 2));
    assert!(!with(flags(5_000).collect(), 401), "too many values");
    assert!(with(numbers(4_000), 1));
    assert!(!with(numbers(4_500), 1), "too many columns");
    let mut late = empty();
    late.commits[0].n = u64::MAX;
    assert!(late.to_packed().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn histories_come_out_as_they_went_in(steps in prop::collection::vec((1..4_u32, 0..3_u8, 0..4_u8, prop::bool::weighted(0.3)), 0..20)) {
        let documents = documents(&steps);
        let bulk = bulk_of(&documents);
        let read = Bulk::from_packed(&bulk.to_packed().unwrap()).unwrap();
        prop_assert_eq!(&read, &bulk);
        let mut heads = Vec::new();
        for (written, document) in read.documents.iter().zip(&documents) {
            let mut made = Document::new();
            read.rebuild(written, &mut made).unwrap();
            prop_assert_eq!(made.heads(), document.heads());
            prop_assert_eq!(made.save_plain(), document.save_plain());
            // Once more on top of what is held already: nothing changes.
            read.rebuild(written, &mut made).unwrap();
            prop_assert_eq!(made.heads(), document.heads());
            heads.push(made.heads());
        }
        prop_assert_eq!(digest(heads.iter().map(Vec::as_slice)), read.digest);
    }

    #[test]
    fn damaged_bulks_never_panic(at in any::<prop::sample::Index>(), bit in 0..8_u8, cut in any::<prop::sample::Index>()) {
        let mut packed = bulk_of(&documents(&[(1, 0, 1, false), (2, 0, 2, false), (3, 1, 1, true)])).to_packed().unwrap();
        let place = at.index(packed.len());
        packed[place] ^= 1 << bit;
        if let Ok(read) = Bulk::from_packed(&packed) {
            for written in &read.documents {
                let _ = read.rebuild(written, &mut Document::new());
            }
        }
        let _ = Bulk::from_packed(&packed[..cut.index(packed.len())]);
    }
}
