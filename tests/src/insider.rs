//! A device that speaks to the hub by hand: an older or a later program, or one with bad intentions.

use std::collections::BTreeMap;

use domain::{Area, Id, Instant};
use sync::chunk::{Seal, seal};
use sync::session::laptop::path;
use sync::session::message::{Message, PROTOCOL, PushReply, Verdict, write_push};
use sync::session::{Hello, HelloReply, Request};
use sync::{Commit, CommitHeader, Hash, Hlc, Incarnation};

use crate::world::{Laptop, World};

/// A device with a valid certificate that makes its own messages.
pub struct Insider<'w> {
    world: &'w World,
    /// Its number.
    pub device: u32,
    /// Signs for it.
    pub key: sync::signing::SigningKey,
    /// In whose name it writes.
    pub user: Id<domain::roster::User>,
    /// The incarnation it writes as.
    pub incarnation: Incarnation,
    n: u64,
    tip: Hash,
    tips: BTreeMap<Id<Area>, Hash>,
}

impl<'w> Insider<'w> {
    /// The insider uses the key of a laptop that has joined, in an incarnation of its own.
    ///
    /// # Panics
    /// When the laptop has not joined.
    pub fn of(world: &'w World, laptop: &Laptop) -> Self {
        let key = laptop.store().signing_key().expect("a key");
        let (device, user) = (laptop.caller().device, laptop.caller().user);
        let incarnation = Incarnation { device, nonce: [9; 8] };
        Self { world, device, key, user, incarnation, n: 0, tip: Hash::ZERO, tips: BTreeMap::new() }
    }

    /// Sends a body, signed.
    ///
    /// # Errors
    /// The hub's refusal.
    pub fn request(&self, route: &str, session: [u8; 16], body: Vec<u8>) -> Result<Vec<u8>, &'static str> {
        self.world.hub_answers(route, &Request { device: self.device, session, body }.seal(route, &self.key))
    }

    /// The time of the next commit.
    pub fn next_at(&self) -> Hlc {
        Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + self.n as i64))
    }

    /// A chunk of one commit with this payload and no change of a document.
    ///
    /// # Panics
    /// When it cannot be sealed.
    pub fn chunk(&mut self, area: Id<Area>, payload: Vec<u8>) -> Vec<u8> {
        self.chunk_with(area, payload, &[])
    }

    /// A chunk of one commit with this payload, whose changes have these hashes.
    ///
    /// # Panics
    /// When it cannot be sealed.
    pub fn chunk_with(&mut self, area: Id<Area>, payload: Vec<u8>, changes: &[Hash]) -> Vec<u8> {
        let header = CommitHeader {
            incarnation: self.incarnation,
            n: self.n + 1,
            prev: self.tip,
            user: self.user,
            act: "registry.register".to_owned(),
            reason: None,
            recorded_at: self.next_at(),
            area,
            schema: 1,
        };
        let commit = Commit::new(header, payload);
        let prev_in_area = self.tips.get(&area).copied().unwrap_or(Hash::ZERO);
        // One hash over the hashes of the changes of its one commit.
        let changes: Vec<u8> = changes.iter().flat_map(|hash| hash.0).collect();
        let replay_digest = Hash::of(&[b"pamoja-replay-1", &Hash::of(&[&changes]).0]);
        let seal_with = Seal { key: &self.key, prev_in_area, replay_digest };
        let chunk = seal(std::slice::from_ref(&commit), &seal_with).expect("a chunk");
        (self.n, self.tip) = (self.n + 1, commit.hash());
        self.tips.insert(area, self.tip);
        chunk.bytes
    }

    /// Says hello in a version of the conversation; returns the hub's answer.
    ///
    /// # Errors
    /// The hub's refusal.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub fn says_hello(&self, protocol: u64) -> Result<HelloReply, &'static str> {
        let hello = Hello {
            incarnation: self.incarnation,
            tip_n: self.n,
            tip: self.tip,
            clock_ms: 0,
            version: "insider".to_owned(),
            epoch: 1,
            protocol,
            holdings: [0; 16],
            witnessed: None,
            cursors: Vec::new(),
        };
        let answer = self.request(path::HELLO, [0; 16], hello.to_bytes())?;
        Ok(HelloReply::from_bytes(&answer).expect("a readable answer"))
    }

    /// Brings a chunk as a program of today does.
    ///
    /// # Errors
    /// The hub's refusal.
    pub fn pushes(&self, chunk: &[u8]) -> Result<Verdict, &'static str> {
        self.pushes_as(PROTOCOL, chunk)
    }

    /// Brings a chunk in a version of the conversation.
    ///
    /// # Errors
    /// The hub's refusal.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub fn pushes_as(&self, protocol: u64, chunk: &[u8]) -> Result<Verdict, &'static str> {
        let session = self.says_hello(protocol)?.session;
        let answer = self.request(path::PUSH, session, write_push(&[chunk.to_vec()]))?;
        Ok(PushReply::from_bytes(&answer).expect("a readable answer").receipts[0].verdict.clone())
    }
}
