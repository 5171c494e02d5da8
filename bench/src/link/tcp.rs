//! The events of one connection: segments leaving, arriving, being acknowledged, being lost. See the module above.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::time::Duration;

use super::{Link, Message};
use crate::chance::Chance;

/// Payload of a segment at the most, bytes.
const SEGMENT_BYTES: u64 = 1_460;
/// Headers of IP and TCP, bytes.
const HEADER_BYTES: u64 = 40;
/// First window, segments (RFC 6928).
const FIRST_WINDOW: f64 = 10.0;
/// Slow start goes on below this window whatever round trips say (Linux, `HYSTART_LOW_WINDOW`).
const HYSTART_FROM: f64 = 16.0;
/// What the window keeps after a loss (RFC 9438).
const AFTER_LOSS: f64 = 0.7;
/// Acknowledgements of later segments after which one is lost (RFC 6675).
const REORDERING: u64 = 3;
/// Wait before a first packet of a connection is sent again (RFC 6298, 2.1).
const FIRST_TIMEOUT_NS: u64 = 1_000_000_000;
/// Nothing waits less before it is sent again (Linux, `TCP_RTO_MIN`).
const TIMEOUT_MIN_NS: u64 = 200_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// A message can be sent.
    Ready(usize),
    /// A segment has arrived.
    Arrived { way: usize, segment: usize, transmission: u64 },
    /// What a transmission brought is acknowledged.
    Acknowledged { way: usize, transmission: u64 },
    /// Nothing was acknowledged since this was set.
    Silence { way: usize, set: u64 },
}

/// A segment on its way, by the number of its transmission.
#[derive(Debug, Clone, Copy)]
struct Flying {
    segment: usize,
    sent: u64,
    later_acknowledged: u64,
}

/// One direction: the sender's window, the queue of the link, what the receiver has.
struct Direction {
    window: f64,
    is_slow_start: bool,
    free_at: u64,
    /// Bytes of each segment, and the message that ends with it.
    segments: Vec<(u64, Option<usize>)>,
    has_arrived: Vec<bool>,
    is_acknowledged: Vec<bool>,
    in_order: usize,
    waiting: VecDeque<usize>,
    flying: BTreeMap<u64, Flying>,
    transmissions: u64,
    reduced_at: u64,
    smoothed: u64,
    deviation: u64,
    least: u64,
    last_sent: u64,
    timer: u64,
}

struct Connection<'a> {
    link: &'a Link,
    conversation: &'a [Message],
    /// Messages that each message still waits for.
    missing: Vec<usize>,
    followers: Vec<Vec<usize>>,
    ways: [Direction; 2],
    events: BinaryHeap<Reverse<(u64, u64, Happening)>>,
    made: u64,
    chance: Chance,
    left: usize,
}

/// From the first packet until the last message has arrived.
pub fn time(link: &Link, conversation: &[Message], seed: u64) -> Duration {
    let mut chance = Chance::new(seed);
    let connected = connecting(link, &mut chance);
    let mut followers = vec![Vec::new(); conversation.len()];
    for (place, message) in conversation.iter().enumerate() {
        for before in &message.after {
            followers[*before].push(place);
        }
    }
    let round_trip = 2 * nanoseconds(link.latency) + 2 * wire(link, HEADER_BYTES);
    let mut connection = Connection {
        link,
        conversation,
        missing: conversation.iter().map(|message| message.after.len()).collect(),
        followers,
        ways: [Direction::new(round_trip, connected), Direction::new(round_trip, connected)],
        events: BinaryHeap::new(),
        made: 0,
        chance,
        left: conversation.len(),
    };
    for (place, message) in conversation.iter().enumerate() {
        if message.after.is_empty() {
            connection.at(connected + nanoseconds(message.thinking), Happening::Ready(place));
        }
    }
    let mut now = connected;
    while connection.left > 0 {
        let Some(Reverse((time, _, event))) = connection.events.pop() else { break };
        now = time;
        connection.happen(now, event);
    }
    Duration::from_nanos(now)
}

