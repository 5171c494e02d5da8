//! What receiving leaves to be done at the hub: what it must hand on or put again in its own name.

use domain::change::Document as DocumentMark;
use domain::registry::Household;
use domain::{Area, Id};
use sync::replay::DocumentChange;

use crate::exchange::cutting;

/// A change that belongs to a document which has moved on to another area's feed.
pub(crate) struct Late {
    pub area: Id<Area>,
    pub change: DocumentChange,
}

/// What chunks that were received leave to be done at the hub.
#[derive(Default)]
pub(crate) struct Leftover {
    /// Work on files that have moved on.
    pub late: Vec<Late>,
    /// Persons who joined a household that has moved on meanwhile: they follow it.
    pub followers: Vec<(Id<DocumentMark>, Id<Household>)>,
    /// What changes of erased files still say about what is kept of them.
    pub of_former_epochs: Vec<cutting::Late>,
}

impl Leftover {
    pub(super) const fn lengths(&self) -> [usize; 3] {
        [self.late.len(), self.followers.len(), self.of_former_epochs.len()]
    }

    pub(super) fn truncate(&mut self, [late, followers, of_former_epochs]: [usize; 3]) {
        self.late.truncate(late);
        self.followers.truncate(followers);
        self.of_former_epochs.truncate(of_former_epochs);
    }
}
