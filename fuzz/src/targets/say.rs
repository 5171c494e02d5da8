//! What a hub may say, out of raw bytes: answers that read, with anything in them.

use arbitrary::{Result, Unstructured};
use domain::{Area, Id};
use sync::bundle::carry::CarryReply;
use sync::logbook::{Head, HeadNews, SignedHead};
use sync::session::message::{
    BUCKETS, Block, ChainReply, ChunkName, Entry, FetchReply, LocateReply, Manifest, ManifestReply, OfferReply,
    PartReply, ProofReply, Tip,
};
use sync::session::{HelloReply, PullReply, PushReply, Receipt, Standing, Verdict};
use sync::signing::SigningKey;
use sync::{Hash, Incarnation};

use super::field;

/// What the answers are about: areas that the laptop knows, its chain, and the key its hub signs with.
pub struct About<'a> {
    /// Areas, the reference data's among them.
    pub areas: &'a [Id<Area>],
    /// The laptop's chain.
    pub chain: Incarnation,
    /// The hub's key.
    pub hub: &'a SigningKey,
}

/// A number that is counted with: small, at an end of what can be written, or anything between.
pub fn number(input: &mut Unstructured<'_>) -> Result<u64> {
    Ok(match input.int_in_range(0..=5)? {
        0 => 0,
        1 => i64::MAX as u64,
        2 => i64::MAX as u64 - u64::from(input.arbitrary::<u8>()?),
        3 => input.arbitrary::<u64>()? >> 1,
        _ => input.int_in_range(0..=12)?,
    })
}

fn hash(input: &mut Unstructured<'_>) -> Result<Hash> {
    Ok(Hash([input.arbitrary()?; 32]))
}

fn code(input: &mut Unstructured<'_>) -> Result<String> {
    let codes = ["sync-refused-forked", "sync-refused-hash", "sync-refused-malformed", "", "no such code"];
    Ok((*input.choose(&codes)?).to_owned())
}

