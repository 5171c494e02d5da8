//! How alike two names are, in thousandths.
//!
//! Invariants: integers only leave this module; the order of tokens does not matter; `f(a, b) == f(b, a)`.
//! Letters are compared by Jaro–Winkler (Winkler 1990, prefix weight 0.1), sound by shared keys; tokens are paired
//! so that the sum is the greatest possible, particles and initials weighing less.

use crate::name::Token;
use crate::sound;
use rapidfuzz::distance::jaro_winkler;

/// The score of two equal names.
pub const SAME: u16 = 1000;
/// Below this, letters in common are chance.
const LEAST_SPELLING: u16 = 720;
/// Score of an initial against the name it begins.
const INITIAL: u16 = 650;
/// Least score of two tokens that share the more exact key, and the other key.
const SAME_SOUND: u16 = 700;
const NEAR_SOUND: u16 = 640;
/// Keys of fewer signs than this say little; what they are worth less.
const TELLING_KEY_SIGNS: usize = 3;
const SHORT_KEY_LOSS: u16 = 120;

/// How alike two names are: 0 nothing in common, 1000 the same tokens in any order.
///
/// A token that the other name lacks costs a third of its weight, as middle and clan names are often left out.
#[must_use]
pub fn name_similarity(a: &[Token], b: &[Token]) -> u16 {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let few = &few[..few.len().min(crate::MAX_TOKENS)];
    let many = &many[..many.len().min(crate::MAX_TOKENS)];
    if few.is_empty() {
        return 0;
    }
    let scores: Vec<Vec<u32>> = few.iter().map(|x| many.iter().map(|y| weighted(x, y)).collect()).collect();
    let matched = best_assignment(&scores, many.len());
    let total = |tokens: &[Token]| tokens.iter().map(weight).sum::<u32>();
    let (lighter, heavier) = {
        let (x, y) = (total(few), total(many));
        (x.min(y), x.max(y))
    };
    let whole = 3 * lighter + (heavier - lighter);
    u16::try_from((3 * matched / whole).min(u32::from(SAME))).unwrap_or(SAME)
}

/// How alike two tokens are, 0 to 1000.
#[must_use]
pub fn token_similarity(a: &str, b: &str) -> u16 {
    if a == b {
        return SAME;
    }
    if a.len() == 1 || b.len() == 1 {
        return if a.as_bytes().first() == b.as_bytes().first() { INITIAL } else { 0 };
    }
    let letters = letters_in_common(a, b);
    let spelling = if letters < LEAST_SPELLING { 0 } else { letters * 19 / 20 };
    spelling.max(sound_similarity(a, b, letters)).min(SAME - 1)
}

/// Jaro–Winkler in thousandths, rounded down.
pub(crate) fn letters_in_common(a: &str, b: &str) -> u16 {
    // A quotient of small whole numbers: the same double on every machine; 1e-9 keeps 0.93 from becoming 929.
    (jaro_winkler::similarity(a.bytes(), b.bytes()) * 1000.0 + 1e-9) as u16
}

/// What a shared key is worth: more for the exact key, for a long key, and with letters in common.
pub(crate) fn sound_similarity(a: &str, b: &str, letters: u16) -> u16 {
    let (keys_a, keys_b) = (sound::keys(a), sound::keys(b));
    let Some(shared) = keys_a.iter().find(|key| keys_b.contains(key)) else { return 0 };
    let base = if keys_a.first() == keys_b.first() { SAME_SOUND } else { NEAR_SOUND };
    let loss = if shared.len() < TELLING_KEY_SIGNS { SHORT_KEY_LOSS } else { 0 };
    base - loss + letters / 4
}

fn weight(token: &Token) -> u32 {
    if token.is_particle {
        1
    } else if token.text.len() == 1 {
        2
    } else {
        4
    }
}

fn weighted(a: &Token, b: &Token) -> u32 {
    weight(a).min(weight(b)) * u32::from(token_similarity(&a.text, &b.text))
}

/// The greatest sum of one score a row, no column twice. By subsets of columns: at most 2^12 states a row.
fn best_assignment(scores: &[Vec<u32>], columns: usize) -> u32 {
    let mut best: Vec<Option<u32>> = vec![None; 1 << columns];
    best[0] = Some(0);
    for row in scores {
        for taken in (0..best.len()).rev() {
            let Some(sum) = best[taken] else { continue };
            for (column, score) in row.iter().enumerate() {
                let with = taken | (1 << column);
                if with != taken && *score > 0 && best[with].is_none_or(|known| known < sum + score) {
                    best[with] = Some(sum + score);
                }
            }
        }
    }
    best.into_iter().flatten().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::normalise;

    fn score(a: &str, b: &str) -> u16 {
        name_similarity(&normalise(a), &normalise(b))
    }

    #[test]
    fn order_does_not_matter() {
        assert_eq!(score("Grace Wanjiru Mwangi", "Mwangi Grace Wanjiru"), SAME);
    }

    #[test]
    fn likeness_falls_as_names_differ() {
        let falling = [
            score("Mohamed Ali Hassan", "Mohamed Ali Hassan"),
            score("Mohamed Ali Hassan", "Muhammad Ali Xasan"),
            score("Mohamed Ali Hassan", "Mohamed Hussein"),
            score("Mohamed Ali Hassan", "Grace Wanjiru"),
        ];
        assert!(falling.is_sorted_by(|a, b| a > b), "{falling:?}");
        assert!(falling[1] > 850 && falling[3] < 300, "{falling:?}");
    }

    #[test]
    fn scripts_meet() {
        for (a, b) in [
            ("محمد عبد الرحمن", "Mohamed Abdul Rahman"),
            ("ገብረ ማርያም", "Gebre Mariam"),
            ("राम बहादुर श्रेष्ठ", "Ram Bahadur Shrestha"),
            ("Юсуф Хадижа", "Yusuf Khadija"),
        ] {
            assert!(score(a, b) >= 800, "{a} / {b}: {}", score(a, b));
        }
    }

    #[test]
    fn the_assignment_is_the_best_and_not_the_first() {
        assert_eq!(best_assignment(&[vec![9, 8], vec![9, 1]], 2), 17);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(score("", ""), 0);
    }
}
