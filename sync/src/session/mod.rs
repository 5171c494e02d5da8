//! The conversation of a laptop with the hub, sans-IO: what to send next, what an answer means.
//!
//! Every request is signed by the device and safe to repeat. One bad item never fails the conversation: it gets its
//! own receipt. Progress is kept by the store after every answer, so that a cut costs one batch at most.

pub mod laptop;
pub mod message;

pub use laptop::{Laptop, Outgoing};
pub use message::{
    Hello, HelloReply, JoinReply, JoinRequest, Proof, Pull, PullReply, PushReply, Receipt, Request, Standing, Verdict,
};
