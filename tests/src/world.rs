//! The world itself.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;

use domain::time::parse_date;
use domain::{Date, Id, Instant, roster::User};
use serde_json::{Value, json};
use store::exchange::hub;
use store::key::StoreKey;
use store::limits::RESERVE_BYTES;
use store::{OpenStore, Place, Store};
use sync::join::JoinCode;
use sync::session::laptop::path;
use sync::session::message::Message as _;
use sync::session::{JoinReply, JoinRequest};
use sync::signing::SigningKey;
use usecases::{Caller, Failure, caller::standard};

use crate::household::{HouseholdInput, member};
use crate::life::Life;
use crate::line::Switches;

const DAY_MS: i64 = 86_400_000;

pub(crate) struct Shared {
    pub hub: Life,
    pub day: Cell<i64>,
    pub ticks: Cell<i64>,
    pub seeds: Cell<u32>,
    /// Every message that crossed the line, for freezing.
    pub recorded: RefCell<Vec<Message>>,
    pub line: Switches,
}

/// One request and its answer.
#[derive(Debug, Clone)]
pub struct Message {
    /// Path of the request.
    pub path: String,
    /// Its bytes.
    pub request: Vec<u8>,
    /// What the hub answered.
    pub answer: Vec<u8>,
}

impl Shared {
    pub(crate) fn now(&self) -> Instant {
        self.ticks.set(self.ticks.get() + 1);
        // Every act a second after the last: stories read the same on every machine.
        Instant::from_ms(1_780_000_000_000 + self.day.get() * DAY_MS + self.ticks.get() * 1_000)
    }

    pub(crate) fn seed(&self) -> [u8; 32] {
        self.seeds.set(self.seeds.get() + 1);
        // Small numbers far apart: a source of identities starts badly from a seed that is nearly zero.
        sync::Hash::of(&[b"story", &self.seeds.get().to_be_bytes()]).0
    }
}

/// A hub with its areas, and what is needed to bring laptops to it.
pub struct World {
    pub(crate) shared: Rc<Shared>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) admin: Caller,
    pub(crate) laptops: RefCell<Vec<Rc<Laptop>>>,
}

/// A laptop with its one officer.
pub struct Laptop {
    /// The officer's name.
    pub name: String,
    pub(crate) shared: Rc<Shared>,
    pub(crate) store: Life,
    pub(crate) folder: PathBuf,
    pub(crate) caller: RefCell<Caller>,
    /// How far its clock is off, in milliseconds.
    pub(crate) clock_off: Cell<i64>,
    /// What the laptop's line carries, in kbit/s; none when nobody measures it.
    pub(crate) kbit: Cell<Option<u64>>,
}

/// Today of day 0.
const FIRST_DAY: &str = "2026-06-01";

pub(crate) fn date(day: i64) -> Date {
    let first = parse_date(FIRST_DAY).unwrap_or_default();
    let days = domain::time::days(day.unsigned_abs());
    let found = if day < 0 { first.checked_sub_days(days) } else { first.checked_add_days(days) };
    found.unwrap_or(first)
}

/// Stories are about work, not about passphrases: the key is fixed.
pub(crate) const STORY_KEY: [u8; 32] = [7; 32];

pub(crate) fn open(folder: &std::path::Path, place: Place, seed: [u8; 32]) -> Store {
    open_on(folder, place, seed, None)
}

pub(crate) fn open_on(folder: &std::path::Path, place: Place, seed: [u8; 32], vfs: Option<&str>) -> Store {
    let key = StoreKey::from_bytes(STORY_KEY);
    // The reserve only has to have its length; a hole in a file has it too, and costs nothing.
    std::fs::create_dir_all(folder).expect("a folder");
    let reserve = std::fs::File::create(folder.join("reserve")).and_then(|file| file.set_len(RESERVE_BYTES));
    reserve.expect("room for a file with a hole");
    Store::open_on(&OpenStore { folder, key: &key, place, seed }, vfs).expect("a store opens")
}

