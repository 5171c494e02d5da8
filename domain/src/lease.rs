//! How long a laptop opens without contact with its hub.
//!
//! Always true: a clock that is set back makes no lease longer, since time only goes on from the latest time seen; a clock that
//! is wrong destroys nothing, since a lease that looks over only locks and what looked wrong is not remembered.

use controls::Control;

use crate::time::Instant;

/// Days without contact when a hub has said nothing else.
pub const LEASE_DAYS: u16 = 45;
/// Fewest days a hub may set.
pub const LEASE_DAYS_MIN: u16 = 1;
/// Most days a hub may set.
pub const LEASE_DAYS_MAX: u16 = 365;
/// Days an answered challenge opens for.
pub const EXTENSION_DAYS: u16 = 14;
/// From so few days on people are told.
pub const WARNING_DAYS: u32 = 7;
/// What each opening counts at the least, in milliseconds: a clock that is held still ends a lease all the same.
pub const OPENING_MS: i64 = 30 * 60_000;
const DAY_MS: i64 = 86_400_000;

/// What a laptop knows about its last contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The hub's time at the last proven contact.
    pub contact_at: Instant,
    /// Until when the laptop opens.
    pub until: Instant,
    /// The latest time that was ever seen.
    pub seen_at: Instant,
    /// How far the hub's clock was ahead of the laptop's at the last contact, in milliseconds.
    pub ahead_ms: i64,
    /// Days without contact that the hub allows.
    pub days: u16,
}

fn after(at: Instant, ms: i64) -> Instant {
    Instant::from_ms(at.ms().saturating_add(ms))
}

impl Lease {
    /// The lease after a contact with the hub, which said what time it is.
    pub fn renewed(contact_at: Instant, clock: Instant, days: u16) -> Self {
        let ahead_ms = contact_at.ms().saturating_sub(clock.ms());
        Self { contact_at, until: after(contact_at, i64::from(days) * DAY_MS), seen_at: contact_at, ahead_ms, days }
    }

    /// The lease after its hub has set other days: counted from the last contact.
    #[must_use]
    pub fn of_days(self, days: u16) -> Self {
        if days == self.days {
            return self;
        }
        Self { until: after(self.contact_at, i64::from(days) * DAY_MS), days, ..self }
    }

    /// A lease of which nothing can be read: it is over.
    pub const fn unreadable() -> Self {
        let never = Instant::from_ms(0);
        Self { contact_at: never, until: never, seen_at: never, ahead_ms: 0, days: LEASE_DAYS }
    }

    /// What time it is at the least: the clock, as it is or corrected by what the hub said, when it has gone on since the latest
    /// time seen; otherwise that time. Of two that may be right the earlier counts.
    fn at(&self, clock: Instant) -> Instant {
        let may_be = [clock, after(clock, self.ahead_ms)];
        if !Control::LeaseClock.is_on() {
            return clock;
        }
        may_be.into_iter().filter(|at| *at >= self.seen_at).min().unwrap_or(self.seen_at)
    }

    fn at_least(self, at: Instant) -> Option<Self> {
        let is_over = at > self.until && Control::Lease.is_on();
        (!is_over).then(|| Self { seen_at: self.seen_at.max(at), ..self })
    }

    /// The lease after an opening; none when it is over.
    pub fn opened(self, clock: Instant) -> Option<Self> {
        let counted = if Control::LeaseClock.is_on() { after(self.seen_at, OPENING_MS) } else { clock };
        self.at_least(self.at(clock).max(counted))
    }

    /// The lease of a laptop that has been open for so many milliseconds since; none when it is over.
    pub fn used(self, clock: Instant, ran_ms: i64) -> Option<Self> {
        let ran = if Control::LeaseClock.is_on() { after(self.seen_at, ran_ms.max(0)) } else { clock };
        self.at_least(self.at(clock).max(ran))
    }

    /// The lease after somebody answered for its user.
    pub fn extended(self, clock: Instant) -> Self {
        let at = self.at(clock);
        let until = self.until.max(after(at, i64::from(EXTENSION_DAYS) * DAY_MS));
        Self { until, seen_at: at, ..self }
    }

    /// Whole or begun days that are left.
    pub fn days_left(&self, clock: Instant) -> u32 {
        let left = self.until.ms().saturating_sub(self.at(clock).ms());
        u32::try_from(left.max(0).saturating_add(DAY_MS - 1) / DAY_MS).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUB: i64 = 1_780_000_000_000;

    fn day(day: i64) -> Instant {
        Instant::from_ms(HUB + day * DAY_MS)
    }

    fn lease() -> Lease {
        Lease::renewed(day(0), day(0), LEASE_DAYS)
    }

    #[test]
    fn a_lease_holds_for_its_days_and_no_longer() {
        assert!(lease().opened(day(44)).is_some());
        assert!(lease().opened(day(46)).is_none());
        assert_eq!((lease().days_left(day(0)), lease().days_left(day(44)), lease().days_left(day(50))), (45, 1, 0));
        assert!(Lease::unreadable().opened(day(0)).is_none());
    }

    #[test]
    fn a_clock_that_is_set_back_makes_it_no_longer() {
        let seen = lease().opened(day(44)).unwrap();
        for clock in [day(0), day(-400), Instant::from_ms(0), Instant::from_ms(i64::MIN)] {
            assert_eq!(seen.days_left(clock), 1);
            let mut held = seen;
            let mut openings = 0;
            while let Some(next) = held.opened(clock) {
                (held, openings) = (next, openings + 1);
            }
            assert_eq!(openings, 48, "half an hour each until the last day is over");
            let mut held = seen;
            let mut hours = 0;
            while let Some(next) = held.used(clock, 3_600_000) {
                (held, hours) = (next, hours + 1);
            }
            assert_eq!(hours, 24, "being left open uses it up as well");
        }
    }

    #[test]
    fn a_clock_years_ahead_locks_only_until_it_is_right_again() {
        let held = lease();
        assert!(held.opened(day(3_000)).is_none());
        assert!(held.opened(day(2)).is_some(), "what looked over was not remembered");
        // One that was years ahead at the contact already is told from one that was set ahead since.
        let ahead = Lease::renewed(day(0), day(3_000), LEASE_DAYS);
        assert!(ahead.opened(day(3_010)).is_some() && ahead.opened(day(3_050)).is_none());
        assert!(ahead.opened(day(10)).is_some(), "and the clock may be set right");
        let dead = Lease::renewed(day(0), Instant::from_ms(0), LEASE_DAYS);
        assert!(dead.opened(Instant::from_ms(10 * DAY_MS)).is_some() && dead.opened(Instant::from_ms(0)).is_some());
        assert!(dead.opened(Instant::from_ms(50 * DAY_MS)).is_none() && dead.opened(day(46)).is_none());
    }

    #[test]
    fn an_answer_opens_for_some_days_and_a_contact_mends_everything() {
        let over = lease().opened(day(44)).unwrap();
        let extended = over.extended(day(60));
        assert!(extended.opened(day(73)).is_some() && extended.opened(day(75)).is_none());
        assert!(over.extended(day(44)).until > over.until);
        let far = over.extended(day(9_000));
        assert!(far.opened(day(61)).is_some(), "wrong by years while it was answered");
        let mended = Lease::renewed(day(61), day(61), 10);
        assert!(mended.opened(day(70)).is_some() && mended.opened(day(72)).is_none());
    }
}