impl About<'_> {
    /// An area that is known, or another.
    pub fn area(&self, input: &mut Unstructured<'_>) -> Result<Id<Area>> {
        if input.ratio(1, 10)? { field::id(input) } else { Ok(*input.choose(self.areas)?) }
    }

    fn places(&self, input: &mut Unstructured<'_>) -> Result<Vec<(Id<Area>, u64)>> {
        field::list(input, 4, |input| Ok((self.area(input)?, number(input)?)))
    }

    fn chain(&self, input: &mut Unstructured<'_>) -> Result<Incarnation> {
        if input.ratio(1, 6)? { field::incarnation(input) } else { Ok(self.chain) }
    }

    /// The answer to a hello.
    pub fn standing(&self, input: &mut Unstructured<'_>) -> Result<HelloReply> {
        let standing = match input.int_in_range(0..=11)? {
            0 => Standing::RolledBack { held: number(input)? },
            1 => Standing::Fork { at: number(input)? },
            2 => Standing::MustUpgrade,
            3 => Standing::Revoked,
            _ => Standing::Ok,
        };
        Ok(HelloReply {
            standing,
            session: input.arbitrary()?,
            clock_ms: input.arbitrary()?,
            epoch: if input.ratio(3, 4)? { 1 } else { number(input)? },
            held_n: number(input)?,
            ahead: self.places(input)?,
            protocol: if input.ratio(7, 8)? { 2 } else { number(input)? },
            anew: self.places(input)?,
            is_equal: input.ratio(1, 8)?,
            signature: if input.ratio(1, 2)? { Some([7; 64]) } else { None },
            logbook: if input.ratio(1, 4)? { Some(Box::new(self.logbook(input)?)) } else { None },
        })
    }

    /// A head of the logbook, signed by the hub or by nobody, with any proof.
    fn logbook(&self, input: &mut Unstructured<'_>) -> Result<HeadNews> {
        let life = Incarnation { device: 0, nonce: input.arbitrary()? };
        let size = number(input)?;
        let lives = vec![(life, size.min(number(input)?))];
        let head = Head { lives, size, root: Hash(input.arbitrary()?), at_ms: input.arbitrary()? };
        let signed = if input.ratio(1, 2)? { head.signed(self.hub) } else { SignedHead { head, signature: [7; 64] } };
        let proof = field::list(input, 4, |input| Ok(Hash(input.arbitrary()?)))?;
        Ok(HeadNews { signed, proof })
    }

    /// Receipts, signed by the hub.
    pub fn receipts(&self, input: &mut Unstructured<'_>) -> Result<PushReply> {
        let receipts = field::list(input, 3, |input| {
            let verdict = match input.int_in_range(0..=6)? {
                0 => Verdict::Quarantined(code(input)?),
                1 => Verdict::Gap { expected: number(input)? },
                2 => Verdict::Refused(code(input)?),
                3 => Verdict::Duplicate,
                _ => Verdict::Held,
            };
            Ok(Receipt { incarnation: self.chain(input)?, first: number(input)?, last: number(input)?, verdict })
        })?;
        Ok(PushReply::sign(receipts, self.hub))
    }

    /// Feed items: these chunks at any place of any feed.
    pub fn items(&self, chunks: &[Vec<u8>], input: &mut Unstructured<'_>) -> Result<PullReply> {
        let items = field::list(input, 3, |input| {
            let chunk = match chunks.is_empty() || input.ratio(1, 8)? {
                true => input.arbitrary()?,
                false => input.choose(chunks)?.clone(),
            };
            Ok((self.area(input)?, number(input)?, chunk))
        })?;
        Ok(PullReply { items, passed: self.places(input)? })
    }

    /// What the pack of an area is: these blocks, as they are or otherwise, signed by the hub.
    pub fn manifest(
        &self,
        area: Id<Area>,
        packed: &[Vec<u8>],
        input: &mut Unstructured<'_>,
    ) -> Result<Option<Manifest>> {
        if input.ratio(1, 8)? {
            return Ok(None);
        }
        let mut blocks: Vec<Block> = packed
            .iter()
            .map(|block| Block { bytes: block.len() as u32, documents: 1, hash: Hash::of(&[block]) })
            .collect();
        if input.ratio(1, 6)? {
            blocks = field::list(input, 4, |input| {
                let bytes = if input.ratio(1, 4)? { u32::MAX } else { input.int_in_range(0..=300)? };
                Ok(Block { bytes, documents: input.arbitrary()?, hash: hash(input)? })
            })?;
        }
        Ok(Some(Manifest {
            area: if input.ratio(1, 12)? { self.area(input)? } else { area },
            epoch: number(input)?,
            seq: number(input)?,
            hash: hash(input)?,
            blocks,
            tips: field::list(input, 3, |input| {
                Ok(Tip { incarnation: self.chain(input)?, n: number(input)?, hash: hash(input)? })
            })?,
            digest: input.arbitrary()?,
        }))
    }

    /// A manifest in its answer.
    pub fn signed(&self, manifest: Option<&Manifest>) -> ManifestReply {
        manifest.map_or(ManifestReply { signed: None }, |manifest| ManifestReply::sign(manifest, self.hub))
    }

    /// Bytes of a pack from a place on: these, fewer, none, or others.
    pub fn part(&self, pack: &[u8], offset: u64, input: &mut Unstructured<'_>) -> Result<PartReply> {
        let rest = usize::try_from(offset).ok().and_then(|offset| pack.get(offset..)).unwrap_or_default();
        let bytes = match input.int_in_range(0..=9)? {
            0 => Vec::new(),
            1 => input.arbitrary()?,
            2 => [rest, &[0]].concat(),
            3 | 4 => rest[..rest.len().div_ceil(2)].to_vec(),
            _ => rest.to_vec(),
        };
        Ok(PartReply { bytes })
    }

    /// Areas that differ.
    pub fn differing(&self, input: &mut Unstructured<'_>) -> Result<ProofReply> {
        Ok(ProofReply { differing: field::list(input, 3, |input| self.area(input))? })
    }

    /// What the hub says to hold where an area differs.
    pub fn located(&self, input: &mut Unstructured<'_>) -> Result<LocateReply> {
        let buckets = match input.int_in_range(0..=3)? {
            0 => Vec::new(),
            1 => vec![u64::MAX; BUCKETS],
            _ => vec![0; BUCKETS],
        };
        let entries = field::list(input, 5, |input| {
            Ok(Entry { is_fact: input.arbitrary()?, id: field::id::<()>(input)?.to_bytes(), hash: input.arbitrary()? })
        })?;
        Ok(LocateReply { buckets, entries })
    }
}

/// The answers that are about nothing the laptop knows.
pub fn same(input: &mut Unstructured<'_>) -> Result<ChainReply> {
    Ok(ChainReply { same: number(input)? })
}

/// Which of what was offered the hub says to want.
pub fn wanted(input: &mut Unstructured<'_>) -> Result<OfferReply> {
    let place =
        |input: &mut Unstructured<'_>| if input.ratio(1, 6)? { input.arbitrary() } else { input.int_in_range(0..=4) };
    Ok(OfferReply { wanted: field::list(input, 5, place)? })
}

/// One of these bulks, or anything.
pub fn fetched(packed: &[Vec<u8>], input: &mut Unstructured<'_>) -> Result<FetchReply> {
    let packed = match packed.is_empty() || input.ratio(1, 8)? {
        true => input.arbitrary()?,
        false => input.choose(packed)?.clone(),
    };
    Ok(FetchReply { packed })
}

/// Names of chunks.
pub fn names(input: &mut Unstructured<'_>) -> Result<Vec<ChunkName>> {
    field::list(input, 4, |input| {
        Ok(ChunkName { incarnation: field::incarnation(input)?, first: number(input)?, last: number(input)? })
    })
}

/// What the hub says to a carrier.
pub fn carried(input: &mut Unstructured<'_>) -> Result<CarryReply> {
    Ok(match input.int_in_range(0..=5)? {
        0 | 1 => CarryReply::HeldTo(number(input)?),
        2 => CarryReply::Taken { maker: input.int_in_range(0..=5)?, answers: input.int_in_range(0..=2)? },
        3 => CarryReply::Refused(code(input)?),
        _ => CarryReply::Answer { length: number(input)?, bytes: input.arbitrary()? },
    })
}
