//! What the query planner expects of each table: told by us and not measured, so that every store plans alike on its
//! first day and in its tenth year.
//!
//! Without it the planner takes `home_area_id`, of which a laptop holds one value, for a selective key, and walks the
//! whole district instead of using the index behind it. Numbers are rows, then rows that share the first one, two, …
//! columns of an index; only their order of size matters.

use rusqlite::Connection;

use crate::fault::StoreFault;

/// Table, index (the table itself for the key of a table without row numbers), figures. What is not listed has a key
/// that the planner cannot misjudge.
const EXPECTED: &[(&str, &str, &str)] = &[
    ("area", "area", "2000 1"),
    ("area", "area_by_code", "2000 1"),
    ("area", "area_by_parent", "2000 10"),
    ("household", "household", "100000 50000 1"),
    ("household", "household_by_number", "100000 50000 1"),
    ("household", "household_by_import", "100000 50000 20000 1"),
    ("person", "person", "500000 250000 1"),
    ("person", "person_by_number", "500000 250000 1"),
    ("person", "person_by_import", "500000 250000 100000 1"),
    ("membership", "membership", "500000 250000 5 1"),
    ("phone", "phone", "200000 100000 2 1"),
    ("phone", "phone_by_digits", "200000 100000 2"),
    ("identity_document", "identity_document", "500000 250000 2 1"),
    ("identity_document", "identity_document_by_number", "500000 250000 1"),
    ("consent", "consent", "200000 100000 1"),
    ("consent", "consent_by_household", "200000 100000 2"),
    ("move_request", "move_request", "2000 1000 1"),
    ("move_request", "move_request_by_household", "2000 1000 1"),
    ("move_request", "move_request_by_state", "2000 1000 300"),
    ("conflict", "conflict", "1000 500 2 2 1"),
    ("settlement", "settlement", "5000 2500 1"),
    ("settlement", "settlement_by_document", "5000 2500 2"),
    ("settlement", "settlement_by_time", "5000 2500 1"),
    ("duplicate_candidate", "duplicate_candidate", "5000 2500 2 1"),
    ("duplicate_candidate", "duplicate_candidate_by_state", "5000 2500 500"),
    ("duplicate_decision", "duplicate_decision", "5000 2500 1"),
    ("duplicate_decision", "duplicate_decision_by_pair", "5000 2500 2 1"),
    ("search_key", "search_key", "1000000 2 1"),
    ("search_key", "search_key_by_entry", "1000000 2"),
    ("log_commit", "log_commit", "300000 10000 1"),
    ("log_commit", "log_commit_by_recorded_at", "300000 10000 1"),
    ("log_commit", "log_commit_by_time", "300000 1"),
    ("log_commit", "log_commit_by_user", "300000 3000 1"),
    ("log_commit", "log_commit_by_area", "300000 1000 1"),
    ("access_record", "access_record", "50000 25000 2 1"),
    ("access_record", "access_record_by_document", "50000 25000 5 1"),
    ("former_number", "former_number", "20000 10000 2 2 1"),
    ("former_number", "former_number_by_number", "20000 10000 5000 1"),
    ("household_origin", "household_origin", "100000 50000 1"),
    ("document_change", "document_change", "100000 50000 2 1"),
    ("revisit_sample", "revisit_sample", "1000 500 1"),
    ("revisit_sample", "revisit_sample_by_time", "1000 500 2 1"),
    ("revisit_sample", "revisit_sample_by_sample", "1000 500 5"),
    ("revisit_household", "revisit_household", "20000 10000 50 1 1"),
    ("revisit_result", "revisit_result", "20000 10000 1"),
    ("revisit_result", "revisit_result_by_sample", "20000 10000 50 1"),
    ("log_unsealed", "sqlite_autoindex_log_unsealed_1", "200 200 1"),
    ("log_chunk", "log_chunk_by_area", "10000 1000 30 1"),
    ("log_fact", "log_fact", "300000 1"),
    ("log_fact", "log_fact_by_kind", "300000 30000 2000 1"),
    ("local_quarantine", "local_quarantine", "100 10 2 1"),
    ("local_quarantine", "local_quarantine_by_state", "100 50"),
];

