//! Looking into a file: its sheets and columns, and how they would be read.

use interop::registry::{ImportMapping, ImportProblem, ImportSheet};
use interop::table::{ReadRefusal, Workbook};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;

/// Households looked up to recognise a source.
const SAMPLE: usize = 40;

/// Input of `import.inspect`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportInspectInput {
    /// File.
    pub file_id: String,
}

/// Answer of `import.inspect`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ImportInspectOutput {
    /// File.
    pub file_id: String,
    /// Its name.
    pub file_name: String,
    /// Its sheets.
    pub sheets: Vec<ImportSheet>,
    /// How it would be read.
    pub suggested: ImportMapping,
    /// What is wrong with whole columns.
    pub problems: Vec<ImportProblem>,
}

/// Reads a file that was brought.
pub(crate) fn workbook(context: &Context<'_>, file_id: &str) -> Result<(String, Workbook), Failure> {
    let id = parse::id(file_id)?;
    let (name, bytes) =
        context.read(|reader| reader.file(id)?.ok_or_else(|| Failure::refused("import-refused-file-gone")))?;
    let workbook = read(&name, &bytes)?;
    Ok((name, workbook))
}

/// Reads a workbook or separated text.
///
/// # Errors
/// `import-refused-…` for what is no table.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Failure> {
    interop::table::read(name, bytes).map_err(refused)
}

fn refused(refusal: ReadRefusal) -> Failure {
    let mut failure = Failure::refused(refusal.code.as_str());
    failure.detail = refusal.detail;
    failure
}

/// Looks into a file.
///
/// # Errors
/// `import-refused-…` for what is not a table.
pub fn inspect(context: &Context<'_>, input: ImportInspectInput) -> Result<ImportInspectOutput, Failure> {
    let (file_name, workbook) = workbook(context, &input.file_id)?;
    let mut inspection = interop::registry::inspect(&workbook);
    if let Some(source) = known_source(context, &workbook, &inspection.suggested)? {
        inspection.suggested.source = source;
    }
    Ok(ImportInspectOutput {
        file_id: input.file_id,
        file_name,
        sheets: inspection.sheets,
        suggested: inspection.suggested,
        problems: inspection.problems,
    })
}

/// The source of an earlier batch that speaks of the same families, whatever the file is called today: a file that was
/// renamed must not register everybody a second time.
fn known_source(
    context: &Context<'_>,
    workbook: &Workbook,
    suggested: &ImportMapping,
) -> Result<Option<String>, Failure> {
    let prepared = interop::registry::prepare(workbook, suggested, context.caller.today);
    let sample: Vec<&str> =
        prepared.households.iter().take(SAMPLE).map(|household| household.external_id.as_str()).collect();
    context.read(|reader| {
        let mut best = None;
        for batch in reader.batches()? {
            let mut known = 0;
            for external_id in &sample {
                known += usize::from(reader.imported_household(&batch.source, external_id)?.is_some());
            }
            if known * 2 > sample.len() && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, batch.source));
            }
        }
        Ok(best.map(|(_, source)| source))
    })
}
