//! The hub's side: answers the conversation and keeps the feeds.

use controls::Control;
use domain::change::{Change, Document, Fact};
use domain::registry::Household;
use domain::registry::movement::MoveVerdict;
use domain::roster::Device;
use domain::{Area, Id, Instant};
use sync::session::laptop::path;
use sync::session::message::{
    Chain, ChainReply, Fetch, Locate, ManifestAsk, Message, Offer, Part, ProofReply, read_push,
};
use sync::session::{Hello, Proof, Pull, PullReply, PushReply, Receipt, Request, Verdict};
use sync::{Chunk, Hash, Incarnation};

use crate::exchange::found::join_device;
pub use crate::exchange::found::{begin_life, found, invitation_hash, new_code};
use crate::exchange::greet::{farewell, hello};
use crate::exchange::group::{Push, take_pushes};
use crate::exchange::receive::{Leftover, Received, Receiving, Source};
use crate::exchange::sessions::Sessions;
use crate::exchange::{cutting, feed, offer, pack, repair};
use crate::fault::StoreFault;
use crate::local::erasure;
use crate::local::parting::{self, PartingKind};
use crate::local::setting::signing_key;
use crate::log;
use crate::open::Store;
use crate::read::area;
use crate::writer::{Author, Writer};

/// Feed items in one pull at the most.
const PULL_ITEMS_MAX: usize = 2_000;

/// The answer of the hub: bytes, or a refusal by Fluent message id.
pub type Answer = Result<Vec<u8>, &'static str>;

/// Answers one request of the exchange.
///
/// # Errors
/// Faults of the store; everything a laptop sends wrong is an [`Answer`].
pub fn answer(store: &Store, route: &str, bytes: &[u8], now: Instant) -> Result<Answer, StoreFault> {
    let sessions = Sessions::default();
    let answered = answer_in(store, &sessions, route, bytes, now)?;
    if !sessions.are_written() {
        take_pushes(store, &sessions, &[], now, || true)?;
    }
    Ok(answered.answer)
}

/// An answer, and whose request it was once that is certain.
#[derive(Debug)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// Number of the device whose signature was right.
    pub device: Option<u32>,
}

/// Answers one request with sessions of which some are not written yet. A hello is answered by reading alone where
/// nothing has to be written for it.
///
/// # Errors
/// See [`answer`].
pub fn answer_in(
    store: &Store,
    sessions: &Sessions,
    route: &str,
    bytes: &[u8],
    now: Instant,
) -> Result<Answered, StoreFault> {
    let author = Author { user: Id::NIL, now, act: "sync.answer" };
    match route {
        path::JOIN => return join_device(store, bytes, now).map(|answer| Answered { answer, device: None }),
        path::INTRODUCE => return introduce(store, &author, bytes).map(|answer| Answered { answer, device: None }),
        _ => {}
    }
    let admission = match admit(store, sessions, route, bytes)? {
        Ok(admission) => admission,
        Err(code) => return Ok(Answered { answer: Err(code), device: None }),
    };
    let device = Some(admission.device.number);
    let answer = match dispatch(store, sessions, &author, route, admission) {
        Err(StoreFault::Malformed(_)) => Err("sync-refused-malformed"),
        answered => answered?,
    };
    Ok(Answered { answer, device })
}

/// A request whose device is known and signed it, in its present session.
pub(super) struct Admission {
    pub device: Device,
    pub request: Request,
}

/// Whose request it is, whether they signed it, and whether their session is the present one. Reads only.
pub(super) fn admit(
    store: &Store,
    sessions: &Sessions,
    route: &str,
    bytes: &[u8],
) -> Result<Result<Admission, &'static str>, StoreFault> {
    let Ok(request) = Request::read(bytes) else { return Ok(Err("sync-refused-malformed")) };
    let Some(device) = store.read(|reader| reader.device(request.device))? else {
        return Ok(Err("sync-refused-device-unknown"));
    };
    if !Request::is_signed_by(bytes, route, &device.public_key) {
        return Ok(Err("sync-refused-signature"));
    }
    // One that was ended is told so at its hello, by the hub's own hand, and heard no further.
    if device.is_revoked && route != path::HELLO && Control::RevokedDevice.is_on() {
        return Ok(Err("sync-refused-device-revoked"));
    }
    if route != path::HELLO {
        let session = match sessions.present(request.device) {
            Some(present) => Some(present.session.to_vec()),
            None => store.read(|reader| reader.device_session(request.device))?,
        };
        if session.as_deref() != Some(request.session.as_slice()) {
            return Ok(Err("sync-refused-session"));
        }
    }
    Ok(Ok(Admission { device, request }))
}

