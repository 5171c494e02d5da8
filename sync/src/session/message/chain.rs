//! Chains compared: where two copies of one device's chain part, and which chunks a hub lacks that others hold.

use super::{ITEMS_MAX, Message, read_incarnation};
use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::incarnation::Incarnation;

/// Asks up to where the hub holds the same chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Hashes of some commits of it, by number, rising.
    pub hashes: Vec<(u64, Hash)>,
}

/// How many hashes may be named at once.
pub const HASHES_MAX: usize = 64;

/// Commit numbers to compare between two bounds, evenly spread: a few questions find any place.
pub fn between(low: u64, high: u64) -> Vec<u64> {
    let inside = high.saturating_sub(low).saturating_sub(1);
    let count = inside.min(HASHES_MAX as u64);
    // The first ones are one longer than the others where it does not divide evenly.
    let (step, longer) = (inside / count.max(1), inside % count.max(1));
    (1..=count).map(|at| low + step * at + at.min(longer)).collect()
}

/// The last of the named commits that the hub holds with the same hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainReply {
    /// Its number; 0 when none is.
    pub same: u64,
}

/// A chunk by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkName {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// First commit.
    pub first: u64,
    /// Last commit.
    pub last: u64,
}

/// Names chunks that the laptop holds, its own and others'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The chunks.
    pub chunks: Vec<ChunkName>,
}

/// Which of them the hub lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferReply {
    /// Places in the offer, rising.
    pub wanted: Vec<u32>,
}

impl Message for Chain {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.incarnation.to_bytes());
        writer.number(self.hashes.len() as u64);
        for (n, hash) in &self.hashes {
            writer.number(*n);
            writer.fixed(&hash.0);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let incarnation = read_incarnation(reader)?;
        let count = reader.count(HASHES_MAX)?;
        let hashes = (0..count).map(|_| Ok((reader.number()?, Hash(reader.fixed()?)))).collect::<Result<_, _>>()?;
        Ok(Self { incarnation, hashes })
    }
}

impl Message for ChainReply {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.same);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { same: reader.number()? })
    }
}

impl Message for Offer {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.chunks.len() as u64);
        for chunk in &self.chunks {
            writer.fixed(&chunk.incarnation.to_bytes());
            writer.number(chunk.first);
            writer.number(chunk.last);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(ITEMS_MAX)?;
        let chunks = (0..count)
            .map(|_| {
                let incarnation = read_incarnation(reader)?;
                Ok(ChunkName { incarnation, first: reader.number()?, last: reader.number()? })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { chunks })
    }
}

impl Message for OfferReply {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.wanted.len() as u64);
        for place in &self.wanted {
            writer.number(u64::from(*place));
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(ITEMS_MAX)?;
        let place = |reader: &mut Reader<'_>| u32::try_from(reader.number()?).map_err(|_| Malformed("place"));
        Ok(Self { wanted: (0..count).map(|_| place(reader)).collect::<Result<_, _>>()? })
    }
}
