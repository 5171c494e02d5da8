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
    pub const ID_REST: u32 = 9;
    pub const PLACE: u32 = 10;
    pub const CHANGES: u32 = 11;
    pub const CHANGE_COMMIT: u32 = 12;
    pub const PARENTS: u32 = 13;
    pub const SHAPE: u32 = 14;
    pub const SHAPES: u32 = 15;
    pub const RAW: u32 = 16;
    pub const FACT: u32 = 17;
    pub const FACT_ID: u32 = 18;
    pub const FACT_BODY: u32 = 19;
    pub const VALUES: u32 = 1 << 10;
}

/// The column of what a field holds: texts, numbers, references and items lie apart.
pub(super) fn of_field(number: u16, sort: u32) -> u32 {
    column::VALUES + u32::from(number) * 4 + sort
}

/// Columns being written.
#[derive(Default)]
pub(super) struct ColumnsOut(BTreeMap<u32, Writer>);

impl ColumnsOut {
    pub fn at(&mut self, column: u32) -> &mut Writer {
        self.0.entry(column).or_default()
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
        let mut lengths = Vec::with_capacity(count);
        for _ in 0..count {
            let column = u32::try_from(reader.number()?).map_err(|_| Malformed("column"))?;
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
