//! Whole file → households with members, and everything that is wrong in it.
//!
//! Both layouts come together here: persons are read row by row and put into households, which a household sheet has
//! announced or which arise with their first person. Order is that of the file; the same bytes, mapping and day give
//! the same answer.

use super::batch::{HouseholdRow, PersonRow, Prepared, PreparedCounts};
use super::column_check;
use super::identity::{self, Documents};
use super::problem::{ImportProblem, Problems, Severity, code};
use super::reader::Reader;
use super::shape::{ImportLayout, ImportMapping};
use super::target;
use super::value::number;
use super::view::View;
use super::vocabulary::{CIVIL_STATUS, DWELLING, EDUCATION, RELATIONSHIP, SEX, WATER_SOURCE};
use crate::limits;
use crate::table::{Row, Sheet, Workbook};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Reads everything by `mapping`. `today` bounds births and registrations.
#[must_use]
pub fn prepare(workbook: &Workbook, mapping: &ImportMapping, today: NaiveDate) -> Prepared {
    let mut problems = Problems::default();
    super::inspect::notes(workbook, &mut problems);
    let mut draft = Draft::default();
    if let Some(sheets) = sheets(workbook, mapping, &mut problems) {
        draft.read(&sheets, mapping, today, &mut problems);
    }
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let counts = PreparedCounts {
        households: draft.households.len() as u64,
        persons: draft.households.iter().map(|household| household.members.len() as u64).sum(),
        rows_skipped: draft.rows_skipped,
        errors: problems.errors,
        warnings: problems.warnings,
        notes: problems.notes,
    };
    Prepared { households: draft.households, problems: problems.into_sorted(&names), counts }
}

struct Sheets<'a> {
    /// None in a flat file: the persons' sheet says what is known of households.
    households: Option<&'a Sheet>,
    persons: &'a Sheet,
}

fn sheets<'a>(workbook: &'a Workbook, mapping: &ImportMapping, problems: &mut Problems) -> Option<Sheets<'a>> {
    let mut find = |name: &str| {
        let sheet = workbook.sheet(name);
        if sheet.is_none() {
            problems.push(ImportProblem::new(Severity::Error, code::COLUMN_MISSING, name).with("kind", "sheet"));
        }
        sheet
    };
    let households = match mapping.layout {
        ImportLayout::FlatPersons => None,
        ImportLayout::HouseholdWorkbook => Some(find(mapping.household_sheet.as_deref().unwrap_or_default())?),
    };
    let persons = find(&mapping.person_sheet)?;
    for sheet in &workbook.sheets {
        if sheet.name != persons.name && households.is_none_or(|one| one.name != sheet.name) {
            problems.push(ImportProblem::new(Severity::Note, code::SHEET_UNUSED, &sheet.name));
        }
    }
    Some(Sheets { households, persons })
}

#[derive(Default)]
struct Draft {
    households: Vec<HouseholdRow>,
    /// External id → index in `households`.
    by_id: BTreeMap<String, usize>,
    rows_skipped: u64,
}

impl Draft {
    fn read(&mut self, sheets: &Sheets<'_>, mapping: &ImportMapping, today: NaiveDate, problems: &mut Problems) {
        let order = mapping.date_order;
        let mut persons = View::new(sheets.persons);
        persons.map(&mapping.person_columns, problems);
        let households = match sheets.households {
            Some(sheet) => {
                let mut view = View::new(sheet);
                view.map(&mapping.household_columns, problems);
                column_check::check(&view, order, problems);
                self.read_households(&mut Reader { view: &view, order, today, problems });
                Some(view)
            }
            None => {
                persons.map(&mapping.household_columns, problems);
                None
            }
        };
        column_check::check(&persons, order, problems);
        let is_flat = households.is_none();
        if !has_name(&persons) {
            let problem = ImportProblem::new(Severity::Error, code::EMPTY_REQUIRED, &persons.sheet.name);
            problems.push(problem.with("target", target::PERSON_FULL_NAME));
            self.rows_skipped += (self.households.len() + persons.rows().len()) as u64;
            self.households.clear();
            return;
        }
        self.read_persons(&mut Reader { view: &persons, order, today, problems }, is_flat);
        self.name_persons(&persons, is_flat, problems);
        self.check_households(households.as_ref().unwrap_or(&persons), &persons, is_flat, problems);
    }

