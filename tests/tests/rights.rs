//! Who may do what: every use-case as every role, at a laptop and at the hub; every change of a family in and out of the
//! areas that are the officer's.

use domain::roster::role::{defaults, standard_codes};
use serde_json::{Value, json};
use stories::{Laptop, World, household};
use usecases::caller::{Caller, standard};
use usecases::list::{Authority, DOOR, LIST, Line};

const TODAY: &str = "2026-06-01";

/// What a call came to, as far as rights go. The input is nonsense: whoever may call hears about that instead.
fn standing(store: &store::Store, caller: &Caller, line: &Line) -> &'static str {
    match usecases::call(store, caller, line.name, json!({ "nonsense": [] })) {
        Err(failure) if failure.code == "access-denied-right" => "denied",
        Err(failure) if failure.code == "shell-refused-not-here" => "not here",
        _ => "heard",
    }
}

#[test]
fn every_role_is_heard_where_the_table_says_and_denied_everywhere_else() {
    let world = World::new();
    let amina = world.laptop("amina");
    let roles = defaults();
    for role in standard_codes().into_iter().chain(["of no role"]) {
        let rights = roles.get(role).map(|role| role.rights.clone()).unwrap_or_default();
        let caller = Caller { grants: standard(&[role]), ..amina.caller() };
        for line in LIST.iter().filter(|line| !DOOR.contains(&line.name)) {
            let may = line.right.is_none_or(|right| rights.iter().any(|held| held == right));
            for (store, is_hub) in [(amina.store(), false), (world.hub(), true)] {
                let is_here = match line.authority {
                    Authority::Any => true,
                    Authority::Hub => is_hub,
                    Authority::Laptop => !is_hub,
                };
                let expected = if !may {
                    "denied"
                } else if is_here {
                    "heard"
                } else {
                    "not here"
                };
                assert_eq!(standing(store, &caller, line), expected, "{} as {role}, hub: {is_hub}", line.name);
            }
        }
    }
}

/// A family with everything that can be changed.
struct Family {
    home: String,
    page: Value,
}

impl Family {
    fn new(laptop: &Laptop, village: &str) -> Self {
        let home = laptop.registers_in(
            village,
            &household("Mwangi", &["Grace 60 f head 0712345678", "Brian 30 m child", "Neema 8 f grandchild"]),
        );
        let grace = laptop.opens(&home)["members"][0]["person"]["person_id"].clone();
        let card = json!({ "document_type": "national_id", "number": "28834410", "issuer": null, "valid_until": null });
        laptop.does("registry.add_identity_document", json!({ "person_id": grace, "document": card }));
        let consent = json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": TODAY });
        laptop.does("registry.record_consent", consent);
        let page = laptop.opens(&home);
        Self { home, page }
    }

    fn person(&self, at: usize) -> &Value {
        &self.page["members"][at]["person"]
    }

    /// An input with which each use-case that writes to a family would go through.
    fn input(&self, use_case: &str, other: &Self, elsewhere: &str) -> Option<Value> {
        let (home, head) = (&self.home, &self.person(0)["person_id"]);
        let (brian, neema) = (&self.person(1)["person_id"], &self.person(2)["person_id"]);
        let newborn = json!({ "given_name": "Zawadi", "family_name": "Mwangi", "other_names": null, "full_name": null,
            "name_other_script": null, "sex": "2", "birth": { "on": TODAY, "precision": "day" }, "role": "grandchild",
            "civil_status": null, "education": null, "disability": null, "occupation": null, "phones": [], "identity_documents": [] });
        let card = json!({ "document_type": "national_id", "number": "31190227", "issuer": null, "valid_until": null });
        Some(match use_case.trim_start_matches("registry.") {
            "update_person" | "correct_person" => {
                json!({ "person_id": brian, "fields": { "occupation": "fisher" }, "reason": "heard wrong" })
            }
            "update_household" | "correct_household" => {
                json!({ "household_id": home, "fields": { "address": "by the well" }, "reason": "heard wrong" })
            }
            "add_member" => json!({ "household_id": home, "member": newborn, "joined_on": TODAY, "why": "birth" }),
            "remove_member" => {
                json!({ "household_id": home, "person_id": brian, "left_on": TODAY, "why": "migration" })
            }
            "transfer_member" => json!({ "person_id": brian, "from_household_id": home, "to_household_id": other.home,
                "role": "other_relative", "on": TODAY, "why": "marriage" }),
            "change_head" => {
                json!({ "household_id": home, "person_id": brian, "former_head_role": "parent", "reason": null })
            }
            "split" => {
                json!({ "household_id": home, "person_ids": [brian, neema], "head_person_id": brian, "address": null, "on": TODAY })
            }
            "dissolve" => json!({ "household_id": home, "on": TODAY, "why": "error" }),
            "record_death" => json!({ "person_id": neema, "died_on": TODAY, "new_head_person_id": null }),
            "add_phone" => json!({ "person_id": brian, "number": "0722000111" }),
            "update_phone" => {
                json!({ "person_id": head, "item_id": self.person(0)["phones"][0]["item_id"], "number": "0722000112" })
            }
            "remove_phone" => json!({ "person_id": head, "item_id": self.person(0)["phones"][0]["item_id"] }),
            "add_identity_document" => json!({ "person_id": brian, "document": card }),
            "remove_identity_document" => {
                json!({ "person_id": head, "item_id": self.person(0)["identity_documents"][0]["item_id"], "reason": "lost" })
            }
            "record_consent" => {
                json!({ "household_id": home, "purpose": "payment", "is_given": true, "manner": "verbal", "given_on": TODAY })
            }
            "withdraw_consent" => {
                json!({ "household_id": home, "fact_id": self.page["consents"][0]["fact_id"], "on": TODAY })
            }
            "request_move" => json!({ "household_id": home, "to_area_id": elsewhere, "why": "work" }),
            _ => return None,
        })
    }
}

#[test]
fn a_family_is_changed_in_the_officers_areas_and_nowhere_else() {
    let world = World::new();
    let villages = world.villages();
    let amina = world.laptop("amina");
    let areas = [0, 1, 2].map(|at| amina.area(&villages[at]));
    let limited = || Caller { areas: vec![domain::Id::parse(&areas[0]).unwrap()], ..amina.caller() };
    let mut changed = 0;
    for line in LIST.iter().filter(|line| line.right == Some("registry.write") && line.name != "registry.register") {
        // For each a family of its own: the one before may be gone.
        let [home, away] = [0, 1].map(|at| Family::new(&amina, &villages[at]));
        let beside = Family::new(&amina, &villages[0]);
        let input = |family: &Family| {
            family.input(line.name, &beside, &areas[2]).unwrap_or_else(|| panic!("{} is told", line.name))
        };
        let before = amina.opens(&away.home);
        let refused = usecases::call(amina.store(), &limited(), line.name, input(&away)).unwrap_err();
        assert_eq!(refused.code, "registry-refused-area-out-of-scope", "{}", line.name);
        assert_eq!(amina.opens(&away.home), before, "{} changed nothing", line.name);
        let done = usecases::call(amina.store(), &limited(), line.name, input(&home));
        assert!(done.is_ok(), "{} in an area of the officer: {done:?}", line.name);
        changed += 1;
    }
    assert!(changed >= 17, "{changed} use-cases");
    let registering = json!({ "area_id": areas[1], "address": null, "dwelling": null, "water_source": null, "registered_on": TODAY,
        "members": [], "consent": null, "draft_id": null });
    let refused = usecases::call(amina.store(), &limited(), "registry.register", registering).unwrap_err();
    assert_eq!(refused.code, "registry-refused-area-out-of-scope");
}
