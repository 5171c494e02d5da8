//! The exchange by stick, what is carried for others, and rescue. Folders and files are the shells'; what a part means
//! is the store's; here is who may, and how it is told.

mod edge;

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use store::exchange::bundle::{
    BundleFault, FolderParts, Header, PartRead, answer_bundle, part_name, read_part, write_for_hub, write_for_laptop,
};
use store::exchange::carry::{self, CarriedRow};
use store::exchange::rescue::{RescueFault, adopt};
use store::{Place, Reader, Store};

use crate::Nothing;
use crate::caller::{Caller, Context};
use crate::failure::Failure;
use crate::parse;
use crate::registry::view;

pub use edge::*;

/// Largest part that is made for a download, in bytes.
const DOWNLOAD_BYTES: u64 = 16 * 1024 * 1024;
/// Smallest size of a part that may be chosen, in megabytes.
pub const PART_MB_MIN: u32 = 1;
/// Size of a part when nobody chooses, in megabytes.
pub const PART_MB: u32 = 512;
/// Largest size of a part that may be chosen, in megabytes: what a FAT file system holds.
pub const PART_MB_MAX: u32 = 4_000;

impl StickPartOutput {
    /// The part in one line, for a terminal; `sentence` tells a code.
    pub fn line(&self, sentence: impl FnOnce(&str) -> String) -> String {
        let why = self.code.as_deref().map(sentence);
        match (self.state, why) {
            (StickPartState::Taken, None) => format!(
                "{}: part {} of {} from {}: {} commits taken, {} packets known, {} waiting for an earlier part, {} set aside",
                self.file_name,
                self.part,
                self.parts,
                self.from_name.as_deref().unwrap_or_default(),
                self.commits,
                self.known,
                self.waiting,
                self.quarantined
            ),
            (StickPartState::Taken | StickPartState::Refused, why) => {
                format!("{}: {}", self.file_name, why.unwrap_or_default())
            }
            (StickPartState::Carried, _) => format!("{}: taken along for the hub", self.file_name),
        }
    }
}

impl From<BundleFault> for Failure {
    fn from(fault: BundleFault) -> Self {
        match fault {
            BundleFault::Store(fault) => fault.into(),
            BundleFault::Refused(code) => Self::refused(code),
        }
    }
}

impl From<RescueFault> for Failure {
    fn from(fault: RescueFault) -> Self {
        match fault {
            RescueFault::Store(fault) => fault.into(),
            RescueFault::Refused(code) => Self::refused(code),
        }
    }
}

/// The size of a part in bytes, from what was chosen.
pub fn part_bytes(part_mb: Option<u32>) -> u64 {
    u64::from(part_mb.unwrap_or(PART_MB).clamp(PART_MB_MIN, PART_MB_MAX)) * 1024 * 1024
}

/// Writes a stick into a folder: what the hub or another laptop lacks, and answers carried for others.
///
/// # Errors
/// `sync-refused-…`, a lacking right, faults.
pub fn write_into(
    store: &Store,
    caller: &Caller,
    version: &str,
    folder: &Path,
    input: &WriteStickInput,
) -> Result<WriteStickOutput, Failure> {
    demand(caller, "sync.stick")?;
    let author = caller.author("sync.write_stick");
    let mut out = FolderParts::new(folder);
    let bytes = part_bytes(input.part_mb);
    let written = match input.receiver {
        None => write_for_hub(store, &author, version, bytes, &mut out)?,
        Some(receiver) => write_for_laptop(store, &author, receiver, bytes, &mut out)?,
    };
    let mut files = out.files;
    if input.receiver.is_none() && caller.may("sync.carry") {
        files.extend(carry::export_carried(store, folder)?);
    }
    Ok(WriteStickOutput {
        files: files.iter().map(|file| file.display().to_string()).collect(),
        parts: written.parts,
        bytes: written.bytes,
        chunks: written.chunks,
    })
}

fn demand(caller: &Caller, right: &str) -> Result<(), Failure> {
    if caller.may(right) { Ok(()) } else { Err(Failure::denied(right)) }
}

