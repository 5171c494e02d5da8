//! The present session of each device, in memory first: a hello costs reading only, and never waits behind pushes.
//!
//! Sessions are written with the next group of pushes. A hub that ends before has forgotten them, and the laptops
//! concerned say hello again. A hello that arrives twice begins one session: the line may repeat what it carries.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::{Hash, Incarnation};

use crate::fault::StoreFault;
use crate::writer::Writer;

/// Present sessions, by device.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<BTreeMap<u32, Seen>>);

/// A device as its last hello showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub session: [u8; 16],
    /// Hash of that hello.
    pub hello: Hash,
    /// The incarnation that said it.
    pub incarnation: Incarnation,
    pub version: String,
    pub clock_skew_ms: i64,
    pub is_written: bool,
}

/// What is being written.
pub(crate) type Unwritten = Vec<(u32, Seen)>;

impl Seen {
    pub(crate) fn keep(&self, writer: &mut Writer<'_>, device: u32) -> Result<(), StoreFault> {
        writer.keep_seen(device, &self.version, self.clock_skew_ms, &self.session, self.incarnation)
    }
}

impl Sessions {
    pub(crate) fn begin(&self, device: u32, seen: Seen) {
        self.lock().insert(device, seen);
    }

    /// The last hello of a device, when it was said in this life of the hub.
    pub(crate) fn present(&self, device: u32) -> Option<Seen> {
        self.lock().get(&device).cloned()
    }

    /// The session this very hello began, while it is the present one.
    pub(crate) fn begun_by(&self, device: u32, hello: &Hash) -> Option<[u8; 16]> {
        self.lock().get(&device).filter(|seen| seen.hello == *hello).map(|seen| seen.session)
    }

    /// Whether everything is written.
    pub fn are_written(&self) -> bool {
        self.lock().values().all(|seen| seen.is_written)
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_>) -> Result<Unwritten, StoreFault> {
        let unwritten: Unwritten = {
            let sessions = self.lock();
            let unwritten = sessions.iter().filter(|(_, seen)| !seen.is_written);
            unwritten.map(|(device, seen)| (*device, seen.clone())).collect()
        };
        for (device, seen) in &unwritten {
            seen.keep(writer, *device)?;
        }
        Ok(unwritten)
    }

    /// These are durable now, unless a device has begun anew meanwhile.
    pub(crate) fn written(&self, written: &Unwritten) {
        let mut sessions = self.lock();
        for (device, seen) in written {
            if let Some(present) = sessions.get_mut(device).filter(|present| **present == *seen) {
                present.is_written = true;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u32, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
