//! An incarnation: one life of one device's store, and the Automerge actor of everything written in it.
//!
//! Taken anew whenever a store may have been copied or restored: reusing an actor wedges a document for ever.

use std::fmt;

/// Device number and a random part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Incarnation {
    /// Number of the device; 0 is the hub.
    pub device: u32,
    /// Random part.
    pub nonce: [u8; 8],
}

/// Length of the byte form.
pub const INCARNATION_BYTES: usize = 12;

impl Incarnation {
    /// The hub's device number.
    pub const HUB: u32 = 0;

    /// The byte form, also the Automerge actor.
    pub fn to_bytes(self) -> [u8; INCARNATION_BYTES] {
        let mut bytes = [0; INCARNATION_BYTES];
        bytes[..4].copy_from_slice(&self.device.to_be_bytes());
        bytes[4..].copy_from_slice(&self.nonce);
        bytes
    }

    /// Reads the byte form.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; INCARNATION_BYTES] = bytes.try_into().ok()?;
        let (device, nonce) = bytes.split_at(4);
        Some(Self { device: u32::from_be_bytes(device.try_into().ok()?), nonce: nonce.try_into().ok()? })
    }

    /// Whether the hub wrote it.
    pub const fn is_hub(&self) -> bool {
        self.device == Self::HUB
    }
}

impl fmt::Debug for Incarnation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.device, data_encoding::HEXLOWER.encode(&self.nonce[..4]))
    }
}
impl fmt::Display for Incarnation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
