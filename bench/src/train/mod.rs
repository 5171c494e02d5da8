//! Trains the dictionaries with which documents and the bodies of chunks are packed, on invented work.
//!
//! The same seed and versions give the same files.

use std::collections::BTreeMap;

use crate::Outcome;

pub mod bodies;
pub mod documents;

/// The district that is trained on; never the one that is measured.
pub const SEED: u64 = 7;
/// A sample: what it is called, and its bytes before packing.
type Sample = (String, Vec<u8>);

/// What was trained, and what it saves on what was not trained on.
#[derive(Debug)]
pub struct Trained {
    /// The dictionary.
    pub dictionary: Vec<u8>,
    /// Mean sizes in bytes by name of the sample: plain, packed without, packed with the dictionary.
    pub sizes: BTreeMap<String, [f64; 3]>,
}

impl Trained {
    /// Trains on samples to a dictionary of so many bytes, and tries it on others at a level of packing.
    fn from(samples: &[Sample], others: &[Sample], bytes: usize, level: i32) -> Outcome<Self> {
        let plain: Vec<&[u8]> = samples.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        let dictionary = zstd::dict::from_samples(&plain, bytes)?;
        let mut sizes: BTreeMap<String, ([f64; 3], f64)> = BTreeMap::new();
        let mut without = zstd::bulk::Compressor::new(level)?;
        let mut with = zstd::bulk::Compressor::with_dictionary(level, &dictionary)?;
        for (name, bytes) in others {
            let (sums, count) = sizes.entry(name.clone()).or_default();
            let found = [bytes.len(), without.compress(bytes)?.len(), with.compress(bytes)?.len()];
            sums.iter_mut().zip(found).for_each(|(sum, size)| *sum += size as f64);
            *count += 1.0;
        }
        let sizes = sizes.into_iter().map(|(name, (sums, count))| (name, sums.map(|sum| sum / count))).collect();
        Ok(Self { dictionary, sizes })
    }
}
