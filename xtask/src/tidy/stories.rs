//! Every use-case is told in a test: its name stands in a story, a screen test or a test beside it.

use usecases::list::LIST;

use super::house::{Finding, House};

pub fn check(house: &House) -> Vec<Finding> {
    untold(house, LIST.iter().map(|line| line.name))
}

fn untold<'a>(house: &House, names: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let told: Vec<&str> = house.all().filter_map(|(path, text)| tests_of(path, text)).collect();
    names
        .filter(|name| !told.iter().any(|text| text.contains(&format!("\"{name}\""))))
        .map(|name| Finding::file("usecases/src/list.rs", format!("no story calls \"{name}\"")))
        .collect()
}

fn tests_of<'a>(path: &str, text: &'a str) -> Option<&'a str> {
    let is_code = [".rs", ".ts", ".mjs"].iter().any(|end| path.ends_with(end));
    let is_test_room = path.starts_with("tests/") || path.contains("/tests/");
    match text.find("#[cfg(test)]") {
        _ if !is_code || path.starts_with("xtask/") => None,
        _ if is_test_room => Some(text),
        Some(start) => Some(&text[start..]),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_case_without_a_story_is_told() {
        let house = House::of(&[
            ("tests/tests/road.rs", "laptop.call(\"registry.search\", …)"),
            ("hub/src/a.rs", "\"registry.split\""),
        ]);
        let found = untold(&house, ["registry.search", "registry.split"].into_iter());
        assert_eq!(found.len(), 1);
        assert!(found[0].problem.contains("registry.split"));
    }
}
