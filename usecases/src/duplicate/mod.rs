//! Possible duplicates: two families at a time, side by side, and what people decide about each pair of records.
//!
//! Deciding changes no record. That two records are of one person is kept here until they are merged.

use std::collections::BTreeSet;

use domain::Id;
use domain::Refusal;
use domain::change::Change;
use domain::duplicate::{self, DuplicateDecision, Outcome, Pair, State};
use domain::registry::{Household, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::read::duplicate::{DecisionRow, DuplicateRow};
use store::{Reader, Writer};

use crate::area::AreaOutput;
use crate::caller::Context;
use crate::failure::Failure;
use crate::mask::Mask;
use crate::registry::view::{self, PersonOutput};
use crate::{Done, parse};

/// Pairs decided in one act: as many as two large families have members.
const PAIRS_MAX: usize = domain::registry::MEMBERS_MAX;

/// Where a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateState {
    /// Waits for a decision: nobody decided, people decided differently, or something new speaks for it.
    Open,
    /// Somebody has to go and see.
    NeedsVisit,
    /// One person, recorded twice.
    Same,
    /// Two people.
    NotSame,
}

/// What is decided about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateOutcome {
    /// One person, recorded twice.
    Same,
    /// Two people.
    NotSame,
    /// Somebody has to go and see.
    NeedsVisit,
}

impl From<DuplicateState> for State {
    fn from(state: DuplicateState) -> Self {
        match state {
            DuplicateState::Open => Self::Open,
            DuplicateState::NeedsVisit => Self::Decided(Outcome::NeedsVisit),
            DuplicateState::Same => Self::Decided(Outcome::Same),
            DuplicateState::NotSame => Self::Decided(Outcome::NotSame),
        }
    }
}

impl From<DuplicateOutcome> for Outcome {
    fn from(outcome: DuplicateOutcome) -> Self {
        match outcome {
            DuplicateOutcome::Same => Self::Same,
            DuplicateOutcome::NotSame => Self::NotSame,
            DuplicateOutcome::NeedsVisit => Self::NeedsVisit,
        }
    }
}

impl From<Outcome> for DuplicateOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Same => Self::Same,
            Outcome::NotSame => Self::NotSame,
            Outcome::NeedsVisit => Self::NeedsVisit,
        }
    }
}

/// Input of `duplicate.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateListInput {
    /// Which.
    pub state: DuplicateState,
    /// Only those with a member of this household.
    #[serde(default)]
    pub household_id: Option<String>,
    /// How many pairs to pass over.
    #[serde(default)]
    pub offset: u32,
}

/// A household one of the people lives in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateHousehold {
    /// Identity.
    pub household_id: String,
    /// Number for people.
    pub number: String,
    /// Name of the head.
    pub name: String,
    /// Area.
    pub area: AreaOutput,
    /// Address.
    pub address: Option<String>,
    /// Day of registration.
    pub registered_on: Option<String>,
    /// Members now.
    pub members: u32,
}

/// A decision about a pair.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateDecisionOutput {
    /// What.
    pub outcome: DuplicateOutcome,
    /// Whether no later decision has taken it into account.
    pub stands: bool,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub by_user: String,
    /// On which laptop.
    pub by_device: String,
    /// When, by its clock.
    pub at: i64,
}

/// Two records that may be of one person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicatePair {
    /// One, of the first household of the group where they live in two.
    pub one: PersonOutput,
    /// The other.
    pub other: PersonOutput,
    /// What speaks for it, the strongest first: `identity_document`, `birth_date`, `phone`, `birth_year`.
    pub evidence: Vec<String>,
    /// What was decided, oldest first.
    pub decisions: Vec<DuplicateDecisionOutput>,
}

/// Two families, or one in which somebody stands twice, with their pairs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateGroup {
    /// Where they live; none for a person without a household, one for two in the same.
    pub households: Vec<DuplicateHousehold>,
    /// The pairs.
    pub pairs: Vec<DuplicatePair>,
    /// Whether this caller may decide: one of the families lies in their areas.
    pub may_decide: bool,
}

