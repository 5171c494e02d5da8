//! The road through the log: commits by time, each with what stands in its payload.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::audit::ACTS;
use domain::change::{Document, Fact};
use domain::{Area, Id, Instant};
use rusqlite::{OptionalExtension, types::Value};
use sync::document::PastChange;
use sync::field::line_of_number;
use sync::replay::DocumentChange;
use sync::{Chunk, Commit, CommitHeader, Hlc, Incarnation, Payload};

use super::{AuditFilter, AuditKind, AuditPage, AuditPlace, AuditRow, AuditSubjectRow};
use crate::fault::StoreFault;
use crate::limits::{AUDIT_OPENED_MAX, AUDIT_SCANNED_MAX, AUDIT_SUBJECTS_MAX};
use crate::log;
use crate::read::Reader;
use crate::read::timeline::{TimelineChangeRow, changes};

/// Chunks whose commits are remembered while a page is made.
const CHUNKS_MAX: usize = 32;
/// Documents whose history is remembered while a page is made.
const HISTORIES_MAX: usize = 256;
/// Headers read in one go.
const STEP_ROWS: usize = 500;

/// What one page has unpacked already.
#[derive(Default)]
struct Unpacked {
    chunks: BTreeMap<(Incarnation, u64), Vec<Commit>>,
    histories: BTreeMap<Id<Document>, Vec<PastChange>>,
}

