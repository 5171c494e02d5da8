//! The hub's side: answers the conversation, keeps the feeds, lets devices in.

use domain::change::{Change, Document, Fact};
use domain::registry::Household;
use domain::registry::movement::MoveVerdict;
use domain::roster::{Device, User};
use domain::{Area, Id, Instant};
use rusqlite::Connection;
use sync::session::laptop::path;
use sync::session::message::ProofReply;
use sync::session::message::{Message, read_push};
use sync::session::{
    Hello, HelloReply, JoinReply, JoinRequest, Proof, Pull, PullReply, PushReply, Receipt, Request, Standing, Verdict,
};
use sync::{Chunk, Hash, Incarnation, join};

use crate::exchange::receive::{Received, Receiving};
use crate::fault::StoreFault;
use crate::key::random;
use crate::log;
use crate::open::Store;
use crate::read::{area, roster};
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
    let author = Author { user: Id::NIL, now, act: "sync.answer" };
    if route == path::JOIN {
        return join_device(store, bytes, now);
    }
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
    if route != path::HELLO
        && store.read(|reader| reader.device_session(request.device))?.as_deref() != Some(request.session.as_slice())
    {
        return Ok(Err("sync-refused-session"));
    }
    match route {
        path::HELLO => match Hello::from_bytes(&request.body) {
            Ok(message) if message.incarnation.device == device.number => hello(store, &author, &device, &message),
            Ok(_) | Err(_) => Ok(Err("sync-refused-malformed")),
        },
        path::PUSH => match read_push(&request.body) {
            Ok(chunks) => push(store, &author, &chunks),
            Err(_) => Ok(Err("sync-refused-malformed")),
        },
        path::PULL => match Pull::from_bytes(&request.body) {
            Ok(message) => pull(store, &device, &message),
            Err(_) => Ok(Err("sync-refused-malformed")),
        },
        path::PROOF => match Proof::from_bytes(&request.body) {
            Ok(message) => proof(store, &device, &message),
            Err(_) => Ok(Err("sync-refused-malformed")),
        },
        sync::bundle::CARRY_PATH => super::carry::hub::answer(store, &device, &request.body, now),
        _ => Ok(Err("sync-refused-malformed")),
    }
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

fn hello(store: &Store, author: &Author, device: &Device, hello: &Hello) -> Result<Answer, StoreFault> {
    let session: [u8; 16] = random()?;
    let key = store.signing_key()?;
    store.write(author, |writer| {
        publish(writer, &key)?;
        writer.keep_seen(device.number, &hello.version, hello.clock_ms.saturating_sub(author.now.ms()), &session)?;
        let (held_n, tip) = log::chunk::tip(writer.connection(), hello.incarnation, None)?.unwrap_or((0, Hash::ZERO));
        let standing = if hello.tip_n < held_n {
            Standing::RolledBack { held: held_n }
        } else if hello.tip_n == held_n && hello.tip != tip {
            Standing::Fork { at: held_n }
        } else {
            Standing::Ok
        };
        let mut granted = vec![Id::NIL];
        granted.extend(writer.smallest_areas(&device.areas)?);
        let (mut ahead, mut ahead_from_start) = (Vec::new(), Vec::new());
        for area in granted {
            let end = feed_end(writer.connection(), area)?;
            if end > 0 {
                ahead_from_start.push((area, end));
            }
            let at = hello.cursors.iter().find(|(known, _)| *known == area).map_or(0, |(_, at)| *at);
            if end > at {
                ahead.push((area, end));
            }
        }
        let epoch = epoch(writer.connection())?;
        let ahead = if hello.epoch == epoch { ahead } else { ahead_from_start };
        let reply = HelloReply { standing, session, clock_ms: author.now.ms(), epoch, held_n, ahead };
        Ok(Ok(reply.to_bytes()))
    })
}

/// Each life of the hub's store is an epoch of its feeds: laptops start their cursors anew after a restore.
pub(super) fn epoch(connection: &Connection) -> Result<u64, StoreFault> {
    Ok(connection.query_row("SELECT count(*) FROM local_incarnation", [], |row| row.get::<_, i64>(0))? as u64)
}

/// Takes pushed chunks: one transaction, one receipt each, and only then the answer.
fn push(store: &Store, author: &Author, chunks: &[&[u8]]) -> Result<Answer, StoreFault> {
    let key = store.signing_key()?;
    let receipts = take(store, author, chunks, &key)?;
    Ok(Ok(PushReply::sign(receipts, &key).to_bytes()))
}

/// Takes chunks, however they came, in one transaction: one receipt each.
pub(super) fn take(
    store: &Store,
    author: &Author,
    chunks: &[&[u8]],
    key: &sync::signing::SigningKey,
) -> Result<Vec<Receipt>, StoreFault> {
    store.write(author, |writer| {
        let mut receipts = Vec::with_capacity(chunks.len());
        let mut receiving = Receiving::new(writer.connection(), writer.place(), author.now);
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
        receiving.try_waiting()?;
        // Work on families that have moved on reaches their new area by the hub's hand.
        let (late, followers) = (std::mem::take(&mut receiving.late), std::mem::take(&mut receiving.followers));
        for late in late {
            writer.hand_on(late.area, vec![late.change])?;
        }
        for (person, household) in followers {
            follow(writer, person, household)?;
        }
        publish(writer, key)?;
        Ok::<_, StoreFault>(receipts)
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
