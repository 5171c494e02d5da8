//! "Who changed this phone number, where, when, from what": by person, household or number through the documents' own history,
//! by everything else through the log.

use std::collections::BTreeMap;

use domain::audit::{Opening, SENSITIVE};
use domain::change::{Document, DocumentRef};
use domain::registry::{Household, Person};
use domain::{Field, Id, Instant, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::limits::PAGE_ROWS;
use store::read::audit::{AuditFilter, AuditKind, AuditPage, AuditPlace};
use sync::{Hlc, Incarnation};

use super::opening::{self, OpeningInput};
use super::told::{AuditLine, Teller};
use crate::caller::Context;
use crate::failure::Failure;
use crate::{mask, parse};

/// Which commits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditAbout {
    /// All.
    #[default]
    Everything,
    /// Changes.
    Changes,
    /// Openings of sensitive values.
    Reads,
}

/// What is looked for; what is absent does not matter.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AuditQuery {
    /// Which commits.
    pub about: AuditAbout,
    /// About this person.
    pub person_id: Option<String>,
    /// About this household and all who ever lived in it.
    pub household_id: Option<String>,
    /// About whoever has or had this number: their own, of a phone, of an identity document.
    pub number: Option<String>,
    /// By this user.
    pub user_id: Option<String>,
    /// On this device.
    pub device: Option<u32>,
    /// This use-case.
    pub act: Option<String>,
    /// Not before, in milliseconds since 1970.
    pub from_at: Option<i64>,
    /// Before, in milliseconds since 1970.
    pub until_at: Option<i64>,
    /// In this area and below.
    pub area_id: Option<String>,
    /// This field was changed or opened.
    pub field: Option<String>,
}

/// Input of `audit.search`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AuditSearchInput {
    /// What is looked for.
    pub query: AuditQuery,
    /// Where to go on, from the answer before.
    pub cursor: Option<String>,
    /// Why values are opened; without it they stay masked.
    pub opening: Option<OpeningInput>,
}

/// Answer of `audit.search`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditSearchOutput {
    /// Newest first, up to 50. Fewer, with `next`, after many commits that did not fit.
    pub lines: Vec<AuditLine>,
    /// Where to go on; none at the end.
    pub next: Option<String>,
}

/// What is looked for, read once.
pub(super) struct Asked {
    filter: AuditFilter,
    person: Option<Id<Person>>,
    household: Option<Id<Household>>,
    number: Option<String>,
}

impl Asked {
    pub fn parse(query: &AuditQuery) -> Result<Self, Failure> {
        let field = query.field.as_deref().filter(|field| !field.is_empty());
        let known = |name: &str| {
            let value = || Refusal::UnknownCode { field: "field", value: name.chars().take(40).collect() };
            Field::parse(name).map(|field| field.name().to_owned()).ok_or_else(value)
        };
        let instant = |ms: Option<i64>| ms.map(|ms| Instant::from_ms(ms.max(0)));
        Ok(Self {
            filter: AuditFilter {
                kind: match query.about {
                    AuditAbout::Everything => AuditKind::Everything,
                    AuditAbout::Changes => AuditKind::Changes,
                    AuditAbout::Reads => AuditKind::Reads,
                },
                user: parse::optional_id(query.user_id.as_deref())?,
                device: query.device,
                act: parse::text("act", query.act.as_deref())?,
                from: instant(query.from_at),
                until: instant(query.until_at),
                area: parse::optional_id(query.area_id.as_deref())?,
                field: field.map(known).transpose()?,
            },
            person: parse::optional_id(query.person_id.as_deref())?,
            household: parse::optional_id(query.household_id.as_deref())?,
            number: parse::text("number", query.number.as_deref())?,
        })
    }

    /// The documents that are asked for by name; none when none are named.
    fn documents(&self, context: &Context<'_>, reader: &Reader<'_>) -> Result<Option<Vec<Id<Document>>>, Failure> {
        if let Some(person) = self.person {
            return Ok(Some(vec![mask::in_scope(context, reader, person)?.id]));
        }
        if let Some(household) = self.household {
            let mut found = vec![mask::in_scope(context, reader, household)?.id];
            if let Some(row) = reader.household(household)? {
                found.extend(row.household.members.iter().map(|member| member.person.of()));
            }
            found.extend(reader.former_members(household)?.into_iter().map(|stay| stay.person.of()));
            return Ok(Some(kept(context, reader, found)?));
        }
        let Some(number) = &self.number else { return Ok(None) };
        Ok(Some(kept(context, reader, reader.documents_by_number(number)?)?))
    }

