//! Mutants: small and large changes of bytes that were right, by a seed.

use crash::Chance;

/// Bytes that decoders stumble over: lengths and counts at their ends.
const EDGES: [&[u8]; 10] = [
    &[0],
    &[0x7f],
    &[0x80, 0x01],
    &[0xff],
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    &[0xff; 8],
    &[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    &[0x80, 0, 0, 0],
    &[0; 16],
];
/// Longest mutant, in bytes.
const BYTES_MAX: usize = 64 * 1024;

/// A mutant of one of these, with a piece of another now and then.
pub fn mutant(of: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = of.get(chance.below(of.len())).cloned().unwrap_or_default();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let length = chance.below((bytes.len() - at).min(32) + 1);
        match chance.below(10) {
            0 | 1 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            2 if at < bytes.len() => bytes[at] = chance.next() as u8,
            3 => drop(bytes.drain(at..at + length)),
            4 => drop(bytes.splice(at..at, (0..length).map(|_| chance.next() as u8))),
            5 => {
                let edge = EDGES[chance.below(EDGES.len())];
                let end = (at + edge.len() * chance.below(2)).min(bytes.len());
                drop(bytes.splice(at..end, edge.iter().copied()));
            }
            6 => {
                let piece = bytes[at..at + length].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            7 => bytes.truncate(at),
            8 => {
                if let Some(other) = of.get(chance.below(of.len())) {
                    let from = chance.below(other.len() + 1);
                    let to = (from + 1 + chance.below(256)).min(other.len());
                    drop(bytes.splice(at..at, other[from..to.max(from)].iter().copied()));
                }
            }
            _ => {
                if at + 1 < bytes.len() {
                    bytes.swap(at, at + 1);
                }
            }
        }
    }
    bytes.truncate(BYTES_MAX);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_mutants_and_they_differ_from_what_they_come_from() {
        let of = vec![vec![7; 100], (0..200).collect()];
        let run = |seed| {
            let mut chance = Chance::new(seed);
            (0..200).map(|_| mutant(&of, &mut chance)).collect::<Vec<_>>()
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
        assert!(run(1).iter().filter(|bytes| !of.contains(bytes)).count() > 150);
    }
}
