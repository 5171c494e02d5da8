//! The documents that the week touches, as the peers hold them: one JSON object a household and a person, fields by
//! the names that our screens use, values as registered; and the week's changes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::laptop::{Built, Known};
use crate::week::{Act, Travelled};
use crate::world::World;
use crate::{Outcome, family};

/// A document or the change of one: its identity and fields.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Identity.
    pub id: String,
    /// Values by field.
    pub fields: Map<String, Value>,
}

/// What the peers are given.
#[derive(Debug)]
pub struct Population {
    /// All documents of the households that are visited.
    pub base: Vec<Fields>,
    /// Changes on the laptop.
    pub here: Vec<Fields>,
    /// Changes that the server has already.
    pub elsewhere: Vec<Fields>,
}

impl Population {
    /// The households that the week visits, as they were before it.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn visited(world: &World, built: &Built, travelled: &Travelled) -> Outcome<Self> {
        let changed: BTreeSet<&str> =
            travelled.here.iter().chain(&travelled.elsewhere).map(|act| act.document.as_str()).collect();
        let is_visited = |known: &&Known| {
            changed.contains(known.id.to_string().as_str())
                || known.members.iter().any(|person| changed.contains(person.to_string().as_str()))
        };
        let mut base = Vec::new();
        for known in built.villages.iter().flat_map(|(_, village)| village).filter(is_visited) {
            documents(world, built, known, &mut base)?;
        }
        Ok(Self { base, here: changes(&travelled.here), elsewhere: changes(&travelled.elsewhere) })
    }

    /// The same week with one document a household that holds its members, as forms are often kept.
    pub fn by_household(&self) -> Self {
        let mut household_of: BTreeMap<&str, &str> = BTreeMap::new();
        let mut whole: BTreeMap<&str, Fields> = BTreeMap::new();
        for one in &self.base {
            match one.fields.get("household").and_then(Value::as_str) {
                None => _ = whole.insert(&one.id, one.clone()),
                Some(household) => {
                    household_of.insert(&one.id, household);
                    if let Some(whole) = whole.get_mut(household) {
                        whole.fields.insert(one.id.clone(), Value::Object(one.fields.clone()));
                    }
                }
            }
        }
        let moved = |change: &Fields| {
            let Some(household) = household_of.get(change.id.as_str()) else { return Some(change.clone()) };
            let mut person = whole.get(household)?.fields.get(&change.id)?.as_object()?.clone();
            person.extend(change.fields.clone());
            let fields = Map::from_iter([(change.id.clone(), Value::Object(person))]);
            Some(Fields { id: (*household).to_owned(), fields })
        };
        let here = self.here.iter().filter_map(&moved).collect();
        let elsewhere = self.elsewhere.iter().filter_map(&moved).collect();
        Self { base: whole.into_values().collect(), here, elsewhere }
    }

    /// Only the documents that change, of all those.
    pub fn changed_only(&self) -> Self {
        let changed: BTreeSet<&str> = self.here.iter().chain(&self.elsewhere).map(|one| one.id.as_str()).collect();
        let base = self.base.iter().filter(|one| changed.contains(one.id.as_str())).cloned().collect();
        Self { base, here: self.here.clone(), elsewhere: self.elsewhere.clone() }
    }

    /// Writes `base.jsonl`, `here.jsonl` and `elsewhere.jsonl`.
    ///
    /// # Errors
    /// Input or output.
    pub fn write(&self, folder: &Path) -> Outcome<()> {
        for (name, all) in [("base", &self.base), ("here", &self.here), ("elsewhere", &self.elsewhere)] {
            let file = std::fs::File::create(folder.join(format!("{name}.jsonl")))?;
            let mut file = std::io::BufWriter::new(file);
            for one in all {
                let mut line = Map::from_iter([("_id".to_owned(), Value::String(one.id.clone()))]);
                line.extend(one.fields.clone());
                writeln!(file, "{}", Value::Object(line))?;
            }
            file.flush()?;
        }
        Ok(())
    }
}

