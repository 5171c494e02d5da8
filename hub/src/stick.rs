//! Sticks and rescue files at the command line, by the same roads as the console.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use store::Store;
use store::exchange::bundle::{FolderParts, answer_bundle, part_files};
use store::exchange::rescue::RESCUE_BYTES_MAX;
use usecases::stick::{StickPartState, part_bytes, read_from, take_rescue};
use usecases::{Caller, Failure};

use crate::admin::Reply;

fn cannot(path: &Path, cause: &std::io::Error) -> Failure {
    Failure::refused("shell-refused-file").with("path", path.display()).with("problem", cause)
}

fn sentence(code: &str) -> String {
    ui::words::sentence(code, &Default::default())
}

/// Reads a part, or every part in a folder, each for itself.
///
/// # Errors
/// A path that cannot be read, faults of the store.
pub(crate) fn read(store: &Store, caller: &Caller, path: &Path) -> Result<Reply, Failure> {
    let files = part_files(path).map_err(|cause| cannot(path, &cause))?;
    if files.is_empty() {
        return Err(Failure::refused("sync-refused-folder-empty"));
    }
    let mut reply = Reply { lines: Vec::new(), is_sound: true };
    for file in files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut source = BufReader::new(File::open(&file).map_err(|cause| cannot(&file, &cause))?);
        let part = read_from(store, caller, &name, &mut source)?;
        reply.is_sound &= part.state != StickPartState::Refused;
        reply.lines.push(part.line(sentence));
        if let Some(number) = part.from_number {
            reply.lines.push(format!("  its answer: pamoja-hub stick answer --device {number} --out FOLDER"));
        }
    }
    Ok(reply)
}

/// Writes the answer for a laptop into a folder.
///
/// # Errors
/// A folder that cannot be written to, an unknown or revoked device, faults of the store.
pub(crate) fn answer(
    store: &Store,
    caller: &Caller,
    number: u32,
    out: &Path,
    part_mb: Option<u32>,
) -> Result<Reply, Failure> {
    let mut parts = FolderParts::new(out);
    if !out.is_dir() {
        return Err(Failure::refused("sync-refused-folder").with("field", "folder"));
    }
    let written = answer_bundle(store, &caller.author("sync.answer_stick"), number, part_bytes(part_mb), &mut parts)?;
    let mut lines: Vec<String> = parts.files.iter().map(|file| file.display().to_string()).collect();
    lines.push(format!("{} parts, {} packets, {} bytes", written.parts, written.chunks, written.bytes));
    Ok(Reply { lines, is_sound: true })
}

/// Takes a rescue file.
///
/// # Errors
/// A file that cannot be read or is none, faults of the store.
pub(crate) fn rescue(store: &Store, caller: &Caller, path: &Path) -> Result<Reply, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(RESCUE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|cause| cannot(path, &cause))?;
    if bytes.len() as u64 > RESCUE_BYTES_MAX {
        return Err(Failure::refused("device-refused-rescue-unreadable"));
    }
    let taken = take_rescue(store, caller, &bytes)?;
    let mut lines = vec![format!(
        "{}: {} commits taken, {} were here already, {} set aside",
        taken.device_name, taken.commits, taken.known, taken.quarantined
    )];
    if taken.unsigned > 0 {
        lines.push(format!(
            "{} of them carry no signature of their own: they are vouched for by the key that sealed them",
            taken.unsigned
        ));
    }
    Ok(Reply { lines, is_sound: taken.quarantined == 0 })
}
