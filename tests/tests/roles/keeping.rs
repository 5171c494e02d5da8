//! Keeping users and roles at the hub.

use serde_json::{Value, json};
use stories::{Laptop, World};

/// A role everywhere, or in these areas.
pub fn charge(role: &str, areas: &[String]) -> Value {
    json!({ "role": role, "is_everywhere": areas.is_empty(), "area_ids": areas, "valid_from": null, "valid_until": null })
}

/// Charges an officer with something else, in the console.
pub fn assign(world: &World, laptop: &Laptop, charges: &[Value]) -> Result<Value, String> {
    let user = laptop.caller().user.to_string();
    let input = json!({ "user_id": user, "assignments": charges, "reason": "by the office" });
    world.console("user.assign", input).map_err(|failure| failure.code)
}

fn listed(world: &World, name: &str) -> Value {
    let users = world.console("user.list", json!({})).unwrap()["users"].clone();
    users.as_array().unwrap().iter().find(|user| user["name"] == name).cloned().unwrap_or_default()
}

fn certify(world: &World, name: &str, charges: &[Value]) -> Result<String, String> {
    let input = json!({ "name": name, "assignments": charges, "passphrase": "a long passphrase" });
    let output = world.console("user.certify", input).map_err(|failure| failure.code)?;
    Ok(output["user_id"].as_str().unwrap().to_owned())
}

fn role(world: &World, code: &str) -> Value {
    let roles = world.console("role.list", json!({})).unwrap()["roles"].clone();
    roles.as_array().unwrap().iter().find(|role| role["code"] == code).cloned().unwrap_or_default()
}

fn change(world: &World, role: &Value) -> Result<Value, String> {
    world.console("role.change", role.clone()).map_err(|failure| failure.code)
}

#[test]
fn a_user_is_let_in_charged_with_something_else_and_ended() {
    let world = World::new();
    let amina = world.laptop("amina");
    let village = amina.area(&world.villages()[0]);
    let mut until_june = charge("reconciler", std::slice::from_ref(&village));
    until_june["valid_until"] = json!("2026-06-30");
    let wanjiru = certify(&world, "Wanjiru", &[until_june]).unwrap();
    let user = listed(&world, "Wanjiru");
    assert_eq!(
        (&user["user_id"], &user["has_account"], &user["roles"]),
        (&json!(wanjiru), &json!(true), &json!(["reconciler"]))
    );
    let held = &user["assignments"][0];
    assert_eq!((&held["area_ids"], &held["is_everywhere"]), (&json!([village]), &json!(false)));
    assert_eq!((&held["valid_until"], &held["is_live"]), (&json!("2026-06-30"), &json!(true)));
    assert_eq!(certify(&world, "Wanjiru", &[charge("officer", &[])]), Err("user-refused-name-taken".to_owned()));
    world.passes(60);
    assert_eq!(listed(&world, "Wanjiru")["roles"], json!([]), "her time is over");
    let again = json!({ "user_id": wanjiru, "assignments": [charge("auditor", &[])], "reason": null });
    world.console("user.assign", again.clone()).unwrap();
    assert_eq!(listed(&world, "Wanjiru")["roles"], json!(["auditor"]));
    let refused = |act: &str, input: Value| world.console(act, input).unwrap_err().code;
    assert_eq!(refused("user.assign", again), "registry-refused-nothing-changed");
    assert_eq!(refused("user.end", json!({ "user_id": wanjiru, "reason": " " })), "user-refused-reason-needed");
    world.console("user.end", json!({ "user_id": wanjiru, "reason": "she left the office" })).unwrap();
    assert_eq!(listed(&world, "Wanjiru")["assignments"], json!([]));
    assert_eq!(refused("user.end", json!({ "user_id": wanjiru, "reason": "again" })), "user-refused-ended");
    assert_eq!(refused("user.end", json!({ "user_id": "nobody", "reason": "gone" })), "shell-missing");
    amina.syncs();
    let at_laptop = amina.store().read(|reader| reader.user(domain::Id::parse(&wanjiru).unwrap())).unwrap().unwrap();
    assert_eq!(at_laptop.held(), Vec::new(), "laptops hear of it");
}

