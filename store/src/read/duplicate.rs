//! Possible duplicates: pairs, two families at a time, and what was decided about them.

use std::collections::BTreeSet;

use domain::duplicate::{DuplicateDecision, Outcome, Pair, State};
use domain::registry::{Household, Person};
use domain::roster::User;
use domain::{Id, Instant};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::project::duplicate::parted;
use crate::read::scope::{Scope, count};
use crate::read::{HOMES, Reader};

/// A pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateRow {
    /// Who.
    pub pair: Pair,
    /// Where they live, in the order of the pair.
    pub households: [Option<Id<Household>>; 2],
    /// What speaks for it: codes.
    pub evidence: BTreeSet<String>,
    /// Where it stands.
    pub state: State,
}

/// A decision about a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The decision.
    pub decision: DuplicateDecision,
    /// Who.
    pub by: Id<User>,
    /// On which device.
    pub device: u32,
    /// When, by its clock.
    pub decided_at: Instant,
}

/// The decisions about a pair, oldest first.
pub(crate) fn decisions(connection: &Connection, pair: Pair) -> Result<Vec<DecisionRow>, StoreFault> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT fact_id, outcome, evidence, reason, after, by_user_id, by_device, decided_at FROM duplicate_decision
         WHERE home_area_id IN {HOMES} AND person_id = ?1 AND other_person_id = ?2 ORDER BY decided_at, fact_id"
    ))?;
    let mut rows = statement.query((pair.first().to_bytes(), pair.second().to_bytes()))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(decision(row, pair)?);
    }
    Ok(found)
}

fn decision(row: &Row<'_>, pair: Pair) -> Result<DecisionRow, StoreFault> {
    let outcome: String = row.get("outcome")?;
    let (evidence, after): (String, String) = (row.get("evidence")?, row.get("after")?);
    let decision = DuplicateDecision {
        id: Id::from_bytes(row.get("fact_id")?),
        pair,
        outcome: Outcome::parse(&outcome).ok_or(StoreFault::Lacks("a readable decision"))?,
        evidence: parted(&evidence),
        reason: row.get("reason")?,
        after: serde_json::from_str(&after)?,
    };
    Ok(DecisionRow {
        decision,
        by: Id::from_bytes(row.get("by_user_id")?),
        device: row.get("by_device")?,
        decided_at: Instant::from_ms(row.get("decided_at")?),
    })
}

/// Weighs a pair by its evidence, as far as lists put the surer ones first.
const WEIGHT: &str = "(instr(c.evidence, 'identity_document') > 0) * 8 + (instr(c.evidence, 'birth_date') > 0) * 4
    + (instr(c.evidence, 'phone') > 0) * 4 + (instr(c.evidence, 'birth_year') > 0)";
/// Two households in one order, whichever of the two a person lives in.
const LOWER: &str = "min(coalesce(p.household_id, c.person_id), coalesce(o.household_id, c.other_person_id))";
const HIGHER: &str = "max(coalesce(p.household_id, c.person_id), coalesce(o.household_id, c.other_person_id))";
const PAIR: &str =
    "c.person_id, c.other_person_id, c.evidence, c.state, p.household_id AS lives_in, o.household_id AS other_lives_in
    FROM duplicate_candidate c
    JOIN person p ON p.home_area_id = c.home_area_id AND p.person_id = c.person_id
    JOIN person o ON o.home_area_id = c.other_home_area_id AND o.person_id = c.other_person_id";

fn row(row: &Row<'_>) -> Result<DuplicateRow, StoreFault> {
    let household = |column: &str| Ok::<_, StoreFault>(row.get::<_, Option<[u8; 16]>>(column)?.map(Id::from_bytes));
    let (one, other): ([u8; 16], [u8; 16]) = (row.get("person_id")?, row.get("other_person_id")?);
    let (evidence, state): (String, String) = (row.get("evidence")?, row.get("state")?);
    Ok(DuplicateRow {
        pair: Pair::of(Id::from_bytes(one), Id::from_bytes(other)).ok_or(StoreFault::Lacks("two people in a pair"))?,
        households: [household("lives_in")?, household("other_lives_in")?],
        evidence: parted(&evidence),
        state: State::parse(&state).ok_or(StoreFault::Lacks("a readable state"))?,
    })
}

impl Reader<'_> {
    /// A page of pairs in one state, of one household or all, and whether there are more: the surest two families first,
    /// their pairs together.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn duplicates(
        &self,
        state: State,
        household: Option<Id<Household>>,
        offset: usize,
        scope: &Scope,
    ) -> Result<(Vec<DuplicateRow>, bool), StoreFault> {
        let sql = format!(
            "SELECT {PAIR} WHERE c.home_area_id IN {HOMES} AND c.state = ?1 AND c.person_id < c.other_person_id
               AND (?2 IS NULL OR ?2 IN (p.household_id, o.household_id))
             ORDER BY sum({WEIGHT}) OVER (PARTITION BY {LOWER}, {HIGHER}) DESC, {LOWER}, {HIGHER}, c.person_id, c.other_person_id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query((state.code(), household.map(Id::to_bytes)))?;
        let (mut passed, mut page) = (0, Vec::new());
        while let Some(found) = rows.next()? {
            let row = row(found)?;
            if !self.is_pair_in(row.pair, scope)? {
                continue;
            }
            if passed < offset {
                passed += 1;
            } else if page.len() == PAGE_ROWS {
                return Ok((page, true));
            } else {
                page.push(row);
            }
        }
        Ok((page, false))
    }

    /// A pair is in scope when either of the two is: who works with one must hear of the other.
    fn is_pair_in(&self, pair: Pair, scope: &Scope) -> Result<bool, StoreFault> {
        Ok(self.holds_in(pair.first().of(), scope)? || self.holds_in(pair.second().of(), scope)?)
    }

    /// One pair, where both are held here and something speaks for it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn duplicate(&self, pair: Pair) -> Result<Option<DuplicateRow>, StoreFault> {
        let sql =
            format!("SELECT {PAIR} WHERE c.home_area_id IN {HOMES} AND c.person_id = ?1 AND c.other_person_id = ?2");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query((pair.first().to_bytes(), pair.second().to_bytes()))?;
        rows.next()?.map(row).transpose()
    }

    /// What was decided about a pair, oldest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn duplicate_decisions(&self, pair: Pair) -> Result<Vec<DecisionRow>, StoreFault> {
        decisions(self.connection(), pair)
    }

    /// How many pairs stand in one state.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn duplicate_count(&self, state: State, scope: &Scope) -> Result<u64, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT person_id, other_person_id FROM duplicate_candidate
             WHERE home_area_id IN {HOMES} AND state = ?1 AND person_id < other_person_id"
        ))?;
        let rows = statement.query_map([state.code()], |row| {
            let id = |column| row.get::<_, [u8; 16]>(column).map(Id::from_bytes);
            Ok(Pair::of(id("person_id")?, id("other_person_id")?))
        })?;
        count(rows, |pair| pair.map_or(Ok(false), |pair| self.is_pair_in(pair, scope)))
    }

    /// Whether somebody may be recorded elsewhere, too: an open pair, or one that waits for a visit or to be merged.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn may_be_duplicate(&self, person: Id<Person>) -> Result<bool, StoreFault> {
        let found = self
            .connection()
            .prepare_cached(&format!(
                "SELECT 1 FROM duplicate_candidate WHERE home_area_id IN {HOMES} AND person_id = ?1 AND state <> 'not_same' LIMIT 1"
            ))?
            .query_row([person.to_bytes()], |_| Ok(()))
            .optional()?;
        Ok(found.is_some())
    }
}
