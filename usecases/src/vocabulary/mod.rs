//! Coded lists as the screens offer them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Nothing;
use crate::caller::Context;
use crate::failure::Failure;

/// Answer of `vocabulary.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VocabularyListOutput {
    /// Codes by list, in the order they are offered.
    pub lists: BTreeMap<String, Vec<String>>,
}

/// Every coded list.
///
/// # Errors
/// None; the shape is that of all use-cases.
pub fn list(_: &Context<'_>, _: Nothing) -> Result<VocabularyListOutput, Failure> {
    let lists = domain::vocabulary::ALL
        .iter()
        .map(|list| (list.name.to_owned(), list.codes.iter().map(|code| (*code).to_owned()).collect()));
    Ok(VocabularyListOutput { lists: lists.collect() })
}
