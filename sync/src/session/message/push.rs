//! Push: chunks go up, numbered receipts come back.

use super::{ITEMS_MAX, Message, read_incarnation};
use crate::codec::{Malformed, Reader, Writer};
use crate::incarnation::Incarnation;
use crate::limits::{CHUNK_BYTES_MAX, REASON_BYTES_MAX};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

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
