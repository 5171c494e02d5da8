//! The columns: numbered byte strings, written and read side by side.

use std::collections::BTreeMap;

use crate::codec::{Malformed, Reader, Writer};
use crate::limits::{BULK_COLUMNS_MAX, BULK_PLAIN_BYTES_MAX};

/// Columns that are always there; those of values are numbered by field behind them.
pub(super) mod column {
    pub const COUNTS: u32 = 0;
    pub const DICTIONARY: u32 = 1;
    pub const COMMIT_BY: u32 = 2;
    pub const COMMIT_N: u32 = 3;
    pub const COMMIT_AT: u32 = 4;
    pub const COMMIT_WORDS: u32 = 5;
    pub const COMMIT_AREA: u32 = 6;
    pub const KIND: u32 = 7;
    pub const ID_TIME: u32 = 8;
    pub const ID_CHANCE: u32 = 9;
    pub const PLACE: u32 = 10;
    pub const CHANGES: u32 = 11;
    pub const CHANGE_COMMIT: u32 = 12;
    pub const PARENTS: u32 = 13;
    pub const SHAPE: u32 = 14;
    pub const SHAPES: u32 = 15;
    pub const RAW_CHANCE: u32 = 16;
    pub const FACT: u32 = 17;
    pub const FACT_ID: u32 = 18;
    pub const FACT_BODY: u32 = 19;
    pub const ID_COUNT: u32 = 20;
    pub const RAW_TIME: u32 = 21;
    pub const RAW_COUNT: u32 = 22;
    pub const VALUES: u32 = 1 << 10;
}

/// The column of what a field holds: texts, numbers, references and items lie apart.
pub(super) fn of_field(number: u16, sort: u32) -> u32 {
    column::VALUES + u32::from(number) * 8 + sort
}

/// What a column of a field holds.
pub(super) mod sort {
    pub const TEXT: u32 = 0;
    pub const NUMBER: u32 = 1;
    pub const REFERENCE: u32 = 2;
    pub const ITEM: u32 = 3;
    pub const YEAR: u32 = 4;
    pub const DAY: u32 = 5;
}

/// The parts of an identity: most are made in time, with a count in the middle and chance behind it. Each lies in a column of
/// its own, so that only chance is carried whole. Identities made otherwise come out as they went in.
#[derive(Clone, Copy)]
pub(super) struct IdColumns {
    pub time: u32,
    pub count: u32,
    pub chance: u32,
}

pub(super) const OF_DOCUMENTS: IdColumns =
    IdColumns { time: column::ID_TIME, count: column::ID_COUNT, chance: column::ID_CHANCE };
pub(super) const OF_OTHERS: IdColumns =
    IdColumns { time: column::RAW_TIME, count: column::RAW_COUNT, chance: column::RAW_CHANCE };

impl ColumnsOut {
    /// Writes an identity after the time and count of the last one: those made together count on by one.
    pub fn identity(&mut self, into: IdColumns, last: &mut (i64, i64), id: [u8; 16]) {
        let number = |bytes: &[u8]| bytes.iter().fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
        let (time, count) = (number(&id[..6]), number(&id[6..8]));
        self.at(into.time).signed(time - last.0);
        self.at(into.count).signed(count - last.1);
        *last = (time, count);
        self.at(into.chance).fixed(&id[8..]);
    }
}

impl ColumnsIn<'_> {
    /// Reads an identity after the time and count of the last one.
    pub fn identity(&mut self, from: IdColumns, last: &mut (i64, i64)) -> Result<[u8; 16], Malformed> {
        last.0 = last.0.wrapping_add(self.at(from.time)?.signed()?);
        last.1 = last.1.wrapping_add(self.at(from.count)?.signed()?);
        let mut id = [0; 16];
        id[..6].copy_from_slice(&last.0.to_be_bytes()[2..]);
        id[6..8].copy_from_slice(&last.1.to_be_bytes()[6..]);
        id[8..].copy_from_slice(&self.at(from.chance)?.fixed::<8>()?);
        Ok(id)
    }
}

/// A text that is a date: year, and month and day as one number.
pub(super) fn date_of(text: &str) -> Option<(i64, u64)> {
    let bytes = text.as_bytes();
    let is_date = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !is_date {
        return None;
    }
    let number =
        |range: std::ops::Range<usize>| bytes[range].iter().fold(0_u64, |sum, byte| sum * 10 + u64::from(byte - b'0'));
    Some((number(0..4) as i64 - YEAR, number(5..7) * 100 + number(8..10)))
}

/// The text of a date.
pub(super) fn text_of(year: i64, day: u64) -> Result<String, Malformed> {
    let year = year.checked_add(YEAR).filter(|year| (0..=9999).contains(year)).ok_or(Malformed("year"))?;
    if day > 9999 {
        return Err(Malformed("day"));
    }
    Ok(format!("{year:04}-{:02}-{:02}", day / 100, day % 100))
}

/// Years are told from here.
const YEAR: i64 = 2000;

/// Columns being written.
#[derive(Default)]
pub(super) struct ColumnsOut(BTreeMap<u32, Writer>);

impl ColumnsOut {
    pub fn at(&mut self, column: u32) -> &mut Writer {
        self.0.entry(column).or_default()
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(self.0.len() as u64);
        for (column, bytes) in &self.0 {
            writer.number(u64::from(*column));
            writer.number(bytes.bytes.len() as u64);
        }
        for bytes in self.0.values() {
            writer.fixed(&bytes.bytes);
        }
        writer.bytes
    }
}

/// Columns being read.
pub(super) struct ColumnsIn<'a>(BTreeMap<u32, Reader<'a>>);

impl<'a> ColumnsIn<'a> {
    pub fn of(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() > BULK_PLAIN_BYTES_MAX {
            return Err(Malformed("columns above their limit"));
        }
        let mut reader = Reader::new(bytes);
        let count = reader.count(BULK_COLUMNS_MAX)?;
        let mut lengths: Vec<(u32, usize)> = Vec::with_capacity(count);
        for _ in 0..count {
            let column = u32::try_from(reader.number()?).map_err(|_| Malformed("column"))?;
            if lengths.last().is_some_and(|(before, _)| *before >= column) {
                return Err(Malformed("columns out of order"));
            }
            lengths.push((column, usize::try_from(reader.number()?).map_err(|_| Malformed("column length"))?));
        }
        let mut columns = BTreeMap::new();
        for (column, length) in lengths {
            columns.insert(column, Reader::new(reader.take(length)?));
        }
        reader.end()?;
        Ok(Self(columns))
    }

    pub fn at(&mut self, column: u32) -> Result<&mut Reader<'a>, Malformed> {
        self.0.get_mut(&column).ok_or(Malformed("a column is missing"))
    }
}
