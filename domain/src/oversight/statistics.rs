//! The few formulas of the indicators, each with its source. Numbers in, numbers out; no value is a verdict.

/// The middle of some values; the mean of the two middle ones of an even number. None for none.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied()?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(sorted.get(middle.checked_sub(1)?).copied()?, upper))
}

/// How far a value lies from its peers, in robust standard deviations: (x − median) / (1.4826 · MAD).
///
/// Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993), who look at what lies beyond 3.5; 1.4826 makes the
/// median absolute deviation (Hampel 1974) that of a normal distribution. Peers that are all alike have a deviation of
/// zero: `least` is what it is taken for then, so that a hair's breadth is no distance. None without peers.
pub fn robust_z(value: f64, peers: &[f64], least: f64) -> Option<f64> {
    let middle = median(peers)?;
    let deviations: Vec<f64> = peers.iter().map(|peer| (peer - middle).abs()).collect();
    let spread = 1.4826 * median(&deviations)?;
    Some((value - middle) / spread.max(least))
}

/// Youngest age that counts for Whipple's index, in years.
pub const WHIPPLE_FROM: u32 = 23;
/// Oldest age that counts for Whipple's index, in years.
pub const WHIPPLE_TO: u32 = 62;

/// Whipple's index of ages that end in 0 or 5: their number among ages 23 to 62, times five, in hundredths of all. 100 is
/// no preference, 500 is nothing but such ages; the United Nations call more than 175 very rough ("Methods of Appraisal
/// of Quality of Basic Data for Population Estimates", Manual II, 1955). The index and how many ages stand behind it.
pub fn whipple(ages: impl IntoIterator<Item = u32>) -> (Option<f64>, u32) {
    let (mut all, mut round) = (0_u32, 0_u32);
    for age in ages.into_iter().filter(|age| (WHIPPLE_FROM..=WHIPPLE_TO).contains(age)) {
        all += 1;
        round += u32::from(age % 5 == 0);
    }
    ((all > 0).then(|| 500.0 * f64::from(round) / f64::from(all)), all)
}

/// A share; none of nothing.
pub fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-9)
    }

    #[test]
    fn the_middle_is_not_moved_by_one_wild_value() {
        assert!(near(median(&[3.0, 1.0, 2.0]), 2.0));
        assert!(near(median(&[4.0, 1.0, 2.0, 3.0]), 2.5));
        assert!(near(median(&[1.0, 2.0, 1_000_000.0]), 2.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[f64::NAN]), None);
    }

    #[test]
    fn a_distance_is_told_in_robust_deviations() {
        let peers = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert!(near(robust_z(3.0, &peers, 0.1), 0.0));
        assert!(near(robust_z(3.0 + 1.4826, &peers, 0.1), 1.0));
        assert!(near(robust_z(4.0, &[2.0, 2.0, 2.0], 0.5), 4.0), "peers that are all alike");
        assert_eq!(robust_z(4.0, &[], 0.5), None);
    }

    #[test]
    fn ages_without_preference_come_to_a_hundred() {
        assert!(near(whipple(23..=62).0, 100.0));
        assert_eq!(whipple([30, 35, 40]), (Some(500.0), 3));
        assert_eq!(whipple([5, 10, 70]), (None, 0));
        assert_eq!(share(0, 0), None);
    }
}
