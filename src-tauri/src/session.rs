//! An open store and who is at it. Closing waits for the calls under way, then the store is closed and its key zeroed.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use domain::{Id, Instant, roster::User};
use store::{Store, StoreFault};
use sync::Incarnation;
use tokio::sync::watch;
use usecases::caller::standard;
use usecases::{Caller, Failure};

use crate::clock;
use crate::limits::LEASE_EVERY;

/// Names of the settings a joining keeps in the store.
pub mod setting {
    /// Address of the hub.
    pub const HUB_URL: &str = "hub_url";
    /// The hub's public key.
    pub const HUB_KEY: &str = "hub_key";
    /// Name of the hub.
    pub const HUB_NAME: &str = "hub_name";
    /// The first user.
    pub const USER: &str = "user";
    /// Their name.
    pub const USER_NAME: &str = "user_name";
    /// Name of the device.
    pub const DEVICE_NAME: &str = "device_name";
    /// Roles of the first user as JSON, until the roster arrives.
    pub const ROLES: &str = "roles";
}

/// One person at an open store.
pub struct Session {
    store: RwLock<Option<Store>>,
    closing: watch::Sender<bool>,
    used_at: AtomicI64,
    counted_at: Mutex<std::time::Instant>,
    /// Who.
    pub user: Id<User>,
    user_name: String,
    first_roles: Vec<String>,
    /// Device number.
    pub device: u32,
    /// Device name.
    pub device_name: String,
    /// Address of the hub.
    pub hub_url: String,
    /// The hub's public key.
    pub hub_key: [u8; 32],
}

/// The store while a call is under way.
pub struct Using<'a> {
    guard: RwLockReadGuard<'a, Option<Store>>,
}

impl Using<'_> {
    /// The store.
    ///
    /// # Errors
    /// `access-refused-session-ended`.
    pub fn store(&self) -> Result<&Store, Failure> {
        self.guard.as_ref().ok_or_else(ended)
    }
}

/// The refusal that leads back to the door.
pub fn ended() -> Failure {
    Failure::refused("access-refused-session-ended")
}

impl Session {
    /// The session of a user at a store that was just opened.
    ///
    /// # Errors
    /// A store that lacks what joining puts into it.
    pub fn new(store: Store, user: Id<User>, slot_name: &str) -> Result<Self, StoreFault> {
        let text = |name: &'static str| store.read(|reader| reader.setting_text(name));
        let hub_url = text(setting::HUB_URL)?.ok_or(StoreFault::Lacks("the hub's address"))?;
        let device_name = text(setting::DEVICE_NAME)?.unwrap_or_default();
        let hub_key = store
            .read(|reader| reader.setting::<StoreFault>(setting::HUB_KEY))?
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(StoreFault::Lacks("the hub's key"))?;
        let first = store.read(|reader| reader.setting::<StoreFault>(setting::USER))?;
        let roles: Vec<String> =
            text(setting::ROLES)?.and_then(|roles| serde_json::from_str(&roles).ok()).unwrap_or_default();
        let first_roles = if first.as_deref() == Some(user.to_bytes().as_slice()) { roles } else { Vec::new() };
        let device = store
            .read(|reader| reader.standing())?
            .incarnation
            .map(|incarnation: Incarnation| incarnation.device)
            .ok_or(StoreFault::Lacks("an incarnation"))?;
        Ok(Self {
            store: RwLock::new(Some(store)),
            closing: watch::Sender::new(false),
            used_at: AtomicI64::new(clock::now().ms()),
            counted_at: Mutex::new(std::time::Instant::now()),
            user,
            user_name: slot_name.to_owned(),
            first_roles,
            device,
            device_name,
            hub_url,
            hub_key,
        })
    }

    /// The store, held open until the guard goes.
    pub fn using(&self) -> Using<'_> {
        Using { guard: self.store.read().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Who acts now, with the roles and areas the roster says now.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn caller(&self, store: &Store) -> Result<Caller, Failure> {
        let today = clock::today();
        let (user, grants, areas) = store.read::<_, Failure>(|reader| {
            let grants = reader.grants(self.user, today)?;
            Ok((reader.user(self.user)?, grants, reader.granted_areas(self.device)?))
        })?;
        let user_name = user.map_or_else(|| self.user_name.clone(), |user| user.name);
        let grants = grants.unwrap_or_else(|| standard(&self.first_roles));
        Ok(Caller { user: self.user, user_name, device: self.device, grants, areas, now: clock::now(), today })
    }

    /// Somebody did something.
    pub fn touch(&self, now: Instant) {
        self.used_at.store(now.ms(), Ordering::Relaxed);
    }

    /// How long nobody did anything, in milliseconds. A clock that was set back counts as long ago: better locked.
    pub fn idle_ms(&self, now: Instant) -> u64 {
        now.ms().abs_diff(self.used_at.load(Ordering::Relaxed))
    }

    /// Tells when the session closes.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// The store itself, once the calls under way have ended: the session is over.
    pub(crate) fn take(&self) -> Option<Store> {
        self.closing.send_replace(true);
        self.store.write().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// How long the session ran since this was asked last, by a clock that nobody sets, once that is worth keeping.
    pub(crate) fn ran_ms(&self) -> Option<i64> {
        let mut since = self.counted_at.lock().unwrap_or_else(PoisonError::into_inner);
        let ran = since.elapsed();
        if ran < LEASE_EVERY {
            return None;
        }
        *since = std::time::Instant::now();
        i64::try_from(ran.as_millis()).ok()
    }

    /// Closes the store once the calls under way have ended. The store zeroes its key when it goes.
    pub fn close(&self) {
        self.closing.send_replace(true);
        *self.store.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
