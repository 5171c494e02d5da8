//! The carrier's side: takes sealed parts into its care, hands them over when it is online, keeps the answers.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use domain::Instant;
use rusqlite::Row;
use sync::Incarnation;
use sync::bundle::carry::{Carry, CarryReply, PIECE_BYTES};

use super::{append, file_name, folder, hash_of, length_of, piece, remove};
use crate::exchange::bundle::{BundleFault, is_addressed_to};
use crate::fault::StoreFault;
use crate::key::sync_folder;
use crate::limits::{CARRIED_BYTES_MAX, CARRIED_PART_BYTES_MAX, CARRIED_PARTS_MAX};
use crate::open::Store;
use crate::read::Reader;
use crate::writer::Author;

const FOLDER: &str = "carried";
/// Longest name that is kept, in characters.
const NAME_CHARS_MAX: usize = 120;

/// Something in a carrier's care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedRow {
    /// SHA-256 of the part: its name here.
    pub part: [u8; 32],
    /// Its file name as it was brought; shown, never used as a path.
    pub name: String,
    /// Length in bytes.
    pub length: u64,
    /// Device it is for; 0 is the hub.
    pub for_device: u32,
    /// Device it is from, once the hub has told.
    pub from_device: Option<u32>,
    /// `carried`, `handed` or `refused`.
    pub state: String,
    /// Why it was refused; a Fluent message id.
    pub code: Option<String>,
    /// When it was taken.
    pub kept_at: Instant,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CarriedRow> {
    Ok(CarriedRow {
        part: row.get("part")?,
        name: row.get("name")?,
        length: row.get::<_, i64>("length")? as u64,
        for_device: row.get("for_device")?,
        from_device: row.get("from_device")?,
        state: row.get("state")?,
        code: row.get("code")?,
        kept_at: Instant::from_ms(row.get("kept_at")?),
    })
}

/// Everything in this laptop's care, newest first.
///
/// # Errors
/// Faults of the store.
pub fn list_carried(reader: &Reader<'_>) -> Result<Vec<CarriedRow>, StoreFault> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT part, name, length, for_device, from_device, state, code, kept_at FROM local_carried ORDER BY kept_at DESC, part",
    )?;
    Ok(statement.query_map([], from_row)?.collect::<Result<_, _>>()?)
}

fn keep_row(store: &Store, author: &Author, row: &CarriedRow) -> Result<(), StoreFault> {
    store.write(author, |writer| {
        writer
            .connection()
            .prepare_cached(
                "INSERT OR REPLACE INTO local_carried (part, name, length, for_device, from_device, state, code, kept_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                row.part,
                &row.name,
                row.length as i64,
                row.for_device,
                row.from_device,
                &row.state,
                &row.code,
                row.kept_at.ms(),
            ))?;
        Ok(())
    })
}

/// Takes a sealed part for the hub into this laptop's care. Taking it again changes nothing.
///
/// # Errors
/// `sync-refused-carried-…`, faults.
pub fn keep_carried<S: Read + Seek>(
    store: &Store,
    author: &Author,
    name: &str,
    source: &mut S,
) -> Result<CarriedRow, BundleFault> {
    let hub_key = store
        .read(|reader| reader.setting::<StoreFault>("hub_key"))?
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(StoreFault::Lacks("the hub's key"))?;
    source.rewind()?;
    if !is_addressed_to(&hub_key, &mut *source)? {
        return Err(BundleFault::Refused("sync-refused-carried-not-for-hub"));
    }
    source.rewind()?;
    let (part, length) = hash_of(&mut *source)?;
    let held = store.read(list_carried)?;
    if let Some(row) = held.iter().find(|row| row.part == part) {
        return Ok(row.clone());
    }
    let here: Vec<&CarriedRow> = held.iter().filter(|row| row.state == "carried").collect();
    let bytes: u64 = here.iter().map(|row| row.length).sum();
    if length > CARRIED_PART_BYTES_MAX || bytes + length > CARRIED_BYTES_MAX || here.len() >= CARRIED_PARTS_MAX {
        return Err(BundleFault::Refused("sync-refused-carried-full"));
    }
    source.rewind()?;
    let (path, folder) = (path(store, &part)?, folder(store.folder(), FOLDER)?);
    let staged = path.with_extension("new");
    let mut file = crate::key::private_file(&staged)?;
    std::io::copy(source, &mut file)?;
    file.sync_all()?;
    // What came the second time must be what was looked at the first.
    if hash_of(File::open(&staged)?)? != (part, length) {
        remove(&staged)?;
        return Err(BundleFault::Refused("sync-refused-bundle-damaged"));
    }
    fs::rename(&staged, &path)?;
    sync_folder(&folder)?;
    let row = CarriedRow {
        part,
        name: name.chars().filter(|sign| !sign.is_control()).take(NAME_CHARS_MAX).collect(),
        length,
        for_device: Incarnation::HUB,
        from_device: None,
        state: "carried".to_owned(),
        code: None,
        kept_at: author.now,
    };
    keep_row(store, author, &row)?;
    Ok(row)
}

