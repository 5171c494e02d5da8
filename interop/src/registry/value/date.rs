//! Dates as people and spreadsheets write them.
//!
//! The order of day and month is never guessed value by value: the mapping says it, a value that does not fit it is a
//! problem. What a date leaves out stays left out (`Precision`). Two-digit years are refused: a century is a guess.

use super::super::shape::DateOrder;
use super::text::ascii_digits;
use crate::table::date_of_serial;
use chrono::{Datelike, NaiveDate};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precision {
    Day,
    Month,
    Year,
}

impl Precision {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NotADate,
    TwoDigitYear,
    /// Fits the other order of day and month only.
    OtherOrder,
    /// The year is last, the mapping says it is first, and both readings are possible.
    Ambiguous,
}

impl Fault {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::NotADate => "not-a-date",
            Self::TwoDigitYear => "two-digit-year",
            Self::OtherOrder => "other-order",
            Self::Ambiguous => "ambiguous",
        }
    }
}

type Found = Result<(NaiveDate, Precision), Fault>;

pub(crate) fn read(text: &str, order: DateOrder) -> Found {
    let text = ascii_digits(text);
    let parts = parts(&text).ok_or(Fault::NotADate)?;
    match parts.as_slice() {
        [year] if year.is_year() => on(year.value, 1, 1, Precision::Year),
        [one, two] if one.is_year() && two.is_short() => on(one.value, two.value, 1, Precision::Month),
        [one, two] if two.is_year() && one.is_short() => on(two.value, one.value, 1, Precision::Month),
        [year, month, day] if year.is_year() => on(year.value, month.value, day.value, Precision::Day),
        [one, two, year] if year.is_year() => year_last(one, two, year.value, order),
        [_, _, year] if year.is_short() => Err(Fault::TwoDigitYear),
        _ => Err(Fault::NotADate),
    }
}

fn year_last(one: &Part, two: &Part, year: u32, order: DateOrder) -> Found {
    let dmy = || on(year, two.value, one.value, Precision::Day);
    let mdy = || on(year, one.value, two.value, Precision::Day);
    // A month by name leaves nothing to decide.
    if one.is_name {
        return mdy();
    }
    if two.is_name || one.value == two.value {
        return dmy();
    }
    let fits_other = |other: Found| if other.is_ok() { Err(Fault::OtherOrder) } else { Err(Fault::NotADate) };
    match order {
        DateOrder::Dmy => dmy().or_else(|_| fits_other(mdy())),
        DateOrder::Mdy => mdy().or_else(|_| fits_other(dmy())),
        DateOrder::Ymd => match (dmy(), mdy()) {
            (Ok(_), Ok(_)) => Err(Fault::Ambiguous),
            (Ok(found), Err(_)) | (Err(_), Ok(found)) => Ok(found),
            (Err(fault), Err(_)) => Err(fault),
        },
    }
}

fn on(year: u32, month: u32, day: u32, precision: Precision) -> Found {
    let year = i32::try_from(year).map_err(|_| Fault::NotADate)?;
    NaiveDate::from_ymd_opt(year, month, day).map(|on| (on, precision)).ok_or(Fault::NotADate)
}

struct Part {
    value: u32,
    digits: usize,
    is_name: bool,
}

impl Part {
    fn is_year(&self) -> bool {
        self.digits == 4 && !self.is_name
    }

    fn is_short(&self) -> bool {
        self.is_name || self.digits <= 2
    }
}

/// One to three numbers or month names; a time of day behind them is dropped.
fn parts(text: &str) -> Option<Vec<Part>> {
    let text = text.trim();
    let day = match text.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') && day.contains(['-', '/', '.']) => day,
        _ => text,
    };
    let mut parts = Vec::new();
    for piece in day.split(['-', '/', '.', ' ', ',']).filter(|piece| !piece.is_empty()) {
        if parts.len() == 3 || piece.len() > 24 {
            return None;
        }
        let part = if piece.bytes().all(|byte| byte.is_ascii_digit()) {
            Part { value: piece.parse().ok()?, digits: piece.len(), is_name: false }
        } else {
            Part { value: month(piece)?, digits: 2, is_name: true }
        };
        parts.push(part);
    }
    (!parts.is_empty()).then_some(parts)
}

/// English and French month names, whole or shortened to what still tells them apart.
fn month(name: &str) -> Option<u32> {
    const STARTS: [(&str, u32); 21] = [
        ("jan", 1),
        ("feb", 2),
        ("fev", 2),
        ("mar", 3),
        ("apr", 4),
        ("avr", 4),
        ("may", 5),
        ("mai", 5),
        ("jun", 6),
        ("juin", 6),
        ("jul", 7),
        ("juil", 7),
        ("aug", 8),
        ("aou", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        ("janv", 1),
        ("fevr", 2),
        ("sept", 9),
    ];
    let name = super::super::header::compact(name);
    STARTS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, month)| *month)
}

