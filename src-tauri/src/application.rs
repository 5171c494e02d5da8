//! The laptop's application, the same behind the window and behind its browser twin: unjoined, locked or open.
//!
//! Always true: one store is open at most, and only after its passphrase; when it closes, its key is gone. Door names
//! are answered here, everything else by `usecases` with a caller made from the session. All of this blocks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::{fs::File, time::Duration};

use domain::lease::WARNING_DAYS;
use domain::{Id, roster::User};
use serde_json::Value;
use store::key::{self, Unlocked};
use tokio::runtime::Handle;
use usecases::door::{AccessUnlockInput, DeviceBrief, DeviceStateOutput, PlaceName, SignedInUser, Stage, UserBrief};
use usecases::sync_lights::RunningExchange;
use usecases::{Caller, Failure};

use crate::attempts::Attempts;
use crate::clock;
use crate::ending;
use crate::exchange;
use crate::extend;
use crate::fault::{DesktopFault, fault};
use crate::folder::Folder;
use crate::join::{self, Pending};
use crate::limits::{EXCHANGE_EVERY, IDLE_CHECK, IDLE_MINUTES};
use crate::nearby;
use crate::reset;
use crate::session::{Session, ended};
use crate::stick;

/// Use-cases an open screen asks for by itself: they do not keep a laptop unlocked.
const POLLED: [&str; 4] = ["device.state", "sync.lights", "sync.list", "conflict.list"];

/// How an application behaves.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Minutes without use after which it locks itself; 0 never.
    pub idle_minutes: u32,
    /// Pause between exchanges nobody asked for; none only on demand.
    pub exchange_every: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self { idle_minutes: IDLE_MINUTES, exchange_every: Some(EXCHANGE_EVERY) }
    }
}

/// The application over one data folder.
pub struct Application {
    pub(crate) folder: Folder,
    pub(crate) runtime: Handle,
    pub(crate) exchanging: Mutex<Option<RunningExchange>>,
    pub(crate) nearby: Mutex<Option<nearby::Opening>>,
    options: Options,
    /// Held while somebody joins, unlocks or locks: one at a time.
    door: Mutex<Door>,
    open: Mutex<Option<Arc<Session>>>,
    _occupied: File,
}

pub(crate) struct Door {
    pub(crate) attempts: Attempts,
    pub(crate) pending: Option<Pending>,
}

impl Application {
    /// Starts over a folder; what a crash left of a joining is taken away. Must be called where `runtime` runs.
    ///
    /// # Errors
    /// [`DesktopFault::OpenAlready`], and a folder that cannot be used.
    pub fn start(folder: Folder, runtime: Handle, options: Options) -> Result<Arc<Self>, DesktopFault> {
        let occupied = folder.occupy()?;
        folder.clean_joining().map_err(DesktopFault::at(folder.joining()))?;
        ending::finish(&folder)?;
        let attempts = Attempts::read(folder.attempts());
        let application = Arc::new(Self {
            folder,
            runtime,
            exchanging: Mutex::new(None),
            nearby: Mutex::new(None),
            options,
            door: Mutex::new(Door { attempts, pending: None }),
            open: Mutex::new(None),
            _occupied: occupied,
        });
        application.runtime.spawn(lock_when_idle(Arc::downgrade(&application)));
        Ok(application)
    }

