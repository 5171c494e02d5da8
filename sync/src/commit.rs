//! A commit: one act of one person, in the hash chain of one incarnation.
//!
//! Its hash covers the header and the *hash* of the payload, so that a chain still verifies when the law has erased
//! what was in it. `n` counts commits from 1; `prev` is the hash of commit `n - 1` of the same incarnation.

use domain::{Area, Id, roster::User};

use crate::codec::{Malformed, Reader, Writer};
use crate::fact::FactRecord;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::limits::{CHUNK_OPERATIONS_MAX, COMMIT_ITEMS_MAX, REASON_BYTES_MAX};
use crate::replay::DocumentChange;

/// Version of the commit form; later ones are read by later versions only.
pub const SCHEMA: u16 = 1;

/// Who did what, where and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitHeader {
    /// Whose chain.
    pub incarnation: Incarnation,
    /// Place in the chain, from 1.
    pub n: u64,
    /// Hash of the commit before.
    pub prev: Hash,
    /// Who acted.
    pub user: Id<User>,
    /// The use-case, `area.verb`.
    pub act: String,
    /// Why, when it was said.
    pub reason: Option<String>,
    /// When, by the device's clock.
    pub recorded_at: Hlc,
    /// The smallest area it touches; nil for reference data.
    pub area: Id<Area>,
    /// Form of the payload.
    pub schema: u16,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Payload {
    /// Changes of documents.
    pub changes: Vec<DocumentChange>,
    /// Facts.
    pub facts: Vec<FactRecord>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Header.
    pub header: CommitHeader,
    /// Payload in its byte form, as it was hashed; of a commit that was cut, what is left of it.
    pub payload: Vec<u8>,
    /// What stands for what was cut out of it; none for a commit as its author wrote it.
    pub cut: Option<Cut>,
}

/// What an erasure leaves of a commit so that its chain still verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The hash of the payload as it was: the header is still proven by the chain.
    Payload(Hash),
    /// The hash of the commit as it was, for one that gave a reason: people's words went with the payload.
    Whole(Hash),
}

impl Payload {
    /// The byte form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(self.changes.len() as u64);
        for change in &self.changes {
            change.write(&mut writer);
        }
        writer.number(self.facts.len() as u64);
        for fact in &self.facts {
            fact.write(&mut writer);
        }
        writer.bytes
    }

    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Malformed`] for anything that is not one or is above its limits.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        let mut operations = 0;
        let count = reader.count(COMMIT_ITEMS_MAX)?;
        let mut changes = Vec::with_capacity(count);
        for _ in 0..count {
            let change = DocumentChange::read(&mut reader)?;
            operations += change.puts.len();
            if operations > CHUNK_OPERATIONS_MAX {
                return Err(Malformed("too many operations"));
            }
            changes.push(change);
        }
        let count = reader.count(COMMIT_ITEMS_MAX)?;
        let facts = (0..count).map(|_| FactRecord::read(&mut reader)).collect::<Result<Vec<_>, _>>()?;
        reader.end()?;
        Ok(Self { changes, facts })
    }

    /// How many values it puts.
    pub fn operations(&self) -> usize {
        self.changes.iter().map(|change| change.puts.len()).sum()
    }
}

impl Commit {
    /// A commit as its author writes it.
    pub const fn new(header: CommitHeader, payload: Vec<u8>) -> Self {
        Self { header, payload, cut: None }
    }

    /// This commit with nothing left of its payload but `left`, and without its reason. Cutting again changes nothing about
    /// what stands for it in the chain.
    pub fn cut_to(&self, left: Vec<u8>) -> Self {
        let cut = match (self.cut, &self.header.reason) {
            (Some(cut), _) => cut,
            (None, Some(_)) => Cut::Whole(self.hash()),
            (None, None) => Cut::Payload(Hash::of(&[&self.payload])),
        };
        let header = CommitHeader { reason: None, ..self.header.clone() };
        Self { header, payload: left, cut: Some(cut) }
    }

    /// The hash that the next commit carries.
    pub fn hash(&self) -> Hash {
        let payload = match self.cut {
            Some(Cut::Whole(hash)) => return hash,
            Some(Cut::Payload(hash)) => hash,
            None => Hash::of(&[&self.payload]),
        };
        let header = &self.header;
        let mut writer = Writer::default();
        writer.fixed(b"pamoja-commit-1");
        writer.fixed(&header.incarnation.to_bytes());
        writer.number(header.n);
        writer.fixed(&header.prev.0);
        writer.fixed(&header.user.to_bytes());
        writer.text(&header.act);
        match &header.reason {
            None => writer.byte(0),
            Some(reason) => {
                writer.byte(1);
                writer.text(reason);
            }
        }
        writer.signed(header.recorded_at.to_i64());
        writer.fixed(&header.area.to_bytes());
        writer.number(u64::from(header.schema));
        writer.fixed(&payload.0);
        Hash::of(&[&writer.bytes])
    }
}

/// Checks what a commit says about itself against its limits.
///
/// # Errors
/// [`Malformed`].
pub fn check_words(act: &str, reason: Option<&str>) -> Result<(), Malformed> {
    if act.len() > REASON_BYTES_MAX || reason.is_some_and(|reason| reason.len() > REASON_BYTES_MAX) {
        return Err(Malformed("reason above its limit"));
    }
    Ok(())
}
