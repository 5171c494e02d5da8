//! Hello: where the laptop stands, and what the hub makes of it.

use domain::{Area, Id};

use super::{Message, read_areas, read_incarnation, write_areas};
use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::incarnation::Incarnation;
use crate::logbook::{HeadNews, Life};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

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
    /// Version of the conversation the laptop speaks.
    pub protocol: u64,
    /// One digest over those of all areas: where nothing else is to be said, it proves in one round trip.
    pub holdings: [u8; 16],
    /// The last head of the hub's logbook that the laptop keeps.
    pub witnessed: Option<Witnessed>,
}

/// Which head of the hub's logbook a laptop keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Witnessed {
    /// The life of the hub's store that said it.
    pub life: Life,
    /// Chunks in the logbook then.
    pub size: u64,
    /// When, by the hub's clock, milliseconds since 1970.
    pub at_ms: i64,
}

impl Witnessed {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { life: read_incarnation(reader)?, size: reader.number()?, at_ms: reader.signed()? })
    }
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
    /// Areas whose feed has more than the laptop's cursor: the feed's end. Most urgent first.
    pub ahead: Vec<(Id<Area>, u64)>,
    /// Version of the conversation the hub speaks.
    pub protocol: u64,
    /// After the hub was restored: the places from which feeds must be heard anew.
    pub anew: Vec<(Id<Area>, u64)>,
    /// Nothing is to be heard or sent, and everything held is the same here and there.
    pub is_equal: bool,
    /// The hub's signature over this answer to this hello: proof of contact, or that the device was ended. Hubs of the
    /// first release give none.
    pub signature: Option<[u8; SIGNATURE_BYTES]>,
    /// The head of the hub's logbook, where the laptop keeps another. Signed by itself: the signature above is not over it.
    pub logbook: Option<Box<HeadNews>>,
}

impl HelloReply {
    /// Signs the answer to the hello of this hash: it proves nothing to whoever asked something else, or at another time.
    #[must_use]
    pub fn signed(mut self, hello: &Hash, key: &SigningKey) -> Self {
        self.signature = Some(key.sign(&self.statement(hello)));
        self
    }

    /// Whether the owner of `public_key` gave this answer to the hello of this hash.
    pub fn is_signed_by(&self, hello: &Hash, public_key: &[u8; 32]) -> bool {
        self.signature.is_some_and(|signature| is_signed_by(public_key, &self.statement(hello), &signature))
    }

    fn statement(&self, hello: &Hash) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write_plain(&mut writer);
        [b"pamoja-hello-reply-1".as_slice(), &hello.0, &writer.bytes].concat()
    }

    fn write_plain(&self, writer: &mut Writer) {
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
        writer.number(self.protocol);
        write_areas(writer, &self.anew);
        writer.byte(u8::from(self.is_equal));
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
        writer.number(self.protocol);
        writer.fixed(&self.holdings);
        if let Some(witnessed) = self.witnessed {
            writer.fixed(&witnessed.life.to_bytes());
            writer.number(witnessed.size);
            writer.signed(witnessed.at_ms);
        }
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
            protocol: if reader.remaining() == 0 { 1 } else { reader.number()? },
            holdings: if reader.remaining() == 0 { [0; 16] } else { reader.fixed()? },
            witnessed: if reader.remaining() == 0 { None } else { Some(Witnessed::read(reader)?) },
        })
    }
}

impl Message for HelloReply {
    fn write(&self, writer: &mut Writer) {
        self.write_plain(writer);
        if let Some(signature) = &self.signature {
            writer.fixed(signature);
            if let Some(logbook) = &self.logbook {
                logbook.write(writer);
            }
        }
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
            protocol: if reader.remaining() == 0 { 1 } else { reader.number()? },
            anew: if reader.remaining() == 0 { Vec::new() } else { read_areas(reader)? },
            is_equal: reader.remaining() > 0 && reader.byte()? == 1,
            signature: if reader.remaining() == 0 { None } else { Some(reader.fixed()?) },
            logbook: if reader.remaining() == 0 { None } else { Some(Box::new(HeadNews::read(reader)?)) },
        })
    }
}
