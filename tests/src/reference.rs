//! Reference files of partners, where this machine has them: the same stories also run on real samples.

use std::path::{Path, PathBuf};

/// The bytes of a reference file, from `$PAMOJA_REFERENCE` or `../shared/reference` beside the project. When it is not
/// there the story says so and goes on with a generated file of the same layout.
pub fn reference_file(path: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("PAMOJA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference"), PathBuf::from);
    let file = root.join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            eprintln!("SKIPPED: no reference file {path}; the story runs on a generated file only");
            None
        }
    }
}
