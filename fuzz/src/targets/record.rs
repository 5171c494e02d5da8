//! The outbox: its file, and the records in it once they are opened.

use std::cell::RefCell;
use std::fs;

use store::key::StoreKey;
use store::{OUTBOX, outbox, read_outbox};

use super::wire::commits;

/// A record that was opened.
pub fn outbox_record(bytes: &[u8]) {
    if let Ok(commit) = outbox::decode(bytes) {
        let again = outbox::decode(&outbox::encode(&commit)).ok();
        assert_eq!(again, Some(commit), "a record reads back as what it is");
    }
}

pub fn outbox_record_seeds() -> Vec<Vec<u8>> {
    commits(4).iter().map(outbox::encode).collect()
}

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

/// The file as it lies on the disk.
pub fn outbox_file(bytes: &[u8]) {
    FOLDER.with_borrow_mut(|folder| {
        let folder = folder.get_or_insert_with(|| tempfile::tempdir().expect("a temporary folder"));
        fs::write(folder.path().join(OUTBOX), bytes).expect("room for a small file");
        let read = read_outbox(folder.path(), &StoreKey::from_bytes([7; 32])).expect("a file can be read");
        assert!(read.len() <= bytes.len() / 32, "every record takes room");
    });
}

pub fn outbox_file_seeds() -> Vec<Vec<u8>> {
    // Sealed by the first release with the key of all stories.
    let release = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/v01");
    ["amina", "joseph"].iter().filter_map(|name| fs::read(release.join(name).join(OUTBOX)).ok()).collect()
}
