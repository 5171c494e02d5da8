//! The lot: which families of a frame are visited. The same frame and seed choose the same families for ever and on every
//! replica; nobody chooses the seed.

use std::collections::BTreeMap;

use crate::id::Id;
use crate::oversight::Registrar;
use crate::registry::Household;

/// A family that may be drawn, with who registered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Who registered it; none where not even the device is known.
    pub registrar: Option<Registrar>,
    /// The family.
    pub household: Id<Household>,
}

/// SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014). Not for secrets.
struct Lot(u64);

impl Lot {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, each as likely: values of the uneven rest are drawn again.
    fn below(&mut self, bound: u64) -> u64 {
        let uneven = u64::MAX - u64::MAX % bound.max(1);
        loop {
            let drawn = self.next();
            if drawn < uneven {
                return drawn % bound.max(1);
            }
        }
    }
}

/// Draws `size` families of a frame, in the order of their identities; all of a frame that is no larger. Stratified, each
/// registrar has a share as large as theirs of the frame (the largest remainder gets the odd one, Hamilton's method), and
/// one at the least where there is room for that.
pub fn draw(frame: &[Candidate], size: usize, seed: u64, is_stratified: bool) -> Vec<Id<Household>> {
    let mut strata: BTreeMap<Option<Registrar>, Vec<Id<Household>>> = BTreeMap::new();
    for candidate in frame {
        let stratum = candidate.registrar.filter(|_| is_stratified);
        strata.entry(stratum).or_default().push(candidate.household);
    }
    for families in strata.values_mut() {
        families.sort_unstable();
        families.dedup();
    }
    let sizes: Vec<usize> = strata.values().map(Vec::len).collect();
    let mut lot = Lot(seed);
    let mut chosen = Vec::new();
    for (mut families, share) in strata.into_values().zip(shares(&sizes, size)) {
        // The first places of a shuffle by Fisher and Yates (Durstenfeld 1964).
        for place in 0..share.min(families.len()) {
            let left = families.len() - place;
            let other = place + lot.below(left as u64) as usize;
            families.swap(place, other);
        }
        families.truncate(share);
        chosen.extend(families);
    }
    chosen.sort_unstable();
    chosen
}

/// How many of each stratum.
fn shares(strata: &[usize], size: usize) -> Vec<usize> {
    let all: usize = strata.iter().sum();
    if size >= all {
        return strata.to_vec();
    }
    let least = usize::from(size >= strata.len());
    let mut shares: Vec<usize> = strata.iter().map(|families| (families * size / all).max(least)).collect();
    let mut order: Vec<usize> = (0..strata.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((strata[*at] * size % all, strata[*at])));
    // One at the least may have been too many: the largest give up.
    while shares.iter().sum::<usize>() > size {
        let largest = (0..shares.len()).max_by_key(|at| shares[*at]).unwrap_or_default();
        shares[largest] -= 1;
    }
    while shares.iter().sum::<usize>() < size {
        for at in &order {
            if shares.iter().sum::<usize>() < size && shares[*at] < strata[*at] {
                shares[*at] += 1;
            }
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(strata: &[usize]) -> Vec<Candidate> {
        let of = |(number, families): (usize, &usize)| {
            (0..*families).map(move |at| {
                let mut id = [number as u8; 16];
                id[8..].copy_from_slice(&(at as u64).to_be_bytes());
                let registrar = Some(Registrar::Device(number as u32));
                Candidate { registrar, household: Id::from_bytes(id) }
            })
        };
        strata.iter().enumerate().flat_map(of).collect()
    }

    fn of_each(frame: &[Candidate], chosen: &[Id<Household>], strata: usize) -> Vec<usize> {
        let is_of = |number: usize| {
            move |one: &&Candidate| {
                one.registrar == Some(Registrar::Device(number as u32)) && chosen.contains(&one.household)
            }
        };
        (0..strata).map(|number| frame.iter().filter(is_of(number)).count()).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_whatever_the_order_of_the_frame() {
        let frame = frame(&[40, 30, 30]);
        let turned: Vec<Candidate> = frame.iter().rev().copied().collect();
        for is_stratified in [false, true] {
            let one = draw(&frame, 12, 99, is_stratified);
            assert_eq!(one, draw(&turned, 12, 99, is_stratified));
            assert_ne!(one, draw(&frame, 12, 100, is_stratified));
            assert_eq!(one.len(), 12);
        }
    }

    #[test]
    fn a_draw_of_before_is_drawn_again_for_ever() {
        let places: Vec<u8> = draw(&frame(&[100]), 5, 42, false).iter().map(|id| id.to_bytes()[15]).collect();
        assert_eq!(places, [2, 9, 13, 83, 86]);
    }

    #[test]
    fn each_registrar_has_their_share_and_one_at_the_least() {
        let frame = frame(&[60, 30, 9, 1]);
        let drawn = draw(&frame, 10, 7, true);
        assert_eq!(drawn.len(), 10);
        let shares = of_each(&frame, &drawn, 4);
        assert!(shares.iter().all(|share| *share > 0), "{shares:?}");
        assert!(shares[0] >= 5 && shares[1] >= 2, "{shares:?}");
        assert_eq!(draw(&frame, 500, 7, true).len(), 100, "a small frame is visited whole");
        assert_eq!(draw(&frame, 2, 7, true).len(), 2);
    }

    #[test]
    fn every_family_is_as_likely() {
        let frame = frame(&[10]);
        let mut drawn = [0_u32; 10];
        for seed in 0..4_000 {
            for id in draw(&frame, 3, seed, false) {
                drawn[usize::from(id.to_bytes()[15])] += 1;
            }
        }
        // 1,200 each; five standard deviations of a binomial of 4,000 at 0.3.
        assert!(drawn.iter().all(|count| count.abs_diff(1_200) < 145), "{drawn:?}");
    }
}
