//! The messages, in byte forms with limits. Version 1; members are only ever appended.

use domain::roster::User;
use domain::{Area, Id};

use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::limits::{AREAS_MAX, CHUNK_BYTES_MAX, MESSAGE_BYTES_MAX, REASON_BYTES_MAX};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

/// Version of the conversation.
pub const PROTOCOL: u8 = 1;
const ITEMS_MAX: usize = 20_000;

/// A signed request: the envelope of everything but joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which device.
    pub device: u32,
    /// What the hub called this session; zero in the hello.
    pub session: [u8; 16],
    /// The message.
    pub body: Vec<u8>,
}

impl Request {
    /// Signs and writes the request for `path`.
    pub fn seal(&self, path: &str, key: &SigningKey) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.byte(PROTOCOL);
        writer.fixed(&self.device.to_be_bytes());
        writer.fixed(&self.session);
        writer.fixed(&self.body);
        let signature = key.sign(&Self::signed_part(path, &writer.bytes));
        writer.fixed(&signature);
        writer.bytes
    }

    fn signed_part(path: &str, bytes: &[u8]) -> Vec<u8> {
        [b"pamoja-request-1".as_slice(), path.as_bytes(), &[0], bytes].concat()
    }

    /// Reads length and layout; the signature is checked by [`Request::is_signed_by`] when the device is known.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MESSAGE_BYTES_MAX || bytes.len() < 21 + SIGNATURE_BYTES {
            return Err(Malformed("request length"));
        }
        let mut reader = Reader::new(&bytes[..bytes.len() - SIGNATURE_BYTES]);
        if reader.byte()? != PROTOCOL {
            return Err(Malformed("protocol version"));
        }
        let (device, session) = (u32::from_be_bytes(reader.fixed()?), reader.fixed()?);
        let body = reader.take(reader.remaining())?.to_vec();
        Ok(Self { device, session, body })
    }

    /// Whether the request, as it arrived, was signed by the owner of `public_key`.
    pub fn is_signed_by(bytes: &[u8], path: &str, public_key: &[u8; 32]) -> bool {
        let Some(at) = bytes.len().checked_sub(SIGNATURE_BYTES) else { return false };
        let (signed, signature) = bytes.split_at(at);
        is_signed_by(public_key, &Self::signed_part(path, signed), signature)
    }
}

/// The first message: where the laptop stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    /// Its present incarnation.
    pub incarnation: Incarnation,
    /// Its last sealed commit.
    pub tip_n: u64,
    /// Hash of that commit.
    pub tip: Hash,
    /// The laptop's clock, milliseconds since 1970.
    pub clock_ms: i64,
    /// Program version, for people.
    pub version: String,
    /// The hub's epoch that the cursors belong to; 0 before the first exchange.
    pub epoch: u64,
    /// Feed position per area; an area not named stands at 0.
    pub cursors: Vec<(Id<Area>, u64)>,
}

/// What the hub makes of a hello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Go on.
    Ok,
    /// The hub holds more of this incarnation than the laptop does: the store is an old copy.
    RolledBack {
        /// The hub's last commit of it.
        held: u64,
    },
    /// Another commit stands at the same place of the chain.
    Fork {
        /// The place.
        at: u64,
    },
    /// The hub needs a newer program; pushing is still allowed.
    MustUpgrade,
    /// The device's work is no longer accepted.
    Revoked,
}

/// The answer to a hello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelloReply {
    /// How the laptop stands.
    pub standing: Standing,
    /// Name of this session for the requests that follow.
    pub session: [u8; 16],
    /// The hub's clock, milliseconds since 1970.
    pub clock_ms: i64,
    /// The hub's epoch; another one means it was restored from a backup.
    pub epoch: u64,
    /// Last commit of the laptop's incarnation that the hub holds.
    pub held_n: u64,
    /// Areas whose feed has more than the laptop's cursor: the feed's end.
    pub ahead: Vec<(Id<Area>, u64)>,
}

/// What became of a pushed chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Held by the hub.
    Held,
    /// Held before.
    Duplicate,
    /// Taken aside: held, shown to people, not applied. The code is a Fluent message id.
    Quarantined(String),
    /// A commit before it is missing; push from there.
    Gap {
        /// The first commit that is missing.
        expected: u64,
    },
    /// Not taken at all.
    Refused(String),
}

