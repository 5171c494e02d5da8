//! Writing a bulk.

use std::collections::BTreeMap;

use domain::Id;
use domain::change::Value;

use super::columns::{ColumnsOut, OF_DOCUMENTS, OF_OTHERS, column, date_of, of_field, sort};
use super::{Bulk, BulkChange, BulkCommit};
use crate::codec::{Malformed, Writer};
use crate::limits::{
    BULK_COLUMNS_MAX, BULK_ITEMS_MAX, BULK_PLAIN_BYTES_MAX, BULK_VALUES_MAX, BULK_WORD_BYTES_MAX,
    CHANGE_OPERATIONS_MAX, DEPENDENCIES_MAX, FACT_BYTES_MAX, REASON_BYTES_MAX, TEXT_BYTES_MAX,
};
use crate::pack::pack_body;
use crate::replay::RawPut;

/// Tag of a value in a shape: as in a change on the wire, and 6 for a date; bit 3 for an item.
pub(super) fn tag(put: &RawPut) -> u8 {
    let tag = match &put.value {
        None => 0,
        Some(Value::Text(text)) if date_of(text).is_some() => 6,
        Some(Value::Text(_)) => 1,
        Some(Value::Number(_)) => 2,
        Some(Value::Flag(true)) => 3,
        Some(Value::Flag(false)) => 4,
        Some(Value::Reference(_)) => 5,
    };
    if put.key.item.is_some() { tag | 8 } else { tag }
}

/// Identities that stand in many places: those of the documents by how far off they are, others by first use.
struct References {
    documents: BTreeMap<[u8; 16], i64>,
    raw: BTreeMap<[u8; 16], u64>,
    last: (i64, i64),
}

impl References {
    fn write(&mut self, columns: &mut ColumnsOut, into: u32, here: i64, id: [u8; 16]) {
        let known = match (self.documents.get(&id), self.raw.get(&id)) {
            (Some(at), _) => 1 + 2 * zigzag(at - here),
            (None, Some(at)) => 2 + 2 * at,
            (None, None) => 0,
        };
        columns.at(into).number(known);
        if known == 0 {
            columns.identity(OF_OTHERS, &mut self.last, id);
            self.raw.insert(id, self.raw.len() as u64);
        }
    }
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Words, users, areas and incarnations by first use.
#[derive(Default)]
struct Dictionary(BTreeMap<Vec<u8>, u64>);

impl Dictionary {
    fn write(&mut self, columns: &mut ColumnsOut, into: u32, word: &[u8]) {
        let next = self.0.len() as u64 + 1;
        match self.0.get(word) {
            Some(at) => columns.at(into).number(*at),
            None => {
                columns.at(into).number(0);
                columns.at(column::DICTIONARY).blob(word);
                self.0.insert(word.to_vec(), next);
            }
        }
    }
}

impl Bulk {
    /// Packs it.
    ///
    /// # Errors
    /// [`Malformed`] above any limit of those who read it: what is packed can be unpacked.
    pub fn to_packed(&self) -> Result<Vec<u8>, Malformed> {
        self.check()?;
        let plain = self.to_plain()?;
        if plain.len() > BULK_PLAIN_BYTES_MAX {
            return Err(Malformed("bulk above its limit"));
        }
        let mut writer = Writer::default();
        writer.fixed(b"PJB1");
        writer.fixed(&(plain.len() as u32).to_be_bytes());
        writer.fixed(&pack_body(&plain)?);
        Ok(writer.bytes)
    }

    /// Whether everything is within its limit.
    fn check(&self) -> Result<(), Malformed> {
        let within = |is_within, what| if is_within { Ok(()) } else { Err(Malformed(what)) };
        for count in [self.commits.len(), self.documents.len(), self.facts.len()] {
            within(count <= BULK_ITEMS_MAX, "count above its limit")?;
        }
        let (mut word_bytes, mut values) = (0, 0);
        for commit in &self.commits {
            let reason = commit.reason.as_deref().unwrap_or("");
            within(commit.act.len().max(reason.len()) <= REASON_BYTES_MAX, "word above its limit")?;
            within(i64::try_from(commit.n).is_ok(), "commit number")?;
            word_bytes += commit.act.len() + reason.len();
        }
        within(word_bytes <= BULK_WORD_BYTES_MAX, "words above their limit")?;
        for document in &self.documents {
            within(document.changes.len() <= BULK_ITEMS_MAX, "count above its limit")?;
            for change in &document.changes {
                within(change.parents.len() <= DEPENDENCIES_MAX, "parents")?;
                within(change.puts.len() <= CHANGE_OPERATIONS_MAX, "too many values")?;
                let is_short = |put: &RawPut| !matches!(&put.value, Some(Value::Text(it)) if it.len() > TEXT_BYTES_MAX);
                within(change.puts.iter().all(is_short), "text above its limit")?;
                values += change.puts.len().max(1);
            }
        }
        within(values <= BULK_VALUES_MAX, "too many values")?;
        within(self.facts.iter().all(|fact| fact.record.body.len() <= FACT_BYTES_MAX), "fact above its limit")
    }

