//! How long a recorded conversation takes over a slow link: a model of the link and of TCP, segment by segment.
//!
//! Always true: no clock, and chance only from a seed, so that the same conversation always takes as long. The same
//! model times our conversation and those of the peers, and it is checked on a real connection (`shaped`).
//! Formulas and their sources: [`Link::time`].

mod tcp;

use std::time::Duration;

/// Bytes of the desktop program's first flight of TLS 1.3, as seen on the shaped link.
const TLS_UP_BYTES: u64 = 194;
/// Bytes of the hub's answer to it: an Ed25519 certificate and its proof.
const TLS_DOWN_BYTES: u64 = 588;
/// With loss, a time is the mean over so many seeds.
const SEEDS: u64 = 40;

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the laptop.
    Up,
    /// To the laptop.
    Down,
}

impl Way {
    const fn index(self) -> usize {
        match self {
            Self::Up => 0,
            Self::Down => 1,
        }
    }
}

/// A recorded message: a request or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its direction.
    pub way: Way,
    /// Its bytes, headers of HTTP included.
    pub bytes: u64,
    /// Messages (by place, all before this one) that must have arrived before it can be sent.
    pub after: Vec<usize>,
    /// Work of the sender between the last of them and the sending.
    pub thinking: Duration,
}

/// Recorded messages in an order in which they can be sent.
pub type Conversation = Vec<Message>;

/// A link between a laptop and the hub, alike in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// How figures name it.
    pub name: &'static str,
    /// Rate in each direction, in kbit (1,000 bits) a second.
    pub kbit_per_s: u32,
    /// One way; a round trip has two.
    pub latency: Duration,
    /// Share of segments that are lost, 0 to 1.
    pub loss: f64,
}

const fn link(name: &'static str, kbit_per_s: u32, latency_ms: u64, loss: f64) -> Link {
    Link { name, kbit_per_s, latency: Duration::from_millis(latency_ms), loss }
}

/// The links of the published figures: a bad, a fair and a good day of a mobile network, each also with loss.
pub const LINKS: [Link; 6] = [
    link("30kbit", 30, 1_000, 0.0),
    link("120kbit", 120, 300, 0.0),
    link("1mbit", 1_000, 100, 0.0),
    link("30kbit_loss2", 30, 1_000, 0.02),
    link("120kbit_loss2", 120, 300, 0.02),
    link("1mbit_loss2", 1_000, 100, 0.02),
];

impl Link {
    /// From the first packet of the connection until the last message has arrived.
    ///
    /// - A segment of `n` bytes leaves `8 × (n + 40) / rate` after the one before it and arrives one latency later; 40
    ///   are the headers of IP (RFC 791) and TCP (RFC 9293). Each direction has the whole rate and one queue.
    /// - Segments carry up to 1,460 bytes (RFC 879: 1,500 − 40) and are acknowledged one by one, 40 bytes the other way.
    /// - The window begins with 10 segments (RFC 6928) and grows by one with each acknowledgement (slow start, RFC 5681)
    ///   until 16 or more are under way and round trips grow by an eighth (HyStart, RFC 9406, with Linux's figures),
    ///   then by one each round trip; after a rest longer than a timeout it is 10 again (RFC 5681, 4.1).
    /// - A segment is lost by chance, and taken for lost when three sent after it were acknowledged (RFC 6675) or nothing
    ///   was for two round trips (tail loss probe, RFC 8985); the window falls to seven tenths once in a round trip
    ///   (CUBIC, RFC 9438). Acknowledgements are cumulative: losing one is not modelled.
    /// - Smoothed round trips and timeouts as in RFC 6298. Connecting costs one round trip (RFC 9293), TLS 1.3 another
    ///   (RFC 8446, figure 1) with the bytes that our hub's takes; both once, for everybody, on one connection.
    pub fn time(&self, conversation: &[Message]) -> Duration {
        let conversation = with_handshake(conversation);
        if self.loss == 0.0 {
            return tcp::time(self, &conversation, 1);
        }
        let sum: Duration = (1..=SEEDS).map(|seed| tcp::time(self, &conversation, seed)).sum();
        sum / SEEDS as u32
    }
}

/// The same conversation behind a TLS handshake.
fn with_handshake(conversation: &[Message]) -> Conversation {
    let mut all = vec![
        Message { way: Way::Up, bytes: TLS_UP_BYTES, after: Vec::new(), thinking: Duration::ZERO },
        Message { way: Way::Down, bytes: TLS_DOWN_BYTES, after: vec![0], thinking: Duration::ZERO },
    ];
    for message in conversation {
        let mut message = message.clone();
        message.after.iter_mut().for_each(|place| *place += 2);
        if message.after.is_empty() {
            message.after.push(1);
        }
        all.push(message);
    }
    all
}

