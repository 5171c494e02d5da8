//! Files made to do harm: each is refused, or read, quickly, in bounded memory, and never with a panic.

mod support;

use interop::limits;
use interop::registry::{inspect, prepare};
use interop::table::{RefusalCode, read};
use proptest::prelude::*;
use support::{csv, package, prepared, refused, sheet, today, workbook};

#[test]
fn an_empty_file_is_said_to_be_empty() {
    for bytes in [b"".as_slice(), b"\n \r\n", b"\xEF\xBB\xBF", b",,\n,,\n"] {
        assert_eq!(refused("people.csv", bytes).code, RefusalCode::EmptyFile);
    }
    assert_eq!(refused("people.xlsx", &workbook(&[("Empty", &[])])).code, RefusalCode::EmptyFile);
}

#[test]
fn two_cells_far_apart_cost_two_cells() {
    let refusal = refused("bomb2.xlsx", include_bytes!("fixtures/bomb2.xlsx"));
    assert_eq!(refusal.code, RefusalCode::TooManyColumns);
    assert_eq!((refusal.detail["row"].as_str(), refusal.detail["column"].as_str()), ("1048576", "XFD"));

    let far = sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>"#);
    let workbook = read("far.xlsx", &package(&far, &[])).unwrap();
    assert_eq!(workbook.sheets[0].rows.len(), 2);
}

