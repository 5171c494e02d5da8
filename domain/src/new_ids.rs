//! New identities: time-ordered (UUID version 7) so that rows written together lie together.
//!
//! Chance and time are handed in: the shell seeds the source, tests seed it with a number. A source never gives
//! the same identity twice, and identities grow within one source even when the clock stands still or goes back.

use crate::id::Id;
use crate::time::Instant;

/// A source of new identities.
#[derive(Debug, Clone)]
pub struct NewIds {
    seed: [u64; 4],
    last_ms: i64,
    counter: u16,
}

impl NewIds {
    /// A source from 32 random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let mut words = [0_u64; 4];
        for (word, bytes) in words.iter_mut().zip(seed.chunks_exact(8)) {
            *word = bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        }
        if words == [0; 4] {
            words[0] = 1; // xoshiro stays at zero for ever from an all-zero state
        }
        Self { seed: words, last_ms: 0, counter: 0 }
    }

    /// The next identity, dated `now`.
    pub fn next<T>(&mut self, now: Instant) -> Id<T> {
        let ms = now.ms().clamp(0, 0xffff_ffff_ffff);
        if ms > self.last_ms {
            self.last_ms = ms;
            self.counter = 0;
        } else if self.counter == 0x0fff {
            self.last_ms += 1;
            self.counter = 0;
        } else {
            self.counter += 1;
        }
        let random = self.random().to_be_bytes();
        let time = self.last_ms.to_be_bytes();
        let mut bytes = [0_u8; 16];
        bytes[..6].copy_from_slice(&time[2..]);
        bytes[6] = 0x70 | (self.counter >> 8) as u8;
        bytes[7] = (self.counter & 0xff) as u8;
        bytes[8..].copy_from_slice(&random);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Id::from_bytes(bytes)
    }

    /// xoshiro256** by Blackman and Vigna (2018), public-domain algorithm. Not for secrets.
    fn random(&mut self) -> u64 {
        let state = &mut self.seed;
        let result = state[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_grow_even_when_the_clock_goes_back() {
        let mut ids = NewIds::from_seed([7; 32]);
        let mut last = ids.next::<()>(Instant::from_ms(1_000));
        for step in 0..10_000 {
            let next = ids.next::<()>(Instant::from_ms(1_000 - step));
            assert!(next > last, "{next} after {last}");
            last = next;
        }
    }
}
