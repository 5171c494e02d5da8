//! Finding a person while an officer types: what the store keeps for a name, and how a typed text is asked and ranked.
//!
//! A term is a token (`grace`) or a sound key behind [`SOUND_MARK`] (`~grs`); the store's index must keep that mark as
//! part of the word. The store asks for each word `text` (as a prefix where [`QueryWord::is_prefix`]) OR one of its
//! `sounds`; words are joined by AND, particles may be left out. [`rank`] then orders what came back and drops the rest.
//! Invariant: a name ranks above 0 for its own text, whole or by any of its tokens.

use crate::compound;
use crate::name::{self, Token};
use crate::similarity::{SAME, letters_in_common, sound_similarity};
use crate::sound;
use crate::{MAX_NAME_CHARS, MAX_QUERY_DIGITS};
use rapidfuzz::distance::osa;

/// Stands before a sound key in a term.
pub const SOUND_MARK: char = '~';
/// Fewer digits than this are no phone and no document.
pub const LEAST_DIGITS: usize = 4;
/// A word of this many letters may hold one slip of the finger, and of [`TWO_SLIPS_FROM`] two.
pub const ONE_SLIP_FROM: usize = 4;
/// See [`ONE_SLIP_FROM`].
pub const TWO_SLIPS_FROM: usize = 7;
/// Letters typed before the beginning of a sound is matched.
const SOUND_PREFIX_FROM: usize = 4;

const PREFIX: u16 = 900;
const ONE_SLIP: u16 = 860;
const TWO_SLIPS: u16 = 760;
const SLIP_IN_PREFIX: u16 = 700;
const SOUND_PREFIX: u16 = 620;
/// What a word costs that only a joined or split form of the name matches.
const COMPOUND_LOSS: u16 = 25;
/// What each token costs that nothing was typed for, and at most.
const UNASKED_LOSS: u16 = 8;
const MOST_UNASKED_LOSS: u16 = 40;

/// What an officer typed, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words of a name, in the order typed.
    pub words: Vec<QueryWord>,
    /// Digits of a phone or document, ascii, at least [`LEAST_DIGITS`]; spaces and signs between them removed.
    pub digits: Option<String>,
    /// A household, person or document number with letters in it, upper-case without dashes.
    pub number: Option<String>,
}

impl Query {
    /// Nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.digits.is_none() && self.number.is_none()
    }
}

/// One word of a name that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Lower-case ascii.
    pub text: String,
    /// Its sound keys without the mark; empty for particles and initials.
    pub sounds: Vec<String>,
    /// The last word while it is being typed: it may be a beginning only.
    pub is_prefix: bool,
    /// Names may lack it ("bin", "al"), so the index need not be asked for it while other words remain.
    pub is_particle: bool,
}

/// Why a name was found, the weakest reason of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchReason {
    /// As typed, or beginning as typed.
    Name,
    /// A letter or two differ.
    Spelling,
    /// Written otherwise, said alike.
    Sound,
}

/// How well a name answers a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// 1 to 1000.
    pub score: u16,
    /// Why.
    pub reason: MatchReason,
}

/// What the index keeps for a name: its tokens, then its sound keys, each once.
///
/// Names written solid or apart ("Abdulrahman", "Abdul Rahman") also get the keys of the other way.
#[must_use]
pub fn terms(name: &str) -> Vec<String> {
    let tokens = name::normalise(name);
    let mut terms: Vec<String> = Vec::with_capacity(tokens.len() * 3);
    for token in &tokens {
        push_once(&mut terms, token.text.clone());
    }
    for token in &tokens {
        if has_sound(token) {
            push_sounds(&mut terms, &token.text);
        }
        if let Some((first, second)) = compound::parts(&token.text) {
            push_sounds(&mut terms, first);
            push_sounds(&mut terms, second);
        }
    }
    for form in compound::joined(&tokens) {
        push_sounds(&mut terms, &form);
    }
    terms
}

fn has_sound(token: &Token) -> bool {
    !token.is_particle && token.text.len() > 1
}

fn push_sounds(terms: &mut Vec<String>, text: &str) {
    for key in sound::keys(text) {
        let mut term = String::with_capacity(key.len() + 1);
        term.push(SOUND_MARK);
        term.push_str(&key);
        push_once(terms, term);
    }
}

