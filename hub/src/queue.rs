//! Pushes that wait for the writer: bounded in number and bytes, one of a device at a time, small before big in turns.
//!
//! Devices take turns by arriving: whoever was served waits behind those who came before its next push. A big push
//! (a first load, a long absence) goes first in every second group and last in the others, so that neither kind starves.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use store::exchange::group::Push;
use tokio::sync::oneshot;

use crate::limits::{
    DRAIN_BYTES_PER_SECOND, GROUP_BYTES_MAX, GROUP_PUSHES_MAX, QUEUE_BYTES_MAX, QUEUE_PUSHES_MAX, RETRY_AFTER_MAX_S,
    SAME_PUSHES_MAX, SMALL_PUSH_BYTES,
};

/// What the laptop is told: the answer's bytes, or a refusal.
pub type Outcome = Result<Vec<u8>, &'static str>;

/// Not now: come again after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// Seconds.
    pub after_s: u64,
}

/// What the queue knows of a push.
pub trait Piece {
    /// Number of the device.
    fn device(&self) -> u32;
    /// Bytes.
    fn size(&self) -> usize;
    /// Whether both carry the same, as a request does that arrived twice.
    fn is_same(&self, other: &Self) -> bool;
}

impl Piece for Push {
    fn device(&self) -> u32 {
        self.device
    }