    /// One page.
    pub fn page(
        &self,
        context: &Context<'_>,
        reader: &Reader<'_>,
        after: Option<AuditPlace>,
    ) -> Result<AuditPage, Failure> {
        if let Some(documents) = self.documents(context, reader)? {
            let mut rows = reader.audit_of(&documents, &self.filter)?;
            rows.retain(|row| after.is_none_or(|after| row.place < after));
            let next = rows.get(PAGE_ROWS).and(rows.get(PAGE_ROWS - 1)).map(|row| row.place);
            rows.truncate(PAGE_ROWS);
            return Ok(AuditPage { rows, next });
        }
        let sees_all = context.scope().is_everywhere();
        let mut known = BTreeMap::new();
        let page = reader.audit_log(&self.filter, after, PAGE_ROWS, &mut |area| {
            if sees_all {
                return Ok(true);
            }
            if let Some(is_seen) = known.get(&area) {
                return Ok(*is_seen);
            }
            let is_seen = area != Id::NIL && context.is_in_scope(reader, area)?;
            known.insert(area, is_seen);
            Ok(is_seen)
        })?;
        Ok(page)
    }
}

/// Those of the caller's areas, each once.
fn kept(
    context: &Context<'_>,
    reader: &Reader<'_>,
    mut documents: Vec<Id<Document>>,
) -> Result<Vec<Id<Document>>, Failure> {
    documents.sort_unstable();
    documents.dedup();
    let mut kept = Vec::with_capacity(documents.len());
    for id in documents {
        if let Some(area) = reader.area_of(id)?
            && context.is_in_scope(reader, area)?
        {
            kept.push(id);
        }
    }
    Ok(kept)
}

/// A page of commits. With an opening, whose values were opened is on record before they are answered.
///
/// # Errors
/// Missing for a person or household that is not here or lies in areas of others; what [`Opening::parse`] refuses.
pub fn search(context: &Context<'_>, input: AuditSearchInput) -> Result<AuditSearchOutput, Failure> {
    let asked = Asked::parse(&input.query)?;
    let after = input.cursor.as_deref().map(place).transpose()?;
    let opening = input.opening.map(|opening| Opening::parse(&opening.purpose, &opening.reason)).transpose()?;
    let mut teller = Teller::new(context, opening.is_some());
    match opening {
        None => context.read(|reader| told(reader, &asked, after, &mut teller)),
        Some(opening) => context.write(|writer| {
            let output = told(writer, &asked, after, &mut teller)?;
            let opened: Vec<DocumentRef> = teller.opened.into_iter().collect();
            opening::state(context, writer, &opened, &SENSITIVE, &opening)?;
            Ok(output)
        }),
    }
}

fn told(
    reader: &Reader<'_>,
    asked: &Asked,
    after: Option<AuditPlace>,
    teller: &mut Teller<'_>,
) -> Result<AuditSearchOutput, Failure> {
    let page = asked.page(teller.context, reader, after)?;
    let lines = page.rows.into_iter().map(|row| teller.line(reader, row)).collect::<Result<_, _>>()?;
    Ok(AuditSearchOutput { lines, next: page.next.map(|place| cursor(&place)) })
}

fn cursor(place: &AuditPlace) -> String {
    format!("{}-{}-{}", place.at.to_i64(), data_encoding::HEXLOWER.encode(&place.by.to_bytes()), place.n)
}

fn place(text: &str) -> Result<AuditPlace, Failure> {
    let mut parts = text.split('-');
    let mut next = || parts.next().unwrap_or_default();
    let at = next().parse().ok().map(Hlc::from_i64);
    let by = data_encoding::HEXLOWER.decode(next().as_bytes()).ok();
    let by = by.and_then(|bytes| Incarnation::from_slice(&bytes));
    let n = next().parse().ok();
    match (at, by, n) {
        (Some(at), Some(by), Some(n)) => Ok(AuditPlace { at, by, n }),
        _ => Err(Failure::missing()),
    }
}
