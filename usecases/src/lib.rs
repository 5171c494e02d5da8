//! One file per thing a person can do. [`list`] is THE list: dispatch, the TypeScript client, the permission table and
//! the names in the audit trail are made from it.
//!
//! Raw input ends here: each use-case parses its input once, loads, asks a rule, commits and answers. Nothing here
//! knows whether it runs on a laptop or at the hub; what differs is the caller.
#![forbid(unsafe_code)]

pub mod area;
pub mod audit;
pub mod caller;
pub mod conflict;
pub mod device;
pub mod door;
pub mod draft;
pub mod duplicate;
pub mod failure;
pub mod file;
pub mod hub_setup;
pub mod import;
pub mod list;
mod mask;
pub mod nearby;
pub mod oversight;
mod parse;
pub mod partner;
pub mod privacy;
pub mod registry;
pub mod role;
pub mod stick;
pub mod sync_lights;
pub mod today;
pub mod user;
pub mod vocabulary;

pub use caller::{Caller, Context};
pub use failure::{Failure, FailureKind};
pub use file::keep_file;
pub use list::{DOOR, call, list_as_json};

/// An input without members, or an answer that says no more than that it is done.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Nothing {}

/// The answer of an act that made one commit.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Done {
    /// Name of the commit.
    pub commit: String,
}

impl From<store::CommitName> for Done {
    fn from(name: store::CommitName) -> Self {
        Self { commit: name.to_string() }
    }
}
