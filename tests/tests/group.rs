//! Pushes of many laptops in one transaction: each has its own answer, and none undoes its neighbours.

use std::rc::Rc;

use domain::{Id, Instant};
use store::exchange::group::{Push, admit_push, take_pushes};
use store::exchange::{Exchange, Sessions, hub};
use store::read::scope::Scope;
use stories::{Laptop, World, household};
use sync::session::laptop::path;
use sync::session::message::{Message as _, read_push, write_push};
use sync::session::{PushReply, Request, Verdict};

const NOW: Instant = Instant::from_ms(1_780_100_000_000);

/// What a laptop would push now, and the request itself.
fn pushes(world: &World, sessions: &Sessions, laptop: &Laptop) -> Vec<u8> {
    let mut exchange = Exchange::begin(laptop.store(), Id::NIL, NOW, "story").expect("an exchange");
    // Hello, and what must be heard before anything else is said.
    loop {
        let next = exchange.next_request().expect("the store works").expect("something to push");
        if next.path == path::PUSH {
            return next.body;
        }
        let answered = hub::answer_in(world.hub(), sessions, next.path, &next.body, NOW).expect("the hub works");
        exchange.receive(&answered.answer.expect("no refusal")).expect("a readable answer");
    }
}

fn admitted(world: &World, sessions: &Sessions, bytes: &[u8]) -> Push {
    admit_push(world.hub(), sessions, bytes).expect("the hub works").expect("it is admitted")
}

/// The same request with other content, signed by the same laptop.
fn with_body(laptop: &Laptop, bytes: &[u8], body: Vec<u8>) -> Vec<u8> {
    let request = Request::read(bytes).expect("a request");
    Request { body, ..request }.seal(path::PUSH, &laptop.store().signing_key().expect("a key"))
}

fn at_work(world: &World, names: &[&str]) -> Vec<Rc<Laptop>> {
    let laptops: Vec<Rc<Laptop>> = names.iter().map(|name| world.laptop(name)).collect();
    for (laptop, name) in laptops.iter().zip(names) {
        laptop.registers(&household(name, &["Asha 40 f head"]));
    }
    laptops
}

#[test]
fn one_bad_push_has_its_own_answer_and_its_neighbours_are_held() {
    let (world, sessions) = (World::new(), Sessions::default());
    let laptops = at_work(&world, &["Amina", "Joseph", "Salma", "Baraka"]);
    let bytes: Vec<Vec<u8>> = laptops.iter().map(|laptop| pushes(&world, &sessions, laptop)).collect();
    let chunks: Vec<Vec<u8>> = {
        let request = Request::read(&bytes[1]).expect("a request");
        read_push(&request.body).expect("chunks").into_iter().map(<[u8]>::to_vec).collect()
    };
    let mut damaged = chunks[0].clone();
    damaged[40] ^= 1;
    // Good, unreadable, good, damaged chunk beside a good one.
    let group = [
        admitted(&world, &sessions, &bytes[0]),
        admitted(&world, &sessions, &with_body(&laptops[1], &bytes[1], vec![0xff; 40])),
        admitted(&world, &sessions, &bytes[2]),
        admitted(&world, &sessions, &with_body(&laptops[1], &bytes[1], write_push(&[damaged, chunks[0].clone()]))),
        admitted(&world, &sessions, &bytes[3]),
    ];
    let group: Vec<&Push> = group.iter().collect();
    let taken = take_pushes(world.hub(), &sessions, &group, NOW, || false).expect("the disk works");
    let verdicts: Vec<Result<Vec<Verdict>, &str>> = taken
        .into_iter()
        .map(|taken| {
            let answer = taken.expect("no fault").answer?;
            let reply = PushReply::from_bytes(&answer).expect("a reply");
            Ok(reply.receipts.into_iter().map(|receipt| receipt.verdict).collect())
        })
        .collect();
    assert_eq!(verdicts[0], Ok(vec![Verdict::Held]));
    assert_eq!(verdicts[1], Err("sync-refused-malformed"));
    assert_eq!(verdicts[2], Ok(vec![Verdict::Held]));
    let Ok([Verdict::Refused(_), Verdict::Held]) = verdicts[3].as_deref() else { panic!("{verdicts:?}") };
    assert_eq!(verdicts[4], Ok(vec![Verdict::Held]));
    assert!(sessions.are_written(), "sessions go with the group");
    world.everyone_syncs();
    for laptop in &laptops {
        assert_eq!(laptop.lights(), laptops[0].lights());
        assert_eq!(laptop.rows(), laptops[0].rows());
    }
    assert_eq!(store::verify::verify(world.hub()).expect("the store works").findings, Vec::<String>::new());
}

#[test]
fn a_group_ends_when_its_time_is_over_and_the_rest_is_not_touched() {
    let (world, sessions) = (World::new(), Sessions::default());
    let laptops = at_work(&world, &["Amina", "Joseph", "Salma"]);
    let group: Vec<Push> =
        laptops.iter().map(|laptop| admitted(&world, &sessions, &pushes(&world, &sessions, laptop))).collect();
    let group: Vec<&Push> = group.iter().collect();
    let count =
        |world: &World| world.hub().read(|reader| reader.counts(&Scope::everywhere())).expect("the store works").0;
    let taken = take_pushes(world.hub(), &sessions, &group, NOW, || true).expect("the disk works");
    assert_eq!((taken.len(), count(&world)), (1, 1), "the first is taken, whatever the time");
    let taken = take_pushes(world.hub(), &sessions, &group[1..], NOW, || false).expect("the disk works");
    assert_eq!((taken.len(), count(&world)), (2, 3));
    let again = take_pushes(world.hub(), &sessions, &group, NOW, || false).expect("the disk works");
    let chunks: Vec<_> = again.into_iter().map(|taken| taken.expect("no fault").chunks).collect();
    assert!(chunks.iter().all(|chunks| chunks.duplicate == 1 && chunks.held == 0), "{chunks:?}");
    assert_eq!(count(&world), 3);
}

#[test]
fn a_hello_that_arrives_twice_begins_one_session_and_a_new_one_ends_the_old() {
    let (world, sessions) = (World::new(), Sessions::default());
    let laptops = at_work(&world, &["Amina"]);
    let mut exchange = Exchange::begin(laptops[0].store(), Id::NIL, NOW, "story").expect("an exchange");
    let hello = exchange.next_request().expect("the store works").expect("a hello");
    let says = |bytes: &[u8]| {
        let answered = hub::answer_in(world.hub(), &sessions, path::HELLO, bytes, NOW).expect("the hub works");
        answered.answer.expect("no refusal")
    };
    let first = says(&hello.body);
    assert_eq!(says(&hello.body), first, "the line repeated it");
    exchange.receive(&first).expect("a readable answer");
    let push = exchange.next_request().expect("the store works").expect("a push").body;
    assert!(admit_push(world.hub(), &sessions, &push).expect("the hub works").is_ok());
    let later = Instant::from_ms(NOW.ms() + 1);
    let mut other = Exchange::begin(laptops[0].store(), Id::NIL, later, "story").expect("an exchange");
    says(&other.next_request().expect("the store works").expect("a hello").body);
    let refused = admit_push(world.hub(), &sessions, &push).expect("the hub works").map(|_| ());
    assert_eq!(refused, Err("sync-refused-session"));
}
