//! Dates and instants as people and laptops know them.
//!
//! A date of birth is often known only to the month or year, or is an estimate: the precision is part of the value.
//! Clocks are never trusted for order; an [`Instant`] is shown, not compared to settle anything.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A calendar date; its text form is ISO 8601, `2026-11-22`.
pub type Date = chrono::NaiveDate;

/// Reads `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Option<Date> {
    Date::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Year, month and day of a date.
pub fn year_month_day(date: Date) -> (i32, u32, u32) {
    use chrono::Datelike;
    (date.year(), date.month(), date.day())
}

/// Milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The instant so many milliseconds after 1970.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// In ISO 8601 and UTC, for programs: `2026-06-01T08:30:00+00:00`. Empty beyond the years a calendar has.
    pub fn to_text(self) -> String {
        chrono::DateTime::from_timestamp_millis(self.0).map(|at| at.to_rfc3339()).unwrap_or_default()
    }

    /// The beginning of a day in Greenwich.
    pub fn of_day(day: Date) -> Self {
        Self(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis())
    }

    /// The day in Greenwich; none beyond the years a calendar knows.
    pub fn day(self) -> Option<Date> {
        chrono::DateTime::from_timestamp_millis(self.0).map(|at| at.date_naive())
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month; the day is written as 1.
    Month,
    /// To the year; day and month are written as 1.
    Year,
    /// An age was told, the date is computed from it.
    Estimated,
}

impl Precision {
    /// The code in documents and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Estimated => "estimated",
        }
    }

    /// Reads a code; `None` for an unknown one.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Day, Self::Month, Self::Year, Self::Estimated].into_iter().find(|precision| precision.code() == code)
    }
}

/// A date with the precision it is known to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartialDate {
    /// The date; unknown parts are 1.
    #[schemars(with = "String")]
    pub on: Date,
    /// How exactly it is known.
    pub precision: Precision,
}

impl PartialDate {
    /// Whole years from this date to `today`; none when it lies in the future.
    pub fn age_years(&self, today: Date) -> Option<u32> {
        today.years_since(self.on)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.on)
    }
}

/// So many days, for adding to a date.
pub const fn days(count: u64) -> chrono::Days {
    chrono::Days::new(count)
}