fn path(store: &Store, part: &[u8; 32]) -> Result<PathBuf, StoreFault> {
    Ok(folder(store.folder(), FOLDER)?.join(file_name(part, ".age")))
}

/// Gives something out of this laptop's care. What was not handed over is gone then.
///
/// # Errors
/// Faults of the store.
pub fn discard_carried(store: &Store, author: &Author, part: &[u8; 32]) -> Result<bool, StoreFault> {
    remove(&path(store, part)?)?;
    store.write(author, |writer| {
        let gone = writer.connection().execute("DELETE FROM local_carried WHERE part = ?1", [part])?;
        Ok(gone > 0)
    })
}

/// Copies the answers in this laptop's care into a folder, such as a stick. Returns the files.
///
/// # Errors
/// What the system says.
pub fn export_carried(store: &Store, out: &Path) -> Result<Vec<PathBuf>, StoreFault> {
    let mut files = Vec::new();
    for row in store.read(list_carried)?.into_iter().filter(|row| row.for_device != Incarnation::HUB) {
        let from = path(store, &row.part)?;
        // The name was made here, of a number and a hash.
        let to = out.join(&row.name);
        let staged = out.join(format!("{}.new", row.name));
        fs::copy(&from, &staged)?;
        File::open(&staged)?.sync_all()?;
        fs::rename(&staged, &to)?;
        files.push(to);
    }
    Ok(files)
}

/// Handing over, one message at a time; goes on where the last time ended.
pub struct Carrying<'s> {
    store: &'s Store,
    author: Author,
    left: Vec<CarriedRow>,
    /// Makers whose answer is still to be fetched, with the part that is answered.
    answers: Vec<(u32, [u8; 32])>,
    asked: Option<Asked>,
    /// Parts handed over.
    pub handed: u64,
    /// Answers brought back.
    pub fetched: u64,
}

enum Asked {
    Piece { row: CarriedRow, at: u64 },
    Answer { maker: u32, part: [u8; 32], at: u64 },
}

