//! Who did what, who looked at what, and all that is held about one person.

pub mod export;
pub(crate) mod opening;
pub mod search;
pub mod subject_file;
mod told;
