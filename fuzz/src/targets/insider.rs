//! Chunks of a valid insider: rightly signed, rightly chained, with anything in them. The hub and its other laptops take
//! what is sound, set the rest aside, and go on.

use std::cell::RefCell;
use std::rc::Rc;

use arbitrary::{Result, Unstructured};
use domain::Id;
use stories::{Laptop, World, household};
use sync::chunk::{Seal, seal};
use sync::document::prefix;
use sync::session::laptop::path;
use sync::session::message::{Message, PushReply, Verdict, write_push};
use sync::session::{Hello, HelloReply};
use sync::{Commit, CommitHeader, Document, Hash, Incarnation, Payload};

use super::conversation::Speaker;
use super::field;

/// Uses of one world before a fresh one is made.
const USES: u64 = 150;
/// Every so often everything is looked at: the whole store, and what the honest laptop makes of it.
const LOOKS: u64 = 10;

/// A village with two officers: one honest, one whose key somebody else speaks with.
pub struct Village {
    /// Their world.
    pub world: World,
    /// The honest one.
    pub honest: Rc<Laptop>,
    /// Her household.
    home: String,
    /// The other one.
    pub insider: Speaker,
    /// Where both work.
    pub area: Id<domain::Area>,
    /// Where neither does.
    pub foreign: Id<domain::Area>,
    uses: u64,
    /// Chains that colleagues may hold pieces of.
    handed_out: RefCell<Vec<(Incarnation, Vec<Vec<u8>>)>>,
}

impl Village {
    fn new() -> Self {
        let world = World::new();
        let villages = world.villages();
        let honest = world.laptop_in("amina", &villages[..1]);
        let bad = world.laptop_in("mallory", &villages[..1]);
        let home = honest.registers(&household("Mwangi", &["Grace 34 f head"]));
        honest.syncs();
        let area = |code: &str| Id::parse(&honest.area(code)).expect("an identity");
        let (area, foreign) = (area(&villages[0]), area(&villages[1]));
        Self { insider: Speaker::of(&bad), world, honest, home, area, foreign, uses: 0, handed_out: RefCell::default() }
    }

    /// Pushes chunks in one session; what the hub made of them.
    pub fn pushes(&self, by: Incarnation, chunks: &[Vec<u8>]) -> Vec<Verdict> {
        let hello = Hello {
            incarnation: by,
            tip_n: 9,
            tip: Hash::ZERO,
            clock_ms: 0,
            version: String::new(),
            epoch: 1,
            cursors: Vec::new(),
            protocol: sync::session::message::PROTOCOL,
            holdings: [0; 16],
            witnessed: None,
        };
        let sealed = self.insider.seals(path::HELLO, [0; 16], hello.to_bytes());
        let reply = self.world.hub_answers(path::HELLO, &sealed).expect("a certified device is answered");
        let session = HelloReply::from_bytes(&reply).expect("an answer").session;
        let sealed = self.insider.seals(path::PUSH, session, write_push(chunks));
        let answer = self.world.hub_answers(path::PUSH, &sealed).expect("a signed push is answered");
        let receipts = PushReply::from_bytes(&answer).expect("receipts").receipts;
        receipts.into_iter().map(|receipt| receipt.verdict).collect()
    }
}

thread_local! {
    static VILLAGE: RefCell<Option<Village>> = const { RefCell::new(None) };
}

/// Works in the village, with an incarnation of the insider that nobody has heard of. Every so often everything is looked
/// at afterwards.
pub fn in_village(work: impl FnOnce(&Village, Incarnation)) {
    VILLAGE.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|village| village.uses >= USES) {
            *held = Some(Village::new());
        }
        let village = held.as_mut().expect("made above");
        village.uses += 1;
        work(village, Incarnation { device: village.insider.device, nonce: (village.uses + 1_000).to_be_bytes() });
        if village.uses % LOOKS == 1 {
            village.looks();
        }
    });
}

/// One to three chunks of one chain.
pub fn chunks(bytes: &[u8]) {
    in_village(|village, by| {
        let Ok(chunks) = chain(village, by, &mut Unstructured::new(bytes)) else { return };
        let verdicts = village.pushes(by, &chunks);
        assert_eq!(verdicts.len(), chunks.len());
        for verdict in &verdicts {
            assert!(
                !matches!(verdict, Verdict::Gap { .. }),
                "the chain goes on behind what was set aside: {verdicts:?}"
            );
        }
        assert!(
            village.pushes(by, &chunks).iter().all(|verdict| *verdict == Verdict::Duplicate),
            "sending again is safe"
        );
    });
}

impl Village {
    /// A chain that is handed to colleagues, piece by piece and in any order. Each is a life of its own: none forks.
    pub fn hands_out(&self, by: Incarnation, input: &mut Unstructured<'_>) -> Result<Vec<Vec<u8>>> {
        let mut by = by;
        by.nonce[0] = self.handed_out.borrow().len() as u8 + 1;
        let chunks = chain(self, by, input)?;
        self.handed_out.borrow_mut().push((by, chunks.clone()));
        Ok(chunks)
    }

