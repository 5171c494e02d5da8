//! The zip around a workbook, looked through before the workbook reader sees it.
//!
//! That reader trusts the file in ways a hostile one abuses: it inflates whole parts, reserves room for as many shared
//! texts as are declared, and copies a number format for each style. Here every part is inflated once under a cap, in
//! small pieces that are dropped at once, so that sizes are measured and not believed. Document types and entities,
//! which no honest workbook has, are refused. What passes is safe to hand on.

use super::refusal::{ReadRefusal, RefusalCode};
use crate::limits;
use controls::Control;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

pub(super) fn check(bytes: &[u8]) -> Result<(), ReadRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadRefusal::damaged("zip"))?;
    if archive.len() > limits::PARTS {
        return Err(ReadRefusal::limit(RefusalCode::TooLarge, "parts", limits::PARTS));
    }
    if archive.has_duplicate_names() {
        return Err(ReadRefusal::damaged("zip-names"));
    }
    is_workbook(&archive)?;
    let mut total = 0;
    for index in 0..archive.len() {
        total = check_part(&mut archive, index, total)?;
    }
    Ok(())
}

fn is_workbook(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadRefusal> {
    let names: Vec<String> =
        archive.file_names_raw().map(|name| String::from_utf8_lossy(name).to_lowercase().replace('\\', "/")).collect();
    if names.iter().any(|name| name.ends_with("workbook.xml")) {
        return Ok(());
    }
    let has = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    let found = match () {
        () if has("xl/workbook.bin") => "xlsb",
        () if has("word/") => "document",
        () if has("ppt/") => "presentation",
        () if has("mimetype") && has("content.xml") => "ods",
        () => "archive",
    };
    Err(ReadRefusal::new(RefusalCode::NotAWorkbook).with("found", found))
}

/// Inflates one part and answers the total of all parts so far.
fn check_part(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, before: u64) -> Result<u64, ReadRefusal> {
    let mut part = archive.by_index(index).map_err(refused)?;
    let packed = part.compressed_size().max(1);
    let name = String::from_utf8_lossy(part.name_raw()).to_lowercase().replace('\\', "/");
    let mut scan = Scan::new(&name);
    let mut piece = vec![0_u8; 64 * 1024];
    let mut size: u64 = 0;
    loop {
        let read = part.read(&mut piece).map_err(|_| ReadRefusal::damaged("zip-part"))?;
        if read == 0 {
            break;
        }
        size += read as u64;
        if before + size > limits::UNPACKED_BYTES {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "unpacked_bytes", limits::UNPACKED_BYTES));
        }
        let is_bomb = size > limits::UNPACKED_RATIO_FROM_BYTES && size / packed > limits::UNPACKED_RATIO;
        if is_bomb && Control::FileLimits.is_on() {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "unpacked_ratio", limits::UNPACKED_RATIO));
        }
        if size > limits::UNPACKED_PART_BYTES && !scan.may_be_large {
            let limit = limits::UNPACKED_PART_BYTES;
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "unpacked_part_bytes", limit));
        }
        scan.take(&piece[..read])?;
    }
    scan.finish()?;
    Ok(before + size)
}

fn refused(error: ZipError) -> ReadRefusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadRefusal::new(RefusalCode::Encrypted),
        _ => ReadRefusal::damaged("zip-part"),
    }
}

/// What is counted in one part while it passes by.
struct Scan {
    is_markup: bool,
    is_styles: bool,
    is_shared_texts: bool,
    may_be_large: bool,
    elements: u64,
    /// Bytes since the last `<`, and the most there ever were.
    gap: u64,
    longest_gap: u64,
    /// `<!` was just seen: a comment or character data may follow, a document type may not.
    bang: u8,
    declared: Declared,
}

