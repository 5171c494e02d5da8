//! Only the hub's own word, said now and to this laptop, ends it. Users are taken off laptops, never the last one.

use serde_json::json;
use store::exchange::Exchange;
use stories::{Cut, World, household};
use sync::Hash;
use sync::session::message::{HelloReply, Message, PROTOCOL, Standing};
use sync::session::{Hello, Request};
use sync::signing::SigningKey;

fn revoked() -> HelloReply {
    HelloReply {
        standing: Standing::Revoked,
        session: [0; 16],
        clock_ms: 1,
        epoch: 0,
        held_n: 0,
        ahead: Vec::new(),
        protocol: PROTOCOL,
        anew: Vec::new(),
        is_equal: false,
        signature: None,
        logbook: None,
    }
}

#[test]
fn a_forged_end_or_another_laptops_does_nothing() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let hub = world.hub().signing_key().unwrap();
    let thief = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
    let hello_of = |laptop: &stories::Laptop| {
        let caller = laptop.caller();
        let mut exchange = Exchange::begin(laptop.store(), caller.user, caller.now, "story").unwrap();
        Hash::of(&[&Request::read(&exchange.next_request().unwrap().unwrap().body).unwrap().body])
    };
    let of_joseph = hello_of(&joseph);
    let says = |reply: &dyn Fn(Hash) -> HelloReply| {
        let caller = amina.caller();
        let mut exchange = Exchange::begin(amina.store(), caller.user, caller.now, "story").unwrap();
        let asked = exchange.next_request().unwrap().unwrap();
        let body = Request::read(&asked.body).unwrap().body;
        assert!(Hello::from_bytes(&body).is_ok());
        assert!(exchange.receive(&reply(Hash::of(&[&body])).to_bytes()).is_err());
        amina.store().is_ended().unwrap()
    };
    assert!(!says(&|_| revoked()), "signed by nobody");
    assert!(!says(&|hello| revoked().signed(&hello, &thief)), "signed by somebody else");
    assert!(!says(&|_| revoked().signed(&of_joseph, &hub)), "said to another laptop");
    assert!(!says(&|hello| HelloReply { clock_ms: 2, ..revoked().signed(&hello, &hub) }), "changed on the way");
    amina.syncs();
    assert!(says(&|hello| revoked().signed(&hello, &hub)), "the hub's own word");
}

#[test]
fn a_contact_is_proven_by_what_the_hub_signs_alone() {
    let world = World::new();
    let amina = world.laptop("amina");
    // Stores of stories have no slots; this one is given one, as a laptop's has.
    let folder = amina.folder().to_owned();
    let key = store::key::StoreKey::generate().unwrap();
    store::key::add_slot(&folder, &key, amina.caller().user, "Amina", "seven blue goats").unwrap();
    let answer = |is_signed: bool| {
        let caller = amina.caller();
        let mut exchange = Exchange::begin(amina.store(), caller.user, caller.now, "story").unwrap();
        let asked = exchange.next_request().unwrap().unwrap();
        let answer = world.hub_answers(asked.path, &asked.body).unwrap();
        let mut reply = HelloReply::from_bytes(&answer).unwrap();
        assert!(reply.signature.is_some());
        reply.signature = reply.signature.filter(|_| is_signed);
        exchange.receive(&reply.to_bytes()).unwrap();
    };
    assert!(amina.store().lease().unwrap().is_none(), "it begins with the first contact that is proven");
    answer(false);
    assert!(amina.store().lease().unwrap().is_none());
    answer(true);
    let begun = amina.store().lease().unwrap().unwrap();
    world.passes(3);
    answer(false);
    assert_eq!(amina.store().lease().unwrap().unwrap(), begun);
    answer(true);
    let renewed = amina.store().lease().unwrap().unwrap();
    let (later, passed) = (renewed.until.ms() - begun.until.ms(), renewed.contact_at.ms() - begun.contact_at.ms());
    assert!(later == passed && (3 * 86_400_000..3 * 86_400_000 + 60_000).contains(&later), "{later} of {passed}");
}