/// Bytes of all messages.
pub fn bytes(conversation: &[Message]) -> u64 {
    conversation.iter().map(|message| message.bytes).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(way: Way, bytes: u64, after: &[usize]) -> Message {
        Message { way, bytes, after: after.to_vec(), thinking: Duration::ZERO }
    }

    /// Seconds the handshakes cost on a link without loss: two round trips and the bytes of TLS.
    fn handshake(link: &Link) -> f64 {
        let rate = f64::from(link.kbit_per_s) * 1_000.0;
        let bytes = 2 * 40 + TLS_UP_BYTES + 40 + TLS_DOWN_BYTES + 40;
        4.0 * link.latency.as_secs_f64() + bytes as f64 * 8.0 / rate
    }

    #[test]
    fn a_long_message_takes_its_bytes_and_a_small_one_its_latency() {
        let slow = LINKS[0];
        let long = slow.time(&[message(Way::Up, 146_000, &[])]).as_secs_f64() - handshake(&slow);
        let expected = 100.0 * 1_500.0 * 8.0 / 30_000.0 + 1.0;
        assert!((long - expected).abs() < 0.05, "{long} of {expected}");
        let small = slow.time(&[message(Way::Up, 60, &[])]).as_secs_f64() - handshake(&slow);
        assert!((small - (1.0 + 100.0 * 8.0 / 30_000.0)).abs() < 0.03, "{small}");
    }

    #[test]
    fn both_directions_have_the_rate_and_who_waits_for_an_answer_pays_the_way() {
        let slow = LINKS[0];
        let apart = slow.time(&[message(Way::Up, 58_400, &[]), message(Way::Down, 58_400, &[])]).as_secs_f64();
        let waiting = slow.time(&[message(Way::Up, 58_400, &[]), message(Way::Down, 58_400, &[0])]).as_secs_f64();
        let one = slow.time(&[message(Way::Up, 58_400, &[])]).as_secs_f64();
        assert!(apart > one && apart < one * 1.12, "only acknowledgements compete: {apart} and {one}");
        let second = 40.0 * 1_500.0 * 8.0 / 30_000.0 + 1.0;
        assert!((waiting - one - second).abs() < 0.05, "{waiting}, {one} and {second}");
    }

    #[test]
    fn a_fast_link_waits_for_its_window_first() {
        let fast = link("fast", 100_000, 100, 0.0);
        // 10, 20, 40 and 30 segments: three more round trips than what fits into the first window.
        let hundred = fast.time(&[message(Way::Up, 146_000, &[])]).as_secs_f64() - handshake(&fast);
        assert!((0.69..0.72).contains(&hundred), "{hundred}");
    }

    #[test]
    fn thinking_counts_and_loss_costs_the_same_each_time() {
        let (clean, lossy) = (LINKS[1], LINKS[4]);
        let mut conversation = vec![message(Way::Up, 100_000, &[]), message(Way::Down, 100_000, &[0])];
        let without = clean.time(&conversation);
        conversation[1].thinking = Duration::from_secs(7);
        let more = clean.time(&conversation) - without;
        assert!(more.abs_diff(Duration::from_secs(7)) < Duration::from_millis(10), "{more:?}");
        let lost = lossy.time(&conversation);
        assert_eq!(lost, lossy.time(&conversation), "two runs of one seed");
        assert!(lost > clean.time(&conversation) && lost < 2 * clean.time(&conversation), "{lost:?}");
    }

    #[test]
    fn every_message_arrives_whatever_is_lost() {
        let bad = link("bad", 50, 200, 0.4);
        let conversation: Conversation = (0..20)
            .map(|at| {
                message(
                    if at % 2 == 0 { Way::Up } else { Way::Down },
                    1 + 700 * at as u64,
                    &[at].map(|at: usize| at.wrapping_sub(1))[usize::from(at == 0)..],
                )
            })
            .collect();
        assert!(bad.time(&conversation) < Duration::from_secs(600));
    }

    #[test]
    fn an_empty_message_arrives_too() {
        let slow = LINKS[0];
        let taken = slow.time(&[message(Way::Up, 0, &[]), message(Way::Down, 0, &[0])]);
        assert!(taken > Duration::from_secs(6) && taken < Duration::from_secs(7), "{taken:?}");
    }
}
