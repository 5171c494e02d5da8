//! The hub's side: answers the conversation, keeps the feeds, lets devices in.

use std::collections::BTreeMap;

use domain::change::{Change, Document, Fact};
use domain::registry::Household;
use domain::registry::movement::MoveVerdict;
use domain::roster::{Device, User};
use domain::{Area, Id, Instant};
use rusqlite::Connection;
use sync::session::laptop::path;
use sync::session::message::{
    Chain, ChainReply, Fetch, Locate, ManifestAsk, Message, Offer, OfferReply, PROTOCOL, PROTOCOL_OLDEST, Part,
    ProofReply, read_push,
};
use sync::session::{
    Hello, HelloReply, JoinReply, JoinRequest, Proof, Pull, PullReply, PushReply, Receipt, Request, Standing, Verdict,
};
use sync::signing::SigningKey;
use sync::{Chunk, Hash, Incarnation, join};

use crate::exchange::group::{Push, take_pushes};
use crate::exchange::receive::{Late, Received, Receiving, Source};
use crate::exchange::sessions::{Seen, Sessions};
use crate::exchange::{feed, pack, repair};
use crate::fault::StoreFault;
use crate::key::random;
use crate::local::grace;
use crate::local::parting::{self, PartingKind};
use crate::log;
use crate::open::Store;
use crate::read::{Reader, area, roster};
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
    if device.is_revoked {
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
            hello(store, sessions, author, device, (&message, Hash::of(&[body])))
        }
        path::PULL => pull(store, sessions, device, &Pull::from_bytes(body)?),
        path::PROOF => proof(store, device, &Proof::from_bytes(body)?),
        path::CHAIN => chain(store, device, &Chain::from_bytes(body)?),
        path::OFFER => offered(store, &Offer::from_bytes(body)?),
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

/// Seals what the hub itself committed and gives it its place in the feeds.
pub(crate) fn publish(writer: &Writer<'_>, key: &SigningKey) -> Result<(), StoreFault> {
    let Some(incarnation) = writer.standing()?.incarnation else { return Ok(()) };
    for chunk in log::chunk::seal_all(writer.connection(), incarnation, key)? {
        feed::add(writer.connection(), &chunk)?;
    }
    Ok(())
}

fn hello(
    store: &Store,
    sessions: &Sessions,
    author: &Author,
    device: &Device,
    (hello, hash): (&Hello, Hash),
) -> Result<Answer, StoreFault> {
    let again = sessions.begun_by(device.number, &hash);
    let session = again.map_or_else(random, Ok)?;
    let mut seen = Seen {
        session,
        hello: hash,
        incarnation: hello.incarnation,
        version: hello.version.clone(),
        clock_skew_ms: hello.clock_ms.saturating_sub(author.now.ms()),
        is_written: false,
    };
    let by_reading = store.read(|reader| {
        let has_to_write = has_unpublished(reader)? || grace::has_news(reader.connection(), device)?;
        let reply = greet(reader, author.now, device, hello, session)?;
        Ok::<_, StoreFault>((!has_to_write && reply.standing == Standing::Ok).then_some(reply))
    })?;
    if let Some(reply) = by_reading {
        if again.is_none() {
            sessions.begin(device.number, seen);
        }
        return Ok(Ok(reply.to_bytes()));
    }
    let key = store.signing_key()?;
    let reply = store.write(author, |writer| {
        publish(writer, &key)?;
        seen.keep(writer, device.number)?;
        let heard = hello.cursors.iter().find(|(area, _)| *area == Id::NIL).map_or(0, |(_, at)| *at);
        let has_heard = heard >= feed::end(writer.connection(), Id::NIL)?;
        grace::note(writer.connection(), device, (hello.incarnation, hello.tip_n), has_heard, author.now)?;
        let reply = greet(writer, author.now, device, hello, session)?;
        note_parting(writer.connection(), author.now, hello, &reply.standing)?;
        // While the store is ours: an older session must not be written over this one.
        seen.is_written = true;
        sessions.begin(device.number, seen);
        Ok::<_, StoreFault>(reply)
    })?;
    Ok(Ok(reply.to_bytes()))
}

