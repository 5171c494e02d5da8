//! The values of a document, as rows are made of them.

use std::collections::BTreeMap;

use domain::change::{Item, Value};
use domain::{Field, Id};
use sync::field::{Key, line_of};

use crate::log::document::HeldDocument;

/// The values of a document by field.
pub(super) struct Values(BTreeMap<Key, Value>);

impl Values {
    pub(super) fn of(held: &HeldDocument) -> Self {
        Self(held.document.values())
    }

    pub(super) fn get(&self, field: Field, item: Option<Id<Item>>) -> Option<&Value> {
        self.0.get(&Key { number: line_of(field).number, item })
    }

    pub(super) fn text(&self, field: Field) -> Option<&str> {
        self.item_text(field, None)
    }

    pub(super) fn item_text(&self, field: Field, item: Option<Id<Item>>) -> Option<&str> {
        match self.get(field, item)? {
            Value::Text(text) => Some(text),
            Value::Number(_) | Value::Flag(_) | Value::Reference(_) => None,
        }
    }

    pub(super) fn reference(&self, field: Field) -> Option<[u8; 16]> {
        match self.get(field, None)? {
            Value::Reference(bytes) => Some(*bytes),
            Value::Text(_) | Value::Number(_) | Value::Flag(_) => None,
        }
    }

    pub(super) fn is_set(&self, field: Field, item: Id<Item>) -> bool {
        self.get(field, Some(item)) == Some(&Value::Flag(true))
    }

    /// The items that have a value of this field.
    pub(super) fn items(&self, field: Field) -> impl Iterator<Item = Id<Item>> {
        let number = line_of(field).number;
        self.0
            .range(Key { number, item: None }..=Key { number, item: Some(Id::from_bytes([0xff; 16])) })
            .filter_map(|(key, _)| key.item)
    }

    /// Phones in use: item and number.
    pub(super) fn phones(&self) -> impl Iterator<Item = (Id<Item>, &str)> {
        let live = self.items(Field::PhoneNumber).filter(|item| !self.is_set(Field::PhoneRemoved, *item));
        live.filter_map(|item| Some((item, self.item_text(Field::PhoneNumber, Some(item))?)))
    }

    /// Identity documents on file: item, type and number.
    pub(super) fn identity_documents(&self) -> impl Iterator<Item = (Id<Item>, &str, &str)> {
        let live = self.items(Field::DocumentNumber).filter(|item| !self.is_set(Field::DocumentRemoved, *item));
        live.map(|item| {
            let text = |field| self.item_text(field, Some(item));
            (item, text(Field::DocumentType).unwrap_or("other"), text(Field::DocumentNumber).unwrap_or_default())
        })
    }
}