/// A folder in memory where there is such a place: stories are not about disks.
pub(crate) fn in_memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a temporary folder")
}

impl World {
    /// A hub in the demo district.
    pub fn new() -> Self {
        let folder = in_memory();
        let store = open(&folder.path().join("hub"), Place::Hub, [200; 32]);
        let shared = Rc::new(Shared {
            hub: Life::of(store),
            day: Cell::new(0),
            ticks: Cell::new(0),
            seeds: Cell::new(0),
            recorded: RefCell::default(),
            line: Switches::default(),
        });
        hub::found(shared.hub.store(), "Hub", shared.now()).expect("a hub is founded");
        let mut admin = Caller {
            user: Id::NIL,
            user_name: "Admin".to_owned(),
            device: 0,
            grants: standard(&["administrator"]),
            areas: Vec::new(),
            now: shared.now(),
            today: date(0),
        };
        usecases::hub_setup::import_areas(shared.hub.store(), &admin, "areas.csv", demo::area_csv(1).as_bytes())
            .expect("areas are imported");
        admin.user = usecases::hub_setup::add_user(
            shared.hub.store(),
            &admin,
            "Fatuma",
            (&["administrator"], &[]),
            "a long passphrase",
        )
        .expect("an administrator");
        admin.user_name = "Fatuma".to_owned();
        Self { shared, folder, admin, laptops: RefCell::new(Vec::new()) }
    }

    /// The district all laptops work in unless said otherwise.
    pub fn district(&self) -> String {
        demo::areas(1).iter().find(|area| area.level == 2).map(|area| area.code.clone()).expect("a district")
    }

    /// Codes of the smallest areas, in order.
    pub fn villages(&self) -> Vec<String> {
        demo::areas(1).iter().filter(|area| area.level == 4).map(|area| area.code.clone()).collect()
    }

    /// A laptop that joins with the whole district in scope.
    pub fn laptop(&self, name: &str) -> Rc<Laptop> {
        self.laptop_in(name, &[self.district()])
    }

    /// A laptop that joins with these areas in scope, and exchanges once.
    pub fn laptop_in(&self, name: &str, areas: &[String]) -> Rc<Laptop> {
        let laptop = self.laptop_unsynced(name, areas);
        laptop.syncs();
        laptop
    }

    /// A laptop that joins with these areas in scope and has heard nothing yet.
    pub fn laptop_unsynced(&self, name: &str, areas: &[String]) -> Rc<Laptop> {
        let code = usecases::hub_setup::issue_code(self.shared.hub.store(), &self.admin(), name, areas, "officer", 48)
            .expect("a code");
        let code = JoinCode::parse(&code).expect("a code that reads back");
        let folder = self.folder.path().join(name);
        let store = open(&folder, Place::Laptop, self.shared.seed());
        let pkcs8 = SigningKey::generate().expect("a key");
        let key = SigningKey::from_pkcs8(&pkcs8).expect("a key");
        let mut user = [0; 16];
        user.chunks_mut(4).for_each(|part| part.copy_from_slice(&self.shared.seeds.get().to_be_bytes()));
        let user: Id<User> = Id::from_bytes(user);
        let request = JoinRequest {
            secret: code.secret,
            public_key: key.public(),
            device_name: format!("{name}'s laptop"),
            user,
            user_name: name.to_owned(),
        };
        let answer = hub::answer(self.shared.hub.store(), path::JOIN, &request.to_bytes(), self.shared.now())
            .expect("the hub answers")
            .expect("the code is right");
        let reply = JoinReply::from_bytes(&answer).expect("a reply");
        assert_eq!(sync::join::hub_fingerprint(&reply.hub_key), code.hub, "the hub is the one that stands in the code");
        let caller = Caller {
            user,
            user_name: name.to_owned(),
            device: reply.device,
            grants: standard(&reply.roles),
            areas: Vec::new(),
            now: self.shared.now(),
            today: date(0),
        };
        store
            .write::<_, store::StoreFault>(&caller.author("device.join"), |writer| {
                writer.begin_incarnation(reply.device, &pkcs8)?;
                writer.keep_setting("hub_key", &reply.hub_key)
            })
            .expect("the laptop has joined");
        let laptop = Rc::new(Laptop {
            name: name.to_owned(),
            shared: Rc::clone(&self.shared),
            store: Life::of(store),
            folder,
            caller: RefCell::new(caller),
            clock_off: Cell::new(0),
            kbit: Cell::new(None),
        });
        self.laptops.borrow_mut().push(Rc::clone(&laptop));
        laptop
    }

