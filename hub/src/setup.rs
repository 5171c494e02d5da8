//! A hub's folder: `store/` (database, encrypted), `hub.key` (the store's raw key, owner only), `console.pem`.
//!
//! Founding and restoring happen in a folder of their own that is renamed when everything is in it: a hub is there
//! whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER_PERMISSIVE;
use domain::Id;
use serde::{Deserialize, Serialize};
use store::key::StoreKey;
use store::{Author, OpenStore, Place, Store};
use usecases::caller::standard;
use usecases::user::second_factor::Policy;
use usecases::{Caller, hub_setup};

use crate::clock;
use crate::fault::HubFault;

/// Folder of the store in the hub's folder.
pub const STORE: &str = "store";
/// File with the store's key.
pub const KEY: &str = "hub.key";
/// Setting that says when the store was last copied, milliseconds since 1970.
pub const LAST_BACKUP: &str = "last_backup_at";
const DATABASE: &str = "store.db";
const MANIFEST: &str = "backup.json";

/// The command line acts as this caller: whoever may read the key may do everything.
pub fn operator() -> Caller {
    Caller {
        user: Id::NIL,
        user_name: "command line".to_owned(),
        device: 0,
        grants: standard(&["administrator"]),
        areas: Vec::new(),
        now: clock::now(),
        today: clock::today(),
    }
}

/// What founds a hub.
pub struct Founding<'a> {
    /// Its folder.
    pub folder: &'a Path,
    /// Its name, shown to everybody.
    pub name: &'a str,
    /// Login name of the first administrator.
    pub admin: &'a str,
    /// Their passphrase.
    pub passphrase: &'a str,
    /// A key file of the operator, instead of a new one in the folder.
    pub key_file: Option<&'a Path>,
    /// Who needs a second factor.
    pub second_factor: Policy,
}

/// Founds a hub with its first administrator.
///
/// # Errors
/// [`HubFault::Cannot`] when a hub lives in the folder already; nothing is left behind by a failure.
pub fn found(founding: &Founding<'_>) -> Result<(), HubFault> {
    let folder = founding.folder;
    if folder.join(STORE).exists() {
        return Err(HubFault::cannot(format!("{}: a hub lives here already; nothing was changed", folder.display())));
    }
    private_folder(folder)?;
    let staged = staging(folder)?;
    let own_key = folder.join(KEY);
    // A key that is there already may be the only one to a backup: it is used, never overwritten.
    let key = match founding.key_file {
        Some(path) => read_key(path)?,
        None if own_key.exists() => read_key(&own_key)?,
        None => StoreKey::generate()?,
    };
    {
        let store = open_store(&staged, &key)?;
        store::exchange::hub::found(&store, founding.name, clock::now())?;
        hub_setup::add_user(&store, &operator(), founding.admin, (&["administrator"], &[]), founding.passphrase)?;
        founding.second_factor.keep(&store, &operator())?;
    }
    if founding.key_file.is_none() && !own_key.exists() {
        write_private(&own_key, &hex(&key))?;
    }
    let target = folder.join(STORE);
    fs::rename(&staged, &target).map_err(HubFault::at(target))
}

/// Opens the store of a hub.
///
/// # Errors
/// A missing key or store, and faults of the store.
pub fn open(folder: &Path, key_file: Option<&Path>) -> Result<Store, HubFault> {
    let path = folder.join(STORE);
    if !path.exists() {
        return Err(HubFault::cannot(format!(
            "{}: no hub lives here; found one with `pamoja-hub init`",
            folder.display()
        )));
    }
    let key = read_key(&key_path(folder, key_file))?;
    open_store(&path, &key)
}

fn key_path(folder: &Path, key_file: Option<&Path>) -> PathBuf {
    key_file.map_or_else(|| folder.join(KEY), Path::to_owned)
}

fn open_store(folder: &Path, key: &StoreKey) -> Result<Store, HubFault> {
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(|_| HubFault::cannot("the system gives no randomness"))?;
    match Store::open(&OpenStore { folder, key, place: Place::Hub, seed }) {
        Ok(store) => Ok(store),
        Err(store::StoreFault::InUse) => Err(HubFault::cannot("another program has this hub's store open")),
        Err(store::StoreFault::Damaged) => {
            Err(HubFault::cannot("the store is damaged, or the key is not its key; nothing was changed"))
        }
        Err(fault) => Err(fault.into()),
    }
}

fn staging(folder: &Path) -> Result<PathBuf, HubFault> {
    let staged = folder.join("store.new");
    if staged.exists() {
        fs::remove_dir_all(&staged).map_err(HubFault::at(&staged))?;
    }
    Ok(staged)
}

