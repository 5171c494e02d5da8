//! Laptops as witnesses: the hub signs each day what its logbook is, and every laptop holds it to what it was told before.
//!
//! Work goes on whatever is found: a family's food does not wait for a quarrel about the logbook. What was found stays
//! visible until the hub's word fits again.

use controls::Control;
use domain::Instant;
use rusqlite::Connection;
use sync::Hash;
use sync::logbook::{Head, HeadNews, SignedHead, adds_to, prove, root};
use sync::session::message::{Hello, HelloReply, Witnessed};

use crate::exchange::place::keep_epoch;
use crate::fault::StoreFault;
use crate::local::setting::{read_setting, signing_key};
use crate::local::witness::{self, WitnessKind};
use crate::log::book::{self, Tree};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
/// A hub that says nothing of its logbook for so long, though one speaks with it, is asked why, in milliseconds.
const SILENT_MS: i64 = 8 * DAY_MS;
/// The first conversation in which a hub tells of its logbook.
const PROTOCOL_OF_BOOK: u64 = 3;

/// Whether the hub has not signed its logbook today.
pub(super) fn is_due(connection: &Connection, now: Instant) -> Result<bool, StoreFault> {
    let last = book::last_head(connection)?;
    Ok(last.is_none_or(|last| day(last.head.at_ms) != day(now.ms())))
}

const fn day(at_ms: i64) -> i64 {
    at_ms.div_euclid(DAY_MS)
}

/// Signs what the logbook is now, once a day.
pub(super) fn sign(connection: &Connection, now: Instant) -> Result<(), StoreFault> {
    if !is_due(connection, now)? {
        return Ok(());
    }
    let (lives, size) = (book::lives(connection)?, book::size(connection)?);
    if lives.is_empty() {
        return Ok(());
    }
    let head = Head { lives, size, root: root(&Tree(connection), size)?, at_ms: now.ms() };
    book::keep_head(connection, &head.signed(&signing_key(connection)?))
}

/// The last head, and the proof that it adds to what a laptop has seen; none when it has seen just that.
pub(super) fn news(connection: &Connection, hello: &Hello) -> Result<Option<HeadNews>, StoreFault> {
    let Some(signed) = book::last_head(connection)? else { return Ok(None) };
    let head = &signed.head;
    let proof = match hello.witnessed {
        Some(it) if (it.life, it.size, it.at_ms) == (head.life(), head.size, head.at_ms) => return Ok(None),
        // What a former life said behind the beginning of a later one may be another here: nothing is proven of it.
        Some(it) if it.size <= head.common_with(it.life) => prove(&Tree(connection), it.size, head.size)?,
        Some(_) | None => Vec::new(),
    };
    Ok(Some(HeadNews { signed, proof }))
}

/// The last head this laptop was told and believes.
pub(super) fn witnessed(connection: &Connection) -> Result<Option<Witnessed>, StoreFault> {
    let of = |head: &Head| Witnessed { life: head.life(), size: head.size, at_ms: head.at_ms };
    Ok(book::last_head(connection)?.map(|held| of(&held.head)))
}

/// Hears which life of the hub speaks and what it says of its logbook, and holds it to what it said before.
pub(super) fn hear(connection: &Connection, reply: &HelloReply, now: Instant) -> Result<(), StoreFault> {
    keep_epoch(connection, reply)?;
    let held = book::last_head(connection)?;
    let Some(news) = &reply.logbook else {
        let is_silent = |held: &SignedHead| reply.clock_ms.saturating_sub(held.head.at_ms) > SILENT_MS;
        if reply.protocol >= PROTOCOL_OF_BOOK && held.as_ref().is_some_and(is_silent) {
            witness::find(connection, WitnessKind::Silent, (held.as_ref(), None), now)?;
        }
        return Ok(());
    };
    let hub_key: Option<[u8; 32]> = read_setting(connection, "hub_key")?.and_then(|bytes| bytes.try_into().ok());
    if !hub_key.is_some_and(|key| news.signed.is_signed_by(&key)) {
        // Nobody's word: whoever is in between may leave it out, and change nothing by writing another.
        return Ok(());
    }
    match held.as_ref().and_then(|held| objection(&held.head, news)) {
        Some(kind) if kind != WitnessKind::Restored && Control::HubLogbook.is_on() => {
            witness::find(connection, kind, (held.as_ref(), Some(&news.signed)), now)
        }
        kind => {
            if kind == Some(WitnessKind::Restored) {
                witness::find(connection, WitnessKind::Restored, (held.as_ref(), Some(&news.signed)), now)?;
            }
            book::keep_head(connection, &news.signed)?;
            witness::end(connection, now)
        }
    }
}

/// What speaks against a head, for who was told another before.
fn objection(held: &Head, news: &HeadNews) -> Option<WitnessKind> {
    let told = &news.signed.head;
    if told.common_with(held.life()) < held.size {
        return Some(WitnessKind::Restored);
    }
    if told.size < held.size {
        return Some(WitnessKind::Shortened);
    }
    let is_proven = adds_to((held.size, &held.root), (told.size, &told.root), &news.proof);
    (!is_proven).then_some(WitnessKind::Rewritten)
}

/// What a hub's logbook comes to for a head that was witnessed somewhere: nothing, or what is wrong.
///
/// # Errors
/// Faults of the store.
pub(crate) fn compare(
    connection: &Connection,
    signed: &SignedHead,
    hub_key: &[u8; 32],
) -> Result<Option<WitnessKind>, StoreFault> {
    let head = &signed.head;
    if !signed.is_signed_by(hub_key) {
        return Ok(Some(WitnessKind::Rewritten));
    }
    let present = Head { lives: book::lives(connection)?, size: book::size(connection)?, root: Hash::ZERO, at_ms: 0 };
    if present.common_with(head.life()) < head.size {
        return Ok(Some(WitnessKind::Restored));
    }
    if head.size > present.size {
        return Ok(Some(WitnessKind::Shortened));
    }
    let is_same = root(&Tree(connection), head.size)? == head.root;
    Ok((!is_same).then_some(WitnessKind::Rewritten))
}
