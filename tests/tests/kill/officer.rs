//! Somebody at a laptop that dies again and again: works, is cut off, opens it again, looks whether all is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use stories::program::{Line, Programs, Serving, Unanswered};

use crate::kill::ledger::{ADDRESS, Asked, GIVEN, Ledger, PHONE, SURNAME};

/// Opens everything in this test.
pub const PASSPHRASE: &str = "rain on the tin roof";
/// A kill comes within this time unless a test says otherwise, in milliseconds.
const WORK_MS: u64 = 350;
/// Of so many openings one is killed while it starts or checks the passphrase.
const EARLY: u64 = 8;

/// An officer and the laptop's folder.
pub struct Officer {
    programs: Programs,
    pub name: String,
    pub folder: PathBuf,
    pub ledger: Ledger,
    user_id: String,
    area_id: String,
    chance: u64,
    made: u32,
    asked: Option<Asked>,
    /// A kill comes within this time after the laptop was opened, in milliseconds.
    pub work_ms: u64,
}

impl Officer {
    /// Joins the hub with a code.
    pub fn joins(programs: &Programs, name: &str, folder: &Path, hub_url: &str, code: &str, seed: u64) -> Self {
        let mut officer = Self {
            programs: programs.clone(),
            name: name.to_owned(),
            folder: folder.to_owned(),
            ledger: Ledger::default(),
            user_id: String::new(),
            area_id: String::new(),
            chance: seed,
            made: 0,
            asked: None,
            work_ms: WORK_MS,
        };
        let twin = officer.starts();
        let joined = json!({ "hub_url": hub_url, "code": code, "device_name": format!("{name}'s laptop"), "user_name": name, "passphrase": PASSPHRASE });
        let state = twin.line.does("device.join", &joined);
        officer.user_id = state["user"]["user_id"].as_str().expect("somebody is signed in").to_owned();
        let areas = twin.line.does("area.list", &json!({}));
        let area = areas["areas"].as_array().into_iter().flatten().find(|area| area["may_register"] == true);
        officer.area_id = area.and_then(|area| area["area_id"].as_str()).expect("a village to register in").to_owned();
        officer
    }

    /// Chance below a limit.
    pub fn draw(&mut self, below: u64) -> u64 {
        // SplitMix64: the acts are the same in every run of a seed.
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    fn command(&self) -> Command {
        let mut command = self.programs.command("pamoja");
        command.arg("--data").arg(&self.folder).args(["twin", "--listen", "127.0.0.1:0"]);
        command
    }

    fn starts(&self) -> Serving {
        let log = self.folder.with_extension("log");
        Serving::start(&mut self.command(), &log)
            .unwrap_or_else(|error| panic!("{} cannot start: {error}; see {}", self.name, log.display()))
    }

    fn unlocks(&self, line: &Line) -> Result<Value, Unanswered> {
        line.call("access.unlock", &json!({ "user_id": self.user_id, "name": null, "passphrase": PASSPHRASE }))
    }

    fn opens(&self, line: &Line) {
        if let Err(problem) = self.unlocks(line) {
            panic!("after a kill {} cannot open the laptop: {problem:?}; it said:\n{}", self.name, self.said());
        }
    }

    /// What the program wrote down about itself last.
    fn said(&self) -> String {
        let log = fs::read_to_string(self.folder.with_extension("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    /// Opens the laptop, finds everything, works on, and is cut off at any instant.
    pub fn works_until_killed(&mut self) {
        let mut twin = self.starts();
        if self.draw(EARLY) == 0 {
            self.dies_while_it_opens(&mut twin);
            return;
        }
        self.opens(&twin.line);
        self.finds_the_last_acts(&twin.line);
        let after = Duration::from_micros(self.draw(self.work_ms * 1000));
        let is_syncing = self.draw(2) == 0;
        let line = twin.line.clone();
        thread::scope(|scope| {
            scope.spawn(|| {
                // Not a wait for something: the instant of the kill is what is varied.
                thread::sleep(after);
                twin.kill();
            });
            if is_syncing {
                scope.spawn(|| syncs_until_cut(&line));
            }
            while self.acts(&line) {}
        });
    }

    fn dies_while_it_opens(&mut self, twin: &mut Serving) {
        let after = Duration::from_micros(self.draw(self.work_ms * 1000));
        let line = twin.line.clone();
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(after);
                twin.kill();
            });
            while self.unlocks(&line).is_ok() {}
        });
    }

    fn finds_the_last_acts(&mut self, line: &Line) {
        if let Some(asked) = self.asked.take() {
            self.ledger.settle(asked, line);
        }
        let older = usize::try_from(self.draw(1 << 20)).unwrap_or_default();
        self.ledger.is_kept_at(line, older);
    }

    /// Opens the laptop for good and looks at every family ever acknowledged.
    pub fn finds_everything(&mut self) -> Serving {
        let twin = self.starts();
        self.opens(&twin.line);
        self.finds_the_last_acts(&twin.line);
        self.ledger.is_seen_at(&twin.line);
        twin
    }

