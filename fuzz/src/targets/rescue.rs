//! Rescue files: as they lie on a stick, with a manifest that fits what follows it, and such of an insider, rightly sealed
//! and signed, with any commits in them. And the file with the slots of the store's key.

use std::cell::RefCell;
use std::fs;

use arbitrary::{Result, Unstructured};
use data_encoding::{BASE64, HEXLOWER};
use domain::roster::User;
use domain::{Id, Instant};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use serde_json::{Value, json};
use store::key::{self, Unlocked};
use store::rescue::{MAGIC, unpack};
use store::{OUTBOX, OUTBOX_KEY, outbox};
use stories::rescue_file;
use sync::signing::SigningKey;
use sync::{Hash, Incarnation};

use super::insider::{self, Village, in_village};
use super::use_case::with_world;
use super::{stick, wire};

/// The file by itself. The first byte says whether the rest is the file or its files, each behind two bytes of length,
/// which a right manifest is made for.
pub fn file(bytes: &[u8]) {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let made;
    let file = match how % 2 {
        0 => bytes,
        _ => {
            let mut bodies = Vec::new();
            let mut rest = bytes;
            while let Some((length, tail)) = rest.split_first_chunk::<2>() {
                let (body, tail) = tail.split_at(usize::from(u16::from_be_bytes(*length)).min(tail.len()));
                bodies.push(body.to_vec());
                rest = tail;
            }
            made = packed(&bodies);
            &made
        }
    };
    if let Some((manifest, files)) = unpack(file) {
        assert_eq!(manifest.files.len(), files.len());
        let length: usize = files.iter().map(|(_, body)| body.len()).sum();
        assert!(length <= file.len(), "nothing is in it that is not there");
        with_world(|world, _, _| drop(world.hub_takes_rescue(file)));
    }
}

/// The names in the order in which a laptop packs them.
const NAMES: [&str; 4] = [OUTBOX, OUTBOX_KEY, "keys.json", "device.json"];

/// A rescue file of these files.
fn packed(bodies: &[Vec<u8>]) -> Vec<u8> {
    let files: Vec<Value> = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| {
            let sha256 = HEXLOWER.encode(ring::digest::digest(&ring::digest::SHA256, body).as_ref());
            json!({ "name": NAMES[at % NAMES.len()], "bytes": body.len(), "sha256": sha256 })
        })
        .collect();
    let manifest = json!({
        "version": "0.1.0", "made_at_ms": 0, "device": null, "commits": 1, "users": [], "files": files,
    })
    .to_string();
    let length = (manifest.len() as u32).to_be_bytes();
    [MAGIC.as_slice(), &length, manifest.as_bytes(), &bodies.concat()].concat()
}

pub fn file_seeds() -> Vec<Vec<u8>> {
    let release = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/v01/amina");
    let behind = |bodies: &[Vec<u8>]| {
        bodies
            .iter()
            .fold(vec![1], |input, body| [input, (body.len() as u16).to_be_bytes().to_vec(), body.clone()].concat())
    };
    let small = packed(&[b"sealed".to_vec(), stick::sealed(&super::conversation::hub_key().public(), b"key")]);
    let endless = [MAGIC.as_slice(), &u32::MAX.to_be_bytes(), b"{\"files\":["].concat();
    vec![
        [&[0], small.as_slice()].concat(),
        [&[0], rescue_file(&release).as_slice()].concat(),
        [&[0], endless.as_slice()].concat(),
        behind(&[b"sealed".to_vec(), b"not a key".to_vec()]),
    ]
}

/// What an insider puts into the hands of who rescues a laptop.
pub fn insider(bytes: &[u8]) {
    in_village(|village, by| {
        let _ = rescued(village, by, &mut Unstructured::new(bytes));
    });
}

