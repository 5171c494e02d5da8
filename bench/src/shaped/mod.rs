//! The link model against a real connection: a week travels between two network namespaces of this machine, from the
//! real client to the real hub over TLS, through packets that are delayed, paced and lost as the link says; then the
//! model says how long that should have taken.
//!
//! Needs Linux, root, and a kernel with network namespaces and TUN devices; says SKIPPED where it lacks them.

mod device;
mod serve;

use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

use store::exchange::Exchange;

use crate::laptop::Built;
use crate::link::{LINKS, Link};
use crate::report::{Better, Report};
use crate::traffic::Traffic;
use crate::world::{Laptop, World};
use crate::{Outcome, SEED, week};

/// Households of the world that travels.
const HOUSEHOLDS: u32 = 5_000;
/// Changes on the laptop of each run, and on another one.
const CHANGES: [u32; 2] = [1_000, 750];
/// Which links are tried, and how often: with loss, one run is an accident.
const RUNS: [(usize, u64); 5] = [(0, 1), (1, 1), (2, 1), (4, 3), (5, 5)];

/// Runs them all.
///
/// # Errors
/// Faults of what travels; a machine that cannot is none.
pub fn measure(folder: &Path, report: &mut Report) -> Outcome<()> {
    if let Err(why) = device::Between::open(&LINKS[2], 0) {
        eprintln!("SKIPPED: the check of the link model: {why}");
        return Ok(());
    }
    let mut world = World::new(folder, SEED + 5)?;
    let mut unsaid = Report::new(HOUSEHOLDS);
    let mut built = Built::build(&mut world, HOUSEHOLDS, &mut unsaid)?;
    world.exchange(&built.laptop)?;
    let (mut other, _) = world.join("laptop-b", u64::MAX)?;
    let mut round = 0;
    for (place, times) in RUNS {
        let link = &LINKS[place];
        let (mut measured, mut model) = (Duration::ZERO, Duration::ZERO);
        for seed in 1..=times {
            round += 1;
            let [here, elsewhere] = [
                week::plan(&world, &built, CHANGES[0], 100 + round),
                week::plan(&world, &built, CHANGES[1], 200 + round),
            ];
            world.exchange(&built.laptop)?;
            let (here, _) = week::work(&mut world, &mut built.laptop, &here)?;
            let (elsewhere, _) = week::work(&mut world, &mut other, &elsewhere)?;
            world.exchange(&other)?;
            let traffic = travel(&world, &built.laptop, link, seed)?;
            week::check(&traffic, here, elsewhere)?;
            measured += traffic.taken;
            model += traffic.time(link);
        }
        tell(link, measured / times as u32, model / times as u32, report);
    }
    Ok(())
}

fn tell(link: &Link, measured: Duration, model: Duration, report: &mut Report) {
    let (measured, model) = (measured.as_secs_f64(), model.as_secs_f64());
    report.add(&format!("link.{}_measured_s", link.name), measured, "s", Better::Lower);
    report.add(&format!("link.{}_model_s", link.name), model, "s", Better::Lower);
    let error = (model - measured).abs() * 100.0 / measured;
    report.add(&format!("link.{}_error_percent", link.name), error, "%", Better::Lower);
}

/// One exchange over a shaped connection, from connecting to the last thing done.
fn travel(world: &World, laptop: &Laptop, link: &Link, seed: u64) -> Outcome<Traffic> {
    let between = device::Between::open(link, seed)?;
    let serving = serve::Serving::begin(&world.hub, between.hub())?;
    let traffic = std::thread::scope(|scope| {
        let exchanging = scope.spawn(|| {
            enter(between.laptop()).map_err(|error| error.to_string())?;
            exchange(laptop, &serving, world).map_err(|error| error.to_string())
        });
        exchanging.join().unwrap_or_else(|_| Err("the exchange ended in a panic".to_owned()))
    })?;
    Ok(traffic)
}

fn exchange(laptop: &Laptop, serving: &serve::Serving, world: &World) -> Outcome<Traffic> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let hub_key = world.hub.store().signing_key()?.public();
    let carrier = crate::carry::Carrier::new(&serving.address(), hub_key, runtime.handle().clone())?;
    let mut traffic = Traffic::default();
    let now = world.days.now();
    let begun = Stopwatch::now();
    let mut since = begun;
    let mut exchange = Exchange::begin(&laptop.store, laptop.caller.user, now, env!("CARGO_PKG_VERSION"))?;
    while let Some(outgoing) = exchange.next_request()? {
        let asked = Stopwatch::now();
        let answer = runtime.block_on(carrier.send(outgoing.path, &outgoing.body))?;
        let answered = Stopwatch::now();
        let at_hub = serving.last().ok_or("the hub answered nothing")?;
        traffic.record([outgoing.body.len() as u64, answer.len() as u64], [asked - since, at_hub]);
        exchange.receive(&answer)?;
        since = answered;
    }
    (traffic.taken, traffic.rest) = (begun.elapsed(), since.elapsed());
    traffic.summary = exchange.summary();
    if traffic.summary.is_proven { Ok(traffic) } else { Err("the exchange ended with unequal holdings".into()) }
}

/// The calling thread, and those that it begins, are in this network namespace from now on.
fn enter(namespace: &File) -> std::io::Result<()> {
    use std::os::fd::AsFd;
    Ok(rustix::thread::move_into_link_name_space(namespace.as_fd(), Some(rustix::thread::LinkNameSpaceType::Network))?)
}
