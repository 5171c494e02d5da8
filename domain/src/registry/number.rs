//! Numbers for people: minted offline for ever, short enough for paper, with a check character.
//!
//! `P0251-0042K`: kind, device number (three signs), sign of the incarnation, counter (at least four), check character;
//! fixed widths before the counter, so that no two devices can mint the same signs. Letters that look
//! like digits (I, L, O, U) are never used. The check is ISO/IEC 7064 style MOD 32,31: it notices every single wrong
//! character and every swap of two neighbours.

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What a number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// A person, `P`.
    Person,
    /// A household, `H`.
    Household,
}

impl NumberKind {
    const fn letter(self) -> char {
        match self {
            Self::Person => 'P',
            Self::Household => 'H',
        }
    }
}

/// Mints the number of a device: `series` grows with each incarnation, `counter` with each number.
pub fn mint(kind: NumberKind, device: u32, series: u32, counter: u64) -> String {
    let body = format!(
        "{}{}{}{}",
        kind.letter(),
        base32(u64::from(device), 3),
        base32(u64::from(series), 1),
        base32(counter, 4)
    );
    let check = check_character(&body);
    let (head, tail) = body.split_at(body.len() - base32(counter, 4).len());
    format!("{head}-{tail}{check}")
}

/// Reads a number as typed: case, dashes, spaces and look-alike letters are forgiven. `None` when it cannot be one.
pub fn read(text: &str) -> Option<String> {
    let mut kept = String::new();
    for c in text.chars() {
        match c.to_ascii_uppercase() {
            '-' | ' ' => {}
            'I' | 'L' => kept.push('1'),
            'O' => kept.push('0'),
            'U' => kept.push('V'),
            c if c.is_ascii_alphanumeric() => kept.push(c),
            _ => return None,
        }
    }
    let is_kind = kept.starts_with(['P', 'H']);
    if !is_kind || !(6..=16).contains(&kept.len()) {
        return None;
    }
    let (body, check) = kept.split_at(kept.len() - 1);
    check.starts_with(check_character(body)).then_some(kept)
}

/// The ways a number as [`read`] gives it may be written: where its dash stands follows from the number of the device and
/// its incarnation, which take five signs with the kind and, late in the life of a country, a sign or two more.
pub fn written(compact: &str) -> impl Iterator<Item = String> + '_ {
    // A counter has four signs at least, and a check character follows it.
    (5..=7).filter(|at| at + 5 <= compact.len()).filter_map(|at| {
        let (head, tail) = (compact.get(..at)?, compact.get(at..)?);
        Some(format!("{head}-{tail}"))
    })
}

/// The number without its dash, the form that is searched.
pub fn compact(number: &str) -> String {
    number.chars().filter(|c| *c != '-').collect()
}

fn base32(mut value: u64, width: usize) -> String {
    let mut signs = Vec::new();
    while value > 0 || signs.len() < width {
        signs.push(ALPHABET[(value & 31) as usize]);
        value >>= 5;
    }
    signs.iter().rev().map(|sign| *sign as char).collect()
}

/// Weighted sum modulo 31 with weights that are powers of 3 (a generator of the multiplicative group of 31, so that
/// neighbouring weights always differ); two of the 32 signs share a residue only with themselves and `0`/`Z`.
fn check_character(body: &str) -> char {
    let mut weight = 1_u64;
    let mut sum = 0_u64;
    for sign in body.bytes().rev() {
        weight = weight * 3 % 31;
        let value = ALPHABET.iter().position(|known| *known == sign).unwrap_or(0) as u64;
        sum = (sum + value * weight) % 31;
    }
    ALPHABET[((31 - sum) % 31) as usize] as char
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_and_fits_on_paper() {
        for counter in [0, 1, 31, 1_000, 1 << 20, 1 << 30] {
            let number = mint(NumberKind::Household, 37, 0, counter);
            assert!(number.len() <= 16, "{number}");
            assert_eq!(read(&number.to_lowercase()), Some(compact(&number)));
        }
    }

    #[test]
    fn a_number_of_any_device_and_incarnation_is_among_the_ways_it_may_be_written() {
        for (device, series, counter) in
            [(1, 0, 1), (1_023, 31, 1 << 20), (1, 32, 7), (32_768, 1_000, 1), (40_000, 0, 9)]
        {
            let number = mint(NumberKind::Person, device, series, counter);
            assert!(written(&compact(&number)).any(|way| way == number), "{number}");
        }
    }

    #[test]
    fn every_single_wrong_sign_and_neighbour_swap_is_noticed() {
        let number = compact(&mint(NumberKind::Person, 5, 1, 123_456));
        for at in 1..number.len() {
            for sign in ALPHABET {
                let mut wrong = number.clone().into_bytes();
                let is_alias = matches!((wrong[at], *sign), (b'0', b'Z') | (b'Z', b'0'));
                if wrong[at] == *sign || is_alias {
                    continue;
                }
                wrong[at] = *sign;
                assert_eq!(read(&String::from_utf8(wrong).unwrap()), None);
            }
        }
        for at in 1..number.len() - 1 {
            let mut swapped = number.clone().into_bytes();
            if swapped[at] != swapped[at + 1] {
                swapped.swap(at, at + 1);
                assert_eq!(read(&String::from_utf8(swapped).unwrap()), None);
            }
        }
    }
}