/// Reads the message of a route and answers it; a message that does not read is told by [`StoreFault::Malformed`].
fn dispatch(
    store: &Store,
    sessions: &Sessions,
    author: &Author,
    route: &str,
    admission: Admission,
) -> Result<Answer, StoreFault> {
    let Admission { device, request } = admission;
    if route == path::PUSH {
        return push(store, sessions, &Push { device: device.number, request }, author.now);
    }
    let (device, body) = (&device, request.body.as_slice());
    match route {
        path::HELLO => {
            let message = Hello::from_bytes(body)?;
            if message.incarnation.device != device.number {
                return Ok(Err("sync-refused-malformed"));
            }
            let hash = Hash::of(&[body]);
            if device.is_revoked && Control::RevokedDevice.is_on() {
                return farewell(store, author.now, hash);
            }
            hello(store, sessions, author, device, (&message, hash))
        }
        path::PULL => pull(store, sessions, device, &Pull::from_bytes(body)?),
        path::PROOF => proof(store, device, &Proof::from_bytes(body)?),
        path::CHAIN => chain(store, device, &Chain::from_bytes(body)?),
        path::OFFER => offer::offered(store, &Offer::from_bytes(body)?),
        path::MANIFEST => {
            let area = ManifestAsk::from_bytes(body)?.area;
            in_scope(store, device, area, || Ok(pack::manifest(store, author, area)?.to_bytes()))
        }
        path::PART => {
            let part = Part::from_bytes(body)?;
            in_scope(store, device, part.area, || {
                store.read(|reader| Ok(pack::part(reader.connection(), &part)?.to_bytes()))
            })
        }
        path::LOCATE => {
            let locate = Locate::from_bytes(body)?;
            in_scope(store, device, locate.area, || Ok(repair::located(store, author, &locate)?.to_bytes()))
        }
        sync::bundle::CARRY_PATH => super::carry::hub::answer(store, device, body, author.now),
        path::FETCH => {
            let fetch = Fetch::from_bytes(body)?;
            in_scope(store, device, fetch.area, || {
                store.read(|reader| Ok(repair::fetched(reader.connection(), &fetch)?.to_bytes()))
            })
        }
        _ => Ok(Err("sync-refused-malformed")),
    }
}

/// Answers about an area only to whom it is granted.
fn in_scope(
    store: &Store,
    device: &Device,
    area: Id<Area>,
    answer: impl FnOnce() -> Result<Vec<u8>, StoreFault>,
) -> Result<Answer, StoreFault> {
    let is_granted = area == Id::NIL || store.read(|reader| reader.is_within(area, &device.areas))?;
    if is_granted { Ok(Ok(answer()?)) } else { Ok(Err("sync-refused-area-out-of-scope")) }
}

/// Seals what the hub itself committed and gives it its place in the feeds; what erasures owe is carried out.
pub(crate) fn publish(writer: &mut Writer<'_>) -> Result<(), StoreFault> {
    seal_and_feed(writer)?;
    cutting::carry_out(writer)
}

/// Seals what the hub itself committed and gives it its place in the feeds.
pub(super) fn seal_and_feed(writer: &Writer<'_>) -> Result<(), StoreFault> {
    let Some(incarnation) = writer.standing()?.incarnation else { return Ok(()) };
    for chunk in log::chunk::seal_all(writer.connection(), incarnation, &signing_key(writer.connection())?)? {
        feed::add(writer.connection(), &chunk)?;
    }
    Ok(())
}

/// A push by itself: a group of one.
fn push(store: &Store, sessions: &Sessions, push: &Push, now: Instant) -> Result<Answer, StoreFault> {
    let mut taken = take_pushes(store, sessions, &[push], now, || false)?;
    taken.pop().map_or(Err(StoreFault::Lacks("an answer to a push")), |taken| taken.map(|taken| taken.answer))
}

