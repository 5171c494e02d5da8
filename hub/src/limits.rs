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
/// Hellos, pulls and proofs answered at the same time, each with a reading connection; others wait their turn.
pub const READS_MAX: usize = 16;
/// Devices let in at the same time: one, so that a code that arrives twice is used up once.
pub const JOINS_MAX: usize = 1;
/// All bodies of the exchange that are being received or wait, together, in units of [`BODY_UNIT`]: 256 MiB.
pub const BODY_UNITS_MAX: usize = 256 * 1024;
/// One unit of a body, in bytes.
pub const BODY_UNIT: usize = 1024;
/// Pushes that wait for the writer; the next one is told to come again.
pub const QUEUE_PUSHES_MAX: usize = 512;
/// Bytes of pushes that wait for the writer: what it takes in about half a minute.
pub const QUEUE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// What the writer takes at the least, in bytes a second: from this a laptop is told when to come again.
pub const DRAIN_BYTES_PER_SECOND: usize = 512 * 1024;
/// Pushes up to this many bytes are small.
pub const SMALL_PUSH_BYTES: usize = 64 * 1024;
/// Pushes in one transaction at the most.
pub const GROUP_PUSHES_MAX: usize = 64;
/// No further push is added to a group that holds this many bytes.
pub const GROUP_BYTES_MAX: usize = 1024 * 1024;
/// No further push of a group is begun after this time: others want to write, too.
pub const GROUP_WORK: Duration = Duration::from_millis(400);
/// Requests that wait for the same push.
pub const SAME_PUSHES_MAX: usize = 4;
/// Sessions are written after this time when no push takes them along.
pub const IDLE_WAIT: Duration = Duration::from_secs(1);
/// A push waits this long for its answer; a laptop gives up after a minute of silence.
pub const PUSH_WAIT: Duration = Duration::from_secs(40);
/// When to come again if nothing better is known, in seconds.
pub const RETRY_AFTER_S: u64 = 2;
/// The longest a laptop is told to wait for room, in seconds.
pub const RETRY_AFTER_MAX_S: u64 = 30;
/// Requests of one device a minute; as many at once after a pause.
pub const REQUESTS_A_MINUTE: u32 = 1_200;
/// Bytes of one device an hour, both ways; as many at once after a pause.
pub const BYTES_AN_HOUR: u64 = 512 * 1024 * 1024;
/// Connections of the listener for figures are answered within this time.
pub const FIGURES_TIMEOUT: Duration = Duration::from_secs(10);
/// Calls answered at the same time.
pub const CALLS_MAX: usize = 64;
/// How long a request waits for its turn.
pub const TURN_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections that wait to be accepted.
pub const WAITING_CONNECTIONS: u32 = 1_024;
/// A connection says what it wants within this time.
pub const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// Passphrases checked at the same time: each takes 64 MiB.
pub const CHECKS_MAX: usize = 2;
/// How long somebody waits for their turn to sign in: on a Monday morning everybody comes at once.
pub const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(40);
/// People who wait for it; the next one is told to come again.
pub const SIGN_INS_WAITING_MAX: usize = 400;
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
/// Issuer, client, label and subject of an identity, in bytes each.
pub const OIDC_TEXT_BYTES_MAX: usize = 255;
/// Largest ID token, in bytes.
pub const OIDC_TOKEN_BYTES_MAX: usize = 16 * 1024;
/// Largest answer of the identity provider, in bytes.
pub const OIDC_ANSWER_BYTES_MAX: usize = 256 * 1024;
/// Keys of the identity provider that are looked at.
pub const OIDC_KEYS_MAX: usize = 100;
/// What the clocks of hub and identity provider may differ, in seconds.
pub const OIDC_SKEW_S: f64 = 60.0;
/// Oldest ID token, in seconds: it was made for the code that was just handed in.
pub const OIDC_AGE_S_MAX: f64 = 600.0;
/// One question to the identity provider is answered within this time.
pub const OIDC_TIMEOUT: Duration = Duration::from_secs(10);
/// A connection to it stands within this time.
pub const OIDC_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// People who are on their way in by the identity provider at the same time, as far as it is asked for them.
pub const OIDC_FETCHES_MAX: usize = 8;
/// Attempts that are remembered; the oldest goes first.
pub const OIDC_ATTEMPTS_MAX: usize = 1_000;
/// An attempt ends after this many milliseconds.
pub const OIDC_ATTEMPT_MS: i64 = 10 * 60 * 1000;
/// Wrong codes after which an attempt is over.
pub const OIDC_TRIES_MAX: u32 = 5;
/// What the identity provider says about itself is asked again after this many milliseconds.
pub const OIDC_KEYS_MS: i64 = 10 * 60 * 1000;
/// For a key that is not known it is asked again, but not more often than this, in milliseconds.
pub const OIDC_KEYS_PAUSE_MS: i64 = 30 * 1000;