/// A packet each way; what is lost is sent again after one second, two, four.
fn connecting(link: &Link, chance: &mut Chance) -> u64 {
    let mut now = 0;
    for _ in 0..2 {
        let mut wait = FIRST_TIMEOUT_NS;
        while is_lost(link, chance) && wait < 64 * FIRST_TIMEOUT_NS {
            now += wait;
            wait *= 2;
        }
        now += nanoseconds(link.latency) + wire(link, HEADER_BYTES);
    }
    now
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// How long bytes take to leave, nanoseconds.
fn wire(link: &Link, bytes: u64) -> u64 {
    bytes * 8 * 1_000_000 / u64::from(link.kbit_per_s.max(1))
}

fn is_lost(link: &Link, chance: &mut Chance) -> bool {
    link.loss > 0.0 && (chance.below(1_000_000) as f64) < link.loss * 1_000_000.0
}

impl Direction {
    fn new(round_trip: u64, now: u64) -> Self {
        Self {
            window: FIRST_WINDOW,
            is_slow_start: true,
            free_at: now,
            segments: Vec::new(),
            has_arrived: Vec::new(),
            is_acknowledged: Vec::new(),
            in_order: 0,
            waiting: VecDeque::new(),
            flying: BTreeMap::new(),
            transmissions: 0,
            reduced_at: 0,
            smoothed: round_trip,
            deviation: round_trip / 2,
            least: u64::MAX,
            last_sent: now,
            timer: 0,
        }
    }

    fn timeout(&self) -> u64 {
        (self.smoothed + 4 * self.deviation).max(TIMEOUT_MIN_NS)
    }

    fn add(&mut self, message: usize, bytes: u64) {
        let mut left = bytes.max(1);
        while left > 0 {
            let of_this = left.min(SEGMENT_BYTES);
            left -= of_this;
            self.waiting.push_back(self.segments.len());
            self.segments.push((of_this, (left == 0).then_some(message)));
            self.has_arrived.push(false);
            self.is_acknowledged.push(false);
        }
    }

    /// The window and the round trips learn from an acknowledgement.
    fn learn(&mut self, round_trip: u64) {
        self.least = self.least.min(round_trip);
        let difference = self.smoothed.abs_diff(round_trip);
        self.deviation = (3 * self.deviation + difference) / 4;
        self.smoothed = (7 * self.smoothed + round_trip) / 8;
        if self.is_slow_start && self.window >= HYSTART_FROM && round_trip > self.least + self.least / 8 {
            self.is_slow_start = false;
        }
        self.window += if self.is_slow_start { 1.0 } else { 1.0 / self.window };
    }

    /// A transmission is lost: its segment is sent again first, and the window falls once in a round trip.
    fn lose(&mut self, transmission: u64) {
        let Some(lost) = self.flying.remove(&transmission) else { return };
        self.waiting.push_front(lost.segment);
        if transmission >= self.reduced_at {
            self.window = (self.window * AFTER_LOSS).max(2.0);
            self.is_slow_start = false;
            self.reduced_at = self.transmissions;
        }
    }
}

impl Connection<'_> {
    fn at(&mut self, time: u64, event: Happening) {
        self.made += 1;
        self.events.push(Reverse((time, self.made, event)));
    }

    fn happen(&mut self, now: u64, event: Happening) {
        match event {
            Happening::Ready(message) => {
                let way = self.conversation[message].way.index();
                self.ways[way].add(message, self.conversation[message].bytes);
                self.send(now, way);
            }
            Happening::Arrived { way, segment, transmission } => self.arrive(now, way, segment, transmission),
            Happening::Acknowledged { way, transmission } => self.acknowledge(now, way, transmission),
            Happening::Silence { way, set } => {
                let oldest = self.ways[way].flying.keys().next().copied();
                if let (true, Some(oldest)) = (set == self.ways[way].timer, oldest) {
                    self.ways[way].lose(oldest);
                    self.send(now, way);
                }
            }
        }
    }

    /// Sends what the window lets through, into the queue of the link.
    fn send(&mut self, now: u64, way: usize) {
        let latency = nanoseconds(self.link.latency);
        let direction = &mut self.ways[way];
        if direction.flying.is_empty() && now > direction.last_sent + direction.timeout() {
            direction.window = direction.window.min(FIRST_WINDOW);
        }
        let mut arriving = Vec::new();
        while let Some(segment) =
            direction.waiting.front().copied().filter(|_| (direction.flying.len() as f64) < direction.window.floor())
        {
            direction.waiting.pop_front();
            if direction.is_acknowledged[segment] {
                continue;
            }
            let left_at = direction.free_at.max(now) + wire(self.link, direction.segments[segment].0 + HEADER_BYTES);
            direction.free_at = left_at;
            direction.last_sent = now;
            direction.flying.insert(direction.transmissions, Flying { segment, sent: now, later_acknowledged: 0 });
            if !is_lost(self.link, &mut self.chance) {
                arriving.push((left_at + latency, segment, direction.transmissions));
            }
            direction.transmissions += 1;
        }
        for (time, segment, transmission) in arriving {
            self.at(time, Happening::Arrived { way, segment, transmission });
        }
        self.wind(now, way);
    }

    /// Sets the timer anew: what was under way is looked at again after two round trips of silence.
    fn wind(&mut self, now: u64, way: usize) {
        let direction = &mut self.ways[way];
        direction.timer += 1;
        if direction.flying.is_empty() {
            return;
        }
        let (wait, set) = ((2 * direction.smoothed).max(TIMEOUT_MIN_NS), direction.timer);
        // What still waits in the queue of the link cannot have been lost yet.
        let queued = direction.free_at.max(now);
        self.at(queued + wait, Happening::Silence { way, set });
    }

    fn arrive(&mut self, now: u64, way: usize, segment: usize, transmission: u64) {
        // The acknowledgement waits in the queue of the other direction like everything else.
        let back = &mut self.ways[1 - way];
        back.free_at = back.free_at.max(now) + wire(self.link, HEADER_BYTES);
        let heard = back.free_at + nanoseconds(self.link.latency);
        self.at(heard, Happening::Acknowledged { way, transmission });
        self.ways[way].has_arrived[segment] = true;
        while self.ways[way].has_arrived.get(self.ways[way].in_order) == Some(&true) {
            let ends = self.ways[way].segments[self.ways[way].in_order].1;
            self.ways[way].in_order += 1;
            if let Some(message) = ends {
                self.finish(now, message);
            }
        }
    }

    /// A whole message has arrived: those that only waited for it can be sent.
    fn finish(&mut self, now: u64, message: usize) {
        self.left -= 1;
        for follower in std::mem::take(&mut self.followers[message]) {
            self.missing[follower] -= 1;
            if self.missing[follower] == 0 {
                self.at(now + nanoseconds(self.conversation[follower].thinking), Happening::Ready(follower));
            }
        }
    }

    fn acknowledge(&mut self, now: u64, way: usize, transmission: u64) {
        let direction = &mut self.ways[way];
        if let Some(flying) = direction.flying.remove(&transmission) {
            direction.is_acknowledged[flying.segment] = true;
            direction.learn(now - flying.sent);
            let mut lost = Vec::new();
            for (earlier, other) in direction.flying.range_mut(..transmission) {
                other.later_acknowledged += 1;
                if other.later_acknowledged >= REORDERING {
                    lost.push(*earlier);
                }
            }
            lost.into_iter().rev().for_each(|earlier| direction.lose(earlier));
        }
        self.send(now, way);
    }
}
