//! What a rule wants committed: values put into documents, and facts stated.
//!
//! A [`Change`] touches one area only; what touches two is a request that the hub decides.

use crate::area::Area;
use crate::audit::SensitiveRead;
use crate::duplicate::DuplicateDecision;
use crate::field::Field;
use crate::id::Id;
use crate::oversight::{RevisitResult, RevisitSample};
use crate::partner::Partner;
use crate::privacy::{Erasure, RetentionRule};
use crate::registry::consent::{Consent, ConsentWithdrawal};
use crate::registry::movement::{MoveRequest, MoveVerdict};
use crate::registry::{Household, Person};
use crate::roster::role::Role;
use crate::roster::{AccountChange, ChallengeAnswer, Device, LeasePolicy, RecoveryKey, User, UserRemoval};
use crate::time::{Date, Precision};
use crate::vocabulary::VocabularyChoice;

/// Marks the identity of a document, whatever its kind.
pub enum Document {}
/// Marks the identity of an item inside a document: a phone, an identity document, a stay.
pub enum Item {}

/// The kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// One person.
    Person,
    /// One household.
    Household,
}

impl DocumentKind {
    /// The word used in rows and at the edge.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Household => "household",
        }
    }
}

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentRef {
    /// Its kind.
    pub kind: DocumentKind,
    /// Its identity, shared with the person or household.
    pub id: Id<Document>,
}

impl From<Id<Person>> for DocumentRef {
    fn from(id: Id<Person>) -> Self {
        Self { kind: DocumentKind::Person, id: id.of() }
    }
}
impl From<Id<Household>> for DocumentRef {
    fn from(id: Id<Household>) -> Self {
        Self { kind: DocumentKind::Household, id: id.of() }
    }
}

/// A value of a field. Never a float.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Text, codes and ISO dates.
    Text(String),
    /// Whole numbers.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A reference to a person, household or area.
    Reference([u8; 16]),
}

impl Value {
    /// As a person would read it in a list; references as UUID.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Reference(bytes) => Id::<Document>::from_bytes(*bytes).to_string(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Text(date.to_string())
    }
}
impl From<Precision> for Value {
    fn from(precision: Precision) -> Self {
        Self::Text(precision.code().to_owned())
    }
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Self {
        Self::Reference(id.to_bytes())
    }
}

/// One value put into one document; `None` clears the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The document.
    pub document: DocumentRef,
    /// The field.
    pub field: Field,
    /// The item inside the document, for fields that repeat.
    pub item: Option<Id<Item>>,
    /// The value; none clears.
    pub value: Option<Value>,
}

/// A fact: stated once, never merged, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A consent given or refused.
    Consent(Consent),
    /// A consent taken back.
    ConsentWithdrawal(ConsentWithdrawal),
    /// A household asks to be moved to another area.
    MoveRequest(MoveRequest),
    /// The hub's answer.
    MoveVerdict(MoveVerdict),
    /// Somebody settled two values of one field.
    Settlement(Settlement),
    /// Somebody opened a settled conflict again.
    Reopening(Reopening),
    /// An area as it is from now on; the hub's.
    Area(Id<Fact>, Area),
    /// A device as it is certified from now on; the hub's.
    Device(Id<Fact>, Device),
    /// A user as they are certified from now on; the hub's.
    User(Id<Fact>, User),
    /// A role as it is from now on; the hub's.
    Role(Id<Fact>, Role),
    /// A laptop sealed the key by which it can be opened again.
    RecoveryKey(RecoveryKey),
    /// A challenge was answered, or its answer used.
    ChallengeAnswer(ChallengeAnswer),
    /// Somebody decided whether two records are of one person.
    DuplicateDecision(DuplicateDecision),
    /// Somebody opened sensitive values.
    SensitiveRead(SensitiveRead),
    /// How long laptops open without contact from now on; the hub's.
    LeasePolicy(LeasePolicy),
    /// Somebody works on a laptop no more.
    UserRemoval(UserRemoval),
    /// How somebody signs in to the console was changed; the hub's.
    AccountChange(AccountChange),
    /// Families were drawn by lot to be visited again.
    RevisitSample(RevisitSample),
    /// Somebody went and saw.
    RevisitResult(RevisitResult),
    /// A file is erased; the hub's.
    Erasure(Erasure),
    /// How long files of a kind are kept from now on; the hub's.
    RetentionRule(RetentionRule),
    /// A partner and its agreement, as they are from now on; the hub's.
    Partner(Id<Fact>, Partner),
    /// What is offered of a coded list from now on; the hub's.
    VocabularyChoice(VocabularyChoice),
}

