//! The central server: answers the laptops' exchange, lets people in to the console, obeys the command line.
//!
//! Nothing here decides about families or money: every call goes to `usecases` with a caller, every exchange to the
//! store. This room holds transport, sessions and keys, each with a limit.
#![forbid(unsafe_code)]

pub mod access;
pub mod admin;
pub mod allowance;
pub mod clock;
pub mod console;
mod demo;
pub mod exchange;
pub mod fault;
pub mod figures;
pub mod limits;
pub mod metrics;
pub mod oidc;
pub mod queue;
pub mod serve;
pub mod setup;
#[cfg(unix)]
pub mod socket;
pub mod stick;
pub mod tls;
mod writing;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;

use store::Store;
use store::exchange::Sessions;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::access::Access;
use crate::allowance::Allowances;
use crate::limits::{
    BODY_UNITS_MAX, CALLS_MAX, CHECKS_MAX, JOINS_MAX, READS_MAX, SIGN_IN_TIMEOUT, SIGN_INS_WAITING_MAX, TURN_TIMEOUT,
};
use crate::metrics::Metrics;
use crate::oidc::Oidc;
use crate::queue::Queue;

pub use serve::{Listening, router, serve};

/// A hub that serves.
pub struct Hub {
    store: Store,
    folder: PathBuf,
    access: Access,
    identity: OnceLock<Oidc>,
    is_plain: bool,
    sessions: Sessions,
    queue: Arc<Queue>,
    allowances: Allowances,
    metrics: Metrics,
    reads: Arc<Semaphore>,
    joins: Arc<Semaphore>,
    bodies: Arc<Semaphore>,
    calls: Arc<Semaphore>,
    sign_ins: Arc<Semaphore>,
    waiting_to_sign_in: Arc<Semaphore>,
    worker: Mutex<Option<JoinHandle<()>>>,
}

impl Hub {
    /// A hub over an open store, which takes pushes from now on. `is_plain`: served without TLS, which only loopback may.
    ///
    /// # Errors
    /// A system that gives no randomness or no thread.
    pub fn begin(store: Store, folder: PathBuf, is_plain: bool) -> std::io::Result<Arc<Self>> {
        let hub = Arc::new(Self {
            store,
            folder,
            access: Access::new().map_err(std::io::Error::other)?,
            identity: OnceLock::new(),
            is_plain,
            sessions: Sessions::default(),
            queue: Arc::default(),
            allowances: Allowances::default(),
            metrics: Metrics::default(),
            reads: Arc::new(Semaphore::new(READS_MAX)),
            joins: Arc::new(Semaphore::new(JOINS_MAX)),
            bodies: Arc::new(Semaphore::new(BODY_UNITS_MAX)),
            calls: Arc::new(Semaphore::new(CALLS_MAX)),
            sign_ins: Arc::new(Semaphore::new(CHECKS_MAX)),
            waiting_to_sign_in: Arc::new(Semaphore::new(SIGN_INS_WAITING_MAX)),
            worker: Mutex::default(),
        });
        *hub.worker() = Some(writing::start(&hub)?);
        Ok(hub)
    }

    /// Takes no more pushes, and waits until those that came are taken. A process ends a hub before it exits: its cipher is
    /// taken down then, and a worker that still closes the store would find none.
    pub fn end(&self) {
        self.queue.close();
        let worker = self.worker().take();
        // The worker itself may be the last who knows the hub.
        if let Some(worker) = worker.filter(|worker| worker.thread().id() != std::thread::current().id())
            && worker.join().is_err()
        {
            tracing::error!("the worker of the pushes had panicked");
        }
    }

    fn worker(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.worker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// People may sign in with an identity provider, too, from now on; the first one that is named stays.
    pub fn offer(&self, identity: Oidc) {
        let _stays = self.identity.set(identity);
    }

    /// Waits for a turn, not for ever.
    async fn turn(&self, turns: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(TURN_TIMEOUT, Arc::clone(turns).acquire_owned()).await.ok()?.ok()
    }

    /// Waits for a turn to sign in, in a line of its own: passphrases are dear to check, and whoever has signed in must not
    /// wait behind all who have not.
    async fn sign_in_turn(&self) -> Option<OwnedSemaphorePermit> {
        let _waiting = self.waiting_to_sign_in.try_acquire().ok()?;
        tokio::time::timeout(SIGN_IN_TIMEOUT, Arc::clone(&self.sign_ins).acquire_owned()).await.ok()?.ok()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.end();
    }
}