/// Answer of `duplicate.list`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateListOutput {
    /// A page, the surest first.
    pub groups: Vec<DuplicateGroup>,
    /// Pairs that wait for a decision.
    pub open_count: u64,
    /// Pairs that wait for a visit.
    pub needs_visit_count: u64,
    /// Pairs of one person that wait to be merged.
    pub same_count: u64,
    /// The offset of the next page; none on the last one.
    pub next_offset: Option<u32>,
}

/// The two people of a pair, in any order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PairInput {
    /// One.
    pub person_id: String,
    /// The other.
    pub other_person_id: String,
}

/// Input of `duplicate.decide`: the same for all pairs of one group.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateDecideInput {
    /// Which pairs, 1 to 60.
    pub pairs: Vec<PairInput>,
    /// What.
    pub outcome: DuplicateOutcome,
    /// Why; needed unless somebody is to go and see.
    pub reason: Option<String>,
}

/// The right to decide.
const DECIDES: &str = "duplicate.decide";

/// Pairs in one state, those of the same two families together.
///
/// # Errors
/// Faults of the store.
pub fn list(context: &Context<'_>, input: DuplicateListInput) -> Result<DuplicateListOutput, Failure> {
    let household = parse::optional_id(input.household_id.as_deref())?;
    let sight = context.sight();
    context.read(|reader| {
        let (rows, has_more) = reader.duplicates(input.state.into(), household, input.offset as usize, &sight)?;
        let rows = whole_groups(&rows, has_more);
        let groups = rows
            .chunk_by(|one, next| families(one) == families(next))
            .map(|rows| group(context, reader, rows))
            .collect::<Result<_, Failure>>()?;
        Ok(DuplicateListOutput {
            groups,
            open_count: reader.duplicate_count(State::Open, &sight)?,
            needs_visit_count: reader.duplicate_count(State::Decided(Outcome::NeedsVisit), &sight)?,
            same_count: reader.duplicate_count(State::Decided(Outcome::Same), &sight)?,
            next_offset: has_more.then(|| input.offset.saturating_add(rows.len() as u32)),
        })
    })
}

/// Leaves a group that may go on behind the page to the next one, unless it fills the page.
fn whole_groups(rows: &[DuplicateRow], has_more: bool) -> &[DuplicateRow] {
    let Some(last) = rows.last().filter(|_| has_more) else { return rows };
    let whole = rows.iter().take_while(|row| families(row) != families(last)).count();
    if whole == 0 { rows } else { &rows[..whole] }
}

/// The two families, whichever of them the first person of the pair lives in.
fn families(row: &DuplicateRow) -> BTreeSet<[u8; 16]> {
    let homes = row.households.iter().zip([row.pair.first(), row.pair.second()]);
    homes.map(|(household, person)| household.map_or_else(|| person.to_bytes(), Id::to_bytes)).collect()
}

fn group(context: &Context<'_>, reader: &Reader<'_>, rows: &[DuplicateRow]) -> Result<DuplicateGroup, Failure> {
    let of_whom: BTreeSet<Id<Household>> = rows.iter().flat_map(|row| row.households.into_iter().flatten()).collect();
    let (mut households, mut may_decide) = (Vec::new(), false);
    for id in &of_whom {
        let Some(row) = reader.household(*id)? else { continue };
        may_decide |= context.is_granted(reader, DECIDES, row.household.area)?;
        households.push(DuplicateHousehold {
            household_id: id.to_string(),
            name: view::household_name(reader, &row.household)?,
            area: crate::area::output(context, reader, row.household.area)?,
            members: row.household.members.len() as u32,
            number: row.household.number,
            address: row.household.address,
            registered_on: row.household.registered_on.map(|on| on.to_string()),
        });
    }
    let mut pairs = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(pair) = pair(context, reader, row, of_whom.first().copied())? {
            pairs.push(pair);
        }
    }
    Ok(DuplicateGroup { households, pairs, may_decide })
}

