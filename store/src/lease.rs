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
