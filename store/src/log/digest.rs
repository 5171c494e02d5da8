//! The digest of an area: a wrapping sum over hashes of (document, heads) and of facts. Order does not matter, one
//! change costs one subtraction and one addition, and equal sums of 128 bits mean equal holdings.

use domain::{Area, Id};
use rusqlite::{Connection, OptionalExtension};
use sync::Hash;

use crate::fault::StoreFault;

/// What a document with these heads (32 bytes each, sorted) adds.
pub(crate) fn of_document(document: &[u8; 16], heads: &[u8]) -> u128 {
    part(&[b"document", document, heads])
}

/// What a fact adds.
pub(crate) fn of_fact(fact: &[u8; 16], body: &[u8]) -> u128 {
    part(&[b"fact", fact, body])
}

/// One digest over those of several areas; areas in which nothing is held add nothing.
pub(crate) fn of_areas(digests: &[(Id<Area>, u128)]) -> [u8; 16] {
    let held = digests.iter().filter(|(_, digest)| *digest != 0);
    let sum = held.fold(0_u128, |sum, (area, digest)| {
        sum.wrapping_add(part(&[b"area", &area.to_bytes(), &digest.to_be_bytes()]))
    });
    sum.to_be_bytes()
}

/// The part of a digest that stands in a message.
pub(crate) const fn short(digest: u128) -> u64 {
    (digest >> 64) as u64
}

fn part(parts: &[&[u8]]) -> u128 {
    let hash = Hash::of(parts);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.0[..16]);
    u128::from_be_bytes(bytes)
}

/// The digest of an area; zero where nothing is held.
pub(crate) fn read(connection: &Connection, area: Id<Area>) -> Result<u128, StoreFault> {
    let held: Option<[u8; 16]> = connection
        .prepare_cached("SELECT digest FROM log_digest WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| row.get("digest"))
        .optional()?;
    Ok(held.map_or(0, u128::from_be_bytes))
}

/// Takes `gone` away and adds `come`.
pub(crate) fn turn(connection: &Connection, area: Id<Area>, gone: u128, come: u128) -> Result<(), StoreFault> {
    let digest = read(connection, area)?.wrapping_sub(gone).wrapping_add(come);
    let digest = digest.to_be_bytes();
    let turned = connection
        .prepare_cached("UPDATE log_digest SET digest = ?2 WHERE area_id = ?1")?
        .execute((area.to_bytes(), digest))?;
    if turned == 0 {
        connection
            .prepare_cached("INSERT INTO log_digest (area_id, digest) VALUES (?1, ?2)")?
            .execute((area.to_bytes(), digest))?;
    }
    Ok(())
}
