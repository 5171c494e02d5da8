//! Names of people, in every script, made comparable.
//!
//! Invariants: no IO, clock or chance; the same text gives the same tokens, keys and scores on every machine;
//! nothing here panics on any input, and the work done for one name is bounded by the limits below.
//!
//! A name becomes ascii [`name::Token`]s, a token becomes one or two consonant [`sound`] keys; the store keeps both as
//! [`search::terms`], and what an officer types becomes a [`search::Query`] over them.
#![forbid(unsafe_code)]

mod compound;
pub mod duplicate;
pub mod name;
mod script;
pub mod search;
pub mod similarity;
pub mod sound;

/// Characters of a name that are read; the rest of a longer text is ignored.
pub const MAX_NAME_CHARS: usize = 480;
/// Tokens kept of one name.
pub const MAX_TOKENS: usize = 12;
/// Ascii characters kept of one token.
pub const MAX_TOKEN_CHARS: usize = 40;
/// Signs kept of one sound key.
pub const MAX_KEY_CHARS: usize = 16;
/// Digits kept of a typed phone or document number.
pub const MAX_QUERY_DIGITS: usize = 40;
