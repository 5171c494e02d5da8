//! The messages, in byte forms with limits. Members are only ever appended: an older reader passes over what it does not
//! know, a newer one takes the default for what is not there.

mod chain;
mod hello;
mod join;
mod load;
mod proof;
mod pull;
mod push;

pub use chain::{Chain, ChainReply, ChunkName, HASHES_MAX, Offer, OfferReply, between};
use domain::{Area, Id};
pub use hello::{Hello, HelloReply, Standing, Witnessed};
pub use join::{JoinReply, JoinRequest};
pub use load::{Block, Manifest, ManifestAsk, ManifestReply, Part, PartReply, Tip};
pub use proof::{BUCKETS, Entry, Fetch, FetchReply, Locate, LocateReply, Proof, ProofReply};
pub use pull::{Pull, PullReply};
pub use push::{PushReply, Receipt, Verdict, read_push, write_push};

use crate::codec::{Malformed, Reader, Writer};
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::limits::{AREAS_MAX, MESSAGE_BYTES_MAX};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

/// Form of the envelope.
pub const ENVELOPE: u8 = 1;
/// Version of the conversation: what the two sides may say beyond hello, push, pull and proof.
pub const PROTOCOL: u64 = 3;
/// The oldest conversation in which a hub still answers everything; older programs may only bring what they hold.
pub const PROTOCOL_OLDEST: u64 = 1;
pub(super) const ITEMS_MAX: usize = 20_000;

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
        writer.byte(ENVELOPE);
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
        if reader.byte()? != ENVELOPE {
            return Err(Malformed("form of the envelope"));
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
