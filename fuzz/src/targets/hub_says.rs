//! A laptop that hears a hub say anything: well-formed answers, rightly signed, with harm in them. The conversation ends,
//! the store stays sound, and what the officer wrote is still there.

use std::cell::RefCell;
use std::io::Cursor;
use std::rc::Rc;

use arbitrary::{Result, Unstructured};
use domain::{Area, Id};
use store::exchange::bundle::BundleFault;
use store::exchange::carry::{Carrying, discard_carried, keep_carried, list_carried};
use store::exchange::{Exchange, ExchangeFault};
use store::{Store, StoreFault};
use stories::power::Victim;
use stories::{Laptop as Officer, World, household};
use sync::bundle::carry::PIECE_BYTES_MAX;
use sync::session::laptop::{Load, Wants, path};
use sync::session::message::{Fetch, Locate, Message, Part, read_push};
use sync::session::{Hello, Laptop, Outgoing, Request};
use sync::signing::SigningKey;
use sync::{Hash, Incarnation};

use super::conversation::Speaker;
use super::say::{self, About};
use super::{bulk, field};

/// Answers in one conversation.
const ANSWERS: usize = 24;

/// The conversation by itself, whatever its driver supplies.
pub fn phases(bytes: &[u8]) {
    let _ = phases_of(&mut Unstructured::new(bytes));
}

fn phases_of(input: &mut Unstructured<'_>) -> Result<()> {
    let hub = super::conversation::hub_key();
    let chain = Incarnation { device: 3, nonce: [1; 8] };
    let areas = [Id::NIL, Id::from_bytes([1; 16])];
    let about = About { areas: &areas, chain, hub: &hub };
    let mut laptop = Laptop::new(3, super::conversation::hub_key(), hub.public());
    for _ in 0..ANSWERS {
        let wants = laptop.wants();
        let outgoing = supply(&mut laptop, wants, &areas, chain, input)?;
        let Some(outgoing) = outgoing else { continue };
        if input.ratio(1, 16)? {
            laptop.refused(["sync-refused-device-unknown", "sync-refused-session"][input.int_in_range(0..=1)?]);
            continue;
        }
        laptop.took(input.arbitrary::<u16>()?.into(), input.arbitrary()?);
        let answer = answer(&about, outgoing.path, &outgoing.body, &[], &[], input)?;
        if laptop.receive(&answer).is_err() {
            assert_eq!(laptop.wants(), Wants::Nothing, "the conversation is over then");
            return Ok(());
        }
    }
    Ok(())
}

/// What the laptop wants, out of the input.
fn supply(
    laptop: &mut Laptop,
    wants: Wants,
    areas: &[Id<Area>],
    chain: Incarnation,
    input: &mut Unstructured<'_>,
) -> Result<Option<Outgoing>> {
    let place = |input: &mut Unstructured<'_>| Ok((*input.choose(areas)?, say::number(input)?));
    Ok(match wants {
        Wants::Hello => {
            let hello = Hello {
                incarnation: chain,
                tip_n: say::number(input)?,
                tip: Hash::ZERO,
                clock_ms: 0,
                version: String::new(),
                epoch: 1,
                cursors: Vec::new(),
                protocol: 2,
                holdings: [0; 16],
                witnessed: None,
            };
            Some(laptop.hello(&hello, input.ratio(1, 4)?))
        }
        Wants::Introduction => Some(laptop.introduce(&[])),
        Wants::ChunksFrom { bytes_max, .. } => {
            assert!(bytes_max > 0);
            let chunks = field::list(input, 2, |input| input.arbitrary())?;
            laptop.push(&chunks)
        }
        Wants::Names => {
            let names = say::names(input)?;
            laptop.offer(names)
        }
        Wants::Named { chunks, .. } => {
            let taken = input.int_in_range(1..=chunks.len().max(1))?;
            laptop.push_named(&vec![vec![7; 9]; taken.min(2)], taken)
        }
        Wants::Load => {
            let load = match input.int_in_range(0..=2)? {
                0 => None,
                1 => Some(Load::Manifest(*input.choose(areas)?)),
                _ => Some(Load::Part { area: *input.choose(areas)?, hash: Hash::ZERO, offset: say::number(input)? }),
            };
            laptop.load(load)
        }
        Wants::Cursors { .. } => {
            let after = field::list(input, 2, place)?;
            laptop.pull(after)
        }
        Wants::Digests => Some(laptop.proof(vec![(areas[0], [1; 16])])),
        Wants::Buckets(area) => Some(laptop.locate(&Locate { area, buckets: vec![0; 4] })),
        Wants::Lacking => {
            let fetch = input.arbitrary::<bool>()?.then(|| Fetch { area: areas[0], entries: Vec::new() });
            laptop.fetch(fetch.as_ref())
        }
        Wants::Hashes(ns) => {
            assert!(ns.len() <= sync::session::message::HASHES_MAX);
            Some(laptop.chain(ns.iter().map(|n| (*n, Hash::ZERO)).collect()))
        }
        Wants::Nothing => None,
    })
}

