//! An insider: a certified device with bad intentions, that says what it likes.

use std::collections::BTreeMap;

use domain::{Area, Id, Instant};
use sync::chunk::{Seal, seal};
use sync::session::laptop::path;
use sync::session::message::{Message, PushReply, Verdict, write_push};
use sync::session::{Hello, HelloReply, Request};
use sync::signing::SigningKey;
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation};

use crate::world::{Laptop, World};

/// A device that speaks the protocol by hand, with a valid certificate and bad intentions.
pub struct Insider<'w> {
    world: &'w World,
    /// Number of the device.
    pub device: u32,
    /// Its key.
    pub key: SigningKey,
    /// Its life.
    pub incarnation: Incarnation,
    /// Its last commit.
    pub n: u64,
    tip: Hash,
    tips: BTreeMap<Id<Area>, Hash>,
}

impl<'w> Insider<'w> {
    /// The insider uses the key of a laptop that has joined, in an incarnation of its own.
    ///
    /// # Panics
    /// Before it has joined.
    pub fn of(world: &'w World, laptop: &Laptop) -> Self {
        let key = laptop.store().signing_key().expect("as a story expects");
        let device = laptop
            .store()
            .read(|reader| {
                Ok::<_, store::StoreFault>(reader.standing()?.incarnation.expect("as a story expects").device)
            })
            .expect("as a story expects");
        Self {
            world,
            device,
            key,
            incarnation: Incarnation { device, nonce: [9; 8] },
            n: 0,
            tip: Hash::ZERO,
            tips: BTreeMap::new(),
        }
    }

    /// The hub's answer to a request, rightly signed.
    ///
    /// # Errors
    /// The hub's refusal.
    pub fn request(&self, route: &str, session: [u8; 16], body: Vec<u8>) -> Result<Vec<u8>, &'static str> {
        self.world.hub_answers(route, &Request { device: self.device, session, body }.seal(route, &self.key))
    }

    /// A chunk without document changes.
    ///
    /// # Panics
    /// Above the limits of a chunk.
    pub fn chunk(&mut self, area: Id<Area>, payload: Vec<u8>) -> Vec<u8> {
        self.chunk_of(area, payload, &[])
    }

    /// A chunk of one commit, whose document changes have these hashes.
    ///
    /// # Panics
    /// Above the limits of a chunk.
    pub fn chunk_of(&mut self, area: Id<Area>, payload: Vec<u8>, hashes: &[Hash]) -> Vec<u8> {
        let header = CommitHeader {
            incarnation: self.incarnation,
            n: self.n + 1,
            prev: self.tip,
            user: Id::NIL,
            act: "registry.register".to_owned(),
            reason: None,
            recorded_at: Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + self.n as i64)),
            area,
            schema: 1,
        };
        let commit = Commit { header, payload };
        let prev_in_area = self.tips.get(&area).copied().unwrap_or(Hash::ZERO);
        // The digest of a chunk: one hash for its one commit, over those of its changes.
        let hashes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
        let replay_digest = Hash::of(&[b"pamoja-replay-1", &Hash::of(&[&hashes]).0]);
        let chunk = seal(std::slice::from_ref(&commit), &Seal { key: &self.key, prev_in_area, replay_digest })
            .expect("as a story expects");
        (self.n, self.tip) = (self.n + 1, commit.hash());
        self.tips.insert(area, self.tip);
        chunk.bytes
    }

    /// What the hub makes of a chunk.
    ///
    /// # Errors
    /// The hub's refusal.
    pub fn pushes(&self, chunk: &[u8]) -> Result<Verdict, &'static str> {
        let hello = Hello {
            incarnation: self.incarnation,
            tip_n: self.n,
            tip: self.tip,
            clock_ms: 0,
            version: "insider".to_owned(),
            epoch: 1,
            protocol: sync::session::message::PROTOCOL,
            holdings: [0; 16],
            cursors: Vec::new(),
        };
        let reply =
            HelloReply::from_bytes(&self.request(path::HELLO, [0; 16], hello.to_bytes())?).expect("as a story expects");
        let answer = self.request(path::PUSH, reply.session, write_push(&[chunk.to_vec()]))?;
        Ok(PushReply::from_bytes(&answer).expect("as a story expects").receipts[0].verdict.clone())
    }
}
