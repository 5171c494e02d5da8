//! What the hub says of what was pushed, in its own hand.

use super::{Laptop, Phase};
use crate::codec::Malformed;
use crate::session::message::{Message, PushReply, Receipt, Verdict};

impl Laptop {
    pub(super) fn receipts(&self, bytes: &[u8]) -> Result<Vec<Receipt>, Malformed> {
        let reply = PushReply::from_bytes(bytes)?;
        if !reply.is_signed_by(&self.hub_key) {
            return Err(Malformed("receipts that the hub did not sign"));
        }
        Ok(reply.receipts)
    }

    /// After the last commit that has its receipt the next are pushed. A chunk that is not taken ends the pushing, not the
    /// conversation; another chain in its place begins the search for where they part.
    pub(super) fn after_receipts(&mut self, from: u64, receipts: &[Receipt]) -> Result<Phase, Malformed> {
        let mut next = from;
        for receipt in receipts {
            match &receipt.verdict {
                Verdict::Held | Verdict::Duplicate | Verdict::Quarantined(_) => next = next.max(receipt.last + 1),
                Verdict::Refused(code) if code == "sync-refused-forked" => {
                    return self.parting();
                }
                Verdict::Gap { .. } | Verdict::Refused(_) => break,
            }
        }
        Ok(if next > from { Phase::Push { from: next } } else { self.after_push() })
    }
}
