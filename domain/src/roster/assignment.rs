//! What somebody is charged with: a role, where, and from when to when.
//!
//! Always true: two duties that must not lie in one hand never do on the same day.

use crate::roster::User;
use crate::roster::role::{Roles, are_incompatible};
use crate::{Area, Date, Id, Refusal};

/// Most assignments of one user.
pub const ASSIGNMENTS_MAX: usize = 20;
/// Most areas of all assignments of one user together: their statement has to fit into a fact.
pub const ASSIGNMENT_AREAS_MAX: usize = 500;

/// A role somebody has, somewhere, for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Code of the role.
    pub role: String,
    /// Areas, each with all below it; none means everywhere.
    pub areas: Vec<Id<Area>>,
    /// First day; none since ever.
    pub valid_from: Option<Date>,
    /// Last day; none until further notice.
    pub valid_until: Option<Date>,
}

/// What an assignment comes to on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Code of the role.
    pub role: String,
    /// Rights.
    pub rights: Vec<String>,
    /// Areas, each with all below it; none means everywhere.
    pub areas: Vec<Id<Area>>,
}

impl Grant {
    /// Whether it gives a right.
    pub fn gives(&self, right: &str) -> bool {
        self.rights.iter().any(|held| held == right)
    }
}

impl Assignment {
    /// A role everywhere and for ever, as statements of before there were assignments mean it.
    pub fn everywhere(role: &str) -> Self {
        Self { role: role.to_owned(), areas: Vec::new(), valid_from: None, valid_until: None }
    }

