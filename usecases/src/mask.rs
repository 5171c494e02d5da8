//! The mask: the one place that decides whether a sensitive value is shown. Every output that holds one asks here.
//!
//! Who works with the families of an area day by day sees them as they are; everybody else opens them with a purpose and a
//! reason (decision 18).

use domain::change::{Document, DocumentRef};
use domain::{Id, audit};
use store::Reader;

use crate::caller::Context;
use crate::failure::Failure;

/// The right to see sensitive values of the own areas without asking.
pub(crate) const SEES: &str = "registry.read_sensitive";

/// Whether values of one document are shown as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mask {
    is_lifted: bool,
}

impl Mask {
    /// What this caller sees of a document.
    pub fn on(context: &Context<'_>, reader: &Reader<'_>, document: Id<Document>) -> Result<Self, Failure> {
        if !context.caller.may(SEES) {
            return Ok(Self { is_lifted: false });
        }
        let area = reader.area_of(document)?;
        Ok(Self { is_lifted: area.map_or(Ok(false), |area| context.is_granted(reader, SEES, area))? })
    }

    /// For what was opened with a purpose and a reason, and only once that is on record in the same transaction.
    pub const fn opened() -> Self {
        Self { is_lifted: true }
    }

    /// Whether values are shown as they are.
    pub const fn is_lifted(self) -> bool {
        self.is_lifted
    }

    /// Whether values of a field are hidden.
    pub fn hides(self, field: &str) -> bool {
        !self.is_lifted && audit::is_sensitive(field)
    }

    /// A value of a field as it is shown.
    pub fn shown(self, field: &str, value: String) -> String {
        if self.hides(field) { audit::masked(field, &value) } else { value }
    }

    /// A value that may be absent. Whether a code is recorded at all is not told either.
    pub fn shown_code(self, value: Option<String>) -> Option<String> {
        if self.is_lifted { value } else { None }
    }

    /// Names of the fields that are masked.
    pub fn fields(self) -> Vec<String> {
        let masked = if self.is_lifted { &[][..] } else { &audit::SENSITIVE[..] };
        masked.iter().map(|field| field.name().to_owned()).collect()
    }
}

/// A document of the caller's areas.
///
/// # Errors
/// Missing when it is not here or lies elsewhere: the two are told alike.
pub(crate) fn in_scope(
    context: &Context<'_>,
    reader: &Reader<'_>,
    document: impl Into<DocumentRef>,
) -> Result<DocumentRef, Failure> {
    let document = document.into();
    let area = reader.area_of(document.id)?.ok_or_else(Failure::missing)?;
    if context.is_in_scope(reader, area)? { Ok(document) } else { Err(Failure::missing()) }
}
