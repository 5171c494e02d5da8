//! Every message by itself, as its bytes arrive.

use domain::Id;
use sync::bundle::carry::{Carry, CarryReply};
use sync::session::message::{
    BUCKETS, Block, Chain, ChainReply, ChunkName, Entry, Fetch, FetchReply, Locate, LocateReply, Manifest, ManifestAsk,
    ManifestReply, Message, Offer, OfferReply, Part, PartReply, ProofReply, Tip, read_push,
};
use sync::session::{Hello, HelloReply, JoinReply, JoinRequest, Proof, Pull, PullReply, PushReply, Request};
use sync::signing::SIGNATURE_BYTES;
use sync::{Hash, Incarnation};

use super::wire::recorded;

/// How many kinds there are, for the first byte.
const KINDS: u8 = 26;

/// One message of the conversation: the first byte says which.
pub fn message(bytes: &[u8]) {
    fn reads<T: Message + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
        if let Ok(read) = T::from_bytes(bytes) {
            let written = read.to_bytes();
            let again = T::from_bytes(&written);
            assert_eq!(again.as_ref().map(T::to_bytes).ok(), Some(written), "there is one way to write a message");
            assert_eq!(again.ok(), Some(read), "a message reads back as what it is");
        }
    }
    let Some((which, bytes)) = bytes.split_first() else { return };
    match which % KINDS {
        0 => reads::<Hello>(bytes),
        1 => reads::<HelloReply>(bytes),
        2 => reads::<PushReply>(bytes),
        3 => reads::<Pull>(bytes),
        4 => reads::<PullReply>(bytes),
        5 => reads::<Proof>(bytes),
        6 => reads::<ProofReply>(bytes),
        7 => reads::<JoinRequest>(bytes),
        8 => reads::<JoinReply>(bytes),
        9 => {
            if let Ok(request) = Request::read(bytes) {
                assert!(request.body.len() < bytes.len());
                assert!(!Request::is_signed_by(bytes, "/exchange/hello", &[3; 32]));
            }
        }
        10 => drop(read_push(bytes)),
        11 => reads::<Chain>(bytes),
        12 => reads::<ChainReply>(bytes),
        13 => reads::<Offer>(bytes),
        14 => reads::<OfferReply>(bytes),
        15 => reads::<Locate>(bytes),
        16 => reads::<LocateReply>(bytes),
        17 => reads::<Fetch>(bytes),
        18 => reads::<FetchReply>(bytes),
        19 => reads::<ManifestAsk>(bytes),
        20 => {
            reads::<Manifest>(bytes);
            if let Ok(manifest) = Manifest::from_bytes(bytes) {
                assert!(manifest.bytes() <= manifest.blocks.len() as u64 * u64::from(u32::MAX));
            }
        }
        21 => {
            reads::<ManifestReply>(bytes);
            if let Ok(reply) = ManifestReply::from_bytes(bytes) {
                assert!(!matches!(reply.open(&[3; 32]), Ok(Some(_))), "nobody has signed it");
            }
        }
        22 => reads::<Part>(bytes),
        23 => reads::<PartReply>(bytes),
        24 => reads::<Carry>(bytes),
        _ => reads::<CarryReply>(bytes),
    }
}

/// Messages of the first release as they were recorded, and one of each of the others.
pub fn seeds() -> Vec<Vec<u8>> {
    let kind = |name: &str, is_answer: bool| match (name.split('-').next_back(), is_answer) {
        (Some("hello"), false) => Some(0_u8),
        (Some("hello"), true) => Some(1),
        (Some("push"), true) => Some(2),
        (Some("push"), false) => Some(10),
        (Some("pull"), false) => Some(3),
        (Some("pull"), true) => Some(4),
        (Some("proof"), false) => Some(5),
        (Some("proof"), true) => Some(6),
        _ => None,
    };
    let mut seeds = Vec::new();
    for (name, bytes) in recorded(".request") {
        let stem = name.trim_end_matches(".request");
        seeds.push([&[9], bytes.as_slice()].concat());
        if let (Some(kind), Ok(request)) = (kind(stem, false), Request::read(&bytes)) {
            seeds.push([&[kind], request.body.as_slice()].concat());
        }
    }
    for (name, bytes) in recorded(".answer") {
        if let Some(kind) = kind(name.trim_end_matches(".answer"), true) {
            seeds.push([&[kind], bytes.as_slice()].concat());
        }
    }
    seeds.extend(joining());
    seeds.extend(of_the_second_conversation());
    seeds.sort();
    seeds.dedup();
    seeds
}

