//! What this device kept of an erased file for itself, and how far laptops have heard of erasures.

use std::collections::BTreeMap;

use domain::change::Document;
use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::{Chunk, Incarnation};

use crate::fault::StoreFault;
use crate::local::setting::{read_setting, write_setting};

/// Set while words of an erased file may still lie in the text search and in the write-ahead log.
const PURGE_OWED: &str = "purge_owed";

/// Forgets drafts, prepared imports and branches set aside that speak of a file. Packs need nothing: the hub makes those of
/// the areas concerned anew, and a load under way hears so at its next part.
pub(crate) fn forget(connection: &Connection, document: Id<Document>) -> Result<(), StoreFault> {
    let (id, name) = (document.to_bytes(), document.to_string());
    connection.execute("DELETE FROM local_draft WHERE instr(body, ?1) > 0", [&name])?;
    forget_imports(connection, id)?;
    forget_branches(connection, id)
}

/// Rows of imports that made the file, or a household it ever lived in, go: undoing the batch passes them over. The file
/// they came from holds whole families and goes, too.
fn forget_imports(connection: &Connection, document: [u8; 16]) -> Result<(), StoreFault> {
    const OF_FILE: &str = "household_id IN (SELECT ?1 UNION SELECT household_id FROM membership WHERE person_id = ?1)";
    let batches = connection
        .prepare_cached(&format!("SELECT DISTINCT batch_id FROM local_batch_row WHERE {OF_FILE}"))?
        .query_map([document], |row| row.get(0))?
        .collect::<Result<Vec<[u8; 16]>, _>>()?;
    for batch in batches {
        connection.execute(
            "DELETE FROM local_file WHERE name IN (SELECT file_name FROM local_batch WHERE batch_id = ?1)",
            [batch],
        )?;
        connection
            .execute("UPDATE local_batch SET problems = '[]', problems_total = 0 WHERE batch_id = ?1", [batch])?;
    }
    connection.execute(&format!("DELETE FROM local_batch_row WHERE {OF_FILE}"), [document])?;
    Ok(())
}

/// Chunks of a branch that was recorded again are kept for people to look at; those that name the file go.
fn forget_branches(connection: &Connection, document: [u8; 16]) -> Result<(), StoreFault> {
    let needles = Needles::of(&[document]);
    let mut statement = connection.prepare_cached("SELECT incarnation, first_n, bytes FROM local_branch")?;
    let mut rows = statement.query([])?;
    let mut named: Vec<([u8; 12], i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get("bytes")?;
        if Chunk::read(&bytes).and_then(|chunk| chunk.plain()).map_or(true, |plain| needles.are_in(&plain)) {
            named.push((row.get("incarnation")?, row.get("first_n")?));
        }
    }
    for name in named {
        connection.execute("DELETE FROM local_branch WHERE incarnation = ?1 AND first_n = ?2", name)?;
    }
    Ok(())
}

/// Identities as they may stand in the unpacked body of a chunk: as bytes in changes, as numbers or signs in facts.
pub(crate) struct Needles {
    finders: Vec<memchr::memmem::Finder<'static>>,
}

impl Needles {
    pub fn of(ids: &[[u8; 16]]) -> Self {
        let finders = ids.iter().flat_map(|id| {
            let numbers: Vec<String> = id.iter().map(u8::to_string).collect();
            [id.to_vec(), numbers.join(",").into_bytes(), data_encoding::HEXLOWER.encode(id).into_bytes()]
        });
        Self { finders: finders.map(|needle| memchr::memmem::Finder::new(&needle).into_owned()).collect() }
    }

    pub fn are_in(&self, plain: &[u8]) -> bool {
        self.finders.iter().any(|finder| finder.find(plain).is_some())
    }
}

/// Words may still lie where SQLite does not wipe by itself.
pub(crate) fn owe_purge(connection: &Connection) -> Result<(), StoreFault> {
    write_setting(connection, PURGE_OWED, &[1])
}

/// Merges the text search, which drops what was taken out of it. True when anything was owed: the write-ahead log is to be
/// emptied behind the transaction.
pub(crate) fn purge(connection: &Connection) -> Result<bool, StoreFault> {
    if read_setting(connection, PURGE_OWED)?.is_none_or(|owed| owed != [1]) {
        return Ok(false);
    }
    crate::search::merge(connection)?;
    write_setting(connection, PURGE_OWED, &[0])?;
    Ok(true)
}

/// A laptop that has reached these places in the feeds holds nothing of the file any more.
pub(crate) fn keep_places(
    connection: &Connection,
    fact: [u8; 16],
    places: &[(Id<Area>, u64)],
) -> Result<(), StoreFault> {
    for (area, seq) in places {
        connection
            .prepare_cached(
                "INSERT INTO local_erasure (fact_id, area_id, seq) VALUES (?1, ?2, ?3)
                 ON CONFLICT (fact_id, area_id) DO UPDATE SET seq = max(seq, excluded.seq)",
            )?
            .execute((fact, area.to_bytes(), *seq as i64))?;
    }
    Ok(())
}

/// How far feeds must have been heard.
pub(crate) type Places = Vec<(Id<Area>, u64)>;

/// The places that a device has not said it is behind, by erasure.
pub(crate) fn unheard(connection: &Connection, device: u32) -> Result<BTreeMap<[u8; 16], Places>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT fact_id, area_id, seq FROM local_erasure AS place WHERE NOT EXISTS
           (SELECT 1 FROM local_erasure_heard WHERE fact_id = place.fact_id AND device = ?1)",
    )?;
    let mut rows = statement.query([device])?;
    let mut unheard: BTreeMap<[u8; 16], Places> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let place = (Id::from_bytes(row.get("area_id")?), row.get::<_, i64>("seq")? as u64);
        unheard.entry(row.get("fact_id")?).or_default().push(place);
    }
    Ok(unheard)
}

/// Notes that a laptop has heard of erasures.
pub(crate) fn note_heard(
    connection: &Connection,
    device: u32,
    facts: &[[u8; 16]],
    now: domain::Instant,
) -> Result<(), StoreFault> {
    for fact in facts {
        connection
            .prepare_cached(
                "INSERT INTO local_erasure_heard (fact_id, device, heard_at) VALUES (?1, ?2, ?3) ON CONFLICT (fact_id, device) DO NOTHING",
            )?
            .execute((fact, device, now.ms()))?;
    }
    Ok(())
}

/// Whether a chunk of this incarnation is to be heard by its own author, too: something was cut out of it.
pub(crate) fn is_cut(connection: &Connection, by: Incarnation, first: u64) -> Result<bool, StoreFault> {
    let beginning: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT substr(bytes, 1, 4) AS beginning FROM log_chunk WHERE incarnation = ?1 AND first_n = ?2",
        )?
        .query_row((by.to_bytes(), first as i64), |row| row.get("beginning"))
        .optional()?;
    Ok(beginning.is_some_and(|beginning| sync::chunk::is_cut(&beginning)))
}