fn push_once(terms: &mut Vec<String>, term: String) {
    if !terms.contains(&term) {
        terms.push(term);
    }
}

/// Takes apart what an officer typed. The last word is a beginning unless a space follows it.
#[must_use]
pub fn query(text: &str) -> Query {
    let mut names = String::new();
    let mut runs: Vec<String> = vec![String::new()];
    let mut number = None;
    let mut ends_in_word = false;
    let limited: String = text.chars().take(MAX_NAME_CHARS).collect();
    for piece in limited.split_whitespace() {
        let plain = plain_signs(piece);
        let letters = plain.bytes().filter(u8::is_ascii_alphabetic).count();
        let digits = plain.len() - letters;
        ends_in_word = false;
        if letters == 0 && digits > 0 {
            if let Some(run) = runs.last_mut() {
                run.push_str(&plain);
            }
            continue;
        }
        runs.push(String::new());
        if digits >= 2 {
            number = number.or(Some(plain.to_ascii_uppercase()));
            runs.push(plain.bytes().filter(u8::is_ascii_digit).map(char::from).collect());
            runs.push(String::new());
        } else {
            names.push(' ');
            names.push_str(piece);
            ends_in_word = !limited.ends_with(char::is_whitespace);
        }
    }
    let digits = runs.into_iter().filter(|run| run.len() >= LEAST_DIGITS).max_by_key(String::len);
    Query {
        words: words(&names, ends_in_word),
        digits: digits.map(|run| run.chars().take(MAX_QUERY_DIGITS).collect()),
        number,
    }
}

/// Letters and digits of any script as ascii, nothing else.
fn plain_signs(piece: &str) -> String {
    let all = piece.chars().map(any_ascii::any_ascii_char);
    all.flat_map(|signs| signs.chars()).filter(char::is_ascii_alphanumeric).take(MAX_QUERY_DIGITS).collect()
}

fn words(names: &str, ends_in_word: bool) -> Vec<QueryWord> {
    let tokens = name::normalise(names);
    let last = tokens.len().saturating_sub(1);
    let word = |(at, token): (usize, Token)| QueryWord {
        sounds: if has_sound(&token) { sound::keys(&token.text) } else { Vec::new() },
        is_prefix: ends_in_word && at == last,
        is_particle: token.is_particle,
        text: token.text,
    };
    tokens.into_iter().enumerate().map(word).collect()
}

/// How well a name answers the words of a query: 0 not at all, 1000 each word as written and no other.
#[must_use]
pub fn rank(query: &Query, candidate_name: &str) -> u16 {
    matching(query, candidate_name).map_or(0, |found| found.score)
}

/// As [`rank`], with the reason. Of three and more words one may be missing from the name.
#[must_use]
pub fn matching(query: &Query, candidate_name: &str) -> Option<Match> {
    let tokens = name::normalise(candidate_name);
    let asked: Vec<&QueryWord> = {
        let needed: Vec<_> = query.words.iter().filter(|word| !word.is_particle).collect();
        if needed.is_empty() { query.words.iter().collect() } else { needed }
    };
    if asked.is_empty() || tokens.is_empty() {
        return None;
    }
    let found = pair(&asked, &forms(&tokens));
    let missing = asked.len() - found.len();
    if missing > usize::from(asked.len() >= 3) {
        return None;
    }
    let sum: u32 = found.iter().map(|found| u32::from(found.score)).sum();
    let mean = sum / u32::try_from(asked.len()).ok()?;
    let names = tokens.iter().filter(|token| !token.is_particle).count();
    let unasked = u16::try_from(names.saturating_sub(asked.len())).unwrap_or(u16::MAX);
    let loss = unasked.saturating_mul(UNASKED_LOSS).min(MOST_UNASKED_LOSS);
    let score = u16::try_from(mean).unwrap_or(SAME).saturating_sub(loss).max(1);
    let reason = found.iter().map(|found| found.reason).max()?;
    Some(Match { score, reason })
}

/// The tokens of a name and, at a small loss, what it would be written solid or apart.
fn forms(tokens: &[Token]) -> Vec<(String, u16)> {
    let mut forms: Vec<(String, u16)> = tokens.iter().map(|token| (token.text.clone(), 0)).collect();
    for (first, second) in tokens.iter().filter_map(|token| compound::parts(&token.text)) {
        forms.push((first.to_owned(), COMPOUND_LOSS));
        forms.push((second.to_owned(), COMPOUND_LOSS));
    }
    forms.extend(compound::joined(tokens).into_iter().map(|form| (form, COMPOUND_LOSS)));
    forms
}

