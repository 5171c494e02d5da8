//! The body of what the hub says about how somebody signs in to its console.

use domain::Id;
use domain::change::Fact;
use domain::roster::{AccountAct, AccountChange};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct ChangeBody {
    user: [u8; 16],
    act: String,
}

impl ChangeBody {
    pub fn of(it: &AccountChange) -> Self {
        Self { user: it.user.to_bytes(), act: it.act.code().to_owned() }
    }

    /// None for acts that only a later version knows.
    pub fn read(self, id: Id<Fact>) -> Option<AccountChange> {
        Some(AccountChange { id, user: Id::from_bytes(self.user), act: AccountAct::parse(&self.act)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{ACCOUNT_CHANGE, FactRecord};

    #[test]
    fn every_act_comes_back_and_one_of_a_later_version_is_kept_unread() {
        let (id, user) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        for act in AccountAct::ALL {
            let fact = Fact::AccountChange(AccountChange { id, user, act });
            let record = FactRecord::of(&fact).unwrap();
            assert_eq!((record.kind, record.fact()), (ACCOUNT_CHANGE, Some(fact)));
        }
        let body = serde_json::to_vec(&ChangeBody { user: user.to_bytes(), act: "passkey_added".to_owned() }).unwrap();
        assert_eq!(FactRecord { kind: ACCOUNT_CHANGE, id, body }.fact(), None);
    }
}
