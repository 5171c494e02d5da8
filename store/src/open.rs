//! Opening a store: one process, one writing connection, a few reading ones, every setting in the order that matters.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

use domain::NewIds;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use sync::signing::SigningKey;

use crate::fault::StoreFault;
use crate::key::{StoreKey, sync_folder};
use crate::limits::{
    BUSY_TIMEOUT_MS, CHECKPOINT_PAGES, JOURNAL_BYTES_MAX, READER_CACHE_KIB, READERS_MAX, RESERVE_BYTES,
    WRITER_CACHE_KIB,
};
use crate::local::setting::signing_key;
use crate::migrate::migrate;
use crate::myself::Myself;
use crate::outbox::Outbox;
use crate::read::Reader;
use crate::writer::{Author, Writer};

/// Where a store lives: what it may decide differs, what it holds does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A laptop.
    Laptop,
    /// The hub, which holds the authority over scarce decisions.
    Hub,
}

/// How to open a store.
pub struct OpenStore<'a> {
    /// Folder of the store.
    pub folder: &'a Path,
    /// Its key.
    pub key: &'a StoreKey,
    /// Where it lives.
    pub place: Place,
    /// 32 random bytes for new identities.
    pub seed: [u8; 32],
}

/// Name of the database in its folder.
pub const DATABASE: &str = "store.db";
const LOCK: &str = "store.lock";
const RESERVE: &str = "reserve";

/// Starting the cipher takes about a millisecond; where it never starts, opening tells what is missing.
const CIPHER_TRIES: u32 = 500;
const CIPHER_PAUSE: Duration = Duration::from_millis(10);

/// An open store.
pub struct Store {
    folder: PathBuf,
    place: Place,
    // Fair, so that who works in the console gets a turn between the groups of pushes.
    writing: parking_lot::Mutex<Writing>,
    readers: Mutex<Vec<Connection>>,
    key: StoreKey,
    vfs: Option<String>,
    _lock: File,
}

/// What belongs together while something is written.
pub(crate) struct Writing {
    pub connection: Connection,
    pub ids: NewIds,
    pub myself: Option<Myself>,
    pub outbox: Outbox,
    /// The write-ahead log may still hold what was erased.
    pub is_log_owed: bool,
}

impl Store {
    /// Opens the store in a folder, making it when there is none.
    ///
    /// # Errors
    /// [`StoreFault::InUse`], [`StoreFault::Damaged`], [`StoreFault::Newer`], [`StoreFault::DiskFull`].
    pub fn open(options: &OpenStore<'_>) -> Result<Self, StoreFault> {
        Self::open_on(options, None)
    }

