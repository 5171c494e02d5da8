//! Applying a batch: one commit a household, one transaction for all, so that a refusal leaves nothing half-applied.

use domain::registry::{edit, membership};
use domain::time::parse_date;
use domain::{Id, PartialDate, Precision, Refusal};
use interop::registry::{HouseholdRow, PersonRow};
use store::Writer;
use store::local::batch::{BatchItem, BatchRow, BatchState};

use crate::caller::Context;
use crate::failure::Failure;
use crate::import::{ImportBatchInput, ImportBatchOutput, RowAction, page, prepared};
use crate::parse;
use crate::registry::edit::{HouseholdFields, PersonFields, household_edit, person_edit};
use crate::registry::member_input::{IdentityDocumentInput, MemberInput, new_member};
use crate::registry::register::{Origin, RegisterInput, register_in};

/// Rows read at a time.
const ROWS: usize = 500;

/// Applies a prepared batch.
///
/// # Errors
/// `import-refused-batch-not-prepared`; a refusal of a row, with its row number, undoes all.
pub fn apply(context: &Context<'_>, input: ImportBatchInput) -> Result<ImportBatchOutput, Failure> {
    let id = parse::id(&input.batch_id)?;
    context.write(|writer| {
        let batch = writer.batch(id)?.ok_or_else(Failure::missing)?;
        if batch.state != BatchState::Prepared {
            return Err(Failure::refused("import-refused-batch-not-prepared"));
        }
        let mut offset = 0;
        loop {
            let items = writer.batch_items(id, offset, ROWS)?;
            let Some(last) = items.last() else { break };
            offset = last.place + 1;
            for item in items {
                let row = prepared(&item)?.row;
                apply_item(context, writer, &batch, item).map_err(|failure| failure.with("row", row))?;
            }
        }
        writer.keep_batch_state(id, BatchState::Applied, &batch.counts)?;
        page(writer, id, 0)
    })
}

fn apply_item(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    batch: &BatchRow,
    mut item: BatchItem,
) -> Result<(), Failure> {
    let household = prepared(&item)?;
    match RowAction::parse(&item.action) {
        // Two batches of one file may have been prepared side by side: the second finds its households there.
        RowAction::New if writer.imported_household(&batch.source, &item.external_id)?.is_some() => {
            RowAction::Same.code().clone_into(&mut item.action);
            item.household = writer.imported_household(&batch.source, &item.external_id)?;
        }
        RowAction::New => item.household = Some(register(context, writer, batch, &household)?),
        RowAction::Changed => change(context, writer, batch, &item, &household)?,
        RowAction::Same | RowAction::Skipped | RowAction::Kept => {}
    }
    if let Some(made) = item.household.filter(|_| item.action == RowAction::New.code()) {
        item.applied_heads = Some(heads(writer, made)?);
    }
    Ok(writer.keep_batch_item(batch.id, &item)?)
}

/// The heads of a household and its members as text: equal later means untouched since.
pub(crate) fn heads(writer: &Writer<'_>, household: Id<domain::registry::Household>) -> Result<String, Failure> {
    let mut heads = Vec::new();
    let mut documents = vec![household.of()];
    let row = writer.household(household)?.ok_or_else(Failure::missing)?;
    documents.extend(row.household.members.iter().map(|member| member.person.of()));
    documents.sort();
    for document in documents {
        heads.push((document.to_string(), writer.heads(document)?));
    }
    Ok(serde_json::to_string(&heads).map_err(store::StoreFault::from)?)
}

fn register(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    batch: &BatchRow,
    household: &HouseholdRow,
) -> Result<Id<domain::registry::Household>, Failure> {
    let mut members: Vec<MemberInput> = household.members.iter().map(member_input).collect();
    settle_head(&mut members);
    let input = RegisterInput {
        area_id: household.area_code.clone().unwrap_or_else(|| batch.area.to_string()),
        address: household.address.clone(),
        dwelling: household.dwelling.clone(),
        water_source: household.water_source.clone(),
        registered_on: household.registered_on.clone().unwrap_or_else(|| context.caller.today.to_string()),
        members,
        consent: None,
        draft_id: None,
    };
    let origin = Origin {
        source: &batch.source,
        household: &household.external_id,
        members: household.members.iter().map(|member| member.external_id.as_str()).collect(),
    };
    let registered = register_in(context, writer, &input, Some(&origin))?;
    parse::id(&registered.household_id)
}

