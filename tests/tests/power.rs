//! Power lost at every operation, and operations that fail: what was acknowledged is there, nothing is half there, and
//! the next start is an ordinary one.

use crash::{Fault, FaultKind, Loss, Synchronous};
use domain::Instant;
use serde_json::json;
use store::exchange::{Exchange, hub};
use store::{Place, Store};
use stories::power::{Choice, Tally, Victim, sound, state};
use stories::{Laptop, World, household};
use usecases::{Caller, Failure};

/// Cuts looked at in each run and way to lose, when nobody asks for another number.
const CUTS: usize = 60;

/// A laptop with a household of its own, and everything handed to the hub.
fn officer() -> (World, std::rc::Rc<Laptop>, String) {
    let world = World::new();
    let amina = world.laptop_in("amina", &world.villages()[..1]);
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head", "Baraka 2 m child"]));
    amina.syncs();
    (world, amina, home)
}

/// What an officer does in a morning; the n-th act.
fn act(store: &Store, caller: &Caller, home: &str, area: &str, n: usize) -> Result<(), Failure> {
    let caller = Caller { now: Instant::from_ms(caller.now.ms() + 60_000 * (n as i64 + 1)), ..caller.clone() };
    let call = |use_case: &str, input| usecases::call(store, &caller, use_case, input).map(drop);
    let member = json!({
        "given_name": format!("Child {n}"), "family_name": "Mwangi", "other_names": null, "full_name": null,
        "name_other_script": null, "sex": "1", "birth": { "on": "2024-01-01", "precision": "year" }, "role": "head",
        "civil_status": null, "education": null, "disability": null, "occupation": null, "phones": [],
        "identity_documents": [],
    });
    match n % 5 {
        0 => call(
            "registry.update_household",
            json!({ "household_id": home, "fields": { "address": format!("house {n}") }, "reason": "moved" }),
        ),
        1 => call(
            "registry.register",
            json!({ "area_id": area, "address": null, "dwelling": null, "water_source": null,
                    "registered_on": caller.today.to_string(), "members": [member], "consent": null, "draft_id": null }),
        ),
        2 => call(
            "draft.keep",
            json!({ "draft_id": null, "kind": "register", "title": format!("draft {n}"), "body": {} }),
        ),
        3 => usecases::keep_file(store, &caller, "families.csv", &vec![b'a'; 20_000]).map(drop),
        _ => {
            let mut child = member;
            child["role"] = json!("child");
            call(
                "registry.add_member",
                json!({ "household_id": home, "member": child, "joined_on": caller.today.to_string(), "why": "missed" }),
            )
        }
    }
}

/// A morning with a restart in the middle: the log is written back and removed when the store closes.
fn morning(victim: &mut Victim, caller: &Caller, home: &str, area: &str) {
    // Every cut there is was asked for: a longer morning has some thousands.
    let half = if Choice::of(CUTS).most == usize::MAX { 60 } else { 5 };
    let store = victim.open().unwrap();
    victim.record();
    victim.acknowledged(&store);
    for n in 0..half {
        act(&store, caller, home, area, n).unwrap();
        victim.acknowledged(&store);
    }
    drop(store);
    let store = victim.open().unwrap();
    for n in half..2 * half {
        act(&store, caller, home, area, n).unwrap();
        victim.acknowledged(&store);
    }
    drop(store);
}

fn told(what: &str, tallies: &[(Loss, Tally)]) {
    for (loss, tally) in tallies {
        let Tally { operations, cuts, different, problems } = tally;
        eprintln!(
            "{what} · {loss:?}: {operations} operations, {cuts} cuts, {different} different, {} wrong",
            problems.len()
        );
    }
}

fn none_is_wrong(what: &str, tallies: &[(Loss, Tally)]) {
    told(what, tallies);
    for (_, tally) in tallies {
        assert_eq!(tally.problems, Vec::<String>::new(), "{what}");
    }
    assert!(tallies.iter().map(|(_, tally)| tally.different).sum::<usize>() > 20, "{what}");
}

#[test]
fn a_mornings_work_outlives_a_power_cut_at_any_operation() {
    let (_world, amina, home) = officer();
    let area = amina.area(&amina_village());
    let mut victim = Victim::copy_of(amina.store());
    morning(&mut victim, &amina.caller(), &home, &area);
    none_is_wrong("work", &victim.cuts(&Loss::WAYS, Choice::of(CUTS)));
}

fn amina_village() -> String {
    demo::areas(1).iter().find(|area| area.level == 4).map(|area| area.code.clone()).unwrap()
}

