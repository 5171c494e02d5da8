//! The codes that are read over the telephone when a laptop is locked: its challenge, and a supervisor's answer.
//!
//! Groups of five signs of Crockford's base32, the fifth a check of its own group and place: one wrong sign, or two that
//! changed places, is noticed before anything is tried, and the group it stands in can be named. An answer carries 100 bits.

use domain::Id;
use domain::roster::{ChallengePurpose, User};
use ring::hkdf::{HKDF_SHA256, Salt};
use zeroize::Zeroize;

use crate::hash::Hash;

/// The numbers of devices that stand in a challenge are below this.
pub const DEVICES_MAX: u32 = 1 << 18;
const USER_BITS: u32 = 20;
const KEY_BITS: u32 = 10;
const NONCE_BITS: u32 = 30;
/// Signs of a group besides its check.
const GROUP: usize = 4;
const CHALLENGE_SIGNS: usize = 16;
const ANSWER_SIGNS: usize = 20;
/// Longest text that is read, in bytes: signs of several bytes and generous spaces fit.
const TEXT_BYTES_MAX: usize = 256;
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What a locked laptop asks: who, where, what for, and which answer opens it just once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    /// What for.
    pub purpose: ChallengePurpose,
    /// The laptop's number.
    pub device: u32,
    /// [`user_tag`] of who is at it.
    pub user: u32,
    /// Which of the laptop's recovery keys answers.
    pub key: u16,
    /// Makes the answer good for once.
    pub nonce: u32,
}

/// What a supervisor reads out: 20 signs of five bits each.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer([u8; ANSWER_SIGNS]);

impl Drop for Answer {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A code that was not typed as it was read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Too few or too many signs, or one that stands in no code.
    Length,
    /// The group of this number, counted from one.
    Group(usize),
}

/// The short name of a user in a challenge.
pub fn user_tag(user: Id<User>) -> u32 {
    let hash = Hash::of(&[b"pamoja-challenge-user-1", &user.to_bytes()]).0;
    u32::from_be_bytes([0, hash[0], hash[1], hash[2]]) >> (24 - USER_BITS)
}

/// Random bits as a challenge takes them.
pub const fn nonce_of(random: [u8; 4]) -> u32 {
    u32::from_be_bytes(random) >> (32 - NONCE_BITS)
}

/// Random bits as the name of a recovery key.
pub const fn key_of(random: [u8; 2]) -> u16 {
    u16::from_be_bytes(random) >> (16 - KEY_BITS)
}

/// The name of the recovery key that follows this one.
pub const fn key_after(key: u16) -> u16 {
    (key + 1) & ((1 << KEY_BITS) - 1)
}

impl Challenge {
    /// The challenge as it is shown.
    pub fn to_text(&self) -> String {
        let purpose = match self.purpose {
            ChallengePurpose::Reset => 0,
            ChallengePurpose::Add => 1,
            ChallengePurpose::Extend => 2,
        };
        let mut bits: u128 = purpose;
        bits = bits << 18 | u128::from(self.device & (DEVICES_MAX - 1));
        bits = bits << USER_BITS | u128::from(self.user & ((1 << USER_BITS) - 1));
        bits = bits << KEY_BITS | u128::from(self.key & ((1 << KEY_BITS) - 1));
        bits = bits << NONCE_BITS | u128::from(self.nonce & ((1 << NONCE_BITS) - 1));
        let signs: Vec<u8> = (0..CHALLENGE_SIGNS).rev().map(|at| (bits >> (5 * at) & 31) as u8).collect();
        in_groups(&signs)
    }

