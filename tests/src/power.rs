//! A store on a disk that loses power: one run is recorded, then the disk is cut at every operation and opened again.
//!
//! What must hold after each cut: the store opens, `verify` finds nothing, every acknowledged act is there, the one
//! that was not acknowledged yet is whole or absent, and the outbox file holds what the hub does not.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crash::{Chance, Cut, Disk, Files, Loss, Op, PowerCuts, Vfs};
use store::key::StoreKey;
use store::limits::RESERVE_BYTES;
use store::{DATABASE, OUTBOX, OpenStore, Place, Store, StoreFault, read_outbox, rebuild, verify};

/// A store whose disk can be cut.
pub struct Victim {
    vfs: Vfs,
    folder: tempfile::TempDir,
    place: Place,
    base: Files,
    marks: Vec<Mark>,
}

/// The state at a moment when something had just been acknowledged.
struct Mark {
    /// Operations done until then.
    at: usize,
    /// Everything the store tells about itself.
    state: String,
    /// The outbox file.
    outbox: Vec<u8>,
}

/// What cutting showed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Operations of the run.
    pub operations: usize,
    /// Cuts looked at.
    pub cuts: usize,
    /// Of these, disks that were not the same as one looked at before.
    pub different: usize,
    /// What went wrong, one sentence a cut.
    pub problems: Vec<String>,
}

/// Which cuts to look at.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// Cuts at the most; those at an acknowledgement come on top.
    pub most: usize,
    /// For what is left to chance.
    pub seed: u64,
}

impl Choice {
    /// `$PAMOJA_CUTS` a run and way to lose (`all` for every operation), otherwise `most`.
    pub fn of(most: usize) -> Self {
        let told = std::env::var("PAMOJA_CUTS").ok();
        let most = told.map_or(most, |told| told.parse().unwrap_or(usize::MAX));
        let seed = std::env::var("PAMOJA_CUTS_SEED").ok().and_then(|told| told.parse().ok()).unwrap_or(1);
        Self { most, seed }
    }
}

impl Victim {
    /// A disk without a store.
    ///
    /// # Panics
    /// Without a temporary folder.
    pub fn empty(place: Place) -> Self {
        // In memory where there is such a folder: lock and outbox are synced for every cut.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a temporary folder");
        // The reserve only has to have its length; a hole in a file has it too, and costs nothing.
        let reserve = fs::File::create(folder.path().join("reserve")).and_then(|file| file.set_len(RESERVE_BYTES));
        reserve.expect("room for a file with a hole");
        Self { vfs: Vfs::new(), folder, place, base: Files::new(), marks: Vec::new() }
    }

    /// A disk with a copy of the store in `from`: a backup or a frozen release.
    ///
    /// # Panics
    /// When there is none.
    pub fn of(from: &Path, place: Place) -> Self {
        let mut victim = Self::empty(place);
        let database = fs::read(from.join(DATABASE)).expect("a database to copy");
        victim.base.insert(victim.path(DATABASE), database);
        if let Ok(outbox) = fs::read(from.join(OUTBOX)) {
            fs::write(victim.outbox(), outbox).expect("a copy of the outbox");
        }
        victim.disk().load(victim.base.clone());
        victim
    }

