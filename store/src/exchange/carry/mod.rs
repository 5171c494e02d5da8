//! Carrying sealed parts for others: a supervisor's laptop takes to the hub what it cannot read, and brings back the
//! answer, which it cannot read either.
//!
//! What is carried lies in files beside the store, byte for byte as it was sealed. A carrier can lose it, never change it.

pub(crate) mod hub;
mod laptop;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use ring::digest::{Context, SHA256};

use crate::fault::StoreFault;

pub use laptop::{CarriedRow, Carrying, discard_carried, export_carried, keep_carried, list_carried};

const BUFFER_BYTES: usize = 256 * 1024;

/// SHA-256 of what a reader gives, and its length.
fn hash_of(mut source: impl Read) -> Result<([u8; 32], u64), StoreFault> {
    let (mut context, mut length) = (Context::new(&SHA256), 0);
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        context.update(&buffer[..read]);
        length += read as u64;
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    Ok((hash, length))
}

/// A folder beside the store, made when it is needed; only its owner looks into it.
fn folder(store: &Path, name: &str) -> Result<PathBuf, StoreFault> {
    let path = store.join(name);
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(&path)?;
    Ok(path)
}

fn file_name(part: &[u8; 32], end: &str) -> String {
    format!("{}{end}", data_encoding::HEXLOWER.encode(part))
}

fn length_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// Bytes of a file from a place on, at most so many.
fn piece(path: &Path, at: u64, bytes_max: usize) -> Result<Vec<u8>, StoreFault> {
    use std::io::{Seek, SeekFrom};
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(bytes_max as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Appends to a file and waits until that is on the disk.
fn append(path: &Path, bytes: &[u8]) -> Result<(), StoreFault> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_data()?)
}

fn remove(path: &Path) -> Result<(), StoreFault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
