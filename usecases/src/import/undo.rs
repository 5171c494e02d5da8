//! Undoing a batch: households it registered are dissolved, unless somebody has worked on them since; those are kept
//! and named. Nothing is deleted: the history says what was imported and taken back.

use domain::registry::membership;
use store::Writer;
use store::local::batch::{BatchItem, BatchRow, BatchState};

use crate::caller::Context;
use crate::failure::Failure;
use crate::import::apply::heads;
use crate::import::{ImportBatchInput, ImportBatchOutput, RowAction, page};
use crate::parse;

/// Rows read at a time.
const ROWS: usize = 500;

/// Takes an applied batch back.
///
/// # Errors
/// `import-refused-batch-not-applied`.
pub fn undo(context: &Context<'_>, input: ImportBatchInput) -> Result<ImportBatchOutput, Failure> {
    let id = parse::id(&input.batch_id)?;
    context.write(|writer| {
        let batch = writer.batch(id)?.ok_or_else(Failure::missing)?;
        if batch.state != BatchState::Applied {
            return Err(Failure::refused("import-refused-batch-not-applied"));
        }
        let mut offset = 0;
        loop {
            let items = writer.batch_items(id, offset, ROWS)?;
            let Some(last) = items.last() else { break };
            offset = last.place + 1;
            for item in items {
                undo_item(context, writer, &batch, item)?;
            }
        }
        writer.keep_batch_state(id, BatchState::Undone, &batch.counts)?;
        page(writer, id, 0)
    })
}

fn undo_item(
    context: &Context<'_>,
    writer: &mut Writer<'_>,
    batch: &BatchRow,
    mut item: BatchItem,
) -> Result<(), Failure> {
    let action = RowAction::parse(&item.action);
    let (Some(id), RowAction::New) = (item.household, action) else {
        if action == RowAction::Changed {
            RowAction::Kept.code().clone_into(&mut item.action);
            writer.keep_batch_item(batch.id, &item)?;
        }
        return Ok(());
    };
    let is_untouched = item.applied_heads.as_ref() == Some(&heads(writer, id)?);
    if !is_untouched {
        RowAction::Kept.code().clone_into(&mut item.action);
        return Ok(writer.keep_batch_item(batch.id, &item)?);
    }
    let household = crate::registry::household(context, writer, id)?;
    let on = household.registered_on.unwrap_or(context.caller.today).max(context.caller.today);
    let change = membership::dissolve(&household, on, "error", context.caller.today)?;
    writer.commit(household.area, Some("import.undo"), &change)?;
    Ok(())
}
