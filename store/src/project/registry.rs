//! Rows of persons and households.

use std::collections::BTreeSet;

use domain::change::Value;
use domain::registry::{Household, Person};
use domain::{Field, Id};
use rusqlite::{Connection, OptionalExtension, params};
use sync::field::{Key, line_of};

use super::duplicate;
use super::values::Values;
use crate::fault::StoreFault;
use crate::log::document::HeldDocument;
use crate::search;

/// The row of a household.
pub(super) fn household(connection: &Connection, id: Id<Household>, held: &HeldDocument) -> Result<(), StoreFault> {
    let values = Values::of(held);
    let (home, household) = (held.home.to_bytes(), id.to_bytes());
    let area = values.reference(Field::Area).unwrap_or(held.area.to_bytes());
    let (head, split_from) = (values.reference(Field::Head), values.reference(Field::SplitFrom));
    let row = params![
        home,
        household,
        area,
        values.text(Field::Number).unwrap_or_default(),
        values.text(Field::Address),
        values.text(Field::Dwelling),
        values.text(Field::WaterSource),
        head,
        values.text(Field::RegisteredOn),
        values.text(Field::DissolvedOn),
        values.text(Field::DissolvedWhy),
        split_from,
        values.text(Field::ImportSource),
        values.text(Field::ImportExternalId),
    ];
    let updated = connection
        .prepare_cached(
            "UPDATE household SET area_id = ?3, number = ?4, address = ?5, dwelling = ?6, water_source = ?7, head_person_id = ?8, registered_on = ?9,
               dissolved_on = ?10, dissolved_why = ?11, split_from_id = ?12, import_source = ?13, import_external_id = ?14
             WHERE home_area_id = ?1 AND household_id = ?2",
        )?
        .execute(row)?;
    if updated == 0 {
        connection
            .prepare_cached(
                "INSERT INTO household (home_area_id, household_id, area_id, number, address, dwelling, water_source, head_person_id,
                   registered_on, dissolved_on, dissolved_why, split_from_id, import_source, import_external_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(row)?;
    }
    Ok(())
}

const NAMES: [Field; 5] =
    [Field::GivenName, Field::OtherNames, Field::FamilyName, Field::FullName, Field::NameOtherScript];

/// The rows of a person: the person, their stays, phones and identity documents, and the search entry.
pub(super) fn person(connection: &Connection, id: Id<Person>, held: &HeldDocument) -> Result<(), StoreFault> {
    let values = Values::of(held);
    let (home, person) = (held.home.to_bytes(), id.to_bytes());
    let entry = held.entry.ok_or(StoreFault::Lacks("a kept document"))?;
    let is_new = names_change(connection, entry, (home, person), &values)?;
    let register = values.reference(Field::Household);
    let row = params![
        home,
        person,
        values.text(Field::Number).unwrap_or_default(),
        values.text(Field::GivenName),
        values.text(Field::FamilyName),
        values.text(Field::OtherNames),
        values.text(Field::FullName),
        values.text(Field::NameOtherScript),
        values.text(Field::Sex),
        values.text(Field::BirthOn),
        values.text(Field::BirthPrecision),
        values.text(Field::CivilStatus),
        values.text(Field::Education),
        values.text(Field::Disability),
        values.text(Field::Occupation),
        values.text(Field::DiedOn),
        register,
        values.text(Field::ImportSource),
        values.text(Field::ImportExternalId),
    ];
    let sql = if is_new {
        "INSERT INTO person (home_area_id, person_id, number, given_name, family_name, other_names, full_name, name_other_script,
           sex, birth_on, birth_precision, civil_status, education, disability, occupation, died_on, household_id, import_source, import_external_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
    } else {
        "UPDATE person SET number = ?3, given_name = ?4, family_name = ?5, other_names = ?6, full_name = ?7, name_other_script = ?8,
           sex = ?9, birth_on = ?10, birth_precision = ?11, civil_status = ?12, education = ?13, disability = ?14, occupation = ?15, died_on = ?16,
           household_id = ?17, import_source = ?18, import_external_id = ?19
         WHERE home_area_id = ?1 AND person_id = ?2"
    };
    connection.prepare_cached(sql)?.execute(row)?;
    if !is_new {
        for table in ["phone", "identity_document"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE home_area_id = ?1 AND person_id = ?2"))?
                .execute((home, person))?;
        }
    }
    stays(connection, (home, person), is_new, &values, held)?;
    phones(connection, home, person, &values)?;
    identity_documents(connection, home, person, &values)?;
    duplicate::person(connection, id, held, &values)?;
    former_numbers(connection, (home, person), is_new, &values, held)
}

/// Brings the rows of numbers a person has no more up to date, for a store of before they were kept.
pub(super) fn former_numbers_of(
    connection: &Connection,
    id: Id<Person>,
    held: &HeldDocument,
) -> Result<(), StoreFault> {
    former_numbers(connection, (held.home.to_bytes(), id.to_bytes()), false, &Values::of(held), held)
}

/// Brings the search entry up to date. True when the person had no row before.
fn names_change(
    connection: &Connection,
    entry: i64,
    (home, person): ([u8; 16], [u8; 16]),
    values: &Values,
) -> Result<bool, StoreFault> {
    let held: Option<[Option<String>; 5]> = connection
        .prepare_cached("SELECT given_name, other_names, family_name, full_name, name_other_script FROM person WHERE home_area_id = ?1 AND person_id = ?2")?
        .query_row((home, person), |row| {
            Ok([row.get("given_name")?, row.get("other_names")?, row.get("family_name")?, row.get("full_name")?, row.get("name_other_script")?])
        })
        .optional()?;
    let names = NAMES.map(|field| values.text(field));
    let is_same = held.as_ref().is_some_and(|held| held.iter().map(Option::as_deref).eq(names));
    if !is_same {
        search::keep(connection, entry, held.is_none(), &names.into_iter().flatten().collect::<Vec<_>>().join(" "))?;
    }
    Ok(held.is_none())
}

/// Stays. Current are those that the register names: two, when two moves were made apart.
fn stays(
    connection: &Connection,
    (home, person): ([u8; 16], [u8; 16]),
    is_new: bool,
    values: &Values,
    held: &HeldDocument,
) -> Result<(), StoreFault> {
    if !is_new {
        // Row by row: the key has the household before the person, and the document knows every stay there was.
        let mut statement = connection.prepare_cached(
            "DELETE FROM membership WHERE home_area_id = ?1 AND household_id = ?2 AND person_id = ?3",
        )?;
        for stay in held.document.items(line_of(Field::MemberFrom).number) {
            statement.execute((home, stay.to_bytes(), person))?;
        }
    }
    let mut current: BTreeSet<[u8; 16]> = values.reference(Field::Household).into_iter().collect();
    let register = Key::of(Field::Household, None);
    for conflicted in held.document.conflicts().into_iter().filter(|conflicted| conflicted.key == register) {
        current.extend(conflicted.standing.iter().filter_map(|standing| match standing.value {
            Some(Value::Reference(household)) => Some(household),
            _ => None,
        }));
    }
    let mut statement = connection.prepare_cached(
        "INSERT INTO membership (home_area_id, household_id, person_id, role, joined_on, left_on, why, is_current) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for stay in values.items(Field::MemberFrom) {
        let item = Some(stay);
        statement.execute(params![
            home,
            stay.to_bytes(),
            person,
            values.item_text(Field::MemberRole, item),
            values.item_text(Field::MemberFrom, item),
            values.item_text(Field::MemberTo, item),
            values.item_text(Field::MemberWhy, item),
            current.contains(&stay.to_bytes()),
        ])?;
    }
    Ok(())
}

fn phones(connection: &Connection, home: [u8; 16], person: [u8; 16], values: &Values) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO phone (home_area_id, person_id, item_id, number, digits_reversed) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (item, number) in values.phones() {
        statement.execute(params![home, person, item.to_bytes(), number, search::reversed_digits(number)])?;
    }
    Ok(())
}

