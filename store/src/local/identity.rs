//! Identities of an identity provider that sign in to the hub's accounts. Always true: one identity signs in to one
//! account at the most.

use domain::roster::User;
use domain::{Id, Instant};
use rusqlite::{OptionalExtension, params};

use crate::fault::StoreFault;
use crate::read::Reader;
use crate::writer::Writer;

/// An identity as the provider tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who vouches: the provider's address, letter by letter.
    pub issuer: String,
    /// How they call this person: never used again for another.
    pub subject: String,
}

impl Reader<'_> {
    /// The user whose account an identity signs in to.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn user_of_identity(&self, identity: &Identity) -> Result<Option<Id<User>>, StoreFault> {
        let found = self
            .connection()
            .prepare_cached("SELECT user_id FROM local_identity WHERE issuer = ?1 AND subject = ?2")?
            .query_row(params![identity.issuer, identity.subject], |row| row.get::<_, [u8; 16]>("user_id"))
            .optional()?;
        Ok(found.map(Id::from_bytes))
    }

    /// The identities that sign in to a user's account.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn identities_of(&self, user: Id<User>) -> Result<Vec<Identity>, StoreFault> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT issuer, subject FROM local_identity WHERE user_id = ?1 ORDER BY issuer, subject")?;
        let rows = statement.query_map([user.to_bytes()], |row| {
            Ok(Identity { issuer: row.get("issuer")?, subject: row.get("subject")? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps that an identity signs in to a user's account.
    ///
    /// # Errors
    /// Faults of the store; an identity that is kept already.
    pub fn keep_identity(&mut self, identity: &Identity, user: Id<User>, now: Instant) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("INSERT INTO local_identity (issuer, subject, user_id, linked_at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![identity.issuer, identity.subject, user.to_bytes(), now.ms()])?;
        Ok(())
    }

    /// Forgets an identity of a user. False when it was none of theirs.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn forget_identity(&mut self, identity: &Identity, user: Id<User>) -> Result<bool, StoreFault> {
        let gone = self
            .connection()
            .prepare_cached("DELETE FROM local_identity WHERE issuer = ?1 AND subject = ?2 AND user_id = ?3")?
            .execute(params![identity.issuer, identity.subject, user.to_bytes()])?;
        Ok(gone > 0)
    }
}
