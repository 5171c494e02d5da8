//! The signed head: what the hub says its logbook is on a day. Laptops keep it, and hold the hub to it.

use super::PROOF_HASHES_MAX;
use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

/// A life of the hub's store: each restore from a backup begins another.
pub type Life = Incarnation;

/// Lives told of in a head, at the most: the latest.
pub const LIVES_MAX: usize = 1_000;

/// What the logbook is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The lives of the hub's store, the one that says so last, each with the length of the logbook when it began: what a
    /// former life said behind that may be lost.
    pub lives: Vec<(Life, u64)>,
    /// Chunks in the logbook.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When, by the hub's clock, milliseconds since 1970.
    pub at_ms: i64,
}

/// A head and the hub's signature over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// The head.
    pub head: Head,
    /// The hub's signature.
    pub signature: [u8; SIGNATURE_BYTES],
}

/// A head that a laptop has not seen yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadNews {
    /// The head.
    pub signed: SignedHead,
    /// The proof that it adds to what the laptop has seen; empty where there is nothing to prove.
    pub proof: Vec<Hash>,
}

impl Head {
    /// The life of the hub's store that says so.
    pub fn life(&self) -> Life {
        self.lives.last().map_or(Life { device: 0, nonce: [0; 8] }, |(life, _)| *life)
    }

    /// Up to where what `life` said is in this logbook, too: everything while it is the life that says so, up to where a
    /// later one began, and nothing of a life that is not known.
    pub fn common_with(&self, life: Life) -> u64 {
        let after = self.lives.iter().rev().take_while(|(later, _)| *later != life);
        let is_known = self.lives.iter().any(|(known, _)| *known == life);
        if is_known { after.map(|(_, since)| *since).min().unwrap_or(u64::MAX) } else { 0 }
    }

    fn statement(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.fixed(b"pamoja-logbook-head-1");
        self.write(&mut writer);
        writer.bytes
    }

    /// Signs it.
    pub fn signed(self, key: &SigningKey) -> SignedHead {
        let signature = key.sign(&self.statement());
        SignedHead { head: self, signature }
    }

    fn write(&self, writer: &mut Writer) {
        writer.number(self.lives.len() as u64);
        for (life, since) in &self.lives {
            writer.fixed(&life.to_bytes());
            writer.number(*since);
        }
        writer.number(self.size);
        writer.fixed(&self.root.0);
        writer.signed(self.at_ms);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = usize::try_from(reader.number()?).map_err(|_| Malformed("lives"))?;
        if count == 0 || count > LIVES_MAX {
            return Err(Malformed("lives"));
        }
        let mut lives = Vec::new();
        for _ in 0..count {
            let life = Life::from_slice(&reader.fixed::<INCARNATION_BYTES>()?).ok_or(Malformed("life"))?;
            lives.push((life, reader.number()?));
        }
        let size = reader.number()?;
        if size > i64::MAX as u64 || lives.iter().any(|(_, since)| *since > size) {
            return Err(Malformed("length of the logbook"));
        }
        Ok(Self { lives, size, root: Hash(reader.fixed()?), at_ms: reader.signed()? })
    }
}

impl SignedHead {
    /// Whether the owner of `public_key` said so.
    pub fn is_signed_by(&self, public_key: &[u8; 32]) -> bool {
        is_signed_by(public_key, &self.head.statement(), &self.signature)
    }

    /// The byte form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write(&mut writer);
        writer.bytes
    }

    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        let read = Self::read(&mut reader)?;
        if reader.remaining() == 0 { Ok(read) } else { Err(Malformed("head")) }
    }

    fn write(&self, writer: &mut Writer) {
        self.head.write(writer);
        writer.fixed(&self.signature);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { head: Head::read(reader)?, signature: reader.fixed()? })
    }
}

impl HeadNews {
    /// Appends the byte form.
    pub fn write(&self, writer: &mut Writer) {
        self.signed.write(writer);
        writer.number(self.proof.len() as u64);
        for hash in &self.proof {
            writer.fixed(&hash.0);
        }
    }

    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Malformed`], for proofs longer than any tree asks for as well.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let signed = SignedHead::read(reader)?;
        let hashes = usize::try_from(reader.number()?).map_err(|_| Malformed("proof"))?;
        if hashes > PROOF_HASHES_MAX {
            return Err(Malformed("proof above its limit"));
        }
        let proof = (0..hashes).map(|_| reader.fixed().map(Hash)).collect::<Result<_, _>>()?;
        Ok(Self { signed, proof })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_back_and_counts_under_its_own_signature_alone() {
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let life = |nonce: u8| Incarnation { device: 0, nonce: [nonce; 8] };
        let head = Head { lives: vec![(life(3), 2)], size: 9, root: Hash([7; 32]), at_ms: 1_780_000_000_000 };
        let signed = head.clone().signed(&key);
        assert!(signed.is_signed_by(&key.public()));
        assert_eq!(SignedHead::from_bytes(&signed.to_bytes()).unwrap(), signed);
        let another = |head: Head| SignedHead { head, ..signed.clone() };
        assert!(!another(Head { size: 8, ..head.clone() }).is_signed_by(&key.public()));
        assert!(!another(Head { lives: vec![(life(3), 1)], ..head.clone() }).is_signed_by(&key.public()));
        assert!(!another(Head { at_ms: 1, ..head.clone() }).is_signed_by(&key.public()));
        let news = HeadNews { signed, proof: vec![Hash([1; 32]); 3] };
        let mut writer = Writer::default();
        news.write(&mut writer);
        assert_eq!(HeadNews::read(&mut Reader::new(&writer.bytes)).unwrap(), news);
        for cut in 0..writer.bytes.len() {
            assert!(HeadNews::read(&mut Reader::new(&writer.bytes[..cut])).is_err());
        }
        for lives in [vec![(life(3), 10)], Vec::new()] {
            let shrunk = Head { lives, ..head.clone() }.signed(&key);
            assert!(
                SignedHead::from_bytes(&shrunk.to_bytes()).is_err(),
                "a life begins before the end, and there is one"
            );
        }
    }

    #[test]
    fn what_a_former_life_said_is_the_same_up_to_where_the_next_ones_began() {
        let life = |nonce: u8| Incarnation { device: 0, nonce: [nonce; 8] };
        let head = Head {
            lives: vec![(life(1), 0), (life(2), 8), (life(3), 5), (life(4), 25)],
            size: 30,
            root: Hash::ZERO,
            at_ms: 0,
        };
        let common: Vec<u64> = (0..=4).map(|nonce| head.common_with(life(nonce))).collect();
        assert_eq!(common, [0, 5, 5, 25, u64::MAX]);
        assert_eq!(head.life(), life(4));
    }
}
