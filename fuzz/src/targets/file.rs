//! Files that people bring: tables, workbooks, lists of areas.

use std::io::{Cursor, Write};

use interop::registry::{inspect, prepare};
use interop::table::{Workbook, read};
use zip::write::SimpleFileOptions;

use super::use_case::with_world;

const NAMES: [&str; 4] = ["people.csv", "people.xlsx", "people.tsv", "people"];

/// A file under a name: the first byte says which.
pub fn table(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    if let Ok(workbook) = read(NAMES[usize::from(*which) % NAMES.len()], bytes) {
        prepared(&workbook);
    }
}

fn prepared(workbook: &Workbook) {
    let inspection = inspect(workbook);
    let today = domain::time::parse_date("2026-11-22").unwrap_or_default();
    let prepared = prepare(workbook, &inspection.suggested, today);
    let listed: usize = prepared.households.iter().map(|household| household.members.len()).sum();
    assert_eq!(listed as u64, prepared.counts.persons, "what is counted is what is there");
}

pub fn table_seeds() -> Vec<Vec<u8>> {
    let text = "household id,full name,dob,sex,relationship,phone,national id\nH1,Grace Wanjiru,1990-02-03,f,head,0712345678,12345678\nH1,Baraka,2020,m,son,,\nH2,\"Otieno, James\",01/02/1985,m,head,+254 712 345 679,\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        [&[0], text.as_bytes()].concat(),
        [&[2], text.replace(',', "\t").as_bytes()].concat(),
        [&[0, 0xff, 0xfe], wide.as_slice()].concat(),
        [
            &[0],
            text.replace("Wanjiru", "Wanjir\u{fc}").chars().map(|one| one as u32 as u8).collect::<Vec<_>>().as_slice(),
        ]
        .concat(),
        [&[1], workbook(ROWS).as_slice()].concat(),
        [&[1], include_bytes!("../../../tests/fixtures/poison/bomb2.xlsx").as_slice()].concat(),
    ]
}

const ROWS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>full name</t></is></c><c r="B1" t="str"><v>dob</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><f t="shared" ref="B2" si="0">1+1</f><v>35125</v></c></row>"#;
const PARTS: [(&str, &str); 3] = [
    (
        "_rels/.rels",
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// A workbook with this markup in its one sheet, and the same text as the table of shared texts.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let shared = format!(
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="1"><si><t>Grace</t></si>{}</sst>"#,
        if rows.contains("<si>") { rows } else { "" }
    );
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let own = [("xl/worksheets/sheet1.xml", sheet.as_str()), ("xl/sharedStrings.xml", shared.as_str())];
    for (name, text) in PARTS.iter().copied().chain(own) {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let written = writer.start_file(name, options).is_ok() && writer.write_all(text.as_bytes()).is_ok();
        assert!(written, "a package in memory");
    }
    writer.finish().expect("a package in memory").into_inner()
}

/// The markup of a sheet inside a workbook that is right otherwise.
pub fn sheet(bytes: &[u8]) {
    if let Ok(workbook) = read("people.xlsx", &workbook(&String::from_utf8_lossy(bytes))) {
        prepared(&workbook);
    }
}

pub fn sheet_seeds() -> Vec<Vec<u8>> {
    vec![
        ROWS.as_bytes().to_vec(),
        br#"<row r="4294967295"><c r="XFD1048576"><v>1e999</v></c></row>"#.to_vec(),
        br#"<row><c s="7" t="d"><v>2026-01-01</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row><si><t>a</t></si>"#.to_vec(),
    ]
}

/// A list of areas in the console.
pub fn areas(bytes: &[u8]) {
    with_world(|world, _, _| {
        let file = world.console_brings("areas.csv", if bytes.is_empty() { b"code" } else { bytes });
        let answer = world.console("area.import", serde_json::json!({ "file_id": file }));
        super::use_case::no_fault("area.import", &answer);
    });
}

pub fn area_seeds() -> Vec<Vec<u8>> {
    vec![
        b"code,parent_code,level,name_en\nKE,,0,Kenya\nKE01,KE,1,Coast\n".to_vec(),
        b"code,parent_code,level,name_en\nA,B,1,x\nB,A,1,y\n".to_vec(),
        demo::area_csv(1).into_bytes(),
    ]
}
