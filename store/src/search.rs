//! The one file that speaks SQLite's text search. The row number of an entry is that of the person's document.

use domain::text::digits;
use linkage::search::{Query, terms};
use rusqlite::Connection;

use crate::fault::StoreFault;

/// Keeps the search entry of a person; `is_new` when there is none.
pub(crate) fn keep(connection: &Connection, entry: i64, is_new: bool, names: &str) -> Result<(), StoreFault> {
    if !is_new {
        connection.prepare_cached("DELETE FROM search_name WHERE rowid = ?1")?.execute([entry])?;
    }
    let terms = terms(names).join(" ");
    connection.prepare_cached("INSERT INTO search_name (rowid, terms) VALUES (?1, ?2)")?.execute((entry, terms))?;
    Ok(())
}

/// Forgets all entries, before a rebuild.
pub(crate) fn clear(connection: &Connection) -> Result<(), StoreFault> {
    Ok(connection
        .execute_batch("INSERT INTO search_name (search_name) VALUES ('delete-all'); DELETE FROM search_key")?)
}

/// Merges everything into one piece, in which nothing is left of entries that were taken out.
pub(crate) fn merge(connection: &Connection) -> Result<(), StoreFault> {
    Ok(connection.execute_batch("INSERT INTO search_name (search_name) VALUES ('optimize')")?)
}

/// Entries whose names hold every word as typed or as a beginning; `with_sounds` also takes names said alike.
pub(crate) fn entries(
    connection: &Connection,
    query: &Query,
    with_sounds: bool,
    limit: usize,
) -> Result<Vec<i64>, StoreFault> {
    let Some(expression) = expression(query, with_sounds) else { return Ok(Vec::new()) };
    let mut statement =
        connection.prepare_cached("SELECT rowid FROM search_name WHERE search_name MATCH ?1 LIMIT ?2")?;
    Ok(statement.query_map((expression, limit as i64), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Words in any order. Terms are ASCII letters and digits by construction; they are quoted all the same.
fn expression(query: &Query, with_sounds: bool) -> Option<String> {
    let quoted = |term: &str| format!("\"{}\"", term.replace('"', ""));
    let needed = query.words.iter().filter(|word| !word.is_particle || query.words.len() == 1);
    let words: Vec<String> = needed
        .map(|word| {
            let mut ways = vec![if word.is_prefix { format!("{} *", quoted(&word.text)) } else { quoted(&word.text) }];
            if with_sounds {
                ways.extend(word.sounds.iter().map(|sound| quoted(&format!("~{sound}"))));
            }
            format!("({})", ways.join(" OR "))
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// The digits of a phone from the last to the first: people remember and type the end.
pub(crate) fn reversed_digits(number: &str) -> String {
    digits(number).chars().rev().collect()
}
