//! A laptop joins: one code, one request, and a store that is there whole or not at all.
//!
//! The store is made in `joining/` before the hub is asked, so that little can fail after it has said yes; one rename
//! makes it the laptop's store. The key is made here and never leaves. When the answer is lost, trying again with the
//! same code sends the same key, so that the hub can know it again.

use std::sync::Arc;

use domain::{Id, NewIds, roster::User};
use store::key::{StoreKey, add_slot};
use store::{Author, Store, StoreFault};
use sync::join::JoinCode;
use sync::session::laptop::path;
use sync::session::message::Message;
use sync::session::{JoinReply, JoinRequest};
use sync::signing::SigningKey;
use usecases::Failure;
use usecases::door::{DeviceJoinInput, DeviceStateOutput};
use usecases::user::check_passphrase;
use zeroize::Zeroizing;

use crate::application::Application;
use crate::clock;
use crate::exchange;
use crate::fault::fault;
use crate::folder::{DeviceCard, Folder};
use crate::limits::{FIRST_EXCHANGE_WAIT, NAME_CHARS_MAX};
use crate::link::{Link, LinkFault, hub_address};
use crate::pinned::Pin;
use crate::session::{Session, setting};

/// A joining whose answer may have been lost: sent again as it was.
pub(crate) struct Pending {
    secret: [u8; 8],
    pkcs8: Zeroizing<Vec<u8>>,
    user: Id<User>,
}

/// What was typed, read once.
struct Asked {
    hub_url: String,
    code: JoinCode,
    device_name: String,
    user_name: String,
    passphrase: Zeroizing<String>,
}

/// Joins, opens the laptop and begins the first exchange. Blocks.
///
/// # Errors
/// `device-refused-…`; nothing half-made stays.
pub(crate) fn join(application: &Arc<Application>, input: DeviceJoinInput) -> Result<DeviceStateOutput, Failure> {
    let mut door = application.door();
    let folder = &application.folder;
    if folder.has_joined() {
        return Err(Failure::refused("device-refused-already-joined"));
    }
    let asked = read(input)?;
    let pending = match door.pending.take() {
        Some(pending) if pending.secret == asked.code.secret => pending,
        _ => begin(asked.code.secret)?,
    };
    folder.clean_joining().map_err(StoreFault::from)?;
    let made = make(application, &asked, &pending);
    if made.is_err() {
        door.pending = Some(pending);
        let _ = folder.clean_joining();
    }
    let (key, user) = made?;
    let store = Folder::open(&folder.store(), &key)?;
    let session = application.enter(Session::new(store, user, &asked.user_name)?);
    drop(door);
    first_exchange(application, session);
    application.state()
}

fn read(input: DeviceJoinInput) -> Result<Asked, Failure> {
    let passphrase = Zeroizing::new(input.passphrase);
    let name = |field: &str, code: &str, text: &str| {
        let text = text.trim();
        let is_name = !text.is_empty() && text.chars().count() <= NAME_CHARS_MAX && !text.chars().any(char::is_control);
        if is_name { Ok(text.to_owned()) } else { Err(Failure::refused(code).with("field", field)) }
    };
    let user_name = name("user_name", "access-refused-name-needed", &input.user_name)?;
    let device_name = name("device_name", "device-refused-name-needed", &input.device_name)?;
    check_passphrase(&passphrase)?;
    let hub_url = hub_address(&input.hub_url)
        .ok_or_else(|| Failure::refused("device-refused-address-wrong").with("field", "hub_url"))?;
    let code = JoinCode::parse(&input.code)
        .ok_or_else(|| Failure::refused("device-refused-code-wrong").with("field", "code"))?;
    Ok(Asked { hub_url: hub_url.as_str().trim_end_matches('/').to_owned(), code, device_name, user_name, passphrase })
}

fn begin(secret: [u8; 8]) -> Result<Pending, Failure> {
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(fault)?;
    let pkcs8 = Zeroizing::new(SigningKey::generate().map_err(fault)?);
    Ok(Pending { secret, pkcs8, user: NewIds::from_seed(seed).next(clock::now()) })
}

