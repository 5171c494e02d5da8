//! Friday afternoon: many laptops send the hub their week at once. The hub is the real program's, in a process of its
//! own, over plain HTTP on loopback; the laptops are threads of this one, each with its own store and village.

use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Barrier;
use std::time::{Duration, Instant as Stopwatch};

use domain::{Area, Id};
use store::exchange::Exchange;
use store::read::scope::Scope;
use tokio::runtime::{Handle, Runtime};

use crate::carry::Carrier;
use crate::laptop::FULL;
use crate::report::{Better, Report};
use crate::world::{Joining, Laptop};
use crate::{Outcome, SEED, laptop};

/// Laptops in a full run, and in a small one.
const LAPTOPS: [u32; 2] = [100, 8];
/// Households that each registered.
const HOUSEHOLDS_EACH: u32 = 40;
/// While reference data still moves, what is compared at the end may differ: then another round, as the program does.
const ROUNDS_MAX: u32 = 5;

/// One laptop's exchange.
struct Exchanged {
    taken: Duration,
    ended: Stopwatch,
    refused_busy: u32,
}

/// The hub's process; ended when this is dropped.
pub(crate) struct Running {
    child: Child,
    /// Where it answers.
    pub(crate) address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Measures. `program` is this program's file, which serves a hub when asked to.
///
/// # Errors
/// Faults of hub and laptops, and work that did not arrive.
pub fn measure(folder: &Path, program: &Path, report: &mut Report) -> Outcome<()> {
    let laptops = if report.households >= FULL { LAPTOPS[0] } else { LAPTOPS[1] };
    let hub_folder = folder.join("hub");
    let (codes, hub_key) = found(&hub_folder, laptops)?;
    let process = begin(program, &hub_folder)?;
    let runtime = Runtime::new()?;
    let beside = beside()?;
    let mut documents = 0;
    let mut ready = Vec::new();
    for (place, code) in codes.iter().enumerate() {
        let (laptop, area) = join(beside.path(), place as u32, code, &process, hub_key, runtime.handle())?;
        documents += work(&laptop, area, numbers(place as u32))?;
        ready.push(laptop);
    }
    let before = resident(&process, "VmRSS:")?;
    let (begun, exchanged) = all_at_once(&ready, &process, hub_key, runtime.handle())?;
    let ended = exchanged.iter().map(|one| one.ended).max().unwrap_or(begun);
    report.add("hub.laptops", f64::from(laptops), "", Better::Higher);
    report.add_rate("hub.documents_per_s", documents, ended - begun);
    report.add_percentiles("hub.exchange", exchanged.iter().map(|one| one.taken).collect());
    report.add("hub.rss_mb", resident(&process, "VmHWM:")?, "MB", Better::Lower);
    report.add("hub.rss_before_mb", before, "MB", Better::Lower);
    let busy: u32 = exchanged.iter().map(|one| one.refused_busy).sum();
    report.add("hub.busy_answers", f64::from(busy), "", Better::Lower);
    drop(process);
    let held = hub::setup::open(&hub_folder, None)?.read(|reader| reader.counts(&Scope::everywhere()))?;
    if held.0 + held.1 == documents {
        Ok(())
    } else {
        Err(format!("the hub holds {held:?} households and persons of {documents} documents").into())
    }
}

/// Serves the hub in a folder until this process is ended; says its address first.
///
/// # Errors
/// Faults of the hub.
pub fn serve(folder: &Path) -> Outcome<()> {
    let hub = hub::serve::open_hub(folder, None, true)?;
    let listening = hub::Listening { at: "127.0.0.1:0".parse()?, is_plain: true, console: None };
    let serving = std::sync::Arc::clone(&hub);
    Runtime::new()?.block_on(hub::serve(serving, &listening, hub::serve::asked_to_stop(), |at| println!("{at}")))?;
    hub.end();
    Ok(())
}

/// A hub with a village and a code for each laptop.
pub(crate) fn found(folder: &Path, laptops: u32) -> Outcome<(Vec<String>, [u8; 32])> {
    let founding = hub::setup::Founding {
        folder,
        name: "Benchmark",
        admin: "admin",
        passphrase: "a passphrase for a benchmark",
        key_file: None,
        second_factor: usecases::user::second_factor::Policy::Offered,
    };
    hub::setup::found(&founding)?;
    let store = hub::setup::open(folder, None)?;
    let mut areas = demo::area_csv(SEED);
    for place in 0..laptops {
        areas.push_str(&format!("{},XP0101,3,Crowd {place},Crowd {place},Crowd {place}\n", village(place)));
    }
    let operator = hub::setup::operator();
    usecases::hub_setup::import_areas(&store, &operator, "areas.csv", areas.as_bytes())?;
    let mut codes = Vec::new();
    for place in 0..laptops {
        let name = format!("laptop-{place}");
        codes.push(usecases::hub_setup::issue_code(&store, &operator, &name, &[village(place)], "officer", 24)?);
    }
    Ok((codes, store.signing_key()?.public()))
}

/// A place for the laptops' disks, which are not the hub's: in memory where the system has such a place.
pub(crate) fn beside() -> Outcome<tempfile::TempDir> {
    Ok(match Path::new("/dev/shm") {
        memory if memory.is_dir() => tempfile::tempdir_in(memory)?,
        _ => tempfile::tempdir()?,
    })
}

fn village(place: u32) -> String {
    format!("XP0101C{place:03}")
}

pub(crate) fn begin(program: &Path, folder: &Path) -> Outcome<Running> {
    let mut child =
        Command::new(program).arg("serve-hub").arg("--folder").arg(folder).stdout(Stdio::piped()).spawn()?;
    let mut said = String::new();
    let stdout = child.stdout.take();
    let mut process = Running { child, address: String::new() };
    BufReader::new(stdout.ok_or("the hub has no voice")?).take(100).read_line(&mut said)?;
    if said.trim().is_empty() {
        return Err("the hub did not begin".into());
    }
    process.address = format!("http://{}", said.trim());
    Ok(process)
}

/// Joins and fetches areas and roster.
pub(crate) fn join(
    beside: &Path,
    place: u32,
    code: &str,
    process: &Running,
    hub_key: [u8; 32],
    runtime: &Handle,
) -> Outcome<(Laptop, Id<Area>)> {
    let mut carrier = Carrier::new(&process.address, hub_key, runtime.clone())?;
    let joining = Joining {
        name: format!("laptop-{place}"),
        folder: beside.to_owned(),
        seed: SEED + 1_000 + u64::from(place),
        now: hub::clock::now(),
    };
    let mut laptop = joining.join(code, |path, body| carrier.post(path, body))?;
    exchange(&laptop, &mut carrier)?;
    let areas = laptop.store.read(|reader| reader.areas())?;
    let area = areas.iter().find(|area| area.code == village(place)).ok_or("the village did not come")?.id;
    laptop.caller.areas = vec![area];
    Ok((laptop, area))
}

/// What the laptop registered while it was away: these of the invented households; returns how many documents that makes.
pub(crate) fn work(laptop: &Laptop, area: Id<Area>, numbers: Range<u32>) -> Outcome<u64> {
    let district = demo::District::new(SEED);
    let invented: Vec<demo::Household> = numbers.map(|number| district.household(number)).collect();
    laptop::register_in_bulk(laptop, area, &invented)?;
    Ok(invented.iter().map(|household| 1 + household.members.len() as u64).sum())
}

/// The households of a laptop that no other has.
pub(crate) fn numbers(place: u32) -> Range<u32> {
    place * HOUSEHOLDS_EACH..(place + 1) * HOUSEHOLDS_EACH
}

fn all_at_once(
    laptops: &[Laptop],
    process: &Running,
    hub_key: [u8; 32],
    runtime: &Handle,
) -> Outcome<(Stopwatch, Vec<Exchanged>)> {
    let start = Barrier::new(laptops.len() + 1);
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for laptop in laptops {
            let carrier = Carrier::new(&process.address, hub_key, runtime.clone())?;
            let start = &start;
            running.push(scope.spawn(move || {
                let mut carrier = carrier;
                start.wait();
                let begun = Stopwatch::now();
                exchange(laptop, &mut carrier).map_err(|error| error.to_string())?;
                let ended = Stopwatch::now();
                Ok::<_, String>(Exchanged { taken: ended - begun, ended, refused_busy: carrier.refused_busy })
            }));
        }
        start.wait();
        let begun = Stopwatch::now();
        let ended = running
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Err("a laptop ended in a panic".to_owned())))
            .collect::<Result<_, _>>()?;
        Ok((begun, ended))
    })
}

/// A whole exchange, until both sides are proven equal.
pub(crate) fn exchange(laptop: &Laptop, carrier: &mut Carrier) -> Outcome<()> {
    for _ in 0..ROUNDS_MAX {
        let version = env!("CARGO_PKG_VERSION");
        let mut exchange = Exchange::begin(&laptop.store, laptop.caller.user, hub::clock::now(), version)?;
        while let Some(outgoing) = exchange.next_request()? {
            let answer = carrier.post(outgoing.path, &outgoing.body)?;
            exchange.receive(&answer)?;
        }
        if exchange.summary().is_proven {
            return Ok(());
        }
    }
    Err("the exchange ended with unequal holdings".into())
}

/// Memory of the hub's process, MB of a million bytes.
fn resident(process: &Running, name: &str) -> Outcome<f64> {
    let path = PathBuf::from(format!("/proc/{}/status", process.child.id()));
    let text = std::fs::read_to_string(path)?;
    let line = text.lines().find(|line| line.starts_with(name)).ok_or("the hub's memory is not told")?;
    let kib: f64 = line.split_whitespace().nth(1).ok_or("the hub's memory is not told")?.parse()?;
    Ok(kib * 1_024.0 / 1_000_000.0)
}
