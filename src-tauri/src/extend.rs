//! A laptop that had no contact for too long: it opens with its user's passphrase and a supervisor's answer.
//!
//! Passphrase and answer are counted together, like passphrases: who has the laptop in hand can try both.

use std::sync::Arc;

use store::{Author, recovery};
use usecases::Failure;
use usecases::door::{AccessExtendInput, ChallengeOutput, DeviceStateOutput};
use usecases::user::recovery::read_answer;
use zeroize::Zeroizing;

use crate::application::{Application, wrong};
use crate::clock;
use crate::fault::fault;
use crate::session::Session;

/// The refusal of a laptop whose lease is over.
pub(crate) fn over() -> Failure {
    Failure::refused("access-refused-lease-over").with("field", "passphrase")
}

/// The challenge of a user of a laptop whose lease is over.
///
/// # Errors
/// `user-refused-no-challenge`.
pub(crate) fn challenge(application: &Application, user_id: &str) -> Result<ChallengeOutput, Failure> {
    let (user, _) = application.who(Some(user_id), None)?;
    let challenge = recovery::challenge_to_extend(&application.folder.store(), user)?;
    let challenge = challenge.ok_or_else(|| Failure::refused("user-refused-no-challenge"))?;
    Ok(ChallengeOutput { challenge: challenge.to_text() })
}

/// Opens the laptop for some days more.
///
/// # Errors
/// `user-refused-answer-…`, `access-refused-…`; nothing has changed then.
pub(crate) fn extend(application: &Arc<Application>, input: AccessExtendInput) -> Result<DeviceStateOutput, Failure> {
    let (passphrase, typed) = (Zeroizing::new(input.passphrase), Zeroizing::new(input.answer));
    let mut door = application.door();
    if !application.folder.has_joined() {
        return Err(Failure::refused("device-refused-not-joined"));
    }
    let (user, name) = application.who(Some(&input.user_id), None)?;
    let answer = read_answer(&typed)?;
    if let Err(wait_seconds) = door.attempts.begin(user, clock::now()) {
        return Err(Failure::refused("access-refused-too-many-attempts").with("wait_seconds", wait_seconds));
    }
    application.leave();
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(fault)?;
    let author = Author { user, now: clock::now(), act: "access.extend" };
    let store = match recovery::extend(&application.folder.store(), &author, &passphrase, &answer, seed)? {
        recovery::Extended::Open(store) => *store,
        recovery::Extended::WrongPassphrase => return Err(wrong(door.attempts.wait_seconds(user))),
        recovery::Extended::WrongAnswer => {
            let failure = Failure::refused("user-refused-answer-wrong").with("field", "answer");
            return Err(match door.attempts.wait_seconds(user) {
                0 => failure,
                wait_seconds => failure.with("wait_seconds", wait_seconds),
            });
        }
    };
    door.attempts.forget(user);
    application.enter(Session::new(store, user, &name)?);
    tracing::info!("opened for some days more with an answer");
    drop(door);
    application.state()
}