/// A household has one head. Where the file names none the first person is taken, where it names several the first of
/// them; the problems of the batch say so row by row.
fn settle_head(members: &mut [MemberInput]) {
    let head = members.iter().position(|member| member.role == "head").unwrap_or(0);
    for (index, member) in members.iter_mut().enumerate() {
        if index == head {
            "head".clone_into(&mut member.role);
        } else if member.role == "head" {
            member.role.clear();
        }
    }
}

fn birth(member: &PersonRow) -> Option<PartialDate> {
    let birth = member.birth.as_ref()?;
    Some(PartialDate { on: parse_date(&birth.on)?, precision: Precision::parse(&birth.precision)? })
}

fn member_input(member: &PersonRow) -> MemberInput {
    MemberInput {
        given_name: member.given_name.clone(),
        family_name: member.family_name.clone(),
        other_names: member.other_names.clone(),
        full_name: member.full_name.clone(),
        name_other_script: None,
        sex: member.sex.clone(),
        birth: birth(member),
        role: member.role.clone().unwrap_or_default(),
        civil_status: member.civil_status.clone(),
        education: member.education.clone(),
        disability: member.disability.clone(),
        occupation: member.occupation.clone(),
        phones: member.phones.clone(),
        identity_documents: member
            .documents
            .iter()
            .map(|it| IdentityDocumentInput {
                document_type: it.document_type.clone(),
                number: it.number.clone(),
                issuer: it.issuer.clone(),
                valid_until: None,
            })
            .collect(),
    }
}

/// Takes over what the file says otherwise than last time. An empty cell never blanks; nobody is removed by a file.
fn change(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    batch: &BatchRow,
    item: &BatchItem,
    household: &HouseholdRow,
) -> Result<(), Failure> {
    let Some(id) = item.household else { return Ok(()) };
    let Some(last) = writer.last_applied(&batch.source, &item.external_id)?.map(|item| prepared(&item)).transpose()?
    else {
        return Ok(());
    };
    let held = crate::registry::household(context, writer, id)?;
    let newer =
        |before: &Option<String>, now: &Option<String>| (before != now).then(|| now.clone()).flatten().map(Some);
    let fields = HouseholdFields {
        address: newer(&last.address, &household.address),
        dwelling: newer(&last.dwelling, &household.dwelling),
        water_source: newer(&last.water_source, &household.water_source),
    };
    commit_change(writer, held.area, edit::household(&held, household_edit(fields)?))?;
    for member in &household.members {
        match last.members.iter().find(|before| before.external_id == member.external_id) {
            Some(before) => {
                let Some(person) = writer.imported_person(&batch.source, &member.external_id)? else { continue };
                let (person, area) = crate::registry::person(context, writer, person)?;
                let birth = if before.birth == member.birth { None } else { birth(member).map(Some) };
                let fields = PersonFields {
                    given_name: newer(&before.given_name, &member.given_name),
                    family_name: newer(&before.family_name, &member.family_name),
                    other_names: newer(&before.other_names, &member.other_names),
                    full_name: newer(&before.full_name, &member.full_name),
                    name_other_script: None,
                    sex: newer(&before.sex, &member.sex),
                    birth,
                    civil_status: newer(&before.civil_status, &member.civil_status),
                    education: newer(&before.education, &member.education),
                    disability: newer(&before.disability, &member.disability),
                    occupation: newer(&before.occupation, &member.occupation),
                };
                commit_change(writer, area, edit::person(&person, person_edit(fields)?, context.caller.today))?;
            }
            None => {
                // Read again for each: who comes first to a household that everybody has left heads it.
                let held = crate::registry::household(context, writer, id)?;
                let mut input = member_input(member);
                if held.present_head().is_none() {
                    "head".clone_into(&mut input.role);
                } else if input.role == "head" {
                    input.role.clear();
                }
                let new = new_member(writer, &input, Some((batch.source.clone(), member.external_id.clone())))?;
                let change = membership::add(&held, &new, context.caller.today, context.caller.today)?;
                writer.commit(held.area, Some("import"), &change)?;
            }
        }
    }
    Ok(())
}

fn commit_change(
    writer: &mut Writer<'_>,
    area: Id<domain::Area>,
    change: Result<domain::Change, Refusal>,
) -> Result<(), Failure> {
    match change {
        Ok(change) => {
            writer.commit(area, Some("import"), &change)?;
            Ok(())
        }
        Err(Refusal::NothingChanged) => Ok(()),
        Err(refusal) => Err(refusal.into()),
    }
}
