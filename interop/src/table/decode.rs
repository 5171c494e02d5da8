//! Bytes to text: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252 and a note.
//!
//! Windows-1252 never fails, so the refusal of what is not text at all comes first: a NUL, or control characters in
//! numbers that no text has.

use super::ReadNote;
use super::refusal::{ReadRefusal, RefusalCode};

/// What Windows-1252 has at 0x80–0x9F; the five gaps stay control characters, as browsers read them.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// One control character in this many bytes is taken for a stray; more is not text.
const BYTES_PER_CONTROL: usize = 200;

pub(super) fn text(bytes: &[u8]) -> Result<(String, Option<ReadNote>), ReadRefusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let controls =
        bytes.iter().filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\r' | b'\n')).count();
    if bytes.contains(&0) || controls * BYTES_PER_CONTROL > bytes.len() {
        return Err(not_text());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        Err(_) => Ok((bytes.iter().map(|byte| windows_1252(*byte)).collect(), Some(ReadNote::EncodingGuessed))),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<(String, Option<ReadNote>), ReadRefusal> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let decoded: Result<String, _> = char::decode_utf16(units).collect();
    match decoded {
        Ok(text) if bytes.len().is_multiple_of(2) && !text.contains('\0') => Ok((text, None)),
        _ => Err(not_text()),
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn not_text() -> ReadRefusal {
    ReadRefusal::new(RefusalCode::NotText).with("found", "bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_name() {
        let le: Vec<u8> = [0xFF, 0xFE].into_iter().chain("é,ü".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let be: Vec<u8> = [0xFE, 0xFF].into_iter().chain("é,ü".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in ["é,ü".as_bytes(), "\u{feff}é,ü".as_bytes(), &le, &be] {
            assert_eq!(text(bytes).unwrap(), ("é,ü".to_owned(), None));
        }
        assert_eq!(text(b"\xE9,\xFC \x80").unwrap(), ("é,ü €".to_owned(), Some(ReadNote::EncodingGuessed)));
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        for bytes in [b"a,b\0c".as_slice(), b"\x01\x02\x03", b"\xFF\xFE\x00", b"\xFF\xFE\x00\xD8"] {
            assert_eq!(text(bytes).unwrap_err().code, RefusalCode::NotText);
        }
    }
}
