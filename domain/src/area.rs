//! Areas: the hierarchy of places, up to ten levels, that says whose work is whose.
//!
//! An area is its identity. Codes, names and the area around it change, and what they were is kept: families stay on file
//! where they were registered, whatever becomes of the place. A code names one place for ever, and a level is never left.

use std::collections::BTreeMap;

use crate::id::Id;
use crate::refusal::Refusal;
use crate::text::clean;

/// Deepest level of the hierarchy; the country is level 0.
pub const AREA_LEVEL_MAX: u8 = 9;
/// Longest code, in characters.
pub const AREA_CODE_CHARS_MAX: usize = 40;
/// Longest name, in characters.
pub const AREA_NAME_CHARS_MAX: usize = 200;
/// Languages an area has names in, at the most.
pub const AREA_LANGUAGES_MAX: usize = 20;

/// A place in the hierarchy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Identity.
    pub id: Id<Area>,
    /// The area it lies in; none for the country.
    pub parent: Option<Id<Area>>,
    /// Code (P-code), text.
    pub code: String,
    /// Rank in the hierarchy, the country being 0. An area that went into another of its rank keeps its own.
    pub level: u8,
    /// Names by language tag.
    pub names: BTreeMap<String, String>,
    /// It went into the area around it: nobody is registered here any more, and who was stays on file here.
    pub is_merged: bool,
}

impl Area {
    /// Refuses what is not done with an area that went into another.
    ///
    /// # Errors
    /// [`Refusal::AreaMerged`].
    pub const fn check_open(&self) -> Result<(), Refusal> {
        if self.is_merged { Err(Refusal::AreaMerged) } else { Ok(()) }
    }
}

/// A code as it is kept.
///
/// # Errors
/// [`Refusal::AreaCodeMissing`], [`Refusal::TextTooLong`].
pub fn code(text: &str) -> Result<String, Refusal> {
    clean("code", Some(text), AREA_CODE_CHARS_MAX)?.ok_or(Refusal::AreaCodeMissing)
}

