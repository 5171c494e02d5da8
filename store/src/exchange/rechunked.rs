//! The same commits in other chunks. A store that lives twice seals what both copies hold once each: the hub took one of
//! the two, and that one is everybody's.

use rusqlite::Connection;
use sync::{Chunk, Commit};

use crate::fault::StoreFault;
use crate::log;

/// Chunks held here that hold commits of one that arrived from the hub's feed give way to it, when they say the same.
/// False when they do not: another commit stands in one of its places, or it cannot be read.
pub(super) fn gives_way(connection: &Connection, chunk: &Chunk) -> Result<bool, StoreFault> {
    let header = &chunk.header;
    let range = (header.incarnation.to_bytes(), header.first as i64, header.last as i64);
    let overlaps: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM log_chunk WHERE incarnation = ?1 AND first_n <= ?3 AND last_n >= ?2)",
        )?
        .query_row(range, |row| row.get(0))?;
    if !overlaps {
        return Ok(true);
    }
    let Ok(commits) = chunk.commits() else { return Ok(false) };
    for commit in &commits {
        if !is_here(connection, commit)? {
            return Ok(false);
        }
    }
    connection
        .prepare_cached("DELETE FROM log_chunk WHERE incarnation = ?1 AND first_n <= ?3 AND last_n >= ?2")?
        .execute(range)?;
    Ok(true)
}

/// Whether this commit, or none, stands in its place.
fn is_here(connection: &Connection, commit: &Commit) -> Result<bool, StoreFault> {
    let held = log::commit::find(connection, commit.header.incarnation, commit.header.n)?;
    Ok(held.is_none_or(|held| held.hash == sync::Hash::ZERO || held.hash == commit.hash()))
}
