//! Registering a household with its members: one act, one commit.

use domain::registry::consent::Consent;
use domain::registry::number::NumberKind;
use domain::registry::register::{self, NewHousehold};
use domain::{Id, Refusal, vocabulary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Writer;

use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;
use crate::registry::member_input::{MemberInput, new_member};

/// A consent told at the visit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConsentInput {
    /// Purpose code.
    pub purpose: String,
    /// Given, or refused.
    pub is_given: bool,
    /// Manner code.
    pub manner: String,
}

/// Input of `registry.register`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RegisterInput {
    /// Smallest area.
    pub area_id: String,
    /// Address.
    pub address: Option<String>,
    /// Dwelling code.
    pub dwelling: Option<String>,
    /// Water source code.
    pub water_source: Option<String>,
    /// Day of the visit.
    pub registered_on: String,
    /// Members, exactly one of them the head.
    pub members: Vec<MemberInput>,
    /// Consent.
    pub consent: Option<ConsentInput>,
    /// The draft this was typed in; it is discarded with the registration.
    pub draft_id: Option<String>,
}

/// A registered person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RegisteredPerson {
    /// Identity.
    pub person_id: String,
    /// Number.
    pub number: String,
}

/// Answer of `registry.register`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct RegisterOutput {
    /// Identity.
    pub household_id: String,
    /// Number.
    pub number: String,
    /// Members in the order they were given.
    pub persons: Vec<RegisteredPerson>,
}

/// Where a record came from: source and identity there, for the household and each member.
pub(crate) struct Origin<'a> {
    pub source: &'a str,
    pub household: &'a str,
    pub members: Vec<&'a str>,
}

/// Registers a household.
///
/// # Errors
/// What [`register::register`] refuses, and areas that are not smallest or not this caller's.
pub fn register(context: &Context<'_>, input: RegisterInput) -> Result<RegisterOutput, Failure> {
    let draft = parse::optional_id(input.draft_id.as_deref())?;
    context.write(|writer| {
        let registered = register_in(context, writer, &input, None)?;
        if let Some(draft) = draft {
            writer.discard_draft(draft)?;
        }
        Ok(registered)
    })
}

/// Registers inside a transaction that may hold more.
pub(crate) fn register_in(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    input: &RegisterInput,
    origin: Option<&Origin<'_>>,
) -> Result<RegisterOutput, Failure> {
    let area = parse::id(&input.area_id)?;
    if !context.is_in_scope(writer, area)? {
        return Err(Refusal::AreaOutOfScope.into());
    }
    crate::area::check_smallest(writer, area)?;
    let registered_on = parse::date("registered_on", &input.registered_on)?;
    let id = writer.new_id();
    let mut members = Vec::with_capacity(input.members.len());
    for (index, member) in input.members.iter().take(domain::registry::MEMBERS_MAX + 1).enumerate() {
        let origin =
            origin.and_then(|origin| Some((origin.source.to_owned(), (*origin.members.get(index)?).to_owned())));
        members.push(new_member(writer, member, origin).map_err(|failure| at_member(failure, index))?);
    }
    let consent = match &input.consent {
        None => None,
        Some(consent) => Some(Consent {
            id: writer.new_id(),
            household: id,
            purpose: vocabulary::CONSENT_PURPOSE.parse(&consent.purpose)?.to_owned(),
            is_given: consent.is_given,
            manner: vocabulary::CONSENT_MANNER.parse(&consent.manner)?.to_owned(),
            given_on: registered_on,
        }),
    };
    let household = NewHousehold {
        id,
        number: writer.mint(NumberKind::Household)?,
        area,
        address: parse::text("address", input.address.as_deref())?,
        dwelling: parse::code(vocabulary::DWELLING, input.dwelling.as_deref())?,
        water_source: parse::code(vocabulary::WATER_SOURCE, input.water_source.as_deref())?,
        registered_on,
        members,
        consent,
        split_from: None,
        origin: origin.map(|origin| (origin.source.to_owned(), origin.household.to_owned())),
    };
    let change = register::register(&household, context.caller.today).map_err(|refusal| match refusal {
        Refusal::NoName { member } => {
            Failure::from(refusal).with("field", format!("members.{}.given_name", member - 1))
        }
        other => other.into(),
    })?;
    writer.commit(area, None, &change)?;
    Ok(RegisterOutput {
        household_id: Id::to_string(&id),
        number: household.number,
        persons: household
            .members
            .into_iter()
            .map(|member| RegisteredPerson { person_id: member.id.to_string(), number: member.number })
            .collect(),
    })
}

/// Names the field of a member as the form does: `members.<index>.<field>`.
fn at_member(failure: Failure, index: usize) -> Failure {
    let field = failure.detail.get("field").cloned().unwrap_or_else(|| match failure.code.as_str() {
        "registry-refused-phone-invalid" => "phones.0".to_owned(),
        "registry-refused-document-number-invalid" => "identity_documents.0.number".to_owned(),
        _ => "given_name".to_owned(),
    });
    failure.with("field", format!("members.{index}.{field}"))
}
