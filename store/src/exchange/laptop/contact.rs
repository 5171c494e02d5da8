//! What a laptop makes of the hub's word about itself: proof of contact, or that it was ended. Unsigned words are neither.

use controls::Control;
use domain::Instant;
use sync::session::message::{HelloReply, Standing};

use super::{Exchange, ExchangeFault};
use crate::ending;
use crate::fault::StoreFault;
use crate::lease::Contact;
use crate::open::Store;
use crate::writer::Author;

impl Exchange<'_> {
    /// Hears how the laptop stands.
    pub(super) fn hear(&self, reply: &HelloReply, is_proven: bool) -> Result<(), ExchangeFault> {
        if reply.standing == Standing::Revoked {
            if is_proven || !Control::SignedEnding.is_on() {
                self.store.write::<_, StoreFault>(&self.author, |writer| ending::note(writer))?;
            }
            return Err(ExchangeFault::Refused("sync-refused-device-revoked"));
        }
        if is_proven {
            let at = Instant::from_ms(reply.clock_ms);
            self.store.renew_lease(Contact { at, clock: self.author.now, is_fresh: true })?;
        }
        Ok(())
    }

    /// Remembers why an exchange failed, for the light.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_failure(store: &Store, author: &Author, failure: &str) -> Result<(), StoreFault> {
        store.write(author, |writer| writer.keep_setting("last_failure", failure.as_bytes()))
    }
}
