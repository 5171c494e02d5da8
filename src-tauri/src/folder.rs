//! The laptop's data folder: `store/` (everything, encrypted), `joining/` while a laptop joins, `attempts.json`,
//! `application.lock`, `ending/` and `ended.json` of a laptop that its hub has ended, and `demo.json` in a folder of invented data.
//!
//! `store/` appears by one rename when all of it is there: a laptop has joined or it has not, never half.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use domain::{Id, roster::User};
use serde::{Deserialize, Serialize};
use store::key::StoreKey;
use store::{OpenStore, Place, Store, StoreFault};

use crate::fault::DesktopFault;

const DEVICE: &str = "device.json";

/// A data folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// What may be told while the store is closed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeviceCard {
    /// Device number.
    pub number: u32,
    /// Device name.
    pub name: String,
    /// Address of the hub.
    pub hub_url: String,
}

/// Invented data says so.
#[derive(Debug, Clone, Deserialize)]
pub struct Demo {
    /// How to get in.
    pub hint: String,
    /// Address of the demonstration's hub, offered when joining.
    #[serde(default)]
    pub hub_url: Option<String>,
}

impl Folder {
    /// The folder at a path; without one, where this platform keeps a program's data.
    ///
    /// # Errors
    /// A platform without such a place, a folder that cannot be made.
    pub fn at(path: Option<&Path>) -> Result<Self, DesktopFault> {
        let root = match path {
            Some(path) => path.to_owned(),
            None => dirs::data_dir()
                .ok_or_else(|| DesktopFault::cannot("this system has no place for data; name one with --data"))?
                .join("pamoja"),
        };
        private_folder(&root).map_err(DesktopFault::at(&root))?;
        Ok(Self { root })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the store is, once the laptop has joined.
    pub fn store(&self) -> PathBuf {
        self.root.join("store")
    }

    /// Where a store is made while the laptop joins.
    pub fn joining(&self) -> PathBuf {
        self.root.join("joining")
    }

    /// Whether this laptop has joined.
    pub fn has_joined(&self) -> bool {
        self.store().exists()
    }

    /// Takes away what a joining that a crash ended has left.
    ///
    /// # Errors
    /// What the system says.
    pub fn clean_joining(&self) -> std::io::Result<()> {
        match fs::remove_dir_all(self.joining()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The joining is done: what was made becomes the store.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish_joining(&self) -> std::io::Result<()> {
        fs::rename(self.joining(), self.store())?;
        sync_root(&self.root)
    }

    /// Where a store is put aside whose keys are erased.
    pub fn ending(&self) -> PathBuf {
        self.root.join("ending")
    }

    /// What is told after that.
    pub fn notice(&self) -> PathBuf {
        self.root.join("ended.json")
    }

    /// The ending has begun: what was the store is to be erased, whatever happens now.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin_ending(&self) -> std::io::Result<()> {
        fs::rename(self.store(), self.ending())?;
        sync_root(&self.root)
    }

    /// One program per folder, from start to end.
    ///
    /// # Errors
    /// [`DesktopFault::OpenAlready`].
    pub fn occupy(&self) -> Result<File, DesktopFault> {
        let path = self.root.join("application.lock");
        let file = File::create(&path).map_err(DesktopFault::at(&path))?;
        file.try_lock().map_err(|_| DesktopFault::OpenAlready)?;
        Ok(file)
    }

    /// Who can unlock here.
    ///
    /// # Errors
    /// [`StoreFault::Damaged`] when the slots cannot be read.
    pub fn users(&self) -> Result<Vec<(Id<User>, String)>, StoreFault> {
        if self.has_joined() { store::key::users(&self.store()) } else { Ok(Vec::new()) }
    }

    /// Opens the store with its key.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn open(folder: &Path, key: &StoreKey) -> Result<Store, StoreFault> {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(|_| StoreFault::Key)?;
        Store::open(&OpenStore { folder, key, place: Place::Laptop, seed })
    }

    /// What is told while the store is closed.
    pub fn card(&self) -> Option<DeviceCard> {
        serde_json::from_slice(&fs::read(self.store().join(DEVICE)).ok()?).ok()
    }

    /// The hint of a folder with invented data.
    pub fn demo(&self) -> Option<Demo> {
        serde_json::from_slice(&fs::read(self.root.join("demo.json")).ok()?).ok()
    }

    /// Where the window's web view keeps its own files.
    pub fn web_view(&self) -> PathBuf {
        self.root.join("webview")
    }

    /// Where wrong passphrases are counted.
    pub fn attempts(&self) -> PathBuf {
        self.root.join("attempts.json")
    }
}

impl DeviceCard {
    /// Writes the card into a store's folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, folder: &Path) -> Result<(), StoreFault> {
        Ok(write_private(&folder.join(DEVICE), &serde_json::to_vec(self)?)?)
    }
}

/// Makes renames in a folder durable.
pub(crate) fn sync_root(_root: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    File::open(_root)?.sync_all()?;
    Ok(())
}

/// Makes a folder only its owner can look into; one that is there stays as it is.
fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Writes a file only its owner can read, durably, old or new and never between.
///
/// # Errors
/// What the system says.
pub fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let staged = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&staged)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(staged, path)
}
