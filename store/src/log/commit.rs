//! Commits as rows. What a commit did lies beside it until it is sealed into a chunk, and in the chunk from then on.

use domain::Id;
use rusqlite::{Connection, OptionalExtension, Row};
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::log::chunk::FROM_COMMIT;

/// Keeps a commit, in place of what was only told of it. One that is not sealed yet comes with its replay hash, and its payload is kept beside it.
pub(crate) fn keep(
    connection: &Connection,
    commit: &Commit,
    hash: &Hash,
    replay_hash: Option<&Hash>,
) -> Result<(), StoreFault> {
    let header = &commit.header;
    connection
        .prepare_cached(
            "INSERT INTO log_commit (incarnation, n, hash, user_id, act, reason, recorded_at, area_id, schema)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (incarnation, n) DO UPDATE SET hash = excluded.hash, user_id = excluded.user_id, act = excluded.act,
               reason = excluded.reason, recorded_at = excluded.recorded_at, area_id = excluded.area_id, schema = excluded.schema",
        )?
        .execute((
            header.incarnation.to_bytes(),
            header.n as i64,
            hash.0,
            header.user.to_bytes(),
            &header.act,
            &header.reason,
            header.recorded_at.to_i64(),
            header.area.to_bytes(),
            header.schema,
        ))?;
    if let Some(replay_hash) = replay_hash {
        connection
            .prepare_cached("INSERT INTO log_unsealed (incarnation, n, replay_hash, payload) VALUES (?1, ?2, ?3, ?4)")?
            .execute((header.incarnation.to_bytes(), header.n as i64, replay_hash.0, &commit.payload))?;
    }
    Ok(())
}

/// Keeps what the hub told of a commit that is not held here. One that is held, or was told before, stays as it is.
pub(crate) fn keep_told(connection: &Connection, header: &CommitHeader) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO log_commit (incarnation, n, hash, user_id, act, reason, recorded_at, area_id, schema)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (incarnation, n) DO NOTHING",
        )?
        .execute((
            header.incarnation.to_bytes(),
            header.n as i64,
            Hash::ZERO.0,
            header.user.to_bytes(),
            &header.act,
            &header.reason,
            header.recorded_at.to_i64(),
            header.area.to_bytes(),
            header.schema,
        ))?;
    Ok(())
}

/// Forgets the reason a commit gave: an erasure took what it spoke of. One that is not sealed yet keeps it until its chunk
/// is cut: its hash is made of it.
pub(crate) fn forget_reason(connection: &Connection, by: Incarnation, n: u64) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "UPDATE log_commit SET reason = NULL WHERE incarnation = ?1 AND n = ?2 AND reason IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM log_unsealed WHERE incarnation = ?1 AND n = ?2)",
        )?
        .execute((by.to_bytes(), n as i64))?;
    Ok(())
}

/// As [`forget_reason`], for the commit an incarnation recorded at an instant.
pub(crate) fn forget_reason_at(connection: &Connection, by: Incarnation, at: Hlc) -> Result<(), StoreFault> {
    match recorded_at(connection, by, at)?.filter(|row| row.header.reason.is_some()) {
        Some(row) => forget_reason(connection, by, row.header.n),
        None => Ok(()),
    }
}

/// A commit as it is told: without its payload.
#[derive(Debug, Clone)]
pub(crate) struct CommitRow {
    pub header: CommitHeader,
    pub hash: Hash,
}

const COLUMNS: &str = "incarnation, n, hash, user_id, act, reason, recorded_at, area_id, schema";

fn from_row(row: &Row<'_>) -> rusqlite::Result<CommitRow> {
    let (incarnation, hash): ([u8; 12], [u8; 32]) = (row.get("incarnation")?, row.get("hash")?);
    let (user, area): ([u8; 16], [u8; 16]) = (row.get("user_id")?, row.get("area_id")?);
    let header = CommitHeader {
        incarnation: Incarnation::from_slice(&incarnation).unwrap_or(Incarnation { device: 0, nonce: [0; 8] }),
        n: row.get::<_, i64>("n")? as u64,
        prev: Hash::ZERO,
        user: Id::from_bytes(user),
        act: row.get("act")?,
        reason: row.get("reason")?,
        recorded_at: Hlc::from_i64(row.get("recorded_at")?),
        area: Id::from_bytes(area),
        schema: row.get("schema")?,
    };
    Ok(CommitRow { header, hash: Hash(hash) })
}

