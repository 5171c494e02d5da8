//! Who lives with whom: joining, leaving, transfer, a new head, split, dissolution, death.
//!
//! A person's document holds one register for the household they live in, so that two moves made apart show as two
//! values; each stay keeps its own dates and role under the household's identity.

use crate::change::Change;
use crate::field::Field;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::registry::person::check_past;
use crate::registry::register::{self, HEAD, NewHousehold, NewMember, check_member};
use crate::registry::{Household, MEMBERS_MAX, Person};
use crate::time::Date;

/// Adds a new person to a household.
///
/// # Errors
/// [`Refusal::IsDissolved`], [`Refusal::TwoHeads`], [`Refusal::NoHead`], [`Refusal::TooManyMembers`], a date after today, and what
/// [`check_member`] refuses.
pub fn add(household: &Household, member: &NewMember, joined_on: Date, today: Date) -> Result<Change, Refusal> {
    household.check_live()?;
    check_past(Field::MemberFrom, joined_on, today)?;
    check_member(member, 1, today)?;
    let becomes_head = check_role(household, member.role.as_deref())?;
    if household.members.len() >= MEMBERS_MAX {
        return Err(Refusal::TooManyMembers { limit: MEMBERS_MAX });
    }
    if member.birth.is_some_and(|birth| joined_on < birth.on) {
        return Err(Refusal::DateBeforeBirth);
    }
    let mut change = Change::default();
    register::person(&mut change, member, household.id, joined_on);
    if becomes_head {
        change.put(household.id, Field::Head, member.id);
    }
    Ok(change)
}

/// Whether somebody who joins in this role becomes the head: who joins a household that everybody has left heads it.
fn check_role(household: &Household, role: Option<&str>) -> Result<bool, Refusal> {
    match (role == Some(HEAD), household.present_head()) {
        (true, Some(_)) => Err(Refusal::TwoHeads),
        (false, None) => Err(Refusal::NoHead),
        (is_head, _) => Ok(is_head),
    }
}

/// A member leaves and lives in no household that is on file.
///
/// # Errors
/// [`Refusal::NotAMember`], [`Refusal::IsHead`] while others remain, a date after today.
pub fn remove(
    household: &Household,
    person: Id<Person>,
    left_on: Date,
    why: &str,
    today: Date,
) -> Result<Change, Refusal> {
    household.member(person)?;
    check_past(Field::MemberTo, left_on, today)?;
    if household.head == Some(person) && household.members.len() > 1 {
        return Err(Refusal::IsHead);
    }
    let mut change = Change::default();
    change.put_or_clear::<Id<Household>>(person, Field::Household, None);
    leave(&mut change, household.id, person, left_on, why);
    Ok(change)
}

/// A member goes to live in another household of the same area.
///
/// # Errors
/// [`Refusal::SameHousehold`], [`Refusal::OtherArea`], [`Refusal::IsDissolved`], [`Refusal::NotAMember`],
/// [`Refusal::AlreadyMember`], [`Refusal::IsHead`] while others remain, [`Refusal::TwoHeads`], [`Refusal::NoHead`].
pub fn transfer(from: &Household, to: &Household, stay: Stay<'_>, today: Date) -> Result<Change, Refusal> {
    if from.id == to.id {
        return Err(Refusal::SameHousehold);
    }
    if from.area != to.area {
        return Err(Refusal::OtherArea);
    }
    to.check_live()?;
    from.member(stay.person)?;
    check_past(Field::MemberFrom, stay.on, today)?;
    if to.member(stay.person).is_ok() {
        return Err(Refusal::AlreadyMember);
    }
    if from.head == Some(stay.person) && from.members.len() > 1 {
        return Err(Refusal::IsHead);
    }
    let becomes_head = check_role(to, Some(stay.role))?;
    let mut change = Change::default();
    leave(&mut change, from.id, stay.person, stay.on, stay.why);
    join(&mut change, to.id, stay.person, stay.on, stay.role);
    if becomes_head {
        change.put(to.id, Field::Head, stay.person);
    }
    Ok(change)
}

/// A stay that begins: who, in which role, when and why the former one ended.
#[derive(Debug, Clone, Copy)]
pub struct Stay<'a> {
    /// Who.
    pub person: Id<Person>,
    /// Role in the new household.
    pub role: &'a str,
    /// Since when.
    pub on: Date,
    /// Why the former stay ended.
    pub why: &'a str,
}

