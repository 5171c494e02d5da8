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

/// Five years of visits to a village are more changes than a reader takes at once.
#[test]
fn a_bulk_says_when_it_is_full_and_is_still_read_then() {
    let long = "x".repeat(10_000);
    for text in ["by the well", long.as_str()] {
        let (mut builder, mut at, mut number) = (BulkBuilder::default(), 0, 0_u16);
        while !builder.is_full() {
            let mut document = Document::new();
            for _ in 0..60 {
                at += 1;
                let address = put(Field::Address, None, Some(Value::from(format!("{text} {at}").as_str())));
                document.author(incarnation(1), Hlc::from_i64(at), &[address]).unwrap();
            }
            let mut id = [0; 16];
            id[..2].copy_from_slice(&number.to_be_bytes());
            number += 1;
            let place = BulkDocument {
                kind: 2,
                id: Id::from_bytes(id),
                home: Id::from_bytes([9; 16]),
                area: Id::from_bytes([8; 16]),
                moved_at: Hlc::ZERO,
                changes: Vec::new(),
            };
            builder.add_document(place, &document, commit_of).unwrap();
        }
        assert!(at < sync::limits::BULK_ITEMS_MAX as i64, "{at} changes and commits");
        let bulk = builder.finish();
        assert_eq!(bulk.documents.len(), usize::from(number));
        let read = Bulk::from_packed(&bulk.to_packed().unwrap()).unwrap();
        assert_eq!((read.commits.len(), read.digest), (at as usize, bulk.digest));
    }
}
