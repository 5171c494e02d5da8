//! Numbers that name things, ages, counts, and yes or no.
//!
//! A spreadsheet keeps 15 digits and shows 11: longer identifiers come back in scientific notation or with zeros where
//! digits were. Such a number is never used: what it named cannot be told any more.

use super::text::ascii_digits;
use crate::limits;

/// From 12 digits on a spreadsheet writes 1.23457E+11.
pub(crate) const TELLING_EXPONENT: u32 = 11;
const KEPT_DIGITS: usize = 15;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    Scientific { exponent: u32 },
    ZeroTail,
}

impl Loss {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Scientific { .. } => "scientific",
            Self::ZeroTail => "zero-tail",
        }
    }
}

/// How a number lost digits, if it did.
pub(crate) fn loss(text: &str) -> Option<Loss> {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let Some((mantissa, exponent)) = text.split_once(['E', 'e']) {
        let exponent = exponent.strip_prefix(['+', '-']).filter(|digits| (2..=3).contains(&digits.len()))?;
        let is_mantissa = mantissa.starts_with(|one: char| one.is_ascii_digit())
            && mantissa.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | ','));
        return exponent.parse().ok().filter(|_| is_mantissa).map(|exponent| Loss::Scientific { exponent });
    }
    let digits = without_float_tail(text);
    (is_long(digits) && digits.bytes().skip(KEPT_DIGITS).all(|digit| digit == b'0')).then_some(Loss::ZeroTail)
}

pub(crate) fn is_long(text: &str) -> bool {
    text.len() > KEPT_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `252612345678.0` is what a column of numbers becomes on its way through a data frame.
pub(crate) fn without_float_tail(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, tail)) if !tail.is_empty() && tail.bytes().all(|byte| byte == b'0') && is_digits(whole) => whole,
        _ => text,
    }
}

pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn may_lack_zero(text: &str) -> bool {
    let digits = without_float_tail(text);
    is_digits(digits) && (7..=9).contains(&digits.len()) && !digits.starts_with('0')
}

/// Whole years; half years of a small child count as the years completed.
pub(crate) fn age(text: &str) -> Option<i32> {
    let years: f64 = ascii_digits(text).replace(',', ".").parse().ok()?;
    (0.0..=f64::from(limits::AGE_YEARS)).contains(&years).then_some(years as i32)
}

pub(crate) fn count(text: &str) -> Option<u32> {
    without_float_tail(&ascii_digits(text)).parse().ok().filter(|count| *count <= 1_000_000)
}

pub(crate) fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "oui" | "vrai" | "نعم" => Some(true),
        "false" | "no" | "n" | "0" | "non" | "faux" | "لا" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_digits_are_seen_and_codes_are_left_alone() {
        for text in ["4.49116E+35", "4,49E+35", "5e+11", "9E+35"] {
            assert!(matches!(loss(text), Some(Loss::Scientific { .. })), "{text}");
        }
        for text in ["1234567890123450", "123456789012345000000", "123456789012345000000.0"] {
            assert_eq!(loss(text), Some(Loss::ZeroTail), "{text}");
        }
        for text in
            ["12E5", "1E5", "E+35", "068130455742399305784829962633186139", "1234567890123456", "100000000000000"]
        {
            assert_eq!(loss(text), None, "{text}");
        }
    }

    #[test]
    fn ages_are_ages() {
        assert_eq!((age("34"), age("0.5"), age("٣٤"), age("125")), (Some(34), Some(0), Some(34), Some(125)));
        assert_eq!((age("994801221"), age("-1"), age("abc"), age("NaN"), age("inf")), (None, None, None, None, None));
    }
}
