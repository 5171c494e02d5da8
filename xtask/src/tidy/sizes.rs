//! Size as a signal: files over 400 lines and functions over 70 stand in a dated list that may only shrink.
//!
//! A file over 700 lines is refused whatever the list says.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::house::{Finding, House};

const FILE_LINES_SIGNAL: usize = 400;
const FILE_LINES_MAX: usize = 700;
const FUNCTION_LINES_SIGNAL: usize = 70;
const LIST: &str = "xtask/oversized.toml";
const ENDS: [&str; 4] = [".rs", ".ts", ".svelte", ".sql"];
/// Generated files are as long as what they are made from.
const GENERATED: [&str; 2] = ["ui/src/lib/api/generated.ts", "migrations/schema.sql"];

pub fn check(house: &House) -> Vec<Finding> {
    let today = measured(house);
    let kept = kept(house.text(LIST).unwrap_or_default());
    let mut found = Vec::new();
    for (name, lines) in &today {
        let path = name.split("::").next().unwrap_or_default();
        let is_file = path == name;
        match kept.get(name) {
            _ if is_file && *lines > FILE_LINES_MAX => {
                found.push(Finding::file(path, format!("{lines} lines; {FILE_LINES_MAX} at most: cut it in two")))
            }
            None => found
                .push(Finding::file(path, format!("{name} has {lines} lines: make it shorter, or say why in {LIST}"))),
            Some(known) if lines > known => found.push(Finding::file(
                path,
                format!("{name} grew from {known} to {lines} lines: the list may only shrink"),
            )),
            Some(known) if lines < known => {
                found.push(Finding::file(LIST, format!("{name} has {lines} lines now: lower it from {known}")))
            }
            Some(_) => {}
        }
    }
    found.extend(
        kept.keys()
            .filter(|name| !today.contains_key(*name))
            .map(|name| Finding::file(LIST, format!("{name} is short now: take it out"))),
    );
    found
}

/// The list as it would be today.
pub fn as_list(house: &House) -> String {
    let mut text = String::new();
    for (name, lines) in measured(house) {
        let _ = writeln!(text, "\"{name}\" = {lines}");
    }
    text
}

fn kept(text: &str) -> BTreeMap<String, usize> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let lines = table.get("lines").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    lines.into_iter().filter_map(|(name, count)| Some((name, usize::try_from(count.as_integer()?).ok()?))).collect()
}

fn measured(house: &House) -> BTreeMap<String, usize> {
    let mut large = BTreeMap::new();
    for (path, text) in
        house.all().filter(|(path, _)| ENDS.iter().any(|end| path.ends_with(end)) && !GENERATED.contains(path))
    {
        let lines = text.lines().count();
        if lines > FILE_LINES_SIGNAL {
            large.insert(path.to_owned(), lines);
        }
        if path.ends_with(".rs") {
            for (function, lines) in functions(text).into_iter().filter(|(_, lines)| *lines > FUNCTION_LINES_SIGNAL) {
                large.insert(format!("{path}::{function}"), lines);
            }
        }
    }
    large
}

/// Functions and how many lines each has, by indentation: formatted code closes a function where it began.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let length = lines[start..]
            .iter()
            .position(|line| *line == end || line.starts_with(&format!("{end} ")))
            .map_or(1, |length| length + 1);
        if !line.trim_end().ends_with(['}', ';']) {
            found.push((name.to_owned(), length));
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let mut words = line
        .split_whitespace()
        .skip_while(|word| word.starts_with("pub") || matches!(*word, "const" | "async" | "unsafe"));
    if words.next()? != "fn" {
        return None;
    }
    words.next()?.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long_function(lines: usize) -> String {
        format!("pub fn long() {{\n{}}}\n", "    step();\n".repeat(lines))
    }

    #[test]
    fn a_file_may_grow_to_its_signal_and_never_beyond_the_limit() {
        let file = |lines: usize, list: &str| {
            let text = "// line\n".repeat(lines);
            check(&House::of(&[("hub/src/a.rs", text.as_str()), (LIST, list)])).len()
        };
        let list = "[lines]\n\"hub/src/a.rs\" = 500";
        assert_eq!(file(400, ""), 0);
        assert_eq!(file(401, ""), 1);
        assert_eq!(file(500, list), 0);
        assert_eq!(file(501, list), 1, "grew");
        assert_eq!(file(450, list), 1, "the list must shrink with it");
        assert_eq!(file(300, list), 1, "no longer needed");
        assert_eq!(file(701, "[lines]\n\"hub/src/a.rs\" = 701"), 1);
    }

    #[test]
    fn a_long_function_is_told() {
        assert_eq!(functions(&long_function(69)), [("long".to_owned(), 71)]);
        assert_eq!(check(&House::of(&[("hub/src/a.rs", &long_function(69))])).len(), 1);
        assert_eq!(check(&House::of(&[("hub/src/a.rs", &long_function(68))])), []);
    }
}
