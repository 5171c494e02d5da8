//! Hybrid logical time: milliseconds and a counter, growing on one device whatever its clock does.
//!
//! It names a commit of an incarnation and is shown to people; it never settles a conflict.

use domain::Instant;

const COUNTER_BITS: u32 = 16;

/// A hybrid logical instant: milliseconds since 1970 above a 16-bit counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hlc(i64);

impl Hlc {
    /// Before every commit.
    pub const ZERO: Self = Self(0);

    /// The next instant after `self`, at `now` when the clock has moved on.
    pub fn next(self, now: Instant) -> Self {
        let ms = now.ms().clamp(0, i64::MAX >> COUNTER_BITS);
        let by_clock = ms << COUNTER_BITS;
        Self(by_clock.max(self.0.saturating_add(1)))
    }

    /// As one number.
    pub const fn to_i64(self) -> i64 {
        self.0
    }

    /// From one number.
    pub const fn from_i64(value: i64) -> Self {
        Self(value)
    }

    /// The wall time in it.
    pub const fn instant(self) -> Instant {
        Instant::from_ms(self.0 >> COUNTER_BITS)
    }
}
