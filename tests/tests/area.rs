//! What becomes of places: other names, other codes, districts that go into another. Families stay on file, work that was
//! under way counts, and everybody sees the same.

use serde_json::{Value, json};
use stories::{GREEN, World, assert_same, household};

/// A second district beside the invented one, with two villages; the first and the second of the invented one.
struct Country {
    world: World,
    here: String,
    beside: String,
    there: String,
    far: String,
}

impl Country {
    fn new() -> Self {
        let world = World::new();
        let text = "code,parent_code,name_en\nXP0102,XP01,Other district\nXP010201,XP0102,Other ward\nXP01020101,XP010201,There\nXP01020102,XP010201,Far\n";
        let file = world.console_brings("areas.csv", text.as_bytes());
        let told = world.console("area.import", json!({ "file_id": file })).unwrap();
        assert_eq!(told["problems"], json!([]));
        let villages = world.villages();
        Self {
            world,
            here: villages[0].clone(),
            beside: villages[1].clone(),
            there: "XP01020101".to_owned(),
            far: "XP01020102".to_owned(),
        }
    }

    fn area(&self, code: &str) -> Value {
        let areas = self.world.console("area.list", json!({})).unwrap();
        areas["areas"].as_array().unwrap().iter().find(|area| area["code"] == code).unwrap().clone()
    }

    fn id(&self, code: &str) -> String {
        self.area(code)["area_id"].as_str().unwrap().to_owned()
    }

    fn opens(&self, code: &str) -> Value {
        self.world.console("area.open", json!({ "area_id": self.id(code) })).unwrap()
    }

    fn merges(&self, code: &str, into: &str) {
        let input = json!({ "area_id": self.id(code), "into_id": self.id(into) });
        self.world.console("area.merge", input).unwrap();
    }

    fn refuses(&self, use_case: &str, input: Value) -> String {
        self.world.console(use_case, input).unwrap_err().code
    }
}

fn happenings(opened: &Value) -> Vec<&str> {
    opened["history"].as_array().unwrap().iter().map(|event| event["happening"].as_str().unwrap()).collect()
}

#[test]
fn a_place_is_called_otherwise_and_what_it_was_is_kept() {
    let it = Country::new();
    let amina = it.world.laptop_in("amina", std::slice::from_ref(&it.here));
    amina.registers_in(&it.here, &household("Mwangi", &["Grace 34 f head"]));
    let id = it.id(&it.here);
    let names = json!({ "en": "Mango Hill", "sw": "Kilima cha Maembe" });
    it.world.console("area.translate", json!({ "area_id": id, "names": names })).unwrap();
    it.world.console("area.recode", json!({ "area_id": id, "code": "XP-NEW-1" })).unwrap();
    it.world.everyone_syncs();
    let areas = amina.does("area.list", json!({}));
    let area = areas["areas"].as_array().unwrap().iter().find(|area| area["area_id"] == id.as_str()).unwrap().clone();
    assert_eq!((&area["code"], &area["names"], &area["may_register"]), (&json!("XP-NEW-1"), &names, &json!(true)));
    let opened = it.opens("XP-NEW-1");
    assert_eq!(happenings(&opened), ["recoded", "translated", "added"]);
    assert_eq!(opened["history"][1]["code"], it.here.as_str(), "the code it had is kept");
    assert_eq!(opened["households"], 1);
    // A file of before finds the place, and a file with its former code as a new place is told so.
    let file =
        it.world.console_brings("old.csv", format!("code,parent_code,name_en\n{},XP0101,Again\n", it.here).as_bytes());
    let told = it.world.console("area.import", json!({ "file_id": file })).unwrap();
    assert_eq!(told["problems"][0]["code"], "area-refused-code-former");
    assert_eq!(told["problems"][0]["detail"]["now"], "XP-NEW-1");
    let input = json!({ "parent_id": it.area("XP-NEW-1")["parent_id"], "code": it.here, "names": { "en": "New" } });
    assert_eq!(it.refuses("area.add", input), "area-refused-code-former");
    let taken = json!({ "area_id": it.id(&it.beside), "code": "XP-NEW-1" });
    assert_eq!(it.refuses("area.recode", taken), "area-refused-code-taken");
    it.world.console("area.recode", json!({ "area_id": id, "code": it.here })).unwrap();
    assert_eq!(it.area(&it.here)["area_id"], id.as_str(), "it may have its own former code again");
}

