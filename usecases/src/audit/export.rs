//! An audit as a file for a spreadsheet. It leaves the program, so it always says why, and of whom it told is on record.

use domain::Instant;
use domain::audit::{Opening, SENSITIVE};
use domain::change::DocumentRef;
use interop::table::write::csv_row;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Reader;

use super::opening::{self, OpeningInput};
use super::search::{Asked, AuditQuery};
use super::told::{AuditLine, Teller};
use crate::caller::Context;
use crate::failure::Failure;
use crate::partner;

/// Most commits in one file.
pub const EXPORT_COMMITS_MAX: usize = 2_000;
/// The columns, in words of the interface between programs.
const COLUMNS: [&str; 13] = [
    "at",
    "user",
    "device",
    "act",
    "reason",
    "area",
    "subject_kind",
    "subject_id",
    "subject",
    "field",
    "before",
    "after",
    "purpose",
];

/// Input of `audit.export`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditExportInput {
    /// What is looked for.
    #[serde(default)]
    pub query: AuditQuery,
    /// Why.
    pub opening: OpeningInput,
    /// Whether sensitive values stand in it as they are.
    #[serde(default)]
    pub has_values: bool,
    /// The partner the file is given to; none where it stays in the programme.
    #[serde(default)]
    pub partner_id: Option<String>,
}

/// Answer of `audit.export`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AuditExportOutput {
    /// A name for the file.
    pub file_name: String,
    /// Comma-separated text in UTF-8; no cell is a formula.
    pub csv: String,
    /// Commits in it, up to 2,000.
    pub commits: u32,
    /// Whether there were more.
    pub has_more: bool,
}

/// The file, newest first.
///
/// # Errors
/// What `audit.search` refuses; `audit-refused-nothing-found` when nothing fits; what the agreement of a partner forbids.
pub fn export(context: &Context<'_>, input: AuditExportInput) -> Result<AuditExportOutput, Failure> {
    let asked = Asked::parse(&input.query)?;
    let mut opening = Opening::parse(&input.opening.purpose, &input.opening.reason)?;
    context.write(|writer| {
        opening.partner = partner::given_to(context, writer, input.partner_id.as_deref(), opening.purpose)?;
        let mut teller = Teller::new(context, input.has_values);
        let (lines, has_more) = all(writer, &asked, &mut teller)?;
        if lines.is_empty() {
            return Err(Failure::refused("audit-refused-nothing-found"));
        }
        let fields = if input.has_values { &SENSITIVE[..] } else { &[] };
        let named: Vec<DocumentRef> = teller.named.into_iter().collect();
        opening::state(context, writer, &named, fields, &opening)?;
        // The mark tells spreadsheets that this is UTF-8.
        let mut csv = format!("\u{feff}{}", csv_row(&COLUMNS));
        lines.iter().for_each(|line| rows(line, &mut csv));
        Ok(AuditExportOutput {
            file_name: format!("audit-{}.csv", context.caller.today),
            csv,
            commits: lines.len() as u32,
            has_more,
        })
    })
}

fn all(reader: &Reader<'_>, asked: &Asked, teller: &mut Teller<'_>) -> Result<(Vec<AuditLine>, bool), Failure> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = asked.page(teller.context, reader, after)?;
        for row in page.rows {
            if lines.len() == EXPORT_COMMITS_MAX {
                return Ok((lines, true));
            }
            lines.push(teller.line(reader, row)?);
        }
        let Some(next) = page.next else { return Ok((lines, false)) };
        after = Some(next);
    }
}

/// A row for each value, or one for a commit without any.
fn rows(line: &AuditLine, csv: &mut String) {
    let at = Instant::from_ms(line.at).to_text();
    let area = line.area_name.clone().unwrap_or_default();
    let mut add = |reason: &str, subject: [&str; 3], change: [&str; 3], purpose: &str| {
        let head = [at.as_str(), &line.by_user, &line.by_device, &line.act, reason, &area];
        let cells: Vec<&str> = head.into_iter().chain(subject).chain(change).chain([purpose]).collect();
        csv.push_str(&csv_row(&cells));
    };
    let reason = line.reason.as_deref().unwrap_or_default();
    let mut is_told = false;
    for subject in &line.subjects {
        let about = [kind(subject), &subject.subject_id, &subject.subject_name];
        for change in &subject.changes {
            let values = [&change.before, &change.after].map(|value| value.as_deref().unwrap_or_default());
            add(reason, about, [&change.field, values[0], values[1]], "");
            is_told = true;
        }
    }
    for read in &line.reads {
        for subject in &read.subjects {
            let about = [kind(subject), &subject.subject_id, &subject.subject_name];
            add(&read.reason, about, [&read.fields.join(" "), "", ""], &read.purpose);
            is_told = true;
        }
    }
    if !is_told {
        add(reason, [""; 3], [""; 3], "");
    }
}

fn kind(subject: &super::told::AuditSubject) -> &'static str {
    match subject.subject_kind {
        crate::registry::timeline::SubjectKind::Person => "person",
        crate::registry::timeline::SubjectKind::Household => "household",
    }
}
