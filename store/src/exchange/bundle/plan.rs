//! What goes into a bundle and where: chunks by their size, cut into sections and parts before the first is written, so
//! that every part can say how many there are.

use std::ops::Range;

use domain::{Area, Id};
use rusqlite::Connection;
use sync::Incarnation;
use sync::bundle::{FeedRun, SECTION_BYTES, Vector};

use crate::fault::StoreFault;
use crate::limits::BUNDLE_CHUNKS_MAX;
use crate::local::erasure;
use crate::log::{self, chunk::FROM_COMMIT};

/// What a section costs besides its chunks, at the most, in bytes.
const SECTION_COST: usize = 256;
/// What a chunk costs besides its own bytes, at the most, in bytes.
const CHUNK_COST: usize = 64;

/// One chunk, or a position of a feed where there is none for the receiver.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub area: Id<Area>,
    /// Feed position before; 0 outside a feed.
    pub after: u64,
    /// Feed position; 0 outside a feed.
    pub through: u64,
    pub chunk: Option<(Incarnation, u64)>,
    pub bytes: usize,
}

/// Parts, each with its sections, each a range of what was planned.
pub(super) type Parts = Vec<Vec<Range<usize>>>;

/// Cuts what was planned into sections and parts. `fixed` bytes stand in each part besides. One part at least.
pub(super) fn cut(planned: &[Planned], fixed: usize, part_bytes: u64) -> Parts {
    let mut parts: Parts = vec![Vec::new()];
    let (mut start, mut section, mut part) = (0, 0_usize, fixed);
    for (at, one) in planned.iter().enumerate() {
        let cost = one.bytes + CHUNK_COST;
        let is_part_full = (part + section + cost + SECTION_COST) as u64 > part_bytes && (part > fixed || section > 0);
        if section > 0 && (section + cost > SECTION_BYTES || is_part_full) {
            if let Some(last) = parts.last_mut() {
                last.push(start..at);
            }
            part += section + SECTION_COST;
            (start, section) = (at, 0);
        }
        if is_part_full {
            parts.push(Vec::new());
            part = fixed;
        }
        section += cost;
    }
    if start < planned.len()
        && let Some(last) = parts.last_mut()
    {
        last.push(start..planned.len());
    }
    parts
}

/// Chunks of one chain that reach beyond commit `n`.
pub(super) fn chain_after(connection: &Connection, by: Incarnation, n: u64) -> Result<Vec<Planned>, StoreFault> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT incarnation, first_n, area_id, length(bytes) AS bytes FROM log_chunk
         WHERE {FROM_COMMIT} AND last_n > ?2 ORDER BY first_n LIMIT ?3"
    ))?;
    let rows = statement.query_map((by.to_bytes(), n as i64, BUNDLE_CHUNKS_MAX as i64), from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Planned> {
    let (by, area): ([u8; 12], [u8; 16]) = (row.get("incarnation")?, row.get("area_id")?);
    Ok(Planned {
        area: Id::from_bytes(area),
        after: 0,
        through: 0,
        chunk: Incarnation::from_slice(&by).zip(Some(row.get::<_, i64>("first_n")? as u64)),
        bytes: row.get::<_, i64>("bytes")? as usize,
    })
}

/// Chunks of these areas that somebody with this vector lacks, in the order in which they came here: what a chunk
/// builds on came before it.
pub(super) fn lacking(
    connection: &Connection,
    areas: &[Id<Area>],
    vector: &Vector,
) -> Result<Vec<Planned>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT incarnation, first_n, last_n, area_id, length(bytes) AS bytes FROM log_chunk ORDER BY rowid",
    )?;
    let mut rows = statement.query([])?;
    let mut planned = Vec::new();
    while let Some(row) = rows.next()? {
        let one = from_row(row)?;
        let (Some((by, _)), last) = (one.chunk, row.get::<_, i64>("last_n")? as u64) else { continue };
        let is_held = vector.iter().any(|(known, area, n)| *known == by && *area == one.area && *n >= last);
        if is_held || !areas.contains(&one.area) {
            continue;
        }
        planned.push(one);
        if planned.len() == BUNDLE_CHUNKS_MAX {
            break;
        }
    }
    Ok(planned)
}

