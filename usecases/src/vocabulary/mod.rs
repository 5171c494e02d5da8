//! Coded lists: as the screens offer them, and what a country makes of them.

use std::collections::BTreeMap;

use domain::Id;
use domain::vocabulary::{self, Labels, Vocabulary, VocabularyChoice, is_always_offered};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, Nothing};

/// A code of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VocabularyCode {
    /// The code.
    pub code: String,
    /// Whether it is offered to choose from; what is not is understood all the same.
    pub is_offered: bool,
    /// Whether rules hang on it, so that it is offered always.
    pub is_needed: bool,
    /// What it is called here by language, where that is not what the program calls it.
    pub labels: BTreeMap<String, String>,
}

/// Answer of `vocabulary.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VocabularyListOutput {
    /// Codes by list: those that are offered in their order, then the others.
    pub lists: BTreeMap<String, Vec<VocabularyCode>>,
}

/// Input of `vocabulary.update`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct VocabularyUpdateInput {
    /// Name of the list.
    pub list: String,
    /// Codes that are offered from now on, in their order.
    pub offered: Vec<String>,
    /// Own labels by code and language; codes without any are called what the program calls them.
    pub labels: BTreeMap<String, BTreeMap<String, String>>,
}

/// Every coded list.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<VocabularyListOutput, Failure> {
    context.read(|reader| {
        let choices = reader.vocabulary_choices()?;
        let told = |list: &Vocabulary| (list.name.to_owned(), codes(list, choices.get(list.name)));
        Ok(VocabularyListOutput { lists: vocabulary::ALL.iter().map(told).collect() })
    })
}

fn codes(list: &Vocabulary, choice: Option<&VocabularyChoice>) -> Vec<VocabularyCode> {
    let offered: Vec<&str> = match choice {
        // Codes of a later version of the program mean nothing here.
        Some(choice) => {
            choice.offered.iter().filter_map(|code| list.codes.iter().copied().find(|known| known == code)).collect()
        }
        None => list.codes.to_vec(),
    };
    let others = list.codes.iter().copied().filter(|code| !offered.contains(code));
    let told = |code: &str, is_offered| VocabularyCode {
        code: code.to_owned(),
        is_offered,
        is_needed: is_always_offered(list.name, code),
        labels: choice.and_then(|choice| choice.labels.get(code)).cloned().unwrap_or_default(),
    };
    offered.iter().map(|code| told(code, true)).chain(others.map(|code| told(code, false))).collect()
}

/// States what is offered of a list from now on, and what it is called.
///
/// # Errors
/// What [`vocabulary::choose`] refuses.
pub fn update(context: &Context<'_>, input: VocabularyUpdateInput) -> Result<Done, Failure> {
    let list = vocabulary::find(&input.list)?;
    let labels: Labels = input.labels;
    context.write(|writer| {
        let choices = writer.vocabulary_choices()?;
        let fact = writer.new_id();
        let change = vocabulary::choose(fact, list, choices.get(list.name), &input.offered, &labels)?;
        Ok(writer.commit(Id::NIL, None, &change)?.into())
    })
}
