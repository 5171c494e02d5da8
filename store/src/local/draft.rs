//! Drafts: what somebody is typing, kept at every keystroke, through crash, lock and logout.

use domain::roster::User;
use domain::{Id, Instant};
use rusqlite::{OptionalExtension, Row};

use crate::fault::StoreFault;
use crate::limits::DRAFTS_MAX;
use crate::read::Reader;
use crate::writer::Writer;

/// Marks the identity of a draft.
pub enum Draft {}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Identity.
    pub id: Id<Draft>,
    /// What it is a draft of.
    pub kind: String,
    /// What its owner would call it.
    pub title: String,
    /// What was typed, as JSON.
    pub body: String,
    /// Last keystroke.
    pub kept_at: Instant,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    let id: [u8; 16] = row.get("draft_id")?;
    Ok(DraftRow {
        id: Id::from_bytes(id),
        kind: row.get("kind")?,
        title: row.get("title")?,
        body: row.get("body")?,
        kept_at: Instant::from_ms(row.get("kept_at")?),
    })
}

impl Reader<'_> {
    /// The drafts of a user, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn drafts(&self, user: Id<User>) -> Result<Vec<DraftRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT draft_id, kind, title, body, kept_at FROM local_draft WHERE user_id = ?1 ORDER BY kept_at DESC, draft_id LIMIT ?2",
        )?;
        Ok(statement.query_map((user.to_bytes(), DRAFTS_MAX as i64), from_row)?.collect::<Result<_, _>>()?)
    }

    /// One draft of a user.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn draft(&self, user: Id<User>, draft: Id<Draft>) -> Result<Option<DraftRow>, StoreFault> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT draft_id, kind, title, body, kept_at FROM local_draft WHERE user_id = ?1 AND draft_id = ?2",
            )?
            .query_row((user.to_bytes(), draft.to_bytes()), from_row)
            .optional()?)
    }
}

impl Writer<'_> {
    /// Keeps a draft of the present user.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_draft(&mut self, draft: &DraftRow) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached(
                "INSERT INTO local_draft (draft_id, user_id, kind, title, body, kept_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (draft_id) DO UPDATE SET kind = excluded.kind, title = excluded.title, body = excluded.body, kept_at = excluded.kept_at",
            )?
            .execute((draft.id.to_bytes(), self.author().user.to_bytes(), &draft.kind, &draft.title, &draft.body, draft.kept_at.ms()))?;
        Ok(())
    }

    /// Discards a draft of the present user. False when there was none.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn discard_draft(&mut self, draft: Id<Draft>) -> Result<bool, StoreFault> {
        let discarded = self
            .connection()
            .prepare_cached("DELETE FROM local_draft WHERE draft_id = ?1 AND user_id = ?2")?
            .execute((draft.to_bytes(), self.author().user.to_bytes()))?;
        Ok(discarded > 0)
    }
}
