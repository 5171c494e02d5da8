//! Updates and corrections of what is on file. An *update* says that it changed, a *correction* that it was wrong and
//! why; both put only the values that differ, so that two officers who touch different fields never meet.

use crate::change::{Change, DocumentRef, Item, Put, Value};
use crate::field::Field;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::person::{IdentityDocument, check_birth};
use crate::registry::{Household, Person, Phone, register};
use crate::text::digits;
use crate::time::{Date, PartialDate};

/// What an edit asks of one field: leave it, or set or clear it.
pub type Wanted<T> = Option<Option<T>>;

/// An edit of a person.
#[derive(Debug, Clone, Default)]
pub struct PersonEdit {
    /// Given names.
    pub given_name: Wanted<String>,
    /// Family name.
    pub family_name: Wanted<String>,
    /// Other names.
    pub other_names: Wanted<String>,
    /// Whole name.
    pub full_name: Wanted<String>,
    /// Name in another script.
    pub name_other_script: Wanted<String>,
    /// Sex code.
    pub sex: Wanted<String>,
    /// Birth.
    pub birth: Wanted<PartialDate>,
    /// Civil status code.
    pub civil_status: Wanted<String>,
    /// Education code.
    pub education: Wanted<String>,
    /// Functional difficulty code.
    pub disability: Wanted<String>,
    /// Occupation.
    pub occupation: Wanted<String>,
}

/// An edit of a household.
#[derive(Debug, Clone, Default)]
pub struct HouseholdEdit {
    /// Address.
    pub address: Wanted<String>,
    /// Dwelling code.
    pub dwelling: Wanted<String>,
    /// Water source code.
    pub water_source: Wanted<String>,
}

/// Collects the values that differ.
struct Difference {
    document: DocumentRef,
    change: Change,
}

impl Difference {
    fn field(&mut self, field: Field, held: Option<&str>, wanted: Wanted<String>) {
        let Some(wanted) = wanted else { return };
        if held != wanted.as_deref() {
            let value = wanted.map(Value::Text);
            self.change.puts.push(Put { document: self.document, field, item: None, value });
        }
    }

    fn finish(self) -> Result<Change, Refusal> {
        if self.change.is_empty() { Err(Refusal::NothingChanged) } else { Ok(self.change) }
    }
}

/// Edits a person.
///
/// # Errors
/// [`Refusal::NothingChanged`], [`Refusal::NoName`] when no name would be left, [`Refusal::BirthInFuture`],
/// [`Refusal::BirthTooOld`].
pub fn person(person: &Person, edit: PersonEdit, today: Date) -> Result<Change, Refusal> {
    let mut names = person.names.clone();
    for (held, wanted) in [
        (&mut names.given, &edit.given_name),
        (&mut names.family, &edit.family_name),
        (&mut names.other, &edit.other_names),
        (&mut names.full, &edit.full_name),
        (&mut names.other_script, &edit.name_other_script),
    ] {
        if let Some(wanted) = wanted {
            held.clone_from(wanted);
        }
    }
    if names.is_empty() {
        return Err(Refusal::NoName { member: 1 });
    }
    if let Some(Some(birth)) = &edit.birth {
        check_birth(birth, today)?;
        if person.died_on.is_some_and(|died| died < birth.on) {
            return Err(Refusal::DateBeforeBirth);
        }
    }
    let mut difference = Difference { document: person.id.into(), change: Change::default() };
    difference.field(Field::GivenName, person.names.given.as_deref(), edit.given_name);
    difference.field(Field::FamilyName, person.names.family.as_deref(), edit.family_name);
    difference.field(Field::OtherNames, person.names.other.as_deref(), edit.other_names);
    difference.field(Field::FullName, person.names.full.as_deref(), edit.full_name);
    difference.field(Field::NameOtherScript, person.names.other_script.as_deref(), edit.name_other_script);
    difference.field(Field::Sex, person.sex.as_deref(), edit.sex);
    if let Some(birth) = edit.birth {
        let held = person.birth;
        let on = |birth: PartialDate| birth.on.to_string();
        let precision = |birth: PartialDate| birth.precision.code().to_owned();
        difference.field(Field::BirthOn, held.map(on).as_deref(), Some(birth.map(on)));
        difference.field(Field::BirthPrecision, held.map(precision).as_deref(), Some(birth.map(precision)));
    }
    difference.field(Field::CivilStatus, person.civil_status.as_deref(), edit.civil_status);
    difference.field(Field::Education, person.education.as_deref(), edit.education);
    difference.field(Field::Disability, person.disability.as_deref(), edit.disability);
    difference.field(Field::Occupation, person.occupation.as_deref(), edit.occupation);
    difference.finish()
}

