//! Bad lines between real programs: cut at every kind of place, silent, owned by a sign-in page, repeating, flipping
//! bytes. Work is never lost or doubled, the person is told what it is, and the next good line heals everything.

use std::time::{Duration, Instant};

use stories::desk::Desk;
use stories::program::{Hub, Programs, Serving};
use stories::proxy::{PLACES, Proxy, Way, Weather};
use stories::wire::{Member, Wire};
use tempfile::TempDir;

/// One village and everything above it.
const AREA: &str = "XP0101";

struct Place {
    programs: Programs,
    folder: TempDir,
    hub: Hub,
    serving: Serving,
    proxy: Proxy,
    scheme: &'static str,
}

fn place(is_plain: bool) -> Place {
    let programs = Programs::find();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::founded(&programs, folder.path(), &demo::area_csv(1));
    let figures = ["--metrics-listen", "0"];
    let serving = if is_plain { hub.serves(&figures) } else { hub.listens(&figures) };
    let proxy = Proxy::to(serving.line.address());
    Place { programs, folder, hub, serving, proxy, scheme: if is_plain { "http" } else { "https" } }
}

impl Place {
    fn desk(&self, name: &str) -> Desk {
        self.tries(name).unwrap_or_else(|failure| panic!("{name} cannot join: {failure:#}"))
    }

    fn tries(&self, name: &str) -> Result<Desk, serde_json::Value> {
        let url = format!("{}://{}", self.scheme, self.proxy.address());
        Desk::joins(&self.programs, self.folder.path(), name, &url, &self.hub.code(name, AREA))
    }

    fn figure(&self, name: &str) -> f64 {
        let text = Wire::to(self.serving.line.metrics()).send("GET", "/metrics", b"").expect("figures").body;
        let text = String::from_utf8(text).expect("text");
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no {name} in {text}"))
    }

    /// In clear weather all is well again, and the hub holds so many families.
    fn heals(self, mut desk: Desk, families: u64) {
        self.proxy.weather(Weather::Clear);
        desk.syncs().unwrap_or_else(|code| panic!("in clear weather: {code}"));
        let (is_green, lights) = desk.is_green();
        assert!(is_green, "{lights:#}");
        assert_eq!(desk.households(), families);
        desk.verifies();
        let other = self.desk("witness");
        other.syncs().expect("another laptop exchanges");
        assert_eq!(other.households(), families, "what the hub holds, as another laptop sees it");
        drop((desk, other));
        let Self { hub, serving, .. } = self;
        drop(serving);
        hub.verifies();
    }
}

#[test]
fn a_line_cut_at_any_place_of_any_message_loses_and_doubles_nothing() {
    let place = place(true);
    let mut desk = place.desk("amina");
    let (mut families, mut cuts) = (0, Vec::new());
    for message in 0.. {
        let before = place.proxy.struck();
        for (way, at) in [Way::Up, Way::Down].into_iter().flat_map(|way| PLACES.map(|at| (way, at))) {
            desk.registers();
            families += 1;
            let struck = place.proxy.struck();
            place.proxy.weather(Weather::CutMessage(message, way, at));
            let cut = desk.syncs();
            place.proxy.weather(Weather::Clear);
            if place.proxy.struck() > struck {
                cuts.push((message, way, at));
            }
            if let Err(code) = cut {
                assert_eq!(code, "sync-refused-hub-unreachable", "{message} {way:?} {at:?}");
                desk.syncs().unwrap_or_else(|code| panic!("after {message} {way:?} {at:?}: {code}"));
            }
            let (is_green, lights) = desk.is_green();
            assert!(is_green, "after {message} {way:?} {at:?}: {lights:#}");
        }
        if place.proxy.struck() == before {
            break;
        }
    }
    // Hello, push and proof at least, each cut at every place both ways.
    assert!(cuts.len() >= 3 * 2 * PLACES.len(), "{cuts:?}");
    assert!(place.figure("pamoja_hub_documents_received_total") == families as f64 * 3.0, "each document once");
    println!("{} cuts struck, {families} families", cuts.len());
    place.heals(desk, families);
}

#[test]
fn a_sign_in_page_is_told_as_one_and_nothing_of_it_is_believed() {
    let place = place(true);
    place.proxy.weather(Weather::Page);
    let refused = place.tries("early").err().expect("nobody joins a sign-in page");
    assert_eq!(refused["code"], "sync-refused-captive-portal");
    place.proxy.weather(Weather::Clear);
    let mut desk = place.desk("amina");
    desk.registers();
    for weather in [Weather::Redirects, Weather::Page] {
        place.proxy.weather(weather);
        assert_eq!(desk.syncs().unwrap_err(), "sync-refused-captive-portal");
        let (is_green, lights) = desk.is_green();
        assert!(!is_green && lights["last_failure"]["code"] == "sync-refused-captive-portal", "{lights:#}");
    }
    place.heals(desk, 1);
}

