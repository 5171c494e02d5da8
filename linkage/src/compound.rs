//! Names that one clerk writes as one word and the next as two: Abdul Rahman, Al-Hassan, Gebre Mariam.
//!
//! Invariant: joining and splitting meet. A name written either way yields a form that the other way yields too, by
//! sound if not by letter.

use crate::name::Token;

/// First parts that are written solid with the next word. Sorted.
const FIRST_PARTS: [&str; 47] = [
    "abd", "abdal", "abdel", "abden", "abder", "abdes", "abdoul", "abdour", "abdous", "abdu", "abdul", "abdun",
    "abdur", "abdus", "al", "amanu", "cabdi", "el", "fikre", "gabra", "gabre", "gebra", "gebre", "habta", "habte",
    "habtu", "haile", "hailu", "hayle", "haylu", "kidane", "mulu", "noor", "nour", "nur", "ould", "saif", "seif",
    "takla", "tekle", "wald", "walda", "walde", "welde", "wolda", "wolde", "woldu",
];
/// A second part shorter than this is no name of its own (Alice is not Al Ice).
const SHORTEST_SECOND_PART: usize = 4;

fn is_first_part(text: &str) -> bool {
    FIRST_PARTS.binary_search(&text).is_ok()
}

/// The solid forms of what stands apart: "abd al rahman" gives "abdalrahman" and "alrahman".
pub(crate) fn joined(tokens: &[Token]) -> Vec<String> {
    let mut forms = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if !is_first_part(&token.text) {
            continue;
        }
        let mut form = token.text.clone();
        for next in &tokens[at + 1..] {
            form.push_str(&next.text);
            if !is_first_part(&next.text) && !next.is_particle {
                forms.push(form);
                break;
            }
        }
    }
    forms
}

/// The parts of what stands solid: "abdulrahman" gives "abdul" and "rahman"; none when it is no such name.
pub(crate) fn parts(text: &str) -> Option<(&str, &str)> {
    let longest = FIRST_PARTS
        .iter()
        .filter(|first| text.len() >= first.len() + SHORTEST_SECOND_PART && text.starts_with(**first))
        .max_by_key(|first| first.len())?;
    let (first, second) = text.split_at(longest.len());
    let begins_with_consonant = !second.starts_with(['a', 'e', 'i', 'o', 'u']);
    // Albert and Elvis are no compounds: after a bare article two consonants in a row are rare in Arabic.
    let is_article = matches!(first, "al" | "el");
    let has_vowel_next =
        second[1..].starts_with(['a', 'e', 'i', 'o', 'u']) || second.starts_with("kh") || second.starts_with("sh");
    (begins_with_consonant && (!is_article || has_vowel_next)).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::normalise;

    #[test]
    fn apart_and_solid_meet() {
        assert_eq!(joined(&normalise("Abd al-Rahman Ali")), ["abdalrahman", "alrahman"]);
        assert_eq!(joined(&normalise("Mary Gebre Mariam")), ["gebremariam"]);
        assert_eq!(parts("abdulrahman"), Some(("abdul", "rahman")));
        assert_eq!(parts("gebremariam"), Some(("gebre", "mariam")));
        assert_eq!(parts("alhassan"), Some(("al", "hassan")));
        assert_eq!(parts("alice"), None);
        assert_eq!(parts("elvis"), None);
    }
}