    /// Reads a challenge as typed: case, spaces, dashes and look-alikes are forgiven.
    ///
    /// # Errors
    /// [`Slip`].
    pub fn parse(text: &str) -> Result<Self, Slip> {
        let bits =
            out_of_groups(text, CHALLENGE_SIGNS)?.iter().fold(0_u128, |bits, sign| bits << 5 | u128::from(*sign));
        let take = |from: u32, count: u32| (bits >> from & ((1 << count) - 1)) as u32;
        let purpose = match take(78, 2) {
            0 => ChallengePurpose::Reset,
            1 => ChallengePurpose::Add,
            2 => ChallengePurpose::Extend,
            _ => return Err(Slip::Length),
        };
        Ok(Self {
            purpose,
            device: take(60, 18),
            user: take(40, USER_BITS),
            key: take(30, KEY_BITS) as u16,
            nonce: take(0, NONCE_BITS),
        })
    }

    /// The answer to this challenge of the owner of a recovery key, for this user alone.
    pub fn answer(&self, secret: &[u8; 32], user: Id<User>) -> Option<Answer> {
        let text = self.to_text();
        let purpose = [b"pamoja-answer-1".as_slice(), text.as_bytes(), &user.to_bytes()];
        let mut answer = Answer([0; ANSWER_SIGNS]);
        let stretched = Salt::new(HKDF_SHA256, b"pamoja-recovery-1").extract(secret);
        stretched.expand(&purpose, Length).and_then(|key| key.fill(&mut answer.0)).ok()?;
        answer.0.iter_mut().for_each(|sign| *sign &= 31);
        Some(answer)
    }
}

struct Length;

impl ring::hkdf::KeyType for Length {
    fn len(&self) -> usize {
        ANSWER_SIGNS
    }
}

impl Answer {
    /// The answer as it is read out.
    pub fn to_text(&self) -> String {
        in_groups(&self.0)
    }

    /// Reads an answer as typed, like [`Challenge::parse`].
    ///
    /// # Errors
    /// [`Slip`].
    pub fn parse(text: &str) -> Result<Self, Slip> {
        let signs = out_of_groups(text, ANSWER_SIGNS)?;
        signs.try_into().map(Self).map_err(|_| Slip::Length)
    }
}

fn in_groups(signs: &[u8]) -> String {
    let groups = signs.chunks(GROUP).enumerate().map(|(place, group)| {
        let mut text: String = group.iter().map(|sign| SIGNS[usize::from(*sign & 31)] as char).collect();
        text.push(SIGNS[usize::from(check(place, group))] as char);
        text
    });
    groups.collect::<Vec<_>>().join(" ")
}

fn out_of_groups(text: &str, count: usize) -> Result<Vec<u8>, Slip> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Slip::Length);
    }
    let is_space = |sign: &char| sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '.' | ',');
    let is_mark = |sign: &char| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    let typed = text.chars().filter(|sign| !is_space(sign) && !is_mark(sign));
    let typed: Vec<u8> = typed.map(|sign| value(sign).ok_or(Slip::Length)).collect::<Result<_, _>>()?;
    if typed.len() != count + count / GROUP {
        return Err(Slip::Length);
    }
    let mut signs = Vec::with_capacity(count);
    for (place, group) in typed.chunks(GROUP + 1).enumerate() {
        if check(place, &group[..GROUP]) != group[GROUP] {
            return Err(Slip::Group(place + 1));
        }
        signs.extend_from_slice(&group[..GROUP]);
    }
    Ok(signs)
}

