//! Rules of the tables, so that the same schema can be spread over districts and engines later.

use store::migrate::MIGRATIONS;

use super::house::{Finding, House};

/// Tables that need no home key: reference data, the log, what is local, and the text search of the engine.
const EXEMPT: &[&str] = &["area", "area_", "roster_", "log_", "local_", "search_"];
/// What no migration may say.
const FORBIDDEN: &[(&str, &str)] = &[
    ("AUTOINCREMENT", "identities are made on devices"),
    ("TRIGGER", "rows are written by the projection only"),
    ("REFERENCES", "no foreign keys across tables: they would tie districts together"),
    ("FOREIGN KEY", "no foreign keys across tables: they would tie districts together"),
    (" REAL", "money and scores are integers or decimal text"),
];

pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    let files: Vec<(&str, &str)> = house.all().filter(|(path, _)| is_migration(path)).collect();
    for (path, text) in &files {
        found.extend(forbidden(path, text));
        for statement in statements(text) {
            found.extend(table(path, &statement));
            found.extend(index(path, &statement));
        }
    }
    found.extend(listed(
        &files.iter().map(|(path, _)| *path).collect::<Vec<_>>(),
        &MIGRATIONS.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
    ));
    found
}

fn is_migration(path: &str) -> bool {
    path.starts_with("migrations/") && path.ends_with(".sql") && path != "migrations/schema.sql"
}

fn forbidden(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("--"));
    lines
        .filter_map(|(index, line)| {
            let (word, why) = FORBIDDEN.iter().find(|(word, _)| line.to_uppercase().contains(word))?;
            Some(Finding::at(path, index, format!("{}: {why}", word.trim())))
        })
        .collect()
}

/// Statements without comments, on one line each.
fn statements(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let whole = lines.join(" ");
    whole
        .split(';')
        .map(|statement| statement.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|statement| !statement.is_empty())
        .collect()
}

fn table(path: &str, statement: &str) -> Vec<Finding> {
    let Some(rest) = statement.strip_prefix("CREATE TABLE ") else { return Vec::new() };
    let name = rest.split([' ', '(']).next().unwrap_or_default();
    let mut found = Vec::new();
    let closing = statement.rsplit(')').next().unwrap_or_default();
    if !closing.split([' ', ',']).any(|word| word == "STRICT") {
        found.push(Finding::file(path, format!("{name} is not STRICT")));
    }
    let is_exempt = EXEMPT.iter().any(|start| name == *start || (start.ends_with('_') && name.starts_with(start)));
    if !is_exempt && !statement.contains("PRIMARY KEY (home_area_id") {
        found.push(Finding::file(path, format!("{name}: home_area_id comes first in the primary key")));
    }
    if !is_exempt && !statement.contains("home_area_id BLOB NOT NULL") {
        found.push(Finding::file(path, format!("{name}: home_area_id is BLOB NOT NULL")));
    }
    let has_unique = statement.contains(" UNIQUE") && !statement.contains("UNIQUE (home_area_id");
    if !is_exempt && has_unique {
        found.push(Finding::file(path, format!("{name}: a unique key begins with home_area_id")));
    }
    found
}

fn index(path: &str, statement: &str) -> Option<Finding> {
    let is_unique = statement.starts_with("CREATE UNIQUE INDEX ");
    let rest = statement.strip_prefix("CREATE UNIQUE INDEX ").or_else(|| statement.strip_prefix("CREATE INDEX "))?;
    let (name, rest) = rest.split_once(" ON ")?;
    let (table, columns) = rest.split_once('(')?;
    let table = table.trim();
    if !name.starts_with(&format!("{table}_by_")) {
        return Some(Finding::file(path, format!("index {name}: call it {table}_by_<columns>")));
    }
    let is_exempt = EXEMPT.iter().any(|start| table == *start || (start.ends_with('_') && table.starts_with(start)));
    (!is_exempt && is_unique && !columns.starts_with("home_area_id"))
        .then(|| Finding::file(path, format!("{name}: a unique index begins with home_area_id")))
}

/// Files are numbered without a gap, named after their area, and each is in the list that replays them.
fn listed(paths: &[&str], list: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        let name = path.trim_start_matches("migrations/").trim_end_matches(".sql");
        if !name.starts_with(&format!("{:04}_", index + 1)) || name.split('_').count() < 3 {
            found.push(Finding::file(path, format!("call it {:04}_<area>_<change>.sql", index + 1)));
        }
        if !list.contains(&name) {
            found.push(Finding::file(path, "not in the list of store/src/migrate.rs"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(sql: &str) -> usize {
        let mut found = forbidden("m.sql", sql);
        for statement in statements(sql) {
            found.extend(table("m.sql", &statement));
            found.extend(index("m.sql", &statement));
        }
        found.len()
    }

    #[test]
    fn each_rule_objects_to_its_example() {
        let good =
            "CREATE TABLE a (home_area_id BLOB NOT NULL, a_id BLOB NOT NULL, PRIMARY KEY (home_area_id, a_id)) STRICT;";
        assert_eq!(problems(good), 0);
        assert_eq!(problems(&good.replace(" STRICT", "")), 1);
        assert_eq!(problems(&good.replace("KEY (home_area_id, a_id)", "KEY (a_id)")), 1);
        assert_eq!(problems(&good.replace("a_id BLOB NOT NULL", "a_id BLOB NOT NULL REFERENCES b (b_id)")), 1);
        assert_eq!(problems(&good.replace("a_id BLOB NOT NULL,", "a_id BLOB NOT NULL UNIQUE,")), 1);
        assert_eq!(problems("CREATE TABLE log_a (n INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;"), 1);
        assert_eq!(problems("CREATE TRIGGER a AFTER INSERT ON b BEGIN SELECT 1; END;"), 1);
        assert_eq!(problems("CREATE INDEX by_name ON a (home_area_id, name);"), 1);
        assert_eq!(problems("CREATE UNIQUE INDEX a_by_name ON a (name);"), 1);
        assert_eq!(problems("-- No AUTOINCREMENT here."), 0);
    }

    #[test]
    fn migrations_are_numbered_and_listed_once() {
        assert_eq!(listed(&["migrations/0001_log_start.sql"], &["0001_log_start"]), []);
        assert_eq!(listed(&["migrations/0002_log_start.sql"], &["0002_log_start"]).len(), 1);
        assert_eq!(listed(&["migrations/0001_log_start.sql"], &[]).len(), 1);
    }
}
