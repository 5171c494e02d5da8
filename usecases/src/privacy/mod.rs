//! Erasure and retention, at the hub: files are erased for a ground, laptops say when they have followed, rules say what is
//! due. Nothing is erased by a timer: somebody with the right looks at what is due and says so.

mod told;

use domain::privacy::{self, Erasure, FileStanding, Grounds, RetentionKind, RetentionRule, Ruling};
use domain::{DocumentRef, Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::read::privacy::PRIVACY_PAGE;
use store::{Reader, Writer};

use crate::caller::Context;
use crate::failure::Failure;
use crate::registry::{seen, seen_person};
use crate::{Done, Nothing, parse};

pub use told::{DueFile, ErasedFile, ErasureRuling, LaptopStanding};

/// What is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// One person; the household lives on.
    Person,
    /// A household and everybody in it.
    Household,
}

/// Input of `privacy.erase`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EraseInput {
    /// What.
    pub kind: FileKind,
    /// Identity of the person or household.
    pub id: String,
    /// Ground code.
    pub ground: String,
    /// Number of the paper file, up to 60 characters; nobody's name.
    pub reference: Option<String>,
}

/// Answer of `privacy.erase` and `privacy.erase_due`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EraseOutput {
    /// The ruling.
    pub ruling_id: String,
    /// Files it names.
    pub files: u32,
}

/// Input of `privacy.list_rulings`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RulingListInput {
    /// How many to pass over.
    pub offset: u32,
}

/// Answer of `privacy.list_rulings`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RulingListOutput {
    /// Newest first.
    pub rulings: Vec<ErasureRuling>,
    /// The offset of the next page; none on the last one.
    pub next_offset: Option<u32>,
}

/// A rule.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RetentionRule")]
pub struct RuleOutput {
    /// What it is about.
    pub kind: String,
    /// Months after the end; none keeps for ever.
    pub months: Option<u16>,
    /// Whether anything is due today.
    pub is_any_due: bool,
}

/// Answer of `privacy.list_rules`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RuleListOutput {
    /// One of each kind.
    pub rules: Vec<RuleOutput>,
}

/// Input of `privacy.set_rule`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SetRuleInput {
    /// What it is about.
    pub kind: String,
    /// Months after the end, 6 to 1,200; none keeps for ever.
    pub months: Option<u16>,
}

/// Input of `privacy.list_due`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DueListInput {
    /// Of which rule.
    pub kind: String,
    /// How many to pass over.
    #[serde(default)]
    pub offset: u32,
}

/// Answer of `privacy.list_due`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DueListOutput {
    /// The longest ended first.
    pub files: Vec<DueFile>,
    /// The offset of the next page; none on the last one.
    pub next_offset: Option<u32>,
}

/// Input of `privacy.erase_due`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EraseDueInput {
    /// Of which rule.
    pub kind: String,
    /// Files of its list, up to 200.
    pub ids: Vec<String>,
    /// Number of the paper file.
    pub reference: Option<String>,
}

/// Erases a person, or a household with everybody in it.
///
/// # Errors
/// Missing for files that are not this caller's to see; what [`privacy::check_person`] and [`privacy::check_household`]
/// refuse.
pub fn erase(context: &Context<'_>, input: EraseInput) -> Result<EraseOutput, Failure> {
    let grounds = Grounds::parse(&input.ground, input.reference.as_deref())?;
    context.write(|writer| {
        let files = match input.kind {
            FileKind::Person => person(context, writer, parse::id(&input.id)?)?,
            FileKind::Household => household(context, writer, parse::id(&input.id)?)?,
        };
        rule(context, writer, &files, &grounds)
    })
}

fn person(
    context: &Context<'_>,
    reader: &Reader<'_>,
    id: Id<domain::registry::Person>,
) -> Result<Vec<DocumentRef>, Failure> {
    let (person, area) = seen_person(context, reader, id)?;
    if !context.is_in_scope(reader, area)? {
        return Err(Refusal::AreaOutOfScope.into());
    }
    let home = person.household.map(|home| reader.household(home)).transpose()?.flatten();
    privacy::check_person(id, home.as_ref().map(|row| &row.household), standing(reader, id.into())?)?;
    Ok(vec![id.into()])
}

fn household(
    context: &Context<'_>,
    reader: &Reader<'_>,
    id: Id<domain::registry::Household>,
) -> Result<Vec<DocumentRef>, Failure> {
    let household = seen(context, reader, id)?.household;
    if !context.is_in_scope(reader, household.area)? {
        return Err(Refusal::AreaOutOfScope.into());
    }
    let is_move_pending = reader.move_of(id)?.is_some_and(|row| row.state == "requested");
    let mut members = Vec::with_capacity(household.members.len());
    let mut files: Vec<DocumentRef> = vec![id.into()];
    for member in &household.members {
        let found = standing(reader, member.person.into())?;
        if !found.is_erased {
            files.push(member.person.into());
        }
        members.push(found);
    }
    privacy::check_household(standing(reader, id.into())?, &members, is_move_pending)?;
    Ok(files)
}

fn standing(reader: &Reader<'_>, file: DocumentRef) -> Result<FileStanding, Failure> {
    Ok(FileStanding {
        is_erased: reader.erased_at(file.id)?.is_some(),
        is_in_conflict: !reader.conflicts_of(file.id)?.is_empty(),
    })
}

