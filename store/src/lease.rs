//! The lease of a laptop, sealed in its slot file: how long it opens without contact with its hub.
//!
//! Always true: the slot file tells nobody when the last contact was, and what is changed in it, or taken out of it, opens
//! nothing: slots are bound to there being a lease. A lease begins with the first contact that the hub proves.

use std::path::Path;

use data_encoding::BASE64;
use domain::change::Fact;
use domain::lease::LEASE_DAYS;
use domain::{Instant, Lease};
use ring::aead::{Aad, NONCE_LEN, Nonce};
use serde::{Deserialize, Serialize};
use sync::fact::LEASE_POLICY;

use crate::fault::StoreFault;
use crate::key::{StoreKey, change_slots, random, read, sealing};
use crate::log;
use crate::open::{Place, Store};
use crate::read::Reader;

/// A lease as it stands in the slot file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SealedLease {
    nonce: String,
    sealed: String,
}

#[derive(Serialize, Deserialize)]
struct LeaseRow {
    contact_at: i64,
    until: i64,
    seen_at: i64,
    ahead_ms: i64,
    days: u16,
}

impl SealedLease {
    pub fn seal(lease: &Lease, key: &StoreKey) -> Result<Self, StoreFault> {
        let row = LeaseRow {
            contact_at: lease.contact_at.ms(),
            until: lease.until.ms(),
            seen_at: lease.seen_at.ms(),
            ahead_ms: lease.ahead_ms,
            days: lease.days,
        };
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = serde_json::to_vec(&row)?;
        sealing(&*key.derive(b"lease")?)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .map_err(|_| StoreFault::Key)?;
        Ok(Self { nonce: BASE64.encode(&nonce), sealed: BASE64.encode(&sealed) })
    }

    /// The lease; one that is over where somebody changed something.
    pub fn open(&self, key: &StoreKey) -> Result<Lease, StoreFault> {
        Ok(self.opened(key)?.unwrap_or_else(Lease::unreadable))
    }

    fn opened(&self, key: &StoreKey) -> Result<Option<Lease>, StoreFault> {
        let decoded = |text: &str| BASE64.decode(text.as_bytes()).ok();
        let Some((nonce, mut sealed)) = decoded(&self.nonce).zip(decoded(&self.sealed)) else { return Ok(None) };
        let Ok(nonce) = <[u8; NONCE_LEN]>::try_from(nonce) else { return Ok(None) };
        let sealing = sealing(&*key.derive(b"lease")?)?;
        let plain = sealing.open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed);
        let row: Option<LeaseRow> = plain.ok().and_then(|plain| serde_json::from_slice(plain).ok());
        Ok(row.map(|row| Lease {
            contact_at: Instant::from_ms(row.contact_at),
            until: Instant::from_ms(row.until),
            seen_at: Instant::from_ms(row.seen_at),
            ahead_ms: row.ahead_ms,
            days: row.days,
        }))
    }
}

/// A contact with the hub that is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The hub's time.
    pub at: Instant,
    /// The laptop's clock.
    pub clock: Instant,
    /// Whether it was answered just now; what a stick brings may be old, and counts only when it is newer.
    pub is_fresh: bool,
}

impl Store {
    /// Renews the lease after a contact. The hub's store and stores without slots have none.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn renew_lease(&self, contact: Contact) -> Result<(), StoreFault> {
        if self.place() == Place::Hub || read(self.folder())?.slots.is_empty() {
            return Ok(());
        }
        let days = self.read(|reader| reader.lease_days())?;
        let renewed = Lease::renewed(contact.at, contact.clock, days);
        change_slots(self.folder(), |slots| {
            let held = slots.lease.as_ref().map(|sealed| sealed.open(self.key())).transpose()?;
            let is_newer = held.is_none_or(|held| contact.is_fresh || contact.at > held.contact_at);
            if is_newer {
                slots.lease = Some(SealedLease::seal(&renewed, self.key())?);
            }
            Ok(is_newer)
        })
    }

    /// Lets a lease be as long as the hub says now: that may have been heard after the contact that renewed it.
    pub(crate) fn hear_lease_days(&self) -> Result<(), StoreFault> {
        let days = self.read(|reader| reader.lease_days())?;
        change_slots(self.folder(), |slots| {
            let Some(held) = slots.lease.as_ref().map(|sealed| sealed.open(self.key())).transpose()? else {
                return Ok(false);
            };
            slots.lease = Some(SealedLease::seal(&held.of_days(days), self.key())?);
            Ok(held.days != days)
        })
    }

    /// The lease; none before the first contact.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn lease(&self) -> Result<Option<Lease>, StoreFault> {
        read(self.folder())?.lease.as_ref().map(|sealed| sealed.open(self.key())).transpose()
    }

    /// Keeps that this store has been open for so many milliseconds more. False when its lease is over: then it must be closed.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn use_lease(&self, clock: Instant, ran_ms: i64) -> Result<bool, StoreFault> {
        let mut holds = true;
        change_slots(self.folder(), |slots| {
            let Some(held) = &slots.lease else { return Ok(false) };
            match held.open(self.key())?.used(clock, ran_ms) {
                Some(used) => slots.lease = Some(SealedLease::seal(&used, self.key())?),
                None => holds = false,
            }
            Ok(holds)
        })?;
        Ok(holds)
    }
}

