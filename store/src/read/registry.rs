//! Persons and households as the rules and the screens need them.

use std::collections::BTreeSet;

use domain::change::{Document, Item};
use domain::registry::person::{Names, Phone};
use domain::registry::{Household, IdentityDocument, Membership, Person};
use domain::time::parse_date;
use domain::{Area, Date, Field, Id, PartialDate, Precision};
use rusqlite::{OptionalExtension, Row};

use crate::fault::StoreFault;
use crate::log;
use crate::read::scope::{Scope, page};
use crate::read::{HOMES, Reader};

/// A household with what its page shows besides the rules' view.
#[derive(Debug, Clone)]
pub struct HouseholdRow {
    /// The household.
    pub household: Household,
    /// Why it was dissolved.
    pub dissolved_why: Option<String>,
    /// Household it was split from.
    pub split_from: Option<Id<Household>>,
}

/// A stay that ended.
#[derive(Debug, Clone)]
pub struct FormerStayRow {
    /// Who.
    pub person: Id<Person>,
    /// Their name; their number when they have none, as after an erasure.
    pub name: String,
    /// From.
    pub joined_on: Option<String>,
    /// To.
    pub left_on: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Where they live now.
    pub now_in: Option<Id<Household>>,
}

/// A consent with its withdrawal.
#[derive(Debug, Clone)]
pub struct ConsentRow {
    /// The fact.
    pub fact: Id<domain::Fact>,
    /// Purpose code.
    pub purpose: String,
    /// Given, or refused.
    pub is_given: bool,
    /// Manner code.
    pub manner: String,
    /// When.
    pub given_on: String,
    /// Who recorded it.
    pub by: Id<domain::roster::User>,
    /// When it was withdrawn.
    pub withdrawn_on: Option<String>,
}

fn id<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<Id<T>> {
    Ok(Id::from_bytes(row.get(column)?))
}

fn optional_id<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Id<T>>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(Id::from_bytes))
}

fn date(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(column)?.as_deref().and_then(parse_date))
}

pub(crate) fn names(row: &Row<'_>) -> rusqlite::Result<Names> {
    Ok(Names {
        given: row.get("given_name")?,
        family: row.get("family_name")?,
        other: row.get("other_names")?,
        full: row.get("full_name")?,
        other_script: row.get("name_other_script")?,
    })
}

pub(crate) fn birth(row: &Row<'_>) -> rusqlite::Result<Option<PartialDate>> {
    let precision = row
        .get::<_, Option<String>>("birth_precision")?
        .as_deref()
        .and_then(Precision::parse)
        .unwrap_or(Precision::Day);
    Ok(date(row, "birth_on")?.map(|on| PartialDate { on, precision }))
}

