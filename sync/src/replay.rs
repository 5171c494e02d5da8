//! Semantic replay: the form of a change in the log and on the wire.
//!
//! Not Automerge's bytes but their meaning: which document, on top of what, which values, and a prefix of the hash the
//! author saw. The receiver makes the change again with its own Automerge and accepts it only when the hash is equal,
//! so that hostile Automerge bytes cannot exist.

use domain::Id;
use domain::change::{Document, DocumentKind, DocumentRef, Item, Value};

use crate::codec::{Malformed, Reader, Writer};
use crate::field::Key;
use crate::hlc::Hlc;
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::limits::{CHANGE_OPERATIONS_MAX, DEPENDENCIES_MAX, TEXT_BYTES_MAX};

/// First bytes of a change's hash.
pub type HashPrefix = [u8; 4];

/// One value of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPut {
    /// The key.
    pub key: Key,
    /// The value; none clears.
    pub value: Option<Value>,
}

/// A change of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    /// Kind code of the document; kinds of later versions are kept and forwarded.
    pub kind: u8,
    /// The document.
    pub document: Id<Document>,
    /// Who wrote it and when, if that is not the commit itself: only the hub hands on others' changes.
    pub author: Option<(Incarnation, Hlc)>,
    /// The heads the author saw, by hash prefix, sorted.
    pub dependencies: Vec<HashPrefix>,
    /// The values, in order.
    pub puts: Vec<RawPut>,
    /// Prefix of the resulting hash.
    pub hash_prefix: HashPrefix,
}

/// The number of a document kind on the wire.
pub const fn kind_number(kind: DocumentKind) -> u8 {
    match kind {
        DocumentKind::Person => 1,
        DocumentKind::Household => 2,
    }
}

/// The document kind of a number, when this version knows it.
pub const fn kind_of(number: u8) -> Option<DocumentKind> {
    match number {
        1 => Some(DocumentKind::Person),
        2 => Some(DocumentKind::Household),
        _ => None,
    }
}

impl DocumentChange {
    /// The document with its kind, when this version knows it.
    pub fn document_ref(&self) -> Option<DocumentRef> {
        Some(DocumentRef { kind: kind_of(self.kind)?, id: self.document })
    }

    /// Appends the byte form.
    pub fn write(&self, writer: &mut Writer) {
        writer.byte(self.kind);
        writer.fixed(&self.document.to_bytes());
        match &self.author {
            None => writer.byte(0),
            Some((incarnation, at)) => {
                writer.byte(1);
                writer.fixed(&incarnation.to_bytes());
                writer.signed(at.to_i64());
            }
        }
        writer.number(self.dependencies.len() as u64);
        for dependency in &self.dependencies {
            writer.fixed(dependency);
        }
        writer.number(self.puts.len() as u64);
        for put in &self.puts {
            write_put(writer, put);
        }
        writer.fixed(&self.hash_prefix);
    }

    /// Reads the byte form.
    ///
    /// # Errors
    /// [`Malformed`] for anything that is not one, or above its limits.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let kind = reader.byte()?;
        let document = Id::from_bytes(reader.fixed()?);
        let author = match reader.byte()? {
            0 => None,
            1 => {
                let incarnation = Incarnation::from_slice(&reader.fixed::<INCARNATION_BYTES>()?);
                Some((incarnation.ok_or(Malformed("incarnation"))?, Hlc::from_i64(reader.signed()?)))
            }
            _ => return Err(Malformed("author")),
        };
        let count = reader.count(DEPENDENCIES_MAX)?;
        let dependencies = (0..count).map(|_| reader.fixed()).collect::<Result<Vec<HashPrefix>, _>>()?;
        let count = reader.count(CHANGE_OPERATIONS_MAX)?;
        let puts = (0..count).map(|_| read_put(reader)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { kind, document, author, dependencies, puts, hash_prefix: reader.fixed()? })
    }
}

/// Value and item share one byte: low bits say what the value is, bit 3 that an item follows.
const HAS_ITEM: u8 = 8;

pub(crate) fn write_put(writer: &mut Writer, put: &RawPut) {
    let tag = match &put.value {
        None => 0,
        Some(Value::Text(_)) => 1,
        Some(Value::Number(_)) => 2,
        Some(Value::Flag(true)) => 3,
        Some(Value::Flag(false)) => 4,
        Some(Value::Reference(_)) => 5,
    };
    writer.number(u64::from(put.key.number));
    writer.byte(if put.key.item.is_some() { tag | HAS_ITEM } else { tag });
    if let Some(item) = &put.key.item {
        writer.fixed(&item.to_bytes());
    }
    match &put.value {
        Some(Value::Text(text)) => writer.text(text),
        Some(Value::Number(number)) => writer.signed(*number),
        Some(Value::Reference(bytes)) => writer.fixed(bytes),
        None | Some(Value::Flag(_)) => {}
    }
}

pub(crate) fn read_put(reader: &mut Reader<'_>) -> Result<RawPut, Malformed> {
    let number = u16::try_from(reader.number()?).map_err(|_| Malformed("field number"))?;
    let tag = reader.byte()?;
    let item = if tag & HAS_ITEM != 0 { Some(Id::<Item>::from_bytes(reader.fixed()?)) } else { None };
    let value = match tag & !HAS_ITEM {
        0 => None,
        1 => Some(Value::Text(reader.text(TEXT_BYTES_MAX)?.to_owned())),
        2 => Some(Value::Number(reader.signed()?)),
        3 => Some(Value::Flag(true)),
        4 => Some(Value::Flag(false)),
        5 => Some(Value::Reference(reader.fixed()?)),
        _ => return Err(Malformed("value type")),
    };
    Ok(RawPut { key: Key { number, item }, value })
}
