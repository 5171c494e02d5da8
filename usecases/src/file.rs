//! Bringing a file: the one input that is not JSON. The shells hand over name and bytes; use-cases name it by identity.

use serde_json::{Value, json};
use store::Store;

use crate::caller::Caller;
use crate::failure::Failure;

/// Largest file, in bytes.
pub const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Longest file name that is kept, in characters.
const FILE_NAME_CHARS_MAX: usize = 200;

/// Rights of those who have a use for a file.
const RIGHTS: [&str; 4] = ["import.write", "area.manage", "sync.stick", "device.rescue"];

/// Keeps a file, encrypted in the store, until it is imported or newer ones push it out.
///
/// # Errors
/// `import-refused-too-large`, `import-refused-empty-file`, or a lacking right.
pub fn keep_file(store: &Store, caller: &Caller, name: &str, bytes: &[u8]) -> Result<Value, Failure> {
    if !RIGHTS.iter().any(|right| caller.may(right)) {
        return Err(Failure::denied(RIGHTS[0]));
    }
    if bytes.is_empty() {
        return Err(Failure::refused("import-refused-empty-file"));
    }
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Failure::refused("import-refused-too-large").with("limit", FILE_BYTES_MAX / (1024 * 1024)));
    }
    // The name is shown, never used as a path.
    let name: String = name.chars().filter(|c| !c.is_control()).take(FILE_NAME_CHARS_MAX).collect();
    let id =
        store.write(&caller.author("import.bring"), |writer| writer.keep_file(&name, bytes).map_err(Failure::from))?;
    Ok(json!({ "file_id": id.to_string() }))
}
