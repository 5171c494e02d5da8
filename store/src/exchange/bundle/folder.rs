//! Parts as files in a folder, such as a stick: under another name until each is whole and on the disk.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use sync::bundle::{Header, Purpose};

use crate::exchange::bundle::Parts;

/// Bytes gathered before they are written: sticks are slow at small writes.
const BUFFER_BYTES: usize = 256 * 1024;

/// Most files of a folder that are read at once.
const FILES_MAX: usize = 10_000;

/// Writes parts into a folder.
pub struct FolderParts {
    folder: PathBuf,
    /// Files that are whole.
    pub files: Vec<PathBuf>,
}

impl FolderParts {
    /// Into this folder, which must be there.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), files: Vec::new() }
    }
}

/// The file name of a part: for whom, from whom, which bundle, which part. It tells nothing about anybody's family.
pub fn part_name(header: &Header) -> String {
    let bundle = data_encoding::HEXLOWER.encode(&header.bundle[..4]);
    let to = match (header.purpose, header.receivers.first()) {
        (Purpose::ToHub, _) | (_, None) => "hub".to_owned(),
        (Purpose::FromHub | Purpose::BetweenLaptops, Some(number)) => format!("laptop-{number}"),
    };
    let from = if header.maker == 0 { "hub".to_owned() } else { format!("laptop-{}", header.maker) };
    format!("pamoja-{from}-to-{to}-{bundle}-{:03}of{:03}.age", header.part, header.parts)
}

impl Parts for FolderParts {
    type Out = BufWriter<File>;

    fn begin(&mut self, header: &Header) -> std::io::Result<BufWriter<File>> {
        let file = File::create(self.folder.join(format!("{}.new", part_name(header))))?;
        Ok(BufWriter::with_capacity(BUFFER_BYTES, file))
    }

    fn end(&mut self, header: &Header, out: BufWriter<File>) -> std::io::Result<()> {
        let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        drop(file);
        let name = part_name(header);
        let path = self.folder.join(&name);
        fs::rename(self.folder.join(format!("{name}.new")), &path)?;
        self.files.push(path);
        Ok(())
    }
}

/// The parts at a path: one file, or every part in a folder, in the order of their names, which is that of the parts.
///
/// # Errors
/// What the system says.
pub fn part_files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let is_part = Path::new(&entry.file_name()).extension().is_some_and(|end| end == "age");
        if is_part && entry.file_type()?.is_file() && files.len() < FILES_MAX {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
