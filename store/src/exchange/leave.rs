//! Leaving areas: what lies in an area that is no longer granted is taken off the laptop, once the hub has proven to hold
//! everything that was made here. A stub tells where to ask.

use std::collections::BTreeSet;

use domain::{Area, Id};
use rusqlite::Connection;
use sync::replay::kind_of;

use crate::exchange::pack;
use crate::fault::StoreFault;
use crate::project;
use crate::writer::Writer;

/// Documents that were taken off.
pub(super) fn leave(writer: &Writer<'_>, granted: &[Id<Area>]) -> Result<u64, StoreFault> {
    let connection = writer.connection();
    let mut kept: BTreeSet<[u8; 16]> = writer.feeds(granted)?.into_iter().map(Id::to_bytes).collect();
    kept.insert(Id::<Area>::NIL.to_bytes());
    let mut left = 0;
    let gone: Vec<[u8; 16]> = held_areas(connection)?.into_iter().filter(|area| !kept.contains(area)).collect();
    for area in &gone {
        left += leave_area(connection, *area, writer.author().now.ms())?;
    }
    if !gone.is_empty() {
        // What waited in a chunk that went with its area waits for nothing any more.
        connection.execute(
            "DELETE FROM local_quarantine AS held WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM log_chunk
               WHERE incarnation = held.incarnation AND first_n <= held.n AND last_n >= held.n)",
            [],
        )?;
        project::movement::note_moves_again(connection)?;
        project::what_speaks_of_others_again(connection)?;
        project::duplicate::weigh_all(connection)?;
    }
    Ok(left)
}

fn held_areas(connection: &Connection) -> Result<Vec<[u8; 16]>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT area_id FROM log_digest UNION SELECT area_id FROM local_cursor UNION SELECT area_id FROM log_base
         UNION SELECT area_id FROM local_pack UNION SELECT DISTINCT area_id FROM log_document",
    )?;
    let areas = statement.query_map([], |row| row.get("area_id"))?.collect::<Result<_, _>>()?;
    Ok(areas)
}

fn leave_area(connection: &Connection, area: [u8; 16], at: i64) -> Result<u64, StoreFault> {
    let mut statement =
        connection.prepare_cached("SELECT entry, document_id, kind FROM log_document WHERE area_id = ?1")?;
    let documents = statement
        .query_map([area], |row| Ok((row.get("entry")?, row.get("document_id")?, row.get("kind")?)))?
        .collect::<Result<Vec<(i64, [u8; 16], u8)>, _>>()?;
    for (entry, id, kind) in &documents {
        forget_rows(connection, *entry, *id, *kind, (area, at))?;
    }
    connection.execute(
        "DELETE FROM local_quarantine WHERE state = 'waiting' AND document_id IN (SELECT document_id FROM log_document WHERE area_id = ?1)",
        [area],
    )?;
    connection.execute("DELETE FROM log_document WHERE area_id = ?1", [area])?;
    let of_facts = ["consent", "move_request", "settlement", "duplicate_decision", "access_record"];
    for table in of_facts.into_iter().chain(["revisit_sample", "revisit_household", "revisit_result"]) {
        let sql = format!("DELETE FROM {table} WHERE fact_id IN (SELECT fact_id FROM log_fact WHERE area_id = ?1)");
        connection.execute(&sql, [area])?;
    }
    connection.execute(
        "DELETE FROM log_fact_early WHERE fact_id IN (SELECT fact_id FROM log_fact WHERE area_id = ?1)",
        [area],
    )?;
    for table in ["log_fact", "log_chunk", "log_digest", "log_base", "local_cursor"] {
        connection.execute(&format!("DELETE FROM {table} WHERE area_id = ?1"), [area])?;
    }
    // Of the own chain the hashes must stay, or it could not go on; reasons are people's words and go.
    connection.execute(
        "DELETE FROM log_commit WHERE area_id = ?1 AND incarnation NOT IN (SELECT incarnation FROM local_incarnation)",
        [area],
    )?;
    pack::forget(connection, Id::from_bytes(area))?;
    Ok(documents.len() as u64)
}

fn forget_rows(
    connection: &Connection,
    entry: i64,
    id: [u8; 16],
    kind: u8,
    (area, at): ([u8; 16], i64),
) -> Result<(), StoreFault> {
    use domain::change::DocumentKind;
    let (table, column) = match kind_of(kind) {
        Some(DocumentKind::Person) => ("person", "person_id"),
        Some(DocumentKind::Household) => ("household", "household_id"),
        None => return Ok(()),
    };
    connection
        .prepare_cached(&format!(
            "INSERT INTO local_stub (document_id, kind, number, area_id, left_at)
             VALUES (?1, ?2, (SELECT number FROM {table} WHERE {column} = ?1 LIMIT 1), ?3, ?4)
             ON CONFLICT (document_id) DO UPDATE SET area_id = excluded.area_id, left_at = excluded.left_at"
        ))?
        .execute((id, kind, area, at))?;
    project::forget_document(connection, entry, id, kind)
}

/// Work comes back with its area: the stubs of what is here again go.
pub(super) fn come_back(connection: &Connection) -> Result<(), StoreFault> {
    connection.execute("DELETE FROM local_stub WHERE document_id IN (SELECT document_id FROM log_document)", [])?;
    Ok(())
}
