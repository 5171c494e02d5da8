//! What screens see of persons and households.

use domain::registry::person::{IdentityDocument, Phone};
use domain::registry::{Household, Person};
use domain::{Area, Date, Field, Id, Instant, PartialDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::area::AreaOutput;
use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::Mask;
use crate::registry::movement::MoveOutput;

/// A telephone number.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PhoneOutput {
    /// Item.
    pub item_id: String,
    /// Number as written; its end only while it is masked.
    pub number: String,
}

/// An identity document on file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct IdentityDocumentOutput {
    /// Item.
    pub item_id: String,
    /// Type code.
    pub document_type: String,
    /// Number; its end only while it is masked.
    pub number: String,
    /// Issuer.
    pub issuer: Option<String>,
    /// Valid until.
    pub valid_until: Option<String>,
}

/// A person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PersonOutput {
    /// Identity.
    pub person_id: String,
    /// Number for people.
    pub number: String,
    /// Given names.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Other names.
    pub other_names: Option<String>,
    /// The name to show.
    pub full_name: String,
    /// The name where its parts are not known, as recorded.
    pub recorded_full_name: Option<String>,
    /// Name in another script.
    pub name_other_script: Option<String>,
    /// Sex code.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<PartialDate>,
    /// Age in whole years today; at death for the dead.
    pub age_years: Option<u32>,
    /// Civil status code.
    pub civil_status: Option<String>,
    /// Education code.
    pub education: Option<String>,
    /// Functional difficulty code; none while it is masked.
    pub disability: Option<String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Day of death.
    pub died_on: Option<String>,
    /// Phones in use.
    pub phones: Vec<PhoneOutput>,
    /// Identity documents on file.
    pub identity_documents: Vec<IdentityDocumentOutput>,
    /// Fields that are masked: `registry.reveal` opens them.
    pub masked_fields: Vec<String>,
    /// Fields in which two values stand.
    pub conflict_fields: Vec<String>,
    /// Households they are a member of now; two is a conflict.
    pub household_ids: Vec<String>,
    /// When the file was erased: it holds nothing but the number and where they lived.
    pub erased_at: Option<i64>,
}

/// A member of a household.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct MemberOutput {
    /// The person.
    pub person: PersonOutput,
    /// Role code.
    pub role: Option<String>,
    /// Since when.
    pub joined_on: Option<String>,
    /// Whether they are the head.
    pub is_head: bool,
}

/// Somebody who was a member.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FormerMember {
    /// Identity.
    pub person_id: String,
    /// Name.
    pub name: String,
    /// From.
    pub joined_on: Option<String>,
    /// To.
    pub left_on: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Where they live now.
    pub now_in_household_id: Option<String>,
    /// When their file was erased.
    pub erased_at: Option<i64>,
}

/// A consent.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ConsentOutput {
    /// The fact.
    pub fact_id: String,
    /// Purpose code.
    pub purpose: String,
    /// Given, or refused.
    pub is_given: bool,
    /// Manner code.
    pub manner: String,
    /// When.
    pub given_on: String,
    /// When it was taken back.
    pub withdrawn_on: Option<String>,
    /// Who recorded it.
    pub by_user: String,
}

/// A household's page.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct HouseholdOutput {
    /// Identity.
    pub household_id: String,
    /// Number for people.
    pub number: String,
    /// Name of the head.
    pub name: String,
    /// When the file was erased: it holds nothing but number, area and when it was one.
    pub erased_at: Option<i64>,
    /// Area.
    pub area: AreaOutput,
    /// Whether this caller may change it: it lies in their areas.
    pub may_change: bool,
    /// Address.
    pub address: Option<String>,
    /// Dwelling code.
    pub dwelling: Option<String>,
    /// Water source code.
    pub water_source: Option<String>,
    /// Day of registration.
    pub registered_on: Option<String>,
    /// Day of dissolution.
    pub dissolved_on: Option<String>,
    /// Why.
    pub dissolved_why: Option<String>,
    /// Household it was split from.
    pub split_from_household_id: Option<String>,
    /// Head.
    pub head_person_id: Option<String>,
    /// Members, the head first.
    pub members: Vec<MemberOutput>,
    /// Who was a member.
    pub former_members: Vec<FormerMember>,
    /// Consents, newest first.
    pub consents: Vec<ConsentOutput>,
    /// Fields of the household in which two values stand.
    pub conflict_fields: Vec<String>,
    /// Conflicts of the household and its members.
    pub open_conflicts: u32,
    /// Members who may be recorded elsewhere, too.
    pub possible_duplicates: u32,
    /// Latest move request.
    #[serde(rename = "move")]
    pub move_request: Option<MoveOutput>,
}

fn text<T>(id: Id<T>) -> String {
    id.to_string()
}