/// The answer to a request: of its kind, or of another, or any bytes.
fn answer(
    about: &About<'_>,
    route: &str,
    request: &[u8],
    chunks: &[Vec<u8>],
    blocks: &[Vec<u8>],
    input: &mut Unstructured<'_>,
) -> Result<Vec<u8>> {
    let kind = if input.ratio(1, 24)? { input.choose(&path::ALL)? } else { route };
    let body = Request::read(request).map(|request| request.body).unwrap_or_default();
    Ok(match kind {
        path::HELLO => about.standing(input)?.to_bytes(),
        path::PUSH | path::INTRODUCE => about.receipts(input)?.to_bytes(),
        path::PULL => about.items(chunks, input)?.to_bytes(),
        path::PROOF => about.differing(input)?.to_bytes(),
        path::CHAIN => say::same(input)?.to_bytes(),
        path::OFFER => say::wanted(input)?.to_bytes(),
        path::MANIFEST => {
            let area = body.get(..16).and_then(Id::from_slice).unwrap_or(Id::NIL);
            about.signed(about.manifest(area, blocks, input)?.as_ref()).to_bytes()
        }
        path::PART => {
            let offset = Part::from_bytes(&body).map_or(0, |part| part.offset);
            about.part(&blocks.concat(), offset, input)?.to_bytes()
        }
        path::LOCATE => about.located(input)?.to_bytes(),
        path::FETCH => say::fetched(blocks, input)?.to_bytes(),
        _ => input.arbitrary()?,
    })
}

/// Seeds for both: a hello that is well, and whatever follows.
pub fn seeds() -> Vec<Vec<u8>> {
    (0..20_usize)
        .map(|seed| (0..1_200_usize).map(|at| (((at * (2 * seed + 5)) >> 3) ^ (seed * 43)) as u8).collect())
        .collect()
}

/// A laptop's store to begin from, with work that the hub holds and work that it does not, and the hub's key.
struct Scene {
    /// Ends with the scene: the officer and her hub.
    _world: World,
    amina: Rc<Officer>,
    disk: Victim,
    outbox: Vec<u8>,
    hub: SigningKey,
    areas: Vec<Id<Area>>,
    chain: Incarnation,
    /// Chunks that the laptop holds, and such of its neighbour as it does not.
    chunks: Vec<Vec<u8>>,
    known: Vec<(u8, Id<domain::change::Document>)>,
    home: String,
    /// A part of the neighbour for the hub.
    part: Vec<u8>,
}

const ADDRESS: &str = "house behind the mill";

impl Scene {
    fn new() -> Self {
        let world = World::new();
        let villages = world.villages();
        let amina = world.laptop_in("amina", &villages[..2]);
        let joseph = world.laptop_in("joseph", &villages[..2]);
        let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
        amina.syncs();
        joseph.syncs();
        joseph.registers(&household("Otieno", &["James 40 m head"]));
        let part = joseph.writes_stick_for_hub(u64::MAX).swap_remove(0).1;
        let chunks = pushed(&world, &joseph);
        amina.does(
            "registry.update_household",
            serde_json::json!({ "household_id": home, "fields": { "address": ADDRESS }, "reason": "moved" }),
        );
        let area = |code: &String| Id::parse(&amina.area(code)).expect("an identity");
        let areas = vec![Id::NIL, area(&villages[0]), area(&villages[1]), area(&villages[2])];
        let hub = world.hub().signing_key().expect("the hub's key");
        let disk = Victim::copy_of(amina.store());
        let person = amina.opens(&home)["members"][0]["person_id"].as_str().and_then(Id::parse);
        let known = [Id::parse(&home).map(|id| (2, id)), person.map(|id| (1, id))].into_iter().flatten().collect();
        Self {
            chain: Speaker::of(&amina).incarnation,
            outbox: disk.outbox_bytes(),
            _world: world,
            amina,
            disk,
            hub,
            areas,
            chunks,
            known,
            home,
            part,
        }
    }

    fn about(&self) -> About<'_> {
        About { areas: &self.areas, chain: self.chain, hub: &self.hub }
    }
}

/// Exchanges, and tells what was pushed.
fn pushed(world: &World, officer: &Officer) -> Vec<Vec<u8>> {
    let caller = officer.caller();
    let mut exchange = Exchange::begin(officer.store(), caller.user, caller.now, "fuzz").expect("a store that works");
    let mut chunks = Vec::new();
    while let Some(outgoing) = exchange.next_request().expect("a store that works") {
        if let Some(request) = Request::read(&outgoing.body).ok().filter(|_| outgoing.path == path::PUSH) {
            chunks.extend(read_push(&request.body).expect("its own push").into_iter().map(<[u8]>::to_vec));
        }
        let answer = world.hub_answers(outgoing.path, &outgoing.body).expect("an honest laptop is answered");
        exchange.receive(&answer).expect("an honest hub is understood");
    }
    chunks
}

