//! Rows of possible duplicates. A pair stands when the two records share a key that few others bear and something speaks
//! for them: a pure function of the documents held here, whatever order they came in.
//!
//! A key that many bear (a number written for want of one, a name everybody has) says nothing about any two of them.
//! When a key becomes so common, or rare again, the pairs of all its bearers are looked at anew.

use std::collections::{BTreeMap, BTreeSet};

use domain::change::Document;
use domain::duplicate::{DuplicateDecision, Pair, state};
use domain::registry::Person;
use domain::{Field, Id};
use linkage::duplicate::{Birth, Known, compare, keys};
use ring::digest::{SHA256, digest};
use rusqlite::{Connection, OptionalExtension, params};
use sync::CommitHeader;

use super::values::Values;
use crate::fault::StoreFault;
use crate::log;
use crate::log::document::HeldDocument;
use crate::read::HOMES;

/// More bearers than this make a key say nothing: a family that was registered by so many offices is found all the same.
const BEARERS_MAX: usize = 8;

/// Home and person, as a row names them.
type HomeAndPerson = ([u8; 16], Id<Person>);

/// A person's document as it is found by its row number.
struct Bearer {
    home: [u8; 16],
    person: Id<Person>,
    record: Known,
}

/// What is compared of a person.
fn record(values: &Values) -> Known {
    let names = [Field::FullName, Field::GivenName, Field::OtherNames, Field::FamilyName];
    let mut written = names.map(|field| values.text(field).unwrap_or_default()).join(" ");
    if written.trim().is_empty() {
        written = values.text(Field::NameOtherScript).unwrap_or_default().to_owned();
    }
    let given = values.text(Field::GivenName).map_or_else(|| written.clone(), str::to_owned);
    Known {
        given,
        names: written,
        sex: values.text(Field::Sex).map(str::to_owned),
        birth: birth(values),
        phones: values.phones().map(|(_, number)| number.to_owned()).collect(),
        documents: values.identity_documents().map(|(_, kind, number)| (kind.to_owned(), number.to_owned())).collect(),
        household: values.reference(Field::Household),
    }
}

fn birth(values: &Values) -> Option<Birth> {
    let on = domain::time::parse_date(values.text(Field::BirthOn)?)?;
    let is_exact = values.text(Field::BirthPrecision) == Some(domain::Precision::Day.code());
    let (year, month, day) = domain::time::year_month_day(on);
    Some(Birth { year, day: is_exact.then_some((month, day)) })
}

/// A key as the index holds it. Two texts that meet in one number are told apart when records are compared.
fn number(key: &str) -> i64 {
    let hash = digest(&SHA256, key.as_bytes());
    i64::from_be_bytes(std::array::from_fn(|at| hash.as_ref()[at]))
}

/// Brings keys and pairs of a person up to date.
pub(super) fn person(
    connection: &Connection,
    id: Id<Person>,
    held: &HeldDocument,
    values: &Values,
) -> Result<(), StoreFault> {
    let entry = held.entry.ok_or(StoreFault::Lacks("a kept document"))?;
    let bearer = Bearer { home: held.home.to_bytes(), person: id, record: record(values) };
    let keys: BTreeSet<i64> = keys(&bearer.record).iter().map(|key| number(key)).collect();
    let before = keys_of(connection, entry)?;
    let mut again = BTreeSet::new();
    for key in before.difference(&keys) {
        again.extend(let_go(connection, *key, entry)?);
    }
    let mut partners = BTreeSet::new();
    for key in &keys {
        if !before.contains(key) {
            connection.prepare_cached("INSERT INTO search_key (key, entry) VALUES (?1, ?2)")?.execute((key, entry))?;
        }
        let bearers = bearers(connection, *key)?;
        if bearers.len() <= BEARERS_MAX {
            partners.extend(bearers);
        } else if bearers.len() == BEARERS_MAX + 1 && !before.contains(key) {
            again.extend(bearers);
        }
    }
    partners.remove(&entry);
    pairs(connection, &bearer, &partners)?;
    again.remove(&entry);
    look_again(connection, &again)
}

/// Forgets keys and pairs of a person whose document goes.
pub(crate) fn forget(connection: &Connection, entry: i64, person: [u8; 16]) -> Result<(), StoreFault> {
    let mut again = BTreeSet::new();
    for key in keys_of(connection, entry)? {
        again.extend(let_go(connection, key, entry)?);
    }
    let pairs = {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT home_area_id, other_home_area_id, other_person_id FROM duplicate_candidate WHERE home_area_id IN {HOMES} AND person_id = ?1"
        ))?;
        let rows = statement.query_map([person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.collect::<Result<Vec<([u8; 16], [u8; 16], [u8; 16])>, _>>()?
    };
    for (home, other_home, other) in pairs {
        take_off(connection, (home, person), (other_home, other))?;
    }
    look_again(connection, &again)
}

