//! The body of a sensitive read. Who and on which device stand in it, too: a fact that came in a pack may be here without
//! its commit, and who looked must not be forgotten then.

use data_encoding::HEXLOWER;
use domain::audit::{DOCUMENTS_MAX, SensitiveRead};
use domain::change::{DocumentRef, Fact};
use domain::{Id, Instant};
use serde::{Deserialize, Serialize};

use crate::replay::{kind_number, kind_of};

/// Documents as kind number and identity in hexadecimal.
#[derive(Serialize, Deserialize)]
pub(super) struct ReadBody {
    of: Vec<(u8, String)>,
    fields: Vec<String>,
    purpose: String,
    reason: String,
    act: String,
    by: String,
    device: u32,
    at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    partner: Option<String>,
}

impl ReadBody {
    pub fn of(it: &SensitiveRead) -> Self {
        let of = |document: &DocumentRef| (kind_number(document.kind), HEXLOWER.encode(&document.id.to_bytes()));
        Self {
            of: it.documents.iter().map(of).collect(),
            fields: it.fields.clone(),
            purpose: it.purpose.clone(),
            reason: it.reason.clone(),
            act: it.act.clone(),
            by: HEXLOWER.encode(&it.by.to_bytes()),
            device: it.device,
            at: it.read_at.ms(),
            partner: it.partner.map(|id| HEXLOWER.encode(&id.to_bytes())),
        }
    }

    /// None above its limits, and for identities that are none. Documents of kinds that only a later version knows are left
    /// out.
    pub fn read(self, id: Id<Fact>) -> Option<SensitiveRead> {
        if self.of.len() > DOCUMENTS_MAX {
            return None;
        }
        let mut documents = Vec::with_capacity(self.of.len());
        for (kind, text) in &self.of {
            let id = identity(text)?;
            documents.extend(kind_of(*kind).map(|kind| DocumentRef { kind, id }));
        }
        Some(SensitiveRead {
            id,
            documents,
            fields: self.fields,
            purpose: self.purpose,
            reason: self.reason,
            act: self.act,
            by: identity(&self.by)?,
            device: self.device,
            read_at: Instant::from_ms(self.at),
            partner: self.partner.as_deref().and_then(identity),
        })
    }
}

fn identity<T>(text: &str) -> Option<Id<T>> {
    Id::from_slice(&HEXLOWER.decode(text.as_bytes()).ok()?)
}

#[cfg(test)]
mod tests {
    use domain::DocumentKind;

    use super::*;
    use crate::fact::FactRecord;

    fn looked(documents: usize) -> SensitiveRead {
        SensitiveRead {
            id: Id::from_bytes([1; 16]),
            documents: vec![DocumentRef { kind: DocumentKind::Person, id: Id::from_bytes([2; 16]) }; documents],
            fields: vec!["phone_number".to_owned(), "of a later version".to_owned()],
            purpose: "audit".to_owned(),
            reason: "a look at the list".to_owned(),
            act: "registry.reveal".to_owned(),
            by: Id::from_bytes([3; 16]),
            device: 7,
            read_at: Instant::from_ms(1_780_000_000_000),
            partner: Some(Id::from_bytes([8; 16])),
        }
    }

    #[test]
    fn a_read_is_read_back_and_fits_even_when_it_names_many() {
        for documents in [1, DOCUMENTS_MAX] {
            let fact = Fact::SensitiveRead(looked(documents));
            assert_eq!(FactRecord::of(&fact).unwrap().fact(), Some(fact));
        }
    }

    #[test]
    fn members_of_a_later_version_harm_nothing_and_a_read_of_too_many_is_none() {
        let mut record = FactRecord::of(&Fact::SensitiveRead(looked(1))).unwrap();
        let later = String::from_utf8(record.body).unwrap().replacen('{', "{\"place\":\"desk 2\",", 1);
        record.body = later.replacen("[[1,", "[[99,\"00000000000000000000000000000000\"],[1,", 1).into_bytes();
        assert_eq!(record.fact(), Some(Fact::SensitiveRead(looked(1))));
        let many = FactRecord::of(&Fact::SensitiveRead(looked(DOCUMENTS_MAX + 1))).unwrap();
        assert_eq!(many.fact(), None);
    }
}
