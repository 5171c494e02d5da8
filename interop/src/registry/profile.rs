//! What a whole column looks like: how full it is, and what a spreadsheet has done to it.
//!
//! Some damage shows only in the column. One number of sixteen digits may end in a zero; if all do, the digits were
//! lost. A column counts as destroyed when at least half of what it holds is lost.

use super::header::Head;
use super::value::{date, number};
use crate::limits;
use crate::table::{Cell, Sheet};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    pub filled: u32,
    pub samples: Vec<String>,
    pub formulas: u32,
    /// In scientific notation: the digits behind the shown ones are gone.
    pub scientific: u32,
    /// Longer than the 15 digits a spreadsheet keeps, and how many of those end in zeros from there on.
    pub long: u32,
    pub zero_tail: u32,
    pub first_damaged: Option<(u32, String)>,
    /// Whole numbers of 7–9 digits without a zero in front: phone numbers that lost one look like this.
    pub without_zero: u32,
    pub not_an_age: u32,
    pub first_not_an_age: Option<(u32, String)>,
    pub dates: date::Evidence,
    /// Day numbers of a spreadsheet where dates are expected.
    pub serials: u32,
    pub first_serial: Option<(u32, String)>,
}

impl Profile {
    fn take(&mut self, row: u32, cell: &Cell, is_formula: bool) {
        self.filled += 1;
        self.formulas += u32::from(is_formula);
        let text = cell.text();
        let text = text.trim();
        if self.samples.len() < limits::SAMPLES_PER_COLUMN {
            let sample: String = text.chars().take(limits::SAMPLE_CHARS).collect();
            if !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        }
        let loss = number::loss(text);
        match loss {
            Some(number::Loss::Scientific { exponent }) if exponent >= number::TELLING_EXPONENT => self.scientific += 1,
            Some(number::Loss::ZeroTail) => (self.zero_tail, self.long) = (self.zero_tail + 1, self.long + 1),
            Some(number::Loss::Scientific { .. }) | None => self.long += u32::from(number::is_long(text)),
        }
        if loss.is_some() && self.first_damaged.is_none() {
            self.first_damaged = Some((row, text.to_owned()));
        }
        self.without_zero += u32::from(number::may_lack_zero(text));
        if number::age(text).is_none() {
            self.not_an_age += 1;
            self.first_not_an_age.get_or_insert_with(|| (row, text.to_owned()));
        }
        if !matches!(cell, Cell::Date { .. }) {
            self.dates.take(text);
            if date::serial(text).is_some() {
                self.serials += 1;
                self.first_serial.get_or_insert_with(|| (row, text.to_owned()));
            }
        }
    }

    /// Numbers that surely lost digits; a zero tail is sure only where most long numbers have it.
    pub(super) fn damaged(&self) -> u32 {
        self.scientific + if self.has_zero_tails() { self.zero_tail } else { 0 }
    }

    pub(super) fn has_zero_tails(&self) -> bool {
        self.zero_tail > 0 && self.zero_tail * 10 >= self.long * 6
    }

    pub(super) fn is_destroyed(&self) -> bool {
        self.damaged() > 0 && self.damaged() * 2 >= self.filled
    }

    pub(super) fn has_no_ages(&self) -> bool {
        self.filled > 0 && self.not_an_age * 2 >= self.filled
    }

    pub(super) fn is_serials(&self) -> bool {
        self.serials > 1 && self.serials * 2 >= self.filled
    }
}

/// One profile per column of the head, in its order.
pub(super) fn of(sheet: &Sheet, head: &Head) -> Vec<Profile> {
    let mut profiles = vec![Profile::default(); head.columns.len()];
    for row in sheet.rows.iter().skip(head.body) {
        for entry in &row.entries {
            if let Ok(at) = head.columns.binary_search_by_key(&entry.column, |column| column.place) {
                profiles[at].take(row.number, &entry.cell, entry.is_formula);
            }
        }
    }
    profiles
}