/// Reads one part. One that is for the hub is taken along, when this person may; what cannot be taken is told, and the
/// others go on.
///
/// # Errors
/// A lacking right, faults of the store.
pub fn read_from<S: Read + Seek>(
    store: &Store,
    caller: &Caller,
    file_name: &str,
    source: &mut S,
) -> Result<StickPartOutput, Failure> {
    demand(caller, "sync.stick")?;
    match read_part(store, &caller.author("sync.read_stick"), source) {
        Ok(read) => store.read(|reader| taken(reader, file_name, &read)),
        Err(BundleFault::Refused("sync-refused-bundle-not-for-us"))
            if store.place() == Place::Laptop && caller.may("sync.carry") =>
        {
            match carry::keep_carried(store, &caller.author("sync.carry"), file_name, source) {
                Ok(_) => Ok(untaken(file_name, StickPartState::Carried, None)),
                Err(BundleFault::Refused("sync-refused-carried-not-for-hub")) => {
                    Ok(untaken(file_name, StickPartState::Refused, Some("sync-refused-bundle-not-for-us")))
                }
                Err(BundleFault::Refused(code)) => Ok(untaken(file_name, StickPartState::Refused, Some(code))),
                Err(BundleFault::Store(fault)) => Err(fault.into()),
            }
        }
        Err(BundleFault::Refused(code)) => Ok(untaken(file_name, StickPartState::Refused, Some(code))),
        Err(BundleFault::Store(fault)) => Err(fault.into()),
    }
}

fn taken(reader: &Reader<'_>, file_name: &str, read: &PartRead) -> Result<StickPartOutput, Failure> {
    let Header { maker, part, parts, .. } = read.header;
    Ok(StickPartOutput {
        file_name: file_name.to_owned(),
        state: StickPartState::Taken,
        code: read.problem.map(str::to_owned),
        from_number: Some(maker),
        from_name: Some(view::device_name(reader, maker)?),
        part,
        parts,
        commits: read.commits,
        known: read.known,
        waiting: read.waiting,
        quarantined: read.quarantined + read.refused,
        is_receipt: read.held_n.is_some(),
    })
}

fn untaken(file_name: &str, state: StickPartState, code: Option<&str>) -> StickPartOutput {
    StickPartOutput {
        file_name: file_name.to_owned(),
        state,
        code: code.map(str::to_owned),
        from_number: None,
        from_name: None,
        part: 0,
        parts: 0,
        commits: 0,
        known: 0,
        waiting: 0,
        quarantined: 0,
        is_receipt: false,
    }
}

/// Reads a part that was handed over as a file.
///
/// # Errors
/// Missing when the file is gone, faults of the store.
pub fn read_stick(context: &Context<'_>, input: ReadStickInput) -> Result<ReadStickOutput, Failure> {
    let (name, bytes) = file(context, &input.file_id)?;
    let part = read_from(context.store, context.caller, &name, &mut Cursor::new(bytes))?;
    Ok(ReadStickOutput { parts: vec![part] })
}

fn file(context: &Context<'_>, id: &str) -> Result<(String, Vec<u8>), Failure> {
    let id = parse::id(id)?;
    context.read(|reader| Ok(reader.file(id)?))?.ok_or_else(Failure::missing)
}

/// The hub's answer for a laptop, one part at a time.
///
/// # Errors
/// `sync-refused-device-unknown`, `sync-refused-device-revoked`; missing for a part beyond the last.
pub fn answer_stick(context: &Context<'_>, input: AnswerStickInput) -> Result<AnswerStickOutput, Failure> {
    let mut only = OnePart { wanted: input.part, found: None };
    let author = context.caller.author(context.act);
    answer_bundle(context.store, &author, input.number, DOWNLOAD_BYTES, &mut only)?;
    let (header, bytes) = only.found.ok_or_else(Failure::missing)?;
    Ok(AnswerStickOutput {
        file_name: part_name(&header),
        base64: BASE64.encode(&bytes),
        part: header.part,
        parts: header.parts,
    })
}

