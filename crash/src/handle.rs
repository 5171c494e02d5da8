//! An open file as SQLite calls it: reading, writing, syncing, locking, and the index that connections share.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int};
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering, fence};

use rusqlite::ffi;

use crate::disk::{Disk, Failed, Synchronous, put};
use crate::lock::{NONE, SLOTS};
use crate::vfs::{Anything, PragmaWords};

static HANDLES: AtomicU64 = AtomicU64::new(1);

/// What lies in the bytes that SQLite keeps for an open file: its own part first, then ours.
#[repr(C)]
pub(crate) struct OpenFile {
    base: ffi::sqlite3_file,
    open: *mut Open,
}

/// An open file.
struct Open {
    id: u64,
    disk: Arc<Disk>,
    /// None for a file without a name, which lives here and is never recorded: it does not outlive the process.
    name: Option<String>,
    nameless: Vec<u8>,
    is_removed_at_end: bool,
    has_shared: bool,
    shared_slots: u8,
    exclusive_slots: u8,
}

/// Begins a handle in the bytes at `file`.
///
/// # Safety
/// `file` must have room for a [`OpenFile`], aligned, and hold none that is open.
pub(crate) unsafe fn begin(file: *mut ffi::sqlite3_file, disk: Arc<Disk>, name: Option<&str>, is_removed_at_end: bool) {
    disk.state().handles += 1;
    let open = Open {
        id: HANDLES.fetch_add(1, Ordering::Relaxed),
        disk,
        name: name.map(str::to_owned),
        nameless: Vec::new(),
        is_removed_at_end,
        has_shared: false,
        shared_slots: 0,
        exclusive_slots: 0,
    };
    let handle = OpenFile { base: ffi::sqlite3_file { pMethods: &METHODS }, open: Box::into_raw(Box::new(open)) };
    // SAFETY: by the caller's promise; `OpenFile` begins with SQLite's own part (repr(C)).
    unsafe { file.cast::<OpenFile>().write(handle) };
}

