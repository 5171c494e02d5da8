//! Areas: the list for screens, the import at the hub, and what becomes of a place: other names, another code, going into
//! another. Families stay on file where they are; what a place was is kept.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Area, Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::Nothing;
use crate::caller::Context;
use crate::failure::Failure;

pub mod change;
pub mod import;
pub mod open;

/// Namespace of area identities: the same code is the same area on every hub that imports it.
const NAMESPACE: Id<domain::id::Namespace> = Id::from_bytes(*b"pamoja-area-code");

/// An area.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaOutput {
    /// Identity.
    pub area_id: String,
    /// Area it lies in.
    pub parent_id: Option<String>,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Names by language.
    pub names: BTreeMap<String, String>,
    /// Rank in the hierarchy, the country being 0.
    pub level: u8,
    /// Names from the top, for telling two places of one name apart.
    pub path: String,
    /// A smallest area in this caller's scope: families can be registered here.
    pub may_register: bool,
    /// It went into the area it lies in: who was registered here stays on file, nobody new is.
    pub is_merged: bool,
}

/// Answer of `area.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaListOutput {
    /// By code, parents before children.
    pub areas: Vec<AreaOutput>,
}

/// The name to show when the screen's language has none.
pub(crate) fn name_of(area: &Area) -> String {
    area.names.get("en").or_else(|| area.names.values().next()).cloned().unwrap_or_else(|| area.code.clone())
}

/// What screens see of an area.
pub(crate) fn output(context: &Context<'_>, reader: &Reader<'_>, id: Id<Area>) -> Result<AreaOutput, Failure> {
    let area = reader.area(id)?.ok_or_else(Failure::missing)?;
    let mut names = vec![name_of(&area)];
    let mut above = area.parent;
    while let Some(parent) = above.map(|id| reader.area(id)).transpose()?.flatten() {
        names.push(name_of(&parent));
        above = parent.parent;
    }
    names.reverse();
    let may_register = reader.is_smallest_area(id)? && context.is_in_scope(reader, id)?;
    Ok(told(&area, names.join(" › "), may_register))
}

fn told(area: &Area, path: String, may_register: bool) -> AreaOutput {
    AreaOutput {
        area_id: area.id.to_string(),
        parent_id: area.parent.map(|id| id.to_string()),
        code: area.code.clone(),
        name: name_of(area),
        names: area.names.clone(),
        level: area.level,
        path,
        may_register,
        is_merged: area.is_merged,
    }
}

/// Refuses areas in which no families are registered.
///
/// # Errors
/// [`Refusal::AreaMerged`], [`Refusal::AreaNotSmallest`]; missing for an area there is not.
pub(crate) fn check_smallest(reader: &Reader<'_>, id: Id<Area>) -> Result<(), Failure> {
    reader.area(id)?.ok_or_else(Failure::missing)?.check_open()?;
    if reader.is_smallest_area(id)? { Ok(()) } else { Err(Refusal::AreaNotSmallest.into()) }
}

/// The tree is one: who changes it does so everywhere.
fn check_everywhere(context: &Context<'_>) -> Result<(), Failure> {
    if context.scope().is_everywhere() { Ok(()) } else { Err(Refusal::AreaOutOfScope.into()) }
}

/// Every area.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<AreaListOutput, Failure> {
    context.read(|reader| {
        let areas = reader.areas()?;
        let open = areas.iter().filter(|area| !area.is_merged);
        let parents: BTreeSet<Id<Area>> = open.filter_map(|area| area.parent).collect();
        let by_id: BTreeMap<Id<Area>, &Area> = areas.iter().map(|area| (area.id, area)).collect();
        let granted = &context.caller.areas;
        let is_hub = reader.place() == store::Place::Hub && granted.is_empty();
        let mut outputs = Vec::with_capacity(areas.len());
        for area in &areas {
            let mut names = Vec::new();
            let mut is_granted = is_hub;
            let mut at = Some(area);
            // One step more than there are levels: an area that went into another lies below its own rank.
            while let Some(above) = at.filter(|_| names.len() <= usize::from(domain::area::AREA_LEVEL_MAX) + 1) {
                names.push(name_of(above));
                is_granted |= granted.contains(&above.id);
                at = above.parent.and_then(|parent| by_id.get(&parent).copied());
            }
            names.reverse();
            let is_smallest = !area.is_merged && !parents.contains(&area.id);
            outputs.push(told(area, names.join(" › "), is_granted && is_smallest));
        }
        Ok(AreaListOutput { areas: outputs })
    })
}
