//! A forgotten passphrase: the challenge of this laptop, and the answer that a supervisor or the hub gave to it.
//!
//! Answers are counted like passphrases, since whoever has the laptop in hand can try both; one that was not typed as it was read
//! out is no attempt. What was there when the laptop locked is there when it opens: the store is the same.

use std::sync::Arc;

use domain::Id;
use domain::roster::User;
use store::{Author, recovery};
use usecases::Failure;
use usecases::door::{ChallengeInput, ChallengeOutput, DeviceStateOutput, ResetPassphraseInput};
use usecases::user::check_passphrase;
use usecases::user::recovery::read_answer;
use zeroize::Zeroizing;

use crate::application::Application;
use crate::clock;
use crate::folder::Folder;
use crate::session::Session;

/// The challenge of a user who forgot their passphrase.
///
/// # Errors
/// `device-refused-not-joined`, `user-refused-no-challenge`.
pub(crate) fn challenge(application: &Application, input: &ChallengeInput) -> Result<ChallengeOutput, Failure> {
    let (user, _) = who(application, &input.user_id)?;
    if input.purpose.as_deref() == Some("extend") {
        return crate::extend::challenge(application, &input.user_id);
    }
    let challenge = recovery::challenge(&application.folder.store(), user)?;
    let challenge = challenge.ok_or_else(|| Failure::refused("user-refused-no-challenge"))?;
    Ok(ChallengeOutput { challenge: challenge.to_text() })
}

fn who(application: &Application, user_id: &str) -> Result<(Id<User>, String), Failure> {
    if !application.folder.has_joined() {
        return Err(Failure::refused("device-refused-not-joined"));
    }
    application.who(Some(user_id), None)
}

/// Opens the laptop with an answer and gives its user a new passphrase.
///
/// # Errors
/// `user-refused-answer-…`, `access-refused-…`; nothing has changed then.
pub(crate) fn reset_passphrase(
    application: &Arc<Application>,
    input: ResetPassphraseInput,
) -> Result<DeviceStateOutput, Failure> {
    let (passphrase, typed) = (Zeroizing::new(input.passphrase), Zeroizing::new(input.answer));
    let mut door = application.door();
    let (user, name) = who(application, &input.user_id)?;
    let answer = read_answer(&typed)?;
    check_passphrase(&passphrase)?;
    if let Err(wait_seconds) = door.attempts.begin(user, clock::now()) {
        return Err(Failure::refused("access-refused-too-many-attempts").with("wait_seconds", wait_seconds));
    }
    let Some(key) = recovery::unlock(&application.folder.store(), user, &answer)? else {
        let failure = Failure::refused("user-refused-answer-wrong").with("field", "answer");
        return Err(match door.attempts.wait_seconds(user) {
            0 => failure,
            wait_seconds => failure.with("wait_seconds", wait_seconds),
        });
    };
    application.leave();
    let store = Folder::open(&application.folder.store(), &key)?;
    let author = Author { user, now: clock::now(), act: "user.reset_passphrase" };
    store.reset_passphrase(&author, &name, &passphrase)?;
    door.attempts.forget(user);
    application.enter(Session::new(store, user, &name)?);
    tracing::info!("opened with an answer");
    drop(door);
    application.state()
}
