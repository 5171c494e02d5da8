//! The byte form of facts: a kind number, an identity and a JSON body.
//!
//! JSON, because a later version may add members that an older one keeps and forwards unread; the body that arrived is
//! the body that is kept. Kind numbers and member names are only ever added.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use domain::change::{DocumentKind, DocumentRef, Fact, Reopening, Settlement};
use domain::registry::consent::{Consent, ConsentWithdrawal};
use domain::registry::movement::{MoveRequest, MoveVerdict};
use domain::roster::{ChallengeAnswer, ChallengePurpose, RecoveryKey};
use domain::{Area, Date, Field, Id};
use serde::{Deserialize, Serialize};

use crate::codec::{Malformed, Reader, Writer};
use crate::limits::FACT_BYTES_MAX;
use crate::replay::{kind_number, kind_of};

mod account;
mod audit;
mod duplicate;
mod lease;
mod oversight;
mod privacy;
mod reference;
mod roster;

pub use privacy::{epoch_author, epoch_puts};
use roster::{device, device_body, role, role_body, user, user_body};

/// A fact as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRecord {
    /// Kind number.
    pub kind: u16,
    /// Identity.
    pub id: Id<Fact>,
    /// JSON body.
    pub body: Vec<u8>,
}

/// Kind numbers that only the hub may state.
pub const HUB_KINDS: [u16; 11] =
    [MOVE_VERDICT, 7, 8, 9, LEASE_POLICY, ROLE, ACCOUNT_CHANGE, ERASURE, RETENTION_RULE, PARTNER, VOCABULARY_CHOICE];
/// Kind number of withdrawals of a consent.
pub const CONSENT_WITHDRAWAL: u16 = 2;
/// Kind number of what opens a settled conflict again.
pub const REOPENING: u16 = 6;
/// Kind number of the hub's verdicts on moves.
pub const MOVE_VERDICT: u16 = 4;
/// Kind number of laptops' recovery keys.
pub const RECOVERY_KEY: u16 = 10;
/// Kind number of answers to challenges.
pub const CHALLENGE_ANSWER: u16 = 11;
/// Kind number of decisions about possible duplicates.
pub const DUPLICATE_DECISION: u16 = 12;
/// Kind number of what tells who opened sensitive values.
pub const SENSITIVE_READ: u16 = 18;
/// Kind number of how long laptops open without contact.
pub const LEASE_POLICY: u16 = 16;
/// Kind number of users taken off a laptop.
pub const USER_REMOVAL: u16 = 17;
/// Kind number of families drawn by lot.
pub const REVISIT_SAMPLE: u16 = 22;
/// Kind number of what visits found.
pub const REVISIT_RESULT: u16 = 23;
/// Kind number of files that are erased.
pub const ERASURE: u16 = 19;
/// Kind number of how long files are kept.
pub const RETENTION_RULE: u16 = 20;
/// Kind numbers of facts that speak of files in people's words, or with their values.
pub const SPEAKING_OF_FILES: [u16; 5] = [SETTLEMENT, MOVE_VERDICT, DUPLICATE_DECISION, SENSITIVE_READ, REVISIT_RESULT];
/// Kind number of settlements of a conflict.
pub const SETTLEMENT: u16 = 5;
/// Kind number of roles.
pub const ROLE: u16 = 13;
/// Kind number of partners.
pub const PARTNER: u16 = 14;
/// Kind number of what is offered of coded lists.
pub const VOCABULARY_CHOICE: u16 = 15;
/// Kind number of what was changed about how somebody signs in to the console.
pub const ACCOUNT_CHANGE: u16 = 24;

