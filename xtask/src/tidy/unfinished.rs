//! Nothing unfinished, nothing switched off, and no path of somebody's machine.

use super::house::{Finding, House};

/// This file and the recipe of the rule name what they look for.
const SELF: &str = "xtask/src/tidy/unfinished.rs";

const CODE_ENDS: [&str; 6] = [".rs", ".ts", ".svelte", ".sql", ".mjs", ".js"];

const UNFINISHED: &[&str] = &[
    "todo!(",
    "unimplemented!(",
    "FIXME",
    "XXX",
    "#[ignore",
    "it.skip(",
    "test.skip(",
    "describe.skip(",
    "it.only",
    "test.only",
    "dbg!(",
];

const MACHINE_PATHS: &[&str] =
    &[concat!("/", "work/"), concat!("/", "farm/"), concat!("/", "root/"), "/tmp/bash_jobs", "/home/"];

pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in house.all().filter(|(path, _)| *path != SELF) {
        let is_code = CODE_ENDS.iter().any(|end| path.ends_with(end));
        let is_lock = path.ends_with("package-lock.json");
        for (index, line) in text.lines().enumerate() {
            if let Some(word) = UNFINISHED.iter().find(|word| is_code && line.contains(**word)) {
                found.push(Finding::at(path, index, format!("`{word}`: finish it or take it out")));
            }
            if let Some(start) = MACHINE_PATHS.iter().find(|start| !is_lock && names_path(line, start)) {
                found.push(Finding::at(path, index, format!("`{start}`: a path of one machine")));
            }
        }
    }
    found
}

/// A path begins a word: `$PAMOJA/home/` and `docs/home/` are none.
fn names_path(line: &str, start: &str) -> bool {
    line.match_indices(start)
        .any(|(at, _)| !line[..at].ends_with(|sign: char| sign.is_alphanumeric() || "._-}~*$)".contains(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_is_told() {
        for text in ["todo!()", "// FIXME later", "#[ignore]", "let home = \"/home/me/.cache\";"] {
            assert_eq!(check(&House::of(&[("hub/src/a.rs", text)])).len(), 1, "{text}");
        }
        assert_eq!(check(&House::of(&[("tests/screens/a.ts", "test.skip(true)")])).len(), 1);
    }

    #[test]
    fn what_only_looks_like_it_is_not() {
        let house = House::of(&[("hub/src/a.rs", "rows.iter().skip(2)"), ("docs/a.md", "see `docs/home/today.md`")]);
        assert_eq!(check(&house), []);
    }
}
