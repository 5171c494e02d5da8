//! Whether the user a commit names was allowed to do what it does, there, on that day, at that point of the chain.
//!
//! Judged by what the commit holds and not by what it calls itself: a program that lies about its act gains nothing. Only
//! the hub knows how far a device had heard the roster. Of what comes in its feed, whatever it ever allowed counts: it has
//! judged. Of what others bring to a laptop, only what it allows now: the rest comes in the feed, or never.

use std::collections::{BTreeMap, BTreeSet};

use domain::change::Fact;
use domain::roster::assignment::{Assignment, Grant, grants};
use domain::roster::role::{Role, Roles};
use domain::roster::{Device, User};
use domain::{Area, Date, Id};
use rusqlite::Connection;
use sync::field::line_of;
use sync::replay::{DocumentChange, kind_number};
use sync::{ChunkHeader, Commit, CommitHeader, Payload};

use crate::exchange::feed;
use crate::exchange::receive::{Receiving, Source};
use crate::fault::StoreFault;
use crate::local::grace;
use crate::open::Place;
use crate::read::duty::Statement;
use crate::read::{area, duty, roster};

/// The day of a commit is one in Greenwich, that of an assignment one where the laptop is.
const DAY_TOLERANCE: u64 = 1;

/// The code for a user the roster does not know.
const UNKNOWN: &str = "sync-refused-user-unknown";

/// Rights of which any is enough.
type Needed = BTreeSet<&'static [&'static str]>;

const REGISTRY: &[&str] = &["registry.write", "import.write"];
const CONFLICT: &[&str] = &["conflict.resolve"];
const UNLOCK: &[&str] = &["user.unlock"];
const DUPLICATE: &[&str] = &["duplicate.decide"];
const REVISIT: &[&str] = &["oversight.revisit"];

/// What a commit of a device asks for. Facts of later versions ask for nothing here: they mean nothing here either.
fn needed(payload: &Payload) -> Needed {
    let facts: Vec<Fact> = payload.facts.iter().filter_map(sync::fact::FactRecord::fact).collect();
    let mut needed = Needed::new();
    // A change without values was cut: it says nothing any more.
    for change in payload.changes.iter().filter(|change| !change.puts.is_empty()) {
        needed.insert(if settles(change, &facts) { CONFLICT } else { REGISTRY });
    }
    for fact in &facts {
        match fact {
            Fact::Consent(_) | Fact::ConsentWithdrawal(_) | Fact::MoveRequest(_) => needed.insert(REGISTRY),
            Fact::Settlement(_) | Fact::Reopening(_) => needed.insert(CONFLICT),
            Fact::ChallengeAnswer(answer) if !answer.is_used => needed.insert(UNLOCK),
            Fact::DuplicateDecision(_) => needed.insert(DUPLICATE),
            Fact::RevisitSample(_) | Fact::RevisitResult(_) => needed.insert(REVISIT),
            // Who opened what is kept of everybody, of those most of all who should not have.
            Fact::SensitiveRead(_)
            // What a laptop states of itself, and what only the hub may state, which is looked at elsewhere.
            | Fact::ChallengeAnswer(_)
            | Fact::RecoveryKey(_)
            | Fact::MoveVerdict(_)
            | Fact::Area(..)
            | Fact::Device(..)
            | Fact::User(..)
            | Fact::Role(..)
            | Fact::LeasePolicy(_)
            | Fact::AccountChange(_)
            | Fact::UserRemoval(_)
            | Fact::Erasure(_)
            | Fact::RetentionRule(_)
            | Fact::Partner(..)
            | Fact::VocabularyChoice(_) => false,
        };
    }
    needed
}

/// Whether a draw or what a visit found names another than who the commit is by: four eyes are told apart by it.
fn speaks_for_another(fact: &sync::fact::FactRecord, header: &CommitHeader) -> bool {
    match fact.fact() {
        Some(Fact::RevisitSample(it)) => it.by != header.user,
        Some(Fact::RevisitResult(it)) => it.by != header.user,
        _ => false,
    }
}

