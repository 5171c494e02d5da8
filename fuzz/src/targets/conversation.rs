//! The conversation: any bytes to the hub's routes, any answer to a laptop, and an exchange that is changed on its way.

use domain::Id;
use store::exchange::Exchange;
use stories::Laptop as Officer;
use sync::Incarnation;
use sync::bundle::CARRY_PATH;
use sync::session::laptop::path;
use sync::session::message::{Message, write_push};
use sync::session::{
    Hello, HelloReply, JoinRequest, Laptop, Proof, Pull, PullReply, PushReply, Receipt, Request, Standing, Verdict,
};
use sync::signing::SigningKey;

use super::message;
use super::use_case::with_world;
use super::wire;

const ROUTES: [&str; 13] = [
    path::HELLO,
    path::PUSH,
    path::PULL,
    path::PROOF,
    path::JOIN,
    path::INTRODUCE,
    path::CHAIN,
    path::OFFER,
    path::MANIFEST,
    path::PART,
    path::LOCATE,
    path::FETCH,
    CARRY_PATH,
];

/// The device of an officer, as somebody who has its key would speak for it.
pub struct Speaker {
    /// Number of the device.
    pub device: u32,
    /// Its key.
    pub key: SigningKey,
    /// Its incarnation.
    pub incarnation: Incarnation,
}

impl Speaker {
    /// Of this officer's laptop.
    pub fn of(officer: &Officer) -> Self {
        let key = officer.store().signing_key().expect("a key");
        let standing = officer.store().read(|reader| reader.standing()).map_err(|fault: store::StoreFault| fault);
        let incarnation = standing.expect("a store that works").incarnation.expect("a laptop that has joined");
        Self { device: incarnation.device, key, incarnation }
    }

    /// A signed request.
    pub fn seals(&self, route: &str, session: [u8; 16], body: Vec<u8>) -> Vec<u8> {
        Request { device: self.device, session, body }.seal(route, &self.key)
    }
}

/// Any bytes to a route of the hub: the first byte says which, and whether they are rightly signed in a live session.
pub fn exchange(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let route = ROUTES[usize::from(which >> 1) % ROUTES.len()];
    with_world(|world, amina, home| {
        if which & 1 == 0 || [path::JOIN, path::INTRODUCE].contains(&route) {
            let _ = world.hub_answers(route, bytes);
            return;
        }
        let speaker = Speaker::of(amina);
        let hello = Hello {
            incarnation: speaker.incarnation,
            tip_n: 1,
            tip: sync::Hash::ZERO,
            clock_ms: 0,
            version: String::new(),
            epoch: 1,
            cursors: Vec::new(),
            protocol: sync::session::message::PROTOCOL,
            holdings: [0; 16],
            witnessed: None,
        };
        let answer = world.hub_answers(path::HELLO, &speaker.seals(path::HELLO, [0; 16], hello.to_bytes()));
        let session =
            answer.ok().and_then(|answer| HelloReply::from_bytes(&answer).ok()).map_or([0; 16], |it| it.session);
        let _ = world.hub_answers(route, &speaker.seals(route, session, bytes.to_vec()));
        assert!(world.console("registry.open_household", serde_json::json!({ "household_id": home })).is_ok());
    });
}

pub fn exchange_seeds() -> Vec<Vec<u8>> {
    let hello = Hello {
        incarnation: Incarnation { device: 1, nonce: [1; 8] },
        tip_n: u64::MAX,
        tip: sync::Hash::ZERO,
        clock_ms: i64::MIN,
        version: "0.1.0".to_owned(),
        epoch: u64::MAX,
        cursors: vec![(Id::NIL, u64::MAX), (Id::from_bytes([5; 16]), 0)],
        protocol: sync::session::message::PROTOCOL,
        holdings: [0; 16],
        witnessed: None,
    };
    let join = JoinRequest {
        secret: [1; 8],
        public_key: [2; 32],
        device_name: "laptop".to_owned(),
        user: Id::from_bytes([3; 16]),
        user_name: "Amina".to_owned(),
    };
    let at = |route: u8, body: Vec<u8>| [&[route << 1 | 1], body.as_slice()].concat();
    vec![
        at(0, hello.to_bytes()),
        at(1, write_push(&wire::chunk_seeds())),
        at(2, Pull { after: vec![(Id::NIL, 0), (Id::NIL, u64::MAX)], bytes_max: u64::MAX }.to_bytes()),
        at(3, Proof { digests: vec![(Id::NIL, [1; 16])] }.to_bytes()),
        at(4, join.to_bytes()),
    ]
    .into_iter()
    .chain(message::seeds().into_iter().filter_map(|seed| {
        // The requests of the second conversation, by the first byte of their seeds.
        let route = match seed.first()? {
            10 => 5,
            11 => 6,
            13 => 7,
            15 => 10,
            17 => 11,
            19 => 8,
            22 => 9,
            24 => 12,
            _ => return None,
        };
        Some(at(route, seed[1..].to_vec()))
    }))
    .collect()
}