fn changes(acts: &[Act]) -> Vec<Fields> {
    acts.iter().map(|act| fields(act.document.clone(), act.fields.clone())).collect()
}

/// Without what is not known: nobody stores that.
fn fields(id: String, value: Value) -> Fields {
    let Value::Object(mut fields) = value else { return Fields { id, fields: Map::new() } };
    fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty()));
    Fields { id, fields }
}

fn documents(world: &World, built: &Built, known: &Known, base: &mut Vec<Fields>) -> Outcome<()> {
    let invented = world.district.household(known.index);
    let number = built.laptop.store.read(|reader| reader.household(known.id))?.ok_or("a household is gone")?;
    let household = json!({
        "kind": "household",
        "number": number.household.number,
        "area": invented.area_code,
        "address": invented.address,
        "dwelling": invented.dwelling,
        "water_source": invented.water_source,
        "registered_on": invented.registered_on,
        "head": known.members.first().map(ToString::to_string),
    });
    base.push(fields(known.id.to_string(), household));
    for (id, invented) in known.members.iter().zip(&invented.members) {
        let held = built.laptop.store.read(|reader| reader.person(*id))?.ok_or("a person is gone")?;
        let documents: Vec<Value> = invented
            .documents
            .iter()
            .map(|(kind, number)| json!({ "document_type": kind, "number": number }))
            .collect();
        let person = json!({
            "kind": "person",
            "number": held.number,
            "household": known.id.to_string(),
            "role": invented.role,
            "joined_on": held.household.map(|_| demo::TODAY),
            "given_name": invented.given_name,
            "family_name": invented.family_name,
            "other_names": invented.other_names,
            "name_other_script": invented.name_other_script,
            "sex": invented.sex.to_string(),
            "birth": serde_json::to_value(family::birth(invented))?,
            "civil_status": invented.civil_status,
            "education": invented.education,
            "disability": invented.disability,
            "phones": invented.phones,
            "identity_documents": documents,
        });
        base.push(fields(id.to_string(), person));
    }
    Ok(())
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A household with two persons, one of whom changes here, one elsewhere.
    pub fn small() -> Population {
        let one = |id: &str, value: Value| fields(id.to_owned(), value);
        Population {
            base: vec![
                one("h", json!({ "kind": "household", "address": "Plot 1", "dwelling": null, "phones": [] })),
                one(
                    "a",
                    json!({ "kind": "person", "household": "h", "given_name": "Amina", "birth": { "on": "1990-01-01" } }),
                ),
                one("b", json!({ "kind": "person", "household": "h", "given_name": "Baraka", "phones": ["1"] })),
            ],
            here: vec![one("a", json!({ "given_name": "Aminata", "occupation": "farmer" }))],
            elsewhere: vec![one("b", json!({ "occupation": "herder" }))],
        }
    }

    #[test]
    fn what_is_not_known_is_not_held() {
        assert_eq!(small().base[0].fields.keys().collect::<Vec<_>>(), ["address", "kind"]);
    }

    #[test]
    fn a_household_document_holds_its_members_and_changes_whole() {
        let whole = small().by_household();
        assert_eq!(whole.base.len(), 1);
        assert_eq!(whole.base[0].fields["a"]["given_name"], "Amina");
        assert_eq!(whole.here[0].id, "h");
        let person = &whole.here[0].fields["a"];
        assert_eq!((&person["given_name"], &person["birth"]["on"]), (&json!("Aminata"), &json!("1990-01-01")));
    }

    #[test]
    fn the_files_hold_one_document_a_line() {
        let folder = tempfile::tempdir().expect("a folder");
        small().changed_only().write(folder.path()).expect("files");
        let base = std::fs::read_to_string(folder.path().join("base.jsonl")).expect("a file");
        let ids: Vec<Value> =
            base.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["_id"].clone()).collect();
        assert_eq!(ids, ["a", "b"]);
    }
}
