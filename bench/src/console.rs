//! Monday morning: central staff work in the console while laptops sync. One hub in a process of its own; every session asks
//! again as soon as it is answered, which is harder than people are, and every laptop sends new work as soon as it is in step.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Stopwatch};

use domain::{Area, Id};
use reqwest::header::{AUTHORIZATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::runtime::{Handle, Runtime};

use crate::carry::Carrier;
use crate::crowd::{self, Running};
use crate::laptop::FULL;
use crate::report::{Better, Report};
use crate::world::Laptop;
use crate::{Outcome, SEED};

/// Laptops, sessions and seconds in a full run, and in a small one.
const SIZES: [(u32, u32, u64); 2] = [(100, 200, 30), (4, 8, 2)];
/// Of so many requests of a session one signs in again.
const SIGN_IN_EVERY: u64 = 100;
/// New households that a laptop sends at a time.
const VISITS: u32 = 5;
const PASSPHRASE: &str = "a passphrase for a benchmark";

/// What a session was answered.
#[derive(Default)]
struct Worked {
    taken: Vec<Duration>,
    signed_in: Vec<Duration>,
    refused: u64,
    first_refusal: Option<String>,
}

/// What a laptop came to.
#[derive(Default)]
struct Synced {
    taken: Vec<Duration>,
    busy: u32,
}

/// Measures. `program` is this program's file, which serves a hub when asked to.
///
/// # Errors
/// Faults of hub and laptops; a refusal is a figure and no error.
pub fn measure(folder: &Path, program: &Path, report: &mut Report) -> Outcome<()> {
    let (laptops, sessions, seconds) = SIZES[usize::from(report.households < FULL)];
    let hub_folder = folder.join("hub");
    let (codes, hub_key) = crowd::found(&hub_folder, laptops)?;
    staff(&hub_folder, sessions)?;
    let process = crowd::begin(program, &hub_folder)?;
    let runtime = Runtime::new()?;
    let beside = crowd::beside()?;
    let mut ready = Vec::new();
    for (place, code) in codes.iter().enumerate() {
        let (laptop, area) = crowd::join(beside.path(), place as u32, code, &process, hub_key, runtime.handle())?;
        crowd::work(&laptop, area, crowd::numbers(place as u32))?;
        crowd::exchange(&laptop, &mut Carrier::new(&process.address, hub_key, runtime.handle().clone())?)?;
        ready.push((laptop, area));
    }
    let tokens = runtime.block_on(sign_in_all(&process, sessions))?;
    let is_over = Arc::new(AtomicBool::new(false));
    let begun = Stopwatch::now();
    let working = tokens.into_iter().enumerate().map(|(number, token)| {
        let (address, is_over) = (process.address.clone(), Arc::clone(&is_over));
        runtime.spawn(
            async move { work(&address, number as u64, token, &is_over).await.map_err(|fault| fault.to_string()) },
        )
    });
    let working: Vec<_> = working.collect();
    let synced = sync(&ready, &process, hub_key, runtime.handle(), (begun, seconds))?;
    is_over.store(true, Ordering::Relaxed);
    let mut all = Worked::default();
    for one in working {
        let one = runtime.block_on(one)??;
        all.taken.extend(one.taken);
        all.signed_in.extend(one.signed_in);
        all.refused += one.refused;
        all.first_refusal = all.first_refusal.or(one.first_refusal);
    }
    if let Some(refusal) = &all.first_refusal {
        eprintln!("the first call that was refused: {refusal}");
    }
    report.add("console.sessions", f64::from(sessions), "", Better::Higher);
    report.add_rate("console.requests_per_s", (all.taken.len() + all.signed_in.len()) as u64, begun.elapsed());
    report.add_percentiles("console.", all.taken);
    report.add_percentiles("console.sign_in", all.signed_in);
    report.add("console.refused", all.refused as f64, "", Better::Lower);
    report.add("console.exchanges", synced.taken.len() as f64, "", Better::Higher);
    report.add_percentiles("console.exchange", synced.taken);
    report.add("console.busy_answers", f64::from(synced.busy), "", Better::Lower);
    Ok(())
}

fn name(number: u32) -> String {
    format!("staff-{number}")
}

/// An account for each session.
fn staff(folder: &Path, sessions: u32) -> Outcome<()> {
    let store = hub::setup::open(folder, None)?;
    for number in 0..sessions {
        usecases::hub_setup::add_user(
            &store,
            &hub::setup::operator(),
            &name(number),
            (&["administrator"], &[]),
            PASSPHRASE,
        )?;
    }
    Ok(())
}

fn client() -> Outcome<Client> {
    // The hub under test is on this machine and speaks plain HTTP; what is asked of TLS is never used.
    let tls = crate::carry::tls([0; 32])?;
    Ok(Client::builder().tls_backend_preconfigured(tls).no_proxy().timeout(Duration::from_secs(120)).build()?)
}

async fn sign_in_all(process: &Running, sessions: u32) -> Outcome<Vec<String>> {
    let client = client()?;
    let mut tokens = Vec::new();
    for number in 0..sessions {
        tokens.push(sign_in(&client, &process.address, u64::from(number)).await?);
    }
    Ok(tokens)
}

async fn sign_in(client: &Client, address: &str, number: u64) -> Outcome<String> {
    let input = json!({ "user_id": null, "name": format!("staff-{number}"), "passphrase": PASSPHRASE });
    let request = client.post(format!("{address}/call/access.unlock")).header("x-pamoja", "1").body(input.to_string());
    let answer = request.send().await?;
    let cookie = answer.headers().get(SET_COOKIE).and_then(|cookie| cookie.to_str().ok()).map(str::to_owned);
    let status = answer.status();
    let token = cookie.and_then(|cookie| Some(cookie.split(';').next()?.split_once('=')?.1.to_owned()));
    Ok(token.ok_or_else(|| format!("signing in was answered {status}"))?)
}

/// One session: mostly searches and openings, now and then a list, seldom a sign-in.
async fn work(address: &str, number: u64, token: String, is_over: &AtomicBool) -> Outcome<Worked> {
    let client = client()?;
    let (mut worked, mut household) = (Worked::default(), None);
    let mut token = token;
    let district = demo::District::new(SEED);
    for turn in number * 7.. {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        let begun = Stopwatch::now();
        if turn % SIGN_IN_EVERY == SIGN_IN_EVERY - 1 {
            match sign_in(&client, address, number).await {
                Ok(next) => token = next,
                Err(fault) => refused(&mut worked, &format!("access.unlock: {fault}")),
            }
            worked.signed_in.push(begun.elapsed());
            continue;
        }
        let (use_case, input) = next(turn, &district, household.as_deref());
        let request = client.post(format!("{address}/call/{use_case}")).body(input.to_string());
        let answered = answered(request.header(AUTHORIZATION, format!("Bearer {token}"))).await;
        worked.taken.push(begun.elapsed());
        let (status, said) = match answered {
            Ok(answered) => answered,
            Err(broken) => {
                refused(&mut worked, &format!("{use_case}: {broken:?}"));
                continue;
            }
        };
        if status != StatusCode::OK || said["output"].is_null() {
            refused(&mut worked, &format!("{use_case}: {status} {}", said["failure"]));
        }
        let found = said["output"]["hits"][0]["household_id"].as_str().map(str::to_owned);
        household = found.or(household);
    }
    Ok(worked)
}

/// An answer as it was read to its end.
async fn answered(request: RequestBuilder) -> Result<(StatusCode, Value), reqwest::Error> {
    let answer = request.send().await?;
    let status = answer.status();
    Ok((status, serde_json::from_slice(&answer.bytes().await?).unwrap_or_default()))
}

fn refused(worked: &mut Worked, what: &str) {
    worked.refused += 1;
    worked.first_refusal.get_or_insert_with(|| what.to_owned());
}

fn next(turn: u64, district: &demo::District, household: Option<&str>) -> (&'static str, Value) {
    match (turn % 10, household) {
        (0..=3, _) | (4..=6, None) => {
            let invented = district.household((turn % 4_000) as u32);
            let names = invented.members.iter().filter_map(|member| member.family_name.clone());
            let text = names.into_iter().find(|name| name.chars().count() >= 3).unwrap_or_else(|| "Mwangi".to_owned());
            ("registry.search", json!({ "text": text, "area_id": null }))
        }
        (4..=6, Some(household)) => ("registry.open_household", json!({ "household_id": household })),
        (7, _) => ("today.overview", json!({})),
        (8, _) => ("conflict.list", json!({ "state": "open", "offset": 0 })),
        (_, _) if turn % 20 < 10 => ("device.list", json!({})),
        (_, _) => ("sync.lights", json!({})),
    }
}

/// Every laptop sends new work again and again until the time is over.
fn sync(
    laptops: &[(Laptop, Id<Area>)],
    process: &Running,
    hub_key: [u8; 32],
    runtime: &Handle,
    (begun, seconds): (Stopwatch, u64),
) -> Outcome<Synced> {
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for (place, (laptop, area)) in laptops.iter().enumerate() {
            let carrier = Carrier::new(&process.address, hub_key, runtime.clone())?;
            running.push(scope.spawn(move || {
                let (mut carrier, mut synced) = (carrier, Synced::default());
                for round in 1.. {
                    // A morning's visits, of numbers that no laptop used before.
                    let from = crowd::numbers(round * laptops.len() as u32 + place as u32).start;
                    crowd::work(laptop, *area, from..from + VISITS).map_err(|fault| fault.to_string())?;
                    let since = Stopwatch::now();
                    crowd::exchange(laptop, &mut carrier).map_err(|fault| fault.to_string())?;
                    synced.taken.push(since.elapsed());
                    if begun.elapsed() >= Duration::from_secs(seconds) {
                        break;
                    }
                }
                synced.busy = carrier.refused_busy;
                Ok::<_, String>(synced)
            }));
        }
        let mut all = Synced::default();
        for one in running {
            let one = one.join().unwrap_or_else(|_| Err("a laptop ended in a panic".to_owned()))?;
            all.taken.extend(one.taken);
            all.busy += one.busy;
        }
        Ok(all)
    })
}
