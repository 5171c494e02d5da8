//! Areas: the tree, homes, and who may work where.

use std::collections::{BTreeMap, BTreeSet};

use domain::roster::User;
use domain::{Area, Id, Instant};
use rusqlite::{Connection, OptionalExtension, Row};
use sync::Hlc;

use crate::fault::StoreFault;
use crate::read::Reader;

/// Level of the areas whose identity is the home of everything founded below them.
pub const HOME_LEVEL: u8 = 2;

/// Steps from any area to the country at the most: one a level, and one from an area that went into another.
const STEPS_MAX: u8 = domain::area::AREA_LEVEL_MAX + 2;

fn from_row(row: &Row<'_>) -> rusqlite::Result<(Area, String)> {
    let (id, parent): ([u8; 16], Option<[u8; 16]>) = (row.get("area_id")?, row.get("parent_id")?);
    let area = Area {
        id: Id::from_bytes(id),
        parent: parent.map(Id::from_bytes),
        code: row.get("code")?,
        level: row.get("level")?,
        names: BTreeMap::new(),
        is_merged: row.get("is_merged")?,
    };
    Ok((area, row.get("names")?))
}

const COLUMNS: &str = "area_id, parent_id, code, level, names, is_merged";

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
    first_parent: Option<Id<Area>>,
}

fn step(connection: &Connection, id: Id<Area>) -> Result<Option<Step>, StoreFault> {
    let found = connection
        .prepare_cached("SELECT level, parent_id, first_parent_id FROM area WHERE area_id = ?1")?
        .query_row([id.to_bytes()], |row| {
            let (parent, first): (Option<[u8; 16]>, Option<[u8; 16]>) =
                (row.get("parent_id")?, row.get("first_parent_id")?);
            Ok(Step {
                level: row.get("level")?,
                parent: parent.map(Id::from_bytes),
                first_parent: first.map(Id::from_bytes),
            })
        })
        .optional()?;
    Ok(found)
}

/// The home of everything founded in `area`: its ancestor at [`HOME_LEVEL`], or itself above it. Where areas lay first
/// counts: homes never change, wherever an area is put later.
pub(crate) fn home_of(connection: &Connection, area: Id<Area>) -> Result<Id<Area>, StoreFault> {
    if area == Id::NIL {
        return Ok(area);
    }
    let mut at = area;
    let mut held = step(connection, at)?.ok_or(StoreFault::Lacks("this area"))?;
    // No more steps than there are levels: areas that lie in each other have no home.
    for _ in 0..STEPS_MAX {
        if held.level <= HOME_LEVEL {
            return Ok(at);
        }
        at = held.first_parent.ok_or(StoreFault::Lacks("the area above"))?;
        held = step(connection, at)?.ok_or(StoreFault::Lacks("the area above"))?;
    }
    Err(StoreFault::Lacks("the area above"))
}

/// Whether `area` is one of `granted` or lies below one.
pub(crate) fn is_within(connection: &Connection, area: Id<Area>, granted: &[Id<Area>]) -> Result<bool, StoreFault> {
    let mut at = Some(area);
    for _ in 0..STEPS_MAX {
        match at {
            None => return Ok(false),
            Some(id) if granted.contains(&id) => return Ok(true),
            Some(id) => at = step(connection, id)?.and_then(|held| held.parent),
        }
    }
    Ok(false)
}

/// Whether `area` is one of `granted`, lies below one, or ever did.
pub(crate) fn was_within(connection: &Connection, area: Id<Area>, granted: &[Id<Area>]) -> Result<bool, StoreFault> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT parent_id FROM area_state WHERE area_id = ?1 AND parent_id IS NOT NULL")?;
    let mut seen = BTreeSet::from([area]);
    let mut open = vec![area];
    while let Some(at) = open.pop() {
        if granted.contains(&at) {
            return Ok(true);
        }
        for parent in statement.query_map([at.to_bytes()], |row| row.get("parent_id"))? {
            let parent = Id::from_bytes(parent?);
            if seen.insert(parent) {
                open.push(parent);
            }
        }
    }
    Ok(false)
}

/// When an area was last put elsewhere, by the hub's word; none while no area ever was.
pub(crate) fn placed_at(connection: &Connection) -> Result<Option<i64>, StoreFault> {
    let latest: Option<i64> =
        connection.prepare_cached("SELECT max(placed_at) FROM area")?.query_row([], |row| row.get(0))?;
    Ok(latest.filter(|at| *at > 0))
}

