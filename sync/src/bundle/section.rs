//! The sections of a part, each signed for its place.

use domain::{Area, Id};

use crate::bundle::{SECTION_BYTES_MAX, VECTOR_MAX};
use crate::codec::{Malformed, Reader, Writer};
use crate::hash::Hash;
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::limits::{AREAS_MAX, CHUNK_BYTES_MAX};
use crate::session::message::{read_push, write_push};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

/// Bytes before each section: its kind and the length of its body and signature.
pub const SECTION_PREFIX_BYTES: usize = 1 + 4;
/// Most chunks of one feed run.
const CHUNKS_MAX: usize = 20_000;

/// How far a laptop holds each chain in each area: last commit.
pub type Vector = Vec<(Incarnation, Id<Area>, u64)>;

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Section {
    /// A laptop's hello, sealed as a request for [`crate::bundle::HELLO_PATH`].
    Hello(Vec<u8>),
    /// Signed chunks, byte for byte.
    Chunks(Vec<Vec<u8>>),
    /// What the hub holds of the receiver's work.
    Held(Held),
    /// What stands in the hub's feeds behind the receiver's cursors.
    Feed(FeedPage),
    /// How far the maker holds every chain, so that the answer can leave that out.
    Vector(Vector),
    /// The end, with the number of sections before it.
    End(u64),
    /// Of a later version: passed over.
    Unknown(u8),
}

/// One incarnation as the hub holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldUpTo {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// The last commit held; everything before it is held, too.
    pub n: u64,
    /// Hash of that commit: the chain up to it cannot be another one.
    pub tip: Hash,
}

/// The hub's receipt for everything up to a commit, and what it set aside on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The hub's epoch.
    pub epoch: u64,
    /// What is held; none when the hub holds nothing of it yet.
    pub up_to: Option<HeldUpTo>,
    /// First commits of chunks that were set aside, with a Fluent message id each.
    pub set_aside: Vec<(u64, String)>,
}

/// Items of the hub's feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPage {
    /// The epoch its positions belong to.
    pub epoch: u64,
    /// Runs of single areas.
    pub runs: Vec<FeedRun>,
}

/// Everything a laptop needs of one area's feed between two positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRun {
    /// The area; nil for reference data.
    pub area: Id<Area>,
    /// Position it goes on from.
    pub after: u64,
    /// Position it leads to.
    pub through: u64,
    /// Chunks in feed order, the receiver's own left out.
    pub chunks: Vec<Vec<u8>>,
}

/// Kind and length of what follows the prefix.
///
/// # Errors
/// [`Malformed`] above [`SECTION_BYTES_MAX`].
pub fn section_length(prefix: [u8; SECTION_PREFIX_BYTES]) -> Result<(u8, usize), Malformed> {
    let [kind, length @ ..] = prefix;
    let length = u32::from_be_bytes(length) as usize;
    if !(SIGNATURE_BYTES..=SECTION_BYTES_MAX + SIGNATURE_BYTES).contains(&length) {
        return Err(Malformed("section length"));
    }
    Ok((kind, length))
}

fn signed_part(binding: &Hash, place: u64, kind: u8, body: &[u8]) -> Vec<u8> {
    let hash = Hash::of(&[body]);
    [b"pamoja-bundle-section-1".as_slice(), &binding.0, &place.to_be_bytes(), &[kind], &hash.0].concat()
}

impl Section {
    const fn kind(&self) -> u8 {
        match self {
            Self::End(_) => 0,
            Self::Hello(_) => 1,
            Self::Chunks(_) => 2,
            Self::Held(_) => 3,
            Self::Feed(_) => 4,
            Self::Vector(_) => 5,
            Self::Unknown(kind) => *kind,
        }
    }

    /// The body, without its prefix and signature.
    pub fn body(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        match self {
            Self::Hello(request) => writer.fixed(request),
            Self::Chunks(chunks) => return write_push(chunks),
            Self::Held(held) => held.write(&mut writer),
            Self::Feed(page) => page.write(&mut writer),
            Self::Vector(vector) => {
                writer.number(vector.len() as u64);
                for (incarnation, area, n) in vector {
                    writer.fixed(&incarnation.to_bytes());
                    writer.fixed(&area.to_bytes());
                    writer.number(*n);
                }
            }
            Self::End(sections) => writer.number(*sections),
            Self::Unknown(_) => {}
        }
        writer.bytes
    }

    /// Signs and writes the section as number `place` (from 0) of the part.
    ///
    /// # Errors
    /// [`Malformed`] above [`SECTION_BYTES_MAX`].
    pub fn seal(&self, binding: &Hash, place: u64, key: &SigningKey) -> Result<Vec<u8>, Malformed> {
        let (kind, body) = (self.kind(), self.body());
        if body.len() > SECTION_BYTES_MAX {
            return Err(Malformed("section above its limit"));
        }
        let signature = key.sign(&signed_part(binding, place, kind, &body));
        let length = (body.len() + SIGNATURE_BYTES) as u32;
        Ok([&[kind], length.to_be_bytes().as_slice(), &body, &signature].concat())
    }

    /// Whether what follows a prefix was signed for this place by the owner of `public_key`.
    pub fn is_signed_by(bytes: &[u8], kind: u8, binding: &Hash, place: u64, public_key: &[u8; 32]) -> bool {
        let Some(end) = bytes.len().checked_sub(SIGNATURE_BYTES) else { return false };
        let (body, signature) = bytes.split_at(end);
        is_signed_by(public_key, &signed_part(binding, place, kind, body), signature)
    }