/// The day of a bare number that stands where a date should: a spreadsheet's day count between 1910 and 2099.
/// Smaller numbers of four digits are years.
pub(crate) fn serial(text: &str) -> Option<NaiveDate> {
    let whole = super::number::without_float_tail(text);
    if whole.len() != 5 && !(whole.len() == 4 && whole.starts_with(['4', '5', '6', '7', '8', '9'])) {
        return None;
    }
    date_of_serial(whole.parse().ok()?).filter(|on| (1910..2100).contains(&on.year()))
}

/// What the dates of a column say about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub day_first: u32,
    pub month_first: u32,
    pub year_first: u32,
    /// Could be either.
    pub open: u32,
}

impl Evidence {
    pub(crate) fn take(&mut self, text: &str) {
        if !text.contains(['-', '/', '.', ' ']) || text.len() > 40 {
            return;
        }
        let Some(parts) = parts(&ascii_digits(text)) else { return };
        let [one, two, three] = parts.as_slice() else { return };
        let fits = |month: &Part, day: &Part| month.value <= 12 && day.value <= 31;
        if one.is_year() {
            self.year_first += u32::from(fits(two, three));
        } else if three.is_year() && !one.is_name && !two.is_name {
            match (fits(two, one), fits(one, two)) {
                (true, true) if one.value == two.value => {}
                (true, true) => self.open += 1,
                (true, false) => self.day_first += 1,
                (false, true) => self.month_first += 1,
                (false, false) => {}
            }
        }
    }

    /// Dates with the year first read the same in every order, so they decide only where there are no others.
    pub(crate) fn order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => (self.year_first > 0 && self.open == 0).then_some(DateOrder::Ymd),
            (day, month) if day >= month => Some(DateOrder::Dmy),
            _ => Some(DateOrder::Mdy),
        }
    }

    /// Values that can be read in two ways while nothing, or contradictory values, decide between them.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.open > 0 && (self.day_first == 0) == (self.month_first == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, order: DateOrder) -> String {
        match read(text, order) {
            Ok((on, precision)) => format!("{on} {}", precision.as_str()),
            Err(fault) => fault.as_str().to_owned(),
        }
    }

    #[test]
    fn dates_are_read_in_the_order_of_the_mapping() {
        for (text, order, expected) in [
            ("01-07-1974", DateOrder::Dmy, "1974-07-01 day"),
            ("01-07-1974", DateOrder::Mdy, "1974-01-07 day"),
            ("01-07-1974", DateOrder::Ymd, "ambiguous"),
            ("31/12/1990", DateOrder::Mdy, "other-order"),
            ("31.12.1990", DateOrder::Ymd, "1990-12-31 day"),
            ("1974-07-01", DateOrder::Dmy, "1974-07-01 day"),
            ("1974-07-01T00:00:00", DateOrder::Dmy, "1974-07-01 day"),
            ("1974-07-01 00:00:00", DateOrder::Mdy, "1974-07-01 day"),
            ("12 août 1985", DateOrder::Mdy, "1985-08-12 day"),
            ("Mar 5, 1985", DateOrder::Dmy, "1985-03-05 day"),
            ("07/1974", DateOrder::Dmy, "1974-07-01 month"),
            ("juin 1974", DateOrder::Dmy, "1974-06-01 month"),
            ("1974", DateOrder::Dmy, "1974-01-01 year"),
            ("٠١/٠٧/١٩٧٤", DateOrder::Dmy, "1974-07-01 day"),
            ("01-07-74", DateOrder::Dmy, "two-digit-year"),
            ("30-02-1974", DateOrder::Dmy, "not-a-date"),
            ("soon", DateOrder::Dmy, "not-a-date"),
            ("-", DateOrder::Dmy, "not-a-date"),
            ("99999999999", DateOrder::Dmy, "not-a-date"),
        ] {
            assert_eq!(told(text, order), expected, "{text} {order:?}");
        }
    }

    #[test]
    fn a_day_count_is_a_day_and_a_year_is_not() {
        assert_eq!(serial("35125").map(|on| on.to_string()).as_deref(), Some("1996-03-01"));
        assert_eq!(serial("35125.0").map(|on| on.to_string()).as_deref(), Some("1996-03-01"));
        assert_eq!((serial("1974"), serial("994801221"), serial("x")), (None, None, None));
    }

    #[test]
    fn a_column_tells_its_order() {
        let evidence = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            texts.iter().for_each(|text| evidence.take(text));
            evidence
        };
        assert_eq!(evidence(&["01-07-1974", "29-09-1989"]).order(), Some(DateOrder::Dmy));
        assert_eq!(evidence(&["1/7/1974", "9/29/1989"]).order(), Some(DateOrder::Mdy));
        assert_eq!(evidence(&["2024-05-06", "2024-05-07", "01-07-1974", "29-09-1989"]).order(), Some(DateOrder::Dmy));
        assert_eq!(evidence(&["2024-05-06"]).order(), Some(DateOrder::Ymd));
        assert!(evidence(&["1/7/1974", "2/9/1989"]).is_ambiguous());
        assert!(evidence(&["1/7/1974", "29/9/1989", "9/29/1989"]).is_ambiguous());
        assert!(!evidence(&["1/7/1974", "29/9/1989"]).is_ambiguous());
    }
}