#[derive(Serialize, Deserialize)]
struct ConsentBody {
    household: [u8; 16],
    purpose: String,
    given: bool,
    manner: String,
    on: Date,
}
#[derive(Serialize, Deserialize)]
struct WithdrawalBody {
    household: [u8; 16],
    consent: [u8; 16],
    on: Date,
}
#[derive(Serialize, Deserialize)]
struct MoveRequestBody {
    household: [u8; 16],
    from: [u8; 16],
    to: [u8; 16],
    why: String,
}
#[derive(Serialize, Deserialize)]
struct MoveVerdictBody {
    request: [u8; 16],
    accepted: bool,
    reason: Option<String>,
    to: [u8; 16],
    documents: Vec<[u8; 16]>,
}
#[derive(Serialize, Deserialize)]
struct SettlementBody {
    kind: u8,
    document: [u8; 16],
    field: String,
    item: Option<[u8; 16]>,
    values: Vec<Option<String>>,
    value: Option<String>,
    reason: Option<String>,
}
#[derive(Serialize, Deserialize)]
struct ReopeningBody {
    settlement: [u8; 16],
}
#[derive(Serialize, Deserialize)]
struct AreaBody {
    area: [u8; 16],
    parent: Option<[u8; 16]>,
    code: String,
    level: u8,
    names: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "is_false")]
    merged: bool,
}

/// Whether a member says nothing: it is left out then, and what is said stays as it was before the member came.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that the serializer asks for")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[derive(Serialize, Deserialize)]
struct RecoveryKeyBody {
    device: u32,
    key: u16,
    sealed: String,
}
#[derive(Serialize, Deserialize)]
struct ChallengeAnswerBody {
    purpose: String,
    device: u32,
    user: [u8; 16],
    key: u16,
    nonce: u32,
    used: bool,
}

