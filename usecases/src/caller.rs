//! Who acts: handed in by the shell, together with time. Rights come from roles; roles are data of the roster.

use std::collections::BTreeSet;

use controls::Control;
use domain::roster::User;
use domain::roster::assignment::Grant;
use domain::roster::role::{defaults, everywhere};
use domain::{Area, Date, Id, Instant};
use store::read::scope::Scope;
use store::{Author, Place, Reader, Store, StoreFault};

use crate::failure::Failure;
use crate::list::LIST;

/// The right to see families.
pub const SEES_FAMILIES: &str = "registry.read";

/// Who acts, where and when.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub user: Id<User>,
    /// Their name.
    pub user_name: String,
    /// The device they act on; 0 is the hub.
    pub device: u32,
    /// What they may do today, and where.
    pub grants: Vec<Grant>,
    /// Areas granted to the device, each with all below; none means all (the hub).
    pub areas: Vec<Id<Area>>,
    /// Now.
    pub now: Instant,
    /// Today, where they are.
    pub today: Date,
}

/// What the standard roles come to, everywhere: for whoever acts before a roster was heard, or beside it.
pub fn standard(roles: &[impl AsRef<str>]) -> Vec<Grant> {
    everywhere(&roles.iter().map(AsRef::as_ref).collect::<Vec<_>>(), &defaults())
}

impl Caller {
    /// The codes of the roles this caller has, each once.
    pub fn roles(&self) -> Vec<String> {
        let roles: BTreeSet<&String> = self.grants.iter().map(|grant| &grant.role).collect();
        roles.into_iter().cloned().collect()
    }

    /// The rights of this caller, each once.
    pub fn rights(&self) -> Vec<String> {
        let rights: BTreeSet<&String> = self.grants.iter().flat_map(|grant| &grant.rights).collect();
        rights.into_iter().cloned().collect()
    }

    /// Whether this caller has a right, somewhere.
    pub fn may(&self, right: &str) -> bool {
        self.grants.iter().any(|grant| grant.gives(right))
    }

    /// Where this caller has a right, as the roster says; without one, where they have any.
    pub fn scope(&self, right: Option<&str>) -> Scope {
        let grants = || self.grants.iter().filter(|grant| right.is_none_or(|right| grant.gives(right)));
        if grants().any(|grant| grant.areas.is_empty()) || !Control::ConsoleScope.is_on() {
            return Scope::everywhere();
        }
        Scope::everywhere().within(grants().flat_map(|grant| grant.areas.iter().copied()).collect())
    }

    /// The author of an act.
    pub const fn author(&self, act: &'static str) -> Author {
        Author { user: self.user, now: self.now, act }
    }
}

/// What a use-case works with.
pub struct Context<'a> {
    /// The store.
    pub store: &'a Store,
    /// Who acts.
    pub caller: &'a Caller,
    /// The use-case, for the log.
    pub act: &'static str,
    /// The right it needs.
    right: Option<&'static str>,
}

impl<'a> Context<'a> {
    /// For one use-case of the list.
    pub fn new(store: &'a Store, caller: &'a Caller, act: &'static str) -> Self {
        let right = LIST.iter().find(|line| line.name == act).and_then(|line| line.right);
        Self { store, caller, act, right }
    }

    /// Reads one snapshot.
    ///
    /// # Errors
    /// What `work` returns, and faults of the store.
    pub fn read<T>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.store.read(work)
    }

    /// Writes one transaction.
    ///
    /// # Errors
    /// What `work` returns, and faults of the store.
    pub fn write<T>(&self, work: impl FnOnce(&mut store::Writer<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.store.write(&self.caller.author(self.act), work)
    }

    /// Where this use-case may act: where the caller has its right, and this device works.
    pub fn scope(&self) -> Scope {
        self.on_device(self.caller.scope(self.right))
    }

    /// Where the caller sees families. A laptop holds what is its own, and what it held before that moved on: both may be
    /// seen.
    pub fn sight(&self) -> Scope {
        let sight = self.caller.scope(Some(SEES_FAMILIES));
        if self.store.place() == Place::Hub { self.on_device(sight) } else { sight }
    }

    fn on_device(&self, scope: Scope) -> Scope {
        if self.store.place() == Place::Hub && self.caller.areas.is_empty() {
            return scope;
        }
        scope.within(self.caller.areas.clone())
    }

    /// Whether this use-case may act on what lies in `area`.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_in_scope(&self, reader: &Reader<'_>, area: Id<Area>) -> Result<bool, StoreFault> {
        reader.is_in(area, &self.scope())
    }

    /// Whether families of `area` are this caller's to see.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_seen(&self, reader: &Reader<'_>, area: Id<Area>) -> Result<bool, StoreFault> {
        reader.is_in(area, &self.sight())
    }

    /// Whether the caller holds another right in `area`, and this device works there.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_granted(&self, reader: &Reader<'_>, right: &str, area: Id<Area>) -> Result<bool, StoreFault> {
        reader.is_in(area, &self.on_device(self.caller.scope(Some(right))))
    }
}
