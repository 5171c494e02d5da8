//! Offering: a hub that was restored from an older backup is fed again, the entries of third parties included; what only
//! one laptop holds finds its way; former incarnations bring what they made.

use std::collections::BTreeSet;

use domain::{Area, Id};
use rusqlite::Connection;
use sync::Incarnation;
use sync::session::message::{ChunkName, Message, Offer, OfferReply};

use crate::exchange::hub::Answer;
use crate::fault::StoreFault;
use crate::limits::OFFER_CHUNKS_MAX;
use crate::local::setting::{read_setting, write_setting};
use crate::log;
use crate::open::Store;

/// Remembered until an offer went through: the exchange may be cut in between.
const OFFERING: &str = "offering";

/// Where an offer stands.
#[derive(Debug, Default)]
pub(super) struct Offering {
    /// Areas in which this laptop holds what the hub does not.
    areas: BTreeSet<Id<Area>>,
    /// The last chunk that was named.
    after: Option<([u8; 12], i64)>,
    was_all_named: bool,
}

impl Offering {
    /// In this area the hub lacks something that is here.
    pub fn add_area(&mut self, area: Id<Area>) {
        self.areas.insert(area);
        self.after = None;
        self.was_all_named = false;
    }

    /// Everything was named.
    pub const fn is_complete(&self) -> bool {
        self.was_all_named
    }

    /// The next page of names; the hub's own chunks come first, since they tell who everybody is.
    pub fn next(&mut self, connection: &Connection) -> Result<Vec<ChunkName>, StoreFault> {
        let must = read_setting(connection, OFFERING)?.is_some_and(|value| value == [1]);
        if self.was_all_named || (!must && self.areas.is_empty()) {
            return Ok(Vec::new());
        }
        let mut statement = connection.prepare_cached(
            "SELECT incarnation, first_n, last_n, area_id FROM log_chunk
             WHERE (incarnation, first_n) > (?1, ?2) ORDER BY incarnation, first_n",
        )?;
        let (by, n) = self.after.unwrap_or(([0; 12], -1));
        let mut rows = statement.query((by, n))?;
        let mut names = Vec::new();
        while let Some(row) = rows.next()? {
            let (by, first, last): ([u8; 12], i64, i64) =
                (row.get("incarnation")?, row.get("first_n")?, row.get("last_n")?);
            self.after = Some((by, first));
            if must || self.areas.contains(&Id::from_bytes(row.get("area_id")?)) {
                let incarnation = Incarnation::from_slice(&by).ok_or(StoreFault::Lacks("a readable incarnation"))?;
                names.push(ChunkName { incarnation, first: first as u64, last: last as u64 });
            }
            if names.len() == OFFER_CHUNKS_MAX {
                return Ok(names);
            }
        }
        self.was_all_named = names.is_empty();
        Ok(names)
    }
}

/// The hub may have lost what others brought: everything held is offered.
pub(super) fn must(connection: &Connection) -> Result<(), StoreFault> {
    write_setting(connection, OFFERING, &[1])
}

/// An offer went through.
pub(super) fn complete(connection: &Connection) -> Result<(), StoreFault> {
    write_setting(connection, OFFERING, &[0])
}

/// Bytes of named chunks up to a number of bytes, and how many names they cover; what is not here any more is passed
/// over.
pub(super) fn chunks(
    connection: &Connection,
    names: &[ChunkName],
    bytes_max: usize,
) -> Result<(Vec<Vec<u8>>, usize), StoreFault> {
    let (mut chunks, mut bytes, mut taken) = (Vec::new(), 0, 0);
    for name in names {
        if log::chunk::containing(connection, name.incarnation, name.first)?
            .is_some_and(|(first, _, _)| first == name.first)
        {
            let chunk = log::chunk::bytes(connection, name.incarnation, name.first)?;
            bytes += chunk.len();
            if !chunks.is_empty() && bytes > bytes_max {
                break;
            }
            chunks.push(chunk);
        }
        taken += 1;
    }
    Ok((chunks, taken))
}

/// What the hub itself signed about areas, devices and users.
pub(super) fn words_of_hub(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM log_chunk WHERE area_id = ?1 AND substr(incarnation, 1, 4) = x'00000000' ORDER BY incarnation, first_n",
    )?;
    let mut rows = statement.query([Id::<Area>::NIL.to_bytes()])?;
    let (mut chunks, mut bytes): (Vec<Vec<u8>>, usize) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let chunk: Vec<u8> = row.get("bytes")?;
        bytes += chunk.len();
        if bytes > sync::limits::MESSAGE_BYTES_MAX / 2 {
            break;
        }
        chunks.push(chunk);
    }
    Ok(chunks)
}

/// Former incarnations whose work the hub may not hold yet, oldest first.
pub(super) fn not_done(connection: &Connection) -> Result<Vec<Incarnation>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT incarnation FROM local_incarnation WHERE is_done = 0
         AND incarnation IS NOT (SELECT value FROM local_setting WHERE name = 'incarnation') ORDER BY series",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, [u8; 12]>("incarnation"))?.collect::<Result<Vec<_>, _>>()?;
    Ok(rows.iter().filter_map(|bytes| Incarnation::from_slice(bytes)).collect())
}

/// A former incarnation is done when the hub holds all of it.
pub(super) fn note_done(connection: &Connection, former: Incarnation, acknowledged: u64) -> Result<bool, StoreFault> {
    let tip = log::chunk::tip(connection, former)?.map_or(0, |(n, _)| n);
    let is_done = acknowledged >= tip;
    if is_done {
        connection.execute("UPDATE local_incarnation SET is_done = 1 WHERE incarnation = ?1", [former.to_bytes()])?;
    }
    Ok(is_done)
}

/// Which of the named chunks are not here.
pub(super) fn offered(store: &Store, offer: &Offer) -> Result<Answer, StoreFault> {
    store.read(|reader| {
        let mut wanted = Vec::new();
        for (place, name) in offer.chunks.iter().enumerate() {
            if log::chunk::containing(reader.connection(), name.incarnation, name.first)?.is_none() {
                wanted.push(place as u32);
            }
        }
        Ok(Ok(OfferReply { wanted }.to_bytes()))
    })
}
