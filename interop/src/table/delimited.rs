//! Separated text: comma, semicolon, tab or bar; quoted cells may hold line breaks.
//!
//! Every cell is text: a CSV has no types, and guessing them here would repeat the damage spreadsheets do. Rows are
//! numbered as a spreadsheet that opened the file would number them: a line break inside quotes is not a new row, an
//! empty line is.

use super::cell::{Cell, Entry, Row, Sheet};
use super::refusal::{ReadRefusal, RefusalCode};
use super::{Workbook, decode};
use crate::limits;

/// A CSV has one sheet, and a sheet has a name.
const SHEET_NAME: &str = "CSV";
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadRefusal> {
    let (text, note) = decode::text(bytes)?;
    // One kind of line end, so that lines can be counted.
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.trim().is_empty() {
        return Err(ReadRefusal::new(RefusalCode::EmptyFile));
    }
    let rows = rows(&text, separator(&text))?;
    let sheet = Sheet { name: SHEET_NAME.to_owned(), rows };
    Ok(Workbook { file_name: String::new(), sheets: vec![sheet], notes: note.into_iter().collect() })
}

fn rows(text: &str, separator: u8) -> Result<Vec<Row>, ReadRefusal> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // Line breaks inside quotes so far: the difference between the reader's lines and a spreadsheet's rows.
    let mut folded: u64 = 0;
    let mut cells: usize = 0;
    while reader.read_record(&mut record).map_err(|_| ReadRefusal::damaged("csv"))? {
        let index = u32::try_from(line_of(text, &record).saturating_sub(folded)).unwrap_or(u32::MAX - 1);
        let mut entries = Vec::new();
        for (column, field) in record.iter().enumerate() {
            folded += field.bytes().filter(|byte| *byte == b'\n').count() as u64;
            if let Some(text) = content(field) {
                entries.push(entry(text, index, column)?);
            }
        }
        cells += entries.len();
        if entries.is_empty() {
            continue;
        }
        if rows.len() == limits::ROWS {
            let refusal = ReadRefusal::limit(RefusalCode::TooManyRows, "rows", limits::ROWS);
            return Err(refusal.at(SHEET_NAME, index, 0));
        }
        if cells > limits::CELLS_KEPT {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "cells", limits::CELLS_KEPT).at(SHEET_NAME, index, 0));
        }
        rows.push(Row { number: index.saturating_add(1), entries });
    }
    Ok(rows)
}

/// The line, from 0, on which a record starts; the reader skips empty lines in silence after it has noted its place.
fn line_of(text: &str, record: &csv::StringRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let from = usize::try_from(position.byte()).ok().and_then(|byte| text.as_bytes().get(byte..)).unwrap_or_default();
    let skipped = from.iter().take_while(|byte| **byte == b'\n').count() as u64;
    (position.line() + skipped).saturating_sub(1)
}

fn entry(text: &str, row: u32, column: usize) -> Result<Entry, ReadRefusal> {
    let place = u32::try_from(column).unwrap_or(u32::MAX);
    if text.len() > limits::CELL_BYTES {
        let refusal = ReadRefusal::limit(RefusalCode::CellTooLarge, "cell_bytes", limits::CELL_BYTES);
        return Err(refusal.at(SHEET_NAME, row, place));
    }
    match u16::try_from(column) {
        Ok(column) if usize::from(column) < limits::COLUMNS => {
            Ok(Entry { column, is_formula: false, cell: Cell::Text(text.into()) })
        }
        _ => {
            let refusal = ReadRefusal::limit(RefusalCode::TooManyColumns, "columns", limits::COLUMNS);
            Err(refusal.at(SHEET_NAME, row, place))
        }
    }
}

/// `="0123"` is how careful exports keep a spreadsheet from eating zeros: the text inside is meant.
fn content(field: &str) -> Option<&str> {
    let trimmed = field.trim();
    let inner = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(trimmed);
    (!inner.is_empty()).then_some(inner)
}

/// The separator that the first lines agree on best: most lines with the same number of it, then the higher number.
fn separator(text: &str) -> u8 {
    let mut end = text.len().min(limits::SEPARATOR_SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut best = (0usize, 0usize, b',');
    for candidate in SEPARATORS {
        let counts = counts_per_line(&text.as_bytes()[..end], candidate);
        let first = counts.iter().copied().find(|count| *count > 0).unwrap_or(0);
        let agreeing = if first == 0 { 0 } else { counts.iter().filter(|count| **count == first).count() };
        if (agreeing, first) > (best.0, best.1) {
            best = (agreeing, first, candidate);
        }
    }
    best.2
}

fn counts_per_line(bytes: &[u8], separator: u8) -> Vec<usize> {
    let (mut counts, mut count, mut is_quoted) = (Vec::new(), 0, false);
    for byte in bytes {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => counts.push(std::mem::take(&mut count)),
            _ if *byte == separator && !is_quoted => count += 1,
            _ => {}
        }
    }
    if count > 0 {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<(u16, String)>)> {
        let sheets = read(text.as_bytes()).unwrap().sheets;
        let of_row = |row: &Row| row.entries.iter().map(|e| (e.column, e.cell.text().into_owned())).collect();
        sheets[0].rows.iter().map(|row| (row.number, of_row(row))).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        let found = cells("name,town\n\"Amina\nNjeri\",\"a, b\"\n\nJoseph,\n");
        assert_eq!(found[1].0, 2);
        assert_eq!(found[1].1, [(0, "Amina\nNjeri".to_owned()), (1, "a, b".to_owned())]);
        assert_eq!(found[2], (4, vec![(0, "Joseph".to_owned())]));
    }

    #[test]
    fn each_separator_is_recognised() {
        for separator in [",", ";", "\t", "|"] {
            let text = ["a", "b", "c"].join(separator) + "\r\n" + &["1", "\"2,;|\t\"", "3"].join(separator) + "\r\n";
            assert_eq!(cells(&text)[1].1.len(), 3, "{separator:?}");
        }
    }

    #[test]
    fn a_guarded_text_keeps_its_zeros() {
        assert_eq!(cells("id,n\n=\"0012\",x\n")[1].1[0].1, "0012");
    }

    #[test]
    fn a_quote_that_never_closes_is_refused_with_its_place() {
        let text = format!("a,b\n1,\"{}", "x\n".repeat(40_000));
        let refusal = read(text.as_bytes()).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::CellTooLarge);
        assert_eq!((refusal.detail["row"].as_str(), refusal.detail["column"].as_str()), ("2", "B"));
    }
}
