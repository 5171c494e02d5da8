//! Pull: feed items from the positions the laptop has reached.

use domain::{Area, Id};

use super::{ITEMS_MAX, Message, read_areas, write_areas};
use crate::codec::{Malformed, Reader, Writer};
use crate::limits::CHUNK_BYTES_MAX;

/// Asks for feed items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pull {
    /// Positions to go on from, most urgent first.
    pub after: Vec<(Id<Area>, u64)>,
    /// How many bytes of chunks at the most (at least one chunk comes).
    pub bytes_max: u64,
}

/// Feed items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullReply {
    /// Area, position and chunk.
    pub items: Vec<(Id<Area>, u64, Vec<u8>)>,
    /// Position to go on from for areas where the laptop's own chunks were passed over.
    pub passed: Vec<(Id<Area>, u64)>,
}

impl PullReply {
    /// Whether it leads behind one of these positions: what does not would be asked for again for ever.
    pub fn brings_on(&self, after: &[(Id<Area>, u64)]) -> bool {
        let leads_on = |area: &Id<Area>, seq: &u64| after.iter().any(|(asked, at)| asked == area && at < seq);
        self.items.iter().any(|(area, seq, _)| leads_on(area, seq))
            || self.passed.iter().any(|(area, seq)| leads_on(area, seq))
    }
}

impl Message for Pull {
    fn write(&self, writer: &mut Writer) {
        write_areas(writer, &self.after);
        writer.number(self.bytes_max);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { after: read_areas(reader)?, bytes_max: reader.number()? })
    }
}

impl Message for PullReply {
    fn write(&self, writer: &mut Writer) {
        writer.number(self.items.len() as u64);
        for (area, at, chunk) in &self.items {
            writer.fixed(&area.to_bytes());
            writer.number(*at);
            writer.blob(chunk);
        }
        write_areas(writer, &self.passed);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(ITEMS_MAX)?;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push((Id::from_bytes(reader.fixed()?), reader.number()?, reader.blob(CHUNK_BYTES_MAX)?.to_vec()));
        }
        Ok(Self { items, passed: read_areas(reader)? })
    }
}