/// A numbered receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// First commit.
    pub first: u64,
    /// Last commit.
    pub last: u64,
    /// What became of it.
    pub verdict: Verdict,
}

/// Receipts for a push, signed by the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushReply {
    /// One for each chunk, in order.
    pub receipts: Vec<Receipt>,
    /// The hub's signature over them.
    pub signature: [u8; SIGNATURE_BYTES],
}

/// Asks for feed items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pull {
    /// Positions to go on from, most urgent first.
    pub after: Vec<(Id<Area>, u64)>,
    /// How many bytes of chunks at the most (at least one chunk comes).
    pub bytes_max: u64,
}

/// Feed items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullReply {
    /// Area, position and chunk.
    pub items: Vec<(Id<Area>, u64, Vec<u8>)>,
    /// Position to go on from for areas where the laptop's own chunks were passed over.
    pub passed: Vec<(Id<Area>, u64)>,
}

/// What the laptop holds, to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Per area: a digest over all documents and facts.
    pub digests: Vec<(Id<Area>, [u8; 16])>,
}

/// The areas whose digests differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofReply {
    /// Areas that are not equal.
    pub differing: Vec<Id<Area>>,
}

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

fn write_areas(writer: &mut Writer, areas: &[(Id<Area>, u64)]) {
    writer.number(areas.len() as u64);
    for (area, at) in areas {
        writer.fixed(&area.to_bytes());
        writer.number(*at);
    }
}

fn read_areas(reader: &mut Reader<'_>) -> Result<Vec<(Id<Area>, u64)>, Malformed> {
    let count = reader.count(AREAS_MAX)?;
    (0..count).map(|_| Ok((Id::from_bytes(reader.fixed()?), reader.number()?))).collect()
}

fn read_incarnation(reader: &mut Reader<'_>) -> Result<Incarnation, Malformed> {
    Incarnation::from_slice(&reader.fixed::<INCARNATION_BYTES>()?).ok_or(Malformed("incarnation"))
}

