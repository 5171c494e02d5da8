//! Erasures as people look at them: what a file would keep, which rulings were given, who has heard them, and what is due.

use std::collections::BTreeMap;

use domain::change::{Document, DocumentRef, Fact};
use domain::privacy::{RetentionKind, RetentionRule, Ruling, Seen, is_kept};
use domain::roster::User;
use domain::{Area, Date, Id, Instant, Put};
use rusqlite::Row;
use sync::fact::RETENTION_RULE;
use sync::replay::kind_of;

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::log;
use crate::project::erasure;
use crate::read::scope::{Scope, page};
use crate::read::{HOMES, Reader};

/// What is known of a file at the moment it is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// District it is at home in.
    pub home: Id<Area>,
    /// What stays of it.
    pub kept: Vec<Put>,
    /// The last change of each author.
    pub seen: Vec<Seen>,
}

/// One file of a ruling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedRow {
    /// The file.
    pub document: DocumentRef,
    /// The fact that says so.
    pub fact: Id<Fact>,
    /// The area it lies in, where it is held here.
    pub area: Option<Id<Area>>,
}

/// A ruling with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingRow {
    /// The ruling.
    pub ruling: Id<Ruling>,
    /// Ground code.
    pub ground: String,
    /// Number of the paper file.
    pub reference: Option<String>,
    /// Who ordered.
    pub by: Id<User>,
    /// When.
    pub at: Instant,
    /// What was erased.
    pub files: Vec<ErasedRow>,
}

/// A file that a retention rule says is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRow {
    /// The file.
    pub document: Id<Document>,
    /// Number for people.
    pub number: String,
    /// When it ended.
    pub ended_on: String,
}