    /// Answers one call. Blocks: shells call it from a thread that may.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn call(self: &Arc<Self>, name: &str, input: Value) -> Result<Value, Failure> {
        let answered = self.answer(name, input);
        // Whatever brings words of the hub may have brought the last.
        let session = if name.starts_with("sync.") { lock(&self.open).clone() } else { None };
        if let Some(session) = session {
            ending::look(self, &session)?;
        }
        answered
    }

    fn answer(self: &Arc<Self>, name: &str, input: Value) -> Result<Value, Failure> {
        match name {
            "device.state" => output(self.state()?),
            "device.join" => output(join::join(self, read(input)?)?),
            "access.unlock" => output(self.unlock(&read(input)?)?),
            "access.extend" => output(extend::extend(self, read(input)?)?),
            "access.lock" => {
                self.lock();
                output(self.state()?)
            }
            "user.challenge" => output(reset::challenge(self, &read(input)?)?),
            "user.reset_passphrase" => output(reset::reset_passphrase(self, read(input)?)?),
            "sync.run" => output(exchange::run(self, &*self.session()?)?),
            "sync.list_sticks" => self.work(false, |store, caller| output(stick::list(store, caller)?)),
            "sync.write_stick" => {
                let input = read(input)?;
                self.work(true, |store, caller| output(stick::write(store, caller, &input)?))
            }
            "sync.read_folder" => {
                let input = read(input)?;
                self.work(true, |store, caller| output(stick::read(store, caller, &input)?))
            }
            "sync.open_nearby" => output(nearby::open(self, &read(input)?)?),
            "sync.close_nearby" => {
                nearby::close(self);
                output(nearby::state(self))
            }
            "sync.list_nearby" => output(nearby::list(self)?),
            "sync.run_nearby" => output(nearby::run(self, &read(input)?)?),
            "device.rescue" => {
                let input = read(input)?;
                self.work(true, |_, caller| output(stick::rescue(&self.folder, caller, &input)?))
            }
            _ => self.work(!POLLED.contains(&name), |store, caller| {
                let mut answered = usecases::call(store, caller, name, input)?;
                if name == "sync.lights" {
                    answered["running"] = output(exchange::running(self))?;
                }
                Ok(answered)
            }),
        }
    }

    /// Keeps a file for import.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn keep_file(&self, name: &str, bytes: &[u8]) -> Result<Value, Failure> {
        self.work(true, |store, caller| usecases::keep_file(store, caller, name, bytes))
    }

    fn work(
        &self,
        is_use: bool,
        work: impl FnOnce(&store::Store, &Caller) -> Result<Value, Failure>,
    ) -> Result<Value, Failure> {
        let session = self.session()?;
        let using = session.using();
        let store = using.store()?;
        let caller = session.caller(store)?;
        if is_use {
            session.touch(caller.now);
        }
        work(store, &caller)
    }

    /// The present session; refuses when there is none.
    ///
    /// # Errors
    /// `access-refused-session-ended`, `device-refused-not-joined`.
    pub(crate) fn session(&self) -> Result<Arc<Session>, Failure> {
        match lock(&self.open).clone() {
            Some(session) => Ok(session),
            None if self.folder.has_joined() => Err(ended()),
            None => Err(Failure::refused("device-refused-not-joined")),
        }
    }

    pub(crate) fn door(&self) -> MutexGuard<'_, Door> {
        lock(&self.door)
    }

    /// Makes a session the present one and begins what runs beside it.
    pub(crate) fn enter(self: &Arc<Self>, session: Session) -> Arc<Session> {
        let session = Arc::new(session);
        *lock(&self.open) = Some(Arc::clone(&session));
        if let Some(every) = self.options.exchange_every {
            self.runtime.spawn(exchange::now_and_then(Arc::downgrade(self), Arc::clone(&session), every));
        }
        session
    }

    fn unlock(self: &Arc<Self>, input: &AccessUnlockInput) -> Result<DeviceStateOutput, Failure> {
        let mut door = self.door();
        if !self.folder.has_joined() {
            return Err(Failure::refused("device-refused-not-joined"));
        }
        let (user, name) = self.who(input.user_id.as_deref(), input.name.as_deref())?;
        let now = clock::now();
        if let Err(wait_seconds) = door.attempts.begin(user, now) {
            return Err(Failure::refused("access-refused-too-many-attempts").with("wait_seconds", wait_seconds));
        }
        let key = match key::unlock(&self.folder.store(), user, &input.passphrase, now)? {
            Unlocked::Open(key) => key,
            Unlocked::Wrong => return Err(wrong(door.attempts.wait_seconds(user))),
            Unlocked::Over => {
                // Who knows the passphrase need not wait for the answer.
                door.attempts.forget(user);
                self.leave();
                return Err(extend::over());
            }
        };
        door.attempts.forget(user);
        let is_there =
            lock(&self.open).as_ref().filter(|session| session.user == user).map(|session| session.touch(now));
        if is_there.is_none() {
            self.leave();
            let store = Folder::open(&self.folder.store(), &key)?;
            self.enter(Session::new(store, user, &name)?);
        }
        drop(door);
        // A crash may have come between hearing that it is over and the end.
        let session = self.session()?;
        ending::look(self, &session)?;
        self.state()
    }

    /// The store of this session, when it is the present one: the session is over. The door must be held.
    pub(crate) fn take_open(&self, session: &Arc<Session>) -> Option<store::Store> {
        let mut open = lock(&self.open);
        if open.as_ref().is_some_and(|present| Arc::ptr_eq(present, session)) {
            *open = None;
        }
        drop(open);
        session.take()
    }

    /// Ends the present session, waiting for the calls under way. The door must be held.
    pub(crate) fn leave(&self) {
        let present = lock(&self.open).take();
        if let Some(session) = present {
            session.close();
        }
    }

    /// Which user of this laptop is meant.
    pub(crate) fn who(&self, user_id: Option<&str>, name: Option<&str>) -> Result<(Id<User>, String), Failure> {
        let users = self.folder.users()?;
        let (wanted, named) = (user_id.and_then(Id::<User>::parse), name);
        let found = users.into_iter().find(|(user, name)| match (wanted, named) {
            (Some(wanted), _) => *user == wanted,
            (None, Some(wanted)) => name.trim() == wanted.trim(),
            (None, None) => false,
        });
        found.ok_or_else(|| wrong(0))
    }

    /// Locks: waits for the calls under way, closes the store, zeroes its key. Drafts were kept as they were typed.
    pub fn lock(&self) {
        nearby::close(self);
        let _door = self.door();
        let present = lock(&self.open).take();
        if let Some(session) = present {
            session.close();
            tracing::info!("locked");
        }
    }

    /// Locks a laptop that nobody uses, and one whose lease has ended while it was open.
    fn lock_if_idle(&self) {
        let present = lock(&self.open).clone();
        if let Some((session, ran_ms)) = present.and_then(|session| session.ran_ms().map(|ran_ms| (session, ran_ms))) {
            let holds = session.using().store().map(|store| store.use_lease(clock::now(), ran_ms));
            match holds {
                Ok(Ok(false)) => self.lock(),
                Ok(Err(cause)) => tracing::warn!(%cause, "how long the laptop was open could not be kept"),
                Ok(Ok(true)) | Err(_) => {}
            }
        }
        if self.options.idle_minutes == 0 {
            return;
        }
        let limit_ms = u64::from(self.options.idle_minutes) * 60_000;
        let is_idle = lock(&self.open).as_ref().is_some_and(|session| session.idle_ms(clock::now()) >= limit_ms);
        if is_idle {
            self.lock();
        }
    }

    /// How far the door is open.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn state(&self) -> Result<DeviceStateOutput, Failure> {
        let demo = self.folder.demo();
        let card = self.folder.card();
        let mut state = DeviceStateOutput {
            place: PlaceName::Laptop,
            stage: Stage::Unjoined,
            device: card.as_ref().map(|card| DeviceBrief { number: card.number, name: card.name.clone() }),
            users: Vec::new(),
            user: None,
            hub_url: card.map(|card| card.hub_url).or_else(|| demo.as_ref()?.hub_url.clone()),
            is_demo: demo.is_some(),
            demo_hint: demo.map(|demo| demo.hint),
            today: clock::today().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            lease_days_left: None,
            ended: ending::notice(&self.folder),
            identity_provider: None,
        };
        let present = lock(&self.open).clone();
        let caller = match &present {
            Some(session) => session.using().store().ok().map(|store| session.caller(store)).transpose()?,
            None => None,
        };
        if let Some(caller) = caller {
            let lease =
                present.and_then(|session| session.using().store().ok().and_then(|it| it.lease().ok().flatten()));
            let left = lease.map(|lease| lease.days_left(clock::now()));
            state.lease_days_left = left.filter(|days| *days <= WARNING_DAYS);
            state.stage = Stage::Open;
            state.user = Some(signed_in(&caller));
        } else if self.folder.has_joined() {
            state.stage = Stage::Locked;
            state.users = self
                .folder
                .users()?
                .into_iter()
                .map(|(user, name)| UserBrief { user_id: user.to_string(), name })
                .collect();
        }
        Ok(state)
    }
}