    fn size(&self) -> usize {
        self.len()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

/// A push in the queue, and who waits for its outcome.
#[derive(Debug)]
pub struct Waiting<P = Push> {
    /// The push.
    pub push: P,
    told: Vec<oneshot::Sender<Outcome>>,
}

impl<P> Waiting<P> {
    /// Tells everybody who still listens.
    pub fn tell(self, outcome: &Outcome) {
        for told in self.told {
            // Who has gone away asks again and hears that it is held already.
            let _ = told.send(outcome.clone());
        }
    }
}

#[derive(Debug)]
struct State<P> {
    small: VecDeque<Waiting<P>>,
    big: VecDeque<Waiting<P>>,
    bytes: usize,
    is_turn_of_big: bool,
    is_closed: bool,
}

/// The queue.
#[derive(Debug)]
pub struct Queue<P = Push> {
    state: Mutex<State<P>>,
    came: Condvar,
}

impl<P> Default for Queue<P> {
    fn default() -> Self {
        let state =
            State { small: VecDeque::new(), big: VecDeque::new(), bytes: 0, is_turn_of_big: false, is_closed: false };
        Self { state: Mutex::new(state), came: Condvar::new() }
    }
}

impl<P: Piece> State<P> {
    fn len(&self) -> usize {
        self.small.len() + self.big.len()
    }

    fn lane(&mut self, push: &P) -> &mut VecDeque<Waiting<P>> {
        if push.size() > SMALL_PUSH_BYTES { &mut self.big } else { &mut self.small }
    }

    fn busy(&self) -> Busy {
        let seconds = 1 + (self.bytes / DRAIN_BYTES_PER_SECOND) as u64;
        Busy { after_s: seconds.min(RETRY_AFTER_MAX_S) }
    }
}

impl<P: Piece> Queue<P> {
    /// Lets a push wait.
    ///
    /// # Errors
    /// [`Busy`] when the queue is full, or holds another push of this device.
    pub fn enter(&self, push: P) -> Result<oneshot::Receiver<Outcome>, Busy> {
        let mut state = self.lock();
        let (told, hears) = oneshot::channel();
        let queued = |waiting: &&mut Waiting<P>| waiting.push.device() == push.device();
        let State { small, big, .. } = &mut *state;
        if let Some(waiting) = small.iter_mut().chain(big).find(queued) {
            if waiting.push.is_same(&push) && waiting.told.len() < SAME_PUSHES_MAX {
                waiting.told.push(told);
                return Ok(hears);
            }
            return Err(state.busy());
        }
        let is_full = state.len() >= QUEUE_PUSHES_MAX || state.bytes + push.size() > QUEUE_BYTES_MAX;
        if is_full || state.is_closed {
            return Err(state.busy());
        }
        state.bytes += push.size();
        let waiting = Waiting { push, told: vec![told] };
        state.lane(&waiting.push).push_back(waiting);
        drop(state);
        self.came.notify_one();
        Ok(hears)
    }

    /// The next group, after waiting for one at most `patience`; none once the queue is closed and empty.
    pub fn group(&self, patience: Duration) -> Option<Vec<Waiting<P>>> {
        let mut state = self.lock();
        if state.len() == 0 && !state.is_closed {
            let (woken, _) = self.came.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner);
            state = woken;
        }
        if state.len() == 0 && state.is_closed {
            return None;
        }
        let mut group = Vec::new();
        let mut bytes = 0;
        let is_turn_of_big = std::mem::replace(&mut state.is_turn_of_big, false);
        if is_turn_of_big && let Some(first) = state.big.pop_front() {
            bytes += first.push.size();
            group.push(first);
        }
        while group.len() < GROUP_PUSHES_MAX && (group.is_empty() || bytes < GROUP_BYTES_MAX) {
            let Some(next) = state.small.pop_front() else { break };
            bytes += next.push.size();
            group.push(next);
        }
        while group.len() < GROUP_PUSHES_MAX && (group.is_empty() || bytes < GROUP_BYTES_MAX) {
            let Some(next) = state.big.pop_front() else { break };
            bytes += next.push.size();
            group.push(next);
        }
        state.is_turn_of_big = !is_turn_of_big;
        state.bytes -= group.iter().map(|waiting| waiting.push.size()).sum::<usize>();
        Some(group)
    }

    /// Gives back what a group had no time for; it comes first the next time.
    pub fn give_back(&self, rest: Vec<Waiting<P>>) {
        let mut state = self.lock();
        for waiting in rest.into_iter().rev() {
            state.bytes += waiting.push.size();
            state.lane(&waiting.push).push_front(waiting);
        }
    }

    /// Takes no more; what waits is still taken.
    pub fn close(&self) {
        self.lock().is_closed = true;
        self.came.notify_all();
    }

    /// How many pushes wait, and their bytes.
    pub fn length(&self) -> (usize, usize) {
        let state = self.lock();
        (state.len(), state.bytes)
    }

    fn lock(&self) -> MutexGuard<'_, State<P>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A device and a number of bytes.
    #[derive(Debug, PartialEq)]
    struct Parcel(u32, usize);

    impl Piece for Parcel {
        fn device(&self) -> u32 {
            self.0
        }

        fn size(&self) -> usize {
            self.1
        }

        fn is_same(&self, other: &Self) -> bool {
            self == other
        }
    }

    const fn push(device: u32, bytes: usize) -> Parcel {
        Parcel(device, bytes)
    }

    fn devices(group: &[Waiting<Parcel>]) -> Vec<u32> {
        group.iter().map(|waiting| waiting.push.0).collect()
    }

    const AT_ONCE: Duration = Duration::ZERO;
    const BIG: usize = 256 * 1024;

    #[test]
    fn a_device_has_one_push_in_the_queue() {
        let queue = Queue::default();
        let _first = queue.enter(push(1, 10)).unwrap();
        assert_eq!(queue.enter(push(1, 11)).unwrap_err(), Busy { after_s: 1 }, "another push of it waits already");
        let mut again = queue.enter(push(1, 10)).unwrap();
        assert_eq!(queue.length(), (1, 10), "the same push twice is one");
        for waiting in queue.group(AT_ONCE).unwrap() {
            waiting.tell(&Ok(vec![1]));
        }
        assert_eq!(again.try_recv().unwrap(), Ok(vec![1]));
        assert!(queue.enter(push(1, 11)).is_ok(), "it was taken, so the next may wait");
    }

    #[test]
    fn the_queue_is_bounded_in_pushes_and_in_bytes() {
        let queue = Queue::default();
        let mut hears = Vec::new();
        for device in 0..QUEUE_PUSHES_MAX as u32 {
            hears.push(queue.enter(push(device, 1)).unwrap());
        }
        assert!(queue.enter(push(u32::MAX, 1)).is_err());
        let queue = Queue::default();
        let fits = QUEUE_BYTES_MAX / BIG;
        for device in 0..fits as u32 {
            hears.push(queue.enter(push(device, BIG)).unwrap());
        }
        let busy = queue.enter(push(u32::MAX, BIG)).unwrap_err();
        assert!(busy.after_s > 1 && busy.after_s <= RETRY_AFTER_MAX_S, "{busy:?}");
        queue.group(AT_ONCE).unwrap();
        assert!(queue.enter(push(u32::MAX, BIG)).is_ok(), "what is taken makes room");
    }

    #[test]
    fn neither_small_nor_big_pushes_starve() {
        let queue = Queue::default();
        let mut hears = Vec::new();
        for device in 0..30 {
            hears.push(queue.enter(push(device, BIG)).unwrap());
        }
        for device in 100..104 {
            hears.push(queue.enter(push(device, 1_000)).unwrap());
        }
        let first = queue.group(AT_ONCE).unwrap();
        assert_eq!(devices(&first)[..5], [100, 101, 102, 103, 0], "the small ones come first, and big ones too");
        // A writer that has time for one push of each group only: the first in line changes kinds.
        for device in 200..(200 + GROUP_PUSHES_MAX as u32) {
            hears.push(queue.enter(push(device, 1_000)).unwrap());
        }
        let mut served = Vec::new();
        for _ in 0..6 {
            let mut group = queue.group(AT_ONCE).unwrap();
            let rest = group.split_off(1);
            served.extend(devices(&group));
            queue.give_back(rest);
        }
        let small = served.iter().filter(|device| **device >= 200).count();
        assert_eq!(small, 3, "{served:?}");
        let mut in_order = served.clone();
        in_order.sort_by_key(|device| (*device >= 200, *device));
        served.sort_by_key(|device| *device >= 200);
        assert_eq!(served, in_order, "each kind in the order of arrival");
    }

    #[test]
    fn a_closed_queue_takes_no_more_and_ends_when_it_is_empty() {
        let queue = Queue::default();
        let _hears = queue.enter(push(1, 10)).unwrap();
        queue.close();
        assert!(queue.enter(push(2, 10)).is_err());
        assert_eq!(devices(&queue.group(AT_ONCE).unwrap()), [1]);
        assert!(queue.group(AT_ONCE).is_none());
    }
}
