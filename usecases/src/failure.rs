//! Four ways to fail, each with a reader: a rule (the person can act), a right, something gone or out of scope, and a
//! fault of ours, shown with an incident number. The UI switches on codes, which are Fluent message ids, never on text.

use std::collections::BTreeMap;
use std::fmt;

use domain::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::StoreFault;

/// Which of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// A rule said no.
    Refused,
    /// A right is lacking.
    Denied,
    /// Gone, or out of scope.
    Missing,
    /// Ours.
    Fault,
}

/// A failure as it crosses the edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Which of the four.
    pub kind: FailureKind,
    /// Fluent message id.
    pub code: String,
    /// Arguments of the sentence.
    pub detail: BTreeMap<String, String>,
}

impl Failure {
    fn new(kind: FailureKind, code: &str) -> Self {
        Self { kind, code: code.to_owned(), detail: BTreeMap::new() }
    }

    /// A rule said no.
    pub fn refused(code: &str) -> Self {
        Self::new(FailureKind::Refused, code)
    }

    /// A right is lacking.
    pub fn denied(right: &str) -> Self {
        Self::new(FailureKind::Denied, "access-denied-right").with("right", right)
    }

    /// Gone, or out of scope: the two are told alike, so that nobody learns what exists elsewhere.
    pub fn missing() -> Self {
        Self::new(FailureKind::Missing, "shell-missing")
    }

    /// Ours; the incident number leads from the screen to the log.
    pub fn fault(incident: String) -> Self {
        Self::new(FailureKind::Fault, "shell-fault").with("incident", incident)
    }

    /// With an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.detail.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.code, self.detail)
    }
}

impl std::error::Error for Failure {}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self { kind: FailureKind::Refused, code: refusal.code().to_owned(), detail: refusal.detail() }
    }
}

impl From<StoreFault> for Failure {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::DiskFull => Self::refused("device-refused-disk-full"),
            StoreFault::Damaged => Self::refused("device-refused-store-damaged"),
            StoreFault::InUse => Self::refused("device-refused-store-in-use"),
            StoreFault::Newer { .. } => Self::refused("device-refused-store-newer"),
            StoreFault::BetweenAreas => Self::refused("registry-refused-between-areas"),
            StoreFault::Replay(sync::document::ReplayRefusal::NotAChange(_)) => Refusal::NothingChanged.into(),
            StoreFault::Io(_)
            | StoreFault::Sql(_)
            | StoreFault::Malformed(_)
            | StoreFault::Replay(_)
            | StoreFault::Json(_)
            | StoreFault::Lacks(_)
            | StoreFault::Key => Self::fault(String::new()).with("cause", fault),
        }
    }
}
