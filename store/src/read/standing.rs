//! Where this store stands with the hub: what the five lights are made of.

use domain::roster::User;
use domain::{Area, Id, Instant};
use sync::Incarnation;

use crate::fault::StoreFault;
use crate::limits::PAGE_ROWS;
use crate::local::setting::read_setting;
use crate::log;
use crate::read::Reader;

/// Where this store stands.
#[derive(Debug, Clone, Default)]
pub struct StandingRow {
    /// Present incarnation.
    pub incarnation: Option<Incarnation>,
    /// Last commit made here.
    pub tip_n: u64,
    /// Last commit that left this laptop with a receipt.
    pub left_n: u64,
    /// Last commit the hub has proven to hold: digests were equal when it was the tip.
    pub held_n: u64,
    /// End of the last exchange that went through.
    pub last_exchange_at: Option<Instant>,
    /// Why the last exchange failed: code and detail as JSON.
    pub last_failure: Option<String>,
}

/// A commit that waits for something.
#[derive(Debug, Clone)]
pub struct WaitingCommit {
    /// The commit.
    pub commit: String,
    /// Use-case.
    pub act: String,
    /// Who.
    pub by: Id<User>,
    /// When.
    pub at: Instant,
    /// Area.
    pub area: Id<Area>,
}

impl Reader<'_> {
    /// Where this store stands with the hub.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn standing(&self) -> Result<StandingRow, StoreFault> {
        let number = |name| {
            Ok::<_, StoreFault>(
                read_setting(self.connection(), name)?.and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes),
            )
        };
        let incarnation =
            read_setting(self.connection(), "incarnation")?.and_then(|bytes| Incarnation::from_slice(&bytes));
        let tip_n = match incarnation {
            Some(incarnation) => log::commit::newest_after(self.connection(), incarnation, 0, 1)?
                .first()
                .map_or(0, |commit| commit.header.n),
            None => 0,
        };
        Ok(StandingRow {
            incarnation,
            tip_n,
            left_n: number("left_n")?.unwrap_or(0),
            held_n: number("held_n")?.unwrap_or(0),
            last_exchange_at: number("last_exchange_at")?.map(|ms| Instant::from_ms(ms as i64)),
            last_failure: self.setting_text("last_failure")?.filter(|text| !text.is_empty()),
        })
    }

    /// Commits of this store after `n`, newest first, one page.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn commits_after(&self, n: u64) -> Result<Vec<WaitingCommit>, StoreFault> {
        let Some(incarnation) = self.standing()?.incarnation else { return Ok(Vec::new()) };
        let commits = log::commit::newest_after(self.connection(), incarnation, n, PAGE_ROWS)?;
        let waiting = commits.into_iter().map(|commit| WaitingCommit {
            commit: format!("{incarnation}-{}", commit.header.n),
            act: commit.header.act,
            by: commit.header.user,
            at: commit.header.recorded_at.instant(),
            area: commit.header.area,
        });
        Ok(waiting.collect())
    }

    /// How many chunks and commits are held of each device.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn commits_held(&self) -> Result<std::collections::BTreeMap<u32, u64>, StoreFault> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT incarnation, count(*) AS commits FROM log_commit GROUP BY incarnation")?;
        let mut held = std::collections::BTreeMap::new();
        for row in statement
            .query_map([], |row| Ok((row.get::<_, [u8; 12]>("incarnation")?, row.get::<_, i64>("commits")?)))?
        {
            let (incarnation, commits) = row?;
            let device = Incarnation::from_slice(&incarnation).map_or(0, |incarnation| incarnation.device);
            *held.entry(device).or_insert(0) += commits as u64;
        }
        Ok(held)
    }
}
