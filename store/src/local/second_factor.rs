//! The second factor of the hub's accounts.

use domain::Id;
use domain::roster::User;
use rusqlite::{OptionalExtension, params};

use crate::fault::StoreFault;
use crate::read::Reader;
use crate::writer::Writer;

/// What an account's codes are made of.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactorRow {
    /// The user.
    pub user: Id<User>,
    /// What both devices know.
    pub secret: Vec<u8>,
    /// Whether a right code has been typed once; before that nothing asks for codes.
    pub is_confirmed: bool,
    /// The time step of the last code that was used: no code works twice.
    pub last_step: i64,
    /// Hashes of the recovery codes that are left.
    pub recovery: Vec<String>,
}

impl Reader<'_> {
    /// The second factor of a user.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn second_factor(&self, user: Id<User>) -> Result<Option<SecondFactorRow>, StoreFault> {
        let found = self
            .connection()
            .prepare_cached(
                "SELECT secret, is_confirmed, last_step, recovery FROM local_second_factor WHERE user_id = ?1",
            )?
            .query_row([user.to_bytes()], |row| {
                Ok((
                    row.get("secret")?,
                    row.get("is_confirmed")?,
                    row.get("last_step")?,
                    row.get::<_, String>("recovery")?,
                ))
            })
            .optional()?;
        let Some((secret, is_confirmed, last_step, recovery)) = found else { return Ok(None) };
        Ok(Some(SecondFactorRow { user, secret, is_confirmed, last_step, recovery: serde_json::from_str(&recovery)? }))
    }
}

impl Writer<'_> {
    /// Keeps a second factor.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_second_factor(&mut self, row: &SecondFactorRow) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO local_second_factor (user_id, secret, is_confirmed, last_step, recovery) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                row.user.to_bytes(),
                row.secret,
                row.is_confirmed,
                row.last_step,
                serde_json::to_string(&row.recovery)?,
            ])?;
        Ok(())
    }

    /// Forgets a second factor. False when there was none.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn forget_second_factor(&mut self, user: Id<User>) -> Result<bool, StoreFault> {
        let gone = self
            .connection()
            .prepare_cached("DELETE FROM local_second_factor WHERE user_id = ?1")?
            .execute([user.to_bytes()])?;
        Ok(gone > 0)
    }
}
