//! A laptop takes what a part gives: chunks of another laptop, or the hub's feeds and its receipt.

use domain::{Area, Id};
use sync::bundle::{FeedPage, Held, Purpose, Section};
use sync::{Chunk, Incarnation};

use crate::exchange::bundle::laptop::keep_vector;
use crate::exchange::bundle::{BundleFault, PartRead, peers, waiting};
use crate::exchange::feed::{cursor, keep_cursor};
use crate::exchange::place::{begin_epoch, epoch};
use crate::exchange::receive::{Received, Receiving, Source};
use crate::fault::StoreFault;
use crate::local::quarantine::{self, QuarantineRow};
use crate::local::setting::write_setting;
use crate::log;
use crate::open::Store;
use crate::read::area;
use crate::writer::{Author, Writer};

/// Takes one section in one transaction.
pub(super) fn take_section(
    store: &Store,
    author: &Author,
    section: Section,
    read: &mut PartRead,
) -> Result<(), BundleFault> {
    match section {
        Section::Chunks(chunks) if read.header.purpose == Purpose::BetweenLaptops => store.write(author, |writer| {
            let mut taking = Taking::new(writer, Source::Carrier)?;
            for bytes in &chunks {
                taking.chunk(bytes, read)?;
            }
            taking.receiving.try_waiting()?;
            Ok(())
        }),
        Section::Feed(page) if read.header.purpose == Purpose::FromHub => {
            store.write(author, |writer| take_page(writer, &page, read))
        }
        Section::Held(held) if read.header.purpose == Purpose::FromHub => take_held(store, author, &held, read),
        Section::Vector(vector) if read.header.purpose == Purpose::BetweenLaptops => Ok(store
            .write::<_, StoreFault>(author, |writer| keep_vector(writer, read.header.maker, vector, author.now))?),
        Section::Hello(_)
        | Section::Chunks(_)
        | Section::Feed(_)
        | Section::Held(_)
        | Section::Vector(_)
        | Section::End(_)
        | Section::Unknown(_) => Ok(()),
    }
}

/// Receiving on a laptop what may come from another laptop.
struct Taking<'a> {
    receiving: Receiving<'a>,
    own: u32,
    granted: Vec<Id<Area>>,
}

impl<'a> Taking<'a> {
    fn new(writer: &'a Writer<'_>, source: Source) -> Result<Self, StoreFault> {
        let own = writer.standing()?.incarnation.map_or(u32::MAX, |incarnation| incarnation.device);
        let granted = writer.granted_areas(own)?;
        let receiving = Receiving::new(writer.connection(), writer.place(), writer.author().now).from(source);
        Ok(Self { receiving, own, granted })
    }

