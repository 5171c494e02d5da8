//! The hub's side: answers the conversation, keeps the feeds, lets devices in.

use domain::change::{Change, Document, Fact};
use domain::registry::Household;
use domain::registry::movement::MoveVerdict;
use domain::roster::{Device, User};
use domain::{Area, Id, Instant};
use rusqlite::Connection;
use sync::session::laptop::path;
use sync::session::message::Message;
use sync::session::message::ProofReply;
use sync::session::{
    Hello, HelloReply, JoinReply, JoinRequest, Proof, Pull, PullReply, Receipt, Request, Standing, Verdict,
};
use sync::{Chunk, Hash, Incarnation, join};

use crate::exchange::group::{Push, take_pushes};
use crate::exchange::receive::{Late, Received, Receiving};
use crate::exchange::sessions::{Seen, Sessions};
use crate::fault::StoreFault;
use crate::key::random;
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
    if route == path::JOIN {
        return join_device(store, bytes, now).map(|answer| Answered { answer, device: None });
    }
    let Admission { device, request } = match admit(store, sessions, route, bytes)? {
        Ok(admission) => admission,
        Err(code) => return Ok(Answered { answer: Err(code), device: None }),
    };
    let number = Some(device.number);
    let answer = match route {
        path::HELLO => match Hello::from_bytes(&request.body) {
            Ok(message) if message.incarnation.device == device.number => {
                let hash = Hash::of(&[&request.body]);
                hello(store, sessions, &author, &device, (&message, hash))
            }
            Ok(_) | Err(_) => Ok(Err("sync-refused-malformed")),
        },
        path::PUSH => push(store, sessions, &Push { device: device.number, request }, now),
        path::PULL => match Pull::from_bytes(&request.body) {
            Ok(message) => pull(store, &device, &message),
            Err(_) => Ok(Err("sync-refused-malformed")),
        },
        path::PROOF => match Proof::from_bytes(&request.body) {
            Ok(message) => proof(store, &device, &message),
            Err(_) => Ok(Err("sync-refused-malformed")),
        },
        _ => Ok(Err("sync-refused-malformed")),
    };
    answer.map(|answer| Answered { answer, device: number })
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
        let session = match sessions.session(request.device) {
            Some(session) => Some(session.to_vec()),
            None => store.read(|reader| reader.device_session(request.device))?,
        };
        if session.as_deref() != Some(request.session.as_slice()) {
            return Ok(Err("sync-refused-session"));
        }
    }
    Ok(Ok(Admission { device, request }))
}

/// Seals what the hub itself committed and gives it its place in the feeds.
pub(crate) fn publish(writer: &Writer<'_>, key: &sync::signing::SigningKey) -> Result<(), StoreFault> {
    let Some(incarnation) = writer.standing()?.incarnation else { return Ok(()) };
    for chunk in log::chunk::seal_all(writer.connection(), incarnation, key)? {
        feed(writer.connection(), &chunk)?;
    }
    Ok(())
}

fn feed(connection: &Connection, chunk: &Chunk) -> Result<(), StoreFault> {
    let header = &chunk.header;
    connection
        .prepare_cached(
            "INSERT INTO log_feed (area_id, seq, incarnation, first_n)
             VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM log_feed WHERE area_id = ?1), ?2, ?3)",
        )?
        .execute((header.area.to_bytes(), header.incarnation.to_bytes(), header.first as i64))?;
    Ok(())
}