/// A message with one byte form.
pub trait Message: Sized {
    /// Appends the byte form.
    fn write(&self, writer: &mut Writer);
    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Malformed`].
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// The byte form.
    fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write(&mut writer);
        writer.bytes
    }

    /// Reads a whole message. Members that a later version appended are passed over.
    ///
    /// # Errors
    /// [`Malformed`], also above [`MESSAGE_BYTES_MAX`].
    fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MESSAGE_BYTES_MAX {
            return Err(Malformed("message above its limit"));
        }
        Self::read(&mut Reader::new(bytes))
    }
}

impl Message for Hello {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&self.incarnation.to_bytes());
        writer.number(self.tip_n);
        writer.fixed(&self.tip.0);
        writer.signed(self.clock_ms);
        writer.text(&self.version);
        writer.number(self.epoch);
        write_areas(writer, &self.cursors);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            incarnation: read_incarnation(reader)?,
            tip_n: reader.number()?,
            tip: Hash(reader.fixed()?),
            clock_ms: reader.signed()?,
            version: reader.text(100)?.to_owned(),
            epoch: reader.number()?,
            cursors: read_areas(reader)?,
        })
    }
}

impl Message for HelloReply {
    fn write(&self, writer: &mut Writer) {
        match self.standing {
            Standing::Ok => writer.byte(0),
            Standing::RolledBack { held } => {
                writer.byte(1);
                writer.number(held);
            }
            Standing::Fork { at } => {
                writer.byte(2);
                writer.number(at);
            }
            Standing::MustUpgrade => writer.byte(3),
            Standing::Revoked => writer.byte(4),
        }
        writer.fixed(&self.session);
        writer.signed(self.clock_ms);
        writer.number(self.epoch);
        writer.number(self.held_n);
        write_areas(writer, &self.ahead);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let standing = match reader.byte()? {
            0 => Standing::Ok,
            1 => Standing::RolledBack { held: reader.number()? },
            2 => Standing::Fork { at: reader.number()? },
            3 => Standing::MustUpgrade,
            4 => Standing::Revoked,
            _ => return Err(Malformed("standing")),
        };
        Ok(Self {
            standing,
            session: reader.fixed()?,
            clock_ms: reader.signed()?,
            epoch: reader.number()?,
            held_n: reader.number()?,
            ahead: read_areas(reader)?,
        })
    }
}

/// Writes the chunks of a push.
pub fn write_push(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(chunks.len() as u64);
    for chunk in chunks {
        writer.blob(chunk);
    }
    writer.bytes
}

/// Reads the chunks of a push.
///
/// # Errors
/// [`Malformed`].
pub fn read_push(bytes: &[u8]) -> Result<Vec<&[u8]>, Malformed> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(ITEMS_MAX)?;
    (0..count).map(|_| reader.blob(CHUNK_BYTES_MAX)).collect()
}

fn write_receipts(receipts: &[Receipt]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(receipts.len() as u64);
    for receipt in receipts {
        writer.fixed(&receipt.incarnation.to_bytes());
        writer.number(receipt.first);
        writer.number(receipt.last);
        match &receipt.verdict {
            Verdict::Held => writer.byte(0),
            Verdict::Duplicate => writer.byte(1),
            Verdict::Quarantined(code) => {
                writer.byte(2);
                writer.text(code);
            }
            Verdict::Gap { expected } => {
                writer.byte(3);
                writer.number(*expected);
            }
            Verdict::Refused(code) => {
                writer.byte(4);
                writer.text(code);
            }
        }
    }
    writer.bytes
}

fn read_receipt(reader: &mut Reader<'_>) -> Result<Receipt, Malformed> {
    let (incarnation, first, last) = (read_incarnation(reader)?, reader.number()?, reader.number()?);
    let verdict = match reader.byte()? {
        0 => Verdict::Held,
        1 => Verdict::Duplicate,
        2 => Verdict::Quarantined(reader.text(REASON_BYTES_MAX)?.to_owned()),
        3 => Verdict::Gap { expected: reader.number()? },
        4 => Verdict::Refused(reader.text(REASON_BYTES_MAX)?.to_owned()),
        _ => return Err(Malformed("verdict")),
    };
    Ok(Receipt { incarnation, first, last, verdict })
}

impl PushReply {
    /// Signs the receipts.
    pub fn sign(receipts: Vec<Receipt>, key: &SigningKey) -> Self {
        let signature = key.sign(&Self::signed_part(&receipts));
        Self { receipts, signature }
    }

    /// Whether the hub signed them.
    pub fn is_signed_by(&self, hub_key: &[u8; 32]) -> bool {
        is_signed_by(hub_key, &Self::signed_part(&self.receipts), &self.signature)
    }

    fn signed_part(receipts: &[Receipt]) -> Vec<u8> {
        [b"pamoja-receipts-1".as_slice(), &write_receipts(receipts)].concat()
    }
}

impl Message for PushReply {
    fn write(&self, writer: &mut Writer) {
        writer.fixed(&write_receipts(&self.receipts));
        writer.fixed(&self.signature);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(ITEMS_MAX)?;
        let receipts = (0..count).map(|_| read_receipt(reader)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { receipts, signature: reader.fixed()? })
    }
}

impl Message for Pull {
    fn write(&self, writer: &mut Writer) {
        write_areas(writer, &self.after);
        writer.number(self.bytes_max);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { after: read_areas(reader)?, bytes_max: reader.number()? })
    }
}

impl Message for PullReply {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.items.len() as u64);
        for (area, at, chunk) in &self.items {
            writer.fixed(&area.to_bytes());
            writer.number(*at);
            writer.blob(chunk);
        }
        write_areas(writer, &self.passed);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(ITEMS_MAX)?;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push((Id::from_bytes(reader.fixed()?), reader.number()?, reader.blob(CHUNK_BYTES_MAX)?.to_vec()));
        }
        Ok(Self { items, passed: read_areas(reader)? })
    }
}

impl Message for Proof {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.digests.len() as u64);
        for (area, digest) in &self.digests {
            writer.fixed(&area.to_bytes());
            writer.fixed(digest);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(AREAS_MAX)?;
        let digests = (0..count)
            .map(|_| Ok((Id::from_bytes(reader.fixed()?), reader.fixed()?)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { digests })
    }
}

impl Message for ProofReply {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.differing.len() as u64);
        for area in &self.differing {
            writer.fixed(&area.to_bytes());
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(AREAS_MAX)?;
        Ok(Self { differing: (0..count).map(|_| Ok(Id::from_bytes(reader.fixed()?))).collect::<Result<Vec<_>, _>>()? })
    }
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
