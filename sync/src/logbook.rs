//! The hub's logbook: a log of every chunk that ever got a place in a feed, as a hash tree after RFC 9162, sections 2.1.1 and
//! 2.1.4. Its root says all that was ever taken; a short proof shows that a later root only adds to an earlier one.
//!
//! A chunk stands in it by the hash of its last commit, which an erasure leaves as it is: what the law takes out of a chunk
//! changes nothing here.

mod head;

use domain::{Area, Id};
pub use head::{Head, HeadNews, LIVES_MAX, Life, SignedHead};

use crate::hash::Hash;
use crate::incarnation::Incarnation;

/// Most hashes in a proof: two for each level of a tree of 2^63 leaves.
pub const PROOF_HASHES_MAX: usize = 126;

/// What the logbook keeps of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Area of its commits.
    pub area: Id<Area>,
    /// First commit.
    pub first: u64,
    /// Last commit.
    pub last: u64,
    /// Hash of the last commit, and through it of all before it.
    pub tip: Hash,
}

impl Entry {
    /// The leaf that stands for it.
    pub fn leaf(&self) -> Hash {
        Hash::of(&[
            &[0],
            b"pamoja-logbook-1",
            &self.incarnation.to_bytes(),
            &self.area.to_bytes(),
            &self.first.to_be_bytes(),
            &self.last.to_be_bytes(),
            &self.tip.0,
        ])
    }
}