    fn read_households(&mut self, reader: &mut Reader<'_>) {
        for row in reader.view.rows() {
            let id = reader.identifier(row, target::HOUSEHOLD_EXTERNAL_ID, limits::EXTERNAL_ID_CHARS);
            let Some(external_id) = id else {
                let code = missing(reader.view, row, target::HOUSEHOLD_EXTERNAL_ID);
                self.skip(reader, row, target::HOUSEHOLD_EXTERNAL_ID, code);
                continue;
            };
            if self.by_id.contains_key(&external_id) {
                self.skip(reader, row, target::HOUSEHOLD_EXTERNAL_ID, code::DUPLICATE_ID);
                continue;
            }
            self.by_id.insert(external_id.clone(), self.households.len());
            let registered_on = reader.day(row, target::HOUSEHOLD_REGISTERED_ON);
            let mut household = HouseholdRow { row: row.number, external_id, registered_on, ..HouseholdRow::default() };
            fill_household(&mut household, reader, row);
            self.households.push(household);
        }
    }

    /// Leaves a row out and says why, at the column that decided it.
    fn skip(&mut self, reader: &mut Reader<'_>, row: &Row, wanted: &str, code: &str) {
        self.rows_skipped += 1;
        let view = reader.view;
        match view.field(row, wanted) {
            Some(field) => reader.tell(&field, Severity::Error, code, &[("target", wanted.to_owned())]),
            None => {
                let mut problem = ImportProblem::new(Severity::Error, code, &view.sheet.name).row(row.number);
                if let Some(header) = view.header(wanted) {
                    problem = problem.column(header);
                }
                reader.problems.push(problem.with("target", wanted));
            }
        }
    }

    fn read_persons(&mut self, reader: &mut Reader<'_>, is_flat: bool) {
        for row in reader.view.rows() {
            let id = household_of(reader, row, is_flat);
            let known = id.as_ref().and_then(|id| self.by_id.get(id).copied());
            if !is_flat && known.is_none() {
                let wanted = target::PERSON_HOUSEHOLD_EXTERNAL_ID;
                let code = if id.is_none() { missing(reader.view, row, wanted) } else { code::LINK_MISSING };
                self.skip(reader, row, wanted, code);
                continue;
            }
            let registered_on = known.and_then(|at| self.households[at].registered_on.clone());
            // In a workbook this column is on the other sheet and was read there.
            let registered_on = registered_on.or_else(|| reader.day(row, target::HOUSEHOLD_REGISTERED_ON));
            let person = read_person(reader, row, registered_on.as_deref());
            if !has_any_name(&person) {
                let wanted = if reader.view.header(target::PERSON_FULL_NAME).is_some() {
                    target::PERSON_FULL_NAME
                } else {
                    target::PERSON_GIVEN_NAME
                };
                self.skip(reader, row, wanted, code::NO_NAME);
                continue;
            }
            let at = match known {
                Some(at) => at,
                None => self.open_household(id.unwrap_or_default(), row),
            };
            if is_flat {
                self.households[at].registered_on = registered_on;
                fill_household(&mut self.households[at], reader, row);
            }
            self.households[at].members.push(person);
        }
    }

    /// A household that arises with its first person; without an id of its own it holds only that person.
    fn open_household(&mut self, external_id: String, row: &Row) -> usize {
        let at = self.households.len();
        if !external_id.is_empty() {
            self.by_id.insert(external_id.clone(), at);
        }
        self.households.push(HouseholdRow { row: row.number, external_id, ..HouseholdRow::default() });
        at
    }

    /// Heads, sizes, and households that cannot be: empty ones and impossibly large ones.
    fn check_households(&mut self, view: &View<'_>, persons: &View<'_>, is_flat: bool, problems: &mut Problems) {
        let sheet = view.sheet.name.as_str();
        let mut skipped = 0;
        self.households.retain_mut(|household| {
            let members = household.members.len();
            let refused = match members {
                0 => Some((code::LINK_MISSING, 1)),
                count if count > limits::MEMBERS_PER_HOUSEHOLD => {
                    Some((code::TOO_LONG, count as u64 + u64::from(!is_flat)))
                }
                _ => None,
            };
            if let Some((code, rows)) = refused {
                skipped += rows;
                let problem = ImportProblem::new(Severity::Error, code, sheet).row(household.row);
                let problem = problem.value(&household.external_id).with("members", members);
                problems.push(problem.with("limit", limits::MEMBERS_PER_HOUSEHOLD));
                return false;
            }
            check_heads(household, sheet, persons, problems);
            true
        });
        self.rows_skipped += skipped;
        self.check_sizes(view, problems);
    }