fn rescued(village: &Village, by: Incarnation, input: &mut Unstructured<'_>) -> Result<()> {
    let plain_key: [u8; 32] = [input.arbitrary()?; 32];
    let sealing = UnboundKey::new(&CHACHA20_POLY1305, &plain_key).map(LessSafeKey::new).expect("a key of 32 bytes");
    let mut records = Vec::new();
    let (mut n, mut prev) = (0, Hash::ZERO);
    for _ in 0..input.int_in_range(1..=3)? {
        n = if input.ratio(1, 10)? { super::say::number(input)? } else { n + 1 };
        let area = if input.ratio(1, 8)? { village.foreign } else { village.area };
        let commit = insider::commit(village, by, area, (n, prev), input)?;
        prev = commit.hash();
        let mut record = outbox::encode(&commit);
        if input.ratio(7, 8)? {
            let statement = [b"pamoja-outbox-record-1".as_slice(), &prev.0].concat();
            record.extend(village.insider.key.sign(&statement));
        }
        if input.ratio(1, 12)? {
            record = input.arbitrary()?;
        }
        records.extend(sealed_record(&sealing, record));
    }
    if input.ratio(1, 8)? {
        records.extend(input.arbitrary::<Vec<u8>>()?);
    }
    let device = if input.ratio(1, 16)? { input.int_in_range(0..=9)? } else { village.insider.device };
    let opened = key_file(device, &plain_key, &village.insider.key);
    let hub = village.world.hub().signing_key().expect("the hub's key").public();
    let file = packed(&[records, stick::sealed(&hub, &opened)]);
    let first = village.world.hub_takes_rescue(&file);
    let again = village.world.hub_takes_rescue(&file);
    match (first, again) {
        (Ok(_), Ok(again)) => assert_eq!(again.commits, 0, "what was taken is not taken again"),
        (Err(first), Err(again)) => assert_eq!(first, again),
        (first, again) => panic!("a file is taken once and not twice: {first:?}, {again:?}"),
    }
    Ok(())
}

fn sealed_record(key: &LessSafeKey, mut record: Vec<u8>) -> Vec<u8> {
    let nonce = [5; 12];
    let is_sealed =
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record).is_ok();
    assert!(is_sealed, "sealing in memory");
    [(record.len() as u32).to_be_bytes().as_slice(), &nonce, &record].concat()
}

/// The outbox's key with its device's word for it, before it is sealed to the hub.
fn key_file(device: u32, key: &[u8; 32], signer: &SigningKey) -> Vec<u8> {
    let hash = Hash::of(&[b"pamoja-outbox-key-hash-1", key]);
    let statement = [b"pamoja-outbox-key-1".as_slice(), &device.to_be_bytes(), &hash.0].concat();
    [b"PAMOJA-OUTBOX-KEY-1\n".as_slice(), &device.to_be_bytes(), key, &signer.sign(&statement)].concat()
}

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

const USER: [u8; 16] = [5; 16];

/// The slots of a store's key as they lie on the disk. A passphrase is tried where that is cheap.
pub fn slots(bytes: &[u8]) {
    FOLDER.with_borrow_mut(|folder| {
        let folder = folder.get_or_insert_with(|| tempfile::tempdir().expect("a temporary folder")).path();
        fs::write(folder.join("keys.json"), bytes).expect("room for a small file");
        let Ok(users) = key::users(folder) else { return };
        let told: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let cost =
            |slot: &Value| slot["kib"].as_u64().unwrap_or(0).saturating_mul(slot["passes"].as_u64().unwrap_or(0));
        let is_cheap = told["slots"].as_array().is_some_and(|slots| slots.iter().all(|slot| cost(slot) <= 256));
        if !is_cheap {
            return;
        }
        for (user, _) in users.iter().take(3) {
            let opened = key::unlock(folder, *user, "seven blue goats", Instant::from_ms(0));
            assert!(
                !matches!(opened, Ok(Unlocked::Open(_))) || *user == Id::from_bytes(USER),
                "nobody else knows the key"
            );
        }
    });
}

pub fn slot_seeds() -> Vec<Vec<u8>> {
    let user: Id<User> = Id::from_bytes(USER);
    let slot = |kib: u64, passes: u64| {
        json!({
            "user": user, "name": "Amina", "kib": kib, "passes": passes, "salt": BASE64.encode(&[1; 16]),
            "nonce": BASE64.encode(&[2; 12]), "wrapped": BASE64.encode(&[3; 48]),
        })
    };
    let file = |slots: &[Value]| json!({ "version": 1, "slots": slots }).to_string().into_bytes();
    vec![
        file(&[slot(64, 1)]),
        file(&[slot(8, 1), slot(0, 0)]),
        file(&[slot(65_536, 3)]),
        file(&[slot(u64::from(u32::MAX), u64::from(u32::MAX))]),
        file(&[]),
        wire::commits(1).iter().flat_map(outbox::encode).collect(),
    ]
}
