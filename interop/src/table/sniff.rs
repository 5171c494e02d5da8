//! What a file is, told from its first bytes.
//!
//! Only two kinds are read, packages and text; the others are named so that the refusal can say what to do instead.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip: perhaps a workbook.
    Package,
    /// A workbook behind a password.
    Encrypted,
    /// Something else, by name.
    Other(&'static str),
    Text,
}

const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xFF\xD8\xFF", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
    (b"\x1F\x8B", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xBC\xAF\x27\x1C", "archive"),
    (b"SQLite format 3\0", "database"),
    (b"PAR1", "parquet"),
    (b"\x7FELF", "program"),
    (b"MZ\x90\0", "program"),
];

pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Package;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return compound(bytes);
    }
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Kind::Other(found);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head: Vec<u8> = start.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(64).copied().collect();
    markup(&head.to_ascii_lowercase()).map_or(Kind::Text, Kind::Other)
}

/// The old binary container holds either an old workbook or a locked new one.
fn compound(bytes: &[u8]) -> Kind {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) { Kind::Encrypted } else { Kind::Other("legacy-xls") }
}

fn markup(head: &[u8]) -> Option<&'static str> {
    const HTML: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<table", b"<head", b"<body"];
    if HTML.iter().any(|tag| head.starts_with(tag)) {
        return Some("html");
    }
    if head.starts_with(b"<?xml") || head.starts_with(b"<!doctype") || head.starts_with(b"<workbook") {
        return Some("xml");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        assert_eq!(kind(b"PK\x03\x04rest"), Kind::Package);
        assert_eq!(kind(b"%PDF-1.7"), Kind::Other("pdf"));
        assert_eq!(kind(b"\xEF\xBB\xBF \n<HTML>"), Kind::Other("html"));
        assert_eq!(kind(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Kind::Other("legacy-xls"));
        assert_eq!(kind(b"name,age\nAmina,34\n"), Kind::Text);
    }
}