/// Answers to a laptop, one after the other: each behind its length, taken in whatever phase it is.
pub fn answers(bytes: &[u8]) {
    let Some((phases, mut rest)) = bytes.split_first() else { return };
    let hub = hub_key();
    let mut laptop = Laptop::new(3, SigningKey::from_pkcs8(&KEY).expect("a key that reads"), hub.public());
    if phases & 1 == 1 {
        let _ = laptop.receive(&hello_reply(u64::from(phases >> 1)).to_bytes());
    }
    while let Some((length, tail)) = rest.split_first() {
        let (answer, tail) = tail.split_at((usize::from(*length) * 4).min(tail.len()));
        let _ = laptop.wants();
        let _ = laptop.receive(answer);
        // Receipts that the hub did sign: what is in them is believed only as far as it can be.
        if let Ok(reply) = PushReply::from_bytes(answer) {
            let _ = laptop.receive(&PushReply::sign(reply.receipts, &hub).to_bytes());
        }
        let _ = (laptop.push(&[]), laptop.pull(Vec::new()).is_some() && phases & 2 == 2);
        rest = tail;
    }
}

/// A fixed key in PKCS#8, so that a find replays on another day: seed bytes 01 … and the public key that belongs to them.
const KEY: [u8; 83] = include!("key.in");

pub fn hub_key() -> SigningKey {
    SigningKey::from_pkcs8(&KEY).expect("a key that reads")
}

fn hello_reply(held_n: u64) -> HelloReply {
    HelloReply {
        standing: Standing::Ok,
        session: [1; 16],
        clock_ms: 0,
        epoch: 1,
        held_n,
        ahead: vec![(Id::NIL, 3)],
        protocol: sync::session::message::PROTOCOL,
        anew: Vec::new(),
        is_equal: false,
        signature: None,
        logbook: None,
    }
}

pub fn answer_seeds() -> Vec<Vec<u8>> {
    let behind = |phases: u8, answers: &[Vec<u8>]| {
        let mut bytes = vec![phases];
        for answer in answers {
            let mut padded = answer.clone();
            padded.resize(answer.len().div_ceil(4) * 4, 0);
            bytes.push((padded.len() / 4) as u8);
            bytes.extend(padded);
        }
        bytes
    };
    let receipt =
        |last, verdict| Receipt { incarnation: Incarnation { device: 3, nonce: [1; 8] }, first: 1, last, verdict };
    let push = PushReply::sign(
        vec![
            receipt(2, Verdict::Held),
            receipt(u64::MAX, Verdict::Duplicate),
            receipt(9, Verdict::Quarantined("x".to_owned())),
        ],
        &hub_key(),
    );
    let pull = PullReply { items: vec![(Id::NIL, 1, vec![7; 40])], passed: vec![(Id::NIL, u64::MAX)] };
    vec![
        behind(0, &[hello_reply(u64::MAX).to_bytes(), push.to_bytes()]),
        behind(1, &[push.to_bytes(), pull.to_bytes()]),
        behind(3, &[pull.to_bytes(), vec![0]]),
    ]
}

/// One answer of a true exchange is changed on its way: bytes 0 to 3 say which, where and how, the rest is written there.
pub fn on_the_way(bytes: &[u8]) {
    let Some(([step, at_high, at_low, how], piece)) = bytes.split_first_chunk::<4>() else { return };
    with_world(|world, amina, home| {
        let caller = amina.caller();
        let address = format!("house {}", caller.now.ms());
        amina.does(
            "registry.update_household",
            serde_json::json!({ "household_id": home, "fields": { "address": address }, "reason": "moved" }),
        );
        let mut exchange = Exchange::begin(amina.store(), caller.user, caller.now, "fuzz").expect("a store that works");
        for number in 0..40 {
            let Ok(Some(outgoing)) = exchange.next_request() else { break };
            let Ok(mut answer) = world.hub_answers(outgoing.path, &outgoing.body) else { break };
            if number == step % 6 {
                let at = usize::from(u16::from_be_bytes([*at_high, *at_low])) % (answer.len() + 1);
                match how % 3 {
                    0 => answer.truncate(at),
                    1 => drop(answer.splice(at..at, piece.iter().copied())),
                    _ => {
                        let end = (at + piece.len()).min(answer.len());
                        drop(answer.splice(at..end, piece.iter().copied()));
                    }
                }
            }
            if exchange.receive(&answer).is_err() {
                break;
            }
        }
        drop(exchange);
        let verified = store::verify::verify(amina.store()).expect("a store that can be read");
        assert_eq!(verified.findings, Vec::<String>::new());
        // What was said falsely is not believed: the address is at the hub, or the officer is told that it is not.
        let sent = amina.syncs_until(stories::Cut::Never);
        let is_there = world.hub_rows().contains(&address);
        let is_green = amina.lights().contains("held green");
        assert!(is_there || !is_green, "{sent:?} · {}", amina.lights());
    });
}

pub fn on_the_way_seeds() -> Vec<Vec<u8>> {
    let ends = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    (0..6_u8)
        .flat_map(|step| {
            [vec![step, 0, 20, 2, 0xff], [&[step, 0, 33, 2], ends.as_slice()].concat(), vec![step, 0, 30, 0]]
        })
        .collect()
}
