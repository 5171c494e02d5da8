//! Locks of files and of the index that connections share, as SQLite defines them.

/// Slots of a shared index (`SQLITE_SHM_NLOCK`).
pub(crate) const SLOTS: usize = 8;

pub(crate) const NONE: i32 = 0;
pub(crate) const SHARED: i32 = 1;
pub(crate) const RESERVED: i32 = 2;
pub(crate) const PENDING: i32 = 3;
const EXCLUSIVE: i32 = 4;

/// The locks of one file: the level of each handle that holds one.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    held: std::collections::BTreeMap<u64, i32>,
}

impl Locks {
    fn others(&self, handle: u64) -> i32 {
        self.held.iter().filter(|(other, _)| **other != handle).map(|(_, level)| *level).max().unwrap_or(NONE)
    }

    /// Whether the handle has this level now.
    pub fn lock(&mut self, handle: u64, level: i32) -> bool {
        let mine = self.held.get(&handle).copied().unwrap_or(NONE);
        if mine >= level {
            return true;
        }
        let others = self.others(handle);
        let is_free = match level {
            SHARED => others < PENDING,
            RESERVED => others < RESERVED,
            // Readers that are still there keep the last step from being taken; new ones are kept out meanwhile.
            EXCLUSIVE if (SHARED..RESERVED).contains(&others) => {
                self.held.insert(handle, PENDING);
                false
            }
            _ => others < SHARED,
        };
        if is_free {
            self.held.insert(handle, level);
        }
        is_free
    }

    pub fn unlock(&mut self, handle: u64, level: i32) {
        if level == NONE {
            self.held.remove(&handle);
        } else if self.held.get(&handle).is_some_and(|held| *held > level) {
            self.held.insert(handle, level);
        }
    }

    pub fn is_reserved(&self) -> bool {
        self.held.values().any(|level| *level >= RESERVED)
    }
}

/// The index that the connections of one file share: regions at addresses that stay, and a lock per slot.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Addresses and lengths (in words of 8 bytes) of the regions, owned by `handle::Regions`.
    pub regions: Vec<(usize, usize)>,
    /// Handles that have it mapped.
    pub users: usize,
    /// Per slot: -1 for one exclusive holder, otherwise how many share it.
    slots: [i32; SLOTS],
}

impl Shared {
    /// Takes slots; `mine` are the bits of those the handle holds already.
    pub fn lock(&mut self, slots: std::ops::Range<usize>, is_exclusive: bool, mine: u8) -> bool {
        let held = slots.clone().filter(|slot| mine & (1 << slot) == 0);
        let is_free = held.clone().all(|slot| if is_exclusive { self.slots[slot] == 0 } else { self.slots[slot] >= 0 });
        if is_free {
            for slot in held {
                self.slots[slot] = if is_exclusive { -1 } else { self.slots[slot] + 1 };
            }
        }
        is_free
    }

    /// Gives back slots that the handle holds.
    pub fn unlock(&mut self, slots: std::ops::Range<usize>, mine: u8) {
        for slot in slots.filter(|slot| mine & (1 << slot) != 0) {
            self.slots[slot] = if self.slots[slot] < 0 { 0 } else { self.slots[slot] - 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writes_while_others_read_and_alone_at_the_end() {
        let mut locks = Locks::default();
        assert!(locks.lock(1, SHARED) && locks.lock(2, SHARED) && locks.lock(1, RESERVED));
        assert!(!locks.lock(2, RESERVED) && !locks.lock(1, EXCLUSIVE));
        assert!(!locks.lock(3, SHARED), "a pending writer keeps new readers out");
        locks.unlock(2, NONE);
        assert!(locks.lock(1, EXCLUSIVE) && locks.is_reserved());
        locks.unlock(1, NONE);
        assert!(locks.lock(3, SHARED) && !locks.is_reserved());
    }

    #[test]
    fn a_slot_is_shared_by_many_or_held_by_one() {
        let mut shared = Shared::default();
        assert!(shared.lock(3..4, false, 0) && shared.lock(3..4, false, 0));
        assert!(!shared.lock(0..8, true, 0));
        shared.unlock(3..4, 1 << 3);
        shared.unlock(3..4, 1 << 3);
        assert!(shared.lock(0..8, true, 0) && !shared.lock(5..6, false, 0));
    }
}
