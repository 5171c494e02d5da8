//! The exchange over a real socket: a laptop's store on this side, a hub's program on the other.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::{Id, roster::User};
use store::Store;
use store::exchange::{Exchange, Summary};
use sync::join::JoinCode;
use sync::session::laptop::path;
use sync::session::message::Message as _;
use sync::session::{JoinReply, JoinRequest};
use sync::signing::SigningKey;
use usecases::Caller;

use crate::world::{date, open};

/// A hub that is silent this long will not answer any more.
const SILENCE: Duration = Duration::from_secs(120);

/// A connection that is kept for many requests.
pub struct Wire {
    address: String,
    stream: Option<BufReader<TcpStream>>,
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// All headers, in lower case.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The code of a refusal.
    pub fn code(&self) -> String {
        let told: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        told["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Wire {
    /// A way to an address, not connected yet.
    pub fn to(address: &str) -> Self {
        Self { address: address.trim_start_matches("http://").to_owned(), stream: None }
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// A connection that breaks before.
    pub fn send(&mut self, method: &str, path: &str, body: &[u8]) -> io::Result<Reply> {
        let answered = self.try_send(method, path, body);
        if answered.is_err() {
            self.stream = None;
        }
        answered
    }

    fn try_send(&mut self, method: &str, path: &str, body: &[u8]) -> io::Result<Reply> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(&self.address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(SILENCE))?;
                self.stream.insert(BufReader::new(stream))
            }
        };
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        let _ = write!(request, "content-length: {}\r\n\r\n", body.len());
        stream.get_mut().write_all(&[request.as_bytes(), body].concat())?;
        let (mut head, mut line) = (String::new(), String::new());
        while stream.read_line(&mut line)? > 2 {
            head.push_str(&line.to_lowercase());
            line.clear();
        }
        let status =
            head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::UnexpectedEof)?;
        let head = head.replace("\r\n", "\n");
        let mut reply = Reply { status, head, body: Vec::new() };
        let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        reply.body.resize(length, 0);
        stream.read_exact(&mut reply.body)?;
        Ok(reply)
    }
}

/// Comes again as often as a busy hub asks for; tells how often that was.
fn patiently(wire: &mut Wire, path: &str, body: &[u8]) -> io::Result<(Reply, u32)> {
    let mut busy = 0;
    loop {
        let reply = wire.send("POST", path, body)?;
        let Some(after) = reply.header("retry-after").and_then(|after| after.parse().ok()) else {
            return Ok((reply, busy));
        };
        busy += 1;
        std::thread::sleep(Duration::from_secs(after));
    }
}

/// A laptop's store with its officer, as it is after joining.
pub struct Member {
    /// The store.
    pub store: Store,
    /// The officer.
    pub caller: Caller,
}

/// How an exchange went.
#[derive(Debug)]
pub struct Exchanged {
    /// What it moved.
    pub summary: Summary,
    /// From each request to its answer, with the request's path. A pause a busy hub asked for counts.
    pub took: Vec<(&'static str, Duration)>,
    /// How often the hub was busy.
    pub busy: u32,
}

impl Member {
    /// Joins a hub with a code, in a folder of its own.
    ///
    /// # Panics
    /// When the hub does not let it in.
    pub fn joins(wire: &mut Wire, code: &str, folder: &Path, number: u8) -> Self {
        let code = JoinCode::parse(code).expect("a code that reads back");
        let store = open(folder, store::Place::Laptop, [number; 32]);
        let pkcs8 = SigningKey::generate().expect("a key");
        let key = SigningKey::from_pkcs8(&pkcs8).expect("a key");
        let user: Id<User> = Id::from_bytes([number; 16]);
        let request = JoinRequest {
            secret: code.secret,
            public_key: key.public(),
            device_name: format!("laptop {number}"),
            user,
            user_name: format!("officer {number}"),
        };
        let answer = patiently(wire, path::JOIN, &request.to_bytes()).expect("an answer").0;
        let reply = JoinReply::from_bytes(&answer.body).expect("a reply");
        let caller = Caller {
            user,
            user_name: request.user_name,
            device: reply.device,
            grants: usecases::caller::standard(&reply.roles),
            areas: Vec::new(),
            now: domain::Instant::from_ms(1_780_000_000_000),
            today: date(0),
        };
        store
            .write::<_, store::StoreFault>(&caller.author("device.join"), |writer| {
                writer.begin_incarnation(reply.device, &pkcs8)?;
                writer.keep_setting("hub_key", &reply.hub_key)
            })
            .expect("the laptop has joined");
        let mut member = Self { store, caller };
        member.exchanges(wire).expect("the first exchange");
        member
    }

    /// A call by the officer, a second after the last.
    ///
    /// # Panics
    /// When it is refused.
    pub fn does(&mut self, use_case: &str, input: serde_json::Value) -> serde_json::Value {
        self.caller.now = domain::Instant::from_ms(self.caller.now.ms() + 1_000);
        usecases::call(&self.store, &self.caller, use_case, input)
            .unwrap_or_else(|failure| panic!("{} cannot {use_case}: {failure}", self.caller.user_name))
    }

    /// One exchange; comes again as often as a busy hub asks for.
    ///
    /// # Errors
    /// A refusal by its code, a line that broke.
    pub fn exchanges(&mut self, wire: &mut Wire) -> Result<Exchanged, String> {
        self.caller.now = domain::Instant::from_ms(self.caller.now.ms() + 1_000);
        let (mut took, mut busy) = (Vec::new(), 0);
        let mut exchange = Exchange::begin(&self.store, self.caller.user, self.caller.now, "wire")
            .map_err(|fault| fault.to_string())?;
        while let Some(outgoing) = exchange.next_request().map_err(|fault| fault.to_string())? {
            let began = Instant::now();
            let (reply, waited) = patiently(wire, outgoing.path, &outgoing.body).map_err(|error| error.to_string())?;
            busy += waited;
            if reply.status != 200 {
                return Err(reply.code());
            }
            took.push((outgoing.path, began.elapsed()));
            exchange.receive(&reply.body).map_err(|fault| fault.to_string())?;
        }
        let summary = exchange.summary();
        drop(exchange);
        let device = self.caller.device;
        let granted = self.store.read(|reader| reader.granted_areas(device));
        self.caller.areas = granted.map_err(|fault: store::StoreFault| fault.to_string())?;
        Ok(Exchanged { summary, took, busy })
    }
}