/// The value of a sign as a person types it; digits of Arabic keyboards count as digits.
fn value(sign: char) -> Option<u8> {
    let sign = match sign {
        '\u{660}'..='\u{669}' => char::from(b'0' + (sign as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (sign as u32 - 0x6f0) as u8),
        'o' | 'O' => '0',
        'i' | 'I' | 'l' | 'L' => '1',
        'u' | 'U' => 'V',
        _ => sign.to_ascii_uppercase(),
    };
    SIGNS.iter().position(|known| char::from(*known) == sign).map(|place| place as u8)
}

/// A weighted sum in the field of 32 elements. Every weight differs and none is 0, so that no single wrong sign and no two
/// signs that changed places give the same check; the place is summed in, so that groups cannot change places either.
fn check(place: usize, group: &[u8]) -> u8 {
    let start = power(place + 11);
    group.iter().enumerate().fold(start, |sum, (at, sign)| sum ^ times(*sign & 31, power(at + 1)))
}

/// A power of the field's generator.
fn power(exponent: usize) -> u8 {
    (0..exponent % 31).fold(1, |value, _| times(value, 2))
}

/// Multiplication in the field of 32 elements, modulo x⁵ + x² + 1.
fn times(left: u8, right: u8) -> u8 {
    let (mut product, mut left) = (0, left);
    for bit in 0..5 {
        if right >> bit & 1 == 1 {
            product ^= left;
        }
        left = if left & 16 == 0 { left << 1 } else { (left << 1 ^ 0b10_0101) & 31 };
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGE: Challenge =
        Challenge { purpose: ChallengePurpose::Reset, device: 4711, user: 0xABCDE, key: 0x155, nonce: 0x2AAA_AAAA };

    #[test]
    fn a_challenge_reads_back_however_it_is_typed() {
        let text = CHALLENGE.to_text();
        assert_eq!((text.len(), text.split(' ').count()), (23, 4), "{text}");
        for purpose in [ChallengePurpose::Reset, ChallengePurpose::Add, ChallengePurpose::Extend] {
            let challenge = Challenge { purpose, ..CHALLENGE };
            assert_eq!(Challenge::parse(&challenge.to_text().to_lowercase().replace(' ', "-")), Ok(challenge));
        }
        let lookalikes = text.replace('0', "O").replace('1', "l").replace('5', "\u{665}").replace('2', "\u{6f2}");
        assert_eq!(Challenge::parse(&format!("\u{2067}{lookalikes}\u{2069}")), Ok(CHALLENGE));
        assert_eq!(Challenge::parse(""), Err(Slip::Length));
        assert_eq!(Challenge::parse(&"0".repeat(10_000)), Err(Slip::Length));
    }

    #[test]
    fn every_wrong_sign_and_every_exchange_names_its_group() {
        let secret = [7; 32];
        let text = CHALLENGE.answer(&secret, Id::from_bytes([5; 16])).unwrap().to_text();
        let signs: Vec<char> = text.chars().filter(|sign| *sign != ' ').collect();
        assert_eq!(signs.len(), 25, "{text}");
        for at in 0..signs.len() {
            for other in SIGNS.iter().map(|sign| char::from(*sign)).filter(|sign| *sign != signs[at]) {
                let mut wrong = signs.clone();
                wrong[at] = other;
                let slip = Answer::parse(&wrong.into_iter().collect::<String>()).map(|_| ()).unwrap_err();
                assert_eq!(slip, Slip::Group(at / 5 + 1));
            }
        }
        for at in 0..signs.len() - 1 {
            let mut wrong = signs.clone();
            wrong.swap(at, at + 1);
            assert!(wrong == signs || Answer::parse(&wrong.into_iter().collect::<String>()).is_err(), "{at}");
        }
        let groups: Vec<&str> = text.split(' ').collect();
        let swapped = [groups[1], groups[0], groups[2], groups[3], groups[4]].concat();
        assert!(Answer::parse(&swapped).is_err());
    }

    #[test]
    fn an_answer_is_for_one_challenge_of_one_user_and_one_key() {
        let (secret, user) = ([7; 32], Id::from_bytes([5; 16]));
        let answer = CHALLENGE.answer(&secret, user).unwrap();
        assert!(Answer::parse(&answer.to_text()).is_ok_and(|read| read == answer));
        let others = [
            Challenge { nonce: 1, ..CHALLENGE }.answer(&secret, user),
            Challenge { device: 4712, ..CHALLENGE }.answer(&secret, user),
            Challenge { purpose: ChallengePurpose::Add, ..CHALLENGE }.answer(&secret, user),
            CHALLENGE.answer(&[8; 32], user),
            CHALLENGE.answer(&secret, Id::from_bytes([6; 16])),
        ];
        assert!(others.into_iter().all(|other| other.unwrap() != answer));
    }
}
