//! The one place of this room that asks for the time. Everything else is handed an instant.

use domain::{Date, Instant};

/// Now, milliseconds since 1970.
#[allow(clippy::disallowed_methods, reason = "the shell is where time enters")]
pub fn now() -> Instant {
    Instant::from_ms(chrono::Utc::now().timestamp_millis())
}

/// Today, where the laptop is.
#[allow(clippy::disallowed_methods, reason = "the shell is where time enters")]
pub fn today() -> Date {
    chrono::Local::now().date_naive()
}
