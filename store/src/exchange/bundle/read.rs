//! Reading a part: once to its end, to see that it is whole and its maker's, and only then taking what is in it.

use std::io::{Read, Seek};

use domain::Id;
use sync::Chunk;
use sync::bundle::{
    Header, PREFIX_BYTES, Purpose, SECTION_PREFIX_BYTES, SECTIONS_MAX, Section, header_length, section_length,
};
use sync::{Hash, Incarnation};

use crate::exchange::bundle::{BundleFault, OpeningKey, PartRead, hub, take};
use crate::exchange::receive::Receiving;
use crate::fault::StoreFault;
use crate::lease::Contact;
use crate::open::{Place, Store};
use crate::read::roster;
use crate::writer::Author;

const DAMAGED: BundleFault = BundleFault::Refused("sync-refused-bundle-damaged");

/// Reads one part and takes what is in it. Everything of it may be taken again without harm.
///
/// # Errors
/// `sync-refused-bundle-…` when it is cut, damaged, not for this device, or its maker is unknown or shut out: nothing
/// of it was taken then. Faults of the store.
pub fn read_part<S: Read + Seek>(store: &Store, author: &Author, source: &mut S) -> Result<PartRead, BundleFault> {
    let opening = opening_key(store)?;
    let (header, maker) = check(store, author, &opening, source)?;
    source.rewind()?;
    let mut sections = Sections::open(&opening, source)?;
    let mut read = PartRead::new(header);
    while let Some(section) = sections.next(Some(&maker))? {
        match store.place() {
            Place::Hub => hub::take_section(store, author, section, &mut read)?,
            Place::Laptop => take::take_section(store, author, section, &mut read)?,
        }
    }
    match store.place() {
        Place::Hub => hub::drain(store, author, &mut read)?,
        Place::Laptop => take::drain(store, author, &mut read)?,
    }
    if read.header.purpose == Purpose::FromHub {
        let at = domain::Instant::from_ms(read.header.made_at_ms);
        store.renew_lease(Contact { at, clock: author.now, is_fresh: false })?;
    }
    Ok(read)
}

/// This device's key as age takes it.
pub(crate) fn opening_key(store: &Store) -> Result<OpeningKey, StoreFault> {
    let pkcs8 = store
        .read(|reader| reader.setting::<StoreFault>("signing_key"))?
        .map(zeroize::Zeroizing::new)
        .ok_or(StoreFault::Lacks("a signing key"))?;
    OpeningKey::from_pkcs8(&pkcs8)
}

/// Reads a part to its end without taking anything.
fn check<S: Read + Seek>(
    store: &Store,
    author: &Author,
    opening: &OpeningKey,
    source: &mut S,
) -> Result<(Header, [u8; 32]), BundleFault> {
    source.rewind()?;
    let (header, header_bytes) = {
        let sections = Sections::open(opening, &mut *source)?;
        (sections.header, sections.header_bytes)
    };
    if !is_for(store, &header)? {
        return Err(BundleFault::Refused("sync-refused-bundle-not-for-us"));
    }
    let maker = match maker_of(store, &header)? {
        Some(maker) => maker,
        None => {
            // Who joined after this laptop last heard of the hub brings what the hub signed about them.
            source.rewind()?;
            take_roster(store, author, Sections::open(opening, &mut *source)?)?;
            maker_of(store, &header)?.ok_or(BundleFault::Refused("sync-refused-device-unknown"))?
        }
    };
    if !Header::is_signed_by(&header_bytes, &maker) {
        return Err(BundleFault::Refused("sync-refused-signature"));
    }
    source.rewind()?;
    let mut sections = Sections::open(opening, source)?;
    while sections.next(Some(&maker))?.is_some() {}
    Ok((header, maker))
}

/// Whether a bundle goes this way and names this device.
fn is_for(store: &Store, header: &Header) -> Result<bool, BundleFault> {
    let me = store.read(|reader| reader.standing())?.incarnation.map(|incarnation| incarnation.device);
    let is_way = match (store.place(), header.purpose) {
        (Place::Hub, Purpose::ToHub) => header.maker != Incarnation::HUB,
        (Place::Laptop, Purpose::FromHub) => header.maker == Incarnation::HUB,
        (Place::Laptop, Purpose::BetweenLaptops) => header.maker != Incarnation::HUB && Some(header.maker) != me,
        (Place::Hub, Purpose::FromHub | Purpose::BetweenLaptops) | (Place::Laptop, Purpose::ToHub) => false,
    };
    Ok(is_way && me.is_some_and(|me| header.receivers.contains(&me)))
}

