//! The exchange in files: the beginnings of a part by themselves, sealed files as they lie on a stick, and parts of an
//! insider or of the hub that are rightly sealed and signed, with anything in them.

use std::io::Write;

use age::ssh;
use arbitrary::{Result, Unstructured};
use data_encoding::BASE64;
use domain::Id;
use sync::bundle::{
    FeedPage, FeedRun, HELLO_PATH, Header, Held, HeldUpTo, PREFIX_BYTES, Purpose, SECTION_PREFIX_BYTES, Section,
    header_length, section_length,
};
use sync::session::message::Message;
use sync::session::{Hello, Request};
use sync::signing::{SIGNATURE_BYTES, SigningKey};
use sync::{Hash, Incarnation};

use super::insider::{Village, in_village};
use super::use_case::with_world;
use super::{field, say, wire};

/// What stands in a part when its seal is opened, signed by nobody.
pub fn part(bytes: &[u8]) {
    let Some((prefix, rest)) = bytes.split_first_chunk::<PREFIX_BYTES>() else { return };
    let Ok(length) = header_length(prefix) else { return };
    let Some((header_bytes, mut rest)) = rest.split_at_checked(length) else { return };
    if let Ok(header) = Header::read(header_bytes) {
        assert!(!Header::is_signed_by(header_bytes, &[1; 32]), "nobody has signed it");
        let again = header.seal(&super::conversation::hub_key());
        assert_eq!(Header::read(&again[PREFIX_BYTES..]), Ok(header), "a header reads back as what it is");
    }
    let binding = Header::binding(header_bytes);
    for place in 0.. {
        let Some((prefix, tail)) = rest.split_first_chunk::<SECTION_PREFIX_BYTES>() else { return };
        let Ok((kind, length)) = section_length(*prefix) else { return };
        let Some((body, tail)) = tail.split_at_checked(length) else { return };
        assert!(!Section::is_signed_by(body, kind, &binding, place, &[1; 32]), "nobody has signed it");
        if let Ok(section) = Section::read(kind, body) {
            let again = [section.body(), vec![0; SIGNATURE_BYTES]].concat();
            assert_eq!(Section::read(kind, &again), Ok(section), "a section reads back as what it is");
        }
        rest = tail;
    }
}

pub fn part_seeds() -> Vec<Vec<u8>> {
    let key = super::conversation::hub_key();
    let incarnation = Incarnation { device: 4, nonce: [1; 8] };
    let area = Id::from_bytes([8; 16]);
    let run = |through, chunks| FeedRun { area, after: 3, through, chunks };
    let up_to = HeldUpTo { incarnation, n: 9, tip: Hash([7; 32]) };
    let held = Held { epoch: 2, up_to: Some(up_to), set_aside: vec![(3, "sync-refused-hash".to_owned())] };
    let of = |purpose, answers, sections: &[Section]| {
        let receivers = vec![0, 12];
        let header =
            Header { purpose, maker: 7, receivers, bundle: [3; 16], part: 2, parts: 5, answers, made_at_ms: -5 };
        plain(&header, sections, &key)
    };
    vec![
        of(Purpose::ToHub, None, &[Section::Hello(vec![1; 30]), Section::Chunks(vec![vec![1; 40], vec![2; 7]])]),
        of(
            Purpose::FromHub,
            Some([9; 16]),
            &[
                Section::Held(held),
                Section::Feed(FeedPage { epoch: 1, runs: vec![run(8, vec![vec![5; 20]]), run(3, Vec::new())] }),
            ],
        ),
        of(
            Purpose::BetweenLaptops,
            None,
            &[Section::Vector(vec![(incarnation, area, 300)]), Section::Unknown(200), Section::End(i64::MAX as u64)],
        ),
    ]
}

/// A part before it is sealed to its receivers, with its end.
fn plain(header: &Header, sections: &[Section], key: &SigningKey) -> Vec<u8> {
    let mut bytes = header.seal(key);
    let binding = Header::binding(&bytes[PREFIX_BYTES..]);
    let end = Section::End(sections.len() as u64);
    for (place, section) in sections.iter().chain([&end]).enumerate() {
        bytes.extend(section.seal(&binding, place as u64, key).unwrap_or_default());
    }
    bytes
}

