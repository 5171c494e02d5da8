//! Rows of areas: every statement of the hub, and what they come to in whatever order they are heard.

use domain::{Area, Fact, Id};
use rusqlite::{Connection, params};
use sync::CommitHeader;

use crate::fault::StoreFault;
use crate::log;

/// Kind number of areas.
const AREA: u16 = 7;

/// Keeps one statement, and the area as the latest of them says.
pub(super) fn stated(
    connection: &Connection,
    fact: Id<Fact>,
    area: &Area,
    header: &CommitHeader,
) -> Result<(), StoreFault> {
    connection
        .prepare_cached(
            "INSERT INTO area_state (area_id, stated_at, fact_id, parent_id, code, level, names, is_merged, by_user_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (area_id, stated_at, fact_id) DO NOTHING",
        )?
        .execute(params![
            area.id.to_bytes(),
            header.recorded_at.to_i64(),
            fact.to_bytes(),
            area.parent.map(Id::to_bytes),
            area.code,
            area.level,
            serde_json::to_string(&area.names)?,
            area.is_merged,
            header.user.to_bytes(),
        ])?;
    settle(connection, area.id)
}

/// Makes the row of an area from all that was said of it.
fn settle(connection: &Connection, area: Id<Area>) -> Result<(), StoreFault> {
    let (first_parent, placed_at) = places(connection, area)?;
    connection
        .prepare_cached(
            "INSERT INTO area (area_id, parent_id, code, level, names, stated_at, is_merged, first_parent_id, placed_at)
             SELECT area_id, parent_id, code, level, names, stated_at, is_merged, ?2, ?3 FROM area_state WHERE area_id = ?1
               ORDER BY stated_at DESC, fact_id DESC LIMIT 1
             ON CONFLICT (area_id) DO UPDATE SET parent_id = excluded.parent_id, code = excluded.code, level = excluded.level,
               names = excluded.names, stated_at = excluded.stated_at, is_merged = excluded.is_merged,
               first_parent_id = excluded.first_parent_id, placed_at = excluded.placed_at",
        )?
        .execute((area.to_bytes(), first_parent, placed_at))?;
    Ok(())
}

/// Where an area lay first, and when it was last put elsewhere; zero when it never was.
fn places(connection: &Connection, area: Id<Area>) -> Result<(Option<[u8; 16]>, i64), StoreFault> {
    let mut statement = connection
        .prepare_cached("SELECT parent_id, stated_at FROM area_state WHERE area_id = ?1 ORDER BY stated_at, fact_id")?;
    let states = statement
        .query_map([area.to_bytes()], |row| Ok((row.get("parent_id")?, row.get("stated_at")?)))?
        .collect::<Result<Vec<(Option<[u8; 16]>, i64)>, _>>()?;
    let moved = states.windows(2).rev().find(|pair| pair[0].0 != pair[1].0).map_or(0, |pair| pair[1].1);
    Ok((states.first().and_then(|(parent, _)| *parent), moved))
}

/// Makes the rows of areas again from all facts.
pub(crate) fn states_again(connection: &Connection) -> Result<(), StoreFault> {
    for row in log::fact::of_kind(connection, AREA)? {
        let header = log::fact::header(connection, &row)?;
        super::fact_rows(connection, &row.record, &header)?;
    }
    Ok(())
}