#[test]
fn declared_dimensions_are_not_believed() {
    let text = sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#)
        .replace("<sheetData>", r#"<dimension ref="A1:XFD1048576"/><sheetData>"#);
    assert_eq!(read("wide.xlsx", &package(&text, &[])).unwrap().sheets[0].rows.len(), 1);
}

#[test]
fn shared_texts_that_are_only_declared_are_refused() {
    let lie = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="999999999999"><si><t>a</t></si></sst>"#;
    let bytes = package(&sheet(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#), &[("xl/sharedStrings.xml", lie)]);
    let refusal = refused("people.xlsx", &bytes);
    assert_eq!((refusal.code, refusal.detail["limit"].as_str()), (RefusalCode::TooLarge, "shared_texts"));
}

#[test]
fn a_cell_of_40_megabytes_is_refused_with_its_place() {
    let large = "x".repeat(40_000_000);
    let inline = sheet(&format!(r#"<row r="7"><c r="C7" t="inlineStr"><is><t>{large}</t></is></c></row>"#));
    let shared = format!("<sst><si><t>{large}</t></si></sst>");
    let linked = sheet(r#"<row r="7"><c r="C7" t="s"><v>0</v></c></row>"#);
    for bytes in [package(&inline, &[]), package(&linked, &[("xl/sharedStrings.xml", &shared)])] {
        let refusal = refused("people.xlsx", &bytes);
        assert_eq!(refusal.code, RefusalCode::CellTooLarge);
        let place = ["sheet", "row", "column"].map(|key| refusal.detail[key].as_str());
        assert_eq!(place, ["People", "7", "C"]);
    }
    let text = format!("name,note\nAmina,{}\n", &large[..20_000_000]);
    let refusal = refused("people.csv", text.as_bytes());
    assert_eq!((refusal.code, refusal.detail["row"].as_str()), (RefusalCode::CellTooLarge, "2"));
}

#[test]
fn a_zip_bomb_is_refused() {
    let refusal = refused("bomb.xlsx", &package(&sheet(&" ".repeat(80_000_000)), &[]));
    assert_eq!((refusal.code, refusal.detail["limit"].as_str()), (RefusalCode::TooLarge, "unpacked_ratio"));
    let part = " ".repeat(20_000_000);
    let refusal = refused("bomb.xlsx", &package(&sheet(""), &[("xl/theme/theme1.xml", &part)]));
    assert_eq!(refusal.detail["limit"], "unpacked_part_bytes");
}

#[test]
fn a_file_too_large_is_refused_unread() {
    let bytes = vec![b'a'; limits::FILE_BYTES + 1];
    let refusal = refused("people.csv", &bytes);
    assert_eq!((refusal.code, refusal.detail["limit_value"].as_str()), (RefusalCode::TooLarge, "33554432"));
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_refused_by_what_it_is() {
    let locked: Vec<u8> = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let document = package("", &[("word/document.xml", "<w/>"), ("xl/workbook.xml", "")]);
    assert_eq!(refused("people.xlsx", &locked).code, RefusalCode::Encrypted);
    for (name, bytes, code, found) in [
        ("people.xlsx", b"name,age\nAmina,3\n".as_slice(), RefusalCode::NotAWorkbook, "text"),
        ("people.xlsx", b"<html><table>", RefusalCode::NotAWorkbook, "html"),
        ("people.xls", b"<?xml version='1.0'?><Workbook/>", RefusalCode::NotAWorkbook, "xml"),
        ("people.xlsx", b"%PDF-1.7 ...", RefusalCode::NotAWorkbook, "pdf"),
        ("people.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", RefusalCode::NotAWorkbook, "legacy-xls"),
        ("people.csv", b"\x89PNG\r\n", RefusalCode::NotText, "image"),
        ("people.csv", b"name\0,age\n", RefusalCode::NotText, "bytes"),
    ] {
        let refusal = refused(name, bytes);
        assert_eq!((refusal.code, refusal.detail["found"].as_str()), (code, found), "{name}");
    }
    assert_eq!(refused("people.xlsx", &document).code, RefusalCode::Damaged);
    // A workbook under another name is read: its bytes say what it is.
    assert!(read("people.csv", &workbook(&[("A", &[&["name"], &["Amina"]])])).is_ok());
}

#[test]
fn ten_thousand_columns_are_refused() {
    let wide = (0..10_000).map(|one| one.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(refused("people.csv", wide.as_bytes()).code, RefusalCode::TooManyColumns);
    let cells = "<c><v>1</v></c>".repeat(10_000);
    let bytes = package(&sheet(&format!(r#"<row r="1">{cells}</row>"#)), &[]);
    assert_eq!(refused("people.xlsx", &bytes).detail["column"], "SS");
}

#[test]
fn too_many_rows_are_refused() {
    let long = "Amina\n".repeat(limits::ROWS + 1);
    let refusal = refused("people.csv", long.as_bytes());
    assert_eq!((refusal.code, refusal.detail["row"].as_str()), (RefusalCode::TooManyRows, "200001"));
}

#[test]
fn entities_and_document_types_are_refused() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"#;
    let outside = laughs.replace("<!ENTITY a \"ha\">", "<!ENTITY a SYSTEM \"file:///etc/passwd\">");
    for text in [laughs, &outside] {
        let refusal = refused("people.xlsx", &package(text, &[]));
        assert_eq!(refusal.detail["found"], "xml-document-type");
    }
}

#[test]
fn deep_markup_does_not_end_the_program() {
    for deep in ["<a>".repeat(500_000), format!("<row>{}", "<c><is>".repeat(300_000))] {
        let _ = read("deep.xlsx", &package(&sheet(&deep), &[]));
        let _ = read("deep.xlsx", &package(&deep, &[]));
    }
}

#[test]
fn one_part_named_by_many_sheets_is_not_read_for_ever() {
    let names: String = (0..32).map(|one| format!(r#"<sheet name="S{one}" sheetId="{one}" r:id="rId1"/>"#)).collect();
    let book = format!(r#"<?xml version="1.0"?><workbook><sheets>{names}</sheets></workbook>"#);
    // Numbers that do not compress away, so that the part is most of the file.
    let rows: String = (0..60_000_u64)
        .map(|one| format!("<row><c><v>{}</v></c></row>", one.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
        .collect();
    let refusal = refused("many.xlsx", &package(&sheet(&rows), &[("xl/workbook.xml", &book)]));
    assert_eq!(refusal.code, RefusalCode::Damaged);
}

#[test]
fn wild_row_and_cell_numbers_do_no_harm() {
    for data in [
        r#"<row r="4294967295"><c><v>1</v></c></row><row><c><v>2</v></c></row>"#,
        r#"<row r="99999999999999999999"><c><v>1</v></c></row>"#,
        r#"<row r="1"><c r="ZZZZZZZZZZ1"><v>1</v></c></row>"#,
        r#"<row r="0"><c r="A0"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>77</v></c></row>"#,
        r#"<row r="1"><c r="A1"><f t="shared" si="4294967295" ref="A1:A9">1+1</f><v>1e999</v></c></row>"#,
        r#"<row r="1"><c r="A1" s="4000000000" t="d"><v>x</v></c></row>"#,
    ] {
        if let Ok(workbook) = read("wild.xlsx", &package(&sheet(data), &[])) {
            let _ = prepared(&workbook);
        }
    }
}

#[test]
fn a_workbook_cut_anywhere_is_refused() {
    let bytes = workbook(&[("People", &[&["name", "sex"], &["Amina", "f"], &["Joseph", "m"]])]);
    for cut in (0..bytes.len()).step_by(7) {
        assert!(read("cut.xlsx", &bytes[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn a_cell_made_of_control_characters_leaves_no_trace() {
    let workbook = csv(
        "name,phone\nA\u{1}m\u{202E}ina,0712345678\nJoseph Kamau Mwangi of the long name,0712345679\nNeema wa Joseph with a longer name still to dilute,0733111222\nAnd another one who has a very long name as well so that one control is a stray,0733111223\n",
    );
    assert_eq!(prepared(&workbook).households[0].members[0].full_name.as_deref(), Some("Amina"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), name in "[a-z]{1,5}\\.(csv|xlsx|txt)") {
        for start in [b"".as_slice(), b"PK\x03\x04", b"\xFF\xFE", b"\xD0\xCF\x11\xE0"] {
            let bytes = [start, &bytes].concat();
            if let Ok(workbook) = read(&name, &bytes) {
                let _ = prepared(&workbook);
            }
        }
    }

    #[test]
    fn a_workbook_with_changed_bytes_never_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = workbook(&[("People", &[&["name", "birth date"], &["Amina", "date:1990-02-03"]])]);
        for (index, value) in changes {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        let _ = read("changed.xlsx", &bytes);
    }

    #[test]
    fn a_sheet_with_changed_markup_never_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), "[<>/=\"&;a-zA-Z0-9 .-]{0,4}"), 1..6)) {
        let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="str"><v>dob</v></c></row><row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" s="1"><f t="shared" ref="B2" si="0">1+1</f><v>35125</v></c></row>"#;
        let mut text = sheet(rows);
        for (index, piece) in changes {
            let at = index.index(text.len());
            text.replace_range(at..at, &piece);
        }
        if let Ok(workbook) = read("changed.xlsx", &package(&text, &[])) {
            let _ = prepared(&workbook);
        }
    }

    #[test]
    fn any_table_under_known_headers_never_panics(cells in proptest::collection::vec(proptest::collection::vec(cell(), 14), 0..12), utf8 in any::<bool>()) {
        let headers = "household id,full name,first name,dob,age,sex,relationship,phone,national id,household size,registration date,own home,disability,seeing_disability_i_c";
        let rows: Vec<String> = cells.iter().map(|row| row.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect::<Vec<_>>().join(",")).collect();
        let text = format!("{headers}\n{}", rows.join("\n"));
        let bytes = if utf8 { text.into_bytes() } else { text.chars().map(|one| u8::try_from(u32::from(one)).unwrap_or(b'?')).collect() };
        if let Ok(workbook) = read("any.csv", &bytes) {
            let inspection = inspect(&workbook);
            let first = prepare(&workbook, &inspection.suggested, today());
            prop_assert_eq!(&first, &prepare(&workbook, &inspection.suggested, today()));
            let listed: usize = first.households.iter().map(|household| household.members.len()).sum();
            prop_assert_eq!(listed as u64, first.counts.persons);
            prop_assert_eq!(listed as u64 + first.counts.rows_skipped, workbook.sheets[0].rows.len() as u64 - 1);
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => "[A-Z][a-z]{0,8}( [A-Z][a-z]{1,8})?",
        2 => "[0-9]{1,20}",
        1 => "[0-9]\\.[0-9]{1,5}E\\+[0-9]{2}",
        1 => "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}",
        1 => "(head|wife|son|m|f|male|yes|no|CANNOT_DO|H1|H2|0712345678)",
        1 => "\\PC{0,12}",
    ]
}
