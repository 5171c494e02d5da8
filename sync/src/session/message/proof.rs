//! Proof: one digest an area is compared; where it differs the difference is located and mended.

use domain::{Area, Id};

use super::Message;
use crate::codec::{Malformed, Reader, Writer};
use crate::limits::{AREAS_MAX, ENTRIES_MAX, MESSAGE_BYTES_MAX};

/// What the laptop holds, to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Per area: a digest over all documents and facts.
    pub digests: Vec<(Id<Area>, [u8; 16])>,
}

/// The areas whose digests differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofReply {
    /// Areas that are not equal.
    pub differing: Vec<Id<Area>>,
}

impl Message for Proof {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.digests.len() as u64);
        for (area, digest) in &self.digests {
            writer.fixed(&area.to_bytes());
            writer.fixed(digest);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(AREAS_MAX)?;
        let digests = (0..count)
            .map(|_| Ok((Id::from_bytes(reader.fixed()?), reader.fixed()?)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { digests })
    }
}

impl Message for ProofReply {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.differing.len() as u64);
        for area in &self.differing {
            writer.fixed(&area.to_bytes());
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(AREAS_MAX)?;
        Ok(Self { differing: (0..count).map(|_| Ok(Id::from_bytes(reader.fixed()?))).collect::<Result<Vec<_>, _>>()? })
    }
}

/// How many parts the holdings of an area are summed in when a difference is located.
pub const BUCKETS: usize = 512;

/// Asks where an area differs: the sums of the laptop's holdings, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locate {
    /// The area.
    pub area: Id<Area>,
    /// One sum for each of [`BUCKETS`] parts.
    pub buckets: Vec<u64>,
}

/// A document or fact with the hash of what is held of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// A fact, else a document.
    pub is_fact: bool,
    /// Its identity.
    pub id: [u8; 16],
    /// First bytes of the hash over its heads or its body.
    pub hash: u64,
}

impl Entry {
    /// The part it is summed in: identities end in chance.
    pub fn bucket(&self) -> usize {
        usize::from(u16::from_be_bytes([self.id[14], self.id[15]])) % BUCKETS
    }
}

/// What the hub holds in the parts that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocateReply {
    /// The parts.
    pub buckets: Vec<u64>,
    /// Everything the hub holds in them, or as much as fits.
    pub entries: Vec<Entry>,
}

/// Asks for documents and facts of an area, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetch {
    /// The area.
    pub area: Id<Area>,
    /// Which.
    pub entries: Vec<Entry>,
}

/// A packed bulk of what was asked for and is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchReply {
    /// See [`crate::bulk::Bulk::from_packed`].
    pub packed: Vec<u8>,
}

fn write_entries(writer: &mut Writer, entries: &[Entry]) {
    writer.number(entries.len() as u64);
    for entry in entries {
        writer.byte(u8::from(entry.is_fact));
        writer.fixed(&entry.id);
        writer.fixed(&entry.hash.to_be_bytes());
    }
}

fn read_entries(reader: &mut Reader<'_>) -> Result<Vec<Entry>, Malformed> {
    let count = reader.count(ENTRIES_MAX)?;
    (0..count)
        .map(|_| {
            let is_fact = match reader.byte()? {
                0 => false,
                1 => true,
                _ => return Err(Malformed("entry")),
            };
            Ok(Entry { is_fact, id: reader.fixed()?, hash: u64::from_be_bytes(reader.fixed()?) })
        })
        .collect()
}

fn write_buckets(writer: &mut Writer, buckets: &[u64]) {
    writer.number(buckets.len() as u64);
    for bucket in buckets {
        writer.fixed(&bucket.to_be_bytes());
    }
}

fn read_buckets(reader: &mut Reader<'_>) -> Result<Vec<u64>, Malformed> {
    let count = reader.count(BUCKETS)?;
    (0..count).map(|_| Ok(u64::from_be_bytes(reader.fixed()?))).collect()
}

impl Message for Locate {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.area.to_bytes());
        write_buckets(writer, &self.buckets);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { area: Id::from_bytes(reader.fixed()?), buckets: read_buckets(reader)? })
    }
}

impl Message for LocateReply {
    fn write(&self, writer: &mut Writer) {
        write_buckets(writer, &self.buckets);
        write_entries(writer, &self.entries);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { buckets: read_buckets(reader)?, entries: read_entries(reader)? })
    }
}

impl Message for Fetch {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.area.to_bytes());
        write_entries(writer, &self.entries);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { area: Id::from_bytes(reader.fixed()?), entries: read_entries(reader)? })
    }
}

impl Message for FetchReply {
    fn write(&self, writer: &mut Writer) {
        writer.blob(&self.packed);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { packed: reader.blob(MESSAGE_BYTES_MAX)?.to_vec() })
    }
}
