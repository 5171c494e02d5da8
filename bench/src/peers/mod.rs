//! The same week by others' protocols: what PouchDB with a CouchDB-style server, and Automerge's own protocol, send.
//!
//! They get the same documents with the same values, run once on this machine, and their messages are timed by the
//! same model of the same links. Where there was a choice, it was made in their favour.

mod automerge_sync;
mod couch;
mod population;

use std::time::Duration;

pub use population::Population;

use crate::Outcome;
use crate::laptop::Built;
use crate::link::{Conversation, LINKS, Link, bytes};
use crate::report::{Better, Report};
use crate::week::Travelled;
use crate::world::World;

/// What a peer sent for the week.
struct Peer {
    name: &'static str,
    conversation: Conversation,
}

impl Peer {
    fn tell(&self, ours: &Travelled, report: &mut Report) {
        let name = self.name;
        let sent = bytes(&self.conversation) as f64;
        report.add(&format!("{name}.week_bytes"), sent, "B", Better::Lower);
        report.add(&format!("{name}.week_messages"), self.conversation.len() as f64, "", Better::Lower);
        report.add(&format!("ratio.week_bytes_vs_{name}"), sent / ours.traffic.bytes() as f64, "×", Better::Higher);
        for link in &LINKS[..3] {
            let (theirs, ours) = (seconds(link.time(&self.conversation)), seconds(ours.traffic.time(link)));
            report.add(&format!("{name}.week_seconds_{}", link.name), theirs, "s", Better::Lower);
            report.add(&ratio_id(name, link), theirs / ours, "×", Better::Higher);
        }
    }
}

/// The ratio at 30 kbit/s is the published one and has no link in its name.
fn ratio_id(name: &str, link: &Link) -> String {
    if link.name == LINKS[0].name {
        format!("ratio.week_seconds_vs_{name}")
    } else {
        format!("ratio.week_seconds_vs_{name}_{}", link.name)
    }
}

const fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}

/// Runs both peers.
///
/// # Errors
/// Faults of the store that the documents are read from, and peers that do not converge.
pub fn measure(world: &World, built: &Built, ours: &Travelled, report: &mut Report) -> Outcome<()> {
    let population = Population::visited(world, built, ours)?;
    let documents = built.laptop.store.read(|reader| reader.counts(&store::read::scope::Scope::everywhere()))?;
    let conversation = automerge_sync::week(&population, documents.0 + documents.1)?;
    Peer { name: "automerge_sync", conversation }.tell(ours, report);
    let Some(couch) = couch::week(&population)? else { return Ok(()) };
    report.add("couchdb.base_effect_percent", couch.base_effect_percent, "%", Better::Lower);
    Peer { name: "couchdb", conversation: couch.conversation }.tell(ours, report);
    let Some(couch) = couch::week(&population.by_household())? else { return Ok(()) };
    Peer { name: "couchdb_household_documents", conversation: couch.conversation }.tell(ours, report);
    Ok(())
}
