//! The hub's logbook as rows: entries in the order in which they got a place in a feed, and the tree over them.

use domain::Id;
use rusqlite::{Connection, OptionalExtension, Row};
use sync::logbook::{Entry, LIVES_MAX, Life, Nodes, SignedHead, completed};
use sync::{Chunk, Hash, Incarnation};

use crate::fault::StoreFault;
use crate::local::setting::read_setting;

/// The tree as it is kept.
pub(crate) struct Tree<'a>(pub &'a Connection);

impl Nodes for Tree<'_> {
    type Fault = StoreFault;

    fn node(&self, level: u32, place: u64) -> Result<Hash, StoreFault> {
        let bytes: Option<[u8; 32]> = self
            .0
            .prepare_cached("SELECT hash FROM log_book_node WHERE level = ?1 AND place = ?2")?
            .query_row((level, place as i64), |row| row.get("hash"))
            .optional()?;
        bytes.map(Hash).ok_or(StoreFault::Lacks("a node of the logbook"))
    }
}

/// How many chunks stand in the logbook.
pub(crate) fn size(connection: &Connection) -> Result<u64, StoreFault> {
    let size: i64 = connection
        .prepare_cached("SELECT coalesce(max(place) + 1, 0) FROM log_book")?
        .query_row([], |row| row.get(0))?;
    Ok(size as u64)
}

/// Puts a chunk into the logbook, once.
pub(crate) fn add(connection: &Connection, chunk: &Chunk) -> Result<(), StoreFault> {
    let header = &chunk.header;
    let entry = Entry {
        incarnation: header.incarnation,
        area: header.area,
        first: header.first,
        last: header.last,
        tip: header.tip,
    };
    let is_there: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM log_book WHERE incarnation = ?1 AND first_n = ?2 AND last_n = ?3 AND tip = ?4)",
        )?
        .query_row((entry.incarnation.to_bytes(), entry.first as i64, entry.last as i64, entry.tip.0), |row| row.get(0))?;
    if is_there {
        return Ok(());
    }
    let place = size(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO log_book (place, incarnation, area_id, first_n, last_n, tip) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            place as i64,
            entry.incarnation.to_bytes(),
            entry.area.to_bytes(),
            entry.first as i64,
            entry.last as i64,
            entry.tip.0,
        ))?;
    let mut adding = connection.prepare_cached("INSERT INTO log_book_node (level, place, hash) VALUES (?1, ?2, ?3)")?;
    for (level, at, hash) in completed(&Tree(connection), place, entry.leaf())? {
        adding.execute((level, at as i64, hash.0))?;
    }
    Ok(())
}

/// Makes the logbook of a hub that kept none, from its feeds.
pub(crate) fn fill(connection: &Connection) -> Result<(), StoreFault> {
    let is_hub: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM log_feed)", [], |row| row.get(0))?;
    if let Some(life) = read_setting(connection, "incarnation")?.filter(|_| is_hub) {
        begin_life(connection, Life::from_slice(&life).ok_or(StoreFault::Damaged)?)?;
    }
    let mut statement = connection.prepare(
        "SELECT c.bytes FROM log_feed f JOIN log_chunk c ON c.incarnation = f.incarnation AND c.first_n = f.first_n
         ORDER BY f.area_id, f.seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Ok(chunk) = Chunk::read(&row.get::<_, Vec<u8>>("bytes")?) {
            add(connection, &chunk)?;
        }
    }
    Ok(())
}

/// Notes how long the logbook is as a life of the hub's store begins.
pub(crate) fn begin_life(connection: &Connection, life: Life) -> Result<(), StoreFault> {
    let since = size(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO log_book_life (entry, life, since) VALUES ((SELECT coalesce(max(entry), 0) + 1 FROM log_book_life), ?1, ?2)",
        )?
        .execute((life.to_bytes(), since as i64))?;
    Ok(())
}

/// The lives of the hub's store, earliest first, each with the length of the logbook when it began; the latest of them.
pub(crate) fn lives(connection: &Connection) -> Result<Vec<(Life, u64)>, StoreFault> {
    let mut statement =
        connection.prepare_cached("SELECT life, since FROM log_book_life ORDER BY entry DESC LIMIT ?1")?;
    let rows = statement.query_map([LIVES_MAX as i64], |row| {
        let life: [u8; 12] = row.get("life")?;
        let life = Life::from_slice(&life).unwrap_or(Life { device: 0, nonce: [0; 8] });
        Ok((life, row.get::<_, i64>("since")? as u64))
    })?;
    let mut lives = rows.collect::<Result<Vec<_>, _>>()?;
    lives.reverse();
    Ok(lives)
}

/// Keeps a head.
pub(crate) fn keep_head(connection: &Connection, signed: &SignedHead) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO log_book_head (entry, head) VALUES ((SELECT coalesce(max(entry), 0) + 1 FROM log_book_head), ?1)",
        )?
        .execute([signed.to_bytes()])?;
    Ok(())
}

/// The last head that was kept.
pub(crate) fn last_head(connection: &Connection) -> Result<Option<SignedHead>, StoreFault> {
    Ok(heads(connection, 1)?.pop())
}

/// Heads, latest first.
pub(crate) fn heads(connection: &Connection, most: usize) -> Result<Vec<SignedHead>, StoreFault> {
    let mut statement = connection.prepare_cached("SELECT head FROM log_book_head ORDER BY entry DESC LIMIT ?1")?;
    let rows = statement.query_map([most as i64], |row| row.get::<_, Vec<u8>>("head"))?;
    rows.map(|bytes| SignedHead::from_bytes(&bytes?).map_err(|_| StoreFault::Lacks("a head that can be read")))
        .collect()
}

/// The entries, in order.
pub(crate) fn entries(
    connection: &Connection,
    mut each: impl FnMut(u64, Entry) -> Result<(), StoreFault>,
) -> Result<(), StoreFault> {
    let mut statement =
        connection.prepare("SELECT place, incarnation, area_id, first_n, last_n, tip FROM log_book ORDER BY place")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (place, entry) = from_row(row)?;
        each(place, entry)?;
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<(u64, Entry)> {
    let (incarnation, area, tip): ([u8; 12], [u8; 16], [u8; 32]) =
        (row.get("incarnation")?, row.get("area_id")?, row.get("tip")?);
    let entry = Entry {
        incarnation: Incarnation::from_slice(&incarnation).unwrap_or(Incarnation { device: 0, nonce: [0; 8] }),
        area: Id::from_bytes(area),
        first: row.get::<_, i64>("first_n")? as u64,
        last: row.get::<_, i64>("last_n")? as u64,
        tip: Hash(tip),
    };
    Ok((row.get::<_, i64>("place")? as u64, entry))
}
