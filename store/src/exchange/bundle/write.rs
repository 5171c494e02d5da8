//! Writing parts: sealed as they are written, one section in memory.

use std::io::Write;

use sync::Hash;
use sync::bundle::{Header, PREFIX_BYTES, Section};
use sync::signing::SigningKey;

use crate::exchange::bundle::{BundleFault, seal};

/// Where parts are written to.
pub trait Parts {
    /// One part under way.
    type Out: Write;

    /// Begins a part.
    ///
    /// # Errors
    /// What the system says.
    fn begin(&mut self, header: &Header) -> std::io::Result<Self::Out>;

    /// The part is whole: it may be shown. One that was begun and not ended must not look like a part.
    ///
    /// # Errors
    /// What the system says.
    fn end(&mut self, header: &Header, out: Self::Out) -> std::io::Result<()>;
}

/// Parts in memory, for small ones.
impl Parts for Vec<(Header, Vec<u8>)> {
    type Out = Vec<u8>;

    fn begin(&mut self, _: &Header) -> std::io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn end(&mut self, header: &Header, out: Vec<u8>) -> std::io::Result<()> {
        self.push((header.clone(), out));
        Ok(())
    }
}

/// A part under way.
pub(super) struct PartWriter<'k, W: Write> {
    out: age::stream::StreamWriter<W>,
    key: &'k SigningKey,
    binding: Hash,
    place: u64,
    /// Plain bytes written.
    pub bytes: u64,
}

impl<'k, W: Write> PartWriter<'k, W> {
    pub fn begin(header: &Header, key: &'k SigningKey, receivers: &[[u8; 32]], out: W) -> Result<Self, BundleFault> {
        let mut out = seal::sealed_to(receivers, out)?;
        let bytes = header.seal(key);
        out.write_all(&bytes)?;
        let binding = Header::binding(&bytes[PREFIX_BYTES..]);
        Ok(Self { out, key, binding, place: 0, bytes: bytes.len() as u64 })
    }

    pub fn section(&mut self, section: &Section) -> Result<(), BundleFault> {
        let bytes = section.seal(&self.binding, self.place, self.key)?;
        self.out.write_all(&bytes)?;
        self.place += 1;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    pub fn finish(mut self) -> Result<W, BundleFault> {
        self.section(&Section::End(self.place))?;
        Ok(self.out.finish()?)
    }
}
