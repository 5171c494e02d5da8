//! The byte forms of this room: unsigned LEB128 numbers, length-prefixed bytes, fixed arrays. Every read is bounded.

use thiserror::Error;

/// Bytes that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("malformed: {0}")]
pub struct Malformed(pub &'static str);

/// Appends values to a byte vector.
#[derive(Debug, Default)]
pub struct Writer {
    /// What was written.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// An unsigned number, 7 bits a byte, lowest first.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push((value as u8 & 0x7f) | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A signed number, zigzag.
    pub fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    /// One byte.
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// Bytes of a known length.
    pub fn fixed(&mut self, value: &[u8]) {
        self.bytes.extend_from_slice(value);
    }

    /// Bytes after their length.
    pub fn blob(&mut self, value: &[u8]) {
        self.number(value.len() as u64);
        self.fixed(value);
    }

    /// Text after its length.
    pub fn text(&mut self, value: &str) {
        self.blob(value.as_bytes());
    }
}

/// Reads values from bytes; never past the end.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Bytes not read yet.
    pub const fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Refuses when bytes are left over.
    pub fn end(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed("bytes left over")) }
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed("cut short"))?;
        self.rest = rest;
        Ok(*first)
    }

    /// An unsigned number in its shortest form. Nothing that is counted or numbered here goes beyond what a store can
    /// keep (63 bits), so that the number after it can always be written, too.
    pub fn number(&mut self) -> Result<u64, Malformed> {
        let value = self.bits()?;
        if value > i64::MAX as u64 { Err(Malformed("number too large")) } else { Ok(value) }
    }

    fn bits(&mut self) -> Result<u64, Malformed> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(Malformed("number too large"));
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                // A second way to write a number would be a second hash for the same commit.
                return if byte == 0 && shift > 0 { Err(Malformed("number not in shortest form")) } else { Ok(value) };
            }
        }
        Err(Malformed("number too long"))
    }

    /// A signed number.
    pub fn signed(&mut self) -> Result<i64, Malformed> {
        let value = self.bits()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A count of things that each take at least one byte, at most `limit`.
    pub fn count(&mut self, limit: usize) -> Result<usize, Malformed> {
        let count = usize::try_from(self.number()?).map_err(|_| Malformed("count too large"))?;
        if count > limit || count > self.rest.len() {
            return Err(Malformed("count above its limit"));
        }
        Ok(count)
    }

    /// The next `length` bytes.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        if length > self.rest.len() {
            return Err(Malformed("cut short"));
        }
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        Ok(taken)
    }

    /// A fixed array.
    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed("cut short"))
    }

    /// Bytes after their length, at most `limit`.
    pub fn blob(&mut self, limit: usize) -> Result<&'a [u8], Malformed> {
        let length = usize::try_from(self.number()?).map_err(|_| Malformed("length too large"))?;
        if length > limit {
            return Err(Malformed("length above its limit"));
        }
        self.take(length)
    }

    /// Text after its length, at most `limit` bytes.
    pub fn text(&mut self, limit: usize) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.blob(limit)?).map_err(|_| Malformed("not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_that_has_none_after_it_is_refused() {
        for value in [u64::MAX, i64::MAX as u64 + 1] {
            let mut writer = Writer::default();
            writer.number(value);
            assert_eq!(Reader::new(&writer.bytes).number(), Err(Malformed("number too large")));
        }
    }

    proptest! {
        #[test]
        fn numbers_read_back(value in 0..=i64::MAX as u64, signed: i64) {
            let mut writer = Writer::default();
            writer.number(value);
            writer.signed(signed);
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.number().unwrap(), value);
            prop_assert_eq!(reader.signed().unwrap(), signed);
            prop_assert!(reader.end().is_ok());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            let _ = reader.number();
            let _ = reader.text(10);
            let _ = reader.fixed::<4>();
            let _ = reader.count(5);
        }
    }
}
