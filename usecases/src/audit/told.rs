//! Commits of an audit as they are told.

use std::collections::BTreeSet;

use domain::audit::is_sensitive;
use domain::change::{Document, DocumentKind, DocumentRef};
use domain::partner::Partner;
use domain::{DocumentKind as Kind, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::limits::AUDIT_SUBJECTS_MAX;
use store::read::audit::AuditRow;
use sync::replay::kind_of;

use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::{self, Mask};
use crate::registry::timeline::{SubjectKind, TimelineChange, told_changes};
use crate::registry::view;

/// A person or household that a commit is about.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditSubject {
    /// What it is.
    pub subject_kind: SubjectKind,
    /// Identity.
    pub subject_id: String,
    /// Name; empty where it lies in areas of others.
    pub subject_name: String,
    /// The household to open.
    pub household_id: Option<String>,
    /// What changed.
    pub changes: Vec<TimelineChange>,
}

/// Values that were opened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditRead {
    /// Field names.
    pub fields: Vec<String>,
    /// Purpose code.
    pub purpose: String,
    /// Why.
    pub reason: String,
    /// Whose, the first 20.
    pub subjects: Vec<AuditSubject>,
    /// Of how many.
    pub subject_count: u32,
    /// The partner they were given to: its name.
    #[serde(default)]
    pub partner: Option<String>,
}

/// One commit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditLine {
    /// Name of the commit.
    pub commit: String,
    /// When, by the author's clock.
    pub at: i64,
    /// Who.
    pub by_user: String,
    /// On which device.
    pub by_device: String,
    /// Use-case; `registry.unknown` where only the documents tell.
    pub act: String,
    /// Why.
    pub reason: Option<String>,
    /// Area; none for what everybody hears.
    pub area_id: Option<String>,
    /// Its name, where the screen has none in its language.
    pub area_name: Option<String>,
    /// What it changed, of the first 20 persons and households.
    pub subjects: Vec<AuditSubject>,
    /// What it opened.
    pub reads: Vec<AuditRead>,
    /// Whose way of signing in to the console it changed: names.
    #[serde(default)]
    pub accounts: Vec<String>,
}

/// Tells commits, and remembers whose values it told that only an opening shows.
pub(super) struct Teller<'a> {
    pub context: &'a Context<'a>,
    /// Whether values are opened.
    pub is_opening: bool,
    /// Persons whose sensitive values were told because of it.
    pub opened: BTreeSet<DocumentRef>,
    /// Every person and household that was named.
    pub named: BTreeSet<DocumentRef>,
}

impl<'a> Teller<'a> {
    pub const fn new(context: &'a Context<'a>, is_opening: bool) -> Self {
        Self { context, is_opening, opened: BTreeSet::new(), named: BTreeSet::new() }
    }

    pub fn line(&mut self, reader: &Reader<'_>, row: AuditRow) -> Result<AuditLine, Failure> {
        let mut subjects = Vec::with_capacity(row.subjects.len());
        for subject in row.subjects.into_iter().take(AUDIT_SUBJECTS_MAX) {
            let Some(kind) = kind_of(subject.kind) else { continue };
            let document = DocumentRef { kind, id: subject.document };
            let is_touched = subject.changes.iter().any(|change| is_sensitive(change.field));
            let mask = self.mask(reader, document, is_touched)?;
            let changes = told_changes(reader, subject.changes, mask)?;
            subjects.push(AuditSubject { changes, ..self.subject(reader, document)? });
        }
        let mut reads = Vec::with_capacity(row.reads.len());
        for read in row.reads {
            let count = read.documents.len();
            let first = read.documents.into_iter().take(AUDIT_SUBJECTS_MAX);
            let told = first.map(|document| self.subject(reader, document)).collect::<Result<_, _>>()?;
            reads.push(AuditRead {
                fields: read.fields,
                purpose: read.purpose,
                reason: read.reason,
                subjects: told,
                subject_count: count as u32,
                partner: read.partner.map(|id| self.partner(reader, id)).transpose()?,
            });
        }
        let accounts = row.accounts.into_iter().map(|user| view::user_name(reader, Some(user)));
        let accounts = accounts.collect::<Result<_, _>>()?;
        let header = row.header;
        let area = Some(header.area).filter(|area| *area != Id::NIL);
        Ok(AuditLine {
            commit: format!("{}-{}", header.incarnation, header.n),
            at: header.recorded_at.instant().ms(),
            by_user: view::user_name(reader, Some(header.user))?,
            by_device: view::device_name(reader, header.incarnation.device)?,
            act: if header.act.is_empty() { "registry.unknown".to_owned() } else { header.act },
            reason: header.reason,
            area_id: area.map(|area| area.to_string()),
            area_name: area.map(|area| view::area_name(reader, area)).transpose()?,
            subjects,
            reads,
            accounts,
        })
    }

    fn partner(&self, reader: &Reader<'_>, id: Id<Partner>) -> Result<String, Failure> {
        Ok(reader.partners()?.remove(&id).map_or_else(|| id.to_string(), |partner| partner.name))
    }

    /// An opening lifts the mask of families in the caller's areas only.
    fn mask(&mut self, reader: &Reader<'_>, document: DocumentRef, is_touched: bool) -> Result<Mask, Failure> {
        let mask = Mask::on(self.context, reader, document.id)?;
        if mask.is_lifted() || !self.is_opening || !is_touched || !self.is_in_scope(reader, document.id)? {
            return Ok(mask);
        }
        self.opened.insert(document);
        Ok(Mask::opened())
    }

    fn is_in_scope(&self, reader: &Reader<'_>, id: Id<Document>) -> Result<bool, Failure> {
        let Some(area) = reader.area_of(id)? else { return Ok(false) };
        Ok(self.context.is_in_scope(reader, area)?)
    }

    fn subject(&mut self, reader: &Reader<'_>, document: DocumentRef) -> Result<AuditSubject, Failure> {
        let mut subject = AuditSubject {
            subject_kind: if document.kind == Kind::Person { SubjectKind::Person } else { SubjectKind::Household },
            subject_id: document.id.to_string(),
            subject_name: String::new(),
            household_id: None,
            changes: Vec::new(),
        };
        if mask::in_scope(self.context, reader, document).is_err() {
            return Ok(subject);
        }
        self.named.insert(document);
        match document.kind {
            DocumentKind::Person => {
                if let Some(person) = reader.person(document.id.of())? {
                    subject.subject_name = person.shown_name();
                    subject.household_id = person.household.map(|id| id.to_string());
                }
            }
            DocumentKind::Household => {
                if let Some(row) = reader.household(document.id.of())? {
                    subject.subject_name = view::household_name(reader, &row.household)?;
                    subject.household_id = Some(document.id.to_string());
                }
            }
        }
        Ok(subject)
    }
}
