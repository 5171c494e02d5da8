//! What is held about one person besides their rows.

use std::collections::BTreeMap;

use domain::change::Item;
use domain::registry::{Household, Person};
use domain::{Field, Id};
use sync::field::{Key, line_of};

use crate::fault::StoreFault;
use crate::log;
use crate::read::Reader;

/// A stay in a household, of now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayRow {
    /// Where.
    pub household: Id<Household>,
    /// Role code.
    pub role: Option<String>,
    /// From.
    pub joined_on: Option<String>,
    /// To.
    pub left_on: Option<String>,
    /// Why it ended.
    pub why: Option<String>,
}

impl Reader<'_> {
    /// Every stay of a person, from their document.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn stays_of(&self, person: Id<Person>) -> Result<Vec<StayRow>, StoreFault> {
        let Some(held) = log::document::load(self.connection(), person.of())? else { return Ok(Vec::new()) };
        let values = held.document.values();
        let text = |field: Field, item: Id<Item>| {
            let key = Key { number: line_of(field).number, item: Some(item) };
            values.get(&key).map(domain::Value::to_text)
        };
        let mut stays: BTreeMap<(Option<String>, Id<Item>), StayRow> = BTreeMap::new();
        for item in held.document.items(line_of(Field::MemberFrom).number) {
            let joined_on = text(Field::MemberFrom, item);
            let stay = StayRow {
                household: item.of(),
                role: text(Field::MemberRole, item),
                left_on: text(Field::MemberTo, item),
                why: text(Field::MemberWhy, item),
                joined_on: joined_on.clone(),
            };
            stays.insert((joined_on, item), stay);
        }
        Ok(stays.into_values().collect())
    }
}
