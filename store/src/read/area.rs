//! Areas: the tree, homes, and who may work where.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::fault::StoreFault;
use crate::read::Reader;

/// Level of the areas whose identity is the home of everything founded below them.
pub const HOME_LEVEL: u8 = 2;

fn from_row(row: &Row<'_>) -> rusqlite::Result<(Area, String)> {
    let (id, parent): ([u8; 16], Option<[u8; 16]>) = (row.get("area_id")?, row.get("parent_id")?);
    let area = Area {
        id: Id::from_bytes(id),
        parent: parent.map(Id::from_bytes),
        code: row.get("code")?,
        level: row.get("level")?,
        names: BTreeMap::new(),
    };
    Ok((area, row.get("names")?))
}

const COLUMNS: &str = "area_id, parent_id, code, level, names";

pub(crate) fn find(connection: &Connection, id: Id<Area>) -> Result<Option<Area>, StoreFault> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM area WHERE area_id = ?1"))?;
    let found = statement.query_row([id.to_bytes()], from_row).optional()?;
    found.map(named).transpose()
}

fn named((mut area, names): (Area, String)) -> Result<Area, StoreFault> {
    area.names = serde_json::from_str(&names)?;
    Ok(area)
}

/// What climbing the tree needs of an area: not its names.
struct Step {
    level: u8,
    parent: Option<Id<Area>>,
}

fn step(connection: &Connection, id: Id<Area>) -> Result<Option<Step>, StoreFault> {
    let found = connection
        .prepare_cached("SELECT level, parent_id FROM area WHERE area_id = ?1")?
        .query_row([id.to_bytes()], |row| {
            let parent: Option<[u8; 16]> = row.get("parent_id")?;
            Ok(Step { level: row.get("level")?, parent: parent.map(Id::from_bytes) })
        })
        .optional()?;
    Ok(found)
}

/// The home of everything founded in `area`: its ancestor at [`HOME_LEVEL`], or itself above it.
pub(crate) fn home_of(connection: &Connection, area: Id<Area>) -> Result<Id<Area>, StoreFault> {
    if area == Id::NIL {
        return Ok(area);
    }
    let mut at = area;
    let mut held = step(connection, at)?.ok_or(StoreFault::Lacks("this area"))?;
    // No more steps than there are levels: areas that lie in each other have no home.
    for _ in 0..=domain::area::AREA_LEVEL_MAX {
        if held.level <= HOME_LEVEL {
            return Ok(at);
        }
        at = held.parent.ok_or(StoreFault::Lacks("the area above"))?;
        held = step(connection, at)?.ok_or(StoreFault::Lacks("the area above"))?;
    }
    Err(StoreFault::Lacks("the area above"))
}

/// Whether `area` is one of `granted` or lies below one.
pub(crate) fn is_within(connection: &Connection, area: Id<Area>, granted: &[Id<Area>]) -> Result<bool, StoreFault> {
    let mut at = Some(area);
    for _ in 0..=domain::area::AREA_LEVEL_MAX {
        match at {
            None => return Ok(false),
            Some(id) if granted.contains(&id) => return Ok(true),
            Some(id) => at = step(connection, id)?.and_then(|held| held.parent),
        }
    }
    Ok(false)
}

impl Reader<'_> {
    /// Every area, by code.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn areas(&self) -> Result<Vec<Area>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!("SELECT {COLUMNS} FROM area ORDER BY code"))?;
        let rows = statement.query_map([], from_row)?;
        rows.map(|row| named(row?)).collect()
    }

    /// One area.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn area(&self, id: Id<Area>) -> Result<Option<Area>, StoreFault> {
        find(self.connection(), id)
    }

    /// The home of everything founded in `area`.
    ///
    /// # Errors
    /// [`StoreFault::Lacks`] for an unknown area.
    pub fn home_of(&self, area: Id<Area>) -> Result<Id<Area>, StoreFault> {
        home_of(self.connection(), area)
    }

    /// Whether no area lies below this one.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_smallest_area(&self, area: Id<Area>) -> Result<bool, StoreFault> {
        let below: i64 = self
            .connection()
            .prepare_cached("SELECT count(*) FROM area WHERE parent_id = ?1")?
            .query_row([area.to_bytes()], |row| row.get(0))?;
        Ok(below == 0)
    }

    /// Whether `area` lies in one of `granted`; everything lies in an empty grant of the hub.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_within(&self, area: Id<Area>, granted: &[Id<Area>]) -> Result<bool, StoreFault> {
        is_within(self.connection(), area, granted)
    }

    /// The smallest areas at or below `granted`.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn smallest_areas(&self, granted: &[Id<Area>]) -> Result<Vec<Id<Area>>, StoreFault> {
        let areas = self.areas()?;
        let parents: BTreeSet<Id<Area>> = areas.iter().filter_map(|area| area.parent).collect();
        let above: BTreeMap<Id<Area>, Option<Id<Area>>> = areas.iter().map(|area| (area.id, area.parent)).collect();
        let is_granted = |mut at: Id<Area>| {
            for _ in 0..=domain::area::AREA_LEVEL_MAX {
                if granted.contains(&at) {
                    return true;
                }
                match above.get(&at).copied().flatten() {
                    Some(parent) => at = parent,
                    None => return false,
                }
            }
            false
        };
        Ok(areas.iter().map(|area| area.id).filter(|id| !parents.contains(id) && is_granted(*id)).collect())
    }
}