    /// Whether it counts on a day, or at most so many days away from it.
    pub fn is_live(&self, on: Date, tolerance_days: u64) -> bool {
        let tolerance = crate::time::days(tolerance_days);
        let (latest, earliest) = (on.checked_add_days(tolerance), on.checked_sub_days(tolerance));
        self.valid_from.is_none_or(|from| latest.is_none_or(|on| from <= on))
            && self.valid_until.is_none_or(|until| earliest.is_none_or(|on| on <= until))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ends_before =
            |one: &Self, other: &Self| one.valid_until.zip(other.valid_from).is_some_and(|(until, from)| until < from);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// What assignments come to on a day; a role nobody knows gives nothing.
pub fn grants(assignments: &[Assignment], roles: &Roles, on: Date, tolerance_days: u64) -> Vec<Grant> {
    let live = assignments.iter().filter(|assignment| assignment.is_live(on, tolerance_days));
    live.filter_map(|assignment| {
        let role = roles.get(&assignment.role)?;
        Some(Grant { role: role.code.clone(), rights: role.rights.clone(), areas: assignment.areas.clone() })
    })
    .collect()
}

/// Two roles of these that must not lie in one hand and do on some day.
pub fn incompatible(assignments: &[Assignment], roles: &Roles) -> Option<(String, String)> {
    let pairs =
        assignments.iter().enumerate().flat_map(|(at, one)| assignments[at + 1..].iter().map(move |two| (one, two)));
    pairs
        .filter(|(one, two)| one.overlaps(two))
        .find(|(one, two)| are_incompatible(roles, &one.role, &two.role))
        .map(|(one, two)| (one.role.clone(), two.role.clone()))
}

/// A user with these assignments instead of those they have.
///
/// # Errors
/// None at all or too many, a role there is not, a last day before the first, duties that must not lie in one hand,
/// nothing that differs.
pub fn assign(user: &User, assignments: Vec<Assignment>, roles: &Roles, today: Date) -> Result<User, Refusal> {
    if assignments.is_empty() {
        return Err(Refusal::UserAssignmentsNeeded);
    }
    let areas: usize = assignments.iter().map(|it| it.areas.len()).sum();
    if assignments.len() > ASSIGNMENTS_MAX || areas > ASSIGNMENT_AREAS_MAX {
        return Err(Refusal::UserAssignmentsTooMany { limit: ASSIGNMENTS_MAX, areas: ASSIGNMENT_AREAS_MAX });
    }
    if let Some(unknown) = assignments.iter().find(|it| !roles.contains_key(&it.role)) {
        return Err(Refusal::UserRoleUnknown { role: unknown.role.clone() });
    }
    let is_upside_down = |it: &Assignment| it.valid_from.zip(it.valid_until).is_some_and(|(from, until)| until < from);
    if assignments.iter().any(is_upside_down) {
        return Err(Refusal::UserValidityOrder);
    }
    if let Some((one, other)) = incompatible(&assignments, roles) {
        return Err(Refusal::UserDutiesIncompatible { one, other });
    }
    if user.assignments.as_ref() == Some(&assignments) {
        return Err(Refusal::NothingChanged);
    }
    Ok(with(user, assignments, today))
}

/// A user who is charged with nothing any more.
///
/// # Errors
/// When that is so already.
pub fn end(user: &User, today: Date) -> Result<User, Refusal> {
    if user.held().is_empty() { Err(Refusal::UserEnded) } else { Ok(with(user, Vec::new(), today)) }
}

/// Programs of before there were assignments read the roles alone: those that count today.
fn with(user: &User, assignments: Vec<Assignment>, today: Date) -> User {
    let live = assignments.iter().filter(|assignment| assignment.is_live(today, 0));
    let mut roles: Vec<String> = live.map(|assignment| assignment.role.clone()).collect();
    roles.sort_unstable();
    roles.dedup();
    User { id: user.id, name: user.name.clone(), roles, assignments: Some(assignments) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::role::defaults;
    use crate::time::parse_date;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    fn user() -> User {
        User { id: Id::NIL, name: "Asha".to_owned(), roles: vec!["officer".to_owned()], assignments: None }
    }

    fn duty(role: &str, from: Option<&str>, until: Option<&str>) -> Assignment {
        Assignment { valid_from: from.map(day), valid_until: until.map(day), ..Assignment::everywhere(role) }
    }

    #[test]
    fn duties_that_must_not_lie_in_one_hand_are_refused_when_they_overlap() {
        let today = day("2026-06-01");
        let both = vec![duty("finance_preparer", None, None), duty("finance_approver", None, None)];
        let refused = Refusal::UserDutiesIncompatible {
            one: "finance_preparer".to_owned(),
            other: "finance_approver".to_owned(),
        };
        assert_eq!(assign(&user(), both, &defaults(), today), Err(refused));
        let in_turn = vec![
            duty("finance_preparer", None, Some("2026-06-30")),
            duty("finance_approver", Some("2026-07-01"), None),
        ];
        assert!(assign(&user(), in_turn, &defaults(), today).is_ok());
        let on_one_day = vec![
            duty("finance_preparer", None, Some("2026-07-01")),
            duty("finance_approver", Some("2026-07-01"), None),
        ];
        assert!(assign(&user(), on_one_day, &defaults(), today).is_err());
    }

    #[test]
    fn an_assignment_counts_from_its_first_to_its_last_day() {
        let june = duty("officer", Some("2026-06-01"), Some("2026-06-30"));
        for (on, is_live) in [("2026-05-31", false), ("2026-06-01", true), ("2026-06-30", true), ("2026-07-01", false)]
        {
            assert_eq!(june.is_live(day(on), 0), is_live, "{on}");
        }
        assert!(june.is_live(day("2026-07-01"), 1) && !june.is_live(day("2026-07-02"), 1));
    }

    #[test]
    fn what_was_said_before_there_were_assignments_means_everywhere_and_for_ever() {
        assert_eq!(user().held(), vec![Assignment::everywhere("officer")]);
        let ended = end(&user(), day("2026-06-01")).unwrap();
        assert_eq!((ended.held(), ended.roles.len()), (Vec::new(), 0));
        assert_eq!(end(&ended, day("2026-06-01")), Err(Refusal::UserEnded));
    }

    #[test]
    fn the_roles_older_programs_read_are_those_of_today() {
        let june = duty("officer", Some("2026-06-01"), Some("2026-06-30"));
        let later = duty("supervisor", Some("2026-07-01"), None);
        let assigned = assign(&user(), vec![june, later], &defaults(), day("2026-06-10")).unwrap();
        assert_eq!(assigned.roles, ["officer"]);
    }

    #[test]
    fn assignments_are_checked_before_they_are_given() {
        let today = day("2026-06-01");
        let refused = |assignments| assign(&user(), assignments, &defaults(), today).err();
        assert_eq!(refused(Vec::new()), Some(Refusal::UserAssignmentsNeeded));
        let unknown = Refusal::UserRoleUnknown { role: "king".to_owned() };
        assert_eq!(refused(vec![duty("king", None, None)]), Some(unknown));
        let upside_down = duty("officer", Some("2026-06-02"), Some("2026-06-01"));
        assert_eq!(refused(vec![upside_down]), Some(Refusal::UserValidityOrder));
        assert!(matches!(refused(vec![duty("officer", None, None); 21]), Some(Refusal::UserAssignmentsTooMany { .. })));
        let assigned = assign(&user(), vec![duty("officer", None, None)], &defaults(), today).unwrap();
        let again = assign(&assigned, vec![duty("officer", None, None)], &defaults(), today);
        assert_eq!(again, Err(Refusal::NothingChanged));
    }
}
