//! The key of the store and the slots it is kept in: one slot per user, opened by their passphrase.
//!
//! The store's key is 256 random bits. A slot wraps it with ChaCha20-Poly1305 under HKDF-SHA256 of Argon2id
//! (passphrase; 64 MiB, 3 passes, RFC 9106's second choice) so that no passphrase, and nothing it could be guessed
//! from quickly, is on the disk. The slot file is replaced whole, by rename: old or new, never between.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::{BASE64, HEXUPPER};
use domain::{Id, Instant, roster::User};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::fault::StoreFault;
use crate::lease::{self, SealedLease};

/// Memory Argon2id uses, in KiB.
const ARGON2_KIB: u32 = 64 * 1024;
/// Passes Argon2id makes.
const ARGON2_PASSES: u32 = 3;
/// Shortest passphrase, in characters.
pub const PASSPHRASE_CHARS_MIN: usize = 8;
/// Longest passphrase, in bytes: more is not a passphrase but an attack on the hash.
pub const PASSPHRASE_BYTES_MAX: usize = 1_024;
pub(crate) const FILE: &str = "keys.json";
/// Name of the slot file while it is written.
pub(crate) const STAGED: &str = "keys.json.new";
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// The key of a store; forgotten (zeroed) when dropped.
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`StoreFault::Key`] when the system gives no randomness.
    pub fn generate() -> Result<Self, StoreFault> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// A key read from a file of the operator (the hub).
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key's bytes, for the hub's key file.
    pub fn to_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// `x'…'`, as SQLCipher takes a raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let mut hex = HEXUPPER.encode(self.0.as_slice());
        let text = Zeroizing::new(format!("x'{hex}'"));
        hex.zeroize();
        text
    }

    /// A key derived for another use.
    pub(crate) fn derive(&self, purpose: &[u8]) -> Result<Zeroizing<[u8; 32]>, StoreFault> {
        hkdf(self.0.as_slice(), b"pamoja-derived-1", purpose)
    }
}

/// The store's key, wrapped under something that is typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

impl Wrapped {
    pub fn wrap(key: &StoreKey, typed: &str, bound_to: &[u8]) -> Result<Self, StoreFault> {
        let salt: [u8; 16] = random()?;
        let nonce: [u8; NONCE_LEN] = random()?;
        let wrapping = wrapping_key(typed, &salt, ARGON2_KIB, ARGON2_PASSES)?;
        let mut wrapped = key.0.to_vec();
        sealing(&wrapping)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound_to), &mut wrapped)
            .map_err(|_| StoreFault::Key)?;
        Ok(Self {
            kib: ARGON2_KIB,
            passes: ARGON2_PASSES,
            salt: BASE64.encode(&salt),
            nonce: BASE64.encode(&nonce),
            wrapped: BASE64.encode(&wrapped),
        })
    }

    /// `None` when what was typed is wrong.
    pub fn unwrap(&self, typed: &str, bound_to: &[u8]) -> Result<Option<StoreKey>, StoreFault> {
        let decode = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| StoreFault::Damaged);
        let (salt, nonce, mut wrapped) = (decode(&self.salt)?, decode(&self.nonce)?, decode(&self.wrapped)?);
        let nonce: [u8; NONCE_LEN] = nonce.try_into().map_err(|_| StoreFault::Damaged)?;
        if self.kib > 4 * ARGON2_KIB || self.passes > 16 || typed.len() > PASSPHRASE_BYTES_MAX {
            return Ok(None);
        }
        let wrapping = wrapping_key(typed, &salt, self.kib, self.passes)?;
        let opened =
            sealing(&wrapping)?.open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(bound_to), &mut wrapped);
        let Ok(plain) = opened else { return Ok(None) };
        let key = <[u8; 32]>::try_from(&*plain).map_err(|_| StoreFault::Damaged)?;
        wrapped.zeroize();
        Ok(Some(StoreKey::from_bytes(key)))
    }
}

/// A user who can unlock here, and the wrapped key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub user: Id<User>,
    pub name: String,
    #[serde(flatten)]
    passphrase: Wrapped,
    /// Whether it opens only where there is a lease: a lease that is taken out of the file opens nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_leased: bool,
    /// What opens when the passphrase was forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<ResetSlot>,
}

/// The key once more, wrapped under the answer to one challenge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ResetSlot {
    pub device: u32,
    pub key: u16,
    pub nonce: u32,
    pub wrapped: Wrapped,
}

impl Slot {
    pub fn new(
        key: &StoreKey,
        user: Id<User>,
        name: &str,
        passphrase: &str,
        is_leased: bool,
    ) -> Result<Self, StoreFault> {
        let passphrase = Wrapped::wrap(key, passphrase, &bound_to(user, is_leased))?;
        Ok(Self { user, name: name.to_owned(), passphrase, is_leased, reset: None })
    }

