//! Phone numbers: a plus where there was one, the digits, and `x…` for an extension.
//!
//! Nothing is guessed: no country code is added, and a lost leading zero is told but not put back.

use super::number::{is_digits, without_float_tail};
use super::text::ascii_digits;
use crate::limits;

/// E.164 allows 15; an international prefix (00…) may stand in front of them.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=18;
const EXTENSION_DIGITS: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phone {
    pub number: String,
    /// It came as a decimal number and was cut back to its digits.
    pub was_float: bool,
}

/// A cell may hold several numbers; each is read for itself.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let pieces: Vec<&str> =
        text.split([';', ',', '/', '\n']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let digits = |piece: &str| ascii_digits(piece).bytes().filter(u8::is_ascii_digit).count();
    if pieces.len() > 1 && pieces.iter().all(|piece| digits(piece) >= *DIGITS.start()) { pieces } else { vec![text] }
}

pub(crate) fn read(text: &str) -> Option<Phone> {
    let text = ascii_digits(text).to_lowercase();
    let whole = without_float_tail(&text);
    let was_float = whole.len() != text.len();
    let (main, extension) = match whole.split_once("ext").or_else(|| whole.split_once(['x', '#'])) {
        Some((main, extension)) => (main, extension.trim_matches([' ', '.', ':', '-'])),
        None => (whole, ""),
    };
    let main = main.trim().trim_start_matches("tel").trim_start_matches([':', '.', ' ']);
    let (plus, rest) = match main.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", main),
    };
    if rest
        .chars()
        .any(|one| !one.is_ascii_digit() && !matches!(one, ' ' | '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2015}'))
    {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let is_extension = extension.is_empty() || (is_digits(extension) && extension.len() <= EXTENSION_DIGITS);
    if !DIGITS.contains(&digits.len()) || !is_extension || digits.bytes().all(|digit| digit == b'0') {
        return None;
    }
    let tail = if extension.is_empty() { String::new() } else { format!("x{extension}") };
    let number = format!("{plus}{digits}{tail}");
    (number.len() <= limits::PHONE_CHARS).then_some(Phone { number, was_float })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_of_many_styles_are_read() {
        for (text, number) in [
            ("001-813-852-7364x897", "0018138527364x897"),
            ("(374)528-2831", "3745282831"),
            ("+745 5218119193", "+7455218119193"),
            ("252612345678.0", "252612345678"),
            ("٠٧١٢٣٤٥٦٧٨", "0712345678"),
            ("Tel: 0712 345 678 ext. 12", "0712345678x12"),
        ] {
            assert_eq!(read(text).map(|phone| phone.number).as_deref(), Some(number), "{text}");
        }
        assert!(read("252612345678.0").unwrap().was_float);
    }

    #[test]
    fn what_is_no_phone_is_none() {
        for text in
            ["", "abc", "12345", "0000000000", "2.5261E+11", "1234567890123456789", "07123x1234567", "0712345678.5z"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn two_phones_in_a_cell_are_two() {
        assert_eq!(split("0712345678 / 0733111222"), ["0712345678", "0733111222"]);
        assert_eq!(split("071/234/5678"), ["071/234/5678"]);
    }
}