/// Makes the store, asks the hub, writes its answer down, and puts the store in its place.
fn make(application: &Application, asked: &Asked, pending: &Pending) -> Result<(StoreKey, Id<User>), Failure> {
    let folder = &application.folder;
    let staged = folder.joining();
    std::fs::create_dir_all(&staged).map_err(StoreFault::from)?;
    let key = StoreKey::generate()?;
    add_slot(&staged, &key, pending.user, &asked.user_name, &asked.passphrase)?;
    let store = Folder::open(&staged, &key)?;
    let reply = ask(application, asked, pending)?;
    keep(&store, asked, pending, &reply)?;
    drop(store);
    DeviceCard { number: reply.device, name: asked.device_name.clone(), hub_url: asked.hub_url.clone() }
        .write(&staged)?;
    folder.finish_joining().map_err(StoreFault::from)?;
    // What was told of an earlier life of this laptop has been read; its rescue file stays.
    let _ = std::fs::remove_file(folder.notice());
    tracing::info!(device = reply.device, "joined");
    Ok((key, pending.user))
}

fn ask(application: &Application, asked: &Asked, pending: &Pending) -> Result<JoinReply, Failure> {
    let pin = Pin::Fingerprint(asked.code.hub);
    let link = Link::new(&asked.hub_url, pin).map_err(failure_of)?;
    let public_key = SigningKey::from_pkcs8(&pending.pkcs8).map_err(fault)?.public();
    let request = JoinRequest {
        secret: asked.code.secret,
        public_key,
        device_name: asked.device_name.clone(),
        user: pending.user,
        user_name: asked.user_name.clone(),
    };
    let answer = application.runtime.block_on(link.post(path::JOIN, request.to_bytes())).map_err(failure_of)?;
    let reply = JoinReply::from_bytes(&answer).map_err(|_| Failure::refused("sync-refused-malformed"))?;
    // Over loopback there is no TLS that would have compared the key.
    if !pin.is_of(&reply.hub_key) {
        return Err(Failure::refused("device-refused-hub-not-trusted"));
    }
    Ok(reply)
}

fn keep(store: &Store, asked: &Asked, pending: &Pending, reply: &JoinReply) -> Result<(), Failure> {
    let author = Author { user: pending.user, now: clock::now(), act: "device.join" };
    let roles = serde_json::to_vec(&reply.roles).map_err(fault)?;
    store.write(&author, |writer| {
        writer.begin_incarnation(reply.device, &pending.pkcs8)?;
        writer.keep_setting(setting::HUB_URL, asked.hub_url.as_bytes())?;
        writer.keep_setting(setting::HUB_KEY, &reply.hub_key)?;
        writer.keep_setting(setting::HUB_NAME, reply.hub_name.as_bytes())?;
        writer.keep_setting(setting::USER, &pending.user.to_bytes())?;
        writer.keep_setting(setting::USER_NAME, asked.user_name.as_bytes())?;
        writer.keep_setting(setting::DEVICE_NAME, asked.device_name.as_bytes())?;
        writer.keep_setting(setting::ROLES, &roles)?;
        Ok(())
    })
}

/// Brings areas and roster before the first screen, when that is quick; otherwise it goes on behind the door.
fn first_exchange(application: &Arc<Application>, session: Arc<Session>) {
    let (done, waiting) = std::sync::mpsc::channel();
    let application = Arc::clone(application);
    let runtime = application.runtime.clone();
    runtime.spawn_blocking(move || {
        let ran = exchange::run(&application, &session);
        // Who is told that it is over must find the folder free.
        drop((application, session));
        let _ = done.send(ran.is_ok());
    });
    let _ = waiting.recv_timeout(FIRST_EXCHANGE_WAIT);
}

fn failure_of(fault: LinkFault) -> Failure {
    match fault {
        LinkFault::Unreachable => Failure::refused("device-refused-hub-unreachable"),
        LinkFault::NotTrusted => Failure::refused("device-refused-hub-not-trusted"),
        LinkFault::CaptivePortal => Failure::refused("sync-refused-captive-portal"),
        LinkFault::TooLarge => Failure::refused("sync-refused-malformed"),
        LinkFault::Address => Failure::refused("device-refused-address-wrong").with("field", "hub_url"),
        LinkFault::Refused(code) if code.starts_with("device-refused-code-") => {
            Failure::refused(&code).with("field", "code")
        }
        LinkFault::Refused(code) | LinkFault::Busy { code, .. } => Failure::refused(&code),
    }
}