/// Finds the keys and pairs of everybody, for a store from before there were any.
pub(crate) fn everybody(connection: &Connection) -> Result<(), StoreFault> {
    let persons: Vec<[u8; 16]> = {
        let mut statement = connection.prepare("SELECT document_id FROM log_document ORDER BY entry")?;
        statement.query_map([], |row| row.get("document_id"))?.collect::<Result<_, _>>()?
    };
    for id in persons {
        let id: Id<Document> = Id::from_bytes(id);
        let Some(held) = log::document::load(connection, id)? else { continue };
        let reference = log::document::reference(held.kind, id);
        if reference.is_some_and(|reference| reference.kind == domain::DocumentKind::Person) {
            person(connection, id.of(), &held, &Values::of(&held))?;
        }
    }
    Ok(())
}

fn keys_of(connection: &Connection, entry: i64) -> Result<BTreeSet<i64>, StoreFault> {
    let mut statement = connection.prepare_cached("SELECT key FROM search_key WHERE entry = ?1")?;
    Ok(statement.query_map([entry], |row| row.get("key"))?.collect::<Result<_, _>>()?)
}

/// Who bears a key: one more than matters, so that the first too many is seen.
fn bearers(connection: &Connection, key: i64) -> Result<Vec<i64>, StoreFault> {
    let mut statement = connection.prepare_cached("SELECT entry FROM search_key WHERE key = ?1 LIMIT ?2")?;
    Ok(statement.query_map((key, BEARERS_MAX as i64 + 2), |row| row.get("entry"))?.collect::<Result<_, _>>()?)
}

/// Takes a key off a record. Answers the bearers who are few enough again.
fn let_go(connection: &Connection, key: i64, entry: i64) -> Result<Vec<i64>, StoreFault> {
    connection.prepare_cached("DELETE FROM search_key WHERE key = ?1 AND entry = ?2")?.execute((key, entry))?;
    let left = bearers(connection, key)?;
    Ok(if left.len() == BEARERS_MAX { left } else { Vec::new() })
}

/// Looks at the pairs of people who did not change themselves.
fn look_again(connection: &Connection, entries: &BTreeSet<i64>) -> Result<(), StoreFault> {
    for entry in entries {
        let Some(bearer) = bearer(connection, *entry)? else { continue };
        let mut partners = BTreeSet::new();
        for key in keys_of(connection, *entry)? {
            let bearers = bearers(connection, key)?;
            if bearers.len() <= BEARERS_MAX {
                partners.extend(bearers);
            }
        }
        partners.remove(entry);
        pairs(connection, &bearer, &partners)?;
    }
    Ok(())
}

fn bearer(connection: &Connection, entry: i64) -> Result<Option<Bearer>, StoreFault> {
    let id: Option<[u8; 16]> = connection
        .prepare_cached("SELECT document_id FROM log_document WHERE entry = ?1")?
        .query_row([entry], |row| row.get("document_id"))
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    let Some(held) = log::document::load(connection, Id::from_bytes(id))? else { return Ok(None) };
    let record = record(&Values::of(&held));
    Ok(Some(Bearer { home: held.home.to_bytes(), person: Id::from_bytes(id), record }))
}

/// The pairs of one person as they are now; the rest of what stood goes.
fn pairs(connection: &Connection, one: &Bearer, partners: &BTreeSet<i64>) -> Result<(), StoreFault> {
    let mut gone = standing(connection, one)?;
    for entry in partners {
        let Some(other) = bearer(connection, *entry)? else { continue };
        let evidence: BTreeSet<String> =
            compare(&one.record, &other.record).into_iter().map(|evidence| evidence.code().to_owned()).collect();
        if evidence.is_empty() {
            continue;
        }
        let was = gone.remove(&(other.home, other.person));
        if was.as_deref() != Some(&joined(&evidence)) {
            keep(connection, one, &other, &evidence)?;
        }
    }
    for (home, person) in gone.into_keys() {
        take_off(connection, (one.home, one.person.to_bytes()), (home, person.to_bytes()))?;
    }
    Ok(())
}

fn take_off(connection: &Connection, one: ([u8; 16], [u8; 16]), other: ([u8; 16], [u8; 16])) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM duplicate_candidate WHERE home_area_id = ?1 AND person_id = ?2 AND other_person_id = ?3",
    )?;
    statement.execute((one.0, one.1, other.1))?;
    statement.execute((other.0, other.1, one.1))?;
    Ok(())
}