fn signed_in(caller: &Caller) -> SignedInUser {
    SignedInUser {
        user_id: caller.user.to_string(),
        name: caller.user_name.clone(),
        roles: caller.roles(),
        rights: caller.rights(),
        needs_second_factor: false,
    }
}

pub(crate) fn wrong(wait_seconds: i64) -> Failure {
    let code =
        if wait_seconds > 0 { "access-refused-wrong-passphrase-wait" } else { "access-refused-wrong-passphrase" };
    let failure = Failure::refused(code).with("field", "passphrase");
    if wait_seconds > 0 { failure.with("wait_seconds", wait_seconds) } else { failure }
}

async fn lock_when_idle(application: Weak<Application>) {
    loop {
        tokio::time::sleep(IDLE_CHECK).await;
        let Some(application) = application.upgrade() else { return };
        let _ = tokio::task::spawn_blocking(move || application.lock_if_idle()).await;
    }
}

fn read<T: serde::de::DeserializeOwned>(input: Value) -> Result<T, Failure> {
    serde_json::from_value(input).map_err(|error| Failure::refused("shell-refused-input").with("problem", error))
}

fn output<T: serde::Serialize>(output: T) -> Result<Value, Failure> {
    serde_json::to_value(output).map_err(fault)
}

/// A panic while a lock was held leaves nothing half-done behind these locks.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