    /// A file that lists one person per household and declares more has not lost members: it never listed them.
    fn check_sizes(&self, view: &View<'_>, problems: &mut Problems) {
        let Some(header) = view.header(target::HOUSEHOLD_SIZE) else { return };
        let differs = |one: &&HouseholdRow| one.declared_size.is_some_and(|size| size as usize != one.members.len());
        let differing: Vec<&HouseholdRow> = self.households.iter().filter(differs).collect();
        let problem = || ImportProblem::new(Severity::Warning, code::SIZE_DIFFERS, &view.sheet.name).column(header);
        let lists_one = self.households.iter().all(|household| household.members.len() == 1);
        if lists_one && differing.len() > 1 {
            problems.push(problem().with("extent", "column").with("rows", differing.len()));
            return;
        }
        for household in differing {
            let size = household.declared_size.unwrap_or_default();
            let told = problem().row(household.row).value(&size.to_string()).with("declared", size);
            problems.push(told.with("listed", household.members.len()));
        }
    }

    /// Gives every person, and every household that has none, an external id; a row that repeats another is left out.
    fn name_persons(&mut self, persons: &View<'_>, is_flat: bool, problems: &mut Problems) {
        let by_id = &self.by_id;
        let mut documents = Documents::default();
        for person in self.households.iter().flat_map(|household| &household.members) {
            documents.take(person);
        }
        let mut taken = BTreeSet::new();
        let header = persons.header(target::PERSON_EXTERNAL_ID);
        let mut skipped = 0;
        self.households.retain_mut(|household| {
            let group = household.external_id.clone();
            household.members.retain_mut(|person| {
                let is_derived = person.external_id.is_empty();
                if is_derived {
                    person.external_id = identity::derived(&documents, &group, person);
                }
                if taken.insert(person.external_id.clone()) {
                    return true;
                }
                skipped += 1;
                let problem = ImportProblem::new(Severity::Error, code::DUPLICATE_ID, &persons.sheet.name);
                let problem = problem.row(person.row).value(&person.external_id);
                problems.push(match header.filter(|_| !is_derived) {
                    Some(header) => problem.column(header).with("target", target::PERSON_EXTERNAL_ID),
                    None => problem.with("target", target::PERSON_EXTERNAL_ID).with("kind", "same-person-twice"),
                });
                false
            });
            if let Some(person) = household.members.first().filter(|_| group.is_empty()) {
                let is_taken = by_id.contains_key(&person.external_id);
                household.external_id = format!("{}{}", if is_taken { "person:" } else { "" }, person.external_id);
            }
            // A household that arose with a person goes with it; one that was announced stays, to be told.
            !(household.members.is_empty() && is_flat)
        });
        self.rows_skipped += skipped;
    }
}

fn has_name(view: &View<'_>) -> bool {
    let names = [target::PERSON_FULL_NAME, target::PERSON_GIVEN_NAME, target::PERSON_FAMILY_NAME];
    names.iter().any(|wanted| view.header(wanted).is_some())
}

fn has_any_name(person: &PersonRow) -> bool {
    [&person.full_name, &person.given_name, &person.family_name, &person.other_names].iter().any(|name| name.is_some())
}

