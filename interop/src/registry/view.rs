//! One sheet as the mapping sees it: rows below the header, cells by target.
//!
//! A target that names a column the sheet does not have is a problem once, and then as if it were not mapped. Some
//! columns come along with a mapped one: the issuer beside a document's number, and all questions on functioning with
//! any of them.

use super::header::Head;
use super::problem::{ImportProblem, Problems, Severity, code};
use super::profile::{self, Profile};
use super::target;
use crate::table::{Entry, Row, Sheet};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct View<'a> {
    pub sheet: &'a Sheet,
    pub head: Head,
    pub profiles: Vec<Profile>,
    /// Target → index of a column in `head`.
    targets: BTreeMap<String, usize>,
    /// Document type → index of the column that names the issuer.
    issuers: BTreeMap<String, usize>,
    functioning: Vec<usize>,
}

/// A filled cell, its column and its row.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub row: u32,
    pub header: &'a str,
    pub entry: &'a Entry,
    pub profile: &'a Profile,
}

impl<'a> View<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        let head = Head::of(sheet);
        let profiles = profile::of(sheet, &head);
        let (targets, issuers, functioning) = Default::default();
        Self { sheet, head, profiles, targets, issuers, functioning }
    }

    pub(super) fn map(&mut self, columns: &BTreeMap<String, String>, problems: &mut Problems) {
        for (wanted, header) in columns {
            match self.head.columns.iter().position(|column| column.name == *header) {
                Some(at) => {
                    self.targets.insert(wanted.clone(), at);
                }
                None => problems.push(
                    ImportProblem::new(Severity::Warning, code::COLUMN_MISSING, &self.sheet.name)
                        .column(header)
                        .with("target", wanted),
                ),
            }
        }
        self.issuers = self.issuer_columns();
        self.functioning = self.functioning_columns();
    }

    fn issuer_columns(&self) -> BTreeMap<String, usize> {
        let mut issuers = BTreeMap::new();
        for (wanted, at) in &self.targets {
            let Some(document_type) = wanted.strip_prefix(target::PERSON_DOCUMENT) else { continue };
            let key = self.head.columns[*at].key.as_str();
            let stem = ["number", "numero", "num", "no"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
            let is_issuer = |key: &str| {
                key.strip_prefix(stem).is_some_and(|rest| matches!(rest, "issuer" | "issuingcountry" | "issuedby"))
            };
            if let Some(issuer) = self.head.columns.iter().position(|column| is_issuer(&column.key)) {
                issuers.insert(document_type.to_owned(), issuer);
            }
        }
        issuers
    }

    fn functioning_columns(&self) -> Vec<usize> {
        let is_one = |at: &usize| target::FUNCTIONING.contains(&self.head.columns[*at].key.as_str());
        if !self.targets.get(target::PERSON_DISABILITY).is_some_and(is_one) {
            return Vec::new();
        }
        (0..self.head.columns.len()).filter(is_one).collect()
    }

    pub(super) fn rows(&self) -> &'a [Row] {
        self.sheet.rows.get(self.head.body..).unwrap_or_default()
    }

    pub(super) fn header(&self, wanted: &str) -> Option<&str> {
        self.targets.get(wanted).map(|at| self.head.columns[*at].name.as_str())
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = (&str, usize)> {
        self.targets.iter().map(|(wanted, at)| (wanted.as_str(), *at))
    }

    pub(super) fn field<'b>(&'b self, row: &'b Row, wanted: &str) -> Option<Field<'b>> {
        self.at(row, *self.targets.get(wanted)?)
    }

    pub(super) fn issuer<'b>(&'b self, row: &'b Row, document_type: &str) -> Option<Field<'b>> {
        self.at(row, *self.issuers.get(document_type)?)
    }

    /// Answers to the questions on functioning; none when they are not mapped.
    pub(super) fn functioning<'b>(&'b self, row: &'b Row) -> impl Iterator<Item = Field<'b>> {
        self.functioning.iter().filter_map(|at| self.at(row, *at))
    }

    pub(super) fn has_functioning(&self) -> bool {
        !self.functioning.is_empty()
    }

    fn at<'b>(&'b self, row: &'b Row, at: usize) -> Option<Field<'b>> {
        let column = &self.head.columns[at];
        let entry = row.entry(column.place)?;
        Some(Field { row: row.number, header: &column.name, entry, profile: &self.profiles[at] })
    }

    /// Columns that something is read from.
    pub(super) fn used(&self) -> BTreeSet<usize> {
        self.targets.values().chain(self.issuers.values()).chain(&self.functioning).copied().collect()
    }
}
