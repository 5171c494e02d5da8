//! Putting on record that sensitive values are opened. Called inside the transaction whose values are answered, which is on
//! disk before anybody sees them.

use std::collections::BTreeMap;

use domain::audit::{self, DOCUMENTS_MAX, Opening, SensitiveRead};
use domain::change::DocumentRef;
use domain::{Area, Field, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Writer;

use crate::caller::Context;
use crate::failure::Failure;

/// Why sensitive values are opened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OpeningInput {
    /// Purpose code.
    pub purpose: String,
    /// Why.
    pub reason: String,
}

/// States one fact for all documents of an area; answers the facts.
pub(crate) fn state(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    documents: &[DocumentRef],
    fields: &[Field],
    opening: &Opening,
) -> Result<Vec<String>, Failure> {
    state_of(
        context,
        writer,
        documents,
        &fields.iter().map(|field| field.name().to_owned()).collect::<Vec<_>>(),
        opening,
        None,
    )
}

/// States one fact for all documents of an area, about more than fields; `why` goes with the commit.
pub(crate) fn state_of(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    documents: &[DocumentRef],
    fields: &[String],
    opening: &Opening,
    why: Option<&str>,
) -> Result<Vec<String>, Failure> {
    let mut by_area: BTreeMap<Id<Area>, Vec<DocumentRef>> = BTreeMap::new();
    for document in documents {
        let area = writer.area_of(document.id)?.ok_or_else(Failure::missing)?;
        by_area.entry(area).or_default().push(*document);
    }
    let mut facts = Vec::new();
    for (area, documents) in by_area {
        for part in documents.chunks(DOCUMENTS_MAX) {
            let read = SensitiveRead {
                id: writer.new_id(),
                documents: part.to_vec(),
                fields: fields.to_vec(),
                purpose: opening.purpose.to_owned(),
                reason: opening.reason.clone(),
                act: context.act.to_owned(),
                by: context.caller.user,
                device: context.caller.device,
                read_at: context.caller.now,
                partner: opening.partner,
            };
            facts.push(read.id.to_string());
            writer.commit(area, why, &audit::read(read)?)?;
        }
    }
    Ok(facts)
}
