//! The targets, by what they feed.

pub mod bulk;
pub mod conversation;
pub mod document;
pub mod field;
pub mod file;
pub mod hub_says;
pub mod insider;
pub mod message;
pub mod name;
pub mod record;
pub mod say;
pub mod use_case;
pub mod wire;
