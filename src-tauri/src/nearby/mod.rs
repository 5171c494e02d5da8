//! Laptop to laptop over a local network: off unless a person opens it for some minutes. Who visits must be a laptop
//! the hub has certified and must type the code that is shown; three wrong codes close it.

mod discover;
mod tls;
mod wire;

use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use controls::Control;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, ServerConfig, ServerConnection, StreamOwned};
use store::{Store, StoreFault};
use usecases::nearby::{NearbyLaptop, NearbyOutput, OpenNearbyInput, RunNearbyInput, RunNearbyOutput};
use usecases::{Caller, Failure};

use crate::application::Application;
use crate::fault::fault;
use crate::limits::{NEARBY_LOOK, NEARBY_MINUTES, NEARBY_MINUTES_MAX, NEARBY_SILENCE, NEARBY_WRONG_MAX};
use crate::pinned::ed25519_key;
use crate::session::Session;
use wire::{CODE_DIGITS, Heard};

/// How often the waiting side looks whether it is over.
const LOOK_UP: Duration = Duration::from_millis(100);

/// An opening for visitors.
pub struct Opening {
    code: String,
    port: u16,
    until_ms: i64,
    is_over: Arc<AtomicBool>,
    last: Arc<Mutex<Option<RunNearbyOutput>>>,
    _told: Option<discover::Told>,
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
    }
}

/// What the waiting thread works with.
struct Host {
    session: Arc<Session>,
    config: Arc<ServerConfig>,
    code: String,
    wrong: AtomicU32,
    is_over: Arc<AtomicBool>,
    last: Arc<Mutex<Option<RunNearbyOutput>>>,
}

/// Opens for visitors, for some minutes. An earlier opening ends.
///
/// # Errors
/// A lacking right, a system that lets nobody listen.
pub fn open(application: &Application, input: &OpenNearbyInput) -> Result<NearbyOutput, Failure> {
    close(application);
    let session = application.session()?;
    let (device, config) = {
        let using = session.using();
        let store = using.store()?;
        let caller = demand(&session, store)?;
        let config = tls::host_config(&pkcs8(store)?, certified(store, caller.device)?).map_err(fault)?;
        (caller.device, config)
    };
    let listener = TcpListener::bind(("0.0.0.0", 0)).map_err(|_| Failure::refused("sync-refused-nearby-closed"))?;
    listener.set_nonblocking(true).map_err(fault)?;
    let port = listener.local_addr().map_err(fault)?.port();
    let minutes = input.minutes.unwrap_or(NEARBY_MINUTES).clamp(1, NEARBY_MINUTES_MAX);
    let opening = Opening {
        code: new_code()?,
        port,
        until_ms: crate::clock::now().ms() + i64::from(minutes) * 60_000,
        is_over: Arc::new(AtomicBool::new(false)),
        last: Arc::default(),
        _told: discover::Told::begin(device, port),
    };
    let host = Host {
        session,
        config,
        code: opening.code.clone(),
        wrong: AtomicU32::new(0),
        is_over: Arc::clone(&opening.is_over),
        last: Arc::clone(&opening.last),
    };
    let until = Instant::now() + Duration::from_secs(u64::from(minutes) * 60);
    std::thread::Builder::new().name("nearby".to_owned()).spawn(move || host.wait(&listener, until)).map_err(fault)?;
    *lock(&application.nearby) = Some(opening);
    tracing::info!(port, minutes, "open for a laptop nearby");
    Ok(state(application))
}

/// Ends the opening.
pub fn close(application: &Application) {
    lock(&application.nearby).take();
}

/// How it stands, without looking around.
pub fn state(application: &Application) -> NearbyOutput {
    let mut held = lock(&application.nearby);
    if held.as_ref().is_some_and(|opening| opening.is_over.load(Ordering::Acquire)) {
        // What the last visitor brought stays readable until it is opened again.
        let last = held.as_ref().and_then(|opening| lock(&opening.last).clone());
        *held = None;
        return NearbyOutput { last, ..NearbyOutput::default() };
    }
    let Some(opening) = held.as_ref() else { return NearbyOutput::default() };
    let address = discover::own_address().map(|ip| SocketAddr::new(ip, opening.port).to_string());
    NearbyOutput {
        is_open: true,
        code: Some(opening.code.clone()),
        address: Some(address.unwrap_or_else(|| format!("127.0.0.1:{}", opening.port))),
        until: Some(opening.until_ms),
        found: Vec::new(),
        last: lock(&opening.last).clone(),
    }
}

