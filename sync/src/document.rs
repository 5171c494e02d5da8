//! A flat Automerge document: root-level scalars only, so that two values written apart are both still there.
//!
//! The only file that touches Automerge. Authoring and replay are one function, so that what an author saw and what a
//! receiver computes cannot differ. Load, work, save, drop: a loaded document holds 15–19 KB whatever its size.

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ChangeHash, ROOT, ReadDoc, ScalarValue, hydrate};
use domain::Id;
use domain::change::{Item, Value};
use thiserror::Error;

use crate::field::Key;
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::limits::CHANGE_OPERATIONS_MAX;
use crate::pack::{pack_document, unpack_document};
use crate::replay::{HashPrefix, RawPut};

mod epoch;
mod past;

pub use past::PastChange;

/// Why a change was not taken into a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReplayRefusal {
    /// It builds on changes that are not here yet.
    #[error("a change it builds on is missing")]
    MissingDependency,
    /// Replaying its meaning gives another hash than its author's.
    #[error("the replayed hash differs from the author's")]
    HashDiffers,
    /// Above its limits, or it would change nothing.
    #[error("not a change that this program would write: {0}")]
    NotAChange(&'static str),
    /// The stored form cannot be read.
    #[error("the stored document cannot be read")]
    Unreadable,
}

/// One of the values that stand in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The value; none for a cleared field.
    pub value: Option<Value>,
    /// Who wrote it.
    pub by: Incarnation,
    /// When.
    pub at: Hlc,
    /// The change it was written in.
    pub change: Hash,
}

/// A field with two or more different values, the provisional one last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflicted {
    /// The key.
    pub key: Key,
    /// The values; lists show the last one for now.
    pub standing: Vec<Standing>,
    /// What everybody had before they parted.
    pub last_agreed: Option<Value>,
}

/// A document that is loaded.
pub struct Document {
    doc: Automerge,
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

impl Document {
    /// An empty document.
    pub fn new() -> Self {
        Self { doc: Automerge::new() }
    }

    /// Loads a packed document.
    ///
    /// # Errors
    /// [`ReplayRefusal::Unreadable`].
    pub fn load(packed: &[u8]) -> Result<Self, ReplayRefusal> {
        let plain = unpack_document(packed).map_err(|_| ReplayRefusal::Unreadable)?;
        let doc = Automerge::load(&plain).map_err(|_| ReplayRefusal::Unreadable)?;
        Ok(Self { doc })
    }

    /// The packed form.
    ///
    /// # Errors
    /// [`ReplayRefusal::NotAChange`] above the size of a document.
    pub fn save(&self) -> Result<Vec<u8>, ReplayRefusal> {
        pack_document(&self.doc.save_nocompress()).map_err(|_| ReplayRefusal::NotAChange("document above its limit"))
    }

    /// The unpacked saved form, for training dictionaries.
    pub fn save_plain(&self) -> Vec<u8> {
        self.doc.save_nocompress()
    }

    /// Nothing was ever put.
    pub fn is_empty(&self) -> bool {
        self.doc.get_heads().is_empty()
    }

    /// The heads, sorted.
    pub fn heads(&self) -> Vec<Hash> {
        let mut heads: Vec<Hash> = self.doc.get_heads().into_iter().map(|head| Hash(head.0)).collect();
        heads.sort();
        heads
    }

    /// What an author's change builds on: the present heads.
    pub fn dependencies(&self) -> Vec<HashPrefix> {
        self.heads().iter().map(prefix).collect()
    }

    /// Makes a change on top of the present heads. Returns its hash.
    ///
    /// # Errors
    /// [`ReplayRefusal::NotAChange`] above the limit or when nothing would change.
    pub fn author(&mut self, by: Incarnation, at: Hlc, puts: &[RawPut]) -> Result<Hash, ReplayRefusal> {
        make(&mut self.doc, by, at, puts)
    }

    /// Makes somebody else's change on top of what they saw, and keeps it only when its hash begins as theirs did.
    ///
    /// # Errors
    /// All of [`ReplayRefusal`]; the document should be dropped then.
    pub fn replay(
        &mut self,
        by: Incarnation,
        at: Hlc,
        dependencies: &[HashPrefix],
        puts: &[RawPut],
        expected: HashPrefix,
    ) -> Result<Hash, ReplayRefusal> {
        let parents = if self.heads().iter().map(prefix).eq(dependencies.iter().copied()) {
            self.heads()
        } else if let Some(held) = self.find(by, at) {
            return if prefix(&held) == expected { Ok(held) } else { Err(ReplayRefusal::HashDiffers) };
        } else {
            self.named(dependencies)?
        };
        let hash = self.remake(by, at, parents, puts)?;
        if prefix(&hash) == expected { Ok(hash) } else { Err(ReplayRefusal::HashDiffers) }
    }

