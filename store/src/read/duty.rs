//! What users are charged with and what roles may do: the latest statement of the hub, or every one there ever was.

use std::collections::BTreeMap;

use domain::roster::User;
use domain::roster::assignment::{Assignment, Grant, grants};
use domain::roster::role::{Role, Roles, defaults};
use domain::{Date, Id};
use rusqlite::{Connection, Row};
use sync::Hlc;

use crate::fault::StoreFault;
use crate::read::Reader;

/// Every statement of every role, oldest first, the standard ones before all.
pub(crate) fn roles_ever(connection: &Connection) -> Result<Vec<Role>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT code, version, names, rights, incompatible_with FROM roster_role ORDER BY stated_at, fact_id",
    )?;
    let rows = statement.query_map([], |row| {
        let lists = (row.get("names")?, row.get("rights")?, row.get("incompatible_with")?);
        Ok((row.get("code")?, row.get("version")?, lists))
    })?;
    let mut roles: Vec<Role> = defaults().into_values().collect();
    for row in rows {
        let (code, version, (names, rights, incompatible)): (String, u32, (String, String, String)) = row?;
        roles.push(Role {
            code,
            names: serde_json::from_str(&names)?,
            rights: serde_json::from_str(&rights)?,
            incompatible_with: serde_json::from_str(&incompatible)?,
            version,
        });
    }
    Ok(roles)
}

/// Roles as they are now.
pub(crate) fn roles(connection: &Connection) -> Result<Roles, StoreFault> {
    Ok(roles_ever(connection)?.into_iter().map(|role| (role.code.clone(), role)).collect())
}

/// What the hub once said somebody is charged with.
pub(crate) struct Statement {
    stated_on: Option<Date>,
    pub assignments: Vec<Assignment>,
}

impl Statement {
    /// The day an act counts for under this statement. A laptop whose battery died lives in another year: what it does
    /// under a statement was done when that had been said, at the earliest.
    pub fn day(&self, on: Date) -> Date {
        self.stated_on.map_or(on, |stated_on| on.max(stated_on))
    }
}

/// What a user was charged with, by every statement, the latest last.
pub(crate) fn statements(connection: &Connection, user: Id<User>) -> Result<Vec<Statement>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT s.fact_id, s.stated_at, a.role, a.areas, a.valid_from, a.valid_until FROM roster_statement s
         LEFT JOIN roster_assignment a ON a.user_id = s.user_id AND a.fact_id = s.fact_id
         WHERE s.user_id = ?1 ORDER BY s.stated_at, s.fact_id, a.place",
    )?;
    let mut held: Vec<([u8; 16], Statement)> = Vec::new();
    let mut rows = statement.query([user.to_bytes()])?;
    while let Some(row) = rows.next()? {
        let fact: [u8; 16] = row.get("fact_id")?;
        if held.last().is_none_or(|(known, _)| *known != fact) {
            let stated_on = Hlc::from_i64(row.get("stated_at")?).instant().day();
            held.push((fact, Statement { stated_on, assignments: Vec::new() }));
        }
        // A statement without assignments ends all of them: it has no row of its own there.
        let (role, areas): (Option<String>, Option<String>) = (row.get("role")?, row.get("areas")?);
        let (Some(role), Some(areas), Some((_, last))) = (role, areas, held.last_mut()) else { continue };
        let (valid_from, valid_until) = days(row)?;
        last.assignments.push(Assignment { role, areas: serde_json::from_str(&areas)?, valid_from, valid_until });
    }
    Ok(held.into_iter().map(|(_, statement)| statement).collect())
}

fn days(row: &Row<'_>) -> rusqlite::Result<(Option<Date>, Option<Date>)> {
    let day = |text: Option<String>| text.as_deref().and_then(domain::time::parse_date);
    Ok((day(row.get("valid_from")?), day(row.get("valid_until")?)))
}

/// When the hub last said that somebody may do other things than before; none before it did. What is first said of a user
/// takes nothing from anybody.
pub(crate) fn latest(connection: &Connection) -> Result<Option<i64>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT max(stated_at) FROM (
           SELECT stated_at FROM roster_statement s
             WHERE EXISTS (SELECT 1 FROM roster_statement f WHERE f.user_id = s.user_id AND f.stated_at < s.stated_at)
           UNION ALL SELECT stated_at FROM roster_role)",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

impl Reader<'_> {
    /// Roles as they are now, by code: the standard ones, and what the hub stated since.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn roles(&self) -> Result<Roles, StoreFault> {
        roles(self.connection())
    }

    /// What a user may do where on a day; none when the roster does not know them.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn grants(&self, user: Id<User>, on: Date) -> Result<Option<Vec<Grant>>, StoreFault> {
        let Some(latest) = statements(self.connection(), user)?.pop() else { return Ok(None) };
        Ok(Some(grants(&latest.assignments, &self.roles()?, latest.day(on), 0)))
    }

    /// What every user may do where on a day.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn all_grants(&self, on: Date) -> Result<BTreeMap<Id<User>, Vec<Grant>>, StoreFault> {
        let roles = self.roles()?;
        let granted = |user: User| (user.id, grants(&user.held(), &roles, on, 0));
        Ok(self.users()?.into_iter().map(granted).collect())
    }
}