    /// Opens the store with its database on a file system that was registered with SQLite by name; none is the
    /// system's. Tests lose power on such a one; lock, outbox and reserve lie in the folder as always.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(options: &OpenStore<'_>, vfs: Option<&str>) -> Result<Self, StoreFault> {
        fs::create_dir_all(options.folder)?;
        let lock = File::create(options.folder.join(LOCK))?;
        lock.try_lock().map_err(|_| StoreFault::InUse)?;
        let pragma_key = options.key.pragma();
        let path = options.folder.join(DATABASE);
        // What a crash left in the log may be from before an erasure.
        let is_log_owed = fs::metadata(options.folder.join(format!("{DATABASE}-wal"))).is_ok_and(|log| log.len() > 0);
        let mut connection = connect(&path, &pragma_key, vfs, true)?;
        migrate(&mut connection)?;
        let myself = Myself::load(&connection)?;
        let outbox = Outbox::open(options.folder, options.key)?;
        let writing = Writing { connection, ids: NewIds::from_seed(options.seed), myself, outbox, is_log_owed };
        let store = Self {
            folder: options.folder.to_owned(),
            place: options.place,
            writing: parking_lot::Mutex::new(writing),
            readers: Mutex::new(Vec::new()),
            key: StoreKey::from_bytes(*options.key.to_bytes()),
            vfs: vfs.map(str::to_owned),
            _lock: lock,
        };
        store.reserve();
        store.fill_outbox()?;
        Ok(store)
    }

    /// Where this store lives.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The key it was opened with: it is wrapped anew for a user who comes or comes back.
    pub(crate) const fn key(&self) -> &StoreKey {
        &self.key
    }

    /// Reads with one connection of the pool.
    ///
    /// # Errors
    /// What `work` returns, and faults of the store.
    pub fn read<T, E: From<StoreFault>>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let held = lock(&self.readers).pop();
        let connection = match held {
            Some(connection) => connection,
            None => self.connect()?,
        };
        // One snapshot for the whole read: a page and its counts agree.
        connection.execute_batch("BEGIN").map_err(StoreFault::from)?;
        let result = work(&Reader::new(&connection, self.place));
        connection.execute_batch("COMMIT").map_err(StoreFault::from)?;
        let mut readers = lock(&self.readers);
        if readers.len() < READERS_MAX {
            readers.push(connection);
        }
        drop(readers);
        result
    }

    /// One more connection, for reading.
    fn connect(&self) -> Result<Connection, StoreFault> {
        connect(&self.folder.join(DATABASE), &self.key.pragma(), self.vfs.as_deref(), false)
    }

    /// The one door for writing: all of `work` is one transaction, or nothing.
    ///
    /// # Errors
    /// What `work` returns, and faults of the store; nothing is written then.
    pub fn write<T, E: From<StoreFault>>(
        &self,
        author: &Author,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writing = self.writing.lock();
        let Writing { connection, ids, myself, outbox, is_log_owed } = &mut *writing;
        let before = myself.clone();
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreFault::from)?;
        let mut writer = Writer::new(&transaction, self.place, author, ids, myself, outbox);
        let result = work(&mut writer);
        let written = writer.finish();
        match result.and_then(|value| written.map_err(E::from).map(|has_erased| (value, has_erased))) {
            Ok((value, has_erased)) => match transaction.commit() {
                Ok(()) => {
                    *is_log_owed |= has_erased;
                    if *is_log_owed {
                        *is_log_owed = !empty_log(connection);
                    }
                    // The store is the truth; a failing outbox must not make a durable act look undone.
                    outbox.append_unwritten();
                    Ok(value)
                }
                Err(error) => {
                    *myself = before;
                    outbox.forget_unwritten();
                    Err(self.full(error.into()).into())
                }
            },
            Err(error) => {
                drop(transaction);
                *myself = before;
                outbox.forget_unwritten();
                Err(error)
            }
        }
    }

    /// Frees the reserve when the disk is full, so that the next try finds room.
    fn full(&self, fault: StoreFault) -> StoreFault {
        if matches!(fault, StoreFault::DiskFull) {
            let _ = fs::remove_file(self.folder.join(RESERVE));
        }
        fault
    }

    /// Keeps some disk aside while there is plenty; failing to is no reason not to work.
    fn reserve(&self) {
        let path = self.folder.join(RESERVE);
        if fs::metadata(&path).is_ok_and(|found| found.len() == RESERVE_BYTES) || self.place == Place::Hub {
            return;
        }
        let written = File::create(&path).and_then(|mut file| {
            let zeros = vec![0_u8; 1024 * 1024];
            for _ in 0..RESERVE_BYTES / zeros.len() as u64 {
                std::io::Write::write_all(&mut file, &zeros)?;
            }
            Ok(())
        });
        if written.is_err() {
            let _ = fs::remove_file(&path);
        }
    }

    /// Commits that a crash kept from the outbox file are written to it now.
    fn fill_outbox(&self) -> Result<(), StoreFault> {
        let mut writing = self.writing.lock();
        let Writing { connection, myself, outbox, .. } = &mut *writing;
        if let Some(myself) = myself {
            outbox.fill(connection, myself)?;
        }
        Ok(())
    }

    /// Frees the reserve, and brings the outbox and the key beside it up to the store; more than at an opening, failing is told.
    pub(crate) fn refill_outbox(&self) -> Result<(), StoreFault> {
        let _ = fs::remove_file(self.folder.join(RESERVE));
        self.prepare_rescue()?;
        self.fill_outbox()
    }

    /// Bytes of the database, and of its write-ahead log.
    pub fn file_bytes(&self) -> (u64, u64) {
        let bytes = |name: &str| fs::metadata(self.folder.join(name)).map_or(0, |found| found.len());
        (bytes(DATABASE), bytes(&format!("{DATABASE}-wal")))
    }

    /// Whether the file can be opened and read: with a connection of its own, which knows nothing by heart.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn answers(&self) -> Result<(), StoreFault> {
        connect(&self.folder.join(DATABASE), &self.key.pragma(), self.vfs.as_deref(), false).map(|_| ())
    }

    /// What is unsent can be rescued at the hub even when this store does not open any more.
    pub(crate) fn prepare_rescue(&self) -> Result<(), StoreFault> {
        let mut writing = self.writing.lock();
        let Writing { connection, outbox, .. } = &mut *writing;
        outbox.prepare(connection)
    }

    /// A consistent copy of the whole store in another folder, made while work goes on.
    ///
    /// # Errors
    /// [`StoreFault::DiskFull`], [`StoreFault::Io`].
    pub fn backup(&self, folder: &Path) -> Result<(), StoreFault> {
        fs::create_dir_all(folder)?;
        let target = folder.join(DATABASE);
        if target.exists() {
            return Err(StoreFault::Io(std::io::Error::new(
                std::io::ErrorKind::AlreadyExists,
                "a backup is there already",
            )));
        }
        let source = self.connect()?;
        // The copy is encrypted with the same key, page by page, inside SQLite: no plain byte touches the disk.
        source.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
        File::open(&target)?.sync_all()?;
        sync_folder(folder)
    }

    /// The device's signing key, once the store has one.
    ///
    /// # Errors
    /// [`StoreFault::Lacks`] before the device has joined.
    pub fn signing_key(&self) -> Result<SigningKey, StoreFault> {
        self.read(|reader| signing_key(reader.connection()))
    }

    pub(crate) fn writing(&self) -> parking_lot::MutexGuard<'_, Writing> {
        self.writing.lock()
    }
}