/// The test of the test: a store that does not sync is found out, in the ways that lose and reorder.
#[test]
fn a_store_that_does_not_sync_loses_work_and_is_found_out() {
    let (_world, amina, home) = officer();
    let area = amina.area(&amina_village());
    for weak in [Synchronous::Off, Synchronous::Normal] {
        let mut victim = Victim::copy_of(amina.store());
        victim.disk().weaken(Some(weak));
        morning(&mut victim, &amina.caller(), &home, &area);
        let tallies = victim.cuts(&[Loss::None, Loss::Random], Choice::of(CUTS));
        told(&format!("{weak:?}"), &tallies);
        for (loss, tally) in &tallies {
            let wrong = tally.problems.len();
            assert!(wrong * 4 > tally.different, "{weak:?} {loss:?}: only {wrong} of {}", tally.different);
        }
        if weak == Synchronous::Off {
            let is_damaged = |problem: &String| problem.contains("does not open") || problem.contains("cannot be");
            assert!(tallies.iter().any(|(_, tally)| tally.problems.iter().any(is_damaged)), "{tallies:?}");
        }
    }
}

#[test]
fn the_first_opening_can_be_cut_anywhere() {
    for place in [Place::Laptop, Place::Hub] {
        let mut victim = Victim::empty(place);
        victim.record();
        let store = victim.open().unwrap();
        victim.opened(&store);
        drop(store);
        none_is_wrong("first opening", &victim.cuts(&Loss::WAYS, Choice::of(CUTS)));
    }
}

#[test]
fn opening_what_an_earlier_release_wrote_can_be_cut_anywhere() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut releases: Vec<_> = std::fs::read_dir(fixtures).unwrap().flatten().map(|entry| entry.path()).collect();
    releases.retain(|path| path.join("world.json").exists());
    assert!(!releases.is_empty());
    for release in releases {
        for (name, place) in [("amina", Place::Laptop), ("joseph", Place::Laptop), ("hub", Place::Hub)] {
            let mut victim = Victim::of(&release.join(name), place);
            victim.record();
            let store = victim.open().unwrap();
            victim.opened(&store);
            drop(store);
            let tallies = victim.cuts(&Loss::WAYS, Choice::of(CUTS));
            told(name, &tallies);
            for (_, tally) in &tallies {
                assert_eq!(tally.problems, Vec::<String>::new(), "{} of {}", name, release.display());
            }
        }
    }
}

#[test]
fn receiving_can_be_cut_anywhere_and_goes_on_from_there() {
    let (world, amina, home) = officer();
    let joseph = world.laptop_in("joseph", &world.villages()[..2]);
    for family in ["Kamau", "Otieno", "Njeri", "Wekesa"] {
        joseph.registers(&household(family, &["Wanjiru 44 f head", "Neema 5 f child"]));
    }
    joseph.syncs();
    amina.adds_member(&home, "Mwangi", "Zawadi 1 f child");
    let mut victim = Victim::copy_of(amina.store());
    let store = victim.open().unwrap();
    victim.record();
    victim.acknowledged(&store);
    let caller = amina.caller();
    let mut exchange = Exchange::begin(&store, caller.user, caller.now, "story").unwrap();
    victim.acknowledged(&store);
    while let Some(outgoing) = exchange.next_request().unwrap() {
        let answer = world.hub_answers(outgoing.path, &outgoing.body).unwrap();
        exchange.receive(&answer).unwrap();
        victim.acknowledged(&store);
    }
    assert!(exchange.summary().is_proven && exchange.summary().chunks_received > 0);
    drop(exchange);
    drop(store);
    none_is_wrong("receiving", &victim.cuts(&Loss::WAYS, Choice::of(CUTS)));
    // From the last disk that was looked at, the exchange goes on and is proven.
    let store = victim.open().unwrap();
    let mut exchange = Exchange::begin(&store, caller.user, caller.now, "story").unwrap();
    while let Some(outgoing) = exchange.next_request().unwrap() {
        let answer = world.hub_answers(outgoing.path, &outgoing.body).unwrap();
        exchange.receive(&answer).unwrap();
    }
    assert!(exchange.summary().is_proven);
}

#[test]
fn a_hub_that_loses_power_while_it_receives_holds_what_it_said_it_holds() {
    let (world, amina, home) = officer();
    amina.adds_member(&home, "Mwangi", "Zawadi 1 f child");
    for family in ["Kamau", "Otieno", "Njeri"] {
        amina.registers(&household(family, &["Wanjiru 44 f head", "Neema 5 f child"]));
    }
    let mut victim = Victim::copy_of(world.hub());
    let hub_store = victim.open().unwrap();
    victim.record();
    victim.acknowledged(&hub_store);
    let caller = amina.caller();
    let mut exchange = Exchange::begin(amina.store(), caller.user, caller.now, "story").unwrap();
    while let Some(outgoing) = exchange.next_request().unwrap() {
        let answer = hub::answer(&hub_store, outgoing.path, &outgoing.body, caller.now).unwrap().unwrap();
        victim.acknowledged(&hub_store);
        exchange.receive(&answer).unwrap();
    }
    assert!(exchange.summary().is_proven && exchange.summary().commits_sent > 3);
    drop(hub_store);
    none_is_wrong("hub", &victim.cuts(&Loss::WAYS, Choice::of(CUTS)));
}

