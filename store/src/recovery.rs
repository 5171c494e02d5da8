//! A locked laptop is opened again with the help of a supervisor or the hub, by telephone, without a network.
//!
//! While it is open the laptop makes a recovery key, seals it to its supervisors' laptops and the hub, and states that in
//! its log. From it, for each user, follows the answer to one challenge; the store's key is wrapped under that answer.
//! Outside the encrypted store this laptop keeps neither the recovery key nor the answer. A key that has been used, or whose receivers
//! are others now, is replaced: the new one opens only once the hub holds it, so that somebody can always help.

mod answering;
mod extending;

use std::io::Write;
use std::path::Path;

use data_encoding::BASE64;
use domain::change::{Change, Fact};
use domain::roster::{ChallengeAnswer, ChallengePurpose, RecoveryKey, User};
use domain::{Area, Id, Instant};
use serde::{Deserialize, Serialize};
use sync::Incarnation;
use sync::recovery::{Answer, Challenge, DEVICES_MAX, key_after, key_of, nonce_of, user_tag};
use zeroize::Zeroizing;

use crate::exchange::bundle::sealed_to;
use crate::fault::StoreFault;
use crate::key::{ResetSlot, Slot, StoreKey, Wrapped, change_slots, random, read};
use crate::local::setting::{read_setting, write_setting};
use crate::open::Store;
use crate::read::Reader;
use crate::writer::{Author, Writer};

pub use answering::{ANSWERS_MAX, AnswerRow};
pub use extending::{Extended, challenge_to_extend, extend};

/// Laptops a recovery key is sealed to besides the hub.
pub const SUPERVISORS_MAX: usize = sync::bundle::RECEIVERS_MAX - 1;
const SETTING: &str = "recovery";
const MAGIC: &[u8; 20] = b"PAMOJA-RECOVERY-K-1\n";
/// Challenges of an open laptop that wait for their answers.
const ASKED_MAX: usize = 16;
/// A recovery key inside its seal: magic, device, name, key.
const PLAIN_BYTES: usize = 20 + 4 + 2 + 32;

/// A recovery key in clear.
type Secret = Zeroizing<[u8; 32]>;

/// A recovery key as its laptop keeps it, inside the encrypted store.
#[derive(Clone, Serialize, Deserialize)]
struct Held {
    key: u16,
    secret: Zeroizing<String>,
    receivers: Vec<u32>,
}

/// One that the hub does not hold yet.
#[derive(Clone, Serialize, Deserialize)]
struct Coming {
    held: Held,
    incarnation: [u8; 12],
    n: u64,
}

#[derive(Default, Serialize, Deserialize)]
struct Recovery {
    present: Option<Held>,
    coming: Option<Coming>,
    /// The present one opened this laptop: it is to be replaced.
    #[serde(default)]
    is_used: bool,
    /// Challenges this open laptop has shown, newest last.
    #[serde(default)]
    asked: Vec<Asked>,
}

/// A challenge that was shown while the store was open, until it is answered.
#[derive(Clone, Serialize, Deserialize)]
struct Asked {
    purpose: String,
    user: Id<User>,
    key: u16,
    nonce: u32,
}

impl Asked {
    fn is_for(&self, purpose: ChallengePurpose, user: Id<User>) -> bool {
        self.purpose == purpose.code() && self.user == user
    }
}

impl Held {
    /// Names follow one another, so that no two keys that may still open have the same.
    fn generate(former: Option<u16>, receivers: &[u32]) -> Result<Self, StoreFault> {
        let secret = Zeroizing::new(random::<32>()?);
        Ok(Self {
            key: former.map_or_else(|| random().map(key_of), |former| Ok(key_after(former)))?,
            secret: Zeroizing::new(BASE64.encode(secret.as_slice())),
            receivers: receivers.to_vec(),
        })
    }

    fn secret(&self) -> Result<Secret, StoreFault> {
        let bytes = Zeroizing::new(BASE64.decode(self.secret.as_bytes()).map_err(|_| StoreFault::Damaged)?);
        Ok(Zeroizing::new(bytes.as_slice().try_into().map_err(|_| StoreFault::Damaged)?))
    }

