//! The laptop's side as a state machine: hello, the urgent lane, push until all is held, first loads, pull until nothing
//! waits, proof, and mending where the proof fails.
//!
//! It holds no data of its own. What the store must supply or take is named by the calls: whoever drives it asks
//! [`Laptop::wants`], supplies that, sends the bytes of [`Outgoing`] and hands the answer back.

mod batch;
mod receipts;

use domain::{Area, Id};

use crate::codec::Malformed;
use crate::hash::Hash;
use crate::incarnation::Incarnation;
use crate::limits::BATCH_BYTES_FIRST;
use crate::session::message::{
    Chain, ChainReply, ChunkName, Fetch, FetchReply, Hello, HelloReply, Locate, LocateReply, Manifest, ManifestAsk,
    ManifestReply, Message, Offer, OfferReply, Part, PartReply, Proof, ProofReply, Pull, PullReply, Receipt, Request,
    Standing, between, write_push,
};
use crate::signing::SigningKey;

/// What the conversation needs from the store before it can send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// Where the laptop stands.
    Hello,
    /// Chunks that the hub itself signed about areas, devices and users: it has forgotten this device.
    Introduction,
    /// Chunks of the own chain from this commit on; none ends the pushing.
    ChunksFrom {
        /// First commit the hub lacks.
        n: u64,
        /// Bytes at most, one chunk at least.
        bytes_max: usize,
    },
    /// Names of chunks held that the hub may have lost, a page at a time; none ends the offering.
    Names,
    /// These chunks, as the hub wants them.
    Named {
        /// Which.
        chunks: Vec<ChunkName>,
        /// Bytes at most, one chunk at least.
        bytes_max: usize,
    },
    /// What to ask for of a first load; nothing ends the loading.
    Load,
    /// Present feed positions of areas that are ahead at the hub; none ends the pulling.
    Cursors {
        /// Reference data alone: what must be known before anything else is said.
        is_urgent: bool,
    },
    /// Digests of everything held.
    Digests,
    /// Sums over the parts of an area that differs.
    Buckets(Id<Area>),
    /// What to fetch of it; nothing ends the mending of this area.
    Lacking,
    /// Hashes of these commits of the own chain.
    Hashes(Vec<u64>),
    /// Nothing: it is over.
    Nothing,
}

/// What is asked of a first load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// What the pack of an area is.
    Manifest(Id<Area>),
    /// Bytes of it.
    Part {
        /// The area.
        area: Id<Area>,
        /// The pack's name.
        hash: Hash,
        /// From where on.
        offset: u64,
    },
}

/// A request to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Path below the hub's address.
    pub path: &'static str,
    /// Signed bytes.
    pub body: Vec<u8>,
}

/// What an answer brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// How the laptop stands, and whether the hub itself has proven to say so now.
    Standing(HelloReply, bool),
    /// Receipts for what was pushed, of the own chain or of others'.
    Receipts(Vec<Receipt>),
    /// Feed items to apply, and positions to remember with them.
    Items(PullReply),
    /// What the pack of an area is; none when the feed is the way.
    Manifest(Id<Area>, Option<Manifest>),
    /// Bytes of a pack from an offset on; none when the hub has it no more.
    Part(Id<Area>, Vec<u8>),
    /// Areas that are not equal; none means proven.
    Proven(ProofReply),
    /// What the hub holds where an area differs.
    Located(Id<Area>, LocateReply),
    /// Documents and facts that were lacking.
    Fetched(Id<Area>, FetchReply),
    /// The chain here and at the hub are the same up to this commit and part behind it.
    Parted(u64),
    /// Nothing to keep.
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Phase {
    Hello,
    Introduce,
    Urgent,
    Push { from: u64 },
    Offer { named: Vec<ChunkName>, wanted: Vec<ChunkName> },
    Load { asked: Option<Load> },
    Pull,
    Proof,
    Locate { areas: Vec<Id<Area>> },
    Lacking { area: Id<Area>, rest: Vec<Id<Area>> },
    Chain { low: u64, high: u64 },
    Over,
}

/// The paths of the conversation.
pub mod path {
    /// Hello.
    pub const HELLO: &str = "/exchange/hello";
    /// Push.
    pub const PUSH: &str = "/exchange/push";
    /// Pull.
    pub const PULL: &str = "/exchange/pull";
    /// Proof.
    pub const PROOF: &str = "/exchange/proof";
    /// Joining.
    pub const JOIN: &str = "/exchange/join";
    /// Chunks that the hub signed itself, from a device that it has forgotten.
    pub const INTRODUCE: &str = "/exchange/introduce";
    /// Where chains part.
    pub const CHAIN: &str = "/exchange/chain";
    /// Chunks that the hub may have lost.
    pub const OFFER: &str = "/exchange/offer";
    /// What the pack of an area is.
    pub const MANIFEST: &str = "/exchange/manifest";
    /// Bytes of a pack.
    pub const PART: &str = "/exchange/part";
    /// Where an area differs.
    pub const LOCATE: &str = "/exchange/locate";
    /// Documents and facts, whole.
    pub const FETCH: &str = "/exchange/fetch";
    /// All of them.
    pub const ALL: [&str; 12] =
        [HELLO, PUSH, PULL, PROOF, JOIN, INTRODUCE, CHAIN, OFFER, MANIFEST, PART, LOCATE, FETCH];
}

