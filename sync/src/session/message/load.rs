//! First load: a signed manifest names the pack of an area, and its bytes come in parts of any size from any place on.

use domain::{Area, Id};

use super::{Message, read_incarnation};
use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::incarnation::Incarnation;
use crate::limits::{BLOCKS_MAX, MESSAGE_BYTES_MAX, TIPS_MAX};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

/// Asks for the manifest of an area's pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManifestAsk {
    /// The area.
    pub area: Id<Area>,
}

/// One block of a pack: a bulk that stands on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its length in bytes.
    pub bytes: u32,
    /// Documents in it.
    pub documents: u32,
    /// Hash over its bytes: it is believed before the others are here.
    pub hash: Hash,
}

/// The last commit of an incarnation in the area that the pack covers: its chain goes on from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Last commit.
    pub n: u64,
    /// Its hash.
    pub hash: Hash,
}

/// What a pack is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The area.
    pub area: Id<Area>,
    /// Epoch of the hub's feeds.
    pub epoch: u64,
    /// The place in the area's feed up to which the pack holds everything.
    pub seq: u64,
    /// Hash over all its bytes: the pack's name.
    pub hash: Hash,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Where the chains stand.
    pub tips: Vec<Tip>,
    /// The area's digest at that place.
    pub digest: [u8; 16],
}

impl Manifest {
    /// Length of the pack.
    pub fn bytes(&self) -> u64 {
        self.blocks.iter().map(|block| u64::from(block.bytes)).sum()
    }
}

/// The manifest with the hub's signature, or nothing: then the feed is the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestReply {
    /// Manifest bytes and signature.
    pub signed: Option<(Vec<u8>, [u8; SIGNATURE_BYTES])>,
}

impl ManifestReply {
    /// Signs a manifest.
    pub fn sign(manifest: &Manifest, key: &SigningKey) -> Self {
        let bytes = manifest.to_bytes();
        let signature = key.sign(&signed_part(&bytes));
        Self { signed: Some((bytes, signature)) }
    }

    /// The manifest, if there is one and the hub signed it.
    ///
    /// # Errors
    /// [`Malformed`] for anything else.
    pub fn open(&self, hub_key: &[u8; 32]) -> Result<Option<Manifest>, Malformed> {
        let Some((bytes, signature)) = &self.signed else { return Ok(None) };
        if !is_signed_by(hub_key, &signed_part(bytes), signature) {
            return Err(Malformed("a manifest that the hub did not sign"));
        }
        Manifest::from_bytes(bytes).map(Some)
    }
}

fn signed_part(bytes: &[u8]) -> Vec<u8> {
    [b"pamoja-manifest-1".as_slice(), bytes].concat()
}

/// Asks for bytes of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The area.
    pub area: Id<Area>,
    /// The pack's name.
    pub hash: Hash,
    /// From which byte on.
    pub offset: u64,
    /// How many at the most.
    pub bytes_max: u64,
}

/// Bytes of a pack; none when the hub has it no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartReply {
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Message for ManifestAsk {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.area.to_bytes());
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { area: Id::from_bytes(reader.fixed()?) })
    }
}

impl Message for Manifest {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.area.to_bytes());
        writer.number(self.epoch);
        writer.number(self.seq);
        writer.fixed(&self.hash.0);
        writer.number(self.blocks.len() as u64);
        for block in &self.blocks {
            writer.number(u64::from(block.bytes));
            writer.number(u64::from(block.documents));
            writer.fixed(&block.hash.0);
        }
        writer.number(self.tips.len() as u64);
        for tip in &self.tips {
            writer.fixed(&tip.incarnation.to_bytes());
            writer.number(tip.n);
            writer.fixed(&tip.hash.0);
        }
        writer.fixed(&self.digest);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (area, epoch, seq) = (Id::from_bytes(reader.fixed()?), reader.number()?, reader.number()?);
        let hash = Hash(reader.fixed()?);
        let small = |reader: &mut Reader<'_>| u32::try_from(reader.number()?).map_err(|_| Malformed("block"));
        let count = reader.count(BLOCKS_MAX)?;
        let blocks = (0..count)
            .map(|_| Ok(Block { bytes: small(reader)?, documents: small(reader)?, hash: Hash(reader.fixed()?) }))
            .collect::<Result<_, _>>()?;
        let count = reader.count(TIPS_MAX)?;
        let tips = (0..count)
            .map(|_| {
                let incarnation = read_incarnation(reader)?;
                Ok(Tip { incarnation, n: reader.number()?, hash: Hash(reader.fixed()?) })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { area, epoch, seq, hash, blocks, tips, digest: reader.fixed()? })
    }
}

impl Message for ManifestReply {
    fn write(&self, writer: &mut Writer) {
        match &self.signed {
            None => writer.byte(0),
            Some((bytes, signature)) => {
                writer.byte(1);
                writer.blob(bytes);
                writer.fixed(signature);
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        match reader.byte()? {
            0 => Ok(Self { signed: None }),
            1 => Ok(Self { signed: Some((reader.blob(MESSAGE_BYTES_MAX)?.to_vec(), reader.fixed()?)) }),
            _ => Err(Malformed("manifest")),
        }
    }
}

impl Message for Part {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.area.to_bytes());
        writer.fixed(&self.hash.0);
        writer.number(self.offset);
        writer.number(self.bytes_max);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (area, hash) = (Id::from_bytes(reader.fixed()?), Hash(reader.fixed()?));
        Ok(Self { area, hash, offset: reader.number()?, bytes_max: reader.number()? })
    }
}

impl Message for PartReply {
    fn write(&self, writer: &mut Writer) {
        writer.blob(&self.bytes);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { bytes: reader.blob(MESSAGE_BYTES_MAX)?.to_vec() })
    }
}