/// Edits a household.
///
/// # Errors
/// [`Refusal::NothingChanged`], [`Refusal::IsDissolved`].
pub fn household(household: &Household, edit: HouseholdEdit) -> Result<Change, Refusal> {
    household.check_live()?;
    let mut difference = Difference { document: household.id.into(), change: Change::default() };
    difference.field(Field::Address, household.address.as_deref(), edit.address);
    difference.field(Field::Dwelling, household.dwelling.as_deref(), edit.dwelling);
    difference.field(Field::WaterSource, household.water_source.as_deref(), edit.water_source);
    difference.finish()
}

/// Adds a phone.
///
/// # Errors
/// [`Refusal::PhoneTwice`].
pub fn add_phone(person: &Person, item: Id<Item>, number: &str) -> Result<Change, Refusal> {
    check_phone(person, None, number)?;
    let mut change = Change::default();
    change.put_item(person.id, Field::PhoneNumber, item, number);
    Ok(change)
}

/// Changes the number of a phone.
///
/// # Errors
/// [`Refusal::NothingChanged`], also when the phone is not on file; [`Refusal::PhoneTwice`].
pub fn update_phone(person: &Person, item: Id<Item>, number: &str) -> Result<Change, Refusal> {
    let held = phone_on_file(person, item)?;
    if held.number == number {
        return Err(Refusal::NothingChanged);
    }
    check_phone(person, Some(item), number)?;
    let mut change = Change::default();
    change.put_item(person.id, Field::PhoneNumber, item, number);
    Ok(change)
}

/// Takes a phone off the file; its number stays in the history.
///
/// # Errors
/// [`Refusal::NothingChanged`] when it is not on file.
pub fn remove_phone(person: &Person, item: Id<Item>) -> Result<Change, Refusal> {
    phone_on_file(person, item)?;
    let mut change = Change::default();
    change.put_item(person.id, Field::PhoneRemoved, item, true);
    Ok(change)
}

fn phone_on_file(person: &Person, item: Id<Item>) -> Result<&Phone, Refusal> {
    person.phones.iter().find(|phone| phone.id == item).ok_or(Refusal::NothingChanged)
}

fn check_phone(person: &Person, except: Option<Id<Item>>, number: &str) -> Result<(), Refusal> {
    let same = |phone: &Phone| Some(phone.id) != except && digits(&phone.number) == digits(number);
    if person.phones.iter().any(same) { Err(Refusal::PhoneTwice) } else { Ok(()) }
}

/// Adds an identity document; one live per type.
///
/// # Errors
/// [`Refusal::DocumentTwice`].
pub fn add_identity_document(person: &Person, document: &IdentityDocument) -> Result<Change, Refusal> {
    if person.identity_documents.iter().any(|held| held.document_type == document.document_type) {
        return Err(Refusal::DocumentTwice);
    }
    let mut change = Change::default();
    register::identity_document(&mut change, person.id, document);
    Ok(change)
}

/// Takes an identity document off the file; it can be added again.
///
/// # Errors
/// [`Refusal::NothingChanged`] when it is not on file.
pub fn remove_identity_document(person: &Person, item: Id<Item>) -> Result<Change, Refusal> {
    if !person.identity_documents.iter().any(|held| held.id == item) {
        return Err(Refusal::NothingChanged);
    }
    let mut change = Change::default();
    change.put_item(person.id, Field::DocumentRemoved, item, true);
    Ok(change)
}
