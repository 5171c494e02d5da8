//! Search before registering: names in any order, beginnings, misspellings, other scripts; numbers, phones, documents.

use domain::registry::number;
use domain::{Field, PartialDate, Refusal};
use linkage::search::query;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::search::{FoundBy, FoundRow};

use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::Mask;
use crate::parse;
use crate::registry::view;

/// Fewest letters or digits a search needs: nobody can list everyone.
pub const SEARCH_CHARS_MIN: usize = 3;

/// Input of `registry.search`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RegistrySearchInput {
    /// What was typed.
    pub text: String,
    /// Only in this area and below.
    pub area_id: Option<String>,
    /// How many hits to pass over.
    #[serde(default)]
    pub offset: u32,
}

/// Why somebody was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HitReason {
    /// The name, as typed.
    Name,
    /// The name, a letter or two apart.
    Spelling,
    /// The name, written otherwise and said alike.
    Sound,
    /// A number of person or household.
    Number,
    /// A phone.
    Phone,
    /// An identity document.
    Document,
}

/// A person found.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SearchHit {
    /// Identity.
    pub person_id: String,
    /// Where they live.
    pub household_id: Option<String>,
    /// Name.
    pub name: String,
    /// Name in another script.
    pub name_other_script: Option<String>,
    /// Number.
    pub number: String,
    /// Number of the household.
    pub household_number: Option<String>,
    /// Sex code.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<PartialDate>,
    /// Age in whole years.
    pub age_years: Option<u32>,
    /// Role code.
    pub role: Option<String>,
    /// Area.
    pub area_id: Option<String>,
    /// Its name, where the screen has none in its language.
    pub area_name: Option<String>,
    /// Head of the household.
    pub head_name: Option<String>,
    /// First phone; its end only while it is masked.
    pub phone: Option<String>,
    /// Day of death.
    pub died_on: Option<String>,
    /// Why found.
    pub reason: HitReason,
}

/// Answer of `registry.search`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RegistrySearchOutput {
    /// Best first, a page of 50.
    pub hits: Vec<SearchHit>,
    /// Whether there are more.
    pub has_more: bool,
}

/// One page of persons that fit.
///
/// # Errors
/// [`Refusal::SearchTooShort`].
pub fn search(context: &Context<'_>, input: RegistrySearchInput) -> Result<RegistrySearchOutput, Failure> {
    if input.text.chars().filter(|c| c.is_alphanumeric()).count() < SEARCH_CHARS_MIN {
        return Err(Refusal::SearchTooShort { least: SEARCH_CHARS_MIN }.into());
    }
    let area = parse::optional_id(input.area_id.as_deref())?;
    let mut query = query(&input.text);
    if let Some(number) = number::read(&input.text) {
        // The whole text is one of our numbers, however it was spaced: no name is looked for. A text without any digit may
        // be one by accident, as "Piseth Sok" is, and remains a name.
        if input.text.chars().any(|c| c.is_ascii_digit()) {
            query.words.clear();
        }
        query.digits = None;
        query.number = Some(number);
    }
    let sight = context.sight();
    let scope = area.map_or_else(|| sight.clone(), |area| sight.clone().within(vec![area]));
    context.read(|reader| {
        let (rows, has_more) = reader.search(&query, &scope, input.offset as usize)?;
        let hits = rows.into_iter().map(|row| hit(context, reader, row)).collect::<Result<_, _>>()?;
        Ok(RegistrySearchOutput { hits, has_more })
    })
}

/// What a list shows of a person.
pub(crate) fn hit(context: &Context<'_>, reader: &Reader<'_>, row: FoundRow) -> Result<SearchHit, Failure> {
    let mask = Mask::on(context, reader, row.person.of())?;
    let area_name = row.area.map(|area| view::area_name(reader, area)).transpose()?;
    Ok(SearchHit {
        person_id: row.person.to_string(),
        household_id: row.household.map(|id| id.to_string()),
        name: row.name,
        name_other_script: row.name_other_script,
        number: row.number,
        household_number: row.household_number,
        sex: row.sex,
        age_years: row.birth.and_then(|birth| birth.age_years(context.caller.today)),
        birth: row.birth,
        role: row.role,
        area_id: row.area.map(|area| area.to_string()),
        area_name,
        head_name: row.head_name,
        phone: row.phone.map(|number| mask.shown(Field::PhoneNumber.name(), number)),
        died_on: row.died_on,
        reason: match row.found_by {
            FoundBy::Number => HitReason::Number,
            FoundBy::Phone => HitReason::Phone,
            FoundBy::Document => HitReason::Document,
            FoundBy::Name => HitReason::Name,
            FoundBy::Spelling => HitReason::Spelling,
            FoundBy::Sound => HitReason::Sound,
        },
    })
}
