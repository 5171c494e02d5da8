//! One area: what lies in it, and everything it was.

use std::collections::BTreeMap;

use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::area::AreaState;

use super::{AreaOutput, name_of, output};
use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::view::user_name;

/// Input of `area.open`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaInput {
    /// Area.
    pub area_id: String,
}

/// What happened to an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AreaHappening {
    /// It was first told of.
    Added,
    /// It got other names.
    Translated,
    /// It got another code.
    Recoded,
    /// It was put into another area.
    Placed,
    /// It went into another area of its rank.
    Merged,
    /// That was taken back.
    Unmerged,
}

/// One statement about an area, as it was from then on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaStatement {
    /// What happened; the first that applies of unmerged, merged, placed, recoded and translated.
    pub happening: AreaHappening,
    /// When, by the hub's clock.
    pub at: i64,
    /// Who stated it.
    pub by: String,
    /// Code.
    pub code: String,
    /// Names by language.
    pub names: BTreeMap<String, String>,
    /// Area it lay in.
    pub parent_id: Option<String>,
    /// Its name, where the screen has none in its language.
    pub parent: Option<String>,
}

/// Answer of `area.open`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaOpenOutput {
    /// The area.
    pub area: AreaOutput,
    /// Areas that lie directly in it, those that went into it among them.
    pub within: Vec<AreaOutput>,
    /// Live households registered in it, and in what went into it.
    pub households: u64,
    /// Everything it was, latest first.
    pub history: Vec<AreaStatement>,
}

/// Opens an area.
///
/// # Errors
/// Missing for an area there is not.
pub fn open(context: &Context<'_>, input: AreaInput) -> Result<AreaOpenOutput, Failure> {
    let id: Id<Area> = parse::id(&input.area_id)?;
    context.read(|reader| {
        let area = output(context, reader, id)?;
        let within = reader.areas_within(id)?;
        let mut counted = vec![id];
        counted.extend(within.iter().filter(|one| one.is_merged).map(|one| one.id));
        let states = reader.area_states(id)?;
        let mut history = Vec::with_capacity(states.len());
        for (at, state) in states.iter().enumerate() {
            history.push(event(reader, at.checked_sub(1).and_then(|before| states.get(before)), state)?);
        }
        history.reverse();
        Ok(AreaOpenOutput {
            area,
            within: within.iter().map(|one| output(context, reader, one.id)).collect::<Result<_, _>>()?,
            households: reader.households_in(&counted)?,
            history,
        })
    })
}

fn event(reader: &Reader<'_>, before: Option<&AreaState>, state: &AreaState) -> Result<AreaStatement, Failure> {
    let parent = state.area.parent.map(|id| reader.area(id)).transpose()?.flatten();
    Ok(AreaStatement {
        happening: happening(before.map(|before| &before.area), &state.area),
        at: state.at.ms(),
        by: user_name(reader, Some(state.by))?,
        code: state.area.code.clone(),
        names: state.area.names.clone(),
        parent_id: state.area.parent.map(|id| id.to_string()),
        parent: parent.as_ref().map(name_of),
    })
}

fn happening(before: Option<&Area>, now: &Area) -> AreaHappening {
    match before {
        None => AreaHappening::Added,
        Some(before) if before.is_merged && !now.is_merged => AreaHappening::Unmerged,
        Some(before) if !before.is_merged && now.is_merged => AreaHappening::Merged,
        Some(before) if before.parent != now.parent => AreaHappening::Placed,
        Some(before) if before.code != now.code => AreaHappening::Recoded,
        Some(_) => AreaHappening::Translated,
    }
}