impl Reader<'_> {
    /// A page of the log, newest first, of commits in areas that may be seen. It ends early after so many commits that did
    /// not fit, and says where to go on.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn audit_log(
        &self,
        filter: &AuditFilter,
        after: Option<AuditPlace>,
        rows: usize,
        may_see: &mut dyn FnMut(Id<Area>) -> Result<bool, StoreFault>,
    ) -> Result<AuditPage, StoreFault> {
        let (mut page, mut at) = (AuditPage::default(), after);
        let (mut scanned, mut opened) = (0, 0);
        let mut unpacked = Unpacked::default();
        loop {
            let headers = self.headers_before(filter, at)?;
            let is_last = headers.len() < STEP_ROWS;
            for header in headers {
                if page.rows.len() == rows || scanned >= AUDIT_SCANNED_MAX || opened >= AUDIT_OPENED_MAX {
                    page.next = at;
                    return Ok(page);
                }
                scanned += 1;
                let place = AuditPlace { at: header.recorded_at, by: header.incarnation, n: header.n };
                at = Some(place);
                let is_there = filter.area.map_or(Ok(true), |area| self.is_within(header.area, &[area]))?;
                if !is_there || !filter.fits_header(&header) || !may_see(header.area)? {
                    continue;
                }
                opened += 1;
                let row = self.unpack(header, place, filter, &mut unpacked)?;
                if filter.fits_whole(&row) {
                    page.rows.push(row);
                }
            }
            if is_last {
                return Ok(page);
            }
        }
    }

    /// The next headers, newest first, by the index that tells most.
    fn headers_before(&self, filter: &AuditFilter, after: Option<AuditPlace>) -> Result<Vec<CommitHeader>, StoreFault> {
        let mut sql = "SELECT incarnation, n FROM log_commit WHERE recorded_at >= ? AND recorded_at < ?".to_owned();
        let at = |instant: Option<Instant>, none: i64| {
            Value::Integer(instant.map_or(none, |instant| Hlc::ZERO.next(instant).to_i64()))
        };
        let mut values = vec![at(filter.from, 0), at(filter.until, i64::MAX)];
        if let Some(user) = filter.user {
            sql.push_str(" AND user_id = ?");
            values.push(Value::Blob(user.to_bytes().to_vec()));
        }
        if let Some(area) = filter.area.filter(|area| self.is_leaf(*area).unwrap_or(false)) {
            sql.push_str(" AND area_id = ?");
            values.push(Value::Blob(area.to_bytes().to_vec()));
        }
        if let Some(device) = filter.device {
            sql.push_str(" AND incarnation >= ? AND incarnation <= ?");
            for nonce in [[0; 8], [0xff; 8]] {
                values.push(Value::Blob(Incarnation { device, nonce }.to_bytes().to_vec()));
            }
        }
        if filter.kind == AuditKind::Reads {
            let acts: Vec<String> = ACTS.iter().map(|act| format!("'{act}'")).collect();
            sql.push_str(&format!(" AND act IN ({})", acts.join(", ")));
        }
        if let Some(act) = &filter.act {
            sql.push_str(" AND act = ?");
            values.push(Value::Text(act.clone()));
        }
        if let Some(after) = after {
            sql.push_str(" AND recorded_at <= ? AND (recorded_at, incarnation, n) < (?, ?, ?)");
            values.push(Value::Integer(after.at.to_i64()));
            values.push(Value::Integer(after.at.to_i64()));
            values.push(Value::Blob(after.by.to_bytes().to_vec()));
            values.push(Value::Integer(after.n as i64));
        }
        sql.push_str(&format!(" ORDER BY recorded_at DESC, incarnation DESC, n DESC LIMIT {STEP_ROWS}"));
        let mut statement = self.connection().prepare_cached(&sql)?;
        let places = statement
            .query_map(rusqlite::params_from_iter(values), |row| {
                Ok((row.get::<_, [u8; 12]>("incarnation")?, row.get::<_, i64>("n")?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut headers = Vec::with_capacity(places.len());
        for (by, n) in places {
            let Some(by) = Incarnation::from_slice(&by) else { continue };
            headers.extend(log::commit::find(self.connection(), by, n as u64)?.map(|commit| commit.header));
        }
        Ok(headers)
    }

    /// What a commit did and opened. Where only its header is here, that is all there is.
    fn unpack(
        &self,
        header: CommitHeader,
        place: AuditPlace,
        filter: &AuditFilter,
        unpacked: &mut Unpacked,
    ) -> Result<AuditRow, StoreFault> {
        let mut row = AuditRow { place, header, subjects: Vec::new(), reads: Vec::new(), accounts: Vec::new() };
        let Some(payload) = self.payload(&row.header, unpacked)? else { return Ok(row) };
        // Of many documents those are told that were asked for; and telling is dear.
        let is_asked = |change: &&DocumentChange| {
            let mut fields = change.puts.iter().filter_map(|put| line_of_number(put.key.number));
            filter.field.as_ref().is_none_or(|asked| fields.any(|line| line.field.name() == asked))
        };
        for change in payload.changes.iter().filter(is_asked).take(AUDIT_SUBJECTS_MAX) {
            row.subjects.push(AuditSubjectRow {
                document: change.document,
                kind: change.kind,
                changes: self.told(change, &row.header, unpacked)?,
            });
        }
        for record in &payload.facts {
            match record.fact() {
                Some(Fact::SensitiveRead(read)) => row.reads.push(read),
                Some(Fact::AccountChange(changed)) => row.accounts.push(changed.user),
                Some(_) | None => {}
            }
        }
        Ok(row)
    }

    fn payload(&self, header: &CommitHeader, unpacked: &mut Unpacked) -> Result<Option<Payload>, StoreFault> {
        let (by, n) = (header.incarnation, header.n);
        let unsealed: Option<Vec<u8>> = self
            .connection()
            .prepare_cached("SELECT payload FROM log_unsealed WHERE incarnation = ?1 AND n = ?2")?
            .query_row((by.to_bytes(), n as i64), |row| row.get("payload"))
            .optional()?;
        if let Some(bytes) = unsealed {
            return Ok(Some(Payload::read(&bytes)?));
        }
        let Some((first, _, _)) = log::chunk::containing(self.connection(), by, n)? else { return Ok(None) };
        if !unpacked.chunks.contains_key(&(by, first)) {
            if unpacked.chunks.len() >= CHUNKS_MAX {
                unpacked.chunks.clear();
            }
            let commits = Chunk::read(&log::chunk::bytes(self.connection(), by, first)?)?.commits()?;
            unpacked.chunks.insert((by, first), commits);
        }
        let commits = unpacked.chunks.get(&(by, first)).map(Vec::as_slice).unwrap_or_default();
        let commit = commits.get(n.saturating_sub(first) as usize).filter(|commit| commit.header.n == n);
        Ok(commit.map(|commit| Payload::read(&commit.payload)).transpose()?)
    }

    /// The values of one change, with what stood before them. What the hub handed on is told where it was first done.
    fn told(
        &self,
        change: &DocumentChange,
        header: &CommitHeader,
        unpacked: &mut Unpacked,
    ) -> Result<Vec<TimelineChangeRow>, StoreFault> {
        if change.author.is_some() {
            return Ok(Vec::new());
        }
        if !change.dependencies.is_empty() {
            if unpacked.histories.len() >= HISTORIES_MAX {
                unpacked.histories.clear();
            }
            let history = match unpacked.histories.entry(change.document) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let held = log::document::load(self.connection(), change.document)?;
                    place.insert(held.map(|held| held.document.history()).unwrap_or_default())
                }
            };
            let is_this = |past: &&PastChange| (past.by, past.at) == (header.incarnation, header.recorded_at);
            if let Some(past) = history.iter().find(is_this) {
                return Ok(changes(past));
            }
        }
        let founding = change.puts.iter().filter_map(|put| {
            Some(TimelineChangeRow {
                field: line_of_number(put.key.number)?.field.name(),
                item: put.key.item.map(Id::to_bytes),
                before: None,
                after: put.value.as_ref().map(domain::Value::to_text),
            })
        });
        Ok(founding.collect())
    }
}
