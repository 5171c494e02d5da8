//! The hub's side: takes a laptop's parts as if they had been pushed, and answers with receipts and feeds.

use domain::Id;
use rusqlite::OptionalExtension;
use sync::Incarnation;
use sync::bundle::{FeedPage, HELLO_PATH, Header, Held, HeldUpTo, Purpose, Section};
use sync::session::message::{Message, Verdict};
use sync::session::{Hello, Request};

use crate::exchange::bundle::plan::{self, Planned, cut};
use crate::exchange::bundle::write::PartWriter;
use crate::exchange::bundle::{BundleFault, PartRead, Parts, Written, waiting};
use crate::exchange::feed::epoch;
use crate::exchange::hub::{publish, take_carried};
use crate::fault::StoreFault;
use crate::key::random;
use crate::local::quarantine;
use crate::log;
use crate::open::Store;
use crate::read::{Reader, roster};
use crate::writer::Author;

/// Takes one section of a laptop's part.
pub(super) fn take_section(
    store: &Store,
    author: &Author,
    section: Section,
    read: &mut PartRead,
) -> Result<(), BundleFault> {
    match section {
        Section::Hello(request) => keep_hello(store, author, &request, &read.header),
        Section::Chunks(chunks) => Ok(take_chunks(store, author, &chunks, read)?),
        Section::Held(_) | Section::Feed(_) | Section::Vector(_) | Section::End(_) | Section::Unknown(_) => Ok(()),
    }
}

/// Keeps what the answer goes on from. An older stick that is read late does not replace a newer hello.
fn keep_hello(store: &Store, author: &Author, request: &[u8], header: &Header) -> Result<(), BundleFault> {
    let malformed = || BundleFault::Refused("sync-refused-bundle-unreadable");
    let envelope = Request::read(request).map_err(|_| malformed())?;
    let hello = Hello::from_bytes(&envelope.body).map_err(|_| malformed())?;
    let device = store
        .read(|reader| roster::device(reader.connection(), header.maker))?
        .ok_or(BundleFault::Refused("sync-refused-device-unknown"))?;
    let is_theirs = envelope.device == header.maker
        && envelope.session == header.bundle
        && hello.incarnation.device == header.maker
        && Request::is_signed_by(request, HELLO_PATH, &device.public_key);
    if !is_theirs {
        return Err(BundleFault::Refused("sync-refused-signature"));
    }
    Ok(store.write::<_, StoreFault>(author, |writer| {
        writer
            .connection()
            .prepare_cached(
                "INSERT INTO local_bundle_hello (number, bundle_id, made_at, hello) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (number) DO UPDATE SET bundle_id = excluded.bundle_id, made_at = excluded.made_at, hello = excluded.hello
                 WHERE excluded.made_at >= made_at",
            )?
            .execute((header.maker, header.bundle, header.made_at_ms, &envelope.body))?;
        Ok(())
    })?)
}

fn take_chunks(store: &Store, author: &Author, chunks: &[Vec<u8>], read: &mut PartRead) -> Result<(), StoreFault> {
    let slices: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
    let receipts = take_carried(store, author, &slices)?;
    for (receipt, bytes) in receipts.iter().zip(chunks) {
        match &receipt.verdict {
            Verdict::Held => {
                read.held += 1;
                read.commits += receipt.last - receipt.first + 1;
            }
            Verdict::Duplicate => read.known += 1,
            Verdict::Quarantined(_) => read.quarantined += 1,
            Verdict::Gap { .. } => {
                let chunk = sync::Chunk::read(bytes)?;
                let is_kept = store
                    .write::<_, StoreFault>(author, |writer| waiting::keep(writer.connection(), &chunk, author.now))?;
                if is_kept { read.waiting += 1 } else { read.refused += 1 }
            }
            Verdict::Refused(_) => read.refused += 1,
        }
    }
    Ok(())
}

/// Tries what waited for an earlier part.
pub(super) fn drain(store: &Store, author: &Author, read: &mut PartRead) -> Result<(), BundleFault> {
    loop {
        let names = store.read(|reader| waiting::list(reader.connection()))?;
        let mut is_progress = false;
        for name in names {
            let bytes = store.read(|reader| waiting::bytes(reader.connection(), name))?;
            let mut tried = PartRead::new(read.header.clone());
            take_chunks(store, author, &[bytes], &mut tried)?;
            if tried.waiting > 0 {
                continue;
            }
            store.write::<_, StoreFault>(author, |writer| waiting::release(writer.connection(), name))?;
            (read.held, read.commits) = (read.held + tried.held, read.commits + tried.commits);
            read.waiting = read.waiting.saturating_sub(1);
            is_progress = true;
        }
        if !is_progress {
            return Ok(());
        }
    }
}

