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
pub mod nearby;
pub mod record;
pub mod rescue;
pub mod say;
pub mod stick;
pub mod use_case;
pub mod wire;
pub mod word;
