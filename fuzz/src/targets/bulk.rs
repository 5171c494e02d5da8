//! Bulks: documents and facts column by column, as first loads and repairs carry them.

use arbitrary::{Result, Unstructured};
use domain::change::Value;
use domain::{Area, Field, Id};
use sync::bulk::{BulkChange, BulkCommit, BulkDocument, BulkFact, digest};
use sync::codec::{Reader, Writer};
use sync::fact::FactRecord;
use sync::field::Key;
use sync::pack::unpack_body;
use sync::replay::RawPut;
use sync::{Bulk, Document, Hash, Hlc, Incarnation};

use super::field;

/// Length of the mark and the plain length before the packed columns.
const PREFIX_BYTES: usize = 8;
/// Changes that are made again for one input: each costs what the ones before it come to.
const CHANGES_MAX: usize = 300;

/// A bulk. The first byte says how the rest is meant: as it arrives, or as columns (number and length, two bytes each,
/// then the bytes), which are put behind lengths that are right.
pub fn bulk(bytes: &[u8]) {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let read = if how % 2 == 0 { Bulk::from_packed(bytes) } else { Bulk::from_packed(&packed(&columns(bytes))) };
    if let Ok(bulk) = read {
        look(&bulk);
    }
}

fn look(bulk: &Bulk) {
    let told: usize = bulk.commits.iter().map(|it| it.act.len() + it.reason.as_ref().map_or(0, String::len)).sum();
    assert!(told <= sync::limits::BULK_WORD_BYTES_MAX, "a word that is named again is a word again");
    assert!(bulk.commits.iter().all(|commit| i64::try_from(commit.n).is_ok()), "a number that a store can keep");
    let written = bulk.to_packed().expect("what was read can be written");
    assert_eq!(Bulk::from_packed(&written).as_ref(), Ok(bulk), "a bulk reads back as what it is");
    for document in bulk.documents.iter().filter(|document| document.changes.len() <= CHANGES_MAX) {
        let mut made = Document::new();
        if bulk.rebuild(document, &mut made).is_err() {
            continue;
        }
        let heads = made.heads();
        assert!(bulk.rebuild(document, &mut made).is_ok(), "what is known is taken again");
        assert_eq!(made.heads(), heads, "what is known changes nothing");
        let _ = (made.values(), made.conflicts(), made.history());
    }
}

/// Columns behind one header whose lengths are right.
fn columns(bytes: &[u8]) -> Vec<u8> {
    let mut reader = Reader::new(bytes);
    let mut found: Vec<(u16, &[u8])> = Vec::new();
    while let (Ok(number), Ok(length)) = (reader.fixed(), reader.fixed()) {
        let length = usize::from(u16::from_be_bytes(length)).min(reader.remaining());
        found.push((u16::from_be_bytes(number), reader.take(length).unwrap_or_default()));
    }
    let mut writer = Writer::default();
    writer.number(found.len() as u64);
    for (number, bytes) in &found {
        writer.number(u64::from(*number));
        writer.number(bytes.len() as u64);
    }
    found.iter().for_each(|(_, bytes)| writer.fixed(bytes));
    writer.bytes
}

/// The other way round: a bulk's columns as an input.
fn as_input(packed: &[u8]) -> Option<Vec<u8>> {
    let length = u32::from_be_bytes(packed.get(4..PREFIX_BYTES)?.try_into().ok()?) as usize;
    let plain = unpack_body(&packed[PREFIX_BYTES..], length).ok()?;
    let mut reader = Reader::new(&plain);
    let lengths: Vec<(u64, u64)> = (0..reader.number().ok()?)
        .map(|_| Some((reader.number().ok()?, reader.number().ok()?)))
        .collect::<Option<_>>()?;
    let mut input = vec![1];
    for (number, length) in lengths {
        input.extend(u16::try_from(number).ok()?.to_be_bytes());
        input.extend(u16::try_from(length).ok()?.to_be_bytes());
        input.extend(reader.take(length as usize).ok()?);
    }
    Some(input)
}

