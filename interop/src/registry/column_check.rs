//! What can be said about a column as a whole, mapped or not; said once and not in every row.
//!
//! `inspect` says it of the suggested mapping, `prepare` of the chosen one, in the same words.

use super::problem::{ImportProblem, Problems, Severity, code};
use super::profile::Profile;
use super::shape::DateOrder;
use super::target;
use super::view::View;

/// All checks of one sheet's columns, in the order of the columns.
pub(super) fn check(view: &View<'_>, order: DateOrder, problems: &mut Problems) {
    let used = view.used();
    let sheet = view.sheet.name.as_str();
    for (at, (column, profile)) in view.head.columns.iter().zip(&view.profiles).enumerate() {
        if profile.filled == 0 {
            continue;
        }
        let is_used = used.contains(&at);
        let targets: Vec<&str> = view.targets().filter(|(_, place)| *place == at).map(|(wanted, _)| wanted).collect();
        let about = About { sheet, header: &column.name, profile, is_used, targets: &targets };
        about.numbers(problems);
        about.ages(target::AGE.contains(&column.key.as_str()), problems);
        about.dates(order, problems);
        about.phones(problems);
        about.formulas(problems);
        if !is_used {
            let problem = about.problem(Severity::Note, code::COLUMN_UNUSED);
            problems.push(problem.with("rows", profile.filled));
        }
    }
}

struct About<'a> {
    sheet: &'a str,
    header: &'a str,
    profile: &'a Profile,
    is_used: bool,
    targets: &'a [&'a str],
}

impl About<'_> {
    fn problem(&self, severity: Severity, code: &str) -> ImportProblem {
        ImportProblem::new(severity, code, self.sheet).column(self.header)
    }

    fn example(&self, problem: ImportProblem, first: Option<&(u32, String)>) -> ImportProblem {
        match first {
            Some((row, value)) => problem.value(value).with("first_row", row),
            None => problem,
        }
    }

    /// A mapped column that is damaged in places is told row by row.
    fn numbers(&self, problems: &mut Problems) {
        let profile = self.profile;
        if profile.damaged() == 0 || (self.is_used && !profile.is_destroyed()) {
            return;
        }
        let kind = if profile.scientific >= profile.zero_tail { "scientific" } else { "zero-tail" };
        let problem = self.problem(Severity::Warning, code::NUMBER_DAMAGED).with("kind", kind);
        let problem = problem.with("rows", profile.damaged()).with("filled", profile.filled);
        let extent = if profile.is_destroyed() { "column" } else { "part" };
        problems.push(self.example(problem.with("extent", extent), profile.first_damaged.as_ref()));
    }

    fn ages(&self, is_age: bool, problems: &mut Problems) {
        if (is_age || self.targets.contains(&target::PERSON_AGE)) && self.profile.has_no_ages() {
            let problem = self.problem(Severity::Warning, code::AGE_DAMAGED).with("extent", "column");
            let problem = problem.with("rows", self.profile.not_an_age).with("filled", self.profile.filled);
            problems.push(self.example(problem, self.profile.first_not_an_age.as_ref()));
        }
    }

    fn dates(&self, order: DateOrder, problems: &mut Problems) {
        if !self.targets.iter().any(|wanted| is_date(wanted)) {
            return;
        }
        if self.profile.is_serials() {
            let problem = self.problem(Severity::Warning, code::DATE_DAMAGED).with("extent", "column");
            let problem = problem.with("rows", self.profile.serials).with("filled", self.profile.filled);
            problems.push(self.example(problem, self.profile.first_serial.as_ref()));
        }
        if self.profile.dates.is_ambiguous() {
            let problem = self.problem(Severity::Warning, code::DATE_AMBIGUOUS).with("order", order.as_str());
            let is_mixed = self.profile.dates.day_first > 0;
            let kind = if is_mixed { "mixed" } else { "undecided" };
            problems.push(problem.with("rows", self.profile.dates.open).with("kind", kind));
        }
    }

    fn phones(&self, problems: &mut Problems) {
        let is_phone = |wanted: &&str| matches!(*wanted, target::PERSON_PHONE | target::PERSON_PHONE_ALTERNATIVE);
        if self.targets.iter().any(is_phone) && self.profile.without_zero > 0 {
            let problem = self.problem(Severity::Note, code::NUMBER_DAMAGED).with("kind", "leading-zero");
            problems.push(problem.with("rows", self.profile.without_zero).with("filled", self.profile.filled));
        }
    }

    fn formulas(&self, problems: &mut Problems) {
        if self.is_used && self.profile.formulas > 0 {
            let problem = self.problem(Severity::Note, code::CELL_FORMULA);
            problems.push(problem.with("rows", self.profile.formulas));
        }
    }
}

pub(super) fn is_date(wanted: &str) -> bool {
    matches!(wanted, target::PERSON_BIRTH_ON | target::HOUSEHOLD_REGISTERED_ON)
}
