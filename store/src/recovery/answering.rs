//! The supervisor's and the hub's side: opening a laptop's recovery key, answering its challenge, and what was answered.

use std::io::Read;

use domain::change::Fact;
use domain::roster::{ChallengeAnswer, RecoveryKey, User};
use domain::{Area, Id, Instant};
use sync::fact::{CHALLENGE_ANSWER, RECOVERY_KEY};
use sync::recovery::{Answer, Challenge};
use zeroize::Zeroizing;

use super::{MAGIC, PLAIN_BYTES, Secret, state_answer_in};
use crate::exchange::bundle::OpeningKey;
use crate::fault::StoreFault;
use crate::local::setting::read_setting;
use crate::log;
use crate::open::Store;
use crate::read::Reader;
use crate::writer::Author;

/// Answers listed.
pub const ANSWERS_MAX: usize = 200;

/// One side's statement about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// What was stated.
    pub answer: ChallengeAnswer,
    /// By whom; none where only the fact is known.
    pub by: Id<User>,
    /// On which device.
    pub by_device: u32,
    /// When.
    pub at: Instant,
}

impl Store {
    /// The answer to a challenge of another laptop, and that it was given is stated. `None` when this device was not given that
    /// laptop's recovery key.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn answer_challenge(
        &self,
        author: &Author,
        challenge: &Challenge,
        user: Id<User>,
    ) -> Result<Option<Answer>, StoreFault> {
        let Some((secret, area)) = self.recovery_key(challenge)? else { return Ok(None) };
        let answer = challenge.answer(&secret, user).ok_or(StoreFault::Key)?;
        self.write(author, |writer| state_answer_in(writer, area, challenge, user, false))?;
        Ok(Some(answer))
    }

    /// Whether this device could answer a challenge.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn may_answer(&self, challenge: &Challenge) -> Result<bool, StoreFault> {
        Ok(self.recovery_key(challenge)?.is_some())
    }

    /// The recovery key that a challenge names, with the area it was stated in.
    fn recovery_key(&self, challenge: &Challenge) -> Result<Option<(Secret, Id<Area>)>, StoreFault> {
        self.read(|reader| {
            let pkcs8 = read_setting(reader.connection(), "signing_key")?.map(Zeroizing::new);
            let opening = OpeningKey::from_pkcs8(&pkcs8.ok_or(StoreFault::Lacks("a signing key"))?)?;
            for row in log::fact::of_kind(reader.connection(), RECOVERY_KEY)?.into_iter().rev() {
                // A laptop speaks for itself; the hub hands on what it rescued.
                let is_own = row.by.device == challenge.device || row.by.is_hub();
                let Some(Fact::RecoveryKey(stated)) = row.record.fact().filter(|_| is_own) else { continue };
                if (stated.device, stated.key) != (challenge.device, challenge.key) {
                    continue;
                }
                if let Some(secret) = opened(&opening, &stated)? {
                    return Ok(Some((secret, row.area)));
                }
            }
            Ok(None)
        })
    }
}

/// What is sealed in a stated key; `None` when it is not for this device or says something else inside.
fn opened(opening: &OpeningKey, stated: &RecoveryKey) -> Result<Option<Secret>, StoreFault> {
    let Some(reading) = opening.open(stated.sealed.as_slice())? else { return Ok(None) };
    let mut plain = Zeroizing::new(Vec::with_capacity(PLAIN_BYTES + 1));
    if reading.take(PLAIN_BYTES as u64 + 1).read_to_end(&mut plain).is_err() {
        return Ok(None);
    }
    let begin = [MAGIC.as_slice(), &stated.device.to_be_bytes(), &stated.key.to_be_bytes()].concat();
    Ok(plain.strip_prefix(begin.as_slice()).and_then(|secret| secret.try_into().ok()).map(Zeroizing::new))
}

impl Reader<'_> {
    /// Answers given and used, newest first.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn challenge_answers(&self) -> Result<Vec<AnswerRow>, StoreFault> {
        let mut rows = Vec::new();
        for row in log::fact::of_kind(self.connection(), CHALLENGE_ANSWER)? {
            let Some(Fact::ChallengeAnswer(answer)) = row.record.fact() else { continue };
            // Who was let in says so from the laptop it was; nobody else can say it for them.
            if answer.is_used && row.by.device != answer.device && !row.by.is_hub() {
                continue;
            }
            let header = log::fact::header(self.connection(), &row)?;
            let at = header.recorded_at.instant();
            rows.push(AnswerRow { answer, by: header.user, by_device: row.by.device, at });
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        rows.truncate(ANSWERS_MAX);
        Ok(rows)
    }
}
