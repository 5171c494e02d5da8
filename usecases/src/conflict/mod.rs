//! Conflicts: both values, who, on which laptop, when, and what everybody had before. Resolving puts a value and states
//! a fact; a settlement can be reopened.

use domain::change::{Change, Document, DocumentKind, DocumentRef, Fact, Item, Put, Reopening, Settlement, Value};
use domain::{Field, Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::conflict::{ConflictRow, SettlementRow};
use store::read::scope::Scope;
use sync::field::{FieldType, line_of};
use sync::replay::kind_of;

use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::Mask;
use crate::registry::{timeline, view};
use crate::{Done, parse};

/// Which conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConflictState {
    /// Values stand against each other, or a settlement is looked at again.
    Open,
    /// Settled.
    Settled,
}

/// Input of `conflict.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConflictListInput {
    /// Which.
    pub state: ConflictState,
    /// How many to pass over.
    #[serde(default)]
    pub offset: u32,
}

/// A value that stands.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConflictValue {
    /// The value as stored; references are identities.
    pub value: Option<String>,
    /// The value as told: references by name.
    pub told: Option<String>,
    /// Who.
    pub by_user: String,
    /// On which laptop.
    pub by_device: String,
    /// When, by its clock.
    pub at: i64,
    /// Whether lists show it for now.
    pub is_provisional: bool,
}

/// How a conflict was settled.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SettlementOutput {
    /// The fact.
    pub fact_id: String,
    /// The value taken.
    pub value: Option<String>,
    /// Who.
    pub by_user: String,
    /// On which laptop.
    pub by_device: String,
    /// When.
    pub at: i64,
    /// Why.
    pub reason: Option<String>,
}

/// A conflict.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConflictOutput {
    /// Document.
    pub document_id: String,
    /// Field name.
    pub field: String,
    /// Item.
    pub item_id: Option<String>,
    /// About what.
    pub subject_kind: timeline::SubjectKind,
    /// Its name.
    pub subject_name: String,
    /// The household to open.
    pub household_id: Option<String>,
    /// The values, the provisional one last.
    pub values: Vec<ConflictValue>,
    /// Whether the values are masked: `registry.reveal` opens them.
    pub is_masked: bool,
    /// What everybody had before.
    pub last_agreed: Option<String>,
    /// State.
    pub state: ConflictState,
    /// How it was settled.
    pub settlement: Option<SettlementOutput>,
}

/// Answer of `conflict.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConflictListOutput {
    /// A page of 50.
    pub conflicts: Vec<ConflictOutput>,
    /// How many stand; equals the count in the data.
    pub open_count: u64,
    /// Whether there are more.
    pub has_more: bool,
}

/// Input of `conflict.resolve`: one of the values, or a third.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConflictResolveInput {
    /// Document.
    pub document_id: String,
    /// Field name.
    pub field: String,
    /// Item.
    pub item_id: Option<String>,
    /// The value to stand.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Input of `conflict.reopen`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConflictReopenInput {
    /// The settlement.
    pub fact_id: String,
}

/// A page of conflicts.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, input: ConflictListInput) -> Result<ConflictListOutput, Failure> {
    context.read(|reader| {
        let open_count = reader.open_conflicts(&context.sight())?;
        let (conflicts, has_more) = match input.state {
            ConflictState::Open => open_page(context, reader, input.offset as usize)?,
            ConflictState::Settled => {
                let (rows, has_more) = reader.settlements(false, input.offset as usize, &context.sight())?;
                (
                    rows.into_iter()
                        .map(|row| {
                            settled(reader, Mask::on(context, reader, row.document)?, row, ConflictState::Settled)
                        })
                        .collect::<Result<_, _>>()?,
                    has_more,
                )
            }
        };
        Ok(ConflictListOutput { conflicts, open_count, has_more })
    })
}

/// What stands in the data, then settlements that are looked at again.
pub(crate) fn open_page(
    context: &Context<'_>,
    reader: &Reader<'_>,
    offset: usize,
) -> Result<(Vec<ConflictOutput>, bool), Failure> {
    let (rows, has_more) = reader.conflicts(offset, &context.sight())?;
    let told = |row: ConflictRow| standing(reader, Mask::on(context, reader, row.document)?, row);
    let mut conflicts = rows.into_iter().map(told).collect::<Result<Vec<_>, _>>()?;
    if !has_more {
        let (again, _) = reader.settlements(true, 0, &context.sight())?;
        for row in again {
            conflicts.push(settled(reader, Mask::on(context, reader, row.document)?, row, ConflictState::Open)?);
        }
    }
    Ok((conflicts, has_more))
}

