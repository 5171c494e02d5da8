//! What was acknowledged, and what was asked without an answer: the promise the laptop is held to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use stories::program::Line;

/// Every family of this test is called this and a number.
pub const SURNAME: &str = "Kwezambora";
/// Every given name begins like this.
pub const GIVEN: &str = "Tumelani";
/// Every address begins like this.
pub const ADDRESS: &str = "Mtaa wa Chungwani ";
/// Every phone begins like this.
pub const PHONE: &str = "073355";

/// A family as it was acknowledged.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    pub household_id: String,
    number: String,
    pub head_id: String,
    pub address: String,
    pub members: BTreeSet<String>,
    pub phones: BTreeSet<String>,
    /// Commits acknowledged since it was last looked at.
    pub commits: Vec<String>,
}

/// What was asked when the connection broke. It may have been done, whole, or not at all.
#[derive(Debug, Clone)]
pub enum Asked {
    Register { surname: String, members: BTreeSet<String>, address: String, phone: String },
    Address { family: usize, address: String },
    Phone { family: usize, number: String },
    Member { family: usize, name: String },
    Draft { draft_id: Option<String>, body: Value },
}

/// What one laptop has acknowledged.
#[derive(Debug, Default)]
pub struct Ledger {
    pub families: Vec<Family>,
    /// Drafts and their last acknowledged bodies.
    pub drafts: BTreeMap<String, Value>,
    /// All numbers of households and persons ever given.
    pub numbers: BTreeSet<String>,
    /// Families touched since the last kill.
    pub touched: BTreeSet<usize>,
    answered: u32,
    /// Unanswered acts that turned out done, and not done.
    unanswered: (u32, u32),
}

fn texts<'a>(list: &'a Value, text: impl Fn(&'a Value) -> &'a Value) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().filter_map(|item| text(item).as_str()).map(str::to_owned).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Family {
    /// As its page shows it.
    fn read(page: &Value) -> Self {
        let head = page["members"].as_array().into_iter().flatten().find(|member| member["is_head"] == true);
        let head = head.map_or(&Value::Null, |member| &member["person"]);
        Self {
            household_id: text(&page["household_id"]),
            number: text(&page["number"]),
            head_id: text(&head["person_id"]),
            address: text(&page["address"]),
            members: texts(&page["members"], |member| &member["person"]["full_name"]),
            phones: texts(&head["phones"], |phone| &phone["number"]),
            commits: Vec::new(),
        }
    }

    fn is_as(&self, page: &Value) {
        let shown = Self { commits: self.commits.clone(), ..Self::read(page) };
        assert_eq!(shown, *self, "acknowledged and not there, or there and never asked for");
    }

    fn opens_at(&self, line: &Line) -> Value {
        line.does("registry.open_household", &json!({ "household_id": self.household_id }))
    }
}

impl Ledger {
    /// Writes down what an answer acknowledged.
    pub fn acknowledge(&mut self, asked: &Asked, answer: &Value) {
        self.answered += 1;
        let commit = text(&answer["commit"]);
        let family = match asked {
            Asked::Register { members, address, phone, .. } => {
                self.give(&answer["number"]);
                answer["persons"].as_array().into_iter().flatten().for_each(|person| self.give(&person["number"]));
                self.families.push(Family {
                    household_id: text(&answer["household_id"]),
                    number: text(&answer["number"]),
                    head_id: text(&answer["persons"][0]["person_id"]),
                    address: address.clone(),
                    members: members.clone(),
                    phones: BTreeSet::from([phone.clone()]),
                    commits: Vec::new(),
                });
                self.families.len() - 1
            }
            Asked::Address { family, address } => {
                self.families[*family].address.clone_from(address);
                *family
            }
            Asked::Phone { family, number } => {
                self.families[*family].phones.insert(number.clone());
                *family
            }
            Asked::Member { family, name } => {
                self.give(&answer["number"]);
                self.families[*family].members.insert(name.clone());
                *family
            }
            Asked::Draft { body, .. } => {
                self.drafts.insert(text(&answer["draft_id"]), body.clone());
                return;
            }
        };
        self.families[family].commits.extend(Some(commit).filter(|commit| !commit.is_empty()));
        self.touched.insert(family);
    }

