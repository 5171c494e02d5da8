//! What two laptops say to each other once both are known: a code, how far each holds every chain, and then the same
//! parts that would lie on a stick, read the same way in. The visitor gives first.

use std::io::{self, Cursor, Read, Write};

use store::Store;
use store::exchange::bundle::{BundleFault, Header, Parts, hear_vector, read_part, vector_for, write_for_laptop};
use usecases::nearby::RunNearbyOutput;
use usecases::{Caller, Failure};

const GREETING: &[u8; 16] = b"PAMOJA-NEARBY-1\n";
/// Largest frame that is read, in bytes: one part.
const FRAME_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Parts are cut to this size, in bytes, so that memory stays small.
const PART_BYTES: u64 = 4 * 1024 * 1024;
/// Digits of a pairing code.
pub const CODE_DIGITS: usize = 6;

/// What the host says to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// It was wrong too often.
    Closed,
}

fn put(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(bytes)?;
    stream.flush()
}

fn get(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > FRAME_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // Read as it comes, so that a length alone claims no memory.
    let mut bytes = Vec::new();
    stream.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}

fn broken(_: io::Error) -> Failure {
    Failure::refused("sync-refused-nearby-broken")
}

/// The visitor says the code; the host's answer.
///
/// # Errors
/// `sync-refused-nearby-broken`.
pub fn say_code(stream: &mut (impl Read + Write), code: &str) -> Result<Heard, Failure> {
    put(stream, &[GREETING.as_slice(), code.as_bytes()].concat()).map_err(broken)?;
    match get(stream).map_err(broken)?.as_slice() {
        [0] => Ok(Heard::Right),
        [1] => Ok(Heard::Wrong),
        [2] => Ok(Heard::Closed),
        _ => Err(Failure::refused("sync-refused-nearby-broken")),
    }
}

/// The code a visitor says.
///
/// # Errors
/// `sync-refused-nearby-broken` for anything else.
pub fn hear_code(stream: &mut (impl Read + Write)) -> Result<String, Failure> {
    let said = get(stream).map_err(broken)?;
    let code = said.strip_prefix(GREETING.as_slice()).filter(|code| code.len() == CODE_DIGITS);
    let code = code.and_then(|code| std::str::from_utf8(code).ok()).map(str::to_owned);
    code.ok_or_else(|| Failure::refused("sync-refused-nearby-broken"))
}

/// Answers a code.
///
/// # Errors
/// `sync-refused-nearby-broken`.
pub fn answer_code(stream: &mut (impl Read + Write), heard: Heard) -> Result<(), Failure> {
    let byte = match heard {
        Heard::Right => 0,
        Heard::Wrong => 1,
        Heard::Closed => 2,
    };
    put(stream, &[byte]).map_err(broken)
}

/// Gives and takes, until both hold the same of the areas both may see.
///
/// # Errors
/// `sync-refused-…`, faults of the store. What was taken before stays taken.
pub fn converse(
    stream: &mut (impl Read + Write),
    store: &Store,
    caller: &Caller,
    peer: u32,
    is_visitor: bool,
) -> Result<RunNearbyOutput, Failure> {
    let author = caller.author("sync.run_nearby");
    let mut output = RunNearbyOutput { number: peer, ..RunNearbyOutput::default() };
    put(stream, &vector_for(store, peer)?).map_err(broken)?;
    hear_vector(store, &author, peer, &get(stream).map_err(broken)?).map_err(Failure::from)?;
    if is_visitor {
        give(stream, store, caller, peer, &mut output)?;
        take(stream, store, caller, peer, &mut output)?;
    } else {
        take(stream, store, caller, peer, &mut output)?;
        give(stream, store, caller, peer, &mut output)?;
    }
    Ok(output)
}

/// Parts as frames.
struct Wire<'a, S: Write> {
    stream: &'a mut S,
}

impl<S: Write> Parts for Wire<'_, S> {
    type Out = Vec<u8>;

    fn begin(&mut self, _: &Header) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn end(&mut self, _: &Header, out: Vec<u8>) -> io::Result<()> {
        put(self.stream, &out)
    }
}

fn give(
    stream: &mut impl Write,
    store: &Store,
    caller: &Caller,
    peer: u32,
    output: &mut RunNearbyOutput,
) -> Result<(), Failure> {
    let author = caller.author("sync.run_nearby");
    let written = write_for_laptop(store, &author, peer, PART_BYTES, &mut Wire { stream: &mut *stream })?;
    output.given += written.chunks;
    put(stream, &[]).map_err(broken)
}

fn take(
    stream: &mut impl Read,
    store: &Store,
    caller: &Caller,
    peer: u32,
    output: &mut RunNearbyOutput,
) -> Result<(), Failure> {
    let author = caller.author("sync.run_nearby");
    loop {
        let part = get(stream).map_err(broken)?;
        if part.is_empty() {
            return Ok(());
        }
        let read = read_part(store, &author, &mut Cursor::new(part)).map_err(|fault| match fault {
            BundleFault::Store(fault) => fault.into(),
            BundleFault::Refused(code) => Failure::refused(code),
        })?;
        if read.header.maker != peer {
            return Err(Failure::refused("sync-refused-signature"));
        }
        output.commits += read.commits;
        output.known += read.known;
        output.quarantined += read.quarantined + read.refused;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_bounded_and_cut_ones_are_errors() {
        let mut bytes = Vec::new();
        put(&mut bytes, b"hello").unwrap();
        assert_eq!(get(&mut bytes.as_slice()).unwrap(), b"hello");
        for end in 0..bytes.len() {
            assert!(get(&mut &bytes[..end]).is_err());
        }
        assert!(get(&mut u32::MAX.to_be_bytes().as_slice()).is_err());
    }
}
