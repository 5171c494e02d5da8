//! Reading a bulk: bounded at every count, believed at none.

use domain::change::{Item, Value};
use domain::{Area, Id};

use super::columns::{ColumnsIn, OF_DOCUMENTS, OF_OTHERS, column, of_field, sort, text_of};
use super::{Bulk, BulkChange, BulkCommit, BulkDocument, BulkFact};
use crate::codec::{Malformed, Reader};
use crate::fact::FactRecord;
use crate::field::Key;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::limits::{
    BULK_ITEMS_MAX, BULK_PLAIN_BYTES_MAX, BULK_VALUES_MAX, BULK_WORD_BYTES_MAX, CHANGE_OPERATIONS_MAX,
    DEPENDENCIES_MAX, FACT_BYTES_MAX, REASON_BYTES_MAX, TEXT_BYTES_MAX,
};
use crate::pack::unpack_body;
use crate::replay::RawPut;

#[derive(Default)]
struct Dictionary(Vec<Vec<u8>>);

impl Dictionary {
    fn read<'s>(&'s mut self, columns: &mut ColumnsIn<'_>, from: u32) -> Result<&'s [u8], Malformed> {
        let at = columns.at(from)?.number()?;
        if at == 0 {
            let word = columns.at(column::DICTIONARY)?.blob(REASON_BYTES_MAX)?.to_vec();
            self.0.push(word);
            return self.0.last().map(Vec::as_slice).ok_or(Malformed("dictionary"));
        }
        let at = usize::try_from(at - 1).map_err(|_| Malformed("dictionary"))?;
        self.0.get(at).map(Vec::as_slice).ok_or(Malformed("dictionary"))
    }

    fn id(&mut self, columns: &mut ColumnsIn<'_>, from: u32) -> Result<[u8; 16], Malformed> {
        self.read(columns, from)?.try_into().map_err(|_| Malformed("identity"))
    }

    fn text(&mut self, columns: &mut ColumnsIn<'_>, from: u32) -> Result<String, Malformed> {
        String::from_utf8(self.read(columns, from)?.to_vec()).map_err(|_| Malformed("text"))
    }
}

/// Identities of the documents by place, others by first use.
struct References {
    documents: Vec<[u8; 16]>,
    raw: Vec<[u8; 16]>,
    last: (i64, i64),
}

impl References {
    fn read(&mut self, columns: &mut ColumnsIn<'_>, from: u32, here: usize) -> Result<[u8; 16], Malformed> {
        let known = columns.at(from)?.number()?;
        if known == 0 {
            let id = columns.identity(OF_OTHERS, &mut self.last)?;
            self.raw.push(id);
            return Ok(id);
        }
        let found = if known % 2 == 1 {
            let off = (known - 1) / 2;
            let off = (off >> 1) as i64 ^ -((off & 1) as i64);
            (here as i64).checked_add(off).and_then(|at| usize::try_from(at).ok()).and_then(|at| self.documents.get(at))
        } else {
            usize::try_from(known / 2 - 1).ok().and_then(|at| self.raw.get(at))
        };
        found.copied().ok_or(Malformed("reference"))
    }
}

impl Bulk {
    /// Unpacks it.
    ///
    /// # Errors
    /// [`Malformed`] for anything that is not one, or above its limits.
    pub fn from_packed(packed: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(packed);
        if reader.fixed::<4>()? != *b"PJB1" {
            return Err(Malformed("not a bulk"));
        }
        let plain_bytes = u32::from_be_bytes(reader.fixed()?) as usize;
        if plain_bytes > BULK_PLAIN_BYTES_MAX {
            return Err(Malformed("bulk above its limit"));
        }
        let plain = unpack_body(reader.take(reader.remaining())?, plain_bytes)?;
        Self::from_plain(&plain)
    }

