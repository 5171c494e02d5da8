//! Refusals as English sentences, for the command lines. The sentences are those of the interface, from the same files.
//!
//! Only plain messages are read: one with choices (plural forms) is answered by its code and details.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../locales/en"]
struct English;

/// The sentence of a Fluent message id, with its arguments filled in; the id and its arguments when there is none.
pub fn sentence(code: &str, detail: &BTreeMap<String, String>) -> String {
    let found = English::iter().find_map(|name| {
        let file = English::get(&name)?;
        message(&String::from_utf8_lossy(&file.data), code)
    });
    let Some(mut text) = found else {
        let arguments: Vec<String> = detail.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        return if arguments.is_empty() { code.to_owned() } else { format!("{code} ({})", arguments.join(", ")) };
    };
    for (name, value) in detail {
        text = text.replace(&format!("{{ ${name} }}"), value);
    }
    text
}

fn message(file: &str, code: &str) -> Option<String> {
    let line = file.lines().find_map(|line| line.strip_prefix(code)?.trim_start().strip_prefix('='))?.trim();
    (!line.is_empty() && !line.contains("->")).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_words() {
        let told = sentence("device-refused-store-in-use", &BTreeMap::new());
        assert!(told.starts_with("Pamoja is already open"), "{told}");
        let detail = BTreeMap::from([("right".to_owned(), "registry.write".to_owned())]);
        assert!(sentence("access-denied-right", &detail).contains("registry.write"));
    }

    #[test]
    fn what_has_no_sentence_keeps_its_code() {
        let detail = BTreeMap::from([("at".to_owned(), "3".to_owned())]);
        assert_eq!(sentence("nowhere", &detail), "nowhere (at: 3)");
    }
}
