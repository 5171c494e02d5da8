//! Every limit of this room, named with its unit.

/// How long a connection waits for another of the same store, in milliseconds.
pub const BUSY_TIMEOUT_MS: u64 = 10_000;
/// Page cache of the writing connection, in KiB.
pub const WRITER_CACHE_KIB: i64 = 48 * 1024;
/// Page cache of each reading connection, in KiB.
pub const READER_CACHE_KIB: i64 = 64 * 1024;
/// The write-ahead log is cut back to this many bytes.
pub const JOURNAL_BYTES_MAX: i64 = 32 * 1024 * 1024;
/// The write-ahead log is written back when it holds this many pages of 4 KiB: pages written often are then written
/// back once.
pub const CHECKPOINT_PAGES: i64 = 4_000;
/// Reading connections kept open.
pub const READERS_MAX: usize = 4;
/// Freed when the disk is full, so that the work at hand can still be saved and sent: bytes.
pub const RESERVE_BYTES: u64 = 32 * 1024 * 1024;
/// Rows of a list page.
pub const PAGE_ROWS: usize = 50;
/// Commits that one page of an audit looks at before it says where to go on.
pub const AUDIT_SCANNED_MAX: usize = 50_000;
/// Commits that one page of an audit unpacks.
pub const AUDIT_OPENED_MAX: usize = 10_000;
/// Documents told of one commit in an audit.
pub const AUDIT_SUBJECTS_MAX: usize = 20;
/// Candidates of a name search that are ranked.
pub const SEARCH_CANDIDATES_MAX: usize = 300;
/// Largest draft, in bytes of JSON.
pub const DRAFT_BYTES_MAX: usize = 1024 * 1024;
/// Drafts of one user.
pub const DRAFTS_MAX: usize = 200;
/// Files kept for import, newest first.
pub const FILES_MAX: usize = 8;
/// Chunks received in one transaction at the most.
pub const RECEIVE_CHUNKS_MAX: usize = 64;
/// Documents of an area from which on a first load is worth a pack.
pub const PACK_DOCUMENTS_MIN: u64 = 200;
/// Feed items behind a pack before it is made anew, besides a quarter of those in it.
pub const PACK_STALE_ITEMS: u64 = 50;
/// Facts in one block of a pack.
pub const PACK_FACTS: usize = 5_000;
/// Device numbers that one life of a hub gives out.
pub const DEVICES_OF_A_LIFE: u32 = 1_000;
/// Chunks named in one offer to a hub that may have lost them.
pub const OFFER_CHUNKS_MAX: usize = 2_000;
/// Documents and facts fetched in one request of a repair.
pub const FETCH_ENTRIES_MAX: usize = 500;
/// How long after a grant ended work of a device that says it has not heard of it is still taken, in milliseconds: 60 days.
pub const GRACE_MS: i64 = 60 * 86_400_000;
/// Chunks in one bundle at the most: what is beyond goes into the next one.
pub const BUNDLE_CHUNKS_MAX: usize = 500_000;
/// Bytes of chunks that wait for earlier ones.
pub const WAITING_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Largest sealed part that is carried for others, in bytes.
pub const CARRIED_PART_BYTES_MAX: u64 = 600 * 1024 * 1024;
/// Bytes of all parts that are carried, and that one carrier may have under way at the hub.
pub const CARRIED_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Parts that are carried, and that one carrier may have under way at the hub.
pub const CARRIED_PARTS_MAX: usize = 64;
/// How long the hub keeps what a carrier began to hand over, and answers nobody fetched, in milliseconds.
pub const HANDED_KEPT_MS: i64 = 30 * 24 * 3_600_000;
