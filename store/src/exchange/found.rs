//! A hub's beginnings: it is founded, restored, and lets devices in.

use domain::change::{Change, Fact};
use domain::roster::{Device, User};
use domain::{Id, Instant};
use sync::session::message::Message;
use sync::session::{JoinReply, JoinRequest};
use sync::signing::SigningKey;
use sync::{Hash, Incarnation, join};

use crate::exchange::hub::Answer;
use crate::fault::StoreFault;
use crate::key::random;
use crate::open::Store;
use crate::read::roster;
use crate::writer::Author;

/// Lets a device in that has a valid code: certificate and first user go into the reference feed.
pub(super) fn join_device(store: &Store, bytes: &[u8], now: Instant) -> Result<Answer, StoreFault> {
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
        let device = Device {
            number,
            name,
            public_key: request.public_key,
            areas: invitation.areas.clone(),
            is_revoked: false,
            users: vec![request.user],
        };
        let user = User::with_roles(request.user, request.user_name.clone(), vec![invitation.role.clone()]);
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
            users: Vec::new(),
        };
        change.state(Fact::Device(writer.new_id(), device));
        writer.commit(Id::NIL, None, &change)?;
        Ok(())
    })
}