/// Areas whose difference is mended in one exchange; the next one goes on.
const MENDED_MAX: usize = 8;
/// How often chains may part in one exchange: an honest one parts once.
const PARTINGS_MAX: u32 = 2;

/// One conversation.
pub struct Laptop {
    device: u32,
    key: SigningKey,
    hub_key: [u8; 32],
    session: [u8; 16],
    phase: Phase,
    batch: usize,
    hub_protocol: u64,
    tip_n: u64,
    held_n: u64,
    epoch: u64,
    incarnation: Incarnation,
    brings_only: bool,
    must_upgrade: bool,
    was_introduced: bool,
    was_mended: bool,
    partings: u32,
    pulled: Vec<(Id<Area>, u64)>,
    hello: Hash,
}

impl Laptop {
    /// Begins a conversation with the hub that owns `hub_key`.
    pub const fn new(device: u32, key: SigningKey, hub_key: [u8; 32]) -> Self {
        Self {
            device,
            key,
            hub_key,
            session: [0; 16],
            phase: Phase::Hello,
            batch: BATCH_BYTES_FIRST,
            hub_protocol: 1,
            tip_n: 0,
            held_n: 0,
            epoch: 0,
            incarnation: Incarnation { device, nonce: [0; 8] },
            brings_only: false,
            must_upgrade: false,
            was_introduced: false,
            was_mended: false,
            partings: 0,
            pulled: Vec::new(),
            hello: Hash::ZERO,
        }
    }

    /// What is needed next.
    pub fn wants(&self) -> Wants {
        match &self.phase {
            Phase::Hello => Wants::Hello,
            Phase::Introduce => Wants::Introduction,
            Phase::Urgent => Wants::Cursors { is_urgent: true },
            Phase::Push { from } => Wants::ChunksFrom { n: *from, bytes_max: self.batch },
            Phase::Offer { wanted, .. } if wanted.is_empty() => Wants::Names,
            Phase::Offer { wanted, .. } => Wants::Named { chunks: wanted.clone(), bytes_max: self.batch },
            Phase::Load { .. } => Wants::Load,
            Phase::Pull => Wants::Cursors { is_urgent: false },
            Phase::Proof => Wants::Digests,
            Phase::Locate { areas } => areas.first().map_or(Wants::Digests, |area| Wants::Buckets(*area)),
            Phase::Lacking { .. } => Wants::Lacking,
            Phase::Chain { low, high } => Wants::Hashes(between(*low, *high)),
            Phase::Over => Wants::Nothing,
        }
    }

    fn outgoing(&self, path: &'static str, body: Vec<u8>) -> Outgoing {
        let request = Request { device: self.device, session: self.session, body };
        Outgoing { path, body: request.seal(path, &self.key) }
    }

    /// The hello. `brings_only` for a former incarnation whose work is not all held yet: when it is, the next hello follows.
    pub fn hello(&mut self, hello: &Hello, brings_only: bool) -> Outgoing {
        self.brings_only = brings_only;
        (self.tip_n, self.incarnation, self.epoch) = (hello.tip_n, hello.incarnation, hello.epoch);
        let body = hello.to_bytes();
        self.hello = Hash::of(&[&body]);
        self.outgoing(path::HELLO, body)
    }

    /// The hub's own chunks, for a hub that has forgotten this device.
    pub fn introduce(&self, chunks: &[Vec<u8>]) -> Outgoing {
        Outgoing { path: path::INTRODUCE, body: write_push(chunks) }
    }

    /// A push of these chunks of the own chain; without any, the next phase begins and nothing is sent.
    pub fn push(&mut self, chunks: &[Vec<u8>]) -> Option<Outgoing> {
        if chunks.is_empty() {
            self.phase = self.after_push();
            return None;
        }
        Some(self.outgoing(path::PUSH, write_push(chunks)))
    }

    fn after_push(&self) -> Phase {
        if self.brings_only {
            Phase::Hello
        } else if self.must_upgrade {
            Phase::Over
        } else if self.hub_protocol < 2 {
            Phase::Pull
        } else {
            Phase::Offer { named: Vec::new(), wanted: Vec::new() }
        }
    }

