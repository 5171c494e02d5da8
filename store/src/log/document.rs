//! Documents as rows: load, keep, and who holds them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::change::{Document as DocumentMark, DocumentKind, DocumentRef};
use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::replay::{kind_number, kind_of};
use sync::{Document, Hlc};

use crate::fault::StoreFault;
use crate::log::digest;

/// A document row with the document loaded.
pub(crate) struct HeldDocument {
    pub document: Document,
    /// Row number, also that of its search entry; none before it is kept the first time.
    pub entry: Option<i64>,
    pub kind: u8,
    pub home: Id<Area>,
    pub area: Id<Area>,
    /// What it adds to its area's digest as kept.
    pub digest: u128,
}

impl HeldDocument {
    /// The heads, 32 bytes each, sorted.
    pub fn heads(&self) -> Vec<u8> {
        self.document.heads().iter().flat_map(|head| head.0).collect()
    }
}

/// Documents touched by one transaction, each loaded once.
#[derive(Default)]
pub(crate) struct Loaded {
    documents: BTreeMap<Id<DocumentMark>, HeldDocument>,
}

impl Loaded {
    /// The document, loaded, or new and founded in `area`.
    pub fn get(
        &mut self,
        connection: &Connection,
        kind: u8,
        id: Id<DocumentMark>,
        area: Id<Area>,
        home: Id<Area>,
    ) -> Result<&mut HeldDocument, StoreFault> {
        match self.documents.entry(id) {
            Entry::Occupied(held) => Ok(held.into_mut()),
            Entry::Vacant(place) => {
                let held = load(connection, id)?.unwrap_or_else(|| HeldDocument {
                    document: Document::new(),
                    entry: None,
                    kind,
                    home,
                    area,
                    digest: 0,
                });
                Ok(place.insert(held))
            }
        }
    }

    /// Forgets a document whose change failed: it is as it was kept.
    pub fn forget(&mut self, id: Id<DocumentMark>) {
        self.documents.remove(&id);
    }

    /// The home of a document, if it is loaded.
    pub fn home_of(&self, id: Id<DocumentMark>) -> Option<Id<Area>> {
        self.documents.get(&id).map(|held| held.home)
    }

    /// Everything that was loaded.
    pub fn into_documents(self) -> BTreeMap<Id<DocumentMark>, HeldDocument> {
        self.documents
    }
}

/// Loads one document.
pub(crate) fn load(connection: &Connection, id: Id<DocumentMark>) -> Result<Option<HeldDocument>, StoreFault> {
    let row = connection
        .prepare_cached("SELECT entry, kind, home_area_id, area_id, packed FROM log_document WHERE document_id = ?1")?
        .query_row([id.to_bytes()], |row| {
            let (home, area): ([u8; 16], [u8; 16]) = (row.get("home_area_id")?, row.get("area_id")?);
            Ok((
                row.get("entry")?,
                row.get("kind")?,
                Id::from_bytes(home),
                Id::from_bytes(area),
                row.get::<_, Vec<u8>>("packed")?,
            ))
        })
        .optional()?;
    let Some((entry, kind, home, area, packed)) = row else { return Ok(None) };
    let mut held = HeldDocument { document: Document::load(&packed)?, entry: Some(entry), kind, home, area, digest: 0 };
    held.digest = digest::of_document(&id.to_bytes(), &held.heads());
    Ok(Some(held))
}