/// Seals to the owner of an Ed25519 key, as any tool that knows age can.
pub fn sealed(public: &[u8; 32], plain: &[u8]) -> Vec<u8> {
    let text = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let wire = [text(b"ssh-ed25519"), text(public)].concat();
    let recipient: ssh::Recipient = format!("ssh-ed25519 {}", BASE64.encode(&wire)).parse().expect("a key");
    let receivers = std::iter::once(&recipient as &dyn age::Recipient);
    let mut out = age::Encryptor::with_recipients(receivers)
        .and_then(|encryptor| Ok(encryptor.wrap_output(Vec::new())?))
        .expect("sealing in memory");
    out.write_all(plain).and_then(|()| out.finish()).expect("sealing in memory")
}

/// A file as it lies on a stick, read by the hub and by a laptop.
pub fn file(bytes: &[u8]) {
    with_world(|world, amina, _| {
        let _ = world.hub_reads_stick(bytes);
        let _ = amina.reads_stick(bytes);
        let _ = amina.takes_along(bytes);
    });
}

pub fn file_seeds() -> Vec<Vec<u8>> {
    let public = super::conversation::hub_key().public();
    let whole = sealed(&public, b"a week of work");
    // A header that names many receivers, and one without an end.
    let stanza = b"-> ssh-ed25519 AAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
    let many = [b"age-encryption.org/v1\n".as_slice(), &stanza.repeat(400), b"--- AAAA\n", &[7; 90]].concat();
    vec![whole, many.clone(), many[..20_000].to_vec()]
}

/// A part of an insider for the hub or for a colleague, or of the hub for a laptop.
pub fn insider(bytes: &[u8]) {
    in_village(|village, by| {
        let _ = hands_over(village, by, &mut Unstructured::new(bytes));
    });
}

fn hands_over(village: &Village, by: Incarnation, input: &mut Unstructured<'_>) -> Result<()> {
    let way = input.int_in_range(0..=2)?;
    let file = made(village, by, way, input)?;
    let reads = || if way == 0 { village.world.hub_reads_stick(&file) } else { village.honest.reads_stick(&file) };
    match (reads(), reads()) {
        (Ok(_), Ok(again)) => assert_eq!(again.held, 0, "what was taken is not taken again"),
        (Err(first), Err(again)) => assert_eq!(first, again),
        (first, again) => panic!("a part is taken once and not twice: {first:?}, {again:?}"),
    }
    Ok(())
}

/// A part of the insider for the honest colleague.
pub fn for_colleague(village: &Village, by: Incarnation, input: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    made(village, by, 1, input)
}

/// A part: 0 of the insider for the hub, 1 for the colleague, 2 of the hub for a laptop.
fn made(village: &Village, by: Incarnation, way: u8, input: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let hub = village.world.hub().signing_key().expect("the hub's key");
    let honest = super::conversation::Speaker::of(&village.honest);
    let (purpose, maker, receiver, key, public) = match way {
        0 => (Purpose::ToHub, village.insider.device, 0, &village.insider.key, hub.public()),
        1 => {
            (Purpose::BetweenLaptops, village.insider.device, honest.device, &village.insider.key, honest.key.public())
        }
        _ => (Purpose::FromHub, 0, honest.device, &hub, honest.key.public()),
    };
    let header = Header {
        purpose,
        maker: if input.ratio(1, 24)? { input.int_in_range(0..=9)? } else { maker },
        receivers: if input.ratio(1, 24)? { Vec::new() } else { vec![receiver] },
        bundle: input.arbitrary()?,
        part: 1,
        parts: input.int_in_range(1..=3)?,
        answers: input.arbitrary()?,
        made_at_ms: input.arbitrary()?,
    };
    let mut sections =
        field::list(input, 4, |input| section(village, by, (&header, honest.incarnation, way == 2), input))?;
    if input.ratio(1, 16)? {
        sections.push(Section::End(input.int_in_range(0..=5)?));
    }
    let mut plain = plain(&header, &sections, key);
    if input.ratio(1, 12)? {
        plain.truncate(usize::from(input.arbitrary::<u16>()?) % (plain.len() + 1));
    }
    if input.ratio(1, 12)? {
        let at = usize::from(input.arbitrary::<u16>()?) % plain.len().max(1);
        if let Some(byte) = plain.get_mut(at) {
            *byte ^= input.int_in_range(1..=255)?;
        }
    }
    Ok(sealed(&public, &plain))
}

