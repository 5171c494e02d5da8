//! The bodies of erasures and of retention rules. What stands in them is carried everywhere and for ever: no value of
//! people is among it.

use data_encoding::{BASE64, HEXLOWER};
use domain::change::{DocumentRef, Fact, Put};
use domain::privacy::{Erasure, RetentionKind, RetentionRule, Seen, is_kept};
use domain::{Id, Instant};
use serde::{Deserialize, Serialize};

use crate::codec::{Reader, Writer};
use crate::field::Key;
use crate::incarnation::{INCARNATION_BYTES, Incarnation};
use crate::limits::CHANGE_OPERATIONS_MAX;
use crate::replay::{RawPut, kind_number, kind_of, read_put, write_put};

/// What is kept lies in it as the values of a change do.
#[derive(Serialize, Deserialize)]
pub(super) struct ErasureBody {
    ruling: String,
    kind: u8,
    document: String,
    home: String,
    kept: String,
    seen: Vec<(String, i64)>,
    ground: String,
    reference: Option<String>,
    at: i64,
}

impl ErasureBody {
    pub fn of(it: &Erasure) -> Self {
        let mut writer = Writer::default();
        writer.number(it.kept.len() as u64);
        for put in &it.kept {
            write_put(&mut writer, &RawPut { key: Key::of(put.field, put.item), value: put.value.clone() });
        }
        Self {
            ruling: hex(it.ruling),
            kind: kind_number(it.document.kind),
            document: hex(it.document.id),
            home: hex(it.home),
            kept: BASE64.encode(&writer.bytes),
            seen: it.seen.iter().map(|seen| (HEXLOWER.encode(&seen.by), seen.at)).collect(),
            ground: it.ground.clone(),
            reference: it.reference.clone(),
            at: it.at.ms(),
        }
    }

    /// None for identities that are none, and for a file that would keep what nobody keeps.
    pub fn read(self, id: Id<Fact>) -> Option<Erasure> {
        let document = DocumentRef { kind: kind_of(self.kind)?, id: identity(&self.document)? };
        let bytes = BASE64.decode(self.kept.as_bytes()).ok()?;
        let mut reader = Reader::new(&bytes);
        let mut kept = Vec::new();
        for _ in 0..reader.count(CHANGE_OPERATIONS_MAX).ok()? {
            let put = read_put(&mut reader).ok()?;
            let field = put.key.field().filter(|field| is_kept(document.kind, *field))?;
            kept.push(Put { document, field, item: put.key.item, value: put.value });
        }
        reader.end().ok()?;
        let seen = |(by, at): &(String, i64)| {
            let by: [u8; INCARNATION_BYTES] = HEXLOWER.decode(by.as_bytes()).ok()?.try_into().ok()?;
            Some(Seen { by, at: *at })
        };
        Some(Erasure {
            id,
            ruling: identity(&self.ruling)?,
            document,
            home: identity(&self.home)?,
            kept,
            seen: self.seen.iter().map(seen).collect::<Option<_>>()?,
            ground: self.ground,
            reference: self.reference,
            at: Instant::from_ms(self.at),
        })
    }
}

/// Who founds the file again: an author of its own for each erasure, so that nobody ever writes on as the same.
pub fn epoch_author(erasure: &Erasure) -> Incarnation {
    let mut nonce = [0; 8];
    nonce.copy_from_slice(&erasure.id.to_bytes()[8..]);
    Incarnation { device: Incarnation::HUB, nonce }
}

/// The values the file is founded with again.
pub fn epoch_puts(erasure: &Erasure) -> Vec<RawPut> {
    let put = |put: &Put| RawPut { key: Key::of(put.field, put.item), value: put.value.clone() };
    let mut puts: Vec<RawPut> = erasure.kept.iter().map(put).collect();
    puts.sort_by_key(|put| put.key);
    puts
}

#[derive(Serialize, Deserialize)]
pub(super) struct RuleBody {
    kind: String,
    months: Option<u16>,
    version: u32,
}

impl RuleBody {
    pub fn of(it: &RetentionRule) -> Self {
        Self { kind: it.kind.code().to_owned(), months: it.months, version: it.version }
    }

    pub fn read(self, id: Id<Fact>) -> Option<RetentionRule> {
        let kind = RetentionKind::parse(&self.kind).ok()?;
        Some(RetentionRule { id, kind, months: self.months, version: self.version })
    }
}

fn hex<T>(id: Id<T>) -> String {
    HEXLOWER.encode(&id.to_bytes())
}

fn identity<T>(text: &str) -> Option<Id<T>> {
    Id::from_slice(&HEXLOWER.decode(text.as_bytes()).ok()?)
}

#[cfg(test)]
mod tests {
    use domain::{DocumentKind, Field, Value};

    use super::*;
    use crate::fact::FactRecord;

    fn erasure() -> Erasure {
        let document = DocumentRef { kind: DocumentKind::Person, id: Id::from_bytes([2; 16]) };
        let put = |field, item: Option<u8>, value: Value| Put {
            document,
            field,
            item: item.map(|item| Id::from_bytes([item; 16])),
            value: Some(value),
        };
        Erasure {
            id: Id::from_bytes([1; 16]),
            ruling: Id::from_bytes([4; 16]),
            document,
            home: Id::from_bytes([5; 16]),
            kept: vec![
                put(Field::Number, None, Value::from("P-0001")),
                put(Field::MemberRole, Some(6), Value::from("child")),
            ],
            seen: vec![Seen { by: [7; 12], at: 99 }],
            ground: "request".to_owned(),
            reference: Some("DP 12/2026".to_owned()),
            at: Instant::from_ms(1_780_000_000_000),
        }
    }

    #[test]
    fn an_erasure_and_a_rule_are_read_back() {
        let rule = RetentionRule {
            id: Id::from_bytes([1; 16]),
            kind: RetentionKind::DeceasedPerson,
            months: Some(60),
            version: 2,
        };
        for fact in [Fact::Erasure(erasure()), Fact::RetentionRule(rule)] {
            assert_eq!(FactRecord::of(&fact).unwrap().fact(), Some(fact));
        }
    }

    #[test]
    fn a_file_keeps_nothing_that_nobody_keeps() {
        let mut greedy = erasure();
        let document = greedy.document;
        greedy.kept.push(Put { document, field: Field::GivenName, item: None, value: Some(Value::from("Halima")) });
        assert_eq!(FactRecord::of(&Fact::Erasure(greedy)).unwrap().fact(), None);
    }

    #[test]
    fn each_erasure_has_an_author_of_its_own() {
        let (one, mut other) = (erasure(), erasure());
        other.id = Id::from_bytes([9; 16]);
        assert_ne!(epoch_author(&one), epoch_author(&other));
        assert!(epoch_author(&one).is_hub());
    }
}
