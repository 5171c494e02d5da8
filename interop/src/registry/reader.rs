//! Reads one value of one row, and says what was wrong with it.
//!
//! Every method answers `None` for what the file does not say or does not say soundly; only the latter is a problem.

use super::batch::{BirthRow, DocumentRow};
use super::problem::{ImportProblem, Problems, Severity, code};
use super::shape::DateOrder;
use super::target;
use super::value::date::{self, Precision};
use super::value::text::{ascii_digits, clean, is_placeholder};
use super::value::{number, phone};
use super::view::{Field, View};
use super::vocabulary::{self, DOCUMENT_TYPES, Said, Table};
use crate::limits;
use crate::table::{Cell, Row};
use chrono::{Datelike, NaiveDate};

pub(super) struct Reader<'a> {
    pub view: &'a View<'a>,
    pub order: DateOrder,
    pub today: NaiveDate,
    pub problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    pub(super) fn tell(&mut self, field: &Field<'_>, severity: Severity, code: &str, details: &[(&str, String)]) {
        let mut problem = ImportProblem::new(severity, code, &self.view.sheet.name).row(field.row).column(field.header);
        problem = problem.value(&field.entry.cell.text());
        for (key, value) in details {
            problem = problem.with(key, value);
        }
        self.problems.push(problem);
    }

    fn warn(&mut self, field: &Field<'_>, code: &str, details: &[(&str, String)]) {
        self.tell(field, Severity::Warning, code, details);
    }

    /// Cleaned text; a spreadsheet's error value is no text.
    fn clean(&mut self, field: &Field<'_>, chars: usize) -> Option<String> {
        if matches!(field.entry.cell, Cell::Error(_)) {
            self.warn(field, code::CELL_FORMULA, &[("kind", "error".to_owned())]);
            return None;
        }
        let text = clean(&field.entry.cell.text());
        if text.chars().count() > chars {
            self.warn(field, code::TOO_LONG, &[("limit", chars.to_string())]);
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn text(&mut self, row: &Row, wanted: &str, chars: usize) -> Option<String> {
        let view = self.view;
        self.clean(&view.field(row, wanted)?, chars)
    }

    /// A text that may be left out by a dash or "n/a".
    pub(super) fn remark(&mut self, row: &Row, wanted: &str, chars: usize) -> Option<String> {
        self.text(row, wanted, chars).filter(|text| !is_placeholder(text))
    }

    /// A number or code that names something. What lost digits names nothing any more.
    pub(super) fn identifier(&mut self, row: &Row, wanted: &str, chars: usize) -> Option<String> {
        let view = self.view;
        self.identify(&view.field(row, wanted)?, chars)
    }

    fn identify(&mut self, field: &Field<'_>, chars: usize) -> Option<String> {
        // Someone formatted the column as dates: the number below is still there.
        let number = match field.entry.cell {
            Cell::Date { serial, .. } => Some(Cell::Number(serial).text().into_owned()),
            _ => None,
        };
        let text = match number {
            Some(number) => number,
            None => self.clean(field, chars)?,
        };
        if is_placeholder(&text) {
            return None;
        }
        let is_lost = match number::loss(&text) {
            None => None,
            Some(loss @ number::Loss::Scientific { .. }) => Some(loss),
            Some(loss @ number::Loss::ZeroTail) => field.profile.has_zero_tails().then_some(loss),
        };
        if let Some(loss) = is_lost {
            if !field.profile.is_destroyed() {
                self.warn(field, code::NUMBER_DAMAGED, &[("kind", loss.as_str().to_owned())]);
            }
            return None;
        }
        Some(number::without_float_tail(&text).to_owned())
    }

    pub(super) fn code(&mut self, row: &Row, wanted: &str, table: Table) -> Option<String> {
        let view = self.view;
        self.look_up(&view.field(row, wanted)?, table).map(str::to_owned)
    }

    fn look_up(&mut self, field: &Field<'_>, table: Table) -> Option<&'static str> {
        let text = self.clean(field, limits::CELL_BYTES)?;
        match vocabulary::look_up(table, number::without_float_tail(&ascii_digits(&text))) {
            Said::Code(code) => Some(code),
            Said::Nothing => None,
            Said::Unknown => {
                self.warn(field, code::UNKNOWN_CODE, &[]);
                None
            }
        }
    }

    pub(super) fn disability(&mut self, row: &Row) -> Option<String> {
        let view = self.view;
        if !view.has_functioning() {
            return self.code(row, target::PERSON_DISABILITY, vocabulary::DISABILITY);
        }
        // The codes ascend in this order.
        const RISING: [&str; 3] = ["none", "some", "severe"];
        let fields: Vec<Field<'_>> = view.functioning(row).collect();
        let answers = fields.iter().filter_map(|field| self.look_up(field, vocabulary::FUNCTIONING));
        answers.max_by_key(|code| RISING.iter().position(|one| one == code)).map(str::to_owned)
    }

    pub(super) fn flag(&mut self, row: &Row, wanted: &str) -> Option<bool> {
        let view = self.view;
        let field = view.field(row, wanted)?;
        let text = self.clean(&field, limits::CODE_CHARS)?;
        let answer = number::yes(number::without_float_tail(&text));
        if answer.is_none() && !is_placeholder(&text) {
            self.warn(&field, code::UNKNOWN_CODE, &[]);
        }
        answer
    }

    pub(super) fn count(&mut self, row: &Row, wanted: &str) -> Option<u32> {
        let view = self.view;
        let field = view.field(row, wanted)?;
        let text = self.clean(&field, limits::CODE_CHARS).filter(|text| !is_placeholder(text))?;
        let count = number::count(&text);
        if count.is_none() {
            self.warn(&field, code::NUMBER_DAMAGED, &[("kind", "not-a-count".to_owned())]);
        }
        count
    }

    fn date(&mut self, field: &Field<'_>) -> Option<(NaiveDate, Precision)> {
        if let Cell::Date { on, .. } = field.entry.cell {
            return Some((on, Precision::Day));
        }
        let text = ascii_digits(&self.clean(field, limits::CELL_BYTES)?);
        if is_placeholder(&text) {
            return None;
        }
        if let Some(on) = date::serial(&text) {
            if !field.profile.is_serials() {
                self.warn(field, code::DATE_DAMAGED, &[("read_as", on.to_string())]);
            }
            return Some((on, Precision::Day));
        }
        match date::read(number::without_float_tail(&text), self.order) {
            Ok(found) => Some(found),
            Err(fault) => {
                let is_ambiguous = fault == date::Fault::Ambiguous;
                let code = if is_ambiguous { code::DATE_AMBIGUOUS } else { code::BAD_DATE };
                let order = self.order.as_str().to_owned();
                self.warn(field, code, &[("kind", fault.as_str().to_owned()), ("order", order)]);
                None
            }
        }
    }

    /// A whole day, not after today.
    pub(super) fn day(&mut self, row: &Row, wanted: &str) -> Option<String> {
        let view = self.view;
        let field = view.field(row, wanted)?;
        let (on, precision) = self.date(&field)?;
        let kind = match precision {
            Precision::Day if on <= self.today => return Some(on.to_string()),
            Precision::Day => "in-future",
            Precision::Month | Precision::Year => "not-a-day",
        };
        self.warn(&field, code::BAD_DATE, &[("kind", kind.to_owned()), ("order", self.order.as_str().to_owned())]);
        None
    }

    /// Birth from a date or, where there is none, from an age on the day of registration.
    pub(super) fn birth(&mut self, row: &Row, registered_on: Option<&str>) -> Option<BirthRow> {
        let view = self.view;
        let Some(field) = view.field(row, target::PERSON_BIRTH_ON) else {
            return self.birth_from_age(row, registered_on);
        };
        let (on, precision) = self.date(&field)?;
        if on > self.today {
            self.warn(&field, code::BIRTH_IN_FUTURE, &[("today", self.today.to_string())]);
            return None;
        }
        if self.today.year() - on.year() > limits::AGE_YEARS {
            let order = self.order.as_str().to_owned();
            self.warn(&field, code::BAD_DATE, &[("kind", "too-old".to_owned()), ("order", order)]);
            return None;
        }
        let is_estimated = self.flag(row, target::PERSON_BIRTH_IS_ESTIMATED).unwrap_or(false);
        let precision = if is_estimated { "estimated" } else { precision.as_str() };
        Some(BirthRow { on: on.to_string(), precision: precision.to_owned() })
    }

    fn birth_from_age(&mut self, row: &Row, registered_on: Option<&str>) -> Option<BirthRow> {
        let view = self.view;
        let field = view.field(row, target::PERSON_AGE)?;
        let text = self.clean(&field, limits::CELL_BYTES).filter(|text| !is_placeholder(text))?;
        let Some(age) = number::age(&text) else {
            if !field.profile.has_no_ages() {
                self.warn(&field, code::AGE_DAMAGED, &[]);
            }
            return None;
        };
        let told_on = registered_on.and_then(|on| on.parse::<NaiveDate>().ok()).unwrap_or(self.today);
        Some(BirthRow { on: format!("{:04}-01-01", told_on.year() - age), precision: "estimated".to_owned() })
    }

    pub(super) fn phones(&mut self, row: &Row) -> Vec<String> {
        let view = self.view;
        let mut phones = Vec::new();
        for wanted in [target::PERSON_PHONE, target::PERSON_PHONE_ALTERNATIVE] {
            let Some(field) = view.field(row, wanted) else { continue };
            let Some(text) = self.clean(&field, limits::CELL_BYTES).filter(|text| !is_placeholder(text)) else {
                continue;
            };
            for piece in phone::split(&text) {
                match self.phone(&field, piece) {
                    Some(number) if !phones.contains(&number) => phones.push(number),
                    Some(_) | None => {}
                }
            }
        }
        phones
    }

    fn phone(&mut self, field: &Field<'_>, text: &str) -> Option<String> {
        if let Some(loss) = number::loss(text) {
            if !field.profile.is_destroyed() {
                self.warn(field, code::NUMBER_DAMAGED, &[("kind", loss.as_str().to_owned())]);
            }
            return None;
        }
        let Some(phone) = phone::read(text) else {
            self.warn(field, code::BAD_PHONE, &[]);
            return None;
        };
        if phone.was_float {
            self.warn(field, code::NUMBER_DAMAGED, &[("kind", "float".to_owned()), ("read_as", phone.number.clone())]);
        }
        Some(phone.number)
    }

    pub(super) fn documents(&mut self, row: &Row) -> Vec<DocumentRow> {
        let view = self.view;
        let mut documents = Vec::new();
        for document_type in DOCUMENT_TYPES {
            let wanted = format!("{}{document_type}", target::PERSON_DOCUMENT);
            let Some(field) = view.field(row, &wanted) else { continue };
            let Some(number) = self.identify(&field, limits::CELL_BYTES) else { continue };
            let is_number = number.chars().any(|one| one.is_alphanumeric() && one != '0');
            if !is_number || number.chars().count() > limits::DOCUMENT_NUMBER_CHARS {
                self.warn(&field, code::DOCUMENT_INVALID, &[("document_type", document_type.to_owned())]);
                continue;
            }
            let issuer = match view.issuer(row, document_type) {
                Some(issuer) => self.clean(&issuer, limits::ISSUER_CHARS).filter(|text| !is_placeholder(text)),
                None => None,
            };
            documents.push(DocumentRow { document_type: document_type.to_owned(), number, issuer });
        }
        documents
    }
}
