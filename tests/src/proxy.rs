//! A line between laptop and hub that can be as bad as one likes: slow, cut at any byte, flipping bytes, silent, owned
//! by a sign-in page, delivering twice. Over real sockets, so that real programs can be put on both of its ends.
//!
//! The weather is that of a connection when it begins; [`Proxy::cuts_all`] ends those that are open.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Where bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From laptop to hub.
    Up,
    /// From hub to laptop.
    Down,
}

/// A place in a message: how much of it still arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing.
    Start,
    /// Half of its head.
    InHead,
    /// Its head but for the last byte.
    BeforeHeadEnds,
    /// Its head and nothing of its body.
    HeadEnds,
    /// One byte of its body.
    BodyBegins,
    /// Half of its body.
    InBody,
    /// All but its last byte.
    BeforeEnd,
    /// All of it.
    Whole,
}

/// Every place.
pub const PLACES: [Place; 8] = [
    Place::Start,
    Place::InHead,
    Place::BeforeHeadEnds,
    Place::HeadEnds,
    Place::BodyBegins,
    Place::InBody,
    Place::BeforeEnd,
    Place::Whole,
];

const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/x-pamoja-refusal+json\r\nretry-after: 1\r\ncontent-length: 32\r\n\r\n{\"code\":\"sync-refused-hub-busy\"}";

/// What a connection is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weather {
    /// Everything goes through.
    Clear,
    /// So late, and so many bytes a second.
    Slow {
        /// Before each piece.
        latency: Duration,
        /// Bytes a second.
        rate: u32,
    },
    /// Cut when so many bytes have gone one way.
    Cut(Way, usize),
    /// The byte at this place is another one.
    Flip(Way, usize),
    /// Accepted, and never a word: nothing is read either.
    HalfOpen,
    /// The n-th message one way, counted from 0, is cut at this place.
    CutMessage(usize, Way, Place),
    /// After the n-th request has gone up, counted from 0, nothing comes down any more.
    SilentAfter(usize),
    /// A sign-in page answers with a redirection.
    Redirects,
    /// A sign-in page answers for itself.
    Page,
    /// Every request reaches the hub twice.
    Twice,
    /// In the place of a busy hub: the next so many requests are told to come again in a second.
    Busy(usize),
}

/// The line.
pub struct Proxy {
    at: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    hub: Mutex<String>,
    weather: Mutex<Weather>,
    open: Mutex<Vec<TcpStream>>,
    struck: AtomicUsize,
    is_over: AtomicBool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Proxy {
    /// A line to a hub, in clear weather.
    ///
    /// # Panics
    /// When loopback has no free port.
    pub fn to(hub: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            hub: Mutex::new(hub.to_owned()),
            weather: Mutex::new(Weather::Clear),
            open: Mutex::default(),
            struck: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for laptop in listener.incoming() {
                if accepting.is_over.load(Ordering::Acquire) {
                    return;
                }
                let Ok(laptop) = laptop else { continue };
                let shared = Arc::clone(&accepting);
                // Whatever breaks here is what a line does.
                thread::spawn(move || {
                    let _ = shared.carries(laptop);
                });
            }
        });
        Self { at, shared }
    }

    /// Its address.
    pub const fn address(&self) -> SocketAddr {
        self.at
    }

    /// The hub is somewhere else now.
    pub fn leads_to(&self, hub: &str) {
        hub.clone_into(&mut lock(&self.shared.hub));
    }

    /// The weather for the connections to come.
    pub fn weather(&self, weather: Weather) {
        *lock(&self.shared.weather) = weather;
    }

    /// Ends every connection that is open.
    pub fn cuts_all(&self) {
        for stream in lock(&self.shared.open).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// How often bad weather really struck: a cut beyond the last byte strikes nobody.
    pub fn struck(&self) -> usize {
        self.shared.struck.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Release);
        self.cuts_all();
        // A last visitor wakes the listener.
        let _ = TcpStream::connect(self.at);
    }
}

impl Shared {
    fn strikes(&self) {
        self.struck.fetch_add(1, Ordering::Relaxed);
    }

    fn keeps(&self, stream: &TcpStream) -> io::Result<()> {
        let mut open = lock(&self.open);
        open.retain(|stream| stream.peer_addr().is_ok());
        open.push(stream.try_clone()?);
        Ok(())
    }

    fn hub(&self) -> io::Result<TcpStream> {
        let hub = TcpStream::connect(lock(&self.hub).as_str())?;
        hub.set_nodelay(true)?;
        self.keeps(&hub)?;
        Ok(hub)
    }

    fn carries(self: &Arc<Self>, laptop: TcpStream) -> io::Result<()> {
        let weather = lock(&self.weather).clone();
        laptop.set_nodelay(true)?;
        self.keeps(&laptop)?;
        match weather {
            Weather::HalfOpen => {
                self.strikes();
                // Held open until the other side has had enough.
                while !self.is_over.load(Ordering::Acquire) && laptop.peer_addr().is_ok() {
                    thread::sleep(Duration::from_millis(50));
                }
                Ok(())
            }
            Weather::Redirects | Weather::Page => self.portal(laptop, &weather),
            Weather::CutMessage(..) | Weather::SilentAfter(_) | Weather::Twice | Weather::Busy(_) => {
                self.messages(laptop, &weather)
            }
            _ => self.bytes(laptop, &weather),
        }
    }

