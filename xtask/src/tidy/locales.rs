//! Every language says everything: the same keys with the same values put in, and a sentence for every code.

use std::collections::{BTreeMap, BTreeSet};

use domain::roster::role::standard_codes;
use domain::{Field, Refusal, vocabulary};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use usecases::list::LIST;

use super::areas::LANGUAGES;
use super::house::{Finding, House, quoted, room};

/// Topics whose use-cases leave a line in a household's timeline.
const TOLD_TOPICS: [&str; 3] = ["registry", "conflict", "area"];
/// Rooms whose texts may be codes.
const ROOMS: [&str; 7] = ["domain", "sync", "store", "interop", "usecases", "hub", "src-tauri"];
/// What makes a text a code.
const MARKS: [&str; 5] = ["-refused-", "-denied-", "-problem-", "-fault-", "-quarantined-"];

/// Keys of one language with the values each puts in.
type Keys = BTreeMap<String, BTreeSet<String>>;

pub fn check(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    let spoken: Vec<(&str, Keys)> =
        LANGUAGES.iter().map(|language| (*language, keys(house, language, &mut found))).collect();
    if let Some(((first, whole), others)) = spoken.split_first() {
        for (language, keys) in others {
            found.extend(compare(first, whole, language, keys));
        }
    }
    let needed = needed(house);
    for (language, keys) in &spoken {
        let missing = needed.iter().filter(|(key, _)| !keys.contains_key(*key));
        found.extend(
            missing
                .map(|(key, why)| Finding::file(&format!("locales/{language}"), format!("{key} is missing ({why})"))),
        );
    }
    found
}

/// Reads the files of a language; a key that stands twice or a line that is no Fluent is told.
fn keys(house: &House, language: &str, found: &mut Vec<Finding>) -> Keys {
    let mut keys = Keys::new();
    let folder = format!("locales/{language}/");
    for (path, text) in house.ending(".ftl").filter(|(path, _)| path.starts_with(&folder)) {
        let resource = match fluent_syntax::parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                found.push(Finding::file(path, format!("not Fluent: {errors:?}")));
                resource
            }
        };
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut values = BTreeSet::new();
            message.value.iter().for_each(|pattern| values_of(pattern, &mut values));
            if keys.insert(message.id.name.to_owned(), values).is_some() {
                found.push(Finding::file(path, format!("{} stands twice", message.id.name)));
            }
        }
    }
    keys
}

fn values_of(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let (inline, variants) = match expression {
            Expression::Inline(inline) => (inline, &[][..]),
            Expression::Select { selector, variants } => (selector, variants.as_slice()),
        };
        if let InlineExpression::VariableReference { id } = inline {
            values.insert(id.name.to_owned());
        }
        variants.iter().for_each(|variant| values_of(&variant.value, values));
    }
}

fn compare(first: &str, whole: &Keys, language: &str, keys: &Keys) -> Vec<Finding> {
    let place = format!("locales/{language}");
    let missing = whole
        .keys()
        .filter(|key| !keys.contains_key(*key))
        .map(|key| format!("{key} is missing (it stands in {first})"));
    let more =
        keys.keys().filter(|key| !whole.contains_key(*key)).map(|key| format!("{key} does not stand in {first}"));
    let differing = whole.iter().filter(|(key, values)| keys.get(*key).is_some_and(|others| others != *values));
    let differing = differing.map(|(key, _)| format!("{key} puts in other values than in {first}"));
    missing.chain(more).chain(differing).map(|problem| Finding::file(&place, problem)).collect()
}

/// Every key that some code needs, and why.
fn needed(house: &House) -> BTreeMap<String, String> {
    let mut needed = BTreeMap::new();
    let mut need = |key: String, why: &str| {
        needed.entry(key).or_insert_with(|| why.to_owned());
    };
    Refusal::CODES.iter().for_each(|code| need((*code).to_owned(), "a refusal"));
    interop::registry::problem::code::ALL.iter().for_each(|code| need((*code).to_owned(), "a problem in a file"));
    let kinds = interop::registry::problem::code::ALL.iter().filter_map(|code| code.strip_prefix("import-problem-"));
    kinds.for_each(|kind| need(format!("import-kind-{kind}"), "the short name of a problem in a file"));
    for list in vocabulary::ALL {
        list.codes.iter().for_each(|code| {
            need(format!("vocabulary-{}-{}", dashed(list.name), dashed(code)), "a code of a vocabulary")
        });
    }
    Field::ALL.iter().for_each(|field| need(format!("registry-field-{}", dashed(field.name())), "a field"));
    for line in LIST.iter().filter(|line| line.changes.iter().any(|topic| TOLD_TOPICS.contains(topic))) {
        let verb = line.name.split('.').nth(1).unwrap_or_default();
        need(format!("registry-act-{}", dashed(verb)), "an act in a timeline");
    }
    for right in usecases::list::rights() {
        need(format!("shell-right-{}", dashed(right).replace('.', "-")), "a right");
    }
    standard_codes().iter().for_each(|role| need(format!("user-role-{}", dashed(role)), "a role"));
    for (path, text) in house.ending(".rs").filter(|(path, _)| ROOMS.contains(&room(path)) && !path.contains("/tests/"))
    {
        for line in super::imports::product_part(text).lines() {
            quoted(line).into_iter().filter(|text| is_code(text)).for_each(|code| need(code.to_owned(), path));
        }
    }
    needed
}

fn dashed(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

fn is_code(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
        && !text.ends_with('-')
        && text.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Vec<String> {
        check(&House::of(files)).into_iter().map(|finding| format!("{} {}", finding.path, finding.problem)).collect()
    }

    #[test]
    fn a_key_of_one_language_must_stand_in_all() {
        let found = of(&[
            ("locales/en/today.ftl", "today-title = Today"),
            ("locales/fr/today.ftl", "today-titre = Aujourd’hui"),
        ]);
        assert!(found.contains(&"locales/fr today-title is missing (it stands in en)".to_owned()));
        assert!(found.contains(&"locales/fr today-titre does not stand in en".to_owned()));
        assert!(found.contains(&"locales/ar today-title is missing (it stands in en)".to_owned()));
    }

    #[test]
    fn the_same_values_are_put_in() {
        let files = [
            ("locales/en/a.ftl", "a = { $count ->\n   *[other] { $name }\n}\n"),
            ("locales/fr/a.ftl", "a = { $count }"),
            ("locales/ar/a.ftl", "a = b"),
        ];
        assert_eq!(of(&files).iter().filter(|found| found.contains("other values")).count(), 2);
    }

    #[test]
    fn a_key_that_stands_twice_is_told() {
        assert!(of(&[("locales/en/a.ftl", "a = b\na = c")]).iter().any(|found| found.contains("stands twice")));
    }

    #[test]
    fn codes_rights_and_fields_need_words() {
        let found = of(&[
            ("hub/src/a.rs", "refuse(\"hub-refused-asleep\")"),
            ("locales/en/a.ftl", "registry-refused-no-head = No head."),
        ]);
        for key in [
            "hub-refused-asleep",
            "registry-field-sex",
            "vocabulary-sex-1",
            "registry-act-register",
            "shell-right-registry-read",
            "user-role-officer",
        ] {
            assert!(found.iter().any(|found| found.starts_with(&format!("locales/en {key} is missing"))), "{key}");
        }
        assert!(!found.iter().any(|found| found.starts_with("locales/en registry-refused-no-head")));
    }
}
