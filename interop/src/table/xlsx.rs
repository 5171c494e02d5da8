//! XLSX, cell by cell.
//!
//! Never by ranges: a range is as large as its corners are far apart, and 1.4 kB can put a cell in each. The package
//! has been looked through before (see `package`); what the workbook reader may read of it is metered on top, because
//! one part can be named by many sheets. That reader is not ours, so a panic in it is caught and becomes a refusal.

use super::cell::{Cell, Entry, Row, Sheet};
use super::refusal::{ReadRefusal, RefusalCode};
use super::{Workbook, package};
use crate::limits;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Error, Read, Result as IoResult, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadRefusal> {
    catch_unwind(AssertUnwindSafe(|| {
        package::check(bytes)?;
        sheets(bytes)
    }))
    .unwrap_or_else(|_| Err(ReadRefusal::damaged("workbook")))
    .map(|sheets| Workbook { file_name: String::new(), sheets, notes: Vec::new() })
}

fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ReadRefusal> {
    let mut workbook = Xlsx::new(Metered::new(bytes)).map_err(|error| refused(&error, None))?;
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    for sheet in workbook.sheets_metadata() {
        if matches!(sheet.typ, SheetType::WorkSheet) && seen.insert(sheet.name.clone()) {
            names.push(sheet.name.clone());
        }
    }
    if names.len() > limits::SHEETS {
        return Err(ReadRefusal::limit(RefusalCode::TooLarge, "sheets", limits::SHEETS));
    }
    let mut spent = Spent::default();
    let mut sheets = Vec::new();
    for name in names {
        if let Some(sheet) = sheet(&mut workbook, name, &mut spent)? {
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn sheet(workbook: &mut Xlsx<Metered<'_>>, name: String, spent: &mut Spent) -> Result<Option<Sheet>, ReadRefusal> {
    let mut reader = match workbook.worksheet_cells_reader(&name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(None),
        Err(error) => return Err(refused(&error, Some(&name))),
    };
    let mut rows: BTreeMap<u32, Vec<Entry>> = BTreeMap::new();
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(|error| refused(&error, Some(&name)))? {
        let (row, column) = found.pos;
        spent.meet().map_err(|refusal| refusal.at(&name, row, column))?;
        let Some(cell) = cell(&found.value) else { continue };
        spent.keep(&cell).map_err(|refusal| refusal.at(&name, row, column))?;
        let place = u16::try_from(column).ok().filter(|column| usize::from(*column) < limits::COLUMNS);
        let Some(place) = place else {
            let refusal = ReadRefusal::limit(RefusalCode::TooManyColumns, "columns", limits::COLUMNS);
            return Err(refusal.at(&name, row, column));
        };
        rows.entry(row).or_default().push(Entry { column: place, is_formula: found.formula.is_some(), cell });
        if rows.len() > limits::ROWS {
            let refusal = ReadRefusal::limit(RefusalCode::TooManyRows, "rows", limits::ROWS);
            return Err(refusal.at(&name, row, column));
        }
    }
    Ok(Some(Sheet { name, rows: rows.into_iter().map(|(index, entries)| row(index, entries)).collect() }))
}

/// Ascending columns, each once; a column written twice keeps what was written last, as a spreadsheet does.
fn row(index: u32, mut entries: Vec<Entry>) -> Row {
    if !entries.is_sorted_by(|one, other| one.column < other.column) {
        entries.reverse();
        entries.sort_by_key(|entry| entry.column);
        entries.dedup_by_key(|entry| entry.column);
    }
    Row { number: index.saturating_add(1), entries }
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.into()));
    match value {
        DataRef::Empty => None,
        DataRef::Int(value) => Some(Cell::Number(*value as f64)),
        DataRef::Float(value) => Some(Cell::Number(*value)),
        DataRef::String(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Bool(value) => Some(Cell::Bool(*value)),
        DataRef::DateTime(value) => Some(date(value)),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value),
        DataRef::Error(error) => Some(Cell::Error(error.to_string().into())),
    }
}

/// The day of a cell formatted as a date; a number no calendar has stays a number.
fn date(value: &ExcelDateTime) -> Cell {
    let serial = value.as_f64();
    if value.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    match NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
        Some(on) => Cell::Date { on, serial },
        None => Cell::Number(serial),
    }
}