/// Whether the hub itself has committed something that is in no feed yet.
fn has_unpublished(reader: &Reader<'_>) -> Result<bool, StoreFault> {
    let Some(incarnation) = reader.standing()?.incarnation else { return Ok(false) };
    log::commit::has_unsealed(reader.connection(), incarnation)
}

/// How a laptop stands, and what waits for it.
fn greet(
    reader: &Reader<'_>,
    now: Instant,
    device: &Device,
    hello: &Hello,
    session: [u8; 16],
) -> Result<HelloReply, StoreFault> {
    let connection = reader.connection();
    let (held_n, standing) = standing(connection, hello)?;
    let epoch = feed::epoch(connection)?;
    let mut granted = vec![Id::NIL];
    granted.extend(reader.smallest_areas(&device.areas)?);
    let heard = heard(connection, hello, epoch)?;
    let ahead = ahead(connection, &granted, &heard)?;
    let anew = hello.cursors.iter().filter_map(|(area, at)| {
        let heard = heard.get(area).copied().unwrap_or(0);
        (heard < *at).then_some((*area, heard))
    });
    Ok(HelloReply {
        standing,
        session,
        clock_ms: now.ms(),
        epoch,
        held_n,
        protocol: PROTOCOL,
        is_equal: is_equal(connection, &granted, hello, held_n, &ahead)?,
        ahead,
        anew: anew.collect(),
    })
}

/// A chain that is not the one held here is kept for the administrator.
fn note_parting(connection: &Connection, now: Instant, hello: &Hello, standing: &Standing) -> Result<(), StoreFault> {
    match standing {
        Standing::RolledBack { held } => {
            parting::keep(connection, hello.incarnation, PartingKind::RolledBack, *held, now)
        }
        Standing::Fork { at } => parting::keep(connection, hello.incarnation, PartingKind::Fork, *at, now),
        Standing::Ok | Standing::MustUpgrade | Standing::Revoked => Ok(()),
    }
}

/// Whether the chain the laptop shows is the one that is held here.
fn standing(connection: &Connection, hello: &Hello) -> Result<(u64, Standing), StoreFault> {
    let (held_n, tip) = log::chunk::held_through(connection, hello.incarnation)?;
    let standing = if hello.tip_n < held_n {
        Standing::RolledBack { held: held_n }
    } else if hello.tip_n == held_n && hello.tip != tip {
        Standing::Fork { at: held_n }
    } else if hello.protocol < PROTOCOL_OLDEST {
        Standing::MustUpgrade
    } else {
        Standing::Ok
    };
    Ok((held_n, standing))
}

/// Whether nothing is left to say: nothing ahead, nothing to come, and the same holdings in every granted area.
fn is_equal(
    connection: &Connection,
    granted: &[Id<Area>],
    hello: &Hello,
    held_n: u64,
    ahead: &[(Id<Area>, u64)],
) -> Result<bool, StoreFault> {
    if hello.protocol < 2 || hello.tip_n != held_n || !ahead.is_empty() {
        return Ok(false);
    }
    let mut digests = Vec::with_capacity(granted.len());
    for area in granted {
        digests.push((*area, log::digest::read(connection, *area)?));
    }
    Ok(log::digest::of_areas(&digests) == hello.holdings)
}

/// Up to where the laptop has heard each feed as it is now.
fn heard(connection: &Connection, hello: &Hello, epoch: u64) -> Result<BTreeMap<Id<Area>, u64>, StoreFault> {
    let mut heard = BTreeMap::new();
    for (area, at) in &hello.cursors {
        // A laptop that never heard of a life of this hub, or of more of them than there were, begins at the beginning.
        let still = if hello.epoch == epoch {
            *at
        } else if hello.epoch == 0 || hello.epoch > epoch {
            0
        } else {
            feed::still_heard(connection, *area, hello.epoch, *at)?
        };
        heard.insert(*area, still);
    }
    Ok(heard)
}