    /// Reads what follows a prefix. Call only after the signature.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(kind: u8, bytes: &[u8]) -> Result<Self, Malformed> {
        let end = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or(Malformed("cut short"))?;
        if end > SECTION_BYTES_MAX {
            return Err(Malformed("section above its limit"));
        }
        let body = &bytes[..end];
        let mut reader = Reader::new(body);
        Ok(match kind {
            0 => Self::End(reader.number()?),
            1 => Self::Hello(body.to_vec()),
            2 => Self::Chunks(read_push(body)?.into_iter().map(<[u8]>::to_vec).collect()),
            3 => Self::Held(Held::read(&mut reader)?),
            4 => Self::Feed(FeedPage::read(&mut reader)?),
            5 => Self::Vector(read_vector(&mut reader)?),
            later => Self::Unknown(later),
        })
    }
}

fn read_incarnation(reader: &mut Reader<'_>) -> Result<Incarnation, Malformed> {
    Incarnation::from_slice(&reader.fixed::<INCARNATION_BYTES>()?).ok_or(Malformed("incarnation"))
}

fn read_vector(reader: &mut Reader<'_>) -> Result<Vector, Malformed> {
    let count = reader.count(VECTOR_MAX)?;
    (0..count).map(|_| Ok((read_incarnation(reader)?, Id::from_bytes(reader.fixed()?), reader.number()?))).collect()
}

impl Held {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.epoch);
        writer.byte(u8::from(self.up_to.is_some()));
        if let Some(up_to) = &self.up_to {
            writer.fixed(&up_to.incarnation.to_bytes());
            writer.number(up_to.n);
            writer.fixed(&up_to.tip.0);
        }
        writer.number(self.set_aside.len() as u64);
        for (first, code) in &self.set_aside {
            writer.number(*first);
            writer.text(code);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let epoch = reader.number()?;
        let up_to = match reader.byte()? {
            0 => None,
            1 => Some(HeldUpTo {
                incarnation: read_incarnation(reader)?,
                n: reader.number()?,
                tip: Hash(reader.fixed()?),
            }),
            _ => return Err(Malformed("held")),
        };
        let count = reader.count(VECTOR_MAX)?;
        let set_aside = (0..count)
            .map(|_| Ok((reader.number()?, reader.text(200)?.to_owned())))
            .collect::<Result<_, Malformed>>()?;
        Ok(Self { epoch, up_to, set_aside })
    }
}

impl FeedPage {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.epoch);
        writer.number(self.runs.len() as u64);
        for run in &self.runs {
            writer.fixed(&run.area.to_bytes());
            writer.number(run.after);
            writer.number(run.through);
            writer.number(run.chunks.len() as u64);
            for chunk in &run.chunks {
                writer.blob(chunk);
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let epoch = reader.number()?;
        let count = reader.count(AREAS_MAX)?;
        let mut runs = Vec::with_capacity(count.min(1_000));
        for _ in 0..count {
            let (area, after, through) = (Id::from_bytes(reader.fixed()?), reader.number()?, reader.number()?);
            if through < after {
                return Err(Malformed("feed positions"));
            }
            let chunks = (0..reader.count(CHUNKS_MAX)?)
                .map(|_| Ok(reader.blob(CHUNK_BYTES_MAX)?.to_vec()))
                .collect::<Result<_, Malformed>>()?;
            runs.push(FeedRun { area, after, through, chunks });
        }
        Ok(Self { epoch, runs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections() -> Vec<Section> {
        let incarnation = Incarnation { device: 4, nonce: [1; 8] };
        vec![
            Section::Hello(vec![1, 2, 3]),
            Section::Chunks(vec![vec![1; 40], vec![2; 7]]),
            Section::Held(Held {
                epoch: 2,
                up_to: Some(HeldUpTo { incarnation, n: 9, tip: Hash([7; 32]) }),
                set_aside: vec![(3, "sync-refused-hash".to_owned())],
            }),
            Section::Held(Held { epoch: 0, up_to: None, set_aside: Vec::new() }),
            Section::Feed(FeedPage {
                epoch: 1,
                runs: vec![FeedRun { area: Id::NIL, after: 3, through: 8, chunks: vec![vec![5; 20]] }],
            }),
            Section::Vector(vec![(incarnation, Id::from_bytes([8; 16]), 300)]),
            Section::End(5),
        ]
    }

    #[test]
    fn sections_read_back_and_count_only_in_their_place() {
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let binding = Hash([5; 32]);
        for (place, section) in sections().iter().enumerate() {
            let place = place as u64;
            let bytes = section.seal(&binding, place, &key).unwrap();
            let (kind, length) = section_length(bytes[..SECTION_PREFIX_BYTES].try_into().unwrap()).unwrap();
            let rest = &bytes[SECTION_PREFIX_BYTES..];
            assert_eq!(rest.len(), length);
            assert_eq!(&Section::read(kind, rest).unwrap(), section);
            let is_signed =
                |kind, binding: &Hash, place| Section::is_signed_by(rest, kind, binding, place, &key.public());
            assert!(is_signed(kind, &binding, place));
            assert!(!is_signed(kind + 1, &binding, place));
            assert!(!is_signed(kind, &Hash([6; 32]), place));
            assert!(!is_signed(kind, &binding, place + 1));
        }
    }

    #[test]
    fn cut_sections_are_errors_and_later_kinds_are_passed_over() {
        for section in sections() {
            let body = [section.body(), vec![0; SIGNATURE_BYTES]].concat();
            for end in SIGNATURE_BYTES..body.len() {
                let _ = Section::read(section.kind(), &body[..end]);
            }
        }
        assert_eq!(Section::read(200, &[0; SIGNATURE_BYTES]), Ok(Section::Unknown(200)));
        assert!(section_length([1, 255, 255, 255, 255]).is_err());
        assert!(section_length([1, 0, 0, 0, 1]).is_err());
    }
}