fn pair(
    context: &Context<'_>,
    reader: &Reader<'_>,
    row: &DuplicateRow,
    first_household: Option<Id<Household>>,
) -> Result<Option<DuplicatePair>, Failure> {
    let mut sides = [row.pair.first(), row.pair.second()];
    if row.households[0] != first_household && row.households[1] == first_household {
        sides.swap(0, 1);
    }
    let [Some(one), Some(other)] = [reader.person(sides[0])?, reader.person(sides[1])?] else { return Ok(None) };
    let seen = |person: Person| {
        let mask = Mask::on(context, reader, person.id.of())?;
        view::person(reader, person, context.caller.today, mask)
    };
    let all = linkage::duplicate::Evidence::ALL.map(linkage::duplicate::Evidence::code);
    Ok(Some(DuplicatePair {
        one: seen(one)?,
        other: seen(other)?,
        evidence: all.into_iter().filter(|code| row.evidence.contains(*code)).map(str::to_owned).collect(),
        decisions: told(reader, &reader.duplicate_decisions(row.pair)?)?,
    }))
}

fn told(reader: &Reader<'_>, rows: &[DecisionRow]) -> Result<Vec<DuplicateDecisionOutput>, Failure> {
    let decisions: Vec<DuplicateDecision> = rows.iter().map(|row| row.decision.clone()).collect();
    let standing: BTreeSet<_> = duplicate::standing(&decisions).into_iter().map(|decision| decision.id).collect();
    rows.iter()
        .map(|row| {
            Ok(DuplicateDecisionOutput {
                outcome: row.decision.outcome.into(),
                stands: standing.contains(&row.decision.id),
                reason: row.decision.reason.clone(),
                by_user: view::user_name(reader, Some(row.by))?,
                by_device: view::device_name(reader, row.device)?,
                at: row.decided_at.ms(),
            })
        })
        .collect()
}

/// Decides about the pairs of two families, all or none. The decision is stated in the area of one that lies in the
/// caller's areas; whoever holds both people hears it.
///
/// # Errors
/// What [`duplicate::decide`] refuses for all of them; missing when nothing speaks for a pair any longer.
pub fn decide(context: &Context<'_>, input: DuplicateDecideInput) -> Result<Done, Failure> {
    if input.pairs.is_empty() || input.pairs.len() > PAIRS_MAX {
        return Err(Refusal::TooManyPairs { limit: PAIRS_MAX }.into());
    }
    let reason = parse::reason(input.reason.as_deref())?;
    let mut pairs = BTreeSet::new();
    for named in &input.pairs {
        let pair = Pair::of(parse::id(&named.person_id)?, parse::id(&named.other_person_id)?);
        pairs.insert(pair.ok_or(Refusal::NotAPair)?);
    }
    context.write(|writer| {
        let (mut change, mut area) = (Change::default(), None);
        for pair in &pairs {
            let row = writer.duplicate(*pair)?.ok_or(Refusal::NotAPair)?;
            let place = area_in_scope(context, writer, *pair)?;
            let known: Vec<_> = writer.duplicate_decisions(*pair)?.into_iter().map(|row| row.decision).collect();
            let decision = DuplicateDecision {
                id: writer.new_id(),
                pair: *pair,
                outcome: input.outcome.into(),
                evidence: row.evidence,
                reason: reason.clone(),
                after: BTreeSet::new(),
            };
            match duplicate::decide(decision, &known) {
                Ok(decided) => change = change.and(decided),
                Err(Refusal::NothingChanged) => continue,
                Err(refusal) => return Err(refusal.into()),
            }
            area = area.or(Some(place));
        }
        let area = area.ok_or(Refusal::NothingChanged)?;
        Ok(writer.commit(area, reason.as_deref(), &change)?.into())
    })
}

/// The area of one of the two that is this caller's to change.
fn area_in_scope(context: &Context<'_>, writer: &Writer<'_>, pair: Pair) -> Result<Id<domain::Area>, Failure> {
    for person in [pair.first(), pair.second()] {
        let area = writer.area_of(person.of())?.ok_or_else(Failure::missing)?;
        if context.is_in_scope(writer, area)? {
            return Ok(area);
        }
    }
    Err(Refusal::AreaOutOfScope.into())
}