/// What is told about a backup, in plain sight: no name of a beneficiary.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    made_at_ms: i64,
    version: String,
    hub_name: String,
}

/// Writes a consistent copy of the store while work goes on. The copy is encrypted with the hub's key, which is not in it.
///
/// # Errors
/// Faults of the store; a folder that holds a backup already.
pub fn back_up(store: &Store, out: &Path) -> Result<(), HubFault> {
    if out.join(DATABASE).exists() {
        return Err(HubFault::cannot(format!("{}: a backup is there already; nothing was overwritten", out.display())));
    }
    store.backup(out)?;
    let hub_name = store.read(|reader| reader.setting_text("hub_name"))?.unwrap_or_default();
    let manifest = Manifest { made_at_ms: clock::now().ms(), version: env!("CARGO_PKG_VERSION").to_owned(), hub_name };
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| HubFault::cannot(error.to_string()))?;
    write_private(&out.join(MANIFEST), &text)?;
    let author = Author { user: Id::NIL, now: clock::now(), act: "device.backup" };
    Ok(store.write::<_, store::StoreFault>(&author, |writer| {
        writer.keep_setting(LAST_BACKUP, &manifest.made_at_ms.to_be_bytes())
    })?)
}

/// Puts a backup into a folder without a hub, and begins a new incarnation: what this hub writes from now on can never
/// be taken for what the lost one wrote after the backup.
///
/// # Errors
/// A folder that holds a hub, a missing key, a backup that does not open, a list of erasures that is not this hub's.
pub fn restore(from: &Path, folder: &Path, key_file: Option<&Path>, erasures: Option<&Path>) -> Result<(), HubFault> {
    if folder.join(STORE).exists() {
        return Err(HubFault::cannot(format!(
            "{}: a hub lives here already; a restore never overwrites one",
            folder.display()
        )));
    }
    let source = from.join(DATABASE);
    if !source.is_file() {
        return Err(HubFault::cannot(format!("{}: this is not a backup (it has no {DATABASE})", from.display())));
    }
    private_folder(folder)?;
    let key_at = key_path(folder, key_file);
    let key_at = if key_at.exists() { key_at } else { from.join(KEY) };
    if !key_at.exists() {
        return Err(HubFault::cannot(
            "the key is missing: name the file with --key-file; without it a backup cannot be opened",
        ));
    }
    let key = read_key(&key_at)?;
    let list = erasures.map(|path| fs::read(path).map_err(HubFault::at(path))).transpose()?;
    let staged = staging(folder)?;
    fs::create_dir_all(&staged).map_err(HubFault::at(&staged))?;
    let target = staged.join(DATABASE);
    fs::copy(&source, &target).map_err(HubFault::at(&target))?;
    {
        let store = open_store(&staged, &key)?;
        let author = Author { user: Id::NIL, now: clock::now(), act: "device.restore" };
        store::exchange::hub::begin_life(&store, &author)?;
        if let Some(list) = list
            && !store::exchange::erasures::erase_again(&store, &author, &list)?
        {
            return Err(HubFault::cannot("the list of erasures is not one that this hub wrote"));
        }
    }
    if key_file.is_none() && !folder.join(KEY).exists() {
        write_private(&folder.join(KEY), &hex(&key))?;
    }
    let target = folder.join(STORE);
    fs::rename(&staged, &target).map_err(HubFault::at(target))
}

/// Makes a folder only its owner can look into; one that is there stays as it is.
fn private_folder(path: &Path) -> Result<(), HubFault> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path).map_err(HubFault::at(path))
}

fn hex(key: &StoreKey) -> String {
    format!("{}\n", data_encoding::HEXLOWER.encode(key.to_bytes()))
}

/// A key file holds 64 hexadecimal digits.
fn read_key(path: &Path) -> Result<StoreKey, HubFault> {
    let text = fs::read_to_string(path).map_err(HubFault::at(path))?;
    let bytes =
        HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes
        .map(StoreKey::from_bytes)
        .ok_or_else(|| HubFault::cannot(format!("{}: a key file holds 64 hexadecimal digits", path.display())))
}

/// Writes a file only its owner can read, durably, old or new and never between.
pub fn write_private(path: &Path, text: &str) -> Result<(), HubFault> {
    write_private_bytes(path, text.as_bytes())
}

/// As [`write_private`], for what is not text.
pub fn write_private_bytes(path: &Path, bytes: &[u8]) -> Result<(), HubFault> {
    let staged = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&staged).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(HubFault::at(&staged))?;
    fs::rename(&staged, path).map_err(HubFault::at(path))
}