/// Keeps a document and turns its area's digest. Returns its row number.
pub(crate) fn keep(connection: &Connection, id: Id<DocumentMark>, held: &mut HeldDocument) -> Result<i64, StoreFault> {
    let packed = held.document.save()?;
    // Two plain statements: one that inserts or updates needs a savepoint of its own, and at each savepoint the text
    // search writes what it has gathered.
    let entry = match held.entry {
        Some(entry) => {
            connection
                .prepare_cached("UPDATE log_document SET packed = ?2 WHERE entry = ?1")?
                .execute((entry, &packed))?;
            entry
        }
        None => {
            connection
                .prepare_cached(
                    "INSERT INTO log_document (document_id, kind, home_area_id, area_id, moved_at, packed)
                     VALUES (?1, ?2, ?3, ?4, 0, ?5)",
                )?
                .execute((id.to_bytes(), held.kind, held.home.to_bytes(), held.area.to_bytes(), &packed))?;
            connection.last_insert_rowid()
        }
    };
    let digest = digest::of_document(&id.to_bytes(), &held.heads());
    digest::turn(connection, held.area, held.digest, digest)?;
    held.digest = digest;
    let is_new = held.entry.is_none();
    held.entry = Some(entry);
    if is_new && let Some((area, at)) = sent_to(connection, id)? {
        // The verdict that moved it was heard before it was.
        transfer(connection, id, area, at)?;
        held.area = area;
    }
    Ok(entry)
}

/// Says where a document is at home, for one that was founded again by way of another district.
pub(crate) fn settle(connection: &Connection, id: Id<DocumentMark>, home: Id<Area>) -> Result<(), StoreFault> {
    connection
        .prepare_cached("UPDATE log_document SET home_area_id = ?2 WHERE document_id = ?1")?
        .execute((id.to_bytes(), home.to_bytes()))?;
    Ok(())
}

/// Where the hub's last verdict sent a document, if one did.
fn sent_to(connection: &Connection, id: Id<DocumentMark>) -> Result<Option<(Id<Area>, Hlc)>, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT area_id, moved_at FROM log_document_move WHERE document_id = ?1")?
        .query_row([id.to_bytes()], |row| {
            Ok((Id::from_bytes(row.get("area_id")?), Hlc::from_i64(row.get("moved_at")?)))
        })
        .optional()?)
}

/// Moves a document to the feed of another area, unless a later verdict has moved it already: the feeds of two areas
/// are heard in any order.
pub(crate) fn transfer(connection: &Connection, id: Id<DocumentMark>, to: Id<Area>, at: Hlc) -> Result<(), StoreFault> {
    let Some(held) = load(connection, id)? else { return Ok(()) };
    let moved = connection
        .prepare_cached("UPDATE log_document SET area_id = ?2, moved_at = ?3 WHERE document_id = ?1 AND moved_at < ?3")?
        .execute((id.to_bytes(), to.to_bytes(), at.to_i64()))?;
    if moved == 0 {
        return Ok(());
    }
    digest::turn(connection, held.area, held.digest, 0)?;
    digest::turn(connection, to, 0, held.digest)
}

/// The hub's instant of the last move of a document; zero when it never moved.
pub(crate) fn moved_at(connection: &Connection, id: Id<DocumentMark>) -> Result<Hlc, StoreFault> {
    let at: Option<i64> = connection
        .prepare_cached("SELECT moved_at FROM log_document WHERE document_id = ?1")?
        .query_row([id.to_bytes()], |row| row.get("moved_at"))
        .optional()?;
    Ok(at.map_or(Hlc::ZERO, Hlc::from_i64))
}

/// Home, which never changes, and present area.
type HomeAndArea = (Id<Area>, Id<Area>);

/// Home and present area of a document.
pub(crate) fn place_of(connection: &Connection, id: Id<DocumentMark>) -> Result<Option<HomeAndArea>, StoreFault> {
    Ok(connection
        .prepare_cached("SELECT home_area_id, area_id FROM log_document WHERE document_id = ?1")?
        .query_row([id.to_bytes()], |row| {
            let (home, area): ([u8; 16], [u8; 16]) = (row.get("home_area_id")?, row.get("area_id")?);
            Ok((Id::from_bytes(home), Id::from_bytes(area)))
        })
        .optional()?)
}

/// The kind number of a kind.
pub(crate) const fn number(kind: DocumentKind) -> u8 {
    kind_number(kind)
}

/// A document by identity and kind number, when this version knows the kind.
pub(crate) fn reference(kind: u8, id: Id<DocumentMark>) -> Option<DocumentRef> {
    Some(DocumentRef { kind: kind_of(kind)?, id })
}
