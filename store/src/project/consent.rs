//! Rows of consents.

use domain::registry::consent::{Consent, ConsentWithdrawal};
use rusqlite::{Connection, params};
use sync::CommitHeader;

use crate::fault::StoreFault;
use crate::project::home_of_document;

pub(super) fn given(connection: &Connection, consent: &Consent, header: &CommitHeader) -> Result<(), StoreFault> {
    let home = home_of_document(connection, consent.household.to_bytes(), header)?;
    connection
        .prepare_cached(
            "INSERT INTO consent (home_area_id, fact_id, household_id, purpose, is_given, manner, given_on, by_user_id, withdrawn_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL) ON CONFLICT (home_area_id, fact_id) DO NOTHING",
        )?
        .execute(params![
            home,
            consent.id.to_bytes(),
            consent.household.to_bytes(),
            consent.purpose,
            consent.is_given,
            consent.manner,
            consent.given_on.to_string(),
            header.user.to_bytes(),
        ])?;
    Ok(())
}

/// The earliest withdrawal counts, whichever arrives first. False when the consent has not been heard yet.
pub(super) fn withdrawn(
    connection: &Connection,
    withdrawal: &ConsentWithdrawal,
    header: &CommitHeader,
) -> Result<bool, StoreFault> {
    let home = home_of_document(connection, withdrawal.household.to_bytes(), header)?;
    let rows = connection
        .prepare_cached("UPDATE consent SET withdrawn_on = min(coalesce(withdrawn_on, ?3), ?3) WHERE home_area_id = ?1 AND fact_id = ?2")?
        .execute(params![home, withdrawal.consent.to_bytes(), withdrawal.withdrawn_on.to_string()])?;
    Ok(rows > 0)
}