    fn sealed(&self, device: u32, keys: &[[u8; 32]]) -> Result<Vec<u8>, StoreFault> {
        let mut sealed = sealed_to(keys, Vec::new())?;
        sealed.write_all(MAGIC)?;
        sealed.write_all(&device.to_be_bytes())?;
        sealed.write_all(&self.key.to_be_bytes())?;
        sealed.write_all(self.secret()?.as_slice())?;
        Ok(sealed.finish()?)
    }

    /// The slot that opens with the answer to a new challenge.
    fn slot(&self, store_key: &StoreKey, device: u32, user: Id<User>) -> Result<ResetSlot, StoreFault> {
        let nonce = nonce_of(random()?);
        let challenge =
            Challenge { purpose: ChallengePurpose::Reset, device, user: user_tag(user), key: self.key, nonce };
        let answer = challenge.answer(&*self.secret()?, user).ok_or(StoreFault::Key)?;
        let wrapped = Wrapped::wrap(store_key, &Zeroizing::new(answer.to_text()), &bound_to(&challenge, user))?;
        Ok(ResetSlot { device, key: self.key, nonce, wrapped })
    }
}

fn bound_to(challenge: &Challenge, user: Id<User>) -> Vec<u8> {
    [b"pamoja-reset-slot-1".as_slice(), challenge.to_text().as_bytes(), &user.to_bytes()].concat()
}

impl Recovery {
    fn load(reader: &Reader<'_>) -> Result<Self, StoreFault> {
        match read_setting(reader.connection(), SETTING)?.map(Zeroizing::new) {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| StoreFault::Damaged),
            None => Ok(Self::default()),
        }
    }

    fn keep(&self, writer: &Writer<'_>) -> Result<(), StoreFault> {
        write_setting(writer.connection(), SETTING, &Zeroizing::new(serde_json::to_vec(self)?))
    }
}

/// The challenge of a user of a locked laptop. `None` when it has no recovery key that the hub holds.
///
/// # Errors
/// [`StoreFault::Damaged`] when the slot file cannot be read, [`StoreFault::Lacks`] for an unknown user.
pub fn challenge(folder: &Path, user: Id<User>) -> Result<Option<Challenge>, StoreFault> {
    Ok(reset_slot(folder, user)?.map(|slot| challenge_of(&slot, user)))
}

fn reset_slot(folder: &Path, user: Id<User>) -> Result<Option<ResetSlot>, StoreFault> {
    let slots = read(folder)?.slots;
    Ok(slots.into_iter().find(|slot| slot.user == user).ok_or(StoreFault::Lacks("this user"))?.reset)
}

fn challenge_of(slot: &ResetSlot, user: Id<User>) -> Challenge {
    let ResetSlot { device, key, nonce, .. } = *slot;
    Challenge { purpose: ChallengePurpose::Reset, device, user: user_tag(user), key, nonce }
}

/// Opens a user's slot with the answer to its challenge. `None` when it is another one's answer.
///
/// # Errors
/// As [`challenge`].
pub fn unlock(folder: &Path, user: Id<User>, answer: &Answer) -> Result<Option<StoreKey>, StoreFault> {
    let Some(slot) = reset_slot(folder, user)? else { return Ok(None) };
    let bound_to = bound_to(&challenge_of(&slot, user), user);
    slot.wrapped.unwrap(&Zeroizing::new(answer.to_text()), &bound_to)
}

