//! Name lists by culture, written for this project from common knowledge: common names first, as in life.
//!
//! Invariant: lists only grow at their end, and the first draws stay where they are, or every golden test of an
//! invented district changes. Format: words apart by spaces, `Latin=native`, `_` for a space inside a name.

mod arabic_script;
mod asia;
mod east_africa;
mod latin;

/// One name in Latin and, where the culture writes another script, in that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub latin: String,
    pub native: Option<String>,
}

/// How the parts of a name are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Custom {
    /// Given, father's given name in the middle, family name from the father; a wife keeps her own.
    FatherInMiddle,
    /// Given, then father's and grandfather's given names; no family name is handed down.
    Patronymic,
    /// Given, a customary middle name, family name that a wife takes.
    FamilyTaken,
    /// Given and family name; a wife keeps her own.
    FamilyKept,
}

/// The names of one culture.
#[derive(Debug, Clone)]
pub(crate) struct Culture {
    pub female: Vec<Name>,
    pub male: Vec<Name>,
    pub family: Vec<Name>,
    pub custom: Custom,
    /// Middle names, female and male; empty where there is no such custom.
    pub middle: [Vec<Name>; 2],
    /// The native script writes the family name first.
    pub is_family_first: bool,
}

/// All cultures, in the order in which villages draw them.
pub(crate) fn cultures() -> Vec<Culture> {
    let middle = |words: [&str; 2]| words.map(names);
    let none = || [Vec::new(), Vec::new()];
    let culture = |lists: [&str; 3], custom: Custom, middle: [Vec<Name>; 2]| {
        let [female, male, family] = lists.map(names);
        Culture { female, male, family, custom, middle, is_family_first: false }
    };
    let hindi = ["Devi=देवी Kumari=कुमारी Maya=माया Rani=रानी", "Bahadur=बहादुर Kumar=कुमार Prasad=प्रसाद Lal=लाल"];
    let english = ["Mary Anne Jane Grace", "John James William Henry"];
    let khmer = culture(asia::KHMER, Custom::FamilyKept, none());
    vec![
        culture(east_africa::SWAHILI, Custom::FatherInMiddle, none()),
        culture(arabic_script::ARABIC, Custom::FatherInMiddle, none()),
        culture(arabic_script::SOMALI, Custom::Patronymic, none()),
        culture(east_africa::AMHARIC, Custom::Patronymic, none()),
        culture(latin::WEST_AFRICA, Custom::FamilyKept, none()),
        culture(asia::HINDI, Custom::FamilyTaken, middle(hindi)),
        Culture { is_family_first: true, ..khmer },
        culture(latin::ENGLISH, Custom::FamilyTaken, middle(english)),
    ]
}

fn names(words: &str) -> Vec<Name> {
    let spaced = |word: &str| word.replace('_', " ");
    let name = |word: &str| match word.split_once('=') {
        Some((latin, native)) => Name { latin: spaced(latin), native: Some(spaced(native)) },
        None => Name { latin: spaced(word), native: None },
    };
    words.split_whitespace().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_culture_has_enough_names_in_its_scripts() {
        for culture in cultures() {
            let first = &culture.female[0].latin;
            assert!(
                culture.female.len() >= 58 && culture.male.len() >= 58,
                "{first}: {} {}",
                culture.female.len(),
                culture.male.len()
            );
            assert!(culture.family.len() >= 78, "{first}: {}", culture.family.len());
            for list in [&culture.female, &culture.male, &culture.family] {
                let natives = list.iter().filter(|name| name.native.is_some()).count();
                assert!(natives == 0 || natives == list.len(), "{first}");
                for name in list {
                    assert!(name.latin.starts_with(char::is_uppercase), "{}", name.latin);
                    assert!(name.native.as_ref().is_none_or(|native| !native.is_ascii()), "{}", name.latin);
                }
            }
        }
    }
}
