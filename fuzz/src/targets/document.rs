//! Documents: the stored form, and changes of anybody into any document.

use arbitrary::{Result, Unstructured};
use domain::change::Value;
use domain::{Field, Id};
use sync::document::prefix;
use sync::field::Key;
use sync::replay::{DocumentChange, RawPut};
use sync::{Document, Hlc, Incarnation};

use super::field;

/// A document as it lies in the store. Not bytes from outside: Automerge's own form is read only from pages that
/// SQLCipher has authenticated, because there are bytes of it that are right in form and unfold without end
/// (`tests/fixtures/poison`). What is fed here are damaged packings and the documents that replay makes.
pub fn load(bytes: &[u8]) {
    if let Ok(document) = Document::load(bytes) {
        look(&document);
    }
}

/// Everything that is asked of a document.
fn look(document: &Document) {
    let _ = (document.values(), document.conflicts(), document.history(), document.items(20));
    let saved = document.save().expect("what was loaded can be saved");
    let again = Document::load(&saved).expect("what was saved can be loaded");
    assert_eq!(again.heads(), document.heads());
    assert_eq!(again.values(), document.values());
}

fn put(field: Field, text: &str) -> RawPut {
    RawPut { key: Key::of(field, None), value: Some(Value::from(text)) }
}

/// A document in which two officers wrote apart.
fn written_apart() -> Option<Document> {
    let by = |device| Incarnation { device, nonce: [device as u8; 8] };
    let mut mine = Document::new();
    let first = mine
        .author(by(1), Hlc::from_i64(1), &[put(Field::GivenName, "Grace"), put(Field::FamilyName, "Mwangi")])
        .ok()?;
    let mut theirs = Document::load(&mine.save().ok()?).ok()?;
    mine.author(by(1), Hlc::from_i64(2), &[put(Field::GivenName, "Gracie")]).ok()?;
    let puts = [put(Field::GivenName, "Greis")];
    let hash = theirs.author(by(2), Hlc::from_i64(3), &puts).ok()?;
    mine.replay(by(2), Hlc::from_i64(3), &[prefix(&first)], &puts, prefix(&hash)).ok()?;
    Some(mine)
}

pub fn load_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> =
        [Some(Document::new()), written_apart()].iter().flatten().filter_map(|document| document.save().ok()).collect();
    seeds.push(b"\x01not a packed document".to_vec());
    seeds
}

/// Any change into any document: what is refused leaves it as it was, what is taken can be saved and read.
pub fn replay(bytes: &[u8]) {
    let _ = replay_all(&mut Unstructured::new(bytes));
}

fn replay_all(input: &mut Unstructured<'_>) -> Result<()> {
    let mut document = Document::new();
    for _ in 0..input.int_in_range(0..=6)? {
        let puts = field::list(input, 5, field::put)?;
        let _ = document.author(field::incarnation(input)?, field::instant(input)?, &puts);
    }
    let Ok(saved) = document.save() else { return Ok(()) };
    for _ in 0..input.int_in_range(0..=4)? {
        let mut change: DocumentChange = field::change(input)?;
        if input.ratio(2, 3)? {
            let dependencies = document.dependencies();
            change.dependencies = dependencies.into_iter().take(input.int_in_range(0..=3)?).collect();
        }
        let (by, at) = match change.author {
            Some(author) => author,
            None => (field::incarnation(input)?, field::instant(input)?),
        };
        // What an honest author would have computed on these heads, so that some are taken.
        if input.ratio(1, 2)?
            && let Ok(mut theirs) = Document::load(&saved)
            && theirs.dependencies() == change.dependencies
            && let Ok(hash) = theirs.author(by, at, &change.puts)
        {
            change.hash_prefix = prefix(&hash);
        }
        let mut copy = Document::load(&document.save().expect("a document can be saved")).expect("and loaded");
        if copy.replay(by, at, &change.dependencies, &change.puts, change.hash_prefix).is_ok() {
            document = copy;
        }
        look(&document);
    }
    Ok(())
}

pub fn replay_seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = (0..12_u8)
        .map(|seed| (0..600_u16).map(|at| (at.wrapping_mul(u16::from(seed) * 2 + 3) >> 3) as u8 ^ seed).collect())
        .collect();
    seeds.push(vec![0xff; 400]);
    seeds.push(Id::<()>::from_bytes([7; 16]).to_bytes().repeat(30));
    seeds
}
