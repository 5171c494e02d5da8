//! The same area word in every room: use-cases, screens and sentences.

use std::collections::BTreeSet;

use usecases::list::LIST;

use super::house::{Finding, House};

/// Areas without a screen of their own, and why.
const WITHOUT_SCREEN: &[&str] = &[
    "draft", // shown on Today and inside the form it is a draft of
];
/// Areas whose use-cases lie elsewhere than in a module of their name.
const ELSEWHERE: &[(&str, &str)] = &[
    ("access", "usecases/src/door.rs"),   // answered by the shells, before a store is open
    ("sync", "usecases/src/sync_lights"), // `sync` is the name of a room
];
/// Sentences that belong to no area: the frame around all screens.
const FRAME: &str = "shell";
/// Languages of the product.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

pub fn check(house: &House) -> Vec<Finding> {
    mirror(house, &LIST.iter().filter_map(|line| line.name.split('.').next()).collect())
}

fn mirror(house: &House, areas: &BTreeSet<&str>) -> Vec<Finding> {
    let list = "usecases/src/list.rs";
    let mut found = Vec::new();
    for area in areas {
        let places = [format!("usecases/src/{area}"), format!("usecases/src/{area}.rs")];
        let elsewhere = ELSEWHERE.iter().find(|(name, _)| name == area).map(|(_, place)| *place);
        if !places.iter().any(|place| house.has(place)) && !elsewhere.is_some_and(|place| house.has(place)) {
            found.push(Finding::file(list, format!("area {area} has no module in usecases/src")));
        }
        let has_screen = house.has(&format!("ui/src/routes/{area}"));
        if has_screen == WITHOUT_SCREEN.contains(area) {
            found.push(Finding::file(
                list,
                format!("area {area}: a folder in ui/src/routes, or a line in xtask/src/tidy/areas.rs saying why not"),
            ));
        }
        for language in LANGUAGES.iter().filter(|language| !house.has(&format!("locales/{language}/{area}.ftl"))) {
            found.push(Finding::file(list, format!("area {area} has no locales/{language}/{area}.ftl")));
        }
    }
    for (path, folder, end) in
        [("ui/src/routes/", true, ""), ("locales/", false, ".ftl")].into_iter().flat_map(|(start, is_folder, end)| {
            house
                .all()
                .filter(move |(path, _)| path.starts_with(start) && path.ends_with(end))
                .map(move |(path, _)| (path, is_folder, end))
        })
    {
        let word =
            if folder { path.split('/').nth(3) } else { path.split('/').nth(2).map(|name| name.trim_end_matches(end)) };
        let is_known = word.is_some_and(|word| areas.contains(word) || (!folder && word == FRAME));
        if !is_known {
            found.push(Finding::file(path, "belongs to no area of usecases/src/list.rs"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<Finding> {
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
        mirror(&House::of(&files), &BTreeSet::from(["today"]))
    }

    #[test]
    fn an_area_stands_in_every_room() {
        let whole = [
            "usecases/src/today/mod.rs",
            "ui/src/routes/today/Today.svelte",
            "locales/en/today.ftl",
            "locales/fr/today.ftl",
            "locales/ar/today.ftl",
        ];
        assert_eq!(files(&whole), []);
        for missing in 0..whole.len() {
            let paths: Vec<&str> =
                whole.iter().enumerate().filter(|(index, _)| *index != missing).map(|(_, path)| *path).collect();
            assert_eq!(files(&paths).len(), 1, "without {}", whole[missing]);
        }
    }

    #[test]
    fn a_folder_of_no_area_is_told() {
        let found = mirror(
            &House::of(&[("ui/src/routes/misc/Misc.svelte", ""), ("locales/en/misc.ftl", "")]),
            &BTreeSet::new(),
        );
        assert_eq!(found.len(), 2);
    }
}