    /// Carries bytes both ways without knowing what they mean.
    fn bytes(self: &Arc<Self>, laptop: TcpStream, weather: &Weather) -> io::Result<()> {
        let hub = match self.hub() {
            Ok(hub) => hub,
            Err(error) => {
                let _ = laptop.shutdown(Shutdown::Both);
                return Err(error);
            }
        };
        let down = (hub.try_clone()?, laptop.try_clone()?);
        let (shared, of_down) = (Arc::clone(self), weather.clone());
        let downward = thread::spawn(move || shared.pump(down.0, down.1, Way::Down, &of_down));
        let _ = self.pump(laptop, hub, Way::Up, weather);
        let _ = downward.join();
        Ok(())
    }

    fn pump(&self, mut from: TcpStream, mut to: TcpStream, way: Way, weather: &Weather) -> io::Result<()> {
        let (mut piece, mut gone) = ([0; 16 * 1024], 0);
        loop {
            let length = match from.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(length) => length,
            };
            let mut kept = length;
            match weather {
                Weather::Flip(of, at) if *of == way && (gone..gone + length).contains(at) => {
                    piece[at - gone] ^= 0x20;
                    self.strikes();
                }
                Weather::Cut(of, after) if *of == way && gone + length > *after => kept = after - gone,
                Weather::Slow { latency, rate } => {
                    thread::sleep(*latency + Duration::from_secs_f64(length as f64 / f64::from(*rate)));
                }
                _ => {}
            }
            gone += length;
            if to.write_all(&piece[..kept]).is_err() {
                break;
            }
            if kept < length {
                self.strikes();
                let _ = from.shutdown(Shutdown::Both);
                break;
            }
        }
        let _ = to.shutdown(if matches!(weather, Weather::Cut(..)) { Shutdown::Both } else { Shutdown::Write });
        Ok(())
    }

    /// Carries whole messages of HTTP, one after the other.
    fn messages(&self, mut laptop: TcpStream, weather: &Weather) -> io::Result<()> {
        let mut hub = self.hub()?;
        for number in 0.. {
            let Some(request) = Message::read(&mut laptop)? else { break };
            if let Weather::CutMessage(at, Way::Up, place) = weather
                && *at == number
            {
                hub.write_all(request.until(*place))?;
                if *place == Place::Whole {
                    // It has arrived and is worked on; nobody will hear the answer.
                    let _ = Message::read(&mut hub);
                }
                return self.cut(&laptop, &hub);
            }
            if self.is_busy() {
                self.strikes();
                laptop.write_all(BUSY.as_bytes())?;
                continue;
            }
            if *weather == Weather::Twice {
                self.strikes();
                let mut other = self.hub()?;
                other.write_all(&request.bytes)?;
                hub.write_all(&request.bytes)?;
                let _ = Message::read(&mut other);
            } else {
                hub.write_all(&request.bytes)?;
            }
            let Some(answer) = Message::read(&mut hub)? else { break };
            match weather {
                Weather::CutMessage(at, Way::Down, place) if *at == number => {
                    laptop.write_all(answer.until(*place))?;
                    return self.cut(&laptop, &hub);
                }
                Weather::SilentAfter(at) if *at == number => {
                    self.strikes();
                    // The laptop hears nothing and, in the end, goes away.
                    let _ = laptop.read(&mut [0; 1]);
                    return Ok(());
                }
                _ => laptop.write_all(&answer.bytes)?,
            }
        }
        let _ = laptop.shutdown(Shutdown::Both);
        Ok(())
    }

    /// Counts down how often the hub is still busy.
    fn is_busy(&self) -> bool {
        match &mut *lock(&self.weather) {
            Weather::Busy(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    fn cut(&self, laptop: &TcpStream, hub: &TcpStream) -> io::Result<()> {
        self.strikes();
        let _ = laptop.shutdown(Shutdown::Both);
        hub.shutdown(Shutdown::Both)
    }

    fn portal(&self, mut laptop: TcpStream, weather: &Weather) -> io::Result<()> {
        const PAGE: &str = "<html><title>Free WiFi</title><form>Room number <input></form></html>";
        while Message::read(&mut laptop)?.is_some() {
            self.strikes();
            let (status, more) = match weather {
                Weather::Redirects => ("302 Found", "location: http://login.example/\r\n"),
                _ => ("200 OK", ""),
            };
            let length = PAGE.len();
            write!(
                laptop,
                "HTTP/1.1 {status}\r\n{more}content-type: text/html\r\ncontent-length: {length}\r\n\r\n{PAGE}"
            )?;
        }
        Ok(())
    }
}

/// A message of HTTP with its length in its head.
struct Message {
    bytes: Vec<u8>,
    head: usize,
}

impl Message {
    /// Reads a whole message; none when the other side has ended.
    fn read(stream: &mut TcpStream) -> io::Result<Option<Self>> {
        let (mut bytes, mut piece) = (Vec::new(), [0; 16 * 1024]);
        loop {
            if let Some(ends) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..ends]).to_lowercase();
                let told = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
                if bytes.len() >= ends + 4 + told.unwrap_or(0) {
                    return Ok(Some(Self { bytes, head: ends + 4 }));
                }
            }
            let length = stream.read(&mut piece)?;
            if length == 0 {
                return Ok(None);
            }
            bytes.extend_from_slice(&piece[..length]);
        }
    }

    fn until(&self, place: Place) -> &[u8] {
        let (head, all) = (self.head, self.bytes.len());
        let end = match place {
            Place::Start => 0,
            Place::InHead => head / 2,
            Place::BeforeHeadEnds => head - 1,
            Place::HeadEnds => head,
            Place::BodyBegins => head + 1,
            Place::InBody => head + (all - head) / 2,
            Place::BeforeEnd => all - 1,
            Place::Whole => all,
        };
        &self.bytes[..end.min(all)]
    }
}