/// Empties the write-ahead log. False when a reader is in the way: nobody waits for it, the next write tries again, and
/// closing the store empties it as well.
fn empty_log(connection: &Connection) -> bool {
    let emptied = connection.busy_timeout(Duration::ZERO).and_then(|()| {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>("busy")? == 0))
    });
    connection.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS)).is_ok() && emptied.unwrap_or(false)
}

/// A panic while a lock was held leaves a rolled-back transaction: what is behind the lock is still sound.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until encryption is there. SQLite says that it is ready just before it starts its cipher: the first opening
/// in a process can be overtaken by a second one, which then finds none.
fn await_cipher() {
    static READY: Once = Once::new();
    READY.call_once(|| {
        let is_ready = || Connection::open_in_memory()?.pragma_update(None, "key", "ready");
        for _ in 0..CIPHER_TRIES {
            if is_ready().is_ok() {
                return;
            }
            std::thread::sleep(CIPHER_PAUSE);
        }
    });
}

/// Opens one connection. The order matters: key first, EXTRA before WAL.
fn connect(path: &Path, pragma_key: &str, vfs: Option<&str>, is_writer: bool) -> Result<Connection, StoreFault> {
    await_cipher();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match vfs {
        None => Connection::open_with_flags(path, flags)?,
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs)?,
    };
    connection.pragma_update(None, "key", pragma_key)?;
    let cache = if is_writer { WRITER_CACHE_KIB } else { READER_CACHE_KIB };
    let settings = format!(
        "PRAGMA cipher_log_level = NONE;
         PRAGMA synchronous = EXTRA;
         PRAGMA journal_mode = WAL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;
         PRAGMA journal_size_limit = {JOURNAL_BYTES_MAX};
         PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES};
         PRAGMA cache_size = -{cache};"
    );
    connection.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
    connection.execute_batch(&settings)?;
    connection.set_prepared_statement_cache_capacity(200);
    let cipher: String = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .map_err(|_| StoreFault::Lacks("encryption"))?;
    if cipher.is_empty() {
        return Err(StoreFault::Lacks("encryption"));
    }
    // The first read of a page is what finds a wrong key or a damaged file.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}
