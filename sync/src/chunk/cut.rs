//! A chunk out of which an erasure made the hub cut something.
//!
//! The author's header, the hash of the body as it was and the author's signature stay: they still say that the device
//! sealed these commits, in this place, from `prev` to `tip`. Each commit that was cut carries the hash that stands for it
//! in the chain, so that the chain is walked as before. What is left of its payload no author's signature covers any more:
//! the hub's does.

use super::{Chunk, ChunkHeader, Form, HEADER_BYTES, signed_hash, write_body};
use crate::codec::{Malformed, Reader, Writer};
use crate::commit::{Commit, CommitHeader, Cut};
use crate::hash::Hash;
use crate::limits::{CHUNK_BYTES_MAX, CHUNK_PLAIN_BYTES_MAX};
use crate::pack::{pack_body, unpack_body};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

const MAGIC: &[u8; 4] = b"PJX1";
/// Where the author's header ends.
const HEADER_END: usize = MAGIC.len() + HEADER_BYTES;
/// Where the hash of the body as it was ends, and the author's signature begins.
const HASH_END: usize = HEADER_END + 32;
/// Where the author's signature ends.
const AUTHOR_END: usize = HASH_END + SIGNATURE_BYTES;
/// Where the lengths of what is left end.
const LENGTHS_END: usize = AUTHOR_END + 4 + 4;

const WHOLE: u8 = 0;
const PAYLOAD_CUT: u8 = 1;
const ALL_CUT: u8 = 2;

/// Cuts a chunk: `left` are its commits, all of them, some made by [`Commit::cut_to`].
///
/// # Errors
/// [`Malformed`] when they are not the commits of this chunk.
pub fn cut(chunk: &Chunk, left: &[Commit], key: &SigningKey) -> Result<Chunk, Malformed> {
    let header = &chunk.header;
    let is_same = left.len() as u64 == header.last - header.first + 1
        && left.first().is_some_and(|commit| commit.header.n == header.first && commit.header.prev == header.prev)
        && left
            .windows(2)
            .all(|pair| pair[1].header.n == pair[0].header.n + 1 && pair[1].header.prev == pair[0].hash())
        && left.last().is_some_and(|commit| commit.hash() == header.tip);
    if !is_same {
        return Err(Malformed("what is left is not of this chunk"));
    }
    let plain = write_body(left, Form::Cut);
    if plain.len() > CHUNK_PLAIN_BYTES_MAX {
        return Err(Malformed("body above its limit"));
    }
    let packed = pack_body(&plain)?;
    let (hash, signature) = authors_part(chunk);
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(|_| Malformed("body above its limit"));
    let mut writer = Writer::default();
    writer.fixed(MAGIC);
    writer.fixed(&header.to_bytes());
    writer.fixed(&hash.0);
    writer.fixed(signature);
    writer.fixed(&length(&plain)?.to_be_bytes());
    writer.fixed(&length(&packed)?.to_be_bytes());
    writer.fixed(&packed);
    let signed = key.sign(&hubs_part(&writer.bytes));
    writer.fixed(&signed);
    if writer.bytes.len() > CHUNK_BYTES_MAX {
        return Err(Malformed("chunk above its limit"));
    }
    Ok(Chunk { header: header.clone(), bytes: writer.bytes })
}

/// The hash of the body as it was, and the author's signature.
fn authors_part(chunk: &Chunk) -> (Hash, &[u8]) {
    if chunk.is_cut() {
        return (hash_of_body(&chunk.bytes), &chunk.bytes[HASH_END..AUTHOR_END]);
    }
    let (signed, signature) = chunk.bytes.split_at(chunk.bytes.len() - SIGNATURE_BYTES);
    (Hash::of(&[&signed[HEADER_BYTES..]]), signature)
}

fn hash_of_body(bytes: &[u8]) -> Hash {
    let mut hash = Hash::ZERO;
    hash.0.copy_from_slice(&bytes[HEADER_END..HASH_END]);
    hash
}

fn hubs_part(bytes: &[u8]) -> Vec<u8> {
    [b"pamoja-cut-1".as_slice(), &Hash::of(&[bytes]).0].concat()
}

/// Whether bytes begin as those of a chunk that was cut.
pub fn is_cut(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads length and layout; from here on every place of the fixed part is there.
pub(super) fn read(bytes: &[u8]) -> Result<Chunk, Malformed> {
    if bytes.len() < LENGTHS_END {
        return Err(Malformed("chunk length"));
    }
    let header = ChunkHeader::read(&mut Reader::new(&bytes[MAGIC.len()..HEADER_END]))?;
    let (plain_bytes, packed_bytes) = lengths(bytes)?;
    if plain_bytes > CHUNK_PLAIN_BYTES_MAX {
        return Err(Malformed("body above its limit"));
    }
    if bytes.len() != LENGTHS_END + packed_bytes + SIGNATURE_BYTES {
        return Err(Malformed("chunk length"));
    }
    Ok(Chunk { header, bytes: bytes.to_vec() })
}

fn lengths(bytes: &[u8]) -> Result<(usize, usize), Malformed> {
    let mut reader = Reader::new(&bytes[AUTHOR_END..LENGTHS_END]);
    Ok((u32::from_be_bytes(reader.fixed()?) as usize, u32::from_be_bytes(reader.fixed()?) as usize))
}

pub(super) fn was_signed_by(bytes: &[u8], public_key: &[u8; 32]) -> bool {
    let header = &bytes[MAGIC.len()..HEADER_END];
    is_signed_by(public_key, &signed_hash(header, &hash_of_body(bytes)), &bytes[HASH_END..AUTHOR_END])
}

pub(super) fn is_cut_by(bytes: &[u8], hub_key: &[u8; 32]) -> bool {
    let (signed, signature) = bytes.split_at(bytes.len() - SIGNATURE_BYTES);
    is_signed_by(hub_key, &hubs_part(signed), signature)
}

/// What is left, unpacked.
pub(super) fn plain(bytes: &[u8]) -> Result<Vec<u8>, Malformed> {
    let (plain_bytes, _) = lengths(bytes)?;
    unpack_body(&bytes[LENGTHS_END..bytes.len() - SIGNATURE_BYTES], plain_bytes)
}

pub(super) fn write_cut(writer: &mut Writer, cut: Option<Cut>) {
    match cut {
        None => writer.byte(WHOLE),
        Some(Cut::Payload(hash)) => {
            writer.byte(PAYLOAD_CUT);
            writer.fixed(&hash.0);
        }
        Some(Cut::Whole(hash)) => {
            writer.byte(ALL_CUT);
            writer.fixed(&hash.0);
        }
    }
}

pub(super) fn read_cut(reader: &mut Reader<'_>, header: &CommitHeader) -> Result<Option<Cut>, Malformed> {
    let cut = match reader.byte()? {
        WHOLE => return Ok(None),
        PAYLOAD_CUT => Cut::Payload(Hash(reader.fixed()?)),
        ALL_CUT => Cut::Whole(Hash(reader.fixed()?)),
        _ => return Err(Malformed("cut")),
    };
    if header.reason.is_some() { Err(Malformed("a reason that was cut")) } else { Ok(Some(cut)) }
}