    fn unwrap(&self, passphrase: &str) -> Result<Option<StoreKey>, StoreFault> {
        self.passphrase.unwrap(passphrase, &bound_to(self.user, self.is_leased))
    }
}

fn bound_to(user: Id<User>, is_leased: bool) -> Vec<u8> {
    let leased: &[u8] = if is_leased { b"pamoja-leased-slot-1" } else { b"" };
    [&user.to_bytes(), leased].concat()
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Slots {
    version: u32,
    pub slots: Vec<Slot>,
    /// How long the laptop opens without contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<SealedLease>,
}

impl Slots {
    /// Puts a user's slot in the place of the one they had.
    pub fn put(&mut self, slot: Slot) {
        match self.slots.iter_mut().find(|held| held.user == slot.user) {
            Some(held) => *held = slot,
            None => self.slots.push(slot),
        }
    }

    /// Replaces the file whole.
    fn write(&mut self, folder: &Path) -> Result<(), StoreFault> {
        self.version = 1;
        let staged = folder.join(STAGED);
        write_durably(&staged, &serde_json::to_vec_pretty(self)?)?;
        fs::rename(&staged, folder.join(FILE))?;
        sync_folder(folder)
    }
}

/// The users who can unlock the store in `folder`, without any key.
///
/// # Errors
/// [`StoreFault::Damaged`] when the slot file cannot be read.
pub fn users(folder: &Path) -> Result<Vec<(Id<User>, String)>, StoreFault> {
    Ok(read(folder)?.slots.into_iter().map(|slot| (slot.user, slot.name)).collect())
}

/// Adds or replaces the slot of a user.
///
/// # Errors
/// [`StoreFault::Io`], [`StoreFault::Key`].
pub fn add_slot(folder: &Path, key: &StoreKey, user: Id<User>, name: &str, passphrase: &str) -> Result<(), StoreFault> {
    change_slots(folder, |slots| {
        slots.put(Slot::new(key, user, name, passphrase, slots.lease.is_some())?);
        Ok(true)
    })
}

/// Changes the slot file, one at a time; it is written only when the change says so.
pub(crate) fn change_slots(
    folder: &Path,
    change: impl FnOnce(&mut Slots) -> Result<bool, StoreFault>,
) -> Result<(), StoreFault> {
    static CHANGING: Mutex<()> = Mutex::new(());
    let _changing = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut slots = read(folder)?;
    if change(&mut slots)? { slots.write(folder) } else { Ok(()) }
}

/// What became of a passphrase.
pub enum Unlocked {
    /// It opens.
    Open(StoreKey),
    /// It is wrong.
    Wrong,
    /// It is right, and the laptop had no contact with its hub for too long.
    Over,
}

/// Opens a user's slot, as long as the laptop's lease holds.
///
/// # Errors
/// [`StoreFault::Damaged`] when the slot file cannot be read, [`StoreFault::Lacks`] for an unknown user.
pub fn unlock(folder: &Path, user: Id<User>, passphrase: &str, clock: Instant) -> Result<Unlocked, StoreFault> {
    let slots = read(folder)?;
    let slot = slots.slots.into_iter().find(|slot| slot.user == user).ok_or(StoreFault::Lacks("this user"))?;
    let Some(key) = slot.unwrap(passphrase)? else { return Ok(Unlocked::Wrong) };
    if slot.is_leased && slots.lease.is_none() {
        return Ok(Unlocked::Over);
    }
    if slots.lease.is_some() && !slot.is_leased {
        bind(folder, &key, user, passphrase)?;
    }
    Ok(if lease::open(folder, &key, clock)? { Unlocked::Open(key) } else { Unlocked::Over })
}

/// Binds a slot of before the first contact to the lease that has begun.
fn bind(folder: &Path, key: &StoreKey, user: Id<User>, passphrase: &str) -> Result<(), StoreFault> {
    change_slots(folder, |slots| {
        let Some(held) = slots.slots.iter_mut().find(|slot| slot.user == user) else { return Ok(false) };
        let bound = Slot::new(key, user, &held.name, passphrase, true)?;
        *held = Slot { reset: held.reset.take(), ..bound };
        Ok(true)
    })
}

/// A user's key whatever the lease says, for who brings an answer besides. `None` when the passphrase is wrong.
pub(crate) fn unwrapped(folder: &Path, user: Id<User>, passphrase: &str) -> Result<Option<StoreKey>, StoreFault> {
    let slot = read(folder)?.slots.into_iter().find(|slot| slot.user == user).ok_or(StoreFault::Lacks("this user"))?;
    slot.unwrap(passphrase)
}

pub(crate) fn read(folder: &Path) -> Result<Slots, StoreFault> {
    let path = folder.join(FILE);
    match fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Slots::default()),
        Err(error) => return Err(error.into()),
        Ok(found) if found.len() > FILE_BYTES_MAX => return Err(StoreFault::Damaged),
        Ok(_) => {}
    }
    serde_json::from_slice(&fs::read(path)?).map_err(|_| StoreFault::Damaged)
}

