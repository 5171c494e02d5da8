//! The bodies of what the hub and supervisors say about who opens a laptop, and for how long.

use domain::Id;
use domain::change::Fact;
use domain::roster::{LeasePolicy, UserRemoval};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct PolicyBody {
    days: u16,
}

impl PolicyBody {
    pub const fn of(it: &LeasePolicy) -> Self {
        Self { days: it.days }
    }

    pub const fn read(self, id: Id<Fact>) -> LeasePolicy {
        LeasePolicy { id, days: self.days }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct RemovalBody {
    device: u32,
    user: [u8; 16],
}

impl RemovalBody {
    pub const fn of(it: &UserRemoval) -> Self {
        Self { device: it.device, user: it.user.to_bytes() }
    }

    pub const fn read(self, id: Id<Fact>) -> UserRemoval {
        UserRemoval { id, device: self.device, user: Id::from_bytes(self.user) }
    }
}