/// Plain columns as a bulk: in a frame that stores them as they are, so that nothing is spent on making them small.
fn packed(plain: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 1 << 16;
    let length = plain.len() as u32;
    let mut bytes = [b"PJB1".as_slice(), &length.to_be_bytes()].concat();
    // RFC 8878: the mark, one segment with its length in four bytes, then raw blocks.
    bytes.extend([0x28, 0xb5, 0x2f, 0xfd, 0xa0]);
    bytes.extend(length.to_le_bytes());
    let count = plain.len().div_ceil(BLOCK).max(1);
    for at in 0..count {
        let block = &plain[at * BLOCK..plain.len().min((at + 1) * BLOCK)];
        let header = (block.len() as u32) << 3 | u32::from(at + 1 == count);
        bytes.extend(&header.to_le_bytes()[..3]);
        bytes.extend(block);
    }
    bytes
}

/// A family of two documents with a conflict and a move, a fact, and the commits of three devices.
fn made() -> Bulk {
    let put = |field, item: Option<u8>, value: Option<Value>| RawPut {
        key: Key::of(field, item.map(|it| Id::from_bytes([it; 16]))),
        value,
    };
    let commit = |device: u32, n: u64, reason: Option<&str>| BulkCommit {
        by: Incarnation { device, nonce: [device as u8; 8] },
        n,
        at: Hlc::from_i64(((1_780_000_000_000 + n as i64 * 1_000) << 16) | i64::from(device)),
        user: Id::from_bytes([device as u8; 16]),
        act: "registry.register".to_owned(),
        reason: reason.map(str::to_owned),
        area: Id::from_bytes([5; 16]),
    };
    let person = vec![
        BulkChange {
            commit: 0,
            parents: Vec::new(),
            puts: vec![
                put(Field::GivenName, None, Some(Value::from("Grace"))),
                put(Field::BirthOn, None, Some(Value::from("1992-05-17"))),
                put(Field::Household, None, Some(Value::Reference([7; 16]))),
                put(Field::PhoneNumber, Some(4), Some(Value::from("0712345678"))),
            ],
        },
        BulkChange {
            commit: 1,
            parents: vec![0],
            puts: vec![put(Field::GivenName, None, Some(Value::from("Gracie")))],
        },
        BulkChange { commit: 2, parents: vec![0], puts: vec![put(Field::GivenName, None, Some(Value::from("Greis")))] },
        BulkChange {
            commit: 3,
            parents: vec![1, 2],
            puts: vec![put(Field::Occupation, None, None), put(Field::PhoneRemoved, Some(4), Some(Value::Flag(true)))],
        },
    ];
    let household = vec![BulkChange {
        commit: 0,
        parents: Vec::new(),
        puts: vec![put(Field::Education, None, Some(Value::Number(-3)))],
    }];
    let document = |kind, id: u8, moved_at, changes| BulkDocument {
        kind,
        id: Id::from_bytes([id; 16]),
        home: Id::from_bytes([5; 16]),
        area: Id::from_bytes([8; 16]),
        moved_at,
        changes,
    };
    let record = FactRecord { kind: 900, id: Id::from_bytes([4; 16]), body: b"{\"later\":true}".to_vec() };
    whole(Bulk {
        commits: vec![
            commit(1, 1, None),
            commit(1, 2, Some("visited again")),
            commit(2, 1, None),
            commit(3, 1_000, Some("visited again")),
        ],
        documents: vec![document(1, 6, Hlc::ZERO, person), document(2, 7, Hlc::from_i64(99), household)],
        facts: vec![BulkFact { record, commit: 3 }],
        digest: Hash::ZERO,
    })
}

/// A bulk with the digest that an honest sender would have computed, where its documents can be made at all.
pub fn whole(mut bulk: Bulk) -> Bulk {
    let heads: Vec<Vec<Hash>> = bulk
        .documents
        .iter()
        .map(|document| {
            let mut made = Document::new();
            let _ = bulk.rebuild(document, &mut made);
            made.heads()
        })
        .collect();
    bulk.digest = digest(heads.iter().map(Vec::as_slice));
    bulk
}

/// A packed bulk of ours.
pub fn packed_seed() -> Vec<u8> {
    made().to_packed().unwrap_or_default()
}

pub fn bulk_seeds() -> Vec<Vec<u8>> {
    let packed = packed_seed();
    let mut seeds = vec![[&[0], packed.as_slice()].concat()];
    seeds.extend(as_input(&packed));
    seeds.push(one_word_said_by_all(6_000));
    seeds
}