    /// A number is given once, for ever.
    fn give(&mut self, number: &Value) {
        let number = text(number);
        assert!(!number.is_empty() && self.numbers.insert(number.clone()), "number {number:?} was given before");
    }

    /// Looks what became of an act without an answer: done whole, or not at all. What was done counts from now on.
    pub fn settle(&mut self, asked: Asked, line: &Line) {
        let is_done = match asked {
            Asked::Register { surname, members, address, phone } => {
                let found = line.does("registry.search", &json!({ "text": surname, "area_id": null, "offset": 0 }));
                let exactly = |hit: &&Value| text(&hit["name"]).ends_with(&format!(" {surname}"));
                let hit = found["hits"].as_array().into_iter().flatten().find(exactly);
                hit.is_some_and(|hit| {
                    let page = line.does("registry.open_household", &json!({ "household_id": hit["household_id"] }));
                    let family = Family::read(&page);
                    assert_eq!((&family.members, &family.address), (&members, &address), "a family registered by half");
                    assert_eq!(family.phones, BTreeSet::from([phone]), "a family registered by half");
                    self.give(&page["number"]);
                    page["members"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .for_each(|member| self.give(&member["person"]["number"]));
                    self.touched.insert(self.families.len());
                    self.families.push(family);
                    true
                })
            }
            Asked::Address { family, .. } | Asked::Phone { family, .. } | Asked::Member { family, .. } => {
                self.touched.insert(family);
                let known = self.families[family].clone();
                let page = known.opens_at(line);
                let mut with = known.clone();
                match asked {
                    Asked::Address { address, .. } => with.address = address,
                    Asked::Phone { number, .. } => with.phones.extend([number]),
                    Asked::Member { ref name, .. } => with.members.extend([name.clone()]),
                    Asked::Register { .. } | Asked::Draft { .. } => {}
                }
                let shown = Family::read(&page);
                let is_done =
                    (&shown.address, &shown.phones, &shown.members) == (&with.address, &with.phones, &with.members);
                if is_done {
                    for member in page["members"].as_array().into_iter().flatten().map(|member| &member["person"]) {
                        if !known.members.contains(&text(&member["full_name"])) {
                            self.give(&member["number"]);
                        }
                    }
                    self.families[family] = with;
                }
                is_done
            }
            Asked::Draft { draft_id, body } => draft_id.is_some_and(|draft_id| {
                let is_done = line.does("draft.open", &json!({ "draft_id": draft_id }))["body"] == body;
                if is_done {
                    self.drafts.insert(draft_id, body);
                }
                is_done
            }),
        };
        if is_done { self.unanswered.0 += 1 } else { self.unanswered.1 += 1 }
    }

    /// Everything touched since the last kill is as it was acknowledged, and so is one older family.
    pub fn is_kept_at(&mut self, line: &Line, older: usize) {
        let mut looked_at = std::mem::take(&mut self.touched);
        looked_at.extend((!self.families.is_empty()).then(|| older % self.families.len()));
        for index in looked_at {
            let family = &self.families[index];
            family.is_as(&family.opens_at(line));
            let timeline = line.does("registry.timeline", &json!({ "household_id": family.household_id, "offset": 0 }));
            let told = texts(&timeline["lines"], |line| &line["commit"]);
            let missing: Vec<&String> = family.commits.iter().filter(|commit| !told.contains(*commit)).collect();
            assert!(missing.is_empty(), "acknowledged and not in the timeline: {missing:?} of {told:#?}");
            self.families[index].commits.clear();
        }
        for (draft_id, body) in &self.drafts {
            assert_eq!(
                &line.does("draft.open", &json!({ "draft_id": draft_id }))["body"],
                body,
                "a draft went back in time"
            );
        }
    }

    /// Everything ever acknowledged is seen there.
    pub fn is_seen_at(&self, line: &Line) {
        for family in &self.families {
            family.is_as(&family.opens_at(line));
        }
    }

    /// For the person who reads the test's output.
    pub fn summary(&self) -> String {
        let (done, not_done) = self.unanswered;
        let (families, answered) = (self.families.len(), self.answered);
        format!(
            "{answered} acts acknowledged ({families} families), {done} cut off but done, {not_done} cut off and not done"
        )
    }
}
