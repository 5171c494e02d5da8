//! Chance from a seed: xoshiro256** seeded through splitmix64 (Blackman and Vigna, public domain algorithms).
//!
//! Invariant: the stream for a seed never changes; golden tests of invented districts rest on it.

/// A stream of numbers that look random.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    state: [u64; 4],
}

/// One step of splitmix64: spreads neighbouring seeds far apart.
pub(crate) const fn spread(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Chance {
    /// The stream of `seed` for the thing numbered `index`.
    pub(crate) const fn new(seed: u64, index: u64) -> Self {
        let a = spread(spread(seed) ^ index);
        let b = spread(a);
        let c = spread(b);
        Self { state: [a, b, c, spread(c)] }
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let answer = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        answer
    }

    /// A whole number from 0 up to but without `end`; 0 for an `end` of 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        // The high half of a product: biased by at most 2^-32, which no invented district can show.
        ((u64::from(end) * (self.next() >> 32)) >> 32) as u32
    }

    /// A whole number from `first` to `last`, both included; `first` when the range is empty.
    pub(crate) fn between(&mut self, first: i32, last: i32) -> i32 {
        let width = u32::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0);
        first + i32::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in `permille` of a thousand cases.
    pub(crate) fn is(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }

    /// One of the choices by its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, choices: &[(T, u32)]) -> T {
        let mut rest = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for (choice, weight) in choices {
            if rest < *weight {
                return *choice;
            }
            rest -= weight;
        }
        choices[choices.len() - 1].0
    }

    /// One of the list, all alike.
    pub(crate) fn any<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u32) as usize]
    }

    /// One of the list, the first ones more often, as with names: the lowest of `draws` draws.
    pub(crate) fn common<'a, T>(&mut self, list: &'a [T], draws: u32) -> &'a T {
        let lowest = (0..draws).map(|_| self.below(list.len() as u32)).min().unwrap_or(0);
        &list[lowest as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_what_it_always_was() {
        // The first output of splitmix64 for seed 0, from its reference implementation.
        assert_eq!(spread(0), 0xE220_A839_7B1D_CDAF);
        let mut chance = Chance::new(1, 2);
        let drawn: Vec<u32> = (0..6).map(|_| chance.below(1000)).collect();
        assert_eq!(drawn, DRAWN);
    }

    const DRAWN: [u32; 6] = [518, 993, 134, 350, 824, 878];
}
