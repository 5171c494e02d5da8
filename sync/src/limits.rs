//! Every limit of this room, named with its unit. What is above a limit is refused or quarantined, never truncated.

/// A chunk is sealed when its plain body reaches this many bytes.
pub const CHUNK_PLAIN_BYTES_SEAL: usize = 96 * 1024;
/// Largest plain body of a chunk that is read, in bytes; one large commit may exceed the sealing mark.
pub const CHUNK_PLAIN_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Largest sealed chunk that is read, in bytes.
pub const CHUNK_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Most commits in a chunk.
pub const CHUNK_COMMITS_MAX: usize = 20_000;
/// Acts and reasons of all commits of a chunk together, in bytes, each counted as often as it is said.
pub const CHUNK_WORD_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Most operations in a chunk: 113 hostile bytes of raw Automerge can mean ten million.
pub const CHUNK_OPERATIONS_MAX: usize = 50_000;
/// Most values in the change of one document.
pub const CHANGE_OPERATIONS_MAX: usize = 5_000;
/// Most documents or facts in one commit.
pub const COMMIT_ITEMS_MAX: usize = 2_000;
/// Longest text value, in bytes.
pub const TEXT_BYTES_MAX: usize = 16 * 1024;
/// Longest body of a fact, in bytes.
pub const FACT_BYTES_MAX: usize = 64 * 1024;
/// Longest reason or act name in a commit, in bytes.
pub const REASON_BYTES_MAX: usize = 8 * 1024;
/// Most dependencies of one change.
pub const DEPENDENCIES_MAX: usize = 64;
/// Most bytes of one request or reply of the conversation.
pub const MESSAGE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Most areas a laptop may name in one message.
pub const AREAS_MAX: usize = 20_000;
/// Bytes of chunks in the first push or pull of a conversation, before the link has shown what it carries.
pub const BATCH_BYTES_FIRST: usize = 96 * 1024;
/// Bytes of chunks in a batch at the least.
pub const BATCH_BYTES_MIN: usize = 16 * 1024;
/// Bytes of chunks in a batch at the most.
pub const BATCH_BYTES_MAX: usize = 2 * 1024 * 1024;
/// A batch is what the link carries in this many milliseconds: a cut costs no more than one.
pub const BATCH_MS: u64 = 7_000;
/// Largest packed document that is unpacked, in bytes.
pub const DOCUMENT_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Largest unpacked bulk, in bytes.
pub const BULK_PLAIN_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most documents, facts or commits in a bulk.
pub const BULK_ITEMS_MAX: usize = 100_000;
/// Most values in all changes of a bulk together.
pub const BULK_VALUES_MAX: usize = 2_000_000;
/// Acts and reasons of all commits of a bulk together, in bytes, each counted as often as it is said.
pub const BULK_WORD_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most columns of a bulk: a few per field.
pub const BULK_COLUMNS_MAX: usize = 4_096;
/// Most documents and facts named in one message of a repair.
pub const ENTRIES_MAX: usize = 5_000;
/// Most blocks of an area's pack.
pub const BLOCKS_MAX: usize = 20_000;
/// Most chains that a pack covers.
pub const TIPS_MAX: usize = 20_000;
/// Documents in one block of a pack: applied in one transaction.
pub const BLOCK_DOCUMENTS: usize = 4_000;
