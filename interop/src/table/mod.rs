//! A file as sheets of cells, whatever it was: workbook or separated text.
//!
//! Invariants: what the file *is* is decided by its bytes, never by its name; storage is sparse, so an address far
//! away costs one cell; rows ascend, and within a row columns ascend and appear once; empty cells are not stored.
//! Row numbers are the ones a spreadsheet shows (from 1).

mod cell;
mod decode;
mod delimited;
mod package;
mod refusal;
mod sniff;
pub mod write;
mod xlsx;

pub(crate) use cell::column_letters;
pub use cell::{Cell, Entry, Row, Sheet};
pub use refusal::{ReadRefusal, RefusalCode};
pub(crate) use xlsx::date_of_serial;

use crate::limits;
use sniff::Kind;

/// Something the reader had to assume; the import shows it as a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadNote {
    /// Not UTF-8 and without a mark: read as Windows-1252.
    EncodingGuessed,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    pub file_name: String,
    pub sheets: Vec<Sheet>,
    pub notes: Vec<ReadNote>,
}

impl Workbook {
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

/// Reads a workbook (XLSX) or separated text (CSV and its kin).
///
/// # Errors
/// A [`ReadRefusal`] says why nothing was read, which limit was reached and where.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Workbook, ReadRefusal> {
    if bytes.is_empty() {
        return Err(ReadRefusal::new(RefusalCode::EmptyFile));
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadRefusal::limit(RefusalCode::TooLarge, "file_bytes", limits::FILE_BYTES));
    }
    let mut workbook = match sniff::kind(bytes) {
        Kind::Package => xlsx::read(bytes)?,
        Kind::Encrypted => return Err(ReadRefusal::new(RefusalCode::Encrypted)),
        Kind::Other(found) if is_called_text(file_name) => {
            return Err(ReadRefusal::new(RefusalCode::NotText).with("found", found));
        }
        Kind::Other(found) => return Err(ReadRefusal::new(RefusalCode::NotAWorkbook).with("found", found)),
        // Text under a workbook's name is a saved web page's habit or a mistaken export: better said than guessed.
        Kind::Text if is_called_workbook(file_name) => {
            return Err(ReadRefusal::new(RefusalCode::NotAWorkbook).with("found", "text"));
        }
        Kind::Text => delimited::read(bytes)?,
    };
    workbook.file_name = file_name.chars().take(limits::NAME_CHARS).collect();
    if workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(ReadRefusal::new(RefusalCode::EmptyFile));
    }
    Ok(workbook)
}

fn has_ending(file_name: &str, endings: &[&str]) -> bool {
    file_name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

fn is_called_workbook(file_name: &str) -> bool {
    has_ending(file_name, &["xlsx", "xlsm", "xls", "xlsb", "ods"])
}

fn is_called_text(file_name: &str) -> bool {
    has_ending(file_name, &["csv", "tsv", "txt"])
}
