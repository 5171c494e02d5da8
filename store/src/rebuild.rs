//! Rebuilding all rows from documents and facts. The rows are the same as before, which a test proves.

use domain::Id;
use rusqlite::Connection;

use crate::fault::StoreFault;
use crate::log;
use crate::open::Store;
use crate::project;
use crate::search;
use crate::writer::Author;

/// The tables that are projections, with nothing in them that is not in documents and facts.
const PROJECTED: [&str; 29] = [
    "area",
    "area_state",
    "roster_device",
    "roster_grant",
    "roster_user",
    "roster_statement",
    "roster_assignment",
    "roster_role",
    "household",
    "person",
    "membership",
    "phone",
    "identity_document",
    "consent",
    "move_request",
    "conflict",
    "log_fact_early",
    "log_document_move",
    "settlement",
    "duplicate_candidate",
    "duplicate_decision",
    "access_record",
    "former_number",
    "household_origin",
    "document_change",
    "revisit_sample",
    "revisit_household",
    "revisit_result",
    "log_erasure",
];

/// What was rebuilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Documents projected.
    pub documents: u64,
    /// Facts projected.
    pub facts: u64,
}

impl Store {
    /// Throws all rows away and makes them anew, in one transaction.
    ///
    /// # Errors
    /// Faults of the store; the rows are as before then.
    pub fn rebuild(&self, author: &Author) -> Result<Rebuilt, StoreFault> {
        self.write(author, |writer| rows_anew(writer.connection()))
    }
}

/// Throws all rows away and makes them anew.
pub(crate) fn rows_anew(connection: &Connection) -> Result<Rebuilt, StoreFault> {
    for table in PROJECTED {
        connection.execute_batch(&format!("DELETE FROM {table}"))?;
    }
    search::clear(connection)?;
    // Areas come first: homes are found through them.
    let mut facts = project_facts(connection, true)?;
    let entries: Vec<[u8; 16]> = {
        let mut statement = connection.prepare("SELECT document_id FROM log_document ORDER BY entry")?;
        statement.query_map([], |row| row.get("document_id"))?.collect::<Result<_, _>>()?
    };
    for id in &entries {
        let id = Id::from_bytes(*id);
        if let Some(held) = log::document::load(connection, id)? {
            project::document(connection, id, &held)?;
        }
    }
    facts += project_facts(connection, false)?;
    Ok(Rebuilt { documents: entries.len() as u64, facts })
}

/// Facts in causal order: by kind, since later kinds speak of earlier ones, then along each chain.
fn project_facts(connection: &Connection, reference: bool) -> Result<u64, StoreFault> {
    let reference_kinds = "(7, 8, 9, 13)";
    let not = if reference { "" } else { "NOT" };
    let mut statement = connection.prepare(&format!(
        "SELECT fact_id, kind, area_id, incarnation, n, body FROM log_fact WHERE kind {not} IN {reference_kinds} ORDER BY kind, incarnation, n, fact_id"
    ))?;
    let rows = statement.query_map([], log::fact::from_row)?.collect::<Result<Vec<_>, _>>()?;
    for row in &rows {
        let header = log::fact::header(connection, row)?;
        project::fact_rows(connection, &row.record, &header)?;
    }
    Ok(rows.len() as u64)
}

/// Every projected row as text, in order, for comparing two stores or a store with its rebuild.
///
/// # Errors
/// Faults of the store.
pub fn rows_as_text(store: &Store) -> Result<String, StoreFault> {
    use std::fmt::Write;
    store.read(|reader| {
        let mut lines = Vec::new();
        for table in PROJECTED {
            let mut statement = reader.connection().prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let mut text = table.to_owned();
                for column in 0..columns {
                    let _ = write!(text, " | {}", value_as_text(row.get_ref(column)?));
                }
                text.push('\n');
                lines.push(text);
            }
        }
        lines.sort_unstable();
        Ok(lines.concat())
    })
}

fn value_as_text(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => hex(bytes),
    }
}

/// Every document with its area and heads, and every fact with its area, as text, for comparing two stores.
///
/// # Errors
/// Faults of the store.
pub fn holdings_as_text(store: &Store) -> Result<String, StoreFault> {
    store.read(|reader| {
        let connection = reader.connection();
        let mut text = String::new();
        let mut statement = connection.prepare("SELECT document_id, area_id FROM log_document ORDER BY document_id")?;
        let places = statement
            .query_map([], |row| Ok((row.get::<_, [u8; 16]>("document_id")?, row.get::<_, [u8; 16]>("area_id")?)))?
            .collect::<Result<Vec<_>, _>>()?;
        for (id, area) in places {
            let heads =
                log::document::load(connection, Id::from_bytes(id))?.map(|held| held.heads()).unwrap_or_default();
            push_line(&mut text, &["document".to_owned(), hex(&id), hex(&area), hex(&heads)]);
        }
        let mut statement = connection.prepare("SELECT fact_id, area_id, kind FROM log_fact ORDER BY fact_id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells = (0..3).map(|column| row.get_ref(column).map(value_as_text)).collect::<Result<Vec<_>, _>>()?;
            push_line(&mut text, &[vec!["fact".to_owned()], cells].concat());
        }
        Ok(text)
    })
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn push_line(text: &mut String, cells: &[String]) {
    text.push_str(&cells.join(" | "));
    text.push('\n');
}
