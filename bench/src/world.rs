//! A hub and laptops in one process, joined and exchanging as in the field, with every byte of the conversation counted.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use ::hub::Hub;
use domain::roster::User;
use domain::time::parse_date;
use domain::{Area, Date, Id, Instant};
use serde_json::Value;
use store::exchange::{Exchange, hub};
use store::key::StoreKey;
use store::read::scope::Scope;
use store::{OpenStore, Place, Store, StoreFault, read_outbox};
use sync::Commit;
use sync::join::JoinCode;
use sync::session::laptop::path;
use sync::session::message::Message;
use sync::session::{JoinReply, JoinRequest};
use sync::signing::SigningKey;
use usecases::caller::standard;
use usecases::{Caller, Failure, hub_setup};

use crate::Outcome;
use crate::chance::Chance;
use crate::traffic::{Traffic, Usable};

/// Keys come from the seed too: nobody here exists, and a kept folder can be looked into.
const KEYS: u64 = 0x6b65_7973;
/// 29 June 2026, 08:00 UTC: the day before the one on which invented districts are looked at.
const FIRST_MS: i64 = 1_782_720_000_000;

/// Time of the invented week: it passes by what people do, and never by the machine's clock.
#[derive(Debug, Clone)]
pub struct Days {
    now_ms: i64,
    chance: Chance,
}

impl Days {
    /// Now.
    pub const fn now(&self) -> Instant {
        Instant::from_ms(self.now_ms)
    }

    /// One visit later: a third of a minute to two minutes.
    pub const fn pass(&mut self) -> Instant {
        self.now_ms += 20_000 + self.chance.below(100_000) as i64;
        self.now()
    }
}

/// The world that is measured.
pub struct World {
    /// The hub.
    pub hub: Arc<Hub>,
    /// Time.
    pub days: Days,
    /// The invented district.
    pub district: demo::District,
    folder: PathBuf,
    seed: u64,
}

/// A joined laptop with one officer.
pub struct Laptop {
    /// Its store.
    pub store: Store,
    /// Its officer.
    pub caller: Caller,
    folder: PathBuf,
    key: StoreKey,
}

fn seed_bytes(seed: u64) -> [u8; 32] {
    let mut chance = Chance::new(seed);
    let mut bytes = [0; 32];
    for part in bytes.chunks_exact_mut(8) {
        part.copy_from_slice(&chance.next().to_be_bytes());
    }
    bytes
}

fn today() -> Date {
    parse_date(demo::TODAY).unwrap_or_default()
}

impl World {
    /// Founds a hub with the areas of a district.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn new(folder: &Path, seed: u64) -> Outcome<Self> {
        let days = Days { now_ms: FIRST_MS, chance: Chance::new(seed) };
        let key = StoreKey::from_bytes(seed_bytes(seed ^ KEYS));
        let hub_folder = folder.join("hub");
        let hub =
            Store::open(&OpenStore { folder: &hub_folder, key: &key, place: Place::Hub, seed: seed_bytes(seed) })?;
        hub::found(&hub, "Benchmark", days.now())?;
        let hub = Hub::begin(hub, hub_folder, false)?;
        let world = Self { hub, days, district: demo::District::new(seed), folder: folder.to_owned(), seed };
        hub_setup::import_areas(world.hub.store(), &world.operator(), "areas.csv", demo::area_csv(seed).as_bytes())?;
        Ok(world)
    }

    /// A call in the console.
    ///
    /// # Errors
    /// What the use-case answers.
    pub fn console(&self, name: &str, input: Value) -> Result<Value, Failure> {
        usecases::call(self.hub.store(), &self.operator(), name, input)
    }

    fn operator(&self) -> Caller {
        let roles = ["administrator"];
        Caller {
            user: Id::NIL,
            user_name: "operator".to_owned(),
            device: 0,
            grants: standard(&roles),
            areas: Vec::new(),
            now: self.days.now(),
            today: today(),
        }
    }

    /// A laptop joins with a one-time code and fetches what its areas hold; with `usable_from` households it is usable.
    ///
    /// # Errors
    /// Faults of the store, and a hub that refuses.
    pub fn join(&mut self, name: &str, usable_from: u64) -> Outcome<(Laptop, Traffic)> {
        let district =
            self.district.areas.iter().find(|area| area.level == 2).map(|area| area.code.clone()).unwrap_or_default();
        let code = hub_setup::issue_code(
            self.hub.store(),
            &self.operator(),
            name,
            std::slice::from_ref(&district),
            "officer",
            24,
        )?;
        self.seed += 1;
        let joining =
            Joining { name: name.to_owned(), folder: self.folder.clone(), seed: self.seed, now: self.days.now() };
        let (hub, now) = (Arc::clone(&self.hub), self.days.now());
        let mut laptop = joining.join(&code, |path, body| Ok(hub::answer(hub.store(), path, body, now)??))?;
        let area = self
            .hub
            .store()
            .read(|reader| reader.areas())?
            .into_iter()
            .find(|area| area.code == district)
            .map_or(Id::NIL, |area| area.id);
        laptop.caller.areas = vec![area];
        let traffic = self.exchange_until(&laptop, usable_from)?;
        Ok((laptop, traffic))
    }

    /// One whole exchange of a laptop with the hub.
    ///
    /// # Errors
    /// Faults of the store, and a hub that refuses.
    pub fn exchange(&mut self, laptop: &Laptop) -> Outcome<Traffic> {
        self.exchange_until(laptop, u64::MAX)
    }

    /// The same, noticing when the laptop first holds so many households.
    ///
    /// # Errors
    /// Faults of the store, and a hub that refuses.
    pub fn exchange_until(&mut self, laptop: &Laptop, households: u64) -> Outcome<Traffic> {
        let now = self.days.pass();
        let mut traffic = Traffic::default();
        let begun = Stopwatch::now();
        let mut since = begun;
        let mut exchange = Exchange::begin(&laptop.store, laptop.caller.user, now, env!("CARGO_PKG_VERSION"))?;
        while let Some(outgoing) = exchange.next_request()? {
            let asked = Stopwatch::now();
            let answer = hub::answer(self.hub.store(), outgoing.path, &outgoing.body, now)??;
            let answered = Stopwatch::now();
            traffic.record([outgoing.body.len() as u64, answer.len() as u64], [asked - since, answered - asked]);
            exchange.receive(&answer)?;
            since = answered;
            if traffic.usable.is_none() && households < u64::MAX {
                let after = begun.elapsed();
                let is_usable = laptop.store.read(|reader| reader.counts(&Scope::everywhere()))?.0 >= households;
                traffic.usable = is_usable.then_some(Usable {
                    after,
                    messages: traffic.conversation.len(),
                    rest: answered.elapsed(),
                });
            }
        }
        (traffic.taken, traffic.rest) = (begun.elapsed(), since.elapsed());
        traffic.summary = exchange.summary();
        if traffic.summary.is_proven { Ok(traffic) } else { Err("the exchange ended with unequal holdings".into()) }
    }

    /// Every area.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn areas(&self) -> Outcome<Vec<Area>> {
        Ok(self.hub.store().read(|reader| reader.areas())?)
    }
}

