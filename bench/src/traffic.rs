//! One exchange, measured and recorded, so that it can be timed over any link.

use std::time::Duration;

use store::exchange::Summary;

use crate::link::{Conversation, Link, Message, Way};

/// Request line and headers of one request as the desktop program writes them: bytes. `carry` has the test.
pub const HTTP_UP_BYTES: u64 = 180;
/// Status line and headers of one answer as the hub writes them: bytes.
pub const HTTP_DOWN_BYTES: u64 = 192;
/// One exchange, measured and recorded.
#[derive(Debug, Clone, Default)]
pub struct Traffic {
    /// Requests.
    pub requests: u64,
    /// Bodies of requests, bytes.
    pub sent: u64,
    /// Bodies of answers, bytes.
    pub received: u64,
    /// From the first request to the end.
    pub taken: Duration,
    /// Of which at the hub.
    pub at_hub: Duration,
    /// Until the laptop held as many households as were waited for; none when it never did.
    pub usable: Option<Usable>,
    /// Its messages, with the work of both ends, headers of HTTP included.
    pub conversation: Conversation,
    /// Work of the laptop after the last answer.
    pub rest: Duration,
    /// What it did.
    pub summary: Summary,
}

/// When a first load became usable.
#[derive(Debug, Clone, Copy)]
pub struct Usable {
    /// From the first request on.
    pub after: Duration,
    /// Messages there had been.
    pub messages: usize,
    /// Work of the laptop after the last of them.
    pub rest: Duration,
}

impl Traffic {
    /// Everything on the wire above TLS.
    pub const fn bytes(&self) -> u64 {
        self.sent + self.received + self.requests * (HTTP_UP_BYTES + HTTP_DOWN_BYTES)
    }

    /// How long it would have taken over a link.
    pub fn time(&self, link: &Link) -> Duration {
        link.time(&self.conversation) + self.rest
    }

    /// Records a request that took the laptop so long, and its answer, which took the hub so long.
    pub fn record(&mut self, [sent, received]: [u64; 2], [at_laptop, at_hub]: [Duration; 2]) {
        let place = self.conversation.len();
        let after = place.checked_sub(1).into_iter().collect();
        self.conversation.push(Message { way: Way::Up, bytes: sent + HTTP_UP_BYTES, after, thinking: at_laptop });
        let bytes = received + HTTP_DOWN_BYTES;
        self.conversation.push(Message { way: Way::Down, bytes, after: vec![place], thinking: at_hub });
        self.requests += 1;
        self.sent += sent;
        self.received += received;
        self.at_hub += at_hub;
    }
}
