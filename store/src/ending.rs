//! The end of a laptop: what its hub has said about it, what must be ready before its keys go, and how they go.
//!
//! Always true: only what the hub itself signed ends a laptop, and no key is erased before all unsent work lies beside it,
//! sealed to the hub. Erasing again, after a crash in between, does no harm.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Seek, Write};
use std::path::Path;

use controls::Control;
use domain::Id;
use domain::change::Fact;
use domain::roster::{User, UserRemoval};
use sync::Incarnation;
use sync::fact::USER_REMOVAL;

use crate::fault::StoreFault;
use crate::key::{FILE, STAGED, change_slots, sync_folder};
use crate::local::setting::{read_setting, write_setting};
use crate::log;
use crate::open::{Place, Store};
use crate::outbox::{OUTBOX_KEY, OUTBOX_KEY_STAGED, read_outbox};
use crate::read::Reader;
use crate::writer::{Author, Writer};

const SETTING: &str = "ended_by_hub";
const REMOVALS: &str = "removals_done";
/// Everything in a store's folder that opens it, or could be made to.
const KEYS: [&str; 4] = [FILE, STAGED, OUTBOX_KEY, OUTBOX_KEY_STAGED];

/// Keeps that the hub has proven to have ended this laptop.
pub(crate) fn note(writer: &Writer<'_>) -> Result<(), StoreFault> {
    write_setting(writer.connection(), SETTING, &[1])
}

/// Whether the hub has ended the device that this store is of: it said so itself, or its roster says so.
fn is_ended(reader: &Reader<'_>) -> Result<bool, StoreFault> {
    let Some(me) = reader.standing()?.incarnation.filter(|me| !me.is_hub()) else { return Ok(false) };
    if read_setting(reader.connection(), SETTING)?.is_some() {
        return Ok(true);
    }
    Ok(reader.device(me.device)?.is_some_and(|device| device.is_revoked))
}

impl Store {
    /// Whether the hub has ended this laptop, as far as it has heard.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn is_ended(&self) -> Result<bool, StoreFault> {
        if self.place() == Place::Hub || !Control::ErasedKeys.is_on() {
            return Ok(false);
        }
        self.read(is_ended)
    }

    /// Makes sure that everything unsent lies in the outbox and that the hub can open it, before the keys go. Answers with
    /// the number of commits that the hub has not proven to hold.
    ///
    /// # Errors
    /// [`StoreFault::Lacks`] when something would be lost; faults of the store.
    pub fn prepare_ending(&self) -> Result<u64, StoreFault> {
        self.refill_outbox()?;
        let standing = self.read(|reader| reader.standing())?;
        let Some(me) = standing.incarnation else { return Ok(0) };
        let there = in_outbox(self, me)?;
        if (standing.held_n + 1..=standing.tip_n).any(|n| !there.contains(&n)) {
            return Err(StoreFault::Lacks("unsent work in its outbox"));
        }
        Ok(standing.tip_n.saturating_sub(standing.held_n))
    }

    /// Takes the slots away of users that the hub, or somebody on this laptop, has removed since this was asked last. Never
    /// the last one. Answers with who lost theirs.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn take_slots_away(&self, author: &Author) -> Result<Vec<Id<User>>, StoreFault> {
        let (removals, mut done) = self.read::<_, StoreFault>(|reader| {
            let done = read_setting(reader.connection(), REMOVALS)?;
            let done: BTreeSet<Id<Fact>> =
                done.map_or_else(|| Ok(BTreeSet::new()), |it| serde_json::from_slice(&it))?;
            Ok((removals(reader)?, done))
        })?;
        let (mut gone, before) = (Vec::new(), done.len());
        for UserRemoval { id, user, .. } in removals {
            if done.contains(&id) {
                continue;
            }
            let mut is_done = true;
            change_slots(self.folder(), |slots| {
                let has_slot = slots.slots.iter().any(|slot| slot.user == user);
                is_done = !has_slot || slots.slots.len() > 1;
                if has_slot && is_done {
                    slots.slots.retain(|slot| slot.user != user);
                    gone.push(user);
                }
                Ok(has_slot && is_done)
            })?;
            if is_done {
                done.insert(id);
            }
        }
        if done.len() > before {
            let done = serde_json::to_vec(&done)?;
            self.write::<_, StoreFault>(author, |writer| write_setting(writer.connection(), REMOVALS, &done))?;
        }
        Ok(gone)
    }
}

fn in_outbox(store: &Store, me: Incarnation) -> Result<BTreeSet<u64>, StoreFault> {
    let commits = read_outbox(store.folder(), store.key())?;
    Ok(commits.iter().filter(|it| it.header.incarnation == me).map(|it| it.header.n).collect())
}

/// Who was taken off this laptop: a laptop speaks for itself, the hub for all.
fn removals(reader: &Reader<'_>) -> Result<Vec<UserRemoval>, StoreFault> {
    let Some(me) = reader.standing()?.incarnation else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for row in log::fact::of_kind(reader.connection(), USER_REMOVAL)? {
        let may_say = row.by.is_hub() || row.by.device == me.device;
        if let Some(Fact::UserRemoval(it)) = row.record.fact().filter(|_| may_say)
            && it.device == me.device
        {
            found.push(it);
        }
    }
    Ok(found)
}

/// Erases everything that opens the store in a folder: overwritten, brought to the disk, removed. No passphrase opens it
/// afterwards. Doing it again does no harm.
///
/// # Errors
/// What the system says; what was not erased yet is still there.
pub fn erase_keys(folder: &Path) -> Result<(), StoreFault> {
    for name in KEYS {
        let path = folder.join(name);
        let mut file = match fs::OpenOptions::new().write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        let bytes = usize::try_from(file.metadata()?.len()).unwrap_or(0);
        file.rewind()?;
        file.write_all(&vec![0; bytes])?;
        file.sync_all()?;
        drop(file);
        fs::remove_file(&path)?;
        sync_folder(folder)?;
    }
    Ok(())
}