#[test]
fn what_a_revoked_laptop_had_not_sent_is_the_administrators_to_read() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let home = amina.registers(&household("Mwangi", &["Grace 34 f head"]));
    world.revokes(&amina);
    assert_eq!(amina.syncs_until(Cut::Never).unwrap_err(), "sync-refused-device-revoked");
    assert!(amina.store().is_ended().unwrap());
    assert_eq!(amina.store().prepare_ending().unwrap(), 1);
    let about = store::rescue::About::default();
    let (manifest, file) = store::rescue::pack_for_hub(amina.folder(), about).unwrap();
    assert!(manifest.is_open_to_hub && manifest.files.iter().all(|file| file.name != "keys.json"));
    store::ending::erase_keys(amina.folder()).unwrap();
    store::ending::erase_keys(amina.folder()).unwrap();
    assert!(!amina.folder().join("outbox.key").exists());
    assert_eq!(world.hub_takes_rescue(&file).unwrap().commits, 1);
    joseph.syncs();
    assert_eq!(joseph.names(&home), ["Grace"]);
}

#[test]
fn unsent_work_that_the_outbox_lost_is_in_it_again_before_the_keys_go() {
    let world = World::new();
    let amina = world.laptop("amina");
    for family in ["Mwangi", "Otieno", "Njeri"] {
        amina.registers(&household(family, &["Grace 34 f head"]));
    }
    for gone in ["outbox.log", "outbox.key"] {
        std::fs::remove_file(amina.folder().join(gone)).unwrap();
    }
    assert_eq!(amina.store().prepare_ending().unwrap(), 3);
    let (_, file) = store::rescue::pack_for_hub(amina.folder(), store::rescue::About::default()).unwrap();
    assert_eq!(world.hub_takes_rescue(&file).unwrap().commits, 3);
}

#[test]
fn the_hub_takes_a_user_off_a_laptop_and_never_the_last_one() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let folder = amina.folder().to_owned();
    let key = store::key::StoreKey::generate().unwrap();
    let (her, his) = (amina.caller().user, joseph.caller().user);
    let users = || store::key::users(&folder).unwrap().into_iter().map(|(user, _)| user).collect::<Vec<_>>();
    let author = amina.caller().author("user.remove");
    store::key::add_slot(&folder, &key, her, "Amina", "seven blue goats").unwrap();
    store::key::add_slot(&folder, &key, his, "Joseph", "ten tall ladders").unwrap();
    let off = |user: &dyn std::fmt::Display, laptop: &stories::Laptop| {
        world.console("user.remove", json!({ "user_id": user.to_string(), "number": laptop.caller().device }))
    };
    off(&her, &joseph).unwrap();
    off(&his, &amina).unwrap();
    amina.syncs();
    assert_eq!(
        amina.store().take_slots_away(&author).unwrap(),
        [his],
        "what is said of another laptop is not for this one"
    );
    assert_eq!(users(), [her]);
    // Whoever is let in again afterwards stays: the word was heard once.
    store::key::add_slot(&folder, &key, his, "Joseph", "ten tall ladders").unwrap();
    assert_eq!(amina.store().take_slots_away(&author).unwrap(), []);
    off(&his, &amina).unwrap();
    off(&her, &amina).unwrap();
    amina.syncs();
    assert_eq!(amina.store().take_slots_away(&author).unwrap(), [his]);
    assert_eq!(users(), [her], "somebody can still open it");
    assert_eq!(
        world.console("user.remove", json!({ "user_id": her.to_string(), "number": 0 })).unwrap_err().code,
        "shell-missing"
    );
    assert_eq!(world.console("user.remove", json!({ "user_id": her.to_string() })).unwrap_err().code, "shell-missing");
}