fn joining() -> [Vec<u8>; 2] {
    let join = JoinRequest {
        secret: [1; 8],
        public_key: [2; 32],
        device_name: "laptop".to_owned(),
        user: Id::from_bytes([3; 16]),
        user_name: "Amina".to_owned(),
    };
    let reply = JoinReply {
        device: 7,
        hub_key: [4; 32],
        hub_name: "Hub".to_owned(),
        roles: vec!["officer".to_owned(), "reconciler".to_owned()],
        clock_ms: -5,
    };
    [[&[7], join.to_bytes().as_slice()].concat(), [&[8], reply.to_bytes().as_slice()].concat()]
}

/// A manifest with two blocks.
pub fn manifest() -> Manifest {
    let block = |bytes, documents| Block { bytes, documents, hash: Hash([bytes as u8; 32]) };
    Manifest {
        area: Id::from_bytes([5; 16]),
        epoch: 1,
        seq: 812,
        hash: Hash([6; 32]),
        blocks: vec![block(180_000, 4_000), block(77, 1)],
        tips: vec![Tip { incarnation: Incarnation { device: 3, nonce: [1; 8] }, n: 90, hash: Hash([8; 32]) }],
        digest: [9; 16],
    }
}

fn of_the_second_conversation() -> Vec<Vec<u8>> {
    let incarnation = Incarnation { device: 3, nonce: [1; 8] };
    let area = Id::from_bytes([5; 16]);
    let entries =
        vec![Entry { is_fact: false, id: [1; 16], hash: 77 }, Entry { is_fact: true, id: [2; 16], hash: u64::MAX }];
    let chunks = vec![
        ChunkName { incarnation, first: 1, last: 40 },
        ChunkName { incarnation, first: 41, last: i64::MAX as u64 },
    ];
    let piece = Carry::Piece { part: [1; 32], length: 9_000_000_000, at: 262_144, bytes: vec![4; 60] };
    let manifest = manifest();
    let signed = ManifestReply { signed: Some((manifest.to_bytes(), [7; SIGNATURE_BYTES])) };
    [
        (11, Chain { incarnation, hashes: vec![(1, Hash::ZERO), (300, Hash([7; 32]))] }.to_bytes()),
        (12, ChainReply { same: 300 }.to_bytes()),
        (13, Offer { chunks }.to_bytes()),
        (14, OfferReply { wanted: vec![0, 7, u32::MAX] }.to_bytes()),
        (15, Locate { area, buckets: (0..BUCKETS as u64).collect() }.to_bytes()),
        (16, LocateReply { buckets: vec![u64::MAX; 3], entries: entries.clone() }.to_bytes()),
        (17, Fetch { area, entries }.to_bytes()),
        (18, FetchReply { packed: super::bulk::packed_seed() }.to_bytes()),
        (19, ManifestAsk { area }.to_bytes()),
        (20, manifest.to_bytes()),
        (21, signed.to_bytes()),
        (21, ManifestReply { signed: None }.to_bytes()),
        (22, Part { area, hash: Hash([6; 32]), offset: 65_536, bytes_max: 98_304 }.to_bytes()),
        (23, PartReply { bytes: vec![1; 40] }.to_bytes()),
        (24, piece.to_bytes()),
        (24, Carry::Fetch { part: [2; 32], number: 1, at: 0 }.to_bytes()),
        (25, CarryReply::HeldTo(262_144).to_bytes()),
        (25, CarryReply::Taken { maker: 3, answers: 2 }.to_bytes()),
        (25, CarryReply::Refused("sync-refused-malformed".to_owned()).to_bytes()),
        (25, CarryReply::Answer { length: 7, bytes: vec![1, 2] }.to_bytes()),
    ]
    .into_iter()
    .map(|(kind, bytes)| [&[kind], bytes.as_slice()].concat())
    .collect()
}
