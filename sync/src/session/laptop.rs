//! The laptop's side as a state machine: hello, push until all is held, pull until nothing waits, proof.
//!
//! It holds no data of its own. What the store must supply or take is named by the calls: whoever drives it asks
//! [`Laptop::wants`], supplies that, sends the bytes of [`Outgoing`] and hands the answer back.

use domain::{Area, Id};

use crate::codec::Malformed;
use crate::limits::BATCH_BYTES;
use crate::session::message::{
    Hello, HelloReply, Message, Proof, ProofReply, Pull, PullReply, PushReply, Receipt, Request, Standing, Verdict,
    write_push,
};
use crate::signing::SigningKey;

/// What the conversation needs from the store before it can send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// Where the laptop stands.
    Hello,
    /// Chunks from this commit on, up to a number of bytes; none ends the pushing.
    ChunksFrom {
        /// First commit the hub lacks.
        n: u64,
        /// Bytes at most, one chunk at least.
        bytes_max: usize,
    },
    /// Present feed positions of areas that are ahead at the hub; none ends the pulling.
    Cursors,
    /// Digests of everything held.
    Digests,
    /// Nothing: it is over.
    Nothing,
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
    /// How the laptop stands.
    Standing(HelloReply),
    /// Receipts for what was pushed.
    Receipts(Vec<Receipt>),
    /// Feed items to apply, and positions to remember with them.
    Items(PullReply),
    /// Areas that are not equal; none means proven.
    Proven(ProofReply),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Phase {
    Hello,
    Push { from: u64 },
    Pull,
    Proof,
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
}

/// One conversation.
pub struct Laptop {
    device: u32,
    key: SigningKey,
    hub_key: [u8; 32],
    session: [u8; 16],
    phase: Phase,
}

impl Laptop {
    /// Begins a conversation with the hub that owns `hub_key`.
    pub const fn new(device: u32, key: SigningKey, hub_key: [u8; 32]) -> Self {
        Self { device, key, hub_key, session: [0; 16], phase: Phase::Hello }
    }

    /// What is needed next.
    pub fn wants(&self) -> Wants {
        match &self.phase {
            Phase::Hello => Wants::Hello,
            Phase::Push { from } => Wants::ChunksFrom { n: *from, bytes_max: BATCH_BYTES },
            Phase::Pull => Wants::Cursors,
            Phase::Proof => Wants::Digests,
            Phase::Over => Wants::Nothing,
        }
    }

    fn outgoing(&self, path: &'static str, body: Vec<u8>) -> Outgoing {
        let request = Request { device: self.device, session: self.session, body };
        Outgoing { path, body: request.seal(path, &self.key) }
    }

    /// The hello.
    pub fn hello(&self, hello: &Hello) -> Outgoing {
        self.outgoing(path::HELLO, hello.to_bytes())
    }

    /// A push of these chunks; without any, pulling begins and nothing is sent.
    pub fn push(&mut self, chunks: &[Vec<u8>]) -> Option<Outgoing> {
        if chunks.is_empty() {
            self.phase = Phase::Pull;
            return None;
        }
        Some(self.outgoing(path::PUSH, write_push(chunks)))
    }

    /// A pull from these positions; without any, the proof is next and nothing is sent.
    pub fn pull(&mut self, after: Vec<(Id<Area>, u64)>) -> Option<Outgoing> {
        if after.is_empty() {
            self.phase = Phase::Proof;
            return None;
        }
        Some(self.outgoing(path::PULL, Pull { after, bytes_max: BATCH_BYTES as u64 }.to_bytes()))
    }

    /// The proof.
    pub fn proof(&self, digests: Vec<(Id<Area>, [u8; 16])>) -> Outgoing {
        self.outgoing(path::PROOF, Proof { digests }.to_bytes())
    }

    /// A carrier's message, in the session of this conversation.
    pub fn carry(&self, carry: &crate::bundle::carry::Carry) -> Outgoing {
        self.outgoing(crate::bundle::CARRY_PATH, carry.to_bytes())
    }

    /// Takes the hub's answer to the last request.
    ///
    /// # Errors
    /// [`Malformed`] when it is not an answer or the hub did not sign it; the conversation is over then.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Arrived, Malformed> {
        match self.phase.clone() {
            Phase::Hello => {
                let reply = HelloReply::from_bytes(bytes)?;
                self.session = reply.session;
                self.phase = match reply.standing {
                    Standing::Ok | Standing::MustUpgrade => Phase::Push { from: reply.held_n + 1 },
                    Standing::RolledBack { .. } | Standing::Fork { .. } | Standing::Revoked => Phase::Over,
                };
                Ok(Arrived::Standing(reply))
            }
            Phase::Push { from } => {
                let reply = PushReply::from_bytes(bytes)?;
                if !reply.is_signed_by(&self.hub_key) {
                    self.phase = Phase::Over;
                    return Err(Malformed("receipts that the hub did not sign"));
                }
                self.phase = Phase::Push { from: next_after(from, &reply.receipts)? };
                Ok(Arrived::Receipts(reply.receipts))
            }
            Phase::Pull => {
                let reply = PullReply::from_bytes(bytes)?;
                // An answer that brings nothing on would be asked for again for ever.
                if reply.items.is_empty() && reply.passed.is_empty() {
                    self.phase = Phase::Over;
                    return Err(Malformed("the hub gave nothing"));
                }
                Ok(Arrived::Items(reply))
            }
            Phase::Proof => {
                self.phase = Phase::Over;
                Ok(Arrived::Proven(ProofReply::from_bytes(bytes)?))
            }
            Phase::Over => Err(Malformed("the conversation is over")),
        }
    }
}

/// The first commit to push next: after the last one that has its receipt. An answer that brings nothing on is an
/// error, or the conversation would never end.
fn next_after(from: u64, receipts: &[Receipt]) -> Result<u64, Malformed> {
    let mut next = from;
    for receipt in receipts {
        match receipt.verdict {
            Verdict::Held | Verdict::Duplicate | Verdict::Quarantined(_) => next = next.max(receipt.last + 1),
            Verdict::Gap { .. } | Verdict::Refused(_) => break,
        }
    }
    if next > from { Ok(next) } else { Err(Malformed("the hub took nothing")) }
}
