//! Text as people write it, made safe to keep: trimmed, no control characters, limited.
//!
//! Names are kept as given and never split by code.

use crate::refusal::Refusal;

/// Longest name part, address or other short text, in characters.
pub const SHORT_TEXT_CHARS_MAX: usize = 200;
/// Longest reason or note, in characters.
pub const LONG_TEXT_CHARS_MAX: usize = 2_000;
/// Most digits of a telephone number (ITU-T E.164 has 15; local habits add an extension).
pub const PHONE_DIGITS_MAX: usize = 20;
/// Fewest digits of a telephone number.
pub const PHONE_DIGITS_MIN: usize = 5;
/// Longest number of an identity document, in characters.
pub const DOCUMENT_NUMBER_CHARS_MAX: usize = 40;

/// Trims `text`, replaces control characters by spaces; nothing left is `None`.
///
/// # Errors
/// [`Refusal::TextTooLong`] above `limit` characters.
pub fn clean(field: &'static str, text: Option<&str>, limit: usize) -> Result<Option<String>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let kept: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let kept = kept.trim();
    if kept.is_empty() {
        return Ok(None);
    }
    if kept.chars().count() > limit {
        return Err(Refusal::TextTooLong { field, limit });
    }
    Ok(Some(kept.to_owned()))
}

/// A telephone number as written, digits of any script made ASCII; separators stay for the eye.
///
/// # Errors
/// [`Refusal::PhoneInvalid`] when letters stand in it or it has too few or too many digits.
pub fn phone(text: &str) -> Result<String, Refusal> {
    let invalid = || Refusal::PhoneInvalid { value: text.chars().take(40).collect() };
    let mut kept = String::new();
    let mut digits = 0;
    for c in text.trim().chars() {
        if let Some(digit) = digit(c) {
            kept.push(digit);
            digits += 1;
        } else if "+-() .x/".contains(c) {
            kept.push(c);
        } else {
            return Err(invalid());
        }
    }
    if (PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&digits) { Ok(kept) } else { Err(invalid()) }
}

/// The digits of a number, for comparing and searching.
pub fn digits(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// A decimal digit of the scripts our users write, as ASCII.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 7] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{17e0}', '\u{1040}'];
    ZEROS.iter().find_map(|zero| {
        let offset = (c as u32).checked_sub(*zero as u32)?;
        char::from_digit(offset, 10)
    })
}

/// The number of an identity document: letters, digits and separators, upper case.
///
/// # Errors
/// [`Refusal::DocumentNumberInvalid`] when it is empty, too long or holds other signs.
pub fn document_number(text: &str) -> Result<String, Refusal> {
    let kept: String = text.trim().chars().map(|c| digit(c).unwrap_or(c)).collect::<String>().to_uppercase();
    let fits = !kept.is_empty()
        && kept.chars().count() <= DOCUMENT_NUMBER_CHARS_MAX
        && kept.chars().all(|c| c.is_alphanumeric() || "-/. ".contains(c));
    if fits { Ok(kept) } else { Err(Refusal::DocumentNumberInvalid { value: text.chars().take(40).collect() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_and_devanagari_digits_are_read() {
        assert_eq!(phone("٠٧١٢ ٣٤٥٦٧").unwrap(), "0712 34567");
        assert_eq!(digits("९८-४१"), "9841");
    }

    #[test]
    fn a_phone_with_letters_is_refused() {
        assert!(matches!(phone("call me"), Err(Refusal::PhoneInvalid { .. })));
        assert!(matches!(phone("123"), Err(Refusal::PhoneInvalid { .. })));
    }
}