    /// All chains, signatures and documents are sound, as the program itself sees it when it is not serving.
    pub fn verifies(&self) {
        let folder = self.folder.to_string_lossy();
        let verified =
            self.programs.run("pamoja", &["verify", "--data", &folder], &[("PAMOJA_PASSPHRASE", PASSPHRASE)]);
        let said = String::from_utf8_lossy(&verified.stdout);
        assert!(verified.status.success(), "{}: {said}{}", self.name, String::from_utf8_lossy(&verified.stderr));
    }

    /// One act; false when the line broke.
    fn acts(&mut self, line: &Line) -> bool {
        let (asked, use_case, input) = self.next_act();
        match line.call(use_case, &input) {
            Ok(answer) => {
                self.ledger.acknowledge(&asked, &answer);
                true
            }
            Err(Unanswered::Cut(_)) => {
                self.asked = Some(asked);
                false
            }
            Err(Unanswered::Failure(failure)) => {
                panic!("{} cannot {use_case} {input}: {failure:#}; it said:\n{}", self.name, self.said())
            }
        }
    }

    fn next_act(&mut self) -> (Asked, &'static str, Value) {
        self.made += 1;
        let made = self.made;
        let families = self.ledger.families.len();
        let draft = self.ledger.drafts.keys().next().cloned();
        let kind = if families == 0 { 0 } else { self.draw(10) };
        let family = usize::try_from(self.draw(families.max(1) as u64)).unwrap_or_default();
        let (household_id, head_id) = self
            .ledger
            .families
            .get(family)
            .map_or((Value::Null, Value::Null), |family| (json!(family.household_id), json!(family.head_id)));
        match kind {
            0..3 => self.registering(),
            3 | 4 => {
                let address = format!("{ADDRESS}{made}");
                let input = json!({ "household_id": household_id, "fields": { "address": address }, "reason": null });
                (Asked::Address { family, address }, "registry.update_household", input)
            }
            5 => {
                let number = format!("{PHONE}{made:04}");
                let input = json!({ "person_id": head_id, "number": number });
                (Asked::Phone { family, number }, "registry.add_phone", input)
            }
            6 => {
                let (given, surname) = (format!("{GIVEN}{}", letters(made)), self.surname());
                let member = member(&given, &surname, "child", &[]);
                let input = json!({ "household_id": household_id, "member": member, "joined_on": "2025-05-01", "why": "missed" });
                (Asked::Member { family, name: format!("{given} {surname}") }, "registry.add_member", input)
            }
            _ => {
                let body = json!({ "typed": format!("{GIVEN} {}", "x".repeat(made as usize % 90)), "times": made });
                let input = json!({ "draft_id": draft, "kind": "registry.register", "title": format!("{GIVEN} {made}"), "body": body });
                (Asked::Draft { draft_id: draft, body }, "draft.keep", input)
            }
        }
    }

    /// A family name nobody else has.
    fn surname(&self) -> String {
        format!("{SURNAME}{}{}", &self.name[..1], letters(self.made))
    }

    fn registering(&mut self) -> (Asked, &'static str, Value) {
        let made = self.made;
        let surname = self.surname();
        let (address, phone) = (format!("{ADDRESS}{made}"), format!("{PHONE}{made:04}"));
        let given: Vec<String> = (0..=self.draw(4) as u32).map(|place| format!("{GIVEN}{}", letters(place))).collect();
        let members: Vec<Value> = given
            .iter()
            .enumerate()
            .map(|(place, given)| {
                if place == 0 {
                    member(given, &surname, "head", &[&phone])
                } else {
                    member(given, &surname, "child", &[])
                }
            })
            .collect();
        let input = json!({
            "area_id": self.area_id, "address": address, "dwelling": null, "water_source": null, "registered_on": "2025-05-01",
            "members": members, "consent": null, "draft_id": null,
        });
        let members: BTreeSet<String> = given.iter().map(|given| format!("{given} {surname}")).collect();
        (Asked::Register { surname, members, address, phone }, "registry.register", input)
    }
}

/// As the laptop does by itself every now and then, here without a pause. A refusal is an answer; a broken line is not.
fn syncs_until_cut(line: &Line) {
    let mut exchanged = line.call("sync.run", &json!({}));
    while !matches!(exchanged, Err(Unanswered::Cut(_))) {
        exchanged = line.call("sync.run", &json!({}));
    }
}

/// A number as letters, since names have no digits: a, b … z, ba, bb …
fn letters(number: u32) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { format!("{}{last}", letters(number / 26)) }
}

fn member(given: &str, surname: &str, role: &str, phones: &[&str]) -> Value {
    json!({
        "given_name": given, "family_name": surname, "other_names": null, "full_name": null, "name_other_script": null, "sex": "2",
        "birth": { "on": "1990-01-01", "precision": "year" }, "role": role, "civil_status": null, "education": null,
        "disability": null, "occupation": null, "phones": phones, "identity_documents": [],
    })
}
