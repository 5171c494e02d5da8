//! Changes and facts out of raw bytes: of the right shape, with anything in them.

use arbitrary::{Result, Unstructured};
use domain::change::Value;
use domain::{Id, Instant};
use sync::fact::FactRecord;
use sync::field::Key;
use sync::replay::{DocumentChange, RawPut};
use sync::{Hlc, Incarnation};

/// Identities that meet again: of a few documents, of unknown ones now and then.
pub fn id<T>(input: &mut Unstructured<'_>) -> Result<Id<T>> {
    Ok(if input.ratio(3, 4)? {
        Id::from_bytes([input.int_in_range(1..=4)?; 16])
    } else {
        Id::from_bytes(input.arbitrary()?)
    })
}

/// Who wrote it: a few devices, the hub among them.
pub fn incarnation(input: &mut Unstructured<'_>) -> Result<Incarnation> {
    Ok(Incarnation { device: input.int_in_range(0..=4)?, nonce: [input.int_in_range(0..=2)?; 8] })
}

/// An instant of this year, or any at all.
pub fn instant(input: &mut Unstructured<'_>) -> Result<Hlc> {
    if input.ratio(7, 8)? {
        return Ok(Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + i64::from(input.arbitrary::<u16>()?))));
    }
    Ok(Hlc::from_i64(input.arbitrary()?))
}

/// A put of a known field, or of one that a later version knows.
pub fn put(input: &mut Unstructured<'_>) -> Result<RawPut> {
    let number = if input.ratio(9, 10)? { input.int_in_range(1..=40)? } else { input.arbitrary()? };
    let item = if input.ratio(1, 3)? { Some(id(input)?) } else { None };
    let value = match input.int_in_range(0..=5)? {
        0 => None,
        1 => Some(Value::Text(input.arbitrary()?)),
        2 => Some(Value::Number(input.arbitrary()?)),
        3 => Some(Value::Flag(input.arbitrary()?)),
        4 => Some(Value::Text(["", "2026-01-01", "1", "head", "P001"][input.int_in_range(0..=4)?].to_owned())),
        _ => Some(Value::Reference(id::<()>(input)?.to_bytes())),
    };
    Ok(RawPut { key: Key { number, item }, value })
}

/// A list of at most `most` of them.
pub fn list<T>(
    input: &mut Unstructured<'_>,
    most: usize,
    mut one: impl FnMut(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let count = input.int_in_range(0..=most)?;
    (0..count).map(|_| one(input)).collect()
}

/// A change of a document.
pub fn change(input: &mut Unstructured<'_>) -> Result<DocumentChange> {
    Ok(DocumentChange {
        kind: input.int_in_range(0..=3)?,
        document: id(input)?,
        author: if input.ratio(1, 8)? { Some((incarnation(input)?, instant(input)?)) } else { None },
        dependencies: list(input, 3, |input| input.arbitrary())?,
        puts: list(input, 6, put)?,
        hash_prefix: input.arbitrary()?,
    })
}

/// A fact: a known kind with a body that begins right, or anything.
pub fn fact(input: &mut Unstructured<'_>) -> Result<FactRecord> {
    const BODIES: [&str; 5] = [
        r#"{"household":H,"purpose":"registration","given":true,"manner":"spoken","on":"2026-01-01"}"#,
        r#"{"household":H,"consent":H,"on":"2026-01-01"}"#,
        r#"{"household":H,"from":H,"to":H,"why":"closer"}"#,
        r#"{"kind":2,"document":H,"field":"address","item":null,"values":["a",null],"value":"b","reason":null}"#,
        r#"{"settlement":H}"#,
    ];
    let which = input.int_in_range(0..=5_usize)?;
    let body = match BODIES.get(which) {
        Some(body) => {
            let id = format!("{:?}", id::<()>(input)?.to_bytes());
            body.replace('H', &id).into_bytes()
        }
        None => input.arbitrary::<Vec<u8>>()?,
    };
    let kind = if input.ratio(7, 8)? { [1, 2, 3, 5, 6, 77][which] } else { input.arbitrary()? };
    Ok(FactRecord { kind, id: id(input)?, body })
}
