//! Text as it should be kept: composed, on one line, without invisible characters that only mislead.
//!
//! Joiners that Persian and Indic scripts need stay; direction marks, byte-order marks and control characters go.

use unicode_normalization::UnicodeNormalization;

pub(crate) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_gap = false;
    for one in text.nfc() {
        if one.is_whitespace() {
            is_gap = true;
        } else if !is_dropped(one) {
            if is_gap && !kept.is_empty() {
                kept.push(' ');
            }
            is_gap = false;
            kept.push(one);
        }
    }
    kept
}

fn is_dropped(one: char) -> bool {
    one.is_control()
        || matches!(one, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Arabic-Indic, Persian, Devanagari and Bengali digits are digits.
pub(crate) fn ascii_digits(text: &str) -> String {
    const ZEROS: [u32; 4] = [0x0660, 0x06F0, 0x0966, 0x09E6];
    let digit = |one: char| {
        let value = ZEROS.iter().find_map(|zero| u32::from(one).checked_sub(*zero).filter(|value| *value < 10));
        value.and_then(|value| char::from_digit(value, 10)).unwrap_or(one)
    };
    text.chars().map(digit).collect()
}

/// What people type into a cell to say that there is nothing: never used for names.
pub(crate) fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 9] = ["n/a", "na", "none", "null", "nil", "nan", "#n/a", "unknown", "aucun"];
    text.chars().all(|one| !one.is_alphanumeric()) || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_composed_and_on_one_line() {
        assert_eq!(clean("  Ame\u{301}lie\r\n \u{200F}N’Diaye\u{0} "), "Amélie N’Diaye");
        assert_eq!(clean("می\u{200C}خواهم"), "می\u{200C}خواهم");
        assert_eq!(ascii_digits("٠١٢ ۴۵ ०९"), "012 45 09");
    }
}
