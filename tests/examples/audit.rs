//! How long an audit takes in a log of 100,000 commits: `cargo run -p stories --example audit`.

use std::time::Instant;

use domain::change::{Change, Fact};
use domain::registry::consent::Consent;
use domain::{Field, Id};
use serde_json::{Value, json};
use stories::{World, household};

/// Families, each with changes of its phone.
const FAMILIES: usize = 500;
/// Changes of each phone.
const CHANGES: usize = 20;
/// Commits in all; what is no change of a phone records a consent.
const COMMITS: usize = 100_000;
/// Commits in one transaction.
const AT_ONCE: usize = 1_000;

fn main() {
    let world = World::new();
    let amina = world.laptop("amina");
    let mut families = Vec::new();
    for family in 0..FAMILIES {
        let home =
            amina.registers(&household(&format!("Mwangi{family}"), &[&format!("Grace 34 f head 07{family:08}")]));
        let person = amina.opens(&home)["members"][0]["person"].clone();
        let id = |value: &Value| value.as_str().and_then(Id::<()>::parse).expect("an identity");
        families.push((id(&json!(home)), id(&person["person_id"]), id(&person["phones"][0]["item_id"])));
    }
    let area = Id::parse(&amina.area(&world.villages()[0])).expect("a village");
    let phones = FAMILIES * CHANGES;
    let author = amina.caller().author("registry.record_consent");
    let calls = amina.caller().author("registry.update_phone");
    for from in (0..COMMITS).step_by(AT_ONCE) {
        // One in ten changes a phone, all through the log.
        let is_phone = (from / AT_ONCE).is_multiple_of(COMMITS / phones);
        let author = if is_phone { &calls } else { &author };
        let done: Result<(), store::StoreFault> = amina.store().write(author, |writer| {
            for n in from..from + AT_ONCE {
                let (home, person, item) = families[n % FAMILIES];
                let mut change = Change::default();
                if is_phone {
                    let person: Id<domain::registry::Person> = person.of();
                    change.put_item(person, Field::PhoneNumber, item, format!("0799{n:06}"));
                } else {
                    change.state(Fact::Consent(Consent {
                        id: writer.new_id(),
                        household: home.of(),
                        purpose: "payment".to_owned(),
                        is_given: true,
                        manner: "verbal".to_owned(),
                        given_on: amina.caller().today,
                    }));
                }
                writer.commit(area, None, &change)?;
            }
            Ok(())
        });
        done.expect("commits");
    }
    amina.has_roles(&["supervisor"]);
    let whole = amina.does("audit.search", json!({}));
    let user = amina.caller().user.to_string();
    let oldest = json!({ "until_at": whole["lines"][49]["at"] });
    for (what, query) in [
        ("by a number of before", json!({ "number": "0700000007", "field": "phone_number" })),
        ("by person", json!({ "person_id": families[7].1.to_string() })),
        ("the latest page", json!({})),
        ("before an instant", oldest),
        ("by user", json!({ "user_id": user })),
        ("by act, one in ten", json!({ "act": "registry.update_phone" })),
        ("by act, none", json!({ "act": "registry.dissolve" })),
        ("by field, one in ten", json!({ "field": "phone_number" })),
        ("readings, none", json!({ "about": "reads" })),
        ("by place", json!({ "area_id": amina.area(&world.villages()[0]) })),
    ] {
        let begun = Instant::now();
        let page = amina.does("audit.search", json!({ "query": query }));
        let lines = page["lines"].as_array().map_or(0, Vec::len);
        println!("{what}: {lines} lines, more: {}, {} ms", !page["next"].is_null(), begun.elapsed().as_millis());
    }
}