fn feed_end(connection: &Connection, area: Id<Area>) -> Result<u64, StoreFault> {
    let end: i64 = connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM log_feed WHERE area_id = ?1")?
        .query_row([area.to_bytes()], |row| row.get(0))?;
    Ok(end as u64)
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
    let clock_skew_ms = hello.clock_ms.saturating_sub(author.now.ms());
    let mut seen = Seen { session, hello: hash, version: hello.version.clone(), clock_skew_ms, is_written: false };
    let by_reading = store.read(|reader| {
        let has_to_publish = has_unpublished(reader)?;
        let reply = greet(reader, author.now, device, hello, session)?;
        Ok::<_, StoreFault>((!has_to_publish && reply.standing == Standing::Ok).then_some(reply))
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
        writer.keep_seen(device.number, &hello.version, clock_skew_ms, &session)?;
        // While the store is ours: an older session must not be written over this one.
        seen.is_written = true;
        sessions.begin(device.number, seen);
        greet(writer, author.now, device, hello, session)
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
    let (held_n, tip) = log::chunk::tip(reader.connection(), hello.incarnation, None)?.unwrap_or((0, Hash::ZERO));
    let standing = if hello.tip_n < held_n {
        Standing::RolledBack { held: held_n }
    } else if hello.tip_n == held_n && hello.tip != tip {
        Standing::Fork { at: held_n }
    } else {
        Standing::Ok
    };
    let mut granted = vec![Id::NIL];
    granted.extend(reader.smallest_areas(&device.areas)?);
    let (mut ahead, mut ahead_from_start) = (Vec::new(), Vec::new());
    for area in granted {
        let end = feed_end(reader.connection(), area)?;
        if end > 0 {
            ahead_from_start.push((area, end));
        }
        let at = hello.cursors.iter().find(|(known, _)| *known == area).map_or(0, |(_, at)| *at);
        if end > at {
            ahead.push((area, end));
        }
    }
    // Each life of the hub's store is an epoch of its feeds: laptops start their cursors anew after a restore.
    let epoch: i64 = reader.connection().query_row("SELECT count(*) FROM local_incarnation", [], |row| row.get(0))?;
    let ahead = if hello.epoch == epoch as u64 { ahead } else { ahead_from_start };
    Ok(HelloReply { standing, session, clock_ms: now.ms(), epoch: epoch as u64, held_n, ahead })
}

/// A push by itself: a group of one.
fn push(store: &Store, sessions: &Sessions, push: &Push, now: Instant) -> Result<Answer, StoreFault> {
    let mut taken = take_pushes(store, sessions, &[push], now, || false)?;
    taken.pop().map_or(Err(StoreFault::Lacks("an answer to a push")), |taken| taken.map(|taken| taken.answer))
}

/// Takes the chunks of one push: a receipt each, and how many documents they changed.
pub(super) fn take(writer: &mut Writer<'_>, now: Instant, chunks: &[&[u8]]) -> Result<(Vec<Receipt>, u64), StoreFault> {
    let mut receipts = Vec::with_capacity(chunks.len());
    let mut receiving = Receiving::new(writer.connection(), writer.place(), now);
    for bytes in chunks {
        let received = receiving.receive(bytes)?;
        let chunk = Chunk::read(bytes).ok();
        if let (Received::Held, Some(chunk)) = (&received, &chunk) {
            feed(receiving.connection, chunk)?;
        }
        let (incarnation, first, last) = chunk.map_or((Incarnation { device: 0, nonce: [0; 8] }, 0, 0), |chunk| {
            (chunk.header.incarnation, chunk.header.first, chunk.header.last)
        });
        receipts.push(Receipt { incarnation, first, last, verdict: verdict(&received) });
    }
    let documents = receiving.documents;
    let (late, followers) = (std::mem::take(&mut receiving.late), std::mem::take(&mut receiving.followers));
    hand_on_all(writer, late, followers)?;
    Ok((receipts, documents))
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

/// Moves a person after their household, by a further verdict on the request that moved it.
fn follow(writer: &mut Writer<'_>, person: Id<Document>, household: Id<Household>) -> Result<(), StoreFault> {
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

fn pull(store: &Store, device: &Device, pull: &Pull) -> Result<Answer, StoreFault> {
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
                if by.device == device.number {
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

/// Founds a hub in an empty store: its key, its incarnation, its own certificate.
///
/// # Errors
/// Faults of the store.
pub fn found(store: &Store, name: &str, now: Instant) -> Result<(), StoreFault> {
    let pkcs8 = sync::signing::SigningKey::generate().map_err(|_| StoreFault::Key)?;
    let key = sync::signing::SigningKey::from_pkcs8(&pkcs8).map_err(|_| StoreFault::Key)?;
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