/// How it stands, and which laptops wait nearby. Takes some seconds.
///
/// # Errors
/// A lacking right, faults of the store.
pub fn list(application: &Application) -> Result<NearbyOutput, Failure> {
    let session = application.session()?;
    let own = {
        let using = session.using();
        demand(&session, using.store()?)?.device
    };
    let mut output = state(application);
    // Looked at with the store free: a lock must not wait for the network.
    let heard = discover::look(NEARBY_LOOK);
    let using = session.using();
    let store = using.store()?;
    for (number, address) in heard.into_iter().filter(|(number, _)| *number != own) {
        let device = store.read(|reader| reader.device(number))?;
        if let Some(device) = device.filter(|device| !device.is_revoked) {
            output.found.push(NearbyLaptop { number, name: device.name, address: address.to_string() });
        }
    }
    Ok(output)
}

/// Visits a laptop that waits, and gives and takes.
///
/// # Errors
/// `sync-refused-nearby-…`, and what the exchange refuses.
pub fn run(application: &Application, input: &RunNearbyInput) -> Result<RunNearbyOutput, Failure> {
    let session = application.session()?;
    let using = session.using();
    let store = using.store()?;
    let caller = demand(&session, store)?;
    let code: String = input.code.chars().filter(char::is_ascii_digit).collect();
    if code.len() != CODE_DIGITS {
        return Err(Failure::refused("sync-refused-nearby-code").with("field", "code"));
    }
    let unreachable = || Failure::refused("sync-refused-nearby-unreachable").with("field", "address");
    let address: SocketAddr =
        input.address.trim().to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or_else(unreachable)?;
    let socket = TcpStream::connect_timeout(&address, NEARBY_SILENCE).map_err(|_| unreachable())?;
    limit(&socket).map_err(|_| unreachable())?;
    let config = tls::visitor_config(&pkcs8(store)?, certified(store, caller.device)?).map_err(fault)?;
    let name = ServerName::try_from("pamoja-laptop").map_err(fault)?;
    let connection = ClientConnection::new(config, name).map_err(fault)?;
    let mut stream = StreamOwned::new(connection, socket);
    stream.conn.complete_io(&mut stream.sock).map_err(|_| Failure::refused("sync-refused-nearby-unknown"))?;
    let peer = peer(store, stream.conn.peer_certificates())?;
    match wire::say_code(&mut stream, &code)? {
        Heard::Right => {}
        Heard::Wrong => return Err(Failure::refused("sync-refused-nearby-code").with("field", "code")),
        Heard::Closed => return Err(Failure::refused("sync-refused-nearby-closed")),
    }
    let output = named(store, wire::converse(&mut stream, store, &caller, peer, true)?)?;
    stream.conn.send_close_notify();
    let _ = stream.conn.complete_io(&mut stream.sock);
    Ok(output)
}

impl Host {
    /// Waits for visitors until it is over.
    fn wait(&self, listener: &TcpListener, until: Instant) {
        while Instant::now() < until && !self.is_over.load(Ordering::Acquire) && self.session.using().store().is_ok() {
            match listener.accept() {
                Ok((socket, _)) => match self.receive(socket) {
                    Ok(output) => *lock(&self.last) = Some(output),
                    Err(failure) => tracing::info!(code = failure.code, "a visit ended early"),
                },
                Err(_) => std::thread::sleep(LOOK_UP),
            }
        }
        self.is_over.store(true, Ordering::Release);
    }

