//! House rules. Each is a small module that reads the house and answers with what it objects to, and each has a test
//! that it objects to a bad example.

mod areas;
mod arrows;
mod headers;
pub mod house;
mod imports;
mod locales;
mod recipes;
mod sizes;
mod sql;
mod stories;
mod unfinished;
mod words;

use house::{Finding, House};

use crate::generated::Generated;

/// A rule: its name, what it is for, and how it looks.
struct Rule {
    name: &'static str,
    check: fn(&House) -> Vec<Finding>,
}

const RULES: &[Rule] = &[
    Rule { name: "arrows", check: arrows::check },
    Rule { name: "imports", check: imports::check },
    Rule { name: "areas", check: areas::check },
    Rule { name: "words", check: words::check },
    Rule { name: "headers", check: headers::check },
    Rule { name: "locales", check: locales::check },
    Rule { name: "sql", check: sql::check },
    Rule { name: "sizes", check: sizes::check },
    Rule { name: "stories", check: stories::check },
    Rule { name: "unfinished", check: unfinished::check },
    Rule { name: "recipes", check: recipes::check },
];

/// Everything that any rule objects to, as lines.
///
/// # Errors
/// The checkout cannot be read.
pub fn findings(root: &std::path::Path) -> Result<Vec<String>, String> {
    let house = House::read(root)?;
    let mut lines = Vec::new();
    for rule in RULES {
        let mut found = (rule.check)(&house);
        found.sort();
        lines.extend(found.iter().map(|finding| match finding.line {
            0 => format!("{}: {}: {}", rule.name, finding.path, finding.problem),
            line => format!("{}: {}:{line}: {}", rule.name, finding.path, finding.problem),
        }));
    }
    lines.extend(
        Generated::ALL.iter().filter_map(|file| file.check(root)).map(|problem| format!("generated: {problem}")),
    );
    Ok(lines)
}

/// The list of large files and long functions as it would be today, for lowering the kept one.
///
/// # Errors
/// The checkout cannot be read.
pub fn sizes_today(root: &std::path::Path) -> Result<String, String> {
    Ok(sizes::as_list(&House::read(root)?))
}