/// Whether a change does nothing but what settlements beside it say.
fn settles(change: &DocumentChange, facts: &[Fact]) -> bool {
    change.puts.iter().all(|put| {
        facts.iter().any(|fact| match fact {
            Fact::Settlement(it) => {
                it.document.id == change.document
                    && kind_number(it.document.kind) == change.kind
                    && line_of(it.field).number == put.key.number
                    && it.item == put.key.item
            }
            _ => false,
        })
    })
}

/// Whether a device may write there. A certificate is good for what was written while it was: areas that are no longer
/// granted were once.
pub(super) fn is_in_scope(
    receiving: &Receiving<'_>,
    header: &ChunkHeader,
    device: &Device,
) -> Result<bool, StoreFault> {
    let connection = receiving.connection;
    if header.incarnation.is_hub() {
        return Ok(true);
    }
    if header.area == Id::NIL {
        return Ok(false);
    }
    if area::is_within(connection, header.area, &device.areas)? {
        return Ok(true);
    }
    let former = match receiving.place {
        Place::Laptop if receiving.source == Source::Feed => roster::ever_granted(connection, device.number)?,
        Place::Laptop => Vec::new(),
        // A hub that was restored may have forgotten up to where work of before counts: it takes what others bring back.
        Place::Hub if receiving.source != Source::Device(device.number) && feed::epoch(connection)? > 1 => {
            roster::ever_granted(connection, device.number)?
        }
        Place::Hub => grace::areas(connection, header.incarnation, header.last)?,
    };
    // The hub may have put the area elsewhere since.
    area::was_within(connection, header.area, &former)
}

/// What speaks against the users of a chunk's commits: the commit and a code, or nothing.
pub(super) fn objection(
    receiving: &Receiving<'_>,
    commits: &[Commit],
    payloads: &[Payload],
) -> Result<Option<(u64, &'static str)>, StoreFault> {
    let mut rights = Rights::read(receiving.connection)?;
    for (commit, payload) in commits.iter().zip(payloads) {
        let looks_back = looks_back(receiving, &commit.header)?;
        if let Some(code) = rights.objection(&commit.header, payload, looks_back)? {
            return Ok(Some((commit.header.n, code)));
        }
    }
    Ok(None)
}

/// Whether what the hub said before counts, too: where the hub has judged, and at the hub for what a device wrote before it
/// had heard the latest word.
pub(super) fn looks_back(receiving: &Receiving<'_>, header: &CommitHeader) -> Result<bool, StoreFault> {
    let connection = receiving.connection;
    if receiving.place == Place::Laptop {
        return Ok(receiving.source == Source::Feed);
    }
    let is_own = receiving.source == Source::Device(header.incarnation.device);
    // A hub that was restored may have forgotten up to where work of before counts: it takes what others bring back.
    if !is_own && feed::epoch(connection)? > 1 {
        return Ok(true);
    }
    grace::is_before_roster(connection, header.incarnation, header.n, receiving.now)
}

/// The roster as far as one chunk needs it.
pub(super) struct Rights<'a> {
    connection: &'a Connection,
    roles: Roles,
    roles_ever: Vec<Role>,
    statements: BTreeMap<Id<User>, Vec<Statement>>,
}

impl<'a> Rights<'a> {
    pub fn read(connection: &'a Connection) -> Result<Self, StoreFault> {
        let (roles, roles_ever) = (duty::roles(connection)?, duty::roles_ever(connection)?);
        Ok(Self { connection, roles, roles_ever, statements: BTreeMap::new() })
    }

