//! Areas: the hierarchy of places, up to ten levels, that says whose work is whose.

use std::collections::BTreeMap;

use crate::id::Id;

/// Deepest level of the hierarchy; the country is level 0.
pub const AREA_LEVEL_MAX: u8 = 9;

/// A place in the hierarchy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Identity.
    pub id: Id<Area>,
    /// The area it lies in; none for the country.
    pub parent: Option<Id<Area>>,
    /// Code (P-code), text.
    pub code: String,
    /// Depth, the country being 0.
    pub level: u8,
    /// Names by language tag.
    pub names: BTreeMap<String, String>,
}
