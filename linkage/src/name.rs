//! Names as people write them to tokens that can be compared.
//!
//! Invariants: a token is 1 to [`MAX_TOKEN_CHARS`] of `a-z0-9`; at most [`MAX_TOKENS`] come back, in the order written;
//! normalising the tokens joined by spaces gives the same tokens. Honorifics go only while another name remains;
//! particles stay and are flagged, as "bin" and "de" are optional in one record and written in the next.

use crate::script::romanise;
use crate::{MAX_NAME_CHARS, MAX_TOKEN_CHARS, MAX_TOKENS};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token {
    /// Lower-case ascii letters and digits.
    pub text: String,
    /// A small word of the name (article, "son of", "of") that other records may leave out.
    pub is_particle: bool,
}

/// Titles that are never a name, wherever they stand. Sorted.
const TITLES: [&str; 32] = [
    "capt", "col", "dr", "drs", "eng", "engr", "fr", "gen", "hon", "ing", "lt", "maj", "messrs", "miss", "mlle", "mme",
    "monsieur", "mr", "mrs", "ms", "prof", "pvt", "rev", "sgt", "shrimati", "smt", "sr", "sra", "srta", "weizerit",
    "weizero", "wzro",
];
/// Titles that are also names or parts of names: only before the name. Sorted.
const LEADING_TITLES: [&str; 54] = [
    "alhaj",
    "alhaja",
    "alhaji",
    "ato",
    "ayatollah",
    "bi",
    "bibi",
    "bwana",
    "daw",
    "don",
    "dona",
    "elhadj",
    "elhadji",
    "haaji",
    "hadj",
    "hadja",
    "hadji",
    "haj",
    "hajah",
    "haji",
    "hajia",
    "hajj",
    "hajja",
    "hajji",
    "hj",
    "imam",
    "kru",
    "lala",
    "lok",
    "loksrei",
    "malam",
    "mallam",
    "maulana",
    "maulvi",
    "mullah",
    "mwalimu",
    "mzee",
    "ndugu",
    "pastor",
    "qari",
    "shaikh",
    "shaykh",
    "sheekh",
    "sheikh",
    "shekh",
    "shikh",
    "shri",
    "shrii",
    "sri",
    "u",
    "ustad",
    "ustaz",
    "weyzero",
    "xaaji",
];
/// Small words inside names. Sorted.
const PARTICLES: [&str; 46] = [
    "abou", "abu", "ag", "al", "ap", "bar", "ben", "bin", "bint", "binte", "binti", "bte", "da", "das", "de", "del",
    "della", "den", "der", "des", "di", "do", "dos", "du", "el", "ep", "et", "ibn", "ina", "la", "le", "mint", "ole",
    "ou", "ould", "oum", "ter", "ul", "um", "umm", "van", "vd", "von", "wa", "wald", "wuld",
];

/// The tokens of a name in any script. Empty for a text without letters and digits.
///
/// Only the first [`MAX_NAME_CHARS`] characters are read.
#[must_use]
pub fn normalise(name: &str) -> Vec<Token> {
    let words = if name.is_ascii() { ascii_words(name) } else { any_words(name) };
    let mut tokens: Vec<Token> =
        words.into_iter().map(|text| Token { is_particle: is_one_of(&PARTICLES, &text), text }).collect();
    remove_titles(&mut tokens);
    tokens.truncate(MAX_TOKENS);
    tokens
}

fn is_one_of(sorted: &[&str], text: &str) -> bool {
    sorted.binary_search(&text).is_ok()
}

/// The common case, without tables.
fn ascii_words(name: &str) -> Vec<String> {
    let mut words = Words::default();
    for byte in name.bytes().take(MAX_NAME_CHARS) {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => words.push(char::from(byte)),
            b'A'..=b'Z' => words.push(char::from(byte.to_ascii_lowercase())),
            b'\'' | b'`' => {}
            _ => words.end(),
        }
    }
    words.finish()
}

fn any_words(name: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut word: Vec<char> = Vec::new();
    let mut latin = String::new();
    let mut flush = |word: &mut Vec<char>, words: &mut Words| {
        latin.clear();
        romanise(word, &mut latin);
        word.clear();
        for c in latin.chars() {
            if c == ' ' { words.end() } else { words.push(c) }
        }
        words.end();
    };
    // Compatibility forms may be long (one sign of honour is eighteen letters), so the limit is also put after them.
    for c in name.chars().take(MAX_NAME_CHARS).nfkc().take(MAX_NAME_CHARS) {
        if is_apostrophe(c) {
            continue;
        }
        if c.is_alphanumeric() || is_combining_mark(c) || is_joiner(c) {
            word.push(c);
        } else if !word.is_empty() {
            flush(&mut word, &mut words);
        }
    }
    flush(&mut word, &mut words);
    words.finish()
}

