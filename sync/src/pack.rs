//! How bytes lie on disk and on the wire: zstd, with a trained dictionary for documents.
//!
//! The first byte names the dictionary, so that a better one can be added without touching what is stored.

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

use crate::codec::Malformed;
use crate::limits::DOCUMENT_BYTES_MAX;

const DOCUMENT_LEVEL: i32 = 3;
const CHUNK_LEVEL: i32 = 19;
/// Trained on invented households by `cargo run --release -p bench -- train`.
const DOCUMENT_DICTIONARY_1: &[u8] = include_bytes!("../dictionaries/document-1.zdict");

struct DocumentPacker {
    compressor: Compressor<'static>,
    decompressor: Decompressor<'static>,
}

thread_local! {
    // A dictionary takes longer to prepare than a document to pack: prepared once per thread.
    static PACKER: RefCell<Option<DocumentPacker>> = const { RefCell::new(None) };
}

fn with_packer<T>(work: impl FnOnce(&mut DocumentPacker) -> std::io::Result<T>) -> std::io::Result<T> {
    PACKER.with_borrow_mut(|held| {
        let packer = match held {
            Some(packer) => packer,
            None => held.insert(DocumentPacker {
                compressor: Compressor::with_dictionary(DOCUMENT_LEVEL, DOCUMENT_DICTIONARY_1)?,
                decompressor: Decompressor::with_dictionary(DOCUMENT_DICTIONARY_1)?,
            }),
        };
        work(packer)
    })
}

/// Packs the saved form of a document.
///
/// # Errors
/// [`Malformed`] above [`DOCUMENT_BYTES_MAX`].
pub fn pack_document(plain: &[u8]) -> Result<Vec<u8>, Malformed> {
    if plain.len() > DOCUMENT_BYTES_MAX {
        return Err(Malformed("document above its limit"));
    }
    let packed = with_packer(|packer| packer.compressor.compress(plain)).map_err(|_| Malformed("packing failed"))?;
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
        Some((1, packed)) => with_packer(|packer| {
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
    zstd::bulk::compress(plain, CHUNK_LEVEL).map_err(|_| Malformed("packing failed"))
}

/// Unpacks the body of a chunk of exactly `plain_bytes`.
///
/// # Errors
/// [`Malformed`] when it is anything else.
pub fn unpack_body(packed: &[u8], plain_bytes: usize) -> Result<Vec<u8>, Malformed> {
    let plain = zstd::bulk::decompress(packed, plain_bytes).map_err(|_| Malformed("not a packed body"))?;
    if plain.len() == plain_bytes { Ok(plain) } else { Err(Malformed("body length")) }
}
