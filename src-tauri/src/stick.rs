//! Sticks: where they are plugged in, writing parts to a folder and reading them from one, and the rescue file.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use store::Store;
use store::exchange::bundle::part_files;
use usecases::stick::{
    ReadFolderInput, ReadStickOutput, RescueInput, RescueOutput, StickListOutput, StickPlace, WriteStickInput,
    WriteStickOutput, overview, read_from, write_into,
};
use usecases::{Caller, Failure};

use crate::fault::{DesktopFault, fault};
use crate::folder::Folder;
use crate::limits::STICKS_MAX;

/// Where systems put what is plugged in.
const MOUNTED_BELOW: [&str; 4] = ["/media/", "/run/media/", "/mnt/", "/Volumes/"];
/// File systems of sticks and cards.
const STICK_KINDS: [&str; 8] = ["vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "udf", "hfsplus", "ext4"];

/// What the screen about sticks shows.
///
/// # Errors
/// A lacking right, faults of the store.
pub fn list(store: &Store, caller: &Caller) -> Result<StickListOutput, Failure> {
    overview(store, caller, places())
}

/// Sticks and cards that are plugged in now. A guess that spares typing: any folder can be typed.
fn places() -> Vec<StickPlace> {
    let mut found: Vec<PathBuf> = Vec::new();
    if let Ok(mounts) = std::fs::read_to_string("/proc/mounts") {
        found.extend(mounts.lines().filter_map(plugged_in));
    }
    if cfg!(target_os = "macos") {
        let volumes = std::fs::read_dir("/Volumes").into_iter().flatten().flatten();
        found.extend(volumes.map(|entry| entry.path()));
    }
    if cfg!(windows) {
        found.extend(('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))).filter(|path| path.is_dir()));
    }
    found.sort();
    found.dedup();
    found.truncate(STICKS_MAX);
    let told = |path: PathBuf| {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        StickPlace { path: path.display().to_string(), name }
    };
    found.into_iter().map(told).collect()
}

/// The folder of a line in the list of mounts, when it looks like something that was plugged in.
fn plugged_in(line: &str) -> Option<PathBuf> {
    let mut words = line.split(' ').skip(1);
    let (point, kind) = (unescaped(words.next()?), words.next()?);
    let is_place = MOUNTED_BELOW.iter().any(|start| point.starts_with(start));
    (is_place && STICK_KINDS.contains(&kind)).then(|| PathBuf::from(point))
}

/// Undoes the octal escapes of the list of mounts: a space is written `\040`.
fn unescaped(point: &str) -> String {
    let mut rest = point;
    let mut bytes = Vec::with_capacity(point.len());
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let code = rest.get(at + 1..at + 4).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                rest = &rest[at + 4..];
            }
            None => {
                bytes.push(b'\\');
                rest = &rest[at + 1..];
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A folder as typed.
fn folder(typed: &str) -> Result<PathBuf, Failure> {
    let path = PathBuf::from(typed.trim());
    if typed.trim().is_empty() || !path.is_absolute() || !path.is_dir() {
        return Err(Failure::refused("sync-refused-folder").with("field", "folder"));
    }
    Ok(path)
}

/// What a folder says no with is the person's to mend, not a fault of ours.
fn of_folder(failure: Failure) -> Failure {
    match failure.detail.get("cause") {
        Some(cause) if cause.starts_with("reading or writing the store failed") => {
            tracing::warn!(cause, "a folder could not be used");
            Failure::refused("sync-refused-folder").with("field", "folder")
        }
        _ => failure,
    }
}

/// Writes a stick.
///
/// # Errors
/// `sync-refused-folder` and what the store refuses.
pub fn write(store: &Store, caller: &Caller, input: &WriteStickInput) -> Result<WriteStickOutput, Failure> {
    let folder = folder(&input.folder)?;
    let written = write_into(store, caller, env!("CARGO_PKG_VERSION"), &folder, input).map_err(of_folder)?;
    tracing::info!(parts = written.parts, bytes = written.bytes, "a stick was written");
    Ok(written)
}

/// Reads every part at a path, each for itself: what cannot be taken is told and holds nothing up.
///
/// # Errors
/// `sync-refused-folder`, `sync-refused-folder-empty`, faults of the store.
pub fn read(store: &Store, caller: &Caller, input: &ReadFolderInput) -> Result<ReadStickOutput, Failure> {
    let path = PathBuf::from(input.path.trim());
    let refused = || Failure::refused("sync-refused-folder").with("field", "path");
    if !path.is_absolute() {
        return Err(refused());
    }
    let files = part_files(&path).map_err(|_| refused())?;
    if files.is_empty() {
        return Err(Failure::refused("sync-refused-folder-empty").with("field", "path"));
    }
    let mut output = ReadStickOutput::default();
    for file in files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut source = BufReader::new(File::open(&file).map_err(|_| refused())?);
        output.parts.push(read_from(store, caller, &name, &mut source)?);
    }
    tracing::info!(parts = output.parts.len(), "a stick was read");
    Ok(output)
}

/// Writes the rescue file into a folder.
///
/// # Errors
/// `sync-refused-folder`, a lacking right.
pub fn rescue(data: &Folder, caller: &Caller, input: &RescueInput) -> Result<RescueOutput, Failure> {
    if !caller.may("sync.stick") {
        return Err(Failure::denied("sync.stick"));
    }
    let at = caller.now.ms() / 1000;
    let out = folder(&input.folder)?.join(format!("pamoja-rescue-laptop-{}-{at}.rescue", caller.device));
    let manifest = crate::rescue::rescue(data, &out).map_err(|cause| match cause {
        DesktopFault::File { .. } => Failure::refused("sync-refused-folder").with("field", "folder"),
        cause => fault(cause),
    })?;
    Ok(RescueOutput {
        file: out.display().to_string(),
        commits: manifest.commits as u64,
        is_open_to_hub: manifest.is_open_to_hub,
    })
}

/// A path from the command line as an absolute one.
///
/// # Errors
/// What the system says.
pub fn absolute(path: &Path) -> Result<String, DesktopFault> {
    let path = std::path::absolute(path).map_err(DesktopFault::at(path))?;
    Ok(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_point_is_read_as_it_is_called() {
        assert_eq!(unescaped("/media/amina/USB\\040STICK"), "/media/amina/USB STICK");
        assert_eq!(unescaped("/media/a\\b"), "/media/a\\b");
        assert_eq!(unescaped("/media/end\\"), "/media/end\\");
    }

    #[test]
    fn sticks_are_told_from_what_else_is_mounted() {
        let stick = "/dev/sdb1 /media/amina/USB\\040STICK vfat rw,nosuid 0 0";
        assert_eq!(plugged_in(stick), Some(PathBuf::from("/media/amina/USB STICK")));
        for other in ["tmpfs /mnt/python tmpfs rw 0 0", "/dev/sda1 / ext4 rw 0 0", "", "one"] {
            assert_eq!(plugged_in(other), None, "{other}");
        }
    }

    #[test]
    fn only_a_whole_path_of_a_folder_is_taken() {
        for typed in ["", "  ", "relative", "/surely/not/there"] {
            assert_eq!(folder(typed).unwrap_err().code, "sync-refused-folder", "{typed}");
        }
        let here = std::env::temp_dir();
        assert_eq!(folder(&here.display().to_string()).unwrap(), here);
    }
}
