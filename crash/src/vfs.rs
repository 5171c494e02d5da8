//! The file system as SQLite calls it: opening, removing, asking for files; chance and time are the system's.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::ffi;

use crate::disk::Disk;
use crate::handle::{self, OpenFile};

/// Longest path, in bytes, with its end.
const PATH_BYTES: c_int = 1_024;

static NAMES: AtomicU64 = AtomicU64::new(0);

/// A disk that SQLite knows by a name; unregistered when dropped.
pub struct Vfs {
    name: String,
    disk: Arc<Disk>,
    registered: *mut ffi::sqlite3_vfs,
}

impl Vfs {
    /// Registers an empty disk.
    ///
    /// # Panics
    /// When SQLite cannot take it.
    pub fn new() -> Self {
        let name = format!("pamoja-crash-{}", NAMES.fetch_add(1, Ordering::Relaxed));
        let disk = Arc::new(Disk::default());
        let z_name = CString::new(name.clone()).expect("a name without a zero byte");
        let table = ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: size_of::<OpenFile>() as c_int,
            mxPathname: PATH_BYTES,
            pNext: ptr::null_mut(),
            zName: z_name.into_raw(),
            pAppData: Arc::into_raw(Arc::clone(&disk)).cast_mut().cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_pathname),
            xDlOpen: None, // only `load_extension` calls these four, and it is off unless asked for
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: Some(last_error),
            xCurrentTimeInt64: Some(current_time_int64),
            xSetSystemCall: None, // not called below version 3
            xGetSystemCall: None,
            xNextSystemCall: None,
        };
        let registered = Box::into_raw(Box::new(table));
        // SAFETY: `registered` came from a Box, is given back only in `drop`, after it was unregistered; every function
        // in it has the signature and keeps the contract that SQLite documents for its place.
        let code = unsafe { ffi::sqlite3_vfs_register(registered, 0) };
        assert_eq!(code, ffi::SQLITE_OK, "SQLite takes a file system");
        Self { name, disk, registered }
    }

    /// The name to open a store with.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The disk behind it.
    pub fn disk(&self) -> &Arc<Disk> {
        &self.disk
    }
}

impl Default for Vfs {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Vfs {
    fn drop(&mut self) {
        // SAFETY: registered in `new`, unregistered once. After that no new file can be opened through it.
        unsafe { ffi::sqlite3_vfs_unregister(self.registered) };
        if self.disk.state().handles > 0 {
            return; // a connection outlives it: better leaked than freed under its feet
        }
        // SAFETY: no handle is open, so no connection uses it (each connection keeps its file open), and it is not
        // registered any more: nobody else holds these three pointers, and each came from the matching `into_raw`.
        unsafe {
            let table = Box::from_raw(self.registered);
            drop(CString::from_raw(table.zName.cast_mut()));
            drop(Arc::from_raw(table.pAppData.cast::<Disk>()));
        }
    }
}

/// The disk of a registered file system.
///
/// # Safety
/// `vfs` must be one that [`Vfs::new`] registered and whose [`Vfs`] was not freed: SQLite passes no other to our functions.
unsafe fn disk_of<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Disk {
    // SAFETY: see above; `pAppData` holds a counted reference that is given back only when the table is freed.
    unsafe { &*(*vfs).pAppData.cast::<Disk>() }
}

/// The text of a name that SQLite passes.
///
/// # Safety
/// `name` must be null or end with a zero byte, and live for the call.
unsafe fn text<'a>(name: *const c_char) -> Option<&'a str> {
    if name.is_null() {
        return None;
    }
    // SAFETY: by the caller's promise.
    unsafe { CStr::from_ptr(name) }.to_str().ok()
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite passes our table, a name that is null or ends with zero, `szOsFile` bytes at `file` that are aligned
    // as its own files are (8), and null or a place for the flags. `pMethods` is set whatever happens, as it asks.
    unsafe {
        (*file).pMethods = ptr::null();
        let disk = disk_of(vfs);
        let name = text(name);
        if let Some(name) = name {
            let is_there = disk.state().files.contains_key(name);
            if !is_there && flags & ffi::SQLITE_OPEN_CREATE == 0 {
                return ffi::SQLITE_CANTOPEN;
            }
            disk.state().create(name);
        }
        let is_removed_at_end = flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0;
        // A second reference to the disk for the handle, given back in its close.
        let shared = (*vfs).pAppData.cast::<Disk>().cast_const();
        Arc::increment_strong_count(shared);
        handle::begin(file, Arc::from_raw(shared), name, is_removed_at_end);
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: as in `open`.
    let (disk, name) = unsafe { (disk_of(vfs), text(name)) };
    match name {
        Some(name) if disk.state().delete(name, sync_folder != 0) => ffi::SQLITE_OK,
        _ => ffi::SQLITE_IOERR_DELETE_NOENT,
    }
}

unsafe extern "C" fn access(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: as in `open`; `out` is a place for the answer.
    unsafe {
        let found = text(name).and_then(|name| disk_of(vfs).state().files.get(name).map(Vec::len));
        // An empty file does not "exist" for SQLite's own file systems either: a journal that was begun is none.
        let is_so =
            if flags == ffi::SQLITE_ACCESS_EXISTS { found.is_some_and(|bytes| bytes > 0) } else { found.is_some() };
        *out = c_int::from(is_so);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: `name` ends with zero and `out` has `room` bytes; no more than that is copied, the zero included.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if usize::try_from(room).map_or(true, |room| bytes.len() > room) {
            return ffi::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
    }
    ffi::SQLITE_OK
}

/// The system's own file system, for what is not about files.
fn system() -> *mut ffi::sqlite3_vfs {
    // SAFETY: asks for the default, which is ours never: it is registered without being made the default.
    unsafe { ffi::sqlite3_vfs_find(ptr::null()) }
}

unsafe extern "C" fn randomness(_vfs: *mut ffi::sqlite3_vfs, bytes: c_int, out: *mut c_char) -> c_int {
    let system = system();
    // SAFETY: the arguments are handed on to a function of the same contract, with its own table.
    unsafe { (*system).xRandomness.map_or(0, |randomness| randomness(system, bytes, out)) }
}

unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds // said to have slept: nobody else can end a wait in a test of one thread
}

unsafe extern "C" fn current_time(_vfs: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    let system = system();
    // SAFETY: as in `randomness`.
    unsafe { (*system).xCurrentTime.map_or(ffi::SQLITE_ERROR, |time| time(system, out)) }
}

unsafe extern "C" fn current_time_int64(_vfs: *mut ffi::sqlite3_vfs, out: *mut ffi::sqlite3_int64) -> c_int {
    let system = system();
    // SAFETY: as in `randomness`.
    unsafe { (*system).xCurrentTimeInt64.map_or(ffi::SQLITE_ERROR, |time| time(system, out)) }
}

unsafe extern "C" fn last_error(_vfs: *mut ffi::sqlite3_vfs, _room: c_int, _out: *mut c_char) -> c_int {
    0
}

/// What `pArg` of a pragma's file control points to: error, name, value.
pub(crate) type PragmaWords = *mut *mut c_char;

/// Names the unused type so that both files of calls agree on it.
pub(crate) type Anything = *mut c_void;
