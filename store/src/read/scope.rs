//! Which areas somebody may see or work in, as lists take it: rows elsewhere are passed over, and not counted.

use domain::change::Document;
use domain::{Area, Id};

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::read::{Reader, area};

/// Areas, each with all below it. What lies in every one of the lists is in scope; without any list everything is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope(Vec<Vec<Id<Area>>>);

impl Scope {
    /// All areas.
    pub const fn everywhere() -> Self {
        Self(Vec::new())
    }

    /// What is in this scope and in these areas, too.
    pub fn within(mut self, areas: Vec<Id<Area>>) -> Self {
        self.0.push(areas);
        self
    }

    /// Whether nothing is out of scope.
    pub const fn is_everywhere(&self) -> bool {
        self.0.is_empty()
    }
}

impl Reader<'_> {
    /// Whether an area is in scope.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_in(&self, area: Id<Area>, scope: &Scope) -> Result<bool, StoreFault> {
        for areas in &scope.0 {
            if !area::is_within(self.connection(), area, areas)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the file of a person, a household or a case is in scope. What is not here is in no scope but everywhere.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn holds_in(&self, document: Id<Document>, scope: &Scope) -> Result<bool, StoreFault> {
        if scope.is_everywhere() {
            return Ok(true);
        }
        self.area_of(document)?.map_or(Ok(false), |area| self.is_in(area, scope))
    }

    /// Whether any of these areas lies in scope, or has some of it below.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn touches(&self, areas: &[Id<Area>], scope: &Scope) -> Result<bool, StoreFault> {
        for list in &scope.0 {
            let mut is_touched = false;
            for area in areas {
                is_touched |= area::is_within(self.connection(), *area, list)?;
            }
            for area in list {
                is_touched |= area::is_within(self.connection(), *area, areas)?;
            }
            if !is_touched {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// One page of the rows that are kept, behind `offset` of them, and whether there are more.
pub(crate) fn page<T>(
    rows: impl Iterator<Item = rusqlite::Result<T>>,
    offset: usize,
    mut keep: impl FnMut(&T) -> Result<bool, StoreFault>,
) -> Result<(Vec<T>, bool), StoreFault> {
    let (mut passed, mut page) = (0, Vec::new());
    for row in rows {
        let row = row?;
        if !keep(&row)? {
            continue;
        }
        if passed < offset {
            passed += 1;
            continue;
        }
        if page.len() == PAGE_ROWS {
            return Ok((page, true));
        }
        page.push(row);
    }
    Ok((page, false))
}

/// How many rows are kept.
pub(crate) fn count<T>(
    rows: impl Iterator<Item = rusqlite::Result<T>>,
    mut keep: impl FnMut(&T) -> Result<bool, StoreFault>,
) -> Result<u64, StoreFault> {
    let mut kept = 0;
    for row in rows {
        kept += u64::from(keep(&row?)?);
    }
    Ok(kept)
}
