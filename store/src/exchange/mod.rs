//! The store's side of exchange: what is received goes one way in, whether it came from the hub or from a laptop.

pub mod bundle;
pub mod carry;
pub mod hub;
pub mod laptop;
mod receive;
pub mod rescue;

pub use laptop::{Exchange, ExchangeFault, Summary};
pub use receive::Received;