    /// Makes somebody's change on top of what they saw; one that is here already changes nothing. Returns its hash, which
    /// the caller must compare.
    ///
    /// # Errors
    /// [`ReplayRefusal::MissingDependency`], [`ReplayRefusal::NotAChange`]; the document should be dropped then.
    pub fn remake(
        &mut self,
        by: Incarnation,
        at: Hlc,
        mut parents: Vec<Hash>,
        puts: &[RawPut],
    ) -> Result<Hash, ReplayRefusal> {
        parents.sort_unstable();
        parents.dedup();
        if self.heads() == parents {
            return make(&mut self.doc, by, at, puts);
        }
        if let Some(held) = self.find(by, at) {
            return Ok(held);
        }
        let mut past = self.fork(&parents)?;
        let hash = make(&mut past, by, at, puts)?;
        let change = past.get_change_by_hash(&ChangeHash(hash.0)).ok_or(ReplayRefusal::Unreadable)?;
        self.doc.apply_changes([change]).map_err(|_| ReplayRefusal::Unreadable)?;
        Ok(hash)
    }

    /// Whether a change by this incarnation at this instant is here.
    pub fn holds(&self, by: Incarnation, at: Hlc) -> bool {
        self.find(by, at).is_some()
    }

    /// A change by this incarnation at this instant, if it is here.
    fn find(&self, by: Incarnation, at: Hlc) -> Option<Hash> {
        let actor = ActorId::from(by.to_bytes().as_slice());
        self.doc
            .get_changes_meta(&[])
            .into_iter()
            .find(|meta| meta.actor.as_ref() == &actor && meta.timestamp == at.to_i64())
            .map(|meta| Hash(meta.hash.0))
    }

    /// Whether all of this is here.
    pub fn knows(&self, dependencies: &[HashPrefix]) -> bool {
        self.named(dependencies).is_ok()
    }

    /// The changes that begin with these bytes.
    fn named(&self, dependencies: &[HashPrefix]) -> Result<Vec<Hash>, ReplayRefusal> {
        let metas = self.doc.get_changes_meta(&[]);
        let find = |dependency: &HashPrefix| {
            let meta = metas.iter().find(|meta| prefix(&Hash(meta.hash.0)) == *dependency);
            meta.map(|meta| Hash(meta.hash.0)).ok_or(ReplayRefusal::MissingDependency)
        };
        dependencies.iter().map(find).collect()
    }

    /// The document as it was at these heads.
    fn fork(&self, heads: &[Hash]) -> Result<Automerge, ReplayRefusal> {
        if heads.is_empty() {
            return Ok(Automerge::new());
        }
        let heads: Vec<ChangeHash> = heads.iter().map(|head| ChangeHash(head.0)).collect();
        self.doc.fork_at(&heads).map_err(|_| ReplayRefusal::MissingDependency)
    }

    /// The value shown for each key: the provisional winner where several stand.
    pub fn values(&self) -> BTreeMap<Key, Value> {
        let mut values = BTreeMap::new();
        for item in self.doc.map_range(ROOT, ..) {
            let (Some(key), Some(value)) = (Key::parse(&item.key), value_of(&item.value)) else { continue };
            values.insert(key, value);
        }
        values
    }

    /// The items for which a field was ever put, those that were cleared included.
    pub fn items(&self, number: u16) -> Vec<Id<Item>> {
        let keys = self.doc.map_range(ROOT, ..).filter_map(|item| Key::parse(&item.key));
        keys.filter(|key| key.number == number).filter_map(|key| key.item).collect()
    }

    /// The fields in which different values stand.
    pub fn conflicts(&self) -> Vec<Conflicted> {
        let mut found = Vec::new();
        for item in self.doc.map_range(ROOT, ..).filter(|item| item.conflict) {
            let Some(key) = Key::parse(&item.key) else { continue };
            let standing = self.standing(&item.key);
            let mut different: Vec<&Option<Value>> = standing.iter().map(|standing| &standing.value).collect();
            different.sort();
            different.dedup();
            if different.len() > 1 {
                let last_agreed = self.last_agreed(&item.key, &standing);
                found.push(Conflicted { key, standing, last_agreed });
            }
        }
        found.sort_by_key(|conflicted| conflicted.key);
        found
    }

    /// All values that stand under a key, the winner last.
    fn standing(&self, key: &str) -> Vec<Standing> {
        let Ok(all) = self.doc.get_all(ROOT, key) else { return Vec::new() };
        let read = |(value, op): (automerge::Value<'_>, automerge::ObjId)| {
            let automerge::ObjId::Id(_, actor, _) = &op else { return None };
            let change = self.doc.hash_for_opid(&op)?;
            let meta = self.doc.get_change_meta_by_hash(&change)?;
            let value = match value {
                automerge::Value::Scalar(scalar) => from_scalar(&scalar),
                automerge::Value::Object(_) => None,
            };
            let by = Incarnation::from_slice(actor.to_bytes())?;
            Some(Standing { value, by, at: Hlc::from_i64(meta.timestamp), change: Hash(change.0) })
        };
        all.into_iter().filter_map(read).collect()
    }

