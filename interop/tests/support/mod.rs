//! Workbooks for tests: honest ones through a writer, hostile ones part by part.
#![allow(dead_code, reason = "each test file uses some of it")]

use interop::registry::{Prepared, inspect, prepare};
use interop::table::{ReadRefusal, Workbook, read};
use rust_xlsxwriter::Workbook as Writer;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

pub const TODAY: &str = "2026-11-22";

pub fn today() -> chrono::NaiveDate {
    TODAY.parse().unwrap()
}

/// A cell that looks like a number is written as one, `date:YYYY-MM-DD` as a date, `=…` as a formula.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut writer = Writer::new();
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (name, rows) in sheets {
        let sheet = writer.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                if let Some(date) = text.strip_prefix("date:") {
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(date).unwrap();
                    sheet.write_with_format(row, column, &date, &format).unwrap();
                } else if text.starts_with('=') {
                    let formula = rust_xlsxwriter::Formula::new(*text).set_result("FALSE");
                    sheet.write(row, column, formula).unwrap();
                } else if let Ok(number) = text.parse::<f64>() {
                    sheet.write(row, column, number).unwrap();
                } else if !text.is_empty() {
                    sheet.write(row, column, *text).unwrap();
                }
            }
        }
    }
    writer.save_to_buffer().unwrap()
}

pub fn csv(text: &str) -> Workbook {
    read("file.csv", text.as_bytes()).unwrap()
}

/// Reads with the mapping that is suggested.
pub fn prepared(workbook: &Workbook) -> Prepared {
    prepare(workbook, &inspect(workbook).suggested, today())
}

/// `code@row/column` of every problem but the notes on unused columns and sheets.
pub fn told(prepared: &Prepared) -> Vec<String> {
    let problems = prepared.problems.iter().filter(|problem| !problem.code.ends_with("-unused"));
    let place = |row: Option<u32>| row.map_or("-".to_owned(), |row| row.to_string());
    problems
        .map(|problem| {
            let code = problem.code.trim_start_matches("import-problem-");
            format!("{code}@{}/{}", place(problem.row), problem.column.as_deref().unwrap_or("-"))
        })
        .collect()
}

const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of one sheet "People" with this markup; further parts replace or join the usual ones.
pub fn package(sheet: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let usual = [
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let kept = usual.iter().filter(|(name, _)| further.iter().all(|(other, _)| other != name));
    for (name, text) in kept.chain(further) {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn sheet(data: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#
    )
}

pub fn refused(name: &str, bytes: &[u8]) -> ReadRefusal {
    read(name, bytes).expect_err("should be refused")
}
