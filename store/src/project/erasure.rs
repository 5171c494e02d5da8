//! What an erasure does wherever it is heard: the file begins a new epoch, what speaks of it loses its words, and what this
//! device kept of it for itself goes.
//!
//! Always true: the same rulings leave the same documents and facts on every replica, whatever of the former epoch each
//! held and in whatever order they heard.

use std::cell::RefCell;

use domain::Id;
use domain::change::{Document, Fact};
use domain::privacy::{self, Erasure};
use domain::roster::User;
use rusqlite::{Connection, OptionalExtension, params};
use sync::fact::{FactRecord, MOVE_VERDICT, SPEAKING_OF_FILES, epoch_author, epoch_puts};
use sync::replay::{DocumentChange, RawPut, kind_number};
use sync::{CommitHeader, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::local;
use crate::log;
use crate::log::document::HeldDocument;
use crate::log::fact::FactRow;

/// The erasure of a document, if it was erased.
pub(crate) fn of(connection: &Connection, document: Id<Document>) -> Result<Option<Erasure>, StoreFault> {
    let fact: Option<[u8; 16]> = connection
        .prepare_cached("SELECT fact_id FROM log_erasure WHERE document_id = ?1")?
        .query_row([document.to_bytes()], |row| row.get("fact_id"))
        .optional()?;
    let Some(fact) = fact else { return Ok(None) };
    Ok(match log::fact::find(connection, fact)?.and_then(|row| row.record.fact()) {
        Some(Fact::Erasure(erasure)) => Some(erasure),
        Some(_) | None => None,
    })
}

/// Who ruled that a document is erased, when `by` is the author of the epoch that began.
pub(crate) fn ruled(
    connection: &Connection,
    document: Id<Document>,
    by: Incarnation,
) -> Result<Option<Id<User>>, StoreFault> {
    let is_its = |erasure: &Erasure| epoch_author(erasure) == by;
    if !by.is_hub() || !of(connection, document)?.as_ref().is_some_and(is_its) {
        return Ok(None);
    }
    Ok(connection
        .prepare_cached("SELECT by_user_id FROM log_erasure WHERE document_id = ?1")?
        .query_row([document.to_bytes()], |row| row.get("by_user_id").map(Id::from_bytes))
        .optional()?)
}

/// Whether a document was erased.
pub(crate) fn is_erased(connection: &Connection, document: Id<Document>) -> Result<bool, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM log_erasure WHERE document_id = ?1)")?
        .query_row([document.to_bytes()], |row| row.get(0))?)
}

/// A fact without what erasures forbid; none where it may stay as it is.
pub(crate) fn redacted(connection: &Connection, record: &FactRecord) -> Result<Option<FactRecord>, StoreFault> {
    if !SPEAKING_OF_FILES.contains(&record.kind) {
        return Ok(None);
    }
    let Some(fact) = record.fact() else { return Ok(None) };
    let fault = RefCell::new(None);
    let left = privacy::redacted(&fact, |document| match is_erased(connection, document) {
        Ok(is_erased) => is_erased,
        Err(found) => {
            fault.replace(Some(found));
            false
        }
    });
    if let Some(fault) = fault.into_inner() {
        return Err(fault);
    }
    Ok(left.as_ref().map(FactRecord::of).transpose()?)
}

/// Takes out of facts what erasures forbid. True when there was anything.
pub(crate) fn redact_all(connection: &Connection, facts: &mut [FactRecord]) -> Result<bool, StoreFault> {
    let mut is_redacted = false;
    for record in facts {
        if let Some(left) = redacted(connection, record)? {
            *record = left;
            is_redacted = true;
        }
    }
    Ok(is_redacted)
}

/// Takes out of a change what its file keeps no more.
pub(crate) fn keep_permitted(connection: &Connection, change: &mut DocumentChange) -> Result<(), StoreFault> {
    let Some(reference) = log::document::reference(change.kind, change.document) else { return Ok(()) };
    if is_erased(connection, change.document)? {
        let is_kept = |put: &RawPut| put.key.field().is_some_and(|field| privacy::is_kept(reference.kind, field));
        change.puts.retain(is_kept);
    }
    Ok(())
}

/// When the new epoch of a file began.
pub(crate) fn epoch_at(erasure: &Erasure) -> Hlc {
    Hlc::ZERO.next(erasure.at)
}

/// Brings a document into the epoch its erasure began.
pub(crate) fn renew(held: &mut HeldDocument, erasure: &Erasure) -> Result<(), StoreFault> {
    held.document = held.document.renewed(epoch_author(erasure), epoch_at(erasure), &epoch_puts(erasure))?;
    Ok(())
}

