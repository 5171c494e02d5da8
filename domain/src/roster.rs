//! The roster: devices and users the hub has certified. Facts signed by the hub, known to every replica.

pub mod assignment;
pub mod role;

use crate::area::Area;
use crate::change::Fact;
use crate::id::Id;
use assignment::Assignment;

/// A person who works with Pamoja.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Identity.
    pub id: Id<User>,
    /// Name as shown.
    pub name: String,
    /// Role codes, for programs that know no assignments.
    pub roles: Vec<String>,
    /// What they are charged with; none where it was stated before there were assignments.
    pub assignments: Option<Vec<Assignment>>,
}

impl User {
    /// A user with roles that count everywhere and for ever.
    pub const fn with_roles(id: Id<Self>, name: String, roles: Vec<String>) -> Self {
        Self { id, name, roles, assignments: None }
    }

    /// What they are charged with, however it was stated.
    pub fn held(&self) -> Vec<Assignment> {
        let everywhere = || self.roles.iter().map(|role| Assignment::everywhere(role)).collect();
        self.assignments.clone().unwrap_or_else(everywhere)
    }
}

/// A device with its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Number; 0 is the hub.
    pub number: u32,
    /// Name as shown.
    pub name: String,
    /// Ed25519 public key.
    pub public_key: [u8; 32],
    /// Areas, each with all below it, it may write and read.
    pub areas: Vec<Id<Area>>,
    /// Whether its work is no longer accepted.
    pub is_revoked: bool,
    /// Who the hub says works on it.
    pub users: Vec<Id<User>>,
}

impl Device {
    /// A device of which nothing but its key is known.
    pub const fn of_key(number: u32, public_key: [u8; 32]) -> Self {
        Self { number, name: String::new(), public_key, areas: Vec::new(), is_revoked: false, users: Vec::new() }
    }
}

/// The key by which a laptop's supervisors and the hub can open it again, sealed to them by the laptop itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryKey {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The laptop it opens.
    pub device: u32,
    /// Its short name in challenges.
    pub key: u16,
    /// Sealed to the hub and to the supervisors' laptops.
    pub sealed: Vec<u8>,
}

/// What a challenge asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengePurpose {
    /// A user forgot the passphrase.
    Reset,
    /// A further user is to work on the laptop.
    Add,
    /// The laptop had no contact for too long.
    Extend,
}

impl ChallengePurpose {
    /// The word used in facts and at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Add => "add",
            Self::Extend => "extend",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Reset, Self::Add, Self::Extend].into_iter().find(|purpose| purpose.code() == code)
    }
}

/// A challenge was answered, or an answer was used: both sides state it, each in their own chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeAnswer {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// What the challenge asked for.
    pub purpose: ChallengePurpose,
    /// The laptop it was asked on.
    pub device: u32,
    /// For whom.
    pub user: Id<User>,
    /// Which recovery key answered.
    pub key: u16,
    /// The challenge's number that works once.
    pub nonce: u32,
    /// Stated by the laptop that was opened with it; otherwise by who gave it.
    pub is_used: bool,
}

/// How long laptops open without contact with their hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeasePolicy {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// Days.
    pub days: u16,
}

/// What was changed about how somebody signs in to the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountAct {
    /// Their second factor was taken off.
    SecondFactorDropped,
    /// An identity of the identity provider signs in to it from now on.
    IdentityLinked,
    /// An identity of the identity provider signs in to it no more.
    IdentityUnlinked,
}

impl AccountAct {
    /// Every act.
    pub const ALL: [Self; 3] = [Self::SecondFactorDropped, Self::IdentityLinked, Self::IdentityUnlinked];

    /// The word in facts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SecondFactorDropped => "second_factor_dropped",
            Self::IdentityLinked => "identity_linked",
            Self::IdentityUnlinked => "identity_unlinked",
        }
    }

    /// Reads [`Self::code`]; none for words of later versions.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// Somebody changed how a user signs in to the console; the hub's. Who did it and when is in the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountChange {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// Whose account.
    pub user: Id<User>,
    /// What was changed.
    pub act: AccountAct,
}

/// A user works on a laptop no more: it takes their slot away. Stated by the hub, or on the laptop itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserRemoval {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The laptop.
    pub device: u32,
    /// Who.
    pub user: Id<User>,
}
