//! Automerge's protocol: one conversation a document. In its favour, both ends remember what the other had, all
//! documents speak at once in one message a round, and that has no headers; an identity of 16 bytes tells for which
//! document each part is. Every document needs its word each time, whether it changed or not.

use std::collections::BTreeMap;
use std::time::Instant as Stopwatch;

use automerge::sync::{Message as SyncMessage, State, SyncDoc};
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ROOT};
use serde_json::{Map, Value};

use super::population::{Fields, Population};
use crate::Outcome;
use crate::link::{Conversation, Message, Way};

/// What names the document of a message.
const IDENTITY_BYTES: u64 = 16;
/// Unchanged documents that are really asked; all of them must cost the same.
const UNCHANGED_ASKED: usize = 1_000;
/// More rounds than this are a fault.
const ROUNDS_MAX: usize = 50;

/// Both copies of a document, with what each end remembers of the other.
struct Pair {
    copies: [AutoCommit; 2],
    states: [State; 2],
}

/// The messages of the week, when there are so many documents altogether.
pub fn week(population: &Population, documents: u64) -> Outcome<Conversation> {
    let mut changes: BTreeMap<&str, [Option<&Fields>; 2]> = BTreeMap::new();
    for (end, all) in [&population.here, &population.elsewhere].into_iter().enumerate() {
        for one in all {
            changes.entry(&one.id).or_default()[end] = Some(one);
        }
    }
    let mut rounds: Vec<u64> = Vec::new();
    let (mut changed, mut unchanged) = (0, Vec::new());
    let begun = Stopwatch::now();
    for base in &population.base {
        let change = changes.get(base.id.as_str());
        if change.is_none() && unchanged.len() == UNCHANGED_ASKED {
            continue;
        }
        let mut pair = Pair::settled(base)?;
        for (end, change) in change.into_iter().flatten().enumerate() {
            if let Some(change) = change {
                put_all(&mut pair.copies[end], &change.fields)?;
                pair.copies[end].commit();
            }
        }
        let sent = pair.talk()?;
        if change.is_some() {
            changed += 1;
            add(&mut rounds, &sent, 1);
        } else {
            unchanged.push(sent);
        }
    }
    if changed != changes.len() {
        return Err("a changed document is missing from the documents".into());
    }
    let first = unchanged.first().ok_or("no unchanged document")?;
    if unchanged.iter().any(|sent| sent != first) {
        return Err("unchanged documents cost differently".into());
    }
    add(&mut rounds, first, documents - changed as u64);
    eprintln!(
        "Automerge: {changed} changed documents, {} bytes for each of {} unchanged, {:.0} s",
        first.iter().sum::<u64>(),
        documents - changed as u64,
        begun.elapsed().as_secs_f64()
    );
    Ok(conversation(&rounds))
}

fn add(rounds: &mut Vec<u64>, sent: &[u64], times: u64) {
    if rounds.len() < sent.len() {
        rounds.resize(sent.len(), 0);
    }
    for (round, sent) in rounds.iter_mut().zip(sent) {
        *round += sent * times;
    }
}

/// Rounds alternate, the laptop begins.
fn conversation(rounds: &[u64]) -> Conversation {
    let message = |(place, bytes): (usize, &u64)| Message {
        way: if place % 2 == 0 { Way::Up } else { Way::Down },
        bytes: *bytes,
        after: place.checked_sub(1).into_iter().collect(),
        thinking: std::time::Duration::ZERO,
    };
    rounds.iter().enumerate().map(message).collect()
}

impl Pair {
    /// A document that both ends hold, after a conversation that both remember.
    fn settled(base: &Fields) -> Outcome<Self> {
        let mut here = AutoCommit::new().with_actor(actor(1));
        put_all(&mut here, &base.fields)?;
        here.commit();
        let mut pair =
            Self { copies: [here, AutoCommit::new().with_actor(actor(2))], states: [State::new(), State::new()] };
        pair.talk()?;
        // Another day: what is kept between connections is what the library keeps.
        pair.states = [State::decode(&pair.states[0].encode())?, State::decode(&pair.states[1].encode())?];
        Ok(pair)
    }

    /// Talks until both are quiet; bytes by round.
    fn talk(&mut self) -> Outcome<Vec<u64>> {
        let (mut sent, mut quiet) = (Vec::new(), 0);
        while quiet < 2 {
            let (from, to) = (sent.len() % 2, (sent.len() + 1) % 2);
            let message = self.copies[from].sync().generate_sync_message(&mut self.states[from]);
            quiet = if message.is_some() { 0 } else { quiet + 1 };
            sent.push(match message {
                None => 0,
                Some(message) => {
                    let bytes = message.encode();
                    let size = bytes.len() as u64 + IDENTITY_BYTES;
                    let message = SyncMessage::decode(&bytes)?;
                    self.copies[to].sync().receive_sync_message(&mut self.states[to], message)?;
                    size
                }
            });
            if sent.len() > ROUNDS_MAX {
                return Err("a document never came to rest".into());
            }
        }
        while sent.last() == Some(&0) {
            sent.pop();
        }
        let [here, there] = &mut self.copies;
        if here.get_heads() == there.get_heads() { Ok(sent) } else { Err("two copies stayed different".into()) }
    }
}

/// As long as ours: a device's number with a nonce.
fn actor(end: u8) -> ActorId {
    ActorId::from([[end; 4], [7; 4], [end; 4]].concat())
}

/// Flat, as our documents are: what is nested gets a path.
fn put_all(document: &mut AutoCommit, fields: &Map<String, Value>) -> Outcome<()> {
    for (name, value) in fields {
        put(document, name, value)?;
    }
    Ok(())
}

fn put(document: &mut AutoCommit, path: &str, value: &Value) -> Outcome<()> {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                put(document, &format!("{path}.{name}"), value)?;
            }
        }
        Value::Array(all) => {
            for (place, value) in all.iter().enumerate() {
                put(document, &format!("{path}.{place}"), value)?;
            }
        }
        Value::String(text) => document.put(ROOT, path, text.as_str())?,
        other => document.put(ROOT, path, other.to_string())?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::bytes;
    use crate::peers::population::tests::small;

    #[test]
    fn every_further_document_costs_its_word_and_the_laptop_speaks_first() {
        let ten = week(&small(), 10).expect("a week");
        let thousand = week(&small(), 1_010).expect("a week");
        let each = (bytes(&thousand) - bytes(&ten)) / 1_000;
        assert!((100..250).contains(&each), "{each} bytes for an unchanged document");
        assert_eq!(ten[0].way, Way::Up);
        assert!(ten.iter().enumerate().skip(1).all(|(place, message)| message.after == [place - 1]));
    }

    #[test]
    fn a_change_of_a_document_nobody_has_is_an_error() {
        let mut population = small();
        population.here[0].id = "nobody".to_owned();
        assert!(week(&population, 10).is_err());
    }
}
