//! A hub and three laptops as real programs, everybody at work; programs are killed and lines spoilt at random. In the
//! end they come together: lights green, every chain sound, no acknowledged act missing anywhere.
//!
//! `PAMOJA_CHAOS_SECONDS` says how long (40 unless told), `PAMOJA_SEED` chooses other acts. The instants differ in every
//! run: that is the point.

#[allow(dead_code, reason = "the story of the kills uses the rest")]
mod kill {
    pub mod ledger;
    pub mod officer;
}

use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use kill::officer::Officer;
use serde_json::{Value, json};
use stories::program::{Hub, Programs, Serving};
use stories::proxy::{Proxy, Way, Weather};

/// How long unless `PAMOJA_CHAOS_SECONDS` says otherwise.
const SECONDS: u64 = 40;
const NAMES: [&str; 3] = ["amina", "joseph", "salma"];
/// A laptop is killed within this time after it was opened, in milliseconds.
const WORK_MS: u64 = 2_500;
/// Exchanges after healing until everybody holds everything, at the most.
const HEALING_MAX: usize = 8;

fn number(name: &str, otherwise: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn weather(&mut self) -> Weather {
        let way = if self.below(2) == 0 { Way::Up } else { Way::Down };
        // Half of them in the handshake and the first messages, half anywhere in a longer exchange.
        let at = if self.below(2) == 0 { self.below(1_500) } else { self.below(8_000) } as usize;
        match self.below(20) {
            0..4 => Weather::Clear,
            4..12 => Weather::Cut(way, at),
            12..17 => Weather::Flip(way, at),
            17 | 18 => Weather::Slow {
                latency: Duration::from_millis(self.below(120)),
                rate: 10_000 + self.below(200_000) as u32,
            },
            _ => Weather::HalfOpen,
        }
    }
}

/// The hub, which dies and comes back somewhere else.
struct Centre {
    hub: Hub,
    serving: Mutex<Option<Serving>>,
    kills: AtomicU32,
}

impl Centre {
    fn starts(&self, proxies: &[Proxy]) {
        let serving = self.hub.listens(&["--log-format", "json"]);
        proxies.iter().for_each(|proxy| proxy.leads_to(serving.line.address()));
        *self.serving.lock().expect("no panic") = Some(serving);
    }

    fn dies(&self, is_looked_at: bool) {
        if let Some(mut serving) = self.serving.lock().expect("no panic").take() {
            serving.kill();
        }
        self.kills.fetch_add(1, Ordering::Relaxed);
        if is_looked_at {
            self.hub.verifies();
        }
    }

    fn dies_and_comes_back_until(&self, end: Instant, proxies: &[Proxy], mut chance: Chance) {
        while Instant::now() < end {
            thread::sleep(Duration::from_millis(1_000 + chance.below(5_000)));
            self.dies(chance.below(3) == 0);
            thread::sleep(Duration::from_millis(chance.below(800)));
            self.starts(proxies);
        }
    }
}

fn weather_changes_until(end: Instant, proxies: &[Proxy], mut chance: Chance) {
    while Instant::now() < end {
        let proxy = &proxies[chance.below(proxies.len() as u64) as usize];
        proxy.weather(chance.weather());
        if chance.below(4) == 0 {
            proxy.cuts_all();
        }
        thread::sleep(Duration::from_millis(chance.below(400)));
    }
    proxies.iter().for_each(|proxy| {
        proxy.weather(Weather::Clear);
        proxy.cuts_all();
    });
}

/// Everybody exchanges until all lights are green, and once more: what the last one brought reaches the first.
fn heal(lines: &[Serving]) {
    let (mut said, mut good) = (Vec::new(), 0);
    for _ in 0..HEALING_MAX {
        said = lines.iter().map(|serving| serving.line.call("sync.run", &json!({}))).collect();
        let is_good = said.iter().all(Result::is_ok) && lines.iter().all(|serving| darkness(serving).is_null());
        good = if is_good { good + 1 } else { 0 };
        if good == 2 {
            return;
        }
    }
    let dark: Vec<Value> = lines.iter().map(darkness).collect();
    panic!("they do not come together: {said:?} {dark:#?}");
}

/// The lights of a laptop when not all of them are green.
fn darkness(serving: &Serving) -> Value {
    let lights = serving.line.does("sync.lights", &json!({}));
    let is_green = lights["lights"].as_array().into_iter().flatten().all(|light| light["is_green"] == true);
    if is_green { Value::Null } else { lights }
}

#[test]
fn programs_that_are_killed_and_cut_at_random_come_together() {
    let (seconds, seed) = (number("PAMOJA_CHAOS_SECONDS", SECONDS), number("PAMOJA_SEED", 1));
    println!("{seconds} seconds, PAMOJA_SEED={seed}");
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::founded(&programs, folder.path(), &demo::area_csv(1));
    let centre = Centre { hub, serving: Mutex::default(), kills: AtomicU32::new(0) };
    let proxies: Vec<Proxy> = NAMES.iter().map(|_| Proxy::to("127.0.0.1:1")).collect();
    centre.starts(&proxies);
    let mut officers: Vec<Officer> = NAMES
        .iter()
        .zip(&proxies)
        .zip(seed..)
        .map(|((name, proxy), seed)| {
            let (code, url) = (centre.hub.code(name, "XP0101"), format!("https://{}", proxy.address()));
            Officer::joins(&programs, name, &folder.path().join(name), &url, &code, seed)
        })
        .collect();

    let end = Instant::now() + Duration::from_secs(seconds);
    let kills = AtomicU32::new(0);
    thread::scope(|scope| {
        for officer in &mut officers {
            officer.work_ms = WORK_MS;
            let kills = &kills;
            scope.spawn(move || {
                while Instant::now() < end {
                    officer.works_until_killed();
                    kills.fetch_add(1, Ordering::Relaxed);
                    if officer.draw(6) == 0 {
                        officer.verifies();
                    }
                }
            });
        }
        scope.spawn(|| weather_changes_until(end, &proxies, Chance(seed ^ 0xabcd)));
        scope.spawn(|| centre.dies_and_comes_back_until(end, &proxies, Chance(seed ^ 0x1234)));
    });

    let lines: Vec<Serving> = officers.iter_mut().map(Officer::finds_everything).collect();
    heal(&lines);
    for officer in &officers {
        lines.iter().for_each(|serving| officer.ledger.is_seen_at(&serving.line));
        println!("{}: {}", officer.name, officer.ledger.summary());
    }
    let strikes: usize = proxies.iter().map(Proxy::struck).sum();
    let (kills, hub_kills) = (kills.into_inner(), centre.kills.load(Ordering::Relaxed));
    println!("{kills} kills of laptops, {hub_kills} of the hub, {strikes} times a line was spoilt");
    assert!(kills >= 6 && hub_kills >= 3 && strikes >= 10, "enough went wrong");
    drop(lines);
    officers.iter().for_each(Officer::verifies);
    centre.dies(true);
}