impl Store {
    /// Keeps the way back in open, after an exchange: a recovery key for these supervisors' laptops and the hub, and a slot
    /// for each user once the hub holds it. True when something was stated that the hub should hear.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_recovery(&self, author: &Author, supervisors: &[u32]) -> Result<bool, StoreFault> {
        let stated = self.write(author, |writer| {
            let standing = writer.standing()?;
            let Some(me) = standing.incarnation.filter(|me| !me.is_hub() && me.device < DEVICES_MAX) else {
                return Ok(false);
            };
            let mut recovery = Recovery::load(writer)?;
            if let Some(coming) =
                recovery.coming.take_if(|it| it.incarnation != me.to_bytes() || it.n <= standing.held_n)
                && coming.incarnation == me.to_bytes()
            {
                recovery.present = Some(coming.held);
                recovery.is_used = false;
            }
            let newest = recovery.coming.as_ref().map(|coming| &coming.held).or(recovery.present.as_ref());
            let is_current = newest.is_some_and(|held| held.receivers == supervisors);
            let former = newest.map(|held| held.key);
            let is_enough = is_current && (!recovery.is_used || recovery.coming.is_some());
            if !is_enough {
                recovery.coming = state_key(writer, me, former, supervisors)?.or(recovery.coming);
            }
            recovery.keep(writer)?;
            Ok::<_, StoreFault>(!is_enough && recovery.coming.is_some())
        })?;
        self.keep_reset_slots()?;
        Ok(stated)
    }

    /// A slot for each user who has none under the present recovery key.
    fn keep_reset_slots(&self) -> Result<(), StoreFault> {
        let Some((held, device)) = self.present_key()? else { return Ok(()) };
        change_slots(self.folder(), |slots| {
            let mut is_new = false;
            for slot in &mut slots.slots {
                if slot.reset.as_ref().is_none_or(|reset| reset.key != held.key) {
                    slot.reset = Some(held.slot(self.key(), device, slot.user)?);
                    is_new = true;
                }
            }
            Ok(is_new)
        })
    }

    fn present_key(&self) -> Result<Option<(Held, u32)>, StoreFault> {
        self.read(|reader| {
            let device = reader.standing()?.incarnation.map(|me| me.device);
            Ok(Recovery::load(reader)?.present.zip(device))
        })
    }

    /// A user whom an answer has let in takes a new passphrase. First it is stated that the answer was used, then passphrase and
    /// challenge change in one: a reset that took effect always stands in the log.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn reset_passphrase(&self, author: &Author, name: &str, passphrase: &str) -> Result<(), StoreFault> {
        let user = author.user;
        let used = challenge(self.folder(), user)?.ok_or(StoreFault::Lacks("a challenge"))?;
        self.write(author, |writer| {
            let mut recovery = Recovery::load(writer)?;
            recovery.is_used = true;
            recovery.keep(writer)?;
            state_answer(writer, &used, user, true)
        })?;
        self.put_slot(user, name, passphrase, Some(author.now))
    }

    /// The challenge of this open laptop for a user; the same one again until it is answered. `None` when it has no recovery key that
    /// the hub holds.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn ask(
        &self,
        author: &Author,
        purpose: ChallengePurpose,
        user: Id<User>,
    ) -> Result<Option<Challenge>, StoreFault> {
        let nonce = nonce_of(random()?);
        self.write(author, |writer| {
            let mut recovery = Recovery::load(writer)?;
            let Some((held, device)) = recovery.present.as_ref().zip(writer.standing()?.incarnation) else {
                return Ok(None);
            };
            let (key, device) = (held.key, device.device);
            let shown = recovery.asked.iter().find(|asked| asked.is_for(purpose, user) && asked.key == key);
            let nonce = shown.map_or(nonce, |asked| asked.nonce);
            recovery.asked.retain(|asked| !asked.is_for(purpose, user));
            let first = (recovery.asked.len() + 1).saturating_sub(ASKED_MAX);
            recovery.asked.drain(..first);
            recovery.asked.push(Asked { purpose: purpose.code().to_owned(), user, key, nonce });
            recovery.keep(writer)?;
            Ok(Some(Challenge { purpose, device, user: user_tag(user), key, nonce }))
        })
    }

    /// Takes the answer to a challenge of this open laptop: it is stated, and the challenge is gone. False for another one's answer;
    /// nothing has changed then.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn take_answer(
        &self,
        author: &Author,
        purpose: ChallengePurpose,
        user: Id<User>,
        answer: &Answer,
    ) -> Result<bool, StoreFault> {
        self.write(author, |writer| {
            let mut recovery = Recovery::load(writer)?;
            let device = writer.standing()?.incarnation.map(|me| me.device);
            let asked = recovery.asked.iter().find(|asked| asked.is_for(purpose, user)).cloned();
            let Some(((asked, held), device)) = asked.zip(recovery.present.as_ref()).zip(device) else {
                return Ok(false);
            };
            let Asked { key, nonce, .. } = asked;
            let challenge = Challenge { purpose, device, user: user_tag(user), key, nonce };
            if held.key != key || challenge.answer(&*held.secret()?, user).as_ref() != Some(answer) {
                return Ok(false);
            }
            recovery.asked.retain(|asked| !asked.is_for(purpose, user));
            recovery.keep(writer)?;
            state_answer(writer, &challenge, user, true)?;
            Ok(true)
        })
    }

    /// Lets a further user unlock here, with a slot for the day the passphrase is forgotten.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn add_user(&self, user: Id<User>, name: &str, passphrase: &str) -> Result<(), StoreFault> {
        self.put_slot(user, name, passphrase, None)
    }

    /// A user's slot with a new passphrase and a new challenge. At the instant of a used answer the lease goes on, too: who gave
    /// it has vouched for this laptop.
    fn put_slot(
        &self,
        user: Id<User>,
        name: &str,
        passphrase: &str,
        answered_at: Option<Instant>,
    ) -> Result<(), StoreFault> {
        let present = self.present_key()?;
        change_slots(self.folder(), |slots| {
            if let Some(clock) = answered_at {
                extending::lengthen(slots, self.key(), clock)?;
            }
            let mut slot = Slot::new(self.key(), user, name, passphrase, slots.lease.is_some())?;
            if let Some((held, device)) = &present {
                slot.reset = Some(held.slot(self.key(), *device, user)?);
            }
            slots.put(slot);
            Ok(true)
        })
    }
}