/// One long reason, written once and named by every commit in a byte.
fn one_word_said_by_all(commits: u16) -> Vec<u8> {
    let count = usize::from(commits);
    let mut counts = Writer::default();
    counts.number(u64::from(commits));
    counts.number(0);
    counts.number(0);
    counts.fixed(&[0; 32]);
    let mut words = Writer::default();
    for word in [&[1_u8; 12][..], &[2; 16], &[b'x'; 8_000], &[3; 16]] {
        words.blob(word);
    }
    let told = |first: &[u8], again: &[u8]| [first, &again.repeat(count - 1)].concat();
    let columns = [
        (0, counts.bytes),
        (1, words.bytes),
        (2, told(&[0], &[1])),
        (3, vec![2; count]),
        (4, vec![2; count]),
        (5, told(&[0, 0, 1, 3], &[2, 3, 1, 3])),
        (6, told(&[0], &[4])),
    ];
    let mut input = vec![1];
    for (number, bytes) in columns {
        input.extend(u16::to_be_bytes(number));
        input.extend((bytes.len() as u16).to_be_bytes());
        input.extend(bytes);
    }
    input
}

/// Any bulk of the right shape is written and read back as what it is.
pub fn shape(bytes: &[u8]) {
    if let Ok(bulk) = any(&[], &mut Unstructured::new(bytes)) {
        look(&bulk);
    }
}

/// A bulk with anything in it: of these documents now and then, its digest right as often as not.
pub fn any(known: &[(u8, Id<domain::change::Document>)], input: &mut Unstructured<'_>) -> Result<Bulk> {
    let commits = field::list(input, 4, |input| {
        Ok(BulkCommit {
            by: field::incarnation(input)?,
            n: super::say::number(input)?,
            at: field::instant(input)?,
            user: field::id(input)?,
            act: ["registry.register", "", "no such act"][input.int_in_range(0..=2)?].to_owned(),
            reason: input.arbitrary()?,
            area: field::id::<Area>(input)?,
        })
    })?;
    if commits.is_empty() {
        return Ok(Bulk { commits, documents: Vec::new(), facts: Vec::new(), digest: digest(std::iter::empty()) });
    }
    let mut documents = field::list(input, 3, |input| {
        let is_known = !known.is_empty() && input.ratio(1, 3)?;
        let (kind, id) = match is_known {
            false => (input.int_in_range(0..=3)?, field::id(input)?),
            true => *input.choose(known)?,
        };
        let mut changes = Vec::new();
        for at in 0..input.int_in_range(0..=5_usize)? {
            let parents = match input.int_in_range(0..=3)? {
                0 => Vec::new(),
                1 if at > 0 => field::list(input, 3, |input| input.int_in_range(0..=at - 1))?,
                _ => at.checked_sub(1).into_iter().collect(),
            };
            let commit = input.int_in_range(0..=commits.len() - 1)?;
            changes.push(BulkChange { commit, parents, puts: field::list(input, 4, field::put)? });
        }
        Ok(BulkDocument {
            kind,
            id,
            home: field::id(input)?,
            area: field::id(input)?,
            // Where a family lives is the hub's to say, and it moves all of it: never one of a family that is known.
            moved_at: if is_known || input.ratio(3, 4)? { Hlc::ZERO } else { field::instant(input)? },
            changes,
        })
    })?;
    if input.ratio(1, 2)? {
        // An identity that is told twice is two documents of one name.
        documents.sort_by_key(|document| document.id);
    }
    let facts = field::list(input, 2, |input| {
        Ok(BulkFact { record: field::fact(input)?, commit: input.int_in_range(0..=commits.len() - 1)? })
    })?;
    let bulk = Bulk { commits, documents, facts, digest: Hash::ZERO };
    Ok(if input.ratio(3, 4)? { whole(bulk) } else { bulk })
}

pub fn shape_seeds() -> Vec<Vec<u8>> {
    (0..16_usize)
        .map(|seed| (0..900_usize).map(|at| (((at * (2 * seed + 3)) >> 2) ^ (seed * 37)) as u8).collect())
        .collect()
}