    fn from_plain(plain: &[u8]) -> Result<Self, Malformed> {
        let mut columns = ColumnsIn::of(plain)?;
        let counts = columns.at(column::COUNTS)?;
        let (commits, documents, facts) = (bounded(counts)?, bounded(counts)?, bounded(counts)?);
        let digest = Hash(counts.fixed()?);
        let mut words = Dictionary::default();
        let commits = read_commits(&mut columns, &mut words, commits)?;
        let (mut documents, counts) = read_identities(&mut columns, &mut words, documents)?;
        let ids = documents.iter().map(|document| document.id.to_bytes()).collect();
        let mut references = References { documents: ids, raw: Vec::new(), last: (0, 0) };
        let mut shapes: Vec<Vec<(u16, u8)>> = Vec::new();
        let (mut last_commit, mut total) = (0_i64, 0_usize);
        for (here, count) in counts.into_iter().enumerate() {
            for at in 0..count {
                last_commit = last_commit.wrapping_add(columns.at(column::CHANGE_COMMIT)?.signed()?);
                let commit = index(last_commit, commits.len())?;
                let parents = read_parents(columns.at(column::PARENTS)?, at)?;
                let shape = read_shape(&mut columns, &mut shapes)?;
                // A shape is named in a byte and may hold thousands of values: what they come to is bounded by itself.
                total += shape.len().max(1);
                if total > BULK_VALUES_MAX {
                    return Err(Malformed("too many values"));
                }
                let puts = shape
                    .iter()
                    .map(|(number, tag)| read_value(&mut columns, &mut references, here, *number, *tag))
                    .collect::<Result<Vec<_>, _>>()?;
                documents[here].changes.push(BulkChange { commit, parents, puts });
            }
        }
        let facts = read_facts(&mut columns, facts, commits.len())?;
        Ok(Self { commits, documents, facts, digest })
    }
}

/// How many of something that lies in other columns. Nothing is reserved for it: it is read one by one.
fn bounded(reader: &mut Reader<'_>) -> Result<usize, Malformed> {
    let count = usize::try_from(reader.number()?).ok().filter(|count| *count <= BULK_ITEMS_MAX);
    count.ok_or(Malformed("count above its limit"))
}

fn index(at: i64, length: usize) -> Result<usize, Malformed> {
    usize::try_from(at).ok().filter(|at| *at < length).ok_or(Malformed("commit index"))
}

fn read_commits(
    columns: &mut ColumnsIn<'_>,
    words: &mut Dictionary,
    count: usize,
) -> Result<Vec<BulkCommit>, Malformed> {
    let (mut last_n, mut last_at, mut word_bytes) = (0_i64, 0_i64, 0_usize);
    let mut commits = Vec::new();
    for _ in 0..count {
        let by = Incarnation::from_slice(words.read(columns, column::COMMIT_BY)?).ok_or(Malformed("incarnation"))?;
        last_n = last_n.wrapping_add(columns.at(column::COMMIT_N)?.signed()?);
        let n = u64::try_from(last_n).map_err(|_| Malformed("commit number"))?;
        last_at = last_at.wrapping_add(columns.at(column::COMMIT_AT)?.signed()?.rotate_left(16));
        let user = Id::from_bytes(words.id(columns, column::COMMIT_WORDS)?);
        let act = words.text(columns, column::COMMIT_WORDS)?;
        let reason = match columns.at(column::COMMIT_WORDS)?.byte()? {
            0 => None,
            1 => Some(words.text(columns, column::COMMIT_WORDS)?),
            _ => return Err(Malformed("reason")),
        };
        // A word is named in a byte and may be thousands long: what they come to is bounded by itself.
        word_bytes += act.len() + reason.as_ref().map_or(0, String::len);
        if word_bytes > BULK_WORD_BYTES_MAX {
            return Err(Malformed("words above their limit"));
        }
        let area = Id::from_bytes(words.id(columns, column::COMMIT_AREA)?);
        commits.push(BulkCommit { by, n, at: Hlc::from_i64(last_at), user, act, reason, area });
    }
    Ok(commits)
}

