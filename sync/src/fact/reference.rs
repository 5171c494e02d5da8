//! The bodies of what everybody refers to: partners, and what is offered of coded lists. Codes of later versions are kept.

use domain::change::Fact;
use domain::partner::Partner;
use domain::vocabulary::{Labels, VocabularyChoice};
use domain::{Date, Id};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct PartnerBody {
    partner: [u8; 16],
    name: String,
    kind: String,
    contact: Option<String>,
    agreement: String,
    purposes: Vec<String>,
    from: Date,
    until: Option<Date>,
    version: u32,
}

impl PartnerBody {
    pub fn of(it: &Partner) -> Self {
        Self {
            partner: it.id.to_bytes(),
            name: it.name.clone(),
            kind: it.kind.clone(),
            contact: it.contact.clone(),
            agreement: it.agreement.clone(),
            purposes: it.purposes.clone(),
            from: it.from,
            until: it.until,
            version: it.version,
        }
    }

    pub fn read(self) -> Partner {
        Partner {
            id: Id::from_bytes(self.partner),
            name: self.name,
            kind: self.kind,
            contact: self.contact,
            agreement: self.agreement,
            purposes: self.purposes,
            from: self.from,
            until: self.until,
            version: self.version,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChoiceBody {
    list: String,
    offered: Vec<String>,
    labels: Labels,
    version: u32,
}

impl ChoiceBody {
    pub fn of(it: &VocabularyChoice) -> Self {
        Self { list: it.list.clone(), offered: it.offered.clone(), labels: it.labels.clone(), version: it.version }
    }

    pub fn read(self, id: Id<Fact>) -> VocabularyChoice {
        VocabularyChoice { id, list: self.list, offered: self.offered, labels: self.labels, version: self.version }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::FactRecord;

    #[test]
    fn partners_and_choices_are_read_back() {
        let partner = Partner {
            id: Id::from_bytes([2; 16]),
            name: "Red Crescent".to_owned(),
            kind: "civil_society".to_owned(),
            contact: Some("Amal, 0712".to_owned()),
            agreement: "MoU 7".to_owned(),
            purposes: vec!["payment".to_owned()],
            from: domain::time::parse_date("2026-01-01").unwrap(),
            until: None,
            version: 3,
        };
        let labels = Labels::from([("owned".to_owned(), [("en".to_owned(), "Own".to_owned())].into())]);
        let choice = VocabularyChoice {
            id: Id::from_bytes([1; 16]),
            list: "dwelling".to_owned(),
            offered: vec!["owned".to_owned(), "a_later_one".to_owned()],
            labels,
            version: 1,
        };
        for fact in [Fact::Partner(Id::from_bytes([1; 16]), partner), Fact::VocabularyChoice(choice)] {
            assert_eq!(FactRecord::of(&fact).unwrap().fact(), Some(fact));
        }
    }
}
