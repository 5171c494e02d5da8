//! Opening stores while others open theirs.

use std::path::Path;
use std::process::Command;
use std::sync::Barrier;

use store::key::StoreKey;
use store::{OpenStore, Place, Store};

const AT_ONCE: usize = 4;
/// Before openings waited for the cipher, about one process in three hundred met the moment.
const PROCESSES: usize = 300;
/// Tells a process of this test that it is one of the many.
const FOLDER: &str = "PAMOJA_OPENING_FOLDER";

/// The first stores of a process are opened at the same moment: none of them may find that encryption is not there yet.
/// Only a process that has opened none can show it.
#[test]
fn the_first_stores_of_a_process_open_together() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return open_together(Path::new(&folder));
    }
    for _ in 0..PROCESSES {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let told = Command::new(std::env::current_exe().unwrap()).env(FOLDER, folder.path()).output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    }
}

fn open_together(folder: &Path) {
    let together = Barrier::new(AT_ONCE);
    std::thread::scope(|scope| {
        for index in 0..AT_ONCE {
            let (folder, together) = (folder.join(index.to_string()), &together);
            scope.spawn(move || {
                let key = StoreKey::from_bytes([7; 32]);
                together.wait();
                Store::open(&OpenStore { folder: &folder, key: &key, place: Place::Hub, seed: [9; 32] }).unwrap();
            });
        }
    });
}