    fn to_plain(&self) -> Result<Vec<u8>, Malformed> {
        let mut columns = ColumnsOut::default();
        let mut words = Dictionary::default();
        for count in [self.commits.len(), self.documents.len(), self.facts.len()] {
            columns.at(column::COUNTS).number(count as u64);
        }
        columns.at(column::COUNTS).fixed(&self.digest.0);
        write_commits(&mut columns, &mut words, &self.commits);
        self.write_identities(&mut columns, &mut words);
        let documents = self.documents.iter().enumerate().map(|(at, held)| (held.id.to_bytes(), at as i64)).collect();
        let mut references = References { documents, raw: BTreeMap::new(), last: (0, 0) };
        let mut shapes: BTreeMap<Vec<(u16, u8)>, u64> = BTreeMap::new();
        let mut last_commit = 0;
        for (here, document) in self.documents.iter().enumerate() {
            for (at, change) in document.changes.iter().enumerate() {
                columns.at(column::CHANGE_COMMIT).signed(change.commit as i64 - last_commit);
                last_commit = change.commit as i64;
                write_parents(columns.at(column::PARENTS), change, at);
                write_shape(&mut columns, &mut shapes, &change.puts);
                for put in &change.puts {
                    write_value(&mut columns, &mut references, here as i64, put);
                }
            }
        }
        let mut last_commit = 0;
        for fact in &self.facts {
            columns.at(column::FACT).number(u64::from(fact.record.kind));
            columns.at(column::FACT).signed(fact.commit as i64 - last_commit);
            last_commit = fact.commit as i64;
            columns.at(column::FACT_ID).fixed(&fact.record.id.to_bytes());
            columns.at(column::FACT_BODY).blob(&fact.record.body);
        }
        if columns.count() > BULK_COLUMNS_MAX {
            return Err(Malformed("too many columns"));
        }
        Ok(columns.to_bytes())
    }

    /// What stands before the changes of each document.
    fn write_identities(&self, columns: &mut ColumnsOut, words: &mut Dictionary) {
        let mut last = (0, 0);
        for document in &self.documents {
            columns.at(column::KIND).byte(document.kind);
            columns.identity(OF_DOCUMENTS, &mut last, document.id.to_bytes());
            words.write(columns, column::PLACE, &document.home.to_bytes());
            words.write(columns, column::PLACE, &document.area.to_bytes());
            columns.at(column::PLACE).signed(document.moved_at.to_i64());
            columns.at(column::CHANGES).number(document.changes.len() as u64);
        }
    }
}

fn write_commits(columns: &mut ColumnsOut, words: &mut Dictionary, commits: &[BulkCommit]) {
    let (mut last_n, mut last_at) = (0_u64, 0_i64);
    for commit in commits {
        words.write(columns, column::COMMIT_BY, &commit.by.to_bytes());
        columns.at(column::COMMIT_N).signed(commit.n.wrapping_sub(last_n) as i64);
        columns.at(column::COMMIT_AT).signed(commit.at.to_i64().wrapping_sub(last_at).rotate_right(16));
        (last_n, last_at) = (commit.n, commit.at.to_i64());
        words.write(columns, column::COMMIT_WORDS, &commit.user.to_bytes());
        words.write(columns, column::COMMIT_WORDS, commit.act.as_bytes());
        match &commit.reason {
            None => columns.at(column::COMMIT_WORDS).byte(0),
            Some(reason) => {
                columns.at(column::COMMIT_WORDS).byte(1);
                words.write(columns, column::COMMIT_WORDS, reason.as_bytes());
            }
        }
        words.write(columns, column::COMMIT_AREA, &commit.area.to_bytes());
    }
}

/// Nearly every change builds on the one before it: 1. The first builds on nothing: 0. Else 2 + how many, and which.
fn write_parents(writer: &mut Writer, change: &BulkChange, at: usize) {
    match change.parents.as_slice() {
        [] => writer.number(0),
        [parent] if *parent + 1 == at => writer.number(1),
        parents => {
            writer.number(2 + parents.len() as u64);
            for parent in parents {
                writer.number(*parent as u64);
            }
        }
    }
}

fn write_shape(columns: &mut ColumnsOut, shapes: &mut BTreeMap<Vec<(u16, u8)>, u64>, puts: &[RawPut]) {
    let shape: Vec<(u16, u8)> = puts.iter().map(|put| (put.key.number, tag(put))).collect();
    let next = shapes.len() as u64 + 1;
    if let Some(at) = shapes.get(&shape) {
        columns.at(column::SHAPE).number(*at);
        return;
    }
    columns.at(column::SHAPE).number(0);
    let writer = columns.at(column::SHAPES);
    writer.number(shape.len() as u64);
    for (number, tag) in &shape {
        writer.number(u64::from(*number));
        writer.byte(*tag);
    }
    shapes.insert(shape, next);
}

fn write_value(columns: &mut ColumnsOut, references: &mut References, here: i64, put: &RawPut) {
    let number = put.key.number;
    if let Some(item) = &put.key.item {
        references.write(columns, of_field(number, sort::ITEM), here, Id::to_bytes(*item));
    }
    match &put.value {
        Some(Value::Text(text)) => match date_of(text) {
            Some((year, day)) => {
                columns.at(of_field(number, sort::YEAR)).signed(year);
                columns.at(of_field(number, sort::DAY)).number(day);
            }
            None => columns.at(of_field(number, sort::TEXT)).text(text),
        },
        Some(Value::Number(value)) => columns.at(of_field(number, sort::NUMBER)).signed(*value),
        Some(Value::Reference(id)) => references.write(columns, of_field(number, sort::REFERENCE), here, *id),
        None | Some(Value::Flag(_)) => {}
    }
}
