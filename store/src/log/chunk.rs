//! Chunks as rows: sealing what is not sealed, keeping what arrives.

use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::chunk::{Seal, seal};
use sync::limits::CHUNK_PLAIN_BYTES_SEAL;
use sync::signing::SigningKey;
use sync::{Chunk, Commit, Hash, Incarnation};

use crate::fault::StoreFault;
use crate::log::commit::unsealed;

/// What became of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChunkState {
    Held,
    Quarantined,
}

impl ChunkState {
    /// As it lies in the table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Quarantined => "quarantined",
        }
    }
}

/// What became of a chunk that is kept.
pub(crate) fn state(connection: &Connection, by: Incarnation, first: u64) -> Result<Option<ChunkState>, StoreFault> {
    let code: Option<String> = connection
        .prepare_cached("SELECT state FROM log_chunk WHERE incarnation = ?1 AND first_n = ?2")?
        .query_row((by.to_bytes(), first as i64), |row| row.get("state"))
        .optional()?;
    Ok(code.map(|code| if code == ChunkState::Held.code() { ChunkState::Held } else { ChunkState::Quarantined }))
}

/// Keeps a chunk.
pub(crate) fn keep(connection: &Connection, chunk: &Chunk, state: ChunkState) -> Result<(), StoreFault> {
    let header = &chunk.header;
    connection
        .prepare_cached("INSERT INTO log_chunk (incarnation, first_n, last_n, area_id, tip, hash, state, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute((
            header.incarnation.to_bytes(),
            header.first as i64,
            header.last as i64,
            header.area.to_bytes(),
            header.tip.0,
            chunk.hash().0,
            state.code(),
            &chunk.bytes,
        ))?;
    Ok(())
}

/// Keeps the same chunk in its other form: cut, or cut further.
pub(crate) fn replace(connection: &Connection, chunk: &Chunk) -> Result<(), StoreFault> {
    let header = &chunk.header;
    connection
        .prepare_cached("UPDATE log_chunk SET bytes = ?3, hash = ?4 WHERE incarnation = ?1 AND first_n = ?2")?
        .execute((header.incarnation.to_bytes(), header.first as i64, &chunk.bytes, chunk.hash().0))?;
    Ok(())
}

/// Last commit of a chain and its hash.
pub(crate) type Tip = (u64, Hash);

/// Where the chain of an incarnation stands in an area: behind its last chunk here, or where a pack took over from it.
pub(crate) fn tip_in_area(connection: &Connection, by: Incarnation, area: Id<Area>) -> Result<Option<Tip>, StoreFault> {
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)? as u64, Hash(row.get(1)?)));
    Ok(connection
        .prepare_cached(
            "SELECT n, hash FROM (
               SELECT n, hash FROM log_base WHERE incarnation = ?1 AND area_id = ?2
               UNION ALL
               SELECT * FROM (SELECT last_n AS n, tip AS hash FROM log_chunk WHERE incarnation = ?1 AND area_id = ?2
                 ORDER BY first_n DESC LIMIT 1))
             ORDER BY n DESC LIMIT 1",
        )?
        .query_row((by.to_bytes(), area.to_bytes()), read)
        .optional()?)
}

/// The last sealed commit of the own chain, and its hash. Its chunk may be gone with an area that was left: the chain still
/// stands there, and whoever said less would look like an old copy of itself.
pub(crate) fn tip(connection: &Connection, by: Incarnation) -> Result<Option<Tip>, StoreFault> {
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>("n")? as u64, Hash(row.get("hash")?)));
    Ok(connection
        .prepare_cached(
            "SELECT n, hash FROM log_commit AS sealed WHERE incarnation = ?1 AND hash <> zeroblob(32)
               AND NOT EXISTS (SELECT 1 FROM log_unsealed WHERE incarnation = sealed.incarnation AND n = sealed.n)
             ORDER BY n DESC LIMIT 1",
        )?
        .query_row([by.to_bytes()], read)
        .optional()?)
}

/// How far a chain is held without a gap, and the hash it stands at. After a refill by others there may be more behind.
pub(crate) fn held_through(connection: &Connection, by: Incarnation) -> Result<Tip, StoreFault> {
    let mut statement = connection
        .prepare_cached("SELECT first_n, last_n, tip FROM log_chunk WHERE incarnation = ?1 ORDER BY first_n")?;
    let mut rows = statement.query([by.to_bytes()])?;
    let mut held = (0, Hash::ZERO);
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>("first_n")? as u64 != held.0 + 1 {
            break;
        }
        held = (row.get::<_, i64>("last_n")? as u64, Hash(row.get("tip")?));
    }
    Ok(held)
}

/// What stands on both sides of a place in a chain: last commit and hash of the chunk before it, first commit and previous
/// hash of the chunk behind its first commit.
pub(crate) fn neighbours(
    connection: &Connection,
    by: Incarnation,
    first: u64,
    last: u64,
) -> Result<(Option<Tip>, Option<Tip>), StoreFault> {
    let before = connection
        .prepare_cached(
            "SELECT last_n, tip FROM log_chunk WHERE incarnation = ?1 AND first_n < ?2 ORDER BY first_n DESC LIMIT 1",
        )?
        .query_row((by.to_bytes(), first as i64), |row| {
            Ok((row.get::<_, i64>("last_n")? as u64, Hash(row.get("tip")?)))
        })
        .optional()?;
    let after: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT bytes FROM log_chunk WHERE incarnation = ?1 AND first_n > ?2 AND first_n <= ?3 ORDER BY first_n LIMIT 1",
        )?
        .query_row((by.to_bytes(), first as i64, last as i64 + 1), |row| row.get("bytes"))
        .optional()?;
    let after =
        after.map(|bytes| Chunk::read(&bytes)).transpose()?.map(|chunk| (chunk.header.first, chunk.header.prev));
    Ok((before, after))
}

