//! A small disk of its own for a test, to be filled.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What fills a [`SmallDisk`].
const FILLING: &str = "filling";

/// A mounted file system that is gone when the test is over.
pub struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    /// A disk of so many MiB; none where a file system cannot be mounted (root is needed), which is said.
    pub fn of_mib(mib: u32) -> Option<Self> {
        let disk = Self::mounted(mib);
        if disk.is_none() {
            eprintln!("SKIPPED: a small file system cannot be mounted here (root is needed)");
        }
        disk
    }

    fn mounted(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mib}m"), "tmpfs"])
            .arg(folder.path())
            .output()
            .ok()?;
        done.status.success().then_some(Self { folder })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn filling(&self) -> PathBuf {
        self.path().join(FILLING)
    }

    /// Fills it to the last byte but so many.
    ///
    /// # Panics
    /// When the disk refuses for another reason than being full.
    pub fn fills_up_to(&self, left: usize) {
        let mut file = std::fs::File::options().create(true).append(true).open(self.filling()).expect("a file");
        let zeros = vec![0_u8; 64 * 1024];
        let full = loop {
            if let Err(error) = io::Write::write_all(&mut file, &zeros) {
                break error;
            }
        };
        assert_eq!(full.kind(), io::ErrorKind::StorageFull, "{full}");
        let length = file.metadata().expect("a length").len();
        file.set_len(length.saturating_sub(left as u64)).expect("a shorter file");
    }

    /// Somebody makes room.
    ///
    /// # Panics
    /// When the filling cannot be taken away.
    pub fn has_room_again(&self) {
        std::fs::remove_file(self.filling()).expect("the filling goes");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}
