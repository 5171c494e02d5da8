//! Every decoder of bytes from outside, fed with bytes made to do harm.
//!
//! A target takes any bytes and must return: an error is an answer; a panic, a hang, or memory out of proportion is not.
//! What must be true of the result (what was read is written and read back alike, neighbours are kept) it asserts.
//! `cargo test` replays the corpus, the seeds and a bounded number of mutants of both; `make soak` lets libFuzzer look
//! for more. A new decoder is one line in [`TARGETS`].

mod mutant;
mod targets;

use std::path::{Path, PathBuf};

pub use mutant::mutant;

/// One decoder.
pub struct Target {
    /// Its name, and that of its folder in the corpus.
    pub name: &'static str,
    /// Feeds it. Must not panic.
    pub feed: fn(&[u8]),
    /// Bytes that our own encoders make.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Mutants tried by `cargo test`: fewer where each one costs a transaction.
    pub mutants: usize,
    /// Most memory one input may hold at a time, in MiB. Where a passphrase may be hashed (a fresh world, a new user),
    /// Argon2's 64 MiB are in it.
    pub mib_max: usize,
}

use targets::{
    bulk, conversation, document, file, hub_says, insider, message, name, nearby, record, rescue, stick, use_case,
    wire, word,
};

/// Every target.
#[rustfmt::skip]
pub const TARGETS: &[Target] = &[
    Target { name: "chunk", feed: wire::chunk, seeds: wire::chunk_seeds, mutants: 3_000, mib_max: 32 },
    Target { name: "chunk_body", feed: wire::chunk_body, seeds: wire::chunk_body_seeds, mutants: 3_000, mib_max: 32 },
    Target { name: "payload", feed: wire::payload, seeds: wire::payload_seeds, mutants: 4_000, mib_max: 16 },
    Target { name: "fact", feed: wire::fact, seeds: wire::fact_seeds, mutants: 4_000, mib_max: 16 },
    Target { name: "message", feed: message::message, seeds: message::seeds, mutants: 9_000, mib_max: 16 },
    Target { name: "bulk", feed: bulk::bulk, seeds: bulk::bulk_seeds, mutants: 2_000, mib_max: 160 },
    Target { name: "bulk_shape", feed: bulk::shape, seeds: bulk::shape_seeds, mutants: 600, mib_max: 32 },
    Target { name: "phases", feed: hub_says::phases, seeds: hub_says::seeds, mutants: 3_000, mib_max: 16 },
    Target { name: "hub_says", feed: hub_says::exchange, seeds: hub_says::seeds, mutants: 120, mib_max: 160 },
    Target { name: "join_code", feed: wire::join_code, seeds: wire::join_code_seeds, mutants: 2_000, mib_max: 1 },
    Target { name: "packing", feed: wire::packing, seeds: wire::packing_seeds, mutants: 2_000, mib_max: 32 },
    Target { name: "document", feed: document::load, seeds: document::load_seeds, mutants: 2_000, mib_max: 64 },
    Target { name: "replay", feed: document::replay, seeds: document::replay_seeds, mutants: 400, mib_max: 64 },
    Target { name: "answers", feed: conversation::answers, seeds: conversation::answer_seeds, mutants: 3_000, mib_max: 16 },
    Target { name: "exchange", feed: conversation::exchange, seeds: conversation::exchange_seeds, mutants: 250, mib_max: 160 },
    Target { name: "on_the_way", feed: conversation::on_the_way, seeds: conversation::on_the_way_seeds, mutants: 40, mib_max: 160 },
    Target { name: "insider", feed: insider::chunks, seeds: insider::seeds, mutants: 120, mib_max: 160 },
    Target { name: "carrying", feed: hub_says::carrying, seeds: hub_says::seeds, mutants: 120, mib_max: 160 },
    Target { name: "part", feed: stick::part, seeds: stick::part_seeds, mutants: 3_000, mib_max: 16 },
    Target { name: "stick_file", feed: stick::file, seeds: stick::file_seeds, mutants: 200, mib_max: 160 },
    Target { name: "stick", feed: stick::insider, seeds: insider::seeds, mutants: 100, mib_max: 160 },
    Target { name: "line_code", feed: nearby::code, seeds: nearby::code_seeds, mutants: 1_500, mib_max: 40 },
    Target { name: "line", feed: nearby::peer, seeds: nearby::peer_seeds, mutants: 80, mib_max: 160 },
    Target { name: "rescue_file", feed: rescue::file, seeds: rescue::file_seeds, mutants: 800, mib_max: 160 },
    Target { name: "rescue", feed: rescue::insider, seeds: insider::seeds, mutants: 100, mib_max: 160 },
    Target { name: "key_slots", feed: rescue::slots, seeds: rescue::slot_seeds, mutants: 1_500, mib_max: 16 },
    Target { name: "outbox_record", feed: record::outbox_record, seeds: record::outbox_record_seeds, mutants: 4_000, mib_max: 16 },
    Target { name: "outbox_file", feed: record::outbox_file, seeds: record::outbox_file_seeds, mutants: 300, mib_max: 32 },
    Target { name: "table", feed: file::table, seeds: file::table_seeds, mutants: 600, mib_max: 256 },
    Target { name: "sheet", feed: file::sheet, seeds: file::sheet_seeds, mutants: 400, mib_max: 256 },
    Target { name: "area_file", feed: file::areas, seeds: file::area_seeds, mutants: 60, mib_max: 160 },
    Target { name: "use_case", feed: use_case::text, seeds: use_case::text_seeds, mutants: 250, mib_max: 160 },
    Target { name: "use_case_shape", feed: use_case::shaped, seeds: use_case::shaped_seeds, mutants: 250, mib_max: 160 },
    Target { name: "name", feed: name::name, seeds: name::seeds, mutants: 1_500, mib_max: 16 },
    Target { name: "word", feed: word::word, seeds: word::seeds, mutants: 4_000, mib_max: 1 },
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Folder of a target's corpus.
pub fn corpus(target: &Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
}

/// What lies in a folder, in the order of names; nothing when there is none.
pub fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter_map(|entry| Some((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).ok()?)))
        .collect();
    found.sort();
    found
}
