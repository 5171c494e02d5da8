//! A family with everything that is masked, and what could tell of it.

use crate::{Laptop, World, household};
use serde_json::{Value, json};
use usecases::caller::Caller;
use usecases::{Failure, call};

/// Her phone number.
pub const PHONE: &str = "0712345678";
/// The number of her identity card.
pub const CARD: &str = "QX7788141";
/// Why somebody looks.
pub const REASON: &str = "she came to the desk and asked";

/// A family of which everything that is sensitive is recorded.
pub struct Family {
    /// The household.
    pub home: String,
    /// Its head.
    pub grace: String,
    /// Her phone.
    pub phone: String,
    /// Where they live.
    pub area: String,
}

impl Family {
    /// Registers it, and somebody who may be one of them.
    ///
    /// # Panics
    /// When that is refused.
    pub fn new(laptop: &Laptop) -> Self {
        let home = laptop.registers(&household("Mwangi", &[&format!("Grace 34 f head {PHONE}"), "Baraka 2 m child"]));
        let person = laptop.opens(&home)["members"][0]["person"].clone();
        let grace = person["person_id"].as_str().unwrap().to_owned();
        let phone = person["phones"][0]["item_id"].as_str().unwrap().to_owned();
        let card = json!({ "document_type": "national_id", "number": CARD, "issuer": null, "valid_until": null });
        laptop.does("registry.add_identity_document", json!({ "person_id": grace, "document": card }));
        let fields = json!({ "disability": "severe" });
        laptop.does("registry.update_person", json!({ "person_id": grace, "fields": fields, "reason": null }));
        // Somebody who may be the same person, so that lists of pairs have something to hide, too.
        let other = laptop.registers(&household("Mwangy", &["Greis 34 f head"]));
        let other = laptop.opens(&other)["members"][0]["person"]["person_id"].clone();
        laptop.does("registry.add_identity_document", json!({ "person_id": other, "document": card }));
        let area = laptop.opens(&home)["area"]["area_id"].as_str().unwrap().to_owned();
        Self { home, grace, phone, area }
    }

    /// Grace has another number.
    pub fn changes_phone(&self, laptop: &Laptop, number: &str) {
        let input = json!({ "person_id": self.grace, "item_id": self.phone, "number": number });
        laptop.does("registry.update_phone", input);
    }
}

/// Why an audit opens values.
pub fn opening() -> Value {
    json!({ "purpose": "complaint", "reason": REASON })
}

/// Opens what is masked of a person.
pub fn reveal(person: &str) -> Value {
    json!({ "person_id": person, "household_id": null, "fields": [], "purpose": "complaint", "reason": REASON })
}

/// The lines of an audit.
pub fn lines(output: &Value) -> Vec<Value> {
    output["lines"].as_array().cloned().unwrap_or_default()
}

/// A caller at the hub with other roles or areas than the administrator.
pub fn at_hub(
    world: &World,
    laptop: &Laptop,
    role: &str,
    areas: &[String],
    act: &str,
    input: Value,
) -> Result<Value, Failure> {
    let areas = areas.iter().map(|area| domain::Id::parse(&laptop.area(area)).unwrap()).collect();
    let caller = Caller { grants: usecases::caller::standard(&[role]), areas, device: 0, ..laptop.caller() };
    call(world.hub(), &caller, act, input)
}

/// Inputs with which every reading use-case would tell of the family.
pub fn asks(act: &str, family: &Family) -> Option<Vec<Value>> {
    let home = json!({ "household_id": family.home });
    Some(match act {
        "registry.search" => vec![json!({ "text": PHONE }), json!({ "text": CARD }), json!({ "text": "Grace Mwangi" })],
        "registry.open_household" | "registry.timeline" => vec![home],
        "area.open" => vec![json!({ "area_id": family.area })],
        "registry.open_person" => vec![json!({ "person_id": family.grace })],
        "conflict.list" => vec![json!({ "state": "open" }), json!({ "state": "settled" })],
        "duplicate.list" => ["open", "same", "not_same", "needs_visit"].map(|state| json!({ "state": state })).into(),
        "sync.list" => {
            ["committed", "left", "held", "accepted", "attention"].map(|light| json!({ "light": light })).into()
        }
        "audit.search" => vec![
            json!({}),
            json!({ "query": { "person_id": family.grace } }),
            json!({ "query": { "household_id": family.home } }),
            json!({ "query": { "number": PHONE } }),
        ],
        "audit.export" => vec![json!({ "query": { "number": PHONE }, "opening": opening(), "has_values": false })],
        "privacy.list_due" => ["dissolved_household", "deceased_person"].map(|kind| json!({ "kind": kind })).into(),
        "draft.list" => vec![json!({ "kind": "registry.register" })],
        "draft.open" => return None,
        "sync.lights"
        | "sync.witness"
        | "partner.list"
        | "today.overview"
        | "area.list"
        | "vocabulary.list"
        | "registry.list_moves"
        | "oversight.overview"
        | "oversight.list_samples"
        | "device.list"
        | "device.lease"
        | "privacy.list_rulings"
        | "privacy.list_rules"
        | "user.list"
        | "user.list_answers"
        | "role.list"
        | "user.second_factor"
        | "user.begin_second_factor" => vec![json!({})],
        "sync.answer_stick" | "user.read_challenge" => vec![json!({ "part": "nonsense", "challenge": "nonsense" })],
        other => panic!("{other} reads and is not asked here: give it an input"),
    })
}

/// Values of fields, wherever they stand; codes are only a secret where they are somebody's.
pub fn tells_a_secret(output: &Value) -> bool {
    let text = output.to_string();
    let shown = [PHONE, "0799000111", "0788000222", CARD].iter().any(|secret| text.contains(secret));
    let code = [
        "\"disability\":\"severe\"",
        "\"after\":\"severe\"",
        "\"before\":\"severe\"",
        "\"value\":\"severe\"",
        "\"told\":\"severe\"",
    ];
    shown || code.iter().any(|secret| text.contains(secret))
}
