//! Opening what is masked: a purpose and a reason first, the record of it second, the values last.

use domain::change::DocumentRef;
use domain::registry::Person;
use domain::{Field, Id, audit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::audit::opening;
use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::{self, Mask};
use crate::parse;
use crate::registry::view::{self, IdentityDocumentOutput, PhoneOutput};

/// Input of `registry.reveal`: one person, or all members of a household.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RevealInput {
    /// Person.
    pub person_id: Option<String>,
    /// Household, when no person is named.
    pub household_id: Option<String>,
    /// Names of masked fields; none means all of them.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Purpose code.
    pub purpose: String,
    /// Why.
    pub reason: String,
}

/// Values that stand against each other.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RevealedConflict {
    /// Field name.
    pub field: String,
    /// Item.
    pub item_id: Option<String>,
    /// The values in the order of `conflict.list`.
    pub values: Vec<Option<String>>,
}

/// The opened values of one person. Fields that were not asked for are empty.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RevealedPerson {
    /// Whose.
    pub person_id: String,
    /// Functional difficulty code.
    pub disability: Option<String>,
    /// Phones in use.
    pub phones: Vec<PhoneOutput>,
    /// Identity documents on file.
    pub identity_documents: Vec<IdentityDocumentOutput>,
    /// Asked fields in which two values stand.
    pub conflicts: Vec<RevealedConflict>,
}

/// Answer of `registry.reveal`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RevealOutput {
    /// The facts that say so: one for each area, which is one but for a family between two.
    pub fact_ids: Vec<String>,
    /// The persons.
    pub persons: Vec<RevealedPerson>,
}

/// Answers masked values, once it is on record that they were opened. No record, no value.
///
/// # Errors
/// What [`audit::Opening::parse`] and [`audit::fields`] refuse; missing for a person or household that is not here or lies in
/// areas of others; a full disk.
pub fn reveal(context: &Context<'_>, input: RevealInput) -> Result<RevealOutput, Failure> {
    let opening = audit::Opening::parse(&input.purpose, &input.reason)?;
    let fields = audit::fields(&input.fields)?;
    context.write(|writer| {
        let persons = asked(context, writer, &input)?;
        let documents: Vec<DocumentRef> = persons.iter().map(|person| person.id.into()).collect();
        let fact_ids = opening::state(context, writer, &documents, &fields, &opening)?;
        let persons = persons.into_iter().map(|person| revealed(writer, person, &fields)).collect::<Result<_, _>>()?;
        Ok(RevealOutput { fact_ids, persons })
    })
}

fn asked(context: &Context<'_>, reader: &Reader<'_>, input: &RevealInput) -> Result<Vec<Person>, Failure> {
    let ids: Vec<Id<Person>> = match (&input.person_id, &input.household_id) {
        (Some(person), _) => vec![parse::id(person)?],
        (None, Some(household)) => {
            let id: Id<domain::registry::Household> = parse::id(household)?;
            mask::in_scope(context, reader, id)?;
            let found = reader.household(id)?.ok_or_else(Failure::missing)?;
            found.household.members.iter().map(|member| member.person).collect()
        }
        (None, None) => return Err(Failure::missing()),
    };
    let mut persons = Vec::with_capacity(ids.len());
    for id in ids {
        mask::in_scope(context, reader, id)?;
        persons.push(reader.person(id)?.ok_or_else(Failure::missing)?);
    }
    Ok(persons)
}

fn revealed(reader: &Reader<'_>, person: Person, fields: &[Field]) -> Result<RevealedPerson, Failure> {
    let is_asked = |field: Field| fields.contains(&field);
    let is_asked_name = |name: &str| fields.iter().any(|field| field.name() == name);
    let standing = reader.conflicts_of(person.id.of())?.into_iter().filter(|row| is_asked_name(&row.field));
    let conflicts = standing.map(|row| RevealedConflict {
        field: row.field,
        item_id: row.item.map(|item| Id::<()>::from_bytes(item).to_string()),
        values: row.values.into_iter().map(|value| value.value).collect(),
    });
    Ok(RevealedPerson {
        person_id: person.id.to_string(),
        conflicts: conflicts.collect(),
        disability: person.disability.filter(|_| is_asked(Field::Disability)),
        phones: if is_asked(Field::PhoneNumber) { view::phones(person.phones, Mask::opened()) } else { Vec::new() },
        identity_documents: if is_asked(Field::DocumentNumber) {
            view::identity_documents(person.identity_documents, Mask::opened())
        } else {
            Vec::new()
        },
    })
}