/// How far somebody says to hold the chains of the village.
pub fn vector(village: &Village, input: &mut Unstructured<'_>) -> Result<Section> {
    let honest = super::conversation::Speaker::of(&village.honest).incarnation;
    let places = field::list(input, 4, |input| {
        let by = if input.ratio(1, 2)? { honest } else { field::incarnation(input)? };
        Ok((by, area(village, input)?, say::number(input)?))
    })?;
    Ok(Section::Vector(places))
}

fn area(village: &Village, input: &mut Unstructured<'_>) -> Result<Id<domain::Area>> {
    Ok(*input.choose(&[Id::NIL, village.area, village.area, village.foreign, Id::from_bytes([3; 16])])?)
}

/// A section of any kind, with what stands in such sections.
fn section(
    village: &Village,
    by: Incarnation,
    (header, chain, is_of_hub): (&Header, Incarnation, bool),
    input: &mut Unstructured<'_>,
) -> Result<Section> {
    Ok(match input.int_in_range(0..=8)? {
        0 => Section::Hello(hello(village, by, header, input)?),
        1 => vector(village, input)?,
        2 => Section::Unknown(input.int_in_range(6..=255)?),
        3 => {
            let up_to = HeldUpTo {
                incarnation: if input.ratio(3, 4)? { chain } else { field::incarnation(input)? },
                n: say::number(input)?,
                tip: Hash([input.arbitrary()?; 32]),
            };
            Section::Held(Held {
                epoch: if input.ratio(7, 8)? { 1 } else { input.int_in_range(0..=3)? },
                up_to: if input.ratio(3, 4)? { Some(up_to) } else { None },
                set_aside: field::list(input, 3, |input| Ok((say::number(input)?, input.arbitrary()?)))?,
            })
        }
        4 | 5 if is_of_hub => {
            let runs = field::list(input, 3, |input| {
                // A hub that goes ahead of itself would have to be heard of no more: places that are, or were.
                let after = input.int_in_range(0..=3)?;
                let through = after + input.int_in_range(0..=1)?;
                let chunks = chunks(village, by, input)?;
                // A hub holds what it gives out, whatever it says of the place.
                village.pushes(by, &chunks);
                Ok(FeedRun { area: area(village, input)?, after, through, chunks })
            })?;
            Section::Feed(FeedPage { epoch: input.int_in_range(0..=1)?, runs })
        }
        _ => Section::Chunks(chunks(village, by, input)?),
    })
}

fn chunks(village: &Village, by: Incarnation, input: &mut Unstructured<'_>) -> Result<Vec<Vec<u8>>> {
    Ok(match input.int_in_range(0..=4)? {
        0 => Vec::new(),
        1 => vec![input.arbitrary()?],
        2 => wire::chunk_seeds().into_iter().take(2).collect(),
        3 => village.hands_out(by, input)?.into_iter().rev().collect(),
        _ => village.hands_out(by, input)?,
    })
}

/// A hello for this bundle, or nearly.
fn hello(village: &Village, by: Incarnation, header: &Header, input: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let hello = Hello {
        incarnation: by,
        tip_n: say::number(input)?,
        tip: Hash::ZERO,
        clock_ms: input.arbitrary()?,
        version: String::new(),
        epoch: input.int_in_range(0..=2)?,
        cursors: field::list(input, 3, |input| Ok((village.area, say::number(input)?)))?,
        protocol: 2,
        holdings: [0; 16],
        witnessed: None,
    };
    let session = if input.ratio(7, 8)? { header.bundle } else { [0; 16] };
    let body = if input.ratio(7, 8)? { hello.to_bytes() } else { input.arbitrary()? };
    Ok(Request { device: village.insider.device, session, body }.seal(HELLO_PATH, &village.insider.key))
}