impl<'s> Carrying<'s> {
    /// Ready to hand over what is in this laptop's care.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn begin(store: &'s Store, author: Author) -> Result<Self, StoreFault> {
        let rows = store.read(list_carried)?;
        let is_waiting = |row: &CarriedRow| row.for_device == Incarnation::HUB && row.state == "carried";
        let left = rows.into_iter().filter(is_waiting).collect();
        Ok(Self { store, author, left, answers: Vec::new(), asked: None, handed: 0, fetched: 0 })
    }

    /// The next message; none when everything is handed over and every answer is here.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn next_message(&mut self) -> Result<Option<Carry>, StoreFault> {
        if self.asked.is_none() {
            self.asked = match (self.left.pop(), self.answers.last()) {
                (Some(row), _) => Some(Asked::Piece { row, at: u64::MAX }),
                (None, Some((maker, part))) => Some(Asked::Answer { maker: *maker, part: *part, at: 0 }),
                (None, None) => None,
            };
        }
        Ok(match &self.asked {
            None => None,
            Some(Asked::Piece { row, at }) => {
                // The first asks how far it is held already.
                let (at, bytes) = match *at {
                    u64::MAX => (0, Vec::new()),
                    at => (at, piece(&path(self.store, &row.part)?, at, PIECE_BYTES)?),
                };
                Some(Carry::Piece { part: row.part, length: row.length, at, bytes })
            }
            Some(Asked::Answer { part, at, .. }) => Some(Carry::Fetch { part: *part, number: 1, at: *at }),
        })
    }

    /// Takes the hub's answer to the last message.
    ///
    /// # Errors
    /// Faults of the store; `sync-refused-malformed` when the answer does not fit.
    pub fn receive(&mut self, reply: CarryReply) -> Result<(), BundleFault> {
        match (self.asked.take(), reply) {
            (Some(Asked::Piece { row, at }), CarryReply::HeldTo(held)) => {
                let is_on = at == u64::MAX || held > at;
                if held >= row.length || !is_on {
                    return Err(BundleFault::Refused("sync-refused-malformed"));
                }
                self.asked = Some(Asked::Piece { row, at: held });
            }
            (Some(Asked::Piece { row, .. }), CarryReply::Taken { maker, answers }) => {
                let state = "handed".to_owned();
                keep_row(self.store, &self.author, &CarriedRow { state, from_device: Some(maker), ..row.clone() })?;
                remove(&path(self.store, &row.part)?)?;
                self.handed += 1;
                if answers > 0 {
                    // One answer for each maker: the last part's, which knows all that came before.
                    self.answers.retain(|(known, _)| *known != maker);
                    self.answers.push((maker, row.part));
                }
            }
            (Some(Asked::Piece { row, .. }), CarryReply::Refused(code)) => {
                let state = "refused".to_owned();
                keep_row(self.store, &self.author, &CarriedRow { state, code: Some(code), ..row })?;
            }
            (Some(Asked::Answer { maker, part, at }), CarryReply::Answer { length, bytes }) => {
                self.keep_piece(maker, part, at, length, &bytes)?;
            }
            (Some(Asked::Answer { .. }), CarryReply::Refused(_)) => {
                self.answers.pop();
            }
            _ => return Err(BundleFault::Refused("sync-refused-malformed")),
        }
        Ok(())
    }

    fn keep_piece(
        &mut self,
        maker: u32,
        part: [u8; 32],
        at: u64,
        length: u64,
        bytes: &[u8],
    ) -> Result<(), BundleFault> {
        let coming = folder(self.store.folder(), FOLDER)?.join(file_name(&part, ".coming"));
        if at == 0 {
            remove(&coming)?;
        }
        if bytes.is_empty() || length > CARRIED_PART_BYTES_MAX || length_of(&coming) != at {
            return Err(BundleFault::Refused("sync-refused-malformed"));
        }
        append(&coming, bytes)?;
        let held = at + bytes.len() as u64;
        if held < length {
            self.asked = Some(Asked::Answer { maker, part, at: held });
            return Ok(());
        }
        let (hash, length) = hash_of(File::open(&coming)?)?;
        fs::rename(&coming, path(self.store, &hash)?)?;
        // A newer answer holds all that an older one held, unless its receiver has moved on: the older may go.
        for old in self.store.read(list_carried)?.into_iter().filter(|row| row.for_device == maker) {
            discard_carried(self.store, &self.author, &old.part)?;
        }
        let name = format!("pamoja-hub-to-laptop-{maker}-{}.age", data_encoding::HEXLOWER.encode(&hash[..4]));
        keep_row(
            self.store,
            &self.author,
            &CarriedRow {
                part: hash,
                name,
                length,
                for_device: maker,
                from_device: Some(Incarnation::HUB),
                state: "carried".to_owned(),
                code: None,
                kept_at: self.author.now,
            },
        )?;
        self.answers.pop();
        self.fetched += 1;
        Ok(())
    }
}
