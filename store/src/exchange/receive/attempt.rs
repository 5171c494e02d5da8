//! One attempt at a chunk: every change replayed, or noted with the reason why not.

use std::collections::BTreeSet;

use sync::{Commit, Hash, Payload};

use super::Receiving;
use crate::exchange::replaying::{Failed, replay_one};
use crate::fault::StoreFault;
use crate::local::quarantine::QuarantineRow;
use crate::log;
use crate::log::document::Loaded;
use crate::project;

/// An attempt.
pub(super) struct Attempt<'a, 'b> {
    pub receiving: &'a mut Receiving<'b>,
    pub aside: &'a BTreeSet<(u64, usize)>,
    pub wrong: Option<QuarantineRow>,
    pub waiting: Vec<QuarantineRow>,
    pub replay_hashes: Vec<Hash>,
    /// Some of it was passed over: its hashes say nothing about the whole.
    pub is_partial: bool,
}

impl Attempt<'_, '_> {
    pub fn run(&mut self, commits: &[Commit], payloads: &[Payload]) -> Result<(), StoreFault> {
        let connection = self.receiving.connection;
        let mut loaded = Loaded::default();
        for (commit, payload) in commits.iter().zip(payloads) {
            let mut hashes = Vec::with_capacity(payload.changes.len());
            for (place, change) in payload.changes.iter().enumerate() {
                if self.aside.contains(&(commit.header.n, place)) {
                    continue;
                }
                match replay_one(self.receiving, &mut loaded, commit, change) {
                    Ok(hash) => hashes.push(hash),
                    Err(Failed::Fault(fault)) => return Err(fault),
                    Err(Failed::Elsewhere) => self.is_partial = true,
                    Err(Failed::Refused(code, is_waiting, detail)) => {
                        let row = QuarantineRow {
                            incarnation: commit.header.incarnation,
                            n: commit.header.n,
                            place: place as i64,
                            is_waiting,
                            code: code.to_owned(),
                            detail,
                            document: Some(change.document),
                            found_at: self.receiving.now,
                        };
                        if !is_waiting {
                            self.wrong = Some(row);
                            return Ok(());
                        }
                        self.waiting.push(row);
                    }
                }
            }
            let replay_hash = log::chunk::replay_hash(&hashes);
            self.replay_hashes.push(replay_hash);
            log::commit::keep(connection, commit, &commit.hash(), None)?;
        }
        project::documents(connection, loaded)?;
        for (commit, payload) in commits.iter().zip(payloads) {
            for record in &payload.facts {
                project::fact(connection, record, &commit.header)?;
            }
        }
        Ok(())
    }
}
