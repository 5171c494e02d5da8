//! Khmer script to ascii, after the way Cambodian identity cards romanise names (Sok, Chan, Vanna, Sophea).
//!
//! Invariants: a consonant under the coeng sign joins the one before it without a vowel; a consonant under the
//! toandakhiat is silent; a final consonant loses its breath (`sok`, not `sokh`).

use super::push_any;

const COENG: u32 = 0x17D2;
const TOANDAKHIAT: u32 = 0x17CD;

pub(super) fn romanise(word: &[char], out: &mut String) {
    let mut needs_vowel = false;
    let mut is_stacked = false;
    for (at, c) in word.iter().enumerate() {
        let code = u32::from(*c);
        match code {
            0x1780..=0x17A2 => {
                if silent(word, at) {
                    continue;
                }
                if needs_vowel && !is_stacked {
                    out.push('a');
                }
                is_stacked = false;
                out.push_str(consonant(
                    code,
                    is_final(word, at) || code_at(word, at + 1) == Some(COENG) && code == 0x1794,
                ));
                needs_vowel = code != 0x17A2;
                if code == 0x17A2 && !next_is_vowel(word, at) {
                    out.push('a');
                }
            }
            COENG => is_stacked = true,
            0x17A3..=0x17C5 | 0x17C8 => {
                out.push_str(vowel(code));
                needs_vowel = false;
            }
            0x17C6 => {
                if needs_vowel {
                    out.push('a');
                }
                // Before a nasal of its own the sign only shortens the vowel (Tang).
                if code_at(word, at + 1) != Some(0x1784) {
                    out.push('m');
                }
                needs_vowel = false;
            }
            0x17C7 => needs_vowel = false,
            0x17C9..=0x17D3 | 0x17DD => {}
            _ => {
                needs_vowel = false;
                push_any(*c, out);
            }
        }
    }
}

fn code_at(word: &[char], at: usize) -> Option<u32> {
    word.get(at).map(|c| u32::from(*c))
}

fn silent(word: &[char], at: usize) -> bool {
    code_at(word, at + 1) == Some(TOANDAKHIAT)
        || (matches!(code_at(word, at + 1), Some(0x17B7 | 0x17BB)) && code_at(word, at + 2) == Some(TOANDAKHIAT))
}

fn is_final(word: &[char], at: usize) -> bool {
    !matches!(code_at(word, at + 1), Some(0x17A3..=0x17C8 | COENG))
        && !word.iter().skip(at + 1).any(|c| (0x1780..=0x17A2).contains(&u32::from(*c)))
}

fn next_is_vowel(word: &[char], at: usize) -> bool {
    matches!(code_at(word, at + 1), Some(0x17B4..=0x17C8))
}

const fn consonant(code: u32, is_final: bool) -> &'static str {
    match code {
        0x1780 | 0x1782 => "k",
        0x1781 | 0x1783 => {
            if is_final {
                "k"
            } else {
                "kh"
            }
        }
        0x1784 => "ng",
        0x1785..=0x1788 => "ch",
        0x1789 => "nh",
        0x178A | 0x178C => "d",
        0x178F | 0x1791 => "t",
        0x178B | 0x178D | 0x1790 | 0x1792 => {
            if is_final {
                "t"
            } else {
                "th"
            }
        }
        0x178E | 0x1793 => "n",
        0x1794 => {
            if is_final {
                "p"
            } else {
                "b"
            }
        }
        0x1796 => "p",
        0x1795 | 0x1797 => {
            if is_final {
                "p"
            } else {
                "ph"
            }
        }
        0x1798 => "m",
        0x1799 => "y",
        0x179A => "r",
        0x179B | 0x17A1 => "l",
        0x179C => "v",
        0x179D..=0x179F => "s",
        0x17A0 => "h",
        _ => "",
    }
}

const fn vowel(code: u32) -> &'static str {
    match code {
        0x17A3 | 0x17A4 | 0x17B6 | 0x17C8 => "a",
        0x17A5 | 0x17A6 | 0x17B7 | 0x17B8 => "i",
        0x17A7..=0x17AA | 0x17BB | 0x17BC => "u",
        0x17AB | 0x17AC => "ru",
        0x17AD | 0x17AE => "lu",
        0x17AF | 0x17C1 => "e",
        0x17B0 | 0x17C3 => "ai",
        0x17B1 | 0x17B2 | 0x17C4 => "o",
        0x17B3 | 0x17C5 => "au",
        0x17B9 | 0x17BA => "eu",
        0x17BD => "ua",
        0x17BE | 0x17C2 => "ae",
        0x17BF => "oea",
        0x17C0 => "ie",
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
    fn khmer_names_read_as_on_identity_cards() {
        for (word, expected) in [
            ("សុខ", "suk"),
            ("ចាន់", "chan"),
            ("វណ្ណា", "vanna"),
            ("ដារ៉ា", "dara"),
            ("ស្រី", "sri"),
            ("សុភាព", "suphap"),
            ("ពេជ្រ", "pechr"),
            ("អេង", "eng"),
            ("ប្រាក់", "prak"),
            ("តាំង", "tang"),
        ] {
            assert_eq!(ascii(word), expected, "{word}");
        }
    }
}