#[test]
fn a_village_goes_into_its_neighbour_while_an_officer_is_away() {
    let it = Country::new();
    let villages = [it.here.clone(), it.beside.clone()];
    let (amina, joseph) = (it.world.laptop_in("amina", &villages), it.world.laptop_in("joseph", &villages));
    let grace = amina.registers_in(&it.here, &household("Mwangi", &["Grace 34 f head"]));
    it.world.everyone_syncs();
    it.merges(&it.here, &it.beside);
    // Who has not heard goes on where they are, and none of it is lost.
    let neema = amina.registers_in(&it.here, &household("Wanjiru", &["Neema 40 f head"]));
    amina.adds_member(&grace, "Mwangi", "Baraka 2 m child");
    it.world.everyone_syncs();
    for laptop in [&amina, &joseph] {
        assert_eq!(laptop.opens(&neema)["area"]["is_merged"], true);
        assert_eq!(laptop.opens(&grace)["members"].as_array().unwrap().len(), 2);
        assert_eq!(laptop.lights(), GREEN);
    }
    assert_same(&amina.rows(), &joseph.rows(), "rows");
    assert_same(&amina.rows(), &it.world.hub_rows(), "rows");
    let path = amina.opens(&neema)["area"]["path"].as_str().unwrap().to_owned();
    let [now, was] = [it.area(&it.beside), it.area(&it.here)].map(|area| area["name"].as_str().unwrap().to_owned());
    assert!(path.ends_with(&format!("{now} › {was}")), "{path}");
    // From now on nobody is registered there, and its neighbour is still a smallest place.
    let closed = amina.tries_to_register(&amina.area(&it.here), &household("Late", &["Late 20 f head"])).unwrap_err();
    assert_eq!(closed.code, "area-refused-merged");
    amina.registers_in(&it.beside, &household("Open", &["Open 20 f head"]));
    let opened = it.opens(&it.beside);
    assert_eq!(opened["households"], 2, "who was registered in what went into it counts with it: {opened}");
    assert_eq!(happenings(&it.opens(&it.here)), ["merged", "added"]);
    // Taken back, all is as before.
    it.world.console("area.unmerge", json!({ "area_id": it.id(&it.here) })).unwrap();
    it.world.everyone_syncs();
    amina.registers_in(&it.here, &household("Again", &["Again 20 f head"]));
    it.world.everyone_syncs();
    assert_eq!((amina.lights().as_str(), joseph.lights().as_str()), (GREEN, GREEN));
    assert_eq!(it.area(&it.here)["parent_id"], it.area(&it.beside)["parent_id"]);
    assert_same(&amina.rows(), &it.world.hub_rows(), "rows");
    let before = amina.rows();
    amina.rebuilds();
    assert_same(&before, &amina.rows(), "rows");
}

#[test]
fn a_district_goes_into_another_and_its_families_with_it() {
    let it = Country::new();
    let joseph = it.world.laptop_in("joseph", &["XP0102".to_owned()]);
    let amina = it.world.laptop_in("amina", &["XP0101".to_owned()]);
    let salma = it.world.laptop_in("salma", std::slice::from_ref(&it.there));
    let kamau = joseph.registers_in(&it.there, &household("Kamau", &["Peter 50 m head"]));
    let zawadi = joseph.registers_in(&it.far, &household("Zawadi", &["Asha 30 f head"]));
    let grace = amina.registers_in(&it.here, &household("Mwangi", &["Grace 34 f head"]));
    it.world.everyone_syncs();
    it.merges("XP0102", "XP0101");
    let late = joseph.registers_in(&it.far, &household("Late", &["Late 30 f head"]));
    it.world.everyone_syncs();
    it.world.everyone_syncs();
    // Whoever works in the whole of what is now one district holds all of it.
    for home in [&kamau, &zawadi, &late, &grace] {
        amina.opens(home);
    }
    // Whoever was charged with what went into it holds that, its villages lie in the other now.
    assert_eq!(it.area("XP010201")["parent_id"], it.id("XP0101").as_str());
    salma.opens(&kamau);
    for laptop in [&amina, &joseph, &salma] {
        assert_eq!(laptop.lights(), GREEN);
    }
    assert_same(&amina.rows(), &it.world.hub_rows(), "rows");
    // Nothing may be put into what is closed, and ranks do not mix.
    let [closed, district, village] = ["XP0102", "XP0101", &it.here].map(|code| it.id(code));
    assert_eq!(
        it.refuses("area.merge", json!({ "area_id": village, "into_id": district })),
        "area-refused-other-level"
    );
    assert_eq!(it.refuses("area.merge", json!({ "area_id": district, "into_id": closed })), "area-refused-merged");
    assert_eq!(it.refuses("area.recode", json!({ "area_id": closed, "code": "X" })), "area-refused-merged");
    assert_eq!(
        it.refuses("area.add", json!({ "parent_id": closed, "code": "X", "names": { "en": "X" } })),
        "area-refused-merged"
    );
    assert_eq!(it.refuses("area.unmerge", json!({ "area_id": district })), "area-refused-not-merged");
    // Taken back: the wards that went along lie in it again, and its families with them.
    it.world.console("area.unmerge", json!({ "area_id": closed })).unwrap();
    it.world.everyone_syncs();
    it.world.everyone_syncs();
    assert_eq!(it.area("XP010201")["parent_id"], closed.as_str());
    for home in [&kamau, &zawadi, &late] {
        joseph.opens(home);
        assert_eq!(
            amina.cannot("registry.open_household", json!({ "household_id": home })),
            "registry-refused-moved-away"
        );
    }
    assert_eq!((amina.lights().as_str(), joseph.lights().as_str()), (GREEN, GREEN));
}

