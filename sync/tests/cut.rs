//! Cutting a chunk: the chain is walked as before, what was cut is gone, and what was not cut is as its author wrote it.

use domain::{Id, Instant};
use sync::chunk::{Seal, cut, seal};
use sync::signing::SigningKey;
use sync::{Chunk, Commit, CommitHeader, Hash, Hlc, Incarnation};

fn key() -> SigningKey {
    SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap()
}

/// Three commits: the second gives a reason that names somebody.
fn commits() -> Vec<Commit> {
    let mut prev = Hash([5; 32]);
    let commit = |n: u64| {
        let header = CommitHeader {
            incarnation: Incarnation { device: 3, nonce: [4; 8] },
            n,
            prev,
            user: Id::from_bytes([n as u8; 16]),
            act: "registry.correct_person".to_owned(),
            reason: (n == 8).then(|| "Halima says it was misheard".to_owned()),
            recorded_at: Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + n as i64)),
            area: Id::from_bytes([6; 16]),
            schema: 1,
        };
        let commit = Commit::new(header, format!("payload {n}").into_bytes());
        prev = commit.hash();
        commit
    };
    (7..10).map(commit).collect()
}

fn sealed(key: &SigningKey) -> Chunk {
    let seal_with = Seal { key, prev_in_area: Hash::ZERO, replay_digest: Hash([1; 32]) };
    seal(&commits(), &seal_with).unwrap()
}

fn holds(chunk: &Chunk, word: &str) -> bool {
    chunk.plain().unwrap().windows(word.len()).any(|bytes| bytes == word.as_bytes())
}

/// The second commit and nothing else loses its payload.
fn without_the_second(chunk: &Chunk) -> Vec<Commit> {
    let of = |commit: Commit| if commit.header.n == 8 { commit.cut_to(b"left".to_vec()) } else { commit };
    chunk.commits().unwrap().into_iter().map(of).collect()
}

#[test]
fn what_is_cut_is_gone_and_the_chain_still_verifies() {
    let (author, hub) = (key(), key());
    let chunk = sealed(&author);
    assert!(holds(&chunk, "Halima") && holds(&chunk, "payload 8"));
    let cut = cut(&chunk, &without_the_second(&chunk), &hub).unwrap();
    assert!(!holds(&cut, "Halima") && !holds(&cut, "payload 8"));
    let read = Chunk::read(&cut.bytes).unwrap();
    assert_eq!(read, cut);
    assert_eq!(read.header, chunk.header, "place, tip and author's digest are as they were signed");
    assert!(read.is_cut() && read.is_signed_by(&author.public()) && read.is_cut_by(&hub.public()));
    assert!(!read.is_signed_by(&hub.public()) && !read.is_cut_by(&author.public()));
    let (before, after) = (chunk.commits().unwrap(), read.commits().unwrap());
    let hashes = |commits: &[Commit]| commits.iter().map(Commit::hash).collect::<Vec<_>>();
    assert_eq!(hashes(&before), hashes(&after));
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]), "the others are as they were");
    assert_eq!((after[1].payload.as_slice(), after[1].header.reason.as_ref()), (b"left".as_slice(), None));
    assert_eq!(after[1].header.user, before[1].header.user, "who did it is still told");
}

#[test]
fn a_chunk_is_cut_further_and_a_whole_one_says_it_is_whole() {
    let (author, hub) = (key(), key());
    let chunk = sealed(&author);
    let first = cut(&chunk, &without_the_second(&chunk), &hub).unwrap();
    let all: Vec<Commit> = first.commits().unwrap().iter().map(|commit| commit.cut_to(Vec::new())).collect();
    let second = cut(&first, &all, &hub).unwrap();
    assert!(second.is_signed_by(&author.public()) && second.is_cut_by(&hub.public()));
    assert_eq!(second.commits().unwrap().last().unwrap().hash(), chunk.header.tip);
    assert!(!holds(&second, "payload"));
    assert!(!chunk.is_cut() && !chunk.is_cut_by(&hub.public()));
}

#[test]
fn commits_of_another_chunk_or_in_another_order_are_no_cut_of_this_one() {
    let (author, hub) = (key(), key());
    let chunk = sealed(&author);
    let whole = chunk.commits().unwrap();
    let mut renamed = without_the_second(&chunk);
    renamed[0].header.act = "registry.dissolve".to_owned();
    let mut turned = whole.clone();
    turned.swap(0, 1);
    for wrong in [&whole[1..], &whole[..2], &renamed, &turned, &[]] {
        assert!(cut(&chunk, wrong, &hub).is_err());
    }
}

#[test]
fn a_byte_that_is_changed_anywhere_is_noticed() {
    let (author, hub) = (key(), key());
    let chunk = sealed(&author);
    let cut = cut(&chunk, &without_the_second(&chunk), &hub).unwrap();
    for place in 0..cut.bytes.len() {
        let mut bytes = cut.bytes.clone();
        bytes[place] ^= 1;
        let is_believed = Chunk::read(&bytes).is_ok_and(|chunk| {
            chunk.is_signed_by(&author.public()) && chunk.is_cut_by(&hub.public()) && chunk.commits().is_ok()
        });
        assert!(!is_believed, "byte {place}");
    }
    for length in 0..cut.bytes.len() {
        assert!(Chunk::read(&cut.bytes[..length]).is_err(), "{length} bytes");
    }
}
