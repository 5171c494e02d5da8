//! Move requests.

use domain::registry::Household;
use domain::registry::movement::MoveRequest;
use domain::roster::User;
use domain::{Fact, Id, Instant};
use rusqlite::{OptionalExtension, Row};

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::read::scope::{Scope, count, page};
use crate::read::{HOMES, Reader};

/// A request with its answer.
#[derive(Debug, Clone)]
pub struct MoveRow {
    /// The request.
    pub request: MoveRequest,
    /// Who asked.
    pub requested_by: Id<User>,
    /// When, by their clock.
    pub requested_at: Instant,
    /// requested, accepted or refused.
    pub state: String,
    /// The reason of the answer.
    pub answer: Option<String>,
    /// Who answered.
    pub decided_by: Option<Id<User>>,
}

const SELECT: &str = "SELECT fact_id, household_id, from_area_id, to_area_id, why, requested_by, requested_at, state, answer, decided_by FROM move_request";

fn from_row(row: &Row<'_>) -> rusqlite::Result<MoveRow> {
    let id = |column| row.get::<_, [u8; 16]>(column);
    let decided_by: Option<[u8; 16]> = row.get("decided_by")?;
    Ok(MoveRow {
        request: MoveRequest {
            id: Id::from_bytes(id("fact_id")?),
            household: Id::from_bytes(id("household_id")?),
            from: Id::from_bytes(id("from_area_id")?),
            to: Id::from_bytes(id("to_area_id")?),
            why: row.get("why")?,
        },
        requested_by: Id::from_bytes(id("requested_by")?),
        requested_at: Instant::from_ms(row.get("requested_at")?),
        state: row.get("state")?,
        answer: row.get("answer")?,
        decided_by: decided_by.map(Id::from_bytes),
    })
}

impl Reader<'_> {
    /// One request.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn move_request(&self, request: Id<Fact>) -> Result<Option<MoveRow>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached(&format!("{SELECT} WHERE home_area_id IN {HOMES} AND fact_id = ?1"))?;
        Ok(statement.query_row([request.to_bytes()], from_row).optional()?)
    }

    /// The latest request of a household.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn move_of(&self, household: Id<Household>) -> Result<Option<MoveRow>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached(&format!("{SELECT} WHERE home_area_id IN {HOMES} AND household_id = ?1 ORDER BY requested_at DESC, fact_id DESC LIMIT 1"))?;
        Ok(statement.query_row([household.to_bytes()], from_row).optional()?)
    }

    /// Every request of a household, latest first, up to a page.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn moves_of(&self, household: Id<Household>) -> Result<Vec<MoveRow>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached(&format!("{SELECT} WHERE home_area_id IN {HOMES} AND household_id = ?1 ORDER BY requested_at DESC, fact_id DESC LIMIT {PAGE_ROWS}"))?;
        Ok(statement.query_map([household.to_bytes()], from_row)?.collect::<Result<_, _>>()?)
    }

    /// Open requests first, then the latest decided ones.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn moves(&self, scope: &Scope) -> Result<Vec<MoveRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "{SELECT} WHERE home_area_id IN {HOMES} ORDER BY state = 'requested' DESC, requested_at DESC, fact_id"
        ))?;
        Ok(page(statement.query_map([], from_row)?, 0, |row| self.is_move_in(&row.request, scope))?.0)
    }

    /// A move is in scope of who gives the family away, and of who shall take it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_move_in(&self, request: &MoveRequest, scope: &Scope) -> Result<bool, StoreFault> {
        Ok(self.is_in(request.from, scope)? || self.is_in(request.to, scope)?)
    }

    /// Requests that wait for the hub.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn open_moves(&self, scope: &Scope) -> Result<u64, StoreFault> {
        let mut statement = self
            .connection()
            .prepare_cached(&format!("{SELECT} WHERE home_area_id IN {HOMES} AND state = 'requested'"))?;
        count(statement.query_map([], from_row)?, |row| self.is_move_in(&row.request, scope))
    }
}
