//! Rescue at the hub: commits that a laptop made and never sent are adopted from its rescue file, with their authors.
//!
//! Each goes through the same checks as a pushed one and comes to the same documents; the hub hands it on as another's
//! change, so that its hash is the one its author computed. When the laptop itself sends it later, nothing new arises.

use std::collections::BTreeSet;

use domain::roster::Device;
use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::fact::FactRecord;
use sync::replay::DocumentChange;
use sync::signing::is_signed_by;
use sync::{Commit, CommitHeader, Hash, Incarnation, Payload};
use thiserror::Error;

use crate::exchange::bundle::opening_key;
use crate::exchange::hub::{hand_on_all, publish};
use crate::exchange::receive::Receiving;
use crate::exchange::replaying::{Failed, is_allowed, replay_one};
use crate::exchange::rights;
use crate::fault::StoreFault;
use crate::local::quarantine::{self, QuarantineRow};
use crate::log;
use crate::log::document::Loaded;
use crate::open::{Place, Store};
use crate::outbox::{OUTBOX, OUTBOX_KEY, OutboxCommit, OutboxKey, record_statement, records};
use crate::project::{self, erasure};
use crate::read::{area, roster};
use crate::rescue::unpack;
use crate::writer::{Author, Writer};

/// Largest rescue file that is read, in bytes.
pub const RESCUE_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Most changes of one commit that are set aside one by one.
const ASIDE_MAX: usize = 32;

/// Why a rescue file was not taken.
#[derive(Debug, Error)]
pub enum RescueFault {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A Fluent message id.
    #[error("{0}")]
    Refused(&'static str),
}

/// What became of a rescue file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Device it is from.
    pub device: u32,
    /// Name of that device.
    pub device_name: String,
    /// Commits taken now.
    pub commits: u64,
    /// Commits that were here already.
    pub known: u64,
    /// Commits or changes set aside.
    pub quarantined: u64,
    /// Commits among those taken that carry no signature of their own.
    pub unsigned: u64,
}

/// Takes a rescue file. Taking it again takes nothing new.
///
/// # Errors
/// `device-refused-rescue-…`, `sync-refused-device-…`: nothing was taken then. Faults of the store.
pub fn adopt(store: &Store, author: &Author, bytes: &[u8]) -> Result<Adopted, RescueFault> {
    if store.place() != Place::Hub {
        return Err(RescueFault::Refused("shell-refused-not-here"));
    }
    let (_, files) = unpack(bytes).ok_or(RescueFault::Refused("device-refused-rescue-unreadable"))?;
    let file = |name| files.iter().find(|(found, _)| found == name).map(|(_, body)| *body);
    let sealed_key = file(OUTBOX_KEY).ok_or(RescueFault::Refused("device-refused-rescue-sealed"))?;
    let opened = opening_key(store)?.open(sealed_key)?.ok_or(RescueFault::Refused("device-refused-rescue-not-ours"))?;
    let key = OutboxKey::read(opened).map_err(|_| RescueFault::Refused("device-refused-rescue-unreadable"))?;
    let device = store
        .read(|reader| reader.device(key.device))?
        .filter(|device| device.number != Incarnation::HUB)
        .ok_or(RescueFault::Refused("sync-refused-device-unknown"))?;
    if !key.is_signed_by(&device.public_key) {
        return Err(RescueFault::Refused("sync-refused-signature"));
    }
    let mut adopted = Adopted { device: device.number, device_name: device.name.clone(), ..Adopted::default() };
    for record in records(file(OUTBOX).unwrap_or_default(), &key.key) {
        one(store, author, &device, &record, &mut adopted)?;
    }
    store.write::<_, StoreFault>(author, publish)?;
    Ok(adopted)
}

