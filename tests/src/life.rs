//! A store that may be followed by another in its place, as after a restored backup: what looks at the former one goes on
//! seeing it.

use std::cell::OnceCell;

use store::Store;

/// A store and, once it was replaced, what stands in its place.
pub(crate) struct Life {
    store: Store,
    next: OnceCell<Box<Self>>,
}

impl Life {
    pub fn of(store: Store) -> Self {
        Self { store, next: OnceCell::new() }
    }

    /// The store of today.
    pub fn store(&self) -> &Store {
        let mut life = self;
        while let Some(next) = life.next.get() {
            life = next;
        }
        &life.store
    }

    /// Another store takes the place of this one.
    pub fn goes_on_as(&self, store: Store) {
        let mut life = self;
        while let Some(next) = life.next.get() {
            life = next;
        }
        let _ = life.next.set(Box::new(Self::of(store)));
    }
}