    /// A laptop is lost: it never syncs again.
    pub fn loses(&self, name: &str) {
        self.laptops.borrow_mut().retain(|laptop| laptop.name != name);
    }

    /// The administrator gives a laptop other areas.
    pub fn grants(&self, laptop: &Laptop, areas: &[String]) {
        let device = laptop.caller.borrow().device;
        let granted = usecases::hub_setup::grant(self.hub(), &self.admin(), device, areas);
        let has_them = granted.as_ref().is_err_and(|failure| failure.code == "device-refused-nothing-changed");
        assert!(granted.is_ok() || has_them, "{granted:?}");
    }

    /// The administrator ends a laptop.
    pub fn revokes(&self, laptop: &Laptop) {
        let device = laptop.caller.borrow().device;
        usecases::hub_setup::revoke(self.hub(), &self.admin(), device, "left behind in a bus").expect("a revocation");
    }

    /// The next day.
    pub fn next_day(&self) {
        self.passes(1);
    }

    /// So many days go by.
    pub fn passes(&self, days: i64) {
        self.shared.day.set(self.shared.day.get() + days);
    }

    /// The hub's store.
    pub fn hub(&self) -> &Store {
        self.shared.hub.store()
    }

    /// A call in the console.
    ///
    /// # Errors
    /// The failure the person would see.
    pub fn console(&self, use_case: &str, input: Value) -> Result<Value, Failure> {
        usecases::call(self.shared.hub.store(), &self.admin(), use_case, input)
    }

    /// Brings a file in the console; returns its identity.
    pub fn console_brings(&self, name: &str, bytes: &[u8]) -> String {
        let kept = usecases::keep_file(self.shared.hub.store(), &self.admin(), name, bytes).expect("the file is taken");
        kept["file_id"].as_str().expect("an identity").to_owned()
    }

    pub(crate) fn admin(&self) -> Caller {
        Caller { now: self.shared.now(), today: date(self.shared.day.get()), ..self.admin.clone() }
    }

    /// Rows of the hub, for comparing.
    pub fn hub_rows(&self) -> String {
        store::rebuild::rows_as_text(self.shared.hub.store()).expect("rows")
    }

    /// Rebuilds all rows of the hub.
    pub fn hub_rebuilds(&self) {
        self.hub().rebuild(&self.admin().author("store.rebuild")).expect("a rebuild");
    }

