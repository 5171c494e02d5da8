//! Rescue from the command line and the screen: the file that `store` packs, written where somebody wants it.

use std::path::Path;

use store::rescue::{About, pack};
pub use store::rescue::{MAGIC, Manifest};

use crate::clock;
use crate::fault::DesktopFault;
use crate::folder::{Folder, write_private};

/// Packs everything unsent into a new file.
///
/// # Errors
/// A laptop that has not joined, a file that is there already, what the system says.
pub fn rescue(folder: &Folder, out: &Path) -> Result<Manifest, DesktopFault> {
    if !folder.has_joined() {
        return Err(DesktopFault::cannot(format!(
            "{}: this laptop has not joined, so there is nothing to rescue",
            folder.root().display()
        )));
    }
    if out.exists() {
        return Err(DesktopFault::cannot(format!(
            "{}: this file is there already; nothing was overwritten",
            out.display()
        )));
    }
    let about = About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at_ms: clock::now().ms(),
        device: folder.card().map(|card| card.name),
        users: folder.users().unwrap_or_default().into_iter().map(|(_, name)| name).collect(),
    };
    let (manifest, packed) = pack(&folder.store(), about)?;
    write_private(out, &packed).map_err(DesktopFault::at(out))?;
    Ok(manifest)
}

/// What is in the file, in a sentence.
pub fn sentence(manifest: &Manifest, out: &Path) -> String {
    let users = if manifest.users.is_empty() { "the laptop's users".to_owned() } else { manifest.users.join(", ") };
    let opens = if manifest.is_open_to_hub {
        "only the hub can read them, without any passphrase".to_owned()
    } else {
        format!("they open with the passphrase of {users} only, because this laptop was not opened since its update")
    };
    format!(
        "{} holds {} commits of {} that the hub has not proven to hold, still sealed: {opens}. Bring the file to your supervisor and keep the laptop as it is.",
        out.display(),
        manifest.commits,
        manifest.device.as_deref().unwrap_or("this laptop"),
    )
}
