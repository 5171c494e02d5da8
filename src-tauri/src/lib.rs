//! The desktop program: a window or its browser twin over one application, and what carries work to the hub.
//!
//! Nothing here decides about families or money: every call goes to `usecases` with a caller, every exchange to the
//! store. This room holds the door (passphrase, joining, locking), the wire, and the processes.
#![forbid(unsafe_code)]

pub mod application;
mod attempts;
pub mod clock;
pub mod ending;
pub mod exchange;
mod extend;
pub mod fault;
pub mod folder;
mod join;
pub mod limits;
pub mod link;
pub mod nearby;
mod patience;
pub mod pinned;
pub mod rescue;
mod reset;
pub mod session;
pub mod stick;
pub mod twin;
pub mod window;

pub use application::{Application, Options};
pub use folder::Folder;
pub use twin::Twin;
