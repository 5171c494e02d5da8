//! Wrong passphrases cost waiting time that grows, and is kept across restarts.
//!
//! An attempt is counted before it is judged: ending the program in between saves nothing. A clock that was set back
//! makes nobody wait longer than the wait itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use controls::Control;
use domain::{Id, Instant, roster::User};
use serde::{Deserialize, Serialize};

use crate::folder::write_private;
use crate::limits::{FREE_FAILURES, WAIT_FIRST_MS, WAIT_MAX_MS};

/// The attempts of one data folder.
pub struct Attempts {
    path: PathBuf,
    kept: BTreeMap<Id<User>, Kept>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Kept {
    failures: u32,
    last_ms: i64,
}

/// How long to wait after so many wrong passphrases.
fn wait_ms(failures: u32) -> i64 {
    match failures.checked_sub(FREE_FAILURES) {
        None | Some(0) => 0,
        Some(beyond) => WAIT_MAX_MS.min(WAIT_FIRST_MS << (beyond - 1).min(20)),
    }
}

const fn seconds(ms: i64) -> i64 {
    (ms + 999) / 1000
}

impl Attempts {
    /// Reads what was kept; an unreadable file counts as none, since it can be deleted as well.
    pub fn read(path: PathBuf) -> Self {
        let kept = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { path, kept }
    }

    /// Begins an attempt; the error is the seconds to wait before the next one is listened to.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn begin(&mut self, user: Id<User>, now: Instant) -> Result<(), i64> {
        let before = self.kept.get(&user).copied().unwrap_or(Kept { failures: 0, last_ms: 0 });
        let wait = wait_ms(before.failures);
        let left = (before.last_ms + wait - now.ms()).min(wait);
        if left > 0 && Control::GuessingDelay.is_on() {
            return Err(seconds(left));
        }
        self.kept.insert(user, Kept { failures: before.failures.saturating_add(1), last_ms: now.ms() });
        self.write();
        Ok(())
    }

    /// Seconds to wait after the attempt that just failed.
    pub fn wait_seconds(&self, user: Id<User>) -> i64 {
        seconds(self.kept.get(&user).map_or(0, |kept| wait_ms(kept.failures)))
    }

    /// The passphrase was right.
    pub fn forget(&mut self, user: Id<User>) {
        self.kept.remove(&user);
        self.write();
    }

    /// A full disk must not keep anybody out: what cannot be kept still counts until the program ends.
    fn write(&self) {
        let written = serde_json::to_vec(&self.kept)
            .map_err(std::io::Error::other)
            .and_then(|bytes| write_private(&self.path, &bytes));
        if let Err(cause) = written {
            tracing::warn!(%cause, "attempts could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("attempts.json");
        let (user, mut now) = (Id::from_bytes([1; 16]), 1_000_000);
        let mut attempts = Attempts::read(path.clone());
        for _ in 0..4 {
            attempts.begin(user, Instant::from_ms(now)).unwrap();
            now += 1;
        }
        assert_eq!(attempts.wait_seconds(user), 5);
        let mut attempts = Attempts::read(path);
        assert_eq!(attempts.begin(user, Instant::from_ms(now)), Err(5));
        assert_eq!(attempts.begin(user, Instant::from_ms(0)), Err(5), "a clock set back waits no longer than the wait");
        attempts.begin(user, Instant::from_ms(now + 5_000)).unwrap();
        assert_eq!(attempts.wait_seconds(user), 10);
        attempts.forget(user);
        attempts.begin(user, Instant::from_ms(now)).unwrap();
    }
}
