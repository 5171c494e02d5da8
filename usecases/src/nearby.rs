//! The edge of what the laptop's shell answers about other laptops on the same network.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Input of `sync.open_nearby`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct OpenNearbyInput {
    /// For how many minutes; 10 without.
    pub minutes: Option<u32>,
}

/// A laptop that waits nearby.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct NearbyLaptop {
    /// Number.
    pub number: u32,
    /// Name, as the hub certified it.
    pub name: String,
    /// Address and port.
    pub address: String,
}

/// Answer of `sync.open_nearby`, `sync.close_nearby` and `sync.list_nearby`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct NearbyOutput {
    /// Whether this laptop waits for a visitor.
    pub is_open: bool,
    /// The code the other person types.
    pub code: Option<String>,
    /// The address the other person types when nothing is found.
    pub address: Option<String>,
    /// When it closes by itself.
    pub until: Option<i64>,
    /// Laptops that wait nearby.
    pub found: Vec<NearbyLaptop>,
    /// What the last visitor gave and took.
    pub last: Option<RunNearbyOutput>,
}

/// Input of `sync.run_nearby`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RunNearbyInput {
    /// Address and port.
    pub address: String,
    /// The code the other laptop shows.
    pub code: String,
}

/// Answer of `sync.run_nearby`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct RunNearbyOutput {
    /// Number of the other laptop.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// Commits taken from it.
    pub commits: u64,
    /// Packets of it that were here already.
    pub known: u64,
    /// Packets set aside or not taken.
    pub quarantined: u64,
    /// Packets given to it.
    pub given: u64,
}
