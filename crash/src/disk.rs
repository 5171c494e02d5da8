//! The disk: files by name, the log of what was done to them, locks, and faults that are to happen.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::lock::{Locks, Shared};

/// Files by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// One thing that was done to the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A file came to be.
    Create {
        /// Its name.
        file: String,
    },
    /// Bytes were written.
    Write {
        /// Where.
        file: String,
        /// From which byte on.
        at: usize,
        /// What.
        bytes: Vec<u8>,
    },
    /// A file was cut or stretched.
    Truncate {
        /// Which.
        file: String,
        /// To how many bytes.
        length: usize,
    },
    /// A file, and the entry that names it, were made durable.
    Sync {
        /// Which.
        file: String,
    },
    /// A file was removed.
    Delete {
        /// Which.
        file: String,
        /// Whether its folder was synced with it.
        is_durable: bool,
    },
}

/// What is to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// `fsync` says EIO; what it should have made durable stays in doubt.
    Sync,
    /// Half of the bytes are written, then EIO.
    ShortWrite,
    /// No room: nothing is written, neither now nor later, until the fault is lifted.
    Full,
}

/// A fault that waits for its operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What fails.
    pub kind: FaultKind,
    /// The n-th sync, or the n-th write, from now on; 0 is the next one.
    pub at: usize,
}

/// What `PRAGMA synchronous` is to mean, whatever the program under test says: for the test of the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// Never synced.
    Off,
    /// Synced at checkpoints only.
    Normal,
    /// Synced at each commit.
    Full,
}

/// Why an operation did not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    Sync,
    Write,
    Full,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub files: Files,
    log: Option<Vec<Op>>,
    fault: Option<Fault>,
    has_failed: bool,
    pub synchronous: Option<Synchronous>,
    pub locks: BTreeMap<String, Locks>,
    pub shared: BTreeMap<String, Shared>,
    pub handles: usize,
}

/// A disk in memory.
#[derive(Debug, Default)]
pub struct Disk {
    state: Mutex<State>,
}

impl Disk {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // Every method leaves the state whole before it can panic, so a poisoned lock guards sound data.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts these files on the disk in place of all others, and forgets recording and faults.
    ///
    /// # Panics
    /// When a file is open: a disk is not exchanged under a running program.
    pub fn load(&self, files: Files) {
        let mut state = self.state();
        assert_eq!(state.handles, 0, "the disk is in use");
        *state = State { files, synchronous: state.synchronous, ..State::default() };
    }

    /// What is on the disk now.
    pub fn files(&self) -> Files {
        self.state().files.clone()
    }

    /// Records from now on; what is there now counts as durable.
    pub fn record(&self) {
        self.state().log = Some(Vec::new());
    }

    /// How many operations were recorded so far.
    pub fn recorded(&self) -> usize {
        self.state().log.as_ref().map_or(0, Vec::len)
    }

    /// Ends recording.
    pub fn recording(&self) -> Vec<Op> {
        self.state().log.take().unwrap_or_default()
    }

    /// Lets an operation fail, or lifts a fault.
    pub fn fail(&self, fault: Option<Fault>) {
        let mut state = self.state();
        state.fault = fault;
        state.has_failed = false;
    }

    /// Whether the fault has happened.
    pub fn has_failed(&self) -> bool {
        self.state().has_failed
    }

    /// Weakens what programs ask for with `PRAGMA synchronous`; none leaves it alone.
    pub fn weaken(&self, synchronous: Option<Synchronous>) {
        self.state().synchronous = synchronous;
    }
}

impl State {
    fn log(&mut self, op: impl FnOnce() -> Op) {
        if let Some(log) = &mut self.log {
            log.push(op());
        }
    }

    /// Counts an operation of this kind against the waiting fault; true when it is its turn to fail.
    fn is_struck(&mut self, is_sync: bool) -> Option<FaultKind> {
        let fault = self.fault.as_mut()?;
        if is_sync != (fault.kind == FaultKind::Sync) {
            return None;
        }
        if fault.at > 0 {
            fault.at -= 1;
            return None;
        }
        let kind = fault.kind;
        self.has_failed = true;
        // A full disk stays full; a device that hiccups goes on.
        if kind != FaultKind::Full {
            self.fault = None;
        }
        Some(kind)
    }

    pub fn create(&mut self, file: &str) {
        if !self.files.contains_key(file) {
            self.files.insert(file.to_owned(), Vec::new());
            self.log(|| Op::Create { file: file.to_owned() });
        }
    }

    pub fn write(&mut self, file: &str, at: usize, bytes: &[u8]) -> Result<(), Failed> {
        let failed = match self.is_struck(false) {
            Some(FaultKind::Full) => return Err(Failed::Full),
            Some(FaultKind::ShortWrite) => Err(Failed::Write),
            Some(FaultKind::Sync) | None => Ok(()),
        };
        let bytes = if failed.is_err() { &bytes[..bytes.len() / 2] } else { bytes };
        self.create(file);
        put(self.files.entry(file.to_owned()).or_default(), at, bytes);
        self.log(|| Op::Write { file: file.to_owned(), at, bytes: bytes.to_vec() });
        failed
    }

    pub fn truncate(&mut self, file: &str, length: usize) {
        self.create(file);
        self.files.entry(file.to_owned()).or_default().resize(length, 0);
        self.log(|| Op::Truncate { file: file.to_owned(), length });
    }

    pub fn sync(&mut self, file: &str) -> Result<(), Failed> {
        if self.is_struck(true).is_some() {
            return Err(Failed::Sync);
        }
        self.log(|| Op::Sync { file: file.to_owned() });
        Ok(())
    }

    /// Whether there was such a file.
    pub fn delete(&mut self, file: &str, is_durable: bool) -> bool {
        let is_there = self.files.remove(file).is_some();
        if is_there {
            self.log(|| Op::Delete { file: file.to_owned(), is_durable });
        }
        is_there
    }
}

/// Writes into a file, which grows with zeros where it is too short.
pub(crate) fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}
