//! Sound keys: what two spellings of one name have in common.
//!
//! A key is the consonants of a name in order, with `a` in front when the name begins with a vowel. The first reading
//! ([`skeleton`]) keeps what most spellers keep apart; the second folds what the Latin spelling of Arabic, Somali,
//! Amharic, Hindi, French and Turkish names blurs (kh/h/k, j/g, z/d, s/sh/th, p/b, v/w, a lost h or first vowel).
//! Invariants: keys are made of [`KEY_SIGNS`], are at most [`MAX_KEY_CHARS`] long, and depend on the text only.
//! Tuned on attested romanisations of the same Arabic name; `tests/attested.rs` measures reach and selectivity.

use crate::{MAX_KEY_CHARS, name};

/// The signs keys are made of (`x` is the sound of sh and ch).
pub const KEY_SIGNS: &str = "abdfghjklmnprstwxy0123456789";

/// Letters and a reading between the letter's sign and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As most spellers keep sounds apart.
    First,
    /// With the usual confusions folded.
    Second,
}

/// Whole words whose usual short form says nothing about their sound. Sorted.
const SHORT_FORMS: [(&str, &str); 7] = [
    ("ibn", "bin"),
    ("md", "mohamed"),
    ("mhd", "mohamed"),
    ("mohd", "mohamed"),
    ("mohmd", "mohamed"),
    ("muhd", "mohamed"),
    ("muhmd", "mohamed"),
];

/// The key of a token by its first reading; empty only when the text has no letter or digit.
#[must_use]
pub fn skeleton(token: &str) -> String {
    read(&plain(token), Reading::First)
}

/// One or two keys of a token, the more exact first. Two spellings sound alike when they share a key.
#[must_use]
pub fn keys(token: &str) -> Vec<String> {
    let letters = plain(token);
    let first = read(&letters, Reading::First);
    if first.is_empty() {
        return Vec::new();
    }
    let second = read(&letters, Reading::Second);
    if second == first || second.is_empty() { vec![first] } else { vec![first, second] }
}

/// Letters and digits, lower-case, doubled letters once, short forms written out and "abdalr…" as "abdar…".
fn plain(token: &str) -> Vec<u8> {
    let romanised;
    let text = if token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        token
    } else {
        romanised = name::normalise(token).into_iter().map(|token| token.text).collect::<String>();
        romanised.as_str()
    };
    let text = SHORT_FORMS.binary_search_by_key(&text, |(short, _)| short).map_or(text, |at| SHORT_FORMS[at].1);
    let bytes = text.as_bytes();
    let mut letters = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        let is_doubled = letters.last() == Some(byte) && byte.is_ascii_alphabetic();
        // The article before a "sun letter" is said as that letter: Abd al-Rahman is Abdurrahman, and often Abdirahman.
        let is_silent_article = at == 4
            && *byte == b'l'
            && bytes.starts_with(b"abd")
            && is_vowel(bytes[3])
            && bytes.get(5).is_some_and(|next| b"tdrzsn".contains(next));
        if !is_doubled && !is_silent_article {
            letters.push(*byte);
        }
    }
    letters
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

const fn is_vowel_or_y(byte: u8) -> bool {
    is_vowel(byte) || byte == b'y'
}

/// The mark of a vowel while reading; it keeps equal consonants on its two sides apart and is then left out.
const VOWEL: u8 = b'*';

fn read(letters: &[u8], reading: Reading) -> String {
    let mut signs: Vec<u8> = Vec::with_capacity(letters.len() + 2);
    let mut at = 0;
    while at < letters.len() {
        let (new, count) = next_signs(letters, at, reading);
        for sign in new {
            if signs.last() != Some(sign) {
                signs.push(*sign);
            }
        }
        at += count;
    }
    let consonants = signs.iter().filter(|sign| **sign != VOWEL).count();
    // Ibrahim and Brahim, Ismail and Smail; a short name without its first vowel would say too little.
    let is_marked = signs.first() == Some(&VOWEL) && (reading == Reading::First || consonants < 3);
    let mut key = String::with_capacity(consonants + 1);
    if is_marked {
        key.push('a');
    }
    key.extend(signs.into_iter().filter(|sign| *sign != VOWEL).map(char::from).take(MAX_KEY_CHARS - 1));
    key
}

/// The signs for what stands at `at`, and how many letters they take.
fn next_signs(letters: &[u8], at: usize, reading: Reading) -> (&'static [u8], usize) {
    let rest = &letters[at..];
    let is_second = reading == Reading::Second;
    if let Some(found) = digraph(letters, at, is_second) {
        return found;
    }
    let is_first = at == 0;
    let before = if is_first { 0 } else { letters[at - 1] };
    let next = rest.get(1).copied().unwrap_or(0);
    let either = |first: &'static [u8], second: &'static [u8]| if is_second { second } else { first };
    let signs: &'static [u8] = match rest[0] {
        b'a' | b'e' | b'i' | b'o' => b"*",
        b'u' if is_vowel(next) && (is_first || is_vowel_or_y(before)) => between_vowels(is_first, is_second),
        b'u' => b"*",
        // Somali writes the glottal of Abdi as c: Cabdi.
        b'c' if is_second && is_first && matches!(next, b'a' | b'o' | b'u') => b"*",
        b'c' if is_second && next == 0 && before == b'a' => b"",
        b'c' if matches!(next, b'e' | b'i' | b'y') => b"s",
        b'c' | b'k' | b'q' => b"k",
        // Somali writes the h of Hassan as x: Xasan, Maxamed, Farax.
        b'x' if is_second && is_first => b"h",
        b'x' if is_second && before != b'e' && (is_vowel(next) || next == b'm') => b"",
        b'x' if is_second && next == 0 && before == b'a' => b"",
        b'x' => b"ks",
        b'z' => either(b"s", b"d"),
        b'v' => either(b"f", b"w"),
        b'p' => either(b"p", b"b"),
        b't' if next == 0 => either(b"t", b"d"),
        b'j' => either(b"j", b"g"),
        b'h' if next == 0 => b"",
        b'h' if !is_first && (is_second || !is_vowel_or_y(before)) => b"",
        b'w' if !is_vowel_or_y(next) => b"*",
        b'w' if !is_first && (matches!(next, b'o' | b'u') || is_second && is_vowel_or_y(before)) => b"*",
        b'y' if is_first && is_vowel(next) => either(b"y", b"*"),
        b'y' => b"*",
        other => single(other),
    };
    (signs, 1)
}

