//! Joining: a code lets a device in.

use domain::Id;
use domain::roster::User;

use super::Message;
use crate::codec::{Malformed, Reader, Writer};

/// A device asks to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// The code's secret.
    pub secret: [u8; 8],
    /// The key made on the device.
    pub public_key: [u8; 32],
    /// Name of the device.
    pub device_name: String,
    /// The first user's identity, made on the device.
    pub user: Id<User>,
    /// Their name.
    pub user_name: String,
}

/// The hub's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinReply {
    /// The device's number.
    pub device: u32,
    /// The hub's public key; its fingerprint stands in the code.
    pub hub_key: [u8; 32],
    /// Name of the hub.
    pub hub_name: String,
    /// The user's roles.
    pub roles: Vec<String>,
    /// The hub's clock, milliseconds since 1970.
    pub clock_ms: i64,
}

impl Message for JoinRequest {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.secret);
        writer.fixed(&self.public_key);
        writer.text(&self.device_name);
        writer.fixed(&self.user.to_bytes());
        writer.text(&self.user_name);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            secret: reader.fixed()?,
            public_key: reader.fixed()?,
            device_name: reader.text(1_000)?.to_owned(),
            user: Id::from_bytes(reader.fixed()?),
            user_name: reader.text(1_000)?.to_owned(),
        })
    }
}

impl Message for JoinReply {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.device.to_be_bytes());
        writer.fixed(&self.hub_key);
        writer.text(&self.hub_name);
        writer.number(self.roles.len() as u64);
        for role in &self.roles {
            writer.text(role);
        }
        writer.signed(self.clock_ms);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (device, hub_key) = (u32::from_be_bytes(reader.fixed()?), reader.fixed()?);
        let hub_name = reader.text(1_000)?.to_owned();
        let count = reader.count(100)?;
        let roles = (0..count).map(|_| Ok(reader.text(100)?.to_owned())).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { device, hub_key, hub_name, roles, clock_ms: reader.signed()? })
    }
}