/// Gives each word its best form, the best pairs first, no form twice.
fn pair(words: &[&QueryWord], forms: &[(String, u16)]) -> Vec<Match> {
    let mut pairs: Vec<(Match, usize, usize)> = Vec::new();
    for (word_at, word) in words.iter().enumerate() {
        for (form_at, (form, loss)) in forms.iter().enumerate() {
            if let Some(found) = word_match(word, form) {
                pairs.push((Match { score: found.score.saturating_sub(*loss), ..found }, word_at, form_at));
            }
        }
    }
    // By text and not by place after the score, so that the order typed changes nothing.
    pairs.sort_by(|(a, word_a, form_a), (b, word_b, form_b)| {
        let by_score = b.score.cmp(&a.score);
        by_score
            .then_with(|| words[*word_a].text.cmp(&words[*word_b].text))
            .then_with(|| forms[*form_a].cmp(&forms[*form_b]))
    });
    let mut taken_words = vec![false; words.len()];
    let mut taken_forms = vec![false; forms.len()];
    let mut found = Vec::with_capacity(words.len());
    for (one, word_at, form_at) in pairs {
        if !taken_words[word_at] && !taken_forms[form_at] {
            (taken_words[word_at], taken_forms[form_at]) = (true, true);
            found.push(one);
        }
    }
    found
}

fn word_match(word: &QueryWord, form: &str) -> Option<Match> {
    let text = word.text.as_str();
    if text == form {
        return Some(Match { score: SAME, reason: MatchReason::Name });
    }
    if word.is_prefix && form.starts_with(text) {
        let covered = u16::try_from(text.len() * 80 / form.len()).unwrap_or(0);
        return Some(Match { score: PREFIX + covered, reason: MatchReason::Name });
    }
    let (spelling, sound) = (spelling_score(word, form), sound_score(word, form));
    let score = spelling.max(sound);
    // One slip of the finger that leaves the sound as it was is still told as a slip.
    let reason = if spelling >= ONE_SLIP || spelling > sound { MatchReason::Spelling } else { MatchReason::Sound };
    (score > 0).then_some(Match { score, reason })
}

fn spelling_score(word: &QueryWord, form: &str) -> u16 {
    match slips(&word.text, form) {
        Some(1) => return ONE_SLIP,
        Some(_) => return TWO_SLIPS,
        None => {}
    }
    let is_longer = form.len() > word.text.len();
    match form.get(..word.text.len()) {
        Some(beginning) if word.is_prefix && is_longer && slips(&word.text, beginning) == Some(1) => SLIP_IN_PREFIX,
        _ => 0,
    }
}

/// Slips of the finger between two words (a letter wrong, missing, added, or two swapped), `None` for more than their
/// length allows: 1 from [`ONE_SLIP_FROM`] letters, 2 from [`TWO_SLIPS_FROM`]. Both in ascii.
///
/// For a store that scans its vocabulary when a word finds nothing: a dropped consonant changes the sound keys too.
#[must_use]
pub fn slips(a: &str, b: &str) -> Option<u8> {
    let shorter = a.len().min(b.len());
    let allowed = usize::from(shorter >= ONE_SLIP_FROM) + usize::from(shorter >= TWO_SLIPS_FROM);
    if a.len().abs_diff(b.len()) > allowed || allowed == 0 {
        return None;
    }
    let distance = osa::distance(a.bytes(), b.bytes());
    (distance <= allowed).then(|| u8::try_from(distance).ok()).flatten()
}

fn sound_score(word: &QueryWord, form: &str) -> u16 {
    if word.sounds.is_empty() {
        return 0;
    }
    let alike = sound_similarity(&word.text, form, letters_in_common(&word.text, form));
    if alike > 0 || !word.is_prefix || word.text.len() < SOUND_PREFIX_FROM {
        return alike;
    }
    let begins_alike =
        |key: &String| word.sounds.iter().any(|sound| sound.len() > 1 && key.starts_with(sound.as_str()));
    if sound::keys(form).iter().any(begins_alike) { SOUND_PREFIX } else { 0 }
}

#[cfg(test)]
mod tests;