impl Reader<'_> {
    /// The home key of a document, with which its rows are found.
    fn home_key(&self, document: Id<Document>) -> Result<Option<[u8; 16]>, StoreFault> {
        Ok(log::document::place_of(self.connection(), document)?.map(|(home, _)| home.to_bytes()))
    }

    /// The area in whose feed a document lives.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn area_of(&self, document: Id<Document>) -> Result<Option<Id<Area>>, StoreFault> {
        Ok(log::document::place_of(self.connection(), document)?.map(|(_, area)| area))
    }

    /// A household with its members.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn household(&self, household: Id<Household>) -> Result<Option<HouseholdRow>, StoreFault> {
        let Some(home) = self.home_key(household.of())? else { return Ok(None) };
        let found = self
            .connection()
            .prepare_cached(
                "SELECT household_id, area_id, number, address, dwelling, water_source, head_person_id, registered_on, dissolved_on, dissolved_why, split_from_id
                 FROM household WHERE home_area_id = ?1 AND household_id = ?2",
            )?
            .query_row((home, household.to_bytes()), |row| {
                let household = Household {
                    id: id(row, "household_id")?,
                    number: row.get("number")?,
                    area: id(row, "area_id")?,
                    address: row.get("address")?,
                    dwelling: row.get("dwelling")?,
                    water_source: row.get("water_source")?,
                    head: optional_id(row, "head_person_id")?,
                    registered_on: date(row, "registered_on")?,
                    dissolved_on: date(row, "dissolved_on")?,
                    members: Vec::new(),
                };
                Ok(HouseholdRow { household, dissolved_why: row.get("dissolved_why")?, split_from: optional_id(row, "split_from_id")? })
            })
            .optional()?;
        let Some(mut found) = found else { return Ok(None) };
        found.household.members = self.members(household)?;
        Ok(Some(found))
    }

    /// Stays lie under the home of the person: who joins after a family moved to another district has another home.
    fn members(&self, household: Id<Household>) -> Result<Vec<Membership>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT m.person_id, m.role, m.joined_on, p.died_on IS NULL AS is_alive FROM membership m
             JOIN person p ON p.home_area_id = m.home_area_id AND p.person_id = m.person_id
             WHERE m.home_area_id IN {HOMES} AND m.household_id = ?1 AND m.is_current = 1 ORDER BY m.role = 'head' DESC, p.birth_on, m.person_id",
        ))?;
        let rows = statement.query_map([household.to_bytes()], |row| {
            Ok(Membership {
                person: id(row, "person_id")?,
                role: row.get("role")?,
                joined_on: date(row, "joined_on")?,
                is_alive: row.get("is_alive")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stays in a household that ended, latest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn former_members(&self, household: Id<Household>) -> Result<Vec<FormerStayRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT m.person_id, m.joined_on, m.left_on, m.why, p.household_id, p.number, p.given_name, p.family_name, p.other_names, p.full_name, p.name_other_script
             FROM membership m JOIN person p ON p.home_area_id = m.home_area_id AND p.person_id = m.person_id
             WHERE m.home_area_id IN {HOMES} AND m.household_id = ?1 AND m.is_current = 0 ORDER BY m.left_on DESC, m.person_id",
        ))?;
        let rows = statement.query_map([household.to_bytes()], |row| {
            let names = names(row)?;
            Ok(FormerStayRow {
                person: id(row, "person_id")?,
                name: if names.is_empty() { row.get("number")? } else { names.display() },
                joined_on: row.get("joined_on")?,
                left_on: row.get("left_on")?,
                why: row.get("why")?,
                now_in: optional_id(row, "household_id")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A person with phones and identity documents.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn person(&self, person: Id<Person>) -> Result<Option<Person>, StoreFault> {
        let Some(home) = self.home_key(person.of())? else { return Ok(None) };
        let found = self
            .connection()
            .prepare_cached(
                "SELECT person_id, number, given_name, family_name, other_names, full_name, name_other_script, sex, birth_on, birth_precision,
                   civil_status, education, disability, occupation, died_on, household_id FROM person WHERE home_area_id = ?1 AND person_id = ?2",
            )?
            .query_row((home, person.to_bytes()), |row| {
                Ok(Person {
                    id: id(row, "person_id")?,
                    number: row.get("number")?,
                    names: names(row)?,
                    sex: row.get("sex")?,
                    birth: birth(row)?,
                    civil_status: row.get("civil_status")?,
                    education: row.get("education")?,
                    disability: row.get("disability")?,
                    occupation: row.get("occupation")?,
                    died_on: date(row, "died_on")?,
                    household: optional_id(row, "household_id")?,
                    phones: Vec::new(),
                    identity_documents: Vec::new(),
                })
            })
            .optional()?;
        let Some(mut found) = found else { return Ok(None) };
        found.phones = self.phones(home, person)?;
        found.identity_documents = self.identity_documents(home, person)?;
        Ok(Some(found))
    }

    fn phones(&self, home: [u8; 16], person: Id<Person>) -> Result<Vec<Phone>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT item_id, number FROM phone WHERE home_area_id = ?1 AND person_id = ?2 ORDER BY item_id",
        )?;
        let rows = statement.query_map((home, person.to_bytes()), |row| {
            Ok(Phone { id: id::<Item>(row, "item_id")?, number: row.get("number")? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn identity_documents(&self, home: [u8; 16], person: Id<Person>) -> Result<Vec<IdentityDocument>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT item_id, document_type, number, issuer, valid_until FROM identity_document WHERE home_area_id = ?1 AND person_id = ?2 ORDER BY item_id",
        )?;
        let rows = statement.query_map((home, person.to_bytes()), |row| {
            Ok(IdentityDocument {
                id: id(row, "item_id")?,
                document_type: row.get("document_type")?,
                number: row.get("number")?,
                issuer: row.get("issuer")?,
                valid_until: date(row, "valid_until")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Households a person is a current member of: two, when two moves were made apart.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn households_of(&self, person: Id<Person>) -> Result<Vec<Id<Household>>, StoreFault> {
        let Some(home) = self.home_key(person.of())? else { return Ok(Vec::new()) };
        let register: Option<Id<Household>> = self
            .connection()
            .prepare_cached("SELECT household_id FROM person WHERE home_area_id = ?1 AND person_id = ?2")?
            .query_row((home, person.to_bytes()), |row| optional_id(row, "household_id"))
            .optional()?
            .flatten();
        let mut named: BTreeSet<Id<Household>> = register.into_iter().collect();
        for conflict in self.conflicts_of(person.of())?.iter().filter(|row| row.field == Field::Household.name()) {
            let standing = conflict.values.iter().filter_map(|standing| standing.value.as_deref());
            named.extend(standing.filter_map(Id::parse));
        }
        let mut statement = self.connection().prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM membership WHERE home_area_id = ?1 AND household_id = ?2 AND person_id = ?3 AND is_current = 1)",
        )?;
        let mut lives_in = Vec::with_capacity(named.len());
        for household in named {
            if statement.query_row((home, household.to_bytes(), person.to_bytes()), |row| row.get(0))? {
                lives_in.push(household);
            }
        }
        Ok(lives_in)
    }

    /// Consents of a household, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn consents(&self, household: Id<Household>) -> Result<Vec<ConsentRow>, StoreFault> {
        let Some(home) = self.home_key(household.of())? else { return Ok(Vec::new()) };
        let mut statement = self.connection().prepare_cached(
            "SELECT fact_id, purpose, is_given, manner, given_on, by_user_id, withdrawn_on FROM consent
             WHERE home_area_id = ?1 AND household_id = ?2 ORDER BY given_on DESC, fact_id DESC",
        )?;
        let rows = statement.query_map((home, household.to_bytes()), |row| {
            Ok(ConsentRow {
                fact: id(row, "fact_id")?,
                purpose: row.get("purpose")?,
                is_given: row.get("is_given")?,
                manner: row.get("manner")?,
                given_on: row.get("given_on")?,
                by: id(row, "by_user_id")?,
                withdrawn_on: row.get("withdrawn_on")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many live households are registered in these areas, those below them not counted.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn households_in(&self, areas: &[Id<Area>]) -> Result<u64, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT count(*) FROM household WHERE home_area_id IN {HOMES} AND area_id = ?1 AND dissolved_on IS NULL"
        ))?;
        let mut households = 0;
        for area in areas {
            households += statement.query_row([area.to_bytes()], |row| row.get::<_, i64>(0))? as u64;
        }
        Ok(households)
    }

    /// The household that came from this identity in an external source and still lives.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn imported_household(&self, source: &str, external_id: &str) -> Result<Option<Id<Household>>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT household_id FROM household WHERE home_area_id IN {HOMES} AND import_source = ?1 AND import_external_id = ?2 AND dissolved_on IS NULL
             ORDER BY household_id LIMIT 1"
        ))?;
        Ok(statement.query_row((source, external_id), |row| id(row, "household_id")).optional()?)
    }

    /// The person that came from this identity in an external source and lives in a household.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn imported_person(&self, source: &str, external_id: &str) -> Result<Option<Id<Person>>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT person_id FROM person WHERE home_area_id IN {HOMES} AND import_source = ?1 AND import_external_id = ?2 AND household_id IS NOT NULL
             ORDER BY person_id LIMIT 1"
        ))?;
        Ok(statement.query_row((source, external_id), |row| id(row, "person_id")).optional()?)
    }

    /// How many households (not dissolved) and living persons are held.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn counts(&self, scope: &Scope) -> Result<(u64, u64), StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT kind, area_id, count(*) AS documents FROM log_document WHERE kind IN (1, 2) GROUP BY kind, area_id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>("kind")?, id::<Area>(row, "area_id")?, row.get::<_, i64>("documents")?))
        })?;
        let (mut persons, mut households) = (0, 0);
        for row in rows {
            let (kind, area, documents) = row?;
            if self.is_in(area, scope)? {
                *(if kind == 1 { &mut persons } else { &mut households }) += documents as u64;
            }
        }
        Ok((households, persons))
    }

    /// The heads of a document, to see whether it was touched since.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn heads(&self, document: Id<Document>) -> Result<Option<Vec<u8>>, StoreFault> {
        Ok(log::document::load(self.connection(), document)?.map(|held| held.heads()))
    }
}

impl Reader<'_> {
    /// Heads of the households that were touched last, by the newest document entries and commits of this store.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn recent_heads(&self, rows: usize, scope: &Scope) -> Result<Vec<Id<Person>>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT h.head_person_id FROM log_document d JOIN household h ON h.home_area_id = d.home_area_id AND h.household_id = d.document_id
             WHERE d.entry IN (SELECT entry FROM log_document ORDER BY entry DESC LIMIT 200) AND h.head_person_id IS NOT NULL ORDER BY d.entry DESC",
        )?;
        let heads = statement.query_map([], |row| id::<Person>(row, "head_person_id"))?;
        let (mut heads, _) = page(heads, 0, |head| self.holds_in(head.of(), scope))?;
        heads.truncate(rows);
        Ok(heads)
    }
}