/// Why a required number is not there: the cell is empty, or what stands in it lost its digits.
fn missing(view: &View<'_>, row: &Row, wanted: &str) -> &'static str {
    let text = view.field(row, wanted).map(|field| field.entry.cell.text().into_owned()).unwrap_or_default();
    if number::loss(&text).is_some() { code::NUMBER_DAMAGED } else { code::EMPTY_REQUIRED }
}

fn household_of(reader: &mut Reader<'_>, row: &Row, is_flat: bool) -> Option<String> {
    let wanted = if is_flat && reader.view.header(target::PERSON_HOUSEHOLD_EXTERNAL_ID).is_none() {
        target::HOUSEHOLD_EXTERNAL_ID
    } else {
        target::PERSON_HOUSEHOLD_EXTERNAL_ID
    };
    let id = reader.identifier(row, wanted, limits::EXTERNAL_ID_CHARS);
    let view = reader.view;
    if let (true, None, Some(header)) = (is_flat, &id, view.header(wanted))
        && missing(view, row, wanted) == code::EMPTY_REQUIRED
    {
        // The row is kept: it stands for a household of one.
        let problem = ImportProblem::new(Severity::Warning, code::EMPTY_REQUIRED, &view.sheet.name);
        reader.problems.push(problem.row(row.number).column(header).with("target", wanted));
    }
    id
}

/// What the row says of its household, but for the day of registration, which persons need before; what an earlier row
/// said stays, and is not read again.
fn fill_household(household: &mut HouseholdRow, reader: &mut Reader<'_>, row: &Row) {
    if household.area_code.is_none() {
        household.area_code = reader.identifier(row, target::HOUSEHOLD_AREA_CODE, limits::CODE_CHARS);
    }
    if household.address.is_none() {
        household.address = reader.remark(row, target::HOUSEHOLD_ADDRESS, limits::ADDRESS_CHARS);
    }
    if household.address.is_none() {
        household.address = reader.remark(row, target::PERSON_ADDRESS, limits::ADDRESS_CHARS);
    }
    if household.dwelling.is_none() {
        household.dwelling = reader.code(row, target::HOUSEHOLD_DWELLING, DWELLING);
    }
    if household.water_source.is_none() {
        household.water_source = reader.code(row, target::HOUSEHOLD_WATER_SOURCE, WATER_SOURCE);
    }
    if household.declared_size.is_none() {
        household.declared_size = reader.count(row, target::HOUSEHOLD_SIZE);
    }
}

fn read_person(reader: &mut Reader<'_>, row: &Row, registered_on: Option<&str>) -> PersonRow {
    let name = limits::NAME_CHARS;
    PersonRow {
        row: row.number,
        external_id: reader.identifier(row, target::PERSON_EXTERNAL_ID, limits::EXTERNAL_ID_CHARS).unwrap_or_default(),
        full_name: reader.text(row, target::PERSON_FULL_NAME, name),
        given_name: reader.text(row, target::PERSON_GIVEN_NAME, name),
        other_names: reader.text(row, target::PERSON_OTHER_NAMES, name),
        family_name: reader.text(row, target::PERSON_FAMILY_NAME, name),
        sex: reader.code(row, target::PERSON_SEX, SEX),
        birth: reader.birth(row, registered_on),
        role: reader.code(row, target::PERSON_ROLE, RELATIONSHIP),
        civil_status: reader.code(row, target::PERSON_CIVIL_STATUS, CIVIL_STATUS),
        education: reader.code(row, target::PERSON_EDUCATION, EDUCATION),
        disability: reader.disability(row),
        occupation: reader.remark(row, target::PERSON_OCCUPATION, limits::OCCUPATION_CHARS),
        phones: reader.phones(row),
        documents: reader.documents(row),
    }
}

/// One head: who lives alone is it; of two the first stays; none is told.
fn check_heads(household: &mut HouseholdRow, sheet: &str, persons: &View<'_>, problems: &mut Problems) {
    if let [only] = household.members.as_mut_slice()
        && only.role.is_none()
    {
        only.role = Some("head".to_owned());
    }
    let header = persons.header(target::PERSON_ROLE);
    let mut heads = 0;
    for person in household.members.iter_mut().filter(|person| person.role.as_deref() == Some("head")) {
        heads += 1;
        if heads > 1 {
            person.role = None;
            let problem = ImportProblem::new(Severity::Warning, code::TWO_HEADS, &persons.sheet.name).row(person.row);
            let problem = problem.value(&household.external_id);
            problems.push(header.into_iter().fold(problem, ImportProblem::column));
        }
    }
    if heads == 0 {
        let problem = ImportProblem::new(Severity::Warning, code::NO_HEAD, sheet).row(household.row);
        problems.push(problem.value(&household.external_id).with("members", household.members.len()));
    }
}
