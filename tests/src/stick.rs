//! Sticks in stories: parts as bytes in hand, to be shuffled, repeated, cut and flipped.

use std::io::Cursor;

use store::exchange::bundle::{
    BundleFault, Header, PartRead, answer_bundle, read_part, write_for_hub, write_for_laptop,
};

use store::exchange::carry::{Carrying, export_carried, keep_carried};
use store::exchange::{Exchange, hub};
use sync::bundle::carry::CarryReply;
use sync::session::message::Message as _;

use crate::world::{Laptop, World};

/// A part as it lies on a stick: its header, for stories to look at, and its sealed bytes.
pub type Part = (Header, Vec<u8>);

fn told(fault: BundleFault) -> String {
    match fault {
        BundleFault::Refused(code) => code.to_owned(),
        BundleFault::Store(fault) => panic!("the store failed: {fault}"),
    }
}

impl Laptop {
    /// Writes what the hub lacks, in parts of at most so many bytes.
    pub fn writes_stick_for_hub(&self, part_bytes: u64) -> Vec<Part> {
        let mut parts = Vec::new();
        let author = self.caller().author("sync.write_stick");
        write_for_hub(self.store(), &author, "story", part_bytes, &mut parts)
            .map_err(told)
            .expect("a stick is written");
        parts
    }

    /// Writes what another laptop lacks.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn writes_stick_for(&self, other: &Self, part_bytes: u64) -> Result<Vec<Part>, String> {
        let mut parts = Vec::new();
        let author = self.caller().author("sync.write_stick");
        let receiver = other.caller().device;
        write_for_laptop(self.store(), &author, receiver, part_bytes, &mut parts).map_err(told)?;
        Ok(parts)
    }

    /// Reads a part.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn reads_stick(&self, bytes: &[u8]) -> Result<PartRead, String> {
        let author = self.caller().author("sync.read_stick");
        read_part(self.store(), &author, &mut Cursor::new(bytes)).map_err(told)
    }
}

impl World {
    /// The hub reads a part.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn hub_reads_stick(&self, bytes: &[u8]) -> Result<PartRead, String> {
        let author = self.admin().author("sync.read_stick");
        read_part(self.hub(), &author, &mut Cursor::new(bytes)).map_err(told)
    }

    /// The hub writes its answer for a laptop.
    pub fn hub_writes_stick_for(&self, laptop: &Laptop, part_bytes: u64) -> Vec<Part> {
        let mut parts = Vec::new();
        let author = self.admin().author("sync.answer_stick");
        answer_bundle(self.hub(), &author, laptop.caller().device, part_bytes, &mut parts)
            .map_err(told)
            .expect("an answer is written");
        parts
    }
}

/// The rescue file of a laptop's folder; its store is not opened, and need not be sound.
pub fn rescue_file(folder: &std::path::Path) -> Vec<u8> {
    store::rescue::pack(folder, store::rescue::About::default()).expect("a rescue file").1
}

impl World {
    /// The hub takes a rescue file.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn hub_takes_rescue(&self, bytes: &[u8]) -> Result<store::exchange::rescue::Adopted, String> {
        let author = self.admin().author("device.read_rescue");
        store::exchange::rescue::adopt(self.hub(), &author, bytes).map_err(|fault| fault.to_string())
    }
}

impl World {
    /// The hub states that a laptop works in these areas from now on.
    pub fn hub_grants(&self, laptop: &Laptop, areas: &[String]) {
        let number = laptop.caller().device;
        let author = self.admin().author("device.grant");
        self.hub()
            .write::<_, store::StoreFault>(&author, |writer| {
                let known = writer.areas()?;
                let mut device = writer.device(number)?.expect("the laptop has joined");
                device.areas = known.iter().filter(|area| areas.contains(&area.code)).map(|area| area.id).collect();
                let mut change = domain::change::Change::default();
                change.state(domain::change::Fact::Device(writer.new_id(), device));
                writer.commit(domain::Id::NIL, None, &change)?;
                Ok(())
            })
            .expect("the hub grants");
    }
}

impl Laptop {
    /// Takes a sealed part into its care.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn takes_along(&self, bytes: &[u8]) -> Result<(), String> {
        let author = self.caller().author("sync.carry");
        keep_carried(self.store(), &author, "part.age", &mut Cursor::new(bytes)).map(drop).map_err(told)
    }

    /// Exchanges with the hub and hands over what it carries; the line is cut after so many of the carrier's messages.
    /// Returns how many parts were handed over and how many answers came back.
    ///
    /// # Errors
    /// `cut`, or the hub's refusal.
    pub fn syncs_carrying(&self, messages_max: usize) -> Result<(u64, u64), String> {
        let caller = self.caller();
        let mut exchange =
            Exchange::begin(self.store(), caller.user, caller.now, "story").map_err(|it| it.to_string())?;
        while let Some(outgoing) = exchange.next_request().map_err(|it| it.to_string())? {
            let answer = hub::answer(self.shared.hub.store(), outgoing.path, &outgoing.body, self.caller().now)
                .map_err(|it| it.to_string())??;
            exchange.receive(&answer).map_err(|it| it.to_string())?;
        }
        let mut carrying = Carrying::begin(self.store(), caller.author("sync.carry")).map_err(|it| it.to_string())?;
        let mut messages = 0;
        while let Some(message) = carrying.next_message().map_err(|it| it.to_string())? {
            if messages == messages_max {
                return Err("cut".to_owned());
            }
            messages += 1;
            let outgoing = exchange.carry(&message);
            let answer = hub::answer(self.shared.hub.store(), outgoing.path, &outgoing.body, self.caller().now)
                .map_err(|it| it.to_string())??;
            carrying.receive(CarryReply::from_bytes(&answer).map_err(|it| it.to_string())?).map_err(told)?;
        }
        Ok((carrying.handed, carrying.fetched))
    }

    /// Writes the answers in its care into a folder; returns their bytes.
    pub fn gives_answers(&self, folder: &std::path::Path) -> Vec<Vec<u8>> {
        let files = export_carried(self.store(), folder).expect("answers are written");
        files.iter().map(|file| std::fs::read(file).expect("a file")).collect()
    }
}