fn json<T: Serialize>(body: &T) -> Result<Vec<u8>, Malformed> {
    let bytes = serde_json::to_vec(body).map_err(|_| Malformed("fact"))?;
    if bytes.len() > FACT_BYTES_MAX { Err(Malformed("fact above its limit")) } else { Ok(bytes) }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

impl FactRecord {
    /// The record of a fact.
    ///
    /// # Errors
    /// [`Malformed`] above [`FACT_BYTES_MAX`].
    pub fn of(fact: &Fact) -> Result<Self, Malformed> {
        let (kind, body) = match fact {
            Fact::Consent(it) => (
                1,
                json(&ConsentBody {
                    household: it.household.to_bytes(),
                    purpose: it.purpose.clone(),
                    given: it.is_given,
                    manner: it.manner.clone(),
                    on: it.given_on,
                })?,
            ),
            Fact::ConsentWithdrawal(it) => (
                CONSENT_WITHDRAWAL,
                json(&WithdrawalBody {
                    household: it.household.to_bytes(),
                    consent: it.consent.to_bytes(),
                    on: it.withdrawn_on,
                })?,
            ),
            Fact::MoveRequest(it) => (
                3,
                json(&MoveRequestBody {
                    household: it.household.to_bytes(),
                    from: it.from.to_bytes(),
                    to: it.to.to_bytes(),
                    why: it.why.clone(),
                })?,
            ),
            Fact::MoveVerdict(it) => (
                4,
                json(&MoveVerdictBody {
                    request: it.request.to_bytes(),
                    accepted: it.is_accepted,
                    reason: it.reason.clone(),
                    to: it.to.to_bytes(),
                    documents: it.documents.iter().map(|id| id.to_bytes()).collect(),
                })?,
            ),
            Fact::Settlement(it) => (SETTLEMENT, json(&settlement_body(it))?),
            Fact::Reopening(it) => (REOPENING, json(&ReopeningBody { settlement: it.settlement.to_bytes() })?),
            Fact::Area(_, it) => (7, json(&area_body(it))?),
            Fact::Device(_, it) => (8, json(&device_body(it))?),
            Fact::User(_, it) => (9, json(&user_body(it))?),
            Fact::Role(_, it) => (ROLE, json(&role_body(it))?),
            Fact::RecoveryKey(it) => (
                RECOVERY_KEY,
                json(&RecoveryKeyBody { device: it.device, key: it.key, sealed: BASE64.encode(&it.sealed) })?,
            ),
            Fact::ChallengeAnswer(it) => (CHALLENGE_ANSWER, json(&challenge_answer_body(it))?),
            Fact::DuplicateDecision(it) => (DUPLICATE_DECISION, json(&duplicate::DecisionBody::of(it))?),
            Fact::SensitiveRead(it) => (SENSITIVE_READ, json(&audit::ReadBody::of(it))?),
            Fact::LeasePolicy(it) => (LEASE_POLICY, json(&lease::PolicyBody::of(it))?),
            Fact::UserRemoval(it) => (USER_REMOVAL, json(&lease::RemovalBody::of(it))?),
            Fact::AccountChange(it) => (ACCOUNT_CHANGE, json(&account::ChangeBody::of(it))?),
            Fact::RevisitSample(it) => (REVISIT_SAMPLE, json(&oversight::SampleBody::of(it))?),
            Fact::RevisitResult(it) => (REVISIT_RESULT, json(&oversight::ResultBody::of(it))?),
            Fact::Erasure(it) => (ERASURE, json(&privacy::ErasureBody::of(it))?),
            Fact::RetentionRule(it) => (RETENTION_RULE, json(&privacy::RuleBody::of(it))?),
            Fact::Partner(_, it) => (PARTNER, json(&reference::PartnerBody::of(it))?),
            Fact::VocabularyChoice(it) => (VOCABULARY_CHOICE, json(&reference::ChoiceBody::of(it))?),
        };
        Ok(Self { kind, id: fact.id(), body })
    }

    /// The fact; none for kinds and bodies that only a later version knows.
    pub fn fact(&self) -> Option<Fact> {
        let id = self.id;
        Some(match self.kind {
            1 => {
                let body: ConsentBody = read(&self.body)?;
                Fact::Consent(Consent {
                    id,
                    household: Id::from_bytes(body.household),
                    purpose: body.purpose,
                    is_given: body.given,
                    manner: body.manner,
                    given_on: body.on,
                })
            }
            CONSENT_WITHDRAWAL => Fact::ConsentWithdrawal(withdrawal(id, &read(&self.body)?)),
            3 => {
                let body: MoveRequestBody = read(&self.body)?;
                Fact::MoveRequest(MoveRequest {
                    id,
                    household: Id::from_bytes(body.household),
                    from: Id::from_bytes(body.from),
                    to: Id::from_bytes(body.to),
                    why: body.why,
                })
            }
            4 => {
                let body: MoveVerdictBody = read(&self.body)?;
                Fact::MoveVerdict(MoveVerdict {
                    id,
                    request: Id::from_bytes(body.request),
                    is_accepted: body.accepted,
                    reason: body.reason,
                    to: Id::from_bytes(body.to),
                    documents: body.documents.into_iter().map(Id::from_bytes).collect(),
                })
            }
            SETTLEMENT => Fact::Settlement(settlement(id, read(&self.body)?)?),
            REOPENING => {
                let body: ReopeningBody = read(&self.body)?;
                Fact::Reopening(Reopening { id, settlement: Id::from_bytes(body.settlement) })
            }
            7 => Fact::Area(id, area(read(&self.body)?)),
            8 => Fact::Device(id, device(read(&self.body)?)),
            9 => Fact::User(id, user(read(&self.body)?)),
            ROLE => Fact::Role(id, role(read(&self.body)?)),
            RECOVERY_KEY => {
                let RecoveryKeyBody { device, key, sealed } = read(&self.body)?;
                Fact::RecoveryKey(RecoveryKey { id, device, key, sealed: BASE64.decode(sealed.as_bytes()).ok()? })
            }
            CHALLENGE_ANSWER => Fact::ChallengeAnswer(challenge_answer(id, &read(&self.body)?)?),
            DUPLICATE_DECISION => Fact::DuplicateDecision(read::<duplicate::DecisionBody>(&self.body)?.read(id)?),
            SENSITIVE_READ => Fact::SensitiveRead(read::<audit::ReadBody>(&self.body)?.read(id)?),
            LEASE_POLICY => Fact::LeasePolicy(read::<lease::PolicyBody>(&self.body)?.read(id)),
            ACCOUNT_CHANGE => Fact::AccountChange(read::<account::ChangeBody>(&self.body)?.read(id)?),
            USER_REMOVAL => Fact::UserRemoval(read::<lease::RemovalBody>(&self.body)?.read(id)),
            REVISIT_SAMPLE => Fact::RevisitSample(read::<oversight::SampleBody>(&self.body)?.read(id)?),
            REVISIT_RESULT => Fact::RevisitResult(read::<oversight::ResultBody>(&self.body)?.read(id)?),
            ERASURE => Fact::Erasure(read::<privacy::ErasureBody>(&self.body)?.read(id)?),
            RETENTION_RULE => Fact::RetentionRule(read::<privacy::RuleBody>(&self.body)?.read(id)?),
            PARTNER => Fact::Partner(id, read::<reference::PartnerBody>(&self.body)?.read()),
            VOCABULARY_CHOICE => Fact::VocabularyChoice(read::<reference::ChoiceBody>(&self.body)?.read(id)),
            _ => return None,
        })
    }

    /// Appends the byte form.
    pub fn write(&self, writer: &mut Writer) {
        writer.number(u64::from(self.kind));
        writer.fixed(&self.id.to_bytes());
        writer.blob(&self.body);
    }

    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Malformed`] for anything that is not one.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let kind = u16::try_from(reader.number()?).map_err(|_| Malformed("fact kind"))?;
        Ok(Self { kind, id: Id::from_bytes(reader.fixed()?), body: reader.blob(FACT_BYTES_MAX)?.to_vec() })
    }
}

const fn withdrawal(id: Id<Fact>, body: &WithdrawalBody) -> ConsentWithdrawal {
    let (household, consent) = (Id::from_bytes(body.household), Id::from_bytes(body.consent));
    ConsentWithdrawal { id, household, consent, withdrawn_on: body.on }
}

fn area_body(it: &Area) -> AreaBody {
    AreaBody {
        area: it.id.to_bytes(),
        parent: it.parent.map(Id::to_bytes),
        code: it.code.clone(),
        level: it.level,
        names: it.names.clone(),
        merged: it.is_merged,
    }
}

fn area(body: AreaBody) -> Area {
    Area {
        id: Id::from_bytes(body.area),
        parent: body.parent.map(Id::from_bytes),
        code: body.code,
        level: body.level,
        names: body.names,
        is_merged: body.merged,
    }
}

fn challenge_answer_body(it: &ChallengeAnswer) -> ChallengeAnswerBody {
    ChallengeAnswerBody {
        purpose: it.purpose.code().to_owned(),
        device: it.device,
        user: it.user.to_bytes(),
        key: it.key,
        nonce: it.nonce,
        used: it.is_used,
    }
}

fn challenge_answer(id: Id<Fact>, body: &ChallengeAnswerBody) -> Option<ChallengeAnswer> {
    Some(ChallengeAnswer {
        id,
        purpose: ChallengePurpose::parse(&body.purpose)?,
        device: body.device,
        user: Id::from_bytes(body.user),
        key: body.key,
        nonce: body.nonce,
        is_used: body.used,
    })
}

fn settlement_body(it: &Settlement) -> SettlementBody {
    SettlementBody {
        kind: kind_number(it.document.kind),
        document: it.document.id.to_bytes(),
        field: it.field.name().to_owned(),
        item: it.item.map(Id::to_bytes),
        values: it.values.clone(),
        value: it.value.clone(),
        reason: it.reason.clone(),
    }
}

fn settlement(id: Id<Fact>, body: SettlementBody) -> Option<Settlement> {
    let kind: DocumentKind = kind_of(body.kind)?;
    Some(Settlement {
        id,
        document: DocumentRef { kind, id: Id::from_bytes(body.document) },
        field: Field::parse(&body.field)?,
        item: body.item.map(Id::from_bytes),
        values: body.values,
        value: body.value,
        reason: body.reason,
    })
}
