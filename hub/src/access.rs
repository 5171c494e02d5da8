//! Signing in to the console: names, passphrases, waiting after wrong ones, sessions.
//!
//! A name nobody has is answered like a wrong passphrase, after the same work and the same waiting. Sessions live in
//! memory only, under the hash of their token: whoever reads this memory later cannot act with what is found.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::roster::User;
use domain::{Id, Instant};
use ring::digest::{SHA256, digest};
use store::local::account::AccountRow;
use store::{Author, Store, StoreFault};
use usecases::Failure;
use usecases::user::second_factor;

use crate::limits::{
    FREE_FAILURES, NAME_BYTES_MAX, SESSION_IDLE_MS, SESSION_MS, SESSIONS_MAX, STRANGERS_MAX, WAIT_FIRST_MS, WAIT_MAX_MS,
};

/// Sessions and attempts of one serving hub.
pub struct Access {
    sessions: Mutex<BTreeMap<[u8; 32], Session>>,
    strangers: Mutex<BTreeMap<String, Attempts>>,
    accounts: Mutex<()>,
    decoy: String,
}

#[derive(Debug, Clone, Copy)]
struct Session {
    user: Id<User>,
    begun_at: Instant,
    used_at: Instant,
    /// Whether the identity provider has seen a second factor of its own.
    is_strong: bool,
}

/// What somebody gives at the door.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Login name.
    pub name: &'a str,
    /// Passphrase.
    pub passphrase: &'a str,
    /// Code of the second factor, or nothing.
    pub code: &'a str,
}

#[derive(Debug, Clone, Copy)]
struct Attempts {
    failures: u32,
    locked_until: Instant,
}

/// How long to wait after so many wrong passphrases.
pub fn wait_ms(failures: u32) -> i64 {
    match failures.checked_sub(FREE_FAILURES) {
        None | Some(0) => 0,
        Some(beyond) => WAIT_MAX_MS.min(WAIT_FIRST_MS << (beyond - 1).min(20)),
    }
}

impl Access {
    /// Nobody is signed in yet.
    ///
    /// # Errors
    /// [`StoreFault::Key`] when the system gives no randomness.
    pub fn new() -> Result<Self, StoreFault> {
        let decoy = store::key::hash_passphrase(&new_token()?)?;
        Ok(Self { sessions: Mutex::default(), strangers: Mutex::default(), accounts: Mutex::default(), decoy })
    }

    /// Signs in. The token is told once.
    ///
    /// # Errors
    /// `access-refused-name-needed`, `access-refused-sign-in`, `access-refused-too-many-attempts`.
    pub fn sign_in(&self, store: &Store, given: &Given<'_>, now: Instant) -> Result<String, Failure> {
        let (name, passphrase) = (given.name.trim(), given.passphrase);
        if name.is_empty() {
            return Err(Failure::refused("access-refused-name-needed").with("field", "name"));
        }
        if name.len() > NAME_BYTES_MAX {
            return Err(Failure::refused("access-refused-sign-in").with("field", "passphrase"));
        }
        let (account, failures) = self.begin_attempt(store, name, now)?;
        let hashed = account.as_ref().map_or(self.decoy.as_str(), |account| &account.passphrase);
        let is_right = store::key::is_passphrase(passphrase, hashed);
        let is_right = is_right && self.is_second_factor(store, account.as_ref(), given.code, now)?;
        // Whose charge ended is signed in to nothing.
        let today = crate::clock::today();
        let holds = |user| store.read::<_, Failure>(|reader| Ok(reader.grants(user, today)?));
        let is_charged = account.as_ref().map_or(Ok(None), |account| holds(account.user))?;
        let is_right = is_right && is_charged.is_some_and(|grants| !grants.is_empty());
        let Some(account) = account.filter(|_| is_right) else { return Err(wrong(wait_ms(failures))) };
        let user = account.user;
        self.keep(store, &AccountRow { failures: 0, locked_until: Instant::from_ms(0), ..account }, now)?;
        Ok(self.open(user, now, false)?)
    }

    /// Lets in somebody whom the identity provider vouched for and whose code was missing.
    ///
    /// # Errors
    /// `access-refused-sign-in`, `access-refused-too-many-attempts`: a wrong code counts like a wrong passphrase.
    pub fn confirm(&self, store: &Store, user: &User, code: &str, now: Instant) -> Result<String, Failure> {
        let (account, failures) = self.begin_attempt(store, &user.name, now)?;
        let account = account.filter(|account| account.user == user.id);
        let is_right = self.is_second_factor(store, account.as_ref(), code, now)?;
        let Some(account) = account.filter(|_| is_right) else { return Err(wrong(wait_ms(failures))) };
        self.keep(store, &AccountRow { failures: 0, locked_until: Instant::from_ms(0), ..account }, now)?;
        Ok(self.open(user.id, now, false)?)
    }

    /// Does what needs a code of who is signed in: a wrong one counts like a wrong passphrase.
    ///
    /// # Errors
    /// What `work` refuses, `access-refused-too-many-attempts`.
    pub fn counted<T>(
        &self,
        store: &Store,
        name: &str,
        now: Instant,
        work: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (account, _) = self.begin_attempt(store, name, now)?;
        let done = work();
        let is_wrong = done.as_ref().is_err_and(|failure| failure.code == "user-refused-code-wrong");
        if let Some(account) = account.filter(|_| !is_wrong) {
            // What was counted before stays, unless a right code was given.
            let failures = if done.is_ok() { 0 } else { account.failures };
            self.keep(store, &AccountRow { failures, ..account }, now)?;
        }
        done
    }