/// One record, in one transaction of its own: what was adopted stays adopted when a later one fails.
fn one(
    store: &Store,
    author: &Author,
    device: &Device,
    (commit, signature): &OutboxCommit,
    adopted: &mut Adopted,
) -> Result<(), RescueFault> {
    let header = &commit.header;
    let hash = commit.hash();
    // Consents and requests keep the name of who took them.
    let author = Author { user: header.user, now: author.now, act: "device.rescue" };
    store.write::<_, RescueFault>(&author, |writer| {
        match known(writer, commit)? {
            Some(held) if held == hash => {
                adopted.known += 1;
                return Ok(());
            }
            Some(_) => return aside(writer, commit, "sync-refused-forked", adopted),
            None => {}
        }
        let payload = match Payload::read(&commit.payload) {
            Ok(payload) => payload,
            Err(_) => return aside(writer, commit, "sync-refused-malformed", adopted),
        };
        if let Some(code) = objection(writer, device, commit, &payload, signature.as_ref())? {
            return aside(writer, commit, code, adopted);
        }
        let reason = format!("{} · {}-{}", device.name, header.incarnation, header.n);
        take(writer, commit, payload, &reason, adopted)?;
        writer
            .connection()
            .prepare_cached(
                "INSERT INTO local_rescued (incarnation, n, hash, is_signed, rescued_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .and_then(|mut statement| {
                statement.execute((
                    header.incarnation.to_bytes(),
                    header.n as i64,
                    hash.0,
                    signature.is_some(),
                    author.now.ms(),
                ))
            })
            .map_err(StoreFault::from)?;
        adopted.commits += 1;
        adopted.unsigned += u64::from(signature.is_none());
        Ok(())
    })
}

/// The hash of the commit in this place, whether its own chain brought it or a rescue before.
fn known(writer: &Writer<'_>, commit: &Commit) -> Result<Option<Hash>, StoreFault> {
    let header = &commit.header;
    if let Some(row) = log::commit::find(writer.connection(), header.incarnation, header.n)? {
        return Ok(Some(row.hash));
    }
    let hash: Option<[u8; 32]> = writer
        .connection()
        .prepare_cached("SELECT hash FROM local_rescued WHERE incarnation = ?1 AND n = ?2")?
        .query_row((header.incarnation.to_bytes(), header.n as i64), |row| row.get("hash"))
        .optional()?;
    Ok(hash.map(Hash))
}

/// What speaks against a commit as a whole.
fn objection(
    writer: &Writer<'_>,
    device: &Device,
    commit: &Commit,
    payload: &Payload,
    signature: Option<&[u8; 64]>,
) -> Result<Option<&'static str>, StoreFault> {
    let header = &commit.header;
    if header.incarnation.device != device.number {
        return Ok(Some("sync-refused-signature"));
    }
    let statement = record_statement(&commit.hash());
    if signature.is_some_and(|signature| !is_signed_by(&device.public_key, &statement, signature)) {
        return Ok(Some("sync-refused-signature"));
    }
    if !is_allowed(payload, header.incarnation) {
        return Ok(Some("sync-refused-not-allowed"));
    }
    let receiving = Receiving::new(writer.connection(), Place::Hub, writer.author().now);
    let looks_back = rights::looks_back(&receiving, header)?;
    if !is_in_scope(writer.connection(), header, device, looks_back)? {
        return Ok(Some("sync-refused-area-out-of-scope"));
    }
    rights::Rights::read(writer.connection())?.objection(header, payload, looks_back)
}

fn aside(writer: &Writer<'_>, commit: &Commit, code: &'static str, adopted: &mut Adopted) -> Result<(), RescueFault> {
    let row = QuarantineRow {
        incarnation: commit.header.incarnation,
        n: commit.header.n,
        place: -1,
        is_waiting: false,
        code: code.to_owned(),
        detail: "from a rescue file".to_owned(),
        document: None,
        found_at: writer.author().now,
    };
    quarantine::keep(writer.connection(), &row)?;
    adopted.quarantined += 1;
    Ok(())
}

