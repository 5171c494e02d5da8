//! A laptop's side: what the hub lacks, and what another laptop lacks.

use domain::{Area, Id};
use rusqlite::OptionalExtension;
use sync::Incarnation;
use sync::bundle::{HELLO_PATH, Header, Purpose, Section, Vector};
use sync::session::Request;
use sync::session::message::Message;
use sync::signing::SigningKey;

use crate::exchange::bundle::plan::{self, Planned, cut};
use crate::exchange::bundle::write::PartWriter;
use crate::exchange::bundle::{BundleFault, Parts, Written, peers};
use crate::exchange::place::hello;
use crate::fault::StoreFault;
use crate::key::random;
use crate::local::setting::write_setting;
use crate::log;
use crate::open::Store;
use crate::read::{Reader, roster};
use crate::writer::{Author, Writer};

/// Kind number of the section that a vector is.
const VECTOR_KIND: u8 = 5;

/// What a bundle is made from.
struct Making<'a> {
    store: &'a Store,
    key: SigningKey,
    header: Header,
    receivers: Vec<[u8; 32]>,
    /// Sections that stand in every part.
    fixed: Vec<Section>,
    planned: Vec<Planned>,
}

impl Making<'_> {
    /// Writes all parts.
    fn write<P: Parts>(mut self, part_bytes: u64, out: &mut P) -> Result<Written, BundleFault> {
        let fixed: usize = self.fixed.iter().map(section_bytes).sum();
        let parts = cut(&self.planned, fixed + 1_024, part_bytes);
        self.header.parts = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        if self.header.parts > sync::bundle::PARTS_MAX {
            return Err(BundleFault::Refused("sync-refused-bundle-too-many-parts"));
        }
        let mut written = Written { parts: self.header.parts, ..Written::default() };
        for (index, sections) in parts.iter().enumerate() {
            self.header.part = index as u32 + 1;
            let mut part = PartWriter::begin(&self.header, &self.key, &self.receivers, out.begin(&self.header)?)?;
            for section in &self.fixed {
                part.section(section)?;
            }
            for range in sections {
                let planned = &self.planned[range.clone()];
                let chunks = self.store.read(|reader| plan::chunks(reader.connection(), planned))?;
                written.chunks += chunks.len() as u64;
                part.section(&Section::Chunks(chunks))?;
            }
            written.bytes += part.bytes;
            out.end(&self.header, part.finish()?)?;
        }
        Ok(written)
    }
}

/// About how many bytes a section takes that is no list of chunks.
fn section_bytes(section: &Section) -> usize {
    match section {
        Section::Hello(bytes) => bytes.len() + 128,
        Section::Vector(vector) => vector.len() * 40 + 128,
        Section::Chunks(_) | Section::Held(_) | Section::Feed(_) | Section::End(_) | Section::Unknown(_) => 128,
    }
}

/// Seals everything that was committed, so that it can be carried.
fn seal_all(store: &Store, author: &Author, key: &SigningKey) -> Result<Incarnation, StoreFault> {
    store.write(author, |writer| {
        let incarnation = writer.standing()?.incarnation.ok_or(StoreFault::Lacks("an incarnation"))?;
        log::chunk::seal_all(writer.connection(), incarnation, key)?;
        Ok(incarnation)
    })
}

/// Writes what the hub has not proven to hold into parts for the hub. Afterwards that work has left this laptop; it is
/// held only when the hub's receipt has come back.
///
/// # Errors
/// Faults of the store and of where the parts are written.
pub fn write_for_hub<P: Parts>(
    store: &Store,
    author: &Author,
    version: &str,
    part_bytes: u64,
    out: &mut P,
) -> Result<Written, BundleFault> {
    let key = store.signing_key()?;
    let incarnation = seal_all(store, author, &key)?;
    let (planned, up_to_n) = store.read::<_, StoreFault>(|reader| {
        let standing = reader.standing()?;
        let mut planned = plan::chain_after(reader.connection(), incarnation, standing.held_n)?;
        planned.extend(peers::planned(reader.connection(), usize::MAX)?);
        Ok((planned, standing.tip_n))
    })?;
    let mut written = bundle_for_hub(store, author, version, planned, part_bytes, out)?;
    written.up_to_n = up_to_n;
    store.write::<_, StoreFault>(author, |writer| {
        let left = writer.standing()?.left_n.max(up_to_n);
        write_setting(writer.connection(), "left_n", &left.to_be_bytes())
    })?;
    Ok(written)
}

/// Writes these chunks for the hub, with a hello in each part.
pub(super) fn bundle_for_hub<P: Parts>(
    store: &Store,
    author: &Author,
    version: &str,
    planned: Vec<Planned>,
    part_bytes: u64,
    out: &mut P,
) -> Result<Written, BundleFault> {
    let key = store.signing_key()?;
    let hub_key = pinned(store)?;
    let bundle: [u8; 16] = random()?;
    let hello = hello(store, author.now, version)?;
    let device = hello.incarnation.device;
    // The bundle's name stands where an online request has its session: this hello belongs to this bundle only.
    let hello_bytes = Request { device, session: bundle, body: hello.to_bytes() }.seal(HELLO_PATH, &key);
    let header = header(Purpose::ToHub, device, Incarnation::HUB, bundle, author);
    let fixed = vec![Section::Hello(hello_bytes)];
    Making { store, key, header, receivers: vec![hub_key], fixed, planned }.write(part_bytes, out)
}

