//! A chunk: commits `first..=last` of one smallest area, sealed and signed by the device that wrote them.
//!
//! Commit is the unit of audit, chunk the unit of transport and of trust: forwarded byte for byte, carried by anybody,
//! forged by nobody. The header has a fixed layout so that certificate and signature are checked before anything else.

mod cut;

use domain::{Area, Id};

pub use cut::{cut, is_cut};

use crate::codec::{Malformed, Reader, Writer};
use crate::commit::{Commit, CommitHeader, check_words};
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::limits::{
    CHUNK_BYTES_MAX, CHUNK_COMMITS_MAX, CHUNK_PLAIN_BYTES_MAX, CHUNK_WORD_BYTES_MAX, REASON_BYTES_MAX,
};
use crate::pack::{pack_body, unpack_body};
use crate::signing::{SIGNATURE_BYTES, SigningKey, is_signed_by};

const MAGIC: &[u8; 4] = b"PJC1";
/// Length of the fixed header.
pub const HEADER_BYTES: usize = 4 + INCARNATION_BYTES + 16 + 8 + 8 + 32 * 4 + 4 + 4;

/// What stands before the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkHeader {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// The area of every commit in it; nil for reference data.
    pub area: Id<Area>,
    /// First commit.
    pub first: u64,
    /// Last commit.
    pub last: u64,
    /// Hash of commit `first - 1`; the hub, which sees every chain whole, checks it.
    pub prev: Hash,
    /// Hash of this incarnation's last commit in this area before; laptops, which see only their areas, check it.
    pub prev_in_area: Hash,
    /// Hash of commit `last`.
    pub tip: Hash,
    /// Hash over the full hashes of all document changes, in order.
    pub replay_digest: Hash,
    /// Length of the unpacked body.
    pub plain_bytes: u32,
    /// Length of the packed body.
    pub packed_bytes: u32,
}

/// A sealed chunk, as it is kept and carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Header, as its author signed it.
    pub header: ChunkHeader,
    /// Header, body and signature; of a chunk that was cut, what stands for them and what is left.
    pub bytes: Vec<u8>,
}

/// How commits lie in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As their author sealed them.
    Whole,
    /// Each says what was cut out of it.
    Cut,
}

impl ChunkHeader {
    fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.fixed(MAGIC);
        writer.fixed(&self.incarnation.to_bytes());
        writer.fixed(&self.area.to_bytes());
        writer.fixed(&self.first.to_be_bytes());
        writer.fixed(&self.last.to_be_bytes());
        for hash in [&self.prev, &self.prev_in_area, &self.tip, &self.replay_digest] {
            writer.fixed(&hash.0);
        }
        writer.fixed(&self.plain_bytes.to_be_bytes());
        writer.fixed(&self.packed_bytes.to_be_bytes());
        writer.bytes
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        if reader.fixed::<4>()? != *MAGIC {
            return Err(Malformed("not a chunk"));
        }
        let incarnation =
            Incarnation::from_slice(&reader.fixed::<INCARNATION_BYTES>()?).ok_or(Malformed("incarnation"))?;
        let area = Id::from_bytes(reader.fixed()?);
        let (first, last) = (u64::from_be_bytes(reader.fixed()?), u64::from_be_bytes(reader.fixed()?));
        let (prev, prev_in_area) = (Hash(reader.fixed()?), Hash(reader.fixed()?));
        let (tip, replay_digest) = (Hash(reader.fixed()?), Hash(reader.fixed()?));
        let (plain_bytes, packed_bytes) = (u32::from_be_bytes(reader.fixed()?), u32::from_be_bytes(reader.fixed()?));
        let commits = last.checked_sub(first).ok_or(Malformed("commit numbers"))?;
        if first == 0 || last > i64::MAX as u64 || commits >= CHUNK_COMMITS_MAX as u64 {
            return Err(Malformed("commit numbers"));
        }
        if plain_bytes as usize > CHUNK_PLAIN_BYTES_MAX {
            return Err(Malformed("body above its limit"));
        }
        Ok(Self { incarnation, area, first, last, prev, prev_in_area, tip, replay_digest, plain_bytes, packed_bytes })
    }
}

/// What sealing needs besides the commits.
pub struct Seal<'a> {
    /// The device's key.
    pub key: &'a SigningKey,
    /// Hash of this incarnation's last commit in this area before the first of these.
    pub prev_in_area: Hash,
    /// Hash over the full change hashes of the commits.
    pub replay_digest: Hash,
}

