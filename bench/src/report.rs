//! Figures: gathered, printed as a table, written as JSON for whoever compares runs.

use std::time::Duration;

use serde::Serialize;

use crate::machine;

/// What every full run reports.
pub const REQUIRED: [&str; 28] = [
    "laptop.build_households_per_s",
    "laptop.search_p50_ms",
    "laptop.search_p95_ms",
    "laptop.search_p99_ms",
    "laptop.open_household_p99_ms",
    "oversight.overview_ms",
    "privacy.erase_ms",
    "laptop.register_per_s",
    "laptop.store_bytes_per_household",
    "week.bytes",
    "week.seconds_30kbit",
    "week.seconds_120kbit",
    "week.seconds_1mbit",
    "week.seconds_30kbit_loss2",
    "week.seconds_120kbit_loss2",
    "week.seconds_1mbit_loss2",
    "week.seconds_loopback",
    "noop.bytes",
    "noop.round_trips",
    "firstload.bytes_per_household",
    "firstload.documents_per_s",
    "firstload.usable_s",
    "hub.documents_per_s",
    "hub.exchange_p99_ms",
    "hub.rss_mb",
    "console.p99_ms",
    "console.requests_per_s",
    "console.exchange_p99_ms",
];

/// Which way a figure should move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// `<part>.<what>_<unit>`.
    pub id: String,
    /// Value.
    pub value: f64,
    /// Unit.
    pub unit: &'static str,
    /// Which way it should move.
    pub better: Better,
}

/// A run.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Processor, cores, memory, system.
    pub machine: String,
    /// Versions of what was measured.
    pub versions: std::collections::BTreeMap<String, String>,
    /// Households in the store.
    pub households: u32,
    /// Figures in the order measured.
    pub figures: Vec<Figure>,
}

impl Report {
    /// An empty report.
    pub fn new(households: u32) -> Self {
        Self { machine: machine::describe(), versions: machine::versions(), households, figures: Vec::new() }
    }

    /// Adds a figure and says it at once: a full run takes minutes.
    pub fn add(&mut self, id: &str, value: f64, unit: &'static str, better: Better) {
        eprintln!("{}", line(id, value, unit));
        self.figures.push(Figure { id: id.to_owned(), value, unit, better });
    }

    /// Adds how many a second.
    pub fn add_rate(&mut self, id: &str, count: u64, taken: Duration) {
        self.add(id, count as f64 / taken.as_secs_f64().max(1e-9), "1/s", Better::Higher);
    }

    /// Adds percentiles of durations under `<id>_p50_ms` and so on; for a whole part, `<part>.`, under `<part>.p50_ms`.
    pub fn add_percentiles(&mut self, id: &str, mut taken: Vec<Duration>) {
        taken.sort_unstable();
        let link = if id.ends_with('.') { "" } else { "_" };
        for percent in [50, 95, 99] {
            self.add(
                &format!("{id}{link}p{percent}_ms"),
                percentile(&taken, percent).as_secs_f64() * 1_000.0,
                "ms",
                Better::Lower,
            );
        }
    }

    /// Keeps the named figures; all when none is named.
    pub fn keep_only(&mut self, only: &[String]) {
        self.figures.retain(|figure| only.is_empty() || only.iter().any(|id| figure.id.starts_with(id.as_str())));
    }

    /// The table.
    pub fn table(&self) -> String {
        let mut text = format!("{} households, {}\n", self.households, self.machine);
        for figure in &self.figures {
            text.push_str(&line(&figure.id, figure.value, figure.unit));
            text.push('\n');
        }
        text
    }
}

fn line(id: &str, value: f64, unit: &str) -> String {
    let digits = if value < 100.0 { 2 } else { 0 };
    format!("{id:<42} {value:>14.digits$} {unit}")
}

/// The smallest value that `percent` of all do not exceed.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let all: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(percentile(&all, 50), Duration::from_millis(100));
        assert_eq!(percentile(&all, 99), Duration::from_millis(198));
        assert_eq!(percentile(&all[..1], 99), Duration::from_millis(1));
    }
}
