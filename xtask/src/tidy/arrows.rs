//! Which room may know which: read from each `Cargo.toml`, together with the libraries that only some rooms may touch.

use super::house::{Finding, House};

/// A room: its crate, its folder, the rooms it may know. `bench`, `stories` and `xtask` may know all; nobody
/// but `fuzz` knows them.
const ARROWS: &[(&str, &str, &[&str])] = &[
    // Knows nobody, and is known where a control of the threat table stands.
    ("controls", "controls", &[]),
    ("domain", "domain", &["controls"]),
    ("linkage", "linkage", &[]),
    ("sync", "sync", &["domain"]),
    ("store", "store", &["controls", "domain", "linkage", "sync"]),
    ("interop", "interop", &["controls", "domain"]),
    // `usecases` knows of `sync` only the registry of fields, its limits and its refusals; see `imports`.
    ("usecases", "usecases", &["controls", "domain", "interop", "linkage", "store", "sync"]),
    ("ui", "ui", &[]),
    ("hub", "hub", &["controls", "domain", "store", "sync", "ui", "usecases"]),
    ("desktop", "src-tauri", &["controls", "domain", "store", "sync", "ui", "usecases"]),
    ("demo", "demo", &[]),
    ("crash", "crash", &[]),
    (
        "stories",
        "tests",
        &[
            "bench", "controls", "crash", "demo", "desktop", "domain", "hub", "interop", "linkage", "store", "sync",
            "ui", "usecases",
        ],
    ),
    ("fuzz", "fuzz", &["crash", "demo", "domain", "hub", "interop", "linkage", "stories", "store", "sync", "usecases"]),
    ("bench", "bench", &["demo", "desktop", "domain", "hub", "interop", "linkage", "store", "sync", "ui", "usecases"]),
    ("xtask", "xtask", &["demo", "desktop", "domain", "hub", "interop", "linkage", "store", "sync", "ui", "usecases"]),
];

/// What the tests of a room may know besides: the other end of its wire.
const TEST_ARROWS: &[(&str, &str)] = &[("desktop", "hub")];

/// Rooms outside the product, which may use any library.
const OUTSIDE: [&str; 5] = ["stories", "bench", "xtask", "crash", "fuzz"];

/// Libraries that only these rooms touch.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("automerge", &["sync"]),
    ("axum", &["desktop", "hub"]),
    ("axum-server", &["hub"]),
    ("calamine", &["interop"]),
    ("reqwest", &["desktop", "hub"]),
    ("rusqlite", &["store"]),
    ("rust_xlsxwriter", &["demo"]),
    ("tauri", &["desktop"]),
    ("tokio", &["desktop", "hub"]),
    ("zstd", &["sync"]),
];

pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    let rooms = members(house);
    for (path, text) in house.ending("Cargo.toml").filter(|(path, _)| path.matches('/').count() == 1) {
        let folder = path.trim_end_matches("/Cargo.toml");
        let Some((name, _, may_know)) = ARROWS.iter().find(|(_, at, _)| *at == folder) else {
            found.push(Finding::file(path, "a room without arrows: add it to xtask/src/tidy/arrows.rs"));
            continue;
        };
        let Ok(manifest) = text.parse::<toml::Table>() else {
            found.push(Finding::file(path, "not a manifest"));
            continue;
        };
        for (library, is_for_tests) in dependencies(&manifest) {
            found.extend(arrow(path, name, may_know, &library, is_for_tests));
            found.extend(library_of(path, name, &library, is_for_tests));
            found.extend(order(path, &rooms, folder, &library));
        }
    }
    found
}

fn arrow(path: &str, name: &str, may_know: &[&str], other: &str, is_for_tests: bool) -> Option<Finding> {
    let is_room = ARROWS.iter().any(|(room, ..)| *room == other);
    let is_allowed = may_know.contains(&other) || (is_for_tests && TEST_ARROWS.contains(&(name, other)));
    (is_room && !is_allowed).then(|| Finding::file(path, format!("{name} may not know {other}")))
}

fn library_of(path: &str, name: &str, library: &str, is_for_tests: bool) -> Option<Finding> {
    let (_, rooms) = LIBRARIES.iter().find(|(known, _)| *known == library)?;
    let is_allowed = is_for_tests || OUTSIDE.contains(&name) || rooms.contains(&name);
    (!is_allowed).then(|| Finding::file(path, format!("only {} may use {library}", rooms.join(" and "))))
}

/// The map is in dependency order: what a room knows stands above it.
fn order(path: &str, rooms: &[String], folder: &str, other: &str) -> Option<Finding> {
    let other_folder = ARROWS.iter().find(|(room, ..)| *room == other)?.1;
    let place = |folder: &str| rooms.iter().position(|room| room == folder);
    (place(other_folder)? > place(folder)?)
        .then(|| Finding::file(path, format!("{other_folder} stands below {folder} in the map of Cargo.toml")))
}

fn members(house: &House) -> Vec<String> {
    let manifest = house.text("Cargo.toml").and_then(|text| text.parse::<toml::Table>().ok()).unwrap_or_default();
    let members =
        manifest.get("workspace").and_then(|workspace| workspace.get("members")).and_then(toml::Value::as_array);
    members.into_iter().flatten().filter_map(|member| member.as_str().map(str::to_owned)).collect()
}

fn dependencies(manifest: &toml::Table) -> Vec<(String, bool)> {
    let kinds = [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)];
    kinds
        .iter()
        .filter_map(|(kind, is_for_tests)| Some((manifest.get(*kind)?.as_table()?, *is_for_tests)))
        .flat_map(|(table, is_for_tests)| table.keys().map(move |name| (name.clone(), is_for_tests)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_may_not_know_the_use_cases() {
        let house =
            House::of(&[("store/Cargo.toml", "[dependencies]\nusecases.workspace = true\nrusqlite.workspace = true")]);
        let found = check(&house);
        assert_eq!(found.len(), 1);
        assert!(found[0].problem.contains("store may not know usecases"));
    }

    #[test]
    fn only_the_store_speaks_sql() {
        let house = House::of(&[("hub/Cargo.toml", "[dependencies]\nrusqlite = \"1\"")]);
        assert!(check(&house)[0].problem.contains("only store may use rusqlite"));
    }

    #[test]
    fn nobody_knows_the_tests_and_every_room_is_known() {
        let house = House::of(&[("hub/Cargo.toml", "[dev-dependencies]\nstories = \"1\""), ("shed/Cargo.toml", "")]);
        assert_eq!(check(&house).len(), 2);
    }

    #[test]
    fn the_map_is_in_dependency_order() {
        let map = "[workspace]\nmembers = [\"sync\", \"domain\"]";
        let house = House::of(&[("Cargo.toml", map), ("sync/Cargo.toml", "[dependencies]\ndomain.workspace = true")]);
        assert!(check(&house)[0].problem.contains("domain stands below sync"));
    }
}
