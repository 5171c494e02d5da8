//! How much is sent or asked for at once: what the link carries in some seconds, and less after it was cut.

use crate::limits::{BATCH_BYTES_MAX, BATCH_BYTES_MIN, BATCH_MS};
use crate::session::laptop::{Laptop, Phase};

impl Laptop {
    /// Begins with batches of so many bytes: what came through last time.
    pub fn begin_with(&mut self, batch: usize) {
        self.batch = batch.clamp(BATCH_BYTES_MIN, BATCH_BYTES_MAX);
    }

    /// Bytes of a batch now.
    pub const fn batch(&self) -> usize {
        self.batch
    }

    /// Tells how long the last request took, from its first byte to its answer's last: batches grow and shrink to what the
    /// link carries in some seconds.
    pub fn took(&mut self, bytes: usize, ms: u64) {
        let carries = (bytes as u64).saturating_mul(BATCH_MS) / ms.max(1);
        let carries = usize::try_from(carries).unwrap_or(BATCH_BYTES_MAX);
        // A small message says little about the link: it never makes batches smaller.
        let floor = if bytes * 2 < self.batch { self.batch } else { self.batch / 4 };
        self.begin_with(carries.clamp(floor, self.batch * 4));
    }

    /// Tells that the link broke before the last request had its answer. A batch that did not come through was too large
    /// for it: the next one is a quarter. What is small anyhow says nothing.
    pub fn cut(&mut self) {
        let is_batch = match &self.phase {
            Phase::Urgent | Phase::Push { .. } | Phase::Load { .. } | Phase::Pull => true,
            Phase::Offer { wanted, .. } => !wanted.is_empty(),
            Phase::Hello
            | Phase::Introduce
            | Phase::Proof
            | Phase::Locate { .. }
            | Phase::Lacking { .. }
            | Phase::Chain { .. }
            | Phase::Over => false,
        };
        if is_batch {
            self.begin_with(self.batch / 4);
        }
    }
}