/// An erasure is heard. Of two about one file the later counts.
pub(super) fn heard(connection: &Connection, erasure: &Erasure, header: &CommitHeader) -> Result<(), StoreFault> {
    let kept = connection
        .prepare_cached(
            "INSERT INTO log_erasure (document_id, fact_id, ruling_id, kind, ground, reference, by_user_id, erased_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (document_id) DO UPDATE SET fact_id = excluded.fact_id, ruling_id = excluded.ruling_id, ground = excluded.ground,
               reference = excluded.reference, by_user_id = excluded.by_user_id, erased_at = excluded.erased_at
               WHERE (excluded.erased_at, excluded.fact_id) > (log_erasure.erased_at, log_erasure.fact_id)",
        )?
        .execute(params![
            erasure.document.id.to_bytes(),
            erasure.id.to_bytes(),
            erasure.ruling.to_bytes(),
            kind_number(erasure.document.kind),
            erasure.ground,
            erasure.reference,
            header.user.to_bytes(),
            erasure.at.ms(),
        ])?;
    if kept == 0 {
        return Ok(());
    }
    let document = erasure.document.id;
    for row in speaking_of(connection, document)? {
        redact(connection, &row)?;
    }
    begin_epoch(connection, erasure)?;
    local::erasure::forget(connection, document)
}

/// The document as it is from now on, with rows of its own.
fn begin_epoch(connection: &Connection, erasure: &Erasure) -> Result<(), StoreFault> {
    let id = erasure.document.id;
    let Some(mut held) = log::document::load(connection, id)? else { return Ok(()) };
    for (by, at) in held.document.authors() {
        log::commit::forget_reason_at(connection, by, at)?;
    }
    let before = held.document.heads();
    renew(&mut held, erasure)?;
    let is_renewed = held.document.heads() != before;
    if !is_renewed && held.home == erasure.home {
        return Ok(());
    }
    let entry = held.entry.ok_or(StoreFault::Lacks("a kept document"))?;
    super::forget_document(connection, entry, id.to_bytes(), held.kind)?;
    held.home = erasure.home;
    log::document::settle(connection, id, held.home)?;
    log::document::keep(connection, id, &mut held)?;
    super::document(connection, id, &held)?;
    if is_renewed { local::erasure::owe_purge(connection) } else { Ok(()) }
}

/// Facts that speak of a document in people's words.
fn speaking_of(connection: &Connection, document: Id<Document>) -> Result<Vec<FactRow>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT fact_id FROM settlement WHERE document_id = ?1
         UNION SELECT fact_id FROM access_record WHERE document_id = ?1
         UNION SELECT fact_id FROM duplicate_decision WHERE person_id = ?1 OR other_person_id = ?1
         UNION SELECT fact_id FROM revisit_result WHERE household_id = ?1",
    )?;
    let ids = statement.query_map([document.to_bytes()], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(log::fact::find(connection, id)?);
    }
    for row in log::fact::of_kind(connection, MOVE_VERDICT)? {
        if matches!(row.record.fact(), Some(Fact::MoveVerdict(verdict)) if verdict.documents.contains(&document)) {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// A fact loses its words where it is kept and in its row.
fn redact(connection: &Connection, row: &FactRow) -> Result<(), StoreFault> {
    let Some(left) = redacted(connection, &row.record)? else { return Ok(()) };
    log::fact::replace(connection, row, &left)?;
    local::erasure::owe_purge(connection)?;
    log::commit::forget_reason(connection, row.by, row.n)?;
    let (id, header) = (left.id.to_bytes(), log::fact::header(connection, row)?);
    let table = match left.fact() {
        Some(Fact::MoveVerdict(verdict)) => {
            // Another verdict on the same request may be the one that counts.
            connection
                .prepare_cached("UPDATE move_request SET answer = NULL WHERE fact_id = ?1 AND decided_at = ?2")?
                .execute((verdict.request.to_bytes(), header.recorded_at.to_i64()))?;
            return Ok(());
        }
        Some(Fact::Settlement(it)) => {
            // Whether it was opened again stays.
            connection
                .prepare_cached("UPDATE settlement SET contended = ?2, value = NULL, reason = NULL WHERE fact_id = ?1")?
                .execute((id, serde_json::to_string(&it.values)?))?;
            return Ok(());
        }
        Some(Fact::SensitiveRead(_)) => "access_record",
        Some(Fact::DuplicateDecision(_)) => "duplicate_decision",
        Some(Fact::RevisitResult(_)) => "revisit_result",
        Some(_) | None => return Ok(()),
    };
    connection.prepare_cached(&format!("DELETE FROM {table} WHERE fact_id = ?1"))?.execute([id])?;
    super::fact_rows(connection, &left, &header)
}