/// The one way in at the hub, whoever brings the chunks: each is judged on its own, gets a receipt and its place in a feed,
/// and what it asks of the hub is done. Also tells how many documents were changed.
pub(super) fn take(
    writer: &mut Writer<'_>,
    source: Source,
    chunks: &[&[u8]],
) -> Result<(Vec<Receipt>, u64), StoreFault> {
    let now = writer.author().now;
    let mut receipts = Vec::with_capacity(chunks.len());
    let mut receiving = Receiving::new(writer.connection(), writer.place(), now).from(source);
    for bytes in chunks {
        let received = receiving.receive(bytes)?;
        let chunk = Chunk::read(bytes).ok();
        if let (Received::Held, Some(chunk)) = (&received, &chunk) {
            feed::add(receiving.connection, chunk)?;
        }
        let (incarnation, first, last) = chunk.map_or((Incarnation { device: 0, nonce: [0; 8] }, 0, 0), |chunk| {
            (chunk.header.incarnation, chunk.header.first, chunk.header.last)
        });
        if received == Received::Refused("sync-refused-forked") {
            parting::keep(receiving.connection, incarnation, PartingKind::Fork, first, now)?;
        }
        receipts.push(Receipt { incarnation, first, last, verdict: verdict(&received) });
    }
    let documents = receiving.documents;
    let left = receiving.left();
    hand_on_all(writer, left)?;
    Ok((receipts, documents))
}

/// Takes chunks that somebody carried, in one transaction: one receipt each.
pub(super) fn take_carried(store: &Store, author: &Author, chunks: &[&[u8]]) -> Result<Vec<Receipt>, StoreFault> {
    store.write(author, |writer| {
        let (receipts, _) = take(writer, Source::Carrier, chunks)?;
        let mut receiving = Receiving::new(writer.connection(), writer.place(), author.now);
        receiving.try_waiting()?;
        let left = receiving.left();
        hand_on_all(writer, left)?;
        publish(writer)?;
        Ok(receipts)
    })
}

/// Work on families that have moved on reaches their new area by the hub's hand.
pub(super) fn hand_on_all(writer: &mut Writer<'_>, left: Leftover) -> Result<(), StoreFault> {
    for late in left.late {
        writer.hand_on(late.area, vec![late.change])?;
    }
    for (person, household) in left.followers {
        follow(writer, person, household)?;
    }
    for late in left.of_former_epochs {
        cutting::put_late(writer, late)?;
    }
    Ok(())
}

/// A hub that was restored from a backup has forgotten who joined since. Whoever holds what it signed about them may
/// bring it: nothing but the hub's own word is taken here.
fn introduce(store: &Store, author: &Author, bytes: &[u8]) -> Result<Answer, StoreFault> {
    if bytes.len() > sync::limits::MESSAGE_BYTES_MAX {
        return Ok(Err("sync-refused-malformed"));
    }
    let Ok(chunks) = read_push(bytes) else { return Ok(Err("sync-refused-malformed")) };
    let own: Vec<&[u8]> = chunks.into_iter().filter(|bytes| is_word_of_hub(bytes)).collect();
    let key = store.signing_key()?;
    let receipts = take_carried(store, author, &own)?;
    Ok(Ok(PushReply::sign(receipts, &key).to_bytes()))
}

/// Whether this says it is reference data that the hub itself stated; who signed it is looked at when it is received.
pub(super) fn is_word_of_hub(bytes: &[u8]) -> bool {
    Chunk::read(bytes).is_ok_and(|chunk| chunk.header.incarnation.is_hub() && chunk.header.area == Id::NIL)
}

/// The last of the named commits that stands here with the same hash.
fn chain(store: &Store, device: &Device, chain: &Chain) -> Result<Answer, StoreFault> {
    if chain.incarnation.device != device.number {
        return Ok(Err("sync-refused-malformed"));
    }
    store.read(|reader| {
        let mut same = 0;
        for (n, hash) in &chain.hashes {
            let held = log::commit::find(reader.connection(), chain.incarnation, *n)?;
            if held.is_some_and(|row| row.hash == *hash) {
                same = same.max(*n);
            }
        }
        Ok(Ok(ChainReply { same }.to_bytes()))
    })
}

