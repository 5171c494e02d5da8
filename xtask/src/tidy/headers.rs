//! Each file opens with its purpose, in at most ten lines.

use super::house::{Finding, House};

/// Lines a header may have.
const HEADER_LINES_MAX: usize = 10;

pub fn check(house: &House) -> Vec<Finding> {
    house.all().filter_map(|(path, text)| problem(path, text).map(|problem| Finding::file(path, problem))).collect()
}

fn problem(path: &str, text: &str) -> Option<String> {
    let opening: &[&str] = match path.rsplit('.').next()? {
        "rs" => &["//!"],
        "ts" | "mjs" | "js" => &["//", "/*"],
        "svelte" => &["<!--"],
        "sql" => &["--"],
        "ftl" => &["#"],
        "sh" => &["#"],
        _ => return None,
    };
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!["))?;
    if !opening.iter().any(|start| first.starts_with(start)) {
        return Some("no header: say what it is for in a first comment".to_owned());
    }
    let lines = text.lines().take_while(|line| line.starts_with("//!")).count();
    (lines > HEADER_LINES_MAX).then(|| format!("header of {lines} lines: {HEADER_LINES_MAX} at most"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_purpose_is_told() {
        for (path, text) in [
            ("a.rs", "use std::fs;"),
            ("a.ts", "export {};"),
            ("a.svelte", "<script>\n</script>"),
            ("a.sql", "CREATE TABLE a (b);"),
            ("a.ftl", "a = b"),
        ] {
            assert!(problem(path, text).is_some(), "{path}");
        }
    }

    #[test]
    fn a_header_is_short() {
        assert!(problem("a.rs", &"//! Word.\n".repeat(11)).is_some());
        assert!(problem("a.rs", &"//! Word.\n".repeat(10)).is_none());
        assert!(problem("a.svelte", "<!-- A page. -->\n<p></p>").is_none());
    }
}
