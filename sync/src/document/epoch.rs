//! A document made anew from its own history without some of it: after a chain that parted, after an erasure.

use std::collections::BTreeMap;

use super::past::PastChange;
use super::{Document, ReplayRefusal, prefix};
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::incarnation::Incarnation;
use crate::replay::RawPut;

impl Document {
    /// This document without the changes that are `gone`, and without what was built on them.
    ///
    /// # Errors
    /// [`ReplayRefusal`], for a history that cannot be made again.
    pub fn without(&self, is_gone: impl Fn(&PastChange) -> bool) -> Result<Self, ReplayRefusal> {
        self.made_on(Self::new(), is_gone)
    }

    /// This document in a new epoch: founded by `by` at `at` with nothing but these values, and on it those of its changes
    /// that were built on that founding. The same on every replica, whatever of the former epoch it held.
    ///
    /// # Errors
    /// [`ReplayRefusal`], for values that found nothing.
    pub fn renewed(&self, by: Incarnation, at: Hlc, puts: &[RawPut]) -> Result<Self, ReplayRefusal> {
        let mut founded = Self::new();
        founded.author(by, at, puts)?;
        self.made_on(founded, |past| past.dependencies.is_empty())
    }

    fn made_on(&self, mut kept: Self, is_gone: impl Fn(&PastChange) -> bool) -> Result<Self, ReplayRefusal> {
        let mut known: BTreeMap<_, Hash> = kept.heads().iter().map(|head| (prefix(head), *head)).collect();
        for past in self.history() {
            if is_gone(&past) {
                continue;
            }
            let parents: Option<Vec<Hash>> =
                past.dependencies.iter().map(|parent| known.get(parent).copied()).collect();
            let Some(parents) = parents else { continue };
            let hash = kept.remake(past.by, past.at, parents, &past.puts)?;
            known.insert(prefix(&hash), hash);
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use domain::Instant;
    use domain::change::Value;

    use super::*;
    use crate::field::Key;

    fn put(number: u16, text: &str) -> RawPut {
        RawPut { key: Key { number, item: None }, value: Some(Value::from(text)) }
    }

    fn at(second: i64) -> Hlc {
        Hlc::ZERO.next(Instant::from_ms(1_780_000_000_000 + second * 1_000))
    }

    const OFFICER: Incarnation = Incarnation { device: 3, nonce: [3; 8] };
    const HUB: Incarnation = Incarnation { device: 0, nonce: [9; 8] };

    fn person() -> Document {
        let mut document = Document::new();
        document.author(OFFICER, at(1), &[put(1, "P-1"), put(2, "Halima"), put(3, "Otieno")]).unwrap();
        document.author(OFFICER, at(2), &[put(3, "Odhiambo")]).unwrap();
        document
    }

    #[test]
    fn a_new_epoch_holds_what_is_kept_and_is_the_same_whatever_was_held() {
        let kept = [put(1, "P-1")];
        let from_all = person().renewed(HUB, at(9), &kept).unwrap();
        let from_nothing = Document::new().renewed(HUB, at(9), &kept).unwrap();
        assert_eq!(from_all.heads(), from_nothing.heads());
        assert_eq!(from_all.values().len(), 1);
        for name in ["Halima", "Otieno", "Odhiambo"] {
            let saved = from_all.save_plain();
            assert!(!saved.windows(name.len()).any(|bytes| bytes == name.as_bytes()), "{name} is still in it");
        }
    }

    #[test]
    fn what_was_built_on_the_new_epoch_stays() {
        let kept = [put(1, "P-1")];
        let mut renewed = person().renewed(HUB, at(9), &kept).unwrap();
        renewed.author(HUB, at(10), &[put(14, "2026-01-01")]).unwrap();
        let again = renewed.renewed(HUB, at(9), &kept).unwrap();
        assert_eq!(again.heads(), renewed.heads(), "hearing the ruling again changes nothing");
        assert_eq!(again.values().len(), 2);
    }

    #[test]
    fn a_document_without_a_change_is_without_what_was_built_on_it() {
        let document = person();
        assert_eq!(document.without(|past| past.at == at(2)).unwrap().history().len(), 1);
        assert!(document.without(|past| past.at == at(1)).unwrap().is_empty());
    }
}
