//! How bytes lie on disk and on the wire: zstd with trained dictionaries, one for documents and one for bodies of chunks.
//!
//! What is packed names its dictionary, so that a better one can be added without touching what is stored: a document by
//! its first byte, a body by the number in its frame. Bodies of before there was a dictionary name none.

use std::cell::RefCell;
use std::thread::LocalKey;

use zstd::bulk::{Compressor, Decompressor};

use crate::codec::Malformed;
use crate::limits::DOCUMENT_BYTES_MAX;

/// How hard documents are packed: often, and in passing.
pub const DOCUMENT_LEVEL: i32 = 3;
/// How hard bodies of chunks are packed: once, for every line they will travel.
pub const BODY_LEVEL: i32 = 19;
// Trained on invented work by `cargo run --release -p bench -- train`.
const DOCUMENT_DICTIONARY_1: &[u8] = include_bytes!("../dictionaries/document-1.zdict");
const BODY_DICTIONARY_1: &[u8] = include_bytes!("../dictionaries/body-1.zdict");

/// Packs and unpacks with one dictionary.
struct Packer {
    compressor: Compressor<'static>,
    decompressor: Decompressor<'static>,
}

thread_local! {
    // A dictionary takes longer to prepare than a document to pack: prepared once per thread.
    static DOCUMENTS: RefCell<Option<Packer>> = const { RefCell::new(None) };
    static BODIES: RefCell<Option<Packer>> = const { RefCell::new(None) };
}

impl Packer {
    fn new(level: i32, dictionary: &'static [u8]) -> std::io::Result<Self> {
        let compressor = Compressor::with_dictionary(level, dictionary)?;
        Ok(Self { compressor, decompressor: Decompressor::with_dictionary(dictionary)? })
    }
}

fn with<T>(
    held: &'static LocalKey<RefCell<Option<Packer>>>,
    (level, dictionary): (i32, &'static [u8]),
    work: impl FnOnce(&mut Packer) -> std::io::Result<T>,
) -> std::io::Result<T> {
    held.with_borrow_mut(|held| {
        let packer = match held {
            Some(packer) => packer,
            None => held.insert(Packer::new(level, dictionary)?),
        };
        work(packer)
    })
}

fn with_documents<T>(work: impl FnOnce(&mut Packer) -> std::io::Result<T>) -> std::io::Result<T> {
    with(&DOCUMENTS, (DOCUMENT_LEVEL, DOCUMENT_DICTIONARY_1), work)
}

fn with_bodies<T>(work: impl FnOnce(&mut Packer) -> std::io::Result<T>) -> std::io::Result<T> {
    with(&BODIES, (BODY_LEVEL, BODY_DICTIONARY_1), work)
}

/// Packs the saved form of a document.
///
/// # Errors
/// [`Malformed`] above [`DOCUMENT_BYTES_MAX`].
pub fn pack_document(plain: &[u8]) -> Result<Vec<u8>, Malformed> {
    if plain.len() > DOCUMENT_BYTES_MAX {
        return Err(Malformed("document above its limit"));
    }
    let packed = with_documents(|packer| packer.compressor.compress(plain)).map_err(|_| Malformed("packing failed"))?;
    let mut bytes = Vec::with_capacity(packed.len() + 1);
    bytes.push(1);
    bytes.extend_from_slice(&packed);
    Ok(bytes)
}

/// Unpacks a document.
///
/// # Errors
/// [`Malformed`] for anything else.
pub fn unpack_document(packed: &[u8]) -> Result<Vec<u8>, Malformed> {
    match packed.split_first() {
        Some((1, packed)) => with_documents(|packer| {
            let size = Decompressor::upper_bound(packed).unwrap_or(DOCUMENT_BYTES_MAX).min(DOCUMENT_BYTES_MAX);
            packer.decompressor.decompress(packed, size)
        })
        .map_err(|_| Malformed("not a packed document")),
        _ => Err(Malformed("unknown packing")),
    }
}

/// Packs the body of a chunk.
///
/// # Errors
/// [`Malformed`] when packing fails.
pub fn pack_body(plain: &[u8]) -> Result<Vec<u8>, Malformed> {
    with_bodies(|packer| packer.compressor.compress(plain)).map_err(|_| Malformed("packing failed"))
}

/// Unpacks the body of a chunk of exactly `plain_bytes`.
///
/// # Errors
/// [`Malformed`] when it is anything else.
pub fn unpack_body(packed: &[u8], plain_bytes: usize) -> Result<Vec<u8>, Malformed> {
    let unpacked = with_bodies(|packer| packer.decompressor.decompress(packed, plain_bytes));
    let plain = unpacked.map_err(|_| Malformed("not a packed body"))?;
    if plain.len() == plain_bytes { Ok(plain) } else { Err(Malformed("body length")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_before_the_dictionary_is_read() {
        let plain = b"registry.update_person registry.update_person".to_vec();
        let before = zstd::bulk::compress(&plain, BODY_LEVEL).unwrap();
        assert_eq!(unpack_body(&before, plain.len()).unwrap(), plain);
    }

    #[test]
    fn a_body_of_another_dictionary_is_refused() {
        let plain = b"registry.update_person registry.update_person".to_vec();
        let other = with_documents(|packer| packer.compressor.compress(&plain)).unwrap();
        assert!(unpack_body(&other, plain.len()).is_err());
        let own = pack_body(&plain).unwrap();
        assert_eq!(unpack_body(&own, plain.len()).unwrap(), plain);
        assert!(unpack_body(&own, plain.len() + 1).is_err());
    }
}