fn identity_documents(
    connection: &Connection,
    home: [u8; 16],
    person: [u8; 16],
    values: &Values,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO identity_document (home_area_id, person_id, item_id, document_type, number, issuer, valid_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (item, document_type, number) in values.identity_documents() {
        let at = Some(item);
        statement.execute(params![
            home,
            person,
            item.to_bytes(),
            document_type,
            number,
            values.item_text(Field::DocumentIssuer, at),
            values.item_text(Field::DocumentValidUntil, at),
        ])?;
    }
    Ok(())
}

/// Numbers a person had and has no more.
fn former_numbers(
    connection: &Connection,
    (home, person): ([u8; 16], [u8; 16]),
    is_new: bool,
    values: &Values,
    held: &HeldDocument,
) -> Result<(), StoreFault> {
    if !is_new {
        connection
            .prepare_cached("DELETE FROM former_number WHERE home_area_id = ?1 AND person_id = ?2")?
            .execute((home, person))?;
    }
    let (phone, document) = (line_of(Field::PhoneNumber).number, line_of(Field::DocumentNumber).number);
    for (key, text) in held.document.texts_ever(&[phone, document]) {
        let (field, removed) = if key.number == phone {
            (Field::PhoneNumber, Field::PhoneRemoved)
        } else {
            (Field::DocumentNumber, Field::DocumentRemoved)
        };
        let Some(item) = key.item else { continue };
        if values.item_text(field, key.item) == Some(&text) && !values.is_set(removed, item) {
            continue;
        }
        let (kind, number) =
            if key.number == phone { ("phone", search::reversed_digits(&text)) } else { ("document", text) };
        connection
            .prepare_cached(
                "INSERT INTO former_number (home_area_id, person_id, kind, number) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute((home, person, kind, number))?;
    }
    Ok(())
}
