//! The registry of field keys: number, name, document kind, type and merge class. Append-only: a number is never
//! reused and never changes its type, because documents of years ago hold it. A new type is a new number.
//!
//! Add a line at the end of the table; `docs/how-to/add-a-field.md` names the other places.

use domain::change::{DocumentKind, Item};
use domain::{Field, Id};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Text as written.
    Text,
    /// A code of a vocabulary.
    Code,
    /// An ISO date.
    Date,
    /// Yes or no.
    Flag,
    /// The identity of a person, household or area.
    Reference,
}

/// Who may settle values that were written apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Whoever knows better; two values are a conflict row.
    Free,
    /// Identity, account and composition: always looked at by a person.
    Reviewed,
    /// Only the hub puts it after the document is founded; the hub's value stands.
    HubOnly,
}

/// One line of the registry.
#[derive(Debug, Clone, Copy)]
pub struct FieldLine {
    /// Key number in documents.
    pub number: u16,
    /// The field.
    pub field: Field,
    /// Which documents have it.
    pub kind: Option<DocumentKind>,
    /// What it holds.
    pub holds: FieldType,
    /// Who settles it.
    pub class: Class,
    /// Whether it repeats, each value under an item.
    pub has_item: bool,
}

const P: Option<DocumentKind> = Some(DocumentKind::Person);
const H: Option<DocumentKind> = Some(DocumentKind::Household);

const fn line(number: u16, field: Field, kind: Option<DocumentKind>, holds: FieldType, class: Class) -> FieldLine {
    FieldLine { number, field, kind, holds, class, has_item: false }
}

const fn item(number: u16, field: Field, holds: FieldType, class: Class) -> FieldLine {
    FieldLine { number, field, kind: P, holds, class, has_item: true }
}

/// The registry.
pub const FIELDS: &[FieldLine] = {
    use Class::{Free, HubOnly, Reviewed};
    use FieldType::{Code, Date, Flag, Reference, Text};
    &[
        line(1, Field::Number, None, Text, Reviewed),
        line(2, Field::GivenName, P, Text, Reviewed),
        line(3, Field::FamilyName, P, Text, Reviewed),
        line(4, Field::OtherNames, P, Text, Reviewed),
        line(5, Field::FullName, P, Text, Reviewed),
        line(6, Field::NameOtherScript, P, Text, Reviewed),
        line(7, Field::Sex, P, Code, Reviewed),
        line(8, Field::BirthOn, P, Date, Reviewed),
        line(9, Field::BirthPrecision, P, Code, Reviewed),
        line(10, Field::CivilStatus, P, Code, Free),
        line(11, Field::Education, P, Code, Free),
        line(12, Field::Disability, P, Code, Free),
        line(13, Field::Occupation, P, Text, Free),
        line(14, Field::DiedOn, P, Date, Free),
        line(15, Field::Household, P, Reference, Reviewed),
        item(16, Field::MemberFrom, Date, Free),
        item(17, Field::MemberTo, Date, Free),
        item(18, Field::MemberRole, Code, Reviewed),
        item(19, Field::MemberWhy, Code, Free),
        item(20, Field::PhoneNumber, Text, Free),
        item(21, Field::PhoneRemoved, Flag, Free),
        item(22, Field::DocumentType, Code, Reviewed),
        item(23, Field::DocumentNumber, Text, Reviewed),
        item(24, Field::DocumentIssuer, Text, Free),
        item(25, Field::DocumentValidUntil, Date, Free),
        item(26, Field::DocumentRemoved, Flag, Reviewed),
        line(27, Field::Area, H, Reference, HubOnly),
        line(28, Field::Address, H, Text, Free),
        line(29, Field::Dwelling, H, Code, Free),
        line(30, Field::WaterSource, H, Code, Free),
        line(31, Field::Head, H, Reference, Reviewed),
        line(32, Field::RegisteredOn, H, Date, Free),
        line(33, Field::DissolvedOn, H, Date, Free),
        line(34, Field::DissolvedWhy, H, Code, Free),
        line(35, Field::SplitFrom, H, Reference, Free),
        line(36, Field::ImportSource, None, Text, Free),
        line(37, Field::ImportExternalId, None, Text, Free),
    ]
};

/// The line of a field.
pub fn line_of(field: Field) -> &'static FieldLine {
    // The order of the table follows the enum; the test below keeps it so.
    &FIELDS[field as usize]
}

/// The line of a key number; none for numbers of a later version, which are kept and forwarded unread.
pub fn line_of_number(number: u16) -> Option<&'static FieldLine> {
    FIELDS.get(usize::from(number).checked_sub(1)?)
}

/// The key of a value inside a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Field number.
    pub number: u16,
    /// Item, for fields that repeat.
    pub item: Option<Id<Item>>,
}

impl Key {
    /// The key of a field.
    pub fn of(field: Field, item: Option<Id<Item>>) -> Self {
        Self { number: line_of(field).number, item }
    }

    /// The field, when this version knows it.
    pub fn field(&self) -> Option<Field> {
        line_of_number(self.number).map(|line| line.field)
    }

    /// The text form in Automerge: `20` or `20.<22 signs of base64url>`.
    pub fn to_text(self) -> String {
        match self.item {
            None => self.number.to_string(),
            Some(item) => format!("{}.{}", self.number, data_encoding::BASE64URL_NOPAD.encode(&item.to_bytes())),
        }
    }

    /// Reads the text form.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((number, item)) = text.split_once('.') else {
            return Some(Self { number: text.parse().ok()?, item: None });
        };
        let bytes = data_encoding::BASE64URL_NOPAD.decode(item.as_bytes()).ok()?;
        Some(Self { number: number.parse().ok()?, item: Some(Id::from_slice(&bytes)?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_lists_every_field_once_in_order() {
        assert_eq!(FIELDS.len(), Field::ALL.len());
        for (index, (line, field)) in FIELDS.iter().zip(Field::ALL).enumerate() {
            assert_eq!(line.field, *field);
            assert_eq!(usize::from(line.number), index + 1);
        }
    }

    #[test]
    fn keys_read_back() {
        for key in [Key { number: 7, item: None }, Key { number: 20, item: Some(Id::from_bytes([9; 16])) }] {
            assert_eq!(Key::parse(&key.to_text()), Some(key));
        }
    }
}