/// The pairs that stand, by home and person, with what speaks for them.
fn standing(connection: &Connection, one: &Bearer) -> Result<BTreeMap<HomeAndPerson, String>, StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT other_home_area_id, other_person_id, evidence FROM duplicate_candidate WHERE home_area_id = ?1 AND person_id = ?2",
    )?;
    let rows = statement.query_map((one.home, one.person.to_bytes()), |row| {
        let key = (row.get("other_home_area_id")?, Id::from_bytes(row.get("other_person_id")?));
        Ok((key, row.get("evidence")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn keep(connection: &Connection, one: &Bearer, other: &Bearer, evidence: &BTreeSet<String>) -> Result<(), StoreFault> {
    let Some(pair) = Pair::of(one.person, other.person) else { return Ok(()) };
    let state = state(&decisions(connection, pair)?, evidence).code();
    let mut statement = connection.prepare_cached(
        "INSERT INTO duplicate_candidate (home_area_id, person_id, other_person_id, other_home_area_id, evidence, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (home_area_id, person_id, other_person_id) DO UPDATE SET evidence = excluded.evidence, state = excluded.state",
    )?;
    for (this, that) in [(one, other), (other, one)] {
        statement.execute(params![
            this.home,
            this.person.to_bytes(),
            that.person.to_bytes(),
            that.home,
            joined(evidence),
            state
        ])?;
    }
    Ok(())
}

/// Codes as a row holds them.
fn joined(evidence: &BTreeSet<String>) -> String {
    evidence.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Codes as a row held them.
pub(crate) fn parted(evidence: &str) -> BTreeSet<String> {
    evidence.split_whitespace().map(str::to_owned).collect()
}

/// The row of a decision; its pair stands as all its decisions together say.
pub(super) fn decided(
    connection: &Connection,
    decision: &DuplicateDecision,
    header: &CommitHeader,
) -> Result<(), StoreFault> {
    let home = crate::read::area::home_of(connection, header.area)?.to_bytes();
    let (first, second) = (decision.pair.first().to_bytes(), decision.pair.second().to_bytes());
    connection
        .prepare_cached(
            "INSERT INTO duplicate_decision (home_area_id, fact_id, person_id, other_person_id, outcome, evidence, reason, after, by_user_id, by_device, decided_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (home_area_id, fact_id) DO NOTHING",
        )?
        .execute(params![
            home,
            decision.id.to_bytes(),
            first,
            second,
            decision.outcome.code(),
            joined(&decision.evidence),
            decision.reason,
            serde_json::to_string(&decision.after)?,
            header.user.to_bytes(),
            header.incarnation.device,
            header.recorded_at.instant().ms(),
        ])?;
    weigh(connection, decision.pair)
}

/// Says anew where a pair stands.
fn weigh(connection: &Connection, pair: Pair) -> Result<(), StoreFault> {
    let evidence: Option<String> = connection
        .prepare_cached(&format!(
            "SELECT evidence FROM duplicate_candidate WHERE home_area_id IN {HOMES} AND person_id = ?1 AND other_person_id = ?2"
        ))?
        .query_row((pair.first().to_bytes(), pair.second().to_bytes()), |row| row.get("evidence"))
        .optional()?;
    let Some(evidence) = evidence else { return Ok(()) };
    let state = state(&decisions(connection, pair)?, &parted(&evidence)).code();
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE duplicate_candidate SET state = ?3 WHERE home_area_id IN {HOMES} AND person_id = ?1 AND other_person_id = ?2"
    ))?;
    for (this, that) in [(pair.first(), pair.second()), (pair.second(), pair.first())] {
        statement.execute((this.to_bytes(), that.to_bytes(), state))?;
    }
    Ok(())
}

/// Says anew where all pairs stand: after decisions were left behind with their area.
pub(crate) fn weigh_all(connection: &Connection) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "SELECT person_id, other_person_id FROM duplicate_candidate WHERE person_id < other_person_id",
    )?;
    let pairs = statement
        .query_map([], |row| Ok((row.get("person_id")?, row.get("other_person_id")?)))?
        .collect::<Result<Vec<([u8; 16], [u8; 16])>, _>>()?;
    for pair in pairs.into_iter().filter_map(|(one, other)| Pair::of(Id::from_bytes(one), Id::from_bytes(other))) {
        weigh(connection, pair)?;
    }
    Ok(())
}

/// The decisions about a pair that are known here.
fn decisions(connection: &Connection, pair: Pair) -> Result<Vec<DuplicateDecision>, StoreFault> {
    let rows = crate::read::duplicate::decisions(connection, pair)?;
    Ok(rows.into_iter().map(|row| row.decision).collect())
}