/// The settlement of a conflict: who settled which field with which value is in the commit and here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The document.
    pub document: DocumentRef,
    /// The field.
    pub field: Field,
    /// The item.
    pub item: Option<Id<Item>>,
    /// The values that stood against each other, as text, the settled one included when it was one of them.
    pub values: Vec<Option<String>>,
    /// The value taken.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A settled conflict is looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopening {
    /// Identity of this fact.
    pub id: Id<Fact>,
    /// The settlement that is doubted.
    pub settlement: Id<Fact>,
}

/// What one act wants committed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Values, in the order they are put.
    pub puts: Vec<Put>,
    /// Facts, in the order they are stated.
    pub facts: Vec<Fact>,
}

impl Change {
    /// Puts a value.
    pub fn put(&mut self, document: impl Into<DocumentRef>, field: Field, value: impl Into<Value>) {
        self.puts.push(Put { document: document.into(), field, item: None, value: Some(value.into()) });
    }

    /// Puts a value when there is one.
    pub fn put_some<V: Into<Value>>(&mut self, document: impl Into<DocumentRef>, field: Field, value: Option<V>) {
        if let Some(value) = value {
            self.put(document, field, value);
        }
    }

    /// Puts a value of an item.
    pub fn put_item<T>(
        &mut self,
        document: impl Into<DocumentRef>,
        field: Field,
        item: Id<T>,
        value: impl Into<Value>,
    ) {
        self.puts.push(Put { document: document.into(), field, item: Some(item.of()), value: Some(value.into()) });
    }

    /// Puts a value or clears the field.
    pub fn put_or_clear<V: Into<Value>>(&mut self, document: impl Into<DocumentRef>, field: Field, value: Option<V>) {
        self.puts.push(Put { document: document.into(), field, item: None, value: value.map(Into::into) });
    }

    /// States a fact.
    pub fn state(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Nothing to commit.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.facts.is_empty()
    }

    /// This change followed by another.
    pub fn and(mut self, other: Change) -> Self {
        self.puts.extend(other.puts);
        self.facts.extend(other.facts);
        self
    }
}

impl Fact {
    /// Identity of this fact.
    pub const fn id(&self) -> Id<Fact> {
        match self {
            Self::Consent(fact) => fact.id,
            Self::ConsentWithdrawal(fact) => fact.id,
            Self::MoveRequest(fact) => fact.id,
            Self::MoveVerdict(fact) => fact.id,
            Self::Settlement(fact) => fact.id,
            Self::Reopening(fact) => fact.id,
            Self::RecoveryKey(fact) => fact.id,
            Self::ChallengeAnswer(fact) => fact.id,
            Self::DuplicateDecision(fact) => fact.id,
            Self::SensitiveRead(fact) => fact.id,
            Self::LeasePolicy(fact) => fact.id,
            Self::UserRemoval(fact) => fact.id,
            Self::AccountChange(fact) => fact.id,
            Self::RevisitSample(fact) => fact.id,
            Self::RevisitResult(fact) => fact.id,
            Self::Erasure(fact) => fact.id,
            Self::RetentionRule(fact) => fact.id,
            Self::VocabularyChoice(fact) => fact.id,
            Self::Area(id, _) | Self::Device(id, _) | Self::User(id, _) | Self::Role(id, _) | Self::Partner(id, _) => {
                *id
            }
        }
    }
}
