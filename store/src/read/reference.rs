//! What everybody refers to: partners and their agreements, and what is offered of coded lists. Few, and looked for by kind.

use std::collections::BTreeMap;

use domain::Id;
use domain::change::Fact;
use domain::partner::Partner;
use domain::vocabulary::VocabularyChoice;
use sync::fact::{PARTNER, VOCABULARY_CHOICE};

use crate::fault::StoreFault;
use crate::log;
use crate::read::Reader;

impl Reader<'_> {
    /// Every partner as it was last stated.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn partners(&self) -> Result<BTreeMap<Id<Partner>, Partner>, StoreFault> {
        let mut latest: BTreeMap<Id<Partner>, (Id<Fact>, Partner)> = BTreeMap::new();
        for row in log::fact::of_kind(self.connection(), PARTNER)? {
            let Some(Fact::Partner(fact, partner)) = row.record.fact() else { continue };
            let is_later = |(known, held): &(Id<Fact>, Partner)| (partner.version, fact) > (held.version, *known);
            if latest.get(&partner.id).is_none_or(is_later) {
                latest.insert(partner.id, (fact, partner));
            }
        }
        Ok(latest.into_iter().map(|(id, (_, partner))| (id, partner)).collect())
    }

    /// What a country made of its coded lists, by the name of the list.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn vocabulary_choices(&self) -> Result<BTreeMap<String, VocabularyChoice>, StoreFault> {
        let mut latest: BTreeMap<String, VocabularyChoice> = BTreeMap::new();
        for row in log::fact::of_kind(self.connection(), VOCABULARY_CHOICE)? {
            let Some(Fact::VocabularyChoice(choice)) = row.record.fact() else { continue };
            let is_later = |held: &VocabularyChoice| (choice.version, choice.id) > (held.version, held.id);
            if latest.get(&choice.list).is_none_or(is_later) {
                latest.insert(choice.list.clone(), choice);
            }
        }
        Ok(latest)
    }
}