#[test]
fn a_line_that_says_nothing_ends_by_its_time_limit() {
    let place = place(true);
    let mut desks = ["amina", "joseph", "salma"].map(|name| place.desk(name));
    desks.iter_mut().for_each(|desk| drop(desk.registers()));
    let began = Instant::now();
    std::thread::scope(|scope| {
        for (desk, weather) in desks.iter().zip([Weather::HalfOpen, Weather::SilentAfter(0), Weather::SilentAfter(1)]) {
            let struck = place.proxy.struck();
            place.proxy.weather(weather);
            scope.spawn(|| assert_eq!(desk.syncs().unwrap_err(), "sync-refused-hub-unreachable"));
            // The next one has other weather.
            while place.proxy.struck() == struck {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    });
    assert!(began.elapsed() < Duration::from_secs(110), "{:?}", began.elapsed());
    place.proxy.weather(Weather::Clear);
    let [amina, joseph, salma] = desks;
    for desk in [&joseph, &salma] {
        desk.syncs().expect("in clear weather");
    }
    place.heals(amina, 3);
    drop((joseph, salma));
}

#[test]
fn a_line_that_repeats_every_request_changes_nothing() {
    let place = place(true);
    place.proxy.weather(Weather::Twice);
    let mut desk = place.desk("amina");
    for _ in 0..5 {
        desk.registers();
        desk.syncs().expect("everything twice is no error");
        let (is_green, lights) = desk.is_green();
        assert!(is_green, "{lights:#}");
    }
    assert!(place.proxy.struck() > 15, "everything came twice");
    assert!(place.figure("pamoja_hub_documents_received_total") == 15.0, "each document once");
    assert!(place.figure("pamoja_hub_chunks_total{became=\"refused\"}") == 0.0);
    let mut wire = Wire::to(place.serving.line.address());
    let next = Member::joins(&mut wire, &place.hub.code("next", AREA), &place.folder.path().join("next"), 9);
    assert_eq!(next.caller.device, 2, "a code that arrived twice let one device in");
    place.heals(desk, 5);
}

#[test]
fn a_byte_flipped_on_the_way_is_found_by_tls_and_tried_again() {
    let place = place(false);
    let mut desk = place.desk("amina");
    let (mut families, mut struck) = (0, 0);
    for (way, at) in [Way::Up, Way::Down].into_iter().flat_map(|way| {
        // In the handshake, in what follows it, and in the messages; answers are the shorter side.
        let last = if way == Way::Up { [1_200, 1_500, 2_000] } else { [1_000, 1_100, 1_200] };
        [3, 40, 120, 300, 500, 700, 900].into_iter().chain(last).map(move |at| (way, at))
    }) {
        desk.registers();
        families += 1;
        let before = place.proxy.struck();
        place.proxy.weather(Weather::Flip(way, at));
        let flipped = desk.syncs();
        if place.proxy.struck() > before {
            struck += 1;
            let code = flipped.err().unwrap_or_default();
            let is_told = ["sync-refused-hub-unreachable", "sync-refused-hub-not-trusted"].contains(&code.as_str());
            assert!(is_told, "{way:?} {at}: {code}");
        }
        place.proxy.weather(Weather::Clear);
        desk.syncs().unwrap_or_else(|code| panic!("after {way:?} {at}: {code}"));
    }
    assert!(struck >= 12, "{struck} flips struck");
    place.heals(desk, families);
}

#[test]
fn a_busy_hub_is_asked_again_before_anybody_is_told() {
    let place = place(true);
    let mut desk = place.desk("amina");
    desk.registers();
    place.proxy.weather(Weather::Busy(2));
    let began = Instant::now();
    desk.syncs().expect("the third try finds it free");
    assert_eq!(place.proxy.struck(), 2);
    assert!(began.elapsed() >= Duration::from_secs(2), "it waited as it was told: {:?}", began.elapsed());
    desk.registers();
    place.proxy.weather(Weather::Busy(1_000));
    assert_eq!(desk.syncs().unwrap_err(), "sync-refused-hub-busy");
    assert_eq!(place.proxy.struck(), 2 + 6, "a bounded number of times");
    let (is_green, lights) = desk.is_green();
    assert!(!is_green && lights["last_failure"]["code"] == "sync-refused-hub-busy", "{lights:#}");
    place.heals(desk, 2);
}