    /// What speaks against a commit: a code, or nothing. With `looks_back` every statement there ever was counts.
    pub fn objection(
        &mut self,
        header: &CommitHeader,
        payload: &Payload,
        looks_back: bool,
    ) -> Result<Option<&'static str>, StoreFault> {
        let needed = needed(payload);
        if needed.is_empty() || header.incarnation.is_hub() {
            return Ok(None);
        }
        if needed.contains(REVISIT) && payload.facts.iter().any(|fact| speaks_for_another(fact, header)) {
            return Ok(Some("sync-refused-user-not-allowed"));
        }
        if !self.statements.contains_key(&header.user) {
            self.statements.insert(header.user, duty::statements(self.connection, header.user)?);
        }
        let statements = self.statements.get(&header.user).map(Vec::as_slice).unwrap_or_default();
        let Some(latest) = statements.last() else { return Ok(Some(UNKNOWN)) };
        let Some(on) = header.recorded_at.instant().day() else { return Ok(Some("sync-refused-user-not-then")) };
        let is_within = |areas: &[Id<Area>]| area::is_within(self.connection, header.area, areas);
        if allows(&needed, &granted(latest, &self.roles, on), is_within)? {
            return Ok(None);
        }
        // The hub may have put the area elsewhere since.
        let was_within = |areas: &[Id<Area>]| area::was_within(self.connection, header.area, areas);
        if looks_back && allows(&needed, &self.ever_granted(statements, on), was_within)? {
            return Ok(None);
        }
        Ok(Some(self.why_not(&needed, statements, on)))
    }

    /// What any statement about the user together with any statement of the role came to on a day.
    fn ever_granted(&self, statements: &[Statement], on: Date) -> Vec<Grant> {
        let alone = |role: &Role| Roles::from([(role.code.clone(), role.clone())]);
        let each = self.roles_ever.iter().map(alone).collect::<Vec<_>>();
        let with =
            |statement: &Statement| each.iter().flat_map(|roles| granted(statement, roles, on)).collect::<Vec<_>>();
        statements.iter().flat_map(with).collect()
    }

    /// The plainest reason: not their work at all, not on that day, or not there.
    fn why_not(&self, needed: &Needed, statements: &[Statement], on: Date) -> &'static str {
        let Some(latest) = statements.last() else { return UNKNOWN };
        let gives = |assignments: &[Assignment]| {
            let roles = assignments.iter().filter_map(|assignment| self.roles.get(&assignment.role));
            let rights: Vec<&String> = roles.flat_map(|role| &role.rights).collect();
            needed.iter().all(|needed| needed.iter().any(|right| rights.iter().any(|held| held == right)))
        };
        let on = latest.day(on);
        let live: Vec<Assignment> =
            latest.assignments.iter().filter(|it| it.is_live(on, DAY_TOLERANCE)).cloned().collect();
        let has_ended = latest.assignments.is_empty() && statements.iter().any(|former| gives(&former.assignments));
        if gives(&live) {
            "sync-refused-user-not-there"
        } else if gives(&latest.assignments) || has_ended {
            "sync-refused-user-not-then"
        } else {
            "sync-refused-user-not-allowed"
        }
    }
}

/// Whether grants give one of each group of rights, where it is done.
fn allows(
    needed: &Needed,
    grants: &[Grant],
    is_there: impl Fn(&[Id<Area>]) -> Result<bool, StoreFault>,
) -> Result<bool, StoreFault> {
    for rights in needed {
        let mut is_allowed = false;
        for grant in grants.iter().filter(|grant| rights.iter().any(|right| grant.gives(right))) {
            is_allowed |= grant.areas.is_empty() || is_there(&grant.areas)?;
        }
        if !is_allowed {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a statement came to on the day an act says it was done, and on the day it counts for.
fn granted(statement: &Statement, roles: &Roles, on: Date) -> Vec<Grant> {
    let mut found = grants(&statement.assignments, roles, on, DAY_TOLERANCE);
    if statement.day(on) != on {
        found.extend(grants(&statement.assignments, roles, statement.day(on), DAY_TOLERANCE));
    }
    found
}
