//! What a disk may hold after the power went: from the recorded operations, at each of them, in each way to lose.

use crate::chance::Chance;
use crate::disk::{Files, Op, put};

/// What a write is torn at, in bytes.
pub const SECTOR_BYTES: usize = 512;

/// What becomes of operations that no sync made durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// All of them are lost.
    None,
    /// All of them survive.
    All,
    /// Any of them survive, in any order, some torn.
    Random,
    /// All survive, but the last write only in part.
    Torn,
}

impl Loss {
    /// Every way.
    pub const WAYS: [Self; 4] = [Self::None, Self::All, Self::Random, Self::Torn];
}

/// The disk after a cut.
#[derive(Debug, Clone)]
pub struct Cut {
    /// Operations that had been done.
    pub at: usize,
    /// What the disk holds.
    pub files: Files,
}

/// Every cut of one recording, in order: before the first operation, after the first, … after the last.
pub struct PowerCuts<'a> {
    ops: &'a [Op],
    loss: Loss,
    chance: Chance,
    at: Option<usize>,
    /// What is durable whatever happens.
    durable: Files,
    /// Operations that no sync has made durable yet, oldest first.
    pending: Vec<&'a Op>,
}

impl<'a> PowerCuts<'a> {
    /// Cuts of a recording that began with these files.
    pub fn new(base: Files, ops: &'a [Op], loss: Loss, seed: u64) -> Self {
        Self { ops, loss, chance: Chance::new(seed), at: None, durable: base, pending: Vec::new() }
    }

    /// Takes in the next operation.
    fn step(&mut self, op: &'a Op) {
        match op {
            Op::Sync { file } => {
                let (of_file, others) = self.pending.iter().partition::<Vec<&Op>, _>(|op| file_of(op) == file);
                of_file.iter().for_each(|op| apply(&mut self.durable, op));
                self.pending = others;
            }
            Op::Delete { file, is_durable: true } => {
                self.pending.retain(|op| file_of(op) != file);
                self.durable.remove(file);
            }
            Op::Create { .. } | Op::Write { .. } | Op::Truncate { .. } | Op::Delete { .. } => self.pending.push(op),
        }
    }

    fn files(&mut self) -> Files {
        let mut files = self.durable.clone();
        match self.loss {
            Loss::None => {}
            Loss::All => self.pending.iter().for_each(|op| apply(&mut files, op)),
            Loss::Random => {
                let mut kept = Vec::new();
                for op in &self.pending {
                    if self.chance.once_in(2) {
                        kept.push(*op);
                    }
                }
                self.chance.shuffle(&mut kept);
                for op in kept {
                    match torn(op, &mut self.chance) {
                        Some(part) if self.chance.once_in(4) => apply(&mut files, &part),
                        _ => apply(&mut files, op),
                    }
                }
            }
            Loss::Torn => {
                let last = self.pending.iter().rposition(|op| matches!(op, Op::Write { .. }));
                for (index, op) in self.pending.iter().enumerate() {
                    match (last == Some(index)).then(|| torn(op, &mut self.chance)).flatten() {
                        Some(part) => apply(&mut files, &part),
                        None => apply(&mut files, op),
                    }
                }
            }
        }
        files
    }
}

impl Iterator for PowerCuts<'_> {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        let at = match self.at {
            None => 0,
            Some(at) => {
                let op = self.ops.get(at)?;
                self.step(op);
                at + 1
            }
        };
        self.at = Some(at);
        Some(Cut { at, files: self.files() })
    }
}

/// A part of a write, from a sector's beginning to a sector's end, smaller than the whole.
fn torn(op: &Op, chance: &mut Chance) -> Option<Op> {
    let Op::Write { file, at, bytes } = op else { return None };
    let sectors = bytes.len().div_ceil(SECTOR_BYTES);
    let (from, to) = match sectors {
        0 | 1 => (0, bytes.len() / 2),
        _ => {
            let from = chance.below(2) * chance.below(sectors);
            let to = from + chance.below(sectors - from);
            (from * SECTOR_BYTES, (to * SECTOR_BYTES).min(bytes.len()))
        }
    };
    Some(Op::Write { file: file.clone(), at: at + from, bytes: bytes[from..to].to_vec() })
}

fn file_of(op: &Op) -> &String {
    match op {
        Op::Create { file }
        | Op::Write { file, .. }
        | Op::Truncate { file, .. }
        | Op::Sync { file }
        | Op::Delete { file, .. } => file,
    }
}

fn apply(files: &mut Files, op: &Op) {
    match op {
        Op::Create { file } => drop(files.entry(file.clone()).or_default()),
        Op::Write { file, at, bytes } => put(files.entry(file.clone()).or_default(), *at, bytes),
        Op::Truncate { file, length } => files.entry(file.clone()).or_default().resize(*length, 0),
        Op::Sync { .. } => {}
        Op::Delete { file, .. } => drop(files.remove(file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(file: &str, at: usize, byte: u8, length: usize) -> Op {
        Op::Write { file: file.to_owned(), at, bytes: vec![byte; length] }
    }

    fn cuts(ops: &[Op], loss: Loss) -> Vec<Files> {
        PowerCuts::new(Files::from([("a".to_owned(), vec![0; 4])]), ops, loss, 1).map(|cut| cut.files).collect()
    }

    #[test]
    fn only_a_sync_makes_durable_and_only_its_own_file() {
        let ops = [write("a", 0, 1, 2), write("b", 0, 2, 2), Op::Sync { file: "a".to_owned() }, write("a", 0, 3, 4)];
        let none = cuts(&ops, Loss::None);
        assert_eq!(none.len(), 5);
        assert_eq!(none[2]["a"], [0, 0, 0, 0]);
        assert_eq!(none[4]["a"], [1, 1, 0, 0]);
        assert!(!none[4].contains_key("b"), "a file whose entry was never synced is gone");
        let all = cuts(&ops, Loss::All);
        assert_eq!((all[2]["a"].as_slice(), all[2]["b"].as_slice()), ([1, 1, 0, 0].as_slice(), [2, 2].as_slice()));
        assert_eq!(all[4]["a"], [3, 3, 3, 3]);
    }

    #[test]
    fn a_deleted_file_comes_back_unless_its_folder_was_synced() {
        for is_durable in [false, true] {
            let ops = [Op::Delete { file: "a".to_owned(), is_durable }];
            assert_eq!(cuts(&ops, Loss::None)[1].contains_key("a"), !is_durable);
            assert!(!cuts(&ops, Loss::All)[1].contains_key("a"));
        }
    }

    #[test]
    fn a_torn_write_is_a_part_that_begins_and_ends_at_sectors() {
        let mut chance = Chance::new(7);
        for _ in 0..1_000 {
            let Some(Op::Write { at, bytes, .. }) = torn(&write("a", 4_096, 9, 4_096), &mut chance) else { panic!() };
            assert!(at.is_multiple_of(SECTOR_BYTES) && bytes.len().is_multiple_of(SECTOR_BYTES));
            assert!(at >= 4_096 && at + bytes.len() <= 8_192 && bytes.len() < 4_096);
        }
    }

    #[test]
    fn the_same_seed_loses_the_same() {
        let ops: Vec<Op> = (0..40).map(|one| write("a", one * 512, one as u8, 2_048)).collect();
        assert_eq!(cuts(&ops, Loss::Random), cuts(&ops, Loss::Random));
        assert_ne!(cuts(&ops, Loss::Random), cuts(&ops, Loss::All));
    }
}
