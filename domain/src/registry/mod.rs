//! The registry: persons, households, who lives with whom, their phones, documents and consents.

pub mod consent;
pub mod edit;
pub mod household;
pub mod membership;
pub mod movement;
pub mod number;
pub mod person;
pub mod register;

pub use household::{Household, Membership};
pub use person::{IdentityDocument, Person, Phone};

/// Most members of one household.
pub const MEMBERS_MAX: usize = 60;
/// Oldest age accepted at a desk, in years.
pub const AGE_YEARS_MAX: u32 = 125;
