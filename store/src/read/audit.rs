//! Who did what: commits with what they changed and what they opened, found by person, household or number in the
//! documents' own history, and by everything else in the log. Nothing is kept twice.

mod log_road;

use std::collections::{BTreeMap, BTreeSet};

use domain::audit::SensitiveRead;
use domain::change::{Document, Fact};
use domain::registry::number;
use domain::roster::User;
use domain::text::digits;
use domain::{Area, Id, Instant};
use sync::fact::SENSITIVE_READ;
use sync::{CommitHeader, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::log;
use crate::read::timeline::{TimelineChangeRow, changes};
use crate::read::{HOMES, Reader};

/// Digits at the end of a phone number that are the same however it is dialled.
const PHONE_END_DIGITS: usize = 9;

/// Which commits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AuditKind {
    /// All.
    #[default]
    Everything,
    /// Those that opened nothing.
    Changes,
    /// Those that opened sensitive values.
    Reads,
}

/// What is asked; what is none does not matter.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Which commits.
    pub kind: AuditKind,
    /// Who acted.
    pub user: Option<Id<User>>,
    /// On which device.
    pub device: Option<u32>,
    /// The use-case.
    pub act: Option<String>,
    /// Not before.
    pub from: Option<Instant>,
    /// Before.
    pub until: Option<Instant>,
    /// In this area or one below it.
    pub area: Option<Id<Area>>,
    /// A field that was changed or opened.
    pub field: Option<String>,
}

/// Where a commit stands among all, by time: what a page ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditPlace {
    /// When.
    pub at: Hlc,
    /// Whose chain.
    pub by: Incarnation,
    /// Place in it; 0 where the commit is not here.
    pub n: u64,
}

/// What a commit did to one document.
#[derive(Debug, Clone)]
pub struct AuditSubjectRow {
    /// The document.
    pub document: Id<Document>,
    /// Kind number.
    pub kind: u8,
    /// What changed in it.
    pub changes: Vec<TimelineChangeRow>,
}

/// One commit.
#[derive(Debug, Clone)]
pub struct AuditRow {
    /// Where it stands.
    pub place: AuditPlace,
    /// Who, when and why; the use-case is empty where the commit is not here.
    pub header: CommitHeader,
    /// What it did.
    pub subjects: Vec<AuditSubjectRow>,
    /// What it opened.
    pub reads: Vec<SensitiveRead>,
    /// Whose way of signing in to the console it changed.
    pub accounts: Vec<Id<User>>,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct AuditPage {
    /// Newest first.
    pub rows: Vec<AuditRow>,
    /// Where the next page begins; none at the end.
    pub next: Option<AuditPlace>,
}

impl AuditFilter {
    /// Whether who, where and when of a commit fit; its area is looked at where the tree is known.
    fn fits_header(&self, header: &CommitHeader) -> bool {
        let at = header.recorded_at.instant();
        self.user.is_none_or(|user| header.user == user)
            && self.device.is_none_or(|device| header.incarnation.device == device)
            && self.act.as_ref().is_none_or(|act| header.act == *act)
            && self.from.is_none_or(|from| at >= from)
            && self.until.is_none_or(|until| at < until)
    }

