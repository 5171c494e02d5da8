//! The hub's side: gathers a part piece by piece, reads it as if its maker had come, and gives the answer back.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use domain::roster::Device;
use domain::{Id, Instant};
use rusqlite::OptionalExtension;
use sync::bundle::carry::{Carry, CarryReply, PIECE_BYTES};
use sync::session::message::Message;

use super::{append, file_name, folder, hash_of, length_of, piece, remove};
use crate::exchange::bundle::{BundleFault, Header, Parts, answer_bundle, read_part};
use crate::exchange::hub::Answer;
use crate::fault::StoreFault;
use crate::limits::{CARRIED_BYTES_MAX, CARRIED_PART_BYTES_MAX, CARRIED_PARTS_MAX, HANDED_KEPT_MS};
use crate::open::Store;
use crate::writer::Author;

const FOLDER: &str = "handed";

/// What is known of a part that somebody hands over.
struct HandedRow {
    carrier: u32,
    length: u64,
    maker: Option<u32>,
    answers: u32,
    state: String,
    code: Option<String>,
}

/// Answers a carrier.
pub(crate) fn answer(store: &Store, carrier: &Device, body: &[u8], now: Instant) -> Result<Answer, StoreFault> {
    let author = Author { user: Id::NIL, now, act: "sync.carry" };
    let reply = match Carry::from_bytes(body) {
        Ok(Carry::Piece { part, length, at, bytes }) => {
            gather(store, &author, carrier.number, (part, length), at, &bytes)?
        }
        Ok(Carry::Fetch { part, number: 1, at }) => fetch(store, &author, carrier.number, part, at)?,
        Ok(Carry::Fetch { .. }) | Err(_) => return Ok(Err("sync-refused-malformed")),
    };
    Ok(reply.map(|reply| reply.to_bytes()))
}

type Replied = Result<CarryReply, &'static str>;

fn gather(
    store: &Store,
    author: &Author,
    carrier: u32,
    (part, length): ([u8; 32], u64),
    at: u64,
    bytes: &[u8],
) -> Result<Replied, StoreFault> {
    let path = folder(store.folder(), FOLDER)?.join(file_name(&part, ".age"));
    match find(store, &part)? {
        Some(row) if row.state == "taken" => {
            return Ok(Ok(CarryReply::Taken { maker: row.maker.unwrap_or_default(), answers: row.answers }));
        }
        Some(row) if row.state == "refused" => return Ok(Ok(CarryReply::Refused(row.code.unwrap_or_default()))),
        Some(row) if row.length != length => return Ok(Err("sync-refused-malformed")),
        Some(_) => {}
        None => {
            forget_old(store, author)?;
            if length == 0 || !has_room(store, carrier, length)? {
                return Ok(Err("sync-refused-carried-full"));
            }
            let row = HandedRow { carrier, length, maker: None, answers: 0, state: "coming".to_owned(), code: None };
            keep(store, author, &part, &row)?;
        }
    }
    let held = length_of(&path);
    if bytes.is_empty() || at != held {
        return Ok(Ok(CarryReply::HeldTo(held)));
    }
    if held + bytes.len() as u64 > length {
        return Ok(Err("sync-refused-malformed"));
    }
    append(&path, bytes)?;
    let held = held + bytes.len() as u64;
    if held < length { Ok(Ok(CarryReply::HeldTo(held))) } else { take(store, author, carrier, part, &path).map(Ok) }
}

/// The part is whole: reads it and keeps what became of it.
fn take(store: &Store, author: &Author, carrier: u32, part: [u8; 32], path: &Path) -> Result<CarryReply, StoreFault> {
    let (hash, length) = hash_of(File::open(path)?)?;
    let read = if hash == part {
        read_part(store, author, &mut BufReader::new(File::open(path)?))
    } else {
        Err(BundleFault::Refused("sync-refused-bundle-damaged"))
    };
    let (row, reply) = match read {
        Ok(read) => {
            let maker = read.header.maker;
            let row =
                HandedRow { carrier, length, maker: Some(maker), answers: 1, state: "taken".to_owned(), code: None };
            (row, CarryReply::Taken { maker, answers: 1 })
        }
        Err(BundleFault::Refused(code)) => {
            let code_kept = Some(code.to_owned());
            let row =
                HandedRow { carrier, length, maker: None, answers: 0, state: "refused".to_owned(), code: code_kept };
            (row, CarryReply::Refused(code.to_owned()))
        }
        Err(BundleFault::Store(fault)) => return Err(fault),
    };
    keep(store, author, &part, &row)?;
    remove(path)?;
    Ok(reply)
}