#[test]
fn duties_that_must_not_lie_in_one_hand_never_do() {
    let world = World::new();
    let amina = world.laptop("amina");
    let pairs = [
        ("finance_preparer", "finance_approver"),
        ("finance_approver", "finance_releaser"),
        ("administrator", "finance_releaser"),
        ("auditor", "officer"),
    ];
    for (one, other) in pairs {
        let both = [charge(one, &[]), charge(other, &[])];
        assert_eq!(
            assign(&world, &amina, &both),
            Err("user-refused-duties-incompatible".to_owned()),
            "{one} and {other}"
        );
    }
    assert_eq!(listed(&world, "amina")["roles"], json!(["officer"]), "nothing of it was taken");
    assert!(assign(&world, &amina, &[charge("officer", &[]), charge("supervisor", &[])]).is_ok());
    // What is declared apart must be parted first.
    let mut officer = role(&world, "officer");
    officer["incompatible_with"] = json!(["supervisor"]);
    assert_eq!(change(&world, &officer), Err("role-refused-held-together".to_owned()));
    assign(&world, &amina, &[charge("officer", &[])]).unwrap();
    change(&world, &officer).unwrap();
    let both = [charge("officer", &[]), charge("supervisor", &[])];
    assert_eq!(assign(&world, &amina, &both), Err("user-refused-duties-incompatible".to_owned()));
}

#[test]
fn assignments_that_say_nothing_or_too_much_are_refused() {
    let world = World::new();
    let amina = world.laptop("amina");
    let refused = |charges: &[Value]| assign(&world, &amina, charges).unwrap_err();
    assert_eq!(refused(&[]), "user-refused-assignments-needed");
    assert_eq!(refused(&vec![charge("officer", &[]); 21]), "user-refused-assignments-too-many");
    assert_eq!(refused(&[charge("king", &[])]), "user-refused-role-unknown");
    assert_eq!(refused(&[charge("officer", &["nowhere".to_owned()])]), "shell-missing");
    let mut nowhere = charge("officer", &[]);
    nowhere["is_everywhere"] = json!(false);
    assert_eq!(refused(&[nowhere]), "user-refused-areas-needed", "no area is not everywhere");
    let mut backwards = charge("officer", &[]);
    (backwards["valid_from"], backwards["valid_until"]) = (json!("2026-06-02"), json!("2026-06-01"));
    assert_eq!(refused(&[backwards]), "user-refused-validity-order");
    let mut undated = charge("officer", &[]);
    undated["valid_from"] = json!("next week");
    assert_eq!(refused(&[undated]), "registry-refused-unknown-code");
}

#[test]
fn nobody_keeps_themselves_and_somebody_keeps_the_others() {
    let world = World::new();
    let fatuma = listed(&world, "Fatuma")["user_id"].clone();
    let refused = |input: Value| world.console("user.end", input).unwrap_err().code;
    assert_eq!(refused(json!({ "user_id": fatuma, "reason": "retires" })), "user-refused-oneself");
    let mut officer = role(&world, "administrator");
    officer["rights"] = json!(["registry.read"]);
    assert_eq!(change(&world, &officer), Err("role-refused-locks-out".to_owned()));
    // The command line stands beside the roster: even there the last who keeps users is not ended.
    let operator = usecases::Caller {
        user: domain::Id::NIL,
        device: 0,
        grants: usecases::caller::standard(&["administrator"]),
        areas: Vec::new(),
        ..world.laptop("amina").caller()
    };
    let ended = usecases::call(world.hub(), &operator, "user.end", json!({ "user_id": fatuma, "reason": "retires" }));
    assert_eq!(ended.unwrap_err().code, "user-refused-last-keeper");
    certify(&world, "Njeri", &[charge("administrator", &[])]).unwrap();
    let ended = usecases::call(world.hub(), &operator, "user.end", json!({ "user_id": fatuma, "reason": "retires" }));
    assert!(ended.is_ok());
}