struct Subject {
    kind: timeline::SubjectKind,
    name: String,
    household: Option<String>,
}

fn subject(reader: &Reader<'_>, kind: u8, document: Id<Document>) -> Result<Subject, Failure> {
    match kind_of(kind) {
        Some(DocumentKind::Household) => {
            let name =
                reader.household(document.of())?.map(|row| view::household_name(reader, &row.household)).transpose()?;
            Ok(Subject {
                kind: timeline::SubjectKind::Household,
                name: name.unwrap_or_default(),
                household: Some(document.to_string()),
            })
        }
        Some(DocumentKind::Person) | None => {
            let person = reader.person(document.of())?;
            let household = person.as_ref().and_then(|person| person.household).map(|id| id.to_string());
            Ok(Subject {
                kind: timeline::SubjectKind::Person,
                name: person.map(|person| person.shown_name()).unwrap_or_default(),
                household,
            })
        }
    }
}

fn item_text(item: Option<[u8; 16]>) -> Option<String> {
    item.map(|item| Id::<Item>::from_bytes(item).to_string())
}

pub(crate) fn standing(reader: &Reader<'_>, mask: Mask, row: ConflictRow) -> Result<ConflictOutput, Failure> {
    let subject = subject(reader, row.kind, row.document)?;
    let last = row.values.len().saturating_sub(1);
    let mut values = Vec::with_capacity(row.values.len());
    for (index, value) in row.values.into_iter().enumerate() {
        values.push(ConflictValue {
            told: timeline::told(reader, &row.field, value.value.clone(), mask)?,
            value: value.value.map(|value| mask.shown(&row.field, value)),
            by_user: view::user_name(reader, value.by)?,
            by_device: view::device_name(reader, value.device)?,
            at: value.at.ms(),
            is_provisional: index == last,
        });
    }
    Ok(ConflictOutput {
        document_id: row.document.to_string(),
        last_agreed: timeline::told(reader, &row.field, row.last_agreed, mask)?,
        is_masked: mask.hides(&row.field),
        field: row.field,
        item_id: item_text(row.item),
        subject_kind: subject.kind,
        subject_name: subject.name,
        household_id: subject.household,
        values,
        state: ConflictState::Open,
        settlement: None,
    })
}

pub(crate) fn settled(
    reader: &Reader<'_>,
    mask: Mask,
    row: SettlementRow,
    state: ConflictState,
) -> Result<ConflictOutput, Failure> {
    let subject = subject(reader, row.kind, row.document)?;
    let mut values = Vec::with_capacity(row.contended.len());
    for value in row.contended {
        let is_provisional = value == row.value;
        values.push(ConflictValue {
            told: timeline::told(reader, &row.field, value.clone(), mask)?,
            value: value.map(|value| mask.shown(&row.field, value)),
            by_user: String::new(),
            by_device: String::new(),
            at: row.settled_at.ms(),
            is_provisional,
        });
    }
    let settlement = SettlementOutput {
        fact_id: row.fact.to_string(),
        value: timeline::told(reader, &row.field, row.value, mask)?,
        by_user: view::user_name(reader, Some(row.by))?,
        by_device: view::device_name(reader, row.device)?,
        at: row.settled_at.ms(),
        reason: row.reason,
    };
    Ok(ConflictOutput {
        document_id: row.document.to_string(),
        is_masked: mask.hides(&row.field),
        field: row.field,
        item_id: item_text(row.item),
        subject_kind: subject.kind,
        subject_name: subject.name,
        household_id: subject.household,
        values,
        last_agreed: None,
        state,
        settlement: Some(settlement),
    })
}

