//! The timeline of a family: told from the documents' own history and the log, so that nothing is kept twice.

use domain::change::{Document, Value};
use domain::registry::Household;
use domain::roster::User;
use domain::{Id, Instant};
use sync::Incarnation;
use sync::field::line_of_number;

use crate::fault::StoreFault;
use crate::log;
use crate::project::erasure;
use crate::read::Reader;

/// One value that changed.
#[derive(Debug, Clone)]
pub struct TimelineChangeRow {
    /// Field name.
    pub field: &'static str,
    /// Item.
    pub item: Option<[u8; 16]>,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// One thing that happened to one document.
#[derive(Debug, Clone)]
pub struct TimelineRow {
    /// The commit, `<device>-<nonce>-<n>`.
    pub commit: String,
    /// When, by the author's clock.
    pub at: Instant,
    /// Who; none when the commit is not here.
    pub by: Option<Id<User>>,
    /// On which device.
    pub device: u32,
    /// Use-case.
    pub act: String,
    /// Why.
    pub reason: Option<String>,
    /// About what.
    pub subject: Id<Document>,
    /// Whether it is about the household itself.
    pub is_household: bool,
    /// What changed.
    pub changes: Vec<TimelineChangeRow>,
    /// Whether the hub holds it.
    pub is_held: bool,
    order: i64,
}

impl Reader<'_> {
    /// Everything that happened to a household and all who ever lived in it, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn timeline(&self, household: Id<Household>) -> Result<Vec<TimelineRow>, StoreFault> {
        let mut subjects: Vec<(Id<Document>, bool)> = vec![(household.of(), true)];
        if let Some(row) = self.household(household)? {
            subjects.extend(row.household.members.iter().map(|member| (member.person.of(), false)));
        }
        subjects.extend(self.former_members(household)?.into_iter().map(|stay| (stay.person.of(), false)));
        let standing = self.standing()?;
        let mut rows = Vec::new();
        for (subject, is_household) in subjects {
            let Some(held) = log::document::load(self.connection(), subject)? else { continue };
            for past in held.document.history() {
                let commit = log::commit::recorded_at(self.connection(), past.by, past.at)?;
                let n = commit.as_ref().map_or(0, |commit| commit.header.n);
                // A file that was founded again by an erasure has an author of its own, and no commit of that name.
                let ruled = if commit.is_none() { erasure::ruled(self.connection(), subject, past.by)? } else { None };
                rows.push(TimelineRow {
                    commit: format!("{}-{n}", past.by),
                    at: past.at.instant(),
                    by: commit.as_ref().map(|commit| commit.header.user).or(ruled),
                    device: past.by.device,
                    act: commit.as_ref().map_or_else(|| unnamed(ruled).to_owned(), |commit| commit.header.act.clone()),
                    reason: commit.and_then(|commit| commit.header.reason),
                    subject,
                    is_household,
                    changes: changes(&past),
                    is_held: is_held(&standing, past.by, n),
                    order: past.at.to_i64(),
                });
            }
        }
        rows.sort_by(|a, b| {
            b.order
                .cmp(&a.order)
                .then_with(|| b.is_household.cmp(&a.is_household))
                .then_with(|| a.subject.cmp(&b.subject))
        });
        Ok(rows)
    }
}

/// What an act is called whose commit is not here.
const fn unnamed(ruled: Option<Id<User>>) -> &'static str {
    if ruled.is_some() { "privacy.erase" } else { "registry.unknown" }
}

fn is_held(standing: &crate::read::standing::StandingRow, by: Incarnation, n: u64) -> bool {
    standing.incarnation != Some(by) || n <= standing.held_n
}

pub(super) fn changes(past: &sync::document::PastChange) -> Vec<TimelineChangeRow> {
    let told = |value: &Option<Value>| value.as_ref().map(Value::to_text);
    let lines = past.puts.iter().zip(&past.before);
    lines
        .filter_map(|(put, before)| {
            let line = line_of_number(put.key.number)?;
            Some(TimelineChangeRow {
                field: line.field.name(),
                item: put.key.item.map(Id::to_bytes),
                before: told(before),
                after: told(&put.value),
            })
        })
        .collect()
}
