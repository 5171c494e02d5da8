//! An invented household as the rules and the screens take it.

use domain::registry::number::NumberKind;
use domain::registry::person::Names;
use domain::registry::register::{NewHousehold, NewMember};
use domain::registry::{IdentityDocument, Person};
use domain::time::parse_date;
use domain::{Area, Id, PartialDate, Precision};
use serde_json::{Value, json};
use store::{StoreFault, Writer};

use crate::Outcome;

/// Whoever gives identities and numbers.
pub trait Source {
    /// A new identity.
    fn id<T>(&mut self) -> Id<T>;

    /// A new number for people.
    ///
    /// # Errors
    /// Faults of the store.
    fn number(&mut self, kind: NumberKind) -> Result<String, StoreFault>;
}

impl Source for Writer<'_> {
    fn id<T>(&mut self) -> Id<T> {
        self.new_id()
    }

    fn number(&mut self, kind: NumberKind) -> Result<String, StoreFault> {
        self.mint(kind)
    }
}

/// A household for the rule that registers it.
///
/// # Errors
/// Faults of the store.
pub fn new_household(
    source: &mut impl Source,
    area: Id<Area>,
    invented: &demo::Household,
) -> Result<NewHousehold, StoreFault> {
    let id = source.id();
    let mut members = Vec::with_capacity(invented.members.len());
    for member in &invented.members {
        members.push(new_member(source, member)?);
    }
    Ok(NewHousehold {
        id,
        number: source.number(NumberKind::Household)?,
        area,
        address: invented.address.clone(),
        dwelling: invented.dwelling.map(str::to_owned),
        water_source: invented.water_source.map(str::to_owned),
        registered_on: parse_date(&invented.registered_on).unwrap_or_default(),
        members,
        consent: None,
        split_from: None,
        origin: None,
    })
}

fn new_member(source: &mut impl Source, invented: &demo::Person) -> Result<NewMember, StoreFault> {
    let phones = invented.phones.iter().map(|number| (source.id(), number.clone())).collect();
    let documents = invented.documents.iter().map(|(kind, number)| IdentityDocument {
        id: source.id(),
        document_type: (*kind).to_owned(),
        number: number.clone(),
        issuer: None,
        valid_until: None,
    });
    let identity_documents = documents.collect();
    Ok(NewMember {
        id: source.id::<Person>(),
        number: source.number(NumberKind::Person)?,
        names: Names {
            given: Some(invented.given_name.clone()),
            family: invented.family_name.clone(),
            other: invented.other_names.clone(),
            full: None,
            other_script: invented.name_other_script.clone(),
        },
        sex: Some(invented.sex.to_string()),
        birth: birth(invented),
        role: Some(invented.role.to_owned()),
        civil_status: invented.civil_status.map(str::to_owned),
        education: invented.education.map(str::to_owned),
        disability: invented.disability.map(str::to_owned),
        occupation: None,
        phones,
        identity_documents,
        origin: None,
    })
}

/// When they were born, as far as it is known.
pub fn birth(invented: &demo::Person) -> Option<PartialDate> {
    let on = parse_date(invented.birth_on.as_deref()?)?;
    Some(PartialDate { on, precision: Precision::parse(invented.birth_precision?)? })
}

/// A household as the screen sends it to `registry.register`.
///
/// # Errors
/// A birth that cannot be written as JSON.
pub fn register_input(area: Id<Area>, invented: &demo::Household) -> Outcome<Value> {
    let members = invented.members.iter().map(member_input).collect::<Result<Vec<_>, serde_json::Error>>()?;
    Ok(json!({
        "area_id": area.to_string(),
        "address": invented.address,
        "dwelling": invented.dwelling,
        "water_source": invented.water_source,
        "registered_on": invented.registered_on,
        "members": members,
        "consent": { "purpose": "registration", "is_given": true, "manner": "signed" },
    }))
}

fn member_input(invented: &demo::Person) -> Result<Value, serde_json::Error> {
    let documents: Vec<Value> =
        invented.documents.iter().map(|(kind, number)| json!({ "document_type": kind, "number": number })).collect();
    Ok(json!({
        "given_name": invented.given_name,
        "family_name": invented.family_name,
        "other_names": invented.other_names,
        "name_other_script": invented.name_other_script,
        "sex": invented.sex.to_string(),
        "birth": serde_json::to_value(birth(invented))?,
        "role": invented.role,
        "civil_status": invented.civil_status,
        "education": invented.education,
        "disability": invented.disability,
        "phones": invented.phones,
        "identity_documents": documents,
    }))
}
