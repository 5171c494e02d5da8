//! Values as other people's files write them, read into ours; no value here knows its row or column.

pub(crate) mod date;
pub(crate) mod number;
pub(crate) mod phone;
pub(crate) mod text;
