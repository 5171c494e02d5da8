//! A full disk: the act that does not fit is refused in words and leaves nothing, what was acknowledged stays, and the
//! reserve that is freed lets the officer go on. Needs root, for a small file system of its own.

use std::path::Path;
use std::process::Command;

use domain::{Id, Instant};
use store::key::StoreKey;
use store::{Author, OpenStore, Place, Store, StoreFault};

/// A mounted file system that is gone when the test is over.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn of_mib(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mib}m"), "tmpfs"])
            .arg(folder.path())
            .output()
            .ok()?;
        done.status.success().then_some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}

#[test]
fn a_full_disk_refuses_in_words_and_loses_nothing() {
    let Some(disk) = SmallDisk::of_mib(48) else {
        eprintln!("SKIPPED: a small file system cannot be mounted here (root is needed)");
        return;
    };
    let folder = disk.path().join("store");
    let key = StoreKey::generate().unwrap();
    let options = || OpenStore { folder: &folder, key: &key, place: Place::Laptop, seed: [3; 32] };
    let store = Store::open(&options()).unwrap();
    let author = Author { user: Id::NIL, now: Instant::from_ms(1_780_000_000_000), act: "import.bring" };
    // Files of half a megabyte are kept (the newest eight), settings for ever: fill with settings.
    let keep = |store: &Store, index: u32| {
        store.write::<_, StoreFault>(&author, |writer| {
            writer.keep_setting(&format!("filling {index}"), &[index as u8; 100_000])
        })
    };
    let mut kept = 0;
    let refused = loop {
        match keep(&store, kept) {
            Ok(()) => kept += 1,
            Err(fault) => break fault,
        }
        assert!(kept < 1_000, "48 MiB never end");
    };
    assert_eq!(usecases::Failure::from(refused).code, "device-refused-disk-full");
    assert!(kept > 20, "{kept}");
    // The reserve was freed: the very same act goes through now.
    keep(&store, kept).unwrap();
    drop(store);
    let again = Store::open(&options()).unwrap();
    for index in 0..=kept {
        let held = again.read(|reader| reader.setting::<StoreFault>(&format!("filling {index}"))).unwrap();
        assert_eq!(held.as_deref(), Some([index as u8; 100_000].as_slice()), "an acknowledged value is missing");
    }
}