/// Names another head; the former one takes `former_role`.
///
/// # Errors
/// [`Refusal::IsDissolved`], [`Refusal::NotAMember`], [`Refusal::AlreadyDead`], [`Refusal::NothingChanged`],
/// [`Refusal::TwoHeads`] when the former head would keep the role.
pub fn change_head(household: &Household, head: Id<Person>, former_role: &str) -> Result<Change, Refusal> {
    household.check_live()?;
    if !household.member(head)?.is_alive {
        return Err(Refusal::AlreadyDead);
    }
    if household.head == Some(head) {
        return Err(Refusal::NothingChanged);
    }
    if former_role == HEAD {
        return Err(Refusal::TwoHeads);
    }
    let mut change = Change::default();
    change.put(household.id, Field::Head, head);
    change.put_item(head, Field::MemberRole, household.id, HEAD);
    if let Some(former) = household.head.filter(|former| household.member(*former).is_ok()) {
        change.put_item(former, Field::MemberRole, household.id, former_role);
    }
    Ok(change)
}

/// Some members found a household of their own.
///
/// # Errors
/// [`Refusal::SplitNeedsSome`], [`Refusal::SplitLeavesNone`], [`Refusal::NoHead`] when the new head is not among
/// those who go, [`Refusal::IsHead`] when the present head goes, [`Refusal::NotAMember`], [`Refusal::IsDissolved`].
pub fn split(
    household: &Household,
    leavers: &[Id<Person>],
    new: &NewHousehold,
    head: Id<Person>,
    today: Date,
) -> Result<Change, Refusal> {
    household.check_live()?;
    check_past(Field::RegisteredOn, new.registered_on, today)?;
    if leavers.is_empty() {
        return Err(Refusal::SplitNeedsSome);
    }
    if !leavers.contains(&head) {
        return Err(Refusal::NoHead);
    }
    for person in leavers {
        household.member(*person)?;
    }
    if leavers.len() >= household.members.len() {
        return Err(Refusal::SplitLeavesNone);
    }
    if household.head.is_some_and(|present| leavers.contains(&present)) {
        return Err(Refusal::IsHead);
    }
    let mut change = register::found(new, head);
    for person in leavers {
        let role =
            if *person == head { HEAD } else { household.member(*person)?.role.as_deref().unwrap_or("other_relative") };
        leave(&mut change, household.id, *person, new.registered_on, "separation");
        join(&mut change, new.id, *person, new.registered_on, role);
    }
    Ok(change)
}

/// The household ends; all stays end with it.
///
/// # Errors
/// [`Refusal::IsDissolved`], a date after today.
pub fn dissolve(household: &Household, on: Date, why: &str, today: Date) -> Result<Change, Refusal> {
    household.check_live()?;
    check_past(Field::DissolvedOn, on, today)?;
    let mut change = Change::default();
    change.put(household.id, Field::DissolvedOn, on);
    change.put(household.id, Field::DissolvedWhy, why);
    for member in &household.members {
        change.put_or_clear::<Id<Household>>(member.person, Field::Household, None);
        leave(&mut change, household.id, member.person, on, "other");
    }
    Ok(change)
}

/// A person died. When the head dies and others remain, another head is named in the same act.
///
/// # Errors
/// [`Refusal::AlreadyDead`], [`Refusal::DateBeforeBirth`], [`Refusal::HeadNeeded`], a date after today.
pub fn record_death(
    person: &Person,
    household: Option<&Household>,
    died_on: Date,
    new_head: Option<Id<Person>>,
    today: Date,
) -> Result<Change, Refusal> {
    if person.died_on.is_some() {
        return Err(Refusal::AlreadyDead);
    }
    check_past(Field::DiedOn, died_on, today)?;
    if person.birth.is_some_and(|birth| died_on < birth.on) {
        return Err(Refusal::DateBeforeBirth);
    }
    let mut change = Change::default();
    change.put(person.id, Field::DiedOn, died_on);
    let Some(household) = household else { return Ok(change) };
    let others_live = household.members.iter().any(|member| member.person != person.id && member.is_alive);
    if household.head == Some(person.id) && others_live {
        let head = new_head.filter(|head| *head != person.id).ok_or(Refusal::HeadNeeded)?;
        if !household.member(head)?.is_alive {
            return Err(Refusal::HeadNeeded);
        }
        change.put(household.id, Field::Head, head);
        change.put_item(head, Field::MemberRole, household.id, HEAD);
    }
    change.put_or_clear::<Id<Household>>(person.id, Field::Household, None);
    leave(&mut change, household.id, person.id, died_on, "death");
    Ok(change)
}

fn leave(change: &mut Change, household: Id<Household>, person: Id<Person>, on: Date, why: &str) {
    change.put_item(person, Field::MemberTo, household, on);
    change.put_item(person, Field::MemberWhy, household, why);
}

/// A person who comes back to a household they left opens the same stay again: its end is cleared.
fn join(change: &mut Change, household: Id<Household>, person: Id<Person>, on: Date, role: &str) {
    change.put(person, Field::Household, household);
    change.put_item(person, Field::MemberFrom, household, on);
    change.put_item(person, Field::MemberRole, household, role);
    for field in [Field::MemberTo, Field::MemberWhy] {
        change.puts.push(crate::change::Put {
            document: person.into(),
            field,
            item: Some(household.of()),
            value: None,
        });
    }
}
