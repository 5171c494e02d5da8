//! A household as the registry knows it now. Its members are read from the persons: the household keeps no list.

use crate::area::Area;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::Person;
use crate::time::Date;

/// A group of persons who live together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Identity.
    pub id: Id<Household>,
    /// Number for people.
    pub number: String,
    /// Smallest area it lives in.
    pub area: Id<Area>,
    /// Address.
    pub address: Option<String>,
    /// Dwelling code.
    pub dwelling: Option<String>,
    /// Water source code.
    pub water_source: Option<String>,
    /// Head.
    pub head: Option<Id<Person>>,
    /// Day of registration.
    pub registered_on: Option<Date>,
    /// Day of dissolution.
    pub dissolved_on: Option<Date>,
    /// Who lives in it now.
    pub members: Vec<Membership>,
}

/// A stay of a person in a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub person: Id<Person>,
    /// Relationship to the head.
    pub role: Option<String>,
    /// Since when.
    pub joined_on: Option<Date>,
    /// Whether they are alive.
    pub is_alive: bool,
}

impl Household {
    /// The stay of `person` here.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`].
    pub fn member(&self, person: Id<Person>) -> Result<&Membership, Refusal> {
        self.members.iter().find(|member| member.person == person).ok_or(Refusal::NotAMember)
    }

    /// The head, while they live here. The register keeps naming who headed a household that everybody has left.
    pub fn present_head(&self) -> Option<Id<Person>> {
        self.head.filter(|head| self.member(*head).is_ok())
    }

    /// Refuses when the household is dissolved.
    ///
    /// # Errors
    /// [`Refusal::IsDissolved`].
    pub fn check_live(&self) -> Result<(), Refusal> {
        if self.dissolved_on.is_some() { Err(Refusal::IsDissolved) } else { Ok(()) }
    }
}