    /// Opens a session. The token is told once.
    ///
    /// # Errors
    /// [`StoreFault::Key`] when the system gives no randomness.
    pub fn open(&self, user: Id<User>, now: Instant, is_strong: bool) -> Result<String, StoreFault> {
        let token = new_token()?;
        let mut sessions = lock(&self.sessions);
        sessions.retain(|_, session| session.is_live(now));
        if sessions.len() >= SESSIONS_MAX {
            let oldest = sessions.iter().min_by_key(|(_, session)| session.used_at).map(|(hash, _)| *hash);
            oldest.map(|hash| sessions.remove(&hash));
        }
        sessions.insert(hash_of(&token), Session { user, begun_at: now, used_at: now, is_strong });
        tracing::info!(user = %user, "signed in");
        Ok(token)
    }

    /// Whether the identity provider has seen a second factor of its own in the session of a token.
    pub fn is_strong(&self, token: &str) -> bool {
        lock(&self.sessions).get(&hash_of(token)).is_some_and(|session| session.is_strong)
    }

    /// Counts an attempt before it is judged, so that neither a crash nor many attempts at once are free.
    fn begin_attempt(&self, store: &Store, name: &str, now: Instant) -> Result<(Option<AccountRow>, u32), Failure> {
        let _one_at_a_time = lock(&self.accounts);
        let account = store.read(|reader| reader.account(name).map_err(Failure::from))?;
        let attempts = match &account {
            Some(account) => Attempts { failures: account.failures, locked_until: account.locked_until },
            None => lock(&self.strangers)
                .get(name)
                .copied()
                .unwrap_or(Attempts { failures: 0, locked_until: Instant::from_ms(0) }),
        };
        // A clock that was set back must not lock anybody out for longer than the wait itself.
        let left_ms = (attempts.locked_until.ms() - now.ms()).min(wait_ms(attempts.failures));
        if left_ms > 0 {
            return Err(Failure::refused("access-refused-too-many-attempts").with("wait_seconds", seconds(left_ms)));
        }
        let failures = attempts.failures.saturating_add(1);
        let locked_until = Instant::from_ms(now.ms() + wait_ms(failures));
        match &account {
            Some(account) => self.keep(store, &AccountRow { failures, locked_until, ..account.clone() }, now)?,
            None => {
                let mut strangers = lock(&self.strangers);
                if strangers.len() >= STRANGERS_MAX {
                    strangers.clear();
                }
                strangers.insert(name.to_owned(), Attempts { failures, locked_until });
                drop(strangers);
                // The same work as for a name somebody has, so that the time tells nothing.
                let author = Author { user: Id::NIL, now, act: "access.unlock" };
                store.write::<_, Failure>(&author, |writer| {
                    Ok(writer.keep_setting("stranger_at", &now.ms().to_be_bytes())?)
                })?;
            }
        }
        Ok((account, failures))
    }

    /// Whether the code is right, where the account asks for one; a right one is used up in the same transaction.
    fn is_second_factor(
        &self,
        store: &Store,
        account: Option<&AccountRow>,
        code: &str,
        now: Instant,
    ) -> Result<bool, Failure> {
        let Some(account) = account else { return Ok(false) };
        let author = Author { user: account.user, now, act: "access.unlock" };
        store.write(&author, |writer| {
            let Some(row) = writer.second_factor(account.user)?.filter(|row| row.is_confirmed) else { return Ok(true) };
            let Some(left) = second_factor::use_up(&row, code, now) else { return Ok(false) };
            writer.keep_second_factor(&left)?;
            Ok(true)
        })
    }

    fn keep(&self, store: &Store, account: &AccountRow, now: Instant) -> Result<(), Failure> {
        let author = Author { user: account.user, now, act: "access.unlock" };
        store.write(&author, |writer| writer.keep_account(account).map_err(Failure::from))
    }

    /// Who a token belongs to; none when the session is over. What polls does not keep a session alive.
    pub fn user(&self, token: &str, now: Instant, is_use: bool) -> Option<Id<User>> {
        let hash = hash_of(token);
        let mut sessions = lock(&self.sessions);
        let session = sessions.get_mut(&hash)?;
        if !session.is_live(now) {
            sessions.remove(&hash);
            return None;
        }
        if is_use {
            session.used_at = now;
        }
        Some(session.user)
    }

    /// Ends a session.
    pub fn sign_out(&self, token: &str) {
        lock(&self.sessions).remove(&hash_of(token));
    }
}

impl Session {
    const fn is_live(&self, now: Instant) -> bool {
        now.ms() - self.used_at.ms() < SESSION_IDLE_MS && now.ms() - self.begun_at.ms() < SESSION_MS
    }
}

fn wrong(wait_ms: i64) -> Failure {
    if wait_ms > 0 {
        return Failure::refused("access-refused-sign-in-wait")
            .with("wait_seconds", seconds(wait_ms))
            .with("field", "passphrase");
    }
    Failure::refused("access-refused-sign-in").with("field", "passphrase")
}

const fn seconds(ms: i64) -> i64 {
    (ms + 999) / 1000
}

pub(crate) fn hash_of(token: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    hash
}

/// 256 random bits as text: 43 signs, as many as a PKCE verifier has at the least.
pub(crate) fn new_token() -> Result<String, StoreFault> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| StoreFault::Key)?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_has_an_end() {
        let waits: Vec<i64> = (0..8).map(wait_ms).collect();
        assert_eq!(waits, [0, 0, 0, 0, 5_000, 10_000, 20_000, 40_000]);
        assert_eq!(wait_ms(u32::MAX), WAIT_MAX_MS);
    }
}
