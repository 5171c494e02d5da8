//! Documents as many devices would have saved them over years: as registered, and some as they are after a visit.

use std::collections::BTreeMap;

use domain::change::DocumentKind;
use domain::registry::number::{NumberKind, mint};
use domain::registry::register;
use domain::time::parse_date;
use domain::{Change, DocumentRef, Id, Instant, NewIds};
use store::StoreFault;
use sync::field::Key;
use sync::pack::DOCUMENT_LEVEL;
use sync::replay::RawPut;
use sync::{Document, Hlc, Incarnation};

use crate::Outcome;
use crate::chance::Chance;
use crate::family::{Source, new_household};
use crate::train::{SEED, Sample, Trained};

/// Size of the dictionary.
const BYTES: usize = 32 * 1024;
/// Households trained on.
const HOUSEHOLDS: u32 = 6_000;
/// 1 January 2025, 00:00 UTC, in milliseconds.
const FIRST_MS: i64 = 1_735_689_600_000;
/// Five years, in milliseconds.
const SPAN_MS: u64 = 157_680_000_000;

/// One device at one time, whose identities and numbers look like any other's.
struct Device {
    ids: NewIds,
    at: Instant,
    incarnation: Incarnation,
    counter: u64,
}

impl Source for Device {
    fn id<T>(&mut self) -> Id<T> {
        self.ids.next(self.at)
    }

    fn number(&mut self, kind: NumberKind) -> Result<String, StoreFault> {
        self.counter += 1;
        Ok(mint(kind, self.incarnation.device, 0, self.counter))
    }
}

impl Device {
    fn new(chance: &mut Chance) -> Self {
        let mut seed = [0; 32];
        for part in seed.chunks_exact_mut(8) {
            part.copy_from_slice(&chance.next().to_be_bytes());
        }
        let at = Instant::from_ms(FIRST_MS + (chance.next() % SPAN_MS) as i64);
        let incarnation = Incarnation { device: 1 + chance.below(900) as u32, nonce: chance.next().to_be_bytes() };
        Self { ids: NewIds::from_seed(seed), at, incarnation, counter: chance.below(40_000) as u64 }
    }
}

/// Trains the dictionary and tries it on another district.
///
/// # Errors
/// Faults of the packer.
pub fn train() -> Outcome<Trained> {
    let named = |seed, households| -> Outcome<Vec<Sample>> {
        Ok(saved(seed, households)?.into_iter().map(|(kind, bytes)| (kind.code().to_owned(), bytes)).collect())
    };
    Trained::from(&named(SEED, HOUSEHOLDS)?, &named(SEED + 1, HOUSEHOLDS / 6)?, BYTES, DOCUMENT_LEVEL)
}

/// Documents of a district as a store saves them, before packing.
fn saved(seed: u64, households: u32) -> Outcome<Vec<(DocumentKind, Vec<u8>)>> {
    let mut chance = Chance::new(seed);
    let mut saved = Vec::new();
    for invented in demo::district(seed, households) {
        let mut device = Device::new(&mut chance);
        let area = device.id();
        let household = new_household(&mut device, area, &invented)?;
        let today = parse_date(demo::TODAY).unwrap_or_default();
        let change = register::register(&household, today).map_err(|refusal| refusal.code())?;
        for (reference, puts) in by_document(&change) {
            let mut document = Document::new();
            document.author(device.incarnation, Hlc::ZERO.next(device.at), &puts)?;
            if chance.below(4) == 0 {
                visit(&mut chance, &mut document, &puts)?;
            }
            saved.push((reference.kind, document.save_plain()));
        }
    }
    Ok(saved)
}

fn by_document(change: &Change) -> BTreeMap<DocumentRef, Vec<RawPut>> {
    let mut documents: BTreeMap<DocumentRef, Vec<RawPut>> = BTreeMap::new();
    for put in &change.puts {
        documents
            .entry(put.document)
            .or_default()
            .push(RawPut { key: Key::of(put.field, put.item), value: put.value.clone() });
    }
    documents
}

/// A later visit, often by another device, clears or puts again a few values.
fn visit(chance: &mut Chance, document: &mut Document, founded: &[RawPut]) -> Outcome<()> {
    let device = Device::new(chance);
    let puts: Vec<RawPut> =
        (0..3).map(|_| chance.any(founded)).map(|put| RawPut { key: put.key, value: None }).collect();
    document.author(device.incarnation, Hlc::ZERO.next(device.at), &puts)?;
    Ok(())
}