/// Moves a person after their household, by a further verdict on the request that moved it.
pub(super) fn follow(
    writer: &mut Writer<'_>,
    person: Id<Document>,
    household: Id<Household>,
) -> Result<(), StoreFault> {
    let (Some(from), Some(to)) = (writer.area_of(person)?, writer.area_of(household.of())?) else { return Ok(()) };
    let Some(row) = writer.move_of(household)?.filter(|row| row.state == "accepted" && row.request.to == to) else {
        return Ok(());
    };
    let verdict = MoveVerdict {
        id: writer.new_id(),
        request: row.request.id,
        is_accepted: true,
        reason: row.answer,
        to,
        documents: vec![person],
    };
    let mut change = Change::default();
    change.state(Fact::MoveVerdict(verdict));
    writer.commit(from, None, &change)?;
    writer.hand_over(&[person], to)?;
    Ok(())
}

fn verdict(received: &Received) -> Verdict {
    match received {
        Received::Held => Verdict::Held,
        Received::Duplicate => Verdict::Duplicate,
        Received::Quarantined(code) => Verdict::Quarantined((*code).to_owned()),
        Received::Gap { expected } => Verdict::Gap { expected: *expected },
        Received::Refused(code) => Verdict::Refused((*code).to_owned()),
    }
}

fn pull(store: &Store, sessions: &Sessions, device: &Device, pull: &Pull) -> Result<Answer, StoreFault> {
    let mine = match sessions.present(device.number) {
        Some(present) => Some(present.incarnation),
        None => store.read(|reader| reader.device_incarnation(device.number))?,
    };
    let bytes_max = usize::try_from(pull.bytes_max).unwrap_or(usize::MAX).min(sync::limits::MESSAGE_BYTES_MAX / 2);
    store.read(|reader| {
        let connection = reader.connection();
        let mut reply = PullReply { items: Vec::new(), passed: Vec::new() };
        let mut bytes = 0;
        'areas: for (area, after) in &pull.after {
            if *area != Id::NIL && !area::is_within(connection, *area, &device.areas)? {
                return Ok(Err("sync-refused-area-out-of-scope"));
            }
            let mut statement = connection.prepare_cached(
                "SELECT seq, incarnation, first_n FROM log_feed WHERE area_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
            )?;
            let mut rows = statement.query((area.to_bytes(), *after as i64, PULL_ITEMS_MAX as i64))?;
            while let Some(row) = rows.next()? {
                let (seq, incarnation, first): (i64, [u8; 12], i64) =
                    (row.get("seq")?, row.get("incarnation")?, row.get("first_n")?);
                let by = Incarnation::from_slice(&incarnation).ok_or(StoreFault::Lacks("a readable incarnation"))?;
                // What was cut out of their own chunks they hear, too.
                if Some(by) == mine && !erasure::is_cut(connection, by, first as u64)? {
                    reply.passed.retain(|(passed, _)| passed != area);
                    reply.passed.push((*area, seq as u64));
                    continue;
                }
                let chunk = log::chunk::bytes(connection, by, first as u64)?;
                bytes += chunk.len();
                if !reply.items.is_empty() && (bytes > bytes_max || reply.items.len() == PULL_ITEMS_MAX) {
                    break 'areas;
                }
                reply.passed.retain(|(passed, _)| passed != area);
                reply.items.push((*area, seq as u64, chunk));
            }
        }
        Ok(Ok(reply.to_bytes()))
    })
}

fn proof(store: &Store, device: &Device, proof: &Proof) -> Result<Answer, StoreFault> {
    store.read(|reader| {
        let mut compared = vec![Id::NIL];
        compared.extend(reader.feeds(&device.areas)?);
        let mut differing = Vec::new();
        for area in compared {
            let theirs = proof
                .digests
                .iter()
                .find(|(known, _)| *known == area)
                .map_or(0, |(_, digest)| u128::from_be_bytes(*digest));
            if log::digest::read(reader.connection(), area)? != theirs {
                differing.push(area);
            }
        }
        Ok(Ok(ProofReply { differing }.to_bytes()))
    })
}
