//! What stands at the beginning of each part: who made it, for whom, which part it is, and what it answers.

use crate::bundle::{HEADER_BYTES_MAX, PARTS_MAX, RECEIVERS_MAX};
use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

const MAGIC: &[u8; 16] = b"PAMOJA-BUNDLE-1\n";
/// Bytes before the header: the mark and the header's length.
pub const PREFIX_BYTES: usize = 16 + 4;

/// Which way a bundle goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A laptop's unsent work, for the hub.
    ToHub,
    /// The hub's answer, for a laptop.
    FromHub,
    /// Work of an area that both may see, from laptop to laptop.
    BetweenLaptops,
}

/// The header of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Which way it goes.
    pub purpose: Purpose,
    /// Device that made it; 0 is the hub.
    pub maker: u32,
    /// Devices it is sealed to.
    pub receivers: Vec<u32>,
    /// Which bundle.
    pub bundle: [u8; 16],
    /// Which part of it, from 1.
    pub part: u32,
    /// How many parts it has.
    pub parts: u32,
    /// The bundle it answers.
    pub answers: Option<[u8; 16]>,
    /// The maker's clock, milliseconds since 1970.
    pub made_at_ms: i64,
}

/// The header's length from the bytes before it, signature included.
///
/// # Errors
/// [`Malformed`] for anything that is not the beginning of a part.
pub fn header_length(prefix: &[u8; PREFIX_BYTES]) -> Result<usize, Malformed> {
    let mut reader = Reader::new(prefix);
    if reader.fixed::<16>()? != *MAGIC {
        return Err(Malformed("not a bundle"));
    }
    let length = u32::from_be_bytes(reader.fixed()?) as usize;
    if !(SIGNATURE_BYTES..=HEADER_BYTES_MAX).contains(&length) {
        return Err(Malformed("header length"));
    }
    Ok(length)
}

impl Header {
    fn plain(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.byte(match self.purpose {
            Purpose::ToHub => 1,
            Purpose::FromHub => 2,
            Purpose::BetweenLaptops => 3,
        });
        writer.fixed(&self.maker.to_be_bytes());
        writer.number(self.receivers.len() as u64);
        for receiver in &self.receivers {
            writer.fixed(&receiver.to_be_bytes());
        }
        writer.fixed(&self.bundle);
        writer.fixed(&self.part.to_be_bytes());
        writer.fixed(&self.parts.to_be_bytes());
        writer.byte(u8::from(self.answers.is_some()));
        writer.fixed(&self.answers.unwrap_or_default());
        writer.signed(self.made_at_ms);
        writer.bytes
    }

    /// Signs and writes the beginning of the part.
    pub fn seal(&self, key: &SigningKey) -> Vec<u8> {
        let plain = self.plain();
        let signature = key.sign(&signed_part(&plain));
        let length = (plain.len() + SIGNATURE_BYTES) as u32;
        [MAGIC.as_slice(), &length.to_be_bytes(), &plain, &signature].concat()
    }

    /// Reads what stands after the prefix. Nothing is believed yet: see [`Header::is_signed_by`].
    ///
    /// # Errors
    /// [`Malformed`]. Members that a later version appended are passed over.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > HEADER_BYTES_MAX {
            return Err(Malformed("header above its limit"));
        }
        let plain = bytes.len().checked_sub(SIGNATURE_BYTES).map(|end| &bytes[..end]).ok_or(Malformed("cut short"))?;
        let mut reader = Reader::new(plain);
        let purpose = match reader.byte()? {
            1 => Purpose::ToHub,
            2 => Purpose::FromHub,
            3 => Purpose::BetweenLaptops,
            _ => return Err(Malformed("a bundle of a later version")),
        };
        let maker = u32::from_be_bytes(reader.fixed()?);
        let count = reader.count(RECEIVERS_MAX)?;
        let receivers =
            (0..count).map(|_| Ok(u32::from_be_bytes(reader.fixed()?))).collect::<Result<_, Malformed>>()?;
        let bundle = reader.fixed()?;
        let (part, parts) = (u32::from_be_bytes(reader.fixed()?), u32::from_be_bytes(reader.fixed()?));
        if part == 0 || part > parts || parts > PARTS_MAX {
            return Err(Malformed("part number"));
        }
        let has_answer = reader.byte()? == 1;
        let answers: [u8; 16] = reader.fixed()?;
        let made_at_ms = reader.signed()?;
        Ok(Self { purpose, maker, receivers, bundle, part, parts, answers: has_answer.then_some(answers), made_at_ms })
    }

    /// Whether the header, as it arrived, was signed by the owner of `public_key`.
    pub fn is_signed_by(bytes: &[u8], public_key: &[u8; 32]) -> bool {
        let Some(end) = bytes.len().checked_sub(SIGNATURE_BYTES) else { return false };
        let (plain, signature) = bytes.split_at(end);
        is_signed_by(public_key, &signed_part(plain), signature)
    }

    /// What the sections of this part are bound to, from the header as it arrived or was written.
    pub fn binding(bytes: &[u8]) -> Hash {
        Hash::of(&[b"pamoja-bundle-part-1", &bytes[..bytes.len().saturating_sub(SIGNATURE_BYTES)]])
    }
}

fn signed_part(plain: &[u8]) -> Vec<u8> {
    [b"pamoja-bundle-header-1".as_slice(), plain].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header {
            purpose: Purpose::ToHub,
            maker: 7,
            receivers: vec![0, 12],
            bundle: [3; 16],
            part: 2,
            parts: 5,
            answers: Some([9; 16]),
            made_at_ms: -5,
        }
    }

    #[test]
    fn a_header_reads_back_and_every_flipped_bit_is_noticed() {
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let bytes = header().seal(&key);
        let length = header_length(bytes[..PREFIX_BYTES].try_into().unwrap()).unwrap();
        let rest = &bytes[PREFIX_BYTES..];
        assert_eq!(rest.len(), length);
        assert_eq!(Header::read(rest).unwrap(), header());
        assert!(Header::is_signed_by(rest, &key.public()));
        for at in 0..rest.len() {
            let mut flipped = rest.to_vec();
            flipped[at] ^= 1;
            assert!(!Header::is_signed_by(&flipped, &key.public()), "byte {at}");
        }
    }

    #[test]
    fn a_header_that_is_cut_or_claims_too_much_is_refused() {
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let bytes = header().seal(&key);
        for end in 0..bytes.len() - PREFIX_BYTES {
            let _ = Header::read(&bytes[PREFIX_BYTES..PREFIX_BYTES + end]);
        }
        let mut prefix: [u8; PREFIX_BYTES] = bytes[..PREFIX_BYTES].try_into().unwrap();
        prefix[16..].copy_from_slice(&u32::MAX.to_be_bytes());
        assert!(header_length(&prefix).is_err());
        for (part, parts) in [(0, 1), (2, 1), (1, PARTS_MAX + 1)] {
            let odd = Header { part, parts, ..header() }.seal(&key);
            assert!(Header::read(&odd[PREFIX_BYTES..]).is_err());
        }
    }
}
