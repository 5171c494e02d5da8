//! A household moves to another area: requested on the laptop, decided at the hub.

use domain::registry::movement::{self, MoveRequest, MoveVerdict};
use domain::{Fact, Id, Refusal, vocabulary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::movement::MoveRow;

use crate::caller::Context;
use crate::failure::Failure;
use crate::registry::view;
use crate::{Done, Nothing, parse};

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoveState {
    /// Waits for the hub.
    Requested,
    /// The family lives in the new area.
    Accepted,
    /// The family stays, with a reason.
    Refused,
}

/// A move request.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MoveRequest")]
pub struct MoveOutput {
    /// Identity.
    pub request_id: String,
    /// Household.
    pub household_id: String,
    /// Its name.
    pub household_name: String,
    /// Its number.
    pub household_number: String,
    /// From.
    pub from_area_id: String,
    /// Its name, where the screen has none in its language.
    pub from_area: String,
    /// To.
    pub to_area_id: String,
    /// Its name, where the screen has none in its language.
    pub to_area: String,
    /// Reason code.
    pub why: String,
    /// Who asked.
    pub requested_by: String,
    /// When, by their clock.
    pub requested_at: i64,
    /// State.
    pub state: MoveState,
    /// Reason of the answer.
    pub answer: Option<String>,
    /// Who answered.
    pub decided_by: Option<String>,
}

/// Input of `registry.request_move`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RequestMoveInput {
    /// Household.
    pub household_id: String,
    /// Where they go: a smallest area, anywhere.
    pub to_area_id: String,
    /// Reason code.
    pub why: String,
}

/// Answer of `registry.request_move`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RequestMoveOutput {
    /// Name of the commit.
    pub commit: String,
    /// The request.
    pub request_id: String,
}

/// Answer of `registry.list_moves`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct MoveListOutput {
    /// Open ones first.
    pub moves: Vec<MoveOutput>,
}

/// Input of `registry.accept_move`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AcceptMoveInput {
    /// Request.
    pub request_id: String,
    /// Why.
    pub reason: Option<String>,
}

/// Input of `registry.refuse_move`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RefuseMoveInput {
    /// Request.
    pub request_id: String,
    /// Why.
    pub reason: String,
}

/// What screens see of a request.
pub(crate) fn output(reader: &Reader<'_>, row: MoveRow) -> Result<MoveOutput, Failure> {
    let household = reader.household(row.request.household)?.map(|row| row.household);
    Ok(MoveOutput {
        request_id: row.request.id.to_string(),
        household_id: row.request.household.to_string(),
        household_name: household
            .as_ref()
            .map(|household| view::household_name(reader, household))
            .transpose()?
            .unwrap_or_default(),
        household_number: household.map(|household| household.number).unwrap_or_default(),
        from_area_id: row.request.from.to_string(),
        to_area_id: row.request.to.to_string(),
        from_area: view::area_name(reader, row.request.from)?,
        to_area: view::area_name(reader, row.request.to)?,
        why: row.request.why,
        requested_by: view::user_name(reader, Some(row.requested_by))?,
        requested_at: row.requested_at.ms(),
        state: match row.state.as_str() {
            "accepted" => MoveState::Accepted,
            "refused" => MoveState::Refused,
            _ => MoveState::Requested,
        },
        answer: row.answer,
        decided_by: row.decided_by.map(|user| view::user_name(reader, Some(user))).transpose()?,
    })
}

/// Asks for a move.
///
/// # Errors
/// What [`movement::request`] refuses, and areas that are not smallest.
pub fn request_move(context: &Context<'_>, input: RequestMoveInput) -> Result<RequestMoveOutput, Failure> {
    let (id, to) = (parse::id(&input.household_id)?, parse::id(&input.to_area_id)?);
    let why = vocabulary::MOVE_REASON.parse(&input.why)?.to_owned();
    context.write(|writer| {
        let household = super::household(context, writer, id)?;
        crate::area::check_smallest(writer, to)?;
        let is_pending = writer.move_of(id)?.is_some_and(|row| row.state == "requested");
        let request = MoveRequest { id: writer.new_id(), household: id, from: household.area, to, why };
        let request_id = request.id.to_string();
        let change = movement::request(&household, request, is_pending)?;
        let commit = writer.commit(household.area, None, &change)?;
        Ok(RequestMoveOutput { commit: commit.to_string(), request_id })
    })
}

/// Requests, open ones first.
///
/// # Errors
/// Faults of the store.
pub fn list_moves(context: &Context<'_>, _: Nothing) -> Result<MoveListOutput, Failure> {
    context.read(|reader| {
        Ok(MoveListOutput {
            moves: reader
                .moves(&context.sight())?
                .into_iter()
                .map(|row| output(reader, row))
                .collect::<Result<_, _>>()?,
        })
    })
}

/// A request between two areas that are both this caller's to decide for.
fn decidable(context: &Context<'_>, writer: &store::Writer<'_>, id: Id<Fact>) -> Result<MoveRow, Failure> {
    let row = writer.move_request(id)?.ok_or_else(Failure::missing)?;
    if !writer.is_move_in(&row.request, &context.sight())? {
        return Err(Failure::missing());
    }
    let is_ours = context.is_in_scope(writer, row.request.from)? && context.is_in_scope(writer, row.request.to)?;
    if is_ours { Ok(row) } else { Err(Refusal::AreaOutOfScope.into()) }
}

/// Accepts: the household and its members go over to the new area, in both feeds.
///
/// # Errors
/// What [`movement::accept`] refuses.
pub fn accept_move(context: &Context<'_>, input: AcceptMoveInput) -> Result<Done, Failure> {
    let id = parse::id(&input.request_id)?;
    let reason = parse::reason(input.reason.as_deref())?;
    context.write(|writer| {
        let row = decidable(context, writer, id)?;
        let household = writer.household(row.request.household)?.ok_or_else(Failure::missing)?.household;
        let mut documents = vec![household.id.of()];
        documents.extend(household.members.iter().map(|member| member.person.of()));
        let verdict = MoveVerdict {
            id: writer.new_id(),
            request: id,
            is_accepted: true,
            reason: reason.clone(),
            to: row.request.to,
            documents: documents.clone(),
        };
        let change = movement::accept(&household, &row.request, verdict, row.state == "requested")?;
        let commit = writer.commit(household.area, reason.as_deref(), &change)?;
        writer.hand_over(&documents, row.request.to)?;
        Ok(commit.into())
    })
}

/// Refuses, with a reason.
///
/// # Errors
/// What [`movement::refuse`] refuses.
pub fn refuse_move(context: &Context<'_>, input: RefuseMoveInput) -> Result<Done, Failure> {
    let id = parse::id(&input.request_id)?;
    let reason = parse::reason(Some(&input.reason))?;
    context.write(|writer| {
        let row = decidable(context, writer, id)?;
        let verdict = MoveVerdict {
            id: writer.new_id(),
            request: id,
            is_accepted: false,
            reason: reason.clone(),
            to: row.request.to,
            documents: Vec::new(),
        };
        let change = movement::refuse(verdict, row.state == "requested")?;
        Ok(writer.commit(row.request.from, reason.as_deref(), &change)?.into())
    })
}
