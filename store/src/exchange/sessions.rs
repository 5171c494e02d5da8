//! Sessions that were begun and are not written yet: a hello costs reading only, and never waits behind pushes.
//!
//! They are written with the next group of pushes. Until then this memory counts; a hub that ends before has forgotten
//! them, and the laptops concerned say hello again.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fault::StoreFault;
use crate::writer::Writer;

/// Sessions not written yet, by device.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<BTreeMap<u32, Seen>>);

/// A device as its hello showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub session: [u8; 16],
    pub version: String,
    pub clock_skew_ms: i64,
}

/// What is being written.
pub(crate) type Unwritten = Vec<(u32, Seen)>;

impl Sessions {
    pub(crate) fn begin(&self, device: u32, seen: Seen) {
        self.lock().insert(device, seen);
    }

    /// The session of a device, when it is not written yet.
    pub(crate) fn session(&self, device: u32) -> Option<[u8; 16]> {
        self.lock().get(&device).map(|seen| seen.session)
    }

    /// Whether anything waits to be written.
    pub fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_>) -> Result<Unwritten, StoreFault> {
        let unwritten: Unwritten = self.lock().iter().map(|(device, seen)| (*device, seen.clone())).collect();
        for (device, seen) in &unwritten {
            writer.keep_seen(*device, &seen.version, seen.clock_skew_ms, &seen.session)?;
        }
        Ok(unwritten)
    }

    /// Forgets what is durable now, unless the device has begun anew meanwhile.
    pub(crate) fn written(&self, written: &Unwritten) {
        let mut sessions = self.lock();
        for (device, seen) in written {
            if sessions.get(device) == Some(seen) {
                sessions.remove(device);
            }
        }
    }

    /// Forgets a device whose session stands in the store.
    pub(crate) fn forget(&self, device: u32) {
        self.lock().remove(&device);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u32, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
