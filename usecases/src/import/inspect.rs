//! Looking into a file: its sheets and columns, and how they would be read.

use interop::registry::{ImportMapping, ImportProblem, ImportSheet};
use interop::table::{ReadRefusal, Workbook};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::caller::Context;
use crate::failure::Failure;
use crate::parse;

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
    let workbook = interop::table::read(&name, &bytes).map_err(refused)?;
    Ok((name, workbook))
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
    let inspection = interop::registry::inspect(&workbook);
    Ok(ImportInspectOutput {
        file_id: input.file_id,
        file_name,
        sheets: inspection.sheets,
        suggested: inspection.suggested,
        problems: inspection.problems,
    })
}
