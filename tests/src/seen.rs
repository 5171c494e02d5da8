//! What people see of families and lights, short acts of stories, and what must hold when everybody has heard everything.

use serde_json::{Value, json};

use crate::same::assert_same;
use crate::world::{Laptop, World};

/// [`Laptop::lights`] when nothing waits.
pub const GREEN: &str = "committed green · left green · held green · accepted green · attention green";

impl Laptop {
    /// Given names of a household's members, in order.
    pub fn names(&self, household: &str) -> Vec<String> {
        let page = self.opens(household);
        let members = page["members"].as_array().cloned().unwrap_or_default();
        members.iter().map(|member| member["person"]["given_name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Changes a household's address.
    pub fn sets_address(&self, household: &str, address: &str) {
        self.does(
            "registry.update_household",
            json!({ "household_id": household, "fields": { "address": address }, "reason": null }),
        );
    }

    /// The conflicts that stand.
    pub fn open_conflicts(&self) -> Vec<Value> {
        let list = self.does("conflict.list", json!({ "state": "open" }));
        let conflicts = list["conflicts"].as_array().cloned().unwrap_or_default();
        assert_eq!(list["open_count"], conflicts.len(), "the count is that of the list");
        conflicts
    }

    /// The officer loses all rights, or gets others.
    pub fn has_roles(&self, roles: &[&str]) {
        self.caller.borrow_mut().grants = usecases::caller::standard(roles);
    }

    /// The officer may do what the roster of this laptop says today, as in the program.
    pub fn has_roles_of_roster(&self) {
        let (user, today) = (self.caller().user, self.caller().today);
        let grants = self.store().read(|reader| reader.grants(user, today)).expect("the roster is read");
        self.caller.borrow_mut().grants = grants.expect("the roster knows the officer");
    }

    /// Commits that have not left this laptop, as its first page tells.
    pub fn unsent(&self) -> u64 {
        self.does("today.overview", json!({}))["unsent_commits"].as_u64().unwrap_or_default()
    }

    /// Everything the store holds, without what is only its own.
    pub fn holdings(&self) -> String {
        store::rebuild::holdings_as_text(self.store()).expect("holdings")
    }

    /// What a full check of the store finds.
    pub fn findings(&self) -> Vec<String> {
        store::verify::verify(self.store()).expect("the store is read").findings
    }
}

impl World {
    /// The hub and these laptops show the same, hold sound chains, and show the same again when all rows are made anew.
    ///
    /// # Panics
    /// When they do not.
    pub fn all_hold_the_same(&self, laptops: &[&Laptop]) {
        let rows = self.hub_rows();
        for laptop in laptops {
            assert_same(&laptop.rows(), &rows, &laptop.name);
            assert_eq!(laptop.findings(), Vec::<String>::new(), "{}", laptop.name);
            laptop.rebuilds();
            assert_same(&laptop.rows(), &rows, &format!("{} rebuilt", laptop.name));
        }
        self.hub_is_sound();
        self.hub_rebuilds();
        assert_same(&self.hub_rows(), &rows, "the hub rebuilt");
    }

    /// All chains, signatures and documents of the hub are sound.
    ///
    /// # Panics
    /// When they are not.
    pub fn hub_is_sound(&self) {
        let verified = store::verify::verify(self.hub()).expect("the store is read");
        assert_eq!(verified.findings, Vec::<String>::new(), "the hub");
    }
}
