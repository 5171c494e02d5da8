//! The subject access file: everything that is held about one person, for them to read. Its form has a version; members are
//! only ever added to it. The screen makes a page of it that can be printed in every script.

use domain::audit::{Opening, SENSITIVE};
use domain::registry::{Household, Person};
use domain::{Area, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::read::audit::{AuditFilter, AuditRow};
use sync::Incarnation;

use super::opening;
use super::told::{AuditLine, Teller};
use crate::caller::Context;
use crate::conflict::{self, ConflictOutput, ConflictState};
use crate::failure::Failure;
use crate::mask::{self, Mask};
use crate::parse;
use crate::registry::movement::{self, MoveOutput};
use crate::registry::view::{self, ConsentOutput, PersonOutput};

/// The name of the form.
pub const FORM: &str = "pamoja-subject-file";
/// Its version.
pub const FORM_VERSION: u32 = 1;
/// Most commits told in one file; how many there are stands beside them.
pub const COMMITS_MAX: usize = 2_000;

/// Input of `audit.subject_file`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SubjectFileInput {
    /// Person.
    pub person_id: String,
    /// Purpose code.
    pub purpose: String,
    /// Why.
    pub reason: String,
}

/// A household the person lived in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SubjectStay {
    /// Identity.
    pub household_id: String,
    /// Its number; none where it is not held here.
    pub household_number: Option<String>,
    /// Its area.
    pub area_name: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Role code.
    pub role: Option<String>,
    /// From.
    pub joined_on: Option<String>,
    /// To; none while it lasts.
    pub left_on: Option<String>,
    /// Why it ended.
    pub why: Option<String>,
    /// What the household agreed to.
    pub consents: Vec<ConsentOutput>,
    /// Moves to another area that were asked for.
    pub moves: Vec<MoveOutput>,
}

/// A device that holds the file of the person's area.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SubjectPlace {
    /// Its name.
    pub device: String,
    /// Whether it is the hub.
    pub is_hub: bool,
}

/// Answer of `audit.subject_file`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SubjectFileOutput {
    /// `pamoja-subject-file`.
    pub form: String,
    /// 1.
    pub version: u32,
    /// When it was made.
    pub made_at: i64,
    /// By whom.
    pub made_by: String,
    /// Purpose code.
    pub purpose: String,
    /// Why.
    pub reason: String,
    /// The person, nothing masked.
    pub person: PersonOutput,
    /// Households they live and lived in.
    pub stays: Vec<SubjectStay>,
    /// Fields in which two values stand.
    pub conflicts: Vec<ConflictOutput>,
    /// How such fields were settled.
    pub settlements: Vec<ConflictOutput>,
    /// Every change, newest first, the first 2,000.
    pub history: Vec<AuditLine>,
    /// Who opened masked values, this file included, newest first, the first 2,000.
    pub reads: Vec<AuditLine>,
    /// Whether there is more history, or there were more reads, than stand here.
    pub is_cut: bool,
    /// Where all this is held.
    pub held_at: Vec<SubjectPlace>,
}

/// Everything about one person, once it is on record that it was opened.
///
/// # Errors
/// What [`Opening::parse`] refuses; missing for a person who is not here or lives in areas of others; a full disk.
pub fn subject_file(context: &Context<'_>, input: SubjectFileInput) -> Result<SubjectFileOutput, Failure> {
    let opening = Opening::parse(&input.purpose, &input.reason)?;
    let id: Id<Person> = parse::id(&input.person_id)?;
    context.write(|writer| {
        let document = mask::in_scope(context, writer, id)?;
        opening::state(context, writer, &[document], &SENSITIVE, &opening)?;
        let reader: &Reader<'_> = writer;
        let person = reader.person(id)?.ok_or_else(Failure::missing)?;
        let area = reader.area_of(document.id)?.ok_or_else(Failure::missing)?;
        let stays = reader.stays_of(id)?.into_iter().map(|stay| lived(reader, stay)).collect::<Result<_, _>>()?;
        let standing = reader.conflicts_of(document.id)?.into_iter();
        let settled = reader.settlements_of(document.id)?.into_iter();
        let rows = reader.audit_of(&[document.id], &AuditFilter::default())?;
        let (reads, history): (Vec<AuditRow>, Vec<AuditRow>) = rows.into_iter().partition(|row| !row.reads.is_empty());
        Ok(SubjectFileOutput {
            form: FORM.to_owned(),
            version: FORM_VERSION,
            made_at: context.caller.now.ms(),
            made_by: context.caller.user_name.clone(),
            purpose: opening.purpose.to_owned(),
            reason: opening.reason.clone(),
            person: view::person(reader, person, context.caller.today, Mask::opened())?,
            stays,
            conflicts: standing.map(|row| conflict::standing(reader, Mask::opened(), row)).collect::<Result<_, _>>()?,
            settlements: settled
                .map(|row| conflict::settled(reader, Mask::opened(), row, ConflictState::Settled))
                .collect::<Result<_, _>>()?,
            is_cut: reads.len().max(history.len()) > COMMITS_MAX,
            history: lines(context, reader, history)?,
            reads: lines(context, reader, reads)?,
            held_at: held_at(reader, area)?,
        })
    })
}

fn lines(context: &Context<'_>, reader: &Reader<'_>, rows: Vec<AuditRow>) -> Result<Vec<AuditLine>, Failure> {
    let mut teller = Teller::new(context, true);
    rows.into_iter().take(COMMITS_MAX).map(|row| teller.line(reader, row)).collect()
}

fn lived(reader: &Reader<'_>, stay: store::read::subject::StayRow) -> Result<SubjectStay, Failure> {
    let found = reader.household(stay.household)?.map(|row| row.household);
    let moves = reader.moves_of(stay.household)?;
    Ok(SubjectStay {
        household_id: stay.household.to_string(),
        area_name: found.as_ref().map(|found| view::area_name(reader, found.area)).transpose()?,
        consents: view::consents(reader, stay.household)?,
        moves: moves.into_iter().map(|row| movement::output(reader, row)).collect::<Result<_, _>>()?,
        address: found.as_ref().and_then(|found: &Household| found.address.clone()),
        household_number: found.map(|found| found.number),
        role: stay.role,
        joined_on: stay.joined_on,
        left_on: stay.left_on,
        why: stay.why,
    })
}

/// The hub, and every device that works in the area.
fn held_at(reader: &Reader<'_>, area: Id<Area>) -> Result<Vec<SubjectPlace>, Failure> {
    let mut places = Vec::new();
    for device in reader.devices()? {
        let is_hub = device.number == Incarnation::HUB;
        if is_hub || (!device.is_revoked && reader.is_within(area, &device.areas)?) {
            places.push(SubjectPlace { device: device.name, is_hub });
        }
    }
    Ok(places)
}
