//! Partners: who may be given what people told us, for what, and until when.

use domain::partner::{self, PARTNERS_MAX, Partner, PartnerWords};
use domain::{Date, Id, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::caller::Context;
use crate::failure::Failure;
use crate::{Done, Nothing, parse};

/// A partner.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PartnerOutput {
    /// Identity.
    pub partner_id: String,
    /// What is said of it.
    #[serde(flatten)]
    pub words: PartnerFields,
    /// Whether its agreement is in force today.
    pub is_in_force: bool,
}

/// What is said of a partner.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PartnerFields {
    /// Name.
    pub name: String,
    /// Kind code.
    pub kind: String,
    /// Who answers for it there, and how to reach them.
    pub contact: Option<String>,
    /// Number of the agreement.
    pub agreement: String,
    /// Purpose codes for which it may be given something.
    pub purposes: Vec<String>,
    /// First day of the agreement.
    pub from: String,
    /// Last day; none while it has no end.
    pub until: Option<String>,
}

/// Answer of `partner.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PartnerListOutput {
    /// By name, those in force first.
    pub partners: Vec<PartnerOutput>,
}

/// Input of `partner.add`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PartnerAddInput {
    /// What is said of it.
    #[serde(flatten)]
    pub words: PartnerFields,
}

/// Input of `partner.update`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PartnerUpdateInput {
    /// Partner.
    pub partner_id: String,
    /// All that is said of it from now on. A last day in the past ends the agreement.
    #[serde(flatten)]
    pub words: PartnerFields,
}

fn told(partner: &Partner, today: Date) -> PartnerOutput {
    PartnerOutput {
        partner_id: partner.id.to_string(),
        is_in_force: partner.from <= today && partner.until.is_none_or(|until| today <= until),
        words: PartnerFields {
            name: partner.name.clone(),
            kind: partner.kind.clone(),
            contact: partner.contact.clone(),
            agreement: partner.agreement.clone(),
            purposes: partner.purposes.clone(),
            from: partner.from.to_string(),
            until: partner.until.map(|until| until.to_string()),
        },
    }
}

/// Every partner.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, _: Nothing) -> Result<PartnerListOutput, Failure> {
    context.read(|reader| {
        let today = context.caller.today;
        let mut partners: Vec<_> = reader.partners()?.values().map(|partner| told(partner, today)).collect();
        partners.sort_by_key(|partner| (!partner.is_in_force, partner.words.name.to_lowercase()));
        Ok(PartnerListOutput { partners })
    })
}

/// Adds a partner.
///
/// # Errors
/// What [`partner::state`] refuses; [`Refusal::TooManyPartners`].
pub fn add(context: &Context<'_>, input: PartnerAddInput) -> Result<Done, Failure> {
    state(context, None, &input.words)
}

/// States what has changed about a partner.
///
/// # Errors
/// What [`partner::state`] refuses; missing for a partner there is not.
pub fn update(context: &Context<'_>, input: PartnerUpdateInput) -> Result<Done, Failure> {
    state(context, Some(parse::id(&input.partner_id)?), &input.words)
}

fn state(context: &Context<'_>, id: Option<Id<Partner>>, words: &PartnerFields) -> Result<Done, Failure> {
    let words = PartnerWords {
        name: &words.name,
        kind: &words.kind,
        contact: words.contact.as_deref(),
        agreement: &words.agreement,
        purposes: &words.purposes,
        from: parse::date("from", &words.from)?,
        until: parse::optional_date("until", words.until.as_deref())?,
    };
    context.write(|writer| {
        let partners = writer.partners()?;
        let present = match id {
            Some(id) => Some(partners.get(&id).ok_or_else(Failure::missing)?),
            None if partners.len() >= PARTNERS_MAX => {
                return Err(Refusal::TooManyPartners { limit: PARTNERS_MAX }.into());
            }
            None => None,
        };
        let (fact, new) = (writer.new_id(), writer.new_id());
        let change = partner::state(fact, id.unwrap_or(new), present, &words)?;
        Ok(writer.commit(Id::NIL, None, &change)?.into())
    })
}

/// The partner something is given to, once its agreement allows that.
///
/// # Errors
/// What [`partner::check_may_have`] refuses; missing for a partner there is not.
pub(crate) fn given_to(
    context: &Context<'_>,
    reader: &Reader<'_>,
    partner_id: Option<&str>,
    purpose: &str,
) -> Result<Option<Id<Partner>>, Failure> {
    let Some(text) = partner_id.filter(|text| !text.is_empty()) else { return Ok(None) };
    let id = parse::id(text)?;
    let partners = reader.partners()?;
    let partner = partners.get(&id).ok_or_else(Failure::missing)?;
    partner::check_may_have(partner, purpose, context.caller.today)?;
    Ok(Some(id))
}
