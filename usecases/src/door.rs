//! The edge of what the shells answer themselves: opening the door. Declared here, because the list is one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A user who can unlock here.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UserBrief {
    /// Identity.
    pub user_id: String,
    /// Name.
    pub name: String,
}

/// This device.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DeviceBrief {
    /// Number.
    pub number: u32,
    /// Name.
    pub name: String,
}

/// Who is signed in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SignedInUser {
    /// Identity.
    pub user_id: String,
    /// Name.
    pub name: String,
    /// Roles.
    pub roles: Vec<String>,
    /// Rights.
    pub rights: Vec<String>,
    /// Whether they may do nothing before they have set up a second factor.
    #[serde(default)]
    pub needs_second_factor: bool,
}

/// Where the application runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceName {
    /// A laptop.
    Laptop,
    /// The hub.
    Hub,
}

/// How far the door is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// No store yet.
    Unjoined,
    /// A passphrase is needed.
    Locked,
    /// Open.
    Open,
}

/// Answer of `device.state`, `device.join`, `access.unlock`, `access.extend`, `access.lock` and `user.reset_passphrase`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DeviceStateOutput {
    /// Where the application runs.
    pub place: PlaceName,
    /// How far the door is open.
    pub stage: Stage,
    /// This device.
    pub device: Option<DeviceBrief>,
    /// Who can unlock here.
    pub users: Vec<UserBrief>,
    /// Who is signed in.
    pub user: Option<SignedInUser>,
    /// Address of the hub.
    pub hub_url: Option<String>,
    /// Whether this is invented data.
    pub is_demo: bool,
    /// How to get in, for invented data only.
    pub demo_hint: Option<String>,
    /// Today, where the device is.
    pub today: String,
    /// Program version.
    pub version: String,
    /// Days until this laptop locks for want of contact with its hub, once they are few.
    #[serde(default)]
    pub lease_days_left: Option<u32>,
    /// What was here before the hub ended this laptop.
    #[serde(default)]
    pub ended: Option<EndedOutput>,
    /// At the hub: whom else people sign in with, where the hub has an identity provider.
    #[serde(default)]
    pub identity_provider: Option<IdentityProviderOutput>,
}

/// The identity provider of a hub.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct IdentityProviderOutput {
    /// What people call it.
    pub label: String,
    /// Whether it has vouched for who asks, and only the code of the second factor is missing: `access.confirm`.
    pub is_code_needed: bool,
}

/// Input of `access.confirm`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AccessConfirmInput {
    /// The code of the second factor, or a recovery code.
    pub code: String,
}

/// A laptop that its hub has ended.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EndedOutput {
    /// The name it had.
    pub device_name: String,
    /// When its keys were erased.
    pub ended_at: i64,
    /// The file with everything that had not reached the hub; none when there was nothing.
    pub rescue_file: Option<String>,
    /// Commits in that file.
    pub commits: u64,
}

/// Input of `access.extend`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AccessExtendInput {
    /// User.
    pub user_id: String,
    /// Their passphrase.
    pub passphrase: String,
    /// The answer that was read out.
    pub answer: String,
}

/// Input of `device.join`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DeviceJoinInput {
    /// Address of the hub.
    pub hub_url: String,
    /// One-time code.
    pub code: String,
    /// Name for the device.
    pub device_name: String,
    /// Name of the first user.
    pub user_name: String,
    /// Their passphrase.
    pub passphrase: String,
}

/// Input of `access.unlock`: on a laptop the user, at the hub the login name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AccessUnlockInput {
    /// User.
    pub user_id: Option<String>,
    /// Login name.
    pub name: Option<String>,
    /// Passphrase.
    pub passphrase: String,
    /// At the hub: the code of the second factor, or a recovery code.
    #[serde(default)]
    pub code: Option<String>,
}

/// Input of `user.challenge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChallengeInput {
    /// Who asks.
    pub user_id: String,
    /// What for: `reset`, also when nothing is said, or `extend`.
    #[serde(default)]
    pub purpose: Option<String>,
}

/// Answer of `user.challenge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChallengeOutput {
    /// The challenge, to be read out to a supervisor or the hub.
    pub challenge: String,
}

/// Input of `user.reset_passphrase`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ResetPassphraseInput {
    /// Who forgot their passphrase.
    pub user_id: String,
    /// The answer that was read out.
    pub answer: String,
    /// The new passphrase.
    pub passphrase: String,
}

/// Answer of `sync.run`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct SyncRunOutput {
    /// Chunks sent.
    pub chunks_sent: u64,
    /// Chunks received.
    pub chunks_received: u64,
    /// Bytes sent, bodies of requests.
    pub bytes_sent: u64,
    /// Bytes received, bodies of answers.
    pub bytes_received: u64,
    /// Commits sent.
    pub commits_sent: u64,
    /// Commits received.
    pub commits_received: u64,
    /// Chunks the hub did not take.
    pub refused: u64,
    /// Chunks set aside, here or there.
    pub quarantined: u64,
    /// Sealed parts of others that were handed over.
    pub carried: u64,
    /// Answers for others that were brought back.
    pub answers: u64,
    /// Duration in milliseconds.
    pub duration_ms: u64,
}
