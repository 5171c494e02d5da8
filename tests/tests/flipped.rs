//! One row per field of what travels: flipped, re-addressed, re-ordered, replayed, once by somebody on the way and once
//! by the signer. Each is an error or set aside, nothing of it is applied, and the neighbours' work goes through.

#[path = "flipped/village.rs"]
mod village;

use domain::Id;
use sync::chunk::{HEADER_BYTES, Seal, seal};
use sync::session::laptop::path;
use sync::session::message::{Message, PushReply, Receipt, Verdict, write_push};
use sync::session::{Hello, HelloReply, Standing};
use sync::{Commit, Hash, Hlc, Payload};
use village::Village;

/// Where each field of a chunk's fixed header begins, and how many bytes it has.
const HEADER: [(&str, usize, usize); 12] = [
    ("magic", 0, 4),
    ("device", 4, 4),
    ("nonce", 8, 8),
    ("area", 16, 16),
    ("first", 32, 8),
    ("last", 40, 8),
    ("prev", 48, 32),
    ("prev in area", 80, 32),
    ("tip", 112, 32),
    ("replay digest", 144, 32),
    ("plain bytes", 176, 4),
    ("packed bytes", 180, 4),
];

#[test]
fn every_field_of_a_chunk_is_guarded() {
    let village = Village::new();
    let mut table = String::new();
    let mut life = 100;
    for (field, at, length) in HEADER {
        for is_signer in [false, true] {
            life += 1;
            let commits = village.chain(life, 2);
            let mut chunk = village.sealed(&commits, Hash::ZERO);
            chunk[at + length - 1] ^= 1;
            let who = if is_signer { "its signer" } else { "on the way" };
            let chunk = if is_signer { village.signed_again(chunk) } else { chunk };
            table.push_str(&format!("{field:<14} by {who}: {}\n", village.verdict(&chunk)));
        }
    }
    for (field, at) in [("body", HEADER_BYTES + 9), ("signature", usize::MAX)] {
        life += 1;
        let mut chunk = village.sealed(&village.chain(life, 2), Hash::ZERO);
        let at = at.min(chunk.len() - 3);
        chunk[at] ^= 1;
        table.push_str(&format!("{field:<14} by on the way: {}\n", village.verdict(&chunk)));
    }
    expect_test::expect![[r#"
        magic          by on the way: refused: malformed
        magic          by its signer: refused: malformed
        device         by on the way: refused: device-unknown
        device         by its signer: refused: device-unknown
        nonce          by on the way: refused: signature
        nonce          by its signer: set aside: malformed
        area           by on the way: refused: signature
        area           by its signer: set aside: area-out-of-scope
        first          by on the way: refused: malformed
        first          by its signer: refused: malformed
        last           by on the way: refused: signature
        last           by its signer: set aside: malformed
        prev           by on the way: refused: signature
        prev           by its signer: refused: forked
        prev in area   by on the way: refused: signature
        prev in area   by its signer: held
        tip            by on the way: refused: signature
        tip            by its signer: set aside: malformed
        replay digest  by on the way: refused: signature
        replay digest  by its signer: set aside: hash
        plain bytes    by on the way: refused: signature
        plain bytes    by its signer: set aside: malformed
        packed bytes   by on the way: refused: malformed
        packed bytes   by its signer: refused: malformed
        body           by on the way: refused: signature
        signature      by on the way: refused: signature
    "#]]
    .assert_eq(&table);
    village.neighbours_are_kept("Kamau");
}

#[test]
fn every_field_of_a_commit_is_in_its_hash() {
    type Change = (&'static str, fn(&mut Commit));
    let changes: [Change; 9] = [
        ("user", |commit| commit.header.user = Id::NIL),
        ("act", |commit| commit.header.act = "registry.dissolve".to_owned()),
        ("reason", |commit| commit.header.reason = Some("not visited".to_owned())),
        ("no reason", |commit| commit.header.reason = None),
        ("recorded at", |commit| commit.header.recorded_at = Hlc::from_i64(commit.header.recorded_at.to_i64() + 1)),
        ("schema", |commit| commit.header.schema = 2),
        ("payload", |commit| commit.payload = vec![0]),
        ("number", |commit| commit.header.n += 1),
        ("prev", |commit| commit.header.prev.0[0] ^= 1),
    ];
    let village = Village::new();
    let mut table = String::new();
    for (life, (field, change)) in changes.into_iter().enumerate() {
        let mut commits = village.chain(life as u8, 1);
        let honest = village.sealed(&commits, Hash::ZERO);
        let before = commits[0].hash();
        change(&mut commits[0]);
        assert_ne!(commits[0].hash(), before, "{field} is not in the hash");
        // The signer changes it but keeps the tip that others may have built on.
        let mut changed = village.sealed(&commits, Hash::ZERO);
        let (_, at, length) = HEADER[8];
        changed[at..at + length].copy_from_slice(&honest[at..at + length]);
        table.push_str(&format!("{field:<11} {}\n", village.verdict(&village.signed_again(changed))));
    }
    expect_test::expect![[r#"
        user        set aside: malformed
        act         set aside: malformed
        reason      set aside: malformed
        no reason   set aside: malformed
        recorded at set aside: malformed
        schema      set aside: malformed
        payload     set aside: malformed
        number      gap at 1
        prev        refused: forked
    "#]]
    .assert_eq(&table);
    village.neighbours_are_kept("Otieno");
}

#[test]
fn chunks_re_ordered_replayed_and_re_addressed_change_nothing() {
    let village = Village::new();
    let commits = village.chain(1, 3);
    let one = village.sealed(&commits[..1], Hash::ZERO);
    let two = village.sealed(&commits[1..2], commits[0].hash());
    let three = village.sealed(&commits[2..], commits[1].hash());
    assert_eq!(village.verdict(&two), "gap at 1", "out of order");
    assert_eq!(village.verdict(&one), "held");
    assert_eq!(village.verdict(&three), "gap at 2");
    assert_eq!(village.verdict(&two), "held");
    assert_eq!(village.verdict(&three), "held");
    for chunk in [&one, &two, &three] {
        assert_eq!(village.verdict(chunk), "duplicate", "a week later");
    }
    // The same numbers with other commits: both cannot be true, the first stands.
    let mut other = village.chain(1, 1);
    other[0].header.reason = None;
    assert_eq!(village.verdict(&village.sealed(&other, Hash::ZERO)), "refused: forked");
    // The same chunk under another device's name, signed by this one.
    let mut foreign = village.chain(2, 1);
    let amina = village.amina.store().read(|reader| reader.standing()).map_err(|fault: store::StoreFault| fault);
    foreign[0].header.incarnation = amina.unwrap().incarnation.unwrap();
    assert_eq!(village.verdict(&village.sealed(&foreign, Hash::ZERO)), "refused: signature");
    foreign[0].header.incarnation.device = 0;
    assert_eq!(village.verdict(&village.sealed(&foreign, Hash::ZERO)), "refused: signature", "in the hub's name");
    village.neighbours_are_kept("Njeri");
}

#[test]
fn every_field_of_a_request_is_signed() {
    let village = Village::new();
    let (session, body) = (village.session(), write_push(&[]));
    let sealed = village.request(path::PUSH, session, body);
    let mut table = String::new();
    let end = sealed.len();
    for (field, at) in [
        ("protocol", 0),
        ("device", 4),
        ("session", 10),
        ("body", 21),
        ("signature", end - 1),
        ("signature's half", end - 40),
    ] {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        let answer = village.world.hub_answers(path::PUSH, &flipped).map(|_| "answered").unwrap_or_else(|code| code);
        table.push_str(&format!("{field:<16} {answer}\n"));
    }
    for route in [path::HELLO, path::PULL, path::PROOF] {
        let answer = village.world.hub_answers(route, &sealed).map(|_| "answered").unwrap_or_else(|code| code);
        table.push_str(&format!("to {route:<16} {answer}\n"));
    }
    // The very same request again is safe; in a session that is over it is refused.
    let again = village.world.hub_answers(path::PUSH, &sealed).map(|_| "answered").unwrap_or_else(|code| code);
    let _ = village.session();
    let late = village.world.hub_answers(path::PUSH, &sealed).map(|_| "answered").unwrap_or_else(|code| code);
    table.push_str(&format!("again            {again}\nin a later session {late}\n"));
    expect_test::expect![[r#"
        protocol         sync-refused-malformed
        device           sync-refused-device-unknown
        session          sync-refused-signature
        body             sync-refused-signature
        signature        sync-refused-signature
        signature's half sync-refused-signature
        to /exchange/hello  sync-refused-signature
        to /exchange/pull   sync-refused-signature
        to /exchange/proof  sync-refused-signature
        again            answered
        in a later session sync-refused-session
    "#]]
    .assert_eq(&table);
    village.neighbours_are_kept("Wekesa");
}

#[test]
fn every_field_of_a_hello_is_looked_at() {
    type Change = (&'static str, fn(&mut Hello));
    let changes: [Change; 10] = [
        ("as it is", |_| {}),
        ("device", |hello| hello.incarnation.device += 1),
        ("the hub's device", |hello| hello.incarnation.device = 0),
        ("nonce", |hello| hello.incarnation.nonce = [98; 8]),
        ("tip_n", |hello| hello.tip_n = 0),
        ("tip", |hello| hello.tip.0[0] ^= 1),
        ("clock of 1960", |hello| hello.clock_ms = i64::MIN),
        ("version", |hello| hello.version = "999".to_owned()),
        ("epoch", |hello| hello.epoch = i64::MAX as u64),
        ("cursors", |hello| hello.cursors = vec![(Id::NIL, i64::MAX as u64); 300]),
    ];
    let village = Village::new();
    let commits = village.chain(99, 1);
    assert_eq!(village.verdict(&village.sealed(&commits, Hash::ZERO)), "held");
    let mut table = String::new();
    for (field, change) in changes {
        let mut hello = Hello { tip_n: 1, tip: commits[0].hash(), ..village.hello() };
        change(&mut hello);
        let sealed = village.request(path::HELLO, [0; 16], hello.to_bytes());
        let answer = village.world.hub_answers(path::HELLO, &sealed);
        let told = match answer.map(|answer| HelloReply::from_bytes(&answer).unwrap().standing) {
            Ok(Standing::Ok) => "goes on".to_owned(),
            Ok(standing) => format!("{standing:?}"),
            Err(code) => code.to_owned(),
        };
        table.push_str(&format!("{field:<17} {told}\n"));
    }
    expect_test::expect![[r#"
        as it is          goes on
        device            sync-refused-malformed
        the hub's device  sync-refused-malformed
        nonce             goes on
        tip_n             RolledBack { held: 1 }
        tip               Fork { at: 1 }
        clock of 1960     goes on
        version           goes on
        epoch             goes on
        cursors           goes on
    "#]]
    .assert_eq(&table);
    village.neighbours_are_kept("Achieng");
}

#[test]
fn every_field_of_a_receipt_is_signed_by_the_hub() {
    let village = Village::new();
    let chunk = village.sealed(&village.chain(5, 2), Hash::ZERO);
    let reply = village.receipts(&[chunk]);
    let hub = village.joseph.store().read(|reader| reader.setting::<store::StoreFault>("hub_key")).unwrap().unwrap();
    let hub: [u8; 32] = hub.try_into().unwrap();
    assert!(reply.is_signed_by(&hub));
    type Change = (&'static str, fn(&mut Receipt));
    let changes: [Change; 6] = [
        ("device", |receipt| receipt.incarnation.device += 1),
        ("nonce", |receipt| receipt.incarnation.nonce[0] ^= 1),
        ("first", |receipt| receipt.first += 1),
        ("last", |receipt| receipt.last += 1),
        ("verdict", |receipt| receipt.verdict = Verdict::Duplicate),
        ("reason", |receipt| receipt.verdict = Verdict::Refused("sync-refused-hash".to_owned())),
    ];
    for (field, change) in changes {
        let mut changed = reply.clone();
        change(&mut changed.receipts[0]);
        assert!(!changed.is_signed_by(&hub), "{field}");
        // Signed by somebody else, it is not the hub's word either.
        assert!(!PushReply::sign(changed.receipts, &village.key).is_signed_by(&hub), "{field}");
    }
    let doubled = PushReply { receipts: [reply.receipts.clone(), reply.receipts.clone()].concat(), ..reply.clone() };
    assert!(!doubled.is_signed_by(&hub));
    assert!(!PushReply { receipts: Vec::new(), ..reply }.is_signed_by(&hub));
    village.neighbours_are_kept("Barasa");
}

/// Found by fuzzing: the hub does not hand on what it set aside, and the other laptops of the area waited for it for ever.
#[test]
fn what_follows_something_set_aside_reaches_the_neighbours() {
    use domain::change::Value;
    use sync::field::Key;
    use sync::replay::{DocumentChange, RawPut};
    let village = Village::new();
    let mut commits = village.chain(1, 2);
    commits[0].payload = vec![0xff; 9];
    let address = RawPut { key: Key::of(domain::Field::Address, None), value: Some(Value::from("behind the poison")) };
    let header = &mut commits[1].header;
    let hash =
        sync::Document::new().author(header.incarnation, header.recorded_at, std::slice::from_ref(&address)).unwrap();
    let change = DocumentChange {
        kind: 2,
        document: Id::from_bytes([8; 16]),
        author: None,
        dependencies: Vec::new(),
        puts: vec![address],
        hash_prefix: sync::document::prefix(&hash),
    };
    commits[1].payload = Payload { changes: vec![change], facts: Vec::new() }.to_bytes();
    commits[1].header.prev = commits[0].hash();
    let poison = village.sealed(&commits[..1], Hash::ZERO);
    assert_eq!(village.verdict(&poison), "set aside: malformed");
    let replay_digest = Hash::of(&[b"pamoja-replay-1", &Hash::of(&[&hash.0]).0]);
    let seal_with = Seal { key: &village.key, prev_in_area: commits[0].hash(), replay_digest };
    assert_eq!(village.verdict(&seal(&commits[1..], &seal_with).unwrap().bytes), "held");
    assert!(village.amina.syncs().is_proven);
    assert!(village.amina.rows().contains("behind the poison"));
    assert_eq!(village.amina.rows(), village.world.hub_rows());
    assert_eq!(store::verify::verify(village.world.hub()).unwrap().findings, Vec::<String>::new());
}