impl Scan {
    fn new(name: &str) -> Self {
        let is_shared_texts = name.ends_with("sharedstrings.xml");
        let is_picture = name.contains("/media/");
        Self {
            is_markup: [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending)),
            is_styles: name.ends_with("styles.xml"),
            is_shared_texts,
            may_be_large: is_shared_texts || is_picture || name.contains("worksheets/"),
            elements: 0,
            gap: 0,
            longest_gap: 0,
            bang: 0,
            declared: Declared::Nothing(0),
        }
    }

    fn take(&mut self, piece: &[u8]) -> Result<(), ReadRefusal> {
        if !self.is_markup {
            return Ok(());
        }
        for byte in piece {
            self.bang = match (self.bang, byte) {
                (_, b'<') => 1,
                (1, b'!') => 2,
                (2, b'-' | b'[') => 0,
                (2, _) => return Err(ReadRefusal::damaged("xml-document-type")),
                _ => 0,
            };
            match byte {
                b'<' => {
                    self.elements += 1;
                    self.longest_gap = self.longest_gap.max(self.gap);
                    self.gap = 0;
                }
                // Both hide text from this scan by way of another encoding; neither is allowed in XML.
                0 | 0x1B => return Err(ReadRefusal::damaged("xml-encoding")),
                _ => self.gap += 1,
            }
            if self.is_shared_texts {
                self.declared = self.declared.next(*byte)?;
            }
        }
        Ok(())
    }

    fn finish(&self) -> Result<(), ReadRefusal> {
        let longest = self.longest_gap.max(self.gap);
        if self.is_styles && self.elements.saturating_mul(longest) > limits::STYLE_BYTES {
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "style_bytes", limits::STYLE_BYTES));
        }
        if self.is_shared_texts && self.elements > limits::SHARED_TEXT_ELEMENTS {
            let limit = limits::SHARED_TEXT_ELEMENTS;
            return Err(ReadRefusal::limit(RefusalCode::TooLarge, "shared_text_elements", limit));
        }
        Ok(())
    }
}

/// Follows `uniqueCount = "digits"` wherever it stands, however it is spaced.
#[derive(Clone, Copy)]
enum Declared {
    /// So many letters of the word have been seen.
    Nothing(usize),
    Word,
    Equals,
    Digits(u64),
}

const DECLARATION: &[u8] = b"uniqueCount";

impl Declared {
    fn next(self, byte: u8) -> Result<Self, ReadRefusal> {
        let is_space = byte.is_ascii_whitespace();
        Ok(match self {
            Self::Nothing(seen) if byte == DECLARATION[seen] && seen + 1 == DECLARATION.len() => Self::Word,
            Self::Nothing(seen) if byte == DECLARATION[seen] => Self::Nothing(seen + 1),
            Self::Word if is_space => self,
            Self::Word if byte == b'=' => Self::Equals,
            Self::Equals if is_space || matches!(byte, b'"' | b'\'' | b'+') => self,
            Self::Equals if byte.is_ascii_digit() => Self::Digits(u64::from(byte - b'0')),
            Self::Digits(value) if byte.is_ascii_digit() => {
                let value = value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                if value > limits::SHARED_TEXTS {
                    return Err(ReadRefusal::limit(RefusalCode::TooLarge, "shared_texts", limits::SHARED_TEXTS));
                }
                Self::Digits(value)
            }
            _ => Self::Nothing(usize::from(byte == DECLARATION[0])),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(name: &str, text: &str) -> Result<(), ReadRefusal> {
        let mut scan = Scan::new(name);
        scan.take(text.as_bytes())?;
        scan.finish()
    }

    #[test]
    fn a_lie_about_shared_texts_is_found_however_it_is_written() {
        for text in
            ["<sst uniqueCount=\"99999999999\">", "<sst a='>' uniqueCount \n= '+99999999'>", "uuniqueCount=9999999"]
        {
            assert_eq!(scan("xl/sharedstrings.xml", text).unwrap_err().detail["limit"], "shared_texts", "{text}");
        }
        assert!(scan("xl/sharedstrings.xml", "<sst count=\"99999999999\" uniqueCount=\"348\">").is_ok());
    }

    #[test]
    fn document_types_and_entities_are_refused() {
        for text in ["<?xml?><!DOCTYPE lolz>", "<!ENTITY a 'b'>"] {
            assert_eq!(scan("xl/workbook.xml", text).unwrap_err().code, RefusalCode::Damaged);
        }
        assert!(scan("xl/workbook.xml", "<a><!-- fine --><![CDATA[fine]]></a>").is_ok());
    }

    #[test]
    fn one_long_format_for_many_styles_is_refused() {
        let text =
            format!("<numFmt formatCode=\"{}\"/>{}", "0".repeat(100_000), "<xf numFmtId=\"164\"/>".repeat(10_000));
        assert_eq!(scan("xl/styles.xml", &text).unwrap_err().detail["limit"], "style_bytes");
    }
}
