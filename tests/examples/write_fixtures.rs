//! Writes what the screen tests import into a folder: `areas.csv` and `visit.xlsx`, invented and always the same.

use std::path::PathBuf;
use std::{env, fs, io};

/// Households in the workbook.
const HOUSEHOLDS: u32 = 40;

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or_else(|| io::Error::other("name a folder"))?;
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("areas.csv"), demo::area_csv(1))?;
    fs::write(folder.join("visit.xlsx"), demo::workbook(3, HOUSEHOLDS))
}
