//! A world for stories: a hub, laptops, days, and people who work with them by the same use-cases as the screens.
//!
//! In one process, without threads, sockets or clocks: the day is set, bytes are carried from laptop to hub by hand,
//! and can be cut at any place. Beside it, [`program`]: the real programs, for what only a process can show, and
//! [`power`]: a store that loses power at every operation.
#![forbid(unsafe_code)]

mod accident;
pub mod desk;
pub mod disk;
pub mod family;
mod frozen;
mod household;
mod insider;
mod life;
mod line;
pub mod power;
pub mod program;
pub mod proxy;
mod reference;
mod same;
mod seen;
pub mod simulation;
mod stick;
pub mod wire;
mod world;

pub use accident::{DiskCopy, HubBackup};
pub use household::{HouseholdInput, household};
pub use insider::Insider;
pub use line::{Cut, Traffic};
pub use reference::reference_file;
pub use same::assert_same;
pub use seen::GREEN;
pub use stick::{Part, rescue_file};
pub use world::{Laptop, Message, World};
