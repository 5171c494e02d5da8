//! The store's side of exchange: what is received goes one way in, whether it came from the hub or from a laptop.

mod bulk;
pub mod bundle;
pub mod carry;
pub(crate) mod cutting;
pub mod erasures;
pub(crate) mod feed;
mod found;
mod greet;
pub mod group;
pub(crate) mod heal;
pub mod hub;
pub mod laptop;
mod leave;
mod load;
mod offer;
mod pack;
mod place;
mod receive;
mod rechunked;
mod repair;
mod replaying;
pub mod rescue;
mod rights;
pub mod sessions;
pub(crate) mod witness;

pub use laptop::{Exchange, ExchangeFault, Progress, Summary};
pub use receive::Received;
pub use sessions::Sessions;