/// The sound of w written with vowels (French Oua, Italian Gua).
const fn between_vowels(is_first: bool, is_second: bool) -> &'static [u8] {
    if is_second && !is_first { b"*" } else { b"w" }
}

fn digraph(letters: &[u8], at: usize, is_second: bool) -> Option<(&'static [u8], usize)> {
    let rest = &letters[at..];
    let third = rest.get(2).copied().unwrap_or(0);
    let either = |first: &'static [u8], second: &'static [u8]| if is_second { second } else { first };
    Some(match rest {
        // Nguyen is not Ngan.
        [b'n', b'g', b'u', b'y', ..] => (b"ngw", 4),
        [b't', b's', b'c', b'h', ..] => (either(b"x", b"s"), 4),
        [b's', b'c', b'h', ..] | [b't', b'c', b'h', ..] => (either(b"x", b"s"), 3),
        [b'd', b'z', b'h', ..] => (either(b"j", b"g"), 3),
        [b's', b'h' | b'z', ..] => (either(b"x", b"s"), 2),
        [b'c', b'h', ..] if at == 0 && third == b'r' => (b"k", 2),
        [b'c', b'h', ..] => (either(b"x", b"k"), 2),
        [b'k', b'h', ..] => (either(b"h", b"k"), 2),
        [b'g', b'h', ..] => (b"g", 2),
        [b'g', b'u', ..] if matches!(third, b'e' | b'i') => (b"g", 2),
        [b'p', b'h', ..] => (b"f", 2),
        [b't', b'h', ..] => (either(b"t", b"s"), 2),
        [b'd', b'h', ..] => (b"d", 2),
        [b'd', b'j', ..] | [b'z', b'h', ..] => (either(b"j", b"g"), 2),
        [b'c', b'k' | b'q', ..] | [b'q', b'u', ..] => (b"k", 2),
        [b't', b's' | b'z', ..] => (b"s", 2),
        [b'n', b'b', ..] => (if is_second { b"mb" } else { b"nb" }, 2),
        [b'o', b'u', ..] if is_vowel(third) => (between_vowels(at == 0, is_second), 2),
        _ => return None,
    })
}

/// The byte itself as a sign.
fn single(byte: u8) -> &'static [u8] {
    KEY_SIGNS.as_bytes().iter().position(|sign| *sign == byte).map_or(b"", |at| &KEY_SIGNS.as_bytes()[at..=at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound_alike(a: &str, b: &str) -> bool {
        let keys_of_b = keys(b);
        keys(a).iter().any(|key| keys_of_b.contains(key))
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for group in [
            "mohamed muhammad mahamed mohammad mouhamed maxamed mohd محمد мухаммед",
            "yusuf youssef yosef yousuf يوسف",
            "khadija hadija khadidja kadija khadijah خديجة хадижа",
            "gebre gabre ገብረ",
            "ibrahim brahim ebrahim ابراهيم",
            "osman othman uthman ousmane",
            "jamal djamel gamal جمال",
            "hassan xasan hasan حسن",
            "abdi cabdi",
            "abdurrahman abdulrahman abderrahmane abdelrahman",
            "lakshmi laxmi लक्ष्मी",
            "krishna krisna कृष्ण",
            "gyanendra ज्ञानेन्द्र",
            "awad عوض",
            "daoud dawood داود",
            "fatima fatma فاطمة",
            "said saeed سعيد",
            "nguyen Nguyễn",
            "ramadan ramazan رمضان",
            "vanna វណ្ណា",
            "tesfaye ተስፋዬ",
            "tsehay sehay ፀሐይ",
            "sharma शर्मा",
            "joseph josef",
            "catherine katherine",
        ] {
            let names: Vec<_> = group.split(' ').collect();
            for name in &names {
                assert!(sound_alike(names[0], name), "{} {:?} / {name} {:?}", names[0], keys(names[0]), keys(name));
            }
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (a, b) in
            [("nguyen", "ngan"), ("mohamed", "hamid"), ("grace", "gloria"), ("mwangi", "maina"), ("fatima", "fahima")]
        {
            assert!(!sound_alike(a, b), "{a} {:?} / {b} {:?}", keys(a), keys(b));
        }
    }

    #[test]
    fn a_key_says_nothing_about_vowels_which_is_its_price() {
        assert!(sound_alike("mohamed", "mahmoud") && sound_alike("otieno", "atieno"));
    }
}
