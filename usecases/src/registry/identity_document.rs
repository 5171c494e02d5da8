//! Identity documents of a person.

use domain::registry::edit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Done;
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::ItemDone;
use crate::registry::member_input::{IdentityDocumentInput, new_document};

/// Input of `registry.add_identity_document`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AddDocumentInput {
    /// Person.
    pub person_id: String,
    /// Document.
    pub document: IdentityDocumentInput,
}

/// Input of `registry.remove_identity_document`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RemoveDocumentInput {
    /// Person.
    pub person_id: String,
    /// Document.
    pub item_id: String,
    /// Why.
    pub reason: Option<String>,
}

/// Adds a document; one live per type.
///
/// # Errors
/// What [`edit::add_identity_document`] refuses.
pub fn add(context: &Context<'_>, input: AddDocumentInput) -> Result<ItemDone, Failure> {
    let id = parse::id(&input.person_id)?;
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let document = new_document(writer, &input.document)?;
        let change = edit::add_identity_document(&person, &document)?;
        let commit = writer.commit(area, None, &change)?;
        Ok(ItemDone { commit: commit.to_string(), item_id: document.id.to_string() })
    })
}

/// Takes a document off the file; it can be added again.
///
/// # Errors
/// What [`edit::remove_identity_document`] refuses.
pub fn remove(context: &Context<'_>, input: RemoveDocumentInput) -> Result<Done, Failure> {
    let (id, item) = (parse::id(&input.person_id)?, parse::id(&input.item_id)?);
    let reason = parse::reason(input.reason.as_deref())?;
    context.write(|writer| {
        let (person, area) = super::person(context, writer, id)?;
        let change = edit::remove_identity_document(&person, item)?;
        Ok(writer.commit(area, reason.as_deref(), &change)?.into())
    })
}
