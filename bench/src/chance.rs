//! Chance from a seed, so that two runs ask and change the same.

/// A stream of numbers that look random: splitmix64 (Steele, Lea and Flood 2014), a public-domain algorithm.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The stream of a seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number below `end`; 0 for an `end` of 0.
    pub const fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// One of several.
    pub fn any<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of several that is not `held`; the first when all are.
    pub fn other<'a>(&mut self, all: &[&'a str], held: Option<&str>) -> &'a str {
        let from = self.below(all.len());
        (0..all.len()).map(|step| all[(from + step) % all.len()]).find(|one| Some(*one) != held).unwrap_or(all[0])
    }
}