    /// An offer of these chunks; without any, loading begins and nothing is sent.
    pub fn offer(&mut self, chunks: Vec<ChunkName>) -> Option<Outgoing> {
        if chunks.is_empty() {
            self.phase = if self.was_mended { Phase::Proof } else { Phase::Load { asked: None } };
            return None;
        }
        let outgoing = self.outgoing(path::OFFER, Offer { chunks: chunks.clone() }.to_bytes());
        self.phase = Phase::Offer { named: chunks, wanted: Vec::new() };
        Some(outgoing)
    }

    /// A push of chunks the hub wants; those that are not here any more are passed over.
    pub fn push_named(&mut self, chunks: &[Vec<u8>], taken: usize) -> Option<Outgoing> {
        if let Phase::Offer { wanted, .. } = &mut self.phase {
            wanted.drain(..taken.min(wanted.len()));
        }
        (!chunks.is_empty()).then(|| self.outgoing(path::PUSH, write_push(chunks)))
    }

    /// A question of the first load; without any, pulling begins and nothing is sent.
    pub fn load(&mut self, load: Option<Load>) -> Option<Outgoing> {
        let Some(load) = load else {
            self.phase = Phase::Pull;
            return None;
        };
        self.phase = Phase::Load { asked: Some(load) };
        Some(match load {
            Load::Manifest(area) => self.outgoing(path::MANIFEST, ManifestAsk { area }.to_bytes()),
            Load::Part { area, hash, offset } => {
                self.outgoing(path::PART, Part { area, hash, offset, bytes_max: self.batch as u64 }.to_bytes())
            }
        })
    }

    /// A pull from these positions; without any, the next phase begins and nothing is sent.
    pub fn pull(&mut self, after: Vec<(Id<Area>, u64)>) -> Option<Outgoing> {
        if after.is_empty() {
            self.phase = match &self.phase {
                Phase::Urgent => Phase::Push { from: self.held_n + 1 },
                _ => Phase::Proof,
            };
            return None;
        }
        self.pulled.clone_from(&after);
        Some(self.outgoing(path::PULL, Pull { after, bytes_max: self.batch as u64 }.to_bytes()))
    }

    /// The proof.
    pub fn proof(&mut self, digests: Vec<(Id<Area>, [u8; 16])>) -> Outgoing {
        self.phase = Phase::Proof;
        self.outgoing(path::PROOF, Proof { digests }.to_bytes())
    }

    /// Asks where an area differs.
    pub fn locate(&self, locate: &Locate) -> Outgoing {
        self.outgoing(path::LOCATE, locate.to_bytes())
    }

    /// Fetches what is lacking; nothing goes on to the next area that differs, and after the last to a second proof.
    pub fn fetch(&mut self, fetch: Option<&Fetch>) -> Option<Outgoing> {
        if let Some(fetch) = fetch {
            return Some(self.outgoing(path::FETCH, fetch.to_bytes()));
        }
        if let Phase::Lacking { rest, .. } = &self.phase {
            let areas = rest.clone();
            self.phase = if areas.is_empty() {
                Phase::Offer { named: Vec::new(), wanted: Vec::new() }
            } else {
                Phase::Locate { areas }
            };
        }
        None
    }

    /// A carrier's message, in the session of this conversation.
    pub fn carry(&self, carry: &crate::bundle::carry::Carry) -> Outgoing {
        self.outgoing(crate::bundle::CARRY_PATH, carry.to_bytes())
    }

    /// Asks up to which of these commits the hub holds the same chain.
    pub fn chain(&self, hashes: Vec<(u64, Hash)>) -> Outgoing {
        self.outgoing(path::CHAIN, Chain { incarnation: self.incarnation, hashes }.to_bytes())
    }

    /// Takes the hub's refusal of the last request. True when the conversation knows how to go on.
    pub fn refused(&mut self, code: &str) -> bool {
        let has_forgotten = code == "sync-refused-device-unknown";
        if self.phase == Phase::Hello && has_forgotten && !self.was_introduced {
            self.was_introduced = true;
            self.phase = Phase::Introduce;
            return true;
        }
        self.phase = Phase::Over;
        false
    }

