//! The hub's accounts, invitations and what it knows of each device.

use domain::roster::User;
use domain::{Area, Id, Instant};
use rusqlite::{OptionalExtension, params};

use sync::Incarnation;

use crate::fault::StoreFault;
use crate::limits::DEVICES_OF_A_LIFE;
use crate::read::Reader;
use crate::writer::Writer;

/// An account of the console.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// The user.
    pub user: Id<User>,
    /// Login name.
    pub name: String,
    /// Hashed passphrase.
    pub passphrase: String,
    /// Wrong attempts since the last right one.
    pub failures: u32,
    /// No attempt before this instant.
    pub locked_until: Instant,
}

/// An invitation for a device.
#[derive(Debug, Clone)]
pub struct InvitationRow {
    /// Name for the device.
    pub name: String,
    /// Areas it may work in.
    pub areas: Vec<Id<Area>>,
    /// Role of its first user.
    pub role: String,
    /// Until when it can be used.
    pub expires_at: Instant,
    /// The device that used it.
    pub used_by: Option<u32>,
}

/// What the hub saw of a device.
#[derive(Debug, Clone)]
pub struct SeenRow {
    /// Device number.
    pub number: u32,
    /// When it joined.
    pub joined_at: Instant,
    /// When it last said hello.
    pub last_seen_at: Option<Instant>,
    /// Program version it said.
    pub version: Option<String>,
    /// How far its clock is ahead, in milliseconds.
    pub clock_skew_ms: Option<i64>,
}

impl Reader<'_> {
    /// An account by its login name.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn account(&self, name: &str) -> Result<Option<AccountRow>, StoreFault> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT user_id, name, passphrase, failures, locked_until FROM local_account WHERE name = ?1",
            )?
            .query_row([name], |row| {
                let user: [u8; 16] = row.get("user_id")?;
                Ok(AccountRow {
                    user: Id::from_bytes(user),
                    name: row.get("name")?,
                    passphrase: row.get("passphrase")?,
                    failures: row.get("failures")?,
                    locked_until: Instant::from_ms(row.get("locked_until")?),
                })
            })
            .optional()?)
    }

    /// Whether somebody can sign in to this hub's console.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn has_account(&self, user: Id<User>) -> Result<bool, StoreFault> {
        let mut statement = self.connection().prepare_cached("SELECT 1 FROM local_account WHERE user_id = ?1")?;
        Ok(statement.exists([user.to_bytes()])?)
    }

    /// An invitation by the hash of its secret.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn invitation(&self, secret_hash: &[u8; 32]) -> Result<Option<InvitationRow>, StoreFault> {
        let found = self
            .connection()
            .prepare_cached(
                "SELECT name, areas, role, expires_at, used_by_device FROM local_invitation WHERE secret_hash = ?1",
            )?
            .query_row([secret_hash], |row| {
                Ok((
                    row.get("name")?,
                    row.get::<_, String>("areas")?,
                    row.get("role")?,
                    row.get("expires_at")?,
                    row.get("used_by_device")?,
                ))
            })
            .optional()?;
        let Some((name, areas, role, expires_at, used_by)) = found else { return Ok(None) };
        Ok(Some(InvitationRow {
            name,
            areas: serde_json::from_str(&areas)?,
            role,
            expires_at: Instant::from_ms(expires_at),
            used_by,
        }))
    }

    /// What the hub saw of every device.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn seen_devices(&self) -> Result<Vec<SeenRow>, StoreFault> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, joined_at, last_seen_at, version, clock_skew_ms FROM local_device ORDER BY number",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(SeenRow {
                number: row.get("number")?,
                joined_at: Instant::from_ms(row.get("joined_at")?),
                last_seen_at: row.get::<_, Option<i64>>("last_seen_at")?.map(Instant::from_ms),
                version: row.get("version")?,
                clock_skew_ms: row.get("clock_skew_ms")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The session a device was given at its last hello.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn device_session(&self, number: u32) -> Result<Option<Vec<u8>>, StoreFault> {
        let found = self
            .connection()
            .prepare_cached("SELECT session FROM local_device WHERE number = ?1")?
            .query_row([number], |row| row.get("session"))
            .optional()?;
        Ok(found.flatten())
    }

    /// The incarnation with which a device said its last hello.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn device_incarnation(&self, number: u32) -> Result<Option<Incarnation>, StoreFault> {
        let found: Option<Option<[u8; 12]>> = self
            .connection()
            .prepare_cached("SELECT incarnation FROM local_device WHERE number = ?1")?
            .query_row([number], |row| row.get("incarnation"))
            .optional()?;
        Ok(found.flatten().and_then(|bytes| Incarnation::from_slice(&bytes)))
    }

    /// The number for the next device. A hub restored from a backup cannot know whom it let in since: each of its lives
    /// numbers from a thousand of its own.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn next_device(&self) -> Result<u32, StoreFault> {
        Ok(self.connection().query_row(
            "SELECT max((SELECT coalesce(max(number), 0) + 1 FROM roster_device),
                        (SELECT (max(count(*), 1) - 1) * ?1 + 1 FROM local_incarnation))",
            [DEVICES_OF_A_LIFE],
            |row| row.get(0),
        )?)
    }
}

impl Writer<'_> {
    /// Keeps an account.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_account(&mut self, account: &AccountRow) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO local_account (user_id, name, passphrase, failures, locked_until) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![account.user.to_bytes(), account.name, account.passphrase, account.failures, account.locked_until.ms()])?;
        Ok(())
    }

    /// Keeps an invitation.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_invitation(&mut self, secret_hash: &[u8; 32], invitation: &InvitationRow) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO local_invitation (secret_hash, name, areas, role, expires_at, used_by_device) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![
                secret_hash,
                invitation.name,
                serde_json::to_string(&invitation.areas)?,
                invitation.role,
                invitation.expires_at.ms(),
                invitation.used_by,
            ])?;
        Ok(())
    }

    /// Notes that a device joined.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_joined(&mut self, number: u32) -> Result<(), StoreFault> {
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO local_device (number, joined_at, last_seen_at, version, clock_skew_ms, session) VALUES (?1, ?2, NULL, NULL, NULL, NULL)")?
            .execute((number, self.author().now.ms()))?;
        Ok(())
    }

    /// Notes that a device said hello.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn keep_seen(
        &mut self,
        number: u32,
        version: &str,
        clock_skew_ms: i64,
        session: &[u8; 16],
        by: Incarnation,
    ) -> Result<(), StoreFault> {
        // Who joined after the backup that a hub was restored from has a certificate and no row here.
        self.connection()
            .prepare_cached(
                "INSERT INTO local_device (number, joined_at, last_seen_at, version, clock_skew_ms, session, incarnation)
                 VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (number) DO UPDATE SET last_seen_at = excluded.last_seen_at, version = excluded.version,
                   clock_skew_ms = excluded.clock_skew_ms, session = excluded.session, incarnation = excluded.incarnation",
            )?
            .execute((number, self.author().now.ms(), version, clock_skew_ms, session, by.to_bytes()))?;
        Ok(())
    }
}
