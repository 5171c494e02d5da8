//! Search: names in any order, beginnings, misspellings and other scripts; numbers; the end of a phone; documents.

use std::collections::BTreeSet;

use domain::registry::{Household, Person};
use domain::{Area, Id, PartialDate};
use linkage::search::{MatchReason, Query, matching};
use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value};

use crate::fault::StoreFault;
use crate::limits::{PAGE_ROWS, SEARCH_CANDIDATES_MAX};
use crate::log;
use crate::read::registry::{birth, names};
use crate::read::scope::Scope;
use crate::read::{HOMES, Reader};
use crate::search;

/// Why a person was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// Number of person or household.
    Number,
    /// Phone.
    Phone,
    /// Identity document.
    Document,
    /// Name as typed.
    Name,
    /// A letter or two differ.
    Spelling,
    /// Written otherwise, said alike.
    Sound,
}

/// A person found.
#[derive(Debug, Clone)]
pub struct FoundRow {
    /// Who.
    pub person: Id<Person>,
    /// Name as shown.
    pub name: String,
    /// Name in another script.
    pub name_other_script: Option<String>,
    /// Number.
    pub number: String,
    /// Sex code.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<PartialDate>,
    /// Death.
    pub died_on: Option<String>,
    /// Where they live.
    pub household: Option<Id<Household>>,
    /// Its number.
    pub household_number: Option<String>,
    /// Its area.
    pub area: Option<Id<Area>>,
    /// Role there.
    pub role: Option<String>,
    /// Name of its head.
    pub head_name: Option<String>,
    /// First phone.
    pub phone: Option<String>,
    /// Why found.
    pub found_by: FoundBy,
    home: [u8; 16],
    all_names: String,
}

/// The columns of a found person; `p` is the person.
const SELECT: &str = "SELECT p.home_area_id, p.person_id, p.number, p.given_name, p.family_name, p.other_names, p.full_name, p.name_other_script, p.sex, p.birth_on,
    p.birth_precision, p.died_on, p.household_id FROM person p";

fn from_row(row: &Row<'_>) -> rusqlite::Result<FoundRow> {
    let person: [u8; 16] = row.get("person_id")?;
    let household: Option<[u8; 16]> = row.get("household_id")?;
    let names = names(row)?;
    let parts = [&names.given, &names.other, &names.family, &names.full, &names.other_script];
    let all_names = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    Ok(FoundRow {
        person: Id::from_bytes(person),
        name: if names.is_empty() { row.get("number")? } else { names.display() },
        name_other_script: names.other_script,
        number: row.get("number")?,
        sex: row.get("sex")?,
        birth: birth(row)?,
        died_on: row.get("died_on")?,
        household: household.map(Id::from_bytes),
        household_number: None,
        area: None,
        role: None,
        head_name: None,
        phone: None,
        found_by: FoundBy::Name,
        home: row.get("home_area_id")?,
        all_names,
    })
}