/// How far every chain is held in each of these areas.
pub(super) fn vector(connection: &Connection, areas: &[Id<Area>]) -> Result<Vector, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT incarnation, area_id, max(last_n) AS n FROM log_chunk GROUP BY incarnation, area_id ORDER BY incarnation, area_id",
    )?;
    let mut rows = statement.query([])?;
    let mut vector = Vector::new();
    while let Some(row) = rows.next()? {
        let (by, area): ([u8; 12], [u8; 16]) = (row.get("incarnation")?, row.get("area_id")?);
        let area = Id::from_bytes(area);
        let Some(by) = Incarnation::from_slice(&by).filter(|_| areas.contains(&area)) else { continue };
        if vector.len() < sync::bundle::VECTOR_MAX {
            vector.push((by, area, row.get::<_, i64>("n")? as u64));
        }
    }
    Ok(vector)
}

/// What stands in an area's feed behind a position, for a device: its own chunks are passed over.
pub(super) fn feed_after(
    connection: &Connection,
    area: Id<Area>,
    after: u64,
    device: u32,
    planned: &mut Vec<Planned>,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, incarnation, first_n, length(bytes) AS bytes FROM log_feed JOIN log_chunk USING (incarnation, first_n)
         WHERE log_feed.area_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let room = BUNDLE_CHUNKS_MAX.saturating_sub(planned.len());
    let mut rows = statement.query((area.to_bytes(), after as i64, room as i64))?;
    let mut before = after;
    while let Some(row) = rows.next()? {
        let by: [u8; 12] = row.get("incarnation")?;
        let by = Incarnation::from_slice(&by).ok_or(StoreFault::Lacks("a readable incarnation"))?;
        let seq = row.get::<_, i64>("seq")? as u64;
        let is_own = by.device == device && !erasure::is_cut(connection, by, row.get::<_, i64>("first_n")? as u64)?;
        planned.push(Planned {
            area,
            after: before,
            through: seq,
            chunk: (!is_own).then_some((by, row.get::<_, i64>("first_n")? as u64)),
            bytes: if is_own { 0 } else { row.get::<_, i64>("bytes")? as usize },
        });
        before = seq;
    }
    Ok(())
}

/// The bytes of the chunks in a range.
pub(super) fn chunks(connection: &Connection, planned: &[Planned]) -> Result<Vec<Vec<u8>>, StoreFault> {
    planned.iter().filter_map(|one| one.chunk).map(|(by, first)| log::chunk::bytes(connection, by, first)).collect()
}

/// The feed runs of a range: positions of one area that follow each other.
pub(super) fn runs(connection: &Connection, planned: &[Planned]) -> Result<Vec<FeedRun>, StoreFault> {
    let mut runs: Vec<FeedRun> = Vec::new();
    for one in planned {
        let chunk = match one.chunk {
            Some((by, first)) => Some(log::chunk::bytes(connection, by, first)?),
            None => None,
        };
        match runs.last_mut().filter(|run| run.area == one.area && run.through == one.after) {
            Some(run) => {
                run.through = one.through;
                run.chunks.extend(chunk);
            }
            None => runs.push(FeedRun {
                area: one.area,
                after: one.after,
                through: one.through,
                chunks: chunk.into_iter().collect(),
            }),
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_to_their_size_and_lose_nothing() {
        let planned: Vec<Planned> = (0..400)
            .map(|at| Planned {
                area: Id::NIL,
                after: 0,
                through: 0,
                chunk: None,
                bytes: 1_000 + (at * 7_919) % 30_000,
            })
            .collect();
        for part_bytes in [1_000_000, 3_000_000, u64::MAX] {
            let parts = cut(&planned, 5_000, part_bytes);
            let flat: Vec<usize> = parts.iter().flatten().flat_map(Clone::clone).collect();
            assert_eq!(flat, (0..planned.len()).collect::<Vec<_>>());
            for sections in &parts {
                let bytes: usize = sections
                    .iter()
                    .map(|range| {
                        SECTION_COST + planned[range.clone()].iter().map(|one| one.bytes + CHUNK_COST).sum::<usize>()
                    })
                    .sum();
                assert!((bytes + 5_000) as u64 <= part_bytes, "{bytes}");
            }
            assert!(parts.len() as u64 >= 6_500_000 / part_bytes.max(1), "{}", parts.len());
        }
        assert_eq!(cut(&[], 10, 1_000), vec![Vec::new()]);
    }

    #[test]
    fn a_chunk_larger_than_a_part_is_alone_in_its_own() {
        let planned: Vec<Planned> = [10, 3_000_000, 10]
            .map(|bytes| Planned { area: Id::NIL, after: 0, through: 0, chunk: None, bytes })
            .to_vec();
        assert_eq!(cut(&planned, 100, 1_000_000).len(), 3);
    }
}
