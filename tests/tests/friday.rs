//! Friday afternoon: everybody comes at once. Nobody is turned away for good, everybody is held, the hub is sound.
//!
//! The hub is the real program; the laptops are stores in threads. `PAMOJA_FRIDAY_LAPTOPS` and
//! `PAMOJA_FRIDAY_HOUSEHOLDS` make it a measurement: documents a second and what one laptop waits are printed.

use std::env;
use std::path::Path;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use stories::program::{Hub, Programs};
use stories::wire::{Exchanged, Member, Wire};
use sync::session::laptop::path;

fn number(name: &str, otherwise: u32) -> u32 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A district with a village for every laptop: what one sends, the others need not fetch.
fn areas(villages: u32) -> String {
    let mut csv = "code,parent_code,level,name_en\nXF,,0,Land\nXF01,XF,1,Coast\nXF0101,XF01,2,District\n".to_owned();
    for village in 0..villages {
        csv.push_str(&format!("XF0101{village:03},XF0101,3,Village {village}\n"));
    }
    csv
}

fn registers(laptop: &mut Member, area: u32, household: u32) {
    let areas = laptop.does("area.list", json!({}));
    let code = format!("XF0101{area:03}");
    let area_id = areas["areas"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|known| known["code"] == code)
        .expect("its village")["area_id"]
        .clone();
    let members: Vec<_> = (0..4)
        .map(|place| {
            json!({
                "given_name": (["Asha", "Juma", "Zena", "Omar"][place]), "family_name": format!("Mwakazi{}", letters(area * 1_000 + household)),
                "other_names": null, "full_name": null, "name_other_script": null, "sex": "2",
                "birth": { "on": format!("{}-03-01", 1_980 + place * 9), "precision": "year" },
                "role": (if place == 0 { "head" } else { "child" }), "civil_status": null, "education": null, "disability": null,
                "occupation": null, "phones": [], "identity_documents": [],
            })
        })
        .collect();
    laptop.does(
        "registry.register",
        json!({ "area_id": area_id, "address": format!("House {household}"), "dwelling": null, "water_source": null,
                "registered_on": "2026-06-01", "members": members, "consent": null, "draft_id": null }),
    );
}

/// A number as letters, since names have no digits.
fn letters(number: u32) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { format!("{}{last}", letters(number / 26)) }
}

fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted[at.saturating_sub(1).min(sorted.len() - 1)]
}

/// What an operator wants to know: documents a second, and how long one laptop waits.
fn report(documents: u32, took: Duration, exchanged: &[(Duration, Exchanged)]) {
    let of = |route: &str| {
        let all = exchanged.iter().flat_map(|(_, exchanged)| &exchanged.took);
        let mut took: Vec<Duration> = all.filter(|(known, _)| *known == route).map(|(_, took)| *took).collect();
        took.sort_unstable();
        took
    };
    let mut all: Vec<Duration> = exchanged.iter().map(|(took, _)| *took).collect();
    all.sort_unstable();
    println!(
        "{} laptops, {documents} documents: {:.0} documents/s; one exchange p50 {:?} p99 {:?}; hello p99 {:?}, push p99 {:?}; busy {}",
        exchanged.len(),
        f64::from(documents) / took.as_secs_f64(),
        percentile(&all, 0.5),
        percentile(&all, 0.99),
        percentile(&of(path::HELLO), 0.99),
        percentile(&of(path::PUSH), 0.99),
        exchanged.iter().map(|(_, exchanged)| exchanged.busy).sum::<u32>(),
    );
}

/// Joins and registers: what comes before Friday afternoon.
fn prepares(url: &str, code: &str, folder: &Path, at: u32, households: u32) -> (Wire, Member) {
    let mut wire = Wire::to(url);
    let mut laptop = Member::joins(&mut wire, code, &folder.join(format!("laptop{at}")), at as u8 + 1);
    (0..households).for_each(|household| registers(&mut laptop, at, household));
    (wire, laptop)
}

#[test]
fn on_friday_everybody_comes_at_once_and_everybody_is_held() {
    let (laptops, households) = (number("PAMOJA_FRIDAY_LAPTOPS", 12), number("PAMOJA_FRIDAY_HOUSEHOLDS", 6));
    assert!(laptops < 200, "each has its own number of one byte");
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::founded(&programs, folder.path(), &areas(laptops));
    let serving = hub.serves(&[]);
    let codes: Vec<String> =
        (0..laptops).map(|at| hub.code(&format!("laptop {at}"), &format!("XF0101{at:03}"))).collect();
    let url = serving.line.url();
    // Who cannot join must not keep the others waiting at the line of departure.
    let ready: Vec<(Wire, Member)> = thread::scope(|scope| {
        let joining: Vec<_> = codes
            .iter()
            .zip(0_u32..)
            .map(|(code, at)| {
                let (url, folder) = (&url, folder.path());
                scope.spawn(move || prepares(url, code, folder, at, households))
            })
            .collect();
        joining.into_iter().map(|joining| joining.join().expect("a laptop that joins")).collect()
    });
    let (begin, pushed) = (Barrier::new(laptops as usize + 1), std::sync::Mutex::new(Vec::new()));
    let mut began = Instant::now();
    let exchanged: Vec<(Duration, Exchanged)> = thread::scope(|scope| {
        let working: Vec<_> = ready
            .into_iter()
            .zip(0_u32..)
            .map(|((mut wire, mut laptop), at)| {
                let (begin, pushed) = (&begin, &pushed);
                scope.spawn(move || {
                    begin.wait();
                    let began = Instant::now();
                    let exchanged = laptop.exchanges(&mut wire).unwrap_or_else(|code| panic!("laptop {at}: {code}"));
                    let took = began.elapsed();
                    let until_pushed: Duration = exchanged
                        .took
                        .iter()
                        .filter(|(route, _)| matches!(*route, path::HELLO | path::PUSH))
                        .map(|(_, took)| *took)
                        .sum();
                    pushed.lock().expect("no panic").push(began + until_pushed);
                    (took, exchanged)
                })
            })
            .collect();
        begin.wait();
        began = Instant::now();
        working.into_iter().map(|working| working.join().expect("a laptop that does not panic")).collect()
    });

    let last = pushed.lock().expect("no panic").iter().max().copied().unwrap_or(began);
    report(laptops * households * 5, last.duration_since(began), &exchanged);
    for (_, exchanged) in &exchanged {
        assert!(exchanged.summary.is_proven, "{exchanged:?}");
        assert_eq!(exchanged.summary.refused + exchanged.summary.quarantined, 0);
    }
    drop(serving);
    hub.verifies();
}
