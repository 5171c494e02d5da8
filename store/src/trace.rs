//! Looking for words in a whole store, decrypted and unpacked: how an erasure is proven, and not only believed.

use rusqlite::types::ValueRef;
use sync::{Chunk, Document};

use crate::fault::StoreFault;
use crate::open::Store;
use crate::outbox::read_outbox;

/// Where any of these words stands, as `table.column: word`, each place once; in capitals, in small letters, as written and from behind.
/// Every row of every table is looked through, with what is packed in it unpacked, and the outbox file. Keys and signatures are
/// chance: a word of four letters stands in them once in some thousand stores, one of eight never.
///
/// # Errors
/// Faults of the store.
pub fn traces(store: &Store, words: &[&str]) -> Result<Vec<String>, StoreFault> {
    let words: Vec<(String, Vec<Vec<u8>>)> = words
        .iter()
        .map(|word| {
            // The ends of numbers are looked for from behind, and kept so.
            let forms =
                [(*word).to_owned(), word.to_lowercase(), word.to_uppercase(), word.chars().rev().collect::<String>()];
            ((*word).to_owned(), forms.into_iter().map(String::into_bytes).collect())
        })
        .collect();
    let mut found = store.read(|reader| {
        let mut found = Vec::new();
        for table in tables(reader.connection())? {
            look_through(reader.connection(), &table, &words, &mut found)?;
        }
        Ok::<_, StoreFault>(found)
    })?;
    for commit in read_outbox(store.folder(), store.key())? {
        note("outbox", &commit.payload, &words, &mut found);
        note("outbox", commit.header.reason.unwrap_or_default().as_bytes(), &words, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

type Words = [(String, Vec<Vec<u8>>)];

/// Every table that lies in the file, those behind the text search included.
fn tables(connection: &rusqlite::Connection) -> Result<Vec<String>, StoreFault> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn look_through(
    connection: &rusqlite::Connection,
    table: &str,
    words: &Words,
    found: &mut Vec<String>,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let columns: Vec<String> = statement.column_names().map(|column| format!("{table}.{column}")).collect();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for (place, column) in columns.iter().enumerate() {
            match row.get_ref(place)? {
                ValueRef::Text(text) => note(column, text, words, found),
                ValueRef::Blob(bytes) => {
                    note(column, bytes, words, found);
                    for unpacked in unpacked(bytes) {
                        note(column, &unpacked, words, found);
                    }
                }
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
            }
        }
    }
    Ok(())
}

/// What a column may hold in packed form.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let chunk = Chunk::read(bytes).and_then(|chunk| chunk.plain()).ok();
    let document = Document::load(bytes).map(|document| document.save_plain()).ok();
    chunk.into_iter().chain(document).collect()
}

fn note(place: &str, bytes: &[u8], words: &Words, found: &mut Vec<String>) {
    for (word, forms) in words {
        if forms.iter().any(|form| memchr::memmem::find(bytes, form).is_some()) {
            found.push(format!("{place}: {word}"));
        }
    }
}