/// Whether a pack covers a commit.
pub(crate) fn is_covered(connection: &Connection, by: Incarnation, area: Id<Area>, n: u64) -> Result<bool, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM log_base WHERE incarnation = ?1 AND area_id = ?2 AND n >= ?3)")?
        .query_row((by.to_bytes(), area.to_bytes(), n as i64), |row| row.get(0))?)
}

/// Of a chain `?1`, the chunks from the one on that may contain commit `?2`. Chunks of a chain do not overlap: those before
/// it need not be looked at, however long the chain is.
pub(crate) const FROM_COMMIT: &str = "incarnation = ?1 AND first_n >= coalesce((SELECT max(first_n) FROM log_chunk WHERE incarnation = ?1 AND first_n <= ?2), 0)";

/// The hash of the held chunk that contains commit `n`.
pub(crate) fn containing(
    connection: &Connection,
    by: Incarnation,
    n: u64,
) -> Result<Option<(u64, u64, Hash)>, StoreFault> {
    let nearest = connection
        .prepare_cached("SELECT first_n, last_n, hash FROM log_chunk WHERE incarnation = ?1 AND first_n <= ?2 ORDER BY first_n DESC LIMIT 1")?
        .query_row((by.to_bytes(), n as i64), |row| Ok((row.get::<_, i64>("first_n")? as u64, row.get::<_, i64>("last_n")? as u64, Hash(row.get("hash")?))))
        .optional()?;
    Ok(nearest.filter(|(_, last, _)| *last >= n))
}

/// The bytes of a held chunk.
pub(crate) fn bytes(connection: &Connection, by: Incarnation, first: u64) -> Result<Vec<u8>, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM log_chunk WHERE incarnation = ?1 AND first_n = ?2")?
        .query_row((by.to_bytes(), first as i64), |row| row.get("bytes"))?)
}

/// Seals every commit that is not sealed: a chunk per run of commits in one area, each up to the sealing mark.
/// Returns the chunks made.
pub(crate) fn seal_all(connection: &Connection, by: Incarnation, key: &SigningKey) -> Result<Vec<Chunk>, StoreFault> {
    Ok(seal_runs(connection, by, key, false)?.0)
}

/// Seals what can grow no more: all but the last run, unless that is full. Returns how many bytes are left unsealed.
pub(crate) fn seal_full(connection: &Connection, by: Incarnation, key: &SigningKey) -> Result<usize, StoreFault> {
    Ok(seal_runs(connection, by, key, true)?.1)
}

/// What a commit adds to the plain body of its chunk, about.
pub(crate) const fn plain_bytes(commit: &Commit) -> usize {
    commit.payload.len() + 64
}

fn seal_runs(
    connection: &Connection,
    by: Incarnation,
    key: &SigningKey,
    keeps_growing: bool,
) -> Result<(Vec<Chunk>, usize), StoreFault> {
    let commits = unsealed(connection, by)?;
    let mut made = Vec::new();
    let mut rest = commits.as_slice();
    while let Some((first, _)) = rest.first() {
        let mut bytes = 0;
        let fits = |(commit, _): &&(Commit, Hash)| {
            bytes += plain_bytes(commit);
            commit.header.area == first.header.area
                && (bytes <= CHUNK_PLAIN_BYTES_SEAL || commit.header.n == first.header.n)
        };
        let length = rest.iter().take_while(fits).count();
        let (run, after) = rest.split_at(length);
        if keeps_growing && after.is_empty() && bytes < CHUNK_PLAIN_BYTES_SEAL {
            return Ok((made, bytes));
        }
        rest = after;
        let plain: Vec<Commit> = run.iter().map(|(commit, _)| commit.clone()).collect();
        let prev_in_area = tip_in_area(connection, by, first.header.area)?.map_or(Hash::ZERO, |(_, tip)| tip);
        let replay_digest = replay_digest(run.iter().map(|(_, replay_hash)| replay_hash));
        let chunk = seal(&plain, &Seal { key, prev_in_area, replay_digest })?;
        keep(connection, &chunk, ChunkState::Held)?;
        connection
            .prepare_cached("DELETE FROM log_unsealed WHERE incarnation = ?1 AND n BETWEEN ?2 AND ?3")?
            .execute((by.to_bytes(), chunk.header.first as i64, chunk.header.last as i64))?;
        made.push(chunk);
    }
    Ok((made, 0))
}

/// The digest over the full change hashes of a chunk, from one hash per commit.
pub(crate) fn replay_digest<'a>(replay_hashes: impl Iterator<Item = &'a Hash>) -> Hash {
    let all: Vec<u8> = replay_hashes.flat_map(|hash| hash.0).collect();
    Hash::of(&[b"pamoja-replay-1", &all])
}

/// One hash over the full change hashes of a commit.
pub(crate) fn replay_hash(changes: &[Hash]) -> Hash {
    let all: Vec<u8> = changes.iter().flat_map(|hash| hash.0).collect();
    Hash::of(&[&all])
}
