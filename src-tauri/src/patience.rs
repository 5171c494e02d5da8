//! A busy hub is asked again a few times, after pauses that grow and differ from laptop to laptop, before a person is
//! told: on Friday afternoon everybody comes at once, and nobody should come again at the same instant.

use std::time::Duration;

use sync::session::Outgoing;

use crate::limits::{BUSY_TRIES_MAX, BUSY_WAIT_FIRST, BUSY_WAIT_MAX};
use crate::link::{Link, LinkFault};

/// Sends a request, again and again while the hub says that it is busy.
pub(crate) async fn post(link: &Link, outgoing: &Outgoing) -> Result<Vec<u8>, LinkFault> {
    let mut tries = 0;
    loop {
        tries += 1;
        let answered = link.post(outgoing.path, outgoing.body.clone()).await;
        let Err(LinkFault::Busy { code, after_s }) = answered else { return answered };
        let Some(pause) = pause(tries, after_s, chance()) else { return Err(LinkFault::Busy { code, after_s }) };
        tracing::info!(code, tries, ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX), "the hub is busy");
        tokio::time::sleep(pause).await;
    }
}

/// How long to wait after so many tries; none when it is time to tell the person. `chance` of 256 spreads it between
/// the whole pause and half as much again: a hub is never asked earlier than it wanted.
fn pause(tries: u32, after_s: u64, chance: u8) -> Option<Duration> {
    let asked_for = Duration::from_secs(after_s);
    if tries >= BUSY_TRIES_MAX || asked_for > BUSY_WAIT_MAX {
        return None;
    }
    let grown = BUSY_WAIT_FIRST.saturating_mul(1 << tries.saturating_sub(1).min(10)).min(BUSY_WAIT_MAX);
    let pause = grown.max(asked_for);
    Some(pause + pause * u32::from(chance) / 512)
}

fn chance() -> u8 {
    let mut byte = [128];
    // Without randomness everybody waits the same: worse for the hub, and no reason not to try again.
    let _ = getrandom::fill(&mut byte);
    byte[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_are_spread_and_end() {
        let pauses: Vec<u128> =
            (1..=BUSY_TRIES_MAX).map_while(|tries| pause(tries, 0, 0)).map(|pause| pause.as_millis()).collect();
        assert_eq!(pauses, [500, 1_000, 2_000, 4_000, 8_000]);
        assert_eq!(pause(1, 10, 0), Some(Duration::from_secs(10)), "the hub's word counts when it is longer");
        let latest = pause(1, 10, 255).unwrap();
        assert!(latest > Duration::from_secs(14) && latest < Duration::from_secs(15), "{latest:?}");
        assert_eq!(pause(1, 3_000, 0), None, "nobody is kept waiting for an hour without a word");
    }
}