    /// Takes the hub's answer to the last request.
    ///
    /// # Errors
    /// [`Malformed`] when it is not an answer or the hub did not sign it; the conversation is over then.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Arrived, Malformed> {
        let phase = std::mem::replace(&mut self.phase, Phase::Over);
        match phase {
            Phase::Hello => self.receive_standing(HelloReply::from_bytes(bytes)?),
            Phase::Introduce => {
                self.phase = Phase::Hello;
                Ok(Arrived::Nothing)
            }
            Phase::Push { from } => {
                let receipts = self.receipts(bytes)?;
                self.phase = self.after_receipts(from, &receipts)?;
                Ok(Arrived::Receipts(receipts))
            }
            Phase::Offer { named, wanted } if !wanted.is_empty() || named.is_empty() => {
                let receipts = self.receipts(bytes)?;
                self.phase = Phase::Offer { named: Vec::new(), wanted };
                Ok(Arrived::Receipts(receipts))
            }
            Phase::Offer { named, .. } => {
                let places = OfferReply::from_bytes(bytes)?.wanted;
                let wanted = places.iter().filter_map(|place| named.get(*place as usize).copied()).collect();
                self.phase = Phase::Offer { named: Vec::new(), wanted };
                Ok(Arrived::Nothing)
            }
            Phase::Load { asked } => self.receive_load(asked, bytes),
            Phase::Urgent | Phase::Pull => {
                let reply = PullReply::from_bytes(bytes)?;
                // An answer that brings nothing on would be asked for again for ever.
                if !reply.brings_on(&self.pulled) {
                    return Err(Malformed("the hub gave nothing"));
                }
                self.phase = phase;
                Ok(Arrived::Items(reply))
            }
            Phase::Proof => {
                let reply = ProofReply::from_bytes(bytes)?;
                if !reply.differing.is_empty() && !self.was_mended && self.hub_protocol >= 2 {
                    self.was_mended = true;
                    self.phase = Phase::Locate { areas: reply.differing.iter().copied().take(MENDED_MAX).collect() };
                }
                Ok(Arrived::Proven(reply))
            }
            Phase::Locate { areas } => {
                let Some((area, rest)) = areas.split_first() else { return Err(Malformed("nothing was asked")) };
                let reply = LocateReply::from_bytes(bytes)?;
                self.phase = Phase::Lacking { area: *area, rest: rest.to_vec() };
                Ok(Arrived::Located(*area, reply))
            }
            Phase::Lacking { area, rest } => {
                let reply = FetchReply::from_bytes(bytes)?;
                self.phase = Phase::Lacking { area, rest };
                Ok(Arrived::Fetched(area, reply))
            }
            Phase::Chain { low, high } => self.receive_chain(low, high, ChainReply::from_bytes(bytes)?.same),
            Phase::Over => Err(Malformed("the conversation is over")),
        }
    }

    fn receive_standing(&mut self, reply: HelloReply) -> Result<Arrived, Malformed> {
        self.session = reply.session;
        self.hub_protocol = reply.protocol;
        self.must_upgrade = reply.standing == Standing::MustUpgrade;
        self.held_n = reply.held_n;
        self.phase = match reply.standing {
            Standing::Ok if self.brings_only => Phase::Push { from: reply.held_n + 1 },
            Standing::Ok if reply.is_equal && reply.held_n == self.tip_n && reply.epoch == self.epoch => Phase::Over,
            Standing::Ok => Phase::Urgent,
            Standing::MustUpgrade => Phase::Push { from: reply.held_n + 1 },
            Standing::RolledBack { .. } | Standing::Fork { .. } => self.parting()?,
            Standing::Revoked => Phase::Over,
        };
        let is_proven = reply.is_signed_by(&self.hello, &self.hub_key);
        Ok(Arrived::Standing(reply, is_proven))
    }

    /// The search for where the chains part begins.
    fn parting(&mut self) -> Result<Phase, Malformed> {
        self.partings += 1;
        if self.partings > PARTINGS_MAX || self.hub_protocol < 2 {
            return Err(Malformed("chains that part again and again"));
        }
        Ok(Phase::Chain { low: 0, high: self.tip_n + 1 })
    }

    fn receive_chain(&mut self, low: u64, high: u64, same: u64) -> Result<Arrived, Malformed> {
        let asked = between(low, high);
        let low = asked.iter().copied().filter(|n| *n <= same).max().unwrap_or(low);
        let high = asked.iter().copied().filter(|n| *n > same).min().unwrap_or(high);
        if high - low > 1 {
            self.phase = Phase::Chain { low, high };
            return Ok(Arrived::Nothing);
        }
        self.phase = Phase::Hello;
        Ok(Arrived::Parted(low))
    }

    fn receive_load(&mut self, asked: Option<Load>, bytes: &[u8]) -> Result<Arrived, Malformed> {
        let arrived = match asked {
            None => return Err(Malformed("nothing was asked")),
            Some(Load::Manifest(area)) => {
                let manifest = ManifestReply::from_bytes(bytes)?.open(&self.hub_key)?;
                if manifest.as_ref().is_some_and(|manifest| manifest.area != area) {
                    return Err(Malformed("a manifest of another area"));
                }
                Arrived::Manifest(area, manifest.filter(|manifest| manifest.bytes() > 0))
            }
            Some(Load::Part { area, .. }) => Arrived::Part(area, PartReply::from_bytes(bytes)?.bytes),
        };
        self.phase = Phase::Load { asked: None };
        Ok(arrived)
    }
}