/// Marks written inside a word for a glottal, an ejective or a dropped vowel.
const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | 'ʹ'..='ʿ' | 'ˈ' | 'ˊ' | 'ˋ' | '\u{0300}'..='\u{0301}' | 'ꞌ' | '＇')
}

/// Characters that shape a word and do not end it.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | 'ـ')
}

/// Collects words within the limits.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    word: String,
}

impl Words {
    fn push(&mut self, c: char) {
        if self.word.len() < MAX_TOKEN_CHARS {
            self.word.push(c);
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            self.done.push(std::mem::take(&mut self.word));
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.done
    }
}

fn remove_titles(tokens: &mut Vec<Token>) {
    if tokens.len() < 2 {
        return;
    }
    let lead = leading_titles(tokens);
    let is_title = |token: &Token| is_one_of(&TITLES, &token.text);
    let is_name = |token: &Token| !token.is_particle && !is_title(token);
    if lead > 0 && tokens[lead..].iter().any(is_name) {
        tokens.drain(..lead);
    }
    if tokens.iter().any(is_name) {
        tokens.retain(|token| !is_title(token));
    }
}

/// How many tokens at the front are titles, with the article of a title ("al-shaykh") and the broken "W/ro".
fn leading_titles(tokens: &[Token]) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let is_lead = |at: usize| is_one_of(&LEADING_TITLES, text(at)) || is_one_of(&TITLES, text(at));
    let mut lead = 0;
    loop {
        if is_lead(lead) {
            lead += 1;
        } else if (text(lead) == "al" && is_lead(lead + 1))
            || (text(lead) == "w" && matches!(text(lead + 1), "ro" | "rt"))
        {
            lead += 2;
        } else {
            return lead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> String {
        normalise(name).into_iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(TITLES.is_sorted() && LEADING_TITLES.is_sorted() && PARTICLES.is_sorted());
    }

    #[test]
    fn names_of_many_scripts_become_plain_words() {
        for (name, expected) in [
            ("  Grace   Wanjirũ MWANGI ", "grace wanjiru mwangi"),
            ("O'Brien-Smith", "obrien smith"),
            ("N’Diaye, Fatou", "ndiaye fatou"),
            ("فاطمة الزهراء", "fatma al zahra"),
            ("مُحَمَّد عبد الرحمٰن", "mahmd abd al rahmn"),
            ("ገብረ ማርያም", "gebre maryam"),
            ("राम बहादुर श्रेष्ठ", "ram bahadur shreshth"),
            ("សុខ ចាន់", "suk chan"),
            ("Юлия Щукина", "yuliya shchukina"),
            ("", ""),
            ("?!", ""),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    #[test]
    fn titles_go_while_a_name_remains() {
        for (name, expected) in [
            ("Mr. John Kamau", "john kamau"),
            ("Kamau, Dr John", "kamau john"),
            ("Haji Sheikh Omar", "omar"),
            ("Omar Haji", "omar haji"),
            ("W/ro Almaz Bekele", "almaz bekele"),
            ("الشيخ أحمد", "ahmd"),
            ("አቶ ካሳ", "kasa"),
            ("श्री राम", "ram"),
            ("U Thant", "thant"),
            ("Mr", "mr"),
            ("Sheikh Haji", "sheikh haji"),
            ("Dr Haji", "haji"),
            ("Sheikh bin", "sheikh bin"),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    #[test]
    fn particles_are_kept_and_flagged() {
        let flags: Vec<_> =
            normalise("Abu Bakr al-Siddiq bin Omar").into_iter().map(|token| token.is_particle).collect();
        assert_eq!(flags, [true, false, true, false, true, false]);
    }

    #[test]
    fn long_input_is_cut_at_the_limits() {
        let tokens = normalise(&"Ñ".repeat(10_000));
        assert_eq!((tokens.len(), tokens[0].text.len()), (1, MAX_TOKEN_CHARS));
        assert_eq!(normalise(&"ab ".repeat(10_000)).len(), MAX_TOKENS);
    }
}