    /// Bytes of the hub's answer to a request, unchecked: for hostile stories.
    ///
    /// # Errors
    /// The hub's refusal.
    pub fn hub_answers(&self, route: &str, bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
        hub::answer(self.shared.hub.store(), route, bytes, self.shared.now()).expect("the hub's store works")
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl Laptop {
    /// The officer, now.
    pub fn caller(&self) -> Caller {
        let off = self.clock_off.get();
        let now = Instant::from_ms(self.shared.now().ms() + off);
        let today = date(self.shared.day.get() + off / DAY_MS);
        Caller { now, today, ..self.caller.borrow().clone() }
    }

    /// The laptop's store.
    pub fn store(&self) -> &Store {
        self.store.store()
    }

    /// Its folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// A call by the officer.
    ///
    /// # Errors
    /// The failure the person would see.
    pub fn call(&self, use_case: &str, input: Value) -> Result<Value, Failure> {
        usecases::call(self.store(), &self.caller(), use_case, input)
    }

    /// A call that must succeed.
    pub fn does(&self, use_case: &str, input: Value) -> Value {
        self.call(use_case, input).unwrap_or_else(|failure| panic!("{} cannot {use_case}: {failure}", self.name))
    }

    /// A call that must be refused; returns the code.
    pub fn cannot(&self, use_case: &str, input: Value) -> String {
        match self.call(use_case, input) {
            Ok(output) => panic!("{} should not have been able to {use_case}: {output}", self.name),
            Err(failure) => failure.code,
        }
    }

    /// Identity of an area by its code.
    pub fn area(&self, code: &str) -> String {
        let areas = self.does("area.list", json!({}));
        let found = areas["areas"].as_array().into_iter().flatten().find(|area| area["code"] == code);
        found
            .and_then(|area| area["area_id"].as_str())
            .unwrap_or_else(|| panic!("{} does not know area {code}", self.name))
            .to_owned()
    }

    /// Registers a household in an area; returns its identity.
    pub fn registers_in(&self, area: &str, household: &HouseholdInput) -> String {
        let area = self.area(area);
        self.tries_to_register(&area, household)
            .unwrap_or_else(|failure| panic!("{} cannot register: {failure}", self.name))
    }

    /// Registers a household in an area named by its identity, if the rules allow it.
    ///
    /// # Errors
    /// The failure the person would see.
    pub fn tries_to_register(&self, area_id: &str, household: &HouseholdInput) -> Result<String, Failure> {
        let today = self.caller().today;
        let year = today.to_string()[..4].parse().unwrap_or(2026);
        let members: Vec<Value> = household.members.iter().map(|text| member(&household.family, text, year)).collect();
        let input = json!({ "area_id": area_id, "address": null, "dwelling": null, "water_source": null,
            "registered_on": today.to_string(), "members": members, "consent": null, "draft_id": null });
        let registered = self.call("registry.register", input)?;
        Ok(registered["household_id"].as_str().expect("an identity").to_owned())
    }

    /// Registers a household in the first village.
    pub fn registers(&self, household: &HouseholdInput) -> String {
        let village =
            demo::areas(1).iter().find(|area| area.level == 4).map(|area| area.code.clone()).expect("a village");
        self.registers_in(&village, household)
    }

    /// Adds a child to a household.
    pub fn adds_member(&self, household: &str, family: &str, text: &str) -> String {
        let today = self.caller().today;
        let year = today.to_string()[..4].parse().unwrap_or(2026);
        let added = self.does(
            "registry.add_member",
            json!({ "household_id": household, "member": member(family, text, year), "joined_on": today.to_string(), "why": "missed" }),
        );
        added["person_id"].as_str().expect("an identity").to_owned()
    }

    /// The household's page.
    pub fn opens(&self, household: &str) -> Value {
        self.does("registry.open_household", json!({ "household_id": household }))
    }

    /// Brings a file; returns its identity.
    pub fn brings(&self, name: &str, bytes: &[u8]) -> Result<String, Failure> {
        let kept = usecases::keep_file(self.store(), &self.caller(), name, bytes)?;
        Ok(kept["file_id"].as_str().expect("an identity").to_owned())
    }

    /// Its clock goes wrong by so many days.
    pub fn has_clock_off_by(&self, days: i64) {
        self.clock_off.set(days * DAY_MS);
    }

    /// All projected rows as text.
    pub fn rows(&self) -> String {
        store::rebuild::rows_as_text(self.store()).expect("rows")
    }

    /// The lights as short text: `committed 3 · left 3 · held 3 · accepted green · attention green`.
    pub fn lights(&self) -> String {
        let lights = self.does("sync.lights", json!({}));
        let told = lights["lights"].as_array().into_iter().flatten().map(|light| {
            let name = light["name"].as_str().unwrap_or_default();
            if light["is_green"] == true {
                format!("{name} green")
            } else {
                format!("{name} {} waiting", light["waiting"])
            }
        });
        told.collect::<Vec<_>>().join(" · ")
    }

    /// Rebuilds all rows.
    pub fn rebuilds(&self) {
        self.store().rebuild(&self.caller().author("store.rebuild")).expect("a rebuild");
    }
}
