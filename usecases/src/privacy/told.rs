//! Rulings and what is due, as screens are told them.

use domain::privacy::RetentionKind;
use domain::roster::Device;
use domain::{DocumentKind, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::privacy::{DueRow, RulingRow};

use super::FileKind;
use crate::caller::Context;
use crate::failure::Failure;
use crate::registry::view;

/// A file that was erased.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ErasedFile {
    /// What it was.
    pub kind: FileKind,
    /// Identity.
    pub id: String,
    /// Number for people; none where it is not held here.
    pub number: Option<String>,
}

/// A laptop that held files of a ruling.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LaptopStanding {
    /// Device number.
    pub device: u32,
    /// Its name.
    pub name: String,
    /// When it said that it has followed; none before.
    pub heard_at: Option<i64>,
}

/// A ruling.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ErasureRuling {
    /// The ruling.
    pub ruling_id: String,
    /// When, by the hub's clock.
    pub erased_at: i64,
    /// Who ordered it.
    pub by_user: String,
    /// Ground code.
    pub ground: String,
    /// Number of the paper file.
    pub reference: Option<String>,
    /// What was erased.
    pub files: Vec<ErasedFile>,
    /// Laptops that work where the files lie, those that have not followed yet first.
    pub laptops: Vec<LaptopStanding>,
    /// How many of them have followed.
    pub heard: u32,
}

/// A file that is due.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DueFile {
    /// What it is.
    pub kind: FileKind,
    /// Identity.
    pub id: String,
    /// Number for people.
    pub number: String,
    /// Name to show.
    pub name: String,
    /// The day on which it ended.
    pub ended_on: String,
}

/// A ruling as it is told.
pub(super) fn ruling(context: &Context<'_>, reader: &Reader<'_>, row: RulingRow) -> Result<ErasureRuling, Failure> {
    let mut files = Vec::with_capacity(row.files.len());
    for file in &row.files {
        let (kind, number) = match file.document.kind {
            DocumentKind::Person => {
                (FileKind::Person, reader.person(file.document.id.of())?.map(|person| person.number))
            }
            DocumentKind::Household => {
                (FileKind::Household, reader.household(file.document.id.of())?.map(|row| row.household.number))
            }
        };
        files.push(ErasedFile { kind, id: file.document.id.to_string(), number });
    }
    let mut laptops = laptops(context, reader, &row)?;
    laptops.sort_by_key(|laptop| (laptop.heard_at, laptop.device));
    Ok(ErasureRuling {
        ruling_id: row.ruling.to_string(),
        erased_at: row.at.ms(),
        by_user: view::user_name(reader, Some(row.by))?,
        ground: row.ground,
        reference: row.reference,
        files,
        heard: laptops.iter().filter(|laptop| laptop.heard_at.is_some()).count() as u32,
        laptops,
    })
}

/// A laptop has followed when it has for every file of the ruling.
fn laptops(context: &Context<'_>, reader: &Reader<'_>, row: &RulingRow) -> Result<Vec<LaptopStanding>, Failure> {
    let areas: std::collections::BTreeSet<Id<domain::Area>> = row.files.iter().filter_map(|file| file.area).collect();
    let heard = row.files.iter().map(|file| reader.heard_of(file.fact)).collect::<Result<Vec<_>, _>>()?;
    let mut laptops = Vec::new();
    for device in reader.devices()? {
        let Device { number, ref name, is_revoked, .. } = device;
        let mut holds = false;
        for area in &areas {
            holds |= reader.is_within(*area, &device.areas)?;
        }
        if number == context.caller.device || is_revoked || !holds {
            continue;
        }
        let when: Option<Vec<i64>> = heard.iter().map(|heard| heard.get(&number).map(|at| at.ms())).collect();
        laptops.push(LaptopStanding {
            device: number,
            name: name.clone(),
            heard_at: when.and_then(|when| when.into_iter().max()),
        });
    }
    Ok(laptops)
}

/// A file that is due, as it is told.
pub(super) fn due(reader: &Reader<'_>, kind: RetentionKind, row: DueRow) -> Result<DueFile, Failure> {
    let (kind, name) = match kind {
        RetentionKind::DeceasedPerson | RetentionKind::DepartedPerson => {
            (FileKind::Person, reader.person(row.document.of())?.map(|person| person.shown_name()))
        }
        RetentionKind::DissolvedHousehold => {
            let found = reader.household(row.document.of())?;
            let name = found.map(|found| view::household_name(reader, &found.household)).transpose()?;
            (FileKind::Household, name)
        }
    };
    Ok(DueFile {
        kind,
        id: row.document.to_string(),
        name: name.unwrap_or_else(|| row.number.clone()),
        number: row.number,
        ended_on: row.ended_on,
    })
}
