//! A lease that is over: the laptop opens again with its user's passphrase and the answer to their challenge.
//!
//! Always true: the answer works once, it is stated that it was used before it takes effect, and the data was there all along.

use std::path::Path;

use domain::roster::{ChallengePurpose, User};
use domain::{Id, Instant, Lease};
use sync::recovery::{Answer, Challenge, user_tag};

use super::{Recovery, reset_slot, state_answer};
use crate::fault::StoreFault;
use crate::key::{Slots, StoreKey, change_slots, unwrapped};
use crate::lease::SealedLease;
use crate::open::{OpenStore, Place, Store};
use crate::writer::Author;

/// What became of an answer.
pub enum Extended {
    /// The lease goes on; the store is open.
    Open(Box<Store>),
    /// The passphrase is wrong.
    WrongPassphrase,
    /// It is another challenge's answer.
    WrongAnswer,
}

/// The challenge of a user whose lease is over. `None` when the laptop has no recovery key that the hub holds.
///
/// # Errors
/// As [`super::challenge`].
pub fn challenge_to_extend(folder: &Path, user: Id<User>) -> Result<Option<Challenge>, StoreFault> {
    let slot = reset_slot(folder, user)?;
    Ok(slot.map(|slot| Challenge {
        purpose: ChallengePurpose::Extend,
        device: slot.device,
        user: user_tag(user),
        key: slot.key,
        nonce: slot.nonce,
    }))
}

/// Opens a laptop whose lease is over with a passphrase and an answer.
///
/// # Errors
/// [`StoreFault::Lacks`] for an unknown user, faults of the store.
pub fn extend(
    folder: &Path,
    author: &Author,
    passphrase: &str,
    answer: &Answer,
    seed: [u8; 32],
) -> Result<Extended, StoreFault> {
    let user = author.user;
    let Some(key) = unwrapped(folder, user, passphrase)? else { return Ok(Extended::WrongPassphrase) };
    let Some(challenge) = challenge_to_extend(folder, user)? else { return Ok(Extended::WrongAnswer) };
    let store = Store::open(&OpenStore { folder, key: &key, place: Place::Laptop, seed })?;
    let is_right = store.write::<_, StoreFault>(author, |writer| {
        let Some(held) = Recovery::load(writer)?.present.filter(|held| held.key == challenge.key) else {
            return Ok(false);
        };
        if challenge.answer(&*held.secret()?, user).as_ref() != Some(answer) {
            return Ok(false);
        }
        state_answer(writer, &challenge, user, true)?;
        Ok(true)
    })?;
    if !is_right {
        return Ok(Extended::WrongAnswer);
    }
    store.go_on(user, author.now)?;
    Ok(Extended::Open(Box::new(store)))
}

impl Store {
    /// Gives a user another challenge and the lease its further days, in one.
    fn go_on(&self, user: Id<User>, clock: Instant) -> Result<(), StoreFault> {
        let present = self.present_key()?;
        change_slots(self.folder(), |slots| {
            if let (Some((held, device)), Some(slot)) =
                (&present, slots.slots.iter_mut().find(|slot| slot.user == user))
            {
                slot.reset = Some(held.slot(self.key(), *device, user)?);
            }
            lengthen(slots, self.key(), clock)?;
            Ok(true)
        })
    }
}

/// Lengthens the lease, where there is one.
pub(super) fn lengthen(slots: &mut Slots, key: &StoreKey, clock: Instant) -> Result<(), StoreFault> {
    let is_bound = slots.slots.iter().any(|slot| slot.is_leased);
    let held = match &slots.lease {
        Some(sealed) => sealed.open(key)?,
        None if is_bound => Lease::unreadable(),
        None => return Ok(()),
    };
    slots.lease = Some(SealedLease::seal(&held.extended(clock), key)?);
    Ok(())
}