    fn receive(&self, socket: TcpStream) -> Result<RunNearbyOutput, Failure> {
        let broken = |_| Failure::refused("sync-refused-nearby-broken");
        socket.set_nonblocking(false).map_err(broken)?;
        limit(&socket).map_err(broken)?;
        let connection = ServerConnection::new(Arc::clone(&self.config)).map_err(fault)?;
        let mut stream = StreamOwned::new(connection, socket);
        stream.conn.complete_io(&mut stream.sock).map_err(|_| Failure::refused("sync-refused-nearby-unknown"))?;
        let using = self.session.using();
        let store = using.store()?;
        let caller = demand(&self.session, store)?;
        let peer = peer(store, stream.conn.peer_certificates())?;
        let said = wire::hear_code(&mut stream)?;
        let heard = self.judge(&said);
        wire::answer_code(&mut stream, heard)?;
        if heard != Heard::Right {
            return Err(Failure::refused("sync-refused-nearby-code"));
        }
        let output = named(store, wire::converse(&mut stream, store, &caller, peer, false)?)?;
        stream.conn.send_close_notify();
        let _ = stream.conn.complete_io(&mut stream.sock);
        Ok(output)
    }

    /// Three wrong codes close it: a million codes cannot be tried.
    fn judge(&self, said: &str) -> Heard {
        let is_right = said.bytes().zip(self.code.bytes()).fold(0, |sum, (left, right)| sum | (left ^ right)) == 0;
        if is_right && said.len() == self.code.len() {
            return Heard::Right;
        }
        if self.wrong.fetch_add(1, Ordering::AcqRel) + 1 < NEARBY_WRONG_MAX || !Control::PairingTries.is_on() {
            return Heard::Wrong;
        }
        self.is_over.store(true, Ordering::Release);
        Heard::Closed
    }
}

fn demand(session: &Session, store: &Store) -> Result<Caller, Failure> {
    let caller = session.caller(store)?;
    if caller.may("sync.nearby") { Ok(caller) } else { Err(Failure::denied("sync.nearby")) }
}

fn limit(socket: &TcpStream) -> std::io::Result<()> {
    socket.set_read_timeout(Some(NEARBY_SILENCE))?;
    socket.set_write_timeout(Some(NEARBY_SILENCE))
}

fn pkcs8(store: &Store) -> Result<zeroize::Zeroizing<Vec<u8>>, Failure> {
    let key = store.read(|reader| reader.setting::<StoreFault>("signing_key"))?;
    Ok(zeroize::Zeroizing::new(key.ok_or(StoreFault::Lacks("a signing key"))?))
}

/// Keys of the other laptops that the hub has certified and not shut out.
fn certified(store: &Store, own: u32) -> Result<Vec<[u8; 32]>, Failure> {
    let devices = store.read(|reader| reader.devices())?;
    let is_laptop = |number: u32| number != own && number != sync::Incarnation::HUB;
    Ok(devices
        .into_iter()
        .filter(|device| is_laptop(device.number) && !device.is_revoked)
        .map(|device| device.public_key)
        .collect())
}

/// Who is at the other end, by the key that was proven.
fn peer(store: &Store, shown: Option<&[rustls::pki_types::CertificateDer<'_>]>) -> Result<u32, Failure> {
    let unknown = || Failure::refused("sync-refused-nearby-unknown");
    let key = shown.and_then(<[_]>::first).and_then(ed25519_key).ok_or_else(unknown)?;
    let devices = store.read(|reader| reader.devices())?;
    let device = devices.into_iter().find(|device| device.public_key == key).ok_or_else(unknown)?;
    if device.is_revoked { Err(Failure::refused("sync-refused-device-revoked")) } else { Ok(device.number) }
}

fn named(store: &Store, mut output: RunNearbyOutput) -> Result<RunNearbyOutput, Failure> {
    output.name = store.read(|reader| reader.device(output.number))?.map(|device| device.name).unwrap_or_default();
    Ok(output)
}

/// Six digits, each code as likely as any other.
fn new_code() -> Result<String, Failure> {
    loop {
        let mut bytes = [0_u8; 4];
        getrandom::fill(&mut bytes).map_err(fault)?;
        let number = u32::from_be_bytes(bytes);
        if number < u32::MAX - u32::MAX % 1_000_000 {
            return Ok(format!("{:06}", number % 1_000_000));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