#[test]
fn who_keeps_users_of_some_areas_neither_gives_nor_takes_beyond_them() {
    let world = World::new();
    let (amina, joseph) = (world.laptop("amina"), world.laptop("joseph"));
    let areas = [0, 1].map(|at| amina.area(&world.villages()[at]));
    assign(&world, &joseph, &[charge("officer", &areas[1..])]).unwrap();
    let keeper = certify(&world, "Otieno", &[charge("administrator", &areas[..1])]).unwrap();
    let user = domain::Id::parse(&keeper).unwrap();
    let grants = |reader: &store::Reader<'_>| reader.grants(user, amina.caller().today);
    let grants = world.hub().read(grants).unwrap().unwrap();
    let otieno = usecases::Caller { user, device: 0, areas: Vec::new(), grants, ..amina.caller() };
    let call =
        |act: &str, input: Value| usecases::call(world.hub(), &otieno, act, input).map_err(|failure| failure.code);
    let newcomer = |name: &str, charges: &[Value]| {
        call("user.certify", json!({ "name": name, "assignments": charges, "passphrase": null }))
    };
    assert!(newcomer("Achieng", &[charge("officer", &areas[..1])]).is_ok());
    assert_eq!(newcomer("Barasa", &[charge("officer", &areas[1..])]).unwrap_err(), "user-refused-beyond-own-areas");
    assert_eq!(newcomer("Barasa", &[charge("officer", &[])]).unwrap_err(), "user-refused-beyond-own-areas");
    let ends =
        |laptop: &Laptop| call("user.end", json!({ "user_id": laptop.caller().user.to_string(), "reason": "because" }));
    assert_eq!(ends(&joseph).unwrap_err(), "user-refused-beyond-own-areas", "he works elsewhere");
    assert_eq!(ends(&amina).unwrap_err(), "user-refused-beyond-own-areas", "she works here and elsewhere");
    let officer = role(&world, "officer");
    assert_eq!(call("role.change", officer).unwrap_err(), "role-refused-not-everywhere");
    assert_eq!(call("area.import", json!({ "file_id": "none" })).unwrap_err(), "registry-refused-area-out-of-scope");
    let code = |area: &String| json!({ "name": "laptop", "area_ids": [area], "role": "officer", "valid_hours": 24 });
    assert!(call("device.issue_code", code(&areas[0])).is_ok());
    assert_eq!(call("device.issue_code", code(&areas[1])).unwrap_err(), "shell-missing");
    let grant = json!({ "number": joseph.caller().device, "area_ids": [areas[0]] });
    assert_eq!(call("device.grant", grant).unwrap_err(), "shell-missing", "a laptop of the whole district");
}

#[test]
fn a_role_is_made_changed_and_heard_on_laptops() {
    let world = World::new();
    let amina = world.laptop("amina");
    amina.registers(&stories::household("Mwangi", &["Grace 34 f head"]));
    let visitor = json!({ "code": "visitor", "names": { "en": "Visitor" }, "rights": ["registry.read"], "incompatible_with": ["auditor"], "version": 0, "reason": "guests of the ministry" });
    change(&world, &visitor).unwrap();
    assert_eq!(role(&world, "visitor")["version"], 1);
    assert_eq!(change(&world, &visitor), Err("role-refused-changed-meanwhile".to_owned()));
    assign(&world, &amina, &[charge("visitor", &[])]).unwrap();
    assert_eq!(role(&world, "visitor")["users"], 1);
    amina.syncs();
    amina.has_roles_of_roster();
    let home =
        amina.does("registry.search", json!({ "text": "Mwangi", "area_id": null }))["hits"][0]["household_id"].clone();
    let update = json!({ "household_id": home, "fields": { "address": "by the well" }, "reason": null });
    assert_eq!(amina.cannot("registry.update_household", update.clone()), "access-denied-right");
    assert_eq!(amina.cannot("role.list", json!({})), "access-denied-right");
    let mut writes = role(&world, "visitor");
    writes["rights"] = json!(["registry.read", "registry.write"]);
    change(&world, &writes).unwrap();
    amina.syncs();
    amina.has_roles_of_roster();
    amina.does("registry.update_household", update);
    amina.syncs();
    assert_eq!(world.hub().read(|reader| reader.quarantine()).unwrap(), [], "the hub knows the role, too");
    let refused = |member: &str, value: Value| {
        let mut wanted = role(&world, "visitor");
        wanted[member] = value;
        change(&world, &wanted).unwrap_err()
    };
    assert_eq!(refused("rights", json!(["money.print"])), "role-refused-right-unknown");
    assert_eq!(refused("incompatible_with", json!(["visitor"])), "user-refused-role-unknown");
    assert_eq!(refused("code", json!("Visitor!")), "role-refused-changed-meanwhile");
    let unnamed = json!({ "code": "guest", "rights": [], "incompatible_with": [], "version": 0, "reason": null });
    assert_eq!(change(&world, &unnamed), Err("role-refused-name-needed".to_owned()));
}
