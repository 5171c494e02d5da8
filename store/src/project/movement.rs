//! Rows of move requests, and what an accepted one does: documents go over to the feed of the new area.

use domain::change::{Document, Fact};
use domain::registry::movement::{MoveRequest, MoveVerdict};
use domain::{Area, Id};
use rusqlite::{Connection, params};
use sync::fact::MOVE_VERDICT;
use sync::{CommitHeader, Hlc};

use crate::fault::StoreFault;
use crate::log;
use crate::project::home_of_document;

pub(super) fn requested(
    connection: &Connection,
    request: &MoveRequest,
    header: &CommitHeader,
) -> Result<(), StoreFault> {
    let home = home_of_document(connection, request.household.to_bytes(), header)?;
    connection
        .prepare_cached(
            "INSERT INTO move_request (home_area_id, fact_id, household_id, from_area_id, to_area_id, why, requested_by, requested_at, state, answer, decided_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'requested', NULL, NULL) ON CONFLICT (home_area_id, fact_id) DO NOTHING",
        )?
        .execute(params![
            home,
            request.id.to_bytes(),
            request.household.to_bytes(),
            request.from.to_bytes(),
            request.to.to_bytes(),
            request.why,
            header.user.to_bytes(),
            header.recorded_at.instant().ms(),
        ])?;
    Ok(())
}

/// False when the request has not been heard yet. Two lives of the hub may have decided the same request: an acceptance
/// counts, since it moved the family, and the earliest of its kind.
pub(super) fn decided(
    connection: &Connection,
    verdict: &MoveVerdict,
    header: &CommitHeader,
) -> Result<bool, StoreFault> {
    let state = if verdict.is_accepted { "accepted" } else { "refused" };
    connection
        .prepare_cached(
            "UPDATE move_request SET state = ?2, answer = ?3, decided_by = ?4, decided_at = ?5
             WHERE home_area_id IN (SELECT area_id FROM area WHERE level <= 2) AND fact_id = ?1
               AND (decided_at IS NULL OR (?2 = 'accepted' AND state = 'refused') OR (?2 = state AND ?5 < decided_at))",
        )?
        .execute(params![
            verdict.request.to_bytes(),
            state,
            verdict.reason,
            header.user.to_bytes(),
            header.recorded_at.to_i64()
        ])?;
    let was_heard = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM move_request
               WHERE home_area_id IN (SELECT area_id FROM area WHERE level <= 2) AND fact_id = ?1)",
        )?
        .query_row([verdict.request.to_bytes()], |row| row.get(0))?;
    if verdict.is_accepted {
        for document in &verdict.documents {
            note_move(connection, *document, verdict.to, header.recorded_at)?;
            log::document::transfer(connection, *document, verdict.to, header.recorded_at)?;
        }
    }
    Ok(was_heard)
}

/// Notes where a document was sent, unless a later verdict sent it elsewhere.
fn note_move(connection: &Connection, document: Id<Document>, to: Id<Area>, at: Hlc) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO log_document_move (document_id, area_id, moved_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (document_id) DO UPDATE SET area_id = excluded.area_id, moved_at = excluded.moved_at
               WHERE excluded.moved_at > log_document_move.moved_at",
        )?
        .execute(params![document.to_bytes(), to.to_bytes(), at.to_i64()])?;
    Ok(())
}

/// Notes again where documents were sent, from the verdicts that are still held: after an area was left.
pub(crate) fn note_moves_again(connection: &Connection) -> Result<(), StoreFault> {
    connection.execute("DELETE FROM log_document_move", [])?;
    for row in log::fact::of_kind(connection, MOVE_VERDICT)? {
        let header = log::fact::header(connection, &row)?;
        if let Some(Fact::MoveVerdict(verdict)) = row.record.fact()
            && verdict.is_accepted
        {
            for document in &verdict.documents {
                note_move(connection, *document, verdict.to, header.recorded_at)?;
            }
        }
    }
    Ok(())
}