fn date(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Phones in use.
pub(crate) fn phones(phones: Vec<Phone>, mask: Mask) -> Vec<PhoneOutput> {
    let shown = |number| mask.shown(Field::PhoneNumber.name(), number);
    phones.into_iter().map(|phone| PhoneOutput { item_id: text(phone.id), number: shown(phone.number) }).collect()
}

/// Identity documents on file.
pub(crate) fn identity_documents(documents: Vec<IdentityDocument>, mask: Mask) -> Vec<IdentityDocumentOutput> {
    let output = |it: IdentityDocument| IdentityDocumentOutput {
        item_id: text(it.id),
        document_type: it.document_type,
        number: mask.shown(Field::DocumentNumber.name(), it.number),
        issuer: it.issuer,
        valid_until: date(it.valid_until),
    };
    documents.into_iter().map(output).collect()
}

/// What a screen sees of a person.
pub(crate) fn person(reader: &Reader<'_>, person: Person, today: Date, mask: Mask) -> Result<PersonOutput, Failure> {
    let conflicts = reader.conflicts_of(person.id.of())?;
    let households = reader.households_of(person.id)?;
    Ok(PersonOutput {
        person_id: text(person.id),
        full_name: person.shown_name(),
        age_years: person.birth.and_then(|birth| birth.age_years(person.died_on.unwrap_or(today))),
        number: person.number,
        given_name: person.names.given,
        family_name: person.names.family,
        other_names: person.names.other,
        recorded_full_name: person.names.full,
        name_other_script: person.names.other_script,
        sex: person.sex,
        birth: person.birth,
        civil_status: person.civil_status,
        education: person.education,
        disability: mask.shown_code(person.disability),
        occupation: person.occupation,
        died_on: date(person.died_on),
        phones: phones(person.phones, mask),
        identity_documents: identity_documents(person.identity_documents, mask),
        masked_fields: mask.fields(),
        conflict_fields: conflicts.into_iter().map(|conflict| conflict.field).collect(),
        household_ids: households.into_iter().map(text).collect(),
        erased_at: reader.erased_at(person.id.of())?.map(Instant::ms),
    })
}

/// A household's page.
pub(crate) fn household(
    context: &Context<'_>,
    reader: &Reader<'_>,
    id: Id<Household>,
) -> Result<HouseholdOutput, Failure> {
    let row = crate::registry::seen(context, reader, id)?;
    let found = row.household;
    let mut members = Vec::with_capacity(found.members.len());
    for member in &found.members {
        let Some(known) = reader.person(member.person)? else { continue };
        members.push(MemberOutput {
            person: person(reader, known, context.caller.today, Mask::on(context, reader, member.person.of())?)?,
            role: member.role.clone(),
            joined_on: date(member.joined_on),
            is_head: found.head == Some(member.person),
        });
    }
    let own_conflicts = reader.conflicts_of(id.of())?;
    let open_conflicts =
        own_conflicts.len() + members.iter().map(|member| member.person.conflict_fields.len()).sum::<usize>();
    let mut possible_duplicates = 0;
    for member in &found.members {
        possible_duplicates += u32::from(reader.may_be_duplicate(member.person)?);
    }
    let erased_at = reader.erased_at(id.of())?.map(Instant::ms);
    let former_members = reader.former_members(id)?;
    Ok(HouseholdOutput {
        household_id: text(id),
        name: household_name(reader, &found)?,
        number: found.number,
        may_change: context.is_in_scope(reader, found.area)? && erased_at.is_none(),
        erased_at,
        area: crate::area::output(context, reader, found.area)?,
        address: found.address,
        dwelling: found.dwelling,
        water_source: found.water_source,
        registered_on: date(found.registered_on),
        dissolved_on: date(found.dissolved_on),
        dissolved_why: row.dissolved_why,
        split_from_household_id: row.split_from.map(text),
        head_person_id: found.head.map(text),
        members,
        former_members: former_members.into_iter().map(|stay| former(reader, stay)).collect::<Result<_, _>>()?,
        consents: consents(reader, id)?,
        conflict_fields: own_conflicts.into_iter().map(|conflict| conflict.field).collect(),
        open_conflicts: open_conflicts as u32,
        possible_duplicates,
        move_request: reader.move_of(id)?.map(|row| crate::registry::movement::output(reader, row)).transpose()?,
    })
}

/// A household is called by the name of its head.
pub(crate) fn household_name(reader: &Reader<'_>, household: &Household) -> Result<String, Failure> {
    let named_by = household.head.or_else(|| household.members.first().map(|member| member.person));
    let Some(named_by) = named_by else { return Ok(household.number.clone()) };
    Ok(reader.person(named_by)?.map_or_else(|| household.number.clone(), |person| person.shown_name()))
}

fn former(reader: &Reader<'_>, stay: store::read::registry::FormerStayRow) -> Result<FormerMember, Failure> {
    Ok(FormerMember {
        erased_at: reader.erased_at(stay.person.of())?.map(Instant::ms),
        person_id: text(stay.person),
        name: stay.name,
        joined_on: stay.joined_on,
        left_on: stay.left_on,
        why: stay.why,
        now_in_household_id: stay.now_in.map(text),
    })
}

pub(crate) fn consents(reader: &Reader<'_>, id: Id<Household>) -> Result<Vec<ConsentOutput>, Failure> {
    let mut told = Vec::new();
    for consent in reader.consents(id)? {
        told.push(ConsentOutput {
            fact_id: text(consent.fact),
            purpose: consent.purpose,
            is_given: consent.is_given,
            manner: consent.manner,
            given_on: consent.given_on,
            withdrawn_on: consent.withdrawn_on,
            by_user: user_name(reader, Some(consent.by))?,
        });
    }
    Ok(told)
}

/// Name of a user; empty when they are not on the roster here.
pub(crate) fn user_name(reader: &Reader<'_>, user: Option<Id<domain::roster::User>>) -> Result<String, Failure> {
    let Some(user) = user else { return Ok(String::new()) };
    Ok(reader.user(user)?.map(|user| user.name).unwrap_or_default())
}

/// Name of a device; its number when it is not on the roster here.
pub(crate) fn device_name(reader: &Reader<'_>, number: u32) -> Result<String, Failure> {
    Ok(reader.device(number)?.map_or_else(|| number.to_string(), |device| device.name))
}

/// Name of an area in the language of the data; its code when it is not known here.
pub(crate) fn area_name(reader: &Reader<'_>, area: Id<Area>) -> Result<String, Failure> {
    Ok(reader.area(area)?.map_or_else(|| area.to_string(), |area| crate::area::name_of(&area)))
}
