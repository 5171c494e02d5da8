//! Every limit of this room, named with its unit.

use std::time::Duration;

/// Largest body of a call, in bytes.
pub const CALL_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Largest file handed over, in bytes: a little above what `usecases` keeps, so that its refusal is the one heard.
pub const FILE_BYTES_MAX: usize = 33 * 1024 * 1024;
/// Calls answered at the same time.
pub const CALLS_MAX: usize = 32;
/// Wrong passphrases that cost no waiting.
pub const FREE_FAILURES: u32 = 3;
/// The first wait after those, in milliseconds; each further one is twice as long.
pub const WAIT_FIRST_MS: i64 = 5_000;
/// The longest wait, in milliseconds.
pub const WAIT_MAX_MS: i64 = 15 * 60 * 1000;
/// Minutes without use after which the laptop locks itself.
pub const IDLE_MINUTES: u32 = 15;
/// How often idleness is looked at.
pub const IDLE_CHECK: Duration = Duration::from_secs(10);
/// How often it is kept that an open laptop used up some of its lease.
pub const LEASE_EVERY: Duration = Duration::from_secs(10 * 60);
/// Pause between exchanges that nobody asked for.
pub const EXCHANGE_EVERY: Duration = Duration::from_secs(15 * 60);
/// How long joining waits for the first exchange; it goes on behind the door.
pub const FIRST_EXCHANGE_WAIT: Duration = Duration::from_secs(20);
/// Exchanges in a row while others keep changing what is compared.
pub const ROUNDS_MAX: usize = 3;
/// A connection is made within this time.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// A connection that is silent this long is cut.
pub const SILENCE_TIMEOUT: Duration = Duration::from_secs(60);
/// One request and its answer take this long at the most: 256 KB take 70 s at 30 kbit/s.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
/// A request a busy hub turned away is sent again so often at the most.
pub const BUSY_TRIES_MAX: u32 = 6;
/// The first pause before a busy hub is asked again; each further one is twice as long.
pub const BUSY_WAIT_FIRST: Duration = Duration::from_millis(500);
/// The longest pause before a busy hub is asked again. A hub that wants a longer one is told to the person.
pub const BUSY_WAIT_MAX: Duration = Duration::from_secs(30);
/// Longest name of a person or device, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Sticks offered to choose from.
pub const STICKS_MAX: usize = 32;
/// Minutes a laptop waits for a visitor when nobody says otherwise.
pub const NEARBY_MINUTES: u32 = 10;
/// Minutes it waits at the most.
pub const NEARBY_MINUTES_MAX: u32 = 60;
/// Wrong codes that close it.
pub const NEARBY_WRONG_MAX: u32 = 3;
/// A visitor that is silent this long is sent away.
pub const NEARBY_SILENCE: Duration = Duration::from_secs(30);
/// How long laptops nearby are listened for.
pub const NEARBY_LOOK: Duration = Duration::from_secs(3);
