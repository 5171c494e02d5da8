//! Inputs and outputs of sticks, of what is carried, and of rescue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place that parts can be written to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct StickPlace {
    /// Path of the folder.
    pub path: String,
    /// Its name for people.
    pub name: String,
}

/// A laptop that a stick can be for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct StickReceiver {
    /// Number.
    pub number: u32,
    /// Name.
    pub name: String,
}

/// Answer of `sync.list_sticks`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct StickListOutput {
    /// Sticks and cards that are plugged in.
    pub places: Vec<StickPlace>,
    /// Laptops that share an area with this one.
    pub receivers: Vec<StickReceiver>,
    /// Commits that the hub has not proven to hold.
    pub unsent: u64,
    /// What this laptop carries for others.
    pub carried: Vec<CarriedOutput>,
}

/// Input of `sync.write_stick`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WriteStickInput {
    /// Folder to write to.
    pub folder: String,
    /// Number of the laptop it is for; none for the hub.
    pub receiver: Option<u32>,
    /// Largest part in megabytes; 512 without.
    pub part_mb: Option<u32>,
}

/// Answer of `sync.write_stick`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct WriteStickOutput {
    /// Files that were written.
    pub files: Vec<String>,
    /// Parts among them that were made now; the rest are answers carried for others.
    pub parts: u32,
    /// Bytes of the parts made now.
    pub bytes: u64,
    /// Packets in them.
    pub chunks: u64,
}

/// Input of `sync.read_folder`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadFolderInput {
    /// A folder, of which every part is read, or one file.
    pub path: String,
}

/// Input of `sync.read_stick`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadStickInput {
    /// A file that was handed over.
    pub file_id: String,
}

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StickPartState {
    /// Read and taken.
    Taken,
    /// For the hub: taken along unread.
    Carried,
    /// Not taken.
    Refused,
}

/// One part that was read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct StickPartOutput {
    /// Its file name.
    pub file_name: String,
    /// What became of it.
    pub state: StickPartState,
    /// Why it was refused, or what the hub found; a Fluent message id.
    pub code: Option<String>,
    /// Number of the device that made it.
    pub from_number: Option<u32>,
    /// Name of that device.
    pub from_name: Option<String>,
    /// Which part it is.
    pub part: u32,
    /// Of how many.
    pub parts: u32,
    /// Commits taken.
    pub commits: u64,
    /// Packets that were here already.
    pub known: u64,
    /// Packets that wait for an earlier part.
    pub waiting: u64,
    /// Packets set aside or not taken.
    pub quarantined: u64,
    /// Whether the hub's receipt was in it.
    pub is_receipt: bool,
}

/// Answer of `sync.read_stick` and `sync.read_folder`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct ReadStickOutput {
    /// Every part, in the order in which they were read.
    pub parts: Vec<StickPartOutput>,
}

/// Input of `sync.answer_stick`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AnswerStickInput {
    /// Device the answer is for.
    pub number: u32,
    /// Which part, from 1.
    pub part: u32,
}

/// Answer of `sync.answer_stick`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AnswerStickOutput {
    /// Name for the file.
    pub file_name: String,
    /// The sealed bytes, base64.
    pub base64: String,
    /// Which part.
    pub part: u32,
    /// Of how many.
    pub parts: u32,
}

/// Something carried for others.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CarriedOutput {
    /// Its name here: the hash of the part.
    pub part: String,
    /// File name.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Whether it is for the hub; otherwise it is the hub's answer for a laptop.
    pub is_for_hub: bool,
    /// Name of the laptop it is from or for, when known.
    pub device_name: Option<String>,
    /// carried, handed or refused.
    pub state: String,
    /// Why it was refused; a Fluent message id.
    pub code: Option<String>,
    /// When it was taken along.
    pub kept_at: i64,
}

/// Answer of `sync.list_carried`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CarriedListOutput {
    /// Newest first.
    pub carried: Vec<CarriedOutput>,
}

/// Input of `sync.discard_carried`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CarriedInput {
    /// Its name here.
    pub part: String,
}

/// Input of `device.rescue`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RescueInput {
    /// Folder to write the file to.
    pub folder: String,
}

/// Answer of `device.rescue`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RescueOutput {
    /// The file.
    pub file: String,
    /// Commits in it.
    pub commits: u64,
    /// Whether the hub can read it without a passphrase.
    pub is_open_to_hub: bool,
}

/// Input of `device.read_rescue`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadRescueInput {
    /// A file that was handed over.
    pub file_id: String,
}

/// Answer of `device.read_rescue`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadRescueOutput {
    /// Name of the laptop it is from.
    pub device_name: String,
    /// Commits taken now.
    pub commits: u64,
    /// Commits that were here already.
    pub known: u64,
    /// What was set aside.
    pub quarantined: u64,
    /// Commits among those taken that carry no signature of their own.
    pub unsigned: u64,
}