/// Feeds that have more than the laptop has heard: reference data first, then those in which the hub itself spoke, the
/// short ones before the long.
fn ahead(
    connection: &Connection,
    granted: &[Id<Area>],
    heard: &BTreeMap<Id<Area>, u64>,
) -> Result<Vec<(Id<Area>, u64)>, StoreFault> {
    let mut ahead = Vec::new();
    for area in granted {
        let end = feed::end(connection, *area)?;
        let heard = heard.get(area).copied().unwrap_or(0);
        if end > heard {
            let is_urgent = feed::has_word_of_hub(connection, *area, heard)?;
            ahead.push((*area != Id::NIL, !is_urgent, end - heard, *area, end));
        }
    }
    ahead.sort_unstable();
    Ok(ahead.into_iter().map(|(_, _, _, area, end)| (area, end)).collect())
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
    let (late, followers) = (std::mem::take(&mut receiving.late), std::mem::take(&mut receiving.followers));
    hand_on_all(writer, late, followers)?;
    Ok((receipts, documents))
}

/// Takes chunks that somebody carried, in one transaction: one receipt each.
pub(super) fn take_carried(
    store: &Store,
    author: &Author,
    chunks: &[&[u8]],
    key: &SigningKey,
) -> Result<Vec<Receipt>, StoreFault> {
    store.write(author, |writer| {
        let (receipts, _) = take(writer, Source::Carrier, chunks)?;
        let mut receiving = Receiving::new(writer.connection(), writer.place(), author.now);
        receiving.try_waiting()?;
        let (late, followers) = (std::mem::take(&mut receiving.late), std::mem::take(&mut receiving.followers));
        hand_on_all(writer, late, followers)?;
        publish(writer, key)?;
        Ok(receipts)
    })
}

