//! The hub's answer to a hello: how the laptop stands, and what waits for it.

use std::collections::{BTreeMap, BTreeSet};

use domain::roster::Device;
use domain::{Area, Id, Instant};
use rusqlite::Connection;
use sync::Hash;
use sync::session::message::{Message, PROTOCOL, PROTOCOL_OLDEST};
use sync::session::{Hello, HelloReply, Standing};

use crate::exchange::hub::{Answer, publish};
use crate::exchange::sessions::{Seen, Sessions};
use crate::exchange::{feed, witness};
use crate::fault::StoreFault;
use crate::key::random;
use crate::local::parting::{self, PartingKind};
use crate::local::{erasure, grace};
use crate::log;
use crate::open::Store;
use crate::read::Reader;
use crate::writer::Author;

/// Answers a hello, by reading alone where nothing has to be written for it.
pub(super) fn hello(
    store: &Store,
    sessions: &Sessions,
    author: &Author,
    device: &Device,
    (hello, hash): (&Hello, Hash),
) -> Result<Answer, StoreFault> {
    let again = sessions.begun_by(device.number, &hash);
    let session = again.map_or_else(random, Ok)?;
    let mut seen = Seen {
        session,
        hello: hash,
        incarnation: hello.incarnation,
        version: hello.version.clone(),
        clock_skew_ms: hello.clock_ms.saturating_sub(author.now.ms()),
        is_written: false,
    };
    let by_reading = store.read(|reader| {
        let has_to_write = has_unpublished(reader)?
            || grace::has_news(reader.connection(), device)?
            || !newly_erased(reader, device, hello)?.is_empty()
            || witness::is_due(reader.connection(), author.now)?;
        let reply = greet(reader, author.now, device, hello, session)?;
        Ok::<_, StoreFault>((!has_to_write && reply.standing == Standing::Ok).then_some(reply))
    })?;
    let key = store.signing_key()?;
    if let Some(reply) = by_reading {
        if again.is_none() {
            sessions.begin(device.number, seen);
        }
        return Ok(Ok(reply.signed(&hash, &key).to_bytes()));
    }
    let reply = store.write(author, |writer| {
        publish(writer)?;
        witness::sign(writer.connection(), author.now)?;
        seen.keep(writer, device.number)?;
        let heard = hello.cursors.iter().find(|(area, _)| *area == Id::NIL).map_or(0, |(_, at)| *at);
        let has_heard = heard >= feed::end(writer.connection(), Id::NIL)?;
        grace::note(writer.connection(), device, (hello.incarnation, hello.tip_n), has_heard, author.now)?;
        let reply = greet(writer, author.now, device, hello, session)?;
        note_parting(writer.connection(), author.now, hello, &reply.standing)?;
        let erased = newly_erased(writer, device, hello)?;
        erasure::note_heard(writer.connection(), device.number, &erased, author.now)?;
        // While the store is ours: an older session must not be written over this one.
        seen.is_written = true;
        sessions.begin(device.number, seen);
        Ok::<_, StoreFault>(reply)
    })?;
    Ok(Ok(reply.signed(&hash, &key).to_bytes()))
}

/// What a device hears that the hub has ended: that, signed, and nothing else.
pub(super) fn farewell(store: &Store, now: Instant, hello: Hash) -> Result<Answer, StoreFault> {
    let reply = HelloReply {
        standing: Standing::Revoked,
        session: [0; 16],
        clock_ms: now.ms(),
        epoch: 0,
        held_n: 0,
        ahead: Vec::new(),
        protocol: PROTOCOL,
        anew: Vec::new(),
        is_equal: false,
        signature: None,
        logbook: None,
    };
    Ok(Ok(reply.signed(&hello, &store.signing_key()?).to_bytes()))
}

/// Whether the hub itself has committed something that is in no feed yet.
fn has_unpublished(reader: &Reader<'_>) -> Result<bool, StoreFault> {
    let Some(incarnation) = reader.standing()?.incarnation else { return Ok(false) };
    log::commit::has_unsealed(reader.connection(), incarnation)
}

/// Erasures that the laptop has carried out since it last spoke: where it stands in the feeds it remembers in the same
/// transaction as what it heard there.
fn newly_erased(reader: &Reader<'_>, device: &Device, hello: &Hello) -> Result<Vec<[u8; 16]>, StoreFault> {
    let connection = reader.connection();
    let unheard = erasure::unheard(connection, device.number)?;
    if unheard.is_empty() {
        return Ok(Vec::new());
    }
    let heard = heard(connection, hello, feed::epoch(connection)?)?;
    let mut granted = BTreeSet::from([Id::NIL]);
    granted.extend(reader.feeds(&device.areas)?);
    // An area that is none of theirs says nothing about them.
    let is_behind =
        |(area, seq): &(Id<Area>, u64)| !granted.contains(area) || heard.get(area).is_some_and(|at| at >= seq);
    Ok(unheard.into_iter().filter(|(_, places)| places.iter().all(is_behind)).map(|(fact, _)| fact).collect())
}

