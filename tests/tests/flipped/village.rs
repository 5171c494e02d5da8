//! A village with two laptops, and everything one of them can sign by hand.

use domain::{Area, Id, Instant};
use stories::{Laptop, World, household};
use sync::chunk::{HEADER_BYTES, Seal, seal};
use sync::session::laptop::path;
use sync::session::message::{Message, PushReply, Verdict, write_push};
use sync::session::{Hello, HelloReply, Request};
use sync::signing::{SIGNATURE_BYTES, SigningKey};
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation, Payload};

pub struct Village {
    pub world: World,
    pub amina: std::rc::Rc<Laptop>,
    pub joseph: std::rc::Rc<Laptop>,
    pub key: SigningKey,
    pub device: u32,
    pub area: Id<Area>,
}

impl Village {
    pub fn new() -> Self {
        let world = World::new();
        let villages = &world.villages()[..1];
        let (amina, joseph) = (world.laptop_in("amina", villages), world.laptop_in("joseph", villages));
        let standing = joseph.store().read(|reader| reader.standing()).map_err(|fault: store::StoreFault| fault);
        let device = standing.unwrap().incarnation.unwrap().device;
        let area = Id::parse(&joseph.area(&villages[0])).unwrap();
        Self { key: joseph.store().signing_key().unwrap(), world, amina, joseph, device, area }
    }

    /// A chain of Joseph's device in a life of its own.
    pub fn chain(&self, life: u8, commits: u64) -> Vec<Commit> {
        let mut prev = Hash::ZERO;
        let commit = |n| {
            let header = CommitHeader {
                incarnation: Incarnation { device: self.device, nonce: [life; 8] },
                n,
                prev,
                user: self.joseph.caller().user,
                act: "registry.register".to_owned(),
                reason: Some("visited".to_owned()),
                recorded_at: Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + n as i64)),
                area: self.area,
                schema: 1,
            };
            let commit = Commit::new(header, Payload::default().to_bytes());
            prev = commit.hash();
            commit
        };
        (1..=commits).map(commit).collect()
    }

    pub fn sealed(&self, commits: &[Commit], prev_in_area: Hash) -> Vec<u8> {
        let hashes = Hash::of(&[&[]]).0.repeat(commits.len());
        let replay_digest = Hash::of(&[b"pamoja-replay-1", &hashes]);
        seal(commits, &Seal { key: &self.key, prev_in_area, replay_digest }).unwrap().bytes
    }

    /// Signs a chunk that was changed, as its own device can.
    pub fn signed_again(&self, mut chunk: Vec<u8>) -> Vec<u8> {
        let end = chunk.len() - SIGNATURE_BYTES;
        let (header, packed) = chunk[..end].split_at(HEADER_BYTES);
        let signed = [b"pamoja-chunk-1".as_slice(), header, &Hash::of(&[packed]).0].concat();
        chunk.splice(end.., self.key.sign(&signed));
        chunk
    }

    pub fn request(&self, route: &str, session: [u8; 16], body: Vec<u8>) -> Vec<u8> {
        Request { device: self.device, session, body }.seal(route, &self.key)
    }

    pub fn hello(&self) -> Hello {
        Hello {
            incarnation: Incarnation { device: self.device, nonce: [99; 8] },
            tip_n: 0,
            tip: Hash::ZERO,
            clock_ms: 0,
            version: "1".to_owned(),
            epoch: 1,
            cursors: vec![(self.area, 0)],
            protocol: sync::session::message::PROTOCOL,
            holdings: [0; 16],
            witnessed: None,
        }
    }

    pub fn session(&self) -> [u8; 16] {
        let sealed = self.request(path::HELLO, [0; 16], self.hello().to_bytes());
        HelloReply::from_bytes(&self.world.hub_answers(path::HELLO, &sealed).unwrap()).unwrap().session
    }

    pub fn receipts(&self, chunks: &[Vec<u8>]) -> PushReply {
        let sealed = self.request(path::PUSH, self.session(), write_push(chunks));
        PushReply::from_bytes(&self.world.hub_answers(path::PUSH, &sealed).unwrap()).unwrap()
    }

    pub fn verdict(&self, chunk: &[u8]) -> String {
        match &self.receipts(&[chunk.to_vec()]).receipts[0].verdict {
            Verdict::Held => "held".to_owned(),
            Verdict::Duplicate => "duplicate".to_owned(),
            Verdict::Quarantined(code) => format!("set aside: {}", code.trim_start_matches("sync-refused-")),
            Verdict::Gap { expected } => format!("gap at {expected}"),
            Verdict::Refused(code) => format!("refused: {}", code.trim_start_matches("sync-refused-")),
        }
    }

    /// Honest work of both laptops goes through, whatever was sent before.
    pub fn neighbours_are_kept(&self, name: &str) {
        self.joseph.registers(&household(name, &["Wanjiru 44 f head"]));
        self.world.everyone_syncs();
        for laptop in [&self.amina, &self.joseph] {
            assert!(laptop.rows().contains(name), "{}", laptop.name);
            assert!(laptop.lights().starts_with("committed green · left green · held green"), "{}", laptop.lights());
            assert_eq!(store::verify::verify(laptop.store()).unwrap().findings, Vec::<String>::new());
        }
        assert_eq!(store::verify::verify(self.world.hub()).unwrap().findings, Vec::<String>::new());
    }
}
