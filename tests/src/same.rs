//! Comparing stores line by line.

use std::collections::BTreeSet;

/// Compares rows and tells only those that differ.
///
/// # Panics
/// When any do.
pub fn assert_same(left: &str, right: &str, what: &str) {
    let (here, there): (BTreeSet<&str>, BTreeSet<&str>) = (left.lines().collect(), right.lines().collect());
    let only = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| a.difference(b).copied().collect::<Vec<_>>().join("\n");
    assert!(here == there, "{what}\nonly here:\n{}\nonly there:\n{}", only(&here, &there), only(&there, &here));
}