fn header(purpose: Purpose, maker: u32, receiver: u32, bundle: [u8; 16], author: &Author) -> Header {
    Header {
        purpose,
        maker,
        receivers: vec![receiver],
        bundle,
        part: 1,
        parts: 1,
        answers: None,
        made_at_ms: author.now.ms(),
    }
}

/// Writes what another laptop lacks of the areas both may see, as far as this laptop knows what it lacks.
///
/// # Errors
/// `sync-refused-device-unknown`, `sync-refused-device-revoked`, `sync-refused-bundle-no-shared-area`, faults.
pub fn write_for_laptop<P: Parts>(
    store: &Store,
    author: &Author,
    receiver: u32,
    part_bytes: u64,
    out: &mut P,
) -> Result<Written, BundleFault> {
    let key = store.signing_key()?;
    let incarnation = seal_all(store, author, &key)?;
    let (public_key, planned, vector, up_to_n) = store.read::<_, BundleFault>(|reader| {
        let device = roster::device(reader.connection(), receiver)?
            .filter(|device| device.number != incarnation.device && device.number != Incarnation::HUB)
            .ok_or(BundleFault::Refused("sync-refused-device-unknown"))?;
        if device.is_revoked {
            return Err(BundleFault::Refused("sync-refused-device-revoked"));
        }
        let areas = shared_areas(reader, incarnation.device, receiver)?;
        if areas.len() < 2 {
            return Err(BundleFault::Refused("sync-refused-bundle-no-shared-area"));
        }
        let theirs = peer_vector(reader, receiver)?;
        let planned = plan::lacking(reader.connection(), &areas, &theirs)?
            .into_iter()
            .filter(|one| one.chunk.is_some_and(|(by, _)| by.device != receiver))
            .collect();
        Ok((device.public_key, planned, plan::vector(reader.connection(), &areas)?, reader.standing()?.tip_n))
    })?;
    let header = header(Purpose::BetweenLaptops, incarnation.device, receiver, random()?, author);
    let making =
        Making { store, key, header, receivers: vec![public_key], fixed: vec![Section::Vector(vector)], planned };
    let mut written = making.write(part_bytes, out)?;
    written.up_to_n = up_to_n;
    Ok(written)
}

/// Smallest areas that both devices may see, and the reference data that everybody has.
fn shared_areas(reader: &Reader<'_>, left: u32, right: u32) -> Result<Vec<Id<Area>>, StoreFault> {
    let mine = reader.feeds(&reader.granted_areas(left)?)?;
    let theirs = reader.feeds(&reader.granted_areas(right)?)?;
    let mut shared = vec![Id::NIL];
    shared.extend(mine.into_iter().filter(|area| theirs.contains(area)));
    Ok(shared)
}

fn peer_vector(reader: &Reader<'_>, number: u32) -> Result<Vector, StoreFault> {
    let bytes: Option<Vec<u8>> = reader
        .connection()
        .prepare_cached("SELECT vector FROM local_peer WHERE number = ?1")?
        .query_row([number], |row| row.get("vector"))
        .optional()?;
    let Some(bytes) = bytes else { return Ok(Vector::new()) };
    let body = [bytes, vec![0; sync::signing::SIGNATURE_BYTES]].concat();
    match Section::read(VECTOR_KIND, &body)? {
        Section::Vector(vector) => Ok(vector),
        _ => Ok(Vector::new()),
    }
}

/// How far this laptop holds every chain of the areas that it shares with another, as bytes for the other.
///
/// # Errors
/// Faults of the store.
pub fn vector_for(store: &Store, other: u32) -> Result<Vec<u8>, StoreFault> {
    store.read(|reader| {
        let own = reader.standing()?.incarnation.ok_or(StoreFault::Lacks("an incarnation"))?.device;
        let areas = shared_areas(reader, own, other)?;
        Ok(Section::Vector(plan::vector(reader.connection(), &areas)?).body())
    })
}

/// Keeps how far another laptop holds every chain, from the bytes it said over a line that proved who it is.
///
/// # Errors
/// `sync-refused-malformed`, faults of the store.
pub fn hear_vector(store: &Store, author: &Author, other: u32, bytes: &[u8]) -> Result<(), BundleFault> {
    let body = [bytes, &[0; sync::signing::SIGNATURE_BYTES]].concat();
    match Section::read(VECTOR_KIND, &body) {
        Ok(Section::Vector(vector)) => {
            Ok(store.write::<_, StoreFault>(author, |writer| keep_vector(writer, other, vector, author.now))?)
        }
        Ok(_) | Err(_) => Err(BundleFault::Refused("sync-refused-malformed")),
    }
}

pub(super) fn keep_vector(
    writer: &Writer<'_>,
    number: u32,
    vector: Vector,
    now: domain::Instant,
) -> Result<(), StoreFault> {
    let body = Section::Vector(vector).body();
    writer
        .connection()
        .prepare_cached("INSERT OR REPLACE INTO local_peer (number, vector, heard_at) VALUES (?1, ?2, ?3)")?
        .execute((number, body, now.ms()))?;
    Ok(())
}

/// The hub's key, pinned when the laptop joined.
pub(super) fn pinned(store: &Store) -> Result<[u8; 32], StoreFault> {
    store
        .read(|reader| reader.setting::<StoreFault>("hub_key"))?
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(StoreFault::Lacks("the hub's key"))
}
