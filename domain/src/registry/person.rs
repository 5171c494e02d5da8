//! A person as the registry knows them now.

use crate::change::Item;
use crate::field::Field;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::{AGE_YEARS_MAX, Household};
use crate::time::{Date, PartialDate};

/// A human being.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: Id<Person>,
    /// Number for people.
    pub number: String,
    /// Names as given.
    pub names: Names,
    /// Sex, ISO/IEC 5218.
    pub sex: Option<String>,
    /// Birth.
    pub birth: Option<PartialDate>,
    /// Civil status code.
    pub civil_status: Option<String>,
    /// Education code.
    pub education: Option<String>,
    /// Functional difficulty code.
    pub disability: Option<String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Day of death.
    pub died_on: Option<Date>,
    /// Where they live now.
    pub household: Option<Id<Household>>,
    /// Phones in use.
    pub phones: Vec<Phone>,
    /// Identity documents on file.
    pub identity_documents: Vec<IdentityDocument>,
}

/// Names, as given and never split by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Given names.
    pub given: Option<String>,
    /// Family or father's name.
    pub family: Option<String>,
    /// Other names.
    pub other: Option<String>,
    /// Whole name where the parts are not known.
    pub full: Option<String>,
    /// In another script.
    pub other_script: Option<String>,
}

impl Names {
    /// The name to show: the whole one where given, else given, other and family names in this order.
    pub fn display(&self) -> String {
        if let Some(full) = &self.full {
            return full.clone();
        }
        let parts: Vec<&str> =
            [&self.given, &self.other, &self.family].into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() { self.other_script.clone().unwrap_or_default() } else { parts.join(" ") }
    }

    /// Has any name at all.
    pub fn is_empty(&self) -> bool {
        [&self.given, &self.family, &self.other, &self.full, &self.other_script].into_iter().all(Option::is_none)
    }
}

impl Person {
    /// The name to show; the number of somebody who has none, as after an erasure.
    pub fn shown_name(&self) -> String {
        if self.names.is_empty() { self.number.clone() } else { self.names.display() }
    }
}

/// A telephone number of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Item in the person's document.
    pub id: Id<Item>,
    /// Number as written.
    pub number: String,
}

/// An identity document on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityDocument {
    /// Item in the person's document.
    pub id: Id<Item>,
    /// Type code.
    pub document_type: String,
    /// Number.
    pub number: String,
    /// Issuer.
    pub issuer: Option<String>,
    /// Valid until.
    pub valid_until: Option<Date>,
}

/// Checks a date of birth against today.
///
/// # Errors
/// [`Refusal::BirthInFuture`], [`Refusal::BirthTooOld`].
pub fn check_birth(birth: &PartialDate, today: Date) -> Result<(), Refusal> {
    match birth.age_years(today) {
        None => Err(Refusal::BirthInFuture),
        Some(age) if age > AGE_YEARS_MAX => Err(Refusal::BirthTooOld { limit: AGE_YEARS_MAX }),
        Some(_) => Ok(()),
    }
}

/// Checks that something did not happen after today.
///
/// # Errors
/// [`Refusal::DateInFuture`].
pub fn check_past(field: Field, on: Date, today: Date) -> Result<(), Refusal> {
    if on > today { Err(Refusal::DateInFuture { field: field.name() }) } else { Ok(()) }
}
