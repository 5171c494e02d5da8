//! Rows of ghost controls: who founded and changed files, draws, and what visits found.

use std::collections::BTreeMap;

use domain::Id;
use domain::change::{Document, DocumentKind};
use domain::oversight::{RevisitResult, RevisitSample};
use rusqlite::{Connection, params};
use sync::{CommitHeader, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::log;
use crate::log::document::HeldDocument;
use crate::read::area;

/// Who founded a household's file, and who changed the file of a household or person since.
pub(super) fn origin(
    connection: &Connection,
    id: Id<Document>,
    kind: DocumentKind,
    held: &HeldDocument,
) -> Result<(), StoreFault> {
    let (home, document) = (held.home.to_bytes(), id.to_bytes());
    let authors = held.document.authors();
    let Some(((by, at), later)) = authors.split_first() else { return Ok(()) };
    if kind == DocumentKind::Household {
        connection
            .prepare_cached(
                "INSERT INTO household_origin (home_area_id, household_id, incarnation, founded_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (home_area_id, household_id) DO UPDATE SET incarnation = excluded.incarnation, founded_at = excluded.founded_at",
            )?
            .execute((home, document, by.to_bytes(), at.to_i64()))?;
    }
    let mut edits: BTreeMap<Incarnation, (u32, Hlc)> = BTreeMap::new();
    for (by, at) in later {
        let (changes, changed_at) = edits.entry(*by).or_insert((0, *at));
        *changes += 1;
        *changed_at = (*changed_at).max(*at);
    }
    // A chain that was recorded anew leaves no line of its former life.
    connection
        .prepare_cached("DELETE FROM document_change WHERE home_area_id = ?1 AND document_id = ?2")?
        .execute((home, document))?;
    let mut keeping = connection.prepare_cached(
        "INSERT INTO document_change (home_area_id, document_id, incarnation, kind, changes, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (by, (changes, at)) in edits {
        keeping.execute(params![home, document, by.to_bytes(), log::document::number(kind), changes, at.to_i64(),])?;
    }
    Ok(())
}

/// Makes the rows of who founded and changed files, from all documents.
pub(crate) fn origins_again(connection: &Connection) -> Result<(), StoreFault> {
    let mut statement = connection.prepare("SELECT document_id FROM log_document ORDER BY entry")?;
    let ids = statement.query_map([], |row| row.get("document_id"))?;
    for id in ids.collect::<Result<Vec<[u8; 16]>, _>>()? {
        let id = Id::from_bytes(id);
        let Some(held) = log::document::load(connection, id)? else { continue };
        if let Some(reference) = log::document::reference(held.kind, id) {
            origin(connection, id, reference.kind, &held)?;
        }
    }
    Ok(())
}

/// A laptop speaks for itself, whatever stands in the fact; the hub hands on what it rescued.
const fn device(stated: u32, header: &CommitHeader) -> u32 {
    if header.incarnation.is_hub() { stated } else { header.incarnation.device }
}

/// A part of a draw.
pub(super) fn drawn(connection: &Connection, it: &RevisitSample, header: &CommitHeader) -> Result<(), StoreFault> {
    let home = area::home_of(connection, header.area)?.to_bytes();
    connection
        .prepare_cached(
            "INSERT INTO revisit_sample (home_area_id, fact_id, sample_id, area_id, over_area_id, officer_id, is_stratified, seed, frame_size, size, by_user_id, by_device, drawn_at, drawn_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (home_area_id, fact_id) DO NOTHING",
        )?
        .execute(params![
            home,
            it.id.to_bytes(),
            it.sample.to_bytes(),
            header.area.to_bytes(),
            it.area.to_bytes(),
            it.officer.map(Id::to_bytes),
            it.is_stratified,
            format!("{:016x}", it.seed),
            it.frame_size,
            it.size,
            it.by.to_bytes(),
            device(it.device, header),
            it.drawn_at.ms(),
            it.drawn_on.to_string(),
        ])?;
    let mut choosing = connection.prepare_cached(
        "INSERT INTO revisit_household (home_area_id, sample_id, household_id, fact_id) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (home_area_id, sample_id, household_id, fact_id) DO NOTHING",
    )?;
    for household in &it.households {
        choosing.execute((home, it.sample.to_bytes(), household.to_bytes(), it.id.to_bytes()))?;
    }
    Ok(())
}

/// What a visit found.
pub(super) fn visited(connection: &Connection, it: &RevisitResult, header: &CommitHeader) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO revisit_result (home_area_id, fact_id, sample_id, household_id, outcome, note, visited_on, by_user_id, by_device, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (home_area_id, fact_id) DO NOTHING",
        )?
        .execute(params![
            area::home_of(connection, header.area)?.to_bytes(),
            it.id.to_bytes(),
            it.sample.to_bytes(),
            it.household.to_bytes(),
            it.outcome.code(),
            it.note,
            it.visited_on.to_string(),
            it.by.to_bytes(),
            device(it.device, header),
            it.recorded_at.ms(),
        ])?;
    Ok(())
}