/// Seals commits of one area that follow each other.
///
/// # Errors
/// [`Malformed`] when there are none, they do not follow each other, or they exceed a chunk.
pub fn seal(commits: &[Commit], seal: &Seal<'_>) -> Result<Chunk, Malformed> {
    let (Some(first), Some(last)) = (commits.first(), commits.last()) else { return Err(Malformed("no commits")) };
    let follows =
        |pair: &[Commit]| pair[1].header.n == pair[0].header.n + 1 && pair[1].header.area == pair[0].header.area;
    if commits.len() > CHUNK_COMMITS_MAX || !commits.windows(2).all(follows) {
        return Err(Malformed("commits of one chunk follow each other in one area"));
    }
    let words = |commit: &Commit| commit.header.act.len() + commit.header.reason.as_ref().map_or(0, String::len);
    if commits.iter().map(words).sum::<usize>() > CHUNK_WORD_BYTES_MAX {
        return Err(Malformed("words above their limit"));
    }
    let plain = write_body(commits, Form::Whole);
    if plain.len() > CHUNK_PLAIN_BYTES_MAX {
        return Err(Malformed("body above its limit"));
    }
    let packed = pack_body(&plain)?;
    let header = ChunkHeader {
        incarnation: first.header.incarnation,
        area: first.header.area,
        first: first.header.n,
        last: last.header.n,
        prev: first.header.prev,
        prev_in_area: seal.prev_in_area,
        tip: last.hash(),
        replay_digest: seal.replay_digest,
        plain_bytes: u32::try_from(plain.len()).map_err(|_| Malformed("body above its limit"))?,
        packed_bytes: u32::try_from(packed.len()).map_err(|_| Malformed("body above its limit"))?,
    };
    let mut bytes = header.to_bytes();
    let signature = seal.key.sign(&signed_part(&bytes, &packed));
    bytes.extend_from_slice(&packed);
    bytes.extend_from_slice(&signature);
    if bytes.len() > CHUNK_BYTES_MAX {
        return Err(Malformed("chunk above its limit"));
    }
    Ok(Chunk { header, bytes })
}

fn signed_part(header: &[u8], packed: &[u8]) -> Vec<u8> {
    signed_hash(header, &Hash::of(&[packed]))
}

fn signed_hash(header: &[u8], packed: &Hash) -> Vec<u8> {
    [b"pamoja-chunk-1".as_slice(), header, &packed.0].concat()
}

impl Chunk {
    /// Reads length and layout; nothing is believed yet.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > CHUNK_BYTES_MAX {
            return Err(Malformed("chunk above its limit"));
        }
        if cut::is_cut(bytes) {
            return cut::read(bytes);
        }
        let header = ChunkHeader::read(&mut Reader::new(bytes))?;
        if bytes.len() != HEADER_BYTES + header.packed_bytes as usize + SIGNATURE_BYTES {
            return Err(Malformed("chunk length"));
        }
        Ok(Self { header, bytes: bytes.to_vec() })
    }

    /// The hash that names the chunk.
    pub fn hash(&self) -> Hash {
        Hash::of(&[&self.bytes])
    }

    /// Whether something was cut out of it by the hub. Its signature is the author's still: the hub's stands beside it.
    pub fn is_cut(&self) -> bool {
        cut::is_cut(&self.bytes)
    }

    /// Whether the owner of `hub_key` cut it; false for a chunk that is whole.
    pub fn is_cut_by(&self, hub_key: &[u8; 32]) -> bool {
        self.is_cut() && cut::is_cut_by(&self.bytes, hub_key)
    }

    /// Whether the owner of `public_key` signed it.
    pub fn is_signed_by(&self, public_key: &[u8; 32]) -> bool {
        if self.is_cut() {
            return cut::was_signed_by(&self.bytes, public_key);
        }
        let (signed, signature) = self.bytes.split_at(self.bytes.len() - SIGNATURE_BYTES);
        let (header, packed) = signed.split_at(HEADER_BYTES);
        is_signed_by(public_key, &signed_part(header, packed), signature)
    }

    /// Unpacks the commits and checks that they chain from `prev` to `tip`. Call only after the signature.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn commits(&self) -> Result<Vec<Commit>, Malformed> {
        let form = if self.is_cut() { Form::Cut } else { Form::Whole };
        let commits = read_body(&self.plain()?, &self.header, form)?;
        match commits.last() {
            Some(last) if last.hash() == self.header.tip => Ok(commits),
            _ => Err(Malformed("the chain does not end where the header says")),
        }
    }
}

impl Chunk {
    /// The unpacked body: for looking whether something is named in it before it is read.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn plain(&self) -> Result<Vec<u8>, Malformed> {
        if self.is_cut() {
            return cut::plain(&self.bytes);
        }
        unpack_body(&self.bytes[HEADER_BYTES..self.bytes.len() - SIGNATURE_BYTES], self.header.plain_bytes as usize)
    }
}

