//! Helping a colleague to unlock: the supervisor's side of a challenge, and who is a laptop's supervisor.
//!
//! Whoever answers sees first whom and what the answer lets in, and that they answered stands in the log.

use domain::roster::{Device, User};
use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::recovery::SUPERVISORS_MAX;
use store::{Reader, Store};
use sync::recovery::{Answer, Challenge, Slip, user_tag};

use crate::Nothing;
use crate::caller::{Caller, Context};
use crate::failure::Failure;
use crate::registry::view;

/// The right to help a colleague unlock.
const RIGHT: &str = "user.unlock";

/// Input of `user.read_challenge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadChallengeInput {
    /// The challenge as it was read out.
    pub challenge: String,
}

/// Answer of `user.read_challenge`: whom the answer would let in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadChallengeOutput {
    /// What it asks for: `reset`, `add` or `extend`.
    pub purpose: String,
    /// The user.
    pub user_id: String,
    /// Their name.
    pub user_name: String,
    /// The laptop's number.
    pub device: u32,
    /// The laptop's name.
    pub device_name: String,
}

/// Input of `user.answer_challenge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AnswerChallengeInput {
    /// The challenge as it was read out.
    pub challenge: String,
    /// Who it is: the user that was shown and spoken to.
    pub user_id: String,
}

/// Answer of `user.answer_challenge`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AnswerChallengeOutput {
    /// The answer to read out; it works once, and is never kept.
    pub answer: String,
}

/// An answer that was given, or used.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChallengeAnswerOutput {
    /// What it was for: `reset`, `add` or `extend`.
    pub purpose: String,
    /// The user it lets in.
    pub user_name: String,
    /// On which laptop.
    pub device_name: String,
    /// Who gave it; for one that was used, who used it.
    pub by_user: String,
    /// When.
    pub at: i64,
    /// Whether it was used; otherwise it was given.
    pub is_used: bool,
}

/// Answer of `user.list_answers`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChallengeAnswerListOutput {
    /// Newest first.
    pub answers: Vec<ChallengeAnswerOutput>,
}

/// Reads what was typed as a challenge.
///
/// # Errors
/// `user-refused-challenge-length`, `user-refused-challenge-group`.
fn parse(text: &str) -> Result<Challenge, Failure> {
    let slipped = |slip| match slip {
        Slip::Length => Failure::refused("user-refused-challenge-length").with("field", "challenge"),
        Slip::Group(group) => {
            Failure::refused("user-refused-challenge-group").with("group", group).with("field", "challenge")
        }
    };
    Challenge::parse(text).map_err(slipped)
}

/// Reads what was typed as an answer.
///
/// # Errors
/// `user-refused-answer-length`, `user-refused-answer-group`.
pub fn read_answer(typed: &str) -> Result<Answer, Failure> {
    Answer::parse(typed).map_err(|slip| match slip {
        Slip::Length => Failure::refused("user-refused-answer-length").with("field", "answer"),
        Slip::Group(group) => {
            Failure::refused("user-refused-answer-group").with("group", group).with("field", "answer")
        }
    })
}

/// Who and which laptop a challenge means, when this caller may answer it.
fn found(context: &Context<'_>, challenge: &Challenge) -> Result<(Device, User), Failure> {
    let refused = |code: &str| Failure::refused(code).with("field", "challenge");
    let found = context.read(|reader| {
        let device = reader.device(challenge.device)?.ok_or_else(|| refused("user-refused-challenge-device"))?;
        for area in &device.areas {
            if !context.is_in_scope(reader, *area)? {
                return Err(refused("user-refused-challenge-device"));
            }
        }
        if device.is_revoked {
            return Err(refused("user-refused-challenge-revoked"));
        }
        // Twenty bits may mean two people: who works on the laptop comes first.
        let meant = reader.users()?.into_iter().filter(|user| user_tag(user.id) == challenge.user);
        let user = meant.max_by_key(|user| device.users.contains(&user.id));
        let user = user.ok_or_else(|| refused("user-refused-challenge-user"))?;
        Ok((device, user))
    })?;
    if context.store.may_answer(challenge)? { Ok(found) } else { Err(refused("user-refused-challenge-no-key")) }
}