    /// Whether what it did and opened fits.
    fn fits_whole(&self, row: &AuditRow) -> bool {
        let is_of_kind = match self.kind {
            AuditKind::Everything => true,
            AuditKind::Changes => row.reads.is_empty(),
            AuditKind::Reads => !row.reads.is_empty(),
        };
        let has_field = self.field.as_ref().is_none_or(|field| {
            row.subjects.iter().any(|subject| subject.changes.iter().any(|change| change.field == field))
                || row.reads.iter().any(|read| read.fields.contains(field))
        });
        is_of_kind && has_field
    }
}

impl Reader<'_> {
    /// The persons and households that have or once had this number: of theirs, of a phone, of an identity document.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn documents_by_number(&self, text: &str) -> Result<Vec<Id<Document>>, StoreFault> {
        let mut found = BTreeSet::new();
        let mut take = |sql: &str, values: &[&str]| -> Result<(), StoreFault> {
            let mut statement = self.connection().prepare_cached(&format!("{sql} LIMIT {PAGE_ROWS}"))?;
            let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, [u8; 16]>(0))?;
            for id in rows {
                found.insert(Id::from_bytes(id?));
            }
            Ok(())
        };
        if let Some(compact) = number::read(text) {
            for written in number::written(&compact) {
                take(
                    &format!("SELECT person_id FROM person WHERE home_area_id IN {HOMES} AND number = ?1"),
                    &[&written],
                )?;
                take(
                    &format!("SELECT household_id FROM household WHERE home_area_id IN {HOMES} AND number = ?1"),
                    &[&written],
                )?;
            }
        }
        if let Ok(document) = domain::text::document_number(text) {
            for sql in [
                format!("SELECT person_id FROM identity_document WHERE home_area_id IN {HOMES} AND number = ?1"),
                format!(
                    "SELECT person_id FROM former_number WHERE home_area_id IN {HOMES} AND kind = 'document' AND number = ?1"
                ),
            ] {
                take(&sql, &[&document])?;
            }
        }
        // A leading zero is how a number is dialled at home; abroad it is a country code, which may be typed or recorded or not.
        let typed = digits(text);
        let typed: String = typed.trim_start_matches('0').chars().rev().take(PHONE_END_DIGITS).collect();
        if typed.len() >= domain::text::PHONE_DIGITS_MIN {
            let end = format!("{typed}:"); // ':' follows '9'
            for sql in [
                format!(
                    "SELECT person_id FROM phone WHERE home_area_id IN {HOMES} AND digits_reversed >= ?1 AND digits_reversed < ?2"
                ),
                format!(
                    "SELECT person_id FROM former_number WHERE home_area_id IN {HOMES} AND kind = 'phone' AND number >= ?1 AND number < ?2"
                ),
            ] {
                take(&sql, &[&typed, &end])?;
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Everything that was done to these documents and opened of them, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn audit_of(&self, documents: &[Id<Document>], filter: &AuditFilter) -> Result<Vec<AuditRow>, StoreFault> {
        let mut rows: BTreeMap<AuditPlace, AuditRow> = BTreeMap::new();
        for document in documents {
            self.changes_of(*document, &mut rows)?;
            self.facts_of(*document, &mut rows)?;
        }
        let mut kept = Vec::new();
        for row in rows.into_values().rev() {
            let is_there = filter.area.is_none_or(|area| row.header.area == area)
                || filter.area.map_or(Ok(false), |area| self.is_within(row.header.area, &[area]))?;
            if is_there && filter.fits_header(&row.header) && filter.fits_whole(&row) {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    fn changes_of(&self, id: Id<Document>, rows: &mut BTreeMap<AuditPlace, AuditRow>) -> Result<(), StoreFault> {
        let Some(held) = log::document::load(self.connection(), id)? else { return Ok(()) };
        for past in held.document.history() {
            let found = log::commit::recorded_at(self.connection(), past.by, past.at)?;
            let header = found.map_or_else(|| unknown(past.by, past.at, held.area), |commit| commit.header);
            let row = row_at(rows, header);
            row.subjects.push(AuditSubjectRow { document: id, kind: held.kind, changes: changes(&past) });
        }
        Ok(())
    }

    fn facts_of(&self, id: Id<Document>, rows: &mut BTreeMap<AuditPlace, AuditRow>) -> Result<(), StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT fact_id FROM consent WHERE home_area_id IN {HOMES} AND household_id = ?1
             UNION SELECT fact_id FROM move_request WHERE home_area_id IN {HOMES} AND household_id = ?1
             UNION SELECT fact_id FROM settlement WHERE home_area_id IN {HOMES} AND document_id = ?1
             UNION SELECT fact_id FROM access_record WHERE home_area_id IN {HOMES} AND document_id = ?1"
        ))?;
        let facts = statement
            .query_map([id.to_bytes()], |row| row.get::<_, [u8; 16]>("fact_id"))?
            .collect::<Result<Vec<_>, _>>()?;
        for fact in facts {
            let Some(found) = log::fact::find(self.connection(), fact)? else { continue };
            let mut header = log::fact::header(self.connection(), &found)?;
            let read = match found.record.fact() {
                Some(Fact::SensitiveRead(read)) if found.record.kind == SENSITIVE_READ => Some(read),
                _ => None,
            };
            if let Some(read) = read.as_ref().filter(|_| header.act.is_empty()) {
                // The commit is not here; the fact tells who and when by itself.
                header.user = read.by;
                header.act.clone_from(&read.act);
                header.recorded_at = Hlc::ZERO.next(read.read_at);
            }
            row_at(rows, header).reads.extend(read);
        }
        Ok(())
    }

    /// Who opened sensitive values of a document, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn reads_of(&self, document: Id<Document>) -> Result<Vec<AuditRow>, StoreFault> {
        self.audit_of(&[document], &AuditFilter { kind: AuditKind::Reads, ..AuditFilter::default() })
    }
}

fn row_at(rows: &mut BTreeMap<AuditPlace, AuditRow>, header: CommitHeader) -> &mut AuditRow {
    let place = AuditPlace { at: header.recorded_at, by: header.incarnation, n: header.n };
    rows.entry(place).or_insert_with(|| AuditRow {
        place,
        header,
        subjects: Vec::new(),
        reads: Vec::new(),
        accounts: Vec::new(),
    })
}

/// What is known of a commit that is not here.
fn unknown(by: Incarnation, at: Hlc, area: Id<Area>) -> CommitHeader {
    CommitHeader {
        incarnation: by,
        n: 0,
        prev: sync::Hash::ZERO,
        user: Id::NIL,
        act: String::new(),
        reason: None,
        recorded_at: at,
        area,
        schema: 0,
    }
}
