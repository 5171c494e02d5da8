//! Who acts: handed in by the shell, together with time. Rights come from roles; roles are data of the roster.

use domain::roster::User;
use domain::{Area, Date, Id, Instant};
use store::{Author, Place, Reader, Store, StoreFault};

use crate::failure::Failure;

/// Who acts, where and when.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub user: Id<User>,
    /// Their name.
    pub user_name: String,
    /// The device they act on; 0 is the hub.
    pub device: u32,
    /// Their roles.
    pub roles: Vec<String>,
    /// Areas granted, each with all below; none means all (the hub).
    pub areas: Vec<Id<Area>>,
    /// Now.
    pub now: Instant,
    /// Today, where they are.
    pub today: Date,
}

/// What each role may do. One table; a manager can read it in `docs/permissions.md`.
pub const ROLES: &[(&str, &[&str])] = &[
    (
        "officer",
        &[
            "registry.read",
            "registry.read_sensitive",
            "registry.reveal",
            "registry.write",
            "import.write",
            "conflict.resolve",
            "duplicate.decide",
            "sync.run",
            "sync.stick",
            "sync.nearby",
        ],
    ),
    (
        "supervisor",
        &[
            "registry.read",
            "registry.read_sensitive",
            "registry.reveal",
            "registry.write",
            "import.write",
            "conflict.resolve",
            "duplicate.decide",
            "sync.run",
            "sync.stick",
            "sync.nearby",
            "sync.carry",
            "user.read",
            "user.unlock",
            "audit.read",
            "audit.disclose",
        ],
    ),
    (
        "reconciler",
        &[
            "registry.read",
            "registry.reveal",
            "registry.decide_move",
            "conflict.resolve",
            "duplicate.decide",
            "user.read",
        ],
    ),
    (
        "administrator",
        &[
            "registry.read",
            "registry.reveal",
            "registry.decide_move",
            "conflict.resolve",
            "duplicate.decide",
            "device.manage",
            "device.rescue",
            "sync.stick",
            "area.manage",
            "user.read",
            "user.second_factor",
            "user.unlock",
            "audit.read",
            "audit.disclose",
        ],
    ),
];

/// Whether roles hold a right.
pub fn may(roles: &[String], right: &str) -> bool {
    ROLES.iter().any(|(role, rights)| rights.contains(&right) && roles.iter().any(|held| held == role))
}

impl Caller {
    /// The rights of this caller, each once.
    pub fn rights(&self) -> Vec<&'static str> {
        let granted = ROLES.iter().filter(|(role, _)| self.roles.iter().any(|held| held == role));
        let mut rights: Vec<&'static str> = granted.flat_map(|(_, rights)| rights.iter().copied()).collect();
        rights.sort_unstable();
        rights.dedup();
        rights
    }

    /// Whether this caller has a right.
    pub fn may(&self, right: &str) -> bool {
        may(&self.roles, right)
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
}

impl Context<'_> {
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

    /// Whether families of `area` are this caller's to see and change.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_in_scope(&self, reader: &Reader<'_>, area: Id<Area>) -> Result<bool, StoreFault> {
        if reader.place() == Place::Hub && self.caller.areas.is_empty() {
            return Ok(true);
        }
        reader.is_within(area, &self.caller.areas)
    }
}