    /// Receives a chunk; tells whether its place is filled now.
    fn chunk(&mut self, bytes: &[u8], read: &mut PartRead) -> Result<bool, StoreFault> {
        let Ok(chunk) = Chunk::read(bytes) else {
            read.refused += 1;
            return Ok(false);
        };
        let header = &chunk.header;
        // A store that was copied or restored must not be filled up with its own past behind its own back.
        if header.incarnation.device == self.own {
            let held = log::chunk::containing(self.receiving.connection, header.incarnation, header.first)?;
            if chunk.is_cut() && held.is_some() {
                self.receiving.receive(bytes)?;
            }
            read.known += 1;
            return Ok(true);
        }
        let is_mine = header.area == Id::NIL || area::is_within(self.receiving.connection, header.area, &self.granted)?;
        if !is_mine {
            read.refused += 1;
            return Ok(false);
        }
        let received = self.receiving.receive(bytes)?;
        match received {
            Received::Held => {
                read.held += 1;
                read.commits += header.last - header.first + 1;
                if read.header.purpose == Purpose::BetweenLaptops {
                    peers::remember(self.receiving.connection, header)?;
                }
            }
            Received::Duplicate => {
                read.known += 1;
                if read.header.purpose == Purpose::FromHub {
                    peers::forget(self.receiving.connection, header.incarnation, header.first)?;
                }
            }
            Received::Quarantined(_) => read.quarantined += 1,
            Received::Gap { .. } => {
                let is_kept = waiting::keep(self.receiving.connection, &chunk, self.receiving.now)?;
                if is_kept {
                    read.waiting += 1
                } else {
                    read.refused += 1
                }
                return Ok(false);
            }
            Received::Refused(_) => {
                read.refused += 1;
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Takes feed items. A position moves on only over what is here whole, as when it is pulled.
fn take_page(writer: &mut Writer<'_>, page: &FeedPage, read: &mut PartRead) -> Result<(), BundleFault> {
    let found = epoch(writer.connection())?;
    if page.epoch > found {
        begin_epoch(writer.connection(), page.epoch)?;
    }
    let is_present = page.epoch >= found;
    for run in &page.runs {
        // The run before may have brought the areas this one is about.
        let mut taking = Taking::new(writer, Source::Feed)?;
        let mut is_whole = true;
        for bytes in &run.chunks {
            is_whole &= taking.chunk(bytes, read)?;
        }
        if is_whole && is_present && cursor(writer.connection(), run.area)? >= run.after {
            keep_cursor(writer.connection(), run.area, run.through)?;
        }
    }
    Taking::new(writer, Source::Feed)?.receiving.try_waiting()?;
    Ok(())
}

/// The hub's receipt: what it holds of this laptop's chain, proven by the hash at its end.
fn take_held(store: &Store, author: &Author, held: &Held, read: &mut PartRead) -> Result<(), BundleFault> {
    let trimmed = store.write::<_, StoreFault>(author, |writer| {
        let connection = writer.connection();
        let standing = writer.standing()?;
        if held.epoch > epoch(connection)? {
            begin_epoch(connection, held.epoch)?;
        }
        if held.epoch < epoch(connection)? {
            return Ok(None); // of a hub that has been restored since
        }
        let Some(up_to) = held.up_to.as_ref().filter(|up_to| Some(up_to.incarnation) == standing.incarnation) else {
            return Ok(None);
        };
        match log::commit::find(connection, up_to.incarnation, up_to.n)? {
            None => {
                read.problem = Some("sync-refused-rolled-back");
                return Ok(None);
            }
            Some(row) if row.hash != up_to.tip => {
                read.problem = Some("sync-refused-forked");
                return Ok(None);
            }
            Some(_) => {}
        }
        let (held_n, left_n) = (standing.held_n.max(up_to.n), standing.left_n.max(up_to.n));
        write_setting(connection, "held_n", &held_n.to_be_bytes())?;
        write_setting(connection, "left_n", &left_n.to_be_bytes())?;
        for (first, code) in &held.set_aside {
            quarantine::keep(connection, &aside(up_to.incarnation, *first, code, author))?;
        }
        read.held_n = Some(held_n);
        Ok(Some(held_n))
    })?;
    if let Some(held_n) = trimmed {
        store.writing().outbox.trim(held_n)?;
    }
    Ok(())
}

fn aside(incarnation: Incarnation, first: u64, code: &str, author: &Author) -> QuarantineRow {
    QuarantineRow {
        incarnation,
        n: first,
        place: -1,
        is_waiting: false,
        code: code.to_owned(),
        detail: "the hub set this aside".to_owned(),
        document: None,
        found_at: author.now,
    }
}

/// Tries what waited for an earlier part.
pub(super) fn drain(store: &Store, author: &Author, read: &mut PartRead) -> Result<(), BundleFault> {
    loop {
        let names = store.read(|reader| waiting::list(reader.connection()))?;
        let mut is_progress = false;
        for name in names {
            is_progress |= store.write::<_, StoreFault>(author, |writer| {
                let bytes = waiting::bytes(writer.connection(), name)?;
                let mut tried = PartRead::new(read.header.clone());
                let mut taking = Taking::new(writer, Source::Carrier)?;
                taking.chunk(&bytes, &mut tried)?;
                if tried.waiting > 0 {
                    return Ok(false);
                }
                taking.receiving.try_waiting()?;
                waiting::release(writer.connection(), name)?;
                (read.held, read.commits) = (read.held + tried.held, read.commits + tried.commits);
                read.waiting = read.waiting.saturating_sub(1);
                Ok(true)
            })?;
        }
        if !is_progress {
            return Ok(());
        }
    }
}