/// Writes a file and waits until it is on the disk.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), StoreFault> {
    use std::io::Write;
    let mut file = private_file(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

/// A new file that only its owner can read.
pub(crate) fn private_file(path: &Path) -> Result<fs::File, StoreFault> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?)
}

/// Makes a rename in `folder` durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreFault> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

fn wrapping_key(passphrase: &str, salt: &[u8], kib: u32, passes: u32) -> Result<Zeroizing<[u8; 32]>, StoreFault> {
    let parameters = Params::new(kib, passes, 1, Some(32)).map_err(|_| StoreFault::Key)?;
    let mut stretched = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(passphrase.as_bytes(), salt, stretched.as_mut_slice())
        .map_err(|_| StoreFault::Key)?;
    hkdf(stretched.as_slice(), salt, b"pamoja-key-slot-1")
}

fn hkdf(secret: &[u8], salt: &[u8], purpose: &[u8]) -> Result<Zeroizing<[u8; 32]>, StoreFault> {
    let mut key = Zeroizing::new([0_u8; 32]);
    let purpose = [purpose];
    let stretched = Salt::new(HKDF_SHA256, salt).extract(secret);
    stretched
        .expand(&purpose, HKDF_SHA256)
        .and_then(|expanded| expanded.fill(key.as_mut_slice()))
        .map_err(|_| StoreFault::Key)?;
    Ok(key)
}

pub(crate) fn sealing(key: &[u8; 32]) -> Result<LessSafeKey, StoreFault> {
    Ok(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).map_err(|_| StoreFault::Key)?))
}

/// Random bytes for keys, salts and nonces: secrets are never handed in.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreFault> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| StoreFault::Key)?;
    Ok(bytes)
}

/// The hash of a passphrase, in the PHC-like text `argon2id$kib$passes$salt$hash`, for accounts of the hub.
///
/// # Errors
/// [`StoreFault::Key`].
pub fn hash_passphrase(passphrase: &str) -> Result<String, StoreFault> {
    let salt: [u8; 16] = random()?;
    let hash = wrapping_key(passphrase, &salt, ARGON2_KIB, ARGON2_PASSES)?;
    Ok(format!("argon2id${ARGON2_KIB}${ARGON2_PASSES}${}${}", BASE64.encode(&salt), BASE64.encode(hash.as_slice())))
}

/// Whether a passphrase is the one that was hashed.
pub fn is_passphrase(passphrase: &str, hashed: &str) -> bool {
    let parts: Vec<&str> = hashed.split('$').collect();
    let ["argon2id", kib, passes, salt, hash] = parts.as_slice() else { return false };
    let (Ok(kib), Ok(passes)) = (kib.parse::<u32>(), passes.parse::<u32>()) else { return false };
    let (Ok(salt), Ok(hash)) = (BASE64.decode(salt.as_bytes()), BASE64.decode(hash.as_bytes())) else { return false };
    if passphrase.len() > PASSPHRASE_BYTES_MAX || kib > 4 * ARGON2_KIB || passes > 16 {
        return false;
    }
    wrapping_key(passphrase, &salt, kib, passes).is_ok_and(|found| is_equal(found.as_slice(), &hash))
}

/// Compares without telling by its duration where the first difference is.
fn is_equal(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_opens_with_its_passphrase_only() {
        let folder = tempfile::tempdir().unwrap();
        let key = StoreKey::generate().unwrap();
        let user = Id::from_bytes([5; 16]);
        add_slot(folder.path(), &key, user, "Amina", "seven blue goats").unwrap();
        let now = Instant::from_ms(1);
        assert!(matches!(unlock(folder.path(), user, "seven blue coats", now).unwrap(), Unlocked::Wrong));
        let Unlocked::Open(opened) = unlock(folder.path(), user, "seven blue goats", now).unwrap() else { panic!() };
        assert_eq!(opened.to_bytes(), key.to_bytes());
        assert_eq!(users(folder.path()).unwrap(), [(user, "Amina".to_owned())]);
    }

    #[test]
    fn a_slot_file_that_is_something_else_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), b"not json").unwrap();
        assert!(matches!(users(folder.path()), Err(StoreFault::Damaged)));
    }
}
