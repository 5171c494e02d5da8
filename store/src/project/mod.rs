//! The one place where documents and facts become rows, for local work and for what arrives alike.
//!
//! Rows are a pure function of documents and facts: projecting in another order, or again, gives the same rows.

mod access;
pub(crate) mod area;
mod conflict;
mod consent;
pub(crate) mod duplicate;
mod early;
pub(crate) mod erasure;
pub(crate) mod movement;
pub(crate) mod oversight;
mod registry;
mod roster;
mod values;

pub(crate) use conflict::StandingValue;
use domain::change::{DocumentKind, Fact};
use rusqlite::Connection;
use sync::CommitHeader;
use sync::fact::FactRecord;

use crate::fault::StoreFault;
use crate::log;
use crate::log::document::{HeldDocument, Loaded};

/// Keeps and projects every document that was touched.
pub(crate) fn documents(connection: &Connection, loaded: Loaded) -> Result<(), StoreFault> {
    for (id, mut held) in loaded.into_documents() {
        if held.document.is_empty() {
            continue;
        }
        log::document::keep(connection, id, &mut held)?;
        document(connection, id, &held)?;
    }
    Ok(())
}

/// Projects one document.
pub(crate) fn document(
    connection: &Connection,
    id: domain::Id<domain::change::Document>,
    held: &HeldDocument,
) -> Result<(), StoreFault> {
    let Some(reference) = log::document::reference(held.kind, id) else { return Ok(()) };
    match reference.kind {
        DocumentKind::Person => registry::person(connection, id.of(), held)?,
        DocumentKind::Household => registry::household(connection, id.of(), held)?,
    }
    oversight::origin(connection, id, reference.kind, held)?;
    conflict::open(connection, reference, held)
}

/// Takes every row of a document away, in whatever district they stand. The document itself stays.
pub(crate) fn forget_document(connection: &Connection, entry: i64, id: [u8; 16], kind: u8) -> Result<(), StoreFault> {
    let tables: &[&str] = match sync::replay::kind_of(kind) {
        Some(DocumentKind::Person) => {
            connection.prepare_cached("DELETE FROM search_name WHERE rowid = ?1")?.execute([entry])?;
            duplicate::forget(connection, entry, id)?;
            &["membership", "phone", "identity_document", "former_number", "person"]
        }
        Some(DocumentKind::Household) => &["household_origin", "household"],
        None => return Ok(()),
    };
    let owner = if tables.contains(&"person") { "person_id" } else { "household_id" };
    for (table, column) in tables
        .iter()
        .map(|table| (*table, owner))
        .chain([("document_change", "document_id"), ("conflict", "document_id")])
    {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE {column} = ?1"))?.execute([id])?;
    }
    Ok(())
}

/// Keeps and projects one fact, without what an erasure forbids. A fact that is known already changes nothing.
pub(crate) fn fact(connection: &Connection, record: &FactRecord, header: &CommitHeader) -> Result<(), StoreFault> {
    let redacted = erasure::redacted(connection, record)?;
    let record = redacted.as_ref().unwrap_or(record);
    if log::fact::keep(connection, record, header.area, header.incarnation, header.n)? {
        fact_rows(connection, record, header)?;
    }
    Ok(())
}

/// Projects one fact that is kept. Kinds of later versions have no rows here. A fact that speaks of another may be heard
/// before it: then it is noted, and projected again when the other comes.
pub(crate) fn fact_rows(connection: &Connection, record: &FactRecord, header: &CommitHeader) -> Result<(), StoreFault> {
    let Some(fact) = record.fact() else { return Ok(()) };
    let early =
        |base: [u8; 16], was_heard: bool| if was_heard { Ok(()) } else { early::note(connection, base, record) };
    match fact {
        Fact::Consent(it) => consent::given(connection, &it, header)?,
        Fact::ConsentWithdrawal(it) => {
            return early(it.consent.to_bytes(), consent::withdrawn(connection, &it, header)?);
        }
        Fact::MoveRequest(it) => movement::requested(connection, &it, header)?,
        Fact::MoveVerdict(it) => return early(it.request.to_bytes(), movement::decided(connection, &it, header)?),
        Fact::Settlement(it) => conflict::settled(connection, &it, header)?,
        Fact::Reopening(it) => return early(it.settlement.to_bytes(), conflict::reopened(connection, &it)?),
        Fact::Area(id, it) => return area::stated(connection, id, &it, header),
        Fact::Device(_, it) => return roster::device(connection, &it, header),
        Fact::User(id, it) => return roster::user(connection, id, &it, header),
        Fact::Role(id, it) => return roster::role(connection, id, &it, header),
        Fact::DuplicateDecision(it) => duplicate::decided(connection, &it, header)?,
        Fact::SensitiveRead(it) => access::opened(connection, &it, header)?,
        Fact::RevisitSample(it) => oversight::drawn(connection, &it, header)?,
        Fact::RevisitResult(it) => oversight::visited(connection, &it, header)?,
        Fact::Erasure(it) => erasure::heard(connection, &it, header)?,
        // Few, and looked for by kind: they need no rows.
        Fact::RecoveryKey(_) | Fact::ChallengeAnswer(_) | Fact::LeasePolicy(_) | Fact::UserRemoval(_) => {}
        Fact::AccountChange(_) | Fact::RetentionRule(_) | Fact::Partner(..) | Fact::VocabularyChoice(_) => {}
    }
    early::catch_up(connection, record)
}

/// Projects again what the hub stated: the later statement counts, in whatever order it is projected.
pub(crate) fn words_of_hub_again(connection: &Connection) -> Result<(), StoreFault> {
    for kind in sync::fact::HUB_KINDS {
        for row in log::fact::of_kind(connection, kind)? {
            let header = log::fact::header(connection, &row)?;
            fact_rows(connection, &row.record, &header)?;
        }
    }
    Ok(())
}

/// Kinds of facts that speak of another fact.
const SPEAKING_KINDS: [u16; 3] = [sync::fact::CONSENT_WITHDRAWAL, sync::fact::MOVE_VERDICT, sync::fact::REOPENING];

/// Projects again what speaks of other facts: some of those went with their area, and must find it when they come back.
pub(crate) fn what_speaks_of_others_again(connection: &Connection) -> Result<(), StoreFault> {
    for kind in SPEAKING_KINDS {
        for row in log::fact::of_kind(connection, kind)? {
            let header = log::fact::header(connection, &row)?;
            fact_rows(connection, &row.record, &header)?;
        }
    }
    Ok(())
}

/// Makes the rows of numbers that persons have no more, from all documents.
pub(crate) fn former_numbers_again(connection: &Connection) -> Result<(), StoreFault> {
    let mut statement = connection.prepare("SELECT document_id FROM log_document WHERE kind = ?1 ORDER BY entry")?;
    let ids = statement.query_map([log::document::number(DocumentKind::Person)], |row| row.get("document_id"))?;
    for id in ids.collect::<Result<Vec<[u8; 16]>, _>>()? {
        if let Some(held) = log::document::load(connection, domain::Id::from_bytes(id))? {
            registry::former_numbers_of(connection, domain::Id::from_bytes(id), &held)?;
        }
    }
    Ok(())
}

/// The home of the rows about a document: its own, or that of the commit's area where it is not here.
fn home_of_document(connection: &Connection, id: [u8; 16], header: &CommitHeader) -> Result<[u8; 16], StoreFault> {
    match log::document::place_of(connection, domain::Id::from_bytes(id))? {
        Some((home, _)) => Ok(home.to_bytes()),
        None => Ok(crate::read::area::home_of(connection, header.area)?.to_bytes()),
    }
}
