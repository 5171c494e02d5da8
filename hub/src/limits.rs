//! Every limit of this room, named with its unit.

use std::time::Duration;

/// Largest body of a call, in bytes.
pub const CALL_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Largest file handed over, in bytes: a little above what `usecases` keeps, so that its refusal is the one heard.
pub const FILE_BYTES_MAX: usize = 33 * 1024 * 1024;
/// Largest command on the socket of the command line, in bytes.
pub const COMMAND_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// A call is answered within this time.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(60);
/// A request of the exchange is received and answered within this time: 256 KB take 70 s at 30 kbit/s.
pub const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(300);
/// Requests of the exchange answered at the same time; others wait their turn.
pub const EXCHANGES_MAX: usize = 32;
/// Calls answered at the same time.
pub const CALLS_MAX: usize = 64;
/// How long a request waits for its turn.
pub const TURN_TIMEOUT: Duration = Duration::from_secs(10);
/// A connection says what it wants within this time.
pub const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// Passphrases checked at the same time: each takes 64 MiB.
pub const CHECKS_MAX: usize = 2;
/// A session that is not used ends after this many milliseconds.
pub const SESSION_IDLE_MS: i64 = 30 * 60 * 1000;
/// Every session ends after this many milliseconds.
pub const SESSION_MS: i64 = 12 * 60 * 60 * 1000;
/// Sessions kept.
pub const SESSIONS_MAX: usize = 1_000;
/// Names nobody has whose attempts are remembered.
pub const STRANGERS_MAX: usize = 10_000;
/// Longest login name, in bytes.
pub const NAME_BYTES_MAX: usize = 200;
/// Wrong passphrases that cost no waiting.
pub const FREE_FAILURES: u32 = 3;
/// The first wait after those, in milliseconds; each further one is twice as long.
pub const WAIT_FIRST_MS: i64 = 5_000;
/// The longest wait, in milliseconds.
pub const WAIT_MAX_MS: i64 = 15 * 60 * 1000;
/// Connections are given this long to end when the hub stops.
pub const STOP_GRACE: Duration = Duration::from_secs(10);
