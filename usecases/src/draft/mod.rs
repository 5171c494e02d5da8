//! Drafts: kept at every keystroke, one user's own, through crash, lock and logout.

use domain::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::limits::{DRAFT_BYTES_MAX, DRAFTS_MAX};
use store::local::draft::DraftRow;

use crate::caller::Context;
use crate::failure::Failure;
use crate::{Nothing, parse};

/// Longest title of a draft, in characters.
const TITLE_CHARS_MAX: usize = 200;

/// A draft in a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftBrief {
    /// Identity.
    pub draft_id: String,
    /// What it is a draft of.
    pub kind: String,
    /// What its owner would call it.
    pub title: String,
    /// Last keystroke.
    pub kept_at: i64,
}

impl From<&DraftRow> for DraftBrief {
    fn from(row: &DraftRow) -> Self {
        Self {
            draft_id: row.id.to_string(),
            kind: row.kind.clone(),
            title: row.title.clone(),
            kept_at: row.kept_at.ms(),
        }
    }
}

/// Input of `draft.keep`; without an identity a new draft begins.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftKeepInput {
    /// Identity.
    pub draft_id: Option<String>,
    /// What it is a draft of.
    pub kind: String,
    /// What its owner would call it.
    pub title: String,
    /// What was typed.
    pub body: Value,
}

/// Answer of `draft.keep`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftKeepOutput {
    /// Identity.
    pub draft_id: String,
    /// When.
    pub kept_at: i64,
}

/// Input of `draft.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftListInput {
    /// Only this kind.
    pub kind: Option<String>,
}

/// Answer of `draft.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftListOutput {
    /// Newest first.
    pub drafts: Vec<DraftBrief>,
}

/// Names a draft.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftInput {
    /// Identity.
    pub draft_id: String,
}

/// Answer of `draft.open`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DraftOpenOutput {
    /// The draft.
    pub draft: DraftBrief,
    /// What was typed.
    pub body: Value,
}

/// Keeps a draft.
///
/// # Errors
/// `draft-refused-too-large`, `draft-refused-too-many`.
pub fn keep(context: &Context<'_>, input: DraftKeepInput) -> Result<DraftKeepOutput, Failure> {
    let known: Option<Id<_>> = parse::optional_id(input.draft_id.as_deref())?;
    let body = input.body.to_string();
    if body.len() > DRAFT_BYTES_MAX {
        return Err(Failure::refused("draft-refused-too-large").with("limit", DRAFT_BYTES_MAX / 1024));
    }
    let now = context.caller.now;
    context.write(|writer| {
        let id = match known {
            Some(id) => id,
            None if writer.drafts(context.caller.user)?.len() >= DRAFTS_MAX => {
                return Err(Failure::refused("draft-refused-too-many").with("limit", DRAFTS_MAX));
            }
            None => writer.new_id(),
        };
        let title = input.title.chars().take(TITLE_CHARS_MAX).collect();
        writer.keep_draft(&DraftRow { id, kind: input.kind.chars().take(40).collect(), title, body, kept_at: now })?;
        Ok(DraftKeepOutput { draft_id: id.to_string(), kept_at: now.ms() })
    })
}

/// My drafts.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, input: DraftListInput) -> Result<DraftListOutput, Failure> {
    context.read(|reader| {
        let drafts = reader.drafts(context.caller.user)?;
        let wanted = drafts.iter().filter(|draft| input.kind.as_ref().is_none_or(|kind| *kind == draft.kind));
        Ok(DraftListOutput { drafts: wanted.map(DraftBrief::from).collect() })
    })
}

/// One of my drafts.
///
/// # Errors
/// Missing when it is not there or not mine.
pub fn open(context: &Context<'_>, input: DraftInput) -> Result<DraftOpenOutput, Failure> {
    let id = parse::id(&input.draft_id)?;
    context.read(|reader| {
        let draft = reader.draft(context.caller.user, id)?.ok_or_else(Failure::missing)?;
        let body = serde_json::from_str(&draft.body).map_err(store::StoreFault::from)?;
        Ok(DraftOpenOutput { draft: DraftBrief::from(&draft), body })
    })
}

/// Discards one of my drafts.
///
/// # Errors
/// Missing when it is not there or not mine.
pub fn discard(context: &Context<'_>, input: DraftInput) -> Result<Nothing, Failure> {
    let id = parse::id(&input.draft_id)?;
    context.write(|writer| if writer.discard_draft(id)? { Ok(Nothing {}) } else { Err(Failure::missing()) })
}
