//! A store that may be followed by another in its place, as after a restored backup: what looks at the former one goes on
//! seeing it.

use std::cell::OnceCell;

use crash::Vfs;
use store::Store;

/// A store and, once it was replaced, what stands in its place.
pub(crate) struct Life {
    store: Store,
    /// The disk in memory it lies on, when it is not a real one; closed after the store.
    vfs: Option<Vfs>,
    next: OnceCell<Box<Self>>,
}

impl Life {
    pub fn of(store: Store) -> Self {
        Self { store, vfs: None, next: OnceCell::new() }
    }

    fn latest(&self) -> &Self {
        let mut life = self;
        while let Some(next) = life.next.get() {
            life = next;
        }
        life
    }

    /// The store of today.
    pub fn store(&self) -> &Store {
        &self.latest().store
    }

    /// The disk in memory it lies on, if it does.
    pub fn vfs(&self) -> Option<&Vfs> {
        self.latest().vfs.as_ref()
    }

    /// Another store takes the place of this one.
    pub fn goes_on_as(&self, store: Store) {
        let _ = self.latest().next.set(Box::new(Self::of(store)));
    }

    /// Another store takes the place of this one, on a disk in memory.
    pub fn goes_on_as_on(&self, store: Store, vfs: Vfs) {
        let _ = self.latest().next.set(Box::new(Self { store, vfs: Some(vfs), next: OnceCell::new() }));
    }
}