/// Work on families that have moved on reaches their new area by the hub's hand.
pub(super) fn hand_on_all(
    writer: &mut Writer<'_>,
    late: Vec<Late>,
    followers: Vec<(Id<Document>, Id<Household>)>,
) -> Result<(), StoreFault> {
    for late in late {
        writer.hand_on(late.area, vec![late.change])?;
    }
    for (person, household) in followers {
        follow(writer, person, household)?;
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
    let is_own = |bytes: &&[u8]| {
        Chunk::read(bytes).is_ok_and(|chunk| chunk.header.incarnation.is_hub() && chunk.header.area == Id::NIL)
    };
    let own: Vec<&[u8]> = chunks.into_iter().filter(is_own).collect();
    let key = store.signing_key()?;
    let receipts = take_carried(store, author, &own, &key)?;
    Ok(Ok(PushReply::sign(receipts, &key).to_bytes()))
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

/// Which of the named chunks are not here.
fn offered(store: &Store, offer: &Offer) -> Result<Answer, StoreFault> {
    store.read(|reader| {
        let mut wanted = Vec::new();
        for (place, name) in offer.chunks.iter().enumerate() {
            if log::chunk::containing(reader.connection(), name.incarnation, name.first)?.is_none() {
                wanted.push(place as u32);
            }
        }
        Ok(Ok(OfferReply { wanted }.to_bytes()))
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
                if Some(by) == mine {
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
        compared.extend(reader.smallest_areas(&device.areas)?);
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

/// Lets a device in that has a valid code: certificate and first user go into the reference feed.
fn join_device(store: &Store, bytes: &[u8], now: Instant) -> Result<Answer, StoreFault> {
    let Ok(request) = JoinRequest::from_bytes(bytes) else { return Ok(Err("device-refused-code-wrong")) };
    let secret_hash = invitation_hash(&request.secret);
    let Some(mut invitation) = store.read(|reader| reader.invitation(&secret_hash))? else {
        return Ok(Err("device-refused-code-wrong"));
    };
    let key = store.signing_key()?;
    if let Some(number) = invitation.used_by {
        return store.read(|reader| {
            // The answer was lost on the way and the same device asks again: it gets the same answer.
            let is_same = reader.device(number)?.is_some_and(|device| device.public_key == request.public_key);
            let user = reader.user(request.user)?.filter(|_| is_same);
            let Some(user) = user else { return Ok(Err("device-refused-code-used")) };
            let hub_name = reader.setting_text("hub_name")?.unwrap_or_default();
            Ok(Ok(JoinReply { device: number, hub_key: key.public(), hub_name, roles: user.roles, clock_ms: now.ms() }
                .to_bytes()))
        });
    }
    if invitation.expires_at < now {
        return Ok(Err("device-refused-code-expired"));
    }
    let author = Author { user: request.user, now, act: "device.join" };
    store.write(&author, |writer| {
        let number = writer.next_device()?;
        let name = if request.device_name.is_empty() { invitation.name.clone() } else { request.device_name.clone() };
        let device =
            Device { number, name, public_key: request.public_key, areas: invitation.areas.clone(), is_revoked: false };
        let user = User { id: request.user, name: request.user_name.clone(), roles: vec![invitation.role.clone()] };
        let mut change = Change::default();
        change.state(Fact::Device(writer.new_id(), device));
        change.state(Fact::User(writer.new_id(), user.clone()));
        writer.commit(Id::NIL, None, &change)?;
        writer.keep_joined(number)?;
        invitation.used_by = Some(number);
        writer.keep_invitation(&secret_hash, &invitation)?;
        let hub_name = writer.setting_text("hub_name")?.unwrap_or_default();
        let reply =
            JoinReply { device: number, hub_key: key.public(), hub_name, roles: user.roles, clock_ms: now.ms() };
        Ok(Ok(reply.to_bytes()))
    })
}

/// What the hub keeps of an invitation's secret.
pub fn invitation_hash(secret: &[u8; 8]) -> [u8; 32] {
    Hash::of(&[b"pamoja-invitation-1", secret]).0
}

/// A new secret for an invitation, with the code that is given out.
///
/// # Errors
/// [`StoreFault::Key`] when the system gives no randomness.
pub fn new_code(hub_key: &[u8; 32]) -> Result<join::JoinCode, StoreFault> {
    Ok(join::JoinCode { secret: random()?, hub: join::hub_fingerprint(hub_key) })
}

/// Begins a new life of a hub whose store was restored from a backup: what it writes from now on is another chain, and
/// everybody hears anew what came after the backup.
///
/// # Errors
/// Faults of the store.
pub fn begin_life(store: &Store, author: &Author) -> Result<(), StoreFault> {
    let pkcs8 =
        store.read(|reader| reader.setting::<StoreFault>("signing_key"))?.ok_or(StoreFault::Lacks("a signing key"))?;
    store.write(author, |writer| writer.begin_incarnation(Incarnation::HUB, &pkcs8))?;
    Ok(())
}

/// Founds a hub in an empty store: its key, its incarnation, its own certificate.
///
/// # Errors
/// Faults of the store.
pub fn found(store: &Store, name: &str, now: Instant) -> Result<(), StoreFault> {
    let pkcs8 = SigningKey::generate().map_err(|_| StoreFault::Key)?;
    let key = SigningKey::from_pkcs8(&pkcs8).map_err(|_| StoreFault::Key)?;
    let author = Author { user: Id::NIL, now, act: "device.found" };
    store.write(&author, |writer| {
        if roster::device(writer.connection(), Incarnation::HUB)?.is_some() {
            return Err(StoreFault::Lacks("an empty store: a hub lives here already"));
        }
        writer.begin_incarnation(Incarnation::HUB, &pkcs8)?;
        writer.keep_setting("hub_name", name.as_bytes())?;
        writer.keep_setting("hub_key", &key.public())?;
        let mut change = Change::default();
        let device = Device {
            number: Incarnation::HUB,
            name: name.to_owned(),
            public_key: key.public(),
            areas: Vec::new(),
            is_revoked: false,
        };
        change.state(Fact::Device(writer.new_id(), device));
        writer.commit(Id::NIL, None, &change)?;
        Ok(())
    })
}