/// The documents without their changes, and how many each has.
fn read_identities(
    columns: &mut ColumnsIn<'_>,
    words: &mut Dictionary,
    count: usize,
) -> Result<(Vec<BulkDocument>, Vec<usize>), Malformed> {
    let (mut documents, mut counts, mut last) = (Vec::new(), Vec::new(), (0, 0));
    for _ in 0..count {
        let kind = columns.at(column::KIND)?.byte()?;
        let id = columns.identity(OF_DOCUMENTS, &mut last)?;
        let home: Id<Area> = Id::from_bytes(words.id(columns, column::PLACE)?);
        let area = Id::from_bytes(words.id(columns, column::PLACE)?);
        let moved_at = Hlc::from_i64(columns.at(column::PLACE)?.signed()?);
        counts.push(bounded(columns.at(column::CHANGES)?)?);
        documents.push(BulkDocument { kind, id: Id::from_bytes(id), home, area, moved_at, changes: Vec::new() });
    }
    Ok((documents, counts))
}

fn read_parents(reader: &mut Reader<'_>, at: usize) -> Result<Vec<usize>, Malformed> {
    match reader.number()? {
        0 => Ok(Vec::new()),
        1 if at > 0 => Ok(vec![at - 1]),
        many if many > 2 && many - 2 <= DEPENDENCIES_MAX as u64 => (0..many - 2)
            .map(|_| {
                let parent = usize::try_from(reader.number()?).ok().filter(|parent| *parent < at);
                parent.ok_or(Malformed("parent"))
            })
            .collect(),
        _ => Err(Malformed("parents")),
    }
}

fn read_shape<'s>(
    columns: &mut ColumnsIn<'_>,
    shapes: &'s mut Vec<Vec<(u16, u8)>>,
) -> Result<&'s [(u16, u8)], Malformed> {
    let at = columns.at(column::SHAPE)?.number()?;
    if at == 0 {
        let reader = columns.at(column::SHAPES)?;
        let count = reader.count(CHANGE_OPERATIONS_MAX)?;
        let shape = (0..count)
            .map(|_| Ok((u16::try_from(reader.number()?).map_err(|_| Malformed("field number"))?, reader.byte()?)))
            .collect::<Result<Vec<_>, Malformed>>()?;
        shapes.push(shape);
        return shapes.last().map(Vec::as_slice).ok_or(Malformed("shape"));
    }
    let at = usize::try_from(at - 1).map_err(|_| Malformed("shape"))?;
    shapes.get(at).map(Vec::as_slice).ok_or(Malformed("shape"))
}

fn read_value(
    columns: &mut ColumnsIn<'_>,
    references: &mut References,
    here: usize,
    number: u16,
    tag: u8,
) -> Result<RawPut, Malformed> {
    let item: Option<Id<Item>> = if tag & 8 != 0 {
        Some(Id::from_bytes(references.read(columns, of_field(number, sort::ITEM), here)?))
    } else {
        None
    };
    let value = match tag & !8 {
        0 => None,
        1 => Some(Value::Text(columns.at(of_field(number, sort::TEXT))?.text(TEXT_BYTES_MAX)?.to_owned())),
        2 => Some(Value::Number(columns.at(of_field(number, sort::NUMBER))?.signed()?)),
        3 => Some(Value::Flag(true)),
        4 => Some(Value::Flag(false)),
        5 => Some(Value::Reference(references.read(columns, of_field(number, sort::REFERENCE), here)?)),
        6 => {
            let year = columns.at(of_field(number, sort::YEAR))?.signed()?;
            Some(Value::Text(text_of(year, columns.at(of_field(number, sort::DAY))?.number()?)?))
        }
        _ => return Err(Malformed("value type")),
    };
    Ok(RawPut { key: Key { number, item }, value })
}

fn read_facts(columns: &mut ColumnsIn<'_>, count: usize, commits: usize) -> Result<Vec<BulkFact>, Malformed> {
    let mut last_commit = 0_i64;
    let mut facts = Vec::new();
    for _ in 0..count {
        let kind = u16::try_from(columns.at(column::FACT)?.number()?).map_err(|_| Malformed("fact kind"))?;
        last_commit = last_commit.wrapping_add(columns.at(column::FACT)?.signed()?);
        let id = Id::from_bytes(columns.at(column::FACT_ID)?.fixed()?);
        let body = columns.at(column::FACT_BODY)?.blob(FACT_BYTES_MAX)?.to_vec();
        facts.push(BulkFact { record: FactRecord { kind, id, body }, commit: index(last_commit, commits)? });
    }
    Ok(facts)
}