/// States the ruling and carries it out here.
fn rule(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    files: &[DocumentRef],
    grounds: &Grounds,
) -> Result<EraseOutput, Failure> {
    let ruling: Id<Ruling> = writer.new_id();
    let mut erasures = Vec::with_capacity(files.len());
    for file in files {
        let found = writer.file_as_erased(*file)?.ok_or_else(Failure::missing)?;
        erasures.push(Erasure {
            id: writer.new_id(),
            ruling,
            document: *file,
            home: found.home,
            kept: found.kept,
            seen: found.seen,
            ground: grounds.ground.to_owned(),
            reference: grounds.reference.clone(),
            at: context.caller.now,
        });
    }
    writer.commit(Id::NIL, None, &privacy::erase(erasures)?)?;
    writer.carry_out_erasures()?;
    Ok(EraseOutput { ruling_id: ruling.to_string(), files: files.len() as u32 })
}

/// Rulings, with which laptops have followed.
///
/// # Errors
/// Faults of the store.
pub fn list_rulings(context: &Context<'_>, input: RulingListInput) -> Result<RulingListOutput, Failure> {
    context.read(|reader| {
        let (rulings, has_more) = reader.rulings(input.offset as usize, &context.scope())?;
        let rulings = rulings.into_iter().map(|row| told::ruling(context, reader, row)).collect::<Result<_, _>>()?;
        Ok(RulingListOutput { rulings, next_offset: next(input.offset, has_more) })
    })
}

fn next(offset: u32, has_more: bool) -> Option<u32> {
    has_more.then(|| offset.saturating_add(PRIVACY_PAGE as u32))
}

/// The rules, one of each kind.
///
/// # Errors
/// Faults of the store.
pub fn list_rules(context: &Context<'_>, _: Nothing) -> Result<RuleListOutput, Failure> {
    context.read(|reader| {
        let stated = reader.retention_rules()?;
        let mut rules = Vec::new();
        for kind in RetentionKind::ALL {
            let months = stated.get(&kind).and_then(|rule| rule.months);
            let until = months.and_then(|months| privacy::due_before(context.caller.today, months));
            let is_any_due = match until {
                Some(until) => !reader.due_files(kind, until, 0, &context.scope())?.0.is_empty(),
                None => false,
            };
            rules.push(RuleOutput { kind: kind.code().to_owned(), months, is_any_due });
        }
        Ok(RuleListOutput { rules })
    })
}

/// States how long files of a kind are kept from now on.
///
/// # Errors
/// What [`privacy::keep_for`] refuses.
pub fn set_rule(context: &Context<'_>, input: SetRuleInput) -> Result<Done, Failure> {
    let kind = RetentionKind::parse(&input.kind)?;
    context.write(|writer| {
        let present = writer.retention_rules()?.remove(&kind);
        let rule = RetentionRule { id: writer.new_id(), kind, months: input.months, version: 0 };
        let change = privacy::keep_for(rule, present.as_ref())?;
        Ok(writer.commit(Id::NIL, None, &change)?.into())
    })
}

/// Files that a rule says are due.
///
/// # Errors
/// [`Refusal::UnknownCode`].
pub fn list_due(context: &Context<'_>, input: DueListInput) -> Result<DueListOutput, Failure> {
    let kind = RetentionKind::parse(&input.kind)?;
    context.read(|reader| {
        let Some(until) = until(context, reader, kind)? else {
            return Ok(DueListOutput { files: Vec::new(), next_offset: None });
        };
        let (rows, has_more) = reader.due_files(kind, until, input.offset as usize, &context.scope())?;
        let files = rows.into_iter().map(|row| told::due(reader, kind, row)).collect::<Result<_, _>>()?;
        Ok(DueListOutput { files, next_offset: next(input.offset, has_more) })
    })
}

fn until(context: &Context<'_>, reader: &Reader<'_>, kind: RetentionKind) -> Result<Option<domain::Date>, Failure> {
    let months = reader.retention_rules()?.get(&kind).and_then(|rule| rule.months);
    Ok(months.and_then(|months| privacy::due_before(context.caller.today, months)))
}

/// Erases files that are due: those that were looked at, and no others.
///
/// # Errors
/// [`Refusal::NotDue`] for none, or for one that is not due; what erasing one by itself refuses.
pub fn erase_due(context: &Context<'_>, input: EraseDueInput) -> Result<EraseOutput, Failure> {
    let kind = RetentionKind::parse(&input.kind)?;
    let grounds = Grounds::parse("not_needed", input.reference.as_deref())?;
    if input.ids.len() > privacy::FILES_MAX {
        return Err(Refusal::TooManyErased { limit: privacy::FILES_MAX }.into());
    }
    context.write(|writer| {
        let until = until(context, writer, kind)?.ok_or(Refusal::NotDue)?;
        let mut files: Vec<DocumentRef> = Vec::new();
        for id in &input.ids {
            let document: Id<domain::change::Document> = parse::id(id)?;
            if !writer.is_due(kind, until, document)? {
                return Err(Refusal::NotDue.into());
            }
            let found = match kind {
                RetentionKind::DissolvedHousehold => household(context, writer, document.of())?,
                RetentionKind::DeceasedPerson | RetentionKind::DepartedPerson => {
                    person(context, writer, document.of())?
                }
            };
            files.extend(found);
        }
        files.sort_unstable();
        files.dedup();
        if files.is_empty() {
            return Err(Refusal::NotDue.into());
        }
        rule(context, writer, &files, &grounds)
    })
}
