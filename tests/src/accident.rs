//! What happens to stores in the field: old copies put back, cloned disks, a hub restored from its backup.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crash::{Files, Loss, PowerCuts, Vfs};
use domain::Id;
use store::key::StoreKey;
use store::{Author, DATABASE, OUTBOX, OpenStore, Place, Store};

use crate::life::Life;
use crate::line::Cut;
use crate::world::{Laptop, STORY_KEY, World, open, open_on};

/// A copy of a laptop's disk at one moment.
pub struct DiskCopy {
    folder: PathBuf,
}

/// A backup of the hub.
pub struct HubBackup {
    folder: PathBuf,
}

fn copies(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a copy").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

impl World {
    fn place_for(&self, what: &str) -> PathBuf {
        let place = self.shared.seeds.get();
        self.shared.seeds.set(place + 1);
        self.folder.path().join(format!("{what}-{place}-{}", self.shared.ticks.get()))
    }

    /// Copies a laptop's disk.
    ///
    /// # Panics
    /// When the test machine's disk fails.
    pub fn copies_disk(&self, laptop: &Laptop) -> DiskCopy {
        let folder = self.place_for("copy");
        laptop.store().backup(&folder).expect("a copy");
        if let Ok(bytes) = fs::read(laptop.folder().join(OUTBOX)) {
            fs::write(folder.join(OUTBOX), bytes).expect("a copy");
        }
        DiskCopy { folder }
    }

    /// A second laptop comes to life from a copy of the first one's disk.
    ///
    /// # Panics
    /// When the copy does not open.
    pub fn clones(&self, laptop: &Laptop, copy: &DiskCopy, name: &str) -> Rc<Laptop> {
        let folder = self.copied(&copy.folder);
        let clone = Rc::new(Laptop {
            name: name.to_owned(),
            shared: Rc::clone(&self.shared),
            store: Life::of(open(&folder, Place::Laptop, self.shared.seed())),
            folder,
            caller: RefCell::new(laptop.caller.borrow().clone()),
            clock_off: Cell::new(0),
            kbit: Cell::new(laptop.kbit.get()),
        });
        self.laptops.borrow_mut().push(Rc::clone(&clone));
        clone
    }

    /// A copy is put back over the laptop's disk.
    ///
    /// # Panics
    /// When the copy does not open.
    pub fn restores_disk(&self, laptop: &Laptop, copy: &DiskCopy) {
        let folder = self.copied(&copy.folder);
        laptop.store.goes_on_as(open(&folder, Place::Laptop, self.shared.seed()));
    }

    /// A laptop's store lies in another folder from now on, with a real reserve beside it: on a disk that can be filled.
    ///
    /// # Panics
    /// When it does not fit there.
    pub fn moves_disk(&self, laptop: &Laptop, to: &Path) {
        let copy = self.copies_disk(laptop);
        copies(&copy.folder, to);
        let key = StoreKey::from_bytes(STORY_KEY);
        let options = OpenStore { folder: to, key: &key, place: Place::Laptop, seed: self.shared.seed() };
        laptop.store.goes_on_as(Store::open(&options).expect("a store opens"));
    }

    fn copied(&self, from: &Path) -> PathBuf {
        let folder = self.place_for("disk");
        copies(from, &folder);
        folder
    }

    /// Something goes missing from a store behind its back: documents and facts of these households, and the chunks that
    /// brought them.
    ///
    /// # Panics
    /// When the store is not as this story expects.
    pub fn forgets(&self, store: &Store, households: &[&String]) {
        let connection = rusqlite::Connection::open(store.folder().join(DATABASE)).expect("the store's file");
        let key =
            StoreKey::from_bytes(STORY_KEY).to_bytes().iter().map(|byte| format!("{byte:02X}")).collect::<String>();
        connection.pragma_update(None, "key", format!("x'{key}'")).expect("the key");
        for household in households {
            let id = Id::<()>::parse(household).expect("an identity").to_bytes();
            let area: Vec<u8> = connection
                .query_row("SELECT area_id FROM log_document WHERE document_id = ?1", [id], |row| row.get(0))
                .expect("it was there");
            connection.execute("DELETE FROM log_document WHERE document_id = ?1", [id]).expect("gone");
            connection.execute("DELETE FROM household WHERE household_id = ?1", [id]).expect("gone");
            connection
                .execute(
                    "DELETE FROM log_fact WHERE fact_id IN (SELECT fact_id FROM consent WHERE household_id = ?1)",
                    [id],
                )
                .expect("gone");
            connection.execute("DELETE FROM consent WHERE household_id = ?1", [id]).expect("gone");
            connection
                .execute("UPDATE log_digest SET digest = zeroblob(16) WHERE area_id = ?1", [&area])
                .expect("gone");
            if store.place() == Place::Hub {
                connection.execute("DELETE FROM log_feed WHERE area_id = ?1", [&area]).expect("gone");
                connection.execute("DELETE FROM log_chunk WHERE area_id = ?1", [&area]).expect("gone");
                connection.execute("DELETE FROM log_commit WHERE area_id = ?1", [&area]).expect("gone");
            }
        }
    }

    /// Power goes out while a laptop exchanges: of what was not synced, any part may be on its disk. `chance` chooses when
    /// and which; what the officer had done before is durable.
    ///
    /// # Panics
    /// When the store does not open afterwards.
    pub fn loses_power(&self, laptop: &Laptop, chance: u64) {
        let copy = self.copies_disk(laptop);
        let (vfs, folder) = (Vfs::new(), self.place_for("power"));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(DATABASE).to_string_lossy().into_owned();
        let base: Files = [(path, fs::read(copy.folder.join(DATABASE)).expect("a copy"))].into();
        vfs.disk().load(base.clone());
        if let Ok(outbox) = fs::read(copy.folder.join(OUTBOX)) {
            fs::write(folder.join(OUTBOX), outbox).expect("a copy");
        }
        vfs.disk().record();
        let store = open_on(&folder, Place::Laptop, self.shared.seed(), Some(vfs.name()));
        laptop.store.goes_on_as_on(store, vfs);
        let _ = laptop.syncs_until(Cut::Never);
        let ops = laptop.store.vfs().expect("the disk that was put in").disk().recording();
        let at = usize::try_from(chance % (ops.len() as u64 + 1)).unwrap_or(0);
        let loss = Loss::WAYS[usize::try_from(chance >> 32).unwrap_or(0) % Loss::WAYS.len()];
        let cut = PowerCuts::new(base, &ops, loss, chance).nth(at).expect("a cut at every operation");
        let after = self.place_for("after");
        fs::create_dir_all(&after).expect("a folder");
        for (path, bytes) in cut.files {
            let file = PathBuf::from(path);
            // What memory holds of the log's index does not outlive the power.
            if let Some(file) = file.file_name().filter(|file| !file.to_string_lossy().ends_with("-shm")) {
                fs::write(after.join(file), bytes).expect("a copy");
            }
        }
        if let Ok(outbox) = fs::read(folder.join(OUTBOX)) {
            fs::write(after.join(OUTBOX), outbox).expect("a copy");
        }
        laptop.store.goes_on_as(open(&after, Place::Laptop, self.shared.seed()));
    }

    /// An old message reaches the hub again, long after its answer.
    ///
    /// # Panics
    /// When the hub finds a fault with it: it is answered or refused.
    pub fn repeats_old_message(&self, chance: usize) {
        let message = {
            let recorded = self.shared.recorded.borrow();
            if recorded.is_empty() {
                return;
            }
            recorded[chance % recorded.len()].clone()
        };
        let answered = store::exchange::hub::answer(self.hub(), &message.path, &message.request, self.shared.now());
        assert!(answered.is_ok(), "an old message is answered or refused, never a fault");
    }

    /// Makes a backup of the hub.
    ///
    /// # Panics
    /// When the test machine's disk fails.
    pub fn backs_hub_up(&self) -> HubBackup {
        let folder = self.place_for("backup");
        self.hub().backup(&folder).expect("a backup");
        HubBackup { folder }
    }

    /// The hub is lost and restored from a backup: what came since is gone from it.
    ///
    /// # Panics
    /// When the backup does not open.
    pub fn restores_hub(&self, backup: &HubBackup) {
        let folder = self.copied(&backup.folder);
        let hub = open(&folder, Place::Hub, self.shared.seed());
        let author = Author { user: Id::NIL, now: self.shared.now(), act: "device.restore" };
        store::exchange::hub::begin_life(&hub, &author).expect("a new life");
        self.shared.hub.goes_on_as(hub);
    }

    /// Somebody with the hub's disk in their hands puts an old copy in its place, and it goes on as if nothing had been.
    ///
    /// # Panics
    /// When the copy does not open.
    pub fn puts_hub_back(&self, backup: &HubBackup) {
        let folder = self.copied(&backup.folder);
        self.shared.hub.goes_on_as(open(&folder, Place::Hub, self.shared.seed()));
    }
}