/// Headers are written once where they repeat: users and words by first use, instants as differences. Payloads stand
/// apart from headers so that like lies beside like when it is compressed.
fn write_body(commits: &[Commit], form: Form) -> Vec<u8> {
    let mut writer = Writer::default();
    let mut words: Vec<&str> = Vec::new();
    let mut users: Vec<[u8; 16]> = Vec::new();
    let mut last_at = 0_i64;
    for commit in commits {
        let header = &commit.header;
        let user = header.user.to_bytes();
        write_new_or_known(&mut writer, &mut users, user, |writer, user| writer.fixed(&user));
        write_new_or_known(&mut writer, &mut words, header.act.as_str(), |writer, word| writer.text(word));
        write_new_or_known(&mut writer, &mut words, header.reason.as_deref().unwrap_or(""), |writer, word| {
            writer.text(word)
        });
        writer.byte(u8::from(header.reason.is_some()));
        writer.signed(header.recorded_at.to_i64().wrapping_sub(last_at).rotate_right(16));
        last_at = header.recorded_at.to_i64();
        writer.number(u64::from(header.schema));
        writer.number(commit.payload.len() as u64);
        if form == Form::Cut {
            cut::write_cut(&mut writer, commit.cut);
        }
    }
    for commit in commits {
        writer.fixed(&commit.payload);
    }
    writer.bytes
}

fn write_new_or_known<T: PartialEq + Copy>(
    writer: &mut Writer,
    known: &mut Vec<T>,
    value: T,
    write: impl FnOnce(&mut Writer, T),
) {
    match known.iter().position(|held| *held == value) {
        Some(at) => writer.number(at as u64 + 1),
        None => {
            writer.number(0);
            write(writer, value);
            known.push(value);
        }
    }
}

fn read_new_or_known<'a, T: Clone>(
    reader: &mut Reader<'a>,
    known: &mut Vec<T>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Malformed>,
) -> Result<T, Malformed> {
    let at = reader.number()?;
    if at == 0 {
        let value = read(reader)?;
        known.push(value.clone());
        return Ok(value);
    }
    let at = usize::try_from(at - 1).map_err(|_| Malformed("reference"))?;
    known.get(at).cloned().ok_or(Malformed("reference"))
}

fn read_body(plain: &[u8], chunk: &ChunkHeader, form: Form) -> Result<Vec<Commit>, Malformed> {
    let mut reader = Reader::new(plain);
    let mut words: Vec<String> = Vec::new();
    let mut users: Vec<[u8; 16]> = Vec::new();
    let mut last_at = 0_i64;
    let mut word_bytes = 0;
    let mut headers = Vec::new();
    for n in chunk.first..=chunk.last {
        let user = read_new_or_known(&mut reader, &mut users, |reader| reader.fixed())?;
        let text = |reader: &mut Reader<'_>| Ok(reader.text(REASON_BYTES_MAX)?.to_owned());
        let act = read_new_or_known(&mut reader, &mut words, text)?;
        let reason = read_new_or_known(&mut reader, &mut words, text)?;
        let reason = match reader.byte()? {
            0 if reason.is_empty() => None,
            1 => Some(reason),
            _ => return Err(Malformed("reason")),
        };
        last_at = last_at.wrapping_add(reader.signed()?.rotate_left(16));
        let schema = u16::try_from(reader.number()?).map_err(|_| Malformed("schema"))?;
        let payload_bytes = usize::try_from(reader.number()?).map_err(|_| Malformed("payload length"))?;
        check_words(&act, reason.as_deref())?;
        // A word is written once and named often: twenty thousand commits could unfold into hundreds of megabytes.
        word_bytes += act.len() + reason.as_ref().map_or(0, String::len);
        if word_bytes > CHUNK_WORD_BYTES_MAX {
            return Err(Malformed("words above their limit"));
        }
        let header = CommitHeader {
            incarnation: chunk.incarnation,
            n,
            prev: Hash::ZERO,
            user: Id::from_bytes(user),
            act,
            reason,
            recorded_at: Hlc::from_i64(last_at),
            area: chunk.area,
            schema,
        };
        let cut = if form == Form::Cut { cut::read_cut(&mut reader, &header)? } else { None };
        headers.push((header, payload_bytes, cut));
    }
    let mut commits = Vec::with_capacity(headers.len());
    let mut prev = chunk.prev;
    for (mut header, payload_bytes, cut) in headers {
        header.prev = prev;
        let commit = Commit { header, payload: reader.take(payload_bytes)?.to_vec(), cut };
        prev = commit.hash();
        commits.push(commit);
    }
    reader.end()?;
    Ok(commits)
}