    /// What stood before the first of the contending changes, when its author saw a single value.
    fn last_agreed(&self, key: &str, standing: &[Standing]) -> Option<Value> {
        let first = standing
            .iter()
            .filter_map(|standing| self.doc.get_change_by_hash(&ChangeHash(standing.change.0)))
            .min_by_key(|change| change.start_op())?;
        if first.deps().is_empty() {
            return None;
        }
        self.value_at(key, first.deps())
    }

    /// The value of a key as it was at these heads.
    fn value_at(&self, key: &str, heads: &[ChangeHash]) -> Option<Value> {
        match self.doc.get_at(ROOT, key, heads).ok()??.0 {
            automerge::Value::Scalar(scalar) => from_scalar(&scalar),
            automerge::Value::Object(_) => None,
        }
    }
}

/// First bytes of a hash.
pub fn prefix(hash: &Hash) -> HashPrefix {
    [hash.0[0], hash.0[1], hash.0[2], hash.0[3]]
}

/// The one way a change comes to be, for its author and for everybody who replays it.
fn make(doc: &mut Automerge, by: Incarnation, at: Hlc, puts: &[RawPut]) -> Result<Hash, ReplayRefusal> {
    if puts.is_empty() || puts.len() > CHANGE_OPERATIONS_MAX {
        return Err(ReplayRefusal::NotAChange("no values, or too many"));
    }
    // No clock of ours says so ([`Hlc::next`]); Automerge keeps instants as differences, and two far apart overflow.
    if at < Hlc::ZERO {
        return Err(ReplayRefusal::NotAChange("an instant before 1970"));
    }
    let refuse = |_| ReplayRefusal::NotAChange("a value that cannot be put");
    doc.set_actor(ActorId::from(by.to_bytes().as_slice()));
    let is_new = doc.get_heads().is_empty();
    let mut transaction = doc.transaction();
    if is_new {
        // Twelve times faster than single puts, and as deterministic: keys are taken in order.
        let mut map = hydrate::Map::default();
        for put in puts {
            let value = hydrate::Value::Scalar(scalar_of(put.value.as_ref()));
            map.insert(put.key.to_text(), hydrate::MapValue { value, conflict: false });
        }
        transaction.init_root_from_hydrate(&map).map_err(refuse)?;
    } else {
        for put in puts {
            transaction.put(ROOT, put.key.to_text(), scalar_of(put.value.as_ref())).map_err(refuse)?;
        }
    }
    let options = CommitOptions::default().with_time(at.to_i64());
    let (hash, _) = transaction.commit_with(options);
    hash.map(|hash| Hash(hash.0)).ok_or(ReplayRefusal::NotAChange("nothing would change"))
}

fn scalar_of(value: Option<&Value>) -> ScalarValue {
    match value {
        None => ScalarValue::Null,
        Some(Value::Text(text)) => ScalarValue::Str(text.as_str().into()),
        Some(Value::Number(number)) => ScalarValue::Int(*number),
        Some(Value::Flag(flag)) => ScalarValue::Boolean(*flag),
        Some(Value::Reference(bytes)) => ScalarValue::Bytes(bytes.to_vec()),
    }
}

fn from_scalar(scalar: &ScalarValue) -> Option<Value> {
    match scalar {
        ScalarValue::Str(text) => Some(Value::Text(text.to_string())),
        ScalarValue::Int(number) => Some(Value::Number(*number)),
        ScalarValue::Boolean(flag) => Some(Value::Flag(*flag)),
        ScalarValue::Bytes(bytes) => Some(Value::Reference(bytes.as_slice().try_into().ok()?)),
        // Types that only a later version writes are kept by Automerge and not shown.
        _ => None,
    }
}

fn value_of(value: &automerge::ValueRef<'_>) -> Option<Value> {
    use automerge::{ScalarValueRef, ValueRef};
    match value {
        ValueRef::Scalar(ScalarValueRef::Str(text)) => Some(Value::Text(text.to_string())),
        ValueRef::Scalar(ScalarValueRef::Int(number)) => Some(Value::Number(*number)),
        ValueRef::Scalar(ScalarValueRef::Boolean(flag)) => Some(Value::Flag(*flag)),
        ValueRef::Scalar(ScalarValueRef::Bytes(bytes)) => Some(Value::Reference(bytes.as_ref().try_into().ok()?)),
        ValueRef::Scalar(_) | ValueRef::Object(_) => None,
    }
}