/// Bytes of the answer for the maker of a part. Asking from the start makes it anew from what is held now.
fn fetch(store: &Store, author: &Author, carrier: u32, part: [u8; 32], at: u64) -> Result<Replied, StoreFault> {
    let row = find(store, &part)?.filter(|row| row.carrier == carrier && row.state == "taken");
    let Some(maker) = row.and_then(|row| row.maker) else { return Ok(Err("sync-refused-malformed")) };
    let path = folder(store.folder(), FOLDER)?.join(file_name(&part, "-answer.age"));
    if at == 0 {
        let mut parts = OneFile { path: path.clone() };
        match answer_bundle(store, author, maker, u64::MAX, &mut parts) {
            Ok(_) => {}
            Err(BundleFault::Refused(code)) => return Ok(Ok(CarryReply::Refused(code.to_owned()))),
            Err(BundleFault::Store(fault)) => return Err(fault),
        }
    }
    let length = length_of(&path);
    if at >= length {
        return Ok(Err("sync-refused-malformed"));
    }
    let bytes = piece(&path, at, PIECE_BYTES)?;
    if at + bytes.len() as u64 == length {
        remove(&path)?;
    }
    Ok(Ok(CarryReply::Answer { length, bytes }))
}

/// An answer of one part, as one file.
struct OneFile {
    path: PathBuf,
}

impl Parts for OneFile {
    type Out = std::io::BufWriter<File>;

    fn begin(&mut self, _: &Header) -> std::io::Result<Self::Out> {
        let file = crate::key::private_file(&self.path.with_extension("new")).map_err(std::io::Error::other)?;
        Ok(std::io::BufWriter::new(file))
    }

    fn end(&mut self, _: &Header, out: Self::Out) -> std::io::Result<()> {
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(self.path.with_extension("new"), &self.path)
    }
}

fn find(store: &Store, part: &[u8; 32]) -> Result<Option<HandedRow>, StoreFault> {
    store.read(|reader| {
        Ok(reader
            .connection()
            .prepare_cached("SELECT carrier, length, maker, answers, state, code FROM local_handed WHERE part = ?1")?
            .query_row([part], |row| {
                Ok(HandedRow {
                    carrier: row.get("carrier")?,
                    length: row.get::<_, i64>("length")? as u64,
                    maker: row.get("maker")?,
                    answers: row.get("answers")?,
                    state: row.get("state")?,
                    code: row.get("code")?,
                })
            })
            .optional()?)
    })
}

fn keep(store: &Store, author: &Author, part: &[u8; 32], row: &HandedRow) -> Result<(), StoreFault> {
    store.write(author, |writer| {
        writer
            .connection()
            .prepare_cached(
                "INSERT OR REPLACE INTO local_handed (part, carrier, length, maker, answers, state, code, kept_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                part,
                row.carrier,
                row.length as i64,
                row.maker,
                row.answers,
                &row.state,
                &row.code,
                author.now.ms(),
            ))?;
        Ok(())
    })
}

/// Whether a carrier may begin to hand over so many bytes more.
fn has_room(store: &Store, carrier: u32, length: u64) -> Result<bool, StoreFault> {
    let (parts, bytes): (i64, i64) = store.read::<_, StoreFault>(|reader| {
        Ok(reader
            .connection()
            .prepare_cached(
                "SELECT count(*), coalesce(sum(length), 0) FROM local_handed WHERE carrier = ?1 AND state = 'coming'",
            )?
            .query_row([carrier], |row| Ok((row.get(0)?, row.get(1)?)))?)
    })?;
    Ok(length <= CARRIED_PART_BYTES_MAX
        && bytes as u64 + length <= CARRIED_BYTES_MAX
        && (parts as usize) < CARRIED_PARTS_MAX)
}

/// What was begun long ago and never ended goes, and so do answers nobody fetched.
fn forget_old(store: &Store, author: &Author) -> Result<(), StoreFault> {
    let before = author.now.ms() - HANDED_KEPT_MS;
    let old: Vec<[u8; 32]> = store.write::<_, StoreFault>(author, |writer| {
        let mut statement =
            writer.connection().prepare_cached("DELETE FROM local_handed WHERE kept_at < ?1 RETURNING part")?;
        Ok(statement.query_map([before], |row| row.get("part"))?.collect::<Result<_, _>>()?)
    })?;
    let folder = folder(store.folder(), FOLDER)?;
    for part in old {
        remove(&folder.join(file_name(&part, ".age")))?;
        remove(&folder.join(file_name(&part, "-answer.age")))?;
    }
    Ok(())
}
