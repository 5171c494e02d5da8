//! The targets, by what they feed.

pub mod conversation;
pub mod document;
pub mod field;
pub mod file;
pub mod insider;
pub mod name;
pub mod record;
pub mod use_case;
pub mod wire;
