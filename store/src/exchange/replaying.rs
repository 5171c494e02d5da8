//! Replaying one change into its document: who may change what where, and what must be there before.

use domain::change::{Document as DocumentMark, Value};
use domain::privacy::Erasure;
use domain::{Area, Field, Id};
use rusqlite::Connection;
use sync::document::ReplayRefusal;
use sync::fact::{HUB_KINDS, epoch_author};
use sync::field::{Class, line_of, line_of_number};
use sync::replay::{DocumentChange, RawPut};
use sync::{Commit, Hash, Hlc, Incarnation, Payload};

use crate::exchange::receive::{Late, Receiving};
use crate::exchange::{cutting, feed};
use crate::fault::StoreFault;
use crate::log;
use crate::log::document::{HeldDocument, Loaded};
use crate::open::Place;
use crate::project::erasure;
use crate::read::area;

/// Why a change was not replayed.
pub(super) enum Failed {
    Fault(StoreFault),
    /// The document was sent to an area that is not held here: its late change is for others.
    Elsewhere,
    /// Code, whether it waits, technical detail.
    Refused(&'static str, bool, String),
}

impl From<StoreFault> for Failed {
    fn from(fault: StoreFault) -> Self {
        Self::Fault(fault)
    }
}

/// Replays one change into its document, loaded once per chunk.
pub(super) fn replay_one(
    receiving: &mut Receiving<'_>,
    loaded: &mut Loaded,
    commit: &Commit,
    change: &DocumentChange,
) -> Result<Hash, Failed> {
    let connection = receiving.connection;
    if commit.cut.is_some() && change.puts.is_empty() {
        return Err(Failed::Elsewhere); // cut: it says nothing any more
    }
    let chunk_area = commit.header.area;
    let (by, at): (Incarnation, Hlc) = change.author.unwrap_or((commit.header.incarnation, commit.header.recorded_at));
    let home = match change.author {
        None => area::home_of(connection, chunk_area)?,
        Some(_) => home_of_handed(connection, loaded, change, chunk_area)?,
    };
    let erasure = erasure::of(connection, change.document)?;
    let home = erasure.as_ref().map_or(home, |erasure| erasure.home);
    let held = loaded.get(connection, change.kind, change.document, chunk_area, home)?;
    if let Some(erasure) = &erasure
        && is_of_former_epoch(held, erasure, change, by)
    {
        if held.document.is_empty() {
            loaded.forget(change.document);
        }
        receiving.left.of_former_epochs.extend(cutting::late(erasure, change, by, at));
        return Err(Failed::Elsewhere);
    }
    if held.area != chunk_area && change.author.is_none() {
        follows_its_document(receiving, held, change, (by, at))?;
    }
    is_theirs_to_change(held, change, (by, at), chunk_area)?;
    match held.document.replay(by, at, &change.dependencies, &change.puts, change.hash_prefix) {
        Ok(hash) => {
            let held_in = held.area;
            if receiving.place == Place::Hub && change.author.is_none() {
                note_follower(receiving, loaded, change, held_in)?;
            }
            Ok(hash)
        }
        Err(ReplayRefusal::MissingDependency) => {
            let is_unknown = held.document.is_empty();
            if is_unknown {
                loaded.forget(change.document);
            }
            let is_laptop = receiving.place == Place::Laptop;
            if is_unknown && is_laptop && has_moved_away(connection, change.document, chunk_area)? {
                return Err(Failed::Elsewhere);
            }
            Err(Failed::Refused("sync-waiting-dependency", true, String::new()))
        }
        Err(refusal @ (ReplayRefusal::HashDiffers | ReplayRefusal::NotAChange(_) | ReplayRefusal::Unreadable)) => {
            Err(Failed::Refused("sync-refused-hash", false, refusal.to_string()))
        }
    }
}

/// A device founds households in its own areas only, and changes nothing that is the hub's.
fn is_theirs_to_change(
    held: &HeldDocument,
    change: &DocumentChange,
    (by, at): (Incarnation, Hlc),
    chunk_area: Id<Area>,
) -> Result<(), Failed> {
    let is_founded = !held.document.is_empty();
    if !by.is_hub() && founds_elsewhere(change, chunk_area) {
        return Err(Failed::Refused(
            "sync-refused-not-allowed",
            false,
            "a household founded in another area".to_owned(),
        ));
    }
    // A founding may come late, or twice when both copies of a disk recorded it again: it takes nothing away.
    let is_founding_again = change.dependencies.is_empty();
    if is_founded
        && !is_founding_again
        && !by.is_hub()
        && change.author.is_none()
        && touches_hub_only(change)
        // A change that was rescued before its own chain came is here already: replaying it adds nothing.
        && !held.document.holds(by, at)
    {
        return Err(Failed::Refused("sync-refused-not-allowed", false, "a field that only the hub changes".to_owned()));
    }
    Ok(())
}

/// Whether a change was made on a file that is no more: what it builds on went with the epoch before.
fn is_of_former_epoch(held: &HeldDocument, erasure: &Erasure, change: &DocumentChange, by: Incarnation) -> bool {
    by != epoch_author(erasure) && (change.dependencies.is_empty() || !held.document.knows(&change.dependencies))
}

/// The document has moved on. Work done before that was known still merges, and is handed on by the hub. A laptop may
/// hear of the new area first and of the move later: that the move was real is the hub's to check.
fn follows_its_document(
    receiving: &mut Receiving<'_>,
    held: &HeldDocument,
    change: &DocumentChange,
    author: (Incarnation, Hlc),
) -> Result<(), Failed> {
    if receiving.place != Place::Hub {
        return Ok(());
    }
    if !has_been_moved(receiving.connection, change.document)? {
        // A hub that was restored may have forgotten that it moved the document, and a laptop brings the move back: it is
        // among what the change builds on, unless the document is a person's, who follows a household without a change.
        let may_be_forgotten = feed::epoch(receiving.connection)? > 1;
        return Err(if held.document.knows(&change.dependencies) && !may_be_forgotten {
            Failed::Refused("sync-refused-other-area", false, "the document belongs to another area".to_owned())
        } else {
            Failed::Refused("sync-waiting-dependency", true, String::new())
        });
    }
    receiving
        .left
        .late
        .push(Late { area: held.area, change: DocumentChange { author: Some(author), ..change.clone() } });
    Ok(())
}

/// A change that puts a person into a household which lives in another area's feed by now.
fn note_follower(
    receiving: &mut Receiving<'_>,
    loaded: &Loaded,
    change: &DocumentChange,
    held_in: Id<Area>,
) -> Result<(), Failed> {
    let number = line_of(Field::Household).number;
    let Some(Value::Reference(household)) =
        change.puts.iter().find(|put| put.key.number == number).and_then(|put| put.value.clone())
    else {
        return Ok(());
    };
    let household: Id<DocumentMark> = Id::from_bytes(household);
    if loaded.home_of(household).is_some() {
        return Ok(()); // founded or changed in this very chunk: it is here
    }
    if log::document::place_of(receiving.connection, household)?.is_some_and(|(_, area)| area != held_in) {
        receiving.left.followers.push((change.document, household.of()));
    }
    Ok(())
}

/// Only the hub may hand on others' changes and state what is the hub's.
pub(super) fn is_allowed(payload: &Payload, by: Incarnation) -> bool {
    by.is_hub()
        || (payload.changes.iter().all(|change| change.author.is_none())
            && payload.facts.iter().all(|fact| !HUB_KINDS.contains(&fact.kind)))
}

/// A device founds households in the area of its chunk, where its certificate was checked, and nowhere else.
fn founds_elsewhere(change: &DocumentChange, area: Id<Area>) -> bool {
    let number = line_of(Field::Area).number;
    let is_elsewhere = |put: &RawPut| put.key.number == number && put.value != Some(Value::from(area));
    change.author.is_none() && change.puts.iter().any(is_elsewhere)
}

fn touches_hub_only(change: &DocumentChange) -> bool {
    change.puts.iter().any(|put| line_of_number(put.key.number).is_some_and(|line| line.class == Class::HubOnly))
}

fn has_moved_away(connection: &Connection, id: Id<DocumentMark>, from: Id<Area>) -> Result<bool, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM log_document_move WHERE document_id = ?1 AND area_id <> ?2)")?
        .query_row((id.to_bytes(), from.to_bytes()), |row| row.get(0))?)
}

/// Whether a verdict of the hub ever sent the document to another area.
fn has_been_moved(connection: &Connection, id: Id<DocumentMark>) -> Result<bool, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM log_document_move WHERE document_id = ?1)")?
        .query_row([id.to_bytes()], |row| row.get(0))?)
}

/// The home of a document that comes by way of another area's feed: where it was founded. A household says so in its
/// founding change; a person was founded where the household was.
fn home_of_handed(
    connection: &Connection,
    loaded: &mut Loaded,
    change: &DocumentChange,
    area: Id<Area>,
) -> Result<Id<Area>, StoreFault> {
    let value = |field| {
        change.puts.iter().find(|put| put.key.number == line_of(field).number).and_then(|put| put.value.clone())
    };
    if let Some(Value::Reference(founded_in)) = value(Field::Area) {
        return area::home_of(connection, Id::from_bytes(founded_in));
    }
    if let Some(Value::Reference(household)) = value(Field::Household) {
        let id: Id<DocumentMark> = Id::from_bytes(household);
        if let Some(home) = loaded.home_of(id) {
            return Ok(home);
        }
        if let Some((home, _)) = log::document::place_of(connection, id)? {
            return Ok(home);
        }
    }
    area::home_of(connection, area)
}