impl Reader<'_> {
    /// One page of persons that fit what was typed, best first, and whether there are more.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn search(&self, query: &Query, scope: &Scope, offset: usize) -> Result<(Vec<FoundRow>, bool), StoreFault> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut take = |rows: Vec<FoundRow>, found: &mut Vec<FoundRow>| {
            found.extend(rows.into_iter().filter(|row| seen.insert(row.person)))
        };
        if let Some(number) = &query.number {
            take(self.by_number(number)?, &mut found);
            take(self.by_document(number)?, &mut found);
        }
        if let Some(digits) = &query.digits {
            take(self.by_phone(digits)?, &mut found);
            take(self.by_document(digits)?, &mut found);
        }
        if !query.words.is_empty() {
            take(self.by_name(query)?, &mut found);
        }
        if !scope.is_everywhere() {
            let mut kept = Vec::new();
            for row in found {
                if self.holds_in(row.person.of(), scope)? {
                    kept.push(row);
                }
            }
            found = kept;
        }
        let has_more = found.len() > offset + PAGE_ROWS;
        let mut page: Vec<FoundRow> = found.into_iter().skip(offset).take(PAGE_ROWS).collect();
        for row in &mut page {
            self.complete(row)?;
        }
        Ok((page, has_more))
    }

    /// A person as a search would show them.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn found(&self, person: Id<Person>) -> Result<Option<FoundRow>, StoreFault> {
        let rows = self.rows(
            &format!("{SELECT} WHERE p.home_area_id IN {HOMES} AND p.person_id = ?1"),
            [Value::Blob(person.to_bytes().to_vec())],
            FoundBy::Name,
        )?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        self.complete(&mut row)?;
        Ok(Some(row))
    }

    fn rows(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        found_by: FoundBy,
    ) -> Result<Vec<FoundRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows: Vec<FoundRow> =
            statement.query_map(params_from_iter(values), from_row)?.collect::<Result<_, _>>()?;
        for row in &mut rows {
            row.found_by = found_by;
        }
        Ok(rows)
    }

    /// By the number of the person, or of their household.
    fn by_number(&self, compact: &str) -> Result<Vec<FoundRow>, StoreFault> {
        let Some(number) = domain::registry::number::read(compact) else { return Ok(Vec::new()) };
        let mut rows = Vec::new();
        for written in domain::registry::number::written(&number) {
            let written = Value::Text(written);
            rows.extend(self.rows(
                &format!("{SELECT} WHERE p.home_area_id IN {HOMES} AND p.number = ?1 LIMIT {PAGE_ROWS}"),
                [written.clone()],
                FoundBy::Number,
            )?);
            rows.extend(self.rows(
                &format!(
                    "{SELECT} JOIN household h ON h.head_person_id = p.person_id
                     WHERE p.home_area_id IN {HOMES} AND h.home_area_id IN {HOMES} AND h.number = ?1 LIMIT {PAGE_ROWS}"
                ),
                [written],
                FoundBy::Number,
            )?);
        }
        Ok(rows)
    }

    /// By the last digits of a phone.
    fn by_phone(&self, digits: &str) -> Result<Vec<FoundRow>, StoreFault> {
        // A leading zero is how a number is dialled at home; abroad it is a country code.
        let typed: String = digits.trim_start_matches('0').chars().rev().collect();
        if typed.len() < 4 {
            return Ok(Vec::new());
        }
        let from = Value::Text(typed.clone());
        let to = Value::Text(format!("{typed}:")); // ':' follows '9'
        let sql = format!(
            "{SELECT} WHERE (p.home_area_id, p.person_id) IN (SELECT home_area_id, person_id FROM phone
             WHERE home_area_id IN {HOMES} AND digits_reversed >= ?1 AND digits_reversed < ?2 LIMIT {SEARCH_CANDIDATES_MAX})"
        );
        self.rows(&sql, [from, to], FoundBy::Phone)
    }

    /// By the number of an identity document.
    fn by_document(&self, number: &str) -> Result<Vec<FoundRow>, StoreFault> {
        let sql = format!(
            "{SELECT} WHERE (p.home_area_id, p.person_id) IN (SELECT home_area_id, person_id FROM identity_document
             WHERE home_area_id IN {HOMES} AND number = ?1 LIMIT {SEARCH_CANDIDATES_MAX})"
        );
        self.rows(&sql, [Value::Text(number.to_owned())], FoundBy::Document)
    }

    /// By name: as typed first; said alike when that does not fill a page.
    fn by_name(&self, query: &Query) -> Result<Vec<FoundRow>, StoreFault> {
        let mut entries = search::entries(self.connection(), query, false, SEARCH_CANDIDATES_MAX)?;
        if entries.len() < PAGE_ROWS {
            let known: BTreeSet<i64> = entries.iter().copied().collect();
            entries.extend(
                search::entries(self.connection(), query, true, SEARCH_CANDIDATES_MAX)?
                    .into_iter()
                    .filter(|entry| !known.contains(entry)),
            );
        }
        let mut ranked = Vec::with_capacity(entries.len());
        let mut statement = self.connection().prepare_cached(&format!(
            "{SELECT} JOIN log_document d ON d.home_area_id = p.home_area_id AND d.document_id = p.person_id WHERE d.entry = ?1"
        ))?;
        for entry in entries {
            for row in statement.query_map([entry], from_row)? {
                let mut row = row?;
                if let Some(fit) = matching(query, &row.all_names) {
                    row.found_by = match fit.reason {
                        MatchReason::Name => FoundBy::Name,
                        MatchReason::Spelling => FoundBy::Spelling,
                        MatchReason::Sound => FoundBy::Sound,
                    };
                    ranked.push((fit.score, row));
                }
            }
        }
        ranked.sort_by(|(left, a), (right, b)| {
            right.cmp(left).then_with(|| a.name.cmp(&b.name)).then_with(|| a.person.cmp(&b.person))
        });
        Ok(ranked.into_iter().map(|(_, row)| row).collect())
    }

    /// Adds what a list shows of the household and the phone.
    fn complete(&self, row: &mut FoundRow) -> Result<(), StoreFault> {
        let (connection, person) = (self.connection(), row.person.to_bytes());
        row.phone = connection
            .prepare_cached(
                "SELECT number FROM phone WHERE home_area_id = ?1 AND person_id = ?2 ORDER BY item_id LIMIT 1",
            )?
            .query_row((row.home, person), |found| found.get("number"))
            .optional()?;
        let Some(household) = row.household else { return Ok(()) };
        row.role = connection
            .prepare_cached("SELECT role FROM membership WHERE home_area_id = ?1 AND household_id = ?2 AND person_id = ?3 AND is_current = 1")?
            .query_row((row.home, household.to_bytes(), person), |found| found.get("role"))
            .optional()?
            .flatten();
        if self.complete_household(row, household, row.home)? {
            return Ok(());
        }
        // Founded in another district than the person.
        match log::document::place_of(connection, household.of())? {
            Some((home, _)) => self.complete_household(row, household, home.to_bytes()).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Adds what a list shows of a household with this home; false when there is none.
    fn complete_household(
        &self,
        row: &mut FoundRow,
        household: Id<Household>,
        home: [u8; 16],
    ) -> Result<bool, StoreFault> {
        let found = self
            .connection()
            .prepare_cached(
                "SELECT h.number, h.area_id, h.head_person_id, p.given_name, p.family_name, p.other_names, p.full_name, p.name_other_script
                 FROM household h LEFT JOIN person p ON p.home_area_id = h.home_area_id AND p.person_id = h.head_person_id
                 WHERE h.home_area_id = ?1 AND h.household_id = ?2",
            )?
            .query_row((home, household.to_bytes()), |found| {
                let (area, head): ([u8; 16], Option<[u8; 16]>) = (found.get("area_id")?, found.get("head_person_id")?);
                Ok((found.get::<_, String>("number")?, Id::from_bytes(area), head.map(Id::<Person>::from_bytes), names(found)?))
            })
            .optional()?;
        let Some((number, area, head, names)) = found else { return Ok(false) };
        row.household_number = Some(number);
        row.area = Some(area);
        row.head_name = match head {
            Some(head) if head == row.person => Some(row.name.clone()),
            // The head, too, may have been founded elsewhere.
            Some(head) if names.is_empty() => self.person(head)?.map(|head| head.shown_name()),
            Some(_) => Some(names.display()),
            None => None,
        };
        Ok(true)
    }
}