/// The key of a part's maker; none for a device this store has not heard of.
fn maker_of(store: &Store, header: &Header) -> Result<Option<[u8; 32]>, BundleFault> {
    if header.maker == Incarnation::HUB {
        let pinned = store.read(|reader| reader.setting::<StoreFault>("hub_key"))?;
        return Ok(pinned.and_then(|bytes| bytes.try_into().ok()));
    }
    let device = store.read(|reader| roster::device(reader.connection(), header.maker))?;
    match device {
        Some(device) if device.is_revoked => Err(BundleFault::Refused("sync-refused-device-revoked")),
        Some(device) => Ok(Some(device.public_key)),
        None => Ok(None),
    }
}

/// Takes only what the hub itself signed for everybody: that needs no trust in who brought it.
fn take_roster<R: Read>(store: &Store, author: &Author, mut sections: Sections<R>) -> Result<(), BundleFault> {
    while let Some(section) = sections.next(None)? {
        let Section::Chunks(chunks) = section else { continue };
        let is_roster = |bytes: &&Vec<u8>| {
            Chunk::read(bytes).is_ok_and(|chunk| chunk.header.incarnation.is_hub() && chunk.header.area == Id::NIL)
        };
        let chunks: Vec<Vec<u8>> = chunks.iter().filter(is_roster).cloned().collect();
        if chunks.is_empty() {
            continue;
        }
        store.write::<_, BundleFault>(author, |writer| {
            let mut receiving = Receiving::new(writer.connection(), writer.place(), author.now);
            for chunk in &chunks {
                receiving.receive(chunk)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// The sections of a part, one at a time.
struct Sections<R: Read> {
    input: R,
    header: Header,
    header_bytes: Vec<u8>,
    binding: Hash,
    place: u64,
}

impl<'a> Sections<Box<dyn Read + 'a>> {
    fn open(opening: &OpeningKey, source: impl Read + 'a) -> Result<Self, BundleFault> {
        let opened = opening.open(source).map_err(|_| DAMAGED)?;
        let mut input: Box<dyn Read + 'a> =
            Box::new(opened.ok_or(BundleFault::Refused("sync-refused-bundle-not-for-us"))?);
        let mut prefix = [0; PREFIX_BYTES];
        input.read_exact(&mut prefix).map_err(|_| DAMAGED)?;
        let length = header_length(&prefix).map_err(|_| BundleFault::Refused("sync-refused-bundle-unreadable"))?;
        let mut header_bytes = vec![0; length];
        input.read_exact(&mut header_bytes).map_err(|_| DAMAGED)?;
        let header = Header::read(&header_bytes).map_err(|_| BundleFault::Refused("sync-refused-bundle-unreadable"))?;
        let binding = Header::binding(&header_bytes);
        Ok(Self { input, header, header_bytes, binding, place: 0 })
    }
}

impl<R: Read> Sections<R> {
    /// The next section, checked against its maker's key when that is known; none at the end of a whole part.
    fn next(&mut self, maker: Option<&[u8; 32]>) -> Result<Option<Section>, BundleFault> {
        let mut prefix = [0; SECTION_PREFIX_BYTES];
        self.input.read_exact(&mut prefix).map_err(|_| DAMAGED)?;
        let (kind, length) = section_length(prefix).map_err(|_| DAMAGED)?;
        let mut bytes = vec![0; length];
        self.input.read_exact(&mut bytes).map_err(|_| DAMAGED)?;
        if maker.is_some_and(|maker| !Section::is_signed_by(&bytes, kind, &self.binding, self.place, maker)) {
            return Err(BundleFault::Refused("sync-refused-signature"));
        }
        match Section::read(kind, &bytes).map_err(|_| DAMAGED)? {
            Section::End(sections) => {
                // What comes after the end was not signed by anybody; reading on also proves the seal's own end.
                let is_whole = sections == self.place && self.input.read(&mut [0]).map_err(|_| DAMAGED)? == 0;
                if is_whole { Ok(None) } else { Err(DAMAGED) }
            }
            section if self.place < SECTIONS_MAX => {
                self.place += 1;
                Ok(Some(section))
            }
            _ => Err(DAMAGED),
        }
    }
}
