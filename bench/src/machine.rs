//! What was measured where: processor, memory, system, and the versions that decide the figures.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

const LOCK: &str = include_str!("../../Cargo.lock");
/// Packages whose version changes what is measured.
const PACKAGES: [&str; 6] = ["automerge", "libsqlite3-sys", "ring", "rusqlite", "zstd", "zstd-sys"];

/// Processor, cores, memory, system.
pub fn describe() -> String {
    let processor = value("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kib: u64 =
        value("/proc/meminfo", "MemTotal").and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    format!(
        "{processor}, {cores} cores, {} GiB, {} {}",
        (kib + 524_288) / 1_048_576,
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

/// Versions by name.
pub fn versions() -> BTreeMap<String, String> {
    let mut versions: BTreeMap<String, String> =
        PACKAGES.iter().filter_map(|name| Some(((*name).to_owned(), locked(name)?))).collect();
    versions.insert("pamoja".to_owned(), env!("CARGO_PKG_VERSION").to_owned());
    let rustc =
        Command::new("rustc").arg("--version").output().ok().and_then(|output| String::from_utf8(output.stdout).ok());
    versions.insert("rustc".to_owned(), rustc.map_or_else(|| "unknown".to_owned(), |text| text.trim().to_owned()));
    versions.insert("build".to_owned(), if cfg!(debug_assertions) { "debug" } else { "release" }.to_owned());
    versions
}

fn value(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn locked(name: &str) -> Option<String> {
    let after = LOCK.split_once(&format!("name = \"{name}\"\nversion = \""))?.1;
    Some(after.split_once('"')?.0.to_owned())
}