/// How a laptop stands, and what waits for it.
fn greet(
    reader: &Reader<'_>,
    now: Instant,
    device: &Device,
    hello: &Hello,
    session: [u8; 16],
) -> Result<HelloReply, StoreFault> {
    let connection = reader.connection();
    let (held_n, standing) = standing(connection, hello)?;
    let epoch = feed::epoch(connection)?;
    let mut granted = vec![Id::NIL];
    granted.extend(reader.feeds(&device.areas)?);
    let heard = heard(connection, hello, epoch)?;
    let ahead = ahead(connection, &granted, &heard)?;
    let anew = hello.cursors.iter().filter_map(|(area, at)| {
        let heard = heard.get(area).copied().unwrap_or(0);
        (heard < *at).then_some((*area, heard))
    });
    Ok(HelloReply {
        standing,
        session,
        clock_ms: now.ms(),
        epoch,
        held_n,
        protocol: PROTOCOL,
        is_equal: is_equal(connection, &granted, hello, held_n, &ahead)?,
        ahead,
        anew: anew.collect(),
        signature: None,
        logbook: witness::news(connection, hello)?.map(Box::new),
    })
}

/// A chain that is not the one held here is kept for the administrator.
fn note_parting(connection: &Connection, now: Instant, hello: &Hello, standing: &Standing) -> Result<(), StoreFault> {
    match standing {
        Standing::RolledBack { held } => {
            parting::keep(connection, hello.incarnation, PartingKind::RolledBack, *held, now)
        }
        Standing::Fork { at } => parting::keep(connection, hello.incarnation, PartingKind::Fork, *at, now),
        Standing::Ok | Standing::MustUpgrade | Standing::Revoked => Ok(()),
    }
}

/// Whether the chain the laptop shows is the one that is held here.
fn standing(connection: &Connection, hello: &Hello) -> Result<(u64, Standing), StoreFault> {
    let (held_n, tip) = log::chunk::held_through(connection, hello.incarnation)?;
    let standing = if hello.tip_n < held_n {
        Standing::RolledBack { held: held_n }
    } else if hello.tip_n == held_n && hello.tip != tip {
        Standing::Fork { at: held_n }
    } else if hello.protocol < PROTOCOL_OLDEST {
        Standing::MustUpgrade
    } else {
        Standing::Ok
    };
    Ok((held_n, standing))
}

/// Whether nothing is left to say: nothing ahead, nothing to come, and the same holdings in every granted area.
fn is_equal(
    connection: &Connection,
    granted: &[Id<Area>],
    hello: &Hello,
    held_n: u64,
    ahead: &[(Id<Area>, u64)],
) -> Result<bool, StoreFault> {
    if hello.protocol < 2 || hello.tip_n != held_n || !ahead.is_empty() {
        return Ok(false);
    }
    let mut digests = Vec::with_capacity(granted.len());
    for area in granted {
        digests.push((*area, log::digest::read(connection, *area)?));
    }
    Ok(log::digest::of_areas(&digests) == hello.holdings)
}

/// Up to where the laptop has heard each feed as it is now.
fn heard(connection: &Connection, hello: &Hello, epoch: u64) -> Result<BTreeMap<Id<Area>, u64>, StoreFault> {
    let mut heard = BTreeMap::new();
    for (area, at) in &hello.cursors {
        // A laptop that never heard of a life of this hub, or of more of them than there were, begins at the beginning.
        let still = if hello.epoch == epoch {
            *at
        } else if hello.epoch == 0 || hello.epoch > epoch {
            0
        } else {
            feed::still_heard(connection, *area, hello.epoch, *at)?
        };
        heard.insert(*area, still);
    }
    Ok(heard)
}

/// Feeds that have more than the laptop has heard: reference data first, then those in which the hub itself spoke, the
/// short ones before the long.
fn ahead(
    connection: &Connection,
    granted: &[Id<Area>],
    heard: &BTreeMap<Id<Area>, u64>,
) -> Result<Vec<(Id<Area>, u64)>, StoreFault> {
    let mut ahead = Vec::new();
    for area in granted {
        let end = feed::end(connection, *area)?;
        let heard = heard.get(area).copied().unwrap_or(0);
        if end > heard {
            let is_urgent = feed::has_word_of_hub(connection, *area, heard)?;
            ahead.push((*area != Id::NIL, !is_urgent, end - heard, *area, end));
        }
    }
    ahead.sort_unstable();
    Ok(ahead.into_iter().map(|(_, _, _, area, end)| (area, end)).collect())
}