/// Seals and states a new recovery key. `None` while this laptop has not heard of its areas.
fn state_key(
    writer: &mut Writer<'_>,
    me: Incarnation,
    former: Option<u16>,
    supervisors: &[u32],
) -> Result<Option<Coming>, StoreFault> {
    let Some(area) = writer.own_area(me.device)? else { return Ok(None) };
    let hub_key = read_setting(writer.connection(), "hub_key")?.and_then(|bytes| bytes.try_into().ok());
    let mut keys: Vec<[u8; 32]> = vec![hub_key.ok_or(StoreFault::Lacks("the hub's key"))?];
    for number in supervisors.iter().take(SUPERVISORS_MAX) {
        keys.extend(writer.device(*number)?.map(|device| device.public_key));
    }
    let held = Held::generate(former, supervisors)?;
    let sealed = held.sealed(me.device, &keys)?;
    let mut change = Change::default();
    change.state(Fact::RecoveryKey(RecoveryKey { id: writer.new_id(), device: me.device, key: held.key, sealed }));
    let name = writer.commit(area, None, &change)?;
    Ok(Some(Coming { held, incarnation: name.incarnation.to_bytes(), n: name.n }))
}

impl Reader<'_> {
    /// The area in which a laptop speaks of itself: its supervisors hear what is said there.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn own_area(&self, device: u32) -> Result<Option<Id<Area>>, StoreFault> {
        Ok(self.feeds(&self.granted_areas(device)?)?.into_iter().min())
    }
}

fn state_answer(
    writer: &mut Writer<'_>,
    challenge: &Challenge,
    user: Id<User>,
    is_used: bool,
) -> Result<(), StoreFault> {
    match writer.own_area(challenge.device)? {
        Some(area) => state_answer_in(writer, area, challenge, user, is_used),
        None => Err(StoreFault::Lacks("an area of its own")),
    }
}

fn state_answer_in(
    writer: &mut Writer<'_>,
    area: Id<Area>,
    challenge: &Challenge,
    user: Id<User>,
    is_used: bool,
) -> Result<(), StoreFault> {
    let Challenge { purpose, device, key, nonce, .. } = *challenge;
    let mut change = Change::default();
    let answer = ChallengeAnswer { id: writer.new_id(), purpose, device, user, key, nonce, is_used };
    change.state(Fact::ChallengeAnswer(answer));
    writer.commit(area, None, &change)?;
    Ok(())
}
