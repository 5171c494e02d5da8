//! A world for stories: a hub, laptops, days, and people who work with them by the same use-cases as the screens.
//!
//! In one process, without threads, sockets or clocks: the day is set, bytes are carried from laptop to hub by hand,
//! and can be cut at any place. Beside it, [`program`]: the real programs, for what only a process can show.
#![forbid(unsafe_code)]

mod frozen;
mod household;
pub mod program;
mod reference;
mod stick;
mod world;

pub use household::{HouseholdInput, household};
pub use reference::reference_file;
pub use stick::{Part, rescue_file};
pub use world::{Cut, Laptop, Message, World};
