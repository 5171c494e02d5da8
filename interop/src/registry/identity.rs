//! What a person is called when the file does not number persons.
//!
//! A later file from the same source is matched by this name, with its rows in any order and with rows added. So it is
//! made from what the row says and never from where it stands: the best identity document that no other row of the
//! file shares (in the order of `DOCUMENT_TYPES`), else household, name and birth. Correcting that very document or
//! name in the file makes a new name, which an import then shows as a new person and a possible duplicate. An
//! estimated birth is left out: it moves with the day of the import.

use super::batch::PersonRow;
use super::header::compact;
use super::vocabulary::DOCUMENT_TYPES;
use std::collections::BTreeMap;

/// Type and number of each document → in how many rows it stands.
#[derive(Default)]
pub(super) struct Documents(BTreeMap<(String, String), u32>);

impl Documents {
    pub(super) fn take(&mut self, person: &PersonRow) {
        for document in &person.documents {
            *self.0.entry((document.document_type.clone(), compact(&document.number))).or_default() += 1;
        }
    }

    fn name(&self, person: &PersonRow) -> Option<String> {
        DOCUMENT_TYPES.iter().find_map(|wanted| {
            let document = person.documents.iter().find(|document| document.document_type == *wanted)?;
            let key = ((*wanted).to_owned(), compact(&document.number));
            (self.0.get(&key) == Some(&1)).then(|| format!("{wanted}:{}", key.1))
        })
    }
}

/// `household` is empty where the file does not number households.
pub(super) fn derived(documents: &Documents, household: &str, person: &PersonRow) -> String {
    if let Some(name) = documents.name(person) {
        return name;
    }
    let parts = [&person.full_name, &person.given_name, &person.other_names, &person.family_name];
    let names: Vec<String> = parts.into_iter().flatten().map(|name| compact(name)).collect();
    let birth = person.birth.as_ref().filter(|birth| birth.precision != "estimated").map_or("", |birth| &birth.on);
    format!("name:{household}:{}:{birth}", names.join("."))
}

#[cfg(test)]
mod tests {
    use super::super::batch::{BirthRow, DocumentRow};
    use super::*;

    fn person(name: &str, number: Option<&str>, precision: &str) -> PersonRow {
        let document = |number: &str| DocumentRow {
            document_type: "national_id".to_owned(),
            number: number.to_owned(),
            issuer: None,
        };
        PersonRow {
            full_name: Some(name.to_owned()),
            birth: Some(BirthRow { on: "1990-01-01".to_owned(), precision: precision.to_owned() }),
            documents: number.map(document).into_iter().collect(),
            ..PersonRow::default()
        }
    }

    #[test]
    fn a_shared_document_names_nobody() {
        let people = [
            person("Amina", Some("A-1"), "day"),
            person("Joseph", Some("a1"), "day"),
            person("Neema", Some("7"), "day"),
        ];
        let mut documents = Documents::default();
        people.iter().for_each(|person| documents.take(person));
        let names: Vec<String> = people.iter().map(|person| derived(&documents, "H1", person)).collect();
        assert_eq!(names, ["name:H1:amina:1990-01-01", "name:H1:joseph:1990-01-01", "national_id:7"]);
    }

    #[test]
    fn an_estimated_birth_is_no_part_of_the_name() {
        assert_eq!(derived(&Documents::default(), "", &person("Zoé", None, "estimated")), "name::zoe:");
    }
}