/// The commit of an incarnation that was recorded at this instant: an incarnation records one commit an instant.
pub(crate) fn recorded_at(connection: &Connection, by: Incarnation, at: Hlc) -> Result<Option<CommitRow>, StoreFault> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM log_commit WHERE incarnation = ?1 AND recorded_at = ?2"))?
        .query_row((by.to_bytes(), at.to_i64()), from_row)
        .optional()?)
}

/// A commit by its place.
pub(crate) fn find(connection: &Connection, by: Incarnation, n: u64) -> Result<Option<CommitRow>, StoreFault> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM log_commit WHERE incarnation = ?1 AND n = ?2"))?
        .query_row((by.to_bytes(), n as i64), from_row)
        .optional()?)
}

/// The newest commits of an incarnation after `n`, newest first.
pub(crate) fn newest_after(
    connection: &Connection,
    by: Incarnation,
    n: u64,
    rows: usize,
) -> Result<Vec<CommitRow>, StoreFault> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM log_commit WHERE incarnation = ?1 AND n > ?2 ORDER BY n DESC LIMIT ?3"
    ))?;
    Ok(statement.query_map((by.to_bytes(), n as i64, rows as i64), from_row)?.collect::<Result<Vec<_>, _>>()?)
}

/// Commits that are not sealed yet, in order, with their replay hashes.
pub(crate) fn unsealed(connection: &Connection, by: Incarnation) -> Result<Vec<(Commit, Hash)>, StoreFault> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, replay_hash, payload FROM log_unsealed JOIN log_commit USING (incarnation, n) WHERE incarnation = ?1 ORDER BY n"
    ))?;
    let mut commits: Vec<(Commit, Hash)> = Vec::new();
    let mut rows = statement.query([by.to_bytes()])?;
    while let Some(row) = rows.next()? {
        let mut found = from_row(row)?;
        found.header.prev = match commits.last() {
            Some((before, _)) => before.hash(),
            None => prev_hash(connection, by, found.header.n)?,
        };
        commits.push((Commit::new(found.header, row.get("payload")?), Hash(row.get("replay_hash")?)));
    }
    Ok(commits)
}

/// Whether any commit is not sealed yet.
pub(crate) fn has_unsealed(connection: &Connection, by: Incarnation) -> Result<bool, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM log_unsealed WHERE incarnation = ?1)")?
        .query_row([by.to_bytes()], |row| row.get(0))?)
}

/// The hash of the commit before `n`.
pub(crate) fn prev_hash(connection: &Connection, by: Incarnation, n: u64) -> Result<Hash, StoreFault> {
    if n <= 1 {
        return Ok(Hash::ZERO);
    }
    Ok(find(connection, by, n - 1)?.ok_or(StoreFault::Lacks("the commit before"))?.hash)
}

/// Commits from `n` on, whole, wherever their payload lies.
pub(crate) fn stored_commits(connection: &Connection, by: Incarnation, n: u64) -> Result<Vec<Commit>, StoreFault> {
    let mut commits = Vec::new();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT bytes FROM log_chunk WHERE {FROM_COMMIT} AND last_n >= ?2 ORDER BY first_n"
    ))?;
    let chunks = statement.query_map((by.to_bytes(), n as i64), |row| row.get::<_, Vec<u8>>("bytes"))?;
    for bytes in chunks {
        commits.extend(sync::Chunk::read(&bytes?)?.commits()?.into_iter().filter(|commit| commit.header.n >= n));
    }
    commits
        .extend(unsealed(connection, by)?.into_iter().map(|(commit, _)| commit).filter(|commit| commit.header.n >= n));
    Ok(commits)
}