/// The day a spreadsheet means by a serial number, counted as it does from 1900; none outside 1900–9999.
pub(crate) fn date_of_serial(serial: f64) -> Option<NaiveDate> {
    if !(1.0..2_958_466.0).contains(&serial) || serial.floor() == 60.0 {
        return None;
    }
    // Spreadsheets believe in 29 February 1900: the days after it are counted one too high.
    let day = serial.floor() as u64;
    let since = if day < 60 { day } else { day - 1 };
    NaiveDate::from_ymd_opt(1899, 12, 31)?.checked_add_days(Days::new(since))
}

/// Counts over all sheets of a file.
#[derive(Default)]
struct Spent {
    cells_met: usize,
    cells_kept: usize,
    bytes: usize,
}

impl Spent {
    fn meet(&mut self) -> Result<(), ReadRefusal> {
        self.cells_met += 1;
        if self.cells_met > limits::CELLS_MET {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "cells_met", limits::CELLS_MET));
        }
        Ok(())
    }

    fn keep(&mut self, cell: &Cell) -> Result<(), ReadRefusal> {
        self.cells_kept += 1;
        if let Cell::Text(text) = cell {
            if text.len() > limits::CELL_BYTES {
                return Err(ReadRefusal::limit(RefusalCode::CellTooLarge, "cell_bytes", limits::CELL_BYTES));
            }
            self.bytes += text.len();
        }
        if self.cells_kept > limits::CELLS_KEPT {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "cells", limits::CELLS_KEPT));
        }
        if self.bytes > limits::CELL_BYTES_TOTAL {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "cell_bytes_total", limits::CELL_BYTES_TOTAL));
        }
        Ok(())
    }
}

fn refused(error: &XlsxError, sheet: Option<&str>) -> ReadRefusal {
    let refusal = match error {
        XlsxError::Password => ReadRefusal::new(RefusalCode::Encrypted),
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) => ReadRefusal::damaged("xml"),
        XlsxError::Zip(_) | XlsxError::Io(_) => ReadRefusal::damaged("zip-part"),
        _ => ReadRefusal::damaged("workbook"),
    };
    match sheet {
        Some(name) => refusal.with("sheet", name.chars().take(64).collect::<String>()),
        None => refusal,
    }
}

/// The file with an end to how often it may be read over.
struct Metered<'a> {
    inner: Cursor<&'a [u8]>,
    left: usize,
}

impl<'a> Metered<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        // Once for the directory, once for the parts, once more for what buffers read ahead and seek back over.
        Self { inner: Cursor::new(bytes), left: bytes.len().saturating_mul(3).saturating_add(1024 * 1024) }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read).ok_or_else(|| Error::other("file read over too often"))?;
        Ok(read)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_become_the_day_the_spreadsheet_showed() {
        for (serial, day) in [(1.0, "1900-01-01"), (59.0, "1900-02-28"), (61.0, "1900-03-01"), (35_125.0, "1996-03-01")]
        {
            assert_eq!(date_of_serial(serial).map(|on| on.to_string()).as_deref(), Some(day), "{serial}");
        }
        assert_eq!(date_of_serial(60.0), None);
        assert_eq!(date_of_serial(f64::NAN), None);
        assert_eq!(date_of_serial(4.49116e35), None);
    }

    #[test]
    fn a_column_written_twice_keeps_the_last() {
        let entry = |column, value| Entry { column, is_formula: false, cell: Cell::Number(value) };
        let row = row(0, vec![entry(2, 1.0), entry(1, 2.0), entry(2, 3.0)]);
        assert_eq!(row.entries, [entry(1, 2.0), entry(2, 3.0)]);
    }
}