/// The open file behind a handle.
///
/// # Safety
/// `file` must be a handle that [`begin`] made and [`close`] has not ended; SQLite uses a handle from one thread at a
/// time, so that the reference is the only one while a call lasts.
unsafe fn opened<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Open {
    // SAFETY: see above: `open` points to a Box that is freed only in `close`.
    unsafe { &mut *(*file.cast::<OpenFile>()).open }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None, // not called below version 3: no memory maps
    xUnfetch: None,
};

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a handle once. The Box came from `begin`; the methods are taken away so that nothing is
    // called on it again.
    let open = unsafe {
        unmap(opened(file));
        let open = Box::from_raw((*file.cast::<OpenFile>()).open);
        (*file).pMethods = ptr::null();
        open
    };
    let mut state = open.disk.state();
    state.handles -= 1;
    if let Some(name) = &open.name {
        if let Some(locks) = state.locks.get_mut(name) {
            locks.unlock(open.id, NONE);
        }
        if open.is_removed_at_end {
            state.delete(name, false);
        }
    }
    drop(state);
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    out: Anything,
    amount: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    let (Ok(amount), Ok(offset)) = (usize::try_from(amount), usize::try_from(offset)) else {
        return ffi::SQLITE_IOERR_READ;
    };
    // SAFETY: `file` is open; `out` has room for `amount` bytes, which are all written before it is looked at.
    let (open, out) = unsafe {
        ptr::write_bytes(out.cast::<u8>(), 0, amount);
        (opened(file), std::slice::from_raw_parts_mut(out.cast::<u8>(), amount))
    };
    let state = open.disk.state();
    let held: &[u8] = match &open.name {
        Some(name) => state.files.get(name).map_or(&[], Vec::as_slice),
        None => &open.nameless,
    };
    let found = held.get(offset..).unwrap_or(&[]);
    let length = found.len().min(amount);
    out[..length].copy_from_slice(&found[..length]);
    if length == amount { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const std::ffi::c_void,
    amount: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    let (Ok(amount), Ok(offset)) = (usize::try_from(amount), usize::try_from(offset)) else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: `file` is open; `amount` bytes can be read at `bytes`.
    let (open, bytes) = unsafe { (opened(file), std::slice::from_raw_parts(bytes.cast::<u8>(), amount)) };
    let Some(name) = &open.name else {
        put(&mut open.nameless, offset, bytes);
        return ffi::SQLITE_OK;
    };
    code(open.disk.state().write(name, offset, bytes))
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    let Ok(size) = usize::try_from(size) else { return ffi::SQLITE_IOERR_TRUNCATE };
    // SAFETY: `file` is open.
    let open = unsafe { opened(file) };
    match &open.name {
        Some(name) => open.disk.state().truncate(name, size),
        None => open.nameless.truncate(size),
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: `file` is open.
    let open = unsafe { opened(file) };
    open.name.as_ref().map_or(ffi::SQLITE_OK, |name| code(open.disk.state().sync(name)))
}

fn code(done: Result<(), Failed>) -> c_int {
    match done {
        Ok(()) => ffi::SQLITE_OK,
        Err(Failed::Sync) => ffi::SQLITE_IOERR_FSYNC,
        Err(Failed::Write) => ffi::SQLITE_IOERR_WRITE,
        Err(Failed::Full) => ffi::SQLITE_FULL,
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut ffi::sqlite3_int64) -> c_int {
    // SAFETY: `file` is open and `out` is a place for the answer.
    unsafe {
        let open = opened(file);
        let length = match &open.name {
            Some(name) => open.disk.state().files.get(name).map_or(0, Vec::len),
            None => open.nameless.len(),
        };
        *out = length as ffi::sqlite3_int64;
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: `file` is open.
    let open = unsafe { opened(file) };
    let Some(name) = &open.name else { return ffi::SQLITE_OK };
    let is_locked = open.disk.state().locks.entry(name.clone()).or_default().lock(open.id, level);
    if is_locked { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: `file` is open.
    let open = unsafe { opened(file) };
    if let Some(name) = &open.name {
        open.disk.state().locks.entry(name.clone()).or_default().unlock(open.id, level);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: `file` is open and `out` is a place for the answer.
    unsafe {
        let open = opened(file);
        let state = open.disk.state();
        let locks = open.name.as_ref().and_then(|name| state.locks.get(name));
        *out = c_int::from(locks.is_some_and(crate::lock::Locks::is_reserved));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(file: *mut ffi::sqlite3_file, op: c_int, argument: Anything) -> c_int {
    if op == ffi::SQLITE_FCNTL_PRAGMA {
        // SAFETY: `file` is open; for this code `argument` points to four texts: result, name, value, none; name and
        // value are null or end with zero, and the value is memory that SQLite made for this statement alone.
        unsafe { weaken(opened(file), argument.cast()) };
    }
    ffi::SQLITE_NOTFOUND // never answered here: SQLite goes on as it would have
}

/// Writes a weaker word over the value of `PRAGMA synchronous`, in its place.
///
/// # Safety
/// See [`file_control`].
unsafe fn weaken(open: &Open, words: PragmaWords) {
    let Some(weaker) = open.disk.state().synchronous else { return };
    // SAFETY: by the caller's promise; the new word is written with its zero, and only over a word that is as long.
    unsafe {
        let (name, value) = (*words.add(1), *words.add(2));
        if name.is_null() || value.is_null() || !CStr::from_ptr(name).to_bytes().eq_ignore_ascii_case(b"synchronous") {
            return;
        }
        // A number means the same as a word, and fits over every word there is.
        let number = match weaker {
            Synchronous::Off => b"0\0",
            Synchronous::Normal => b"1\0",
            Synchronous::Full => b"2\0",
        };
        if !CStr::from_ptr(value).to_bytes().is_empty() {
            ptr::copy_nonoverlapping(number.as_ptr().cast(), value, number.len());
        }
    }
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    4_096 // what the file system for Unix says
}

unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE // the same
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    bytes: c_int,
    may_extend: c_int,
    out: *mut Anything,
) -> c_int {
    let (Ok(region), Ok(bytes)) = (usize::try_from(region), usize::try_from(bytes)) else {
        return ffi::SQLITE_IOERR_SHMMAP;
    };
    // SAFETY: `file` is open and `out` is a place for an address.
    let open = unsafe {
        *out = ptr::null_mut();
        opened(file)
    };
    let Some(name) = open.name.clone() else { return ffi::SQLITE_IOERR_SHMMAP };
    let mut state = open.disk.state();
    let shared = state.shared.entry(name).or_default();
    if !open.has_shared {
        shared.users += 1;
        open.has_shared = true;
    }
    while may_extend != 0 && shared.regions.len() <= region {
        let words = bytes.div_ceil(8);
        let begins = Box::into_raw(vec![0_u64; words].into_boxed_slice());
        shared.regions.push((begins.cast::<u64>().expose_provenance(), words));
    }
    if let Some((begins, _)) = shared.regions.get(region) {
        // SAFETY: a region lives until its last user unmaps it, and this handle is one of them now.
        unsafe { *out = ptr::with_exposed_provenance_mut::<u64>(*begins).cast() };
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    // SAFETY: `file` is open.
    let open = unsafe { opened(file) };
    let (Ok(from), Ok(count)) = (usize::try_from(offset), usize::try_from(count)) else {
        return ffi::SQLITE_IOERR_SHMLOCK;
    };
    let slots = from..(from + count);
    let Some(name) = open.name.clone().filter(|_| slots.end <= SLOTS) else { return ffi::SQLITE_IOERR_SHMLOCK };
    let bits = slots.clone().fold(0_u8, |bits, slot| bits | 1 << slot);
    let is_exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    let mut state = open.disk.state();
    let shared = state.shared.entry(name).or_default();
    let mine = if is_exclusive { &mut open.exclusive_slots } else { &mut open.shared_slots };
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        shared.unlock(slots, *mine);
        *mine &= !bits;
    } else if shared.lock(slots, is_exclusive, *mine) {
        *mine |= bits;
    } else {
        return ffi::SQLITE_BUSY;
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_barrier(_file: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _is_deleted: c_int) -> c_int {
    // SAFETY: `file` is open.
    unsafe { unmap(opened(file)) };
    ffi::SQLITE_OK
}

/// Gives back this handle's share of the index; the last one frees it, as the file is gone after the last connection.
///
/// # Safety
/// SQLite must not use the addresses it got for this handle any more: it does not after unmapping or closing.
unsafe fn unmap(open: &mut Open) {
    let (Some(name), true) = (&open.name, open.has_shared) else { return };
    let mut state = open.disk.state();
    let Some(shared) = state.shared.get_mut(name) else { return };
    shared.unlock(0..SLOTS, open.shared_slots);
    shared.unlock(0..SLOTS, open.exclusive_slots);
    (open.has_shared, open.shared_slots, open.exclusive_slots) = (false, 0, 0);
    shared.users -= 1;
    if shared.users > 0 {
        return;
    }
    for (begins, words) in std::mem::take(&mut shared.regions) {
        let begins = ptr::with_exposed_provenance_mut::<u64>(begins);
        // SAFETY: made by `shm_map` from a boxed slice of this length, freed once: the list was taken, and no handle that
        // maps it is left.
        drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(begins, words)) });
    }
    state.shared.remove(name);
}