/// Settles a conflict with one of its values or a third one.
///
/// # Errors
/// [`Refusal::ConflictNotOpen`] when no values stand against each other and no settlement is looked at again.
pub fn resolve(context: &Context<'_>, input: ConflictResolveInput) -> Result<Done, Failure> {
    let document: Id<Document> = parse::id(&input.document_id)?;
    let item: Option<Id<Item>> = parse::optional_id(input.item_id.as_deref())?;
    let field = Field::parse(&input.field).ok_or_else(Failure::missing)?;
    let reason = parse::reason(input.reason.as_deref())?;
    let value = parse_value(field, input.value.as_deref())?;
    context.write(|writer| {
        let area = writer.area_of(document)?.ok_or_else(Failure::missing)?;
        if !context.is_in_scope(writer, area)? {
            return Err(Refusal::AreaOutOfScope.into());
        }
        let (kind, contended) = contended(writer, document, field, item)?.ok_or(Refusal::ConflictNotOpen)?;
        let document = DocumentRef { kind, id: document };
        let mut change = Change::default();
        let settlement = Settlement {
            id: writer.new_id(),
            document,
            field,
            item,
            values: contended.values,
            value: value.as_ref().map(Value::to_text),
            reason: reason.clone(),
        };
        // A settlement that is confirmed after a second look changes no value: only the fact is stated.
        if contended.stands || contended.present != settlement.value {
            change.puts.push(Put { document, field, item, value });
        }
        change.state(Fact::Settlement(settlement));
        Ok(writer.commit(area, reason.as_deref(), &change)?.into())
    })
}

struct Contended {
    values: Vec<Option<String>>,
    /// Whether they stand against each other in the document now.
    stands: bool,
    /// The value shown now, when they do not.
    present: Option<String>,
}

fn contended(
    reader: &Reader<'_>,
    document: Id<Document>,
    field: Field,
    item: Option<Id<Item>>,
) -> Result<Option<(DocumentKind, Contended)>, Failure> {
    let item = item.map(Id::to_bytes);
    let fits = |name: &str, at: Option<[u8; 16]>| name == field.name() && at == item;
    if let Some(row) = reader.conflicts_of(document)?.into_iter().find(|row| fits(&row.field, row.item)) {
        let Some(kind) = kind_of(row.kind) else { return Ok(None) };
        return Ok(Some((
            kind,
            Contended {
                values: row.values.into_iter().map(|value| value.value).collect(),
                stands: true,
                present: None,
            },
        )));
    }
    let (again, _) = reader.settlements(true, 0, &Scope::everywhere())?;
    let Some(row) = again.into_iter().find(|row| row.document == document && fits(&row.field, row.item)) else {
        return Ok(None);
    };
    let Some(kind) = kind_of(row.kind) else { return Ok(None) };
    Ok(Some((kind, Contended { values: row.contended, stands: false, present: row.value })))
}

/// Reads a value as the field holds it.
fn parse_value(field: Field, text: Option<&str>) -> Result<Option<Value>, Failure> {
    let line = line_of(field);
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    // What a screen could not show must not become the value.
    if text.contains(domain::audit::MASK) && domain::audit::is_sensitive(field.name()) {
        return Err(Refusal::ValueMasked.into());
    }
    Ok(Some(match line.holds {
        FieldType::Text | FieldType::Code => {
            let cleaned = if field == Field::PhoneNumber {
                Some(domain::text::phone(text)?)
            } else {
                parse::text(field.name(), Some(text))?
            };
            Value::Text(cleaned.ok_or_else(|| Failure::refused("conflict-refused-value-missing"))?)
        }
        FieldType::Date => Value::from(parse::date(field.name(), text)?),
        FieldType::Flag => Value::Flag(text == "true"),
        FieldType::Reference => Value::from(parse::id::<Document>(text)?),
    }))
}

/// Opens a settled conflict again.
///
/// # Errors
/// Missing when there is no such settlement.
pub fn reopen(context: &Context<'_>, input: ConflictReopenInput) -> Result<Done, Failure> {
    let id = parse::id(&input.fact_id)?;
    context.write(|writer| {
        let row = writer.settlement(id)?.ok_or_else(Failure::missing)?;
        if row.is_reopened {
            return Err(Refusal::NothingChanged.into());
        }
        let area = writer.area_of(row.document)?.ok_or_else(Failure::missing)?;
        if !context.is_in_scope(writer, area)? {
            return Err(Refusal::AreaOutOfScope.into());
        }
        let mut change = Change::default();
        change.state(Fact::Reopening(Reopening { id: writer.new_id(), settlement: id }));
        Ok(writer.commit(area, None, &change)?.into())
    })
}
