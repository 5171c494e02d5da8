//! What the documents name exists: every path and symbol in a recipe, every path in the other pages.
//!
//! A name in backticks is a path when it has a `/` or an ending, a command when it begins with `make` or `cargo`, and
//! a symbol otherwise; in the self-assessment a sentence of a test. Placeholders in `<…>` are not looked up.

use super::house::{Finding, House, identifiers};

const RECIPES: &str = "docs/how-to/";
/// Names the tests that are its evidence.
const ASSESSMENT: &str = "docs/asvs.md";
const PATH_ENDS: [&str; 8] = [".rs", ".md", ".sql", ".ts", ".svelte", ".ftl", ".toml", ".json"];
const CODE_ENDS: [&str; 5] = [".rs", ".ts", ".svelte", ".sql", ".ftl"];

pub fn check(house: &House) -> Vec<Finding> {
    let pages = house.ending(".md").filter(|(path, _)| path.starts_with("docs/") || *path == "README.md");
    pages.flat_map(|(path, text)| page(house, path, text)).collect()
}

fn page(house: &House, path: &str, text: &str) -> Vec<Finding> {
    let is_recipe = path.starts_with(RECIPES);
    let mut found = Vec::new();
    let mut is_block = false;
    for (index, line) in text.lines().enumerate() {
        is_block ^= line.starts_with("```");
        if is_block {
            continue;
        }
        for name in line.split('`').skip(1).step_by(2) {
            if let Some(problem) = problem(house, name, is_recipe, path == ASSESSMENT) {
                found.push(Finding::at(path, index, problem));
            }
        }
        for target in linked(line) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if !house.has(&joined(folder, target)) {
                found.push(Finding::at(path, index, format!("link to {target}, which is not there")));
            }
        }
    }
    found
}

/// Tests are sentences.
fn is_test_name(name: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    name.matches('_').count() >= 3 && name.chars().all(is_sign)
}

fn problem(house: &House, name: &str, is_recipe: bool, is_assessment: bool) -> Option<String> {
    if name.contains(['<', '…', '*', '$', '{']) || name.is_empty() {
        return None;
    }
    if let Some(target) = name.strip_prefix("make ") {
        let makefile = house.text("Makefile").unwrap_or_default();
        let is_target = makefile
            .lines()
            .any(|line| line.starts_with(&format!("{}:", target.split(' ').next().unwrap_or_default())));
        return (!is_target).then(|| format!("`{name}`: no such target in the Makefile"));
    }
    if let Some(command) = name.strip_prefix("cargo run -p xtask -- ") {
        let word = command.split(' ').next().unwrap_or_default();
        let variant: String =
            word.char_indices().map(|(at, sign)| if at == 0 { sign.to_ascii_uppercase() } else { sign }).collect();
        let commands = house.text("xtask/src/main.rs").unwrap_or_default();
        let is_known = commands.lines().any(|line| {
            line.strip_prefix("    ").is_some_and(|line| identifiers(line).next() == Some(variant.as_str()))
        });
        return (!is_known).then(|| format!("`{name}`: no such command of xtask"));
    }
    if name.contains(' ') {
        return None;
    }
    let is_path =
        PATH_ENDS.iter().any(|end| name.ends_with(end)) || (name.contains('/') && house.has(super::house::room(name)));
    if is_path {
        let is_there = house.has(name)
            || (!name.contains('/') && house.all().any(|(path, _)| path.ends_with(&format!("/{name}"))));
        return (!is_there).then(|| format!("`{name}` is not there"));
    }
    if is_assessment && is_test_name(name) {
        let wanted = format!("fn {name}(");
        let is_there = house.ending(".rs").any(|(_, text)| text.contains(&wanted));
        return (!is_there).then(|| format!("`{name}`: no test has this name"));
    }
    (is_recipe && !is_spoken(house, name)).then(|| format!("`{name}`: no code has this name"))
}

/// Whether every part of a symbol such as `Field::ALL` stands somewhere in the code.
fn is_spoken(house: &House, name: &str) -> bool {
    let words: Vec<&str> = identifiers(name).collect();
    let last = words.last().copied().unwrap_or_default();
    last.is_empty()
        || house
            .all()
            .filter(|(path, _)| CODE_ENDS.iter().any(|end| path.ends_with(end)) && !path.starts_with("xtask/"))
            .any(|(_, text)| {
                words.iter().all(|word| identifiers(text).any(|found| found == *word))
                    || (name.contains('-') && text.contains(name))
            })
}

fn linked(line: &str) -> Vec<&str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(page: &str) -> usize {
        let house = House::of(&[
            ("docs/how-to/a.md", page),
            ("domain/src/field.rs", "pub enum Field {} impl Field { const ALL: u8 = 1; }"),
            ("Makefile", "run: setup\n"),
            ("xtask/src/main.rs", "enum Act {\n    /// Write.\n    Schema(Check),\n}"),
        ]);
        check(&house).len()
    }

    #[test]
    fn what_a_recipe_names_must_exist() {
        assert_eq!(
            problems(
                "`domain/src/field.rs` `field.rs` `Field::ALL` `make run` `cargo run -p xtask -- schema` [it](../../Makefile) `<area>.ftl`"
            ),
            0
        );
        for bad in [
            "`domain/src/gone.rs`",
            "`gone.rs`",
            "`Field::GONE`",
            "`make gone`",
            "`cargo run -p xtask -- gone`",
            "[it](gone.md)",
        ] {
            assert_eq!(problems(bad), 1, "{bad}");
        }
    }

    #[test]
    fn the_tests_of_the_assessment_must_exist() {
        let found = |page: &str| {
            let house = House::of(&[("docs/asvs.md", page), ("hub/src/a.rs", "fn nobody_is_let_in() {}")]);
            check(&house).len()
        };
        assert_eq!((found("`nobody_is_let_in`, `strong_amr`"), found("`nobody_was_let_in`")), (0, 1));
    }

    #[test]
    fn blocks_of_code_are_examples() {
        assert_eq!(problems("```\n`Gone`\n```"), 0);
    }
}
