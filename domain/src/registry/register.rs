//! Registering a household with its members: everything is checked before anything is written.

use crate::area::Area;
use crate::change::{Change, Fact, Item};
use crate::field::Field;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::consent::Consent;
use crate::registry::person::{Names, check_birth, check_past};
use crate::registry::{Household, MEMBERS_MAX, Person};
use crate::time::{Date, PartialDate};

/// The role code of the head.
pub const HEAD: &str = "head";

/// A household to be registered.
#[derive(Debug, Clone)]
pub struct NewHousehold {
    /// Identity.
    pub id: Id<Household>,
    /// Minted number.
    pub number: String,
    /// Smallest area.
    pub area: Id<Area>,
    /// Address.
    pub address: Option<String>,
    /// Dwelling code.
    pub dwelling: Option<String>,
    /// Water source code.
    pub water_source: Option<String>,
    /// Day of the visit.
    pub registered_on: Date,
    /// Members, the head among them.
    pub members: Vec<NewMember>,
    /// Consent told at the visit.
    pub consent: Option<Consent>,
    /// Household this one splits from.
    pub split_from: Option<Id<Household>>,
    /// Where the record came from: source and identity there.
    pub origin: Option<(String, String)>,
}

/// A person to be registered in a household.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Identity.
    pub id: Id<Person>,
    /// Minted number.
    pub number: String,
    /// Names.
    pub names: Names,
    /// Sex code.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<PartialDate>,
    /// Role code; none when it was not told.
    pub role: Option<String>,
    /// Civil status code.
    pub civil_status: Option<String>,
    /// Education code.
    pub education: Option<String>,
    /// Functional difficulty code.
    pub disability: Option<String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Phones: item and number.
    pub phones: Vec<(Id<Item>, String)>,
    /// Identity documents.
    pub identity_documents: Vec<crate::registry::IdentityDocument>,
    /// Where the record came from.
    pub origin: Option<(String, String)>,
}

/// Registers a household.
///
/// # Errors
/// [`Refusal::NoMembers`], [`Refusal::TooManyMembers`], [`Refusal::NoHead`], [`Refusal::TwoHeads`], and what
/// [`check_member`] refuses.
pub fn register(household: &NewHousehold, today: Date) -> Result<Change, Refusal> {
    if household.members.is_empty() {
        return Err(Refusal::NoMembers);
    }
    if household.members.len() > MEMBERS_MAX {
        return Err(Refusal::TooManyMembers { limit: MEMBERS_MAX });
    }
    let heads: Vec<&NewMember> =
        household.members.iter().filter(|member| member.role.as_deref() == Some(HEAD)).collect();
    let head = match heads.as_slice() {
        [] => return Err(Refusal::NoHead),
        [head] => *head,
        _ => return Err(Refusal::TwoHeads),
    };
    check_past(Field::RegisteredOn, household.registered_on, today)?;
    for (index, member) in household.members.iter().enumerate() {
        check_member(member, index + 1, today)?;
    }

    let mut change = found(household, head.id);
    for member in &household.members {
        person(&mut change, member, household.id, household.registered_on);
    }
    if let Some(consent) = &household.consent {
        change.state(Fact::Consent(consent.clone()));
    }
    Ok(change)
}

/// The household's own document.
pub(crate) fn found(household: &NewHousehold, head: Id<Person>) -> Change {
    let mut change = Change::default();
    let id = household.id;
    change.put(id, Field::Number, household.number.as_str());
    change.put(id, Field::Area, household.area);
    change.put(id, Field::Head, head);
    change.put(id, Field::RegisteredOn, household.registered_on);
    change.put_some(id, Field::Address, household.address.as_deref());
    change.put_some(id, Field::Dwelling, household.dwelling.as_deref());
    change.put_some(id, Field::WaterSource, household.water_source.as_deref());
    change.put_some(id, Field::SplitFrom, household.split_from);
    if let Some((source, external)) = &household.origin {
        change.put(id, Field::ImportSource, source.as_str());
        change.put(id, Field::ImportExternalId, external.as_str());
    }
    change
}

/// Checks one new member; `place` is counted from 1, for the sentence.
///
/// # Errors
/// [`Refusal::NoName`], [`Refusal::BirthInFuture`], [`Refusal::BirthTooOld`], [`Refusal::PhoneTwice`],
/// [`Refusal::DocumentTwice`].
pub fn check_member(member: &NewMember, place: usize, today: Date) -> Result<(), Refusal> {
    if member.names.is_empty() {
        return Err(Refusal::NoName { member: place });
    }
    if let Some(birth) = &member.birth {
        check_birth(birth, today)?;
    }
    for (index, (_, number)) in member.phones.iter().enumerate() {
        if member.phones[..index].iter().any(|(_, other)| crate::text::digits(other) == crate::text::digits(number)) {
            return Err(Refusal::PhoneTwice);
        }
    }
    for (index, document) in member.identity_documents.iter().enumerate() {
        if member.identity_documents[..index].iter().any(|other| other.document_type == document.document_type) {
            return Err(Refusal::DocumentTwice);
        }
    }
    Ok(())
}

/// The document of one new person, a member of `household` since `joined_on`.
pub(crate) fn person(change: &mut Change, member: &NewMember, household: Id<Household>, joined_on: Date) {
    let id = member.id;
    change.put(id, Field::Number, member.number.as_str());
    change.put_some(id, Field::GivenName, member.names.given.as_deref());
    change.put_some(id, Field::FamilyName, member.names.family.as_deref());
    change.put_some(id, Field::OtherNames, member.names.other.as_deref());
    change.put_some(id, Field::FullName, member.names.full.as_deref());
    change.put_some(id, Field::NameOtherScript, member.names.other_script.as_deref());
    change.put_some(id, Field::Sex, member.sex.as_deref());
    change.put_some(id, Field::BirthOn, member.birth.map(|birth| birth.on));
    change.put_some(id, Field::BirthPrecision, member.birth.map(|birth| birth.precision));
    change.put_some(id, Field::CivilStatus, member.civil_status.as_deref());
    change.put_some(id, Field::Education, member.education.as_deref());
    change.put_some(id, Field::Disability, member.disability.as_deref());
    change.put_some(id, Field::Occupation, member.occupation.as_deref());
    change.put(id, Field::Household, household);
    change.put_item(id, Field::MemberFrom, household, joined_on);
    if let Some(role) = &member.role {
        change.put_item(id, Field::MemberRole, household, role.as_str());
    }
    for (item, number) in &member.phones {
        change.put_item(id, Field::PhoneNumber, *item, number.as_str());
    }
    for document in &member.identity_documents {
        identity_document(change, id, document);
    }
    if let Some((source, external)) = &member.origin {
        change.put(id, Field::ImportSource, source.as_str());
        change.put(id, Field::ImportExternalId, external.as_str());
    }
}

/// The values of one identity document.
pub(crate) fn identity_document(change: &mut Change, person: Id<Person>, document: &crate::registry::IdentityDocument) {
    change.put_item(person, Field::DocumentType, document.id, document.document_type.as_str());
    change.put_item(person, Field::DocumentNumber, document.id, document.number.as_str());
    if let Some(issuer) = &document.issuer {
        change.put_item(person, Field::DocumentIssuer, document.id, issuer.as_str());
    }
    if let Some(until) = document.valid_until {
        change.put_item(person, Field::DocumentValidUntil, document.id, until);
    }
}
