//! Who this store is in the log: its device, incarnation, place in the chain, and the counters numbers are minted from.

use domain::registry::number::{NumberKind, mint};
use rusqlite::{Connection, OptionalExtension};
use sync::{Hash, Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::local::setting::{read_setting, write_setting};
use crate::log::chunk::plain_bytes;
use crate::log::commit::unsealed;

/// This store's place in the log.
#[derive(Debug, Clone)]
pub(crate) struct Myself {
    pub incarnation: Incarnation,
    /// Counts incarnations of this device here, for the letter in minted numbers.
    pub series: u32,
    pub n: u64,
    pub tip: Hash,
    pub at: Hlc,
    pub persons_minted: u64,
    pub households_minted: u64,
    /// Bytes of commits that lie in no chunk yet.
    pub unsealed_bytes: usize,
}

impl Myself {
    /// Loads it; none before the device has joined.
    pub fn load(connection: &Connection) -> Result<Option<Self>, StoreFault> {
        let Some(bytes) = read_setting(connection, "incarnation")? else { return Ok(None) };
        let incarnation = Incarnation::from_slice(&bytes).ok_or(StoreFault::Lacks("a readable incarnation"))?;
        let series =
            connection
                .query_row("SELECT series FROM local_incarnation WHERE incarnation = ?1", [&bytes], |row| row.get(0))?;
        let last = connection
            .query_row(
                "SELECT n, hash, recorded_at FROM log_commit WHERE incarnation = ?1 ORDER BY n DESC LIMIT 1",
                [&bytes],
                |row| Ok((row.get::<_, i64>("n")?, row.get::<_, [u8; 32]>("hash")?, row.get::<_, i64>("recorded_at")?)),
            )
            .optional()?;
        let (n, tip, at) =
            last.map_or((0, Hash::ZERO, Hlc::ZERO), |(n, hash, at)| (n as u64, Hash(hash), Hlc::from_i64(at)));
        let counter = |name| {
            Ok::<_, StoreFault>(
                read_setting(connection, name)?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes),
            )
        };
        Ok(Some(Self {
            incarnation,
            series,
            n,
            tip,
            at,
            persons_minted: counter("persons_minted")?,
            households_minted: counter("households_minted")?,
            unsealed_bytes: unsealed(connection, incarnation)?.iter().map(|(commit, _)| plain_bytes(commit)).sum(),
        }))
    }

    /// Begins a new incarnation of `device`: a new chain, a new actor, numbers of a new series. The nonce must be chance:
    /// two incarnations of a device that share it would wedge every document they both touch.
    pub fn begin(connection: &Connection, device: u32, nonce: [u8; 8]) -> Result<Self, StoreFault> {
        let incarnation = Incarnation { device, nonce };
        let series: u32 = connection.query_row("SELECT count(*) FROM local_incarnation", [], |row| row.get(0))?;
        connection.execute(
            "INSERT INTO local_incarnation (incarnation, series) VALUES (?1, ?2)",
            (incarnation.to_bytes(), series),
        )?;
        write_setting(connection, "incarnation", &incarnation.to_bytes())?;
        for counter in ["persons_minted", "households_minted"] {
            write_setting(connection, counter, &0_u64.to_be_bytes())?;
        }
        Ok(Self {
            incarnation,
            series,
            n: 0,
            tip: Hash::ZERO,
            at: Hlc::ZERO,
            persons_minted: 0,
            households_minted: 0,
            unsealed_bytes: 0,
        })
    }

    /// Mints a number.
    pub fn mint(&mut self, kind: NumberKind) -> String {
        let counter = match kind {
            NumberKind::Person => &mut self.persons_minted,
            NumberKind::Household => &mut self.households_minted,
        };
        *counter += 1;
        mint(kind, self.incarnation.device, self.series, *counter)
    }

    /// Keeps the counters with the numbers they gave.
    pub fn keep_counters(&self, connection: &Connection) -> Result<(), StoreFault> {
        write_setting(connection, "persons_minted", &self.persons_minted.to_be_bytes())?;
        write_setting(connection, "households_minted", &self.households_minted.to_be_bytes())
    }
}
