//! Why a command ends before it has done its work, each as a sentence for the operator.

use std::path::PathBuf;

use store::StoreFault;
use thiserror::Error;
use usecases::Failure;

/// A fault of the hub's programs.
#[derive(Debug, Error)]
pub enum HubFault {
    /// The store.
    #[error("{0}")]
    Store(#[from] StoreFault),
    /// A use-case said no.
    #[error("{}", told(.0))]
    Failed(Failure),
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// Something stands in the way.
    #[error("{0}")]
    Cannot(String),
}

/// A failure as the operator reads it: the sentence of the interface, or what caused a fault.
fn told(failure: &Failure) -> String {
    match failure.detail.get("cause") {
        Some(cause) => cause.clone(),
        None => ui::words::sentence(&failure.code, &failure.detail),
    }
}

impl HubFault {
    /// A fault at a path.
    pub fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::File { path, cause }
    }

    /// A sentence.
    pub fn cannot(sentence: impl Into<String>) -> Self {
        Self::Cannot(sentence.into())
    }
}

impl From<Failure> for HubFault {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Faults get a number that leads from the screen to the log; what caused them stays in the log.
#[must_use]
pub fn settled(mut failure: Failure) -> Failure {
    if failure.kind == usecases::FailureKind::Fault {
        let incident = incident();
        let cause = failure.detail.remove("cause").unwrap_or_default();
        tracing::error!(incident, cause, "a fault of ours");
        failure.detail.insert("incident".to_owned(), incident);
    }
    failure
}

/// A number for an incident.
pub fn incident() -> String {
    let mut bytes = [0_u8; 4];
    if getrandom::fill(&mut bytes).is_err() {
        return "unnumbered".to_owned();
    }
    data_encoding::HEXUPPER.encode(&bytes)
}