/// The node above two others.
pub fn above(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

/// Where complete subtrees are kept: the one at `place` of `level` stands over 2^level leaves from `place << level` on.
pub trait Nodes {
    /// Why a node cannot be read.
    type Fault;

    /// A node.
    ///
    /// # Errors
    /// Its fault when there is none.
    fn node(&self, level: u32, place: u64) -> Result<Hash, Self::Fault>;
}

/// The nodes that a new leaf completes, lowest first: level, place and hash.
///
/// # Errors
/// Faults of the nodes.
pub fn completed<N: Nodes>(nodes: &N, place: u64, leaf: Hash) -> Result<Vec<(u32, u64, Hash)>, N::Fault> {
    let mut added = vec![(0, place, leaf)];
    let (mut level, mut at, mut hash) = (0, place, leaf);
    while at & 1 == 1 {
        hash = above(&nodes.node(level, at - 1)?, &hash);
        (level, at) = (level + 1, at >> 1);
        added.push((level, at, hash));
    }
    Ok(added)
}

/// The root over the first `size` leaves; of none it is the hash of nothing.
///
/// # Errors
/// Faults of the nodes.
pub fn root<N: Nodes>(nodes: &N, size: u64) -> Result<Hash, N::Fault> {
    if size == 0 { Ok(Hash::of(&[])) } else { over(nodes, 0, size) }
}

/// The hash over leaves `from..to`.
fn over<N: Nodes>(nodes: &N, from: u64, to: u64) -> Result<Hash, N::Fault> {
    let leaves = to - from;
    if leaves.is_power_of_two() && from.is_multiple_of(leaves) {
        let level = leaves.trailing_zeros();
        return nodes.node(level, from >> level);
    }
    let left = split(leaves);
    Ok(above(&over(nodes, from, from + left)?, &over(nodes, from + left, to)?))
}

/// The largest power of two below a number above one.
const fn split(leaves: u64) -> u64 {
    1 << (u64::BITS - 1 - (leaves - 1).leading_zeros())
}

/// The proof that the tree of `to` leaves begins with that of `from`; nothing needs proving from none or to the same.
///
/// # Errors
/// Faults of the nodes.
pub fn prove<N: Nodes>(nodes: &N, from: u64, to: u64) -> Result<Vec<Hash>, N::Fault> {
    let mut path = Vec::new();
    if from == 0 || from >= to {
        return Ok(path);
    }
    let (mut low, mut high, mut is_known) = (0, to, true);
    loop {
        if from == high {
            if !is_known {
                path.push(over(nodes, low, high)?);
            }
            path.reverse();
            return Ok(path);
        }
        let middle = low + split(high - low);
        if from <= middle {
            path.push(over(nodes, middle, high)?);
            high = middle;
        } else {
            path.push(over(nodes, low, middle)?);
            low = middle;
            is_known = false;
        }
    }
}

/// Whether the tree of `to` only adds to that of `from`, by the algorithm of RFC 9162, section 2.1.4.2.
pub fn adds_to((from, from_root): (u64, &Hash), (to, to_root): (u64, &Hash), proof: &[Hash]) -> bool {
    if from == 0 || from > to {
        return from == 0 && proof.is_empty();
    }
    if from == to {
        return proof.is_empty() && from_root == to_root;
    }
    let mut rest = proof.iter();
    let start = if from.is_power_of_two() { Some(from_root) } else { rest.next() };
    let Some(start) = start else { return false };
    let (mut left, mut last) = (from - 1, to - 1);
    while left & 1 == 1 {
        (left, last) = (left >> 1, last >> 1);
    }
    let (mut first, mut second) = (*start, *start);
    for hash in rest {
        if last == 0 {
            return false;
        }
        if left & 1 == 1 || left == last {
            first = above(hash, &first);
            second = above(hash, &second);
            while left & 1 == 0 && left != 0 {
                (left, last) = (left >> 1, last >> 1);
            }
        } else {
            second = above(&second, hash);
        }
        (left, last) = (left >> 1, last >> 1);
    }
    last == 0 && first == *from_root && second == *to_root
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Default)]
    struct Kept(BTreeMap<(u32, u64), Hash>);

    impl Nodes for Kept {
        type Fault = (u32, u64);

        fn node(&self, level: u32, place: u64) -> Result<Hash, Self::Fault> {
            self.0.get(&(level, place)).copied().ok_or((level, place))
        }
    }

    fn leaf(place: u64) -> Hash {
        Hash::of(&[&[0], &place.to_be_bytes()])
    }

    fn kept(size: u64) -> Kept {
        let mut kept = Kept::default();
        for place in 0..size {
            for (level, at, hash) in completed(&kept, place, leaf(place)).unwrap() {
                assert_eq!(kept.0.insert((level, at), hash), None, "a node is made once");
            }
        }
        kept
    }

    /// The root as RFC 9162, section 2.1.1 defines it, from the leaves alone.
    fn plain_root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of(&[]),
            [one] => *one,
            many => {
                let mut middle = 1;
                while middle * 2 < many.len() {
                    middle *= 2;
                }
                above(&plain_root(&many[..middle]), &plain_root(&many[middle..]))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_standard_at_every_size() {
        let nodes = kept(70);
        let leaves: Vec<Hash> = (0..70).map(leaf).collect();
        for size in 0..=70 {
            assert_eq!(root(&nodes, size).unwrap(), plain_root(&leaves[..size as usize]), "{size}");
        }
    }

    #[test]
    fn every_later_tree_is_proven_to_begin_with_every_earlier_one() {
        let nodes = kept(70);
        for to in 1..=70 {
            let to_root = root(&nodes, to).unwrap();
            for from in 0..=to {
                let from_root = root(&nodes, from).unwrap();
                let proof = prove(&nodes, from, to).unwrap();
                assert!(proof.len() <= 14);
                assert!(adds_to((from, &from_root), (to, &to_root), &proof), "{from} to {to}");
                if from == 0 || from == to {
                    continue;
                }
                assert!(!adds_to((from, &leaf(99)), (to, &to_root), &proof), "another beginning");
                assert!(!adds_to((from, &from_root), (to, &leaf(99)), &proof), "another end");
                for at in 0..proof.len() {
                    let mut other = proof.clone();
                    other[at] = leaf(99);
                    assert!(!adds_to((from, &from_root), (to, &to_root), &other), "{from} to {to}: hash {at}");
                }
                assert!(!adds_to((from, &from_root), (to, &to_root), &proof[1..]), "a hash is missing");
                let longer = [proof.as_slice(), &[leaf(99)]].concat();
                assert!(!adds_to((from, &from_root), (to, &to_root), &longer), "a hash too many");
                assert!(!adds_to((to, &to_root), (from, &from_root), &proof), "a logbook that shrinks");
            }
        }
    }

    #[test]
    fn a_tree_that_changed_one_leaf_is_no_continuation() {
        let (honest, mut other) = (kept(40), Kept::default());
        for place in 0..60 {
            let said = if place == 7 { leaf(99) } else { leaf(place) };
            for (level, at, hash) in completed(&other, place, said).unwrap() {
                other.0.insert((level, at), hash);
            }
        }
        let from_root = root(&honest, 40).unwrap();
        let to_root = root(&other, 60).unwrap();
        assert!(!adds_to((40, &from_root), (60, &to_root), &prove(&other, 40, 60).unwrap()));
    }
}
