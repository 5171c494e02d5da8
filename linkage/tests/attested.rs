//! Measures the sound keys on attested romanisations of one name, and how many names a key brings along.
//!
//! The tables are reference material outside the checkout; without them the test says that it was skipped.

use linkage::sound;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const LEAST_SHARE_PERMILLE: usize = 850;
const MOST_CANDIDATES_PER_100_NAMES: usize = 300;

fn reference() -> Option<PathBuf> {
    let given = std::env::var_os("PAMOJA_REFERENCE").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference");
    let found = given.into_iter().chain([beside]).map(|root| root.join("linkage")).find(|root| root.is_dir());
    if found.is_none() {
        println!("SKIPPED: set PAMOJA_REFERENCE to the folder that holds linkage/arabic_variant_pairs.tsv");
    }
    found
}

#[test]
fn attested_spellings_share_a_key() {
    let Some(root) = reference() else { return };
    let text = std::fs::read_to_string(root.join("arabic_variant_pairs.tsv")).unwrap();
    let (mut pairs, mut met, mut people, mut people_met) = (0_usize, 0_usize, 0_u64, 0_u64);
    let mut native_met = 0_usize;
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[a, b, native, count] = fields.as_slice() else { continue };
        let count: u64 = count.parse().unwrap();
        let share = |x: &str, y: &str| sound::keys(x).iter().any(|key| sound::keys(y).contains(key));
        pairs += 1;
        people += count;
        if share(a, b) {
            met += 1;
            people_met += count;
        }
        native_met += usize::from(share(a, native) || share(b, native));
    }
    println!("pairs {pairs}, sharing a key {met} ({:.1} %)", met as f64 * 100.0 / pairs as f64);
    println!("by people: {:.1} %", people_met as f64 * 100.0 / people as f64);
    println!("native script meets one of its romanisations: {:.1} %", native_met as f64 * 100.0 / pairs as f64);
    assert!(met * 1000 >= pairs * LEAST_SHARE_PERMILLE);
}

#[test]
fn keys_bring_few_other_names_along() {
    let Some(root) = reference() else { return };
    let mut files: Vec<_> =
        std::fs::read_dir(root.join("tables")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut all_names, mut all_candidates) = (0, 0);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let names: BTreeSet<&str> = text.lines().filter_map(|line| line.split('\t').next()).collect();
        let mut buckets: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for name in &names {
            for key in sound::keys(name) {
                buckets.entry(key).or_default().insert(name);
            }
        }
        let candidates: usize = names
            .iter()
            .map(|name| sound::keys(name).iter().flat_map(|key| &buckets[key]).collect::<BTreeSet<_>>().len())
            .sum();
        println!(
            "{:<18} {:>5} names, mean bucket {:.2}, mean candidates {:.2}, largest bucket {}",
            file.file_name().unwrap().to_string_lossy(),
            names.len(),
            buckets.values().map(BTreeSet::len).sum::<usize>() as f64 / buckets.len() as f64,
            candidates as f64 / names.len() as f64,
            buckets.values().map(BTreeSet::len).max().unwrap_or(0),
        );
        all_names += names.len();
        all_candidates += candidates;
    }
    println!("all: mean candidates per name {:.2}", all_candidates as f64 / all_names as f64);
    assert!(all_candidates * 100 <= all_names * MOST_CANDIDATES_PER_100_NAMES);
}
