//! What travels: chunks, payloads, facts, codes, packed bytes.

use std::path::Path;

use domain::change::Value;
use domain::registry::consent::Consent;
use domain::registry::movement::MoveVerdict;
use domain::roster::Device;
use domain::{Fact, Field, Id, Instant};
use sync::chunk::{Chunk, HEADER_BYTES, Seal, cut, seal};
use sync::codec::{Reader, Writer};
use sync::fact::FactRecord;
use sync::field::Key;
use sync::join::JoinCode;
use sync::pack::{pack_body, pack_document, unpack_body, unpack_document};
use sync::replay::{DocumentChange, RawPut};
use sync::session::Request;
use sync::session::message::read_push;
use sync::signing::{SIGNATURE_BYTES, SigningKey};
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation, Payload};

use crate::files_in;

/// Recorded messages of the releases.
pub fn recorded(end: &str) -> Vec<(String, Vec<u8>)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
    let releases = ["v01", "v02"].map(|release| files_in(&fixtures.join(release).join("messages")));
    releases.into_iter().flatten().filter(|(name, _)| name.ends_with(end)).collect()
}

/// Commits that follow each other.
pub fn commits(count: u64) -> Vec<Commit> {
    let mut prev = Hash::ZERO;
    (1..=count)
        .map(|n| {
            let header = CommitHeader {
                incarnation: Incarnation { device: 3, nonce: [4; 8] },
                n,
                prev,
                user: Id::from_bytes([n as u8 % 2; 16]),
                act: "registry.register".to_owned(),
                reason: (n % 3 == 0).then(|| "visited again".to_owned()),
                recorded_at: Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + n as i64 * 1_000)),
                area: Id::from_bytes([5; 16]),
                schema: 1,
            };
            let commit = Commit::new(header, payloads()[n as usize % 3].clone());
            prev = commit.hash();
            commit
        })
        .collect()
}

fn payloads() -> Vec<Vec<u8>> {
    let change = |kind, puts| DocumentChange {
        kind,
        document: Id::from_bytes([6; 16]),
        author: (kind == 2).then(|| (Incarnation { device: 9, nonce: [1; 8] }, Hlc::from_i64(77))),
        dependencies: vec![[1; 4], [2; 4]],
        puts,
        hash_prefix: [3; 4],
    };
    let put =
        |field, item: Option<u8>, value| RawPut { key: Key::of(field, item.map(|it| Id::from_bytes([it; 16]))), value };
    let puts = vec![
        put(Field::GivenName, None, Some(Value::from("Grace"))),
        put(Field::PhoneNumber, Some(4), Some(Value::from("0712345678"))),
        put(Field::PhoneRemoved, Some(4), Some(Value::Flag(true))),
        put(Field::Occupation, None, None),
        put(Field::Household, None, Some(Value::Reference([7; 16]))),
        put(Field::Education, None, Some(Value::Number(-3))),
    ];
    let facts = fact_records();
    vec![
        Payload { changes: vec![change(1, puts.clone())], facts: Vec::new() }.to_bytes(),
        Payload { changes: vec![change(1, puts.clone()), change(2, puts)], facts: facts.clone() }.to_bytes(),
        Payload { changes: Vec::new(), facts }.to_bytes(),
    ]
}

fn fact_records() -> Vec<FactRecord> {
    let consent = Consent {
        id: Id::from_bytes([1; 16]),
        household: Id::from_bytes([2; 16]),
        purpose: "registration".to_owned(),
        is_given: true,
        manner: "spoken".to_owned(),
        given_on: domain::time::parse_date("2026-01-01").unwrap_or_default(),
    };
    let verdict = MoveVerdict {
        id: Id::from_bytes([3; 16]),
        request: Id::from_bytes([4; 16]),
        is_accepted: true,
        reason: None,
        to: Id::from_bytes([5; 16]),
        documents: vec![Id::from_bytes([6; 16]); 3],
    };
    let device = Device {
        number: 4,
        name: "laptop".to_owned(),
        public_key: [8; 32],
        areas: vec![Id::from_bytes([5; 16])],
        is_revoked: false,
        users: Vec::new(),
    };
    [Fact::Consent(consent), Fact::MoveVerdict(verdict), Fact::Device(Id::from_bytes([7; 16]), device)]
        .iter()
        .filter_map(|fact| FactRecord::of(fact).ok())
        .collect()
}

/// A signed chunk as it arrives.
pub fn chunk(bytes: &[u8]) {
    let Ok(chunk) = Chunk::read(bytes) else { return };
    assert_eq!(chunk.bytes, bytes);
    assert!(!chunk.is_signed_by(&[1; 32]) && !chunk.is_cut_by(&[1; 32]), "nobody has signed it");
    if let Ok(commits) = chunk.commits() {
        assert_eq!(commits.len() as u64, chunk.header.last - chunk.header.first + 1);
    }
}

pub fn chunk_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = recorded("push.request")
        .iter()
        .filter_map(|(_, bytes)| {
            Some(read_push(&Request::read(bytes).ok()?.body).ok()?.into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>())
        })
        .flatten()
        .collect();
    let key = SigningKey::generate().and_then(|pkcs8| SigningKey::from_pkcs8(&pkcs8));
    let Ok(key) = key else { return seeds };
    let sealed = seal(&commits(7), &Seal { key: &key, prev_in_area: Hash::ZERO, replay_digest: Hash::ZERO });
    if let Ok(chunk) = sealed {
        // Every second commit loses what it said; the third gave a reason.
        let left = |commit: &Commit| {
            if commit.header.n % 2 == 1 { commit.cut_to(Payload::default().to_bytes()) } else { commit.clone() }
        };
        let left: Vec<Commit> = commits(7).iter().map(left).collect();
        seeds.extend(cut(&chunk, &left, &key).map(|cut| cut.bytes));
        seeds.push(chunk.bytes);
    }
    seeds
}

