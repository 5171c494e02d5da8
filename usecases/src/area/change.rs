//! What becomes of a place: a new one, other names, another code, going into another and coming back.

use std::collections::BTreeMap;

use domain::{Area, Id, Refusal, area};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Reader, Writer};

use super::import::state;
use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, parse};

/// Input of `area.add`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaAddInput {
    /// The area it lies in.
    pub parent_id: String,
    /// Code.
    pub code: String,
    /// Names by language.
    pub names: BTreeMap<String, String>,
}

/// Input of `area.translate`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaTranslateInput {
    /// Area.
    pub area_id: String,
    /// All its names by language; a language that is missing has none any more.
    pub names: BTreeMap<String, String>,
}

/// Input of `area.recode`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaRecodeInput {
    /// Area.
    pub area_id: String,
    /// Its code from now on; the one it has is kept for finding it.
    pub code: String,
}

/// Input of `area.merge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaMergeInput {
    /// The area that goes into another.
    pub area_id: String,
    /// The other, of the same rank.
    pub into_id: String,
}

/// Input of `area.unmerge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaUnmergeInput {
    /// The area that went into another.
    pub area_id: String,
}

/// Adds a place.
///
/// # Errors
/// What [`area::add`] refuses, and codes that name or named another.
pub fn add(context: &Context<'_>, input: AreaAddInput) -> Result<Done, Failure> {
    let parent = parse::id(&input.parent_id)?;
    let (code, names) = (area::code(&input.code)?, area::names(&input.names)?);
    change(context, |writer| {
        let parent = held(writer, parent)?;
        check_code(writer, &code, None)?;
        Ok(vec![area::add(Id::derived(super::NAMESPACE, code.as_bytes()), &parent, code, names)?])
    })
}

/// Calls a place by other names.
///
/// # Errors
/// What [`area::translate`] refuses.
pub fn translate(context: &Context<'_>, input: AreaTranslateInput) -> Result<Done, Failure> {
    let id = parse::id(&input.area_id)?;
    let names = area::names(&input.names)?;
    change(context, |writer| Ok(vec![area::translate(&held(writer, id)?, names)?]))
}

/// Gives a place another code.
///
/// # Errors
/// What [`area::recode`] refuses, and codes that name or named another.
pub fn recode(context: &Context<'_>, input: AreaRecodeInput) -> Result<Done, Failure> {
    let id = parse::id(&input.area_id)?;
    let code = area::code(&input.code)?;
    change(context, |writer| {
        let area = held(writer, id)?;
        check_code(writer, &code, Some(id))?;
        Ok(vec![area::recode(&area, code)?])
    })
}

/// A place goes into another: its families stay on file under their place, which lies in the other from now on.
///
/// # Errors
/// What [`area::merge`] refuses.
pub fn merge(context: &Context<'_>, input: AreaMergeInput) -> Result<Done, Failure> {
    let (id, into) = (parse::id(&input.area_id)?, parse::id(&input.into_id)?);
    change(context, |writer| {
        let (area, into) = (held(writer, id)?, held(writer, into)?);
        Ok(area::merge(&area, &into, &writer.areas_within(id)?)?)
    })
}

/// Takes a merge back.
///
/// # Errors
/// What [`area::unmerge`] refuses.
pub fn unmerge(context: &Context<'_>, input: AreaUnmergeInput) -> Result<Done, Failure> {
    let id = parse::id(&input.area_id)?;
    change(context, |writer| {
        let area = held(writer, id)?;
        let open = |state: &&store::read::area::AreaState| !state.area.is_merged;
        let states = writer.area_states(id)?;
        let before =
            states.iter().rev().find(open).and_then(|state| state.area.parent).ok_or(Refusal::AreaNotMerged)?;
        let mut gone_with = writer.areas_gone_from(id)?;
        gone_with.retain(|one| one.parent == area.parent);
        Ok(area::unmerge(&area, &held(writer, before)?, &gone_with)?)
    })
}

/// States what a rule says becomes of places, in one transaction.
fn change(
    context: &Context<'_>,
    rule: impl FnOnce(&mut Writer<'_>) -> Result<Vec<Area>, Failure>,
) -> Result<Done, Failure> {
    super::check_everywhere(context)?;
    context.write(|writer| {
        let areas = rule(writer)?;
        Ok(state(writer, areas)?.ok_or(Refusal::NothingChanged)?.into())
    })
}

fn held(reader: &Reader<'_>, id: Id<Area>) -> Result<Area, Failure> {
    reader.area(id)?.ok_or_else(Failure::missing)
}

/// A code names one place for ever: on old papers, too.
fn check_code(reader: &Reader<'_>, code: &str, of: Option<Id<Area>>) -> Result<(), Failure> {
    match reader.area_of_code(code)? {
        Some(other) if of == Some(other.id) => Ok(()),
        Some(other) if other.code == code => Err(Refusal::AreaCodeTaken { code: other.code }.into()),
        Some(other) => Err(Refusal::AreaCodeFormer { code: code.to_owned(), now: other.code }.into()),
        None => Ok(()),
    }
}