/// What the answer for a device is made of.
struct Answer {
    receiver: [u8; 32],
    answers: Option<[u8; 16]>,
    held: Held,
    epoch: u64,
    planned: Vec<Planned>,
}

/// Writes the answer for a laptop: receipts for what the hub holds, and everything behind the positions it last told.
/// Made anew from what is held now, so that it may be asked for at any time and any number of times.
///
/// # Errors
/// `sync-refused-device-unknown`, faults of the store and of where it is written.
pub fn answer_bundle<P: Parts>(
    store: &Store,
    author: &Author,
    device: u32,
    part_bytes: u64,
    out: &mut P,
) -> Result<Written, BundleFault> {
    let key = store.signing_key()?;
    store.write(author, publish)?;
    let answer = store.read(|reader| prepare(reader, device))?;
    let fixed = answer.held.set_aside.len() * 64 + 1_024;
    let parts = cut(&answer.planned, fixed, part_bytes);
    let mut header = Header {
        purpose: Purpose::FromHub,
        maker: Incarnation::HUB,
        receivers: vec![device],
        bundle: random()?,
        part: 1,
        parts: u32::try_from(parts.len()).unwrap_or(u32::MAX),
        answers: answer.answers,
        made_at_ms: author.now.ms(),
    };
    if header.parts > sync::bundle::PARTS_MAX {
        return Err(BundleFault::Refused("sync-refused-bundle-too-many-parts"));
    }
    let mut written = Written { parts: header.parts, ..Written::default() };
    for (index, sections) in parts.iter().enumerate() {
        header.part = index as u32 + 1;
        let mut part = PartWriter::begin(&header, &key, &[answer.receiver], out.begin(&header)?)?;
        part.section(&Section::Held(answer.held.clone()))?;
        for range in sections {
            let planned = &answer.planned[range.clone()];
            let runs = store.read(|reader| plan::runs(reader.connection(), planned))?;
            written.chunks += planned.iter().filter(|one| one.chunk.is_some()).count() as u64;
            part.section(&Section::Feed(FeedPage { epoch: answer.epoch, runs }))?;
        }
        written.bytes += part.bytes;
        out.end(&header, part.finish()?)?;
    }
    Ok(written)
}

fn prepare(reader: &Reader<'_>, number: u32) -> Result<Answer, BundleFault> {
    let connection = reader.connection();
    let mut device = roster::device(connection, number)?
        .filter(|device| device.number != Incarnation::HUB)
        .ok_or(BundleFault::Refused("sync-refused-device-unknown"))?;
    // One that was ended learns just that: the roster, and nothing of any family.
    if device.is_revoked {
        device.areas.clear();
    }
    let epoch = epoch(connection)?;
    let known: Option<([u8; 16], Vec<u8>)> = connection
        .prepare_cached("SELECT bundle_id, hello FROM local_bundle_hello WHERE number = ?1")?
        .query_row([number], |row| Ok((row.get("bundle_id")?, row.get("hello")?)))
        .optional()
        .map_err(StoreFault::from)?;
    let (answers, hello) = match known {
        Some((bundle, hello)) => (Some(bundle), Some(Hello::from_bytes(&hello)?)),
        None => (None, None),
    };
    let cursors = hello.as_ref().filter(|hello| hello.epoch == epoch).map_or(&[][..], |hello| &hello.cursors);
    let mut granted = vec![Id::NIL];
    granted.extend(reader.feeds(&device.areas)?);
    let mut planned = Vec::new();
    for area in granted {
        let after = cursors.iter().find(|(known, _)| *known == area).map_or(0, |(_, at)| *at);
        plan::feed_after(connection, area, after, number, &mut planned)?;
    }
    let held = held(reader, hello.as_ref(), epoch)?;
    Ok(Answer { receiver: device.public_key, answers, held, epoch, planned })
}

fn held(reader: &Reader<'_>, hello: Option<&Hello>, epoch: u64) -> Result<Held, StoreFault> {
    let Some(incarnation) = hello.map(|hello| hello.incarnation) else {
        return Ok(Held { epoch, up_to: None, set_aside: Vec::new() });
    };
    let (n, tip) = log::chunk::held_through(reader.connection(), incarnation)?;
    let set_aside = quarantine::whole_chunks(reader.connection(), incarnation)?;
    Ok(Held { epoch, up_to: (n > 0).then_some(HeldUpTo { incarnation, n, tip }), set_aside })
}
