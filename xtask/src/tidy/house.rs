//! The checkout as text: every file that is written by hand or generated, read once.
//!
//! Always true: what tools build, fetch or seed is left out, so that the rules see what a clean clone holds.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

/// Folders that no rule looks into.
const LEFT_OUT: [&str; 8] =
    ["target", "node_modules", "dist", ".git", "demo-data", "test-results", "playwright-report", ".svelte-kit"];
/// Ends of names that are read as text.
const TEXT_ENDS: [&str; 18] = [
    ".rs",
    ".toml",
    ".md",
    ".sql",
    ".ts",
    ".js",
    ".mjs",
    ".svelte",
    ".css",
    ".html",
    ".ftl",
    ".json",
    ".sh",
    ".yml",
    ".svg",
    "Makefile",
    ".ci/run",
    ".gitignore",
];

/// Every text file of the checkout by its path.
#[derive(Debug, Default)]
pub struct House {
    files: BTreeMap<String, String>,
}

/// What a rule objects to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub path: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong and what to do.
    pub problem: String,
}

impl Finding {
    /// About a whole file.
    pub fn file(path: &str, problem: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: 0, problem: problem.into() }
    }

    /// About one line, counted from 0.
    pub fn at(path: &str, index: usize, problem: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: index + 1, problem: problem.into() }
    }
}

impl House {
    /// Reads the checkout.
    ///
    /// # Errors
    /// A folder that cannot be walked.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        let walk = WalkDir::new(root).into_iter().filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !entry.file_type().is_dir() || !LEFT_OUT.contains(&name.as_ref())
        });
        for entry in walk {
            let entry = entry.map_err(|error| error.to_string())?;
            let Ok(path) = entry.path().strip_prefix(root) else { continue };
            let path = path.to_string_lossy().replace('\\', "/");
            if !entry.file_type().is_file() {
                continue;
            }
            let text = if TEXT_ENDS.iter().any(|end| path.ends_with(end)) {
                std::fs::read_to_string(entry.path()).unwrap_or_default()
            } else {
                String::new()
            };
            files.insert(path, text);
        }
        Ok(Self { files })
    }

    /// A house of a few files, for the tests of the rules.
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    /// Every file.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Files whose path ends so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.all().filter(move |(path, _)| path.ends_with(end))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether a file or folder of this path is there.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path)
            || self.files.range(folder.clone()..).next().is_some_and(|(found, _)| found.starts_with(&folder))
    }
}

/// The room a file lies in: its first folder.
pub fn room(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// Words that may stand in an identifier, one after the other, with the byte where each begins.
pub fn identifiers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).filter(|word| !word.is_empty())
}

/// Texts between plain double quotes of a line; escapes end nothing.
pub fn quoted(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('"') {
        let inner = &rest[start + 1..];
        let Some(end) =
            inner.char_indices().find_map(|(at, sign)| (sign == '"' && !inner[..at].ends_with('\\')).then_some(at))
        else {
            break;
        };
        found.push(&inner[..end]);
        rest = &inner[end + 1..];
    }
    found
}