/// The unpacked body of a chunk, behind a header that fits it: what an insider can sign. The first byte says how many
/// commits the header promises.
pub fn chunk_body(bytes: &[u8]) {
    let Some((count, plain)) = bytes.split_first() else { return };
    let Ok(packed) = pack_body(plain) else { return };
    let mut writer = Writer::default();
    writer.fixed(b"PJC1");
    writer.fixed(&[1; 12]);
    writer.fixed(&[2; 16]);
    writer.fixed(&1_u64.to_be_bytes());
    writer.fixed(&(u64::from(*count) * 64 + 1).to_be_bytes());
    writer.fixed(&[0; 32 * 4]);
    writer.fixed(&u32::try_from(plain.len()).unwrap_or(0).to_be_bytes());
    writer.fixed(&u32::try_from(packed.len()).unwrap_or(0).to_be_bytes());
    writer.fixed(&packed);
    writer.fixed(&[0; SIGNATURE_BYTES]);
    if let Ok(chunk) = Chunk::read(&writer.bytes) {
        assert!(chunk.commits().is_err(), "a chain that ends in nothing");
    }
}

pub fn chunk_body_seeds() -> Vec<Vec<u8>> {
    let body = |chunk: &[u8]| {
        let read = Chunk::read(chunk).ok()?;
        let packed = &chunk[HEADER_BYTES..chunk.len() - SIGNATURE_BYTES];
        let plain = unpack_body(packed, read.header.plain_bytes as usize).ok()?;
        Some([&[0], plain.as_slice()].concat())
    };
    let mut seeds: Vec<Vec<u8>> = chunk_seeds().iter().filter_map(|chunk| body(chunk)).collect();
    // One long word, written once and named by every commit.
    let mut writer = Writer::default();
    for n in 0..=255_u64 * 64 {
        writer.number(u64::from(n > 0));
        if n == 0 {
            writer.fixed(&[1; 16]);
        }
        writer.number(u64::from(n > 0));
        if n == 0 {
            writer.text(&"x".repeat(8_000));
        }
        writer.number(1);
        writer.byte(1);
        writer.signed(1);
        writer.number(1);
        writer.number(0);
    }
    seeds.push([&[255], writer.bytes.as_slice()].concat());
    seeds
}

/// What a commit carries.
pub fn payload(bytes: &[u8]) {
    let Ok(payload) = Payload::read(bytes) else { return };
    assert_eq!(payload.to_bytes(), bytes, "there is one way to write a payload");
    for fact in &payload.facts {
        let _ = fact.fact();
    }
    for change in &payload.changes {
        let _ = change.document_ref();
    }
}

pub fn payload_seeds() -> Vec<Vec<u8>> {
    let recorded = chunk_seeds().into_iter().filter_map(|bytes| Chunk::read(&bytes).ok()?.commits().ok()).flatten();
    payloads().into_iter().chain(recorded.map(|commit| commit.payload)).collect()
}

/// A fact and its JSON.
pub fn fact(bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    let Ok(record) = FactRecord::read(&mut reader) else { return };
    if let Some(fact) = record.fact() {
        assert_eq!(fact.id(), record.id);
        if let Ok(again) = FactRecord::of(&fact) {
            assert_eq!(again.fact(), Some(fact), "a fact reads back as what it is");
        }
    }
}

pub fn fact_seeds() -> Vec<Vec<u8>> {
    let bytes = |record: &FactRecord| {
        let mut writer = Writer::default();
        record.write(&mut writer);
        writer.bytes
    };
    let recorded = payload_seeds().into_iter().filter_map(|bytes| Payload::read(&bytes).ok()).flat_map(|it| it.facts);
    fact_records().iter().chain(&recorded.collect::<Vec<_>>()).map(bytes).collect()
}

/// A code as typed.
pub fn join_code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(code) = JoinCode::parse(&text) {
        assert_eq!(JoinCode::parse(&code.to_text()), Some(code));
    }
}

pub fn join_code_seeds() -> Vec<Vec<u8>> {
    let code = JoinCode { secret: [1, 2, 3, 4, 5, 6, 7, 8], hub: [9; 12] }.to_text();
    vec![code.clone().into_bytes(), code.to_lowercase().replace('-', " ").into_bytes(), b"hello".to_vec()]
}

/// Packed bytes: the first four say how long the body is said to be.
pub fn packing(bytes: &[u8]) {
    if let Ok(plain) = unpack_document(bytes) {
        let packed = pack_document(&plain).ok();
        assert_eq!(packed.and_then(|packed| unpack_document(&packed).ok()), Some(plain));
    }
    if let Some((length, packed)) = bytes.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize % (sync::limits::CHUNK_PLAIN_BYTES_MAX + 1);
        if let Ok(plain) = unpack_body(packed, length) {
            assert_eq!(plain.len(), length);
        }
    }
}

pub fn packing_seeds() -> Vec<Vec<u8>> {
    let text = b"a household of five persons, a household of six persons".repeat(9);
    let body = pack_body(&text).unwrap_or_default();
    let zeros = pack_body(&vec![0; 3_000_000]).unwrap_or_default();
    vec![
        pack_document(&text).unwrap_or_default(),
        [&(text.len() as u32).to_be_bytes(), body.as_slice()].concat(),
        [&3_000_000_u32.to_be_bytes(), zeros.as_slice()].concat(),
    ]
}
