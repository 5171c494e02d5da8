//! The scripts of South Asia (Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam) to ascii.
//!
//! They share one plan in Unicode, 128 places each, so one table by place reads all nine.
//! Invariant: an inherent vowel is written between two consonants unless a virama joins them, and is silent at the end
//! of a word (राम is `ram`), as people of the region write their names in Latin.

use super::push_any;

const FIRST_BLOCK: u32 = 0x0900;
const LAST: u32 = 0x0D7F;
const BLOCK_CHARS: u32 = 0x80;
const VIRAMA: u32 = 0x4D;
const NUKTA: u32 = 0x3C;

enum Sign {
    Consonant(&'static str),
    Vowel(&'static str),
    Nasal,
    Virama,
    Silent,
    Unknown,
}

pub(super) fn romanise(word: &[char], out: &mut String) {
    let mut has_inherent = false;
    let mut at = 0;
    while at < word.len() {
        let here = place(word[at]);
        match here.map_or(Sign::Unknown, sign) {
            Sign::Consonant(latin) => {
                if has_inherent {
                    out.push('a');
                }
                at += cluster(&word[at..], latin, out);
                has_inherent = true;
                continue;
            }
            Sign::Vowel(latin) => {
                out.push_str(latin);
                has_inherent = false;
            }
            Sign::Nasal => {
                if has_inherent {
                    out.push('a');
                    has_inherent = false;
                }
                out.push_str(nasal_before(word.get(at + 1).copied().and_then(place)));
            }
            Sign::Virama => has_inherent = false,
            Sign::Silent => {}
            Sign::Unknown => {
                has_inherent = false;
                push_any(word[at], out);
            }
        }
        at += 1;
    }
}

/// Writes one consonant, or the two conjuncts whose sound is not that of their parts; returns the characters read.
fn cluster(rest: &[char], latin: &str, out: &mut String) -> usize {
    let joined = |second: u32| {
        rest.get(1).copied().and_then(place) == Some(VIRAMA) && rest.get(2).copied().and_then(place) == Some(second)
    };
    match place(rest[0]) {
        // ज्ञ: gya (Gyanendra); क्ष: ksh (Lakshmi).
        Some(0x1C) if joined(0x1E) => {
            out.push_str("gy");
            3
        }
        Some(0x15) if joined(0x37) => {
            out.push_str("ksh");
            3
        }
        _ => {
            out.push_str(latin);
            if rest.get(1).copied().and_then(place) == Some(NUKTA) { 2 } else { 1 }
        }
    }
}

/// The dot above takes its sound from what follows: Ambika, Singh, Ganga.
const fn nasal_before(next: Option<u32>) -> &'static str {
    match next {
        Some(0x2A..=0x2E) => "m",
        Some(0x39) => "ng",
        _ => "n",
    }
}

fn place(c: char) -> Option<u32> {
    let code = u32::from(c);
    (FIRST_BLOCK..=LAST).contains(&code).then(|| (code - FIRST_BLOCK) % BLOCK_CHARS)
}

fn sign(place: u32) -> Sign {
    match place {
        0x01 | 0x02 => Sign::Nasal,
        0x03 => Sign::Silent,
        0x05..=0x14 | 0x60 | 0x61 => Sign::Vowel(vowel(place)),
        0x15..=0x39 | 0x58..=0x5F => Sign::Consonant(consonant(place)),
        NUKTA | 0x3D | 0x70 | 0x71 => Sign::Silent,
        0x3E..=0x4C | 0x55..=0x57 | 0x62 | 0x63 => Sign::Vowel(vowel(place)),
        VIRAMA => Sign::Virama,
        _ => Sign::Unknown,
    }
}

const fn vowel(place: u32) -> &'static str {
    match place {
        0x05 | 0x06 | 0x3E => "a",
        0x07 | 0x08 | 0x3F | 0x40 => "i",
        0x09 | 0x0A | 0x41 | 0x42 => "u",
        0x0B | 0x43 | 0x44 | 0x60 => "ri",
        0x0D..=0x0F | 0x45..=0x47 => "e",
        0x10 | 0x48 => "ai",
        0x11..=0x13 | 0x49..=0x4B => "o",
        0x14 | 0x4C => "au",
        _ => "",
    }
}

const fn consonant(place: u32) -> &'static str {
    match place {
        0x15 | 0x58 => "k",
        0x16 | 0x59 => "kh",
        0x17 => "g",
        0x18 | 0x5A => "gh",
        0x1A | 0x1B => "ch",
        0x1C => "j",
        0x1D => "jh",
        0x1F | 0x24 => "t",
        0x20 | 0x25 => "th",
        0x21 | 0x26 => "d",
        0x22 | 0x27 => "dh",
        0x19 => "ng",
        0x1E | 0x23 | 0x28 | 0x29 => "n",
        0x2A => "p",
        0x2B => "ph",
        0x5E => "f",
        0x2C => "b",
        0x2D => "bh",
        0x2E => "m",
        0x2F | 0x5F => "y",
        0x30 | 0x31 | 0x5C | 0x5D => "r",
        0x32..=0x34 => "l",
        0x35 => "v",
        0x36 | 0x37 => "sh",
        0x38 => "s",
        0x39 => "h",
        0x5B => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    fn ascii(word: &str) -> String {
        let mut out = String::new();
        super::romanise(&word.chars().collect::<Vec<_>>(), &mut out);
        out
    }

    #[test]
    fn south_asian_names_read_as_people_write_them() {
        for (word, expected) in [
            ("राम", "ram"),
            ("श्रेष्ठ", "shreshth"),
            ("लक्ष्मी", "lakshmi"),
            ("ज्ञानेन्द्र", "gyanendr"),
            ("शर्मा", "sharma"),
            ("अंबिका", "ambika"),
            ("कृष्ण", "krishn"),
            ("सिंह", "singh"),
            ("तामाङ", "tamang"),
            ("গোপাল", "gopal"),
            ("ਗੁਰਪ੍ਰੀਤ", "guraprit"),
            ("முருகன்", "murukan"),
        ] {
            assert_eq!(ascii(word), expected, "{word}");
        }
    }
}
