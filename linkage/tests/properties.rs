//! What holds for every text, not only for names.

use linkage::name::{Token, normalise};
use linkage::similarity::name_similarity;
use linkage::{MAX_KEY_CHARS, MAX_TOKEN_CHARS, MAX_TOKENS, search, sound};
use proptest::prelude::*;

fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Letters, marks, spaces and punctuation of the scripts that are read by tables of our own, and of all others.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        ".{0,40}",
        "[a-zA-Z' .-]{0,60}",
        "[\u{0600}-\u{06FF} ]{0,40}",
        "[\u{0900}-\u{0D7F} ]{0,40}",
        "[\u{1200}-\u{137F} ]{0,40}",
        "[\u{1780}-\u{17FF} ]{0,40}",
        "[\u{0400}-\u{04FF} ]{0,40}",
        "(Mr|Haji|Sheikh|al|bin|abd|abdul|w/ro|dr|u|bi| |rahman|gebre|mariam|ali){0,16}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_keep_their_limits_and_settle_at_once(name in any_name()) {
        let tokens = normalise(&name);
        prop_assert!(tokens.len() <= MAX_TOKENS);
        for token in &tokens {
            prop_assert!((1..=MAX_TOKEN_CHARS).contains(&token.text.len()));
            prop_assert!(token.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{:?}", token);
        }
        prop_assert_eq!(normalise(&joined(&tokens)), tokens);
    }

    #[test]
    fn keys_are_one_or_two_for_every_token(name in any_name()) {
        for token in normalise(&name) {
            let keys = sound::keys(&token.text);
            prop_assert!(keys.len() <= 2, "{:?}", keys);
            for key in &keys {
                prop_assert!((1..=MAX_KEY_CHARS).contains(&key.len()));
                prop_assert!(key.chars().all(|sign| sound::KEY_SIGNS.contains(sign)), "{}", key);
            }
            prop_assert_eq!(keys.first().cloned().unwrap_or_default(), sound::skeleton(&token.text));
        }
        prop_assert!(sound::keys(&name).len() <= 2);
    }

    #[test]
    fn likeness_knows_no_order_and_no_side(a in any_name(), b in any_name()) {
        let (a, b) = (normalise(&a), normalise(&b));
        let turned: Vec<Token> = a.iter().rev().cloned().collect();
        let score = name_similarity(&a, &b);
        prop_assert!(score <= 1000);
        prop_assert_eq!(score, name_similarity(&b, &a));
        prop_assert_eq!(score, name_similarity(&turned, &b));
        prop_assert_eq!(name_similarity(&a, &turned), if a.is_empty() { 0 } else { 1000 });
    }

    #[test]
    fn a_name_is_found_by_its_own_text(name in any_name()) {
        let tokens = normalise(&name);
        if tokens.is_empty() || joined(&tokens).contains(|c: char| c.is_ascii_digit()) {
            return Ok(());
        }
        prop_assert_eq!(search::rank(&search::query(&joined(&tokens)), &name), 1000);
        let terms = search::terms(&name);
        for token in &tokens {
            prop_assert!(terms.contains(&token.text));
        }
    }

    #[test]
    fn the_order_typed_changes_nothing(a in "[a-z]{2,9}", b in "[a-z]{2,9}", c in "[a-z]{2,9}", name in "[a-z]{2,9} [a-z]{2,9} [a-z]{2,9}") {
        let asked = |words: [&str; 3]| search::rank(&search::query(&format!("{} ", words.join(" "))), &name);
        prop_assume!(normalise(&format!("{a} {b} {c}")).len() == 3 && normalise(&format!("{c} {b} {a}")).len() == 3);
        prop_assert_eq!(asked([&a, &b, &c]), asked([&c, &a, &b]));
    }

    #[test]
    fn anything_may_be_typed_against_anything(typed in any_name(), name in any_name()) {
        let asked = search::query(&typed);
        prop_assert!(search::rank(&asked, &name) <= 1000);
        prop_assert!(asked.digits.is_none_or(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())));
    }
}

#[test]
fn hostile_texts_are_read_within_the_limits() {
    for text in [
        "ﷺ".repeat(10_000),
        "a\u{0301}".repeat(100_000),
        "ab ".repeat(1_000_000),
        "١".repeat(100_000),
        "\u{17D2}".repeat(9_000),
    ] {
        assert!(search::terms(&text).len() <= MAX_TOKENS * 12);
        let asked = search::query(&text);
        assert!(search::rank(&asked, &text) <= 1000);
    }
}
