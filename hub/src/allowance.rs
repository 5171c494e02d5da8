//! What one device may ask of the hub: requests a minute, bytes an hour. A laptop gone wrong takes nobody's turn.
//!
//! Counted per device only once its signature was found right: nobody can use up another's allowance.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::limits::{BYTES_AN_HOUR, REQUESTS_A_MINUTE};

/// The allowances of all devices.
#[derive(Debug, Default)]
pub struct Allowances(Mutex<BTreeMap<u32, Allowance>>);

/// Why a device has to wait, and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// Fluent message id.
    pub code: &'static str,
    /// Seconds until there is room again.
    pub after_s: u64,
}

/// Both fill up evenly and are full at first.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    requests: f64,
    bytes: f64,
    at: Instant,
}

impl Allowance {
    const fn full(at: Instant) -> Self {
        Self { requests: REQUESTS_A_MINUTE as f64, bytes: BYTES_AN_HOUR as f64, at }
    }

    fn fill(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.at).as_secs_f64();
        self.requests = (self.requests + seconds * REQUESTS_A_MINUTE as f64 / 60.0).min(REQUESTS_A_MINUTE as f64);
        self.bytes = (self.bytes + seconds * BYTES_AN_HOUR as f64 / 3_600.0).min(BYTES_AN_HOUR as f64);
        self.at = now;
    }

    fn spent(&self) -> Option<Spent> {
        let seconds = |lacking: f64, a_second: f64| ((lacking / a_second).ceil() as u64).max(1);
        if self.requests < 1.0 {
            let after_s = seconds(1.0 - self.requests, REQUESTS_A_MINUTE as f64 / 60.0);
            return Some(Spent { code: "sync-refused-too-many-requests", after_s });
        }
        // One message may go beyond what is left, so that no message is too large for ever.
        (self.bytes <= 0.0).then(|| {
            let after_s = seconds(1.0 - self.bytes, BYTES_AN_HOUR as f64 / 3_600.0);
            Spent { code: "sync-refused-too-many-bytes", after_s }
        })
    }
}

impl Allowances {
    /// Looks whether a device has anything left, and takes nothing.
    ///
    /// # Errors
    /// [`Spent`].
    pub fn check(&self, device: u32, now: Instant) -> Result<(), Spent> {
        let mut allowances = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A device that was never counted has all of it; nothing is kept for numbers anybody can make up.
        let Some(allowance) = allowances.get_mut(&device) else { return Ok(()) };
        allowance.fill(now);
        allowance.spent().map_or(Ok(()), Err)
    }

    /// Counts requests and bytes of a device.
    pub fn spend(&self, device: u32, requests: u32, bytes: usize, now: Instant) {
        let mut allowances = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let allowance = allowances.entry(device).or_insert_with(|| Allowance::full(now));
        allowance.fill(now);
        allowance.requests -= f64::from(requests);
        allowance.bytes -= bytes as f64;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn requests_run_out_for_one_device_and_come_back() {
        let (allowances, now) = (Allowances::default(), Instant::now());
        for _ in 0..REQUESTS_A_MINUTE {
            allowances.check(3, now).unwrap();
            allowances.spend(3, 1, 100, now);
        }
        let spent = allowances.check(3, now).unwrap_err();
        assert_eq!(spent, Spent { code: "sync-refused-too-many-requests", after_s: 1 });
        assert_eq!(allowances.check(4, now), Ok(()), "another device has its own");
        assert_eq!(allowances.check(3, now + Duration::from_secs(spent.after_s)), Ok(()));
    }

    #[test]
    fn bytes_run_out_and_come_back_within_the_time_that_was_told() {
        let (allowances, now) = (Allowances::default(), Instant::now());
        allowances.spend(3, 1, BYTES_AN_HOUR as usize + 10_000_000, now);
        let spent = allowances.check(3, now).unwrap_err();
        assert_eq!(spent.code, "sync-refused-too-many-bytes");
        assert!(spent.after_s > 1, "{spent:?}");
        assert!(allowances.check(3, now + Duration::from_secs(spent.after_s - 1)).is_err());
        assert_eq!(allowances.check(3, now + Duration::from_secs(spent.after_s)), Ok(()));
    }
}