impl Reader<'_> {
    /// When a file was erased; none for one that was not.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn erased_at(&self, document: Id<Document>) -> Result<Option<Instant>, StoreFault> {
        Ok(erasure::of(self.connection(), document)?.map(|erasure| erasure.at))
    }

    /// What a file is as it would be erased now; none when it is not here.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn file_as_erased(&self, document: DocumentRef) -> Result<Option<FileRow>, StoreFault> {
        let Some(held) = log::document::load(self.connection(), document.id)? else { return Ok(None) };
        let mut seen: BTreeMap<[u8; 12], i64> = BTreeMap::new();
        for (by, at) in held.document.authors() {
            let last = seen.entry(by.to_bytes()).or_insert(at.to_i64());
            *last = at.to_i64().max(*last);
        }
        let kept = held.document.values().into_iter().filter_map(|(key, value)| {
            let field = key.field().filter(|field| is_kept(document.kind, *field))?;
            Some(Put { document, field, item: key.item, value: Some(value) })
        });
        Ok(Some(FileRow {
            home: held.home,
            kept: kept.collect(),
            seen: seen.into_iter().map(|(by, at)| Seen { by, at }).collect(),
        }))
    }

    /// A page of rulings, newest first, of which a file lies in scope.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn rulings(&self, offset: usize, scope: &Scope) -> Result<(Vec<RulingRow>, bool), StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT ruling_id, max(erased_at) AS at FROM log_erasure GROUP BY ruling_id ORDER BY at DESC, ruling_id",
        )?;
        let ids = statement.query_map([], |row| Ok(Id::from_bytes(row.get("ruling_id")?)))?;
        let (ids, has_more) = page(ids, offset, |ruling| {
            let mut is_in = scope.is_everywhere();
            for file in self.files_of(*ruling)? {
                is_in |= self.holds_in(file.document.id, scope)?;
            }
            Ok(is_in)
        })?;
        let mut rulings = Vec::with_capacity(ids.len());
        for id in ids {
            rulings.push(self.ruling(id)?);
        }
        Ok((rulings, has_more))
    }

    fn ruling(&self, ruling: Id<Ruling>) -> Result<RulingRow, StoreFault> {
        let told = |row: &Row<'_>| {
            Ok(RulingRow {
                ruling,
                ground: row.get("ground")?,
                reference: row.get("reference")?,
                by: Id::from_bytes(row.get("by_user_id")?),
                at: Instant::from_ms(row.get("erased_at")?),
                files: Vec::new(),
            })
        };
        let row = self
            .connection()
            .prepare_cached(
                "SELECT ground, reference, by_user_id, erased_at FROM log_erasure WHERE ruling_id = ?1 ORDER BY document_id LIMIT 1",
            )?
            .query_row([ruling.to_bytes()], told)?;
        Ok(RulingRow { files: self.files_of(ruling)?, ..row })
    }

    fn files_of(&self, ruling: Id<Ruling>) -> Result<Vec<ErasedRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT document_id, kind, fact_id FROM log_erasure WHERE ruling_id = ?1 ORDER BY kind DESC, document_id",
        )?;
        let mut rows = statement.query([ruling.to_bytes()])?;
        let mut files = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(kind) = kind_of(row.get("kind")?) else { continue };
            let id = Id::from_bytes(row.get("document_id")?);
            let fact = Id::from_bytes(row.get("fact_id")?);
            files.push(ErasedRow { document: DocumentRef { kind, id }, fact, area: self.area_of(id)? });
        }
        Ok(files)
    }

    /// Devices that have carried out an erasure, with when they said so. Only the hub knows.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn heard_of(&self, erasure: Id<Fact>) -> Result<BTreeMap<u32, Instant>, StoreFault> {
        let mut statement =
            self.connection().prepare_cached("SELECT device, heard_at FROM local_erasure_heard WHERE fact_id = ?1")?;
        let rows = statement
            .query_map([erasure.to_bytes()], |row| Ok((row.get("device")?, Instant::from_ms(row.get("heard_at")?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The rules that count, by kind.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn retention_rules(&self) -> Result<BTreeMap<RetentionKind, RetentionRule>, StoreFault> {
        let mut rules: BTreeMap<RetentionKind, RetentionRule> = BTreeMap::new();
        for row in log::fact::of_kind(self.connection(), RETENTION_RULE)? {
            let Some(Fact::RetentionRule(rule)) = row.record.fact() else { continue };
            let is_later = |known: &RetentionRule| (rule.version, rule.id) > (known.version, known.id);
            if rules.get(&rule.kind).is_none_or(is_later) {
                rules.insert(rule.kind, rule);
            }
        }
        Ok(rules)
    }

    /// A page of files that ended on or before a day and are not erased, the longest ago first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn due_files(
        &self,
        kind: RetentionKind,
        until: Date,
        offset: usize,
        scope: &Scope,
    ) -> Result<(Vec<DueRow>, bool), StoreFault> {
        let mut statement = self.connection().prepare_cached(&due_sql(kind))?;
        let rows = statement.query_map([until.to_string()], due)?;
        page(rows, offset, |row| self.holds_in(row.document, scope))
    }

    /// Whether a file ended on or before a day and is not erased.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_due(&self, kind: RetentionKind, until: Date, document: Id<Document>) -> Result<bool, StoreFault> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM ({}) WHERE document_id = ?2)", due_sql(kind));
        Ok(self
            .connection()
            .prepare_cached(&sql)?
            .query_row((until.to_string(), document.to_bytes()), |row| row.get(0))?)
    }
}

/// Files of a kind that ended on or before `?1`.
fn due_sql(kind: RetentionKind) -> String {
    let ended = match kind {
        RetentionKind::DissolvedHousehold => {
            format!("SELECT household_id AS document_id, number, dissolved_on AS ended_on FROM household WHERE home_area_id IN {HOMES}")
        }
        RetentionKind::DeceasedPerson => {
            format!("SELECT person_id AS document_id, number, died_on AS ended_on FROM person WHERE home_area_id IN {HOMES}")
        }
        // Their last stay; one that ended nobody knows when is not due.
        RetentionKind::DepartedPerson => format!(
            "SELECT p.person_id AS document_id, p.number, max(m.left_on) AS ended_on FROM membership m
               JOIN person p ON p.home_area_id = m.home_area_id AND p.person_id = m.person_id
             WHERE p.home_area_id IN {HOMES} AND p.household_id IS NULL AND p.died_on IS NULL GROUP BY p.home_area_id, p.person_id"
        ),
    };
    format!(
        "SELECT document_id, number, ended_on FROM ({ended}) WHERE ended_on <= ?1
           AND document_id NOT IN (SELECT document_id FROM log_erasure) ORDER BY ended_on, number"
    )
}

fn due(row: &Row<'_>) -> rusqlite::Result<DueRow> {
    Ok(DueRow {
        document: Id::from_bytes(row.get("document_id")?),
        number: row.get("number")?,
        ended_on: row.get("ended_on")?,
    })
}

/// Rows on one page of rulings and of what is due.
pub const PRIVACY_PAGE: usize = PAGE_ROWS;