#[test]
fn a_village_of_one_district_goes_into_one_of_another() {
    let it = Country::new();
    let amina = it.world.laptop_in("amina", &["XP0101".to_owned()]);
    let joseph = it.world.laptop_in("joseph", &["XP0102".to_owned()]);
    let grace = amina.registers_in(&it.here, &household("Mwangi", &["Grace 34 f head"]));
    it.world.everyone_syncs();
    it.merges(&it.here, &it.there);
    // She has not heard: what she does there counts all the same, and goes where the village went.
    amina.adds_member(&grace, "Mwangi", "Baraka 2 m child");
    let neema = amina.registers_in(&it.here, &household("Wanjiru", &["Neema 40 f head"]));
    it.world.everyone_syncs();
    it.world.everyone_syncs();
    assert_eq!(joseph.opens(&grace)["members"].as_array().unwrap().len(), 2);
    joseph.opens(&neema);
    assert_eq!(
        amina.cannot("registry.open_household", json!({ "household_id": neema })),
        "registry-refused-moved-away"
    );
    joseph.adds_member(&grace, "Mwangi", "Amani 1 m child");
    it.world.everyone_syncs();
    assert_eq!((amina.lights().as_str(), joseph.lights().as_str()), (GREEN, GREEN));
    // Somebody who comes later and never saw it elsewhere has the very same rows.
    let late = it.world.laptop_in("late", &["XP0102".to_owned()]);
    assert_eq!(late.opens(&grace)["members"].as_array().unwrap().len(), 3);
    it.world.everyone_syncs();
    assert_same(&late.rows(), &joseph.rows(), "rows");
    // What she writes there after she has heard is refused by her own laptop.
    assert_eq!(
        amina.tries_to_register(&amina.area(&it.here), &household("Late", &["Late 20 f head"])).unwrap_err().code,
        "registry-refused-area-out-of-scope"
    );
}

#[test]
fn a_place_that_gets_places_within_it_keeps_its_families() {
    let it = Country::new();
    let amina = it.world.laptop_in("amina", std::slice::from_ref(&it.here));
    let grace = amina.registers_in(&it.here, &household("Mwangi", &["Grace 34 f head"]));
    it.world.everyone_syncs();
    let parent = it.id(&it.here);
    it.world
        .console("area.add", json!({ "parent_id": parent, "code": "HAMLET-1", "names": { "en": "Upper hamlet" } }))
        .unwrap();
    amina.adds_member(&grace, "Mwangi", "Baraka 2 m child");
    it.world.everyone_syncs();
    amina.adds_member(&grace, "Mwangi", "Neema 5 f child");
    it.world.everyone_syncs();
    assert_eq!(amina.opens(&grace)["members"].as_array().unwrap().len(), 3);
    assert_eq!(amina.lights(), GREEN);
    let there = amina.tries_to_register(&amina.area(&it.here), &household("Late", &["Late 20 f head"])).unwrap_err();
    assert_eq!(there.code, "registry-refused-area-not-smallest");
    amina.registers_in("HAMLET-1", &household("Open", &["Open 20 f head"]));
    it.world.everyone_syncs();
    assert_same(&amina.rows(), &it.world.hub_rows(), "rows");
}

#[test]
fn only_who_may_change_the_whole_tree_changes_it() {
    let it = Country::new();
    let amina = it.world.laptop("amina");
    for use_case in ["area.add", "area.translate", "area.recode", "area.merge", "area.unmerge", "area.open"] {
        assert_eq!(amina.cannot(use_case, json!({})), "access-denied-right", "{use_case}");
    }
    let id = it.id(&it.here);
    for (use_case, input, code) in [
        ("area.translate", json!({ "area_id": id, "names": {} }), "area-refused-no-name"),
        ("area.translate", json!({ "area_id": id, "names": { "english": "X" } }), "registry-refused-language-invalid"),
        (
            "area.translate",
            json!({ "area_id": id, "names": it.area(&it.here)["names"] }),
            "registry-refused-nothing-changed",
        ),
        ("area.recode", json!({ "area_id": id, "code": " " }), "area-refused-code-missing"),
        ("area.recode", json!({ "area_id": id, "code": "X".repeat(41) }), "registry-refused-text-too-long"),
        ("area.merge", json!({ "area_id": id, "into_id": id }), "area-refused-same"),
        ("area.merge", json!({ "area_id": id, "into_id": "nowhere" }), "shell-missing"),
    ] {
        assert_eq!(it.refuses(use_case, input.clone()), code, "{use_case} {input}");
    }
}
