//! What a carrier and the hub say about parts that the carrier cannot read: an offer, pieces, and the answer's pieces.
//!
//! Every piece names its place, so that a cut costs one piece; the hash that names the part is checked when it is whole.

use crate::codec::{Malformed, Reader, Writer};
use crate::session::message::Message;

/// Largest piece that is taken, in bytes.
pub const PIECE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of a piece as it is sent: what a slow link carries in about a minute.
pub const PIECE_BYTES: usize = 256 * 1024;

/// What a carrier asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carry {
    /// Bytes of a part from a place on; none asks how far it is held.
    Piece {
        /// SHA-256 of the whole part.
        part: [u8; 32],
        /// Length of the whole part.
        length: u64,
        /// Where the bytes belong.
        at: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Bytes of the answer to a part that was handed over.
    Fetch {
        /// SHA-256 of the part that is answered.
        part: [u8; 32],
        /// Which part of the answer, from 1.
        number: u32,
        /// From where.
        at: u64,
    },
}

/// What the hub says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryReply {
    /// Go on from here.
    HeldTo(u64),
    /// The whole part was read.
    Taken {
        /// Device that made it.
        maker: u32,
        /// How many parts the answer has; 0 when there is none.
        answers: u32,
    },
    /// The part is no good: it will never be taken.
    Refused(String),
    /// Bytes of the answer.
    Answer {
        /// Length of that part of the answer.
        length: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl Message for Carry {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Piece { part, length, at, bytes } => {
                writer.byte(1);
                writer.fixed(part);
                writer.number(*length);
                writer.number(*at);
                writer.blob(bytes);
            }
            Self::Fetch { part, number, at } => {
                writer.byte(2);
                writer.fixed(part);
                writer.number(u64::from(*number));
                writer.number(*at);
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match reader.byte()? {
            1 => Self::Piece {
                part: reader.fixed()?,
                length: reader.number()?,
                at: reader.number()?,
                bytes: reader.blob(PIECE_BYTES_MAX)?.to_vec(),
            },
            2 => Self::Fetch {
                part: reader.fixed()?,
                number: u32::try_from(reader.number()?).map_err(|_| Malformed("part number"))?,
                at: reader.number()?,
            },
            _ => return Err(Malformed("carry")),
        })
    }
}

impl Message for CarryReply {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::HeldTo(at) => {
                writer.byte(1);
                writer.number(*at);
            }
            Self::Taken { maker, answers } => {
                writer.byte(2);
                writer.fixed(&maker.to_be_bytes());
                writer.number(u64::from(*answers));
            }
            Self::Refused(code) => {
                writer.byte(3);
                writer.text(code);
            }
            Self::Answer { length, bytes } => {
                writer.byte(4);
                writer.number(*length);
                writer.blob(bytes);
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match reader.byte()? {
            1 => Self::HeldTo(reader.number()?),
            2 => Self::Taken {
                maker: u32::from_be_bytes(reader.fixed()?),
                answers: u32::try_from(reader.number()?).map_err(|_| Malformed("part number"))?,
            },
            3 => Self::Refused(reader.text(200)?.to_owned()),
            4 => Self::Answer { length: reader.number()?, bytes: reader.blob(PIECE_BYTES_MAX)?.to_vec() },
            _ => return Err(Malformed("carry")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_a_carrier_read_back() {
        for carry in [
            Carry::Piece { part: [1; 32], length: 9, at: 3, bytes: vec![4; 6] },
            Carry::Fetch { part: [2; 32], number: 1, at: 0 },
        ] {
            assert_eq!(Carry::from_bytes(&carry.to_bytes()), Ok(carry));
        }
        for reply in [
            CarryReply::HeldTo(5),
            CarryReply::Taken { maker: 3, answers: 2 },
            CarryReply::Refused("sync-refused-malformed".to_owned()),
            CarryReply::Answer { length: 7, bytes: vec![1, 2] },
        ] {
            assert_eq!(CarryReply::from_bytes(&reply.to_bytes()), Ok(reply));
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_message() {
        for first in 0..=255_u8 {
            for length in [0, 1, 33, 60] {
                let bytes = [vec![first], vec![0x7f; length]].concat();
                let _ = (Carry::from_bytes(&bytes), CarryReply::from_bytes(&bytes));
            }
        }
    }
}