/// Tells whom the answer to a challenge would let in.
///
/// # Errors
/// `user-refused-challenge-…`.
pub fn read_challenge(context: &Context<'_>, input: ReadChallengeInput) -> Result<ReadChallengeOutput, Failure> {
    let challenge = parse(&input.challenge)?;
    let (device, user) = found(context, &challenge)?;
    Ok(ReadChallengeOutput {
        purpose: challenge.purpose.code().to_owned(),
        user_id: user.id.to_string(),
        user_name: user.name,
        device: device.number,
        device_name: device.name,
    })
}

/// Answers a challenge; that it was answered, by whom and for whom, stands in the log.
///
/// # Errors
/// `user-refused-challenge-…`; `user-refused-challenge-user` also when it is not the user who was shown.
pub fn answer_challenge(context: &Context<'_>, input: AnswerChallengeInput) -> Result<AnswerChallengeOutput, Failure> {
    let challenge = parse(&input.challenge)?;
    let (_, user) = found(context, &challenge)?;
    if user.id.to_string() != input.user_id {
        return Err(Failure::refused("user-refused-challenge-user").with("field", "challenge"));
    }
    let answer = context.store.answer_challenge(&context.caller.author(context.act), &challenge, user.id)?;
    let answer = answer.ok_or_else(|| Failure::refused("user-refused-challenge-no-key").with("field", "challenge"))?;
    Ok(AnswerChallengeOutput { answer: answer.to_text() })
}

/// Answers that were given and used.
///
/// # Errors
/// Faults of the store.
pub fn list_answers(context: &Context<'_>, _: Nothing) -> Result<ChallengeAnswerListOutput, Failure> {
    context.read(|reader| {
        let mut answers = Vec::new();
        for row in reader.challenge_answers()? {
            answers.push(ChallengeAnswerOutput {
                purpose: row.answer.purpose.code().to_owned(),
                user_name: view::user_name(reader, Some(row.answer.user))?,
                device_name: view::device_name(reader, row.answer.device)?,
                by_user: view::user_name(reader, Some(row.by))?,
                at: row.at.ms(),
                is_used: row.answer.is_used,
            });
        }
        Ok(ChallengeAnswerListOutput { answers })
    })
}

/// Keeps the way back into this laptop open for its supervisors and the hub. Called by the shell after an exchange; true when
/// another exchange should follow.
///
/// # Errors
/// Faults of the store.
pub fn keep(store: &Store, caller: &Caller) -> Result<bool, Failure> {
    let supervisors = store.read(|reader| supervisors(reader, caller))?;
    Ok(store.keep_recovery(&caller.author("user.seal_recovery"), &supervisors)?)
}

/// Laptops of supervisors whose areas hold all areas of a laptop. Where there are too many, those with the smallest areas:
/// they are the nearest.
fn supervisors(reader: &Reader<'_>, caller: &Caller) -> Result<Vec<u32>, Failure> {
    let number = caller.device;
    let Some(device) = reader.device(number)? else { return Ok(Vec::new()) };
    let grants = reader.all_grants(caller.today)?;
    let may_help = |id: &Id<User>| grants.get(id).is_some_and(|grants| grants.iter().any(|grant| grant.gives(RIGHT)));
    let mut found = Vec::new();
    for other in reader.devices()? {
        let is_hub = other.number == sync::Incarnation::HUB;
        if is_hub || other.number == number || other.is_revoked || !other.users.iter().any(may_help) {
            continue;
        }
        if holds_all(reader, &other.areas, &device.areas)? {
            found.push((reader.feeds(&other.areas)?.len(), other.number));
        }
    }
    found.sort_unstable();
    found.truncate(SUPERVISORS_MAX);
    let mut numbers: Vec<u32> = found.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn holds_all(reader: &Reader<'_>, granted: &[Id<Area>], areas: &[Id<Area>]) -> Result<bool, Failure> {
    for area in areas {
        if !reader.is_within(*area, granted)? {
            return Ok(false);
        }
    }
    Ok(!areas.is_empty())
}