    fn looks(&self) {
        // What colleagues brought has its place at the hub though pieces before it are nowhere: they come now.
        for (by, chunks) in self.handed_out.take() {
            let verdicts = self.pushes(by, &chunks);
            assert!(verdicts.iter().all(|verdict| !matches!(verdict, Verdict::Gap { .. } | Verdict::Refused(_))));
        }
        for store in [self.world.hub(), self.honest.store()] {
            let verified = store::verify::verify(store).expect("a store that can be read");
            assert_eq!(verified.findings, Vec::<String>::new());
        }
        // The honest laptop pulls the insider's work: whatever it makes of it, its own goes through.
        let address = format!("house {}", self.uses);
        self.honest.does(
            "registry.update_household",
            serde_json::json!({ "household_id": self.home, "fields": { "address": address }, "reason": "moved" }),
        );
        self.honest.does("registry.timeline", serde_json::json!({ "household_id": self.home }));
        let summary = self.honest.syncs();
        assert!(summary.is_proven, "{summary:?}");
        assert!(self.world.hub_rows().contains(&address), "the neighbour's work is lost");
    }
}

/// Chunks of a chain, rightly sealed, with anything in them.
pub fn chain(village: &Village, by: Incarnation, input: &mut Unstructured<'_>) -> Result<Vec<Vec<u8>>> {
    let (mut n, mut prev, mut prev_in_area) = (0, Hash::ZERO, Hash::ZERO);
    let mut chunks = Vec::new();
    for _ in 0..input.int_in_range(1..=3)? {
        let area = if input.ratio(1, 12)? { village.foreign } else { village.area };
        let (mut commits, mut hashes) = (Vec::new(), Vec::new());
        for _ in 0..input.int_in_range(1..=3)? {
            n += 1;
            let commit = commit(village, by, area, (n, prev), input)?;
            prev = commit.hash();
            hashes.push(Hash::of(&[&[]]).0);
            commits.push(commit);
        }
        let digest: Vec<&[u8]> =
            std::iter::once(b"pamoja-replay-1".as_slice()).chain(hashes.iter().map(|it| it.as_slice())).collect();
        let replay_digest = if input.ratio(1, 2)? { Hash::of(&digest) } else { Hash(input.arbitrary()?) };
        let seal_with = Seal { key: &village.insider.key, prev_in_area, replay_digest };
        let Ok(chunk) = seal(&commits, &seal_with) else { break };
        if area == village.area {
            prev_in_area = prev;
        }
        chunks.push(chunk.bytes);
    }
    Ok(chunks)
}

/// One commit with anything in it, at its place.
pub fn commit(
    village: &Village,
    by: Incarnation,
    area: Id<domain::Area>,
    (n, prev): (u64, Hash),
    input: &mut Unstructured<'_>,
) -> Result<Commit> {
    let mut header = header(by, area, input)?;
    (header.n, header.prev) = (n, prev);
    let payload = if input.ratio(1, 10)? { input.arbitrary()? } else { payload(village, &header, input)?.to_bytes() };
    Ok(Commit::new(header, payload))
}

fn header(by: Incarnation, area: Id<domain::Area>, input: &mut Unstructured<'_>) -> Result<CommitHeader> {
    const ACTS: [&str; 4] = ["registry.register", "", "no such act", "sync.run"];
    Ok(CommitHeader {
        incarnation: by,
        n: 0,
        prev: Hash::ZERO,
        user: field::id(input)?,
        act: (*input.choose(&ACTS)?).to_owned(),
        reason: input.arbitrary()?,
        recorded_at: field::instant(input)?,
        area,
        schema: if input.ratio(9, 10)? { 1 } else { input.arbitrary()? },
    })
}

fn payload(village: &Village, header: &CommitHeader, input: &mut Unstructured<'_>) -> Result<Payload> {
    let mut changes = field::list(input, 3, field::change)?;
    for change in &mut changes {
        // A founding change that replays, now and then: of a document nobody else has.
        if input.ratio(1, 2)? {
            change.document =
                Id::from_bytes([header.incarnation.nonce, [header.n as u8; 8]].concat().try_into().unwrap_or([9; 16]));
            change.author = None;
            change.dependencies.clear();
            if let Ok(hash) = Document::new().author(header.incarnation, header.recorded_at, &change.puts) {
                change.hash_prefix = prefix(&hash);
            }
        }
        // The honest family is aimed at, too.
        if input.ratio(1, 10)? {
            change.document = Id::parse(&village.home).unwrap_or(change.document);
        }
    }
    Ok(Payload { changes, facts: field::list(input, 3, field::fact)? })
}

pub fn seeds() -> Vec<Vec<u8>> {
    (0..24_usize)
        .map(|seed| (0..700_usize).map(|at| (((at * (2 * seed + 3)) >> 2) ^ (seed * 31)) as u8).collect())
        .collect()
}