/// Each sync that says EIO, each write that is cut short, a disk full from each write on: the act is not acknowledged,
/// nothing of it is seen, the same act works once the fault is gone, and the next start finds exactly that.
#[test]
fn an_operation_that_fails_is_not_acknowledged_and_leaves_nothing_half_done() {
    let (_world, amina, home) = officer();
    let (area, caller) = (amina.area(&amina_village()), amina.caller());
    let mut victim = Victim::copy_of(amina.store());
    let outbox = victim.outbox_bytes();
    victim.record();
    let most = Choice::of(CUTS).most;
    for kind in [FaultKind::Sync, FaultKind::ShortWrite, FaultKind::Full] {
        let (mut at, mut struck) = (0, 0);
        loop {
            victim.begin_again(&outbox);
            if !strikes(&victim, Fault { kind, at }, |store, n| act(store, &caller, &home, &area, n)) {
                break;
            }
            struck += 1;
            // Early operations one by one, later ones more and more sparsely unless all are asked for.
            at += 1 + struck / most.max(1);
        }
        eprintln!("{kind:?}: {struck} operations failed, up to the {at}th");
        assert!(struck >= 3, "{kind:?}: {struck}");
    }
}

/// Whether the fault came to pass in four acts and the closing behind them.
fn strikes(victim: &Victim, fault: Fault, act: impl Fn(&Store, usize) -> Result<(), Failure>) -> bool {
    let disk = victim.disk();
    let store = victim.open().unwrap();
    disk.fail(Some(fault));
    let mut has_failed = false;
    for n in 0..5 {
        let before = state(&store).unwrap();
        if let Err(failure) = act(&store, n) {
            assert!(disk.has_failed(), "{fault:?}, act {n}: {failure}");
            has_failed = true;
            disk.fail(None);
            assert_eq!(state(&store).unwrap(), before, "{fault:?}, act {n}: something of it is seen");
            act(&store, n).unwrap_or_else(|failure| panic!("{fault:?}, act {n} again: {failure}"));
        }
    }
    let end = state(&store).unwrap();
    drop(store);
    has_failed |= disk.has_failed();
    disk.fail(None);
    let store = victim.open().unwrap_or_else(|failed| panic!("{fault:?}: it does not open again: {failed}"));
    assert_eq!(sound(&store), Ok(()), "{fault:?}");
    assert_eq!(state(&store).unwrap(), end, "{fault:?}: the next start finds something else");
    has_failed
}

#[test]
fn an_outbox_that_was_cut_short_takes_what_follows() {
    let (_world, amina, home) = officer();
    let (area, caller) = (amina.area(&amina_village()), amina.caller());
    amina.adds_member(&home, "Mwangi", "Zawadi 1 f child");
    let victim = Victim::copy_of(amina.store());
    let whole = victim.outbox_bytes();
    for (kept, zeros) in [(whole.len() - 1, 0), (whole.len() - 30, 30), (5, 0), (0, 0), (whole.len(), 400)] {
        let mut torn = whole[..kept].to_vec();
        torn.resize(kept + zeros, 0);
        victim.begin_again(&torn);
        let store = victim.open().unwrap();
        assert_eq!(sound(&store), Ok(()), "{kept} bytes and {zeros} zeros");
        act(&store, &caller, &home, &area, 0).unwrap();
        assert_eq!(sound(&store), Ok(()), "what is appended behind {kept} bytes and {zeros} zeros");
    }
}

#[test]
fn an_outbox_that_could_not_be_written_for_a_while_has_no_hole() {
    let (_world, amina, home) = officer();
    let (area, caller) = (amina.area(&amina_village()), amina.caller());
    let victim = Victim::copy_of(amina.store());
    let store = victim.open().unwrap();
    let outbox = store.folder().join(store::OUTBOX);
    let _ = std::fs::remove_file(&outbox);
    std::fs::create_dir(&outbox).unwrap();
    act(&store, &caller, &home, &area, 0).unwrap();
    std::fs::remove_dir(&outbox).unwrap();
    act(&store, &caller, &home, &area, 4).unwrap();
    assert_eq!(sound(&store), Ok(()), "the act before is written with the next one");
}
