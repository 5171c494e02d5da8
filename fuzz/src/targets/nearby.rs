//! What another laptop says over a line: the code, and after it how far it holds every chain and parts of a stick.

use std::io::{self, Cursor, Read, Write};

use arbitrary::{Result, Unstructured};
use sync::Incarnation;

use super::insider::{Village, in_village};
use super::stick;

// The room itself brings the window's toolkit along, which nothing here needs: its one file that reads the line is read.
#[path = "../../../src-tauri/src/nearby/wire.rs"]
mod line;

/// A line on which everything was said already; what is answered goes nowhere.
struct Line(Cursor<Vec<u8>>);

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // In small pieces, as a network brings it.
        let most = into.len().min(700);
        self.0.read(&mut into[..most])
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn line_of(bytes: &[u8]) -> Line {
    Line(Cursor::new(bytes.to_vec()))
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

/// Before anybody is known: a visitor says a code, a host answers one.
pub fn code(bytes: &[u8]) {
    if let Ok(code) = line::hear_code(&mut line_of(bytes)) {
        assert_eq!(code.len(), line::CODE_DIGITS);
    }
    let heard = line::say_code(&mut line_of(bytes), "123456");
    assert_eq!(heard.is_ok(), matches!(bytes, [0, 0, 0, 1, 0..=2, ..]), "one byte says it");
    assert!(line::answer_code(&mut line_of(bytes), heard.unwrap_or(line::Heard::Closed)).is_ok());
}

pub fn code_seeds() -> Vec<Vec<u8>> {
    vec![
        frame(b"PAMOJA-NEARBY-1\n123456"),
        frame("PAMOJA-NEARBY-1\n\u{0661}\u{0662}\u{0663}".as_bytes()),
        frame(&[0]),
        frame(&[2]),
        [u32::MAX.to_be_bytes().as_slice(), &[0; 50]].concat(),
        [0x00_ff_ff_ff_u32.to_be_bytes().as_slice(), &[0; 50]].concat(),
    ]
}

/// A certified laptop says anything: the first byte says who visits whom and whether the rest is a line or makes one.
pub fn peer(bytes: &[u8]) {
    in_village(|village, by| {
        let Some((how, bytes)) = bytes.split_first() else { return };
        let said = match how & 2 {
            0 => bytes.to_vec(),
            _ => said(village, by, &mut Unstructured::new(bytes)).unwrap_or_default(),
        };
        let caller = village.honest.caller();
        let device = village.insider.device;
        let done = line::converse(&mut line_of(&said), village.honest.store(), &caller, device, how & 1 == 1);
        if let Err(failure) = done {
            assert!(failure.kind != usecases::FailureKind::Fault, "{failure}");
        }
    });
}

fn said(village: &Village, by: Incarnation, input: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let vector = if input.ratio(1, 6)? { input.arbitrary()? } else { stick::vector(village, input)?.body() };
    let mut line = frame(&vector);
    for _ in 0..input.int_in_range(0..=2)? {
        let part = if input.ratio(1, 8)? { input.arbitrary()? } else { stick::for_colleague(village, by, input)? };
        line.extend(frame(&part));
    }
    line.extend(frame(&[]));
    Ok(line)
}

pub fn peer_seeds() -> Vec<Vec<u8>> {
    let plain = [frame(&[0]), frame(&[]), frame(b"not a part")].concat();
    let mut seeds: Vec<Vec<u8>> = (0..2).map(|how| [&[how], plain.as_slice()].concat()).collect();
    seeds.extend(
        super::insider::seeds()
            .into_iter()
            .take(12)
            .enumerate()
            .map(|(at, seed)| [&[2 | at as u8 & 1], seed.as_slice()].concat()),
    );
    seeds
}