thread_local! {
    static SCENE: RefCell<Option<Scene>> = const { RefCell::new(None) };
}

/// One exchange of a laptop with a hub that says anything.
pub fn exchange(bytes: &[u8]) {
    SCENE.with_borrow_mut(|held| {
        let scene = held.get_or_insert_with(Scene::new);
        scene.disk.begin_again(&scene.outbox);
        let store = scene.disk.open().expect("a copy of a sound store opens");
        let _ = converse(scene, &store, &mut Unstructured::new(bytes));
        scene.stands(&store);
    });
}

fn converse(scene: &Scene, store: &Store, input: &mut Unstructured<'_>) -> Result<()> {
    let blocks: Vec<Vec<u8>> = field::list(input, 2, |input| bulk::any(&scene.known, input))?
        .into_iter()
        .filter_map(|bulk| bulk.to_packed().ok())
        .collect();
    let caller = scene.amina.caller();
    let mut exchange = Exchange::begin(store, caller.user, caller.now, "fuzz").expect("a store that works");
    for _ in 0..ANSWERS {
        let outgoing = match exchange.next_request() {
            Ok(Some(outgoing)) => outgoing,
            Ok(None) => break,
            Err(fault) => {
                no_fault(&fault);
                return Ok(());
            }
        };
        if input.is_empty() {
            break;
        }
        exchange.took(input.arbitrary::<u16>()?.into(), input.arbitrary()?);
        let answer = answer(&scene.about(), outgoing.path, &outgoing.body, &scene.chunks, &blocks, input)?;
        if let Err(fault) = exchange.receive(&answer) {
            no_fault(&fault);
            return Ok(());
        }
        let _ = (exchange.progress(), exchange.summary());
    }
    Ok(())
}

/// A laptop hands over what it carries to a hub that says anything.
pub fn carrying(bytes: &[u8]) {
    SCENE.with_borrow_mut(|held| {
        let scene = held.get_or_insert_with(Scene::new);
        scene.disk.begin_again(&scene.outbox);
        let store = scene.disk.open().expect("a copy of a sound store opens");
        let _ = hands_over(scene, &store, &mut Unstructured::new(bytes));
    });
}

fn hands_over(scene: &Scene, store: &Store, input: &mut Unstructured<'_>) -> Result<()> {
    let author = || scene.amina.caller().author("sync.carry");
    keep_carried(store, &author(), "part.age", &mut Cursor::new(&scene.part))
        .expect("a part for the hub is taken along");
    let mut carrying = Carrying::begin(store, author()).expect("a store that works");
    for _ in 0..ANSWERS {
        let Some(message) = carrying.next_message().expect("a store that works") else { break };
        assert!(message.to_bytes().len() <= PIECE_BYTES_MAX);
        if input.is_empty() {
            break;
        }
        match carrying.receive(say::carried(input)?) {
            Ok(()) | Err(BundleFault::Refused(_)) => {}
            Err(BundleFault::Store(fault)) => panic!("the laptop takes it for a fault of its own: {fault}"),
        }
    }
    // Whatever was said, what is in its care is whole or gone from it, and can be looked at and given out.
    let held = store.read(list_carried).expect("a store that works");
    assert!(held.iter().any(|row| row.for_device == 0), "it forgets nothing that it took along");
    for row in held {
        discard_carried(store, &author(), &row.part).expect("a store that works");
    }
    Ok(())
}

/// What the hub says wrongly is malformed or refused, and never taken for a fault of this store.
fn no_fault(fault: &ExchangeFault) {
    match fault {
        ExchangeFault::Malformed(_) | ExchangeFault::Refused(_) | ExchangeFault::Store(StoreFault::Malformed(_)) => {}
        ExchangeFault::Store(fault) => panic!("the laptop takes it for a fault of its own: {fault}"),
    }
}

impl Scene {
    /// The store is sound, and the officer's work goes on where it was.
    fn stands(&self, store: &Store) {
        let verified = store::verify::verify(store).expect("a store that can be read");
        assert_eq!(verified.findings, Vec::<String>::new());
        let caller = self.amina.caller();
        let call = |name: &str, input| usecases::call(store, &caller, name, input);
        let opened = call("registry.open_household", serde_json::json!({ "household_id": self.home }));
        let opened = opened.unwrap_or_else(|failure| panic!("the family is lost: {failure}"));
        assert!(opened.to_string().contains("Grace"), "{opened}");
        let update =
            serde_json::json!({ "household_id": self.home, "fields": { "address": "house 2" }, "reason": "moved" });
        if let Err(failure) = call("registry.update_household", update) {
            assert!(failure.kind != usecases::FailureKind::Fault, "the officer cannot work: {failure}");
        }
    }
}