    /// A disk with a copy of an open store.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub fn copy_of(store: &Store) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        store.backup(folder.path()).expect("a copy");
        if let Ok(outbox) = fs::read(store.folder().join(OUTBOX)) {
            fs::write(folder.path().join(OUTBOX), outbox).expect("a copy of the outbox");
        }
        Self::of(folder.path(), store.place())
    }

    /// The disk.
    pub fn disk(&self) -> &Disk {
        self.vfs.disk()
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn outbox(&self) -> PathBuf {
        self.folder.path().join(OUTBOX)
    }

    /// The key all stories use.
    pub fn key() -> StoreKey {
        StoreKey::from_bytes([7; 32])
    }

    /// Opens the store as it lies on the disk.
    ///
    /// # Errors
    /// What opening says.
    pub fn open(&self) -> Result<Store, StoreFault> {
        // Of words that differ: from four equal ones a source gives its first chance twice.
        let seed = sync::Hash::of(&[b"victim"]).0;
        let options = OpenStore { folder: self.folder.path(), key: &Self::key(), place: self.place, seed };
        Store::open_on(&options, Some(self.vfs.name()))
    }

    /// Puts the disk and the outbox back to where the run began.
    ///
    /// # Panics
    /// When a store is still open on it.
    pub fn begin_again(&self, outbox: &[u8]) {
        self.disk().load(self.base.clone());
        fs::write(self.outbox(), outbox).expect("room for the outbox");
    }

    /// Bytes of the outbox file now.
    pub fn outbox_bytes(&self) -> Vec<u8> {
        fs::read(self.outbox()).unwrap_or_default()
    }

    /// Records from here; what is there now is durable.
    pub fn record(&mut self) {
        self.base = self.disk().files();
        self.marks.clear();
        self.disk().record();
    }

    /// Something was acknowledged: the state of now must outlive every cut from here on.
    ///
    /// # Panics
    /// When a store that works cannot be read.
    pub fn acknowledged(&mut self, store: &Store) {
        let state = state(store).expect("a store that works can be read");
        let (at, outbox) = (self.disk().recorded(), self.outbox_bytes());
        self.marks.push(Mark { at, state, outbox });
    }

    /// Nothing can be acknowledged before the store is open for the first time: one state is the only right one.
    ///
    /// # Panics
    /// As [`Victim::acknowledged`].
    pub fn opened(&mut self, store: &Store) {
        self.acknowledged(store);
        self.marks.iter_mut().for_each(|mark| mark.at = 0);
    }

    /// Ends recording and cuts the run in every way.
    ///
    /// # Panics
    /// When nothing was acknowledged.
    pub fn cuts(&self, ways: &[Loss], choice: Choice) -> Vec<(Loss, Tally)> {
        let ops = self.disk().recording();
        assert!(!self.marks.is_empty() && !ops.is_empty(), "a run that was recorded");
        let mut seen = BTreeSet::new();
        ways.iter().map(|way| (*way, self.cut(&ops, *way, choice, &mut seen))).collect()
    }

    fn cut(&self, ops: &[Op], way: Loss, choice: Choice, seen: &mut BTreeSet<u64>) -> Tally {
        let mut tally = Tally { operations: ops.len(), ..Tally::default() };
        let mut chance = Chance::new(choice.seed ^ 0xA5A5);
        let stride = ops.len().div_ceil(choice.most.max(1)).max(1);
        let offset = usize::try_from(choice.seed).unwrap_or(0) % stride;
        for cut in PowerCuts::new(self.base.clone(), ops, way, choice.seed) {
            let is_mark = self.marks.iter().any(|mark| mark.at == cut.at);
            if !is_mark && cut.at % stride != offset {
                continue;
            }
            tally.cuts += 1;
            let outbox = self.outbox_at(cut.at, &mut chance);
            let mut hasher = DefaultHasher::new();
            (&cut.files, &outbox, self.last_mark(cut.at)).hash(&mut hasher);
            if !seen.insert(hasher.finish()) {
                continue;
            }
            tally.different += 1;
            let at = cut.at;
            if let Err(problem) = self.survives(cut, &outbox) {
                tally.problems.push(format!("{way:?} at operation {at}: {problem}"));
            }
        }
        tally
    }

    fn last_mark(&self, at: usize) -> usize {
        self.marks.iter().rposition(|mark| mark.at <= at).unwrap_or(0)
    }

    /// The outbox at that moment. It is appended to right after an acknowledgement: there, it may be as before, whole,
    /// or cut short.
    fn outbox_at(&self, at: usize, chance: &mut Chance) -> Vec<u8> {
        let index = self.last_mark(at);
        let whole = &self.marks[index].outbox;
        if self.marks[index].at != at || index == 0 {
            return whole.clone();
        }
        let before = &self.marks[index - 1].outbox;
        match chance.below(3) {
            0 => before.clone(),
            1 => whole.clone(),
            _ if whole.len() > before.len() => {
                let kept = before.len() + chance.below(whole.len() - before.len());
                let mut torn = whole[..kept].to_vec();
                // A file may have grown before its bytes were written.
                torn.resize(kept + chance.below(2) * (whole.len() - kept), 0);
                torn
            }
            _ => whole.clone(),
        }
    }

    fn survives(&self, cut: Cut, outbox: &[u8]) -> Result<(), String> {
        let index = self.last_mark(cut.at);
        self.disk().load(cut.files);
        fs::write(self.outbox(), outbox).map_err(|error| error.to_string())?;
        let store = self.open().map_err(|fault| format!("it does not open: {fault}"))?;
        sound(&store)?;
        let found = state(&store).map_err(|fault| format!("it cannot be read: {fault}"))?;
        let may_be = self.marks.iter().skip(index).take(2).position(|mark| mark.state == found);
        if may_be.is_none() {
            let earlier = self.marks[..index].iter().any(|mark| mark.state == found);
            let what = if earlier { "an acknowledged act is missing" } else { "it is in a state that never was" };
            return Err(format!("{what}, after acknowledgement {index}"));
        }
        Ok(())
    }
}

/// What must be true of every store after it was opened.
///
/// # Errors
/// What is not, in a sentence.
pub fn sound(store: &Store) -> Result<(), String> {
    let verified = verify::verify(store).map_err(|fault| format!("it cannot be verified: {fault}"))?;
    if let Some(finding) = verified.findings.first() {
        return Err(format!("{} findings, first: {finding}", verified.findings.len()));
    }
    if store.place() == Place::Hub {
        return Ok(());
    }
    let standing = store.read(|reader| reader.standing()).map_err(|fault: StoreFault| fault.to_string())?;
    let Some(incarnation) = standing.incarnation else { return Ok(()) };
    let outbox = read_outbox(store.folder(), &Victim::key()).map_err(|fault| fault.to_string())?;
    let kept: BTreeSet<u64> =
        outbox.iter().filter(|commit| commit.header.incarnation == incarnation).map(|commit| commit.header.n).collect();
    match (standing.held_n + 1..=standing.tip_n).find(|n| !kept.contains(n)) {
        Some(n) => Err(format!("commit {n} is not held by the hub and not in the outbox")),
        None => Ok(()),
    }
}

/// Everything a store tells about itself: rows, documents, facts, where it stands.
///
/// # Errors
/// Faults of the store.
pub fn state(store: &Store) -> Result<String, StoreFault> {
    let standing = store.read(|reader| {
        let held = reader.commits_held()?;
        let kept = reader.setting::<StoreFault>("filling")?.map_or(0, |bytes| bytes.len());
        Ok::<_, StoreFault>(format!("{:?} {held:?} {kept}", reader.standing()?))
    })?;
    Ok(format!("{standing}\n{}\n{}", rebuild::rows_as_text(store)?, rebuild::holdings_as_text(store)?))
}
