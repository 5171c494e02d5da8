//! Every target with its seeds, its corpus, the poison, and a bounded number of mutants: no panic, no hang, and no more
//! memory than the target may hold. `$PAMOJA_MUTANTS` multiplies the mutants, `$PAMOJA_FUZZ_SEED` changes them.
#![allow(unsafe_code)] // the allocator that counts, below

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crash::Chance;
use fuzz::{TARGETS, Target, corpus, files_in, mutant};

/// Longest time one input may take, on a busy machine and without optimisation.
const SECONDS_MAX: Duration = Duration::from_secs(20);

/// Counts what this thread holds, and the most it ever held.
struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    // A thread that is ending has no counters any more; what it frees then is nobody's concern.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: every call is handed on unchanged to the system's allocator, whose contract is the caller's; counting touches
// two cells of this thread that need no allocation and no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: by the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: by the caller's promise.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: by the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: by the caller's promise.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What one input cost; the panic's text when it did panic.
fn feed(target: &Target, bytes: &[u8]) -> Result<(isize, Duration), String> {
    let before = HELD.get();
    MOST.set(before);
    let began = Instant::now();
    catch_unwind(AssertUnwindSafe(|| (target.feed)(bytes))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
    })?;
    Ok((MOST.get() - before, began.elapsed()))
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|told| told.parse().ok()).unwrap_or(otherwise)
}

/// Runs one target; the worst of its inputs is told.
fn runs(target: &Target) -> Vec<String> {
    let poison = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/poison");
    let mut inputs: Vec<(String, Vec<u8>)> = files_in(&corpus(target));
    inputs.extend((target.seeds)().into_iter().enumerate().map(|(at, bytes)| (format!("seed {at}"), bytes)));
    inputs.extend(files_in(&poison).into_iter().flat_map(|(name, bytes)| {
        [(format!("{name} behind a zero"), [&[0], bytes.as_slice()].concat()), (name, bytes)]
    }));
    inputs.push(("nothing".to_owned(), Vec::new()));
    let of: Vec<Vec<u8>> = inputs.iter().map(|(_, bytes)| bytes.clone()).collect();
    let mut chance = Chance::new(number("PAMOJA_FUZZ_SEED", 1));
    let mutants = target.mutants as u64 * number("PAMOJA_MUTANTS", 1);
    inputs.extend((0..mutants).map(|at| (format!("mutant {at}"), mutant(&of, &mut chance))));

    let (mut problems, mut most, mut slowest, began) = (Vec::new(), 0, Duration::ZERO, Instant::now());
    // What is made once (a world, a dictionary) is not the input's.
    let _ = feed(target, of.first().map_or(&[], Vec::as_slice));
    for (name, bytes) in &inputs {
        match feed(target, bytes) {
            Err(panic) => problems.push(format!("{name}: panic: {panic}\n  {}", hex(bytes))),
            Ok((held, took)) => {
                most = most.max(held);
                slowest = slowest.max(took);
                if held > (target.mib_max as isize) << 20 {
                    problems.push(format!("{name}: held {} MiB\n  {}", held >> 20, hex(bytes)));
                }
                if took > SECONDS_MAX {
                    problems.push(format!("{name}: took {took:?}\n  {}", hex(bytes)));
                }
            }
        }
    }
    eprintln!(
        "{}: {} inputs in {:.1?}, the largest held {} KiB, the slowest took {slowest:.1?}",
        target.name,
        inputs.len(),
        began.elapsed(),
        most >> 10
    );
    problems
}

fn hex(bytes: &[u8]) -> String {
    let shown: String = bytes.iter().take(600).map(|byte| format!("{byte:02x}")).collect();
    if bytes.len() > 600 { format!("{shown}… ({} bytes)", bytes.len()) } else { shown }
}

fn all(names: &[&str]) {
    let mut problems = Vec::new();
    for target in TARGETS.iter().filter(|target| names.contains(&target.name)) {
        problems.extend(runs(target).into_iter().take(3).map(|problem| format!("{}: {problem}", target.name)));
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// Targets that need a world of laptops and a hub.
const WORLDLY: [&str; 13] = [
    "exchange",
    "on_the_way",
    "insider",
    "hub_says",
    "carrying",
    "stick_file",
    "stick",
    "line",
    "rescue_file",
    "rescue",
    "area_file",
    "use_case",
    "use_case_shape",
];
const FILES: [&str; 3] = ["table", "sheet", "name"];

#[test]
fn what_travels_is_read_or_refused() {
    let others: Vec<&str> =
        TARGETS.iter().map(|it| it.name).filter(|name| !WORLDLY.contains(name) && !FILES.contains(name)).collect();
    assert_eq!(others.len() + WORLDLY.len() + FILES.len(), TARGETS.len());
    all(&others);
}

#[test]
fn files_that_people_bring_are_read_or_refused() {
    all(&FILES);
}

#[test]
fn the_conversation_goes_on_whatever_is_said() {
    all(&["exchange", "on_the_way", "stick_file", "rescue_file"]);
}

#[test]
fn a_laptop_goes_on_whatever_its_hub_says() {
    all(&["hub_says", "carrying"]);
}

#[test]
fn an_insider_blocks_nobody() {
    all(&["insider", "stick", "line", "rescue"]);
}

#[test]
fn any_input_to_any_use_case_is_a_refusal_or_a_result() {
    all(&["area_file", "use_case", "use_case_shape"]);
}

#[test]
fn the_corpus_belongs_to_the_targets() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for entry in std::fs::read_dir(root).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_known = TARGETS.iter().any(|target| name.to_str() == Some(target.name)) || name == "README.md";
        assert!(is_known, "{name:?} is the corpus of no target");
    }
}