/// One statement of the hub about an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaState {
    /// What it said.
    pub area: Area,
    /// Who said it.
    pub by: Id<User>,
    /// When.
    pub at: Instant,
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

    /// The area of a code: the one that has it, or had it before.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn area_of_code(&self, code: &str) -> Result<Option<Area>, StoreFault> {
        let sql =
            "SELECT area_id FROM area WHERE code = ?1 UNION ALL SELECT area_id FROM area_state WHERE code = ?1 LIMIT 1";
        let id = self.connection().prepare_cached(sql)?.query_row([code], |row| row.get("area_id")).optional()?;
        id.map_or(Ok(None), |id| self.area(Id::from_bytes(id)))
    }

    /// What lies directly within an area, by code.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn areas_within(&self, area: Id<Area>) -> Result<Vec<Area>, StoreFault> {
        let mut statement = self
            .connection()
            .prepare_cached(&format!("SELECT {COLUMNS} FROM area WHERE parent_id = ?1 ORDER BY code"))?;
        let rows = statement.query_map([area.to_bytes()], from_row)?;
        rows.map(|row| named(row?)).collect()
    }

    /// Everything the hub said of an area, earliest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn area_states(&self, area: Id<Area>) -> Result<Vec<AreaState>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT {COLUMNS}, stated_at, by_user_id FROM area_state WHERE area_id = ?1 ORDER BY stated_at, fact_id"
        ))?;
        let rows = statement.query_map([area.to_bytes()], |row| {
            Ok((from_row(row)?, row.get::<_, i64>("stated_at")?, row.get::<_, [u8; 16]>("by_user_id")?))
        })?;
        let state = |row: rusqlite::Result<(_, i64, _)>| -> Result<AreaState, StoreFault> {
            let (found, at, by) = row?;
            Ok(AreaState { area: named(found)?, by: Id::from_bytes(by), at: Hlc::from_i64(at).instant() })
        };
        rows.map(state).collect()
    }

    /// The areas that lay within this one before they were put where they are: what went along when it went into another.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn areas_gone_from(&self, area: Id<Area>) -> Result<Vec<Area>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached("SELECT DISTINCT area_id FROM area_state WHERE parent_id = ?1")?;
        let ids = statement.query_map([area.to_bytes()], |row| row.get("area_id"))?;
        let mut gone = Vec::new();
        for id in ids.collect::<Result<Vec<[u8; 16]>, _>>()? {
            let states = self.area_states(Id::from_bytes(id))?;
            let mut places: Vec<_> = states.iter().map(|state| state.area.parent).collect();
            places.dedup();
            if let [.., before, _] = places.as_slice()
                && *before == Some(area)
            {
                gone.extend(states.into_iter().next_back().map(|state| state.area));
            }
        }
        Ok(gone)
    }

    /// Whether families may be registered in an area: no other area lies within it but those that went into it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_smallest_area(&self, area: Id<Area>) -> Result<bool, StoreFault> {
        let sql = "SELECT EXISTS (SELECT 1 FROM area WHERE area_id = ?1 AND NOT is_merged)
                   AND NOT EXISTS (SELECT 1 FROM area WHERE parent_id = ?1 AND NOT is_merged)";
        Ok(self.connection().prepare_cached(sql)?.query_row([area.to_bytes()], |row| row.get(0))?)
    }

    /// Whether nothing at all lies within an area.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_leaf(&self, area: Id<Area>) -> Result<bool, StoreFault> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM area WHERE parent_id = ?1)";
        Ok(self.connection().prepare_cached(sql)?.query_row([area.to_bytes()], |row| row.get(0))?)
    }

    /// Whether `area` lies in one of `granted`; everything lies in an empty grant of the hub.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_within(&self, area: Id<Area>, granted: &[Id<Area>]) -> Result<bool, StoreFault> {
        is_within(self.connection(), area, granted)
    }

    /// The areas whose feeds go to who holds `granted`: these and all below. Families were registered in areas that have
    /// others within them since, or went into another.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn feeds(&self, granted: &[Id<Area>]) -> Result<Vec<Id<Area>>, StoreFault> {
        let sql = "SELECT area_id, parent_id FROM area ORDER BY area_id";
        let mut statement = self.connection().prepare_cached(sql)?;
        let above = statement
            .query_map([], |row| Ok((row.get("area_id")?, row.get("parent_id")?)))?
            .collect::<Result<BTreeMap<[u8; 16], Option<[u8; 16]>>, _>>()?;
        let granted: BTreeSet<[u8; 16]> = granted.iter().map(|id| id.to_bytes()).collect();
        let is_granted = |id: &[u8; 16]| {
            let mut at = Some(*id);
            for _ in 0..STEPS_MAX {
                match at {
                    Some(id) if granted.contains(&id) => return true,
                    Some(id) => at = above.get(&id).copied().flatten(),
                    None => return false,
                }
            }
            false
        };
        Ok(above.keys().filter(|id| is_granted(id)).map(|id| Id::from_bytes(*id)).collect())
    }
}
