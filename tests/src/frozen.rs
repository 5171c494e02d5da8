//! Worlds frozen with a release: stores and messages as that version wrote them, for the versions that come after.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io;
use std::path::Path;
use std::rc::Rc;

use domain::Id;
use serde_json::{Value, json};
use store::{OUTBOX, Place};
use usecases::Caller;

use crate::life::Life;
use crate::stick::Part;
use crate::world::{Laptop, Message, Shared, World, date, in_memory, open};

/// Messages kept of each path: the last ones.
const MESSAGES_OF_A_KIND: usize = 6;
/// Sealed parts of sticks to the hub, not read yet.
const STICKS: &str = "sticks";
/// A rescue file of a laptop, not read yet.
const RESCUE: &str = "rescue.bin";
/// Who is who, beside the stores.
const WHO: &str = "world.json";
/// What the hub held, as text.
const HOLDINGS: &str = "holdings.txt";

impl World {
    /// Writes every store, outbox and recorded message into a folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn freeze(&self, into: &Path) -> io::Result<()> {
        fs::create_dir_all(into)?;
        self.hub().backup(&into.join("hub")).map_err(io::Error::other)?;
        let mut laptops = Vec::new();
        for laptop in self.laptops.borrow().iter() {
            let folder = into.join(&laptop.name);
            laptop.store().backup(&folder).map_err(io::Error::other)?;
            // Who has recorded nothing has no outbox.
            let outbox = laptop.store().folder().join(OUTBOX);
            if outbox.exists() {
                fs::copy(outbox, folder.join(OUTBOX))?;
            }
            laptops.push(caller_as_json(&laptop.caller.borrow()));
        }
        let who = json!({
            "admin": caller_as_json(&self.admin), "laptops": laptops,
            "day": self.shared.day.get(), "ticks": self.shared.ticks.get(), "seeds": self.shared.seeds.get(),
        });
        fs::write(into.join(WHO), format!("{who:#}\n"))?;
        let holdings = store::rebuild::holdings_as_text(self.hub()).map_err(io::Error::other)?;
        fs::write(into.join(HOLDINGS), holdings)?;
        let messages = into.join("messages");
        fs::create_dir_all(&messages)?;
        let recorded = self.shared.recorded.borrow();
        for (at, message) in recorded.iter().enumerate() {
            let later = recorded[at..].iter().filter(|other| other.path == message.path).count();
            if later > MESSAGES_OF_A_KIND {
                continue;
            }
            let name = message.path.trim_start_matches('/').replace('/', "-");
            fs::write(messages.join(format!("{at:03}-{name}.request")), &message.request)?;
            fs::write(messages.join(format!("{at:03}-{name}.answer")), &message.answer)?;
        }
        Ok(())
    }

    /// Forgets the messages recorded so far.
    pub fn forgets_messages(&self) {
        self.shared.recorded.borrow_mut().clear();
    }

    /// Writes parts of sticks and a rescue file beside the stores of a frozen world.
    ///
    /// # Errors
    /// What the system says.
    pub fn freeze_files(into: &Path, sticks: &[Part], rescue: &[u8]) -> io::Result<()> {
        fs::create_dir_all(into.join(STICKS))?;
        for (at, (_, bytes)) in sticks.iter().enumerate() {
            fs::write(into.join(STICKS).join(format!("{at:02}.part")), bytes)?;
        }
        fs::write(into.join(RESCUE), rescue)
    }

    /// The sealed parts and the rescue file of a frozen world; none before they were frozen.
    ///
    /// # Panics
    /// When they do not read.
    pub fn frozen_files(from: &Path) -> (Vec<Vec<u8>>, Option<Vec<u8>>) {
        let parts = fs::read_dir(from.join(STICKS)).into_iter().flatten().flatten();
        let mut parts: Vec<_> = parts.map(|entry| entry.path()).collect();
        parts.sort();
        (parts.iter().map(|path| fs::read(path).expect("a part")).collect(), fs::read(from.join(RESCUE)).ok())
    }

    /// Opens copies of frozen stores with the program as it is now.
    ///
    /// # Panics
    /// When the fixture is not whole or does not open: that is what it is for.
    pub fn thaw(from: &Path) -> Self {
        let folder = in_memory();
        let who: Value =
            serde_json::from_slice(&fs::read(from.join(WHO)).expect("world.json is there")).expect("world.json reads");
        let number = |name: &str| who[name].as_i64().unwrap_or(0);
        let copied = |name: &str| {
            let target = folder.path().join(name);
            fs::create_dir_all(&target).expect("a folder");
            for entry in fs::read_dir(from.join(name)).expect("a frozen store").flatten() {
                fs::copy(entry.path(), target.join(entry.file_name())).expect("a copy");
            }
            target
        };
        let shared = Rc::new(Shared {
            hub: Life::of(open(&copied("hub"), Place::Hub, [201; 32])),
            day: Cell::new(number("day")),
            ticks: Cell::new(number("ticks")),
            seeds: Cell::new(u32::try_from(number("seeds") + 100).unwrap_or(100)),
            recorded: RefCell::default(),
            line: Default::default(),
        });
        let mut laptops = Vec::new();
        for laptop in who["laptops"].as_array().expect("laptops") {
            let caller = caller_of_json(laptop);
            let target = copied(&caller.user_name);
            laptops.push(Rc::new(Laptop {
                name: caller.user_name.clone(),
                shared: Rc::clone(&shared),
                store: Life::of(open(&target, Place::Laptop, shared.seed())),
                folder: target,
                caller: RefCell::new(caller),
                clock_off: Cell::new(0),
                kbit: Cell::new(None),
            }));
        }
        Self { shared, folder, admin: caller_of_json(&who["admin"]), laptops: RefCell::new(laptops) }
    }

    /// A laptop by the officer's name.
    ///
    /// # Panics
    /// When there is none.
    pub fn laptop_of(&self, name: &str) -> Rc<Laptop> {
        let laptops = self.laptops.borrow();
        Rc::clone(laptops.iter().find(|laptop| laptop.name == name).expect("a laptop of that name"))
    }

    /// The messages of a frozen world, in order.
    ///
    /// # Panics
    /// When they are not there.
    pub fn frozen_messages(from: &Path) -> Vec<Message> {
        let mut names: Vec<String> = fs::read_dir(from.join("messages"))
            .expect("messages")
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".request").map(str::to_owned))
            .collect();
        names.sort();
        let read =
            |name: &str, end: &str| fs::read(from.join("messages").join(format!("{name}.{end}"))).expect("a message");
        let path = |name: &str| {
            let (_, path) = name.split_once('-').expect("a number and a path");
            format!("/{}", path.replacen('-', "/", 1))
        };
        names
            .iter()
            .map(|name| Message { path: path(name), request: read(name, "request"), answer: read(name, "answer") })
            .collect()
    }

    /// What the hub held when it was frozen.
    ///
    /// # Panics
    /// When the fixture is not whole.
    pub fn frozen_holdings(from: &Path) -> String {
        fs::read_to_string(from.join(HOLDINGS)).expect("holdings.txt is there")
    }
}

fn caller_as_json(caller: &Caller) -> Value {
    json!({ "name": caller.user_name, "user": caller.user.to_string(), "device": caller.device, "roles": caller.roles(),
            "areas": caller.areas.iter().map(ToString::to_string).collect::<Vec<_>>() })
}

fn caller_of_json(value: &Value) -> Caller {
    let words = |name: &str| {
        value[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    Caller {
        user: value["user"].as_str().and_then(Id::parse).expect("an identity"),
        user_name: value["name"].as_str().unwrap_or_default().to_owned(),
        device: u32::try_from(value["device"].as_u64().unwrap_or(0)).unwrap_or(0),
        grants: usecases::caller::standard(&words("roles")),
        areas: words("areas").iter().map(|area| Id::parse(area).expect("an area")).collect(),
        now: domain::Instant::from_ms(0),
        today: date(0),
    }
}
