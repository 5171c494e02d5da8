//! The roster: devices and users the hub has certified. Facts signed by the hub, known to every replica.

use crate::area::Area;
use crate::id::Id;

/// A person who works with Pamoja.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Identity.
    pub id: Id<User>,
    /// Name as shown.
    pub name: String,
    /// Role codes.
    pub roles: Vec<String>,
}

/// A device with its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Number; 0 is the hub.
    pub number: u32,
    /// Name as shown.
    pub name: String,
    /// Ed25519 public key.
    pub public_key: [u8; 32],
    /// Areas, each with all below it, it may write and read.
    pub areas: Vec<Id<Area>>,
    /// Whether its work is no longer accepted.
    pub is_revoked: bool,
}
