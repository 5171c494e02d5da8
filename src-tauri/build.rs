//! Names the window's commands, so that the capability file must grant each of them.

use tauri_build::{AppManifest, Attributes};

fn main() {
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(&["call", "file"]));
    if let Err(error) = tauri_build::try_build(attributes) {
        // A build script's way to fail.
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