/// Keeps one part and lets the others go.
struct OnePart {
    wanted: u32,
    found: Option<(Header, Vec<u8>)>,
}

impl store::exchange::bundle::Parts for OnePart {
    type Out = Vec<u8>;

    fn begin(&mut self, _: &Header) -> std::io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn end(&mut self, header: &Header, out: Vec<u8>) -> std::io::Result<()> {
        if header.part == self.wanted {
            self.found = Some((header.clone(), out));
        }
        Ok(())
    }
}

/// Everything this laptop carries for others.
///
/// # Errors
/// Faults of the store.
pub fn list_carried(context: &Context<'_>, _: Nothing) -> Result<CarriedListOutput, Failure> {
    context.read(|reader| Ok(CarriedListOutput { carried: carried(reader)? }))
}

fn carried(reader: &Reader<'_>) -> Result<Vec<CarriedOutput>, Failure> {
    carry::list_carried(reader)?.into_iter().map(|row| carried_output(reader, row)).collect()
}

fn carried_output(reader: &Reader<'_>, row: CarriedRow) -> Result<CarriedOutput, Failure> {
    let is_for_hub = row.for_device == sync::Incarnation::HUB;
    let device = if is_for_hub { row.from_device } else { Some(row.for_device) };
    Ok(CarriedOutput {
        part: HEXLOWER.encode(&row.part),
        name: row.name,
        bytes: row.length,
        is_for_hub,
        device_name: device.map(|number| view::device_name(reader, number)).transpose()?,
        state: row.state,
        code: row.code,
        kept_at: row.kept_at.ms(),
    })
}

/// Gives something out of this laptop's care.
///
/// # Errors
/// Missing when it is not in its care.
pub fn discard_carried(context: &Context<'_>, input: CarriedInput) -> Result<Nothing, Failure> {
    let part = HEXLOWER_PERMISSIVE.decode(input.part.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    let part: [u8; 32] = part.ok_or_else(Failure::missing)?;
    if carry::discard_carried(context.store, &context.caller.author(context.act), &part)? {
        Ok(Nothing {})
    } else {
        Err(Failure::missing())
    }
}

/// What the screen about sticks shows; the shell adds the places.
///
/// # Errors
/// A lacking right, faults of the store.
pub fn overview(store: &Store, caller: &Caller, places: Vec<StickPlace>) -> Result<StickListOutput, Failure> {
    demand(caller, "sync.stick")?;
    store.read(|reader| {
        let standing = reader.standing()?;
        let mine = reader.feeds(&caller.areas)?;
        let mut receivers = Vec::new();
        for device in reader.devices()? {
            let is_other = device.number != sync::Incarnation::HUB && device.number != caller.device;
            if !is_other || device.is_revoked {
                continue;
            }
            if reader.feeds(&device.areas)?.iter().any(|area| mine.contains(area)) {
                receivers.push(StickReceiver { number: device.number, name: device.name });
            }
        }
        let carried = if caller.may("sync.carry") { carried(reader)? } else { Vec::new() };
        Ok(StickListOutput { places, receivers, unsent: standing.tip_n.saturating_sub(standing.held_n), carried })
    })
}

/// Takes a rescue file that was handed over.
///
/// # Errors
/// `device-refused-rescue-…`, `sync-refused-…`, missing when the file is gone.
pub fn read_rescue(context: &Context<'_>, input: ReadRescueInput) -> Result<ReadRescueOutput, Failure> {
    let (_, bytes) = file(context, &input.file_id)?;
    take_rescue(context.store, context.caller, &bytes)
}

/// Takes a rescue file.
///
/// # Errors
/// As [`read_rescue`], and a lacking right.
pub fn take_rescue(store: &Store, caller: &Caller, bytes: &[u8]) -> Result<ReadRescueOutput, Failure> {
    demand(caller, "device.rescue")?;
    let adopted = adopt(store, &caller.author("device.rescue"), bytes)?;
    Ok(ReadRescueOutput {
        device_name: adopted.device_name,
        commits: adopted.commits,
        known: adopted.known,
        quarantined: adopted.quarantined,
        unsigned: adopted.unsigned,
    })
}