/// Writes what is expected, where it is not what is there.
pub(crate) fn expect(connection: &mut Connection) -> Result<(), StoreFault> {
    if is_there(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    // Makes the planner's own table where there is none.
    transaction.execute_batch("ANALYZE sqlite_schema; DELETE FROM sqlite_stat1")?;
    for line in EXPECTED {
        transaction.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)", *line)?;
    }
    transaction.commit()?;
    // Read again by this connection; others read it when they open.
    Ok(connection.execute_batch("ANALYZE sqlite_schema")?)
}

fn is_there(connection: &Connection) -> Result<bool, StoreFault> {
    let has_table: bool =
        connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1')", [], |row| {
            row.get(0)
        })?;
    if !has_table {
        return Ok(false);
    }
    let mut statement = connection.prepare("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY rowid")?;
    let held = statement
        .query_map([], |row| {
            Ok((row.get::<_, String>("tbl")?, row.get::<_, String>("idx")?, row.get::<_, String>("stat")?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(held
        .iter()
        .map(|(table, index, figures)| (table.as_str(), index.as_str(), figures.as_str()))
        .eq(EXPECTED.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::migrate;

    fn plan(connection: &Connection, sql: &str) -> String {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let mut rows = statement.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            lines.push(row.get::<_, String>("detail").unwrap());
        }
        lines.join("; ")
    }

    #[test]
    fn every_index_that_is_expected_is_there() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        for (table, index, _) in EXPECTED {
            let known: i64 = connection
                .query_row(
                    "SELECT count(*) FROM sqlite_schema WHERE tbl_name = ?1 AND name = ?2",
                    [table, index],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(known, 1, "{index} of {table}");
        }
    }

    #[test]
    fn no_lookup_walks_a_district() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let homes = crate::read::HOMES;
        let lookups = [
            (
                "SELECT * FROM consent WHERE home_area_id = ?1 AND household_id = ?2 ORDER BY given_on DESC".to_owned(),
                "consent_by_household",
            ),
            (format!("SELECT * FROM household WHERE home_area_id IN {homes} AND number = ?1"), "household_by_number"),
            (format!("SELECT * FROM person WHERE home_area_id IN {homes} AND number = ?1"), "person_by_number"),
            (
                format!(
                    "SELECT * FROM move_request WHERE home_area_id IN {homes} AND household_id = ?1 ORDER BY requested_at DESC"
                ),
                "move_request_by_household",
            ),
            (
                format!(
                    "SELECT * FROM household WHERE home_area_id IN {homes} AND import_source = ?1 AND import_external_id = ?2 ORDER BY household_id"
                ),
                "household_by_import",
            ),
            (
                format!(
                    "SELECT * FROM access_record WHERE home_area_id IN {homes} AND document_id = ?1 ORDER BY read_at DESC"
                ),
                "access_record_by_document",
            ),
            (
                format!(
                    "SELECT person_id FROM former_number WHERE home_area_id IN {homes} AND kind = 'phone' AND number >= ?1 AND number < ?2"
                ),
                "former_number_by_number",
            ),
            (
                "SELECT * FROM log_unsealed JOIN log_commit USING (incarnation, n) WHERE incarnation = ?1 ORDER BY n"
                    .to_owned(),
                "SEARCH log_unsealed USING INDEX sqlite_autoindex_log_unsealed_1 (incarnation=?); SEARCH log_commit USING PRIMARY KEY (incarnation=? AND n=?)",
            ),
        ];
        for (sql, index) in lookups {
            let plan = plan(&connection, &sql);
            assert!(plan.contains(index), "{sql}: {plan}");
        }
    }
}
