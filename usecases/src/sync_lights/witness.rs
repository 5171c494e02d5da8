//! The hub's logbook, as its witnesses know it: what the hub said of it on which day, and whether it still says so.

use data_encoding::{BASE64, HEXLOWER};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::witness::WitnessRow;
use sync::logbook::SignedHead;

use crate::Nothing;
use crate::caller::Context;
use crate::failure::Failure;

/// Heads told, latest first.
pub const HEADS_MAX: usize = 400;

/// What the hub said its logbook was.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct BookHead {
    /// When, by the hub's clock.
    pub at: i64,
    /// Chunks in the logbook.
    pub size: u64,
    /// The first 16 hexadecimal digits of its root, in groups of four: what two people compare by telephone.
    pub fingerprint: String,
    /// The head with the hub's signature, in base64: for `pamoja-hub verify --witness`.
    pub signed: String,
}

/// What was found when the hub was held to its logbook.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WitnessFinding {
    /// `rewritten`, `shortened`, `silent` or `restored`.
    pub kind: String,
    /// When, by this laptop's clock.
    pub found_at: i64,
    /// When the hub's word fitted again; none while it does not.
    pub ended_at: Option<i64>,
    /// What the hub had said.
    pub kept: Option<BookHead>,
    /// What it said instead.
    pub told: Option<BookHead>,
}

/// Answer of `sync.witness`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WitnessOutput {
    /// What the hub said, latest first, the last 400 days.
    pub heads: Vec<BookHead>,
    /// What was found, latest first.
    pub findings: Vec<WitnessFinding>,
}

fn told(signed: &SignedHead) -> BookHead {
    let digits = HEXLOWER.encode(&signed.head.root.0[..8]);
    let groups: Vec<&str> = (0..digits.len()).step_by(4).filter_map(|at| digits.get(at..at + 4)).collect();
    BookHead {
        at: signed.head.at_ms,
        size: signed.head.size,
        fingerprint: groups.join(" "),
        signed: BASE64.encode(&signed.to_bytes()),
    }
}

fn finding(row: &WitnessRow) -> WitnessFinding {
    WitnessFinding {
        kind: row.kind.code().to_owned(),
        found_at: row.found_at.ms(),
        ended_at: row.ended_at.map(domain::Instant::ms),
        kept: row.kept.as_ref().map(told),
        told: row.told.as_ref().map(told),
    }
}

/// What the hub said of its logbook, and what was found.
///
/// # Errors
/// Faults of the store.
pub fn witness(context: &Context<'_>, _: Nothing) -> Result<WitnessOutput, Failure> {
    context.read(|reader| {
        Ok(WitnessOutput {
            heads: reader.book_heads(HEADS_MAX)?.iter().map(told).collect(),
            findings: reader.witness_findings()?.iter().map(finding).collect(),
        })
    })
}

/// Findings that are open: each needs a person.
pub(super) fn open(reader: &Reader<'_>) -> Result<Vec<WitnessRow>, Failure> {
    Ok(reader.witness_findings()?.into_iter().filter(|row| row.ended_at.is_none()).collect())
}

/// What speaks against a hub's logbook being the one in a file of a laptop: a sentence each.
///
/// # Errors
/// `shell-refused-input` for a file that is no answer of `sync.witness`; faults of the store.
pub fn compare(reader: &Reader<'_>, file: &[u8]) -> Result<(usize, Vec<String>), Failure> {
    let unreadable = |problem: &dyn std::fmt::Display| Failure::refused("shell-refused-input").with("problem", problem);
    let brought: WitnessOutput = serde_json::from_slice(file).map_err(|error| unreadable(&error))?;
    let mut findings = Vec::new();
    for head in &brought.heads {
        let bytes = BASE64.decode(head.signed.as_bytes()).map_err(|error| unreadable(&error))?;
        let signed = SignedHead::from_bytes(&bytes).map_err(|error| unreadable(&error))?;
        if let Some(kind) = reader.compare_witnessed(&signed)? {
            let at = domain::Instant::from_ms(signed.head.at_ms).to_text();
            findings.push(format!("{at}, {} chunks, {}: {}", signed.head.size, head.fingerprint, kind.code()));
        }
    }
    Ok((brought.heads.len(), findings))
}