/// Replays a commit into the hub's documents and hands it on.
fn take(
    writer: &mut Writer<'_>,
    commit: &Commit,
    payload: Payload,
    reason: &str,
    adopted: &mut Adopted,
) -> Result<(), StoreFault> {
    let mut wrong: BTreeSet<usize> = BTreeSet::new();
    let (changes, mut left) = loop {
        let mut receiving = Receiving::new(writer.connection(), Place::Hub, writer.author().now);
        let mut loaded = Loaded::default();
        match replay(&mut receiving, &mut loaded, commit, &payload, &wrong)? {
            Ok(changes) => {
                let left = receiving.left();
                project::documents(writer.connection(), loaded)?;
                break (changes, left);
            }
            // A document that has taken a wrong change in memory is never kept: again, without that change.
            Err((place, row)) => {
                quarantine::keep(writer.connection(), &row)?;
                adopted.quarantined += 1;
                wrong.insert(place);
                if wrong.len() > ASIDE_MAX {
                    wrong = (0..payload.changes.len()).collect();
                }
            }
        }
    };
    let mut facts = payload.facts;
    erasure::redact_all(writer.connection(), &mut facts)?;
    hand_on(writer, commit.header.area, changes, facts, reason)?;
    // Which area each change belongs into was asked above.
    left.late.clear();
    hand_on_all(writer, left)
}

/// Changes with the area whose feed they belong into, or the first one that cannot be replayed.
type Replayed = Result<Vec<(Id<Area>, DocumentChange)>, (usize, QuarantineRow)>;

fn replay(
    receiving: &mut Receiving<'_>,
    loaded: &mut Loaded,
    commit: &Commit,
    payload: &Payload,
    wrong: &BTreeSet<usize>,
) -> Result<Replayed, StoreFault> {
    let header = &commit.header;
    let mut changes = Vec::with_capacity(payload.changes.len());
    for (place, change) in payload.changes.iter().enumerate().filter(|(place, _)| !wrong.contains(place)) {
        match replay_one(receiving, loaded, commit, change) {
            Ok(_) => {
                let area = receiving.left.late.pop().map_or(header.area, |late| late.area);
                let author = Some((header.incarnation, header.recorded_at));
                changes.push((area, DocumentChange { author, ..change.clone() }));
            }
            Err(Failed::Fault(fault)) => return Err(fault),
            // Only laptops pass over what is for others.
            Err(Failed::Elsewhere) => {}
            Err(Failed::Refused(code, _, detail)) => {
                let row = QuarantineRow {
                    incarnation: header.incarnation,
                    n: header.n,
                    place: place as i64,
                    is_waiting: false,
                    code: code.to_owned(),
                    detail,
                    document: Some(change.document),
                    found_at: receiving.now,
                };
                return Ok(Err((place, row)));
            }
        }
    }
    Ok(Ok(changes))
}

fn hand_on(
    writer: &mut Writer<'_>,
    home: Id<Area>,
    changes: Vec<(Id<Area>, DocumentChange)>,
    facts: Vec<FactRecord>,
    reason: &str,
) -> Result<(), StoreFault> {
    let mut areas: Vec<Id<Area>> = vec![home];
    for (area, _) in &changes {
        if !areas.contains(area) {
            areas.push(*area);
        }
    }
    let mut facts = Some(facts);
    for area in areas {
        let here: Vec<DocumentChange> =
            changes.iter().filter(|(place, _)| *place == area).map(|(_, change)| change.clone()).collect();
        let stated = if area == home { facts.take().unwrap_or_default() } else { Vec::new() };
        if !here.is_empty() || !stated.is_empty() {
            writer.hand_on_rescued(area, reason, here, stated)?;
        }
    }
    Ok(())
}

/// Whether a device may write there, or might when it wrote.
fn is_in_scope(
    connection: &Connection,
    header: &CommitHeader,
    device: &Device,
    looks_back: bool,
) -> Result<bool, StoreFault> {
    if header.area == Id::NIL {
        return Ok(false);
    }
    if area::is_within(connection, header.area, &device.areas)? {
        return Ok(true);
    }
    Ok(looks_back && area::was_within(connection, header.area, &roster::ever_granted(connection, device.number)?)?)
}