/// A laptop that has a code and is not joined yet.
#[derive(Debug)]
pub struct Joining {
    /// Its name.
    pub name: String,
    /// Where its folder is made.
    pub folder: PathBuf,
    /// What its keys and identities are drawn from.
    pub seed: u64,
    /// Now.
    pub now: Instant,
}

impl Joining {
    /// Joins with a one-time code; `carry` takes a request to the hub. Its officer's areas are not known yet.
    ///
    /// # Errors
    /// Faults of the store, and a hub that refuses.
    pub fn join(self, code: &str, carry: impl FnOnce(&'static str, &[u8]) -> Outcome<Vec<u8>>) -> Outcome<Laptop> {
        let code = JoinCode::parse(code).ok_or("the code cannot be read")?;
        let (folder, key) = (self.folder.join(&self.name), StoreKey::from_bytes(seed_bytes(self.seed ^ KEYS)));
        let store =
            Store::open(&OpenStore { folder: &folder, key: &key, place: Place::Laptop, seed: seed_bytes(self.seed) })?;
        let pkcs8 = SigningKey::generate()?;
        let user: Id<User> = Id::from_bytes({
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&seed_bytes(self.seed ^ 0xff)[..16]);
            bytes
        });
        let request = JoinRequest {
            secret: code.secret,
            public_key: SigningKey::from_pkcs8(&pkcs8)?.public(),
            user_name: format!("Officer of {}", self.name),
            device_name: self.name,
            user,
        };
        let reply = JoinReply::from_bytes(&carry(path::JOIN, &request.to_bytes())?)?;
        let caller = Caller {
            user,
            user_name: request.user_name,
            device: reply.device,
            grants: standard(&reply.roles),
            areas: Vec::new(),
            now: self.now,
            today: today(),
        };
        store.write::<_, StoreFault>(&caller.author("device.join"), |writer| {
            writer.begin_incarnation(reply.device, &pkcs8)?;
            writer.keep_setting("hub_key", &reply.hub_key)
        })?;
        Ok(Laptop { store, caller, folder, key })
    }
}

impl Laptop {
    /// Calls a use-case as the officer, later than before.
    ///
    /// # Errors
    /// What the use-case answers.
    pub fn call(&mut self, now: Instant, name: &str, input: Value) -> Result<Value, Failure> {
        self.caller.now = now;
        usecases::call(&self.store, &self.caller, name, input)
    }

    /// The commits that were not sent.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn unsent(&self) -> Outcome<Vec<Commit>> {
        Ok(read_outbox(&self.folder, &self.key)?)
    }

    /// Closes the store, as a person does who leaves, and hands `work` its folder before it is opened again. Returns
    /// how long the opening took.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn reopen(self, work: impl FnOnce(&Path) -> Outcome<()>) -> Outcome<(Self, Duration)> {
        let Self { store, caller, folder, key } = self;
        drop(store);
        work(&folder)?;
        let begun = Stopwatch::now();
        let store = Store::open(&OpenStore {
            folder: &folder,
            key: &key,
            place: Place::Laptop,
            seed: seed_bytes(u64::from(caller.device) + 77),
        })?;
        Ok((Self { store, caller, folder, key }, begun.elapsed()))
    }
}

/// Bytes of all files of a store's folder but the reserve, which is freed when the disk is full.
///
/// # Errors
/// Input or output.
pub fn folder_bytes(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != "reserve" {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}