/// Names by language as they are kept; languages without a name are left out.
///
/// # Errors
/// [`Refusal::AreaNoName`] when none is left, [`Refusal::LanguageInvalid`], [`Refusal::TextTooLong`].
pub fn names(given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Refusal> {
    let mut names = BTreeMap::new();
    for (language, name) in given {
        let Some(name) = clean("name", Some(name), AREA_NAME_CHARS_MAX)? else { continue };
        if !is_language(language) || names.len() >= AREA_LANGUAGES_MAX {
            return Err(Refusal::LanguageInvalid { value: language.chars().take(20).collect() });
        }
        names.insert(language.clone(), name);
    }
    if names.is_empty() { Err(Refusal::AreaNoName) } else { Ok(names) }
}

/// Whether a text has the form of a language tag (BCP 47): a language of two or three letters and further parts.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Adds a place within another.
///
/// # Errors
/// [`Refusal::AreaMerged`], [`Refusal::AreaTooDeep`].
pub fn add(id: Id<Area>, parent: &Area, code: String, names: BTreeMap<String, String>) -> Result<Area, Refusal> {
    parent.check_open()?;
    if parent.level >= AREA_LEVEL_MAX {
        return Err(Refusal::AreaTooDeep { limit: AREA_LEVEL_MAX + 1 });
    }
    Ok(Area { id, parent: Some(parent.id), code, level: parent.level + 1, names, is_merged: false })
}

/// Calls a place by other names.
///
/// # Errors
/// [`Refusal::NothingChanged`].
pub fn translate(area: &Area, names: BTreeMap<String, String>) -> Result<Area, Refusal> {
    if area.names == names {
        return Err(Refusal::NothingChanged);
    }
    Ok(Area { names, ..area.clone() })
}

/// Gives a place another code.
///
/// # Errors
/// [`Refusal::AreaMerged`], [`Refusal::NothingChanged`].
pub fn recode(area: &Area, code: String) -> Result<Area, Refusal> {
    area.check_open()?;
    if area.code == code {
        return Err(Refusal::NothingChanged);
    }
    Ok(Area { code, ..area.clone() })
}

/// A place goes into another of its rank: it lies within it from now on, closed, and what lay within it lies within the
/// other. `within` is what lies within it now. Returns what is stated, the place itself first.
///
/// # Errors
/// [`Refusal::AreaMerged`], [`Refusal::AreaSame`], [`Refusal::AreaOtherLevel`].
pub fn merge(area: &Area, into: &Area, within: &[Area]) -> Result<Vec<Area>, Refusal> {
    area.check_open()?;
    into.check_open()?;
    if area.id == into.id {
        return Err(Refusal::AreaSame);
    }
    if area.level != into.level {
        return Err(Refusal::AreaOtherLevel);
    }
    let mut stated = vec![Area { parent: Some(into.id), is_merged: true, ..area.clone() }];
    stated.extend(within.iter().map(|one| Area { parent: Some(into.id), ..one.clone() }));
    Ok(stated)
}

/// Takes a merge back: the place lies where it lay before, open, and what went with it lies within it again. Returns what
/// is stated, the place itself first.
///
/// # Errors
/// [`Refusal::AreaNotMerged`]; [`Refusal::AreaMerged`] when the area around it has gone into another since.
pub fn unmerge(area: &Area, former: &Area, gone_with: &[Area]) -> Result<Vec<Area>, Refusal> {
    if !area.is_merged {
        return Err(Refusal::AreaNotMerged);
    }
    former.check_open()?;
    let mut stated = vec![Area { parent: Some(former.id), is_merged: false, ..area.clone() }];
    stated.extend(gone_with.iter().map(|one| Area { parent: Some(area.id), ..one.clone() }));
    Ok(stated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(number: u8, parent: Option<u8>, level: u8) -> Area {
        let id = |number: u8| Id::from_bytes([number; 16]);
        let names = BTreeMap::from([("en".to_owned(), format!("Place {number}"))]);
        Area { id: id(number), parent: parent.map(id), code: format!("C{number}"), level, names, is_merged: false }
    }

    #[test]
    fn a_place_that_went_into_another_lies_within_it_and_comes_back_as_it_was() {
        let (north, south) = (area(2, Some(1), 1), area(3, Some(1), 1));
        let village = area(4, Some(3), 2);
        let stated = merge(&south, &north, std::slice::from_ref(&village)).unwrap();
        let placed: Vec<_> = stated.iter().map(|one| (one.id, one.parent, one.level, one.is_merged)).collect();
        assert_eq!(
            placed,
            [(south.id, Some(north.id), 1, true), (village.id, Some(north.id), 2, false)],
            "levels stay, what lay within goes along"
        );
        let back = unmerge(&stated[0], &area(1, None, 0), &stated[1..]).unwrap();
        assert_eq!(back, [south, village]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let (country, north, south) = (area(1, None, 0), area(2, Some(1), 1), area(3, Some(1), 1));
        assert_eq!(merge(&north, &north, &[]), Err(Refusal::AreaSame));
        assert_eq!(merge(&north, &country, &[]), Err(Refusal::AreaOtherLevel));
        assert_eq!(unmerge(&north, &country, &[]), Err(Refusal::AreaNotMerged));
        let closed = merge(&south, &north, &[]).unwrap().remove(0);
        assert_eq!(merge(&closed, &north, &[]), Err(Refusal::AreaMerged));
        assert_eq!(merge(&north, &closed, &[]), Err(Refusal::AreaMerged));
        assert_eq!(recode(&closed, "X".to_owned()), Err(Refusal::AreaMerged));
        assert_eq!(recode(&north, "C2".to_owned()), Err(Refusal::NothingChanged));
        assert_eq!(translate(&north, north.names.clone()), Err(Refusal::NothingChanged));
        let deep = Area { level: AREA_LEVEL_MAX, ..north.clone() };
        assert_eq!(add(north.id, &deep, "X".to_owned(), north.names.clone()), Err(Refusal::AreaTooDeep { limit: 10 }));
    }

    #[test]
    fn names_and_codes_are_kept_clean() {
        let given = |pairs: &[(&str, &str)]| {
            names(&pairs.iter().map(|(language, name)| ((*language).to_owned(), (*name).to_owned())).collect())
        };
        assert_eq!(
            given(&[("en", " North "), ("fr", " "), ("pt-br", "Norte")]).unwrap(),
            BTreeMap::from([("en".to_owned(), "North".to_owned()), ("pt-br".to_owned(), "Norte".to_owned())])
        );
        assert_eq!(given(&[("fr", "")]), Err(Refusal::AreaNoName));
        assert_eq!(given(&[("English!", "North")]), Err(Refusal::LanguageInvalid { value: "English!".to_owned() }));
        assert_eq!(code("  "), Err(Refusal::AreaCodeMissing));
        assert_eq!(code(" KE01 ").unwrap(), "KE01");
    }
}
