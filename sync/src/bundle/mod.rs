//! A bundle: the exchange in files, for a stick or for a wire between two laptops. Bytes in, bytes out.
//!
//! A bundle comes in parts, each useful alone: a header, then sections, then an end. Header and sections are signed by
//! the device that made them, each section for its place in its part, so that nobody who carries a part can add to it,
//! take from it or move anything in it. Sealing to receivers (the age format) lies around this and is not done here.

pub mod carry;
mod header;
mod section;

pub use header::{Header, PREFIX_BYTES, Purpose, header_length};
pub use section::{FeedPage, FeedRun, Held, HeldUpTo, SECTION_PREFIX_BYTES, Section, Vector, section_length};

/// What a laptop's hello in a bundle is signed for: it can never be taken for an online one.
pub const HELLO_PATH: &str = "/bundle/hello";
/// The route by which a carrier hands over a sealed part and fetches the answer.
pub const CARRY_PATH: &str = "/exchange/carry";

/// Most receivers of a bundle.
pub const RECEIVERS_MAX: usize = 64;
/// Most parts of a bundle.
pub const PARTS_MAX: u32 = 10_000;
/// Longest header, in bytes.
pub const HEADER_BYTES_MAX: usize = 4 * 1024;
/// Largest body of a section, in bytes: the largest chunk and what stands around it.
pub const SECTION_BYTES_MAX: usize = crate::limits::CHUNK_BYTES_MAX + 1024 * 1024;
/// Chunks are gathered into sections of about this many bytes.
pub const SECTION_BYTES: usize = 256 * 1024;
/// Most sections of a part.
pub const SECTIONS_MAX: u64 = 100_000;
/// Most places in a vector.
pub const VECTOR_MAX: usize = 50_000;
/// Smallest size of a part that may be asked for, in bytes.
pub const PART_BYTES_MIN: u64 = 1024 * 1024;
/// Size of a part when nobody asked, in bytes: small enough for every stick and its file system.
pub const PART_BYTES: u64 = 512 * 1024 * 1024;
