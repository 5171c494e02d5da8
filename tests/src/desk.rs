//! A laptop's program with somebody at it, for stories over real lines: joins, registers, exchanges.

use std::fs;
use std::path::{Path, PathBuf};

use domain::{Id, Instant};
use serde_json::{Value, json};
use store::key::{self, Unlocked};

use crate::program::{Line, Programs, Serving, Unanswered};

/// Opens every desk.
pub const DESK_PASSPHRASE: &str = "rain on the tin roof";

/// Somebody at a laptop.
pub struct Desk {
    /// The running program.
    pub twin: Serving,
    /// Their name.
    pub name: String,
    folder: PathBuf,
    programs: Programs,
    area_id: String,
    families: u32,
}

impl Desk {
    /// Starts the program and joins a hub.
    ///
    /// # Errors
    /// The failure as the screens would get it.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn joins(programs: &Programs, folder: &Path, name: &str, hub: &str, code: &str) -> Result<Self, Value> {
        let (twin, folder) = (starts(programs, &folder.join(name)), folder.join(name));
        let mut desk = Self {
            twin,
            name: name.to_owned(),
            folder,
            programs: programs.clone(),
            area_id: String::new(),
            families: 0,
        };
        desk.tries_to_join(hub, code)?;
        Ok(desk)
    }

    fn tries_to_join(&mut self, hub: &str, code: &str) -> Result<(), Value> {
        let name = &self.name;
        let input = json!({ "hub_url": hub, "code": code, "device_name": format!("{name}'s laptop"), "user_name": name, "passphrase": DESK_PASSPHRASE });
        match self.line().call("device.join", &input) {
            Ok(_) => {}
            Err(Unanswered::Failure(failure)) => return Err(failure),
            Err(Unanswered::Cut(error)) => panic!("{name}'s program ended: {error}"),
        }
        let areas = self.line().does("area.list", &json!({}));
        let area = areas["areas"].as_array().into_iter().flatten().find(|area| area["may_register"] == true);
        self.area_id = area.and_then(|area| area["area_id"].as_str()).expect("a village to register in").to_owned();
        Ok(())
    }

    /// How to call the program.
    pub const fn line(&self) -> &Line {
        &self.twin.line
    }

    /// Registers a family of two that nobody else has; returns its name.
    ///
    /// # Panics
    /// When it is refused.
    pub fn registers(&mut self) -> String {
        self.families += 1;
        let surname = format!("{}{}", self.name, letters(self.families));
        let member = |given: &str, role: &str| {
            json!({
                "given_name": given, "family_name": surname, "other_names": null, "full_name": null, "name_other_script": null, "sex": "2",
                "birth": { "on": "1990-01-01", "precision": "year" }, "role": role, "civil_status": null, "education": null,
                "disability": null, "occupation": null, "phones": ["0733551234"], "identity_documents": [],
            })
        };
        self.line().does(
            "registry.register",
            &json!({ "area_id": self.area_id, "address": format!("Mtaa wa {surname}"), "dwelling": null, "water_source": null,
                     "registered_on": "2025-05-01", "members": [member("Tumelani", "head"), member("Sefu", "child")], "consent": null, "draft_id": null }),
        );
        surname
    }

    /// Exchanges with the hub.
    ///
    /// # Errors
    /// The code of the failure.
    ///
    /// # Panics
    /// When the program ends.
    pub fn syncs(&self) -> Result<Value, String> {
        match self.line().call("sync.run", &json!({})) {
            Ok(output) => Ok(output),
            Err(Unanswered::Failure(failure)) => Err(failure["code"].as_str().unwrap_or_default().to_owned()),
            Err(Unanswered::Cut(error)) => panic!("{}'s program ended: {error}", self.name),
        }
    }

    /// Whether all five lights are green, and what they say.
    pub fn is_green(&self) -> (bool, Value) {
        let lights = self.line().does("sync.lights", &json!({}));
        (lights["lights"].as_array().into_iter().flatten().all(|light| light["is_green"] == true), lights)
    }

    /// Somebody else gets an account on this laptop, which opens with [`DESK_PASSPHRASE`], too.
    ///
    /// # Panics
    /// When the folder is not that of a laptop.
    pub fn adds_account(&self, user_id: &str, name: &str) {
        let store = self.folder.join("store");
        let (mine, _) = key::users(&store).expect("accounts").remove(0);
        // A clock that stands still counts as the latest time seen.
        let opened = key::unlock(&store, mine, DESK_PASSPHRASE, Instant::from_ms(0)).expect("a slot");
        let Unlocked::Open(opened) = opened else { panic!("the passphrase opens, and the lease holds") };
        let user = Id::parse(user_id).expect("an identity");
        key::add_slot(&store, &opened, user, name, DESK_PASSPHRASE).expect("a second slot");
    }

    /// Somebody signs in at this laptop: the store is closed for whoever sat there and opened for them.
    pub fn signs_in(&self, name: &str) {
        self.line().does("access.unlock", &json!({ "user_id": null, "name": name, "passphrase": DESK_PASSPHRASE }));
    }

    /// How many households are held.
    pub fn households(&self) -> u64 {
        self.line().does("today.overview", &json!({}))["households"].as_u64().unwrap_or_default()
    }

    /// Ends the program, has it look through its store, and starts it again.
    ///
    /// # Panics
    /// When something in the store is not sound.
    pub fn verifies(&mut self) {
        self.twin.kill();
        let folder = self.folder.to_string_lossy();
        let verified =
            self.programs.run("pamoja", &["verify", "--data", &folder], &[("PAMOJA_PASSPHRASE", DESK_PASSPHRASE)]);
        assert!(verified.status.success(), "{}: {}", self.name, String::from_utf8_lossy(&verified.stdout));
        self.twin = starts(&self.programs, &self.folder);
        self.signs_in(&self.name);
    }
}

fn starts(programs: &Programs, folder: &Path) -> Serving {
    fs::create_dir_all(folder).expect("a folder");
    let mut command = programs.command("pamoja");
    command.arg("--data").arg(folder).args(["twin", "--listen", "127.0.0.1:0"]);
    let log = folder.with_extension("log");
    Serving::start(&mut command, &log).unwrap_or_else(|error| panic!("a twin: {error}; see {}", log.display()))
}

/// A number as letters, since names have no digits.
fn letters(number: u32) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { format!("{}{last}", letters(number / 26)) }
}
