//! House rules and generated files. Nothing of the product depends on this room.
#![forbid(unsafe_code)]

pub mod generated;
pub mod openapi;
pub mod permissions;
pub mod seed;
pub mod tidy;
pub mod typescript;

use std::path::{Path, PathBuf};

/// The checkout this program was built from.
pub fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}
