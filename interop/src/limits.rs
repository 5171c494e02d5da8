//! Every limit of this room, named with its unit, so that a refusal can tell the person which one was reached.
//!
//! The table limits bound memory and time for a file made to do harm; they are set so that an honest file of 100,000
//! households passes. The value limits are the longest text the registry keeps for one field.

/// The whole file as it lies on disk.
pub const FILE_BYTES: usize = 32 * MIB;

/// All parts of a workbook together, as really inflated, whatever the directory declares.
pub const UNPACKED_BYTES: u64 = 256 * MIB as u64;
/// One part that is neither a sheet nor the table of shared texts (styles, relationships …).
pub const UNPACKED_PART_BYTES: u64 = 16 * MIB as u64;
/// Inflated bytes per packed byte, looked at once a part is larger than [`UNPACKED_RATIO_FROM_BYTES`]: below that the
/// workbook is opened, so that the refusal can name the cell.
pub const UNPACKED_RATIO: u64 = 200;
pub const UNPACKED_RATIO_FROM_BYTES: u64 = 64 * MIB as u64;
/// Parts in a workbook.
pub const PARTS: usize = 2_000;
/// Texts a workbook may declare that it shares between cells; the reader reserves room for what is declared.
pub const SHARED_TEXTS: u64 = 4_000_000;
/// Elements in the table of shared texts.
pub const SHARED_TEXT_ELEMENTS: u64 = 16_000_000;
/// Elements times longest element in the styles: the reader copies a format for each style that names it.
pub const STYLE_BYTES: u64 = 512 * MIB as u64;

pub const SHEETS: usize = 32;
/// Rows with something in them, per sheet.
pub const ROWS: usize = 200_000;
pub const COLUMNS: usize = 512;
/// One cell, as text.
pub const CELL_BYTES: usize = 32 * KIB;
/// Cells with something in them, all sheets together.
pub const CELLS_KEPT: usize = 6_000_000;
/// Cells met, empty ones included, all sheets together.
pub const CELLS_MET: usize = 40_000_000;
/// Text of all kept cells together.
pub const CELL_BYTES_TOTAL: usize = 256 * MIB;

/// Bytes at the start of a text file in which the separator is looked for.
pub const SEPARATOR_SAMPLE_BYTES: usize = 64 * KIB;
/// Rows at the top of a sheet in which the header is looked for.
pub const HEADER_SEARCH_ROWS: usize = 20;
pub const HEADER_CHARS: usize = 120;

/// Problems kept for the screen; all are counted.
pub const PROBLEM_ERRORS_KEPT: usize = 5_000;
pub const PROBLEM_WARNINGS_KEPT: usize = 4_000;
pub const PROBLEM_NOTES_KEPT: usize = 1_000;
/// What a problem repeats of the cell it is about.
pub const PROBLEM_VALUE_CHARS: usize = 120;
/// What a column shows of itself when a person maps it.
pub const SAMPLES_PER_COLUMN: usize = 3;
pub const SAMPLE_CHARS: usize = 60;

pub const EXTERNAL_ID_CHARS: usize = 120;
pub const NAME_CHARS: usize = 200;
pub const ADDRESS_CHARS: usize = 500;
pub const CODE_CHARS: usize = 40;
pub const OCCUPATION_CHARS: usize = 200;
pub const PHONE_CHARS: usize = 40;
pub const DOCUMENT_NUMBER_CHARS: usize = 60;
pub const ISSUER_CHARS: usize = 120;
/// A household in a file; more is a column that is not a household number.
pub const MEMBERS_PER_HOUSEHOLD: usize = 200;
/// Oldest age taken for an age, in years.
pub const AGE_YEARS: i32 = 125;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;