/// Whether the lease in a folder lets a key open it now; that it did is kept.
pub(crate) fn open(folder: &Path, key: &StoreKey, clock: Instant) -> Result<bool, StoreFault> {
    let Some(held) = read(folder)?.lease else { return Ok(true) };
    let Some(opened) = held.open(key)?.opened(clock) else { return Ok(false) };
    let kept = change_slots(folder, |slots| {
        slots.lease = Some(SealedLease::seal(&opened, key)?);
        Ok(true)
    });
    match kept {
        // Work must go on when the disk is full: the next opening that can be kept counts.
        Ok(()) | Err(StoreFault::Io(_) | StoreFault::DiskFull) => Ok(true),
        Err(fault) => Err(fault),
    }
}

impl Reader<'_> {
    /// Days without contact that the hub allows: what it said last.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn lease_days(&self) -> Result<u16, StoreFault> {
        let mut said = Vec::new();
        for row in log::fact::of_kind(self.connection(), LEASE_POLICY)? {
            let header = log::fact::header(self.connection(), &row)?;
            if let Some(Fact::LeasePolicy(policy)) = row.record.fact().filter(|_| row.by.is_hub()) {
                said.push((header.recorded_at, row.n, policy.days));
            }
        }
        Ok(said.into_iter().max().map_or(LEASE_DAYS, |(_, _, days)| days))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use domain::{Id, roster::User};

    use super::*;
    use crate::key::{FILE, Unlocked, add_slot, unlock};
    use crate::open::OpenStore;

    fn day(day: i64) -> Instant {
        Instant::from_ms(1_780_000_000_000 + day * 86_400_000)
    }

    /// A laptop whose last contact was on day 0, with its slot.
    fn leased(folder: &Path) -> (Store, Id<User>) {
        let user = Id::from_bytes([5; 16]);
        let key = StoreKey::generate().unwrap();
        add_slot(folder, &key, user, "Amina", "seven blue goats").unwrap();
        let store = Store::open(&OpenStore { folder, key: &key, place: Place::Laptop, seed: [1; 32] }).unwrap();
        store.renew_lease(Contact { at: day(0), clock: day(0), is_fresh: true }).unwrap();
        (store, user)
    }

    fn opens(folder: &Path, user: Id<User>, clock: Instant) -> bool {
        match unlock(folder, user, "seven blue goats", clock).unwrap() {
            Unlocked::Open(_) => true,
            Unlocked::Over => false,
            Unlocked::Wrong => panic!("the passphrase is right"),
        }
    }

    #[test]
    fn a_slot_opens_for_the_days_of_its_lease_and_a_wrong_clock_only_locks() {
        let folder = tempfile::tempdir().unwrap();
        let (store, user) = leased(folder.path());
        assert!(opens(folder.path(), user, day(40)));
        assert!(!opens(folder.path(), user, day(46)), "46 days without contact");
        assert!(!opens(folder.path(), user, day(5_000)));
        assert!(opens(folder.path(), user, day(41)), "what looked over was the clock's fault");
        store.renew_lease(Contact { at: day(-3), clock: day(41), is_fresh: false }).unwrap();
        assert!(!opens(folder.path(), user, day(46)), "an old stick brings nothing");
        store.renew_lease(Contact { at: day(44), clock: day(46), is_fresh: false }).unwrap();
        assert!(opens(folder.path(), user, day(80)), "a newer one does");
    }

    #[test]
    fn a_clock_that_is_set_back_opens_a_slot_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let (store, user) = leased(folder.path());
        assert!(opens(folder.path(), user, day(44)));
        for _ in 0..3 {
            assert!(store.use_lease(day(1), 8 * 3_600_000).is_ok());
        }
        assert!(!opens(folder.path(), user, day(1)), "eight hours three times and an opening use up the last day");
        assert!(!store.use_lease(day(1), 3_600_000).unwrap(), "an open one locks, too");
    }

    #[test]
    fn a_lease_that_is_changed_or_taken_out_of_the_file_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (_store, user) = leased(folder.path());
        assert!(opens(folder.path(), user, day(1)), "this binds the slot to its lease");
        let path = folder.path().join(FILE);
        let kept: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert!(opens(folder.path(), user, day(1)));
        let changes: [fn(&mut serde_json::Value); 4] = [
            |file| drop(file.as_object_mut().unwrap().remove("lease")),
            |file| file["lease"]["sealed"] = "AAAA".into(),
            |file| file["lease"]["nonce"] = "?".into(),
            |file| file["slots"][0]["is_leased"] = false.into(),
        ];
        for (place, change) in changes.into_iter().enumerate() {
            let mut file = kept.clone();
            change(&mut file);
            fs::write(&path, serde_json::to_vec(&file).unwrap()).unwrap();
            let opened = unlock(folder.path(), user, "seven blue goats", day(1)).unwrap();
            assert!(!matches!(opened, Unlocked::Open(_)), "change {place}");
        }
        fs::write(&path, serde_json::to_vec(&kept).unwrap()).unwrap();
        assert!(opens(folder.path(), user, day(1)), "nothing was lost");
    }
}
