//! Why a command ends before it has done its work, each as a sentence for the person at the terminal.

use std::path::PathBuf;

use store::StoreFault;
use thiserror::Error;
use usecases::{Failure, FailureKind};

/// A fault of the desktop's programs.
#[derive(Debug, Error)]
pub enum DesktopFault {
    /// The store.
    #[error("{0}")]
    Store(#[from] StoreFault),
    /// A refusal, as the interface says it.
    #[error("{}", ui::words::sentence(&.0.code, &.0.detail))]
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
    /// Pamoja is open on this folder already.
    #[error("{}", ui::words::sentence("device-refused-store-in-use", &Default::default()))]
    OpenAlready,
}

impl DesktopFault {
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

impl From<Failure> for DesktopFault {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Faults get a number that leads from the screen to the log; what caused them stays in the log.
#[must_use]
pub fn settled(mut failure: Failure) -> Failure {
    if failure.kind == FailureKind::Fault {
        let incident = incident();
        let cause = failure.detail.remove("cause").unwrap_or_default();
        tracing::error!(incident, cause, "a fault of ours");
        failure.detail.insert("incident".to_owned(), incident);
    }
    failure
}

/// A fault whose cause goes to the log.
pub fn fault(cause: impl ToString) -> Failure {
    Failure::fault(String::new()).with("cause", cause)
}

fn incident() -> String {
    let mut bytes = [0_u8; 4];
    if getrandom::fill(&mut bytes).is_err() {
        return "unnumbered".to_owned();
    }
    data_encoding::HEXUPPER.encode(&bytes)
}
