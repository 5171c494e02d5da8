//! The line between a laptop and the hub: it is cut, it repeats, it is slow, and what crosses it is counted.

use std::cell::Cell;

use store::exchange::{Exchange, Summary, hub};
use sync::session::laptop::path::HELLO;
use sync::session::message::{HelloReply, Message as _};

use crate::world::{Laptop, Message, Shared, World};

/// Messages that are remembered.
const RECORDED_MAX: usize = 300;

/// Where the line between laptop and hub is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Never.
    Never,
    /// The n-th request does not arrive.
    BeforeRequest(usize),
    /// The n-th request arrives, its answer does not.
    BeforeAnswer(usize),
    /// When so many bytes have crossed it, wherever that is: what was under way is lost.
    AfterBytes(usize),
    /// Never, and every request arrives twice.
    Twice,
}

/// What somebody in between does to the line.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    /// They take out of the hub's answers what it says of its logbook.
    pub is_logbook_muted: Cell<bool>,
}

/// What crossed the line in one exchange, both ways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests, each with its answer.
    pub requests: usize,
    /// Bytes of both.
    pub bytes: usize,
}

impl Cut {
    fn loses_request(self, at: Traffic) -> bool {
        match self {
            Self::BeforeRequest(n) => at.requests == n,
            Self::AfterBytes(bytes) => at.bytes > bytes,
            Self::Never | Self::BeforeAnswer(_) | Self::Twice => false,
        }
    }

    /// What crossed the line until it was cut.
    fn crossed(self, bytes: usize) -> usize {
        match self {
            Self::AfterBytes(most) => bytes.min(most),
            Self::Never | Self::BeforeRequest(_) | Self::BeforeAnswer(_) | Self::Twice => bytes,
        }
    }

    fn loses_answer(self, at: Traffic) -> bool {
        match self {
            Self::BeforeAnswer(n) => at.requests == n,
            Self::AfterBytes(bytes) => at.bytes > bytes,
            Self::Never | Self::BeforeRequest(_) | Self::Twice => false,
        }
    }
}

impl World {
    /// From now on somebody takes out of the hub's answers what it says of its logbook, or does so no more.
    pub fn keeps_logbook_to_itself(&self, is_so: bool) {
        self.shared.line.is_logbook_muted.set(is_so);
    }

    /// Every laptop exchanges, twice: what the last one brought reaches the first.
    pub fn everyone_syncs(&self) {
        for _ in 0..2 {
            for laptop in self.laptops.borrow().iter() {
                laptop.syncs();
            }
        }
    }
}

impl Shared {
    /// Remembers the last messages.
    fn record(&self, message: Message) {
        let mut recorded = self.recorded.borrow_mut();
        if recorded.len() == RECORDED_MAX {
            recorded.remove(0);
        }
        recorded.push(message);
    }
}

impl Laptop {
    /// Exchanges with the hub.
    pub fn syncs(&self) -> Summary {
        self.syncs_counted().1
    }

    /// Exchanges with the hub; tells what crossed the line.
    pub fn syncs_counted(&self) -> (Traffic, Summary) {
        let (traffic, ended) = self.syncs_over(Cut::Never);
        (traffic, ended.unwrap_or_else(|code| panic!("{} could not sync: {code}", self.name)))
    }

    /// The laptop's line carries so many kbit/s from now on: batches fit themselves to it.
    pub fn is_on_line_of(&self, kbit: u64) {
        self.kbit.set(Some(kbit));
    }

    /// Exchanges with the hub over a line that may be cut.
    ///
    /// # Errors
    /// Why the exchange ended early.
    pub fn syncs_until(&self, cut: Cut) -> Result<Summary, String> {
        self.syncs_over(cut).1
    }

    /// Exchanges with the hub over a line that may be cut; tells what crossed it, and why the exchange ended early.
    pub fn syncs_over(&self, cut: Cut) -> (Traffic, Result<Summary, String>) {
        let mut traffic = Traffic::default();
        let ended = self.converses(cut, &mut traffic);
        traffic.bytes = cut.crossed(traffic.bytes);
        // As the program does at every call: what an exchange heard before it was cut counts.
        let device = self.caller().device;
        let granted = self.store().read::<_, store::StoreFault>(|reader| reader.granted_areas(device));
        self.caller.borrow_mut().areas = granted.expect("the store reads");
        (traffic, ended)
    }

    fn converses(&self, cut: Cut, traffic: &mut Traffic) -> Result<Summary, String> {
        let caller = self.caller();
        let store = self.store();
        let mut exchange =
            Exchange::begin(store, caller.user, caller.now, "story").map_err(|fault| fault.to_string())?;
        let is_lost =
            |mut exchange: Exchange<'_>| exchange.cut().map_or_else(|fault| fault.to_string(), |()| "cut".to_owned());
        while let Some(outgoing) = exchange.next_request().map_err(|fault| fault.to_string())? {
            traffic.requests += 1;
            traffic.bytes += outgoing.body.len();
            if cut == Cut::Twice {
                // The line repeats what it carries: the first answer is lost.
                let _ = hub::answer(self.shared.hub.store(), outgoing.path, &outgoing.body, self.shared.now());
            }
            if cut.loses_request(*traffic) {
                return Err(is_lost(exchange));
            }
            let answered = hub::answer(self.shared.hub.store(), outgoing.path, &outgoing.body, self.shared.now())
                .expect("the hub's store works");
            let answer = match answered {
                Ok(answer) => answer,
                Err(code) if exchange.refused(code) => continue,
                Err(code) => return Err(code.to_owned()),
            };
            let answer =
                if outgoing.path == HELLO && self.shared.line.is_logbook_muted.get() { muted(&answer) } else { answer };
            traffic.bytes += answer.len();
            let bytes = outgoing.body.len() + answer.len();
            let message = Message { path: outgoing.path.to_owned(), request: outgoing.body, answer: answer.clone() };
            self.shared.record(message);
            if cut.loses_answer(*traffic) {
                return Err(is_lost(exchange));
            }
            if let Some(kbit) = self.kbit.get() {
                exchange.took(bytes, bytes as u64 * 8 / kbit.max(1));
            }
            exchange.receive(&answer).map_err(|fault| fault.to_string())?;
        }
        Ok(exchange.summary())
    }
}

/// The hub's answer to a hello without what it says of its logbook: it is signed by itself, and the rest holds without it.
fn muted(answer: &[u8]) -> Vec<u8> {
    let reply = HelloReply::from_bytes(answer).expect("the hub's answer reads");
    HelloReply { logbook: None, ..reply }.to_bytes()
}
